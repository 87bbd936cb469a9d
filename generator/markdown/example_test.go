package markdown_test

import (
	"fmt"

	"styrdok/generator/block"
	"styrdok/generator/markdown"
)

func ExampleParse() {
	text := "## Ansvar\n\nNämnden beslutar enligt 18 kap. 8 §.\n\n## \n\n[blankett](ftp://example.se)\n"
	tree, problems := markdown.Parse([]byte(text), markdown.Options{File: "content/policy/a.md", FirstLine: 9, Language: "sv", Numbered: true})
	for _, h := range tree.Headings() {
		fmt.Println(h.Number, block.Plain(h.Spans), h.ID)
	}
	for _, p := range problems {
		fmt.Println(p.Pos, p.Code)
	}
	// Output:
	// 1 Ansvar ansvar
	// content/policy/a.md:13:1 empty-heading
	// content/policy/a.md:15:1 bad-scheme
}
