package data

import (
	"cmp"
	"slices"
	"strconv"

	"styrdok/generator/library"
)

// event is a decision on a document. Its id and its day never change, whatever else does.
type event struct {
	day  library.Date
	sort string // "adopted", "revised", "reviewed", "extended", "repealed" or "corrected"
	id   string // within the site: "policy/resor/reviewed-2023-05-22"
	v    *library.Version
	who  string // "Kommunfullmäktige § 42, KS 2018/412"; may be empty
	note string // what else there is to say
}

// events are all decisions that readers may know of, newest first. Of a listed document that is
// its adoption alone.
func (d *Data) events() []event {
	var out []event
	for _, doc := range d.site.Library.Documents {
		out = append(out, d.Document.news(doc)...)
	}
	sortEvents(out)
	return out
}

// news are the decisions on one document, newest first.
func (d *Document) news(doc *library.Document) []event {
	var out []event
	for _, v := range doc.Versions {
		if v.Status.Adopted() {
			out = append(out, d.versionEvents(v)...)
		}
	}
	seen := map[string]int{}
	for i, e := range out {
		id := string(e.v.Document.ID) + "/" + e.sort + "-" + e.day.String()
		if e.sort == "revised" {
			id = string(e.v.Document.ID) + "/adopted-" + e.day.String()
		}
		// Two corrections of one day differ by their order in the text.
		if seen[id]++; seen[id] > 1 {
			id += "-" + strconv.Itoa(seen[id])
		}
		out[i].id = id
	}
	sortEvents(out)
	return out
}

func sortEvents(list []event) {
	slices.SortStableFunc(list, func(a, b event) int {
		return cmp.Or(b.day.Compare(a.day), cmp.Compare(a.id, b.id))
	})
}

func (d *Document) versionEvents(v *library.Version) []event {
	t, today := d.words, d.frame.Today
	who := func(body *library.Body, text, section, caseNumber string) string {
		return joined(", ", joined(" ", cmp.Or(bodyName(body), text), section), caseNumber)
	}
	adoption := event{day: v.Adopted, sort: "adopted", v: v, who: who(v.AdoptedBy, "", v.Section, v.CaseNumber)}
	if v.Supersedes != nil {
		adoption.sort = "revised"
	}
	if v.InForce != v.Adopted {
		adoption.note = t.T("data.feed.in_force", v.InForce.String())
	}
	adoption.note = joined(" ", adoption.note, cmp.Or(v.Changes, v.Summary))
	out := []event{adoption}
	if d.listed(v.Document) {
		return out
	}
	for _, r := range v.Reviews {
		if !r.Date.After(today) {
			out = append(out, event{day: r.Date, sort: "reviewed", v: v, who: who(r.By, r.ByText, r.Section, r.CaseNumber), note: t.T("data.feed.unchanged")})
		}
	}
	for _, c := range v.Corrections {
		if !c.Date.After(today) {
			out = append(out, event{day: c.Date, sort: "corrected", v: v, note: c.Note})
		}
	}
	for _, x := range v.Extensions {
		if !x.Date.After(today) {
			out = append(out, event{day: x.Date, sort: "extended", v: v, who: who(x.By, "", x.Section, x.CaseNumber), note: t.T("data.feed.until", x.Until.String())})
		}
	}
	if r := v.Repeal; r != nil && !r.Date.After(today) {
		e := event{day: r.Date, sort: "repealed", v: v, who: who(r.By, r.ByText, r.Section, r.CaseNumber)}
		if r.From != r.Date {
			e.note = t.T("data.feed.repealed_from", r.From.String())
		}
		out = append(out, e)
	}
	return out
}

// sentence tells an event in words: who decided what, and what follows.
func (d *Document) sentence(e event) string {
	decided := ""
	if e.who != "" {
		decided = d.words.T("data.feed.decided", e.who)
	}
	return clean(joined(" ", decided, e.note))
}
