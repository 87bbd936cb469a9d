package decide

import (
	"cmp"
	"path"
	"slices"

	"styrdok/generator/diag"
	"styrdok/generator/edit"
	"styrdok/generator/library"
	"styrdok/generator/pattern"
	"styrdok/generator/seal"
)

// Adoption is a decision that makes a draft an adopted version. If Body is empty, it is the one that the draft names.
type Adoption struct {
	Decision
	InForce   library.Date // zero: as the draft says
	Version   string       // empty: as the draft says
	File      string       // which draft, if there are several
	Announced library.Date // when the approval of the minutes was announced (KL 8 kap. 12 §); zero: not yet
}

// Adopt makes a document's draft, consultation or proposal an adopted version. It leaves alone what has been adopted so already.
func Adopt(s Site, a Adoption) (Outcome, error) {
	return outcome(func(o *Outcome) error {
		if d := s.Library.Document(a.Document); d != nil {
			if done, err := s.adoptedSo(d, a, o); err != nil {
				return err
			} else if done {
				o.already(d, a.Date, a.Section)
				return nil
			}
		}
		b, err := s.adopt(a, o)
		o.announced(a.Announced, b)
		return err
	})
}

// adopt returns the body that decided, or nil if it refuses.
func (s Site) adopt(a Adoption, o *Outcome) (*library.Body, error) {
	d := s.document(a.Document, a.at.of("document"), o)
	var b *library.Body
	if a.Body != "" {
		b = s.body(a.Body, a.at.of("body"), o)
	}
	if d == nil || o.Diags.HasErrors() && b == nil {
		return nil, nil
	}
	v, refused := Draft(d, a.File, a.at)
	if v == nil {
		if recorded := s.recorded(d, a); recorded != nil {
			key, was, asked := s.otherwise(recorded, a)
			refused = diag.List{diag.New(diag.AdoptedOtherwise, a.at.of(cmp.Or(itemKeys[key], key)), d.ID, a.Date, key, was, asked).
				With(diag.NewNote(diag.AdoptedOtherwise, recorded.PosOf(key), key, was))}
		}
		o.Diags = append(o.Diags, refused...)
		return nil, nil
	}
	o.Diags = append(o.Diags, refused...)
	if b = cmp.Or(b, v.AdoptedBy); b == nil { // The draft says who is to decide.
		o.refuse(diag.MissingFlag, CommandLine, "--body", "--body kf")
		return nil, nil
	}
	if s.Unwritten != nil {
		o.Diags = append(o.Diags, s.Unwritten(v.Draft)...)
	}
	decided := cmp.Or(a.Section, v.Section)
	if decided == "" && b.KeepsMinutes() {
		o.refuseBecause(v.PosOf("title"), diag.MissingSection, a.at.of("section"), b.Name)
	}
	before := adoptedVersions(d)
	o.Diags = append(o.Diags, CheckAdoption(v, a.Date, a.from(v), a.at)...)
	if o.Diags.HasErrors() {
		return nil, nil
	}
	changes := []edit.Change{edit.Set("adopted", edit.Day(a.Date)), edit.Set("adopted_by", edit.Text(string(b.ID)))}
	for _, p := range pairs("section", a.Section, "case_number", a.CaseNumber, "version", a.Version) {
		changes = append(changes, edit.Set(p.Key, p.Value))
	}
	if !a.InForce.IsZero() {
		changes = append(changes, edit.Set("in_force", edit.Day(a.InForce)))
	}
	changes = append(changes, edit.Remove("status"))
	to := s.place(v, a, before)
	if err := s.change(v, to, o, changes...); err != nil {
		return nil, err
	}
	o.Seal = append(o.Seal, Key{d.ID, a.Date})
	o.report(d, v, b, a, to, before)
	if n := len(before); n > 0 {
		o.lowerBody(b, before[n-1])
	}
	for _, id := range v.Replaces {
		if other := s.Library.Document(library.ID(id)); other != nil {
			o.lowerBody(b, other.InForce)
		}
	}
	o.onDay(a.from(v), s.Library.Today)
	return b, nil
}

// itemKeys are the keys of a meeting's item for keys of front matter, where they differ.
var itemKeys = map[string]string{"adopted_by": "body"}

// recorded is the version that a document's file says was adopted on the day of an adoption and is of the file that it names, or nil.
func (s Site) recorded(d *library.Document, a Adoption) *library.Version {
	all := adoptedVersions(d)
	if i := slices.IndexFunc(all, func(v *library.Version) bool { return v.Adopted == a.Date && (a.File == "" || v.IsFile(a.File)) }); i >= 0 {
		return all[i]
	}
	return nil
}

// otherwise returns the first key of a recorded version that differs from an adoption, with both values, or "".
func (s Site) otherwise(v *library.Version, a Adoption) (key, was, asked string) {
	if by := v.Draft.AdoptedBy; a.Body != "" && !sameBody(s.Rules, by, a.Body) {
		return "adopted_by", by, a.Body
	}
	for _, k := range []struct{ key, was, asked string }{
		{"section", v.Section, a.Section}, {"case_number", v.CaseNumber, a.CaseNumber}, {"version", v.Draft.Version, a.Version},
		{"in_force", cmp.Or(v.Draft.InForce, v.Adopted).String(), a.InForce.String()},
	} {
		if k.asked != "" && k.asked != k.was {
			return k.key, k.was, k.asked
		}
	}
	return "", "", ""
}

// adoptedSo reports whether a document has a version with the same decision. One that a killed run has adopted gets its file name
// and its seal.
func (s Site) adoptedSo(d *library.Document, a Adoption, o *Outcome) (bool, error) {
	v := s.recorded(d, a)
	if v == nil {
		return false, nil
	}
	if key, _, _ := s.otherwise(v, a); key != "" {
		return false, nil
	}
	if seal.Has(s.Seals, v.Draft) {
		return true, nil
	}
	o.Seal = append(o.Seal, Key{d.ID, v.Adopted})
	others := slices.DeleteFunc(adoptedVersions(d), func(other *library.Version) bool { return other == v })
	if to := s.place(v, a, others); to != v.File {
		if err := s.change(v, to, o); err != nil {
			return false, err
		}
		o.done("workflow.done.moved", v.File, to)
	}
	return true, nil
}

// already says that a decision has been carried out before.
func (o *Outcome) already(d *library.Document, day library.Date, decided string) {
	o.done("workflow.done.already", d.Shown.Title, d.ID, day, section(decided))
}

// from returns the first day on which the draft v will be in force.
func (a Adoption) from(v *library.Version) library.Date {
	return cmp.Or(a.InForce, v.Draft.InForce, a.Date)
}

// report adds what an adoption did and what remains to be done.
func (o *Outcome) report(d *library.Document, v *library.Version, b *library.Body, a Adoption, to string, before []*library.Version) {
	verb := "adopted"
	if d.Kind != nil {
		verb = cmp.Or(string(d.Kind.Verb), verb)
	}
	o.done("workflow.done."+verb, b.Name, v.Title, d.ID, a.Date, section(cmp.Or(a.Section, v.Section)))
	if to != v.File {
		o.done("workflow.done.moved", v.File, to)
	}
	from := a.from(v)
	if n := len(before); n > 0 {
		o.done("workflow.done.supersedes", before[n-1].Adopted, from)
	} else {
		o.done("workflow.done.holds", from)
	}
	o.done("workflow.done.sealed")
	if v.AdoptedBy != nil && v.AdoptedBy.ID != b.ID {
		o.then("workflow.next.other-body", v.AdoptedBy.Name, b.Name)
	}
	if cmp.Or(a.CaseNumber, v.CaseNumber) == "" {
		o.then("workflow.next.case-number", to)
	}
	if n := len(before); n > 0 && before[n-1].SameWords(v.Draft) {
		o.then("workflow.next.same-text", before[n-1].Adopted)
	}
	if d.Kind != nil && d.Kind.Statute {
		o.then("workflow.next.statute")
	}
}

var fileName = pattern.New(`^[a-z0-9-]+$`)

// place returns the path that an adopted draft's file gets. A document of one file keeps it. A file beside other versions
// is named after its version, or after its day if the version cannot be a file name or the other files are named after
// their days.
func (s Site) place(v *library.Version, a Adoption, before []*library.Version) string {
	if v.VersionFile == "" {
		return v.File
	}
	byName := slices.ContainsFunc(before, func(b *library.Version) bool { return b.VersionFile != b.Adopted.String() })
	name := cmp.Or(a.Version, v.Version)
	if len(before) > 0 && !byName || !fileName.MatchString(name) || taken(v, name) {
		name = a.Date.String()
	}
	if taken(v, name) {
		return v.File
	}
	return path.Join(path.Dir(v.File), name+".md")
}

// taken reports whether another version of the document has a file with the name.
func taken(v *library.Version, name string) bool {
	return slices.ContainsFunc(v.Document.Versions, func(o *library.Version) bool { return o != v && o.VersionFile == name })
}
