package layout

// Millimetre is the length of a millimetre in points.
const Millimetre = 72 / 25.4

// Size is the size of a sheet.
type Size struct{ Width, Height float64 }

// The papers that a style may name.
var (
	A4     = Size{210 * Millimetre, 297 * Millimetre}
	A5     = Size{148 * Millimetre, 210 * Millimetre}
	Letter = Size{612, 792}
)

// Type is a size of type with its leading, the distance between baselines.
type Type struct{ Size, Leading float64 }

// Style is how a print looks. Lengths are in points.
type Style struct {
	Paper  Size
	Left   float64 // left edge of the text
	Right  float64 // right margin
	Top    float64 // top of the text from the second sheet on
	First  float64 // top of the text on the first sheet
	Bottom float64 // bottom margin of text and notes
	Hang   float64 // left edge of section numbers, head and foot
	Head   float64 // top of the running head
	Foot   float64 // distance from the running foot's bottom to the sheet's

	LandTop    float64 // Top of landscape sheets
	LandBottom float64 // Bottom of landscape sheets

	Text Family // of title, headings and text
	Data Family // of facts, contents and running lines

	Title        Type
	Headings     [5]Type // levels 2 to 6
	Body         Type
	Table        Type
	Note         Type
	Code         Type
	Organisation Type
	Kind         Type
	Summary      Type
	Facts        Type
	Contents     Type
	Running      Type

	Ink, Muted, Line Color

	Justify   bool
	Hyphenate bool
	// ContentsFrom is the least number of headings of level 2 of a text with contents.
	ContentsFrom int
	// ContentsOver is the least number of sheets of a text with contents.
	ContentsOver float64
	// ContentsDeepFrom is the number of sheets from which contents include headings of level 3; 0 is never.
	ContentsDeepFrom int
}

// DefaultStyle is the standard look: A4, a measure of 145 mm, ragged right.
func DefaultStyle() Style {
	return Style{
		Paper: A4,
		Left:  40 * Millimetre, Right: 25 * Millimetre,
		Top: 28 * Millimetre, First: 38 * Millimetre, Bottom: 23 * Millimetre,
		Hang: 22 * Millimetre, Head: 15 * Millimetre, Foot: 10 * Millimetre,
		LandTop: 26 * Millimetre, LandBottom: 21 * Millimetre,
		Text: Serif, Data: Sans,
		Title:        Type{27, 31},
		Headings:     [5]Type{{16, 20}, {12.5, 15}, {11, 15}, {11, 15}, {11, 15}},
		Body:         Type{11, 15},
		Table:        Type{10, 13},
		Note:         Type{9.5, 12.5},
		Code:         Type{9.5, 13},
		Organisation: Type{13, 16},
		Kind:         Type{12, 16},
		Summary:      Type{13, 18},
		Facts:        Type{10, 13},
		Contents:     Type{10, 13},
		Running:      Type{9, 12},
		Ink:          Color{0, 0, 0},
		Muted:        Color{0x45, 0x4d, 0x54},
		Line:         Color{0xb4, 0xbb, 0xc1},
		Hyphenate:    true,
		ContentsFrom: 3,
		ContentsOver: 4,

		ContentsDeepFrom: 12,
	}
}

// measure returns the width of the text on an upright sheet.
func (s *Style) measure() float64 { return s.Paper.Width - s.Left - s.Right }
