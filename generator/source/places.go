package source

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"styrdok/generator/diag"
	"styrdok/generator/tomlscan"
)

// place is the position of a key and of its value.
type place struct{ key, value diag.Pos }

// places maps paths such as "title", "reviews[1].date" and "implements[0]" to their positions in a
// TOML text. The TOML library gives a line for few mistakes and no position for unknown keys, so the
// text is scanned a second time.
type places map[string]place

func indexPlaces(file, text string, firstLine int) places {
	ix := &placeIndexer{text: []byte(text), pos: diag.Pos{File: file, Line: firstLine, Column: 1}, found: places{}}
	prefix := ""
	arrays := map[string]int{} // how many [[tables]] of a name there have been
	for _, s := range tomlscan.Statements(ix.text, 0, len(ix.text)) {
		if !s.Header {
			ix.add(prefix+strings.Join(s.Path, "."), s.Key, s.Value)
			continue
		}
		path := latest(s.Path, arrays)
		at := ix.posAt(s.Value)
		if s.Array {
			n := arrays[path]
			arrays[path] = n + 1
			if n == 0 {
				ix.found[path] = place{at, at}
			}
			path += "[" + strconv.Itoa(n) + "]"
		}
		ix.found[path] = place{at, at}
		prefix = path + "."
	}
	return ix.found
}

// latest returns the path of a header: [a.b] below [[a]] belongs to the last a.
func latest(parts []string, arrays map[string]int) string {
	path := ""
	for i, p := range parts {
		if i > 0 {
			path += "."
		}
		path += p
		if n := arrays[path]; n > 0 && i < len(parts)-1 {
			path += "[" + strconv.Itoa(n-1) + "]"
		}
	}
	return path
}

type placeIndexer struct {
	text  []byte
	at    int      // an offset
	pos   diag.Pos // and where it is
	found places
}

// posAt returns the position of an offset, which is not before the last one that was asked for.
func (ix *placeIndexer) posAt(offset int) diag.Pos {
	for ix.at < offset {
		r, size := utf8.DecodeRune(ix.text[ix.at:])
		ix.at += size
		ix.pos.Column++
		if r == '\n' {
			ix.pos.Line, ix.pos.Column = ix.pos.Line+1, 1
		}
	}
	return ix.pos
}

// add adds a key and all keys and elements within its value.
func (ix *placeIndexer) add(path string, key, value int) {
	ix.found[path] = place{ix.posAt(key), ix.posAt(value)}
	n := 0
	tomlscan.Elements(ix.text, value, len(ix.text), func(e tomlscan.Element) {
		if e.Path != nil {
			ix.add(path+"."+strings.Join(e.Path, "."), e.Key, e.Value)
		} else {
			ix.add(path+"["+strconv.Itoa(n)+"]", e.Value, e.Value)
			n++
		}
	})
}
