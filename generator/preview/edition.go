package preview

import (
	"errors"
	"io"
	"slices"
	"strings"
	"sync"
	"time"

	"styrdok/generator"
	"styrdok/generator/data"
	"styrdok/generator/diag"
	"styrdok/generator/gather"
	"styrdok/generator/library"
	"styrdok/generator/publish"
	"styrdok/generator/site"
	"styrdok/generator/source"
	"styrdok/generator/task"
	"styrdok/generator/unit"
)

// edition is a state of the site whose files are made when they are asked for. It never changes, and may be
// asked by many goroutines at once.
type edition struct {
	session *Session
	number  int // from 1
	k       *unit.Maker
	diags   diag.List // what is wrong with it before its documents are made

	pages    func() ([]*site.Page, *data.Data) // the pages that are no document's, and what machines read in them
	index    func() (searchFiles, error)
	machines func() (map[string]publish.File, error)
	sums     func() ([]byte, error)

	making sync.Map // a mutex by what is made

	mu    sync.Mutex
	whole *generator.Whole // nil until every document has been looked at
	names map[string]bool  // of all files, then
}

func newEdition(s *Session, number int, k *unit.Maker, diags diag.List) *edition {
	e := &edition{session: s, number: number, k: k, diags: diags}
	e.pages = sync.OnceValues(func() ([]*site.Page, *data.Data) {
		return k.Directory.Lists(), data.New(k.Directory, nil, k.Wording)
	})
	e.index = sync.OnceValues(e.makeIndex)
	e.machines = sync.OnceValues(e.makeMachines)
	e.sums = sync.OnceValues(e.makeSums)
	return e
}

// File returns a file of the site by its path in the output, "policy/resor/index.html", and whether there is
// one. It is made unless it is known. An error is of the machine.
func (s *Session) File(path string) (f publish.File, found bool, err error) {
	for {
		s.mu.Lock()
		e, renewal := s.shown, s.renewal
		s.mu.Unlock()
		if e == nil {
			return f, false, nil
		}
		err = task.Guard(func() (err error) {
			f, found, err = e.file(path)
			return err
		})
		if !errors.Is(err, source.ErrChanged) {
			return f, found, err
		}
		select {
		case <-renewal:
		case <-time.After(patience):
			return f, found, err
		case <-s.read.Context.Done():
			return f, found, err
		}
	}
}

// patience is how long a request waits for a file that has been saved to be read.
const patience = 3 * time.Second

func (e *edition) file(path string) (publish.File, bool, error) {
	if doc := e.owner(path); doc != nil {
		made, err := e.document(doc)
		if f, found := made.files[path]; found || err != nil {
			return f, found, err
		}
	}
	url := site.AddressOf(path)
	switch {
	case strings.HasPrefix(path, site.SearchFolder):
		index, err := e.index()
		f, found := index.files[path]
		return f, found, err
	case slices.Contains(e.k.Directory.Data, url):
		files, err := e.machines()
		f, found := files[path]
		return f, found, err
	case url == site.AddressDay:
		return gather.DayScript(e.k.Today), true, nil
	case url == site.AddressSums:
		sums, err := e.sums()
		return publish.File{Path: path, Data: sums}, err == nil, err
	}
	if th := e.k.Theme(); th != nil {
		for _, a := range th.Assets() {
			if a.Path == path {
				return publish.File{Path: path, Data: a.Data}, true, nil
			}
		}
	}
	lists, machine := e.pages()
	if i, found := slices.BinarySearchFunc(lists, url, func(p *site.Page, url string) int { return strings.Compare(p.URL, url) }); found {
		return e.page(path, lists[i], machine)
	}
	if url == site.AddressSearch {
		index, err := e.index()
		if pg := e.k.Directory.SearchPage(index.version); pg != nil && err == nil {
			return e.page(path, pg, machine)
		}
		return publish.File{}, false, err
	}
	return e.other(path, url, machine)
}

// owner is the document in whose folder a path lies, nil if it is none's.
func (e *edition) owner(path string) *library.Document {
	parts := strings.SplitN(path, "/", 3)
	if len(parts) < 3 {
		return nil
	}
	return e.k.Directory.Library.Document(library.ID(parts[0] + "/" + parts[1]))
}

// alone keeps others from making the same thing.
func (e *edition) alone(what string) (release func()) {
	m, _ := e.making.LoadOrStore(what, new(sync.Mutex))
	m.(*sync.Mutex).Lock()
	return m.(*sync.Mutex).Unlock
}

// document returns the files of a document, from the shelf if they are there and nothing has changed that
// they depend on.
func (e *edition) document(doc *library.Document) (item, error) {
	defer e.alone(string(doc.ID))()
	made := e.session.made.get(string(doc.ID))
	if made.of == e.number {
		return made, nil
	}
	doc = e.k.Library.Document(doc.ID)
	key, _ := e.k.Keys(doc)
	if made.of == 0 || !e.k.Holds(made.record, key) {
		out := unit.NewMemory()
		r, err := e.k.To(out).Anew(doc, key)
		if err != nil {
			return item{}, err
		}
		made = item{record: r.Record, files: out.Files}
	}
	made.of = e.number
	e.session.made.put(string(doc.ID), made)
	return made, nil
}

// page returns a page that is no document's.
func (e *edition) page(path string, pg *site.Page, machine *data.Data) (publish.File, bool, error) {
	defer e.alone(path)()
	if made := e.session.made.get(path); made.of == e.number {
		return made.files[path], true, nil
	}
	head := machine.Head(pg)
	out := unit.NewMemory()
	if _, err := e.k.To(out).Render(pg, head); err != nil {
		return publish.File{}, false, err
	}
	e.session.made.put(path, item{of: e.number, files: out.Files})
	f, found := out.Files[path]
	return f, found, nil
}

// other returns what depends on all documents: pages and prints at old addresses, files that texts refer to, and what
// lies in static/.
func (e *edition) other(path, url string, machine *data.Data) (publish.File, bool, error) {
	if f, found := e.static(path); found {
		return f, true, nil
	}
	whole, names, err := e.all()
	if err != nil || !names[path] {
		return publish.File{}, false, err
	}
	placed := whole.Placed
	for _, pg := range placed.Redirects {
		if site.Place(pg.URL) == path {
			return e.page(path, pg, machine)
		}
	}
	for _, c := range placed.PrintCopies {
		if from := site.Place(c.Print); site.Place(c.From) == path {
			if doc := e.owner(from); doc != nil {
				made, err := e.document(doc)
				f, found := made.files[from]
				f.Path = path
				return f, found, err
			}
		}
	}
	for _, f := range whole.Lists.Derived(e.k) {
		if f.Path == path {
			return f, true, nil
		}
	}
	return e.medium(path, placed.Files)
}

// static returns a file of static/, unless the site has something else at its place.
func (e *edition) static(path string) (publish.File, bool) {
	e.mu.Lock()
	names := e.names
	e.mu.Unlock()
	if names != nil && !names[path] {
		return publish.File{}, false
	}
	files := e.k.Folder
	for _, file := range e.k.Attached {
		if strings.HasPrefix(file, "static/") && site.Place(site.FileTarget(file)) == path {
			return publish.File{Path: path, Open: func() (io.ReadCloser, error) { return files.FS.Open(file) }}, true
		}
	}
	return publish.File{}, false
}

// medium returns what is published at a path of a file that texts refer to.
func (e *edition) medium(path string, files []site.File) (publish.File, bool, error) {
	i := slices.IndexFunc(files, func(f site.File) bool { return site.Place(f.Target) == path })
	if i < 0 {
		return publish.File{}, false, nil
	}
	var same []site.File
	for _, f := range files {
		if f.Source == files[i].Source {
			same = append(same, f)
		}
	}
	out := unit.NewMemory()
	_, err := gather.PutMedium(e.k.To(out), same)
	f, found := out.Files[path]
	return f, found, err
}

// all returns what came of all documents, and the names of all files.
func (e *edition) all() (*generator.Whole, map[string]bool, error) {
	defer e.alone("all")()
	e.mu.Lock()
	whole, names := e.whole, e.names
	e.mu.Unlock()
	if whole != nil {
		return whole, names, nil
	}
	k := e.k.Aside(e.session.read.Context, unit.NewNames(), true)
	k.Lenient = true
	whole, err := generator.Publish(k, e.diags)
	if err != nil {
		return nil, nil, err
	}
	defer whole.Close()
	return whole, e.know(k, whole), nil
}

// know remembers what a checker has found out.
func (e *edition) know(k *unit.Maker, whole *generator.Whole) map[string]bool {
	for i := range whole.Docs {
		whole.Docs[i] = unit.Made{Record: whole.Docs[i].Record, Held: true} // without its text
	}
	names := map[string]bool{site.Place(site.AddressSums): true}
	for _, e := range k.Out.Wanted() {
		names[e.Path] = true
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.whole, e.names = whole, names
	return names
}

// searchFiles are the files of a search index by path, with its version.
type searchFiles struct {
	files   map[string]publish.File
	version string
}

func (e *edition) makeIndex() (searchFiles, error) {
	whole, _, err := e.all()
	if err != nil {
		return searchFiles{}, err
	}
	out := unit.NewMemory()
	made, err := gather.NewIndex(e.k.To(out), whole.Docs)
	if err != nil {
		made.Close()
		return searchFiles{}, err
	}
	defer made.Close()
	made.Hold()
	return searchFiles{out.Files, made.Version}, nil
}

// makeMachines makes the files for machines, and what all prints measure.
func (e *edition) makeMachines() (map[string]publish.File, error) {
	k := e.k.To(unit.NewDigests())
	docs, err := generator.Documents(k)
	if err != nil {
		return nil, err
	}
	all, _ := gather.All(k, docs)
	out := unit.NewMemory()
	_, err = gather.PutMachines(e.k.To(out), data.New(k.Directory, all.Measures, k.Wording), docs)
	return out.Files, err
}

// makeSums makes everything for the digests of all files.
func (e *edition) makeSums() ([]byte, error) {
	out := unit.NewDigests()
	whole, err := generator.Publish(e.k.Aside(e.session.read.Context, out, false), e.diags)
	if err != nil {
		return nil, err
	}
	defer whole.Close()
	return out.Files[site.Place(site.AddressSums)].Data, nil
}
