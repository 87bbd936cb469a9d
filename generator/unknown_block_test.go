package generator_test

import (
	"fmt"
	"strings"
	"testing"

	"styrdok/generator/block"
	"styrdok/generator/html"
	"styrdok/generator/i18n"
	"styrdok/generator/layout"
	"styrdok/generator/redline"
	"styrdok/generator/redline/text"
	"styrdok/generator/search"
	"styrdok/generator/testkit"
)

// strangeBlock and strangeSpan are a block and a span that no package knows.
type (
	strangeBlock struct{ *block.Paragraph }
	strangeSpan  struct{ *block.Text }
)

// TestUnknownBlocks shows that everyone who handles each kind of block or span separately panics on an
// unknown one, where its words would be lost silently.
func TestUnknownBlocks(t *testing.T) {
	plain := &block.Text{Text: "Ord."}
	unknownBlock := &block.Tree{Blocks: []block.Block{strangeBlock{&block.Paragraph{Spans: []block.Span{plain}}}}}
	unknownSpan := &block.Tree{Blocks: []block.Block{&block.Paragraph{Spans: []block.Span{strangeSpan{plain}}}}}
	empty := &block.Tree{}
	for name, use := range map[string]func(*block.Tree){
		"block": func(x *block.Tree) { x.AllSpans(func(block.Span) {}) },
		"html":  func(x *block.Tree) { html.Render(x, html.Options{}) },
		"layout": func(x *block.Tree) {
			testkit.Break(layout.Document{Tree: x}, layout.DefaultStyle(), testkit.FixedMetrics{})
		},
		"redline": func(x *block.Tree) { redline.Compare(empty, x, redline.Options{}) },
		"search":  func(x *block.Tree) { search.Sections(x) },
		"text":    func(x *block.Tree) { text.Block(x.Blocks[0], i18n.MustLoad("sv")) },
	} {
		if got := panicked(func() { use(unknownBlock) }); !strings.Contains(got, "unknown block generator_test.strangeBlock") {
			t.Errorf("%s: got %q, want a panic on an unknown block", name, got)
		}
		if name == "html" || name == "layout" || name == "redline" {
			if got := panicked(func() { use(unknownSpan) }); !strings.Contains(got, "unknown span generator_test.strangeSpan") {
				t.Errorf("%s: got %q, want a panic on an unknown span", name, got)
			}
		}
	}
}

func panicked(f func()) (with string) {
	defer func() {
		if r := recover(); r != nil {
			with = fmt.Sprint(r)
		}
	}()
	f()
	return ""
}
