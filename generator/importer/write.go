package importer

import (
	"fmt"
	"slices"
	"strings"

	"styrdok/generator/diag"
	"styrdok/generator/intake"
	"styrdok/generator/markdown"
	"styrdok/generator/pattern"
)

// writer writes blocks as Markdown.
type writer struct {
	notes  []intake.Note
	used   []int       // notes that the text refers to, in order
	noteAt map[int]int // their numbers
	images func(*intake.Image) (name, alt string, shown bool)
	links  func(string) string        // the address for a link, "" if it leads nowhere
	ids    map[*intake.Heading]string // that they do not get by their words
	plain  []*intake.Heading          // that have no number
	bare   bool                       // no emphasis and no links: for a block in which they would not be clear
}

// text writes a whole text, notes last.
func (w *writer) text(blocks []intake.Block) string {
	w.used, w.noteAt = nil, map[int]int{}
	out := w.blocks(blocks)
	for i := 0; i < len(w.used); i++ { // a note may refer to another
		body := w.blocks(w.notes[w.used[i]].Blocks)
		if strings.TrimSpace(body) == "" {
			body = "–"
		}
		out += fmt.Sprintf("\n\n[^%d]: %s", i+1, indented(body, "    "))
	}
	return strings.TrimSpace(out) + "\n"
}

// indented puts a margin before all lines but the first.
func indented(s, margin string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		if i > 0 && lines[i] != "" {
			lines[i] = margin + lines[i]
		}
	}
	return strings.Join(lines, "\n")
}

func (w *writer) blocks(blocks []intake.Block) string {
	var out []string
	afterList := false
	for _, b := range blocks {
		s := w.clear(b)
		if strings.TrimSpace(s) == "" {
			continue
		}
		isList := intake.Is[*intake.List](b)
		if isList && afterList {
			out = append(out, "<!-- -->") // or the two lists would be one
		}
		afterList = isList
		out = append(out, s)
	}
	return strings.Join(out, "\n\n")
}

// clear writes a block so that its words can be read back. Where marks of emphasis stand against signs they are sometimes read as something
// else; then it is written without any.
func (w *writer) clear(b intake.Block) string {
	s := w.block(b)
	if w.bare || !strings.ContainsAny(s, "*~[<") {
		return s
	}
	tree, diags := markdown.Parse([]byte(s), markdown.Options{})
	words := strings.Join(wordsOf(strings.Join(intake.Lines([]intake.Block{b}), "\n")), " ")
	if !slices.ContainsFunc(diags, func(d diag.Diagnostic) bool { return slices.Contains(unclear, d.Code) }) && lost(words, shown(tree), nil) == nil {
		return s
	}
	w.bare = true
	defer func() { w.bare = false }()
	return w.block(b)
}

// unclear are the codes of what is read otherwise than it was meant.
var unclear = []diag.Code{diag.LostText, diag.NotALink, diag.NotATable, diag.LiteralMarkup, diag.RawHTML, diag.BadComment, diag.UnknownDirective, diag.UnclosedDirective, diag.TooComplex}

func (w *writer) block(b intake.Block) string {
	switch b := b.(type) {
	case *intake.Heading:
		line := w.line(b.Spans, place{heading: true})
		if b.Number != "" {
			line = escape(b.Number) + " " + line
		}
		if strings.TrimSpace(line) == "" {
			return ""
		}
		var about []string
		if slices.Contains(w.plain, b) {
			about = append(about, "-")
		}
		if id := w.ids[b]; id != "" {
			about = append(about, "#"+id)
		}
		if about != nil {
			line += " {" + strings.Join(about, " ") + "}"
		}
		return strings.Repeat("#", min(6, max(2, b.Level))) + " " + line // # is the title's
	case *intake.Paragraph:
		switch {
		case b.Code:
			return fenced(intake.PlainText(b.Spans))
		case b.Quote:
			return quoted(w.line(b.Spans, place{}))
		}
		return w.line(b.Spans, place{})
	case *intake.List:
		return w.list(b)
	case *intake.Definitions:
		return w.definitions(b)
	case *intake.Table:
		return w.table(b)
	case *intake.Box:
		return w.blocks(b.Blocks)
	case *intake.Rule:
		if b.Page {
			return ""
		}
		return "***"
	case *intake.Contents:
		return ""
	}
	panic("importer: unknown block")
}

func quoted(s string) string { return "> " + strings.ReplaceAll(s, "\n", "\n> ") }

func fenced(text string) string {
	fence := "```"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	return fence + "\n" + strings.Trim(cleaned(text), "\n") + "\n" + fence
}

var (
	// listLabel are the markers that Markdown counts by itself.
	listLabel = pattern.New(`^(?:\d{1,9}[.)]|\(\d{1,3}\)|[a-zA-Z]\)|\([a-z]\)|[ivx]{1,5}\))$`)
	looseMark = pattern.New(`^(\d{1,9}|[a-zA-Z]|[ivxIVX]{1,6})[.):]?$`)
)

// label is a marker as Markdown writes it, "" if it has no way to: then it is written as text.
func label(marker string) string {
	if listLabel.MatchString(marker) {
		return marker
	}
	if m := looseMark.FindStringSubmatch(marker); m != nil {
		if m[1][0] >= '0' && m[1][0] <= '9' {
			return m[1] + "."
		}
		return m[1] + ")"
	}
	return ""
}

func (w *writer) list(l *intake.List) string {
	var out []string
	loose := false
	labels := make([]string, len(l.Items))
	for i, item := range l.Items {
		if l.Ordered {
			labels[i] = label(item.Marker)
			if labels[i] == "" && item.Marker == "" && len(l.Items) > 1 {
				labels[i] = fmt.Sprintf("%d.", i+1)
			}
		} else {
			labels[i] = "-"
		}
	}
	// A single letter is no list to Markdown, which would take it for text.
	if len(labels) == 1 && l.Ordered && labels[0] != "" && (labels[0][0] < '0' || labels[0][0] > '9') {
		labels[0] = ""
	}
	if l.Ordered && slices.Contains(labels, "") {
		return w.typed(l)
	}
	var after []intake.Block
	flush := func() {
		if s := w.blocks(after); s != "" {
			out = append(out, "", s, "")
		}
		after = nil
	}
	for i, item := range l.Items {
		inside, outside := itemBlocks(item.Blocks)
		margin := strings.Repeat(" ", len(labels[i])+1)
		body := ""
		for j, b := range inside {
			s := w.block(b)
			if strings.TrimSpace(s) == "" {
				continue
			}
			inner, isList := b.(*intake.List)
			switch {
			case body == "":
				body = s
			case isList && j > 0 && breaksOff(inner):
				body += "\n" + s
			default:
				loose = loose || !isList
				body += "\n\n" + s
			}
		}
		if body == "" {
			after = append(after, outside...)
			flush()
			continue
		}
		out = append(out, labels[i]+" "+indented(body, margin))
		after = outside
		flush()
	}
	if loose {
		return strings.Join(out, "\n\n")
	}
	return strings.Join(out, "\n")
}

// breaksOff reports whether the first label of a list ends a paragraph above it, so that no blank line is needed between them.
func breaksOff(l *intake.List) bool {
	return !l.Ordered || len(l.Items) == 0 || l.Items[0].Marker == "1." || l.Items[0].Marker == "1)"
}

// itemBlocks divides what an item holds into what Markdown can have in one, and the rest.
func itemBlocks(blocks []intake.Block) (inside, outside []intake.Block) {
	for i, b := range blocks {
		switch b := b.(type) {
		case *intake.Paragraph, *intake.Definitions:
			if outside == nil {
				inside = append(inside, b)
				continue
			}
		case *intake.List:
			if outside == nil && len(inside) > 0 {
				inside = append(inside, b)
				continue
			}
			if len(inside) == 0 && i == 0 {
				inside = append(inside, b)
				continue
			}
		case *intake.Box:
			in, out := itemBlocks(b.Blocks)
			inside, outside = append(inside, in...), append(outside, out...)
			continue
		}
		outside = append(outside, b)
	}
	return inside, outside
}

// typed writes a list whose markers Markdown does not have, such as 2.1 or § 3, as paragraphs that begin with them.
func (w *writer) typed(l *intake.List) string {
	var out []intake.Block
	for _, item := range l.Items {
		blocks := item.Blocks
		if item.Marker != "" && len(blocks) > 0 {
			if p, ok := blocks[0].(*intake.Paragraph); ok {
				own := *p
				own.Spans = append([]intake.Span{{Text: item.Marker + " "}}, p.Spans...)
				blocks = append([]intake.Block{&own}, blocks[1:]...)
			} else {
				blocks = append([]intake.Block{&intake.Paragraph{Spans: []intake.Span{{Text: item.Marker}}}}, blocks...)
			}
		}
		out = append(out, blocks...)
	}
	return w.blocks(out)
}

func (w *writer) definitions(d *intake.Definitions) string {
	var out []string
	for _, item := range d.Items {
		var terms []string
		for _, t := range item.Terms {
			if s := w.line(t, place{heading: true}); s != "" {
				terms = append(terms, atStart(s))
			}
		}
		body := w.blocks(item.Blocks)
		switch {
		case len(terms) == 0:
			out = append(out, body)
		case strings.TrimSpace(body) == "":
			out = append(out, strings.Join(terms, "\\\n"))
		default:
			out = append(out, strings.Join(terms, "\n")+"\n: "+indented(body, "  "))
		}
	}
	return strings.Join(out, "\n\n")
}

// cellText writes a cell, which has one line: blocks are parted by <br>.
func (w *writer) cellText(blocks []intake.Block) string {
	var out []string
	add := func(s string) {
		if strings.TrimSpace(s) != "" {
			out = append(out, s)
		}
	}
	for _, b := range blocks {
		switch b := b.(type) {
		case *intake.Heading:
			s := w.line(b.Spans, place{cell: true})
			if b.Number != "" {
				s = b.Number + " " + s
			}
			add(s)
		case *intake.Paragraph:
			add(w.line(b.Spans, place{cell: true}))
		case *intake.List:
			for _, item := range b.Items {
				mark := "– "
				if b.Ordered && item.Marker != "" {
					mark = item.Marker + " "
				}
				if s := w.cellText(item.Blocks); s != "" {
					add(mark + s)
				}
			}
		case *intake.Definitions:
			for _, d := range b.Items {
				for _, t := range d.Terms {
					add(w.line(t, place{cell: true}))
				}
				add(w.cellText(d.Blocks))
			}
		case *intake.Table:
			for _, row := range b.Rows {
				var cells []string
				for _, c := range row {
					if s := w.cellText(c.Blocks); s != "" {
						cells = append(cells, s)
					}
				}
				add(strings.Join(cells, " – "))
			}
		case *intake.Box:
			add(w.cellText(b.Blocks))
		}
	}
	return strings.Join(out, "<br>")
}

// grid is a table with as many cells in each row as it has columns. A cell that reaches further is followed by empty ones.
func (w *writer) grid(t *intake.Table) [][]string {
	var out [][]string
	down := map[int]int{} // rows that a cell above still covers, by column
	columns := 0
	for _, row := range t.Rows {
		var line []string
		covered := func() {
			for down[len(line)] > 0 {
				down[len(line)]--
				line = append(line, "")
			}
		}
		for _, c := range row {
			covered()
			text := w.cellText(c.Blocks)
			for i := range max(1, c.Across) {
				if c.Down > 1 {
					down[len(line)] = c.Down - 1
				}
				if i > 0 {
					text = ""
				}
				line = append(line, text)
			}
		}
		covered()
		columns = max(columns, len(line))
		out = append(out, line)
	}
	for i := range out {
		for len(out[i]) < columns {
			out[i] = append(out[i], "")
		}
	}
	// Columns without a word are left over from the layout.
	for c := columns - 1; c >= 0; c-- {
		if !slices.ContainsFunc(out, func(r []string) bool { return r[c] != "" }) {
			for i := range out {
				out[i] = slices.Delete(out[i], c, c+1)
			}
		}
	}
	return slices.DeleteFunc(out, func(r []string) bool { return strings.Join(r, "") == "" })
}

func (w *writer) table(t *intake.Table) string {
	rows := w.grid(t)
	if len(rows) == 0 || len(rows[0]) == 1 { // one column says no more than paragraphs
		out := []intake.Block{&intake.Paragraph{Spans: t.Caption}}
		for _, r := range t.Rows {
			for _, c := range r {
				out = append(out, c.Blocks...)
			}
		}
		return w.blocks(out)
	}
	heads := min(t.Heads, len(rows))
	head := make([]string, len(rows[0]))
	for i := range heads {
		for c, s := range rows[i] {
			if s != "" && head[c] != "" {
				head[c] += "<br>"
			}
			head[c] += s
		}
	}
	var b strings.Builder
	line := func(cells []string) {
		b.WriteString("| " + strings.Join(cells, " | ") + " |\n")
	}
	line(head)
	line(slices.Repeat([]string{"---"}, len(head)))
	for _, r := range rows[heads:] {
		line(r)
	}
	out := strings.TrimSuffix(b.String(), "\n")
	caption := finished(cleaned(intake.PlainText(t.Caption)), place{heading: true})
	rowHeads := heads < len(rows) && rowHeaded(t)
	if caption == "" && !rowHeads {
		return out
	}
	open := ":::table"
	if caption != "" {
		open += ` caption="` + inQuotes.Replace(caption) + `"`
	}
	if rowHeads {
		open += " row-headers"
	}
	return open + "\n\n" + out + "\n\n:::"
}

var inQuotes = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "”", `\”`, "“", `\“`)

// rowHeaded reports whether the first cell of each row below the head is a heading.
func rowHeaded(t *intake.Table) bool {
	for i, r := range t.Rows {
		if i >= t.Heads && (len(r) == 0 || !r[0].Head) {
			return false
		}
	}
	return len(t.Rows) > t.Heads
}
