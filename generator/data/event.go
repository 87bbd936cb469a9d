package data

import (
	"cmp"
	"slices"
	"strconv"

	"styrdok/generator/library"
	"styrdok/generator/site"
)

// event is a decision on a document. Its id and its day never change, whatever else does.
type event struct {
	day  library.Date
	sort string // "adopted", "revised", "translated", "reviewed", "extended", "repealed", "annulled" or "corrected"
	id   string // within the site: "policy/resor/reviewed-2023-05-22"
	v    *library.Version
	who  string // "Kommunfullmäktige § 42, KS 2018/412"; may be empty
	note string // what else there is to say
}

// events are all decisions that readers may know of, newest first. Of a listed document that is
// its adoption alone. Translations are none.
func (d *Data) events() []event {
	var out []event
	for _, doc := range d.site.Library.Documents {
		if doc.TranslationOf == "" {
			out = append(out, d.Document.news(doc)...)
		}
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
		if e.sort == "revised" || e.sort == "translated" {
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
	t := d.words
	adoption := event{day: v.Adopted, sort: "adopted", v: v, who: site.Decider(v.AdoptedBy, "", v.Section, v.CaseNumber)}
	if v.Supersedes != nil {
		adoption.sort = "revised"
	}
	translated := v.Document.TranslationOf != ""
	if translated {
		adoption.sort = "translated"
	}
	if v.InForce != v.Adopted {
		adoption.note = t.T("data.feed.in_force", v.InForce.String())
	}
	adoption.note = site.Joined(" ", adoption.note, cmp.Or(v.Changes, v.Summary))
	out := []event{adoption}
	if d.listed(v.Document) {
		return out
	}
	for _, x := range v.Happenings(d.frame.Today) {
		if translated && x.Sort != "corrected" {
			continue // it happened to the original
		}
		e := event{day: x.Day, sort: x.Sort, v: v, who: site.Decider(x.By, x.ByText, x.Section, x.CaseNumber), note: x.Note}
		switch {
		case x.Sort == "reviewed":
			e.note = site.Joined(" ", t.T("data.feed.unchanged"), x.Note)
		case x.Sort == "extended":
			e.note = t.T("data.feed.until", x.Until.String())
		case x.Sort == "repealed" && x.From != x.Day:
			e.note = t.T("data.feed.repealed_from", x.From.String())
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
	return clean(site.Joined(" ", decided, e.note))
}
