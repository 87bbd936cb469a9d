package markdown_test

import (
	"slices"
	"strings"
	"testing"

	"styrdok/generator/markdown"
)

// TestDestinations shows what is a destination: in the texts it is between ⟦ and ⟧.
func TestDestinations(t *testing.T) {
	for _, test := range []string{
		"Se [a](⟦../b.md#c⟧), ![k](⟦x/k%20l.png⟧ \"T\") och [d](  ⟦<e f.md>⟧  'T').",
		"[a](⟦b(1).png⟧) [b](⟦c\\).md⟧) [c](⟦d&amp;e.md⟧) [d]() [e](f g.md) [f](⟦https://e.se/a?b#c⟧)",
		"[f]: ⟦../pages/om.md⟧ \"Om\"\n\n[g]:\n  ⟦<h i.md>⟧\n  'T'\n\n[f] och [g][f] och [h][]\n",
		"Text.[^1]\n\n[^1]: Enligt lagen.\n\n[^2]: Se [b](⟦c.md⟧).\n\n[Anm]: Detta gäller inte skolan.\n",
		"`[a](b.md)` ``[a](b.md)``\n\n```\n[a](b.md)\n[x]: y\n```\n\n    [a](b.md)\n\n<!-- [a](b.md) -->\n\n<!--\n[x]: y\n-->\n",
		"\\[a](b.md) [a\\](b.md) <https://e.se> https://e.se/b a@b.se [a]{lang=en}",
		"> [a](\n> ⟦b.md⟧)\n>\n> [c]: ⟦d.md⟧\n\n- [a](⟦b.md⟧)\n\n  1. [a](⟦b.md⟧)\n\n| A | B |\n| --- | --- |\n| [a](⟦b.md⟧) | ![c](⟦d.png⟧) |\n",
		"[![k](⟦k.png⟧)](⟦b.md⟧) ![a [b](⟦c.md⟧) d](⟦e.png⟧)\n\n:::lang en\n[a](⟦b.md⟧)\n:::\n\n## [a](⟦b.md⟧) {#c}\n\nOrd\n:   [a](⟦b.md⟧)\n",
		"\uFEFF[å](⟦ä.md⟧)\n\n\n\n\n[a](⟦b.md⟧)\n",
		"[a]: ⟦b.md⟧\n[a]: c.md trasig \"T\n",
		"a <!-- [b](c.md) --> [d](⟦e.md⟧) <!--\n--> [f](⟦g.md⟧) <!-- å --> [h](⟦i.md⟧)\n\n<!-- j --> <!-- k -->[l](⟦m.md⟧)\n\n> <!-- n\n> --> [o](⟦p.md⟧)\n",
		"[a]: ⟦b.md⟧\n[^1]: c.md\n\n[d]: ⟦e.md⟧\nText [a].\n",
	} {
		for _, end := range []string{"\n", "\r\n", "\r"} {
			marked := strings.ReplaceAll(test, "\n", end)
			src := strings.NewReplacer("⟦", "", "⟧", "").Replace(marked)
			got, done := "", 0
			for _, d := range markdown.Destinations([]byte(src)) {
				got += src[done:d.Start] + "⟦" + src[d.Start:d.Stop] + "⟧"
				done = d.Stop
			}
			if got += src[done:]; got != marked {
				t.Errorf("got  %q\nwant %q", got, marked)
			}
		}
	}
}

func TestDestinationAddress(t *testing.T) {
	got := markdown.Destinations([]byte("[a](<b c&auml;\\>.md>) [a](d%20e.md)"))
	want := []markdown.Destination{
		{Start: 4, Stop: 20, Raw: "b c&auml;\\>.md", Address: "b cä>.md"},
		{Start: 26, Stop: 34, Raw: "d%20e.md", Address: "d%20e.md"},
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %+v", got)
	}
}

func TestBrief(t *testing.T) {
	for _, test := range []struct {
		src        string
		first, end int
	}{
		{"\n:::brief\nKort.\n\n:::lang en\nShort.\n:::\n:::\nText.\n", 1, 8},
		{":::brief\nKort.", 0, 2},
		{"In brief.\n\n:::lang en\nx\n:::\n", 0, 0},
	} {
		if first, end := markdown.Brief([]byte(test.src)); first != test.first || end != test.end {
			t.Errorf("%q: got lines %d to %d", test.src, first, end)
		}
	}
}

func FuzzDestinations(f *testing.F) {
	f.Add("Se [a](../b.md#c), ![k](<x y.png>).\n\n[f]: g.md 'T'\n\n<!-- [h](i) -->\r\n> [a](\n> b)")
	f.Fuzz(func(t *testing.T, src string) {
		at := 0
		for _, d := range markdown.Destinations([]byte(src)) {
			if d.Start < at || d.Stop <= d.Start || d.Stop > len(src) || !strings.Contains(src[d.Start:d.Stop], d.Raw) {
				t.Fatalf("%q: %+v after %d", src, d, at)
			}
			at = d.Stop
		}
	})
}
