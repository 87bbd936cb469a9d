package pdftag

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"slices"
	"sort"
	"strconv"
	"sync"
)

// maxFont is how large a font may be when it is unpacked.
const maxFont = 64 << 20

// inflaters are zlib readers, used again.
var inflaters sync.Pool

// inflate unpacks data, which may become at most limit bytes.
func inflate(data []byte, limit int64) ([]byte, error) {
	var r io.ReadCloser
	if z := inflaters.Get(); z != nil {
		r = z.(io.ReadCloser)
		if err := r.(zlib.Resetter).Reset(bytes.NewReader(data), nil); err != nil {
			return nil, err
		}
	} else {
		var err error
		if r, err = zlib.NewReader(bytes.NewReader(data)); err != nil {
			return nil, err
		}
	}
	defer inflaters.Put(r)
	var b bytes.Buffer
	b.Grow(4 * len(data))
	n, err := io.Copy(&b, io.LimitReader(r, limit+1))
	if err != nil {
		return nil, err
	}
	if n > limit {
		return nil, errors.New("too large when unpacked")
	}
	return b.Bytes(), nil
}

// glyphWidth is a glyph in use, by its number in the font as drawn, with its width in thousandths.
type glyphWidth struct{ glyph, width int }

// usedFont is a font of the source with the glyphs that are drawn.
type usedFont struct {
	compositeFont
	name   string
	glyphs []usedGlyph // by code
	codes  []uint16    // by glyph as drawn, 0 for those that are not
	kern   func(left, right uint16) int
}

// usedGlyph is a glyph that stands for a character.
type usedGlyph struct {
	glyphWidth
	rune rune
	code uint16
}

// readFonts finds out which glyphs are drawn and gives them codes.
func (f *finisher) readFonts() error {
	var all []rune
	for _, c := range f.src.fonts {
		u, err := f.readFont(c)
		if err != nil {
			return fmt.Errorf("font in object %d: %w", c.type0, err)
		}
		for _, g := range u.glyphs {
			all = append(all, g.rune)
		}
		f.fonts = append(f.fonts, u)
	}
	f.encoding = newEncoding(all)
	if len(f.encoding.runes) > maxCodes {
		return fmt.Errorf("%d characters, at most %d are possible", len(f.encoding.runes), maxCodes)
	}
	for i := range f.fonts {
		u := &f.fonts[i]
		highest := 0
		for j := range u.glyphs {
			u.glyphs[j].code = f.encoding.code(u.glyphs[j].rune)
			highest = max(highest, u.glyphs[j].glyph)
		}
		slices.SortFunc(u.glyphs, func(a, b usedGlyph) int { return int(a.code) - int(b.code) })
		u.kern = f.doc.Fonts[u.name].Kern
		u.codes = make([]uint16, highest+1)
		for j, g := range u.glyphs {
			if j > 0 && u.glyphs[j-1].code == g.code {
				return fmt.Errorf("%s: two glyphs stand for %q", u.name, g.rune)
			}
			u.codes[g.glyph] = g.code
		}
	}
	return nil
}

func (f *finisher) readFont(c compositeFont) (usedFont, error) {
	obj := f.src.objects
	u := usedFont{compositeFont: c}
	var ok bool
	if u.name, ok = fontName(obj[c.type0].dict); !ok {
		return u, errors.New("name is not plain ASCII")
	}
	widths, err := readWidths(obj[c.cid].dict)
	if err != nil {
		return u, err
	}
	if len(widths) == 0 {
		return u, fmt.Errorf("%s has no glyph in use", u.name)
	}
	runes, err := readToUnicode(obj[c.toUnicode].stream)
	if err != nil {
		return u, err
	}
	for _, w := range widths {
		if w.glyph == 0 {
			return u, fmt.Errorf("%s: a character is drawn that the font lacks", u.name)
		}
		r, ok := runes[w.glyph]
		if !ok {
			return u, fmt.Errorf("%s: glyph %d stands for no character", u.name, w.glyph)
		}
		u.glyphs = append(u.glyphs, usedGlyph{glyphWidth: w, rune: r})
	}
	return u, nil
}

// writeFonts writes each font anew: only the glyphs in use, in the order of their codes, and their
// widths. So a font costs what its glyphs cost, however many it had.
func (f *finisher) writeFonts() error {
	if len(f.fonts) == 0 {
		return nil
	}
	encoding := []byte("/Identity-H")
	if !f.encoding.wide {
		n := f.out.add()
		f.out.setRaw(n, "/Type/CMap/CMapName/"+oneByte+"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/WMode 0/Filter/FlateDecode", oneByteMap())
		encoding = appendRef([]byte(" "), n)
	}
	toUnicode := f.out.addStream("", f.encoding.toUnicode())
	for i := range f.fonts {
		if err := f.writeFont(&f.fonts[i], encoding, toUnicode); err != nil {
			return fmt.Errorf("font in object %d: %w", f.fonts[i].type0, err)
		}
	}
	return nil
}

func (f *finisher) writeFont(c *usedFont, encoding []byte, toUnicode int) error {
	obj, name := f.src.objects, c.name
	sfnt := f.doc.Fonts[name].Data
	if sfnt == nil {
		var err error
		if sfnt, err = inflate(obj[c.file].stream, maxFont); err != nil {
			return err
		}
	}
	slots := make([]int, c.glyphs[len(c.glyphs)-1].code+1)
	for i := range slots[1:] {
		slots[i+1] = noGlyph
	}
	widths := make([]glyphWidth, len(c.glyphs))
	for i, g := range c.glyphs {
		slots[g.code] = g.glyph
		widths[i] = glyphWidth{int(g.code), g.width}
	}
	subset, err := subsetFont(sfnt, slots)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	name = subsetTag(name, subset) + "+" + name

	b := append([]byte("<</Type/Font/Subtype/Type0/Encoding"), encoding...)
	b = appendName(append(b, "/BaseFont"...), name)
	b = appendRef(append(b, "/DescendantFonts["...), c.cid)
	b = appendRef(append(b, "]/ToUnicode "...), toUnicode)
	f.out.set(c.type0, append(b, ">>"...))

	b = appendName([]byte("<</Type/Font/Subtype/CIDFontType2/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/CIDToGIDMap/Identity/DW 0/BaseFont"), name)
	b = appendRef(append(b, "/FontDescriptor "...), c.descriptor)
	b = appendWidths(append(b, "/W"...), widths)
	f.out.set(c.cid, append(b, ">>"...))

	b = appendName([]byte("<</Type/FontDescriptor/FontName"), name)
	d := obj[c.descriptor].dict
	for _, key := range []string{"/Ascent", "/CapHeight", "/Descent", "/Flags", "/FontBBox", "/ItalicAngle", "/StemV", "/XHeight"} {
		v, ok := value(d, key)
		end := bytes.IndexByte(v, '\n')
		if !ok || end < 0 {
			return fmt.Errorf("%s: no %s", name, key)
		}
		b = append(append(append(b, key...), ' '), v[:end]...)
	}
	b = appendRef(append(b, "/FontFile2 "...), c.file)
	f.out.set(c.descriptor, append(b, ">>"...))

	f.out.setStream(c.file, "/Length1 "+strconv.Itoa(len(subset)), subset)
	return nil
}

// fontName reads the name that gopdf gave the font, without a subset tag.
func fontName(dict []byte) (string, bool) {
	v, ok := value(dict, "/BaseFont")
	if !ok || len(v) < 2 || v[0] != '/' {
		return "", false
	}
	end := 1
	for end < len(v) && isRegular(v[end]) {
		end++
	}
	if end == 1 || end == len(v) || v[end] != '\n' {
		return "", false
	}
	return string(v[1:end]), true
}

// subsetTag returns six letters that stand for the glyphs chosen.
func subsetTag(name string, subset []byte) string {
	h := sha256.New()
	io.WriteString(h, name)
	h.Write(subset)
	sum := h.Sum(nil)
	tag := make([]byte, 6)
	for i := range tag {
		tag[i] = 'A' + sum[i]%26
	}
	return string(tag)
}

// readWidths reads "/W [1[500]7[612]]", sorted and without doubles.
func readWidths(dict []byte) ([]glyphWidth, error) {
	v, ok := value(dict, "/W")
	v, ok2 := bytes.CutPrefix(v, []byte("["))
	if !ok || !ok2 {
		return nil, errors.New("no widths")
	}
	var list []glyphWidth
	for len(v) > 0 && v[0] != ']' {
		g, rest, ok := leadingInt(v)
		rest, ok2 := bytes.CutPrefix(rest, []byte("["))
		w, rest, ok3 := leadingInt(rest)
		rest, ok4 := bytes.CutPrefix(rest, []byte("]"))
		if !ok || !ok2 || !ok3 || !ok4 || g > 0xffff || w > 100_000 {
			return nil, errors.New("unexpected widths")
		}
		list = append(list, glyphWidth{g, w})
		v = rest
	}
	sort.Slice(list, func(i, j int) bool {
		if list[i].glyph != list[j].glyph {
			return list[i].glyph < list[j].glyph
		}
		return list[i].width < list[j].width
	})
	return slices.Compact(list), nil
}

// appendWidths appends the widths, those of neighbours in one list.
func appendWidths(b []byte, list []glyphWidth) []byte {
	b = append(b, '[')
	for i, w := range list {
		if i > 0 && list[i-1].glyph+1 == w.glyph {
			b = append(b, ' ')
		} else {
			if i > 0 {
				b = append(b, ']')
			}
			b = append(appendInt(b, w.glyph), '[')
		}
		b = appendInt(b, w.width)
	}
	return append(b, "]]"...)
}

// readToUnicode reads the lines "<0024><0024><0041>" of gopdf's map. It writes five or six digits for
// characters beyond the first plane. Of several characters with one glyph the lowest counts, so that
// a space is a space and not a no-break one.
func readToUnicode(s []byte) (map[int]rune, error) {
	m := map[int]rune{}
	_, s, ok := bytes.Cut(s, []byte("beginbfrange\n"))
	if !ok {
		return nil, errors.New("no map to characters")
	}
	for {
		line, rest, ok := bytes.Cut(s, []byte("\n"))
		if !ok {
			return nil, errors.New("map to characters is cut off")
		}
		if bytes.HasPrefix(line, []byte("endbfrange")) {
			return m, nil
		}
		n := len(line)
		if n < 18 || n > 20 || line[0] != '<' || string(line[5:7]) != "><" || string(line[11:13]) != "><" || line[n-1] != '>' {
			return nil, fmt.Errorf("unexpected line in the map to characters: %.30q", line)
		}
		g, err1 := strconv.ParseUint(string(line[1:5]), 16, 16)
		r, err2 := strconv.ParseUint(string(line[13:n-1]), 16, 24)
		if err1 != nil || err2 != nil || r > 0x10ffff || r == 0 {
			return nil, fmt.Errorf("unexpected line in the map to characters: %.30q", line)
		}
		if old, ok := m[int(g)]; !ok || rune(r) < old {
			m[int(g)] = rune(r)
		}
		s = rest
	}
}
