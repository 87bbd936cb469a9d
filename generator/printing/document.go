// Package printing turns the plan of a print into the file. It words what stands around a text, reads the style,
// the fonts and the pictures, and draws what has not been drawn before. It takes values and returns values:
// diagnostics are returned, and nothing but the store of finished prints is changed.
package printing

import (
	"cmp"
	"net/url"
	"strings"

	"rsc.io/qr"

	"styrdok/generator/block"
	"styrdok/generator/i18n"
	"styrdok/generator/layout"
	"styrdok/generator/library"
	"styrdok/generator/site"
	"styrdok/generator/theme"
)

// document words a print for layout.
func (p *Press) document(frame *site.Frame, pr *site.Print) layout.Document {
	t, around, sheet := p.Words, frame.Language, p.SheetNumber
	if pr.Own {
		t, around = i18n.For(pr.Version.Language, t), pr.Version.Language
		sheet = t.T("print.sheet")
	}
	d := layout.Document{
		Organisation: frame.Organisation.Name,
		Logo:         p.LogoPicture(),
		Kind:         pr.KindLabel,
		Title:        pr.Title,
		Summary:      pr.Summary,
		Contents:     t.T("print.contents"),
		Tree:         pr.Text.Tree,
		HeadLeft:     frame.Organisation.Name,
		HeadRight:    pr.Head,
		Foot:         pr.Foot,
		Address:      footAddress(frame, pr, t),
		Code:         code(frame, pr),
		SheetNumber:  sheet,
		Language:     cmp.Or(pr.Version.Language, frame.Language),
		Around:       around,
		AroundLink:   t.T("print.page-link"),
		Words:        layoutWords(i18n.For(pr.Version.Language, t)),
	}
	d.Pictures = p.Pictures.all(pr.Images, d.Tree)
	for _, to := range pr.Links {
		d.Targets = append(d.Targets, target(to))
	}
	if len(pr.Status) > 0 {
		d.Notices = []layout.Notice{{Value: Spans(pr.Status, pr.URL)}}
		d.Mark = statusMark(t, pr.Version.Status)
	}
	for _, n := range pr.Notes {
		d.Notices = append(d.Notices, layout.Notice{Value: Spans(n.Sentence, pr.URL), Lang: n.Lang})
	}
	d.Facts = factsOf(pr.Facts, pr.URL)
	if pr.Comparison != nil {
		compared(&d, pr, t)
	} else {
		d.Closing = Closing(pr.Version, t)
	}
	return d
}

// published reports whether the page of a print can be visited.
func published(frame *site.Frame, pr *site.Print) bool {
	return !frame.Internal || pr.Version.Document.Visibility == library.Public && pr.Version.Status.Adopted()
}

// footAddress returns why and where to look at the version on the web, without "https://", which nobody types; empty if
// it is not published. Paper cannot know whether its text is still in force.
func footAddress(frame *site.Frame, pr *site.Print, t *i18n.Texts) string {
	if !published(frame, pr) {
		return ""
	}
	key := "print.on-the-web"
	if pr.Comparison == nil && pr.Version.Status == library.StatusInForce {
		key = "print.still-in-force"
	}
	return t.T(key, strings.TrimPrefix(LastingAddress(pr), "https://"))
}

// code returns the QR code of a version's lasting address, rows of modules from above, true where they are dark; nil if
// the version is not published or the address is too long for a code. Paper is clean, so the least correction of errors
// is enough, and leaves larger modules.
func code(frame *site.Frame, pr *site.Print) [][]bool {
	if !published(frame, pr) {
		return nil
	}
	modules, err := qr.Encode(LastingAddress(pr), qr.L)
	if err != nil {
		return nil
	}
	out := make([][]bool, modules.Size)
	for y := range out {
		out[y] = make([]bool, modules.Size)
		for x := range out[y] {
			out[y][x] = modules.Black(x, y)
		}
	}
	return out
}

// statusMark returns the word in the head of every sheet of a version that is not in force, empty for one that is.
func statusMark(t *i18n.Texts, s library.Status) string {
	if key := "print.mark." + s.String(); t.Has(key) {
		return t.T(key)
	}
	return ""
}

// layoutWords are the words that layout adds to a text.
func layoutWords(t *i18n.Texts) layout.Words {
	return layout.Words{
		Facts: t.T("print.facts"), TableLabel: t.T("print.table"), TableMore: t.T("print.table-more"), NoteLink: t.T("print.note"), NoteBack: t.T("print.note-back"), PageLink: t.T("print.page-link"),
		Masked: t.T("print.masked"), MaskedPlain: t.T("print.masked-plain"),
		OpenTask: t.T("theme.text.open"), DoneTask: t.T("theme.text.done"),
		NewTable: t.T("theme.text.new_table"), OldTable: t.T("theme.text.old_table"), Inserted: t.T("print.inserted"), Deleted: t.T("print.deleted"),
		Signs: theme.SignNames(t), Paragraph: t.T("print.new-paragraph"), Item: t.T("print.new-item"),
		Away: t.T("theme.text.away"), MovedFrom: t.T("theme.text.moved_from"), AwayTo: t.T("theme.text.away_to"),
		Numbered: t.T("theme.text.numbered"), Titled: t.T("theme.text.titled"), WasBullets: t.T("print.was-bullets"), WasNumbered: t.T("print.was-numbered"),
		WasLabel: t.T("print.was-label"),
		Margin: [...]string{
			block.Inserted: t.T("print.margin.inserted"), block.Deleted: t.T("print.margin.deleted"),
			block.Moved: t.T("print.margin.moved"), block.Changed: t.T("print.margin.changed"),
		},
	}
}

// target returns where a link of a text leads in a print.
func target(t site.Target) layout.Target {
	if t.Kind == site.TargetAnchor {
		return layout.Target{Heading: t.Anchor}
	}
	return layout.Target{URL: t.Absolute}
}

// factsOf words facts for layout; links get absolute addresses.
func factsOf(facts []site.Fact, base string) []layout.Fact {
	var out []layout.Fact
	for _, f := range facts {
		out = append(out, layout.Fact{Label: f.Label, Value: Spans(f.Value, base)})
	}
	return out
}

// Spans turns a worded value into spans; links get absolute addresses.
func Spans(s site.Sentence, base string) []block.Span {
	var out []block.Span
	for _, part := range s {
		var span block.Span = &block.Text{Text: part.Text}
		if part.Lang != "" {
			span = &block.ForeignSpan{Lang: part.Lang, Spans: []block.Span{span}}
		}
		if part.Strong {
			span = &block.Strong{Spans: []block.Span{span}}
		}
		if part.Href != "" {
			span = &block.Link{Dest: absolute(base, part.Href), Spans: []block.Span{span}}
		}
		out = append(out, span)
	}
	return out
}

// absolute resolves an address as written on a page.
func absolute(base, href string) string {
	u, err := url.Parse(base)
	if err == nil {
		u, err = u.Parse(href)
	}
	if err != nil {
		return href
	}
	return u.String()
}

// compared adds to the document of a change-marked print how to read its marks, which decision data have changed
// and, for contents and bookmarks, what has become of each section.
func compared(d *layout.Document, pr *site.Print, t *i18n.Texts) {
	c := pr.Comparison
	d.PlainLinks = true
	if len(c.Explanation) > 0 {
		d.Facts = append(d.Facts, layout.Fact{Label: c.ExplanationLabel, Value: explained(c.Explanation)})
	}
	if len(c.Decision) > 0 {
		table := &block.Table{
			RowHeaders: true, Align: make([]block.Align, len(c.DecisionColumns)),
		}
		for _, column := range c.DecisionColumns {
			table.Head = append(table.Head, cell(column))
		}
		for _, x := range c.Decision {
			row := &block.Row{Cells: []*block.Cell{
				cell(x.Label), {Spans: Spans(x.Was, pr.URL)}, {Spans: Spans(x.Is, pr.URL)},
			}}
			table.Rows = append(table.Rows, row)
		}
		d.Opening = []layout.Section{{Title: c.DecisionLabel, Blocks: []block.Block{table}}}
	}
	words := sectionWords(pr.Text.Tree, t)
	for _, h := range pr.Text.Tree.Headings() {
		d.Became = append(d.Became, words[h])
	}
}

// explained returns each mark with its meaning.
func explained(marks []site.ExplainMark) []block.Span {
	var out []block.Span
	text := func(s string) block.Span { return &block.Text{Text: s} }
	for i, m := range marks {
		if i > 0 {
			out = append(out, text(" "))
		}
		if m.Mark != "" {
			out = append(out, &block.ChangeSpan{Change: m.Change, Spans: []block.Span{text(m.Mark)}}, text(" "))
		}
		out = append(out, text(m.Text))
	}
	return out
}

// sectionWords returns what has become of the section of each heading that has changed, in words.
func sectionWords(tree *block.Tree, t *i18n.Texts) map[*block.Heading]string {
	out := map[*block.Heading]string{}
	for _, s := range tree.Sections() {
		if s.Heading != nil && s.Change != block.Unchanged {
			out[s.Heading] = t.T("site.changes.section." + s.Outcome())
		}
	}
	for _, h := range tree.Headings() {
		// Of smaller sections only those that were added or removed.
		if h.Level > 2 && (h.Change == block.Inserted || h.Change == block.Deleted) {
			key := h.Change.String()
			if tree.Away[h] {
				key = "away"
			}
			out[h] = t.T("site.changes.section." + key)
		}
	}
	return out
}
