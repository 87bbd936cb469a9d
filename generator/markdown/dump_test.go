package markdown

import (
	"fmt"
	"strings"

	"styrdok/generator/block"
	"styrdok/generator/diag"
)

// dump gives a tree as lines, one for a block or span, with line and column in front.
func dump(t *block.Tree) string {
	d := &dumper{}
	d.blocks(0, t.Blocks)
	for _, n := range t.Notes {
		d.line(0, n.Pos, "note %d %s references=%d", n.Number, n.ID, n.References)
		d.blocks(1, n.Blocks)
	}
	return d.b.String()
}

type dumper struct{ b strings.Builder }

func (d *dumper) line(depth int, p diag.Pos, format string, args ...any) {
	fmt.Fprintf(&d.b, "%d:%d%s%s\n", p.Line, p.Column, strings.Repeat("  ", depth+1), fmt.Sprintf(format, args...))
}

// show quotes a text and makes no-break spaces visible.
func show(s string) string {
	return `"` + strings.NewReplacer("\u00a0", "␣", "\n", `\n`, "\t", `\t`).Replace(s) + `"`
}

func (d *dumper) blocks(depth int, blocks []block.Block) {
	for _, b := range blocks {
		d.block(depth, b)
	}
}

func (d *dumper) block(depth int, b block.Block) {
	p := b.Position()
	switch b := b.(type) {
	case *block.Heading:
		d.line(depth, p, "%s", strings.TrimSpace(fmt.Sprintf("heading %d #%s %s", b.Level, strings.Join(append([]string{b.ID}, b.Aliases...), " #"), b.Number)))
		d.spans(depth+1, b.Spans)
	case *block.Paragraph:
		d.line(depth, p, "paragraph")
		d.spans(depth+1, b.Spans)
	case *block.List:
		kind := "list"
		if b.Ordered() {
			kind = "list from " + b.Label(0)
		}
		if b.Tight {
			kind += " tight"
		}
		d.line(depth, p, "%s", kind)
		for i, it := range b.Items {
			d.line(depth+1, it.Pos, "%s", strings.TrimSpace([]string{"item ", "item open ", "item done "}[it.Task]+b.Label(i)))
			d.blocks(depth+2, it.Blocks)
		}
	case *block.Definitions:
		d.line(depth, p, "definitions")
		for _, it := range b.Items {
			d.line(depth+1, it.Pos, "definition")
			for _, t := range it.Terms {
				d.line(depth+2, t.Pos, "term")
				d.spans(depth+3, t.Spans)
			}
			for _, m := range it.Blocks {
				d.b.WriteString(strings.Repeat("  ", depth+3) + "meaning\n")
				d.blocks(depth+3, m)
			}
		}
	case *block.Table:
		s := "table"
		if b.Number > 0 {
			s += fmt.Sprint(" ", b.Number)
		}
		if b.RowHeaders {
			s += " row-headers"
		}
		if b.Landscape {
			s += " landscape"
		}
		d.line(depth, p, "%s %v", s, b.Align)
		if b.Caption != nil {
			d.line(depth+1, b.Caption[0].Position(), "caption")
			d.spans(depth+2, b.Caption)
		}
		d.cells(depth+1, "head", p, b.Head)
		for _, r := range b.Rows {
			d.cells(depth+1, "row", r.Pos, r.Cells)
		}
	case *block.Quote:
		d.line(depth, p, "quote")
		d.blocks(depth+1, b.Blocks)
	case *block.Code:
		d.line(depth, p, "code %s", strings.TrimSpace(b.Language+" "+show(b.Text)))
	case *block.Figure:
		d.line(depth, p, "figure")
		d.spans(depth+1, []block.Span{b.Image})
		d.spans(depth+1, b.Caption)
	case *block.Rule:
		d.line(depth, p, "rule")
	case *block.PageBreak:
		d.line(depth, p, "page break")
	case *block.Foreign:
		d.line(depth, p, "foreign %s", b.Lang)
		d.blocks(depth+1, b.Blocks)
	case *block.Masked:
		d.line(depth, p, "masked %s", show(b.Law))
	}
}

func (d *dumper) cells(depth int, name string, p diag.Pos, cells []*block.Cell) {
	d.line(depth, p, "%s", name)
	for _, c := range cells {
		d.line(depth+1, c.Pos, "cell")
		d.spans(depth+2, c.Spans)
	}
}

func (d *dumper) spans(depth int, spans []block.Span) {
	for _, s := range spans {
		p := s.Position()
		switch s := s.(type) {
		case *block.Text:
			d.line(depth, p, "%s", show(s.Text))
		case *block.CodeSpan:
			d.line(depth, p, "code %s", show(s.Text))
		case *block.Emphasis:
			d.line(depth, p, "emphasis")
		case *block.Strong:
			d.line(depth, p, "strong")
		case *block.Strike:
			d.line(depth, p, "strike")
		case *block.Superscript:
			d.line(depth, p, "superscript")
		case *block.Subscript:
			d.line(depth, p, "subscript")
		case *block.Link:
			d.line(depth, p, "%s", strings.TrimSpace(fmt.Sprintf("link %s %s", s.Dest, s.Title)))
		case *block.Image:
			d.line(depth, p, "image %s %s decorative=%v", s.Src, show(s.Alt), s.Decorative)
		case *block.NoteRef:
			d.line(depth, p, "note ref %d.%d", s.Note.Number, s.Index)
		case *block.Break:
			d.line(depth, p, "break")
		case *block.ForeignSpan:
			d.line(depth, p, "foreign %s", s.Lang)
		}
		d.spans(depth+1, block.Inside(s))
	}
}
