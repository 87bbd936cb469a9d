// Package decide carries out what a body has decided about documents: it finds the files that a decision concerns, refuses
// what is invalid, and says which files change and how. Its input is a resolved Library and the bytes of files, its output
// changed files, diagnostics, and sentences for whoever gave the command. It writes nothing, and it does not know how a
// site is built or checked.
//
// Every function that carries out a decision returns an [Outcome]; its error means that the machine failed.
package decide

import (
	"path"
	"slices"
	"strings"

	"styrdok/generator/diag"
	"styrdok/generator/edit"
	"styrdok/generator/library"
	"styrdok/generator/seal"
)

// Site is the site whose documents are decided on.
type Site struct {
	Library *library.Library
	Rules   library.Rules
	Seals   []seal.Entry
	Sealing seal.Site // what seals depend on
	// Read returns the bytes of a file in the site's folder.
	Read func(file string) ([]byte, error)
	// Unwritten returns an error for each part of the skeleton of a new draft that is left in a text. It may be nil.
	Unwritten func(*library.Draft) diag.List
	// Mend rewrites what in a version's file is nearly Markdown, where the meaning is certain.
	Mend func(d *library.Draft, file []byte) Mended
}

// Mended is a file whose markup has been corrected.
type Mended struct {
	File     []byte
	Places   int      // number of corrections
	Was, Now []string // the words that differ, place by place; empty where words are new or removed
}

// Key identifies an adopted version.
type Key struct {
	Document library.ID
	Adopted  library.Date
}

// Decision is what decisions of all kinds have in common.
type Decision struct {
	Document            library.ID
	Date                library.Date
	Body                string // its ID, name or short name; may be empty where the kind of decision says so
	Section, CaseNumber string // as written in the minutes; empty if unknown

	at positions
}

// notBefore refuses a decision on a version that was made before its adoption.
func (d Decision) notBefore(v *library.Version, o *Outcome) {
	if d.Date.Before(v.Adopted) {
		o.refuse(diag.DecisionTooEarly, d.at.of("date"), d.Date, v.Adopted)
	}
}

// needSection refuses a decision without a section by a body that keeps minutes. b may be nil.
func (d Decision) needSection(b *library.Body, o *Outcome) {
	if d.Section == "" && b.KeepsMinutes() {
		o.refuse(diag.MissingSection, d.at.of("section"), b.Name)
	}
}

// entry returns the decision as a table of front matter, with further entries behind the date.
func (d Decision) entry(by string, further ...edit.Pair) []edit.Pair {
	entry := append([]edit.Pair{{Key: "date", Value: edit.Day(d.Date)}}, further...)
	return append(entry, pairs("by", by, "section", d.Section, "case_number", d.CaseNumber)...)
}

// pairs returns entries of a table from keys and values, without those whose value is empty.
func pairs(keysAndValues ...string) []edit.Pair {
	var out []edit.Pair
	for i := 0; i+1 < len(keysAndValues); i += 2 {
		if value := keysAndValues[i+1]; value != "" {
			out = append(out, edit.Pair{Key: keysAndValues[i], Value: edit.Text(value)})
		}
	}
	return out
}

// Sentence is the key of a text of i18n, with its arguments.
type Sentence struct {
	Key  string
	Args []any
}

// Outcome is the result of a decision. If Diags has errors, nothing may be written.
type Outcome struct {
	Files  edit.Files
	Seal   []Key // versions to be sealed as they are in Files
	Unseal []Key // seals to be removed
	Diags  diag.List
	Done   []Sentence   // what has happened
	Next   []Sentence   // what remains to be done by whoever gave the command
	Ended  []library.ID // documents that are no longer in force, today or on a coming day

	later []Sentence // what remains to be done on a coming day
}

// outcome returns what carryOut adds to an empty Outcome, with what always remains to be done.
func outcome(carryOut func(*Outcome) error) (Outcome, error) {
	var o Outcome
	err := carryOut(&o)
	o.then("workflow.next.commit")
	o.then("workflow.next.build")
	o.Next = append(o.Next, o.later...)
	return o, err
}

func (o *Outcome) refuse(code diag.Code, pos diag.Pos, args ...any) { o.Diags.Add(code, pos, args...) }

// refuseBecause refuses with a note on the place that is the reason.
func (o *Outcome) refuseBecause(reason diag.Pos, code diag.Code, pos diag.Pos, args ...any) {
	o.Diags = append(o.Diags, diag.New(code, pos, args...).With(diag.Note{Pos: reason, Code: code}))
}

// several reports that it is unclear which of several versions of a document is meant.
func several(pos diag.Pos, versions []*library.Version) diag.Diagnostic {
	out := diag.New(diag.SeveralDrafts, pos, versions[0].Document.ID, len(versions), versions[1].File)
	for _, v := range versions {
		out = out.With(diag.Note{Pos: v.PosOf("title"), Code: diag.SeveralDrafts})
	}
	return out
}

// done adds a sentence on what has happened.
func (o *Outcome) done(key string, args ...any) { o.Done = append(o.Done, Sentence{key, args}) }

// then adds a sentence on what remains to be done, unless it is there.
func (o *Outcome) then(key string, args ...any) { o.Next = Once(o.Next, Sentence{key, args}) }

// Once appends a sentence unless the list has it.
func Once(list []Sentence, s Sentence) []Sentence {
	if slices.ContainsFunc(list, func(o Sentence) bool { return o.Key == s.Key && slices.Equal(o.Args, s.Args) }) {
		return list
	}
	return append(list, s)
}

// CommandLine is the position of what was given on the command line.
var CommandLine = diag.Pos{File: "styrdok"}

// positions returns where the value of a key was given. Nil stands for the command line.
type positions func(key string) diag.Pos

func (p positions) of(key string) diag.Pos {
	if p == nil {
		return CommandLine
	}
	return p(key)
}

// CleanPath returns a path within the site's folder in the form that the program uses: with slashes on every system, and
// without a leading "./".
func CleanPath(s string) string { return strings.TrimPrefix(strings.ReplaceAll(s, `\`, "/"), "./") }

// CleanID returns a document's ID from what people write for it: the ID, or the path of its file or folder.
func CleanID(s string) library.ID {
	s = strings.TrimPrefix(strings.Trim(CleanPath(s), "/"), "content/")
	return library.ID(strings.TrimSuffix(s, ".md"))
}

// document returns a document, or refuses and suggests the nearest one.
func (s Site) document(id library.ID, pos diag.Pos, o *Outcome) *library.Document {
	if d := s.Library.Document(id); d != nil {
		return d
	}
	unknown := diag.New(diag.UnknownDocument, pos, id).Suggest(string(id), s.Library.IDs())
	// One of the same name in another collection is nearer than any other.
	if i := slices.IndexFunc(s.Library.Documents, func(d *library.Document) bool { return d.ID.Name() == path.Base(string(id)) }); i >= 0 {
		unknown.Subject = string(s.Library.Documents[i].ID)
	}
	o.Diags = append(o.Diags, unknown)
	return nil
}

// body returns a body, or refuses and suggests the nearest one.
func (s Site) body(name string, pos diag.Pos, o *Outcome) *library.Body {
	if b := s.Rules.Body(name); b != nil {
		return b
	}
	o.Diags = append(o.Diags, s.Rules.UnknownBody(pos, name))
	return nil
}

// adoptedVersions returns a document's adopted versions in the order of their adoption, including those that are not yet
// in force.
func adoptedVersions(d *library.Document) []*library.Version {
	out := slices.DeleteFunc(slices.Clone(d.Versions), func(v *library.Version) bool { return !seal.Adopted(v.Draft) })
	slices.SortStableFunc(out, func(a, b *library.Version) int { return a.Adopted.Compare(b.Adopted) })
	return out
}

// validVersions returns the adopted versions that no court has annulled.
func validVersions(d *library.Document) []*library.Version {
	return slices.DeleteFunc(adoptedVersions(d), func(v *library.Version) bool { return v.Status == library.StatusAnnulled })
}

// drafts returns a document's versions that have not been adopted.
func drafts(d *library.Document) []*library.Version {
	return slices.DeleteFunc(slices.Clone(d.Versions), func(v *library.Version) bool { return seal.Adopted(v.Draft) })
}

// change edits the front matter of a version's file, and moves the file to another path if to differs from its own.
func (s Site) change(v *library.Version, to string, o *Outcome, changes ...edit.Change) error {
	old, err := s.Read(v.File)
	if err != nil {
		return err
	}
	now, err := edit.FrontMatter(old, changes...)
	if err != nil {
		return err
	}
	o.Files.Move(v.File, to, old, now)
	return nil
}

// lowerBody adds that a body has decided on what one above it adopted, if so.
func (o *Outcome) lowerBody(b *library.Body, v *library.Version) {
	if above := library.Overruled(b, v); above != nil {
		o.then("workflow.next.lower-body", b.Name, above.Name, v.Title)
	}
}

// onDay adds that the site must be built on a coming day, when something begins or ends.
func (o *Outcome) onDay(day, today library.Date) {
	if day.After(today) {
		o.later = Once(o.later, Sentence{"workflow.next.coming", []any{day}})
	}
}

// section returns the section as it follows a date in a sentence; empty if there is none.
func section(s string) any {
	if s == "" {
		return ""
	}
	return ", " + s
}
