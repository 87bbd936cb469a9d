package line

// Family is one of the three type families of a print, or the fallback of one.
type Family uint8

const (
	Serif Family = iota // the adopted text
	Sans                // facts, contents, heads and feet
	Mono                // code

	// The reserves are fallbacks for characters that a face of the family lacks. Text is never
	// set in them directly.
	ReserveSerif
	ReserveSans
	ReserveMono
)

// Face is a family in one of four styles. It stands for a font without knowing any font file. The monospaced
// family has no italics.
type Face uint8

const (
	SerifRegular Face = iota
	SerifItalic
	SerifBold
	SerifBoldItalic
	SansRegular
	SansItalic
	SansBold
	SansBoldItalic
	MonoRegular
	_
	MonoBold
	_

	// Reserve is the difference between a face and its fallback.
	Reserve Face = 12

	// FaceCount is the number of face values, four of which are unused.
	FaceCount = 24
)

// FaceOf returns the face of a family in a style.
func FaceOf(f Family, bold, italic bool) Face {
	face := Face(f) << 2
	if italic && f != Mono && f != ReserveMono {
		face |= 1
	}
	if bold {
		face |= 2
	}
	return face
}

// Family returns the face's family.
func (f Face) Family() Family { return Family(f >> 2) }

// Bold reports whether the face is the heavier of its family.
func (f Face) Bold() bool { return f&2 != 0 }

// Italic reports whether the face is the slanted one of its family.
func (f Face) Italic() bool { return f&1 != 0 }

// String returns a name such as "serif-bold-italic".
func (f Face) String() string {
	name := [...]string{"serif", "sans", "mono", "reserve-serif", "reserve-sans", "reserve-mono"}[min(f.Family(), ReserveMono)]
	if f.Bold() {
		name += "-bold"
	}
	if f.Italic() {
		name += "-italic"
	}
	return name
}

// Metrics measures text. Prints that are laid out at the same time call it from several goroutines.
type Metrics interface {
	// Width returns the width of text set in one piece, in points, kerning included.
	Width(face Face, size float64, text string) float64
	// Covers reports whether the face has a glyph for the character.
	Covers(face Face, r rune) bool
	// Ascent and Descent return the height of a line above and below the baseline, in points, both
	// positive.
	Ascent(face Face, size float64) float64
	Descent(face Face, size float64) float64
}

// Inked is implemented by Metrics that know glyph outlines. Underlines then leave gaps for descenders.
type Inked interface {
	// Ink returns where text set in one piece has ink between two depths below the baseline, as pairs
	// of distances from its beginning, in points.
	Ink(face Face, size float64, text string, from, to float64) [][2]float64
}
