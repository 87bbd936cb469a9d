package importer

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"styrdok/generator/diag"
	"styrdok/generator/intake"
	"styrdok/generator/markdown"
)

// writer writes blocks as Markdown.
type writer struct {
	notes  []intake.Note
	used   []int       // notes that the text refers to, in order
	noteAt map[int]int // their numbers
	images func(*intake.Image) (name, alt string, shown bool)
	links  func(string) string // the address for a link, "" if it leads nowhere
	bare   bool                // no emphasis and no links: for a block in which they would not be clear
}

// text writes a whole text, notes last.
func (w *writer) text(blocks []intake.Block) string {
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
	ordered := false
	for _, b := range blocks {
		s := w.clear(b)
		if strings.TrimSpace(s) == "" {
			continue
		}
		l, isList := b.(*intake.List)
		if isList && ordered && len(out) > 0 {
			out = append(out, "<!-- -->") // or the two lists would be one
		}
		ordered = isList && l != nil
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
		return strings.Repeat("#", b.Level) + " " + line
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

// place is what a line stands in.
type place struct{ heading, cell bool }

// cleaned returns text without characters that a file may not have, or that nobody sees.
func cleaned(s string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case c == '\n' || c == '\t':
			return c
		case c == '\u00a0' || c == '\u202f' || c == '\u2007':
			return ' '
		case c == '\u2011':
			return '-'
		case c == '\uf0b7' || c == '\uf0a7' || c == '\uf0d8':
			return '•'
		case c == utf8.RuneError, unicode.IsControl(c), unicode.Is(unicode.Cf, c), unicode.Is(unicode.Co, c), unicode.Is(unicode.Zl, c), unicode.Is(unicode.Zp, c):
			return -1
		}
		return c
	}, s)
}

var gaps = regexp.MustCompile(`[ \t]+`)

// line writes spans as one line of Markdown, or as several if the author has broken it.
func (w *writer) line(spans []intake.Span, p place) string {
	var b strings.Builder
	for i := 0; i < len(spans); {
		link := spans[i].Link
		j := i + 1
		for j < len(spans) && spans[j].Link == link && link != "" {
			j++
		}
		if link == "" {
			for j < len(spans) && spans[j].Link == "" {
				j++
			}
		}
		part := spans[i:j]
		i = j
		to := ""
		if link != "" && !p.heading && !w.bare && strings.TrimSpace(intake.PlainText(part)) != "" {
			to = w.links(link)
		}
		if to == "" {
			w.emphasised(&b, part, p)
			continue
		}
		text := intake.PlainText(part)
		before, inner, after := trimmed(text)
		if inner == to && !strings.ContainsAny(inner, "<> ") && strings.Contains(inner, "://") {
			b.WriteString(before + "<" + inner + ">" + after)
			continue
		}
		var label strings.Builder
		w.emphasised(&label, part, p)
		_, words, _ := trimmed(label.String())
		b.WriteString(before + "[" + strings.ReplaceAll(words, "\\\n", " ") + "](" + destination(to) + ")" + after)
	}
	return finished(b.String(), p)
}

// finished tidies blanks, writes breaks, and marks what would begin a block.
func finished(s string, p place) string {
	lines := strings.Split(s, "\n")
	var out []string
	for _, l := range lines {
		l = strings.TrimSpace(gaps.ReplaceAllString(l, " "))
		if l != "" {
			out = append(out, l)
		}
	}
	switch {
	case p.heading:
		return strings.Join(out, " ")
	case p.cell:
		return strings.Join(out, "<br>")
	}
	for i := range out {
		out[i] = atStart(out[i])
	}
	return strings.Join(out, "\\\n")
}

func trimmed(s string) (before, inner, after string) {
	inner = strings.TrimLeftFunc(s, unicode.IsSpace)
	before = s[:len(s)-len(inner)]
	end := strings.TrimRightFunc(inner, unicode.IsSpace)
	return before, end, inner[len(end):]
}

// emphasised writes spans with their marks of emphasis.
func (w *writer) emphasised(b *strings.Builder, spans []intake.Span, p place) {
	for i, s := range spans {
		switch {
		case s.Note != 0:
			if s.Note <= len(w.notes) {
				fmt.Fprintf(b, "[^%d]", w.note(s.Note))
			}
			continue
		case s.Image != nil:
			if name, alt, shown := w.images(s.Image); shown {
				mark := ""
				if alt == "" {
					mark = "{decorative}"
				}
				b.WriteString("![" + strings.ReplaceAll(escape(alt), "\n", " ") + "](" + destination(name) + ")" + mark)
			}
			continue
		}
		text := cleaned(s.Text)
		before, inner, after := trimmed(text)
		look := s.Look
		if p.heading {
			look &^= intake.Bold | intake.Italic
		}
		if w.bare {
			look = 0
		}
		open, shut := marks(look, inner)
		if open != "" && strings.ContainsFunc(inner, wordly) {
			// A mark must stand against a word to count. Other signs at its ends go outside.
			previous, _ := utf8.DecodeLastRuneInString(b.String())
			next, _ := utf8.DecodeRuneInString(following(spans[i+1:]))
			first, _ := utf8.DecodeRuneInString(inner)
			last, _ := utf8.DecodeLastRuneInString(inner)
			if signal(first) && !(strings.ContainsRune(openers, first) && (before != "" || previous == utf8.RuneError || unicode.IsSpace(previous))) {
				cut := strings.TrimLeftFunc(inner, outside)
				before, inner = before+inner[:len(inner)-len(cut)], cut
			}
			if signal(last) && !(strings.ContainsRune(closers, last) && (after != "" || unicode.IsSpace(next))) {
				cut := strings.TrimRightFunc(inner, outside)
				inner, after = cut, inner[len(cut):]+after
			}
			if before == "" && (previous == '*' || previous == '~' || previous == '^') {
				open, shut = "", "" // against another mark neither would be clear
			}
		} else {
			open, shut = "", ""
		}
		b.WriteString(escape(before) + open + broken(escape(inner), open, shut) + shut + escape(after))
	}
}

// broken ends and reopens marks at line breaks.
func broken(s, open, shut string) string {
	if open == "" || !strings.Contains(s, "\n") {
		return s
	}
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = strings.TrimSpace(lines[i])
	}
	return strings.Join(slices.DeleteFunc(lines, func(l string) bool { return l == "" }), shut+"\n"+open)
}

func following(spans []intake.Span) string {
	if len(spans) > 0 && spans[0].Text != "" {
		return spans[0].Text
	}
	return " "
}

// Signs that may stand within marks of emphasis, at their beginning and their end.
const (
	openers = "(”\"'«§"
	closers = ".,:;)?!”\"'»…%"
)

func wordly(c rune) bool { return unicode.IsLetter(c) || unicode.IsNumber(c) }

func outside(c rune) bool { return !wordly(c) }

func signal(c rune) bool { return !wordly(c) && !unicode.IsSpace(c) }

// marks are those before and behind a text of a look.
func marks(look intake.Look, text string) (open, shut string) {
	add := func(o, s string) { open, shut = open+o, s+shut }
	if look&intake.Strike != 0 {
		add("~~", "~~")
	}
	if look&intake.Bold != 0 {
		add("**", "**")
	}
	if look&intake.Italic != 0 {
		add("*", "*")
	}
	if look&intake.Super != 0 {
		add("<sup>", "</sup>")
	}
	if look&intake.Sub != 0 {
		add("<sub>", "</sub>")
	}
	return open, shut
}

// note returns the number of a note in the text.
func (w *writer) note(at int) int {
	if n := w.noteAt[at]; n > 0 {
		return n
	}
	w.used = append(w.used, at-1)
	w.noteAt[at] = len(w.used)
	return len(w.used)
}

func destination(to string) string {
	return strings.NewReplacer(" ", "%20", "(", "%28", ")", "%29", "<", "%3C", ">", "%3E", "\\", "%5C", "|", "%7C", "\n", "").Replace(to)
}

// escape marks what Markdown would read as more than text. What only counts at the beginning of a line is for atStart.
func escape(s string) string {
	if !strings.ContainsAny(s, "\\`*_[]<>~^{}|=$&+#:!") {
		return s
	}
	if s != "" && webAddress.FindString(s) == s {
		return s
	}
	var b strings.Builder
	runes := []rune(s)
	at := func(i int) rune {
		if i < 0 || i >= len(runes) {
			return ' '
		}
		return runes[i]
	}
	for i := 0; i < len(runes); i++ {
		c := runes[i]
		if n := addressAt(runes[i:]); n > 0 && !wordly(at(i-1)) {
			b.WriteString(string(runes[i : i+n]))
			i += n - 1
			continue
		}
		switch c {
		case '\\':
			if i+1 == len(runes) || at(i+1) < utf8.RuneSelf && !wordly(at(i+1)) && at(i+1) != ' ' {
				b.WriteByte('\\') // before a letter it is read as it stands, as in a path
			}
		case '`', '*', '[', ']', '<', '~', '^', '{', '}', '|':
			b.WriteByte('\\')
		case '>':
			if at(i-1) == '<' || at(i-1) == '-' || at(i-1) == '=' {
				b.WriteByte('\\')
			}
		case '_':
			if !wordly(at(i-1)) || !wordly(at(i+1)) {
				b.WriteByte('\\')
			}
		case '$':
			if strings.Count(s, "$") > 1 {
				b.WriteByte('\\')
			}
		case '=', '+', ':':
			if at(i+1) == c || at(i-1) == c {
				b.WriteByte('\\')
			}
		case '&':
			if unicode.IsLetter(at(i+1)) || at(i+1) == '#' {
				b.WriteByte('\\')
			}
		case '#':
			if at(i+1) == '#' || at(i-1) == '#' || i == len(runes)-1 {
				b.WriteByte('\\')
			}
		}
		b.WriteRune(c)
	}
	return b.String()
}

var webAddress = regexp.MustCompile(`^(?:https?://|www\.)(?:[^\s<>&;"\\\x60*\[\]{}|^~]|&[\w-]+=)+[\pL\pN/#=]`)

// addressAt returns the length of a web address that text begins with, 0 if it begins with none. Its signs are not markup.
func addressAt(runes []rune) int {
	if len(runes) < 8 || runes[0] != 'h' && runes[0] != 'w' {
		return 0
	}
	return utf8.RuneCountInString(webAddress.FindString(string(runes[:min(len(runes), 500)])))
}

var (
	startSign   = regexp.MustCompile(`^(?:#|>|[-+–—·o•](?:\s|$)|-{2,}|={2,}|:|\+{2,}|_{3,}|%)`)
	startNumber = regexp.MustCompile(`^(\(?(?:\d{1,9}|\pL|[ivxIVX]{1,5}))([.)])(\s|$)`)
	spacedRule  = regexp.MustCompile(`^(?:[-_]\s*){3,}$`)
)

// atStart marks what would make a line something else than text.
func atStart(l string) string {
	if m := startNumber.FindStringSubmatchIndex(l); m != nil {
		if l[0] == '(' {
			return `\` + l
		}
		return l[:m[4]] + `\` + l[m[4]:]
	}
	if startSign.MatchString(l) || spacedRule.MatchString(l) {
		if first := rune(l[0]); first < utf8.RuneSelf && (unicode.IsPunct(first) || unicode.IsSymbol(first)) {
			return `\` + l
		}
	}
	return l
}

var (
	// listLabel are the markers that Markdown counts by itself.
	listLabel = regexp.MustCompile(`^(?:\d{1,9}[.)]|\(\d{1,3}\)|[a-zA-Z]\)|\([a-z]\)|[ivx]{1,5}\))$`)
	looseMark = regexp.MustCompile(`^(\d{1,9}|[a-zA-Z]|[ivxIVX]{1,6})[.):]?$`)
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
			_, isList := b.(*intake.List)
			switch {
			case body == "":
				body = s
			case isList && j > 0 && !isPlain(inside, j):
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

// isPlain reports whether a list inside an item must be parted from what is before it by a blank line: one whose first label does not
// break off a paragraph.
func isPlain(blocks []intake.Block, at int) bool {
	l, ok := blocks[at].(*intake.List)
	if !ok || !l.Ordered || len(l.Items) == 0 {
		return false
	}
	return l.Items[0].Marker != "1." && l.Items[0].Marker != "1)"
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
	if len(rows) == 0 {
		return ""
	}
	if len(rows[0]) == 1 { // one column says no more than paragraphs
		var out []intake.Block
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
	dashes := make([]string, len(head))
	for i := range dashes {
		dashes[i] = "---"
	}
	line(dashes)
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
		open += ` caption="` + strings.ReplaceAll(strings.ReplaceAll(caption, `"`, "”"), `\`, "") + `"`
	}
	if rowHeads {
		open += " row-headers"
	}
	return open + "\n\n" + out + "\n\n:::"
}

// rowHeaded reports whether the first cell of each row below the head is a heading.
func rowHeaded(t *intake.Table) bool {
	for i, r := range t.Rows {
		if i >= t.Heads && (len(r) == 0 || !r[0].Head) {
			return false
		}
	}
	return len(t.Rows) > t.Heads
}

// safeLink returns the address for a link that may stand in a text, "" for one that leads into the writer's own folders or programs.
func safeLink(to string) string {
	u, err := url.Parse(strings.TrimSpace(to))
	if err != nil {
		return ""
	}
	switch strings.ToLower(u.Scheme) {
	case "http", "https":
		if u.Host == "" {
			return ""
		}
	case "mailto", "tel":
		if u.Opaque == "" {
			return ""
		}
	default:
		return ""
	}
	return u.String()
}
