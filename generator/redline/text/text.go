// Package text writes a compared text as plain text for a terminal or a mail: what has been added
// between {+ and +}, what has been removed between [- and -], in the manner of wdiff. Input is the tree
// that redline made and the words to put around it; output is a string. It knows nothing of sites,
// pages or files.
package text

import (
	"strconv"
	"strings"

	"styrdok/generator/block"
	"styrdok/generator/i18n"
)

// width is how many characters a line has room for.
const width = 80

// Options control how a difference is written.
type Options struct {
	Whole bool // write unchanged parts too
	Color bool // use the terminal's colours besides the signs
}

// Difference is two versions of a document, compared.
type Difference struct {
	Title, Kind   string // heading, and the line below it
	Lead, Status  string // what the editor says of the change, how much has changed; may be empty
	Facts         []string
	DecisionLabel string
	Decision      []Fact // decision data that differ; may be empty
	Legend        bool   // explain the signs
	Tree          *block.Tree
}

// Fact is a value that differs between the versions.
type Fact struct{ Label, Was, Is string }

// Write writes a difference in lines of at most 80 characters, longer words excepted. Unchanged parts
// are left out, and said to be.
func Write(d Difference, opt Options, t *i18n.Texts) string {
	w := &writer{opt: opt, t: t, width: width, away: d.Tree.Away, elsewhere: d.Tree.Elsewhere}
	w.strong(printable(d.Title))
	w.line(d.Kind)
	w.b.WriteByte('\n')
	w.wrap("", "", words(d.Lead, plain))
	w.wrap("", "", words(d.Status, plain))
	for _, f := range d.Facts {
		w.line(f)
	}
	if len(d.Decision) > 0 {
		w.b.WriteByte('\n')
		w.strong(d.DecisionLabel)
		for _, f := range d.Decision {
			line := words(f.Label+":", plain)
			line = append(line, spaced(words(f.Was, removed))...)
			line = append(line, spaced(words(f.Is, added))...)
			w.wrap("  ", "    ", line)
		}
	}
	if d.Legend {
		w.b.WriteByte('\n')
		w.b.WriteString(t.T("command.diff.legend", w.mark(added, t.T("command.diff.added")), w.mark(removed, t.T("command.diff.removed"))) + "\n")
	}
	for _, s := range d.Tree.Sections() {
		w.section(s)
	}
	w.notes(d.Tree)
	return w.b.String()
}

// Block writes the changes in one block of a compared text on a single line. It returns "" for one
// that has not changed.
func Block(b block.Block, t *i18n.Texts) string {
	return oneLine(t, func(w *writer) { w.blocks([]block.Block{b}, "", plain) })
}

// Note writes the changes in a footnote on a single line. It returns "" for one that has not changed.
func Note(n *block.Note, t *i18n.Texts) string {
	return oneLine(t, func(w *writer) { w.item("", n, n.Blocks, "", plain, n.Change) })
}

func oneLine(t *i18n.Texts, write func(*writer)) string {
	w := &writer{t: t, width: 1 << 20}
	write(w)
	return strings.Join(strings.Fields(w.b.String()), " ")
}

// writer writes lines.
type writer struct {
	b         strings.Builder
	opt       Options
	t         *i18n.Texts
	width     int
	away      map[any]bool
	elsewhere map[any]block.SectionName
	moved     string         // the label of the block before: that it has moved
	under     *block.Heading // unchanged heading of the blocks that follow, to be written before the first that has changed
	left      bool           // something has been left out, and an ellipsis is due
}

func (w *writer) line(s string) { w.b.WriteString(printable(s) + "\n") }

func (w *writer) strong(s string) {
	if w.opt.Color {
		s = "\x1b[1m" + s + "\x1b[0m"
	}
	w.b.WriteString(s + "\n")
}

// section writes a section, or a line that says that it is unchanged.
func (w *writer) section(s block.Section) {
	name := w.t.T("theme.text.changes.opening")
	if s.Heading != nil {
		name = strings.TrimSpace(s.Heading.Number + " " + strings.TrimSpace(block.PlainNew(s.Heading.Spans)))
	}
	w.b.WriteByte('\n')
	was := s.Heading.FormerNumber()
	if s.Change == block.Unchanged && !w.opt.Whole {
		if was != "" {
			w.line(w.t.T("theme.text.changes.renumbered", name, was))
		} else {
			w.line(w.t.T("theme.text.changes.unchanged", name))
		}
		return
	}
	var notes []string
	moved := ""
	switch {
	case s.Heading != nil && (s.Away || s.Change == block.Moved):
		moved = w.movedWord(s.Heading, s.Change)
		notes = append(notes, moved)
		if s.Edited {
			notes[0] = w.words(s.Heading, "site.changes.section.edited", "theme.text.edited_from")
		}
	case s.Change != block.Unchanged:
		notes = append(notes, w.t.T("site.changes.section."+s.Outcome()))
	}
	if was != "" && moved == "" {
		notes = append(notes, w.t.T("theme.text.was_label", was))
	}
	title := name
	if len(notes) > 0 {
		title += " (" + strings.Join(notes, ", ") + ")"
	}
	w.strong(printable(title))
	blocks := s.Blocks
	if s.Heading != nil {
		switch h := s.Heading; {
		case h.Change == block.Changed:
			w.spans("  ", h.Spans, plain)
		case h.Change == block.Deleted && s.Change == block.Changed:
			w.block(h, "  ", plain, h.Change) // its level has changed
		}
		blocks = blocks[1:]
	}
	w.moved, w.under = moved, nil
	w.blocks(blocks, "  ", plain)
	w.ellipsis("  ")
}

// notes writes the footnotes that have changed.
func (w *writer) notes(t *block.Tree) {
	begun := false
	for _, n := range t.Notes {
		if n.Change == block.Unchanged && !w.opt.Whole {
			continue
		}
		if !begun {
			begun = true
			w.b.WriteByte('\n')
			w.strong(w.t.T("theme.text.notes"))
		}
		w.item("["+strconv.Itoa(n.Number)+"] ", n, n.Blocks, "  ", plain, n.Change)
	}
	w.left = false
}

// ellipsis says that something unchanged has been left out, and names the heading that what follows is under.
func (w *writer) ellipsis(indent string) {
	if w.left {
		w.b.WriteString(indent + "…\n")
		w.left = false
	}
	if h := w.under; h != nil {
		w.under = nil
		w.heading(h, indent, plain)
	}
}
