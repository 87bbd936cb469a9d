package html

import (
	"strings"
	"testing"

	"styrdok/generator/block"
)

func TestDirection(t *testing.T) {
	words := []block.Span{&block.Text{Text: "x"}}
	foreign := func(lang string, inside ...block.Block) block.Block {
		return &block.Foreign{Lang: lang, Blocks: inside}
	}
	span := func(lang string) block.Block {
		return &block.Paragraph{Spans: []block.Span{&block.ForeignSpan{Lang: lang, Spans: words}}}
	}
	for _, c := range []struct {
		language string
		block    block.Block
		want     string
	}{
		{"sv", span("en"), `<span lang="en">`},
		{"sv", span("yi"), `<span lang="yi" dir="rtl">`},
		{"", span("he"), `<span lang="he" dir="rtl">`},
		{"sv", foreign("ar", span("fa"), span("sv")), "<div lang=\"ar\" dir=\"rtl\">\n<p><span lang=\"fa\">x</span></p>\n<p><span lang=\"sv\" dir=\"ltr\">"},
		{"ar", foreign("ur"), `<div lang="ur">`},
		{"ar", span("en"), `<span lang="en" dir="ltr">`},
	} {
		if got := string(RenderBlocks([]block.Block{c.block}, Options{Language: c.language})); !strings.Contains(got, c.want) {
			t.Errorf("in %q: got %s, want %s", c.language, got, c.want)
		}
	}
}
