package printing

import (
	"slices"
	"strconv"

	"styrdok/generator/block"
	"styrdok/generator/bundle"
	"styrdok/generator/layout"
	"styrdok/generator/site"
)

// pass is one layout of a package, with the numbers of sheets that it shows.
type pass struct {
	*Package
	places bundle.Places
	heads  map[string]int // sheets of the headings of parts, from 1, by "bilaga-3.ansvar"
	terse  bool           // no numbers of sheets within texts
}

// document returns a part of a package as it is in a file by itself.
func (k *pass) document(part *bundle.Part) layout.Document { return k.marked(part, k.unmarked(part)) }

// marked says on every sheet of a part that nothing is masked, if so, and on the first one for those who hear it, too.
func (k *pass) marked(part *bundle.Part, d layout.Document) layout.Document {
	if !k.Confidential {
		return d
	}
	t, own := k.Press.Words, d.Mark
	if d.Mark = t.T("bundle.confidential.mark"); own != "" {
		d.Mark += " – " + own
	}
	key := "part"
	if part.Role == bundle.Report {
		key = "notice"
	}
	d.Notices = append([]layout.Notice{{Value: []block.Span{&block.Text{Text: t.T("bundle.confidential." + key)}}}}, d.Notices...)
	return d
}

func (k *pass) unmarked(part *bundle.Part) layout.Document {
	t := k.Press.Words
	d := layout.Document{
		Organisation: k.Directory.Organisation.Name, Logo: k.LogoPicture(), HeadLeft: k.Directory.Organisation.Name,
		Title: k.Title(), HeadRight: k.Title(), Foot: k.Foot(), Contents: t.T("print.contents"), SheetNumber: k.SheetNumber,
		Language: k.language(), Words: layoutWords(t), AroundTargets: []layout.Target{}, // its facts have no links
	}
	switch part.Role {
	case bundle.Report:
		d.Kind, d.Title, d.HeadRight = k.ReportKind(part), k.ReportTitle(part), k.ReportTitle(part)
		d.Facts = factsOf(k.Facts(part), "")
		d.Tree = k.ReportTree(part, k.Reports[part].Tree, k.places)
		d.Targets, d.Pictures = k.reportTargets(part, d.Tree)
	case bundle.Summary:
		s := k.Parts[part]
		d.Kind, d.Title, d.Summary = k.Kind(part), s.Print.Title, s.Print.Summary
		d.HeadRight, d.Mark = s.Print.Head, k.Mark(part)
		var facts []site.Fact
		for _, f := range s.Print.Facts {
			if f.Key != "changes" && f.Key != "words" { // a section shows them
				facts = append(facts, f)
			}
		}
		d.Facts = factsOf(facts, s.Print.URL)
		d.Tree = k.SummaryTree(part.Item, s.Comparison)
		d.Contents = ""
	default:
		s := k.Parts[part]
		return k.Press.document(s.Directory.Frame, s.Print)
	}
	return d
}

// whole returns the package as one print.
func (k *pass) whole() layout.Bundle {
	t := k.Press.Words
	out := layout.Bundle{
		Title: k.FileTitle(), Language: k.language(),
		SheetNumber: t.T("bundle.sheet", "{n}", "{total}"),
	}
	for _, part := range k.Planned.Parts {
		p := layout.Part{Document: k.document(part), Name: part.Name, Label: k.Label(part), Bookmark: k.Bookmark(part), Level: 2, Depth: 2}
		switch {
		case part.Item == nil:
			p.Level, p.Depth, p.List = 1, 1, k.list()
		case part.Role != bundle.Report:
			p.Kind, p.Mark = k.Kind(part), k.Mark(part)
			if k.Confidential {
				p.Mark = t.T("bundle.confidential.mark") + " – " + p.Mark
			}
		}
		if part.Item != nil {
			if p.Contents != "" && part.Number > 0 {
				p.Contents = t.T("bundle.contents-of", site.Running(p.Label))
			}
			if k.Planned.Begins(part) {
				p.Group = k.ItemBookmark(part.Item)
			}
			if len(k.Planned.Items) > 1 {
				p.Tab, p.TabAt = strconv.Itoa(part.Item.Number), slices.Index(k.Planned.Items, part.Item)
			}
		}
		k.link(part, &p.Document)
		out.Parts = append(out.Parts, p)
	}
	return out
}

// list returns the list of contents of the whole package: the sections of the covering report, and matter by matter its
// report and its appendices. What is attached leads to where it is listed.
func (k *pass) list() []layout.Entry {
	cover := k.Planned.Parts[0]
	out := k.sections(cover)
	attached := func(it *bundle.Item, report *bundle.Part) (kids []layout.Entry) {
		for _, p := range k.Planned.Attached {
			if p.Item == it && p.File != "" {
				kids = append(kids, layout.Entry{Number: k.Label(p), Title: k.Apart(p), Part: report.Name, Heading: k.BasisID(report, k.Reports[report].Tree)})
			}
		}
		return kids
	}
	for _, it := range k.Planned.Items {
		e, report := layout.Entry{Number: strconv.Itoa(it.Number), Title: k.Item(it)}, cover
		for _, p := range k.Planned.Parts {
			switch {
			case p.Item != it:
			case p.Role == bundle.Report:
				report = p
				e.Kids = append(e.Kids, layout.Entry{Title: k.What(p), Part: p.Name})
				e.Kids = append(e.Kids, k.sections(p)...)
			default:
				e.Kids = append(e.Kids, layout.Entry{Number: k.Label(p), Title: k.What(p), Part: p.Name})
			}
		}
		e.Kids = append(e.Kids, attached(it, report)...)
		out = append(out, e)
	}
	return append(out, attached(nil, cover)...)
}

// sections returns entries of the top headings of a report.
func (k *pass) sections(report *bundle.Part) (out []layout.Entry) {
	for _, h := range k.ReportTree(report, k.Reports[report].Tree, k.places).Headings() {
		if h.Level == 2 {
			out = append(out, layout.Entry{Title: block.Plain(h.Spans), Part: report.Name, Heading: h.ID})
		}
	}
	return out
}

// link makes links of a part lead to other parts of the package where it has them, and adds the number of the sheet for
// readers on paper.
func (k *pass) link(part *bundle.Part, d *layout.Document) {
	around := make([]layout.Target, 0)
	for _, l := range d.AroundLinks() {
		var alone layout.Target
		if d.AroundTargets == nil {
			alone.URL = l.Dest
		}
		around = append(around, k.linked(part, l, alone))
	}
	d.AroundTargets = around
	links := d.Tree.Links()
	d.Targets = append(d.Targets, make([]layout.Target, len(links)-len(d.Targets))...)
	for i, l := range links {
		d.Targets[i] = k.linked(part, l, d.Targets[i])
	}
}

// linked returns where a link leads in the package; alone is where it leads in a file with its part only.
func (k *pass) linked(part *bundle.Part, l *block.Link, alone layout.Target) layout.Target {
	if name, heading, ok := bundle.Named(l.Dest); ok {
		if k.places[name].First > 0 && block.Plain(l.Spans) == strconv.Itoa(k.places[name].First) {
			return layout.Target{Part: name, Description: k.Press.Words.T("bundle.sheet-link", block.Plain(l.Spans))}
		}
		return k.target(name, heading, l, "bundle.see-short")
	}
	t, key := k.lead(part, l), "bundle.see"
	if k.Parts[part] == nil {
		key = "bundle.see-short"
	}
	if t.Document == "" || part.Item != nil && t.Document == part.Item.Document.ID {
		return alone
	}
	to := k.Planned.PartOf(t.Document, t.Version, part.Role)
	if to == nil {
		return alone
	}
	return k.target(to.Name, t.Anchor, l, key)
}

// lead returns where a link of a part leads: one of its text, or one of the package itself.
func (k *pass) lead(part *bundle.Part, l *block.Link) site.Target {
	dir, report := k.Directory, k.Reports[part]
	text, links := report.Text, report.Links
	if s := k.Parts[part]; s != nil {
		dir, text, links = s.Directory, s.Print.Text, s.Print.Links
	}
	if i := slices.Index(text.Tree.Links(), l); i >= 0 {
		return links[i]
	}
	return dir.Lead(site.Question{File: text.File, Dest: l.Dest})
}

// reportTargets returns the link targets and pictures of the report in a file by itself.
func (k *pass) reportTargets(part *bundle.Part, tree *block.Tree) (targets []layout.Target, pictures []layout.Picture) {
	for _, l := range tree.Links() {
		targets = append(targets, target(k.lead(part, l)))
	}
	report := k.Reports[part]
	written := report.Tree.Images()
	for _, i := range tree.Images() {
		var p layout.Picture
		if n := slices.Index(written, i); n >= 0 && report.Images[n].Source != "" {
			p = k.Pictures.Of(report.Images[n].Source, i.Pos)
		}
		pictures = append(pictures, p)
	}
	return targets, pictures
}

// target returns the target for a part or one of its headings; key is that of the words for the number of the sheet.
func (k *pass) target(name, heading string, l *block.Link, key string) layout.Target {
	sheet := k.places[name].First
	if n := k.heads[name+"."+heading]; n > 0 {
		sheet = n
	}
	out := layout.Target{Part: name, Heading: heading}
	if !k.terse {
		out.After = k.Press.Words.T(key, sheet)
		out.Description = k.Press.Words.T("bundle.link", block.Plain(l.Spans), sheet)
	}
	return out
}
