package layout_test

import (
	"strings"
	"testing"

	"styrdok/generator/block"
	"styrdok/generator/diag"
	"styrdok/generator/layout"
	"styrdok/generator/testkit"
)

// TestUnshapedScripts shows that a script that would be set wrong is refused once for a text, though the
// fonts have its letters, and that it is told where it first stands.
func TestUnshapedScripts(t *testing.T) {
	at := func(line int) block.At { return block.At{Pos: diag.Pos{File: "a.md", Line: line, Column: 1}} }
	for words, script := range map[string]string{
		"ייִדיש": "hebrew", "العربية": "arabic", "ދިވެހި": "thaana", "हिन्दी": "devanagari", "தமிழ்": "tamil", "ไทย": "thai", "ខ្មែរ": "khmer", "မြန်မာ": "myanmar", "བོད": "tibetan", "ᬩᬮᬶ": "other",
	} {
		doc := layout.Document{Title: words, Tree: &block.Tree{Blocks: []block.Block{
			&block.Paragraph{Spans: []block.Span{&block.Text{At: at(3), Text: "Före " + words}}},
			&block.Foreign{Lang: "x", Blocks: []block.Block{&block.Paragraph{Spans: []block.Span{&block.Text{At: at(5), Text: words}}}}},
		}}}
		_, diags := testkit.Break(doc, layout.DefaultStyle(), testkit.FixedMetrics{})
		if len(diags) != 1 || diags[0].Code != diag.UnshapedScript || diags[0].Pos.Line != 3 || diags[0].Args[0].Key != "script."+script {
			t.Errorf("%s: got %v, want one unshaped-script at line 3", words, diags)
		}
	}
	plain := layout.Document{Title: "T", Tree: &block.Tree{Blocks: []block.Block{&block.Paragraph{Spans: []block.Span{
		&block.Text{Text: "Žluťoučký, Ελληνικά, русский, հայերեն, ქართული, አማርኛ, ᏣᎳᎩ, kommun\u00ADhus\u200B."}}}}}}
	if _, diags := testkit.Break(plain, layout.DefaultStyle(), testkit.FixedMetrics{}); len(diags) > 0 {
		t.Errorf("got %v, want none", diags)
	}
}

// TestBoldParagraphKeepsToNext shows that a paragraph that is bold throughout never ends a sheet.
func TestBoldParagraphKeepsToNext(t *testing.T) {
	for n := 20; n < 60; n++ {
		var blocks []block.Block
		for range n {
			blocks = append(blocks, &block.Paragraph{Spans: []block.Span{&block.Text{Text: "Rad."}}})
		}
		blocks = append(blocks, &block.Paragraph{Spans: []block.Span{&block.Strong{Spans: []block.Span{&block.Text{Text: "Kommissionen"}}}}},
			&block.Paragraph{Spans: []block.Span{&block.Text{Text: strings.Repeat("Texten efter. ", 30)}}})
		out, _ := testkit.Break(layout.Document{Title: "T", Tree: &block.Tree{Blocks: blocks}}, layout.DefaultStyle(), testkit.FixedMetrics{})
		for i, s := range out.Sheets[:len(out.Sheets)-1] {
			last := ""
			for _, m := range s.Marks {
				if m.Leaf != nil && len(m.Runs) > 0 {
					last = m.Runs[len(m.Runs)-1].Text
				}
			}
			if last == "Kommissionen" {
				t.Errorf("%d paragraphs before: sheet %d ends with the bold one", n, i+1)
			}
		}
	}
}
