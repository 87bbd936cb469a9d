package decide

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"styrdok/generator/diag"
	"styrdok/generator/edit"
	"styrdok/generator/library"
	"styrdok/generator/source"
)

// MeetingStart describes a meeting whose file is to be made.
type MeetingStart struct {
	Body       string
	Date       library.Date
	ProposesTo string       // empty if the body decides itself
	Documents  []library.ID // its matters; none: those of the proposal laid before it, or else what waits for the body that decides
	Text       string       // of the report
	Meetings   []*source.Meeting

	Title  string                // without a proposal; may be empty
	Suffix string                // of the file's name, for a meeting that has another file; may be empty
	Items  []source.MeetingItem  // its matters, if they are known already; Documents is empty then
	Notes  map[library.ID]string // comments above matters; may be nil
}

// BeginMeeting makes the file of a meeting, with a matter for each document. A meeting of a body before which another has
// laid a proposal names that.
func BeginMeeting(s Site, n MeetingStart) (Outcome, error) {
	var o Outcome
	body := s.body(n.Body, CommandLine, &o)
	decider := body
	if n.ProposesTo != "" {
		decider = s.body(n.ProposesTo, CommandLine, &o)
	}
	if body == nil || decider == nil {
		return o, nil
	}
	name := n.Date.String() + "-" + string(body.ID)
	if n.Suffix != "" {
		name += "-" + n.Suffix
	}
	var proposal *source.Meeting
	if n.ProposesTo == "" && len(n.Items) == 0 {
		proposal = s.proposalTo(body, n)
	}
	items := n.Items
	for _, id := range n.Documents {
		if d := s.document(id, CommandLine, &o); d != nil {
			items = append(items, matter(d, proposal))
		}
	}
	switch {
	case len(n.Documents) > 0 || len(n.Items) > 0:
	case proposal != nil:
		items = proposal.Items
	default:
		for _, d := range s.Library.Documents {
			if slices.ContainsFunc(d.Versions, func(v *library.Version) bool {
				return v.Status == library.StatusProposed && v.Draft.Adopted.IsZero() && v.AdoptedBy != nil && v.AdoptedBy.ID == decider.ID
			}) {
				items = append(items, matter(d, nil))
			}
		}
	}
	if o.Diags.HasErrors() {
		return o, nil
	}
	if len(items) == 0 {
		o.refuse(diag.NoMatter, CommandLine, decider.Name)
		return o, nil
	}
	file := "content/meetings/" + name + ".md"
	o.Files.Put(file, nil, []byte(n.front(body, decider, proposal, items)+"\n"+n.text(proposal)))
	o.done("workflow.done.meeting-begun", file)
	if proposal != nil {
		o.done("workflow.done.meeting-proposal", proposal.File)
	}
	o.then("workflow.next.meeting-write", file)
	for _, it := range items {
		if it.Action == "extend" && it.Until.IsZero() {
			o.then("workflow.next.meeting-until", it.Document)
		}
	}
	o.then("workflow.next.meeting-bundle", name)
	return o, nil
}

// text returns the report: the one that the proposal rests on, or headings to write under.
func (n MeetingStart) text(proposal *source.Meeting) string {
	if proposal != nil && strings.TrimSpace(proposal.Text) != "" {
		return strings.TrimLeft(proposal.Text, "\n")
	}
	return n.Text
}

// proposalTo returns the latest meeting before a day that has laid a proposal before a body, nil if there is none that no
// meeting has treated.
func (s Site) proposalTo(body *library.Body, n MeetingStart) (latest *source.Meeting) {
	for _, m := range n.Meetings {
		to := s.Rules.Body(m.ProposesTo)
		treated := slices.ContainsFunc(n.Meetings, func(o *source.Meeting) bool {
			return o.Proposal.Date == m.Date && sameBody(s.Rules, o.Proposal.Body, m.Body)
		})
		if to != nil && to.ID == body.ID && !treated && !m.Date.After(n.Date) && (latest == nil || m.Date.After(latest.Date)) {
			latest = m
		}
	}
	return latest
}

// matter returns the matter of a document: as it was proposed, or its draft if it has one, or else that it is still of use.
func matter(d *library.Document, proposal *source.Meeting) source.MeetingItem {
	if proposal != nil {
		if i := slices.IndexFunc(proposal.Items, func(i source.MeetingItem) bool { return i.Document == d.ID }); i >= 0 {
			return proposal.Items[i]
		}
	}
	action := "reaffirm"
	switch {
	case len(drafts(d)) > 0 && d.InForce != nil:
		action = "revise"
	case len(drafts(d)) > 0:
		action = "adopt"
	case d.InForce != nil && !d.InForce.ValidUntil.IsZero():
		action = "extend"
	}
	return source.MeetingItem{Document: d.ID, Action: action}
}

// front returns the front matter of a meeting, fences included.
func (n MeetingStart) front(body, decider *library.Body, proposal *source.Meeting, items []source.MeetingItem) string {
	var b strings.Builder
	line := func(key, value string) {
		b.WriteString(key + strings.Repeat(" ", max(0, 11-len(key))) + " = " + value + "\n")
	}
	// What is not known yet waits as a comment.
	fill := func(key, value string) {
		if value == "" {
			b.WriteString("# ")
		}
		line(key, quote(value))
	}
	b.WriteString("+++\n")
	title, number, officer := n.Title, "", ""
	if proposal != nil {
		title, number, officer = proposal.Title, proposal.CaseNumber, proposal.Officer
	}
	fill("title", title)
	line("body", quote(string(body.ID)))
	line("date", n.Date.String())
	if decider.ID != body.ID {
		line("proposes_to", quote(string(decider.ID)))
	}
	if proposal != nil {
		line("proposal", `{ body = `+quote(proposal.Body)+", date = "+proposal.Date.String()+" }")
	}
	fill("case_number", number)
	fill("officer", officer)
	if proposal != nil && !proposal.Dated.IsZero() {
		line("dated", proposal.Dated.String())
	}
	b.WriteString("# sent_to     = [\"\"]\n")
	for _, it := range items {
		b.WriteString("\n")
		if note := n.Notes[it.Document]; note != "" {
			b.WriteString(comment(note))
		}
		b.WriteString("[[items]]\n")
		line("document", quote(string(it.Document)))
		line("action", quote(it.Action))
		for _, p := range pairs("heading", it.Heading, "case_number", it.CaseNumber, "file", it.File) {
			line(p.Key, p.Value.String())
		}
		if !it.From.IsZero() {
			line("from", it.From.String())
		}
		if it.Action == "extend" {
			line("until", cmp.Or(it.Until, n.Date).String())
		}
		if proposal != nil && it.Section != "" {
			line("proposal_section", quote(it.Section))
		}
		fill("section", "")
	}
	b.WriteString("+++\n")
	return b.String()
}

// comment writes lines as comments of front matter, in which no control characters may be.
func comment(text string) string {
	var b strings.Builder
	for _, line := range strings.Split(text, "\n") {
		line = strings.Map(func(r rune) rune {
			if unicode.IsControl(r) {
				return ' '
			}
			return r
		}, line)
		if line != "" {
			line = "# " + line
		}
		b.WriteString(line + "\n")
	}
	return b.String()
}

// quote writes a value of front matter.
func quote(s string) string { return edit.Text(s).String() }
