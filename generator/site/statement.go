package site

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"styrdok/generator/diag"
	"styrdok/generator/library"
)

// Accessibility is what the organisation states about how accessible the site is.
type Accessibility struct {
	Service     string // the service's name: "Exempelby kommuns styrdokument"
	Conformance string // "full", "partial" or "none"
	Assessed    library.Date
	Updated     library.Date
	Method      string
	ReportURL   string // where a reader reports what does not work
	Contact     string // e-mail address, web address or words
	Issues      []AccessibilityIssue
	// At holds the places of the keys in config.toml: "report_url", "issues[0].text"; "" is that of
	// the whole table.
	At map[string]diag.Pos
}

// AccessibilityIssue is something that is not accessible, and why.
type AccessibilityIssue struct {
	Text       string
	Reason     string // "deficiency" or empty, "burden" (12 §) or "exempt" (9 §)
	Motivation string // why it would be a burden
	FixedBy    library.Date
}

// StatementPage is the accessibility statement that the law demands. Page.Text is what the
// organisation has written besides; it may be nil.
type StatementPage struct {
	Lead  Sentence
	Parts []Outline
}

// Outline is a headed part of a page that is worded here and not in a file.
type Outline struct {
	ID, Heading string
	Paragraphs  []Sentence
	Items       []OutlineItem
	Parts       []Outline // one level below
}

// OutlineItem is an entry of a list in an Outline.
type OutlineItem struct {
	Text  Sentence
	Under Sentence // may be empty
}

// statementName is the name of the statement's page; a written page with this name adds to it.
const statementName = "tillganglighet"

// superviseURL is where a reader complains to the authority that supervises the law.
const superviseURL = "https://www.digg.se/tdosanmalan"

// assessEvery is how many days an assessment is good for: the model statement of (EU) 2018/1523
// is to be reviewed at least once a year.
const assessEvery = 365

func (i AccessibilityIssue) reason() string { return cmp.Or(i.Reason, "deficiency") }

// checkStatement reports what the law demands of a statement and this one lacks.
func (p *placer) checkStatement(a *Accessibility) {
	at := func(key string) diag.Pos {
		if pos, ok := a.At[key]; ok {
			return pos
		}
		return a.At[""]
	}
	var missing []string
	for _, k := range []struct {
		key   string
		empty bool
	}{
		{"service", a.Service == ""}, {"conformance", a.Conformance == ""}, {"assessed", a.Assessed.IsZero()},
		{"updated", a.Updated.IsZero()}, {"method", a.Method == ""}, {"report_url", a.ReportURL == ""},
	} {
		if k.empty {
			missing = append(missing, k.key)
		}
	}
	lacking := -1 // the first issue that the law covers
	for i, issue := range a.Issues {
		if issue.reason() != "exempt" && lacking < 0 {
			lacking = i
		}
		if issue.reason() == "burden" && issue.Motivation == "" {
			missing = append(missing, "issues["+strconv.Itoa(i)+"].motivation")
		}
	}
	if lacking < 0 && (a.Conformance == "partial" || a.Conformance == "none") {
		missing = append(missing, "issues")
	}
	if len(missing) > 0 {
		p.diags.Add(diag.StatementIncomplete, a.At[""], strings.Join(missing, ", "))
	}
	if a.ReportURL != "" && !isWebAddress(a.ReportURL) {
		p.diags.Add(diag.StatementContact, at("report_url"), a.ReportURL)
	}
	if a.Conformance == "full" && lacking >= 0 {
		p.diags.Add(diag.StatementContradiction, at("issues["+strconv.Itoa(lacking)+"].text"), a.Issues[lacking].Text)
	}
	if last := a.Assessed.AddDays(assessEvery); !a.Assessed.IsZero() && p.Today.After(last) {
		p.diags.Add(diag.StatementOld, at("assessed"), a.Assessed, assessEvery)
	}
}

func isWebAddress(s string) bool {
	lower := strings.ToLower(s)
	return strings.HasPrefix(lower, "https://") || strings.HasPrefix(lower, "http://")
}

// planStatement makes the accessibility statement. A page written for the same address gives it
// its title and summary, and its text stands last.
func (p *lists) planStatement(src PageSource) {
	a := p.Accessibility
	pg := &Page{
		Kind: KindStatement, URL: "/" + src.Name + "/", Title: src.Title, Description: cmp.Or(src.Summary, p.text("site.page.description", src.Title, p.Organisation.Name)), Text: src.Text,
		Updated: iso(a.Updated),
	}
	part := func(id string, paragraphs ...Sentence) Outline {
		return Outline{
			ID: "_" + id, Heading: p.text("statement." + id + ".heading"),
			Paragraphs: slices.DeleteFunc(paragraphs, func(s Sentence) bool { return len(s) == 0 }),
		}
	}
	var conformance Sentence
	if a.Conformance != "" {
		word := strong(plain(p.text("statement.conformance." + a.Conformance)))
		conformance = Sentences(p.Say("statement.conformance.text", word), p.Say("statement.conformance.then_"+a.Conformance))
	}
	contact := part("contact", p.Say("statement.contact.text"))
	if line := contactLine(cmp.Or(a.Contact, p.Organisation.Contact)); len(line) > 0 {
		contact.Items = append(contact.Items, OutlineItem{Text: line})
	}
	if phone := p.Organisation.Phone; phone != "" {
		contact.Items = append(contact.Items, OutlineItem{Text: list(", ", p.Say("site.contact.phone", phone), plain(p.Organisation.Hours))})
	}
	report := Part{Text: p.text("statement.report.link"), Href: a.ReportURL}
	supervise := Part{Text: p.text("statement.supervision.link"), Href: superviseURL}
	content := part("content")
	for _, reason := range []string{"deficiency", "burden", "exempt"} {
		content.Parts = append(content.Parts, p.statementIssues(part(reason), reason))
	}
	tested := part("method", plain(a.Method), p.Say("statement.method.days", a.Assessed, a.Updated))
	p.addPage(pg, &StatementPage{
		Lead: p.Say("statement.lead", p.Organisation.Name, cmp.Or(a.Service, p.Title)),
		Parts: []Outline{
			part("conformance", conformance), contact, part("report", p.Say("statement.report.text", report)),
			part("supervision", p.Say("statement.supervision.text", supervise)), content, tested,
		},
	})
}

// statementIssues lists what is not accessible for one reason, or says that nothing is known.
func (p *lists) statementIssues(o Outline, reason string) Outline {
	for _, issue := range p.Accessibility.Issues {
		if issue.reason() != reason {
			continue
		}
		var why, fixed Sentence
		if issue.Motivation != "" {
			why = p.Say("statement.motivation", issue.Motivation)
		}
		if !issue.FixedBy.IsZero() {
			fixed = p.Say("statement.fixed_by", issue.FixedBy)
		}
		o.Items = append(o.Items, OutlineItem{Text: plain(issue.Text), Under: Sentences(why, fixed)})
	}
	key := "statement." + reason + ".some"
	if len(o.Items) == 0 {
		key = "statement." + reason + ".none"
	}
	o.Paragraphs = []Sentence{p.Say(key)}
	return o
}
