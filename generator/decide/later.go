package decide

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"styrdok/generator/diag"
	"styrdok/generator/edit"
	"styrdok/generator/library"
	"styrdok/generator/seal"
)

// Review is a look that left a document's text as it was.
type Review struct {
	Document            library.ID
	Date                library.Date
	By                  string // a body or a function; may be empty
	Section, CaseNumber string

	at places
}

// Record notes a review in the version that holds. The error is of the machine.
func Record(s Site, r Review) (Outcome, error) {
	var o Outcome
	err := s.review(r, &o)
	o.afterwards()
	return o, err
}

func (s Site) review(r Review, o *Outcome) error {
	d := s.document(r.Document, r.at.of("document"), o)
	if d == nil {
		return nil
	}
	v := d.Holds
	if v == nil {
		o.refuse(diag.NotInForce, r.at.of("document"), d.ID)
		return nil
	}
	if r.Date.Before(v.Adopted) {
		o.refuse(diag.DecisionTooEarly, r.at.of("date"), r.Date, v.Adopted)
	}
	for i, old := range v.Draft.Reviews {
		if old.Date == r.Date && sameBody(s.Rules, old.By, r.By) {
			o.Diags = append(o.Diags, diag.New(diag.AlreadyReviewed, r.at.of("document"), d.ID, r.Date).
				With(diag.Note{Pos: v.PosOf(fmt.Sprintf("reviews[%d].date", i)), Code: diag.AlreadyReviewed}))
			return nil
		}
	}
	if b := s.Rules.Body(r.By); b.KeepsMinutes() && r.Section == "" {
		o.refuse(diag.MissingSection, r.at.of("section"), b.Name)
	}
	if o.Diags.HasErrors() {
		return nil
	}
	entry := pairs(edit.Pair{Key: "date", Value: edit.Day(r.Date)}, "by", r.By, "section", r.Section, "case_number", r.CaseNumber)
	if err := s.change(v, v.File, o, edit.Append("reviews", entry...)); err != nil {
		return err
	}
	o.Done = append(o.Done, say("workflow.done.reviewed", v.Title, d.ID, r.Date))
	return nil
}

// sameBody reports whether two names are of one body, or of one function.
func sameBody(rules library.Rules, a, b string) bool {
	x, y := rules.Body(a), rules.Body(b)
	if x != nil && y != nil {
		return x.ID == y.ID
	}
	return strings.EqualFold(strings.TrimSpace(a), strings.TrimSpace(b))
}

// pairs makes the entries of a table, leaving out texts that are empty.
func pairs(first edit.Pair, rest ...string) []edit.Pair {
	out := []edit.Pair{first}
	for i := 0; i+1 < len(rest); i += 2 {
		if rest[i+1] != "" {
			out = append(out, edit.Pair{Key: rest[i], Value: edit.Text(rest[i+1])})
		}
	}
	return out
}

// Repeal is a decision that ends a document without a successor.
type Repeal struct {
	Document            library.ID
	Date, From          library.Date // From zero: Date
	Body                string
	Section, CaseNumber string

	at places
}

// End notes a repeal in the newest adopted version. The error is of the machine.
func End(s Site, r Repeal) (Outcome, error) {
	var o Outcome
	err := s.repeal(r, &o)
	o.afterwards()
	return o, err
}

func (s Site) repeal(r Repeal, o *Outcome) error {
	d := s.document(r.Document, r.at.of("document"), o)
	b := s.body(r.Body, r.at.of("body"), o)
	if d == nil || b == nil {
		return nil
	}
	versions := adoptedVersions(d)
	if len(versions) == 0 {
		o.refuse(diag.NotInForce, r.at.of("document"), d.ID)
		return nil
	}
	v := versions[len(versions)-1]
	if old := v.Repealed; old != nil && !old.Date.Before(v.Adopted) {
		o.Diags = append(o.Diags, diag.New(diag.AlreadyRepealed, r.at.of("document"), d.ID, old.Date).
			With(diag.Note{Pos: v.PosOf("repealed"), Code: diag.AlreadyRepealed}))
		return nil
	}
	if r.Date.Before(v.Adopted) {
		o.refuse(diag.DecisionTooEarly, r.at.of("date"), r.Date, v.Adopted)
	}
	if !r.From.IsZero() && r.From.Before(r.Date) {
		o.refuse(diag.DecisionTooEarly, r.at.of("date"), r.From, r.Date)
	}
	if b.KeepsMinutes() && r.Section == "" {
		o.refuse(diag.MissingSection, r.at.of("section"), b.Name)
	}
	if o.Diags.HasErrors() {
		return nil
	}
	entry := []edit.Pair{{Key: "date", Value: edit.Day(r.Date)}}
	if !r.From.IsZero() && r.From != r.Date {
		entry = append(entry, edit.Pair{Key: "from", Value: edit.Day(r.From)})
	}
	entry = append(entry, pairs(edit.Pair{Key: "by", Value: edit.Text(string(b.ID))}, "section", r.Section, "case_number", r.CaseNumber)...)
	if err := s.change(v, v.File, o, edit.Set("repealed", edit.Table(entry...))); err != nil {
		return err
	}
	from := cmp.Or(r.From, r.Date)
	o.Ended = append(o.Ended, d.ID)
	o.Done = append(o.Done, say("workflow.done.repealed", b.Name, v.Title, d.ID, r.Date, section(r.Section)))
	o.Done = append(o.Done, say("workflow.done.ended", from))
	o.onDay(from, s.Library.Today)
	if a := v.AdoptedBy; a != nil && committee(b) > committee(a) {
		o.then("workflow.next.lower-body", b.Name, a.Name)
	}
	for _, t := range slices.Concat(d.ImplementedBy, d.ComplementedBy) {
		if d := s.Library.Document(t.ID); d != nil && d.Holds != nil {
			o.then("workflow.next.depends", d.Title(), d.ID)
		}
	}
	return nil
}

// committee is a body's rank with committees, which have none of their own, last.
func committee(b *library.Body) int {
	if b.Rank <= 0 {
		return 1 << 10
	}
	return b.Rank
}

// Correction is an editorial change of an adopted text.
type Correction struct {
	Document library.ID
	Date     library.Date
	Note     string
	File     string // which version, if it cannot be told
	Markup   bool   // put right what in the text is nearly Markdown
}

// Correct notes a correction in the version whose text differs from its seal, else in the one
// that holds, and has it sealed anew. The error is of the machine.
func Correct(s Site, c Correction) (Outcome, error) {
	var o Outcome
	err := s.correct(c, &o)
	o.afterwards()
	return o, err
}

func (s Site) correct(c Correction, o *Outcome) error {
	d := s.document(c.Document, CommandLine, o)
	if d == nil {
		return nil
	}
	versions := adoptedVersions(d)
	var changed []*library.Version
	for _, v := range versions {
		if c.File != "" && fileIs(v, c.File) || c.File == "" && s.changed(v) {
			changed = append(changed, v)
		}
	}
	var v *library.Version
	switch {
	case len(changed) == 1:
		v = changed[0]
	case len(changed) > 1:
		several := diag.New(diag.SeveralDrafts, changed[1].PosOf("title"), d.ID, len(changed), changed[1].File)
		for _, v := range changed {
			several = several.With(diag.Note{Pos: v.PosOf("title"), Code: diag.SeveralDrafts})
		}
		o.Diags = append(o.Diags, several)
		return nil
	case c.File != "" || len(versions) == 0:
		o.refuse(diag.NotInForce, CommandLine, d.ID)
		return nil
	case d.Holds != nil:
		v = d.Holds
	default:
		v = versions[len(versions)-1]
	}
	if c.Date.Before(v.Adopted) {
		o.refuse(diag.DecisionTooEarly, CommandLine, c.Date, v.Adopted)
		return nil
	}
	if c.Date.After(s.Library.Today) {
		o.refuse(diag.CorrectionDate, CommandLine, c.Date, v.Adopted, s.Library.Today)
		return nil
	}
	entry := pairs(edit.Pair{Key: "date", Value: edit.Day(c.Date)}, "note", c.Note)
	if err := s.change(v, v.File, o, edit.Append("corrections", entry...)); err != nil {
		return err
	}
	if c.Markup {
		if done, err := s.mend(v, o); err != nil || !done {
			return err
		}
		changed = append(changed, v)
	}
	o.Seal = append(o.Seal, Key{d.ID, v.Adopted})
	o.Done = append(o.Done, say("workflow.done.corrected", v.Title, d.ID, c.Date))
	if len(changed) == 0 {
		o.Done = append(o.Done, say("workflow.done.unchanged"))
	}
	return nil
}

// mend puts right what in the text of a version is nearly Markdown, in the file as it then is, and tells
// whether the words are the same. It reports whether there was anything.
func (s Site) mend(v *library.Version, o *Outcome) (bool, error) {
	old, err := s.Read(v.File)
	if err != nil {
		return false, err
	}
	mended := s.Mend(v.Draft, old)
	if mended.Places == 0 {
		o.refuse(diag.NothingToMend, CommandLine, v.Document.ID)
		return false, nil
	}
	head := len(old) - len(v.Draft.Text)
	text := mended.File[head:]
	now := o.Files.Contents()[v.File]
	now = slices.Concat(now[:len(now)-len(v.Draft.Text)], text)
	o.Files.Put(v.File, old, now)
	o.Done = append(o.Done, say("workflow.done.mended", mended.Places))
	if len(mended.Was) == 0 {
		o.Done = append(o.Done, say("workflow.done.same-words"))
	}
	for i := range mended.Was {
		key := "workflow.done.other-words"
		switch {
		case mended.Now[i] == "":
			key = "workflow.done.gone-words"
		case mended.Was[i] == "":
			key = "workflow.done.new-words"
		}
		o.Done = append(o.Done, say(key, mended.Was[i], mended.Now[i]))
	}
	return true, nil
}

// changed reports whether a version has a seal that it does not fit any more.
func (s Site) changed(v *library.Version) bool {
	_, sealed, holds := s.seal(v)
	return sealed && !holds
}

// seal returns a version with its seal, whether it has one, and whether it fits that.
func (s Site) seal(v *library.Version) (now seal.Version, sealed, holds bool) {
	now = seal.Read(v.Draft, s.Sealing)
	e, sealed := seal.Find(s.Seals, now)
	return now, sealed, sealed && e.Holds(now)
}
