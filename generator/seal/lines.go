package seal

import (
	"slices"
	"strings"

	"styrdok/generator/diag"
	"styrdok/generator/library"
)

// Broken is an adopted version that does not fit its seal.
type Broken struct {
	Version Version
	Entry   Entry
	At      diag.Pos // of its diagnostic
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

// marked returns the marks of a text's lines that are not blank, and where those lines are, as they
// were reckoned when the entry was made.
func (e Entry) marked(v Version) (out []string, at []int) {
	lines, numbers := v.text.lines, v.text.numbers
	if e.Form == 1 {
		lines, numbers = form1Lines(v.Draft.Text, e.place(v.Draft)), nil
		for i := range lines {
			numbers = append(numbers, v.Draft.TextLine+i)
		}
	}
	for i, l := range lines {
		if m := mark(l); m != "" {
			out, at = append(out, m), append(at, numbers[i])
		}
	}
	return out, at
}

// changedLines returns the first and the last line of a file in which its text differs from what
// was sealed; zero if that is not known. Where lines are gone it is the line behind them.
func (e Entry) changedLines(v Version) (first, last int) {
	if e.Lines == "" {
		return 0, 0
	}
	marks, at := e.marked(v)
	n := 0
	for n < len(marks) && strings.HasPrefix(e.Lines[2*n:], marks[n]) {
		n++
	}
	m := 0
	for m < len(marks)-n && strings.HasSuffix(e.Lines[2*n:len(e.Lines)-2*m], marks[len(marks)-1-m]) {
		m++
	}
	switch {
	case len(at) == 0:
		return 0, 0
	case n == len(at):
		return at[n-1], at[n-1]
	}
	return at[n], at[max(n, len(at)-1-m)]
}

// lineChange is a place in which a text differs from what was sealed.
type lineChange struct {
	first, last int // lines of the file that are new or changed; last is before first where lines are only gone
	gone        int // how many lines of the sealed text stood there
}

const (
	maxMarks = 4 << 20 // pairs of lines that are compared
	maxShown = 8       // places that are told of
)

// lineChanges returns where a text differs from what was sealed, as far as the marks of its lines tell;
// nil where the seal has none.
func (e Entry) lineChanges(v Version) []lineChange {
	if e.Lines == "" || len(e.Lines)%2 != 0 {
		return nil
	}
	var old []string
	for i := 0; i < len(e.Lines); i += 2 {
		old = append(old, e.Lines[i:i+2])
	}
	now, at := e.marked(v)
	from := 0
	for from < len(old) && from < len(now) && old[from] == now[from] {
		from++
	}
	end := 0
	for end < len(old)-from && end < len(now)-from && old[len(old)-1-end] == now[len(now)-1-end] {
		end++
	}
	a, b := old[from:len(old)-end], now[from:len(now)-end]
	line := func(j int) int { // of the file, for a place in b
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
		c := lineChange{first: line(j), gone: toI - i}
		c.last = c.first - 1
		if toJ > j {
			c.last = line(toJ - 1)
		}
		out = append(out, c)
	}
	if len(a)*len(b) > maxMarks {
		add(0, 0, len(a), len(b))
		return out
	}
	i, j := 0, 0
	for _, pair := range common(a, b) {
		add(i, j, pair[0], pair[1])
		i, j = pair[0]+1, pair[1]+1
	}
	add(i, j, len(a), len(b))
	return out
}

// common returns the places of the longest sequence that two lists share.
func common(a, b []string) [][2]int {
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

// notes tell of each place in which a text differs from what was sealed. What stood there is not known:
// the seal holds no text.
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
		case n <= 0 && c.gone == 1:
			what = diag.P("seal.line-gone")
		case n <= 0:
			what = diag.P("seal.lines-gone", c.gone)
		case n == 1 && c.gone == 0:
			what = diag.P("seal.line-new", textAt(d, c.first))
		case c.gone == 0:
			what = diag.P("seal.lines-new", c.first, c.last)
		case n == 1 && c.gone == 1:
			what = diag.P("seal.line-changed", textAt(d, c.first))
		case n == 1:
			what = diag.P("seal.line-for-lines", c.gone, textAt(d, c.first))
		case c.gone == 1:
			what = diag.P("seal.lines-for-line", c.first, c.last)
		default:
			what = diag.P("seal.lines-changed", c.first, c.last, c.gone)
		}
		out = append(out, diag.NewNote(diag.SealBroken, pos, what))
	}
	if rest > 0 {
		out = append(out, diag.NewNote(diag.SealBroken, diag.Pos{File: d.File, Line: changes[maxShown].first}, diag.P("seal.more", rest)))
	}
	return out
}

// textAt is a line of a draft's file.
func textAt(d *library.Draft, line int) string {
	all := strings.Split(d.Text, "\n")
	if i := line - d.TextLine; i >= 0 && i < len(all) {
		return strings.TrimSpace(all[i])
	}
	return ""
}
