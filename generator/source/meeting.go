package source

import (
	"path"
	"slices"
	"strings"

	"styrdok/generator/diag"
	"styrdok/generator/library"
)

// Meeting is what a body is to decide, or has decided, about documents on one day: the content of
// a decision package. Keys that were not written have the zero value.
type Meeting struct {
	File       string
	Name       string // the file's name without .md
	Title      string
	Body       string // as written
	Date       library.Date
	CaseNumber string       // of items without a case number
	Officer    string       // the function, not the person, that answers for the report
	Dated      library.Date // the day of the report; may be zero
	Announced  library.Date // day on which the approval of the minutes was announced on the notice board
	Items      []MeetingItem
	Text       string // the covering report
	TextLine   int

	// At holds the place of each value: "body", "items[1].document".
	At map[string]diag.Pos
}

// MeetingItem is one matter of a meeting.
type MeetingItem struct {
	Document   library.ID
	Action     string // "adopt", "revise", "repeal" or "reaffirm"
	Section    string
	CaseNumber string
	File       string       // which draft, if the document has several
	From       library.Date // of a repeal: the first day on which the document no longer holds; zero: the meeting's
	Reasons    []Reason     // why sections are changed, in the order of their names
}

// Reason says why a section is changed.
type Reason struct{ Section, Text string }

// MeetingActions are the words for what a meeting does to a document: adopt a new one, adopt a new
// version, end it, or find that it still serves.
var MeetingActions = []string{"adopt", "revise", "repeal", "reaffirm"}

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
	parts, ok := splitFence(file, src, &diags)
	if !ok {
		return nil, diags
	}
	t := readTOML(file, parts.front, parts.frontLine, &diags)
	if t == nil {
		return nil, diags
	}
	m := &Meeting{
		File: file, Name: strings.TrimSuffix(path.Base(file), ".md"),
		Text: parts.text, TextLine: parts.textLine, At: map[string]diag.Pos{},
	}
	t.trimmed("title", &m.Title)
	t.trimmed("body", &m.Body)
	t.need("body")
	t.date("date", &m.Date)
	t.need("date")
	t.str("case_number", &m.CaseNumber)
	t.trimmed("officer", &m.Officer)
	t.date("dated", &m.Dated)
	t.date("announced", &m.Announced)
	if !m.Announced.IsZero() && !m.Date.IsZero() && m.Announced.Before(m.Date) {
		t.bad("announced", m.Announced, diag.P("reason.announced", m.Date))
	}
	first := map[library.ID]int{}
	for i, s := range t.subs("items") {
		var item MeetingItem
		document := ""
		s.trimmed("document", &document)
		s.need("document")
		item.Document = library.ID(document)
		s.choice("action", &item.Action, MeetingActions...)
		s.need("action")
		s.str("section", &item.Section)
		s.str("case_number", &item.CaseNumber)
		s.trimmed("file", &item.File)
		s.date("from", &item.From)
		switch {
		case item.From.IsZero():
		case item.Action != "" && item.Action != "repeal":
			s.bad("from", item.From, diag.P("reason.from-repeal"))
		case !m.Date.IsZero() && item.From.Before(m.Date):
			s.bad("from", item.From, diag.P("reason.from-early", m.Date))
		}
		if reasons := s.sub("reasons"); reasons != nil {
			for _, section := range reasons.keys() {
				var text string
				reasons.prose(section, &text)
				item.Reasons = append(item.Reasons, Reason{section, text})
			}
			if item.Action != "" && item.Action != "revise" {
				s.bad("reasons", "reasons", diag.P("reason.reasons-revise"))
			}
		}
		s.done()
		if n, twice := first[item.Document]; twice && document != "" {
			s.bad("document", `"`+document+`"`, diag.P("reason.item-twice", n+1))
		} else {
			first[item.Document] = i
		}
		m.Items = append(m.Items, item)
	}
	if len(m.Items) == 0 && !slices.Contains(t.keys(), "items") {
		t.missing("items", "[[items]]")
	}
	t.done()
	for path, p := range t.r.places {
		m.At[path] = p.value
	}
	return m, diags
}
