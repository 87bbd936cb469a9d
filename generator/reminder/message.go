package reminder

import (
	"cmp"
	_ "embed"
	html "html/template"
	"slices"
	"strings"
	text "text/template"

	"styrdok/generator/i18n"
	"styrdok/generator/library"
	"styrdok/generator/site"
	"styrdok/generator/source"
)

//go:embed message.txt
var plain string

//go:embed message.html
var marked string

var (
	plainForm  = text.Must(text.New("message.txt").Funcs(text.FuncMap{"upper": strings.ToUpper}).Parse(plain))
	markedForm = html.Must(html.New("message.html").Parse(marked))
)

// letter is what both forms of a message say.
type letter struct {
	Language, Subject string
	Intro             []string
	Sections          []section
	Ways              section  // how a review is done; without heading: it is not told
	Foot              []string // small print
	Link              link     // to all reviews; may be empty
}

type section struct {
	Heading, Lead string
	Items         []item
	Points        []string
	After         string
}

type item struct {
	link
	State string
	Lines []string // who answers for it, who has decided it
	Why   []string
}

type link struct{ Text, Href string }

// render fills both forms.
func (l letter) render() (text, html string) {
	var a, b strings.Builder
	if err := plainForm.Execute(&a, l); err != nil {
		panic("reminder: " + err.Error())
	}
	if err := markedForm.Execute(&b, l); err != nil {
		panic("reminder: " + err.Error())
	}
	return a.String(), b.String()
}

// explained is how many documents of a section are told with reasons. Of those after it the page tells more.
const explained = 10

// writer words messages.
type writer struct {
	today  library.Date
	config *source.Config
	words  *i18n.Texts
}

// letter words a message.
func (w *writer) letter(m *Message) letter {
	l := letter{Language: w.words.Lang(), Subject: m.Subject, Intro: w.intro(m)}
	for i, r := range m.Reminders {
		if i == 0 || rank(r) != rank(m.Reminders[i-1]) {
			l.Sections = append(l.Sections, w.section(r))
		}
		s := &l.Sections[len(l.Sections)-1]
		s.Items = append(s.Items, w.item(r, len(s.Items) < explained))
	}
	l.Ways = w.ways()
	if late(m.Reminders) > 0 {
		l.Foot = append(l.Foot, site.Joined(" ", w.words.N("remind.foot.again", w.config.Remind.Again), w.escalation(m)))
	}
	l.Foot = append(l.Foot, w.words.T("remind.foot.reply"))
	if base := w.config.Site.BaseURL; w.config.Review.Public && base != "" {
		l.Link = link{w.words.T("remind.all"), base + "revidering/"}
	}
	return l
}

// escalation tells an owner who else is to learn of what is late.
func (w *writer) escalation(m *Message) string {
	superior, body := false, false
	for _, r := range m.Reminders {
		if v := r.Document.InForce; r.Step == Overdue && r.Lost == "" {
			if owner, known := w.config.OwnerOf(v.Owner, v.Department); known {
				_, has := w.config.SuperiorOf(owner)
				superior = superior || has
			}
			body = body || w.config.AddressOf(v.AdoptedBy) != ""
		}
	}
	var out []string
	if superior {
		out = append(out, w.words.N("remind.foot.superior", w.config.Remind.Superior))
	}
	if body {
		out = append(out, w.words.N("remind.foot.body", w.config.Remind.Body))
	}
	return site.Joined(" ", out...)
}

// late is how many reminders are of what is overdue.
func late(list []Reminder) (n int) {
	for _, r := range list {
		if r.Document.Review.State == library.Overdue {
			n++
		}
	}
	return n
}

func (w *writer) subject(m *Message) string {
	r := m.Reminders[0]
	switch all, late := len(m.Reminders), late(m.Reminders); {
	case all == 1:
		return w.words.T("remind.subject."+w.kindOf(r), r.Document.InForce.Title, r.Document.Review.Due)
	case late == 0:
		return w.words.T("remind.subject.many", all)
	case late == all:
		return w.words.T("remind.subject.late", all)
	default:
		return w.words.N("remind.subject.some", late, all)
	}
}

// kindOf is the last part of the keys that word a reminder: its step, but for what ends by itself.
func (w *writer) kindOf(r Reminder) string {
	if r.Step == Soon && r.Document.Review.Rule.Type == library.RuleValidUntil {
		return "ends"
	}
	return string(r.Step)
}

// who are the roles of a message in words: functions in small letters as in a sentence, then departments and bodies.
func (w *writer) who(m *Message) []string {
	functions, others := w.recipients(m)
	return slices.Concat(functions, others)
}

func (w *writer) recipients(m *Message) (functions, others []string) {
	for _, r := range m.Roles {
		i := slices.IndexFunc(w.config.Owners, func(o source.Owner) bool { return label(o) == r })
		switch {
		case r == coordinator:
			functions = append(functions, w.words.T("remind.coordinator"))
		case i >= 0 && w.config.Owners[i].Role != "":
			functions = append(functions, site.Running(w.config.Owners[i].Role))
		case i >= 0:
			others = append(others, r)
		default:
			others = append(others, w.config.Rules.Body(r).Name)
		}
	}
	return functions, others
}

func (w *writer) intro(m *Message) []string {
	functions, others := w.recipients(m)
	all := site.NewWording(w.words).Enumerate
	if len(functions) == 0 {
		return []string{w.words.T("remind.intro.office", all(others), w.config.Organisation.Name)}
	}
	out := []string{w.words.T("remind.intro.role", all(functions), w.config.Organisation.Name)}
	if len(others) > 0 {
		out = append(out, w.words.T("remind.intro.also", all(others)))
	}
	return out
}

func (w *writer) section(r Reminder) section {
	key := "remind.section." + string(r.Step)
	if r.Lost != "" {
		key = "remind.section.lost"
	}
	return section{Heading: w.words.T(key + ".heading"), Lead: w.words.T(key + ".lead")}
}

func (w *writer) item(r Reminder, reasons bool) item {
	d, v := r.Document, r.Document.InForce
	i := item{link: link{Text: v.Title}, State: w.state(r)}
	if d.Visibility != library.Hidden && w.config.Site.BaseURL != "" {
		i.Href = w.config.Site.BaseURL + string(d.ID) + "/"
	}
	switch {
	case r.Lost == NoOwner:
		i.Lines = append(i.Lines, w.words.T("remind.no-owner", v.File))
	case r.Lost == NoAddress:
		i.Lines = append(i.Lines, w.words.T("remind.no-address", Responsible(v), v.File))
	case r.Step == Superior || r.Step == Body:
		i.Lines = append(i.Lines, w.words.T("remind.responsible", cmp.Or(Responsible(v), w.words.T("remind.nobody"))))
	}
	if v.AdoptedBy != nil {
		i.Lines = append(i.Lines, w.words.T("remind.decided", site.Joined(", ", v.AdoptedBy.Name+" "+v.Adopted.String(), site.NoBreak(v.Section), v.CaseNumber)))
	}
	if end, ends := d.End(); ends && d.Review.Rule.Type != library.RuleValidUntil {
		i.Lines = append(i.Lines, w.words.T("remind.last-day", end.From.AddDays(-1)))
	}
	if reasons {
		i.Why = site.WhyDue(d, w.today, w.words)
	}
	return i
}

// Responsible is who a version says answers for it: "It-chef, Kommunledningskontoret".
func Responsible(v *library.Version) string { return site.Joined(", ", v.Owner, v.Department) }

func (w *writer) state(r Reminder) string {
	v := r.Document.Review
	switch v.State {
	case library.Overdue:
		return w.words.T("remind.state.overdue", v.OverdueSince, w.span(v.OverdueSince.DaysUntil(w.today)))
	case library.DueSoon:
		key, days := "remind.state."+w.kindOf(Reminder{Document: r.Document, Step: Soon}), w.today.DaysUntil(v.Due)
		if days == 0 {
			return w.words.T(key+".today", days, v.Due)
		}
		return w.words.N(key, days, v.Due)
	}
	if r.Step == Event {
		e := v.Events[0]
		return w.words.T("remind.state.event", e.Date, e.Text)
	}
	return w.words.T("remind.state.open", v.Opens, v.Due)
}

// span words how long something has lasted: days, then months, then years.
func (w *writer) span(days int) string {
	switch {
	case days < 60:
		return w.words.N("remind.days", days)
	case days < 730:
		return w.words.N("remind.months", days*12/365)
	}
	return w.words.N("remind.years", days*100/36525)
}

// ways tells how a review is done, and who prepares it.
func (w *writer) ways() section {
	s := section{Heading: w.words.T("remind.ways.heading")}
	for _, way := range []string{"keep", "change", "end"} {
		s.Points = append(s.Points, w.words.T("remind.ways."+way))
	}
	o := w.config.Organisation
	s.After = w.words.T("remind.ways.after", cmp.Or(site.Running(o.Office), w.words.T("remind.ways.office")))
	if c := site.Joined(", ", o.Contact, o.Phone); c != "" {
		s.After += " " + w.words.T("remind.ways.contact", c)
	}
	return s
}
