// Package font reads TrueType fonts: which glyphs characters have, how wide they are, how pairs of them
// are kerned and where they have ink. It cuts a font down to the glyphs in use. A font that it accepts can
// be measured and embedded whole. It knows neither layout nor PDF.
//
// Lengths are in thousandths of the type size, rounded towards zero, unless a comment says otherwise.
package font

import (
	"encoding/binary"
	"fmt"
	"math"
	"strings"
	"sync"
)

var be = binary.BigEndian

// Font is a font that has been read and checked. It is not changed afterwards, so any number of
// goroutines may use it.
type Font struct {
	Name       string // PostScript name, ASCII
	Descriptor Descriptor
	Ascent     int // of a line, above the baseline
	Descent    int // of a line, below the baseline, positive

	data       []byte
	unitsPerEm int

	low    [lowRunes]uint16 // glyphs of the commonest characters
	cmap   cmap
	widths []uint16 // by glyph
	pairs  pairs
	gpos   []pairTable
	kerns  func() *Kerning
	ink    sync.Map // inkKey → inkSpan

	// Tables that outlines and subsets are taken from.
	head, hhea, maxp, hmtx, loca, glyf []byte
	longLoca                           bool
}

// Descriptor is what a PDF says about a font. Values are rounded to the nearest.
type Descriptor struct {
	Ascent, Descent    int // of the tallest glyphs; Descent is negative
	CapHeight, XHeight int
	ItalicAngle        int    // degrees
	BBox               [4]int // xMin, yMin, xMax, yMax
}

// lowRunes is the end of Latin Extended-B.
const lowRunes = 0x250

// Error says why a font cannot be used.
type Error struct {
	Reason Reason
	Detail string // a table's name or the like; may be empty
}

// Reason is a kind of fault in a font.
type Reason string

// The reasons.
const (
	NotTrueType   Reason = "not-truetype" // CFF, a collection, a web font or no font at all
	Broken        Reason = "broken"       // Detail says where
	LacksTable    Reason = "lacks-table"  // Detail names it
	NotEmbeddable Reason = "no-embedding" // its licence bits forbid embedding or subsetting
)

func (e *Error) Error() string {
	s := map[Reason]string{
		NotTrueType:   "not a TrueType font",
		Broken:        "font is broken",
		LacksTable:    "font lacks a table",
		NotEmbeddable: "font may not be embedded",
	}[e.Reason]
	if e.Detail != "" {
		s += ": " + e.Detail
	}
	return s
}

func broken(format string, args ...any) error {
	return &Error{Broken, fmt.Sprintf(format, args...)}
}

// maxFile is larger than any text font, CJK ones included.
const maxFile = 48 << 20

// Read reads a font and keeps data, which must not be changed afterwards. The error is an *Error.
func Read(data []byte) (*Font, error) {
	tables, err := readDirectory(data)
	if err != nil {
		return nil, err
	}
	f := &Font{
		data: data,
		head: tables["head"], hhea: tables["hhea"], maxp: tables["maxp"],
		hmtx: tables["hmtx"], loca: tables["loca"], glyf: tables["glyf"],
	}
	for _, step := range []func(map[string][]byte) error{f.readMetrics, f.readLicence, f.readName, f.readWidths, f.readGlyphs, f.readCmap, f.readKern} {
		if err := step(tables); err != nil {
			return nil, err
		}
	}
	if !f.pairs.any() {
		f.gpos = readGPOS(tables["GPOS"])
	}
	for r := range rune(lowRunes) {
		f.low[r] = f.cmap.glyph(r)
	}
	f.kerns = sync.OnceValue(func() *Kerning { return newKerning(f) })
	return f, nil
}

// Data returns the bytes that the font was read from.
func (f *Font) Data() []byte { return f.data }

// Glyph returns the glyph of a character, 0 if there is none.
func (f *Font) Glyph(r rune) uint16 {
	if r >= 0 && r < lowRunes {
		return f.low[r]
	}
	return f.cmap.glyph(r)
}

// Advance returns the width of a glyph.
func (f *Font) Advance(glyph uint16) int { return int(f.widths[glyph]) }

// Kerning returns the font's kerning, whose table is made when it is first asked for.
func (f *Font) Kerning() *Kerning { return f.kerns() }

func (f *Font) lookUpKern(left, right uint16) int {
	if f.gpos != nil {
		return f.thousandths(kernGPOS(f.gpos, int(left), int(right)))
	}
	return f.thousandths(f.pairs.kern(left, right))
}

// Width returns the width of text set in one piece, kerning included. Characters without a glyph add
// nothing.
func (f *Font) Width(text string) int {
	sum := 0
	left := uint16(0)
	kern := f.kerns()
	for _, r := range text {
		g := f.Glyph(r)
		if g == 0 {
			continue
		}
		sum += int(f.widths[g])
		if left != 0 {
			sum += kern.Between(left, g)
		}
		left = g
	}
	return sum
}

// readDirectory returns the tables of a font by their tags, each large enough for the fields of fixed place.
func readDirectory(b []byte) (map[string][]byte, error) {
	if len(b) < 12 || be.Uint32(b) != 0x00010000 {
		kind := ""
		if len(b) >= 4 {
			kind = map[string]string{"OTTO": "OpenType with CFF outlines", "ttcf": "a collection", "wOFF": "WOFF", "wOF2": "WOFF2", "true": "an Apple font"}[string(b[:4])]
		}
		return nil, &Error{NotTrueType, kind}
	}
	if len(b) > maxFile {
		return nil, broken("%d bytes", len(b))
	}
	tables := map[string][]byte{}
	for i := range int(be.Uint16(b[4:])) {
		at := 12 + 16*i
		if at+16 > len(b) {
			return nil, broken("directory is cut off")
		}
		off, length := uint64(be.Uint32(b[at+8:])), uint64(be.Uint32(b[at+12:]))
		if off+length > uint64(len(b)) {
			return nil, broken("table %s is cut off", b[at:at+4])
		}
		tables[string(b[at:at+4])] = b[off : off+length]
	}
	if tables["CFF "] != nil || tables["CFF2"] != nil {
		return nil, &Error{NotTrueType, "OpenType with CFF outlines"}
	}
	for _, t := range []struct {
		name string
		size int
	}{{"head", 54}, {"hhea", 36}, {"maxp", 32}, {"hmtx", 4}, {"cmap", 4}, {"name", 6}, {"OS/2", 78}, {"post", 32}, {"loca", 4}, {"glyf", 1}} {
		switch d, ok := tables[t.name]; {
		case !ok:
			return nil, &Error{LacksTable, t.name}
		case len(d) < t.size:
			return nil, broken("table %s is cut off", t.name)
		}
	}
	return tables, nil
}

func int16At(b []byte, at int) int { return int(int16(be.Uint16(b[at:]))) }

func (f *Font) thousandths(v int) int { return v * 1000 / f.unitsPerEm }

func (f *Font) readMetrics(tables map[string][]byte) error {
	f.unitsPerEm = int(be.Uint16(f.head[18:]))
	if be.Uint32(f.head[12:]) != 0x5F0F3CF5 || f.unitsPerEm < 16 || f.unitsPerEm > 16384 {
		return broken("table head")
	}
	ascent, descent := int16At(f.hhea, 4), int16At(f.hhea, 6)
	f.Ascent, f.Descent = max(0, f.thousandths(ascent)), max(0, -f.thousandths(descent))

	os2 := tables["OS/2"]
	capHeight, xHeight := ascent, 0
	if be.Uint16(os2) >= 2 && len(os2) >= 90 {
		xHeight, capHeight = int16At(os2, 86), int16At(os2, 88)
	}
	if xHeight == 0 {
		xHeight = int(0.66 * float64(ascent))
	}
	if int16At(os2, 68) != 0 {
		ascent = int(be.Uint16(os2[74:]))
	}
	if int16At(os2, 70) != 0 {
		descent = -int(be.Uint16(os2[76:]))
	}
	round := func(v int) int { return int(math.Round(float64(v) * 1000 / float64(f.unitsPerEm))) }
	f.Descriptor = Descriptor{
		Ascent: round(ascent), Descent: round(descent), CapHeight: round(capHeight), XHeight: round(xHeight),
		ItalicAngle: int16At(tables["post"], 4),
	}
	for i := range f.Descriptor.BBox {
		f.Descriptor.BBox[i] = round(int16At(f.head, 36+2*i))
	}
	return nil
}

// readLicence looks at the bits of OS/2.fsType: restricted, no subsetting, bitmaps only.
func (f *Font) readLicence(tables map[string][]byte) error {
	kind := be.Uint16(tables["OS/2"][8:])
	// A font with several usage bits may be used by the least restrictive of them.
	restricted := kind&0x000e == 0x0002
	if restricted || kind&0x0300 != 0 {
		return &Error{NotEmbeddable, fmt.Sprintf("fsType %#04x", kind)}
	}
	return nil
}

// readName finds the PostScript name, entry 6.
func (f *Font) readName(tables map[string][]byte) error {
	d := tables["name"]
	count, base := int(be.Uint16(d[2:])), int(be.Uint16(d[4:]))
	for i := range count {
		at := 6 + 12*i
		if at+12 > len(d) {
			return broken("table name is cut off")
		}
		length, off := int(be.Uint16(d[at+8:])), int(be.Uint16(d[at+10:]))
		if be.Uint16(d[at+6:]) != 6 || base+off+length > len(d) {
			continue
		}
		var b strings.Builder
		for _, c := range d[base+off : base+off+length] {
			letter := c|0x20 >= 'a' && c|0x20 <= 'z'
			if (letter || c >= '0' && c <= '9' || c == '-' || c == '_') && b.Len() < 63 {
				b.WriteByte(c)
			}
		}
		if b.Len() > 0 {
			f.Name = b.String()
			return nil
		}
	}
	return broken("no PostScript name")
}

func (f *Font) readWidths(map[string][]byte) error {
	glyphs, metrics := int(be.Uint16(f.maxp[4:])), f.metrics()
	if glyphs == 0 || metrics == 0 || metrics > glyphs || len(f.hmtx) < 4*metrics {
		return broken("table hmtx")
	}
	f.widths = make([]uint16, glyphs)
	for g := range f.widths {
		width, _ := f.metric(g)
		w := f.thousandths(int(width))
		if w > 0xffff {
			return broken("width of glyph %d", g)
		}
		f.widths[g] = uint16(w)
	}
	return nil
}

// metrics returns how many rows of hmtx have a width.
func (f *Font) metrics() int { return int(be.Uint16(f.hhea[34:])) }

// metric returns a glyph's width and left side bearing in the font's units.
func (f *Font) metric(g int) (width, bearing uint16) {
	n := f.metrics()
	if g < n {
		return be.Uint16(f.hmtx[4*g:]), be.Uint16(f.hmtx[4*g+2:])
	}
	if at := 4*n + 2*(g-n); at+2 <= len(f.hmtx) {
		bearing = be.Uint16(f.hmtx[at:])
	}
	return be.Uint16(f.hmtx[4*n-4:]), bearing
}
