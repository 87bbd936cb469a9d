package bundle

import (
	"strconv"

	"styrdok/generator/block"
	"styrdok/generator/library"
)

// Place is the place of a part in the package's PDF. The zero value is a part in a file of its own.
type Place struct {
	First  int // number of its first sheet, from 1; 0: a separate file
	Sheets int // number of sheets; 0: not known yet
}

// Places are the places of parts by name.
type Places map[string]Place

// ReportTree returns the text of the report: the proposed decisions, what the officer has written, which may be nil,
// and the list of all documents.
func (w Words) ReportTree(written *block.Tree, places Places) *block.Tree {
	ids := map[string]bool{}
	out := &block.Tree{}
	var text []block.Block
	if written != nil {
		for _, h := range written.Headings() {
			ids[h.ID] = true
		}
		text, out.Notes = written.Blocks, written.Notes
	}
	heading := func(key string) *block.Heading {
		id := w.text("bundle.id." + key)
		for n := 2; ids[id]; n++ {
			id = w.text("bundle.id."+key) + "-" + strconv.Itoa(n)
		}
		ids[id] = true
		return &block.Heading{Level: 2, ID: id, Spans: words(w.text("bundle.heading." + key))}
	}
	list := &block.List{Numbering: block.Decimal}
	for _, d := range w.Decisions() {
		list.Items = append(list.Items, &block.Item{Blocks: []block.Block{&block.Paragraph{Spans: Spans(d)}}})
	}
	list.Count(1)
	out.Blocks = append(out.Blocks, heading("decisions"))
	for _, line := range w.Proposed() {
		out.Blocks = append(out.Blocks, &block.Paragraph{Spans: words(line)})
	}
	out.Blocks = append(out.Blocks, list)
	if len(text) > 0 {
		if _, headed := text[0].(*block.Heading); !headed {
			out.Blocks = append(out.Blocks, heading("report"))
		}
		out.Blocks = append(out.Blocks, text...)
	}
	out.Blocks = append(out.Blocks, heading("basis"), w.basis(places))
	return out
}

// basis returns the list of all documents with dates and numbers of sheets, beginning with the report.
func (w Words) basis(places Places) *block.Table {
	inOneFile := places[w.b.Parts[0].Name].First > 0
	columns := []string{"document", "day", "sheets"}
	if inOneFile {
		columns = append(columns, "from")
	}
	t := &block.Table{RowHeaders: true, Align: make([]block.Align, len(columns))}
	for i, c := range columns {
		t.Head = append(t.Head, &block.Cell{Spans: words(w.text("bundle.column." + c))})
		if i > 1 {
			t.Align[i] = block.AlignRight
		}
	}
	for _, p := range w.b.Parts {
		if p.Role == Sums {
			continue
		}
		place := places[p.Name]
		row := &block.Row{Cells: []*block.Cell{
			{Spans: words(w.Listed(p))}, {Spans: words(w.dayOf(p))}, {Spans: words(number(place.Sheets))},
		}}
		if inOneFile {
			row.Cells = append(row.Cells, &block.Cell{Spans: []block.Span{&block.Link{Dest: Scheme + p.Name, Spans: words(number(place.First))}}})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// dayOf returns the date of a document: its adoption, or the last change of one written for the meeting, or else the
// date of the report.
func (w Words) dayOf(p *Part) string {
	day := w.b.Meeting.Dated
	if v := p.Version; v != nil {
		switch {
		case v.Status.Adopted():
			day = v.Adopted
		case !v.Updated.IsZero():
			day = v.Updated
		}
	}
	if day == (library.Date{}) {
		return w.text("bundle.undated")
	}
	return w.day(day)
}

// number returns n, or "" for 0, which is unknown.
func number(n int) string {
	if n == 0 {
		return "–"
	}
	return strconv.Itoa(n)
}

func words(text string) []block.Span { return []block.Span{&block.Text{Text: text}} }

// File is a separate file of a package.
type File struct {
	Name   string
	SHA256 string // in hexadecimal
	Sheets int
}

// SumsTree returns the text with the checksums of the separate files.
func (w Words) SumsTree(files []File) *block.Tree {
	list := &block.Table{RowHeaders: true, Align: []block.Align{block.AlignLeft, block.AlignRight, block.AlignLeft}}
	for _, c := range []string{"file", "sheets", "sum"} {
		list.Head = append(list.Head, &block.Cell{Spans: words(w.text("bundle.column." + c))})
	}
	for _, f := range files {
		// Two lines of the same length are easier to compare than one that breaks anywhere.
		half := len(f.SHA256) / 2
		list.Rows = append(list.Rows, &block.Row{Cells: []*block.Cell{
			{Spans: words(f.Name)}, {Spans: words(number(f.Sheets))},
			{Spans: []block.Span{&block.CodeSpan{Text: f.SHA256[:half]}, &block.Break{}, &block.CodeSpan{Text: f.SHA256[half:]}}},
		}})
	}
	return &block.Tree{Blocks: []block.Block{
		&block.Paragraph{Spans: words(w.text("bundle.sums.what"))},
		list,
		&block.Paragraph{Spans: []block.Span{
			&block.Text{Text: w.text("bundle.sums.how") + " "}, &block.CodeSpan{Text: "sha256sum -c SHA256SUMS"}, &block.Text{Text: "."}}},
	}}
}
