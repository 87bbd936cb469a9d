package markdown

import (
	"strings"
	"testing"

	"styrdok/generator/block"
)

// TestCommentInCode takes comments in code before lines that could be the rule of a table: code shows them, or a message says
// that they are in code, and none vanishes from code that is shown. Where a line is no such rule the code stays as it is.
func TestCommentInCode(t *testing.T) {
	code := func(src string) (shown string, refused bool) {
		tree, diags := Parse([]byte(src), Options{File: "a.md", Language: "sv"})
		tree.AllSpans(func(s block.Span) {
			if c, ok := s.(*block.CodeSpan); ok {
				shown += c.Text
			}
		})
		return shown, diags.HasErrors()
	}
	const comment, instead = "<!--q-->", "(--q--)"
	tried := 0
	for _, before := range []string{"", "a\n", "- a\n", "> a\n", "# a\n\n", "| b |\n|-|\n", "| b |\n|-|-|\n", "b\n\\- | - |\n"} {
		for _, line := range []string{"`a | X b`", "`a|X`", "|`a | X b`|", "`a | X` | c", "`a \\| X`", "# `a | X`", "- `a | X`", "> `a | X`", "``a | X``"} {
			for after, rule := range map[string]bool{
				"": false, "- - -": false, "- | -": false, "* - | -": false, "1. - | -": false, "a\n-|-": false, "\n-|-": false, "--": false,
				"|-|": true, "|-|-|": true, "-|-": true, ":-: | -": true, "- |": true, "-:-|-": true, "> -|-": true, ": -|-": true, "     -|-": true,
			} {
				src := before + line + "\n" + after + "\n"
				want, wrong := code(strings.ReplaceAll(src, "X", instead))
				if wrong || !strings.Contains(want, instead) {
					continue
				}
				tried++
				got, refused := code(strings.ReplaceAll(src, "X", comment))
				if kept := strings.ReplaceAll(got, comment, instead) == want; !kept && (!refused || !rule) {
					t.Errorf("%q: got %q, refused: %v, want %q", src, got, refused, want)
				}
			}
		}
	}
	if tried < 500 {
		t.Errorf("only %d texts have a comment in code", tried)
	}
}
