package reminder

import (
	"cmp"
	"slices"
	"strings"

	"styrdok/generator/i18n"
	"styrdok/generator/library"
	"styrdok/generator/site"
	"styrdok/generator/source"
)

// Digest is what has changed in the documents that the public may see, for those who follow them.
type Digest struct {
	From                library.Date // told is what has happened after it, and what was recorded later
	News                []News
	Messages            []Message // one for each address that has not got it
	Uncertain           int       // addresses that may not have got it; nothing is sent to them again
	Subject, Text, html string

	id       string
	today    library.Date
	begins   []Entry
	resuming bool
}

// Resuming reports whether it is one that was broken off.
func (d *Digest) Resuming() bool { return d != nil && d.resuming }

// News is one thing that has happened to a document.
type News struct {
	Document *library.Document
	Version  *library.Version
	Sort     string // one of sorts
	Day      library.Date
	who      string
	note     string
}

// sorts is the order of what a digest tells.
var sorts = []string{"adopted", "revised", "in_force", "reviewed", "extended", "corrected", "repealed", "annulled", "replaced", "ended", "overdue"}

// step is how the log names it.
func (n News) step() Step { return Step(n.Sort + "-" + n.Day.String()) }

// digestStep names the lines of the log that are about a digest as a whole, and since the day from which the first tells.
const (
	digestStep Step = "digest"
	sinceStep  Step = "since"
)

// firstDigest is how many days the first digest looks back.
const firstDigest = 30

// NewDigest plans the digest of lib.Today for some addresses. If the last one was broken off it is that one again, for those
// who have not got it. The first one tells of what has happened after a day; zero: of the last thirty days.
func NewDigest(lib *library.Library, c *source.Config, log *Log, to []string, since library.Date, words *i18n.Texts) *Digest {
	if !lib.PublicView {
		lib = lib.Public()
	}
	d := &Digest{today: lib.Today}
	told, unfinished := map[key]bool{}, map[string][]Entry{}
	done := map[string]bool{}
	var base, last library.Date
	for _, e := range log.entries {
		switch {
		case e.State == Done && e.Step == sinceStep:
			if base.IsZero() || e.Day.Before(base) {
				base = e.Day
			}
		case e.State == Done:
			done[e.ID], last = true, e.Day
		case e.State == Began && e.Role == none && e.Document != none:
			told[e.key()] = true
			unfinished[e.ID] = append(unfinished[e.ID], e)
		}
	}
	first := base.IsZero()
	if first {
		if base = since; base.IsZero() {
			base = lib.Today.AddDays(-firstDigest)
		}
	}
	d.From = cmp.Or(last, base)
	all := news(lib, c, words)
	for id, entries := range unfinished {
		if !done[id] && (d.id == "" || id < d.id) {
			d.id, d.begins, d.resuming = id, entries, true
		}
	}
	if d.id != "" {
		wanted := map[key]bool{}
		for _, e := range d.begins {
			wanted[e.key()] = true
		}
		d.News = slices.DeleteFunc(all, func(n News) bool { return !wanted[n.key()] })
	} else {
		d.News = slices.DeleteFunc(all, func(n News) bool { return told[n.key()] || !n.Day.After(base) })
		what := ""
		for _, n := range d.News {
			what += n.key().string() + "\n"
		}
		d.id = log.freeID(lib.Today.String(), what)
		for _, n := range d.News {
			d.begins = append(d.begins, Entry{lib.Today, Began, n.step(), n.Document.ID, none, d.id})
		}
		if first {
			d.begins = append(d.begins, Entry{base, Done, sinceStep, none, none, none})
		}
	}
	if len(d.News) > 0 {
		d.address(c, log, to, words)
	}
	return d
}

func (n News) key() key {
	return Entry{Step: n.step(), Document: n.Document.ID, Role: none}.key()
}

func (k key) string() string { return string(k.step) + " " + string(k.document) }

// address makes a message for each address that has not got the digest.
func (d *Digest) address(c *source.Config, log *Log, to []string, words *i18n.Texts) {
	(&writer{d.today, c, words}).digest(d)
	for _, address := range to {
		m := Message{To: address, Subject: d.Subject, digest: d, ID: log.freeID(d.id, strings.ToLower(address))}
		switch {
		case log.outcome[m.ID] == Sent:
		case log.begun[m.ID]:
			d.Uncertain++
		default:
			m.Began = []Entry{{d.today, Began, digestStep, none, none, m.ID}}
			d.Messages = append(d.Messages, m)
		}
	}
}

// Begins are the lines of the log before a digest is sent. A nil Digest has none.
func (d *Digest) Begins() []Entry {
	if d == nil {
		return nil
	}
	return d.begins
}

// Ends are those when all addresses have been tried.
func (d *Digest) Ends() []Entry {
	if d == nil {
		return nil
	}
	return []Entry{{d.today, Done, digestStep, none, none, d.id}}
}

// news is all that has ever happened to the documents of a library that the public may see, by sort, the latest first.
func news(lib *library.Library, c *source.Config, words *i18n.Texts) (out []News) {
	for _, d := range lib.Documents {
		if d.TranslationOf != "" {
			continue // it is the original that is decided on
		}
		add := func(v *library.Version, sort string, day library.Date, who, note string) {
			if !day.IsZero() && !day.After(lib.Today) && (sort == "adopted" || d.Visibility == library.Public) {
				out = append(out, News{d, v, sort, day, who, note})
			}
		}
		for _, v := range d.Versions {
			if !v.Status.Adopted() {
				continue
			}
			sort := "adopted"
			if v.Supersedes != nil {
				sort = "revised"
			}
			add(v, sort, v.Adopted, site.Decider(v.AdoptedBy, "", site.NoBreak(v.Section), v.CaseNumber), cmp.Or(v.Changes, v.Summary))
			if v.InForce != v.Adopted && v.Status != library.StatusAnnulled {
				add(v, "in_force", v.InForce, "", "")
			}
			for _, h := range v.Happenings(lib.Today) {
				note := h.Note
				switch h.Sort {
				case "extended":
					note = words.T("data.feed.until", h.Until)
				case "repealed":
					if h.From != h.Day {
						note = words.T("data.feed.repealed_from", h.From)
					}
				}
				add(v, h.Sort, h.Day, site.Decider(h.By, h.ByText, site.NoBreak(h.Section), h.CaseNumber), note)
			}
			if r := v.Repeal; r != nil && r.From != r.Date {
				add(v, "ended", r.From, "", "")
			}
			if v.Status == library.StatusExpired {
				add(v, "ended", v.LastDay.AddDays(1), "", "")
			}
		}
		for _, t := range d.ReplacedBy {
			if by := lib.Document(t.ID); by != nil && by.InForce != nil && d.Shown != nil {
				add(d.Shown, "replaced", by.InForce.InForce, "", words.T("notify.replaced_by", by.Title()))
			}
		}
		if d.InForce != nil && c.Review.Public && d.Review.State == library.Overdue {
			add(d.InForce, "overdue", d.Review.OverdueSince, "", words.T("remind.responsible", cmp.Or(Responsible(d.InForce), words.T("remind.nobody"))))
		}
	}
	slices.SortStableFunc(out, func(a, b News) int {
		return cmp.Or(cmp.Compare(slices.Index(sorts, a.Sort), slices.Index(sorts, b.Sort)), b.Day.Compare(a.Day), cmp.Compare(a.Document.ID, b.Document.ID))
	})
	return slices.CompactFunc(out, func(a, b News) bool { return a.key() == b.key() })
}

func (w *writer) digest(d *Digest) {
	n, org := d.News[0], w.config.Organisation.Name
	l := letter{Language: w.words.Lang(), Subject: w.words.T("notify.subject", org, len(d.News))}
	if len(d.News) == 1 {
		l.Subject = w.words.T("notify.one."+n.Sort, n.Version.Title)
	}
	l.Intro = []string{w.words.T("notify.intro", org, d.From)}
	for i, n := range d.News {
		if i == 0 || n.Sort != d.News[i-1].Sort {
			l.Sections = append(l.Sections, section{Heading: w.words.T("notify.heading." + n.Sort)})
		}
		s := &l.Sections[len(l.Sections)-1]
		i := item{link: link{Text: n.Version.Title}, State: site.Joined(", ", n.Day.String(), n.who)}
		if n.Sort == "overdue" {
			i.State = w.words.T("notify.since", n.Day)
		}
		if base := w.config.Site.BaseURL; base != "" {
			i.Href = base + string(n.Document.ID) + "/"
			if n.Document.Visibility == library.Public && n.Sort != "overdue" {
				i.Href += n.Version.Adopted.String() + "/"
			}
		}
		if n.note != "" {
			i.Lines = []string{n.note}
		}
		s.Items = append(s.Items, i)
	}
	if base := w.config.Site.BaseURL; base != "" {
		l.Link = link{w.words.T("notify.all"), base}
		l.Foot = append(l.Foot, w.words.T("notify.feed", base+strings.TrimPrefix(site.FeedAddress("/"), "/")))
	}
	l.Foot = append(l.Foot, w.words.T("notify.leave"))
	d.Subject = l.Subject
	d.Text, d.html = l.render()
}
