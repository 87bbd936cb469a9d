package bundle

import (
	"cmp"
	"slices"
	"strconv"

	"styrdok/generator/block"
	"styrdok/generator/library"
	"styrdok/generator/site"
)

// Place is the place of a part in the package's PDF. The zero value is a part in a file of its own.
type Place struct {
	First  int // number of its first sheet, from 1; 0: a separate file
	Sheets int // number of sheets; 0: not known yet
}

// Places are the places of parts by name.
type Places map[string]Place

// ReportTree returns the text of a report: the proposed decisions, what the officer has written, which may be nil, whether
// what is in force is overdue for review, a list of all documents, and who gets the decision.
func (w Words) ReportTree(report *Part, written *block.Tree, places Places) *block.Tree {
	ids := map[string]bool{}
	out := &block.Tree{}
	var text []block.Block
	if written != nil {
		for _, h := range written.Headings() {
			ids[h.ID] = true
		}
		text, out.Notes = written.Blocks, written.Notes
	}
	section := func(key string, blocks ...block.Block) {
		if len(blocks) > 0 {
			out.Blocks = append(append(out.Blocks, &block.Heading{Level: 2, ID: w.id(key, ids), Spans: words(w.text("bundle.heading." + key))}), blocks...)
		}
	}
	section("decisions", w.decisions(report, ids)...)
	if len(text) > 0 {
		if _, headed := text[0].(*block.Heading); headed {
			out.Blocks = append(out.Blocks, text...)
		} else {
			section("report", text...)
		}
	}
	section("overdue", w.overdue(report)...)
	if len(w.b.Matters(report)) > 0 || len(w.b.Basis(report)) > 1 {
		section("basis", w.basis(report, places))
	}
	section("sent-to", bullets(w.b.Meeting.SentTo)...)
	return out
}

// id returns an ID for a heading of the program's that no heading has, and notes it.
func (w Words) id(key string, ids map[string]bool) string {
	id := w.text("bundle.id." + key)
	for n := 2; ids[id]; n++ {
		id = w.text("bundle.id."+key) + "-" + strconv.Itoa(n)
	}
	ids[id] = true
	return id
}

// BasisID returns the ID of the heading above the list of all documents in a report.
func (w Words) BasisID(report *Part, written *block.Tree) string {
	headings := w.ReportTree(report, written, nil).Headings()
	i := slices.IndexFunc(headings, func(h *block.Heading) bool { return block.Plain(h.Spans) == w.text("bundle.heading.basis") })
	if i < 0 {
		return ""
	}
	return headings[i].ID
}

// decisions returns the proposed decisions of a report: matter by matter if it treats several.
func (w Words) decisions(report *Part, ids map[string]bool) (out []block.Block) {
	points := func(sentences []site.Sentence) {
		if len(sentences) == 0 {
			return
		}
		list := &block.List{Numbering: block.Decimal}
		for _, s := range sentences {
			list.Items = append(list.Items, item(Spans(s)))
		}
		list.Count(1)
		out = append(out, list)
	}
	matters := w.b.Matters(report)
	for _, it := range matters {
		if len(matters) > 1 {
			out = append(out, &block.Heading{Level: 3, ID: w.id("matter", ids), Spans: words(w.numbered(it))})
		}
		if line := w.Proposed(it); line != "" {
			out = append(out, &block.Paragraph{Spans: words(line)})
		}
		points(w.Points(it))
	}
	own := w.Common()
	if report.Item == nil && len(own) > 0 {
		if len(matters) > 1 {
			out = append(out, &block.Heading{Level: 3, ID: w.id("all", ids), Spans: words(w.text("bundle.heading.all"))})
		}
		points(own)
	}
	return out
}

// overdue says which texts in force ought to have been reviewed before the meeting.
func (w Words) overdue(report *Part) []block.Block {
	var lines []string
	for _, it := range w.b.Matters(report) {
		// A last day is no review.
		if r := it.Document.Review; it.Document.InForce != nil && r.Rule.Type != library.RuleValidUntil && !r.Due.IsZero() && r.Due.Before(w.b.Meeting.Date) {
			lines = append(lines, w.text("bundle.overdue", it.Document.InForce.Title, r.Due))
		}
	}
	return bullets(lines)
}

// bullets returns a list of texts, and nothing if there are none.
func bullets(texts []string) []block.Block {
	if len(texts) == 0 {
		return nil
	}
	list := &block.List{}
	for _, t := range texts {
		list.Items = append(list.Items, item(words(t)))
	}
	return []block.Block{list}
}

func item(spans []block.Span) *block.Item {
	return &block.Item{Blocks: []block.Block{&block.Paragraph{Spans: spans}}}
}

// cells returns a cell for each text.
func cells(texts ...string) []*block.Cell {
	out := make([]*block.Cell, len(texts))
	for i, t := range texts {
		out[i] = &block.Cell{Spans: words(t)}
	}
	return out
}

// table returns a table with columns of these names, without rows.
func (w Words) table(columns ...string) *block.Table {
	t := &block.Table{RowHeaders: true, Align: make([]block.Align, len(columns))}
	for _, column := range columns {
		t.Head = append(t.Head, cells(w.text("bundle.column."+column))...)
	}
	return t
}

// basis returns the list of all documents with dates and numbers of sheets, beginning with the report.
func (w Words) basis(report *Part, places Places) *block.Table {
	inOneFile := places[w.b.Parts[0].Name].First > 0
	columns := []string{"document", "day", "sheets"}
	if inOneFile {
		columns = append(columns, "from")
	}
	t := w.table(columns...)
	for i := 2; i < len(columns); i++ {
		t.Align[i] = block.AlignRight
	}
	for _, p := range w.b.Basis(report) {
		place := places[p.Name]
		row := &block.Row{Cells: cells(w.Listed(p), w.dayOf(p), number(place.Sheets))}
		switch {
		case inOneFile && p.Role == Attached && p.File == "":
			row.Cells = append(row.Cells, cells(w.text("bundle.not-attached"))...)
		case inOneFile && p.Role == Attached:
			row.Cells = append(row.Cells, cells(w.text("bundle.apart"))...)
		case inOneFile:
			row.Cells = append(row.Cells, &block.Cell{Spans: []block.Span{&block.Link{Dest: Scheme + p.Name, Spans: words(number(place.First))}}})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// dayOf returns the date of a document: its adoption, or the last change of one written for the meeting, or else the
// date of the report. What is attached has its day in its title.
func (w Words) dayOf(p *Part) string {
	day := w.dated(p)
	if v := p.Version; v != nil {
		switch {
		case v.Status.Adopted():
			day = v.Adopted
		case !v.Updated.IsZero():
			day = v.Updated
		}
	}
	if day.IsZero() || p.Role == Attached {
		return w.text("bundle.undated")
	}
	return day.String()
}

// dated returns the day of the report on what a part is about.
func (w Words) dated(p *Part) library.Date {
	if p.Item != nil && p.Item.Report != nil {
		return cmp.Or(p.Item.Report.Dated, w.b.Meeting.Dated)
	}
	return w.b.Meeting.Dated
}

// number returns n, or "" for 0, which is unknown.
func number(n int) string {
	if n == 0 {
		return "–"
	}
	return strconv.Itoa(n)
}

func words(text string) []block.Span { return []block.Span{&block.Text{Text: text}} }
