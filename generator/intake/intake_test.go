package intake

import (
	"strings"
	"testing"
)

func TestNest(t *testing.T) {
	item := func(level int, ordered bool, text string) Flat {
		return Flat{level, ordered, Item{Blocks: []Block{&Paragraph{Spans: []Span{{Text: text}}}}}}
	}
	var write func(blocks []Block) string
	write = func(blocks []Block) string {
		var b strings.Builder
		for _, block := range blocks {
			switch block := block.(type) {
			case *Paragraph:
				b.WriteString(PlainText(block.Spans))
			case *List:
				b.WriteString(map[bool]string{true: "ol(", false: "ul("}[block.Ordered])
				for _, i := range block.Items {
					b.WriteString(write(i.Blocks))
				}
				b.WriteByte(')')
			}
		}
		return b.String()
	}
	for _, c := range []struct {
		name  string
		items []Flat
		want  string
	}{
		{"none", nil, ""},
		{"flat", []Flat{item(0, false, "a"), item(0, false, "b")}, "ul(ab)"},
		{"two kinds", []Flat{item(0, false, "a"), item(0, true, "b")}, "ul(a)ol(b)"},
		{"below", []Flat{item(0, true, "a"), item(1, false, "b"), item(0, true, "c")}, "ol(aul(b)c)"},
		{"two kinds below", []Flat{item(0, true, "a"), item(1, false, "b"), item(1, true, "c"), item(0, true, "d")}, "ol(aul(b)ol(c)d)"},
		{"deeper at once", []Flat{item(0, true, "a"), item(3, false, "b"), item(2, false, "c")}, "ol(aul(b)ul(c))"},
		{"begins deep", []Flat{item(2, false, "a"), item(0, false, "b")}, "ul(a)ul(b)"},
	} {
		if got := write(Nest(c.items)); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

func TestTidy(t *testing.T) {
	got := Tidy([]Span{{Text: "a", Look: Bold}, {Text: ""}, {Text: "b", Look: Bold}, {Text: "c"}, {Note: 1}, {Note: 2}})
	if len(got) != 4 || got[0].Text != "ab" || got[1].Text != "c" || got[2].Note != 1 || got[3].Note != 2 {
		t.Errorf("got %+v", got)
	}
}

func TestNumeral(t *testing.T) {
	for _, c := range []struct {
		n          int
		form, want string
	}{{3, "1", "3"}, {3, "a", "c"}, {28, "A", "BB"}, {0, "a", "0"}, {14, "i", "xiv"}, {14, "I", "XIV"}, {4000, "i", "4000"}, {2, "", "2"}} {
		if got := Numeral(c.n, c.form); got != c.want {
			t.Errorf("%d as %q: got %s, want %s", c.n, c.form, got, c.want)
		}
	}
}
