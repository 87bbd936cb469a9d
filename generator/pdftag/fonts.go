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

// writeFonts writes each font anew: only the glyphs in use, their widths, and what they stand for.
//
// The glyphs are renumbered in the embedded font, and a map from the numbers in the content to the
// new ones is added. So a font costs what its glyphs cost, however many it had.
func (f *finisher) writeFonts() error {
	for _, font := range f.src.fonts {
		if err := f.writeFont(font); err != nil {
			return fmt.Errorf("font in object %d: %w", font.type0, err)
		}
	}
	return nil
}

func (f *finisher) writeFont(c compositeFont) error {
	obj := f.src.objects
	name, ok := fontName(obj[c.type0].dict)
	if !ok {
		return errors.New("name is not plain ASCII")
	}
	widths, err := readWidths(obj[c.cid].dict)
	if err != nil {
		return err
	}
	if len(widths) == 0 {
		return fmt.Errorf("%s has no glyph in use", name)
	}
	runes, err := readToUnicode(obj[c.toUnicode].stream)
	if err != nil {
		return err
	}
	for _, w := range widths {
		if w.glyph == 0 {
			return fmt.Errorf("%s: a character is drawn that the font lacks", name)
		}
		if _, ok := runes[w.glyph]; !ok {
			return fmt.Errorf("%s: glyph %d stands for no character", name, w.glyph)
		}
	}
	sfnt, err := inflate(obj[c.file].stream, maxFont)
	if err != nil {
		return err
	}
	subset, order, err := subsetFont(sfnt, widths)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	name = subsetTag(name, subset) + "+" + name

	b := appendName([]byte("<</Type/Font/Subtype/Type0/Encoding/Identity-H/BaseFont"), name)
	b = appendRef(append(b, "/DescendantFonts["...), c.cid)
	b = appendRef(append(b, "]/ToUnicode "...), c.toUnicode)
	f.out.set(c.type0, append(b, ">>"...))

	b = appendName([]byte("<</Type/Font/Subtype/CIDFontType2/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 0/BaseFont"), name)
	b = appendRef(append(b, "/FontDescriptor "...), c.descriptor)
	b = appendRef(append(b, "/CIDToGIDMap "...), f.out.addStream("", glyphMap(order)))
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
	f.out.setStream(c.toUnicode, "", toUnicode(widths, runes))
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

// toUnicode writes the map from glyphs to characters, at most a hundred in a block.
func toUnicode(widths []glyphWidth, runes map[int]rune) []byte {
	b := []byte("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo <</Registry(Adobe)/Ordering(UCS)/Supplement 0>> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	for len(widths) > 0 {
		part := widths[:min(len(widths), 100)]
		widths = widths[len(part):]
		b = append(appendInt(b, len(part)), " beginbfchar\n"...)
		for _, w := range part {
			b = appendHex16(append(b, '<'), uint16(w.glyph))
			b = appendUTF16(append(b, "> <"...), runes[w.glyph])
			b = append(b, ">\n"...)
		}
		b = append(b, "endbfchar\n"...)
	}
	return append(b, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"...)
}

// glyphMap maps the glyphs as drawn to those of the embedded font: two bytes each, zero for those
// that are not in it.
func glyphMap(order []int) []byte {
	b := make([]byte, 2*order[len(order)-1]+2)
	for i, g := range order {
		b[2*g], b[2*g+1] = byte(i>>8), byte(i)
	}
	return b
}
