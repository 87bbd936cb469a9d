package source

import (
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"styrdok/generator/diag"
)

// TestNesting shows that what would cost memory without bound is refused before it is decoded, at the
// place where it goes too deep, and that brackets and dots in texts and comments count for nothing.
func TestNesting(t *testing.T) {
	const n = 24000
	for name, test := range map[string]struct {
		text string
		want string // position and code; empty if nothing is wrong
	}{
		"inline tables": {"title = \"A\"\nkeywords = " + strings.Repeat("{a = ", n) + "1" + strings.Repeat("}", n), "2:92 toml-syntax"},
		"a dotted key":  {"title = \"A\"\n" + strings.Repeat("a.", n) + "a = 1", "2:34 toml-syntax"},
		"a heading":     {"[" + strings.Repeat("a.", n) + "a]", "1:33 toml-syntax"},
		"lists":         {"keywords = " + strings.Repeat("[", n) + strings.Repeat("]", n), "1:28 toml-syntax"},
		"both":          {"a.b.c.d = " + strings.Repeat("{e.f.g.h = ", 16) + "1" + strings.Repeat("}", 16), "1:46 toml-syntax"},
		"over lines":    {"keywords = " + strings.Repeat("[ # ]]]\n", n), "17:1 toml-syntax"},
		"texts":         {"title = \"" + strings.Repeat("[.{", n) + "\\\"[\"\nx = '''\n" + strings.Repeat("[[.", n) + "''''\ny = '[[' # " + strings.Repeat("[", n), ""},
		"a long text":   {"title = \"" + strings.Repeat("å", maxTOML/2) + "\"", "1:1 toml-syntax"},
		"a long list":   {"keywords = [" + strings.Repeat("\"a.b\", 1.5, [], {a.b = 2},\n", n/20) + "]", ""},
		"many headings": {strings.Repeat("[[a.b]]\nc.d = 1\n", n/20), ""},
	} {
		t.Run(name, func(t *testing.T) {
			var diags diag.List
			table := readTOML("a.md", test.text, 1, &diags)
			got := ""
			if len(diags) > 0 {
				got = strings.TrimPrefix(diags[0].Pos.String(), "a.md:") + " " + string(diags[0].Code)
			}
			if got != test.want || (table == nil) != (test.want != "") {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// FuzzNesting shows that a text that nesting lets through is decoded no deeper than that.
func FuzzNesting(f *testing.F) {
	for _, seed := range []string{"a = [1, {b.c = '''x'''}]", "[a.\"b.c\"]\nd = \"\\\"[\"", "[[a]]\nb = [ # ]\n]", "a = \"\"\"[\\\"\"\"\"\"", "a.b={c=[[[[]]]]}"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if nesting(text) >= 0 {
			return
		}
		values := map[string]any{}
		if _, err := toml.Decode(text, &values); err != nil {
			return
		}
		if got := depth(values); got > 2*maxNesting { // A heading's and a key's.
			t.Errorf("%q is %d deep", text, got)
		}
	})
}

func depth(v any) int {
	deepest := 0
	switch v := v.(type) {
	case map[string]any:
		for _, e := range v {
			deepest = max(deepest, 1+depth(e))
		}
	case []map[string]any:
		for _, e := range v {
			deepest = max(deepest, 1+depth(e))
		}
	case []any:
		for _, e := range v {
			deepest = max(deepest, 1+depth(e))
		}
	}
	return deepest
}

// TestLongValues shows that values that are shown on one line, and lists, have a length that is told.
func TestLongValues(t *testing.T) {
	long, list := strings.Repeat("å", maxLine+1), "["+strings.Repeat("\"a\", ", maxList+1)+"]"
	for key, value := range map[string]string{
		"section": `"` + long + `"`, "case_number": `"` + long + `"`, "version": `"` + long + `"`, "owner": `"` + long + `"`,
		"changes": `"` + strings.Repeat("å", maxProse+1) + `"`, "summary": `"` + strings.Repeat("å", maxSummary+1) + `"`,
		"keywords": list, "related": list, "aliases": list, "applies_to": `["` + long + `"]`,
		"reviews": "[" + strings.Repeat("{ date = 2025-01-01 }, ", maxList+1) + "]",
	} {
		var diags diag.List
		readDraft("a.md", "+++\ntitle = \"A\"\n"+key+" = "+value+"\n+++\n", &diags)
		if len(diags) != 1 || diags[0].Code != diag.BadValue || diags[0].Pos.Line != 3 {
			t.Errorf("%s: got %v", key, diags)
		}
	}
	var diags diag.List
	readDraft("a.md", "+++\ntitle = \""+strings.Repeat("å", maxLine)+"\"\nchanges = \""+strings.Repeat("å", maxProse)+"\"\n+++\n", &diags)
	if len(diags) > 0 {
		t.Errorf("as long as may be: got %v", diags)
	}
}
