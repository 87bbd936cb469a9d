package markdown

import (
	"math/rand/v2"
	"strings"
	"testing"

	"styrdok/generator/block"
	"styrdok/generator/diag"
)

// TestStripComments shows what is left of texts with comments, and on which line what is wrong
// with them is reported.
func TestStripComments(t *testing.T) {
	for _, test := range []struct{ name, src, want, problems string }{
		{"within a word", "a<!-- x -->b", "ab", ""},
		{"between words", "a <!-- x --> b", "a b", ""},
		{"across blank lines", "a <!-- x\n\ny --> b\n\nc", "a b\n\nc", ""},
		{"no hard break", "a <!-- x -->\nb <!-- y --> \nc  <!-- z -->\nd", "a\nb \nc\nd", ""},
		{"hard break", "a <!-- x -->  \nb", "a  \nb", ""},
		{"alone", "a\n\n<!-- x -->\n\nb", "a\n\nb", ""},
		{"between paragraphs", "a\n<!-- x -->\nb", "a\n\nb", ""},
		{"between items", "- a\n<!-- x -->\n- b\n\n  <!--\n- y\n-->\n\n- c", "- a\n- b\n\n- c", ""},
		{"between letters", "a) a\n<!-- x -->\nb) b\n\n   <!-- y\n\n   z --> c", "a) a\nb) b\n\n   c", ""},
		{"only in an item", "- <!--\nx\n-->\n- b", "- \n- b", ""},
		{"in a quote", "> a <!-- x\n> y --> b\n> <!-- z -->\n> c", "> a b\n> \n> c", ""},
		{"in a table", "| a <!-- x | y --> | b |\n|---|---|\n<!-- z -->\n| c | d |", "| a | b |\n|---|---|\n| c | d |", ""},
		{"ticks in two cells", "| a | b |\n|---|---|\n| 5` | <!-- x --> 6` |\n| `<!-- y -->` | \\`\\|<!-- z -->\\` |", "| a | b |\n|---|---|\n| 5` | 6` |\n| `<!-- y -->` | \\`\\|\\` |", ""},
		{"ticks in two rows", "a ` b\n| ` <!-- x --> |\n|---|\n| ` <!-- y --> |\n| ` <!-- z --> |", "a ` b\n| ` |\n|---|\n| ` |\n| ` |", ""},
		{"ticks in two terms", "a ` b\n` <!-- x --> c\n: d ` <!-- y -->\n\n`e\n<!-- f --> `\n", "a ` b\n` c\n: d `\n\n`e\n<!-- f --> `\n", ""},
		{"ticks in two terms far from their text", "`\n` <!-- x -->\n\n\n: d", "`\n`\n\n\n: d", ""},
		{"ticks over a line", "a ` | <!-- x --> ` |\n---\n| ` | <!-- y --> ` |", "a ` | <!-- x --> ` |\n---\n| ` | <!-- y --> ` |", ""},
		{"in a note", "[^a]: x\n\n    <!-- y\n\nz -->w", "[^a]: x\n\n    w", ""},
		{"in a definition", "a\n: b <!-- x\n: y -->c", "a\n: b c", ""},
		{"in a heading", "## a <!-- x --> {#b}", "## a {#b}", ""},
		{"before a block", "<!-- x --><!-- y --> - a\n<!-- z -->## b", "- a\n## b", ""},
		{"structure within", "<!--\n+++\n# h\n```\n:::\n- a\n-->\nb", "b", ""},
		{"empty", "a<!-->b<!--->c<!---->d", "abcd", ""},
		{"empty before an end", "a <!--> b --> c\n\n<!--->\nd\n-->", "", "1:3 comment.begin\n3:1 comment.begin"},
		{"escaped", `a \<!-- b --> &lt;!-- c --&gt;`, `a \<!-- b --> &lt;!-- c --&gt;`, ""},
		{"code span", "`<!-- a -->` b `<!--` c `-->` ``<!-- ` -->``", "`<!-- a -->` b `<!--` c `-->` ``<!-- ` -->``", ""},
		{"code span on two lines", "a `b\n<!-- c --> d` <!-- e -->", "a `b\n<!-- c --> d`", ""},
		{"a tick alone", "5` <!-- x --> 3\n\n6`", "5` 3\n\n6`", ""},
		{"a tick in another item", "- 5` <!-- x -->\n- 6`", "- 5`\n- 6`", ""},
		{"fence", "```\n<!-- a -->\n```\n<!-- b -->\nc", "```\n<!-- a -->\n```\nc", ""},
		{"fence in a list", "- ```\n  <!-- a -->\n  ```\n  <!-- b -->\n- ~~~\n  <!-- a -->\n\n<!-- c -->", "- ```\n  <!-- a -->\n  ```\n- ~~~\n  <!-- a -->\n", ""},
		{"fence in a quote", "> ```\n> <!-- a -->\n<!-- b -->\nc", "> ```\n> <!-- a -->\nc", ""},
		{"indented code", "a\n\n    <!-- b -->\n\nc\n    <!-- d -->e", "a\n\n    <!-- b -->\n\nc\n    e", ""},
		{"indented in a list", "- a\n\n    <!-- b -->c\n\n      <!-- d -->", "- a\n\n    c\n\n      <!-- d -->", ""},
		{"never ends", "a <!-- b\nc\n\nd", "a\nc\n\nd", "1:3 comment.unclosed"},
		{"nearly ends", "a\n\n<!-- b ->\n\nc", "a\n\nc", "3:1 comment.end"},
		{"ends in a dash", "<!-- b --\nc\n<!- d -->\ne", "e", "1:1 comment.nested"},
		{"within each other", "a <!-- b <!-- c --> d -->", "a d -->", "1:3 comment.nested"},
		{"swallows", "<!-- b --\n\nc\n\n<!-- d -->\ne", "e", "1:1 comment.nested"},
		{"browser's end", "a <!-- b --!> c -->d", "a d", "1:3 comment.end"},
		{"nearly begins", "<!- a ->\n\n<!– b –>\n\n< !-- c -->\n\n<! d -->\n\n<-- e -->\n\n<--! f -->", "", "1:1 comment.begin\n3:1 comment.begin\n5:1 comment.begin\n7:1 comment.begin\n9:1 comment.begin\n11:1 comment.begin"},
		{"no sign of one", "a <- b --> c <-> d <-- e\n\n<!DOCTYPE x>", "a <- b --> c <-> d <-- e\n\n<!DOCTYPE x>", ""},
		{"in the mark of a fence", "```a <!-- b --> c\n<!-- d -->\n```", "```a c\n<!-- d -->\n```", ""},
		{"ticks in a directive", ":::table caption=\"` <!-- a -->`\"", ":::table caption=\"` `\"", ""},
		{"ticks in tags and addresses", "<a b='`'> <!-- x --> `, <a`b@c.se> <!-- y -->`, <x:`> <!-- z -->`", "<a b='`'> `, <a`b@c.se> `, <x:`> `", ""},
		{"ticks in the address of a link", "[a](b`c) <!-- x --> `", "[a](b`c) `", ""},
		{"ticks below a heading", "## a ` <!-- x -->\n` b\n\nc ` <!-- x -->\n===\n` d", "## a `\n` b\n\nc `\n===\n` d", ""},
		{"ticks in a block of HTML", "a ` <!-- x -->\n<pre>`", "a `\n<pre>`", ""},
		{"a tag's end alone", "</script>\n```\n<!-- x -->\n```", "</script>\n```\n<!-- x -->\n```", ""},
		{"no definition below an item", "- `\n: <!-- x --> `", "- `\n: <!-- x --> `", ""},
		{"a definition after code", "a\n: ```\n  ```\n: b\n\n    <!-- x -->", "a\n: ```\n  ```\n: b\n", ""},
		{"below an empty item", "-\n\n    <!-- x -->", "-\n\n    <!-- x -->", ""},
		{"indented in a paragraph", "a `\n    # <!-- x -->`", "a `\n    # <!-- x -->`", ""},
		{"nearly begins with what cannot be seen", "<\u200b!-- a -->", "", "1:1 comment.begin"},
		{"from code into text", "a ` b <!-- c ` d --> e", "a ` b <!-- c ` d --> e", "1:7 comment.code"},
	} {
		got, _ := StripComments(test.src)
		if test.want != "" && got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
		s := prepare([]byte(test.src), Options{File: "a.md", FirstLine: 1})
		var reported []string
		for _, line := range strings.Split(strings.TrimSpace(list(s.problems)), "\n") {
			if f := strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune(` {}"`, r) }); len(f) > 3 {
				reported = append(reported, f[0]+" "+f[3])
			}
		}
		if got := strings.Join(reported, "\n"); got != test.problems {
			t.Errorf("%s: got problems\n%s\nwant\n%s\n%s", test.name, got, test.problems, list(s.problems))
		}
	}
}

// TestCommentsOrCode holds what is taken for code while comments are looked for against what
// Markdown takes for code, in random texts: no comment is left among the words, and where one may
// have been taken out of code an error says so, in few texts.
func TestCommentsOrCode(t *testing.T) {
	pieces := []string{
		"\n", "\n", "\n", "\n\n", "\n\n", " ", "  ", "    ", "\t", "a", "b c", "`", "`", "``", "```", "\n```\n", "~~~", "- ", "* ", "1. ", "2) ", "a) x\nb) ", "(1) ", "> ",
		"> ", "# ", "---", "\n***\n", "[^n]: ", ": ", "\n: ", "|", "| a | b |\n|---|---|\n", "<!--Q-->", "<!--Q-->", "<!--Q-->", "<!--Q\n\n- `Q-->",
		"<b>", "[l](m)", ":::lang en\n", "\n:::\n", "+ ", "===", "<div>", "\n\n", "\n    ", "\n  ", "&amp;",
	}
	random := rand.New(rand.NewPCG(10, 4))
	differ := 0
	for range 6000 {
		var b strings.Builder
		for range 4 + random.IntN(24) {
			b.WriteString(pieces[random.IntN(len(pieces))])
		}
		src := b.String()
		if !strings.Contains(src, "Q") {
			continue
		}
		tree, problems := Parse([]byte(src), Options{File: "a.md"})
		unsure := false
		for _, d := range problems {
			unsure = unsure || d.Code == diag.BadComment
		}
		if unsure {
			differ++
			continue
		}
		tree.AllSpans(func(s block.Span) {
			if text, ok := s.(*block.Text); ok && strings.Contains(text.Text, "Q") {
				t.Errorf("%q: got the comment in %q", src, text.Text)
			}
		})
	}
	if differ > 200 {
		t.Errorf("got %d texts that are refused", differ)
	}
}

// TestCommentsInValues shows that code that only seems to be in a title, an address or a label keeps no comment, and that a
// comment keeps no mark.
func TestCommentsInValues(t *testing.T) {
	for _, src := range []string{
		"[a](m 'b `<!-- Q -->` c')", "![a](p.png 'b `<!-- Q -->` c')", "[r]: `<!--Q-->`\n\n[r]", "[r]: u\n 'b `<!-- Q -->`'\n\n[r]", "[a](<`<!--Q-->`>)",
		":::table caption=\"`<!-- Q -->`\"\n| a |\n|---|\n| b |\n:::", ":::confidential law=\"`<!-- Q -->`\"\na\n:::", "~~~a<!--Q-->\nb\n~~~",
		"<!-- a\n:::confidential\n-->\n:::lang en\nQ\n:::",
	} {
		tree, problems := Parse([]byte(src), Options{File: "a.md", Mask: true})
		if errors, _ := problems.Count(); errors == 0 && strings.Contains(dump(tree), "Q") {
			t.Errorf("%q: got\n%s", src, dump(tree))
		}
	}
	for _, src := range []string{"`<!-- a -->`", "```\n<!-- a -->\n```", "    <!-- a -->", "![a `<!-- b -->`](p.png 'c')", "\\<!-- a -->", "| `a` | `<!-- b -->` |\n|---|---|\n| `a \\| <!-- b -->` | |"} {
		if _, problems := Parse([]byte(src), Options{File: "a.md"}); strings.Contains(list(problems), "comment") {
			t.Errorf("%q: got %s", src, list(problems))
		}
	}
}
