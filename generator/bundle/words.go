package bundle

import (
	"cmp"
	"strings"

	"styrdok/generator/block"
	"styrdok/generator/i18n"
	"styrdok/generator/library"
	"styrdok/generator/site"
)

// Words are the words of a package in one language.
type Words struct {
	site.Wording
	t *i18n.Texts
	b *Bundle
}

// NewWords returns the words of a package.
func NewWords(b *Bundle, t *i18n.Texts) Words { return Words{site.NewWording(t), t, b} }

func (w Words) text(key string, args ...any) string { return w.Say(key, args...).String() }

// Title returns the package's title, which is the report's.
func (w Words) Title() string {
	return cmp.Or(w.b.Meeting.Title, w.text("bundle.title"))
}

// FileTitle returns the PDF's title: "Kommunfullmäktige 2026-12-14: Styrdokument".
func (w Words) FileTitle() string {
	return w.text("bundle.file-title", w.b.Body.Name, w.b.Meeting.Date.String(), w.Title())
}

// Occasion returns "Handlingar till kommunfullmäktiges sammanträde den 14 december 2026". Bodies that keep no minutes,
// such as officers, have no meetings.
func (w Words) Occasion() string {
	key := "bundle.occasion.meeting"
	if !w.b.Body.KeepsMinutes() {
		key = "bundle.occasion.decision"
	}
	return w.text(key, w.whose(w.b.Body), w.b.Meeting.Date)
}

// whose returns a body as it stands before what is its own: "kommunfullmäktiges", in English "the municipal council".
func (w Words) whose(b *library.Body) string {
	if w.t.Lang() == "sv" {
		return site.BodyGenitive(b)
	}
	return site.BodyRunning(b)
}

// Foot returns "Kommunfullmäktige 2026-12-14, KS 2026/77".
func (w Words) Foot() string {
	out := w.b.Body.Name + " " + w.b.Meeting.Date.String()
	if c := strings.TrimSpace(w.b.Meeting.CaseNumber); c != "" {
		out += ", " + c
	}
	return out
}

// Facts returns the facts about a report, which are set above its text.
func (w Words) Facts(report *Part) []site.Fact {
	m := w.b.Meeting
	officer, number := m.Officer, m.CaseNumber
	if it := report.Item; it != nil {
		officer, number = cmp.Or(it.Report.Officer, officer), cmp.Or(it.CaseNumber, number)
	}
	var out []site.Fact
	add := func(key, value string) {
		if value != "" {
			out = append(out, site.Fact{Key: key, Label: w.text("bundle.fact." + key), Value: site.Sentence{{Text: value}}})
		}
	}
	day := "day"
	if !w.b.Body.KeepsMinutes() {
		day = "decision"
	}
	add("to", w.b.Body.Name)
	if w.b.Proposes() {
		add("body", w.b.Decider.Name)
	}
	add(day, m.Date.String())
	add("case_number", number)
	add("officer", officer)
	add("dated", w.dated(report).String())
	return out
}

// ReportTitle returns the title of a report: that of the package, or the heading of its matter.
func (w Words) ReportTitle(report *Part) string {
	if report.Item != nil {
		return w.Item(report.Item)
	}
	return w.Title()
}

// ReportKind returns the line above a report's title: what it is, and of the covering one to which meeting it belongs.
func (w Words) ReportKind(report *Part) string {
	switch {
	case report.Item != nil:
		return w.text("bundle.kind-report", report.Item.Number, site.Running(w.What(report)))
	case len(w.b.Matters(report)) == 0:
		return w.Occasion()
	}
	return w.text("bundle.kind-cover", w.What(report), w.Occasion())
}

// Label returns "Bilaga 3", or "" for a part that is not an appendix.
func (w Words) Label(p *Part) string {
	if p.Number == 0 {
		return ""
	}
	return w.text("bundle.appendix", p.Number)
}

// What returns a short description of a part: "Text som gäller i dag".
func (w Words) What(p *Part) string { return w.text("bundle.what." + p.Role.String()) }

// Kind returns the line above a part's title: "Ärende 2. Policy, text som gäller i dag".
func (w Words) Kind(p *Part) string {
	return w.text("bundle.kind", p.Item.Number, site.Running(w.What(p)), site.KindLabel(p.Item.Document.Kind))
}

// Mark returns the word at the head of every sheet of a part, such as "Förslag"; it may be empty.
func (w Words) Mark(p *Part) string {
	if key := "bundle.mark." + p.Role.String(); w.t.Has(key) {
		return w.t.T(key)
	}
	return ""
}

// Bookmark returns "Bilaga 3. Text som gäller i dag".
func (w Words) Bookmark(p *Part) string {
	if p.Number == 0 {
		return w.What(p)
	}
	return w.text("bundle.bookmark", w.Label(p), w.What(p))
}

// Listed returns a part's entry in the list of documents: "Bilaga 3. Inköpspolicy, text som gäller i dag".
func (w Words) Listed(p *Part) string {
	switch {
	case p.Role == Attached && p.Number == 0:
		return p.Title
	case p.Role == Attached:
		return w.text("bundle.bookmark", w.Label(p), p.Title)
	case p.Number == 0:
		return w.What(p)
	}
	return w.text("bundle.listed", w.Label(p), p.Version.Title, site.Running(w.What(p)))
}

// Apart returns an attached document's entry in the contents: "Riskbedömning (separat fil)".
func (w Words) Apart(p *Part) string {
	return w.text("bundle.title-apart", p.Title, w.text("bundle.apart"))
}

// Item returns the heading of a matter: the clerk's own, or a short description of the proposed decision: "Inköpspolicy –
// ny version antas".
func (w Words) Item(it *Item) string {
	action := it.Action
	if it.Retitled() {
		action = "adopt"
	}
	return cmp.Or(it.Heading, w.text("bundle.item."+action, it.Version.Title, w.verb("is", it)))
}

// ItemBookmark returns "Ärende 2. Inköpspolicy – ny version antas".
func (w Words) ItemBookmark(it *Item) string {
	return w.text("bundle.item-bookmark", it.Number, w.Item(it))
}

// numbered returns ItemBookmark with the case number, if the matter has one of its own: "… (KS 2026/188)".
func (w Words) numbered(it *Item) string {
	if c := strings.TrimSpace(it.CaseNumber); c != "" {
		return w.text("bundle.title-apart", w.ItemBookmark(it), strings.ReplaceAll(c, " ", "\u00a0"))
	}
	return w.ItemBookmark(it)
}

// title returns a document's title, emphasised.
func (w Words) title(v *library.Version) site.Sentence {
	part := site.Part{Text: v.Title, Strong: true}
	if v.Language != w.t.Lang() {
		part.Lang = v.Language
	}
	return site.Sentence{part}
}

// appendix returns "bilaga 3", as a link.
func (w Words) appendix(p *Part) site.Sentence {
	return site.Sentence{{Text: site.Running(w.Label(p)), Href: Scheme + p.Name}}
}

// Scheme is the scheme of links to parts: "bundle:bilaga-3", "bundle:bilaga-3#ansvar".
const Scheme = "bundle:"

// Named splits a link to a part. ok is false for any other link.
func Named(dest string) (part, heading string, ok bool) {
	if dest, ok = strings.CutPrefix(dest, Scheme); !ok {
		return "", "", false
	}
	part, heading, _ = strings.Cut(dest, "#")
	return part, heading, true
}

// adopted returns "antagen av kommunfullmäktige 2019-03-25 § 31", in agreement with the kind's gender.
func (w Words) adopted(v *library.Version) site.Sentence {
	_, g := w.Subject(v.Document.Kind)
	verb := w.Decided(v.Document.Kind, g)
	when := strings.TrimSpace(v.Adopted.String() + " " + site.NoBreak(v.Section))
	if v.AdoptedBy == nil {
		return w.Say("bundle.adopted-when", verb, when)
	}
	return w.Say("bundle.adopted", verb, site.BodyRunning(v.AdoptedBy), when)
}

// Spans returns a sentence as spans. Emphasised parts are set as titles.
func Spans(s site.Sentence) []block.Span {
	var out []block.Span
	for _, p := range s {
		var span block.Span = &block.Text{Text: p.Text}
		if p.Lang != "" {
			span = &block.ForeignSpan{Lang: p.Lang, Spans: []block.Span{span}}
		}
		if p.Strong {
			span = &block.Emphasis{Spans: []block.Span{span}}
		}
		if p.Href != "" {
			span = &block.Link{Dest: p.Href, Spans: []block.Span{span}}
		}
		out = append(out, span)
	}
	return out
}
