package generator

import (
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"runtime/debug"
	"slices"
	"sync"
	"time"

	"styrdok/generator/data"
	"styrdok/generator/i18n"
	"styrdok/generator/memo"
	"styrdok/generator/publish"
	"styrdok/generator/search"
	"styrdok/generator/site"
	"styrdok/generator/theme"
)

// Make makes everything that is to be published, in memory. What people wrote wrong is in
// Diags; the error is of the machine.
func Make(opt Options) (*Made, error) {
	m, err := openFolder(opt)
	if err != nil {
		return nil, err
	}
	if m.opt.Check {
		if last, same := m.lastOutcome(); same {
			m.repeat(last)
			return m, nil
		}
	}
	if err := m.load(); err != nil {
		return nil, err
	}
	defer m.state.Close()
	if m.opt.Check {
		_, err = m.publish(newNowhere())
		return m, err
	}
	out := newMemory()
	made, err := m.publish(out)
	defer made.close()
	if err != nil {
		return nil, err
	}
	if !m.Diags.HasErrors() {
		m.Files = out.all()
	}
	return m, nil
}

// Build makes what has changed since the last build and publishes it, all or nothing. If something is
// wrong with the site, nothing is published. If the output folder may not be replaced, the error says so
// and what is wrong with the site is in Diags all the same.
func Build(opt Options) (*Made, publish.Result, error) {
	m, err := openFolder(opt)
	if err != nil {
		return nil, publish.Result{}, err
	}
	if m.opt.Cache {
		m.cache() // makes the folder in which the build and its output are remembered
		defer m.closeCache()
	}
	if last, same := m.lastOutcome(); same {
		if result, ok := m.publishAgain(last); ok {
			return m, result, nil
		}
	}
	inputs, settled := m.inputs(m.elsewhere(), time.Now())
	if err := m.load(); err != nil {
		return nil, publish.Result{}, err
	}
	defer m.state.Close()
	if m.BadConfig || m.Library == nil {
		return m, publish.Result{}, nil
	}
	if percent := collectAt(m.Documents); percent > 0 {
		defer debug.SetGCPercent(debug.SetGCPercent(percent))
	}
	tree, refused := publish.Begin(m.output())
	if refused != nil {
		m.opt.Check = true
		_, err := m.publish(newNowhere())
		if err == nil {
			err = refused
		}
		return m, publish.Result{}, err
	}
	made, err := m.publish(tree)
	defer made.close()
	if err != nil || m.Diags.HasErrors() || m.opt.Strict && m.warned() {
		tree.Abort()
		return m, publish.Result{}, err
	}
	manifest := tree.Wanted()
	result, err := tree.Commit()
	if err != nil {
		return m, result, err
	}
	m.opt.Counts.Written.Add(int64(result.Written))
	if m.opt.Cache && m.program != (memo.Digest{}) {
		m.write(made)
		if settled {
			m.writeOutcome(inputs, manifest)
		}
	}
	return m, result, nil
}

// collectAt is the GC percentage for a site of some documents, 0 for that of the program. A build of 1,000
// from nothing takes 22 s of processor time and 490 MB with 300 %, 25 s and 330 MB with 150 %, 29 s and
// 265 MB with 100 %.
func collectAt(documents int) int {
	switch {
	case documents > 1500:
		return 100
	case documents > 500:
		return 150
	}
	return 0
}

// output is where a site is published.
func (m *Made) output() publish.Options {
	sort := "public"
	if m.opt.Internal {
		sort = "internal"
	}
	return publish.Options{Dir: m.Out, Sort: sort, Sources: sourcesOf(m), Site: m.opt.Dir, Waiting: m.opt.Waiting, Each: m.each}
}

// publishAgain publishes what the last build has made, if all of it is still in the output, and reports
// whether it is.
func (m *Made) publishAgain(last outcome) (publish.Result, bool) {
	tree, err := publish.Begin(m.output())
	if err != nil {
		return publish.Result{}, false
	}
	defer tree.Abort()
	manifest, all := tree.KeepAll()
	if !all || memo.KeyOf(manifest) != last.Manifest {
		return publish.Result{}, false
	}
	m.repeat(last)
	if m.opt.Strict && m.warned() {
		return publish.Result{}, true
	}
	result, err := tree.Commit()
	return result, err == nil
}

// warned reports whether there is a warning.
func (m *Made) warned() bool {
	_, warnings := m.Diags.Count()
	return warnings > 0
}

// whole is what is to be remembered of a build.
type whole struct {
	maker   *maker
	docs    []remembered
	lists   *site.Lists
	texts   *texts
	media   map[string]medium
	pages   map[string]page
	index   indexed
	undated listed
	printed listed
	wanted  map[string]publish.Entry // by path
}

// close closes what a build has read from. A nil whole has nothing.
func (w *whole) close() {
	if w != nil && w.index.base != nil {
		w.index.base.Close()
	}
}

// listed is files that follow from all documents, with the key of all that they depend on.
type listed struct {
	Key   memo.Digest
	Files []publish.Entry
}

// publish makes a site and hands it to an output, unless something is wrong with it.
func (m *Made) publish(out output) (*whole, error) {
	if m.BadConfig || m.Library == nil {
		return nil, nil
	}
	k, err := m.prepare(out)
	if err != nil {
		return nil, err
	}
	return k.publish()
}

// prepare decides what is published, and gets ready to make it.
func (m *Made) prepare(out output) (*maker, error) {
	words := i18n.MustLoad(m.Config.Site.Language)
	base := memo.KeyOf(m.program, m.settings, m.themeDigest(), m.opt.Internal, m.opt.Offline)
	texts := m.newTexts(base, m.state)
	in, err := m.input(texts)
	if err != nil {
		return nil, err
	}
	dir, diags := site.NewDirectory(m.Library, in, words)
	m.Diags = append(m.Diags, diags...)
	prints, err := newPrints(m, words)
	if err != nil {
		return nil, err
	}
	if err := prints.open(dir.PrintCount()); err != nil {
		return nil, err
	}
	k := &maker{
		made: m, dir: dir, texts: texts, words: words, prints: prints, out: out, state: m.state,
		answers: &answers{dir: dir, file: m.files.digest}, base: memo.KeyOf(base, dir.Frame.Digest(), m.fontFiles(), prints.style, m.files.digest(m.Config.Organisation.Logo)),
		copied: map[string][]byte{}, vocabulary: sync.OnceValue(func() *search.Vocabulary { return vocabulary(dir) }), theme: sync.OnceValue(func() *theme.Theme { return m.theme(words) }),
	}
	if m.ownLook() {
		k.theme() // what is wrong with it is to be known before pages are rendered
	}
	k.broken = m.Diags.HasErrors()
	return k, nil
}

// publish makes everything and hands it to the output.
func (k *maker) publish() (*whole, error) {
	m, dir, out := k.made, k.dir, k.out
	made := &whole{maker: k, texts: k.texts, docs: make([]remembered, len(m.Library.Documents))}
	order := longestFirst(m.Library.Documents)
	err := m.each(len(made.docs), func(n int) (err error) {
		i := order[n]
		made.docs[i], err = k.document(m.Library.Documents[i])
		return err
	})
	if err != nil {
		return nil, err
	}
	all := m.gather(made.docs)
	for _, meeting := range m.files.content.Meetings {
		// When a meeting is over its report is history, and drafts that it refers to have other names.
		if meeting.Date.After(m.opt.Today) {
			m.report(dir, meeting)
		}
	}
	var lists *site.Lists
	err = m.each(2, func(i int) (err error) {
		if i == 0 {
			lists = dir.Lists(all.Gathered)
			return nil
		}
		made.index, err = k.index(made.docs)
		return err
	})
	if err != nil {
		return nil, err
	}
	made.lists = lists
	lists.SetSearchVersion(made.index.version)
	m.Diags = append(m.Diags, lists.Diags...)
	if made.media, err = k.media(lists.Files); err != nil {
		return nil, err
	}
	k.prints.shown(made.docs)
	if err := k.printCopies(lists, made.docs); err != nil {
		return nil, err
	}
	k.prints.close(true)
	if m.settle(); m.Diags.HasErrors() && !k.lenient {
		return nil, nil
	}
	machine := data.New(dir, all.measures, k.words)
	if made.pages, err = k.lists(lists, machine); err != nil {
		return nil, err
	}
	if made.undated, made.printed, err = k.machines(machine, made.docs); err != nil {
		return nil, err
	}
	if err := k.static(); err != nil {
		return nil, err
	}
	if m.settle(); m.Diags.HasErrors() && !k.lenient || m.opt.Check { // Copying reports files that have no place.
		return made, nil
	}
	made.wanted = map[string]publish.Entry{}
	var sums []data.Digest
	for _, e := range out.Wanted() {
		made.wanted[e.Path] = e
		sums = append(sums, data.Digest{Path: e.Path, SHA256: hex.EncodeToString(e.Digest[:])})
	}
	return made, out.Put(site.Place(site.AddressSums), data.Sums(sums))
}

// machines publishes the files that a site has for machines.
func (k *maker) machines(d *data.Data, docs []remembered) (undated, printed listed, err error) {
	if k.made.opt.Check {
		return undated, printed, k.names(k.dir.Data)
	}
	decided, all := make([]any, len(docs)), make([]any, len(docs))
	var rows []data.Row
	for i := range docs {
		decided[i], all[i] = docs[i].decided, docs[i].Made.Prints
		if docs[i].Made.Row.JSON != nil {
			rows = append(rows, docs[i].Made.Row)
		}
	}
	files := func(list []data.File) []publish.File {
		var out []publish.File
		for _, f := range list {
			out = append(out, publish.File{Path: f.Path, Data: f.Data})
		}
		return out
	}
	key := memo.KeyOf(k.base, k.made.opt.Today, decided)
	undated, err = k.listed("undated", key, func() ([]publish.File, error) { return files(d.Undated()), nil })
	if err != nil {
		return undated, printed, err
	}
	printed, err = k.listed("printed", memo.KeyOf(key, all, rows), func() ([]publish.File, error) { return files(d.Printed(rows)), nil })
	return undated, printed, err
}

// names notes the addresses of files where only their names are wanted.
func (k *maker) names(addresses []string) error {
	for _, a := range addresses {
		if err := k.out.Put(site.Place(a), nil); err != nil {
			return err
		}
	}
	return nil
}

// listSection of a state is by what the files are.
const listSection = "list"

// listed publishes files that follow from all documents, unless they are as they were.
func (k *maker) listed(name string, key memo.Digest, files func() ([]publish.File, error)) (listed, error) {
	var before listed
	if k.state.Get(listSection, name, &before) && before.Key == key && k.keep(before.Files) {
		k.verifyFiles(name, before.Files, func(k *maker) error {
			list, err := files()
			for _, f := range list {
				err = errors.Join(err, k.out.Put(f.Path, f.Data))
			}
			return err
		})
		return before, nil
	}
	out := listed{Key: key}
	list, err := files()
	if err != nil {
		return out, err
	}
	for _, f := range list {
		out.Files = append(out.Files, publish.Entry{Path: f.Path})
		if err := k.out.Put(f.Path, f.Data); err != nil {
			return out, err
		}
	}
	return out, nil
}

// entries fills in what is known of files once all are there.
func (w *whole) entries(files []publish.Entry) []publish.Entry {
	files = slices.Clone(files)
	for i, f := range files {
		files[i] = w.wanted[f.Path]
	}
	return files
}

// stateName is the name of the state of this sort of build.
func (m *Made) stateName() string {
	return fmt.Sprintf("%s%s", map[bool]string{false: "public", true: "internal"}[m.opt.Internal], map[bool]string{true: "-offline"}[m.opt.Offline])
}

// write remembers a build for the next one. That it cannot is no fault: then the next one makes everything.
func (m *Made) write(made *whole) {
	_ = memo.WriteState(m.opt.Dir, m.stateName(), m.program, func(w *memo.StateWriter) error {
		m.files.snapshot.Write(w)
		for i := range made.docs {
			id, d := string(m.Library.Documents[i].ID), &made.docs[i]
			if d.held {
				w.Copy(m.state, documentSection, id)
				continue
			}
			w.Put(documentSection, id, d.Record)
		}
		for _, d := range m.files.content.Drafts {
			if o, ok := made.texts.outlines[d.File]; ok {
				w.Put(outlineSection, d.File, o)
			} else {
				w.Copy(m.state, outlineSection, d.File)
			}
		}
		for file, record := range m.seen {
			w.Put(sealSection, file, record)
		}
		m.measures.Range(func(file, of any) bool {
			f := of.(measure)
			w.Put(measureSection, file.(string), measuredFile{m.files.digest(file.(string)), f.width, f.height, f.bytes, f.kind})
			return true
		})
		for source, f := range made.media {
			f.Files = made.entries(f.Files)
			w.Put(mediumSection, source, f)
		}
		for url, p := range made.pages {
			w.Put(pageSection, url, p)
		}
		for name, l := range map[string]listed{"undated": made.undated, "printed": made.printed} {
			l.Files = made.entries(l.Files)
			w.Put(listSection, name, l)
		}
		made.index.write(w, made)
		return nil
	})
}

// themeDigest stands for the files of the municipality's own theme.
func (m *Made) themeDigest() memo.Digest {
	if m.standardTheme() {
		return memo.Digest{}
	}
	var keys []any
	m.files.walk(path.Join("themes", m.Config.Site.Theme), maxLinks, func(file string, _ fs.FileInfo) {
		keys = append(keys, file, m.files.digest(file))
	})
	return memo.KeyOf(keys...) // what cannot be read is reported when the theme is
}
