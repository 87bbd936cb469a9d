package diag

import (
	"fmt"
	"slices"
)

// Phrase is an argument that is itself a sentence or word of i18n, worded when it is written.
type Phrase struct {
	Key  string // under "phrase." in i18n
	Args []any
}

// P makes a phrase.
func P(key string, args ...any) Phrase { return Phrase{key, args} }

// SameArgs reports whether two lists of arguments are worded alike. A Phrase holds a list of its own, so
// that == on arguments panics.
func SameArgs(a, b []any) bool {
	return slices.EqualFunc(a, b, func(a, b any) bool {
		p, ok := a.(Phrase)
		q, both := b.(Phrase)
		if ok && both {
			return p.Key == q.Key && SameArgs(p.Args, q.Args)
		}
		return !ok && !both && fmt.Sprint(a) == fmt.Sprint(b)
	})
}

// Texts gives sentences their words. i18n.Texts is one.
type Texts interface {
	Has(key string) bool
	T(key string, args ...any) string
	Lang() string
}

// Message returns what is wrong, in one sentence without a full stop.
func (d Diagnostic) Message(t Texts) string {
	return t.T("diag."+string(d.Code)+".message", worded(t, d.Args)...)
}

// Hint returns what would be right; it may be empty.
func (d Diagnostic) Hint(t Texts) string {
	hint := ""
	if key := "diag." + string(d.Code) + ".hint"; t.Has(key) {
		hint = t.T(key, worded(t, d.Args)...)
	}
	if d.Subject != "" {
		suggestion := t.T("diag.suggestion", d.Subject)
		if hint == "" {
			return suggestion
		}
		return suggestion + " " + hint
	}
	return hint
}

// Message returns the sentence of a note.
func (n Note) Message(t Texts) string {
	return t.T("diag."+string(n.Code)+".note", worded(t, n.Args)...)
}

func worded(t Texts, args []any) []any {
	out := make([]any, len(args))
	for i, a := range args {
		if p, ok := a.(Phrase); ok {
			out[i] = t.T("phrase."+p.Key, worded(t, p.Args)...)
		} else {
			out[i] = shortened(a)
		}
	}
	return out
}

// shownLetters is how much of a text a sentence repeats. What is longer is a mistake whose beginning is enough to find it.
const shownLetters = 200

func shortened(a any) any {
	s, ok := a.(string)
	if !ok || len(s) <= shownLetters {
		return a
	}
	r := []rune(s)
	if len(r) <= shownLetters {
		return a
	}
	return string(r[:shownLetters]) + "…"
}
