package site

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"styrdok/generator/library"
	"styrdok/generator/spelling"
)

// choice is one link of the register's filters, with the documents it leaves.
type choice struct {
	url, text string
	title     string // in titles; empty: text
	count     bool   // the number of documents says something
	entries   []*entry
}

// longFilter is from how many choices on a filter is told whole in the register alone.
const longFilter = 60

// group is a filter of the register with its choices.
type group struct {
	id, label string
	choices   []choice
}

// wholeRegister is the choice that leaves all documents.
func (p *lists) wholeRegister() choice {
	return choice{url: urlRegister, text: p.text("site.register.all"), count: true, entries: p.entries}
}

// registerGroups are the filters of the register.
func (p *lists) registerGroups() []group {
	all := p.wholeRegister()
	groups := []group{
		{"status", p.text("site.register.by_status"), p.statusChoices()},
		{"klass", p.text("site.register.by_class"), p.classChoices()},
		{"typ", p.text("site.register.by_kind"), p.kindChoices()},
		{"organ", p.text("site.register.by_body"), p.bodyChoices()},
		{"forvaltning", p.text("site.register.by_department"), p.departmentChoices()},
		{"ansvarig", p.text("site.register.by_owner"), p.ownerChoices()},
		{"ordning", p.text("site.register.order"), p.orderChoices()},
	}
	for i := range groups {
		first := all
		if g := &groups[i]; g.id == "ordning" {
			first.text, first.count = p.text("site.register.alphabetical"), false
			g.choices = append([]choice{first}, g.choices...)
		} else if len(g.choices) > 0 {
			g.choices = append([]choice{first}, g.choices...)
		}
	}
	return groups
}

// planRegister makes the register: all documents from A to Ö, and a whole page for each choice
// of state, kind, body, department and owner and for each other order, so that nothing needs a script.
func (p *lists) planRegister() {
	groups, lead, legend := p.registerGroups(), p.registerLead(), p.legend()
	add := func(group string, c choice) {
		pg := &Page{Kind: KindRegister, URL: c.url, Section: urlRegister, Title: p.text("site.register.title")}
		if c.title == "" {
			c.title = c.text
		}
		if group != "" {
			// A choice is the same register again, so search engines keep the whole one.
			pg.Canonical = p.absolute(urlRegister)
			pg.Crumbs = p.crumbs(pg, c.title, crumb{text: pg.Title, url: urlRegister})
			pg.Title = p.text("site.register.chosen", pg.Title, Running(c.title))
		}
		pg.Description = p.text("site.register.description", p.Organisation.Name)
		table := p.index
		if group == "ordning" {
			table = p.table
		}
		data := &RegisterPage{
			Lead:        lead,
			FilterLabel: p.text("site.register.filter"),
			Shown:       p.SayN("site.register.shown", len(c.entries), len(c.entries)).String(),
			Table:       table(pg, p.text("site.register.caption", Running(c.title)), c.entries),
			Legend:      legend,
		}
		if group == "" {
			data.Table.Caption = p.text("site.register.caption_all")
		}
		for _, g := range groups {
			if len(g.choices) == 0 {
				continue
			}
			f := Filter{ID: g.id, Label: g.label, Choices: len(g.choices) - 1}
			// Long filters stand whole in the register alone: with every choice on the page of every
			// other the site would grow by the square of them.
			long := len(g.choices) > longFilter && c.url != urlRegister
			if long {
				f.More = p.link(pg, "", urlRegister+"#_f-"+g.id)
			}
			for _, o := range g.choices {
				if long && o.url != c.url && o.url != urlRegister {
					continue
				}
				item := FilterItem{Link: p.link(pg, o.text, o.url), Count: -1}
				if o.count {
					item.Count = len(o.entries)
				}
				item.Link.Current = o.url == c.url || o.url == urlRegister && group != g.id
				f.Items = append(f.Items, item)
			}
			data.Filters = append(data.Filters, f)
		}
		pg.Data = data
		p.addPage(pg)
	}
	add("", p.wholeRegister())
	for _, g := range groups {
		for _, c := range g.choices {
			if c.url != urlRegister {
				add(g.id, c)
			}
		}
	}
}

func (p *lists) registerLead() Sentence {
	return p.leadOf("site.register.lead", p.entries)
}

// leadOf tells how many documents there are and how many of them hold. It stays true: that the count is old, the page
// itself tells once it is.
func (p *lists) leadOf(key string, entries []*entry) Sentence {
	n, holding := len(entries), countHolding(entries)
	switch {
	case n == 1:
		return p.Say(key + ".one")
	case holding == n:
		return p.Say(key+".all", n)
	case holding == 0:
		return p.Say(key+".none", n)
	}
	return p.Say(key+".other", n, holding)
}

func (p *lists) statusChoices() []choice {
	var out []choice
	named := func(part, key string, keep func(*entry) bool) {
		if found := p.filter(keep); len(found) > 0 {
			out = append(out, choice{
				urlRegister + "status/" + part + "/", p.text("site.register.status." + key),
				p.text("site.register.status_title." + key), true, found,
			})
		}
	}
	add := func(key string, keep func(*entry) bool) { named(key, key, keep) }
	add("galler", (*entry).holds)
	if !p.HideReview {
		add("forsenade", func(e *entry) bool { return e.Review.Mark == MarkOverdue })
		add("ses-over", func(e *entry) bool { return e.Review.Mark == MarkDueSoon })
	}
	add("kommande", func(e *entry) bool { return e.Badge.Mark == MarkComing })
	add("galler-inte", func(e *entry) bool {
		return e.Badge.Mark == MarkSuperseded || e.Badge.Mark == MarkRepealed || e.Badge.Mark == MarkExpired
	})
	undecided := "remiss" // the only ones that the public sees
	if p.Internal {
		undecided = "utkast"
	}
	named("utkast", undecided, func(e *entry) bool { return e.Badge.Mark == MarkDraft })
	return out
}

// kindChoices are the kinds by rank, those of the collection of statutes last.
func (p *lists) kindChoices() []choice {
	var out, statutes []choice
	for i := range p.Library.Kinds {
		k := &p.Library.Kinds[i]
		found := p.filter(func(e *entry) bool { return e.doc.Kind != nil && e.doc.Kind.ID == k.ID })
		if len(found) == 0 {
			continue
		}
		c := choice{p.kindURL(k), capital(k.Plural), "", true, found}
		if k.Statute {
			statutes = append(statutes, c)
		} else {
			out = append(out, c)
		}
	}
	return append(out, statutes...)
}

// classChoices are the classes of kinds, in the order of their highest kinds.
func (p *lists) classChoices() []choice {
	var out []choice
	for i := range p.Library.Kinds {
		class := p.Library.Kinds[i].Class
		url := urlRegister + "klass/" + slug(class) + "/"
		if slug(class) == "" || slices.ContainsFunc(out, func(c choice) bool { return c.url == url }) {
			continue
		}
		found := p.filter(func(e *entry) bool { return e.doc.Kind != nil && slug(e.doc.Kind.Class) == slug(class) })
		if len(found) > 0 {
			out = append(out, choice{url, capital(class), "", true, found})
		}
	}
	return out
}

func (p *lists) kindURL(k *library.Kind) string {
	return urlRegister + "typ/" + slug(string(k.ID)) + "/"
}

func (p *lists) bodyChoices() []choice {
	var out []choice
	for i := range p.Library.Bodies {
		b := &p.Library.Bodies[i]
		found := p.filter(func(e *entry) bool {
			return adopted(e.shown) && e.shown.AdoptedBy != nil && e.shown.AdoptedBy.ID == b.ID
		})
		if len(found) > 0 {
			out = append(out, choice{urlRegister + "organ/" + slug(string(b.ID)) + "/", b.Name, "", true, found})
		}
	}
	return out
}

func (p *lists) departmentChoices() []choice {
	slugs := map[string]string{} // by name, of which there are few
	key := func(e *entry) string {
		name := e.shown.Department
		if _, known := slugs[name]; !known {
			slugs[name] = slug(name)
		}
		return slugs[name]
	}
	var out []choice
	for _, g := range groupBy(p.entries, key) {
		if g.key != "" {
			out = append(out, choice{urlRegister + "forvaltning/" + g.key + "/", g.entries[0].shown.Department, "", true, g.entries})
		}
	}
	slices.SortFunc(out, func(a, b choice) int { return p.order.compare(a.text, b.text) })
	return out
}

// ownerChoices are the owners by name. An owner is a role and a department, as in the calendars;
// the department is told where another has a role of the same name.
func (p *lists) ownerChoices() []choice {
	owners := groupBy(p.filter(func(e *entry) bool { return e.shown.Owner != "" }), ownerOf)
	slices.SortFunc(owners, p.byOwner)
	units := map[string]int{}
	for _, g := range owners {
		units[g.key.role]++
	}
	taken := map[string]bool{}
	var out []choice
	for _, g := range owners {
		text := g.key.role
		if units[text] > 1 && g.key.unit != "" {
			text += ", " + Running(g.key.unit)
		}
		out = append(out, choice{urlRegister + "ansvarig/" + g.key.fileName(taken) + "/", text, "", true, g.entries})
	}
	return out
}

func (p *lists) orderChoices() []choice {
	decided := slices.Clone(p.entries)
	slices.SortStableFunc(decided, func(a, b *entry) int { return b.shown.Adopted.Compare(a.shown.Adopted) })
	out := []choice{{urlRegister + "efter-beslut/", p.text("site.register.newest"), "", false, decided}}
	if p.HideReview {
		return out
	}
	next := func(e *entry) library.Date {
		if !e.holds() || e.doc.Review.Due.IsZero() {
			return library.NewDate(9999, 12, 31)
		}
		return e.doc.Review.Due
	}
	review := slices.Clone(p.entries)
	slices.SortStableFunc(review, func(a, b *entry) int {
		return cmp.Or(next(a).Compare(next(b)), boolOrder(b.holds(), a.holds()))
	})
	return append(out, choice{urlRegister + "efter-oversyn/", p.text("site.register.review"), "", false, review})
}

// boolOrder puts false before true.
func boolOrder(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// registerLetters are those of the addresses of bodies, kinds and units, which were published before spelling.Letters.
var registerLetters = strings.NewReplacer("æ", "a", "ø", "o")

// slug makes a part of an address of a name: small letters, digits and hyphens.
func slug(name string) string {
	s := spelling.Slug(name, registerLetters)
	if len(s) <= longestSlug {
		return s
	}
	sum := sha256.Sum256([]byte(s))
	return strings.TrimRight(s[:longestSlug], "-") + "-" + hex.EncodeToString(sum[:4])
}

// longestSlug is well below what a file's name may have. A longer one ends in its own digest.
const longestSlug = 100

// legend tells what the marks mean, those that this build can show.
func (p *lists) legend() Legend {
	l := Legend{Heading: p.text("site.legend.heading")}
	marks := []Mark{MarkInForce, MarkOverdue, MarkDueSoon, MarkComing, MarkSuperseded, MarkRepealed, MarkExpired, MarkDraft}
	for _, m := range marks {
		if p.HideReview && (m == MarkOverdue || m == MarkDueSoon) {
			continue
		}
		if m == MarkDraft && !slices.ContainsFunc(p.entries, func(e *entry) bool { return e.Badge.Mark == MarkDraft }) {
			continue
		}
		key := "site.mark." + string(m)
		word := ""
		if m == MarkDraft {
			status := library.StatusConsultation
			if p.Internal {
				status = library.StatusDraft
			}
			word = p.text(key + "." + status.String())
		} else if m == MarkOverdue || m == MarkDueSoon {
			word = capital(p.text("site.beside." + string(m)))
		} else {
			word = p.SayG(key, library.Common).String()
		}
		l.Items = append(l.Items, LegendItem{
			Badge: Badge{Mark: m, Text: word}, Text: p.text("site.legend."+string(m), p.Soon),
		})
	}
	return l
}
