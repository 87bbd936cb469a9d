// Package generator makes a site's pages and prints of its folder. Each document is made by itself, with a record
// of what it read of others; a later build makes it again only if something in that record has changed. The lists,
// the search index and the files for machines are then put together from what the documents gave. The package
// decides what is made, in which order and how much at once; how a thing is made is for the packages below to know.
// It is handed the day and the standard theme and asks for no time.
package generator

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"styrdok/generator/diag"
	"styrdok/generator/i18n"
	"styrdok/generator/library"
	"styrdok/generator/memo"
	"styrdok/generator/publish"
	"styrdok/generator/seal"
	"styrdok/generator/site"
	"styrdok/generator/source"
)

// ErrNoConfig means that the folder has no config.toml.
var ErrNoConfig = errors.New("no config.toml")

// Options say what to make and of what.
type Options struct {
	Dir      string // the site's folder; "" is "."
	Today    library.Date
	Lang     string // of diagnostics, "sv" or "en"; empty: the site's
	Out      string // output folder; empty: the configuration's, or that of an internal or offline build
	Internal bool   // show everything, mark every page
	Offline  bool   // links end in index.html
	Standard fs.FS  // the standard theme
	Cache    bool   // keep prints in the site's folder for the next time
	Workers  int    // how many things to do at once; 0: as many as there are cores
	Unsealed bool   // tell how many adopted versions have no seal, and which texts are not written yet
	// Statement tells that a public site with documents has no accessibility statement. It is for
	// commands that are about the site, not about one document.
	Statement bool
	// Progress is told how many of the prints have been drawn. It may be nil, and is called
	// from several goroutines, one at a time.
	Progress func(done, total int)
	// Waiting is called once if another process has to be waited for. It may be nil.
	Waiting func()
	// Hold is the right to write the site's files, taken before they are read. What is decided without it
	// takes it when it is written, and is refused if somebody else was quicker.
	Hold *Hold
	// Check finds out what is wrong and makes nothing: no print is drawn, no page rendered, no index built, and
	// Files stays empty. It tells what a build would tell.
	Check bool
	// Verify makes also what an earlier build has made and is not out of date, and panics if it comes out differently.
	// It is for tests.
	Verify bool
	// Strict keeps a site with warnings from being published.
	Strict bool
	// Context ends a run before it is done, which then returns the context's error. Nil: nothing ends it.
	Context context.Context
	// Counts is added to while things are made. It may be nil.
	Counts *Counts

	whole    bool              // all drafts have their texts
	texts    []library.ID      // of these documents they have in any case
	before   *source.Snapshot  // of content/ as it was read just before; nil: it was not
	changed  map[string][]byte // files of the site's folder as they are to be read; nil: gone
	sealing  map[string]bool   // files of versions that get their first seal: nothing in them is let pass
	sums     *sums             // of files, kept for the next time that the site is read with these options
	session  *Session          // of which the site is a state; nil: of none
	proposed map[string]string // files of drafts that are put before a meeting, with the body that meets
}

// dir is the site's folder.
func (o Options) dir() string { return cmp.Or(o.Dir, ".") }

// Made is what came of a site's folder. If Diags has errors, Files is empty.
type Made struct {
	Config    source.Config
	BadConfig bool // config.toml itself has errors
	Library   *library.Library
	TextLinks []site.TextLink // from the texts of documents that hold to other documents
	Diags     diag.List
	Words     *i18n.Texts // for messages about it

	Files      []publish.File
	PageCount  int
	PrintCount int
	Documents  int
	Unsealed   int    // adopted versions without a seal
	hidden     int    // drafts, proposals and consultations that a public build leaves out
	Out        string // output folder, as it can be opened from where the program was started

	opt      Options
	files    *folder
	attached []string  // files below content/ and static/ that are no Markdown
	measures *sync.Map // measure by file
	kept     *memo.Store
	sealed   map[string]bool                     // files of versions that fit their seals
	advice   diag.List                           // what those are told who ask for it
	settings memo.Digest                         // of config.toml
	program  memo.Digest                         // zero if it is not known: then nothing of an earlier build is believed
	state    *memo.State                         // of the last build
	seen     map[string]memo.Record[seal.Memory] // of versions, by file
}

// Line returns a line of a file of the site's folder for a report.
func (m *Made) Line(file string, line int) (string, bool) { return m.files.line(file, line) }

// Size words a number of bytes.
func (m *Made) Size(n int64) string { return site.FormatSize(n, m.Words.Lang()) }

// Took words how long something took.
func (m *Made) Took(d time.Duration) string { return site.FormatDuration(d, m.Words.Lang()) }

// Internal reports whether everything is shown and every page marked.
func (m *Made) Internal() bool { return m.opt.Internal }

// Withheld is how many drafts, proposals and consultations a public build leaves out.
func (m *Made) Withheld() int { return m.hidden }

// OutExists reports whether there is an output folder already.
func (m *Made) OutExists() bool {
	_, err := os.Stat(m.Out)
	return err == nil
}

// Load reads and resolves a site's documents without reading their texts.
func Load(opt Options) (*Made, error) {
	m, err := openFolder(opt)
	if err != nil {
		return nil, err
	}
	if _, err := fs.Stat(m.files.fsys, memo.Folder); err == nil && m.program == (memo.Digest{}) && !opt.whole {
		m.program, _ = memo.Program(opt.Dir)
	}
	return m, m.load()
}

// openFolder opens a site's folder and reads its configuration.
func openFolder(opt Options) (*Made, error) {
	opt.Dir = opt.dir()
	if opt.sums == nil {
		opt.sums = &sums{}
	}
	if opt.Context == nil {
		opt.Context = context.Background()
	}
	if opt.Counts == nil {
		opt.Counts = new(Counts)
	}
	m := &Made{opt: opt, measures: new(sync.Map), state: new(memo.State), files: &folder{dir: opt.Dir}, Words: i18n.MustLoad("sv")}
	if opt.Lang != "" {
		m.Words = i18n.MustLoad(opt.Lang)
	}
	root, err := os.OpenRoot(opt.Dir)
	if err != nil {
		if info, found := os.Stat(opt.Dir); errors.Is(err, fs.ErrNotExist) || found == nil && !info.IsDir() {
			return nil, fmt.Errorf("%s: %w", opt.Dir, ErrNoConfig)
		}
		return nil, err
	}
	// A Root never leads out of its folder, whatever links there are inside.
	m.files.fsys = newListing(root.FS())
	if len(opt.changed) > 0 {
		m.files.fsys = overlay{m.files.fsys, opt.changed}
	}
	if err := m.configure(); err != nil {
		return nil, err
	}
	if opt.Cache || opt.Check {
		m.program, _ = memo.Program(opt.Dir)
	}
	return m, nil
}

// load reads and resolves the documents.
func (m *Made) load() error {
	if err := m.scan(); err != nil {
		return fmt.Errorf("read content: %w", err)
	}
	m.propose()
	lib, diags := library.Resolve(m.files.content.Drafts, m.Config.Rules, m.opt.Today)
	m.Diags = append(m.Diags, diags...)
	m.Library, m.Documents = lib, len(lib.Documents)
	if !m.opt.Internal {
		m.hidden = lib.Withheld()
	}
	m.meetings()
	if err := m.seals(); err != nil {
		return err
	}
	m.settle()
	return nil
}

// scan reads content/. What has not changed since the last build is not read again.
func (m *Made) scan() error {
	var diags diag.List
	var err error
	if m.opt.whole {
		m.files.content, diags, err = source.Load(m.files.fsys, m.each)
	} else {
		var s *source.Snapshot
		if s, err = source.Scan(m.files.fsys, m.remembered(), m.each); err == nil {
			m.files.snapshot, m.files.content, diags = s, s.Content, s.Diags
			m.fill(m.opt.texts)
			m.verify("content", []any{s.Content, s.Diags}, func() (any, error) {
				s, err := source.Scan(m.files.fsys, nil, m.each)
				return []any{s.Content, s.Diags}, err
			})
		}
	}
	m.Diags = append(m.Diags, diags...)
	m.files.byFile = make(map[string]*library.Draft, len(m.files.content.Drafts))
	for _, d := range m.files.content.Drafts {
		m.files.byFile[d.File] = d
	}
	return err
}

// remembered opens the state of the last build, and returns what content/ was then.
func (m *Made) remembered() *source.Snapshot {
	if s := m.opt.session; s != nil && s.state != nil {
		m.state = s.state
		return s.snapshot
	}
	if m.program != (memo.Digest{}) {
		m.state = memo.ReadState(m.opt.Dir, m.stateName(), m.program)
	}
	if m.opt.before != nil {
		return m.opt.before
	}
	return source.Remember(m.state)
}

// hold keeps a value of the site's state for the rest of the session, if there is one.
func (m *Made) hold(section, id string, v any) {
	if m.opt.session != nil {
		m.state.Hold(section, id, v)
	}
}

// fill gives the drafts of some documents their texts.
func (m *Made) fill(ids []library.ID) {
	if len(ids) == 0 {
		return
	}
	m.files.content.Drafts = slices.Clone(m.files.content.Drafts) // the snapshot shares it
	for i, d := range m.files.content.Drafts {
		if slices.Contains(ids, d.Document) {
			m.files.content.Drafts[i] = m.wholeDraft(d)
		}
	}
}

// configure reads config.toml.
func (m *Made) configure() error {
	data, err := fs.ReadFile(m.files.fsys, "config.toml")
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s: %w", m.opt.Dir, ErrNoConfig)
	}
	if err != nil {
		return fmt.Errorf("read config.toml: %w", err)
	}
	m.settings = memo.KeyOf(data)
	src, ok := source.ReadText("config.toml", data, &m.Diags)
	m.Config = source.DefaultConfig()
	if ok && !source.HasConflict("config.toml", src, &m.Diags) {
		var diags diag.List
		m.Config, diags = source.ReadConfig("config.toml", src)
		m.Diags = append(m.Diags, diags...)
	}
	m.BadConfig = m.Diags.HasErrors()
	if m.opt.Lang == "" {
		m.Words = i18n.MustLoad(m.Config.Site.Language)
	}
	out := m.Config.Site.Output
	switch {
	case m.opt.Internal && m.opt.Offline:
		out = "internal-offline"
	case m.opt.Internal:
		out = "internal"
	case m.opt.Offline:
		// A copy for a folder must not take the place of what is uploaded.
		out = "offline"
	}
	m.Out = filepath.Join(m.opt.Dir, filepath.FromSlash(out))
	if m.opt.Out != "" {
		m.Out = m.opt.Out
		if !filepath.IsAbs(m.Out) {
			m.Out = filepath.Join(m.opt.Dir, m.Out)
		}
	}
	return nil
}

// settle orders the diagnostics and gives them the severities of the configuration.
func (m *Made) settle() { m.Diags = m.Diags.Sort().WithLevels(m.Config.Diagnostics) }
