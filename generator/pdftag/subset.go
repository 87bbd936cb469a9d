package pdftag

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
)

// Flags of a part of a composite glyph.
const (
	argsAreWords    = 0x0001
	haveScale       = 0x0008
	moreComponents  = 0x0020
	haveXYScale     = 0x0040
	haveTwoByTwo    = 0x0080
	haveInstruction = 0x0100
)

// trueType is a font's tables as far as drawing needs them.
type trueType struct {
	head, hhea, maxp, hmtx, loca, glyf []byte
	long                               bool // form of loca
	metrics                            int  // rows in hmtx with a width
}

// noGlyph is a place in a font that holds none.
const noGlyph = -1

// subsetFont returns a font whose glyphs are those named, in this order, and the parts they are
// composed of. The first is .notdef. Hinting is dropped: at the sizes of print it shows nowhere.
func subsetFont(sfnt []byte, glyphs []int) (font []byte, err error) {
	t, err := readTrueType(sfnt)
	if err != nil {
		return nil, err
	}
	order := slices.Clone(glyphs)
	index := make(map[int]int, len(order))
	for i, g := range order {
		if _, ok := index[g]; !ok {
			index[g] = i
		}
	}
	for i := 0; i < len(order); i++ {
		if order[i] == noGlyph {
			continue
		}
		data, err := t.glyph(order[i])
		if err != nil {
			return nil, err
		}
		err = components(data, func(at int) error {
			part := int(binary.BigEndian.Uint16(data[at:]))
			d, err := t.glyph(part)
			if err != nil {
				return err
			}
			// gopdf takes along the parts of a glyph, not the parts of these.
			if len(d) >= 2 && int16(binary.BigEndian.Uint16(d)) < 0 {
				return fmt.Errorf("glyph %d is composed of composed glyphs, which were lost in drawing", order[i])
			}
			if _, ok := index[part]; !ok {
				index[part] = len(order)
				order = append(order, part)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	if len(order) > 0xffff {
		return nil, errors.New("too many glyphs")
	}

	be := binary.BigEndian
	var glyf, hmtx []byte
	offsets := make([]int, 0, len(order)+1)
	for _, g := range order {
		offsets = append(offsets, len(glyf))
		if g == noGlyph {
			hmtx = append(hmtx, 0, 0, 0, 0)
			continue
		}
		data, _ := t.glyph(g)
		if glyf, err = appendPlainGlyph(glyf, data, index); err != nil {
			return nil, fmt.Errorf("glyph %d: %w", g, err)
		}
		if len(glyf)%2 != 0 {
			glyf = append(glyf, 0)
		}
		width, bearing := t.metric(g)
		hmtx = be.AppendUint16(be.AppendUint16(hmtx, width), bearing)
	}
	offsets = append(offsets, len(glyf))

	head := append([]byte{}, t.head...)
	be.PutUint32(head[8:], 0) // the checksum of the whole font is counted with this as zero
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
	hhea := append([]byte{}, t.hhea...)
	be.PutUint16(hhea[34:], uint16(len(order)))
	maxp := append([]byte{}, t.maxp...)
	be.PutUint16(maxp[4:], uint16(len(order)))
	// No program may run: sizes of stack, storage and functions are nil, and a point may lie in no
	// twilight zone.
	be.PutUint16(maxp[14:], 1)
	for i := 16; i < 28; i++ {
		maxp[i] = 0
	}
	return joinTables(head, hhea, maxp, hmtx, loca, glyf), nil
}

func readTrueType(b []byte) (*trueType, error) {
	be := binary.BigEndian
	if len(b) < 12 {
		return nil, errors.New("font is cut off")
	}
	n := int(be.Uint16(b[4:]))
	if len(b) < 12+16*n {
		return nil, errors.New("font is cut off")
	}
	var t trueType
	for i := range n {
		e := b[12+16*i:]
		off, length := uint64(be.Uint32(e[8:])), uint64(be.Uint32(e[12:]))
		if off+length > uint64(len(b)) {
			return nil, fmt.Errorf("table %q is cut off", e[:4])
		}
		d := b[off : off+length]
		switch string(e[:4]) {
		case "head":
			t.head = d
		case "hhea":
			t.hhea = d
		case "maxp":
			t.maxp = d
		case "hmtx":
			t.hmtx = d
		case "loca":
			t.loca = d
		case "glyf":
			t.glyf = d
		}
	}
	if len(t.head) < 54 || len(t.hhea) < 36 || len(t.maxp) < 32 {
		return nil, errors.New("font lacks a table")
	}
	t.long = be.Uint16(t.head[50:]) == 1
	t.metrics = int(be.Uint16(t.hhea[34:]))
	if t.metrics == 0 || len(t.hmtx) < 4*t.metrics {
		return nil, errors.New("font lacks widths")
	}
	return &t, nil
}

// glyph returns the outline of a glyph, which may be empty.
func (t *trueType) glyph(g int) ([]byte, error) {
	be := binary.BigEndian
	var from, to uint64
	switch {
	case t.long && len(t.loca) >= 4*g+8:
		from, to = uint64(be.Uint32(t.loca[4*g:])), uint64(be.Uint32(t.loca[4*g+4:]))
	case !t.long && len(t.loca) >= 2*g+4:
		from, to = 2*uint64(be.Uint16(t.loca[2*g:])), 2*uint64(be.Uint16(t.loca[2*g+2:]))
	default:
		return nil, fmt.Errorf("font has no glyph %d", g)
	}
	if from > to || to > uint64(len(t.glyf)) {
		return nil, fmt.Errorf("glyph %d is cut off", g)
	}
	return t.glyf[from:to], nil
}

// metric returns width and left side bearing.
func (t *trueType) metric(g int) (width, bearing uint16) {
	be := binary.BigEndian
	if g < t.metrics {
		return be.Uint16(t.hmtx[4*g:]), be.Uint16(t.hmtx[4*g+2:])
	}
	width = be.Uint16(t.hmtx[4*t.metrics-4:])
	if at := 4*t.metrics + 2*(g-t.metrics); at+2 <= len(t.hmtx) {
		bearing = be.Uint16(t.hmtx[at:])
	}
	return width, bearing
}

// components calls visit with the place of each part's glyph number in a composite glyph. A plain
// glyph has no parts.
func components(data []byte, visit func(at int) error) error {
	be := binary.BigEndian
	if len(data) < 10 || int16(be.Uint16(data)) >= 0 {
		return nil
	}
	for at := 10; ; {
		if at+4 > len(data) {
			return errors.New("composed glyph is cut off")
		}
		flags := be.Uint16(data[at:])
		if err := visit(at + 2); err != nil {
			return err
		}
		at += componentSize(flags)
		if flags&moreComponents == 0 {
			return nil
		}
	}
}

func componentSize(flags uint16) int {
	n := 6
	if flags&argsAreWords != 0 {
		n += 2
	}
	switch {
	case flags&haveScale != 0:
		n += 2
	case flags&haveXYScale != 0:
		n += 4
	case flags&haveTwoByTwo != 0:
		n += 8
	}
	return n
}

// appendPlainGlyph appends a glyph without its hinting program and with the parts' new numbers.
func appendPlainGlyph(b, data []byte, index map[int]int) ([]byte, error) {
	be := binary.BigEndian
	if len(data) == 0 {
		return b, nil
	}
	if len(data) < 10 {
		return nil, errors.New("outline is cut off")
	}
	contours := int(int16(be.Uint16(data)))
	if contours >= 0 {
		at := 10 + 2*contours
		if at+2 > len(data) {
			return nil, errors.New("outline is cut off")
		}
		program := int(be.Uint16(data[at:]))
		if at+2+program > len(data) {
			return nil, errors.New("outline is cut off")
		}
		b = append(append(b, data[:at]...), 0, 0)
		return append(b, data[at+2+program:]...), nil
	}
	start, end := len(b), 0
	b = append(b, data...)
	out := b[start:]
	err := components(data, func(at int) error {
		flags := be.Uint16(data[at-2:])
		be.PutUint16(out[at-2:], flags&^haveInstruction)
		be.PutUint16(out[at:], uint16(index[int(be.Uint16(data[at:]))]))
		end = at - 2 + componentSize(flags)
		return nil
	})
	if err != nil || end > len(out) {
		return nil, errors.New("composed glyph is cut off")
	}
	return b[:start+end], nil
}

// joinTables puts tables together with a directory and checksums.
func joinTables(head, hhea, maxp, hmtx, loca, glyf []byte) []byte {
	be := binary.BigEndian
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
		sum += binary.BigEndian.Uint32(b)
	}
	for i, c := range b {
		sum += uint32(c) << (24 - 8*i)
	}
	return sum
}
