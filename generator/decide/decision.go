// Package decide carries out what a body has decided about documents: it finds the files that
// a decision concerns, refuses what cannot be, and says which files change and how. Input are a
// resolved Library and the files' bytes, output are changed files, diagnostics and sentences for
// whoever asked. It writes nothing, and it does not know how a site is built or checked.
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

// Site is what decisions are carried out on.
type Site struct {
	Library *library.Library
	Rules   library.Rules
	Seals   []seal.Entry
	Sealing seal.Site // what seals depend on
	// Read returns a file of the site's folder byte for byte.
	Read func(file string) ([]byte, error)
	// Unwritten returns errors for what is left in a text of a draft's skeleton; nil: there are none.
	Unwritten func(*library.Draft) diag.List
	// Mend rewrites what in a version's file is nearly Markdown, as far as that is certain.
	Mend func(d *library.Draft, file []byte) Mended
}

// Mended is a file whose markup has been put right.
type Mended struct {
	File     []byte
	Places   int      // how many there were
	Was, Now []string // the words that differ, place by place
}

// Key names an adopted version.
type Key struct {
	Document library.ID
	Adopted  library.Date
}

// Sentence is something to tell; Key is a text of i18n.
type Sentence struct {
	Key  string
	Args []any
}

func say(key string, args ...any) Sentence { return Sentence{key, args} }

// Outcome is what comes of a decision. If Diags has errors nothing is to be written.
type Outcome struct {
	Files  edit.Files
	Seal   []Key // versions that are to be sealed as they then are
	Unseal []Key // seals that are to go
	Diags  diag.List
	Done   []Sentence // what has happened
	Next   []Sentence // what remains for the person to do

	Ended []library.ID // documents that hold no longer, at once or on a coming day

	later []Sentence // what remains on a coming day
}

func (o *Outcome) refuse(code diag.Code, pos diag.Pos, args ...any) { o.Diags.Add(code, pos, args...) }

// then adds a thing to do, once.
func (o *Outcome) then(key string, args ...any) {
	o.Next = Once(o.Next, say(key, args...))
}

// Once adds a sentence to those to be told, unless it is there.
func Once(told []Sentence, s Sentence) []Sentence {
	if slices.ContainsFunc(told, func(o Sentence) bool { return o.Key == s.Key && slices.Equal(o.Args, s.Args) }) {
		return told
	}
	return append(told, s)
}

// CommandLine is the place of what was asked for on the command line.
var CommandLine = diag.Pos{File: "styrdok"}

// places tells where something that was asked for is written. The zero value is the command line.
type places func(key string) diag.Pos

func (p places) of(key string) diag.Pos {
	if p == nil {
		return CommandLine
	}
	return p(key)
}

// CleanPath is a path within the site's folder as it is written here: with slashes, whatever the
// machine writes, and without what means the folder itself.
func CleanPath(s string) string { return strings.TrimPrefix(strings.ReplaceAll(s, `\`, "/"), "./") }

// CleanID takes a document's ID as people write it: also the path of its file or folder.
func CleanID(s string) library.ID {
	s = strings.TrimPrefix(strings.Trim(CleanPath(s), "/"), "content/")
	return library.ID(strings.TrimSuffix(s, ".md"))
}

// document finds a document, or refuses with the nearest one.
func (s Site) document(id library.ID, pos diag.Pos, o *Outcome) *library.Document {
	if d := s.Library.Document(id); d != nil {
		return d
	}
	unknown := diag.New(diag.UnknownDocument, pos, id)
	var ids []string
	for _, d := range s.Library.Documents {
		ids = append(ids, string(d.ID))
		if unknown.Subject == "" && d.ID.Name() == path.Base(string(id)) {
			unknown.Subject = string(d.ID)
		}
	}
	if unknown.Subject == "" {
		unknown.Subject = diag.Nearest(string(id), ids)
	}
	o.Diags = append(o.Diags, unknown)
	return nil
}

// body finds a body, or refuses with the nearest one.
func (s Site) body(name string, pos diag.Pos, o *Outcome) *library.Body {
	if b := s.Rules.Body(name); b != nil {
		return b
	}
	unknown := diag.New(diag.UnknownBody, pos, name)
	unknown.Subject = s.Rules.NearestBody(name)
	o.Diags = append(o.Diags, unknown)
	return nil
}

// adoptedVersions returns a document's adopted versions by adoption, those of coming days too.
func adoptedVersions(d *library.Document) []*library.Version {
	var out []*library.Version
	for _, v := range d.Versions {
		if seal.Adopted(v.Draft) {
			out = append(out, v)
		}
	}
	slices.SortStableFunc(out, func(a, b *library.Version) int { return a.Adopted.Compare(b.Adopted) })
	return out
}

// drafts returns the versions that are yet to be adopted.
func drafts(d *library.Document) []*library.Version {
	var out []*library.Version
	for _, v := range d.Versions {
		if !seal.Adopted(v.Draft) {
			out = append(out, v)
		}
	}
	return out
}

// fileIs reports whether a version's file is the one that somebody names: by its whole path, by its
// path below content/, or by its name alone.
func fileIs(v *library.Version, named string) bool {
	named = CleanPath(named)
	base := strings.TrimSuffix(path.Base(v.File), ".md")
	return slices.Contains([]string{v.File, strings.TrimPrefix(v.File, "content/"), path.Base(v.File), base}, named)
}

// change edits the front matter of a version's file and moves the file, if it gets another name.
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

// onDay says that the site must be built on a coming day, when something begins or ends.
func (o *Outcome) onDay(day, today library.Date) {
	if day.After(today) && !slices.ContainsFunc(o.later, func(s Sentence) bool { return s.Args[0] == day }) {
		o.later = append(o.later, say("workflow.next.coming", day))
	}
}

// afterwards says what always remains to be done.
func (o *Outcome) afterwards() {
	o.then("workflow.next.commit")
	o.then("workflow.next.build")
	o.Next = append(o.Next, o.later...)
}

// section words a section behind a date; there need be none.
func section(s string) any {
	if s == "" {
		return ""
	}
	return ", " + s
}
