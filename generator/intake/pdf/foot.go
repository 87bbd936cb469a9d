package pdf

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"styrdok/generator/intake"
	"styrdok/generator/pattern"
)

// footnotes takes the notes at the foot of a page: small letters below everything else, that begin with a number.
func (l *looks) footnotes(pieces []*piece) ([]note, []*piece) {
	rows := rowsOf(slices.Clone(pieces))
	from := len(rows)
	for i := len(rows) - 1; i >= 0; i-- {
		if rows[i][0].size > .93*l.body {
			break
		}
		if beginsNote(rows[i][0]) {
			from = i
		}
	}
	if from == len(rows) || from == 0 {
		return nil, pieces
	}
	var notes []note
	var atoms []atom
	end := func() {
		if len(atoms) == 0 {
			return
		}
		label, spans := takeLabel(l.spans(atoms))
		paragraph := &intake.Paragraph{Spans: spans, Size: rows[from][0].size}
		notes = append(notes, note{label: label, blocks: []intake.Block{paragraph}, stand: &intake.Rule{}})
		atoms = nil
	}
	inNotes := map[*piece]bool{}
	for _, r := range rows[from:] {
		if beginsNote(r[0]) {
			end()
		}
		atoms = append(atoms, merged(r).atoms...)
		for _, part := range r {
			inNotes[part] = true
		}
	}
	end()
	return notes, slices.DeleteFunc(slices.Clone(pieces), func(x *piece) bool { return inNotes[x] })
}

// beginsNote reports whether a line begins with a number that is set as notes' are: raised or smaller, or followed by a blank.
func beginsNote(x *piece) bool {
	length := 0 // in bytes
	for i, a := range x.atoms {
		r := a.glyph.r
		if (unicode.IsDigit(r) || strings.ContainsRune(raisedDigits, r)) && length < 6 || r == '*' {
			length += utf8.RuneLen(r)
			continue
		}
		raised := i > 0 && (strings.ContainsRune(raisedDigits, x.atoms[0].glyph.r) || sizeOf(x.atoms[0].glyph) < .85*sizeOf(a.glyph) || strings.HasPrefix(x.page.linkAt(x.atoms[0].glyph), "#") && x.page.linkAt(a.glyph) == "")
		return length > 0 && (raised || unicode.IsSpace(r) || a.glyph.gap != noGap)
	}
	return false
}

var onlyNumber = pattern.New(`(?i)^[-–—\s|]*(sida|page|sid|s\.)?\s*[0-9]{1,4}\s*(\(\s*[0-9]{1,4}\s*\)|(av|of|/|\|)\s*[0-9]{1,4})?[-–—\s|]*$`)

// repeated finds lines at the upper and lower edges of pages whose words stand at the same height on other pages too, and page numbers.
func (f *file) repeated(c *composer) []strip {
	type spot struct {
		pattern string
		y       int
	}
	rows := make([][]row, len(f.pages))
	counts := map[spot]map[int]bool{}
	near := func(r row, visit func(spot)) {
		shape, at := shapeOf(merged(r).text), int(math.Round(r[0].base/4))
		for y := at - 1; y <= at+1; y++ {
			visit(spot{shape, y})
		}
	}
	for n, p := range f.pages {
		rows[n] = rowsOf(slices.DeleteFunc(p.pieces(), func(x *piece) bool { return x.turn }))
		for i, r := range rows[n] {
			if i < 6 || i >= len(rows[n])-6 {
				near(r, func(s spot) {
					if counts[s] == nil {
						counts[s] = map[int]bool{}
					}
					counts[s][n] = true
				})
			}
		}
	}
	again := func(r row) bool {
		most := 0
		near(r, func(s spot) { most = max(most, len(counts[s])) })
		return most >= 2 && (len(f.pages) < 6 || 6*most >= len(f.pages))
	}
	heads := runningHeads(rows)
	var out []strip
	for n, p := range f.pages {
		all := rows[n]
		taken := map[int]bool{}
		edge := func(i int) bool {
			r := all[i]
			y := r.box()
			if y.y0 > .2*p.height && y.y1 < .8*p.height {
				return false
			}
			text := merged(r).text
			if again(r) || i == 0 && heads[n] || onlyNumber.MatchString(text) && (y.y1 < .1*p.height || y.y0 > .9*p.height) {
				taken[i] = true
			}
			return taken[i]
		}
		for i := 0; i < len(all) && i < 6 && edge(i); i++ {
		}
		for i := len(all) - 1; i >= 0 && i >= len(all)-6 && edge(i); i-- {
		}
		if !f.tagged {
			p.body = box{}
		}
		for i, r := range all {
			if taken[i] {
				out = append(out, c.strips(p, merged(r).atoms)...)
			} else {
				p.body = p.body.with(r.box())
			}
		}
	}
	return out
}

// runningHeads tells of which pages the first row is a running head whose words change with the chapter: it stands at the same height on most
// pages, well above the text and no larger than that.
func runningHeads(rows [][]row) []bool {
	out := make([]bool, len(rows))
	heights := map[int][]int{}
	pages := 0
	for n, r := range rows {
		if len(r) < 2 {
			continue
		}
		pages++
		first, second := r[0][0], r[1][0]
		if second.base-first.base > 1.7*max(first.size, second.size) && first.size < 1.06*second.size {
			y := int(math.Round(first.base / 2))
			heights[y] = append(heights[y], n)
		}
	}
	for y, on := range heights {
		if on = append(slices.Clip(on), heights[y+1]...); pages >= 6 && 10*len(on) >= 6*pages {
			for _, n := range on {
				out[n] = true
			}
		}
	}
	return out
}
