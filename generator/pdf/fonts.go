package pdf

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"path"
	"sync"

	"github.com/signintech/gopdf"

	"styrdok/generator/layout"
)

// FontFile is the font of a face.
type FontFile struct {
	Face layout.Face
	Data []byte // TrueType; kept, so it may not be changed afterwards
}

// Fonts are the fonts of prints, read once. They answer layout.Metrics and may be used by any number
// of prints at the same time.
type Fonts struct {
	faces     [layout.FaceCount]*face
	container gopdf.FontContainer
	digest    [sha256.Size]byte
}

// Digest stands for all that the fonts are.
func (f *Fonts) Digest() [sha256.Size]byte { return f.digest }

// face is a font with its name in gopdf, where it is parsed at first use: that takes longer than all
// else that is done with it, and few prints use all faces.
type face struct {
	*trueType
	family string
	data   []byte
	once   sync.Once
	err    error
}

// NewFonts reads the fonts. A face that no file is given for has no characters. A font that cannot be
// used is a *FontError.
func NewFonts(files []FontFile) (*Fonts, error) {
	f := &Fonts{}
	names := map[string]int{}
	for _, file := range files {
		if file.Face >= layout.FaceCount {
			return nil, fmt.Errorf("font for face %d: there is no such face", file.Face)
		}
		data := padded(file.Data)
		t, err := readTrueType(data)
		if err != nil {
			return nil, fmt.Errorf("font for %s: %w", file.Face, err)
		}
		// The name stands in the PDF, and gopdf tells fonts apart by it.
		family := t.name
		if names[t.name]++; names[t.name] > 1 {
			family = fmt.Sprintf("%s-%d", t.name, names[t.name])
		}
		f.faces[file.Face] = &face{trueType: t, family: family, data: data}
	}
	h := sha256.New()
	for n, t := range f.faces {
		if t != nil {
			fmt.Fprintln(h, n, t.family, len(t.data))
			h.Write(t.data)
		}
	}
	h.Sum(f.digest[:0])
	return f, nil
}

// padded returns a font with the padding of its last table, which gopdf reads even if it is missing.
func padded(data []byte) []byte {
	if pad := -len(data) & 3; pad > 0 {
		return append(append(make([]byte, 0, len(data)+pad), data...), make([]byte, pad)...)
	}
	return data
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
	_, err := readTrueType(padded(data))
	return err
}

// LoadFonts reads the standard theme's fonts from a folder. Fonts of one's own take the places of
// their faces; characters that they lack come from the standard's, as the reserve.
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

// Width returns how wide text is in one face and size, kerning included. It is what gopdf draws, to
// the last thousandth.
func (f *Fonts) Width(face layout.Face, size float64, text string) float64 {
	if t := f.face(face); t != nil {
		return float64(t.width(text)) * (size / 1000)
	}
	return 0
}

// Covers reports whether the face has a glyph for the character.
func (f *Fonts) Covers(face layout.Face, r rune) bool {
	t := f.face(face)
	return t != nil && t.glyph(r) != 0
}

// Ascent returns how far the face reaches above the baseline.
func (f *Fonts) Ascent(face layout.Face, size float64) float64 {
	if t := f.face(face); t != nil {
		return float64(t.ascent) * size / 1000
	}
	return 0
}

// Descent returns how far the face reaches below the baseline.
func (f *Fonts) Descent(face layout.Face, size float64) float64 {
	if t := f.face(face); t != nil {
		return float64(t.descent) * size / 1000
	}
	return 0
}

func (f *Fonts) face(n layout.Face) *face {
	if n >= layout.FaceCount {
		return nil
	}
	return f.faces[n]
}

// parsed returns the face after gopdf has read it.
func (f *Fonts) parsed(n layout.Face) (t *face, err error) {
	t = f.face(n)
	if t == nil {
		return nil, fmt.Errorf("face %s: %w", n, errNoFont)
	}
	t.once.Do(func() {
		defer func() {
			if r := recover(); r != nil {
				t.err = fmt.Errorf("face %s: font cannot be read: %v", n, r)
			}
		}()
		stub, metrics := withoutOutlines(t.data)
		t.err = f.container.AddTTFFontData(t.family, stub)
		// gopdf has read the widths. It would only compress them with every print.
		clear(metrics)
	})
	return t, t.err
}
