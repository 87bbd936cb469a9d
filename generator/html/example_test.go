package html_test

import (
	"fmt"
	"strings"

	"styrdok/generator/block"
	"styrdok/generator/html"
	"styrdok/generator/markdown"
)

func ExampleRender() {
	tree, _ := markdown.Parse([]byte("Se [policyn](policy.md) av 2024-03-12."), markdown.Options{Language: "sv"})
	page := html.Render(tree, html.Options{
		Link: func(l *block.Link) html.Href {
			return html.Href{URL: strings.TrimSuffix(l.Dest, ".md") + "/", Class: "dokument"}
		},
	})
	fmt.Printf("%s", page)
	// Output:
	// <p>Se <a href="policy/" class="dokument">policyn</a> av <time datetime="2024-03-12">2024-03-12</time>.</p>
}
