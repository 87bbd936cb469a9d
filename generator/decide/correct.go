package decide

import (
	"cmp"
	"slices"

	"styrdok/generator/diag"
	"styrdok/generator/edit"
	"styrdok/generator/library"
	"styrdok/generator/seal"
)

// Correction is an editorial change of an adopted text. No body decides on it.
type Correction struct {
	Document library.ID
	Date     library.Date
	Note     string
	File     string // which version, if more than one differs from its seal; usually empty
	Markup   bool   // also rewrite what in the text is nearly Markdown
}

// Correct adds a correction to the version whose text differs from its seal, or if there is none to the one in force, and
// has it sealed anew.
func Correct(s Site, c Correction) (Outcome, error) {
	return outcome(func(o *Outcome) error { return s.correct(c, o) })
}

func (s Site) correct(c Correction, o *Outcome) error {
	d := s.document(c.Document, CommandLine, o)
	if d == nil {
		return nil
	}
	versions := adoptedVersions(d)
	changed := slices.DeleteFunc(slices.Clone(versions), func(v *library.Version) bool {
		return c.File != "" && !v.IsFile(c.File) || c.File == "" && !s.changed(v)
	})
	var v *library.Version
	switch {
	case len(changed) == 1:
		v = changed[0]
	case len(changed) > 1:
		o.Diags = append(o.Diags, several(changed[1].PosOf("title"), changed))
		return nil
	case c.File != "" || len(versions) == 0:
		o.refuse(diag.NotInForce, CommandLine, d.ID)
		return nil
	default:
		v = cmp.Or(d.InForce, versions[len(versions)-1])
	}
	if c.Date.Before(v.Adopted) {
		o.refuse(diag.DecisionTooEarly, CommandLine, c.Date, v.Adopted)
		return nil
	}
	if c.Date.After(s.Library.Today) {
		o.refuse(diag.CorrectionDate, CommandLine, c.Date, v.Adopted, s.Library.Today)
		return nil
	}
	entry := append([]edit.Pair{{Key: "date", Value: edit.Day(c.Date)}}, pairs("note", c.Note)...)
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
	o.done("workflow.done.corrected", v.Title, d.ID, c.Date)
	if len(changed) == 0 {
		o.done("workflow.done.unchanged")
	}
	return nil
}

// mend rewrites what in the text of a version is nearly Markdown, in the file as o has changed it, and adds to o what
// became of the words. It reports whether there was anything to rewrite.
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
	o.done("workflow.done.mended", mended.Places)
	if len(mended.Was) == 0 {
		o.done("workflow.done.same-words")
	}
	for i := range mended.Was {
		key := "workflow.done.other-words"
		switch {
		case mended.Now[i] == "":
			key = "workflow.done.gone-words"
		case mended.Was[i] == "":
			key = "workflow.done.new-words"
		}
		o.done(key, mended.Was[i], mended.Now[i])
	}
	return true, nil
}

// changed reports whether a version has a seal and differs from it.
func (s Site) changed(v *library.Version) bool {
	sealed, holds := s.seal(v)
	return sealed && !holds
}

// seal reports whether a version has a seal, and whether that holds.
func (s Site) seal(v *library.Version) (sealed, holds bool) {
	now := seal.Read(v.Draft, s.Sealing)
	e, sealed := seal.Find(s.Seals, now)
	return sealed, sealed && e.Holds(now)
}
