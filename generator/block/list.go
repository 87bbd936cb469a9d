package block

import (
	"strconv"
	"strings"
)

// List is a list whose items have dashes, numbers or letters as labels.
type List struct {
	At
	Numbering Numbering
	Delimiter Delimiter // of a numbered list
	Tight     bool      // no space between items
	Items     []*Item
	Change    Change
	Was       *List // the earlier version's, if numbered or spaced otherwise; only redline sets it
}

// Numbering is how the items of a list are labelled.
type Numbering uint8

const (
	Unnumbered Numbering = iota // dashes
	Decimal
	LowerAlpha // a to z, then aa
	UpperAlpha
	LowerRoman
	UpperRoman
)

// Delimiter is the punctuation of a number or letter.
type Delimiter uint8

const (
	Period      Delimiter = iota // "1."
	Parenthesis                  // "1)"
	Parentheses                  // "(1)"
)

// Task is the checkbox of an item in a task list.
type Task uint8

const (
	NoTask Task = iota
	OpenTask
	DoneTask
)

// Item is one item of a list.
type Item struct {
	At
	Number int // in an ordered list; a letter counts by its place in the alphabet
	Task   Task
	Blocks []Block
	Change Change
	Was    *Item // the earlier version's, if it had another number; only redline sets it
}

// Ordered reports whether the items have numbers or letters.
func (l *List) Ordered() bool { return l.Numbering != Unnumbered }

// Count numbers the items, starting at first.
func (l *List) Count(first int) {
	for i, it := range l.Items {
		it.Number = first + i
	}
}

// Label returns the label of item i: "2.", "b)", "(iv)". It is empty in an unordered list. In a
// compared list a deleted item keeps its former label.
func (l *List) Label(i int) string {
	if it := l.Items[i]; it.Change == Deleted && l.Was != nil {
		return l.Was.label(it.Number)
	} else {
		return l.label(it.Number)
	}
}

// WasLabel returns the former label of an item in a compared list, or "" if it had none or has not
// changed.
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
		s = strconv.Itoa(n) // out of range for letters
	}
	switch l.Delimiter {
	case Parenthesis:
		return s + ")"
	case Parentheses:
		return "(" + s + ")"
	}
	return s + "."
}

// alpha writes 1 as A, 26 as Z, 27 as AA. Below 1 it returns "".
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

// Roman writes 1 to 3999 in Roman numerals. For other numbers it returns "".
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

// OldStyle reports whether an item of a compared list is deleted and had a label of another style than
// the list has now.
func (l *List) OldStyle(i int) bool {
	return l.Items[i].Change == Deleted && l.Was != nil && (l.Was.Numbering != l.Numbering || l.Was.Delimiter != l.Delimiter)
}

// KindChanged reports whether a compared list was unordered and is ordered now, or the reverse.
func (l *List) KindChanged() bool { return l.Was != nil && l.Was.Ordered() != l.Ordered() }
