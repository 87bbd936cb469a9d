package web

import (
	"fmt"
	"strings"
	"testing"

	"styrdok/generator/intake"
)

// dump writes blocks in short.
func dump(blocks []intake.Block) string {
	var out []string
	for _, b := range blocks {
		switch b := b.(type) {
		case *intake.Heading:
			out = append(out, fmt.Sprintf("h%d(%s)", b.Level, intake.PlainText(b.Spans)))
		case *intake.Paragraph:
			out = append(out, fmt.Sprintf("p(%s)", intake.PlainText(b.Spans)))
		case *intake.List:
			s := "ul("
			if b.Ordered {
				s = "ol("
			}
			for i, item := range b.Items {
				if i > 0 {
					s += " "
				}
				s += item.Marker + dump(item.Blocks)
			}
			out = append(out, s+")")
		case *intake.Table:
			out = append(out, fmt.Sprintf("table(%d of %d)", b.Heads, len(b.Rows)))
		case *intake.Definitions:
			out = append(out, fmt.Sprintf("dl(%d)", len(b.Items)))
		case *intake.Contents:
			out = append(out, fmt.Sprintf("contents(%d)", len(b.Lines)))
		default:
			out = append(out, fmt.Sprintf("%T", b))
		}
	}
	return strings.Join(out, " ")
}

func TestRead(t *testing.T) {
	for _, c := range []struct{ name, html, want, around string }{
		{"main alone", `<header>Kommunen</header><nav>Start</nav><main><h1>Policy</h1><p>Text</p></main><footer>Adress</footer>`, "h1(Policy) p(Text)", "Kommunen|Start|Adress"},
		{"menus within", `<main><nav>Meny</nav><p>Text</p><form>Sök</form></main>`, "p(Text)", "Meny|Sök"},
		{"loose text", `<div>Ett<p>Två</p>tre <b>fyra</b><br>fem</div>`, "p(Ett) p(Två) p(tre fyra\nfem)", ""},
		{"lists", `<ol start=3 type=a><li>x<ul><li>y</ul><li><p>z</p></ol>`, "ol(c.p(x) ul(•p(y)) d.p(z))", ""},
		{"Roman numerals", `<ol start=11 type=I><li>x</ol>`, "ol(XI.p(x))", ""},
		{"a list directly in a list", `<ul><li>a</li><ul><li>b</li></ul></ul>`, "ul(•p(a) ul(•p(b)))", ""},
		{"items without a list", `<div><p>a</p><li>b</li><li>c<ul><li>d</ul></li>e</div>`, "p(a) ul(•p(b) •p(c) ul(•p(d))) p(e)", ""},
		{"tables", `<table><thead><tr><th>a<th>b</thead><tr><td>1<td>2</table><table><tr><td>allt</td></tr></table>`, "table(1 of 2) p(allt)", ""},
		{"terms", `<dl><div><dt>a<dd>b</div><dt>c<dd>d</dl>`, "dl(2)", ""},
		{"Word's lists", `<p class=MsoTitle>Titel</p><p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·&nbsp;</span>ett</p><p style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>a)</span>två</p><p class=MsoToc1>Syfte 1</p>`, "h0(Titel) ul(•p(ett) ol(a)p(två))) contents(1)", ""},
		{"headings by role", `<div role=heading aria-level=3>Syfte</div>x`, "h3(Syfte) p(x)", ""},
	} {
		r, err := Read([]byte("<html><body>" + c.html + "</body></html>"))
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		var around []string
		for _, f := range r.Furniture {
			around = append(around, intake.Lines(f.Blocks)...)
		}
		if got := dump(r.Blocks); got != c.want || strings.Join(around, "|") != c.around {
			t.Errorf("%s: got %s, around it %q; want %s, %q", c.name, got, around, c.want, c.around)
		}
	}
}

func TestAsides(t *testing.T) {
	r, err := Read([]byte(`<p>Ett<sup><a href="#n1">1</a></sup> <span hidden>två</span><del datetime="2020-01-01T10:00">tre</del><del datetime="i fredags efter mötet">sex</del><span class="sr-only">fyra</span></p><section role=doc-endnotes><ol><li id=n1>Not <a href="#r1">↩</a></li></ol></section><script>fem()</script>`))
	if err != nil {
		t.Fatal(err)
	}
	if got := dump(r.Blocks); got != "p(Ett )" && got != "p(Ett)" {
		t.Errorf("got %s", got)
	}
	if len(r.Notes) != 1 || dump(r.Notes[0].Blocks) != "p(Not)" {
		t.Errorf("notes: %+v", r.Notes)
	}
	if len(r.Asides) != 3 || r.Asides[0].Kind != intake.Hidden || r.Asides[1].Date != "2020-01-01" || r.Asides[2].Date != "" || len(r.Left) == 0 || strings.Contains(r.Plain, "fem") {
		t.Errorf("asides %+v, left %+v, plain %q", r.Asides, r.Left, r.Plain)
	}
}
