package redline_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"styrdok/generator/block"
	"styrdok/generator/redline"
	"styrdok/generator/testkit"
)

// pages makes a text of about so many printed pages, and a later version of it in which one
// paragraph of three is changed, and sections are inserted, deleted and moved.
func pages(n int) (old, new string) {
	r := random(7)
	words := strings.Fields(`kommunen nämnden och i att av ska för den det styrelsen policyn riktlinjen ansvarar beslutar årligen information
	säkerhet personal verksamhet utbildning ekonomi medborgare uppföljning samverkan förvaltningen mål åtgärder rutiner ansvaret redovisas
	till genom med en ett på som när varje senast ledningen chefen handläggare systemet avtal leverantör risk analys plan beredskap`)
	sentence := func() string {
		var out []string
		for range 8 + r.n(14) {
			out = append(out, words[r.n(len(words))])
		}
		return strings.ToUpper(out[0][:1]) + out[0][1:] + " " + strings.Join(out[1:], " ") + "."
	}
	var a, b []string
	for s := range n * 2 {
		heading := fmt.Sprintf("## Avsnitt %s %s {#s%d}", words[r.n(len(words))], words[r.n(len(words))], s)
		before, after := []string{heading}, []string{heading}
		for range 4 {
			var p []string
			for range 2 + r.n(4) {
				p = append(p, sentence())
			}
			q := append([]string(nil), p...)
			if r.n(3) == 0 {
				i := r.n(len(q))
				w := strings.Fields(q[i])
				w[r.n(len(w)-1)] = words[r.n(len(words))]
				q[i] = strings.Join(w, " ")
				if r.n(2) == 0 {
					q = append(q, sentence())
				}
			}
			before, after = append(before, strings.Join(p, " ")), append(after, strings.Join(q, " "))
		}
		var list []string
		for range 3 {
			list = append(list, "- "+sentence())
		}
		before = append(before, strings.Join(list, "\n"))
		list[1] = "- " + sentence()
		after = append(after, strings.Join(list, "\n"))
		a = append(a, strings.Join(before, "\n\n"))
		switch r.n(12) {
		case 0:
			after = nil
		case 1:
			b = append(b, "## Nytt\n\n"+sentence())
		case 2:
			if len(b) > 2 {
				b = append(b, b[len(b)-2])
				b[len(b)-3] = strings.Join(after, "\n\n")
				after = nil
			}
		}
		if after != nil {
			b = append(b, strings.Join(after, "\n\n"))
		}
	}
	return strings.Join(a, "\n\n"), strings.Join(b, "\n\n")
}

func BenchmarkCompare(b *testing.B) {
	for _, n := range []int{10, 100} {
		b.Run(fmt.Sprintf("pages=%d", n), func(b *testing.B) {
			x, y := pages(n)
			old, new := parse(b, x), parse(b, y)
			b.ReportMetric(float64(len(strings.Fields(x))), "words")
			b.ReportAllocs()
			for b.Loop() {
				redline.Compare(old, new, redline.Options{})
			}
		})
	}
}

// TestLargeTexts compares what no municipality writes, and wants an answer soon.
func TestLargeTexts(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	repeat := func(n int, f func(i int) string) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(f(i))
		}
		return b.String()
	}
	word := func(i int) string { return "ord" + fmt.Sprint(i*7919%10007) + " " }
	texts := map[string][2]string{
		"one long paragraph":      {repeat(5_000, word), repeat(5_000, func(i int) string { return word(i * 3) })},
		"one word all over":       {strings.Repeat("och ", 5_000), strings.Repeat("och eller ", 3_000)},
		"two words in turn":       {strings.Repeat("a b ", 5_000), strings.Repeat("b a a ", 3_000)},
		"paragraphs without kin":  {repeat(2_500, func(i int) string { return word(i) + word(i+1) + "\n\n" }), repeat(2_500, func(i int) string { return word(3*i+1) + word(i) + "\n\n" })},
		"equal paragraphs":        {strings.Repeat("Samma text.\n\n", 5_000), strings.Repeat("Samma text.\n\nAnnan.\n\n", 2_500)},
		"sections":                {repeat(2_500, func(i int) string { return "## " + word(i) + "\n\n" }), repeat(2_500, func(i int) string { return "## " + word(9_999-i) + "\n\n" })},
		"equal sections":          {strings.Repeat("## Ansvar\n\nText.\n\n", 8_000), strings.Repeat("## Ansvar\n\nAnnan text.\n\n", 8_000)},
		"items":                   {repeat(5_000, func(i int) string { return "- " + word(i) + "\n" }), repeat(5_000, func(i int) string { return "- " + word(i*5+1) + "\n" })},
		"items reversed":          {repeat(5_000, func(i int) string { return "- " + word(i) + "\n" }), repeat(5_000, func(i int) string { return "- " + word(5_000-i) + "\n" })},
		"marks":                   {strings.Repeat("*a* **b** ", 2_500), strings.Repeat("**a** *b* ", 2_500)},
		"notes":                   {strings.Repeat("[^a]", 5_000) + "\n\n[^a]: x", strings.Repeat("[^a] ", 5_000) + "\n\n[^a]: y"},
		"punctuation":             {strings.Repeat(".", 5_000), strings.Repeat(",.", 5_000)},
		"paragraphs of one kind":  {repeat(3_000, func(i int) string { return "Nämnden ansvarar för " + word(i) + "enligt planen.\n\n" }), repeat(3_000, func(i int) string { return "Nämnden ansvarar för " + word(i*5) + "enligt program.\n\n" })},
		"rows":                    {"| a | b |\n| - | - |\n" + repeat(2_500, func(i int) string { return "| " + word(i) + " | x |\n" }), "| a | b |\n| - | - |\n" + repeat(2_500, func(i int) string { return "| " + word(i*3) + " | y |\n" })},
		"digits":                  {strings.Repeat("1 ", 5_000), strings.Repeat("1 2 ", 2_500)},
		"one word without an end": {strings.Repeat("a", 300_000), strings.Repeat("a", 299_999) + "b"},
	}
	for name, pair := range texts {
		t.Run(strings.ReplaceAll(name, " ", "_"), func(t *testing.T) {
			old, new := parse(t, pair[0]), parse(t, pair[1])
			start := testkit.Spent()
			combined, _ := redline.Compare(old, new, redline.Options{})
			took := testkit.Spent() - start
			t.Logf("%v", took.Round(time.Millisecond))
			if took > 5*time.Second {
				t.Errorf("took %v", took)
			}
			if exact(redline.Accept(combined), true) != exact(new, true) || exact(redline.Reject(combined), false) != exact(old, false) {
				t.Error("does not give both texts back")
			}
		})
	}
}

// TestDeepTrees shows that blocks and marks in each other without end, which no parser lets
// through, do no harm.
func TestDeepTrees(t *testing.T) {
	deep := func(n int, word string) *block.Tree {
		spans := []block.Span{&block.Text{Text: word}}
		for range n {
			spans = []block.Span{&block.Emphasis{Spans: spans}}
		}
		b := block.Block(&block.Paragraph{Spans: spans})
		for range n {
			b = &block.Quote{Blocks: []block.Block{b}}
		}
		return &block.Tree{Blocks: []block.Block{b}}
	}
	old, new := deep(2_000, "gammal text"), deep(2_000, "ny text")
	combined, _ := redline.Compare(old, new, redline.Options{})
	if exact(redline.Accept(combined), true) != exact(new, true) || exact(redline.Reject(combined), true) != exact(old, true) {
		t.Error("does not give both texts back")
	}
}
