package generator

import (
	"cmp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"styrdok/generator/block"
	"styrdok/generator/i18n"
	"styrdok/generator/site"
)

// TextOptions say how a difference is written for a terminal or a mail.
type TextOptions struct {
	Whole bool // what has not changed, too
	Color bool // terminal colours besides the signs
	Width int  // of lines in characters; 0: 80
}

// Text writes the difference for people: what has been added stands between {+ and +}, what has been
// removed between [- and -]. Of a section with changes unchanged parts are left out, and said to be.
func (d *Difference) Text(opt TextOptions, t *i18n.Texts) string {
	w := &differ{opt: opt, t: t, width: opt.Width, away: d.Comparison.Page.Text.Tree.Away}
	if w.width == 0 {
		w.width = 80
	}
	c := d.Comparison
	page := c.Page.Data.(*site.ChangesPage)
	w.strong(printable(c.Page.Title))
	w.line(page.KindLabel)
	w.b.WriteByte('\n')
	w.wrap("", "", words(page.Lead.String(), plainText))
	w.wrap("", "", words(page.Status.String(), plainText))
	for _, f := range page.Facts {
		if f.Key == "words" {
			w.line(f.Label + ": " + f.Value.String())
		}
	}
	if len(c.Decision) > 0 {
		w.b.WriteByte('\n')
		w.strong(page.DecisionLabel)
		for _, x := range c.Decision {
			line := words(x.Label+":", plainText)
			line = append(line, spaced(words(x.Was.String(), removed))...)
			line = append(line, spaced(words(x.Is.String(), added))...)
			w.wrap("  ", "    ", line)
		}
	}
	if len(page.Explanation) > 0 {
		w.b.WriteByte('\n')
		w.b.WriteString(t.T("command.diff.legend", w.mark(added, t.T("command.diff.added")), w.mark(removed, t.T("command.diff.removed"))) + "\n")
	}
	for _, s := range c.Page.Text.Tree.Sections() {
		w.section(s)
	}
	w.notes(c.Page.Text.Tree)
	return w.b.String()
}

// textChange is how a word is written.
type textChange uint8

const (
	plainText textChange = iota
	added
	removed
)

// word is a word, or what stands close to the one before.
type word struct {
	text   string
	change textChange
	close  bool // no space before
}

// differ writes a difference as lines.
type differ struct {
	b     strings.Builder
	opt   TextOptions
	t     *i18n.Texts
	width int
	away  map[any]bool
	moved string // what has been said of the block before: that it has moved
	left  bool   // something has been left out, which is yet to be said
}

func (w *differ) line(s string) { w.b.WriteString(printable(s) + "\n") }

func (w *differ) strong(s string) {
	if w.opt.Color {
		s = "\x1b[1m" + s + "\x1b[0m"
	}
	w.b.WriteString(s + "\n")
}

// mark writes some words with the signs of a change.
func (w *differ) mark(c textChange, s string) string {
	if strings.Trim(s, "-+") == "" {
		s = " " + s + " " // not to be taken for part of the sign
	}
	open, close, tint := "", "", ""
	switch c {
	case added:
		open, close, tint = "{+", "+}", "\x1b[32m"
	case removed:
		open, close, tint = "[-", "-]", "\x1b[31m"
	}
	if w.opt.Color && tint != "" {
		return tint + open + s + close + "\x1b[0m"
	}
	return open + s + close
}

// words cuts a text at its spaces.
func words(s string, c textChange) []word {
	var out []word
	for i, f := range strings.Fields(s) {
		out = append(out, word{printable(f), c, i == 0 && strings.HasPrefix(s, f)})
	}
	return out
}

// wrap writes words in lines: first stands before the first one, rest before the others. Signs stand
// around each run of words with the same change, and never alone on a line.
func (w *differ) wrap(first, rest string, line []word) {
	if len(line) == 0 {
		return
	}
	var out strings.Builder
	out.WriteString(first)
	used := utf8.RuneCountInString(first)
	for i := 0; i < len(line); i++ {
		opens := line[i].change != plainText && (i == 0 || line[i-1].change != line[i].change)
		closes := line[i].change != plainText && (i+1 == len(line) || line[i+1].change != line[i].change)
		text, length := line[i].text, utf8.RuneCountInString(line[i].text)
		if opens {
			length += 2
		}
		if closes {
			length += 2
		}
		space := ""
		if i > 0 && !line[i].close {
			if used+1+length > w.width {
				out.WriteString("\n" + rest)
				used = utf8.RuneCountInString(rest)
			} else {
				space = " "
				used++
			}
		}
		out.WriteString(space + w.piece(text, line[i].change, opens, closes))
		used += length
	}
	w.b.WriteString(out.String() + "\n")
}

// piece writes a word, with the sign that a run begins or ends with.
func (w *differ) piece(text string, c textChange, opens, closes bool) string {
	if c == plainText {
		return text
	}
	whole := w.mark(c, text)
	if !opens {
		whole = strings.Replace(strings.Replace(whole, "{+", "", 1), "[-", "", 1)
	}
	if !closes {
		at := strings.LastIndex(whole, "+}")
		if c == removed {
			at = strings.LastIndex(whole, "-]")
		}
		whole = whole[:at] + whole[at+2:]
	}
	return whole
}

// section writes a section, or in a line that it is the same.
func (w *differ) section(s block.Section) {
	name := w.t.T("theme.text.changes.opening")
	if s.Heading != nil {
		name = strings.TrimSpace(s.Heading.Number + " " + strings.TrimSpace(block.PlainNew(s.Heading.Spans)))
	}
	w.b.WriteByte('\n')
	if s.Change == block.Unchanged && !w.opt.Whole {
		w.line(w.t.T("theme.text.changes.unchanged", name))
		return
	}
	title := name
	if s.Change != block.Unchanged {
		title += " (" + w.t.T("site.changes.section."+sectionKey(s)) + ")"
	}
	w.strong(printable(title))
	blocks := s.Blocks
	if s.Heading != nil {
		switch h := s.Heading; {
		case h.Change == block.Changed:
			w.spans("  ", h.Spans, plainText)
		case h.Change == block.Deleted && s.Change == block.Changed:
			w.block(h, "  ", plainText, h.Change) // it is a heading of another level now
		}
		blocks = blocks[1:]
	}
	w.moved = ""
	if s.Away {
		w.moved = w.t.T("theme.text.away")
	} else if s.Change == block.Moved {
		w.moved = w.t.T("theme.text.moved")
	}
	w.blocks(blocks, "  ", plainText)
	w.ellipsis("  ")
}

// ellipsis says that something unchanged has been left out.
func (w *differ) ellipsis(indent string) {
	if w.left {
		w.b.WriteString(indent + "…\n")
		w.left = false
	}
}

// enter is the change within something with a change of its own.
func enter(around textChange, own block.Change) textChange {
	switch {
	case around != plainText:
		return around
	case own == block.Inserted:
		return added
	case own == block.Deleted:
		return removed
	}
	return plainText
}

func (w *differ) blocks(blocks []block.Block, indent string, around textChange) {
	for _, b := range blocks {
		change, known := block.ChangeIn(b)
		if around == plainText && known && change == block.Unchanged && !w.opt.Whole {
			w.left = true
			continue
		}
		w.block(b, indent, around, change)
	}
}

func (w *differ) block(b block.Block, indent string, around textChange, change block.Change) {
	in := enter(around, change)
	w.movedHere(indent, b, change)
	switch b := b.(type) {
	case *block.Heading:
		w.ellipsis(indent)
		number := words(b.Number, in)
		w.wrap(indent, indent, append(number, spaced(w.inline(b.Spans, in))...))
	case *block.Paragraph:
		w.spans(indent, b.Spans, in)
	case *block.Masked:
		masked := w.t.T("print.masked-plain")
		if b.Law != "" {
			masked = w.t.T("print.masked", b.Law)
		}
		w.ellipsis(indent)
		w.wrap(indent, indent, words(masked, in))
	case *block.List:
		if b.Rekinded() {
			was := "was_bullets"
			if b.Was.Ordered() {
				was = "was_numbered"
			}
			w.ellipsis(indent)
			w.b.WriteString(indent + "[" + w.t.T("theme.text."+was) + "]\n")
		}
		for i, item := range b.Items {
			label := cmp.Or(b.Label(i), "–") + " "
			if was := b.WasLabel(i); was != "" {
				label += "[" + w.t.T("theme.text.was_label", was) + "] "
			}
			w.item(label, item, item.Blocks, indent, in, item.Change)
		}
	case *block.Definitions:
		for _, item := range b.Items {
			inner := enter(in, item.Change)
			w.movedHere(indent, item, item.Change)
			for _, term := range item.Terms {
				w.spans(indent, term.Spans, enter(inner, term.Change))
			}
			for _, meaning := range item.Blocks {
				w.blocks(meaning, indent+"    ", inner)
			}
		}
	case *block.Table:
		w.table(b, indent, in)
	case *block.Quote:
		w.blocks(b.Blocks, indent+"    ", in)
	case *block.Foreign:
		w.blocks(b.Blocks, indent, in)
	case *block.Code:
		w.ellipsis(indent)
		for text := range strings.Lines(b.Text) {
			if text = printable(strings.TrimRight(text, "\r\n")); text != "" {
				w.b.WriteString(indent + "    " + w.mark(in, text) + "\n")
			}
		}
	case *block.Figure:
		if b.Image != nil {
			w.ellipsis(indent)
			w.wrap(indent, indent, words(w.t.T("command.diff.picture", b.Image.Alt), in))
		}
		if len(b.Caption) > 0 {
			w.spans(indent, b.Caption, in)
		}
	}
}

// movedHere says of what has moved that it has, once for each run.
func (w *differ) movedHere(indent string, part any, change block.Change) {
	word := ""
	switch {
	case w.away[part]:
		word = w.t.T("theme.text.away")
	case change == block.Moved:
		word = w.t.T("theme.text.moved")
	}
	if word != "" && word != w.moved {
		w.ellipsis(indent)
		w.b.WriteString(indent + "[" + word + "]\n")
	}
	w.moved = word
}

// item writes an item of a list, its label before the first line.
func (w *differ) item(label string, part any, blocks []block.Block, indent string, around textChange, own block.Change) {
	if around == plainText && own == block.Unchanged && !w.opt.Whole {
		w.left = true
		return
	}
	w.ellipsis(indent)
	w.movedHere(indent, part, own)
	in := enter(around, own)
	deeper := indent + strings.Repeat(" ", utf8.RuneCountInString(label))
	for i, b := range blocks {
		if p, ok := b.(*block.Paragraph); ok && i == 0 {
			w.lines(indent+label, deeper, p.Spans, enter(in, p.Change))
			continue
		}
		w.blocks([]block.Block{b}, deeper, in)
	}
}

// table writes the rows that have changed, and the head above them.
func (w *differ) table(t *block.Table, indent string, around textChange) {
	if len(t.Caption) > 0 {
		w.spans(indent, t.Caption, around)
	}
	row := func(cells []*block.Cell, in textChange) {
		var line []word
		for i, c := range cells {
			if i > 0 {
				line = append(line, word{text: "|"})
			}
			line = append(line, spaced(w.inline(c.Spans, enter(in, c.Change)))...)
		}
		w.ellipsis(indent)
		w.wrap(indent, indent+"  ", line)
	}
	row(t.Head, around)
	for _, r := range t.Rows {
		if around == plainText && r.Change == block.Unchanged && !w.opt.Whole {
			w.left = true
			continue
		}
		w.movedHere(indent, r, r.Change)
		row(r.Cells, enter(around, r.Change))
	}
}

// spaced lets words stand apart from what comes before.
func spaced(line []word) []word {
	if len(line) > 0 {
		line[0].close = false
	}
	return line
}

func (w *differ) spans(indent string, spans []block.Span, in textChange) {
	w.ellipsis(indent)
	w.lines(indent, indent, spans, in)
}

// lines writes a paragraph, in several parts where one of the versions has several.
func (w *differ) lines(first, rest string, spans []block.Span, in textChange) {
	for i, s := range spans {
		m, ok := s.(*block.ParagraphMark)
		if !ok {
			continue
		}
		sign := "¶ " + w.t.T("theme.text.new_paragraph")
		if m.Item {
			sign = "¶ " + w.t.T("theme.text.new_item")
		}
		w.wrap(first, rest, append(w.inline(spans[:i], in), spaced(words(sign, enter(in, m.Change)))...))
		w.lines(rest, rest, spans[i+1:], in)
		return
	}
	w.wrap(first, rest, w.inline(spans, in))
}

// inline makes the words of a line.
func (w *differ) inline(spans []block.Span, in textChange) []word {
	var out []word
	space := false
	text := func(s string, c textChange) {
		next := words(s, c)
		if len(next) > 0 {
			next[0].close = next[0].close && !space && len(out) > 0
			space = false
			// A removed and an added word that touch are two.
			if n := len(out); n > 0 && c != plainText && out[n-1].change != plainText && out[n-1].change != c {
				next[0].close = false
			}
			out = append(out, next...)
		}
		space = space || s != "" && strings.TrimRightFunc(s, unicode.IsSpace) != s
	}
	raised := false
	var walk func([]block.Span, textChange)
	walk = func(spans []block.Span, c textChange) {
		for _, s := range spans {
			switch s := s.(type) {
			case *block.Text:
				if raised {
					text(block.Raise(s.Text), c)
				} else {
					text(s.Text, c)
				}
			case *block.Superscript:
				outer := raised
				raised = true
				walk(s.Spans, c)
				raised = outer
			case *block.CodeSpan:
				text(s.Text, c)
			case *block.Break:
				space = true
			case *block.Image:
				text(w.t.T("command.diff.picture", s.Alt), c)
			case *block.NoteRef:
				if s.Note != nil {
					text("["+strconv.Itoa(s.Note.Number)+"]", c)
				}
			case *block.ChangeSpan:
				before, after := looks(s.Spans)
				text(before, enter(c, s.Change))
				walk(s.Spans, enter(c, s.Change))
				text(after, enter(c, s.Change))
			default:
				walk(block.Inside(s), c)
			}
		}
	}
	walk(spans, in)
	return out
}

// looks returns what is to be written around a change that is all stressed or all a link: it may be
// just that which has changed.
func looks(spans []block.Span) (before, after string) {
	if len(spans) != 1 {
		return "", ""
	}
	switch s := spans[0].(type) {
	case *block.Emphasis:
		return "*", "*"
	case *block.Strong:
		return "**", "**"
	case *block.Link:
		return "", " <" + s.Dest + ">"
	}
	return "", ""
}

// notes writes the footnotes that have changed.
func (w *differ) notes(t *block.Tree) {
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
		w.item("["+strconv.Itoa(n.Number)+"] ", n, n.Blocks, "  ", plainText, n.Change)
	}
	w.left = false
}

// printable keeps a text from steering a terminal.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			return '\uFFFD'
		}
		return r
	}, s)
}
