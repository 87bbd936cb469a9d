package act

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"styrdok/generator/folder"
	"styrdok/generator/importer"
	"styrdok/generator/intake"
	"styrdok/generator/library"
	"styrdok/generator/regular"
	"styrdok/generator/spelling"
)

// target is where a document is to lie.
type target struct {
	file     string // "content/policy/resor.md"
	beside   string // before the names of its pictures, as the text writes them
	folder   string // that they lie in
	original string
}

// place finds versions of one document, and gives each document its place.
func (in *importing) place() {
	in.targets = map[*ImportedFile]target{}
	docs := make([]*importer.Document, len(in.docs))
	for k, f := range in.docs {
		docs[k] = f.Document
	}
	groups, like := importer.Group(docs)
	for k, other := range like {
		docs[k].Facts.Guesses = append(docs[k].Facts.Guesses, importer.Guess{Key: "text", Text: "similar", Args: []any{docs[other].Title}})
	}
	for _, g := range groups {
		var group []*ImportedFile
		for _, k := range g {
			group = append(group, in.docs[k])
		}
		// What a print with marked changes says is said better by the print of the version itself.
		slices.SortStableFunc(group, func(a, b *ImportedFile) int {
			return strings.Compare(a.Document.Compares[1], b.Document.Compares[1])
		})
		in.ended(group)
		in.placeGroup(group)
	}
}

// ended makes drafts of versions which their prints say hold no longer, where nothing that is imported with them shows why.
func (in *importing) ended(group []*ImportedFile) {
	for _, f := range group {
		d := f.Document
		newer := slices.ContainsFunc(group, func(o *ImportedFile) bool { return o.Document.Facts.Adopted.After(d.Facts.Adopted) })
		other := d.Successor != "" && (len(in.of(d.Successor)) > 0 || slices.ContainsFunc(in.docs, func(o *ImportedFile) bool { return o.Document.ID == d.Successor }))
		if d.Ended != "" && !newer && !other {
			d.Draft = true
			d.Facts.Guesses = append(d.Facts.Guesses, importer.Guess{Key: "status", Text: "ended", Args: []any{d.Ended}})
		}
	}
}

// placeGroup places the versions of one document. Those whose day is another's are documents of their own.
func (in *importing) placeGroup(group []*ImportedFile) {
	var versions []*ImportedFile
	seen := map[library.Date]bool{}
	for _, f := range group {
		same := slices.IndexFunc(versions, func(v *ImportedFile) bool {
			return !f.Document.Original && importer.SameText(v.Document.Text, f.Document.Text)
		})
		day := f.Document.Facts.Adopted
		switch {
		case same >= 0 && (day == versions[same].Document.Facts.Adopted || day.IsZero()):
			f.Result, f.Path = ImportSame, versions[same].File
		case !day.IsZero() && seen[day] && f.Document.Compares[1] != "":
			f.Document.Facts.Adopted = library.Date{} // which the version of that day has
			versions = append(versions, f)
		case !day.IsZero() && seen[day]:
			in.placeOne(f)
		default:
			seen[day] = true
			versions = append(versions, f)
		}
	}
	if len(versions) == 1 {
		in.placeOne(versions[0])
		return
	}
	newest := slices.MaxFunc(versions, func(a, b *ImportedFile) int {
		return a.Document.Facts.Adopted.Compare(b.Document.Facts.Adopted)
	})
	id, had := in.free(newest, versions)
	if had[newest] == "content/"+string(id)+".md" {
		// One of them is a document of a single file: the others are documents of their own, which a person may put together.
		for _, f := range versions {
			in.placeOne(f)
		}
		return
	}
	targets := in.versionTargets(id, versions, had)
	for _, f := range versions {
		t := targets[f]
		switch {
		case had[f] != "":
			f.Result, f.Path = ImportSame, had[f]
		case in.out.Has(t.file) || in.occupied(f, t):
			in.placeOne(f)
		default:
			f.VersionOf = id
			in.put(f, id, t)
		}
	}
}

// versionTargets returns where the versions of a document are to lie that are not there already.
func (in *importing) versionTargets(id library.ID, versions []*ImportedFile, had map[*ImportedFile]string) map[*ImportedFile]target {
	out := map[*ImportedFile]target{}
	folder := "content/" + string(id)
	names := map[string]bool{}
	for _, f := range had {
		names[strings.TrimSuffix(path.Base(f), ".md")] = true
	}
	for _, f := range versions {
		if had[f] != "" {
			continue
		}
		name := "utkast"
		if day := f.Document.Facts.Adopted; !day.IsZero() {
			name = day.String()
		}
		for n := 2; names[name] && strings.HasPrefix(name, "utkast"); n++ {
			name = fmt.Sprintf("utkast-%d", n)
		}
		names[name] = true
		out[f] = target{file: folder + "/" + name + ".md", beside: name + "-", folder: folder}
	}
	return out
}

func (in *importing) placeOne(f *ImportedFile) {
	id, had := in.free(f, []*ImportedFile{f})
	if had[f] != "" {
		f.Result, f.Path = ImportSame, had[f]
		return
	}
	if d := f.Document; d.ID != "" && d.ID != id && in.what.Into == "" {
		d.Draft = true
		d.Facts.Guesses = append(d.Facts.Guesses, importer.Guess{Key: "status", Text: "other-words", Args: []any{d.ID}})
	}
	in.put(f, id, singleTarget(id, f))
}

// singleTarget returns where a document of one file is to lie.
func singleTarget(id library.ID, f *ImportedFile) target {
	t := target{file: "content/" + string(id) + ".md", beside: id.Name() + "/", folder: "content/" + string(id)}
	if f.Document.Original {
		t.original = t.beside + id.Name() + strings.ToLower(filepath.Ext(f.File))
	}
	return t
}

func (in *importing) put(f *ImportedFile, id library.ID, t target) {
	f.Result, f.Path, f.ID = ImportWritten, t.file, id
	in.taken[t.file] = f
	in.targets[f] = t
}

// collection is the folder for a document: one of its kind that the site has, or else one named after the kind.
func (in *importing) collection(d *importer.Document) string {
	if in.what.Into != "" {
		return in.what.Into
	}
	rules := in.options.Rules
	if d.Kind == nil || slices.ContainsFunc(d.Facts.Guesses, func(g importer.Guess) bool { return g.Key == "kind" }) {
		return "dokument" // which says nothing that may turn out wrong
	}
	entries, err := fs.ReadDir(in.out.FS, "content")
	if err == nil {
		for _, e := range entries {
			if k := rules.CollectionKind(e.Name()); e.IsDir() && k != nil && k.ID == d.Kind.ID {
				return e.Name()
			}
		}
	}
	if name := spelling.Slug(d.Kind.Singular, spelling.Letters); rules.CollectionKind(name) == rules.Kind(d.Kind.ID) {
		return name
	}
	return string(d.Kind.ID)
}

// free returns an ID that no document has, made of the title of one of a document's versions; or the ID under which a version is there already, and
// in which file each that is there lies. A folder that holds only pictures of the very document is free: a run that was broken off left it.
func (in *importing) free(titled *ImportedFile, versions []*ImportedFile) (id library.ID, had map[*ImportedFile]string) {
	collection, name := in.collection(titled.Document), titled.Document.Name()
	if own := titled.Document.ID; own != "" && in.what.Into == "" && CollectionFault(own.Collection()) == "" && library.FileFault(own.Name()) == "" {
		collection, name = own.Collection(), own.Name()
	}
	for n := 1; ; n++ {
		id = library.ID(collection + "/" + name)
		if n > 1 {
			id = library.ID(fmt.Sprintf("%s/%s-%d", collection, name, n))
		}
		files := in.of(id)
		if len(files) == 0 {
			targets := in.versionTargets(id, versions, nil)
			if len(versions) == 1 {
				targets[titled] = singleTarget(id, titled)
			}
			if !slices.ContainsFunc(versions, func(f *ImportedFile) bool { return in.occupied(f, targets[f]) }) {
				return id, nil
			}
			continue
		}
		if files[0] == "content/"+string(id)+".md" {
			versions = []*ImportedFile{titled}
		}
		if had := in.found(id, files, versions); len(had) > 0 {
			return id, had
		}
	}
}

// found returns in which of a document's files each version lies, if in any: a version that has a day first of all in the file of that day, since
// two decisions may have adopted the same words.
func (in *importing) found(id library.ID, files []string, versions []*ImportedFile) map[*ImportedFile]string {
	had := map[*ImportedFile]string{}
	claimed := map[string]bool{}
	for _, any := range []bool{false, true} {
		for _, of := range versions {
			if had[of] != "" {
				continue
			}
			i := slices.IndexFunc(files, func(f string) bool {
				return !claimed[f] && (any || path.Base(f) == of.Document.Facts.Adopted.String()+".md") && in.same(id, f, of)
			})
			if i >= 0 {
				had[of], claimed[files[i]] = files[i], true
			}
		}
	}
	return had
}

// same reports whether a document's file, on disk or placed by this import, is what an imported file becomes: it has its text or, if that cannot be
// read, stands for the same original.
func (in *importing) same(id library.ID, file string, of *ImportedFile) bool {
	placed := in.taken[file]
	if of.Document.Original {
		data, err := regular.ReadFile(of.File, intake.MaxFile)
		if err != nil {
			return false
		}
		var other []byte
		if placed != nil {
			if !placed.Document.Original {
				return false
			}
			other, err = regular.ReadFile(placed.File, intake.MaxFile)
		} else {
			other, err = in.out.Read("content/"+string(id)+"/"+id.Name()+strings.ToLower(filepath.Ext(of.File)), intake.MaxFile)
		}
		return err == nil && bytes.Equal(data, other)
	}
	if placed != nil {
		return importer.SameText(placed.Document.Text, of.Document.Text)
	}
	data, err := in.out.Read(file, folder.MaxFile)
	_, text, _ := importer.CutFront(strings.ReplaceAll(strings.TrimPrefix(string(data), "\ufeff"), "\r\n", "\n"))
	return err == nil && importer.SameText(text, of.Document.Text)
}

// of returns the texts that an ID has, on disk or in this import.
func (in *importing) of(id library.ID) []string {
	var out []string
	base := "content/" + string(id)
	for f := range in.taken {
		if f == base+".md" || path.Dir(f) == base {
			out = append(out, f)
		}
	}
	if in.out.Has(base + ".md") {
		out = append(out, base+".md")
	}
	if entries, err := fs.ReadDir(in.out.FS, base); err == nil {
		for _, e := range entries {
			if path.Ext(e.Name()) == ".md" {
				out = append(out, base+"/"+e.Name())
			}
		}
	}
	slices.Sort(out)
	return out
}

// occupied reports whether other files lie where the pictures or the original of a document are to.
func (in *importing) occupied(f *ImportedFile, t target) bool {
	if entries, err := fs.ReadDir(in.out.FS, t.folder); err != nil || len(entries) == 0 {
		return false
	}
	with, err := in.with(f, t)
	if err != nil {
		return false // which writing them tells
	}
	for name, data := range with {
		if was, err := in.out.Read(name, int64(len(data))+1); err == nil && !bytes.Equal(was, data) || err != nil && in.out.Has(name) {
			return true
		}
	}
	return false
}

// pictureFile is where a picture lies.
func pictureFile(t target, name string) string {
	return path.Join(path.Dir(t.file), t.beside+name)
}
