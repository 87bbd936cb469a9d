package diag

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// Arg is an argument of a sentence: a text, or a phrase, which is worded together with the sentence.
type Arg struct {
	Text string // of a phrase: empty
	Key  string // of a phrase, under "phrase." in i18n; otherwise empty
	Args []Arg  // of a phrase
}

// Phrase is an argument that is itself a sentence or word of i18n.
type Phrase struct {
	Key  string // under "phrase." in i18n
	Args []Arg
}

// P returns a phrase. Its arguments are those of [New].
func P(key string, args ...any) Phrase { return Phrase{key, argsOf(args)} }

// Arg returns the phrase as an argument.
func (p Phrase) Arg() Arg { return Arg{Key: p.Key, Args: p.Args} }

func argsOf(values []any) []Arg {
	if len(values) == 0 {
		return nil
	}
	out := make([]Arg, len(values))
	for i, v := range values {
		out[i] = argOf(v)
	}
	return out
}

func argOf(value any) Arg {
	switch v := value.(type) {
	case Arg:
		return v
	case Phrase:
		return v.Arg()
	case string:
		return Arg{Text: v}
	case int:
		return Arg{Text: strconv.Itoa(v)}
	case fmt.Stringer:
		return Arg{Text: v.String()}
	}
	switch v := reflect.ValueOf(value); {
	case v.Kind() == reflect.String:
		return Arg{Text: v.String()}
	case v.CanInt():
		return Arg{Text: strconv.FormatInt(v.Int(), 10)}
	case v.CanFloat():
		return Arg{Text: fmt.Sprint(v.Float())}
	}
	panic(fmt.Sprintf("diag: an argument of type %T", value))
}

// String returns a text as it is, and a phrase as its key with its arguments.
func (a Arg) String() string {
	if a.Key == "" {
		return a.Text
	}
	return fmt.Sprintf("{%s %v}", a.Key, a.Args)
}

func (a Arg) compare(b Arg) int { return strings.Compare(a.String(), b.String()) }

// SameArgs reports whether two lists of arguments are worded alike.
func SameArgs(a, b []Arg) bool { return slices.CompareFunc(a, b, Arg.compare) == 0 }

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
	var hints []string
	if d.Subject != "" {
		hints = append(hints, t.T("diag.suggestion", d.Subject))
	}
	if key := "diag." + string(d.Code) + ".hint"; t.Has(key) {
		hints = append(hints, t.T(key, worded(t, d.Args)...))
	}
	return strings.TrimSpace(strings.Join(hints, " "))
}

// Message returns the sentence of a note.
func (n Note) Message(t Texts) string {
	return t.T("diag."+string(n.Code)+".note", worded(t, n.Args)...)
}

func worded(t Texts, args []Arg) []any {
	out := make([]any, len(args))
	for i, a := range args {
		if a.Key != "" {
			out[i] = t.T("phrase."+a.Key, worded(t, a.Args)...)
		} else {
			out[i] = shortened(a.Text)
		}
	}
	return out
}

// shownLetters is how many letters of a text a sentence quotes. The beginning is enough to find it.
const shownLetters = 200

func shortened(s string) string {
	if r := []rune(s[:min(len(s), 4*shownLetters+4)]); len(r) > shownLetters {
		return string(r[:shownLetters]) + "…"
	}
	return s
}
