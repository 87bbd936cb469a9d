package decide

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"styrdok/generator/diag"
	"styrdok/generator/edit"
	"styrdok/generator/library"
	"styrdok/generator/seal"
	"styrdok/generator/source"
)

// Renaming gives a document another ID. References to it change with it, and its old addresses become aliases.
type Renaming struct {
	From, To library.ID
	Texts    []string          // every Markdown file of the site
	Attached []string          // other files in the document's folder
	Meetings []*source.Meeting // of the site
	Reserved []string          // names that no collection may have
	// File returns the bytes of an attached file.
	File func(file string) ([]byte, error)
}

// renaming is the state of a [Renaming].
type renaming struct {
	Renaming
	site     Site
	document *library.Document
	late     bool                   // the files have been moved by hand
	places   map[string][]reference // by file
	links    int                    // number of texts that link to the document
}

// reference is the line and column of the document's ID in a file.
type reference struct{ line, column int }

// Rename renames a document.
func Rename(s Site, n Renaming) (Outcome, error) {
	r := &renaming{Renaming: n, site: s, places: map[string][]reference{}}
	return outcome(r.rename)
}

func (r *renaming) rename(o *Outcome) error {
	if !r.allowed(o) {
		return nil
	}
	r.refer()
	if err := r.move(o); err != nil || o.Diags.HasErrors() {
		return err
	}
	r.seal(o)
	o.done("workflow.done.renamed", r.document.Title(), r.From, r.To)
	if r.links > 0 {
		o.done("workflow.done.relinked", r.links)
	}
	was, now := r.document.Kind, r.site.Rules.CollectionKind(r.To.Collection())
	if was != nil && now != nil && was.ID != now.ID && r.document.Shown.Draft.Kind == "" {
		o.then("workflow.next.kind", now.Singular, was.Singular, was.ID)
	}
	return nil
}

// allowed finds the document and reports whether it may be renamed, or refuses.
func (r *renaming) allowed(o *Outcome) bool {
	lib := r.site.Library
	old, taken := lib.Document(r.From), lib.Document(r.To)
	switch {
	case !r.site.mayBeNamed(r.To, r.Reserved, o):
	case old == nil && taken != nil && r.moved(taken):
		r.document, r.late = taken, true
	case old == nil:
		r.site.document(r.From, CommandLine, o)
	case taken != nil:
		o.refuse(diag.DuplicateID, CommandLine, r.To, taken.Shown.File)
	default:
		r.document = old
		if other := r.site.formerly(r.To); other != nil && other != old {
			o.refuse(diag.DuplicateAlias, CommandLine, "/"+string(r.To)+"/", other.Shown.File)
		}
		for _, v := range adoptedVersions(old) {
			if r.site.changed(v) {
				o.refuse(diag.SealBroken, v.PosOf("title"), diag.P("seal.text"), diag.P("seal.way"))
			}
		}
	}
	return !o.Diags.HasErrors()
}

// formerly returns the document that had an ID in the past, or nil.
func (s Site) formerly(id library.ID) *library.Document {
	for _, d := range s.Library.Documents {
		if slices.ContainsFunc(d.Aliases, func(a string) bool { return strings.Trim(a, "/") == string(id) }) {
			return d
		}
	}
	return nil
}

// moved reports whether a document has the sealed texts of the one to be renamed.
func (r *renaming) moved(d *library.Document) bool {
	return slices.ContainsFunc(r.site.Seals, func(e seal.Entry) bool {
		return e.Document == r.From && slices.ContainsFunc(adoptedVersions(d), func(v *library.Version) bool {
			return e.Under(seal.Read(v.Draft, r.site.Sealing), r.site.Sealing)
		})
	})
}

// refer collects the references to the document in front matter, meetings and the configuration.
func (r *renaming) refer() {
	note := func(id string, pos diag.Pos) {
		if library.ID(id) == r.From {
			r.places[pos.File] = append(r.places[pos.File], reference{pos.Line, pos.Column})
		}
	}
	for _, v := range r.site.Library.Versions() {
		for _, t := range []library.RelationType{library.Implements, library.Complements, library.Replaces, library.Related} {
			for i, id := range v.Relation(t) {
				note(id, v.PosOf(fmt.Sprintf("%s[%d]", t, i)))
			}
		}
		note(v.Draft.TranslationOf, v.PosOf("translation_of"))
	}
	for _, m := range r.Meetings {
		for i, item := range m.Items {
			note(string(item.Document), m.PosOf(fmt.Sprintf("items[%d].document", i)))
		}
		for i, own := range m.Decisions {
			note(string(own.Document), m.PosOf(fmt.Sprintf("decisions[%d].document", i)))
		}
		for i, a := range m.Attachments {
			note(string(a.Document), m.PosOf(fmt.Sprintf("attachments[%d].document", i)))
		}
	}
	for _, e := range r.site.Rules.Events {
		for i, pos := range e.DocumentsAt {
			note(e.Documents[i], pos)
		}
	}
	for _, o := range r.site.Rules.Obligations {
		for i, pos := range o.DocumentsAt {
			note(o.Documents[i], pos)
		}
	}
}

// to returns the new path of a link's target, and whether it differs from the old one.
func (r *renaming) to(target string) (string, bool) {
	old, now := "content/"+string(r.From), "content/"+string(r.To)
	if target == old || target == old+".md" || strings.HasPrefix(target, old+"/") {
		return now + target[len(old):], true
	}
	return target, false
}

// move changes the files and moves those of the document.
func (r *renaming) move(o *Outcome) error {
	for _, file := range append(slices.Clone(r.Texts), "config.toml") {
		data, err := r.site.Read(file)
		if err != nil {
			return err
		}
		// The paths to which relative links in the text refer, before and after.
		from, to := file, file
		if own := r.version(file); own != nil {
			if r.late {
				from = r.before(own, file)
			} else {
				to, _ = r.to(file)
			}
		}
		now := r.referred(file, data)
		if file != "config.toml" {
			linked := edit.Moved(now, from, to, r.to)
			if string(linked) != string(now) && r.version(file) == nil {
				r.links++
			}
			now = linked
		}
		if now, err = r.original(from, to, file, now); err != nil {
			return err
		}
		if now, err = r.aliases(file, now); err != nil {
			return err
		}
		if to != file {
			o.Files.Move(file, to, data, now)
		} else if string(now) != string(data) {
			o.Files.Put(file, data, now)
		}
	}
	for _, file := range r.Attached {
		data, err := r.File(file)
		if err != nil {
			return err
		}
		to, _ := r.to(file)
		o.Files.Move(file, to, data, data)
	}
	return nil
}

// version returns the version of the document that was read from a file, or nil.
func (r *renaming) version(file string) *library.Version {
	i := slices.IndexFunc(r.document.Versions, func(v *library.Version) bool { return v.File == file })
	if i < 0 {
		return nil
	}
	return r.document.Versions[i]
}

// before returns the path that the file of a version had when its links were written, which differs from file if it has
// been moved by hand since.
func (r *renaming) before(v *library.Version, file string) string {
	now := seal.Read(v.Draft, r.site.Sealing)
	for _, e := range r.site.Seals {
		if e.Document == r.From && e.Adopted == v.Adopted && !e.Renamed(r.To).Holds(now) && e.Under(now, r.site.Sealing) {
			return "content/" + string(r.From) + strings.TrimPrefix(file, "content/"+string(r.To))
		}
	}
	return file
}

// referred changes the ID in a file's front matter, from the last place to the first, so that positions stay valid. An ID
// written with escapes is left alone; the check of the changed site reports it as unknown.
func (r *renaming) referred(file string, data []byte) []byte {
	places := slices.Clone(r.places[file])
	slices.SortFunc(places, func(a, b reference) int { return cmp.Or(cmp.Compare(b.line, a.line), cmp.Compare(b.column, a.column)) })
	for _, p := range places {
		if now, ok := edit.Reword(data, p.line, p.column, string(r.From), string(r.To)); ok {
			data = now
		}
	}
	return data
}

// original changes the name of the file that alone holds a version's text, which is relative to the version's file.
func (r *renaming) original(from, to, file string, data []byte) ([]byte, error) {
	v := r.version(file)
	if v == nil || v.Original == "" {
		return data, nil
	}
	target, _ := r.to(path.Join(path.Dir(from), v.Original))
	name := edit.Relative(path.Dir(to), target)
	if name == v.Original {
		return data, nil
	}
	return edit.FrontMatter(data, edit.Set("original", edit.Text(name)))
}

// aliases adds the old ID to the aliases in the file of the version that is shown, and removes the new one if the document
// had it in the past.
func (r *renaming) aliases(file string, data []byte) ([]byte, error) {
	v := r.version(file)
	if v == nil {
		return data, nil
	}
	var changes []edit.Change
	has := func(id library.ID) func(string) bool {
		return func(a string) bool { return strings.Trim(a, "/") == string(id) }
	}
	if slices.ContainsFunc(v.Draft.Aliases, has(r.To)) {
		changes = append(changes, edit.SetTexts("aliases", slices.DeleteFunc(slices.Clone(v.Draft.Aliases), has(r.To))))
	}
	if v == r.document.Shown && !slices.ContainsFunc(r.document.Aliases, has(r.From)) {
		changes = append(changes, edit.AppendText("aliases", "/"+string(r.From)+"/"))
	}
	if kind := r.document.Kind; kind != nil && v.Draft.Kind == "" && r.site.Rules.CollectionKind(r.To.Collection()) == nil {
		changes = append(changes, edit.Set("kind", edit.Text(string(kind.ID)))) // The old collection implied it.
	}
	return edit.FrontMatter(data, changes...)
}

// seal renews the seals of the document's versions, and of texts that link to it, if they hold.
func (r *renaming) seal(o *Outcome) {
	for _, d := range r.site.Library.Documents {
		own := d == r.document
		for _, v := range adoptedVersions(d) {
			if own {
				o.Unseal = append(o.Unseal, Key{r.From, v.Adopted})
				if sealed, holds := r.site.seal(v); holds || !sealed && r.late && r.sealedAs(v) {
					o.Seal = append(o.Seal, Key{r.To, v.Adopted})
				}
				continue
			}
			sealed, holds := r.site.seal(v)
			if _, changed := o.Files.Contents()[v.File]; changed && holds || sealed && !holds && r.ahead(v) {
				o.Seal = append(o.Seal, Key{d.ID, v.Adopted})
			}
		}
	}
}

// ahead reports whether a version differs from its seal only in links that lead to the new name already, changed by hand
// or by a run that was killed.
func (r *renaming) ahead(v *library.Version) bool {
	back := Renaming{From: r.To, To: r.From}
	before := *v.Draft
	before.Text = edit.Relink(before.Text, v.File, v.File, (&renaming{Renaming: back}).to)
	_, holds := r.site.seal(&library.Version{Draft: &before})
	return holds
}

// sealedAs reports whether a version that has been moved was sealed under the old ID.
func (r *renaming) sealedAs(v *library.Version) bool {
	now := seal.Read(v.Draft, r.site.Sealing)
	return slices.ContainsFunc(r.site.Seals, func(e seal.Entry) bool {
		return e.Document == r.From && e.Adopted == v.Adopted && e.Under(now, r.site.Sealing)
	})
}
