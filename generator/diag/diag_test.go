package diag

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
)

type fixedTexts map[string]string

func (f fixedTexts) Has(key string) bool { _, ok := f[key]; return ok }
func (f fixedTexts) Lang() string        { return "sv" }
func (f fixedTexts) T(key string, args ...any) string {
	s, ok := f[key]
	if !ok {
		return "[[" + key + "]]"
	}
	for i, a := range args {
		s = strings.ReplaceAll(s, fmt.Sprintf("{%d}", i), fmt.Sprint(a))
	}
	return s
}

var words = fixedTexts{
	"diag.suggestion":          "Menade du ”{0}”?",
	"diag.severity.error":      "fel",
	"diag.severity.hint":       "råd",
	"diag.unknown-key.message": "nyckeln ”{0}” finns inte",
	"diag.unknown-key.hint":    "Se handboken.",
	"diag.bad-value.message":   "”{0}” kan inte vara {1}",
	"diag.bad-value.hint":      "{2}",
	"phrase.reason.range":      "Mellan {0} och {1}.",
}

func TestWriteShowsLineAndCaret(t *testing.T) {
	d := New(UnknownKey, Pos{"content/å.md", 3, 5}, "ägare").Suggest("owne", []string{"title", "owner"})
	var b bytes.Buffer
	opt := WriteOptions{Texts: words, Line: func(file string, n int) (string, bool) { return "åäö ägare = 1", true }}
	if err := Write(&b, List{d}, opt); err != nil {
		t.Fatal(err)
	}
	want := "content/å.md:3:5: fel: nyckeln ”ägare” finns inte [unknown-key]\n" +
		"  | åäö ägare = 1\n" +
		"  |     ^\n" +
		"  råd: Menade du ”owner”? Se handboken.\n"
	if b.String() != want {
		t.Errorf("got:\n%s\nwant:\n%s", b.String(), want)
	}
}

func TestWriteCutsLongLinesAroundThePlace(t *testing.T) {
	line := strings.Repeat("a", 500) + "X" + strings.Repeat("b", 500)
	var b bytes.Buffer
	opt := WriteOptions{Texts: words, Line: func(string, int) (string, bool) { return line, true }}
	if err := Write(&b, List{New(UnknownKey, Pos{"x.md", 1, 501}, "x")}, opt); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(b.String(), "\n")
	if got := len([]rune(lines[1])); got > shownColumns+8 {
		t.Errorf("the line has %d characters", got)
	}
	caret := strings.IndexRune(lines[2], '^')
	if got := []rune(lines[1])[caret]; got != 'X' {
		t.Errorf("the caret points at %q, want 'X'", got)
	}
}

func TestWriteKeepsControlCharactersOffTheTerminal(t *testing.T) {
	var b bytes.Buffer
	d := New(UnknownKey, Pos{"x.md", 1, 1}, "a\x1b[2Jb\nc")
	if err := Write(&b, List{d}, WriteOptions{Texts: words, Line: func(string, int) (string, bool) { return "\x1b]0;x\a", true }}); err != nil {
		t.Fatal(err)
	}
	if strings.ContainsAny(b.String(), "\x1b\a") || strings.Contains(b.String(), "\nc") {
		t.Errorf("document text steers the terminal: %q", b.String())
	}
}

func TestPhrasesAreWorded(t *testing.T) {
	d := New(BadValue, Pos{File: "x"}, "soon", 5000, P("reason.range", 1, 100))
	if got := d.Hint(words); got != "Mellan 1 och 100." {
		t.Errorf("hint %q", got)
	}
}

func TestArgsWithPhrasesAreCompared(t *testing.T) {
	args := func(args ...any) []Arg { return New(BadValue, Pos{}, args...).Args }
	soon := func(low int) []Arg { return args("soon", P("reason.range", low, P("reason.x"))) }
	for _, c := range []struct {
		a, b []Arg
		want bool
	}{
		{soon(1), soon(1), true},
		{soon(1), soon(2), false},
		{soon(1), args("soon", "reason.range"), false},
		{args(Error, 12, 1.5, Code("x")), args("error", "12", "1.5", "x"), true},
		{args("a b", "c"), args("a", "b c"), false},
		{nil, []Arg{}, true},
	} {
		if got := SameArgs(c.a, c.b); got != c.want {
			t.Errorf("SameArgs(%v, %v) = %v, want %v", c.a, c.b, got, c.want)
		}
	}
}

func TestSortOrdersAndDropsDoubles(t *testing.T) {
	l := List{
		New(UnknownKey, Pos{"b.md", 1, 1}, "x"),
		New(UnknownKey, Pos{"a.md", 2, 1}, "x"),
		New(BadValue, Pos{"a.md", 2, 1}, "x"),
		New(UnknownKey, Pos{"a.md", 2, 1}, "x"),
	}
	var got []string
	for _, d := range l.Sort() {
		got = append(got, d.Pos.String()+" "+string(d.Code))
	}
	want := []string{"a.md:2:1 bad-value", "a.md:2:1 unknown-key", "b.md:1:1 unknown-key"}
	if strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestLevelsNeverLowerErrors(t *testing.T) {
	l := List{New(UnknownKey, Pos{}, "x"), New(RawHTML, Pos{}, "x"), New(Unsealed, Pos{}, 1)}
	got := l.WithLevels(map[Code]string{UnknownKey: "off", RawHTML: "error", Unsealed: "off"})
	if len(got) != 2 || got[0].Severity != Error || got[1].Severity != Error {
		t.Errorf("got %v", got)
	}
}

func TestNearest(t *testing.T) {
	known := []string{"adopted", "adopted_by", "owner", "review"}
	for found, want := range map[string]string{
		"adoptd": "adopted", "adpoted": "adopted", "Owner": "owner", "reviw": "review",
		"xyz": "", "": "", "completely-different": "",
	} {
		if got := Nearest(found, known); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", found, got, want)
		}
	}
}

// TestSARIFNamesFilesByAddress shows that the name of a file is written as an address, which is what
// SARIF asks for.
func TestSARIFNamesFilesByAddress(t *testing.T) {
	var b bytes.Buffer
	if err := WriteSARIF(&b, List{New(BadName, Pos{"content/policy/Ny mall 100%.md", 1, 1}, "x")}, words, "1"); err != nil {
		t.Fatal(err)
	}
	if want := `"uri": "content/policy/Ny%20mall%20100%25.md"`; !strings.Contains(b.String(), want) {
		t.Errorf("got %s, want %s in it", b.String(), want)
	}
}

func TestJSONShape(t *testing.T) {
	var b bytes.Buffer
	if err := WriteJSON(&b, List{New(UnknownKey, Pos{"a.md", 2, 0}, "<x>")}, words); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Diagnostics []map[string]any
		Errors      int
	}
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	d := got.Diagnostics[0]
	if got.Errors != 1 || d["column"] != nil || d["line"] != 2.0 || d["code"] != "unknown-key" || d["message"] != "nyckeln ”<x>” finns inte" {
		t.Errorf("got %s", b.String())
	}
	b.Reset()
	if err := WriteJSON(&b, nil, words); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), `"diagnostics": []`) {
		t.Errorf("no diagnostics must be an empty list: %s", b.String())
	}
}

func TestErrorsFirst(t *testing.T) {
	at := func(line int) Pos { return Pos{File: "a.md", Line: line} }
	list := List{New(RawHTML, at(1)), New(BadDate, at(2)), New(TooWide, at(3)), New(BrokenLink, at(4))}
	var got []int
	for _, d := range list.ErrorsFirst() {
		got = append(got, d.Pos.Line)
	}
	if want := []int{2, 4, 1, 3}; !slices.Equal(got, want) {
		t.Errorf("got lines %v, want %v", got, want)
	}
	if list[0].Pos.Line != 1 {
		t.Error("the list itself was changed")
	}
}

func TestArgsAreClosed(t *testing.T) {
	for _, v := range []any{nil, true, []string{"a"}, &Phrase{}, func() {}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%T is an argument", v)
				}
			}()
			P("x", v)
		}()
	}
}
