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

// Start describes a draft to be made.
type Start struct {
	Document library.ID
	Title    string // required for a new document; empty: that of the present version
	Kind     string // empty: the collection's
	Comments string // lines for the front matter of a new document
	Text     string // of a new document
}

// notInherited are the keys that a version does not take over from its predecessor, since they describe the decision on the
// predecessor and what has happened to it since.
var notInherited = []string{
	"status", "adopted", "section", "case_number", "in_force", "valid_until", "repealed", "annulled", "decision_url", "consultation_until", "original", "version", "review_by", "reviews", "extensions", "corrections", "changes", "updated",
}

// Begin makes the draft of a new document, or of the next version of an adopted one. No collection may have a reserved
// name.
func Begin(s Site, n Start, reserved []string) (Outcome, error) {
	var o Outcome
	if !s.mayBeNamed(n.Document, reserved, &o) {
		return o, nil
	}
	if d := s.Library.Document(n.Document); d != nil {
		err := s.next(d, n, &o)
		return o, err
	}
	if d := s.formerly(n.Document); d != nil {
		o.refuse(diag.DuplicateAlias, CommandLine, "/"+string(n.Document)+"/", d.Shown.File)
		return o, nil
	}
	return o, s.first(n, &o)
}

// mayBeNamed reports whether a document may have an ID, and refuses if not.
func (s Site) mayBeNamed(id library.ID, reserved []string, o *Outcome) bool {
	if fault := library.FileFault(string(id)); !library.IsID(string(id)) || fault != "" {
		bad := diag.New(diag.BadName, CommandLine, id, diag.P("name.letters"))
		if fault == "device" || fault == "long" {
			bad.Args[1] = diag.P("name." + fault).Arg()
		} else {
			bad.Subject = s.goodID(string(id))
		}
		o.Diags = append(o.Diags, bad)
		return false
	}
	if slices.Contains(reserved, id.Collection()) {
		o.refuse(diag.ReservedName, CommandLine, id.Collection())
		return false
	}
	return true
}

// goodID returns the ID that somebody probably meant, in a collection and in the letters of addresses; empty if there is
// none.
func (s Site) goodID(written string) string {
	collection, name, found := strings.Cut(written, "/")
	switch {
	case !found && s.Rules.CollectionKind(written) != nil:
		name = "exempel"
	case !found:
		collection, name = "policy", written
	}
	collection, name = source.GoodName(collection), source.GoodName(name)
	if collection == "" || name == "" {
		return ""
	}
	return collection + "/" + name
}

// first makes the draft of a new document.
func (s Site) first(n Start, o *Outcome) error {
	kind := s.Rules.CollectionKind(n.Document.Collection())
	var changes []edit.Change
	if n.Kind != "" {
		if kind = s.Rules.Kind(library.KindID(n.Kind)); kind == nil {
			o.Diags = append(o.Diags, s.Rules.UnknownKind(CommandLine, n.Kind))
			return nil
		}
		changes = append(changes, edit.Set("kind", edit.Text(string(kind.ID))))
	}
	if kind == nil {
		o.refuse(diag.MissingFlag, CommandLine, "--kind", "--kind policy")
		return nil
	}
	if n.Title == "" {
		o.refuse(diag.MissingFlag, CommandLine, "--title", `--title "Policy för …"`)
		return nil
	}
	changes = append(changes, edit.Set("title", edit.Text(n.Title)))
	if kind.Body != "" {
		changes = append(changes, edit.Set("adopted_by", edit.Text(string(kind.Body))))
	}
	data, err := edit.FrontMatter([]byte("+++\ntitle       = \"\"\nstatus      = \"draft\"\n"+n.Comments+"+++\n\n"+n.Text), changes...)
	if err != nil {
		return err
	}
	file := "content/" + string(n.Document) + ".md"
	o.Files.Put(file, nil, data)
	o.done("workflow.done.begun", file, kind.Singular)
	o.then("workflow.next.write")
	o.then("workflow.next.adopt", n.Document)
	return nil
}

// next makes the draft of a document's next version: a copy of the one in force, without its decision. A document of one
// file gets a folder with one file for each version.
func (s Site) next(d *library.Document, n Start, o *Outcome) error {
	if waiting := drafts(d); len(waiting) > 0 {
		o.refuse(diag.DraftExists, waiting[0].PosOf("status"), d.ID, waiting[0].File)
		return nil
	}
	versions := adoptedVersions(d)
	v := cmp.Or(d.InForce, versions[len(versions)-1])
	data, err := s.Read(v.File)
	if err != nil {
		return err
	}
	now := seal.Read(v.Draft, s.Sealing)
	folder := "content/" + string(d.ID)
	file := freeName(d, folder)
	if v.VersionFile == "" {
		to := fmt.Sprintf("%s/%s.md", folder, v.Adopted)
		moved := edit.Moved(data, v.File, to, nil)
		o.Files.Move(v.File, to, data, moved)
		o.done("workflow.done.moved", v.File, to)
		data = moved
		if e, sealed := seal.Find(s.Seals, now); sealed && e.Form != now.Now.Form && e.Holds(now) {
			o.Seal = append(o.Seal, Key{d.ID, v.Adopted})
			o.done("workflow.done.sealed-new")
		}
	}
	changes := []edit.Change{}
	for _, key := range notInherited {
		changes = append(changes, edit.Remove(key))
	}
	changes = append(changes, edit.Set("status", edit.Text("draft")))
	if n.Title != "" {
		changes = append(changes, edit.Set("title", edit.Text(n.Title)))
	}
	if data, err = edit.FrontMatter(data, changes...); err != nil {
		return err
	}
	o.Files.Put(file, nil, data)
	o.done("workflow.done.next", file, v.Adopted)
	o.then("workflow.next.write")
	for _, f := range now.Now.Files {
		o.then("workflow.next.shared", f.Name)
	}
	o.then("workflow.next.adopt", d.ID)
	return nil
}

// freeName returns a path for a draft that no other version of the document has.
func freeName(d *library.Document, folder string) string {
	name := "utkast"
	for slices.ContainsFunc(d.Versions, func(v *library.Version) bool { return v.VersionFile == name }) {
		name += "-ny"
	}
	return path.Join(folder, name+".md")
}
