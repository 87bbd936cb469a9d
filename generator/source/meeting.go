package source

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"styrdok/generator/diag"
	"styrdok/generator/library"
)

// Meeting is what a body is to decide, or has decided, about documents on one day: the content of
// a decision package. Keys that were not written have the zero value.
type Meeting struct {
	File        string
	Name        string // the file's name without .md
	Title       string
	Body        string // as written
	Date        library.Date
	ProposesTo  string // the body that is to decide on what this one proposes, as written; empty: this one decides
	Proposal    Proposal
	CaseNumber  string       // of items without a case number
	Officer     string       // the function, not the person, that answers for the report
	Dated       library.Date // the day of the report; may be zero
	Announced   library.Date // day on which the approval of the minutes was announced on the notice board
	SentTo      []string     // who gets the decision
	Items       []MeetingItem
	Decisions   []OwnDecision
	Attachments []Attachment
	Text        string // the covering report
	TextLine    int

	// At holds the place of each value: "body", "items[1].document".
	At map[string]diag.Pos
}

// Proposal is the decision by which another body has laid a proposal before the one that meets, such as the executive
// board's before the council's (KL 5 kap. 26–28 §§). Body is empty if there is none.
type Proposal struct {
	Body    string // as written
	Date    library.Date
	Section string
}

// ItemPos returns the function that finds the place of a key of an item, counted from 0; of the body and the day, which are
// the meeting's, the place in its own keys.
func (m *Meeting) ItemPos(i int) func(key string) diag.Pos {
	return func(key string) diag.Pos {
		if key == "body" || key == "date" {
			return m.PosOf(key)
		}
		element := fmt.Sprintf("items[%d]", i)
		if p, ok := m.At[element+"."+key]; ok {
			return p
		}
		return m.PosOf(element)
	}
}

// MeetingItem is one matter of a meeting.
type MeetingItem struct {
	Number          int // in the notice of the meeting; 0: its place among the items
	Heading         string
	Document        library.ID
	Action          string // one of MeetingActions
	Section         string
	CaseNumber      string
	ProposalSection string       // of the minutes that hold the proposal, if it is not that of Proposal
	File            string       // which draft, if the document has several
	From            library.Date // of a repeal: the first day on which the document no longer holds; zero: the meeting's
	Until           library.Date // of an extension: the new last day
	Outcome         string       // one of MeetingOutcomes; empty: not decided yet, or approved
	Announced       library.Date // zero: the meeting's
	Decision        []string     // the proposed decision in the clerk's own words, a point each; empty: in the program's
	Report          string       // the file with its own report, from the site's folder; empty: the meeting's text is for all
	WithoutReview   bool         // say nothing of the next review in the proposed decision
	Reasons         []Reason     // why sections are changed, in the order of their names
}

// Decides reports whether the outcome of a matter, or its absence before and after the meeting, changes its document.
func (i MeetingItem) Decides() bool {
	return i.Outcome == "" || i.Outcome == "approved" || i.Outcome == "amended"
}

// Reason says why a section is changed.
type Reason struct{ Section, Text string }

// OwnDecision is a point that the clerk has added to the proposed decision.
type OwnDecision struct {
	Text     string
	Document library.ID // of the matter that it belongs to; empty: of the whole meeting
}

// Attachment is a document of one's own that a decision rests on.
type Attachment struct {
	Title    string
	File     string     // from the site's folder; empty: it is listed only
	Document library.ID // of the matter that it belongs to; empty: of the whole meeting
}

// MeetingActions are the words for what a meeting does to a document: adopt a new one, adopt a new
// version, end it, find that it still serves, or move its last day.
var MeetingActions = []string{"adopt", "revise", "repeal", "reaffirm", "extend"}

// MeetingOutcomes are the words for what became of a matter: the proposal was approved, or approved with changes to its
// text (bifall med ändring), sent back (återremiss), put off (bordläggning) or rejected (avslag).
var MeetingOutcomes = []string{"approved", "amended", "remitted", "postponed", "rejected"}

// PosOf returns the place of a key's value, or the start of the file if the key is absent.
func (m *Meeting) PosOf(key string) diag.Pos {
	if p, ok := m.At[key]; ok {
		return p
	}
	return diag.Pos{File: m.File, Line: 1, Column: 1}
}

// ReadMeeting reads the file of a meeting. Src is its text as ReadText returns it. The meeting is
// nil if the front matter cannot be read at all.
func ReadMeeting(file, src string) (*Meeting, diag.List) {
	var diags diag.List
	parts, t := readFront(file, src, &diags)
	if t == nil {
		return nil, diags
	}
	m := &Meeting{
		File: file, Name: strings.TrimSuffix(path.Base(file), ".md"),
		Text: parts.text, TextLine: parts.textLine, At: map[string]diag.Pos{},
	}
	t.trimmed("title", &m.Title)
	t.trimmed("body", &m.Body)
	t.date("date", &m.Date)
	t.trimmed("proposes_to", &m.ProposesTo)
	if m.ProposesTo != "" && strings.EqualFold(m.ProposesTo, m.Body) {
		t.bad("proposes_to", strconv.Quote(m.ProposesTo), diag.P("reason.proposes-itself"))
	}
	if s := t.sub("proposal"); s != nil {
		s.proposal(m)
	}
	t.str("case_number", &m.CaseNumber)
	t.trimmed("officer", &m.Officer)
	t.date("dated", &m.Dated)
	t.announced(m, &m.Announced)
	t.strings("sent_to", &m.SentTo)
	first := map[library.ID]int{}
	for i, s := range t.subs("items") {
		item := s.item(m)
		if n, twice := first[item.Document]; twice && item.Document != "" {
			s.bad("document", `"`+string(item.Document)+`"`, diag.P("reason.item-twice", n+1))
		} else {
			first[item.Document] = i
		}
		m.Items = append(m.Items, item)
	}
	if len(m.Items) == 0 && !slices.Contains(t.keys(), "items") {
		t.missing("items", "[[items]]")
	}
	for _, s := range t.subs("decisions") {
		var own OwnDecision
		s.prose("text", &own.Text)
		s.document(&own.Document)
		s.done("text")
		m.Decisions = append(m.Decisions, own)
	}
	for _, s := range t.subs("attachments") {
		var a Attachment
		s.trimmed("title", &a.Title)
		s.meetingFile(m, "file", &a.File, ".pdf")
		s.document(&a.Document)
		s.done("title")
		m.Attachments = append(m.Attachments, a)
	}
	t.done("body", "date")
	for path, p := range t.r.places {
		m.At[path] = p.value
	}
	return m, diags
}

// proposal reads the decision by which another body has proposed what the meeting is to decide.
func (t *table) proposal(m *Meeting) {
	p := &m.Proposal
	t.trimmed("body", &p.Body)
	t.date("date", &p.Date)
	t.str("section", &p.Section)
	t.done("body")
	if !p.Date.IsZero() && !m.Date.IsZero() && p.Date.After(m.Date) {
		t.bad("date", p.Date, diag.P("reason.proposal-late", m.Date))
	}
}

// announced reads the day on which the approval of minutes was announced.
func (t *table) announced(m *Meeting, to *library.Date) {
	t.date("announced", to)
	if !to.IsZero() && !m.Date.IsZero() && to.Before(m.Date) {
		t.bad("announced", *to, diag.P("reason.announced", m.Date))
	}
}

// item reads one matter.
func (t *table) item(m *Meeting) MeetingItem {
	var item MeetingItem
	review := true
	t.integer("number", 1, 9999, &item.Number)
	t.trimmed("heading", &item.Heading)
	t.document(&item.Document)
	t.choice("action", &item.Action, MeetingActions...)
	t.choice("outcome", &item.Outcome, MeetingOutcomes...)
	t.str("section", &item.Section)
	t.str("case_number", &item.CaseNumber)
	t.str("proposal_section", &item.ProposalSection)
	t.trimmed("file", &item.File)
	t.date("from", &item.From)
	t.date("until", &item.Until)
	t.announced(m, &item.Announced)
	t.points("decision", &item.Decision)
	t.meetingFile(m, "report", &item.Report, ".md")
	t.boolean("review", &review)
	item.WithoutReview = !review
	if reasons := t.sub("reasons"); reasons != nil {
		for _, section := range reasons.keys() {
			var text string
			reasons.prose(section, &text)
			item.Reasons = append(item.Reasons, Reason{section, text})
		}
	}
	t.fits(m, item)
	t.done("document", "action")
	return item
}

// fits reports keys of a matter that do not go with its action, and days before the meeting.
func (t *table) fits(m *Meeting, item MeetingItem) {
	for _, only := range []struct {
		key, action string
		value       any
	}{{"from", "repeal", item.From}, {"until", "extend", item.Until}, {"reasons", "revise", "reasons"}} {
		if _, has := t.values[only.key]; has && item.Action != "" && item.Action != only.action {
			t.bad(only.key, only.value, diag.P("reason."+only.key+"-"+only.action))
		}
	}
	if item.Action == "extend" {
		t.need("until")
	}
	early := func(d library.Date) bool { return !d.IsZero() && !m.Date.IsZero() && d.Before(m.Date) }
	switch {
	case item.Action == "repeal" && early(item.From):
		t.bad("from", item.From, diag.P("reason.from-early", m.Date))
	case item.Action == "extend" && early(item.Until):
		t.bad("until", item.Until, diag.P("reason.until-early", m.Date))
	}
}

// document reads a document's ID.
func (t *table) document(to *library.ID) {
	id := ""
	t.trimmed("document", &id)
	*to = library.ID(id)
}

// points reads a text or a list of texts, each of which may have paragraphs.
func (t *table) points(key string, to *[]string) {
	if _, isList := t.values[key].([]any); isList {
		t.strings(key, to)
		return
	}
	text := ""
	if t.prose(key, &text); text != "" {
		*to = []string{text}
	}
}

// meetingFile reads the name of a file in the meeting's own folder, and returns its path.
func (t *table) meetingFile(m *Meeting, key string, to *string, ext string) {
	reason := diag.P("reason.meeting-file", "content/meetings/"+m.Name+"/", "bilaga"+ext)
	name := ""
	t.formed(key, &name, reason)
	switch {
	case name == "":
	case !strings.HasSuffix(name, ext) || !isGoodName(strings.TrimSuffix(name, ext)):
		t.bad(key, strconv.Quote(cut(name, 80)), reason)
	default:
		*to = path.Join("content/meetings", m.Name, name)
	}
}

// Report is the officer's report for one matter of a meeting. Its front matter may be absent.
type Report struct {
	File     string
	Officer  string // empty: the meeting's
	Dated    library.Date
	Text     string
	TextLine int
}

// Written returns the covering report of a meeting.
func (m *Meeting) Written() *Report {
	return &Report{File: m.File, Officer: m.Officer, Dated: m.Dated, Text: m.Text, TextLine: m.TextLine}
}

// ReportsOf returns the covering report of a meeting, and those of its matters.
func (c *Content) ReportsOf(m *Meeting) []*Report {
	out := []*Report{m.Written()}
	for _, r := range c.Reports {
		if slices.ContainsFunc(m.Items, func(i MeetingItem) bool { return i.Report == r.File }) {
			out = append(out, r)
		}
	}
	return out
}

// report reads the report of a matter.
func (l *fileLoader) report(src string) {
	r := &Report{File: l.file, Text: src, TextLine: 1}
	if strings.HasPrefix(src, "+++") {
		parts, t := readFront(l.file, src, &l.diags)
		if t == nil {
			return
		}
		t.trimmed("officer", &r.Officer)
		t.date("dated", &r.Dated)
		t.done()
		r.Text, r.TextLine = parts.text, parts.textLine
	}
	l.content.Reports = append(l.content.Reports, r)
}
