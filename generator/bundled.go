package generator

import (
	"slices"
	"strconv"

	"styrdok/generator/block"
	"styrdok/generator/bundle"
	"styrdok/generator/layout"
	"styrdok/generator/printing"
	"styrdok/generator/site"
)

// document is a part of a package as it stands in a file of its own.
func (k *bundler) document(part *bundle.Part) layout.Document {
	t := k.words
	d := layout.Document{
		Organisation: k.plan.Organisation.Name, Logo: k.LogoPicture(), HeadLeft: k.plan.Organisation.Name,
		Title: k.Title(), HeadRight: k.Title(), Foot: k.Foot(), Contents: t.T("print.contents"), SheetNumber: k.SheetNumber,
		Language: k.language(), Words: printing.Words(t), AroundTargets: []layout.Target{}, // its facts have no links
	}
	switch part.Role {
	case bundle.Report:
		d.Kind = k.Occasion()
		d.Facts = layoutFacts(k.Facts(), "")
		d.Tree = k.ReportTree(k.loose.Tree, k.places)
		d.Targets, d.Pictures = k.reportTargets(part, d.Tree)
	case bundle.Summary:
		s := k.parts[part]
		d.Kind, d.Title, d.Summary = k.Kind(part), s.print.Title, s.print.Summary
		d.HeadRight, d.Mark = s.print.Head, k.Mark(part)
		var facts []site.Fact
		for _, f := range s.print.Facts {
			if f.Key != "changes" { // a section tells it
				facts = append(facts, f)
			}
		}
		d.Facts = layoutFacts(facts, s.print.URL)
		d.Tree = k.SummaryTree(part.Item, s.comparison)
		d.Contents = ""
	case bundle.Sums:
		d.Title = k.What(part)
		d.Tree = k.SumsTree(k.files)
		d.Contents = ""
	default:
		s := k.parts[part]
		return k.Press.Document(s.plan.Frame, s.print)
	}
	return d
}

func layoutFacts(facts []site.Fact, base string) []layout.Fact {
	var out []layout.Fact
	for _, f := range facts {
		out = append(out, layout.Fact{Label: f.Label, Value: printing.Spans(f.Value, base)})
	}
	return out
}

// whole is the package as one print.
func (k *bundler) whole() layout.Bundle {
	t := k.words
	out := layout.Bundle{
		Title: k.FileTitle(), Language: k.language(),
		SheetNumber: t.T("bundle.sheet", "{n}", "{total}"),
	}
	for _, part := range k.planned.Parts {
		p := layout.Part{Document: k.document(part), Name: part.Name, Label: k.Label(part), Bookmark: k.Bookmark(part), Level: 2, Depth: 2}
		switch part.Role {
		case bundle.Report:
			p.Level, p.Depth, p.List = 1, 1, k.list(p.Tree)
		case bundle.Sums:
			p.Depth = 1
		default:
			p.Kind, p.Mark = k.Kind(part), k.Mark(part)
			if p.Contents != "" {
				p.Contents = t.T("bundle.contents-of", site.Running(p.Label))
			}
			if part == part.Item.Parts[0] {
				p.Group = k.ItemBookmark(part.Item)
			}
			if len(k.planned.Items) > 1 {
				p.Tab, p.TabAt = strconv.Itoa(part.Item.Number), part.Item.Number-1
			}
		}
		k.link(part, &p.Document)
		out.Parts = append(out.Parts, p)
	}
	return out
}

// list is the package's one list of contents.
func (k *bundler) list(report *block.Tree) []layout.Entry {
	var out []layout.Entry
	add := func(h *block.Heading) {
		out = append(out, layout.Entry{Title: block.Plain(h.Spans), Part: k.planned.Parts[0].Name, Heading: h.ID})
	}
	// Of the report where the decisions, what the officer wrote and the list of documents begin: the
	// list is to show the matters at a glance, on one sheet.
	var own []*block.Heading
	for _, h := range report.Headings() {
		if h.Level == 2 {
			own = append(own, h)
		}
	}
	for i, h := range own {
		if i < 2 || i == len(own)-1 {
			add(h)
		}
	}
	for _, it := range k.planned.Items {
		e := layout.Entry{Number: strconv.Itoa(it.Number), Title: k.Item(it)}
		for _, p := range it.Parts {
			e.Kids = append(e.Kids, layout.Entry{Number: k.Label(p), Title: k.What(p), Part: p.Name})
		}
		out = append(out, e)
	}
	last := k.planned.Parts[len(k.planned.Parts)-1]
	return append(out, layout.Entry{Title: k.What(last), Part: last.Name})
}

// link leads links of a part to other parts, where they are, and gives those who read on paper the
// number of the sheet.
func (k *bundler) link(part *bundle.Part, d *layout.Document) {
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
func (k *bundler) linked(part *bundle.Part, l *block.Link, alone layout.Target) layout.Target {
	if name, heading, ok := bundle.Named(l.Dest); ok {
		if k.places[name].First > 0 && block.Plain(l.Spans) == strconv.Itoa(k.places[name].First) {
			return layout.Target{Part: name, Description: k.words.T("bundle.sheet-link", block.Plain(l.Spans))}
		}
		return k.target(name, heading, l, "bundle.see-short")
	}
	t, key := k.lead(part, l), "bundle.see"
	if k.parts[part] == nil {
		key = "bundle.see-short"
	}
	if t.Document == "" || part.Item != nil && t.Document == part.Item.Document.ID {
		return alone
	}
	to := k.planned.PartOf(t.Document, t.Version, part.Role)
	if to == nil {
		return alone
	}
	return k.target(to.Name, t.Anchor, l, key)
}

// lead tells where a link of a part leads: one of its text, or one of the package's own.
func (k *bundler) lead(part *bundle.Part, l *block.Link) site.Target {
	dir, text, links := k.plan, k.loose.Text, k.loose.Links
	if s := k.parts[part]; s != nil {
		dir, text, links = s.plan, s.print.Text, s.print.Links
	}
	if i := slices.Index(text.Tree.Links(), l); i >= 0 {
		return links[i]
	}
	return dir.Lead(site.Question{File: text.File, Dest: l.Dest})
}

// reportTargets are where the links and images of the report lead in a file of its own.
func (k *bundler) reportTargets(part *bundle.Part, tree *block.Tree) (targets []layout.Target, pictures []layout.Picture) {
	for _, l := range tree.Links() {
		targets = append(targets, printing.Target(k.lead(part, l)))
	}
	written := k.loose.Tree.Images()
	for _, i := range tree.Images() {
		var p layout.Picture
		if n := slices.Index(written, i); n >= 0 && k.loose.Images[n].Source != "" {
			p = k.Pictures.Of(k.loose.Images[n].Source, i.Pos)
		}
		pictures = append(pictures, p)
	}
	return targets, pictures
}

// target leads to a part or one of its headings; key words the number of the sheet.
func (k *bundler) target(name, heading string, l *block.Link, key string) layout.Target {
	sheet := k.places[name].First
	if n := k.heads[name+"."+heading]; n > 0 {
		sheet = n
	}
	out := layout.Target{Part: name, Heading: heading}
	if !k.terse {
		out.After = k.words.T(key, sheet)
		out.Description = k.words.T("bundle.link", block.Plain(l.Spans), sheet)
	}
	return out
}
