package pdf

import "encoding/binary"

// drawnTables are the tables that gopdf reads of a font to measure and draw.
var drawnTables = []string{"OS/2", "cmap", "head", "hhea", "hmtx", "maxp", "name", "post"}

// withoutOutlines returns a font that measures and maps characters as the given one does and whose
// glyphs are empty. gopdf writes a font with every print, by copying outlines byte by byte and
// compressing them; pdftag takes the outlines from the whole font, so all that would be in vain. It
// puts in the kerning as well, since gopdf looks it up twice a pair and in maps.
// Metrics is the part of the result that holds the widths of glyphs.
func withoutOutlines(font []byte) (stub, metrics []byte) {
	be := binary.BigEndian
	tables := map[string][]byte{}
	for i := range int(be.Uint16(font[4:])) {
		e := font[12+16*i:]
		off, length := be.Uint32(e[8:]), be.Uint32(e[12:])
		tables[string(e[:4])] = font[off : off+length]
	}
	head := append([]byte{}, tables["head"]...)
	be.PutUint16(head[50:], 0) // short places of glyphs
	tables["head"] = head
	glyphs := int(be.Uint16(tables["maxp"][4:]))
	tables["loca"] = make([]byte, 2*(glyphs+1))
	tables["glyf"] = make([]byte, 4)

	names := append([]string{"glyf", "loca"}, drawnTables...)
	count := 0
	for _, name := range names {
		if tables[name] != nil {
			count++
		}
	}
	stub = be.AppendUint16([]byte{0, 1, 0, 0}, uint16(count))
	stub = append(stub, 0, 0, 0, 0, 0, 0) // aids for a search that gopdf does not make
	at := 12 + 16*count
	for _, name := range names {
		if t := tables[name]; t != nil {
			stub = append(append(stub, name...), 0, 0, 0, 0)
			stub = be.AppendUint32(be.AppendUint32(stub, uint32(at)), uint32(len(t)))
			at += (len(t) + 3) &^ 3
		}
	}
	from := 0
	for _, name := range names {
		if name == "hmtx" {
			from = len(stub)
		}
		stub = append(stub, tables[name]...)
		for len(stub)%4 != 0 {
			stub = append(stub, 0)
		}
	}
	return stub, stub[from : from+len(tables["hmtx"])]
}
