package printing

import (
	"fmt"
	"strings"

	"styrdok/generator/block"
	"styrdok/generator/layout"
	"styrdok/generator/pdf"
	"styrdok/generator/site"
)

// Report prints an account of reviews, planned by [site.Directory.Report]. Its charts are tables with bars.
func (p *Press) Report(frame *site.Frame, pg *site.Page) (Printed, error) {
	t := p.Words
	report := pg.Data.(*site.ReportPage)
	bars := &bars{color: p.Style.Muted, sizes: map[*block.Image]layout.Picture{}, drawn: map[string]*pdf.Picture{}, other: p.Pictures}
	d := layout.Document{
		Organisation: frame.Organisation.Name, Logo: p.LogoPicture(), Kind: t.T("print.report"), Title: pg.Title, Summary: report.Lead.String(),
		Facts: factsOf(report.Facts, ""), Contents: t.T("print.contents"), Tree: reportTree(report, t.T("print.report-share"), bars),
		HeadLeft: frame.Organisation.Name, HeadRight: pg.Title, Foot: t.T("print.report-foot", frame.Today), SheetNumber: p.SheetNumber,
		Language: frame.Language, Words: layoutWords(t), AroundTargets: []layout.Target{},
	}
	for _, l := range d.Tree.Links() {
		d.Targets = append(d.Targets, layout.Target{URL: l.Dest})
	}
	for _, i := range d.Tree.Images() {
		d.Pictures = append(d.Pictures, bars.sizes[i])
	}
	sheets, diags := p.Setter.Break(d, p.Style)
	if diags.HasErrors() {
		return Printed{}, fmt.Errorf("lay out the report: %v", diags)
	}
	info := pdf.Info{Author: frame.Organisation.Name, Subject: pg.Description, Creator: "styrdok", Created: frame.Today.Time(), Modified: frame.Today.Time()}
	file, err := pdf.Draw(sheets, info, p.Fonts, bars)
	return Printed{Data: file, Sheets: len(sheets.Sheets)}, err
}

// reportTree is the text of a report.
func reportTree(r *site.ReportPage, share string, bars *bars) *block.Tree {
	out := &block.Tree{}
	for _, s := range r.Sections {
		out.Blocks = append(out.Blocks, &block.Heading{Level: 2, ID: s.ID, Spans: []block.Span{&block.Text{Text: s.Heading}}})
		if len(s.Note) > 0 {
			out.Blocks = append(out.Blocks, &block.Paragraph{Spans: Spans(s.Note, "")})
		}
		if s.Chart != nil {
			out.Blocks = append(out.Blocks, reportTable(chartTable(s.Chart, share), bars))
		}
		if s.Table != nil {
			out.Blocks = append(out.Blocks, reportTable(s.Table, bars))
		}
	}
	return out
}

// chartTable is a chart as a table, with the share of each point as a bar.
func chartTable(c *site.Chart, share string) *site.DataTable {
	t := &site.DataTable{Columns: []site.DataColumn{{Text: c.PeriodColumn}, {Text: c.Column, Number: true}, {Text: c.CountColumn, Number: true}, {Text: share, Number: true}}}
	words := func(format string, n int) site.Sentence { return site.Sentence{{Text: fmt.Sprintf(format, n)}} }
	for _, p := range c.Points {
		percent := site.Percent(p.Count, p.Of)
		t.Rows = append(t.Rows, site.DataRow{Cells: []site.DataCell{
			{Value: site.Sentence{{Text: p.Label}}}, {Value: words("%d", p.Of)}, {Value: words("%d", p.Count)}, {Value: words("%d\u00a0%%", percent), Bar: percent},
		}})
	}
	return t
}

// reportTable is a table of blocks. A share stands after its bar, which is decoration: the number says the same.
func reportTable(t *site.DataTable, bars *bars) *block.Table {
	out := &block.Table{RowHeaders: true, Align: make([]block.Align, len(t.Columns))}
	for i, c := range t.Columns {
		out.Head = append(out.Head, cell(c.Text))
		if c.Number {
			out.Align[i] = block.AlignRight
		}
	}
	for _, r := range t.Rows {
		row := &block.Row{}
		for i, c := range r.Cells {
			cell := &block.Cell{Spans: Spans(c.Value, "")}
			if c.Bar > 0 {
				out.Align[i] = block.AlignLeft
				cell.Spans = append([]block.Span{bars.image(c.Bar), &block.Text{Text: "\u00a0"}}, cell.Spans...)
			}
			row.Cells = append(row.Cells, cell)
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

// bars draws shares of a hundred.
type bars struct {
	color layout.Color
	sizes map[*block.Image]layout.Picture
	drawn map[string]*pdf.Picture
	other pdf.Pictures
}

const (
	barLength = 24 * layout.Millimetre // of the whole
	barHeight = 2.4 * layout.Millimetre
)

// image is a bar within a line.
func (b *bars) image(share int) *block.Image {
	share = min(share, 100)
	key, width := fmt.Sprintf("bar:%d", share), barLength*float64(share)/100
	if b.drawn[key] == nil {
		svg := fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" width="%g" height="%g"><rect width="%g" height="%g" fill="#%02x%02x%02x"/></svg>`,
			width, float64(barHeight), width, float64(barHeight), b.color.R, b.color.G, b.color.B)
		picture, err := pdf.DecodePicture([]byte(svg))
		if err != nil {
			panic("printing: bar: " + err.Error())
		}
		b.drawn[key] = picture
	}
	out := &block.Image{Src: key, Decorative: true}
	b.sizes[out] = layout.Picture{Key: key, Width: width, Height: barHeight}
	return out
}

// Picture finds a bar or another picture.
func (b *bars) Picture(key string) *pdf.Picture {
	if strings.HasPrefix(key, "bar:") {
		return b.drawn[key]
	}
	return b.other.Picture(key)
}
