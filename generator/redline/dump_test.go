package redline_test

import (
	"fmt"
	"strings"

	"styrdok/generator/block"
	"styrdok/generator/redline"
)

// dump writes a merged text for reading: "[-deleted-]", "{+inserted+}", and before a block or an item "-" if
// it is deleted, "+" if it is inserted, ">" if it has moved. "·" makes a space visible.
func dump(t *block.Tree, s redline.Summary) string {
	d := &dumper{}
	d.blocks("", t.Blocks)
	for _, n := range t.Notes {
		d.note(n)
	}
	d.b.WriteString("\n")
	for _, s := range s.Sections {
		if line := sectionLine(s); line != "" {
			d.b.WriteString(line + "\n")
		}
	}
	fmt.Fprintf(&d.b, "chapters: %s\n", countLine(redline.Count(s.Chapters)))
	if n := countLine(s.Notes); n != "0 unchanged" && s.Notes.Changed+s.Notes.Inserted+s.Notes.Deleted > 0 {
		fmt.Fprintf(&d.b, "notes: %s\n", n)
	}
	fmt.Fprintf(&d.b, "words: +%d -%d\n", s.Inserted, s.Deleted)
	return d.b.String()
}

func countLine(c redline.Counts) string {
	var out []string
	for _, p := range []struct {
		n    int
		name string
	}{{c.Changed, "changed"}, {c.Inserted, "new"}, {c.Deleted, "gone"}, {c.Moved, "moved"}, {c.Unchanged, "unchanged"}} {
		if p.n > 0 {
			out = append(out, fmt.Sprint(p.n, " ", p.name))
		}
	}
	if out == nil {
		return "0 unchanged"
	}
	return strings.Join(out, ", ")
}

func sectionLine(s redline.Section) string {
	name := func(p *redline.Place) string {
		if p.Level == 0 {
			return "(opening)"
		}
		return strings.TrimSpace(fmt.Sprintf("%s %s #%s", p.Number, p.Title, p.ID))
	}
	var flags []string
	for _, f := range []struct {
		on   bool
		name string
	}{{s.Moved, "moved"}, {s.Renamed, "renamed"}, {s.Releveled, "other level"}, {s.Renumbered, "renumbered"}} {
		if f.on {
			flags = append(flags, f.name)
		}
	}
	words := []string{"unchanged", "new", "gone", "changed", "moved"}[s.Change]
	switch {
	case s.Old == nil:
		return fmt.Sprintf("+ %s", name(s.New))
	case s.New == nil:
		return fmt.Sprintf("- %s", name(s.Old))
	case s.Change == block.Unchanged && len(flags) == 0:
		return ""
	}
	line := fmt.Sprintf("~ %s: %s", name(s.New), words)
	if flags != nil {
		line += " (" + strings.Join(flags, ", ") + ")"
	}
	if name(s.Old) != name(s.New) {
		line += ", was " + name(s.Old)
	}
	return line
}

type dumper struct{ b strings.Builder }

func sign(c block.Change) string {
	return []string{"  ", "+ ", "- ", "  ", "> "}[c]
}

func (d *dumper) line(indent, format string, args ...any) {
	d.b.WriteString(strings.TrimRight(indent+fmt.Sprintf(format, args...), " ") + "\n")
}

func (d *dumper) blocks(indent string, blocks []block.Block) {
	for _, b := range blocks {
		d.block(indent, b)
	}
}

func (d *dumper) block(indent string, b block.Block) {
	switch b := b.(type) {
	case *block.Heading:
		was := ""
		if b.Was != nil && b.Was.Number != b.Number {
			was = " (was " + b.Was.Number + ")"
		}
		d.line(indent, "%s%s %s%s", sign(b.Change), strings.Repeat("#", b.Level), strings.TrimSpace(b.Number+" "+text(b.Spans)), was)
	case *block.Paragraph:
		d.line(indent, "%s%s", sign(b.Change), text(b.Spans))
	case *block.List:
		if b.Change == block.Inserted || b.Change == block.Deleted || b.Change == block.Moved {
			d.line(indent, "%slist", sign(b.Change))
		}
		for i, it := range b.Items {
			mark := "•"
			if b.Ordered() {
				mark = b.Label(i)
			}
			if was := b.WasLabel(i); was != "" {
				mark += " (was " + was + ")"
			}
			mark += []string{"", " ☐", " ☑"}[it.Task]
			d.inside(indent+sign(it.Change)+mark+" ", it.Blocks)
		}
	case *block.Definitions:
		if b.Change == block.Inserted || b.Change == block.Deleted || b.Change == block.Moved {
			d.line(indent, "%sdefinitions", sign(b.Change))
		}
		for _, it := range b.Items {
			for _, t := range it.Terms {
				c := it.Change
				if c == block.Unchanged || c == block.Changed {
					c = t.Change
				}
				d.line(indent, "%s%s", sign(c), text(t.Spans))
			}
			for _, m := range it.Blocks {
				d.inside(indent+"  : ", m)
			}
		}
	case *block.Table:
		name := fmt.Sprintf("table %d", b.Number)
		d.line(indent, "%s%s: %s", sign(b.Change), name, text(b.Caption))
		d.row(indent+"  ", b.Head)
		for _, r := range b.Rows {
			d.row(indent+sign(r.Change), r.Cells)
		}
	case *block.Quote:
		d.line(indent, "%squote", sign(b.Change))
		d.blocks(indent+"  ", b.Blocks)
	case *block.Code:
		d.line(indent, "%scode %s", sign(b.Change), b.Language)
		for _, l := range strings.Split(strings.TrimSuffix(b.Text, "\n"), "\n") {
			d.line(indent+"    ", "%s", l)
		}
	case *block.Figure:
		d.line(indent, "%sfigure %s: %s", sign(b.Change), text([]block.Span{b.Image}), text(b.Caption))
	case *block.Rule:
		d.line(indent, "%s* * *", sign(b.Change))
	case *block.PageBreak:
		d.line(indent, "%spage break", sign(b.Change))
	case *block.Foreign:
		d.line(indent, "%sforeign %s", sign(b.Change), b.Lang)
		d.blocks(indent+"  ", b.Blocks)
	case *block.Masked:
		d.line(indent, "%smasked %s", sign(b.Change), b.Law)
	}
}

// inside writes the blocks of an item, the first on the item's line.
func (d *dumper) inside(head string, blocks []block.Block) {
	var in dumper
	in.blocks("", blocks)
	lines := strings.Split(strings.TrimSuffix(in.b.String(), "\n"), "\n")
	for i, l := range lines {
		if i == 0 {
			l = strings.TrimPrefix(l, "  ")
			d.line("", "%s%s", head, l)
			continue
		}
		d.line("", "%s%s", strings.Repeat(" ", len([]rune(head))-2), l)
	}
}

func (d *dumper) row(head string, cells []*block.Cell) {
	var out []string
	for _, c := range cells {
		s := text(c.Spans)
		if c.Change == block.Inserted || c.Change == block.Deleted {
			s = strings.TrimSpace(sign(c.Change) + s)
		}
		out = append(out, s)
	}
	d.line("", "%s| %s |", head, strings.Join(out, " | "))
}

func (d *dumper) note(n *block.Note) {
	d.inside(fmt.Sprintf("%s[%d] ", sign(n.Change), n.Number), n.Blocks)
}

func text(spans []block.Span) string {
	var b strings.Builder
	for _, s := range spans {
		in := text(block.Inside(s))
		switch s := s.(type) {
		case *block.Text:
			b.WriteString(strings.ReplaceAll(s.Text, "\u00a0", " "))
		case *block.CodeSpan:
			b.WriteString("`" + s.Text + "`")
		case *block.Emphasis:
			b.WriteString("*" + in + "*")
		case *block.Strong:
			b.WriteString("**" + in + "**")
		case *block.Strike:
			b.WriteString("~~" + in + "~~")
		case *block.Superscript:
			b.WriteString("^" + in + "^")
		case *block.Subscript:
			b.WriteString("~" + in + "~")
		case *block.Link:
			b.WriteString("[" + in + "](" + s.Dest + ")")
		case *block.Image:
			b.WriteString("![" + s.Alt + "](" + s.Src + ")")
		case *block.NoteRef:
			fmt.Fprintf(&b, "[^%d]", s.Note.Number)
		case *block.Break:
			b.WriteString("⏎")
		case *block.ForeignSpan:
			b.WriteString("<" + s.Lang + " " + in + ">")
		case *block.ParagraphMark:
			name := "¶"
			if s.Item {
				name = "•"
			}
			if s.Change == block.Inserted {
				b.WriteString(" {+" + name + "+} ")
			} else {
				b.WriteString(" [-" + name + "-] ")
			}
		case *block.ChangeSpan:
			switch s.Change {
			case block.Inserted:
				b.WriteString("{+" + in + "+}")
			case block.Deleted:
				b.WriteString("[-" + in + "-]")
			default:
				b.WriteString("·")
			}
		}
	}
	return b.String()
}
