package site

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"styrdok/generator/library"
)

// placePrint makes the print of a version, with its address only. That of a text which exists only as a file is never drawn.
func (p *unit) placePrint(e *entry, v *library.Version) {
	address := p.PrintAddress(v)
	pr := &Print{Address: address, URL: p.absolute(address), Version: v, Title: v.Title, Summary: v.Summary}
	// Files on a desk are told apart by their titles, on any day.
	pr.FileTitle = p.text("site.kind_version", v.Title, Running(p.versionWord(v)))
	p.prints[v] = pr
	if v.Original != "" {
		p.originals = append(p.originals, pr)
		return
	}
	p.versions = append(p.versions, pr)
}

// print fills the print of a version. What it says depends on the day only through the
// version's status.
func (p *unit) print(e *entry, v *library.Version) {
	pr := p.prints[v]
	if pr == nil {
		return
	}
	pr.Page = p.pages[v]
	pr.KindLabel = p.text("site.kind_version", KindLabel(e.doc.Kind), Running(p.versionWord(v)))
	pr.Text = p.texts[v.File]
	p.resolvePrint(pr)
	if then := p.asAdopted[v.File]; then != nil {
		past := *e
		past.doc, past.shown = then, then.Shown
		past.versions = slices.DeleteFunc(slices.Clone(then.Versions), func(w *library.Version) bool {
			return !slices.ContainsFunc(e.versions, func(shown *library.Version) bool { return shown.File == w.File })
		})
		e, v = &past, then.Shown
		pr.Version = v
	}
	pr.Facts = p.facts(nil, e, v)
	original := p.card(e.doc.TranslationOf)
	switch {
	case original != nil:
		pr.Notes, pr.Own = p.translationNotes(&e.Card, original), p.Frame != p.site
		own, its := markOf(v.Status), original.Badge.Mark
		if p.asAdopted[v.File] != nil {
			its = own // as on the day of its adoption
		}
		if key, m := standing(v, own, its); v.Status != library.StatusInForce && m != MarkInForce {
			pr.Status = p.Say("site.translation.original."+key, p.languageName(p.languageOf(original)), p.documentPart(nil, original))
		}
	case v.Status != library.StatusInForce:
		pr.Status, _ = p.notHolding(nil, e, v, true)
	}
	pr.Head = list(", ", plain(cmp.Or(v.ShortTitle, v.Title)), plain(v.CaseNumber)).String()
	pr.Foot = p.printFoot(v)
}

// printFoot is "Kommunfullmäktige 2019-03-25 § 42, version 3, antagen". What it says of a version
// that holds stays true when it no longer does.
func (p *Frame) printFoot(v *library.Version) string {
	name := Running(p.versionWord(v))
	if !adopted(v) {
		return capital(list(", ", plain(BodyName(v.AdoptedBy)), plain(name)).String())
	}
	decided := list(" ", plain(BodyName(v.AdoptedBy)), Sentence{iso(v.Adopted)}, plain(v.Section))
	state := p.Say("site.foot."+v.Status.String(), p.Decided(v.Document.Kind, library.Common))
	if v.Document.TranslationOf != "" {
		state = p.Say("site.foot.translation")
	}
	return list(", ", decided, plain(name), state).String()
}

// resolvePrint tells where the links and images of a print's text lead.
func (p *unit) resolvePrint(pr *Print) {
	if pr.Text == nil || pr.Text.Tree == nil {
		return
	}
	pr.Links, pr.Images = p.targets(nil, pr.Text, cmp.Or(pr.Page.Text, pr.Text))
}

// downloadText is the words of a link to a print that measures so much.
func (p *Frame) downloadText(title string, info PrintInfo) string {
	if info.Bytes <= 0 {
		return p.text("site.pdf.plain", title)
	}
	size := FormatSize(info.Bytes, p.t.Lang())
	if info.Pages <= 0 {
		return p.text("site.pdf.size", title, size)
	}
	return p.SayN("site.pdf.full", info.Pages, title, size, info.Pages).String()
}

// download is a link to the print of a version, or to the file of a text that exists only as one.
func (p *unit) download(from *Page, title string, pr *Print) Download {
	if v := pr.Version; v.Original != "" {
		file := originalFile(v)
		size := FormatSize(p.reader.Measure(file).Bytes, p.t.Lang())
		ending := strings.ToLower(strings.TrimPrefix(path.Ext(file), "."))
		return Download{Href: p.Href(from, p.OriginalAddress(v)), Text: p.text("site.original.download", title, ending, size)}
	}
	return Download{Href: p.Href(from, pr.Address), Text: p.downloadText(title, p.measures[pr.Address])}
}
