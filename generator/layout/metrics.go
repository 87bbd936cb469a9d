package layout

import "styrdok/generator/layout/line"

// Faces and what answers for them are those of line.
type (
	Family  = line.Family
	Face    = line.Face
	Metrics = line.Metrics
	Inked   = line.Inked
)

// The families and faces.
const (
	Serif = line.Serif
	Sans  = line.Sans
	Mono  = line.Mono

	SerifRegular    = line.SerifRegular
	SerifItalic     = line.SerifItalic
	SerifBold       = line.SerifBold
	SerifBoldItalic = line.SerifBoldItalic
	SansRegular     = line.SansRegular
	SansItalic      = line.SansItalic
	SansBold        = line.SansBold
	SansBoldItalic  = line.SansBoldItalic
	MonoRegular     = line.MonoRegular
	MonoBold        = line.MonoBold

	Reserve   = line.Reserve
	FaceCount = line.FaceCount
)

// FaceOf returns the face of a family in a style.
func FaceOf(f Family, bold, italic bool) Face { return line.FaceOf(f, bold, italic) }

// Typesetter lays out documents and remembers for all of them how wide words are and where they may be
// hyphenated. It may be used by several goroutines if its Metrics may.
type Typesetter struct{ words *line.Words }

// NewTypesetter returns a Typesetter that measures with m.
func NewTypesetter(m Metrics) *Typesetter { return &Typesetter{line.NewWords(m)} }
