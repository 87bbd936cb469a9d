package site

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"styrdok/generator/library"
)

// urlSubjects is the address of the subjects from A to Ö. Each has a page below it.
const urlSubjects = "/amnen/"

// subject is a keyword with its documents: those that hold, are to hold or have been proposed, and are not only listed.
type subject struct {
	name    string // as most of them write it
	url     string
	entries []*entry
}

// subjectKey is what makes keywords one subject: it has neither capitals nor superfluous blanks.
func subjectKey(keyword string) string {
	return strings.ToLower(norm.NFC.String(strings.Join(strings.Fields(keyword), " ")))
}

// newSubjects gathers the keywords of this build, by their keys. Of two that differ only in å, ä and ö the one without
// has the address of both; the other's is numbered.
func (d *Directory) newSubjects() map[string]*subject {
	out, names := map[string]*subject{}, map[string]map[string]int{}
	for _, e := range d.entries {
		if e.Listed || e.Status > library.StatusInForce || d.original(e) != nil {
			continue
		}
		for _, keyword := range e.shown.Keywords {
			key := subjectKey(keyword)
			if key == "" {
				continue
			}
			if out[key] == nil {
				out[key], names[key] = &subject{}, map[string]int{}
			}
			names[key][strings.Join(strings.Fields(keyword), " ")]++
			if s := out[key]; !slices.Contains(s.entries, e) {
				s.entries = append(s.entries, e)
			}
		}
	}
	plainer := func(a, b string) int { return cmp.Or(boolOrder(slug(a) != a, slug(b) != b), strings.Compare(a, b)) }
	taken := map[string]bool{}
	for _, key := range slices.SortedFunc(maps.Keys(out), plainer) {
		out[key].name = usual(names[key])
		out[key].url = urlSubjects + freeName(cmp.Or(slug(key), "amne"), taken) + "/"
	}
	return out
}

// About returns the address of the page about a keyword, empty if there is none.
func (d *Directory) About(keyword string) string {
	if s := d.subjects()[subjectKey(keyword)]; s != nil {
		return s.url
	}
	return ""
}

// planSubjects makes the list of subjects, in Swedish order, and a page for each.
func (p *lists) planSubjects() {
	all := slices.SortedFunc(maps.Values(p.subjects()), func(a, b *subject) int {
		return cmp.Or(p.order.compare(a.name, b.name), cmp.Compare(a.url, b.url))
	})
	if len(all) == 0 {
		return
	}
	pg := &Page{Kind: KindSubjects, URL: urlSubjects, Section: urlRegister, Title: p.text("site.subjects.title")}
	pg.Description = p.text("site.subjects.description", p.Organisation.Name)
	d := &SubjectsPage{Lead: p.Say("site.subjects.lead")}
	for _, s := range all {
		letter := Letter(s.name)
		if n := len(d.Letters); n == 0 || d.Letters[n-1].Letter != letter {
			d.Letters = append(d.Letters, SubjectLetter{Letter: letter})
		}
		l := &d.Letters[len(d.Letters)-1]
		l.Items = append(l.Items, FilterItem{Link: p.link(pg, capital(s.name), s.url), Count: len(s.entries), Unit: p.unit(len(s.entries))})
	}
	p.addPage(pg, d)
	for _, s := range all {
		one := Page{Kind: KindSubject, URL: s.url, Section: urlRegister, Title: capital(s.name)}
		one.Description = p.text("site.subjects.description_one", s.name, p.Organisation.Name)
		p.planList(one, s.entries, crumb{text: pg.Title, url: urlSubjects})
	}
}

// keywordLinks are a document's keywords, each with a link to what else there is about it.
func (p *unit) keywordLinks(pg *Page, v *library.Version) Sentence {
	var out []Sentence
	for _, keyword := range v.Keywords {
		if url := p.reader.About(keyword); url != "" {
			out = append(out, Sentence{p.linked(pg, keyword, url)})
		}
	}
	return list(", ", out...)
}
