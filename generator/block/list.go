package block

import (
	"strconv"
	"strings"
)

// List is a list whose items have dashes, numbers or letters.
type List struct {
	At
	Numbering Numbering
	Delimiter Delimiter // of a numbered list
	Tight     bool      // no space between items
	Items     []*Item
	Change    Change
	Was       *List // the earlier version's, if numbered or spaced otherwise; only redline sets it
}

// Numbering is how the items of a list are counted.
type Numbering uint8

const (
	Unnumbered Numbering = iota // dashes
	Decimal
	LowerAlpha // a to z, then aa
	UpperAlpha
	LowerRoman
	UpperRoman
)

// Delimiter is what parts an item's number from its text.
type Delimiter uint8

const (
	Period      Delimiter = iota // "1."
	Parenthesis                  // "1)"
	Parentheses                  // "(1)"
)

// Task is the box in front of an item of a task list.
type Task uint8

const (
	NoTask Task = iota
	OpenTask
	DoneTask
)

// Item is one item of a list.
type Item struct {
	At
	Number int // in a numbered list; a letter counts as its place in the alphabet
	Task   Task
	Blocks []Block
	Change Change
	Was    *Item // the earlier version's, if it had another number; only redline sets it
}

// Ordered reports whether the items have numbers or letters.
func (l *List) Ordered() bool { return l.Numbering != Unnumbered }

// Count numbers the items from first on.
func (l *List) Count(first int) {
	for i, it := range l.Items {
		it.Number = first + i
	}
}

// Label returns what stands in front of an item: "2.", "b)", "(iv)". It is empty in a list with dashes.
// In a compared list a deleted item has the label that it had.
func (l *List) Label(i int) string {
	if it := l.Items[i]; it.Change == Deleted && l.Was != nil {
		return l.Was.label(it.Number)
	} else {
		return l.label(it.Number)
	}
}

// WasLabel returns the label that an item of a compared list had before, if it had one and has another
// one now.
func (l *List) WasLabel(i int) string {
	it, was := l.Items[i], l
	if it.Change == Inserted || it.Change == Deleted {
		return ""
	}
	if l.Was != nil {
		was = l.Was
	}
	number := it.Number
	if it.Was != nil {
		number = it.Was.Number
	}
	before, now := was.label(number), l.label(it.Number)
	if now == "" || before == now {
		return ""
	}
	return before
}

func (l *List) label(n int) string {
	s := ""
	switch l.Numbering {
	case Unnumbered:
		return ""
	case LowerAlpha:
		s = strings.ToLower(alpha(n))
	case UpperAlpha:
		s = alpha(n)
	case LowerRoman:
		s = strings.ToLower(Roman(n))
	case UpperRoman:
		s = Roman(n)
	}
	if s == "" {
		s = strconv.Itoa(n) // a number that letters cannot write
	}
	switch l.Delimiter {
	case Parenthesis:
		return s + ")"
	case Parentheses:
		return "(" + s + ")"
	}
	return s + "."
}

// alpha writes 1 as A, 26 as Z, 27 as AA; less than 1 as nothing.
func alpha(n int) string {
	var s []byte
	for ; n > 0; n = (n - 1) / 26 {
		s = append([]byte{'A' + byte((n-1)%26)}, s...)
	}
	return string(s)
}

var romans = []struct {
	value int
	sign  string
}{
	{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"},
}

// Roman writes 1 to 3999 in Roman numerals, other numbers as nothing.
func Roman(n int) string {
	if n > 3999 {
		return ""
	}
	s := ""
	for _, r := range romans {
		for ; n >= r.value; n -= r.value {
			s += r.sign
		}
	}
	return s
}

// Otherwise reports whether an item of a compared list is gone and had a label of another form than the
// list's items have now.
func (l *List) Otherwise(i int) bool {
	return l.Items[i].Change == Deleted && l.Was != nil && (l.Was.Numbering != l.Numbering || l.Was.Delimiter != l.Delimiter)
}

// Rekinded reports whether a compared list had dashes before and has numbers now, or the other way round.
func (l *List) Rekinded() bool { return l.Was != nil && l.Was.Ordered() != l.Ordered() }
