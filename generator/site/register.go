package site

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"path"
	"slices"
	"strings"

	"styrdok/generator/library"
	"styrdok/generator/spelling"
)

// choice is one link of the register's filters, with the documents it leaves.
type choice struct {
	url, text string
	title     string // of its page: "Försenade dokument"
	lead      string // may be empty
	entries   []*entry
	order     string // by which column they stand; empty: from A to Ö
}

// longFilter is from how many choices on a filter is told whole only where all documents stand.
const longFilter = 60

// group is a filter of the register with its choices.
type group struct {
	id, label string
	choices   []choice
}

// orders is the group of choices that leave all documents in another order.
const orders = "ordning"

// AddressRows is a script with the rows of all documents, for the first page of a register that is divided: there lists are
// narrowed and filters combined.
const AddressRows = urlRegister + "rader.js"

// Rows are the rows of all documents as the first page of a divided register has them, and the place of each among them in
// its other orders, by the last part of their addresses. Titles are what the page of each choice is called, by the numbers of
// Row.Choices. There are none where the register is one page, which has them itself.
func (d *Directory) Rows() (rows []Row, sorted map[string][]int, titles []string) {
	p := d.newLists()
	if !divided(len(p.entries)) {
		return nil, nil, nil
	}
	groups := p.registerGroups()
	for _, g := range groups {
		for _, c := range g.choices {
			if g.id != orders {
				titles = append(titles, c.title)
			}
		}
	}
	number, place := p.numberChoices(groups), map[*entry]int{}
	rows = p.index(&Page{URL: urlRegister}, "", p.entries).Rows
	for i, e := range p.entries {
		rows[i].Choices, place[e] = number[e], i
	}
	sorted = map[string][]int{}
	for _, c := range p.orderChoices() {
		for _, e := range c.entries {
			sorted[path.Base(c.url)] = append(sorted[path.Base(c.url)], place[e])
		}
	}
	return rows, sorted, titles
}

// registerGroups are the filters of the register.
func (p *lists) registerGroups() []group {
	groups := []group{
		{"status", p.text("site.register.by_status"), p.statusChoices()},
		{"klass", p.text("site.register.by_class"), p.classChoices()},
		{"typ", p.text("site.register.by_kind"), p.kindChoices()},
		{"galler-for", p.text("site.register.by_whom"), p.whomChoices()},
		{"organ", p.text("site.register.by_body"), p.bodyChoices()},
		{"forvaltning", p.text("site.register.by_department"), p.departmentChoices()},
		{"ansvarig", p.text("site.register.by_owner"), p.owners()},
		{orders, p.text("site.register.order"), p.orderChoices()},
	}
	return slices.DeleteFunc(groups, func(g group) bool { return len(g.choices) == 0 })
}

// registerPages are the choices of the register with the group of each, the whole of it first.
func (p *lists) registerPages(groups []group) (pages []choice, of []string) {
	whole := choice{url: urlRegister, text: p.text("site.register.all"), title: p.text("site.register.title"), entries: p.entries}
	pages, of = []choice{whole}, []string{""}
	for _, g := range groups {
		for _, c := range g.choices {
			pages, of = append(pages, c), append(of, g.id)
		}
	}
	return pages, of
}

// registerURLs are the addresses of all pages of the register.
func (p *lists) registerURLs() []string {
	var out []string
	pages, _ := p.registerPages(p.registerGroups())
	for _, c := range pages {
		for _, part := range c.pages() {
			out = append(out, part.url)
		}
	}
	return out
}

// pages are the pages of a choice's list.
func (c choice) pages() []listPage { return listPages(c.url, c.entries, c.order == "") }

// planRegister makes the register: all documents from A to Ö, and a whole page for each choice
// of state, kind, body, department and owner and for each other order, so that nothing needs a script.
func (p *lists) planRegister() {
	groups, legend := p.registerGroups(), p.legend()
	number := p.numberChoices(groups)
	choices, of := p.registerPages(groups)
	for i, c := range choices {
		everything, pages := of[i] == "", c.pages()
		for n, part := range pages {
			url := part.url
			pg := &Page{Kind: KindRegister, URL: url, Section: urlRegister, Title: c.title}
			if c.url != urlRegister || n > 0 {
				// A choice is the same register again, so search engines keep the whole one.
				pg.Canonical = p.absolute(urlRegister)
				pg.Crumbs = p.crumbs(pg, c.title, crumb{text: p.text("site.register.title"), url: urlRegister})
			}
			if n > 0 {
				pg.HeadTitle = headTitle(p.text("site.pages.title", c.title, n+1, len(pages)), p.Title, p.Organisation.Name)
			}
			pg.Description = p.text("site.register.description", p.Organisation.Name)
			table := p.index
			if c.order != "" {
				table = p.table
			}
			data := &RegisterPage{
				Lead: plain(c.lead), FilterLabel: p.text("site.register.filter"), Shown: p.shown(c.entries, part),
				Table: table(pg, c.title, part.entries), Legend: legend, Pages: p.pageLinks(pg, pages, c.order == ""),
			}
			data.Table.Order, data.Table.Divided = cmp.Or(c.order, data.Table.Order), len(pages) > 1
			data.Narrow = &Narrow{}
			if data.Table.Divided && url != urlRegister {
				data.Narrow.Action = p.Href(pg, urlRegister)
				if of[i] != "" && of[i] != orders {
					data.Narrow.Group, data.Narrow.Choice = of[i], path.Base(c.url)
				}
			}
			if everything {
				data.Lead = p.leadOf("site.register.lead", p.entries)
			} else {
				data.FilterLabel = p.text("site.register.instead")
			}
			data.Clear = p.link(pg, p.text("site.register.clear"), urlRegister)
			data.Clear.Current = everything
			switch {
			case url != urlRegister:
				data.Combine = p.Href(pg, urlRegister)
			case data.Table.Divided:
				data.Rows = p.Href(pg, AddressRows)
			default:
				for k, e := range part.entries {
					data.Table.Rows[k].Choices = number[e]
				}
			}
			data.Filters = p.registerFilters(pg, groups, c.url, everything, len(pages) > 1)
			p.addPage(pg, data)
		}
	}
}

// narrow is the field by which a collection is narrowed, nil if that is short. A divided one is searched in the
// register, among those of its kind if it has only one.
func (p *lists) narrow(pg *Page, found []*entry, isDivided bool) *Narrow {
	if len(found) < longCollection {
		return nil
	}
	if !isDivided {
		return &Narrow{}
	}
	n := &Narrow{Action: p.Href(pg, urlRegister)}
	if kind := oneKind(found); kind != nil {
		n.Group, n.Choice = "typ", path.Base(p.kindURL(kind))
	}
	return n
}

// oneKind is the kind that all of some documents are of; nil if they are of several.
func oneKind(entries []*entry) *library.Kind {
	kind := entries[0].doc.Kind
	if kind == nil || slices.ContainsFunc(entries, func(e *entry) bool { return e.doc.Kind == nil || e.doc.Kind.ID != kind.ID }) {
		return nil
	}
	return kind
}

// longCollection is from how many documents on a collection can be narrowed.
const longCollection = 20

// registerFilters are the filters as a page of the register has them.
func (p *lists) registerFilters(pg *Page, groups []group, chosen string, everything, isDivided bool) []Filter {
	var out []Filter
	for _, g := range groups {
		f := Filter{ID: g.id, Label: g.label, Choices: len(g.choices)}
		// Long filters stand whole where all documents do: with every choice on the page of every
		// other the site would grow by the square of them.
		long := len(g.choices) > longFilter && !everything
		if long {
			f.More = p.link(pg, "", urlRegister+"#_f-"+g.id)
		}
		for _, o := range g.choices {
			if long && o.url != chosen {
				continue
			}
			item := FilterItem{Link: p.link(pg, o.text, o.url), Count: len(o.entries)}
			item.Unit = p.unit(item.Count)
			if g.id == orders {
				item.Count, item.Unit = -1, ""
			}
			item.Link.Current = o.url == chosen
			if everything && g.id != orders {
				if item.Lead = o.lead; !isDivided {
					item.Title = o.title
				}
			}
			f.Items = append(f.Items, item)
		}
		out = append(out, f)
	}
	return out
}

// unit is the word for so many documents.
func (p *lists) unit(n int) string { return p.SayN("site.start.unit", n).String() }

// numberChoices tells of each document which choices leave it, by their place among all that filter.
func (p *lists) numberChoices(groups []group) map[*entry][]int {
	out, n := map[*entry][]int{}, 0
	for _, g := range groups {
		if g.id == orders {
			continue
		}
		for _, c := range g.choices {
			for _, e := range c.entries {
				out[e] = append(out[e], n)
			}
			n++
		}
	}
	return out
}

// shown is "Visar 26 dokument." or "Visar 101–200 av 983 dokument."
func (p *lists) shown(all []*entry, part listPage) string {
	if len(part.entries) == len(all) {
		return p.SayN("site.register.shown", len(all), len(all)).String()
	}
	return p.text("site.register.shown.part", part.first+1, part.first+len(part.entries), len(all))
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
		if found := filter(p.entries, keep); len(found) > 0 {
			c := choice{
				url: urlRegister + "status/" + part + "/", text: p.text("site.register.status." + key),
				title: p.text("site.register.status_title." + key), entries: found,
			}
			if key == "forsenade" {
				c.lead = p.text("site.register.overdue")
			}
			out = append(out, c)
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
		found := filter(p.entries, func(e *entry) bool { return e.doc.Kind != nil && e.doc.Kind.ID == k.ID })
		if len(found) == 0 {
			continue
		}
		c := choice{url: p.kindURL(k), text: capital(k.Plural), title: p.text("site.register.title_of.kind", capital(k.Plural)), entries: found}
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
		found := filter(p.entries, func(e *entry) bool { return e.doc.Kind != nil && slug(e.doc.Kind.Class) == slug(class) })
		if len(found) > 0 {
			out = append(out, choice{url: url, text: capital(class), title: p.text("site.register.title_of.class", capital(class)), entries: found})
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
		found := filter(p.entries, func(e *entry) bool {
			return adopted(e.shown) && e.shown.AdoptedBy != nil && e.shown.AdoptedBy.ID == b.ID
		})
		if len(found) > 0 {
			out = append(out, choice{
				url: urlRegister + "organ/" + slug(string(b.ID)) + "/", text: b.Name, title: p.text("site.register.title_of.body", BodyRunning(b)), entries: found,
			})
		}
	}
	return out
}

func (p *lists) departmentChoices() []choice {
	var out []choice
	for _, g := range groupBy(p.entries, func(e *entry) string { return p.departmentSlug(e.shown.Department) }) {
		if g.key != "" {
			name := g.entries[0].shown.Department
			out = append(out, choice{
				url: urlRegister + "forvaltning/" + g.key + "/", text: name, title: p.text("site.register.title_of.department", Running(name)), entries: g.entries,
			})
		}
	}
	slices.SortFunc(out, func(a, b choice) int { return p.order.compare(a.text, b.text) })
	return out
}

// whomChoices are those whom documents bind, as the documents call them.
func (p *lists) whomChoices() []choice {
	by := map[string][]*entry{}
	names := map[string]map[string]int{}
	for _, e := range p.entries {
		if e.Listed {
			continue
		}
		for _, name := range e.shown.AppliesTo {
			key := slug(name)
			if key == "" || slices.Contains(by[key], e) {
				continue
			}
			if names[key] == nil {
				names[key] = map[string]int{}
			}
			by[key] = append(by[key], e)
			names[key][capital(name)]++
		}
	}
	var out []choice
	for key, found := range by {
		name := usual(names[key])
		out = append(out, choice{
			url: urlRegister + "galler-for/" + key + "/", text: name, title: p.text("site.register.title_of.whom", Running(name)), entries: found,
		})
	}
	slices.SortFunc(out, func(a, b choice) int { return p.order.compare(a.text, b.text) })
	return out
}

// usual is the most frequent of some names for one thing.
func usual(names map[string]int) string {
	best := ""
	for name, n := range names {
		if best == "" || n > names[best] || n == names[best] && name < best {
			best = name
		}
	}
	return best
}

// ownerChoices are the owners by name. An owner is a role and a department, as in the calendars;
// the department is told where another has a role of the same name.
func (p *lists) ownerChoices() []choice {
	owners := groupBy(filter(p.entries, func(e *entry) bool { return e.shown.Owner != "" }), ownerOf)
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
		out = append(out, choice{
			url: urlRegister + "ansvarig/" + g.key.fileName(taken) + "/", text: text, title: p.text("site.register.title_of.owner", Running(text)), entries: g.entries,
		})
	}
	return out
}

func (p *lists) orderChoices() []choice {
	decided := slices.Clone(p.entries)
	slices.SortStableFunc(decided, func(a, b *entry) int { return b.shown.Adopted.Compare(a.shown.Adopted) })
	out := []choice{{url: urlRegister + "efter-beslut/", text: p.text("site.register.newest"), title: p.text("site.register.title_of.newest"), entries: decided, order: "decided"}}
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
	return append(out, choice{url: urlRegister + "efter-oversyn/", text: p.text("site.register.review"), title: p.text("site.register.title_of.review"), entries: review, order: "review"})
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
