package pdf_test

import (
	"testing"

	"styrdok/generator/block"
	"styrdok/generator/layout"
	"styrdok/generator/pdf"
	"styrdok/generator/testkit"
	"styrdok/generator/testkit/pdfdump"
)

// TestDrawWithoutInk shows that no text is so empty that its print cannot be finished, whatever made it.
func TestDrawWithoutInk(t *testing.T) {
	for _, x := range []string{"", " ", "\u00A0", "\u00AD", "\u200B", "\u200C\u2060", "\uFE0F", "\u3164", "\uFEFF", "\t\n"} {
		blank := func() []block.Span { return text(x) }
		cells := func() []*block.Cell {
			return []*block.Cell{{Spans: blank()}, {Spans: []block.Span{&block.CodeSpan{Text: x}}}}
		}
		link := &block.Link{Dest: "https://a.example/", Spans: []block.Span{&block.Emphasis{Spans: blank()}}}
		note := &block.Note{Number: 1, ID: "a", References: 1, Blocks: []block.Block{paragraph(blank()...)}}
		spans := []block.Span{
			&block.CodeSpan{Text: x}, &block.Strong{Spans: blank()}, link, &block.ForeignSpan{Lang: "en", Spans: blank()}, &block.NoteRef{Note: note, Index: 1},
			&block.ChangeSpan{Change: block.Inserted, Spans: blank()},
		}
		doc := policy(1)
		doc.Kind, doc.Summary, doc.Organisation, doc.HeadLeft, doc.Foot, doc.Contents = x, x, x, x, x, x
		doc.Facts = []layout.Fact{{Label: x, Value: blank()}, {Label: "A", Value: []block.Span{link}}}
		doc.Notices = []layout.Notice{{Value: blank()}}
		doc.Tree = &block.Tree{Notes: []*block.Note{note}, Blocks: []block.Block{
			&block.Heading{Level: 2, ID: "a", Spans: blank()}, paragraph(blank()...), paragraph(spans...), &block.Code{Text: x},
			paragraph(append(append(text("Ord "), spans...), text(" ord")...)...),
			&block.List{Items: []*block.Item{{Blocks: []block.Block{paragraph(blank()...)}}, {Task: block.OpenTask}}},
			&block.Definitions{Items: []*block.Definition{{Terms: []*block.Paragraph{paragraph(blank()...)}, Blocks: [][]block.Block{{paragraph(blank()...)}}}}},
			&block.Table{Head: cells(), Rows: []*block.Row{{Cells: cells()}}, RowHeaders: true, Align: make([]block.Align, 2), Caption: blank(), Number: 1},
			&block.Quote{Blocks: []block.Block{paragraph(blank()...)}}, &block.Foreign{Lang: "en", Blocks: []block.Block{paragraph(link)}}, &block.Quote{},
		}}
		doc.Targets = targets(doc.Tree)
		sheets, _ := testkit.Break(doc, layout.DefaultStyle(), fonts(t))
		data, err := pdf.Draw(sheets, info(), fonts(t), pictures(t))
		if err != nil {
			t.Errorf("%q: %v", x, err)
			continue
		}
		if _, err := pdfdump.Dump(data); err != nil {
			t.Errorf("%q: %v", x, err)
		}
	}
}
