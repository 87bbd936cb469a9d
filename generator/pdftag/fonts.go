package pdftag

import (
	"crypto/sha256"
	"fmt"
	"io"
	"slices"
	"strconv"

	"styrdok/generator/font"
)

// usedFont is a font of the texts with the glyphs that are drawn.
type usedFont struct {
	*font.Font
	resource string // by which contents call it: "F1"
	obj      int
	runes    []rune      // in use
	glyphs   []usedGlyph // by code

	// The glyph and code of each character in use, zero for others.
	low  [lowRunes]usedGlyph
	high map[rune]usedGlyph
}

// usedGlyph is a glyph and the code that it has in contents.
type usedGlyph struct{ glyph, code uint16 }

// lowRunes is the end of Latin Extended-B: nearly all characters of a text are below it.
const lowRunes = 0x250

func (u *usedFont) of(r rune) usedGlyph {
	if r >= 0 && r < lowRunes {
		return u.low[r]
	}
	return u.high[r]
}

func (u *usedFont) set(r rune, g usedGlyph) {
	if r < lowRunes {
		u.low[r] = g
	} else {
		u.high[r] = g
	}
}

// use records that a character is drawn, and reports whether it has a glyph.
func (u *usedFont) use(r rune) bool {
	g := u.Glyph(r)
	if g == 0 || r == 0 {
		return false
	}
	u.set(r, usedGlyph{glyph: g})
	u.runes = append(u.runes, r)
	return true
}

// encode gives the glyphs that are drawn their codes.
func (f *finisher) encode() error {
	fonts := f.doc.Drawing.fonts
	// Of several characters with one glyph the lowest counts, so that a space is a space and not a no-break one.
	var all []rune
	stands := make([]map[uint16]rune, len(fonts)) // by font and glyph
	for i, u := range fonts {
		stands[i] = map[uint16]rune{}
		slices.Sort(u.runes)
		for _, r := range u.runes {
			if _, ok := stands[i][u.of(r).glyph]; !ok {
				stands[i][u.of(r).glyph] = r
				all = append(all, r)
			}
		}
	}
	f.encoding = newEncoding(all)
	if len(f.encoding.runes) > maxCodes {
		return fmt.Errorf("%d characters, at most %d are possible", len(f.encoding.runes), maxCodes)
	}
	for i, u := range fonts {
		u.obj = f.out.add()
		for _, r := range u.runes {
			g := u.of(r)
			g.code = f.encoding.code(stands[i][g.glyph])
			u.set(r, g)
			if stands[i][g.glyph] == r {
				u.glyphs = append(u.glyphs, g)
			}
		}
		// They are in the order of their characters, and so of their codes.
	}
	return nil
}

// writeFonts embeds of each font the glyphs in use, in the order of their codes, with their widths. So a font
// costs what its glyphs cost, however many it has.
func (f *finisher) writeFonts() error {
	if len(f.doc.Drawing.fonts) == 0 {
		return nil
	}
	encoding := []byte("/Identity-H")
	if !f.encoding.wide {
		n := f.out.addRaw("/Type/CMap/CMapName/"+oneByte+"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/WMode 0/Filter/FlateDecode", oneByteMap())
		encoding = appendRef([]byte(" "), n)
	}
	toUnicode := f.out.addStream("", f.encoding.toUnicode())
	for _, u := range f.doc.Drawing.fonts {
		if err := f.writeFont(u, encoding, toUnicode); err != nil {
			return fmt.Errorf("font %s: %w", u.Name, err)
		}
	}
	return nil
}

func (f *finisher) writeFont(u *usedFont, encoding []byte, toUnicode int) error {
	slots := make([]int, u.glyphs[len(u.glyphs)-1].code+1)
	for i := range slots[1:] {
		slots[i+1] = font.NoGlyph
	}
	widths := make([]glyphWidth, len(u.glyphs))
	for i, g := range u.glyphs {
		slots[g.code] = int(g.glyph)
		widths[i] = glyphWidth{int(g.code), u.Advance(g.glyph)}
	}
	subset, err := u.Subset(slots)
	if err != nil {
		return err
	}
	name := subsetTag(u.Name, subset) + "+" + u.Name
	cid, descriptor, file := f.out.add(), f.out.add(), f.out.addStream("/Length1 "+strconv.Itoa(len(subset)), subset)

	b := append([]byte("<</Type/Font/Subtype/Type0/Encoding"), encoding...)
	b = appendName(append(b, "/BaseFont"...), name)
	b = appendRef(append(b, "/DescendantFonts["...), cid)
	b = appendRef(append(b, "]/ToUnicode "...), toUnicode)
	f.out.set(u.obj, append(b, ">>"...))

	b = appendName([]byte("<</Type/Font/Subtype/CIDFontType2/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/CIDToGIDMap/Identity/DW 0/BaseFont"), name)
	b = appendRef(append(b, "/FontDescriptor "...), descriptor)
	b = appendWidths(append(b, "/W"...), widths)
	f.out.set(cid, append(b, ">>"...))

	b = appendName([]byte("<</Type/FontDescriptor/FontName"), name)
	d, box := &u.Descriptor, &u.Descriptor.BBox
	b = fmt.Appendf(b, "/Ascent %d/CapHeight %d/Descent %d/Flags 32/FontBBox [%d %d %d %d]/ItalicAngle %d/StemV 0/XHeight %d",
		d.Ascent, d.CapHeight, d.Descent, box[0], box[1], box[2], box[3], d.ItalicAngle, d.XHeight)
	b = appendRef(append(b, "/FontFile2 "...), file)
	f.out.set(descriptor, append(b, ">>"...))
	return nil
}

// subsetTag returns six letters that depend on the subset.
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

// glyphWidth is the width of a glyph, by its number in the embedded font.
type glyphWidth struct{ glyph, width int }

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
