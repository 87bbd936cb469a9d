package font

import (
	"errors"
	"slices"
)

// NoGlyph is a slot of a subset that holds no glyph.
const NoGlyph = -1

// Subset returns a font whose glyphs are those named, in this order, and the components that they are
// composed of. The first must be 0, the glyph of missing characters. Hinting is dropped: at the sizes of
// print it shows nowhere.
func (f *Font) Subset(glyphs []int) ([]byte, error) {
	order := slices.Clone(glyphs)
	index := make(map[int]int, len(order))
	for i, g := range order {
		if _, ok := index[g]; !ok {
			index[g] = i
		}
	}
	for i := 0; i < len(order); i++ {
		if order[i] == NoGlyph {
			continue
		}
		components(f.outline(order[i]), func(_, part int) {
			if _, ok := index[part]; !ok {
				index[part] = len(order)
				order = append(order, part)
			}
		})
	}
	if len(order) > 0xffff {
		return nil, errors.New("too many glyphs")
	}

	var glyf, hmtx []byte
	offsets := make([]int, 0, len(order)+1)
	for _, g := range order {
		offsets = append(offsets, len(glyf))
		if g == NoGlyph {
			hmtx = append(hmtx, 0, 0, 0, 0)
			continue
		}
		var err error
		if glyf, err = appendPlainGlyph(glyf, f.outline(g), index); err != nil {
			return nil, err
		}
		if len(glyf)%2 != 0 {
			glyf = append(glyf, 0)
		}
		width, bearing := f.metric(g)
		hmtx = be.AppendUint16(be.AppendUint16(hmtx, width), bearing)
	}
	offsets = append(offsets, len(glyf))

	head := slices.Clone(f.head)
	be.PutUint32(head[8:], 0) // the checksum of the whole font is computed with this as zero
	var loca []byte
	if short := len(glyf) < 1<<17; short {
		be.PutUint16(head[50:], 0)
		for _, o := range offsets {
			loca = be.AppendUint16(loca, uint16(o/2))
		}
	} else {
		be.PutUint16(head[50:], 1)
		for _, o := range offsets {
			loca = be.AppendUint32(loca, uint32(o))
		}
	}
	hhea := slices.Clone(f.hhea)
	be.PutUint16(hhea[34:], uint16(len(order)))
	maxp := slices.Clone(f.maxp)
	be.PutUint16(maxp[4:], uint16(len(order)))
	// There are no programs: no twilight zone, and no room for storage, functions and stack.
	be.PutUint16(maxp[14:], 1)
	clear(maxp[16:28])
	return joinTables(head, hhea, maxp, hmtx, loca, glyf), nil
}

// appendPlainGlyph appends a glyph without its hinting program and with the new numbers of its components.
func appendPlainGlyph(b, d []byte, index map[int]int) ([]byte, error) {
	if len(d) == 0 {
		return b, nil
	}
	contours := int16At(d, 0)
	if contours >= 0 {
		at := 10 + 2*contours
		if at+2 > len(d) {
			return nil, errors.New("outline is cut off")
		}
		program := int(be.Uint16(d[at:]))
		if at+2+program > len(d) {
			return nil, errors.New("outline is cut off")
		}
		b = append(append(b, d[:at]...), 0, 0)
		return append(b, d[at+2+program:]...), nil
	}
	start, end := len(b), 0
	b = append(b, d...)
	out := b[start:]
	components(d, func(at, part int) {
		flags := be.Uint16(d[at-2:])
		be.PutUint16(out[at-2:], flags&^haveInstruction)
		be.PutUint16(out[at:], uint16(index[part]))
		end = at - 2 + componentSize(flags)
	})
	return b[:start+end], nil
}

// joinTables puts tables together with a directory and checksums.
func joinTables(head, hhea, maxp, hmtx, loca, glyf []byte) []byte {
	tables := []struct {
		tag  string
		data []byte
	}{{"glyf", glyf}, {"head", head}, {"hhea", hhea}, {"hmtx", hmtx}, {"loca", loca}, {"maxp", maxp}}
	b := []byte{0, 1, 0, 0, 0, byte(len(tables)), 0, 64, 0, 2, 0, 32}
	at := len(b) + 16*len(tables)
	for _, t := range tables {
		b = append(b, t.tag...)
		b = be.AppendUint32(b, checksum(t.data))
		b = be.AppendUint32(b, uint32(at))
		b = be.AppendUint32(b, uint32(len(t.data)))
		at += (len(t.data) + 3) &^ 3
	}
	place := 0
	for _, t := range tables {
		if t.tag == "head" {
			place = len(b) + 8
		}
		b = append(b, t.data...)
		for len(b)%4 != 0 {
			b = append(b, 0)
		}
	}
	be.PutUint32(b[place:], 0xB1B0AFBA-checksum(b))
	return b
}

func checksum(b []byte) (sum uint32) {
	for ; len(b) >= 4; b = b[4:] {
		sum += be.Uint32(b)
	}
	for i, c := range b {
		sum += uint32(c) << (24 - 8*i)
	}
	return sum
}
