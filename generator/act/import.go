package act

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"styrdok/generator"
	"styrdok/generator/edit"
	"styrdok/generator/folder"
	"styrdok/generator/importer"
	"styrdok/generator/intake"
	"styrdok/generator/library"
	"styrdok/generator/load"
	"styrdok/generator/memo"
	"styrdok/generator/regular"
	"styrdok/generator/source"
	"styrdok/generator/spelling"
)

// Import says what is imported.
type Import struct {
	Paths    []string // files and folders, as the user names them
	Into     string   // the collection; "": that of each document's kind
	DryRun   bool
	Progress func(done, total int, file string) // may be nil
}

// ImportResult is how a file fared.
type ImportResult string

const (
	ImportWritten ImportResult = "written"
	ImportSame    ImportResult = "same"    // its text was there already
	ImportRefused ImportResult = "refused" // it cannot be read
	ImportSkipped ImportResult = "skipped" // it is no text
)

// ImportedFile is what became of one file.
type ImportedFile struct {
	File      string
	Result    ImportResult
	Reason    intake.Reason // if refused
	Detail    string
	Path      string // of the document's file in the site's folder, also of the one that has the same text
	ID        library.ID
	VersionOf library.ID // if it is one of several versions that were imported together
	Document  *importer.Document
}

// Imported is what an import came to.
type Imported struct {
	*load.Opened
	Files  []ImportedFile
	DryRun bool
}

// Refused reports whether a file could not be read.
func (i *Imported) Refused() bool {
	return slices.ContainsFunc(i.Files, func(f ImportedFile) bool { return f.Result == ImportRefused })
}

// ErrBrokenSite means that config.toml has errors.
var ErrBrokenSite = errors.New("config.toml has errors")

// ImportFiles makes documents of files of other programs and writes them into the site's folder. Nothing that is there is changed. What is wrong with a
// single file is told in its result, and the others are read all the same; the error is of the machine. The caller holds the right to write the site's files.
func ImportFiles(opt generator.Options, what Import) (*Imported, error) {
	o, _, err := load.Open(opt.Reading())
	if err != nil {
		return nil, err
	}
	if o.BadConfig {
		return nil, ErrBrokenSite
	}
	in := &importing{opt: opt, what: what, out: &Imported{Opened: o, DryRun: what.DryRun}, taken: map[string]*ImportedFile{}}
	in.reader = importer.NewReader(filepath.Join(opt.Dir, memo.Folder, "pdfium"))
	defer in.reader.Close()
	in.options = importer.Options{Rules: o.Config.Rules, Today: opt.Today, Language: o.Config.Site.Language}
	for _, p := range what.Paths {
		if err := in.list(p); err != nil {
			return nil, err
		}
	}
	in.read()
	in.place()
	return in.out, in.write()
}

type importing struct {
	opt     generator.Options
	what    Import
	options importer.Options
	reader  *importer.Reader
	out     *Imported
	taken   map[string]*ImportedFile // those that this import has placed, by path of their documents' files
	docs    []int                    // places in out.Files of those that were read
	targets map[int]target
}

// target is where a document is to lie.
type target struct {
	file     string // "content/policy/resor.md"
	beside   string // before the names of its pictures, as the text writes them
	folder   string // that they lie in
	original string
}

// list finds the files that a path names.
func (in *importing) list(named string) error {
	info, err := os.Stat(named)
	if err != nil {
		return err
	}
	if !info.IsDir() {
		f := ImportedFile{File: named}
		if !info.Mode().IsRegular() {
			f.Result = ImportSkipped
		}
		in.out.Files = append(in.out.Files, f)
		return nil
	}
	return filepath.WalkDir(named, func(p string, e fs.DirEntry, err error) error {
		if err != nil {
			in.out.Files = append(in.out.Files, ImportedFile{File: p, Result: ImportRefused, Reason: intake.Unreachable, Detail: plainError(err)})
			return nil
		}
		name := e.Name()
		switch {
		case e.IsDir():
			if p != named && (in.own(p) || strings.HasPrefix(name, ".") || strings.HasSuffix(name, "_files") || strings.HasSuffix(name, "-filer")) {
				return fs.SkipDir
			}
		case strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$") || strings.HasPrefix(name, ".~lock"):
		case !importer.Reads(name) || !e.Type().IsRegular():
			in.out.Files = append(in.out.Files, ImportedFile{File: p, Result: ImportSkipped})
		default:
			in.out.Files = append(in.out.Files, ImportedFile{File: p})
		}
		return nil
	})
}

// own reports whether a folder is the site's own: its texts, and what is made of them.
func (in *importing) own(dir string) bool {
	abs, err := filepath.Abs(dir)
	site, err2 := filepath.Abs(in.opt.Dir)
	if err != nil || err2 != nil || filepath.Dir(abs) != site {
		return false
	}
	return slices.Contains([]string{"content", "public", "internal", "offline", "internal-offline", "static", "themes", filepath.Base(in.out.Config.Site.Output)}, filepath.Base(abs))
}

func plainError(err error) string {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err.Error()
	}
	return err.Error()
}

// read makes documents of all files. Their pictures are read again when they are written, so that those of hundreds of files are never in memory at
// once.
func (in *importing) read() {
	for i := range in.out.Files {
		f := &in.out.Files[i]
		if in.what.Progress != nil {
			in.what.Progress(i+1, len(in.out.Files), f.File)
		}
		if f.Result != "" {
			continue
		}
		d, err := in.convert(f.File)
		if err != nil {
			var refused *intake.Refused
			f.Result = ImportRefused
			if errors.As(err, &refused) {
				f.Reason, f.Detail = refused.Reason, refused.Detail
			} else {
				f.Reason, f.Detail = intake.Unreachable, plainError(err)
			}
			continue
		}
		for k := range d.Pictures {
			d.Pictures[k].Data = nil
		}
		f.Document = d
		in.docs = append(in.docs, i)
	}
}

func (in *importing) convert(file string) (d *importer.Document, err error) {
	data, err := regular.ReadFile(file, intake.MaxFile)
	switch {
	case errors.Is(err, regular.ErrTooLarge):
		return nil, &intake.Refused{Reason: intake.TooLarge}
	case err != nil:
		return nil, err
	}
	r, err := in.reader.Read(file, data)
	if err != nil {
		return nil, err
	}
	if len(r.Plain) > source.MaxText-maxFront { // the site would not read what came of it
		return nil, &intake.Refused{Reason: intake.TooLarge, Detail: fmt.Sprintf("%d bytes of text", len(r.Plain))}
	}
	opt := in.options
	opt.Open = func(name string) ([]byte, error) { return beside(file, name) }
	defer func() {
		if p := recover(); p != nil { // one odd file must not take the others down
			d, err = nil, &intake.Refused{Reason: intake.Corrupt, Detail: fmt.Sprint(p)}
		}
	}()
	return importer.Convert(file, r, opt), nil
}

// maxFront is room for the front matter, and for marks in the text.
const maxFront = 64 << 10

// beside reads a picture that lies beside a file or below its folder.
func beside(file, name string) ([]byte, error) {
	if unescaped, err := url.PathUnescape(name); err == nil {
		name = unescaped
	}
	name = filepath.FromSlash(strings.SplitN(name, "?", 2)[0])
	if !filepath.IsLocal(name) {
		return nil, fs.ErrNotExist
	}
	root, err := os.OpenRoot(filepath.Dir(file))
	if err != nil {
		return nil, err
	}
	defer root.Close()
	info, err := root.Stat(name)
	if err != nil || info.Size() > intake.MaxImage || !info.Mode().IsRegular() {
		return nil, cmp.Or(err, fs.ErrNotExist)
	}
	return root.ReadFile(name)
}

// place finds versions of one document, and gives each document its place.
func (in *importing) place() {
	in.targets = map[int]target{}
	docs := make([]*importer.Document, len(in.docs))
	for k, i := range in.docs {
		docs[k] = in.out.Files[i].Document
	}
	groups, like := importer.Group(docs)
	for k, other := range like {
		docs[k].Facts.Guesses = append(docs[k].Facts.Guesses, importer.Guess{Key: "text", Text: "similar", Args: []any{docs[other].Title}})
	}
	for _, g := range groups {
		in.placeGroup(g)
	}
}

// placeGroup places the versions of one document. Those whose day is another's are documents of their own.
func (in *importing) placeGroup(group []int) {
	file := func(k int) *ImportedFile { return &in.out.Files[in.docs[k]] }
	var versions []int
	seen := map[library.Date]bool{}
	for _, k := range group {
		d := file(k).Document
		same := slices.IndexFunc(versions, func(v int) bool { return importer.SameText(file(v).Document.Text, d.Text) && !d.Original })
		day := d.Facts.Adopted
		switch {
		case same >= 0 && (day == file(versions[same]).Document.Facts.Adopted || day.IsZero()):
			file(k).Result, file(k).Path = ImportSame, file(versions[same]).File
		case !day.IsZero() && seen[day]:
			in.placeOne(k)
		default:
			seen[day] = true
			versions = append(versions, k)
		}
	}
	if len(versions) == 1 {
		in.placeOne(versions[0])
		return
	}
	newest := slices.MaxFunc(versions, func(a, b int) int {
		return file(a).Document.Facts.Adopted.Compare(file(b).Document.Facts.Adopted)
	})
	id, had := in.free(newest, versions)
	if had[newest] == "content/"+string(id)+".md" {
		// One of them is a document of a single file: the others are documents of their own, which a person may put together.
		for _, k := range versions {
			in.placeOne(k)
		}
		return
	}
	targets := in.versionTargets(id, versions, had)
	for _, k := range versions {
		t := targets[k]
		switch {
		case had[k] != "":
			file(k).Result, file(k).Path = ImportSame, had[k]
		case in.out.Has(t.file) || in.occupied(k, t):
			in.placeOne(k)
		default:
			file(k).VersionOf = id
			in.put(k, id, t)
		}
	}
}

// versionTargets returns where the versions of a document are to lie that are not there already.
func (in *importing) versionTargets(id library.ID, versions []int, had map[int]string) map[int]target {
	out := map[int]target{}
	folder := "content/" + string(id)
	names := map[string]bool{}
	for _, f := range had {
		names[strings.TrimSuffix(path.Base(f), ".md")] = true
	}
	for _, k := range versions {
		if had[k] != "" {
			continue
		}
		name := "utkast"
		if day := in.out.Files[in.docs[k]].Document.Facts.Adopted; !day.IsZero() {
			name = day.String()
		}
		for n := 2; names[name] && strings.HasPrefix(name, "utkast"); n++ {
			name = fmt.Sprintf("utkast-%d", n)
		}
		names[name] = true
		out[k] = target{file: folder + "/" + name + ".md", beside: name + "-", folder: folder}
	}
	return out
}

func (in *importing) placeOne(k int) {
	f := &in.out.Files[in.docs[k]]
	id, had := in.free(k, []int{k})
	if had[k] != "" {
		f.Result, f.Path = ImportSame, had[k]
		return
	}
	in.put(k, id, in.singleTarget(id, k))
}

// singleTarget returns where a document of one file is to lie.
func (in *importing) singleTarget(id library.ID, k int) target {
	t := target{file: "content/" + string(id) + ".md", beside: id.Name() + "/", folder: "content/" + string(id)}
	if f := in.out.Files[in.docs[k]]; f.Document.Original {
		t.original = t.beside + id.Name() + strings.ToLower(filepath.Ext(f.File))
	}
	return t
}

func (in *importing) put(k int, id library.ID, t target) {
	f := &in.out.Files[in.docs[k]]
	f.Result, f.Path, f.ID = ImportWritten, t.file, id
	in.taken[t.file] = f
	in.targets[in.docs[k]] = t
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
func (in *importing) free(titled int, versions []int) (id library.ID, had map[int]string) {
	d := in.out.Files[in.docs[titled]].Document
	collection, name := in.collection(d), d.Name()
	for n := 1; ; n++ {
		id = library.ID(collection + "/" + name)
		if n > 1 {
			id = library.ID(fmt.Sprintf("%s/%s-%d", collection, name, n))
		}
		files := in.of(id)
		if len(files) == 0 {
			targets := in.versionTargets(id, versions, nil)
			if len(versions) == 1 {
				targets[titled] = in.singleTarget(id, titled)
			}
			if !slices.ContainsFunc(versions, func(k int) bool { return in.occupied(k, targets[k]) }) {
				return id, nil
			}
			continue
		}
		if files[0] == "content/"+string(id)+".md" {
			versions = []int{titled}
		}
		if had := in.found(id, files, versions); len(had) > 0 {
			return id, had
		}
	}
}

// found returns in which of a document's files each version lies, if in any: a version that has a day first of all in the file of that day, since
// two decisions may have adopted the same words.
func (in *importing) found(id library.ID, files []string, versions []int) map[int]string {
	had := map[int]string{}
	claimed := map[string]bool{}
	for _, any := range []bool{false, true} {
		for _, k := range versions {
			if had[k] != "" {
				continue
			}
			of := &in.out.Files[in.docs[k]]
			i := slices.IndexFunc(files, func(f string) bool {
				return !claimed[f] && (any || path.Base(f) == of.Document.Facts.Adopted.String()+".md") && in.same(id, f, of)
			})
			if i >= 0 {
				had[k], claimed[files[i]] = files[i], true
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
		data, err := os.ReadFile(of.File)
		if err != nil {
			return false
		}
		var other []byte
		if placed != nil {
			if !placed.Document.Original {
				return false
			}
			other, err = os.ReadFile(placed.File)
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
func (in *importing) occupied(k int, t target) bool {
	if entries, err := fs.ReadDir(in.out.FS, t.folder); err != nil || len(entries) == 0 {
		return false
	}
	with, err := in.with(&in.out.Files[in.docs[k]], t)
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

// with returns the pictures of a document, and its original, by the names that they are to have.
func (in *importing) with(f *ImportedFile, t target) (map[string][]byte, error) {
	out := map[string][]byte{}
	if len(f.Document.Pictures) > 0 {
		again, err := in.convert(f.File)
		if err != nil {
			return nil, err
		}
		for _, p := range again.Pictures {
			out[pictureFile(t, p.Name)] = p.Data
		}
	}
	if t.original != "" {
		data, err := os.ReadFile(f.File)
		if err != nil {
			return nil, err
		}
		out[path.Join(path.Dir(t.file), t.original)] = data
	}
	return out, nil
}

// write writes the documents one by one, each with its versions and pictures or not at all. Texts come last, so that a document which is there has
// its pictures, wherever a run is broken off.
func (in *importing) write() error {
	if in.what.DryRun {
		return nil
	}
	written := map[library.ID]bool{}
	for _, first := range in.out.Files {
		if first.Result != ImportWritten || written[first.ID] {
			continue
		}
		written[first.ID] = true
		var files edit.Files
		for i := range in.out.Files {
			if f := &in.out.Files[i]; f.Result == ImportWritten && f.ID == first.ID {
				if err := in.add(&files, f, in.targets[i]); err != nil {
					return err
				}
			}
		}
		if err := files.Write(in.opt.Dir); err != nil {
			return err
		}
	}
	return nil
}

// add puts a document's text, pictures and original among the files to be written, but for what a broken-off run has written.
func (in *importing) add(files *edit.Files, f *ImportedFile, t target) error {
	with, err := in.with(f, t)
	if err != nil {
		return err
	}
	for name, data := range with {
		if was, err := in.out.Read(name, int64(len(data))+1); err != nil || !bytes.Equal(was, data) {
			files.Put(name, nil, data)
		}
	}
	collection, _, _ := strings.Cut(string(f.ID), "/")
	files.PutLast(t.file, nil, []byte(f.Document.File(in.options, in.out.SiteWords(), collection, t.beside, t.original)))
	return nil
}

// pictureFile is where a picture lies.
func pictureFile(t target, name string) string {
	return path.Join(path.Dir(t.file), t.beside+name)
}

// CollectionFault returns why a folder cannot be a collection that documents are imported into: "bad", "reserved", or "".
func CollectionFault(name string) string {
	switch {
	case !collectionName.MatchString(name):
		return "bad"
	case slices.Contains(source.ReservedNames, name):
		return "reserved"
	}
	return ""
}

var collectionName = regexp.MustCompile(`^[a-z0-9]+(?:-[a-z0-9]+)*$`)

// Drafts is how many documents have become drafts.
func (i *Imported) Drafts() int { return i.sum().Drafts }

// First is the file of the first document that was written, "" if none was.
func (i *Imported) First() string {
	for _, f := range i.Files {
		if f.Result == ImportWritten {
			return f.Path
		}
	}
	return ""
}
