// Package bundle plans and words a meeting's decision package, which councils and boards get with the notice of a
// meeting: proposed decisions, a list of documents, appendices, and summaries of what proposals change. Its input is a
// meeting and the resolved library, its output parts and blocks that are printed like any other text. It knows no
// fonts, sheets or files; numbers of sheets and checksums are passed in when they are known.
package bundle

import (
	"cmp"
	"fmt"
	"slices"

	"styrdok/generator/decide"
	"styrdok/generator/diag"
	"styrdok/generator/library"
	"styrdok/generator/source"
)

// Role is the role of a part of a package.
type Role uint8

const (
	Report   Role = iota // a report with the proposed decisions: the covering one, or that of one matter
	Proposal             // the text to be adopted
	Marked               // the same with its changes marked
	InForce              // the text that it supersedes
	Summary              // what changes, section by section
	Repealed             // a text to be repealed
	Kept                 // a text that stays in force as it is
	Attached             // a document of one's own, which is a file by itself or only listed
)

// roleWords are the names of roles in keys of i18n.
var roleWords = [...]string{"report", "proposal", "marked", "in-force", "summary", "repealed", "kept", "attached"}

// String returns the name of the role in keys of i18n: "proposal", "in-force" …
func (r Role) String() string { return roleWords[r] }

// Bundle is the plan of a package.
type Bundle struct {
	Meeting  *source.Meeting
	Body     *library.Body // that meets
	Decider  *library.Body // that is to decide: Body, or the one that it proposes to
	Proposer *library.Body // that has laid the proposal before the meeting; nil if nobody has
	Items    []*Item
	Parts    []*Part // what is laid out, the covering report first
	Attached []*Part // what is not
}

// Proposes reports whether the body that meets lays a proposal before another.
func (b *Bundle) Proposes() bool { return b.Decider.ID != b.Body.ID }

// Item is one matter: a document and the proposed decision on it.
type Item struct {
	source.MeetingItem
	Document *library.Document
	Version  *library.Version // the proposal, or without one the version in force
	Against  *library.Version // the version that a revision supersedes
	From     library.Date     // first day on which the decision has effect; zero: the day on which another body decides
	Review   library.Review   // as it will be after the decision; zero if that depends on a day that is not known
	Report   *source.Report   // its own; nil if the covering one treats it
	Parts    []*Part          // its appendices, except what is attached

	at func(key string) diag.Pos
}

// Retitled reports whether a new version has another title than the one that it supersedes.
func (it *Item) Retitled() bool { return it.Against != nil && it.Against.Title != it.Version.Title }

// Part is one of the documents of a package.
type Part struct {
	Name    string // identifies the part in links: "bilaga-3"
	Role    Role
	Number  int   // of the appendix, from 1; 0 if it is not an appendix
	Item    *Item // nil for what concerns the whole package
	Version *library.Version

	Title string // of what is attached
	File  string // of what is attached, from the site's folder; empty if it is only listed
}

// Plan returns the plan of a meeting's package. Reports are those of all meetings' matters. lib is the whole library of the
// day, not its public view. What keeps the meeting from deciding is reported at its position in the meeting's file.
func Plan(m *source.Meeting, reports []*source.Report, lib *library.Library, rules library.Rules) (*Bundle, diag.List) {
	var diags diag.List
	body := func(name, key string) *library.Body {
		b := rules.Body(name)
		if b == nil && name != "" {
			diags = append(diags, rules.UnknownBody(m.PosOf(key), name))
		}
		return b
	}
	b := &Bundle{Meeting: m, Body: body(m.Body, "body"), Decider: body(m.ProposesTo, "proposes_to"), Proposer: body(m.Proposal.Body, "proposal.body")}
	if diags.HasErrors() {
		return nil, diags
	}
	b.Decider = cmp.Or(b.Decider, b.Body)
	for i, item := range m.Items {
		it := &Item{MeetingItem: item, at: m.ItemPos(i)}
		it.Number = cmp.Or(item.Number, i+1)
		if n := slices.IndexFunc(reports, func(r *source.Report) bool { return item.Report != "" && r.File == item.Report }); n >= 0 {
			it.Report = reports[n]
		}
		if it.Document = lib.Document(item.Document); it.Document == nil {
			diags = append(diags, diag.New(diag.UnknownDocument, it.at("document"), item.Document).Suggest(string(item.Document), lib.IDs()))
			continue
		}
		it.choose(b, &diags)
		b.Items = append(b.Items, it)
	}
	if diags.HasErrors() {
		return nil, diags.Sort()
	}
	b.foresee(lib, rules, m.Date)
	if b.Proposes() {
		b.unforeseen(lib, rules)
	}
	b.place()
	return b, diags.Sort()
}

// Cautions returns what to know before a package is sent: it shows a text that is not public, a proposal names another
// body, or a proposal changes nothing.
func (b *Bundle) Cautions() diag.List {
	var diags diag.List
	for _, it := range b.Items {
		switch it.Document.Visibility {
		case library.Hidden:
			diags.Add(diag.NotPublic, it.at("document"), it.Document.ID, diag.P("not-public.hidden"))
		case library.Listed:
			diags.Add(diag.NotPublic, it.at("document"), it.Document.ID, diag.P("not-public.listed"))
		}
		key := "body"
		if b.Proposes() {
			key = "proposes_to"
		}
		if v := it.Version; !v.Status.Adopted() && v.AdoptedBy != nil && v.AdoptedBy.ID != b.Decider.ID {
			diags = append(diags, diag.New(diag.OtherBody, b.Meeting.PosOf(key), v.Title, v.AdoptedBy.Name, b.Decider.Name).
				With(diag.Note{Pos: v.PosOf("adopted_by"), Code: diag.OtherBody}))
		}
		// Of a proposal the library has told already.
		if above := library.Overruled(b.Decider, it.Version); above != nil && it.Version.Status.Adopted() {
			diags = append(diags, diag.New(diag.LowerBody, b.Meeting.PosOf(key), b.Decider.Name, above.Name, diag.P("library.lower."+it.Action)).
				With(diag.NewNote(diag.LowerBody, it.Version.PosOf("adopted_by"), above.Name)))
		}
		if it.Action == "reaffirm" && !it.Version.ValidUntil.IsZero() {
			diags.Add(diag.EndsAnyway, it.at("action"), it.Version.Title, it.Version.ValidUntil)
		}
		for _, v := range []*library.Version{it.Version, it.Against} {
			if v != nil && v.Original != "" {
				only := diag.New(diag.OnlyOriginal, it.at("document"), v.Title, v.Original)
				only.Severity = diag.Warning
				diags = append(diags, only)
			}
		}
		if it.Against != nil && it.Against.SameWords(it.Version.Draft) {
			diags.Add(diag.UnchangedText, it.at("document"), it.Version.Title, it.Against.Adopted, it.Version.File)
		}
	}
	return diags.Sort()
}

// Withheld returns cautions about matters whose appendices have masked passages: members decide on the whole text.
func (b *Bundle) Withheld(masked map[*Part]bool) (diags diag.List) {
	for _, it := range b.Items {
		for _, p := range it.Parts {
			if masked[p] {
				diags.Add(diag.MaskedAppendix, it.at("document"), p.Number, b.Meeting.Name)
			}
		}
	}
	return diags
}

// choose finds the versions of a matter, or reports why it cannot be decided.
func (it *Item) choose(b *Bundle, diags *diag.List) {
	d, m := it.Document, b.Meeting
	day := m.Date
	if b.Proposes() {
		day = library.Date{} // nobody knows on which day the other body meets
	}
	if it.Action != "adopt" && it.Action != "revise" {
		it.Version, it.From = d.InForce, cmp.Or(it.MeetingItem.From, day)
		refused := decide.CheckRepeal(d, it.at)
		if refused == nil && d.InForce == nil {
			refused.Add(diag.NotInForce, it.at("document"), d.ID)
		}
		if refused == nil && it.Action == "extend" {
			refused = decide.CheckExtension(it.Version, library.Extension{Date: m.Date, Until: it.Until}, it.at)
		}
		*diags = append(*diags, refused...)
		return
	}
	var refused diag.List
	it.Version, refused = decide.Draft(d, it.File, it.at)
	if *diags = append(*diags, refused...); it.Version == nil {
		return
	}
	it.From = cmp.Or(it.Version.Draft.InForce, day)
	*diags = append(*diags, decide.CheckAdoption(it.Version, m.Date, cmp.Or(it.From, m.Date), it.at)...)
	switch {
	case it.Action == "revise" && d.InForce == nil:
		diags.Add(diag.NothingToRevise, it.at("action"), d.ID)
	case it.Action == "adopt" && d.InForce != nil:
		*diags = append(*diags, diag.New(diag.AlreadyInForce, it.at("action"), d.ID, d.InForce.Adopted).
			With(diag.Note{Pos: d.InForce.PosOf("adopted"), Code: diag.AlreadyInForce}))
	case it.Action == "revise":
		it.Against = d.InForce
	}
}

// preparation is how many days a proposal to another body may wait for its decision, at the most.
const preparation = 120

// unforeseen removes the states of review that depend on the day on which another body decides.
func (b *Bundle) unforeseen(lib *library.Library, rules library.Rules) {
	var soon []library.Review
	for _, it := range b.Items {
		soon = append(soon, it.Review)
	}
	b.foresee(lib, rules, b.Meeting.Date.AddDays(preparation))
	for i, it := range b.Items {
		if it.Review.Due != soon[i].Due {
			it.Review = library.Review{}
		}
	}
}

// foresee computes the state of review of each document after all proposed decisions, if they are made on a day.
func (b *Bundle) foresee(lib *library.Library, rules library.Rules, on library.Date) {
	decided := map[string]*library.Draft{}
	day := on
	for _, it := range b.Items {
		draft := *it.Version.Draft
		switch it.Action {
		case "adopt", "revise":
			draft.Status, draft.Adopted, draft.AdoptedBy = "adopted", on, string(b.Decider.ID)
			if it.From.After(day) {
				day = it.From
			}
		case "reaffirm":
			draft.Reviews = append(slices.Clone(draft.Reviews), library.DraftReview{Date: on, By: string(b.Decider.ID)})
		case "extend":
			draft.Extensions = append(slices.Clone(draft.Extensions), library.DraftExtension{Date: on, Until: it.Until, By: string(b.Decider.ID)})
		case "repeal":
			continue
		}
		decided[draft.File] = &draft
	}
	var drafts []*library.Draft
	for _, v := range lib.Versions() {
		drafts = append(drafts, cmp.Or(decided[v.File], v.Draft))
	}
	then, _ := library.Resolve(drafts, rules, day)
	for _, it := range b.Items {
		if d := then.Document(it.Document.ID); d != nil && it.Action != "repeal" {
			it.Review = d.Review
		}
	}
}

// rolesOf are the appendices of a matter, by its action.
var rolesOf = map[string][]Role{
	"adopt": {Proposal}, "revise": {Proposal, Marked, InForce, Summary}, "repeal": {Repealed}, "reaffirm": {Kept}, "extend": {Kept},
}

// place sorts the parts and numbers the appendices, attached files among them.
func (b *Bundle) place() {
	b.Parts = []*Part{{Name: "missiv", Role: Report}}
	number := 0
	appendix := func(p *Part) *Part {
		number++
		p.Number, p.Name = number, fmt.Sprintf("bilaga-%d", number)
		return p
	}
	attach := func(it *Item) {
		for _, a := range b.Meeting.Attachments {
			if it == nil && a.Document == "" || it != nil && a.Document == it.Document.ID {
				p := &Part{Role: Attached, Item: it, Title: a.Title, File: a.File}
				if a.File != "" {
					p = appendix(p)
				}
				b.Attached = append(b.Attached, p)
			}
		}
	}
	for i, it := range b.Items {
		if it.Report != nil {
			b.Parts = append(b.Parts, &Part{Name: fmt.Sprintf("skrivelse-%d", i+1), Role: Report, Item: it})
		}
		roles := rolesOf[it.Action]
		if it.Against != nil && it.Against.Original != "" {
			roles = []Role{Proposal}
		}
		if it.Version.Original != "" {
			roles = nil // its file is named instead
		}
		for _, r := range roles {
			p := appendix(&Part{Role: r, Item: it, Version: it.Version})
			if r == InForce {
				p.Version = it.Against
			}
			it.Parts = append(it.Parts, p)
		}
		b.Parts = append(b.Parts, it.Parts...)
		attach(it)
	}
	attach(nil)
}

// Matters returns the matters that a report treats.
func (b *Bundle) Matters(report *Part) []*Item {
	if report.Item != nil {
		return []*Item{report.Item}
	}
	return slices.DeleteFunc(slices.Clone(b.Items), func(it *Item) bool { return it.Report != nil })
}

// Begins reports whether a part is the first of its matter.
func (b *Bundle) Begins(p *Part) bool {
	i := slices.Index(b.Parts, p)
	return p.Item != nil && b.Parts[i-1].Item != p.Item
}

// Basis returns what a report lists as the basis of the decisions that it proposes.
func (b *Bundle) Basis(report *Part) []*Part {
	matters := b.Matters(report)
	out := []*Part{report}
	for _, p := range b.Parts {
		if p.Role != Report && slices.Contains(matters, p.Item) {
			out = append(out, p)
		}
	}
	for _, p := range b.Attached {
		if p.Item == report.Item || slices.Contains(matters, p.Item) {
			out = append(out, p)
		}
	}
	return out
}

// PartOf returns the part to which a link to a document leads, or nil. A link from a text in force leads to the text in
// force, if that is a part, and a link from any other part to the text that will be in force. If file is not empty, the
// link leads to that version only.
func (b *Bundle) PartOf(id library.ID, file string, from Role) *Part {
	for _, it := range b.Items {
		if it.Document.ID != id {
			continue
		}
		for _, p := range it.Parts {
			if p.Role == Marked || p.Role == Summary {
				continue
			}
			if file != "" && p.Version.File == file || file == "" && p.Role == InForce && from == InForce {
				return p
			}
		}
		if file == "" && len(it.Parts) > 0 {
			return it.Parts[0]
		}
	}
	return nil
}

// Files returns the source files of the versions in the package.
func (b *Bundle) Files() []string {
	var out []string
	for _, p := range b.Parts {
		if p.Version != nil && !slices.Contains(out, p.Version.File) {
			out = append(out, p.Version.File)
		}
	}
	return out
}
