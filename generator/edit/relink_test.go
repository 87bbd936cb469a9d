package edit_test

import (
	"strings"
	"testing"

	"styrdok/generator/edit"
	"styrdok/generator/markdown"
)

func TestRelink(t *testing.T) {
	const text = "Se [a](../riktlinjer/a.md#x), [b](b.md), ![k](x/karta.png) och [c](https://e.se/../a), [d](#d), [e](x/).\n\n[f]: ../pages/om.md \"Om\"\n"
	const want = "Se [a](../../riktlinjer/a.md#x), [b](../b.md), ![k](karta.png) och [c](https://e.se/../a), [d](#d), [e](./).\n\n[f]: ../../pages/om.md \"Om\"\n"
	got := edit.Relink(text, "content/policy/x.md", "content/policy/x/1.md", nil)
	if got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if back := edit.Relink(got, "content/policy/x/1.md", "content/policy/x.md", nil); back != text {
		t.Errorf("back %q\nwant %q", back, text)
	}
	if same := edit.Relink(text, "content/policy/x.md", "content/policy/y.md", nil); same != text {
		t.Errorf("in the same folder it became %q", same)
	}
}

// TestMoved shows that a file that has no front matter, such as a report to a meeting, is all text.
func TestMoved(t *testing.T) {
	for _, front := range []string{"", "\uFEFF", "+++\ntitle = \"[a](b.md)\"\n+++\n", "\uFEFF+++\n+++\n"} {
		got := string(edit.Moved([]byte(front+"Se [b](b.md).\n"), "content/policy/x.md", "content/policy/x/1.md", nil))
		if want := front + "Se [b](../b.md).\n"; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// TestRelinkSpelling shows that a destination keeps its spelling, and that what is new in it is spelt
// so that it is read again.
func TestRelinkSpelling(t *testing.T) {
	moved := func(target string) (string, bool) {
		rest, ok := strings.CutPrefix(target, "content/policy/x/")
		return "content/en (ny) mapp/å#1/" + rest, ok
	}
	for _, test := range []struct{ text, want string }{
		{"![a](x/k%20l.png?m#n)", "![a](../en%20%28ny%29%20mapp/å%231/k%20l.png?m#n)"},
		{"![a](<x/k l.png> 'T')", "![a](<../en%20%28ny%29%20mapp/å%231/k l.png> 'T')"},
		{"![a](x/k(1).png)", "![a](../en%20%28ny%29%20mapp/å%231/k(1).png)"},
		{"![a](x/k\\(1.png)", "![a](../en%20%28ny%29%20mapp/å%231/k%281.png)"},
		{"```[a](x/\\`ng>)", "```[a](x/\\`ng>)"},
		{"` [a](x/&#96;n)", "` [a](../en%20%28ny%29%20mapp/å%231/%60n)"},
		{"![a](x/k&auml;.png)", "![a](../en%20%28ny%29%20mapp/å%231/kä.png)"},
		{"![a](y/k%20l.png)", "![a](y/k%20l.png)"},
		{"[a](/x/b) [b](../../../c) [d](?e) [f](mailto:a@b.se)", "[a](/x/b) [b](../../../c) [d](?e) [f](mailto:a@b.se)"},
	} {
		if got := edit.Relink(test.text, "content/policy/x.md", "content/policy/x.md", moved); got != test.want {
			t.Errorf("%s: got %s, want %s", test.text, got, test.want)
		}
	}
}

// FuzzRelink shows that nothing but destinations is rewritten, whatever the text is.
func FuzzRelink(f *testing.F) {
	f.Add("Se [a](../b.md#c), ![k](<x y.png>) `[a](b)`.[^1]\n\n[^1]: Enligt lagen.\n\n[f]: g.md 'T'\n[Anm]: Detta gäller.\n")
	f.Fuzz(func(t *testing.T, text string) {
		got := edit.Relink(text, "content/policy/x.md", "content/policy/x/1.md", nil)
		if a, b := outside(text), outside(got); a != b {
			t.Errorf("outside destinations %q became %q", a, b)
		}
	})
}

// outside is a text without its destinations.
func outside(text string) string {
	var b strings.Builder
	done := 0
	for _, d := range markdown.Destinations([]byte(text)) {
		b.WriteString(text[done:d.Start] + "\x00")
		done = d.Stop
	}
	return b.String() + text[done:]
}
