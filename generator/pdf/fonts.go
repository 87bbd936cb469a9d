package pdf

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"path"

	"styrdok/generator/font"
	"styrdok/generator/layout"
)

// FontFile is the font of a face.
type FontFile struct {
	Face layout.Face
	Data []byte // TrueType; kept, so it must not be changed afterwards
}

// Fonts are the fonts of prints. They implement layout.Metrics, and several goroutines may use them.
type Fonts struct {
	faces  [layout.FaceCount]*font.Font
	digest [sha256.Size]byte
}

// Digest returns a digest of all fonts and their faces.
func (f *Fonts) Digest() [sha256.Size]byte { return f.digest }

// FontError says why a font cannot be used, and FontNotTrueType is one of its reasons.
type FontError = font.Error

const FontNotTrueType = font.NotTrueType

// NewFonts reads the fonts. A face without a file has no characters. The error for a font that cannot be used is a
// *FontError.
func NewFonts(files []FontFile) (*Fonts, error) {
	f := &Fonts{}
	for _, file := range files {
		if file.Face >= layout.FaceCount {
			return nil, fmt.Errorf("font for face %d: there is no such face", file.Face)
		}
		t, err := font.Read(file.Data)
		if err != nil {
			return nil, fmt.Errorf("font for %s: %w", file.Face, err)
		}
		f.faces[file.Face] = t
	}
	h := sha256.New()
	for n, t := range f.faces {
		if t != nil {
			fmt.Fprintln(h, n, len(t.Data()))
			h.Write(t.Data())
		}
	}
	h.Sum(f.digest[:0])
	return f, nil
}

// fontNames are the files that LoadFonts looks for.
var fontNames = [layout.FaceCount]string{
	layout.SerifRegular: "StyrdokSerif-Regular", layout.SerifItalic: "StyrdokSerif-Italic",
	layout.SerifBold: "StyrdokSerif-Semibold", layout.SerifBoldItalic: "StyrdokSerif-SemiboldItalic",
	layout.SansRegular: "StyrdokSans-Regular", layout.SansItalic: "StyrdokSans-Italic",
	layout.SansBold: "StyrdokSans-Semibold", layout.SansBoldItalic: "StyrdokSans-SemiboldItalic",
	layout.MonoRegular: "StyrdokMono-Regular", layout.MonoBold: "StyrdokMono-Bold",
}

// CheckFont reports whether a font can be used. The error is a *FontError.
func CheckFont(data []byte) error {
	_, err := font.Read(data)
	return err
}

// LoadFonts reads the standard theme's fonts from a folder. Own fonts replace them in their faces; the replaced
// ones are the reserve for characters that own fonts lack.
func LoadFonts(fsys fs.FS, folder string, own ...FontFile) (*Fonts, error) {
	files := append([]FontFile(nil), own...)
	replaced := map[layout.Face]bool{}
	for _, o := range own {
		replaced[o.Face] = true
	}
	for face, name := range fontNames {
		if name == "" {
			continue
		}
		data, err := fs.ReadFile(fsys, path.Join(folder, name+".ttf"))
		if err != nil {
			return nil, fmt.Errorf("load fonts: %w", err)
		}
		at := layout.Face(face)
		if replaced[at] {
			at += layout.Reserve
		}
		files = append(files, FontFile{at, data})
	}
	return NewFonts(files)
}

// Width returns the width of text as it is drawn, kerning included.
func (f *Fonts) Width(face layout.Face, size float64, text string) float64 {
	if t := f.face(face); t != nil {
		return float64(t.Width(text)) * (size / 1000)
	}
	return 0
}

// Covers reports whether the face has a glyph for the character.
func (f *Fonts) Covers(face layout.Face, r rune) bool {
	t := f.face(face)
	return t != nil && t.Glyph(r) != 0
}

// Ascent returns the height of a line above the baseline.
func (f *Fonts) Ascent(face layout.Face, size float64) float64 {
	if t := f.face(face); t != nil {
		return float64(t.Ascent) * size / 1000
	}
	return 0
}

// Descent returns the height of a line below the baseline.
func (f *Fonts) Descent(face layout.Face, size float64) float64 {
	if t := f.face(face); t != nil {
		return float64(t.Descent) * size / 1000
	}
	return 0
}

// Ink implements layout.Inked.
func (f *Fonts) Ink(face layout.Face, size float64, text string, from, to float64) [][2]float64 {
	if t := f.face(face); t != nil && size > 0 {
		return t.Ink(size, text, from, to)
	}
	return nil
}

// face returns the font of a face, nil if there is none.
func (f *Fonts) face(n layout.Face) *font.Font {
	if n >= layout.FaceCount {
		return nil
	}
	return f.faces[n]
}
