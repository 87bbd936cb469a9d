// Package load reads a site's folder into a closed value: the configuration, the documents as they are resolved on a day,
// and which of them fit their seals. Texts are read and parsed when they are asked for. What the last build has
// remembered is used where nothing has changed. What is made of a site is not known here.
package load

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"styrdok/generator/diag"
	"styrdok/generator/edit"
	"styrdok/generator/folder"
	"styrdok/generator/i18n"
	"styrdok/generator/library"
	"styrdok/generator/lock"
	"styrdok/generator/memo"
	"styrdok/generator/seal"
	"styrdok/generator/site"
	"styrdok/generator/source"
	"styrdok/generator/task"
)

// ErrNoConfig means that the folder has no config.toml.
var ErrNoConfig = errors.New("no config.toml")

// Options say which site is read, and how.
type Options struct {
	task.Run
	Dir      string // the site's folder; "" is "."
	Today    library.Date
	Lang     string      // of diagnostics, "sv" or "en"; empty: the site's
	Internal bool        // nothing in a text is masked
	Unmasked bool        // nor is it here, though the site is the public one: for those who may read all
	Offline  bool        // what is remembered is that of an offline build
	Cache    bool        // keep in the site's folder what took long to make
	Store    *memo.Store // where that is kept; nil: it is opened if Cache is set
	Fresh    bool        // nothing that earlier builds have remembered is used
	Session  bool        // what is found out is kept in State for the next reading
	Waiting  lock.Waiting
	Approved bool // what differs from the last signature is not told, as somebody has approved it

	Whole    bool              // all drafts have their texts
	Texts    []library.ID      // of these documents they have in any case
	State    *memo.State       // what is remembered; nil: it is read
	Before   *source.Snapshot  // of content/ as it was read just before; nil: it was not
	Changed  map[string][]byte // files of the site's folder as they are to be read; nil: gone
	Sealing  map[string]bool   // files of versions that get their first seal: nothing in them is let pass
	Proposed map[string]string // files of drafts that are put before a meeting, with the body that meets
}

// Imagined reports whether the site is read otherwise than it lies on the disk.
func (o *Options) Imagined() bool {
	return len(o.Changed) > 0 || o.Unmasked || o.Sealing != nil || o.Proposed != nil
}

// StateName is the name of the state of this sort of build.
func (o *Options) StateName() string {
	name := "public"
	if o.Internal {
		name = "internal"
	}
	if o.Offline {
		name += "-offline"
	}
	return name
}

// Opened is a site's folder with its configuration.
type Opened struct {
	Options
	*folder.Folder
	Config    source.Config
	BadConfig bool        // config.toml itself has errors
	Words     *i18n.Texts // for messages about the site
	Settings  memo.Digest // of config.toml
	Program   memo.Digest // zero if it is not known: then nothing of an earlier build is believed
}

// Open opens a site's folder and reads its configuration. Without a config.toml the error is ErrNoConfig.
func Open(opt Options) (*Opened, diag.List, error) {
	if opt.Dir == "" {
		opt.Dir = "."
	}
	opt.Run = opt.Filled()
	files, err := folder.Open(opt.Dir, opt.Changed)
	if err != nil {
		if info, found := os.Stat(opt.Dir); errors.Is(err, fs.ErrNotExist) || found == nil && !info.IsDir() {
			return nil, nil, fmt.Errorf("%s: %w", opt.Dir, ErrNoConfig)
		}
		return nil, nil, err
	}
	o := &Opened{Options: opt, Folder: files}
	diags, err := o.configure()
	if err != nil {
		return nil, nil, err
	}
	if opt.Cache && opt.Store == nil {
		o.Store = memo.Open(opt.Dir)
	}
	if !opt.Fresh && (opt.Cache || !opt.Whole && o.Has(memo.Folder)) {
		o.Program, _ = memo.Program(opt.Dir)
	}
	return o, diags, nil
}

// configure reads config.toml.
func (o *Opened) configure() (diags diag.List, err error) {
	data, err := o.Read("config.toml", source.MaxText)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s: %w", o.Dir, ErrNoConfig)
	}
	if err != nil {
		return nil, err
	}
	o.Settings = memo.KeyOf(data)
	o.Config = source.DefaultConfig()
	src, ok := source.ReadText("config.toml", data, &diags)
	if ok && !source.HasConflict("config.toml", src, &diags) {
		var found diag.List
		o.Config, found = source.ReadConfig("config.toml", src)
		diags = append(diags, found...)
	}
	o.BadConfig = diags.HasErrors()
	lang := o.Lang
	if lang == "" {
		lang = o.Config.Site.Language
	}
	o.Words = i18n.MustLoad(lang)
	return diags, nil
}

// Settle orders diagnostics and gives them the severities of the configuration. Of a site in which a command was broken off nothing else
// is told: what is wrong with half of a change says nothing of the whole.
func (o *Opened) Settle(list diag.List) diag.List {
	if i := slices.IndexFunc(list, func(d diag.Diagnostic) bool { return d.Code == diag.BrokenOff }); i >= 0 {
		list = list[i : i+1]
	}
	if o.Approved {
		list = slices.DeleteFunc(slices.Clone(list), func(d diag.Diagnostic) bool { return d.Code == diag.SignedGone || d.Code == diag.SignedChanged })
	}
	return list.Sort().WithLevels(o.Config.Diagnostics)
}

// StandardTheme reports whether the site has no theme of its own.
func (o *Opened) StandardTheme() bool {
	return o.Config.Site.Theme == "standard" || o.Config.Site.Theme == ""
}

// SiteWords are the texts of pages and prints, in the site's language.
func (o *Opened) SiteWords() *i18n.Texts { return i18n.MustLoad(o.Config.Site.Language) }

// Sources are the files and folders that nothing may be written over or into.
func (o *Opened) Sources() (out []string) {
	for _, part := range []string{"config.toml", "content", "static", "themes"} {
		out = append(out, filepath.Join(o.Dir, part))
	}
	return out
}

// Size words a number of bytes.
func (o *Opened) Size(n int64) string { return site.FormatSize(n, o.Words.Lang()) }

// Took words how long something took.
func (o *Opened) Took(d time.Duration) string { return site.FormatDuration(d, o.Words.Lang()) }

// Site is a site as it is on a day. It does not change.
type Site struct {
	*Opened
	Library  *library.Library
	Content  source.Content
	Snapshot *source.Snapshot // what Content was scanned with; nil if its drafts have their texts
	State    *memo.State      // of the last build
	Unsealed int              // adopted versions without a seal
	Withheld int              // drafts, proposals and consultations that a public build leaves out
	Advice   diag.List        // what only those are told who ask for it

	byFile map[string]*library.Draft
	fits   map[string]bool                     // files of versions that fit their seals
	seals  map[string]memo.Record[seal.Memory] // of versions, by file
}

// WithContext returns the site with another context for what is made of it.
func (s *Site) WithContext(ctx context.Context) *Site {
	opened, site := *s.Opened, *s
	opened.Context, site.Opened = ctx, &opened
	return &site
}

// Load reads and resolves a site's documents without reading their texts. The error is of the machine; what people wrote
// wrong is in the list. The site's State is closed, since nothing is made of most sites, but in a session and where it was given.
func Load(opt Options) (*Site, diag.List, error) {
	release, _ := lock.Read(opt.Dir, opt.Waiting)
	defer release()
	o, diags, err := Open(opt)
	if err != nil {
		return nil, nil, err
	}
	s, more, err := o.Load()
	if err != nil {
		if opt.Store == nil {
			o.Store.Close()
		}
		return nil, nil, err
	}
	if opt.State == nil && !opt.Session {
		s.State.Close()
	}
	return s, o.Settle(append(diags, more...)), nil
}

// Load reads and resolves the documents. It opens the site's State if there was none, which is to be closed unless there is an error.
func (o *Opened) Load() (_ *Site, diags diag.List, err error) {
	s := &Site{Opened: o, State: new(memo.State)}
	defer func() {
		if err != nil && o.State == nil {
			s.State.Close()
		}
	}()
	diags, err = s.scan()
	if err != nil {
		return nil, nil, fmt.Errorf("read content: %w", err)
	}
	lib, more := library.Resolve(s.Content.Drafts, o.Config.Rules, o.Today)
	diags = append(diags, more...)
	s.Library = lib
	if !o.Internal {
		s.Withheld = lib.Withheld()
	}
	if files, total := o.BrokenOff(); len(files) > 0 {
		diags.Add(diag.BrokenOff, diag.Pos{File: files[0]}, len(files), total)
	}
	diags = append(diags, s.meetings()...)
	more, err = s.checkAll(diags)
	return s, append(diags, more...), err
}

// BrokenOff returns which files a command that was killed has not written yet, of how many, so that the site is a mixture of before and
// after.
func (o *Opened) BrokenOff() (files []string, total int) {
	if !o.Has(edit.UnfinishedFile) {
		return nil, 0
	}
	release, had := lock.Read(o.Dir, o.Waiting)
	defer release()
	if !had {
		return nil, 0 // Somebody may be writing them just now.
	}
	return edit.BrokenOff(o.Dir)
}

// scan reads content/. What has not changed since the last build is not read again.
func (s *Site) scan() (diags diag.List, err error) {
	if s.Whole {
		s.Content, diags, err = source.Load(s.FS, s.Each)
	} else {
		var before *source.Snapshot
		s.State, before = s.remembered()
		if s.Snapshot, err = source.Scan(s.FS, before, s.Each); err == nil {
			s.Content, diags = s.Snapshot.Content, s.Snapshot.Diags
			s.Again("content", []any{s.Content, diags}, func() (any, error) {
				again, err := source.Scan(s.FS, nil, s.Each)
				return []any{again.Content, again.Diags}, err
			})
		}
	}
	s.Content.Drafts = library.Translated(s.Content.Drafts, s.Today, s.sealedOn()) // a new list: the snapshot shares the old one
	s.byFile = make(map[string]*library.Draft, len(s.Content.Drafts))
	for i, d := range s.Content.Drafts {
		if slices.Contains(s.Texts, d.Document) {
			d = s.WholeDraft(d)
		}
		if body := s.Proposed[d.File]; body != "" {
			d = proposed(d, body)
		}
		s.Content.Drafts[i], s.byFile[d.File] = d, d
	}
	return diags, err
}

// remembered opens the state of the last build, and returns what content/ was then.
func (o *Opened) remembered() (*memo.State, *source.Snapshot) {
	if o.State != nil {
		return o.State, o.Before
	}
	state := new(memo.State)
	if o.Program != (memo.Digest{}) {
		state = memo.ReadState(o.Dir, o.StateName(), o.Program)
	}
	if o.Before != nil {
		return state, o.Before
	}
	return state, source.Remember(state)
}

// proposed returns a draft as a proposal to a body, also if nobody has written so yet.
func proposed(d *library.Draft, body string) *library.Draft {
	c := *d
	c.Status = "proposed"
	if c.AdoptedBy == "" {
		c.AdoptedBy = body
	}
	return &c
}

// Hold keeps a value for the rest of the session, if there is one.
func (s *Site) Hold(section, id string, v any) {
	if s.Session {
		s.State.Hold(section, id, v)
	}
}

// Write remembers what the site was read from.
func (s *Site) Write(w *memo.StateWriter) {
	s.Snapshot.Write(w)
	for file, record := range s.seals {
		w.Put(sealSection, file, record)
	}
}

// Draft returns the draft in a file, nil if there is none.
func (s *Site) Draft(file string) *library.Draft { return s.byFile[file] }

// WithText returns a draft with its text. The error is source.ErrChanged if the file is not as it was read.
func (s *Site) WithText(d *library.Draft) (*library.Draft, error) {
	if s.Snapshot == nil {
		return d, nil
	}
	return s.Snapshot.WithText(d)
}

// WholeDraft returns a draft with its text, or without one if it cannot be read any more, which its document reports.
func (s *Site) WholeDraft(d *library.Draft) *library.Draft {
	if whole, err := s.WithText(d); err == nil {
		return whole
	}
	return d
}

// Digest returns the SHA-256 of a file, zero if it cannot be read.
func (s *Site) Digest(file string) memo.Digest {
	if s.Snapshot == nil {
		return s.Folder.Digest(file)
	}
	d, _ := s.Snapshot.Digest(file)
	return d
}

// Sum returns the SHA-256 of a file that a text may show or attach, and false for others.
func (s *Site) Sum(name string) (string, bool) {
	if !strings.HasPrefix(name, "content/") && !strings.HasPrefix(name, "static/") || strings.EqualFold(path.Ext(name), ".md") || !fs.ValidPath(name) {
		return "", false
	}
	name = s.OnDisk(name)
	info, err := fs.Stat(s.FS, name)
	if err != nil || !info.Mode().IsRegular() || info.Size() > folder.MaxFile {
		return "", false
	}
	digest := s.Digest(name)
	return hex.EncodeToString(digest[:]), digest != memo.Digest{}
}
