package pdftag

import (
	"slices"
	"sync"
)

// encoding maps characters to codes in the contents: the code is the character's index among those in use,
// counted from 1. All fonts of a file share it, and each is embedded with its glyphs in the
// order of the codes. So one map to characters serves them all, no map to glyphs is needed, and a
// character takes one byte as long as there are not more than 255 of them.
type encoding struct {
	runes []rune // in order; the code of runes[0] is 1
	wide  bool   // whether a code takes two bytes
}

// maxCodes is how many codes two bytes can tell apart, 0 being no character's.
const maxCodes = 0xffff

func newEncoding(runes []rune) encoding {
	slices.Sort(runes)
	runes = slices.Compact(runes)
	return encoding{runes, len(runes) > 0xff}
}

// code returns the code of a character in use.
func (e *encoding) code(r rune) uint16 {
	i, _ := slices.BinarySearch(e.runes, r)
	return uint16(i + 1)
}

// appendCode appends a code as part of a string.
func (e *encoding) appendCode(b []byte, code uint16) []byte {
	if e.wide {
		b = appendStringByte(b, byte(code>>8))
	}
	return appendStringByte(b, byte(code))
}

func appendStringByte(b []byte, c byte) []byte {
	switch c {
	case '(', ')', '\\':
		return append(b, '\\', c)
	case '\r':
		// Readers take it for an end of line and make "\n" of it.
		return append(b, '\\', 'r')
	}
	return append(b, c)
}

// oneByte is the name under which files with codes of one byte have this map, and by which readers
// that do not look into it know it.
const oneByte = "OneByteIdentityH"

// oneByteMap maps each code of one byte to the glyph of that number. For two bytes readers have such
// a map themselves, Identity-H.
var oneByteMap = sync.OnceValue(func() []byte {
	return deflate([]byte("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo <</Registry(Adobe)/Ordering(Identity)/Supplement 0>> def\n" +
		"/CMapName /" + oneByte + " def\n/CMapVersion 1 def\n/CMapType 1 def\n/WMode 0 def\n" +
		"1 begincodespacerange\n<00> <FF>\nendcodespacerange\n" +
		"1 begincidrange\n<00> <FF> 0\nendcidrange\n" +
		"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"))
})

// maxBlock is how many entries a block of a map may have.
const maxBlock = 100

// toUnicode returns the map from codes to characters. Consecutive codes of consecutive characters are one entry.
func (e *encoding) toUnicode() []byte {
	b := []byte("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo <</Registry(Adobe)/Ordering(UCS)/Supplement 0>> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n")
	if e.wide {
		b = append(b, "<0000> <FFFF>\nendcodespacerange\n"...)
	} else {
		b = append(b, "<00> <FF>\nendcodespacerange\n"...)
	}
	type span struct{ first, last int } // indices of runes
	var single, ranges []span
	for i := 0; i < len(e.runes); {
		j := i
		// Neither the codes nor the characters of a range may differ in more than the last byte.
		for j+1 < len(e.runes) && e.runes[j+1] == e.runes[j]+1 && (j+2)&0xff != 0 && e.runes[j+1]&0xff != 0 {
			j++
		}
		if i == j {
			single = append(single, span{i, j})
		} else {
			ranges = append(ranges, span{i, j})
		}
		i = j + 1
	}
	hex := func(code int) {
		if e.wide {
			b = append(b, '<')
			b = append(appendHex16(b, uint16(code)), '>')
		} else {
			b = append(b, '<', upperHex[code>>4], upperHex[code&15], '>')
		}
	}
	blocks := func(list []span, kind string) {
		for len(list) > 0 {
			part := list[:min(len(list), maxBlock)]
			list = list[len(part):]
			b = append(append(appendInt(b, len(part)), " begin"...), kind...)
			b = append(b, '\n')
			for _, s := range part {
				hex(s.first + 1)
				if s.last > s.first {
					hex(s.last + 1)
				}
				b = append(appendUTF16(append(b, '<'), e.runes[s.first]), ">\n"...)
			}
			b = append(append(append(b, "end"...), kind...), '\n')
		}
	}
	blocks(single, "bfchar")
	blocks(ranges, "bfrange")
	return append(b, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"...)
}
