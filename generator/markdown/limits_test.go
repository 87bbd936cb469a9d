package markdown

import (
	"strings"
	"testing"
	"time"

	"styrdok/generator/diag"
	"styrdok/generator/testkit"
)

// TestHostileTexts shows that texts made to be slow are read in a time that grows with them. The
// bound is far above what is needed and far below what a quadratic reading takes.
func TestHostileTexts(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	repeat := func(s string, n int) string { return strings.Repeat(s, n/8) }
	ticks := func() string {
		var b strings.Builder
		for i := 1; b.Len() < 500_000; i++ {
			b.WriteString(repeat("`", i) + " ")
		}
		return b.String()
	}
	for name, src := range map[string]string{
		"emphasis":           repeat("*a_ ", 250_000),
		"emphasis 2":         repeat("a**b_c", 150_000),
		"strikethrough":      repeat("~a *b ", 150_000),
		"brackets":           repeat("[", 500_000) + repeat("]", 500_000),
		"links open":         repeat("[a](<b ", 100_000),
		"link titles":        repeat(`[a](b "`, 100_000),
		"images":             repeat("![a", 200_000) + repeat("](x)", 200_000),
		"foreign":            repeat("[a ", 100_000) + repeat("]{lang=en}", 100_000),
		"foreign 2":          repeat("[*a* ", 100_000) + "]{lang=en}",
		"ticks":              ticks(),
		"quotes":             repeat("> ", 500_000),
		"quote lines":        repeat(repeat("> ", 100)+"a\n", 5_000),
		"lists":              repeat("- ", 500_000),
		"raised":             repeat("a^2^", 100_000),
		"raised tags":        repeat("<sup>a", 100_000) + repeat("</sup>", 50_000),
		"lowered, open":      repeat("a~2 ", 200_000),
		"letters":            repeat("a) x\nb) y\n", 50_000),
		"letters alone":      repeat("a) x\n", 100_000),
		"letters in a line":  repeat("a) ", 300_000),
		"indented lists":     repeat("  a) x\n b) y\nc) z\n d) ", 10_000),
		"numbers, two in":    repeat("10. x\n  - y\n", 50_000),
		"blank lines":        repeat("- ", 12) + "a\n" + repeat("\n", 2_000_000),
		"space lines":        repeat("- ", 12) + "a\n" + repeat(" \n", 1_000_000),
		"definitions":        repeat("a\n: b\n", 100_000),
		"wide table":         repeat("|a", 50_000) + "\n" + repeat("|-", 50_000) + "\n" + repeat("|\n", 100_000),
		"escaped pipes":      "|a|\n|-|\n" + repeat("|`\\|`|\n", 60_000),
		"notes":              repeat("[^a]: x\n", 50_000) + repeat("[^a]", 50_000),
		"many notes":         manyNotes(20_000),
		"references":         repeat("[a]: b\n", 100_000),
		"underscores":        repeat("a_", 500_000),
		"parentheses":        repeat("(", 1_000_000),
		"addresses":          repeat("https://a.b/", 80_000),
		"mail":               repeat("a_b*c~", 150_000) + "@d.se",
		"html":               repeat("<a b='", 150_000),
		"comments":           repeat("<!-- ", 200_000),
		"closed comments":    repeat("<!-- --> a ", 100_000),
		"comment lines":      repeat("<!-- -->\n", 100_000) + repeat("<!-- a\n\nb -->\n", 50_000),
		"comments first":     repeat("<!---->", 100_000) + repeat("- <!---->", 50_000),
		"comments and ticks": repeat("` <!-- `` -->", 100_000),
		"ticks by line":      repeat("a ` <!-- x -->\n", 50_000) + repeat("- ` <!-- x -->\n", 50_000),
		"nearly masked":      repeat("::x {y <z [/w ;; ", 60_000),
		"nearly hidden":      repeat(":confidentiak", 60_000),
		"nearly ended":       repeat(":::confidential\n::\n:::x\n", 30_000),
		"html block":         "<div>\n" + repeat("<script>", 100_000),
		"headings":           repeat("## Samma\n", 100_000),
		"heading attributes": "## " + repeat("{#a ", 200_000),
		"directives":         repeat(":::lang en\n", 50_000),
		"directive ends":     repeat(":::\n", 200_000),
		"confidential":       repeat(":::confidential\n", 50_000),
		"long line":          repeat("Åtgärd *x* 5 % - ", 5_000),
		"numbers":            repeat("1 234-5 ", 100_000),
		"digits":             repeat("1", 1_000_000) + repeat(" 1", 200_000),
		"entities":           repeat("&amp;&#x", 100_000),
		"tabs":               repeat("\t- a\n", 100_000),
		"nul":                repeat("\x00\xff", 300_000),
		"half links":         repeat("[a](b c) ", 50_000),
		"half links, open":   repeat("[a](b\n", 50_000),
		"labels":             repeat("[a][b] ", 50_000),
		"stars":              repeat("**a ** ", 50_000),
		"highlights":         repeat("==a== ", 50_000),
		"formulas":           repeat("$x^2$ ", 50_000),
		"braces":             repeat("{#a} {{b}} [c]{.d} ", 30_000),
		"unknown tags":       repeat("<x a b> ", 50_000),
		"captions":           repeat("a ![b](c \"d\") ", 30_000),
		"lost words":         "<div " + repeat("a ", 300_000),
		"typed notes":        repeat("a[1]\n\n[1] b\n\n", 30_000),
		"typed lists":        repeat("• a\n\n", 50_000),
		"rows, no table":     repeat("|a|b|\n", 50_000),
		"tabbed rows":        repeat("a\tb\n", 50_000),
		"pipes in code":      "|a|\n|-|\n" + repeat("|`a|b`", 100_000),
		"bold lines":         repeat("**a**\n\nb\n\n", 50_000),
		"fences":             repeat("- ```\n", 50_000),
	} {
		t.Run(name, func(t *testing.T) {
			begin := testkit.Spent()
			tree, _ := Parse([]byte(src), Options{File: "a.md", Language: "sv", Numbered: true, Mask: true})
			if tree == nil {
				t.Fatal("got no tree")
			}
			took := testkit.Spent() - begin
			t.Logf("%d kB in %v", len(src)/1000, took)
			if took > 5*time.Second/2 {
				t.Errorf("got %v, want a time that grows with the text", took)
			}
		})
	}
}

func manyNotes(n int) string {
	var b strings.Builder
	for i := range n {
		label := strings.Repeat("x", i%7) + string(rune('a'+i%26)) + strings.Repeat("y", i%11) + time.Duration(i).String()
		b.WriteString("Text[^" + label + "]\n\n[^" + label + "]: Not\n\n")
	}
	return b.String()
}

func TestLimitsAreReported(t *testing.T) {
	for name, c := range map[string]struct {
		src  string
		code diag.Code
	}{
		"quotes":   {strings.Repeat("> ", maxDepth+1) + "a", diag.TooDeep},
		"emphasis": {strings.Repeat("*a **b ", maxSpanDepth+2) + strings.Repeat("c** d*", maxSpanDepth+2), diag.TooDeep},
		"marks":    {strings.Repeat("*a* ", maxMarks), diag.TooComplex},
		"brackets": {strings.Repeat("[", maxMarks+1), diag.TooComplex},
		"columns":  {strings.Repeat("|a", maxColumns+1) + "\n" + strings.Repeat("|-", maxColumns+1) + "|", diag.TooComplex},
	} {
		_, problems := Parse([]byte(c.src), Options{File: "a.md"})
		found := 0
		for _, d := range problems {
			if d.Code == c.code {
				found++
			}
		}
		if found == 0 {
			t.Errorf("%s: got %v, want %s", name, problems, c.code)
		}
	}
}
