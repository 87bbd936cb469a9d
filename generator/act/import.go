package act

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"

	"styrdok/generator"
	"styrdok/generator/edit"
	"styrdok/generator/folder"
	"styrdok/generator/importer"
	"styrdok/generator/intake"
	"styrdok/generator/library"
	"styrdok/generator/load"
	"styrdok/generator/memo"
	"styrdok/generator/pattern"
	"styrdok/generator/publish"
	"styrdok/generator/regular"
	"styrdok/generator/source"
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

// ErrOwn means that what is to be imported belongs to the site already.
var ErrOwn = errors.New("it belongs to the site")

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
	in.options = importer.Options{Rules: o.Config.Rules, Today: opt.Today, Language: o.Config.Site.Language, Address: o.Config.Site.BaseURL}
	for _, p := range what.Paths {
		if err := in.list(p); err != nil {
			return nil, err
		}
	}
	in.read()
	in.place()
	in.lead()
	return in.out, in.write()
}

type importing struct {
	opt     generator.Options
	what    Import
	options importer.Options
	reader  *importer.Reader
	out     *Imported
	taken   map[string]*ImportedFile // those that this import has placed, by path of their documents' files
	docs    []*ImportedFile          // those that were read
	targets map[*ImportedFile]target
	folders []string                 // the site's own, see own
	files   map[string]*ImportedFile // those that are read, by their whole path in small letters
}

// list finds the files that a path names.
func (in *importing) list(named string) error {
	info, err := os.Stat(named)
	if err != nil {
		return err
	}
	for at := publish.Resolve(named); at != filepath.Dir(at); at = filepath.Dir(at) {
		if in.own(at) && filepath.Base(at) != "static" { // where texts of others may lie
			return &fs.PathError{Op: "import", Path: named, Err: ErrOwn}
		}
	}
	if !info.IsDir() {
		f := ImportedFile{File: named}
		if !info.Mode().IsRegular() {
			f.Result = ImportSkipped
		}
		in.out.Files = append(in.out.Files, f)
		return nil
	}
	top := strings.TrimRightFunc(named, func(r rune) bool { return r == '/' || r == filepath.Separator }) + string(filepath.Separator) // also if it is a link to a folder
	return filepath.WalkDir(top, func(p string, e fs.DirEntry, err error) error {
		if err != nil {
			in.out.Files = append(in.out.Files, ImportedFile{File: p, Result: ImportRefused, Reason: intake.Unreachable, Detail: plainError(err)})
			return nil
		}
		name := e.Name()
		switch {
		case e.IsDir():
			if p != top && (in.own(p) || strings.HasPrefix(name, ".") || strings.HasSuffix(name, "_files") || strings.HasSuffix(name, "-filer")) {
				return fs.SkipDir
			}
		case strings.HasPrefix(name, ".") || folder.IsLitter(name):
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
	if in.folders == nil {
		for _, name := range append(generator.Outputs(&in.out.Config), "content", "static", "themes", memo.Folder) {
			in.folders = append(in.folders, publish.Resolve(filepath.Join(in.opt.Dir, name)))
		}
	}
	return slices.Contains(in.folders, publish.Resolve(dir))
}

// errBusy is what Windows answers where another program has a file open and shares it with nobody.
var errBusy error = func() error {
	if runtime.GOOS == "windows" {
		return syscall.Errno(32)
	}
	return errors.New("another program has the file open")
}()

// unopened are the errors of files that cannot be opened, by the last part of the key of their text.
var unopened = map[string]error{"permission": fs.ErrPermission, "absent": fs.ErrNotExist, "disk": syscall.EIO, "irregular": regular.ErrIrregular, "busy": errBusy}

// plainError returns why a file cannot be opened: a key of unopened, or what the system says.
func plainError(err error) string {
	for key, of := range unopened {
		if errors.Is(err, of) {
			return key
		}
	}
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err.Error()
	}
	return err.Error()
}

// read makes documents of all files. Their pictures are read again when they are written, so that those of hundreds of files are never in memory at
// once.
func (in *importing) read() {
	in.files = map[string]*ImportedFile{}
	for i := range in.out.Files {
		if f := &in.out.Files[i]; f.Result == "" {
			if abs, err := filepath.Abs(f.File); err == nil {
				in.files[strings.ToLower(filepath.ToSlash(abs))] = f
			}
		}
	}
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
		in.docs = append(in.docs, f)
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
	opt.Beside = func(to string) bool { return in.linked(file, to) != nil }
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
	root, err := regular.OpenRoot(filepath.Dir(file))
	if err != nil {
		return nil, err
	}
	defer root.Close()
	return regular.Read(regular.In(root), path.Clean(filepath.ToSlash(name)), intake.MaxImage)
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
		data, err := regular.ReadFile(f.File, intake.MaxFile)
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
	for _, first := range in.docs {
		if first.Result != ImportWritten || written[first.ID] {
			continue
		}
		written[first.ID] = true
		var files edit.Files
		for _, f := range in.docs {
			if f.Result == ImportWritten && f.ID == first.ID {
				if err := in.add(&files, f, in.targets[f]); err != nil {
					return err
				}
			}
		}
		if err := files.Write(in.opt.Dir, in.opt.Waiting); err != nil {
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

var collectionName = pattern.New(`^[a-z0-9]+(?:-[a-z0-9]+)*$`)

// First is the file of the first document that was written, "" if none was.
func (i *Imported) First() string {
	for _, f := range i.Files {
		if f.Result == ImportWritten {
			return f.Path
		}
	}
	return ""
}
