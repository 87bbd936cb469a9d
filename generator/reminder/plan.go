// Package reminder decides who is to be told what about reviews on a day, and words the messages: a library, addresses, a log
// of what has been sent and a day in, messages and lines of the log out. It sends nothing and knows no files.
package reminder

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"styrdok/generator/i18n"
	"styrdok/generator/library"
	"styrdok/generator/site"
	"styrdok/generator/source"
)

// Reminder is what somebody is to be told of one document.
type Reminder struct {
	Document *library.Document
	Step     Step
	Role     string // who is told
	Lost     Lost   // why it is not the owner
}

// Lost is why a document's owner cannot be told.
type Lost string

const (
	NoOwner   Lost = "no-owner"   // the document names neither owner nor department
	NoAddress Lost = "no-address" // the configuration has no address for them
)

// coordinator is the role under which the log knows who gets what has no other recipient.
const coordinator = "[remind] coordinator"

// Message is one message, to one address.
type Message struct {
	ID, To    string // ID without the part after @
	Roles     []string
	Who       string     // the roles in words
	Reminders []Reminder // in the order of the message; none in a digest
	Subject   string
	Began     []Entry // the lines of the log before it is sent

	writer *writer
	digest *Digest
}

// Bodies are the message as plain text and as HTML.
func (m Message) Bodies() (text, html string) {
	if m.digest != nil {
		return m.digest.Text, m.digest.html
	}
	return m.writer.letter(&m).render()
}

// Host is the part after @ in the names of a site's messages.
func Host(baseURL string) string {
	if u, err := url.Parse(baseURL); err == nil && u.Hostname() != "" {
		return strings.ToLower(u.Hostname())
	}
	return "styrdok"
}

// After is the line of the log when it is known how it went.
func (m Message) After(day library.Date, s State) Entry {
	return Entry{day, s, none, none, none, m.ID}
}

// Plan is what is to be sent on a day, and what cannot be.
type Plan struct {
	Messages  []Message  // by address
	Lost      []Reminder // nobody is there to be told, in the order of documents
	Uncertain []Entry    // what began and may not have been sent; it is not repeated before its time
	// Those whose escalation ends with them: owners without a superior, bodies without an address.
	NoSuperior, NoBody []string
}

// planner goes through the documents of a library.
type planner struct {
	config *source.Config
	log    *Log
	today  library.Date
	plan   *Plan
	to     map[string]*Message // by address with case folded
}

// New plans the messages of lib.Today. Words are in the language of the messages.
func New(lib *library.Library, c *source.Config, log *Log, words *i18n.Texts) *Plan {
	p := &planner{c, log, lib.Today, new(Plan), map[string]*Message{}}
	for _, d := range lib.Documents {
		if d.InForce != nil {
			p.document(d)
		}
	}
	w := &writer{lib.Today, c, words}
	for _, m := range p.to {
		slices.SortStableFunc(m.Reminders, func(a, b Reminder) int {
			return cmp.Or(cmp.Compare(rank(a), rank(b)), a.Document.Review.Due.Compare(b.Document.Review.Due), cmp.Compare(a.Document.ID, b.Document.ID))
		})
		for _, r := range m.Reminders {
			if !slices.Contains(m.Roles, r.Role) {
				m.Roles = append(m.Roles, r.Role)
			}
		}
		p.name(m)
		m.writer = w
		m.Subject, m.Who = w.subject(m), site.Joined(", ", w.who(m)...)
		p.plan.Messages = append(p.plan.Messages, *m)
	}
	slices.SortFunc(p.plan.Messages, func(a, b Message) int { return cmp.Compare(strings.ToLower(a.To), strings.ToLower(b.To)) })
	p.plan.Uncertain = byMessage(p.plan.Uncertain)
	for _, list := range []*[]string{&p.plan.NoSuperior, &p.plan.NoBody} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	return p.plan
}

// byMessage keeps a line of each message, by day.
func byMessage(entries []Entry) (out []Entry) {
	for _, e := range NewLog(entries...).entries {
		if !slices.ContainsFunc(out, func(o Entry) bool { return o.ID == e.ID }) {
			out = append(out, e)
		}
	}
	return out
}

// sections is the order of what a message says.
var sections = []Step{Overdue, Soon, Open, Event, Superior, Body}

// rank is the place of a reminder's section. What has no owner comes last.
func rank(r Reminder) int {
	n := slices.Index(sections, r.Step)
	if r.Lost != "" {
		n += len(sections)
	}
	return n
}

// document plans who is told of a document that is in force. Each address is told once, as the first of: owner, steward,
// superior, body.
func (p *planner) document(d *library.Document) {
	step := p.step(d)
	if step == "" {
		return
	}
	v := d.InForce
	taken := map[string]bool{}
	tell := func(step Step, role, address string, lost Lost) {
		if at := strings.ToLower(address); !taken[at] {
			taken[at] = true
			p.tell(Reminder{d, step, role, lost}, address)
		}
	}
	owner, known := p.config.OwnerOf(v.Owner, v.Department)
	if known {
		tell(step, label(owner), owner.Email, "")
	}
	if steward, ok := p.config.OwnerOf(v.Steward, ""); ok {
		tell(step, label(steward), steward.Email, "")
	}
	if len(taken) == 0 {
		why := NoAddress
		if v.Owner == "" && v.Department == "" {
			why = NoOwner
		}
		if p.config.Remind.Coordinator == "" {
			p.plan.Lost = append(p.plan.Lost, Reminder{d, step, "", why})
		} else {
			tell(step, coordinator, p.config.Remind.Coordinator, why)
		}
	}
	if step != Overdue {
		return
	}
	since := d.Review.OverdueSince
	if known {
		// An owner who learns late that something is late gets the same time to act as others.
		since = p.log.firstOverdue(d.ID, since, p.today)
	}
	days := since.DaysUntil(p.today)
	if days >= p.config.Remind.Superior && known {
		if s, ok := p.config.SuperiorOf(owner); ok {
			tell(Superior, label(s), s.Email, "")
		} else {
			p.plan.NoSuperior = append(p.plan.NoSuperior, label(owner))
		}
	}
	if days >= p.config.Remind.Body && v.AdoptedBy != nil {
		if address := p.config.AddressOf(v.AdoptedBy); address != "" {
			tell(Body, string(v.AdoptedBy.ID), address, "")
		} else {
			p.plan.NoBody = append(p.plan.NoBody, v.AdoptedBy.Name)
		}
	}
}

// label is how the log names an entry of [[owners]].
func label(o source.Owner) string {
	return site.Joined(", ", o.Role, o.Department)
}

// step is what there is to say of a document; empty if nothing. What is decided to be repealed needs no review any more, but
// is late if it is.
func (p *planner) step(d *library.Document) Step {
	switch r := d.Review; {
	case r.State == library.Overdue:
		return Overdue
	case d.InForce.Repeal != nil:
		return ""
	case r.State == library.DueSoon:
		return Soon
	case len(r.Events) > 0:
		return Event
	case r.State == library.Open:
		return Open
	}
	return ""
}

// tell puts a reminder into the message of an address, unless it was told within the time.
func (p *planner) tell(r Reminder, address string) {
	e, certain, found := p.log.last(r)
	if opens := r.Document.Review.Opens; found && p.within(r, e.Day) && r.Step == Event && r.Document.Review.State == library.Open && e.Day.Before(opens) {
		r.Step = Open // it was told of what has happened before the review opened
		e, certain, found = p.log.last(r)
	}
	if found && p.within(r, e.Day) {
		if !certain {
			p.plan.Uncertain = append(p.plan.Uncertain, e)
		}
		return
	}
	at := strings.ToLower(address)
	if p.to[at] == nil {
		p.to[at] = &Message{To: address}
	}
	p.to[at].Reminders = append(p.to[at].Reminders, r)
}

// within reports whether what was told on a day is not to be told again yet. That a review is open, or that something has
// happened, is told once.
func (p *planner) within(r Reminder, day library.Date) bool {
	switch days := day.DaysUntil(p.today); r.Step {
	case Open:
		return !day.Before(r.Document.Review.Opens)
	case Event:
		return !day.Before(r.Document.Review.Events[0].Date)
	case Soon:
		return days < p.config.Remind.Ahead
	default:
		return days < p.config.Remind.Again
	}
}

// name gives a message its ID and its lines of the log. After a message that failed comes another ID, so that what is known
// of one is never taken for the other.
func (p *planner) name(m *Message) {
	var what strings.Builder
	for _, r := range m.Reminders {
		what.WriteString(string(r.Step) + " " + string(r.Document.ID) + " " + r.Role + "\n")
	}
	m.ID = p.log.freeID(p.today.String(), m.To, what.String())
	for _, r := range m.Reminders {
		m.Began = append(m.Began, Entry{p.today, Began, r.Step, r.Document.ID, r.Role, m.ID})
	}
}
