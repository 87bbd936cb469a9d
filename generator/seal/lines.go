package seal

import (
	"slices"
	"strings"

	"styrdok/generator/diag"
	"styrdok/generator/library"
)

// Broken is an adopted version that differs from its seal.
type Broken struct {
	Version Version
	Entry   Entry
	At      diag.Pos // position of its diagnostic
}

// Fits reports whether a text is the one that was sealed.
func (e Entry) Fits(d *library.Draft, text string) bool {
	was := *d
	was.Text = text
	if e.Form == 1 {
		return e.form1Fits(&was)
	}
	return e.sum(read(&was, text).lines) == e.Sum
}

// lineFingerprints returns the fingerprints of a text's lines that are not blank, normalised as for the entry's form,
// and the line numbers in the file.
func (e Entry) lineFingerprints(v Version) (out []string, at []int) {
	lines, numbers := v.text.lines, v.text.numbers
	if e.Form == 1 {
		lines, numbers = form1Lines(v.Draft.Text, e.place(v.Draft)), nil
		for i := range lines {
			numbers = append(numbers, v.Draft.TextLine+i)
		}
	}
	for i, l := range lines {
		if m := fingerprint(l); m != "" {
			out, at = append(out, m), append(at, numbers[i])
		}
	}
	return out, at
}

// sealedFingerprints returns the fingerprints of the sealed text's lines.
func (e Entry) sealedFingerprints() (out []string) {
	for i := 0; i+2 <= len(e.Lines); i += 2 {
		out = append(out, e.Lines[i:i+2])
	}
	return out
}

// common returns how many elements two lists share at the beginning and, of the rest, at the end.
func common(a, b []string) (first, last int) {
	for first < min(len(a), len(b)) && a[first] == b[first] {
		first++
	}
	for last < min(len(a), len(b))-first && a[len(a)-1-last] == b[len(b)-1-last] {
		last++
	}
	return first, last
}

// changedLines returns the first and the last line of the file in which the text differs from the sealed one, or 0 if
// unknown. For removed lines it is the line after them.
func (e Entry) changedLines(v Version) (first, last int) {
	if e.Lines == "" {
		return 0, 0
	}
	prints, at := e.lineFingerprints(v)
	n, m := common(e.sealedFingerprints(), prints)
	switch {
	case len(at) == 0:
		return 0, 0
	case n == len(at):
		return at[n-1], at[n-1]
	}
	return at[n], at[max(n, len(at)-1-m)]
}

// lineChange is a place where a text differs from the sealed one.
type lineChange struct {
	first, last int // new or changed lines of the file; last is before first if lines were only removed
	removed     int // number of lines of the sealed text that were here
}

const (
	maxPairs = 4 << 20 // limit for pairs of lines to compare, which take 4 bytes each
	maxShown = 8       // number of places to report
)

// lineChanges returns the places where a text differs from the sealed one, according to the fingerprints of its lines,
// or nil if the seal has none.
func (e Entry) lineChanges(v Version) []lineChange {
	if e.Lines == "" || len(e.Lines)%2 != 0 {
		return nil
	}
	old := e.sealedFingerprints()
	now, at := e.lineFingerprints(v)
	from, end := common(old, now)
	a, b := old[from:len(old)-end], now[from:len(now)-end]
	line := func(j int) int { // line number in the file for an index in b
		if j += from; j < len(at) {
			return at[j]
		}
		if len(at) == 0 {
			return v.Draft.TextLine
		}
		return at[len(at)-1] + 1
	}
	var out []lineChange
	add := func(i, j, toI, toJ int) {
		if i == toI && j == toJ {
			return
		}
		c := lineChange{first: line(j), removed: toI - i}
		c.last = c.first - 1
		if toJ > j {
			c.last = line(toJ - 1)
		}
		out = append(out, c)
	}
	if len(a)*len(b) > maxPairs {
		add(0, 0, len(a), len(b))
		return out
	}
	i, j := 0, 0
	for _, pair := range lcs(a, b) {
		add(i, j, pair[0], pair[1])
		i, j = pair[0]+1, pair[1]+1
	}
	add(i, j, len(a), len(b))
	return out
}

// lcs returns the index pairs of a longest common subsequence.
func lcs(a, b []string) [][2]int {
	length := make([][]int32, len(a)+1)
	for i := range length {
		length[i] = make([]int32, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				length[i][j] = length[i+1][j+1] + 1
			} else {
				length[i][j] = max(length[i+1][j], length[i][j+1])
			}
		}
	}
	var out [][2]int
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			out = append(out, [2]int{i, j})
			i, j = i+1, j+1
		case length[i+1][j] >= length[i][j+1]:
			i++
		default:
			j++
		}
	}
	return out
}

// notes describes the places where a text differs from the sealed one. The sealed words are unknown, since a seal holds
// no text.
func (e Entry) notes(v Version) []diag.Note {
	d := v.Draft
	changes := e.lineChanges(v)
	rest := max(0, len(changes)-maxShown)
	var out []diag.Note
	for _, c := range slices.Clone(changes[:len(changes)-rest]) {
		pos := diag.Pos{File: d.File, Line: c.first}
		n := c.last - c.first + 1
		var what diag.Phrase
		switch {
		case n <= 0 && c.removed == 1:
			what = diag.P("seal.line-gone")
		case n <= 0:
			what = diag.P("seal.lines-gone", c.removed)
		case n == 1 && c.removed == 0:
			what = diag.P("seal.line-new", textAt(d, c.first))
		case c.removed == 0:
			what = diag.P("seal.lines-new", c.first, c.last)
		case n == 1 && c.removed == 1:
			what = diag.P("seal.line-changed", textAt(d, c.first))
		case n == 1:
			what = diag.P("seal.line-for-lines", c.removed, textAt(d, c.first))
		case c.removed == 1:
			what = diag.P("seal.lines-for-line", c.first, c.last)
		default:
			what = diag.P("seal.lines-changed", c.first, c.last, c.removed)
		}
		out = append(out, diag.NewNote(diag.SealBroken, pos, what))
	}
	if rest > 0 {
		out = append(out, diag.NewNote(diag.SealBroken, diag.Pos{File: d.File, Line: changes[maxShown].first}, diag.P("seal.more", rest)))
	}
	return out
}

// textAt returns a line of a draft's file, trimmed; empty if it is outside the text.
func textAt(d *library.Draft, line int) string {
	all := strings.Split(d.Text, "\n")
	if i := line - d.TextLine; i >= 0 && i < len(all) {
		return strings.TrimSpace(all[i])
	}
	return ""
}
