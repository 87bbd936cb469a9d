// Package preview shows a site while it is edited: a Session reads what has been saved, makes single files when they are
// asked for, and finds out meanwhile what is wrong with the whole site. It publishes nothing.
package preview

import (
	"bytes"
	"compress/flate"
	"context"
	"crypto/sha256"
	"io"
	"maps"
	"net/url"
	"slices"
	"sync"

	"styrdok/generator"
	"styrdok/generator/diag"
	"styrdok/generator/library"
	"styrdok/generator/load"
	"styrdok/generator/memo"
	"styrdok/generator/site"
	"styrdok/generator/source"
	"styrdok/generator/unit"
)

// Session is a site that is edited. It makes a file when it is asked for, and remembers between two states
// of the site what has not changed. Refresh and Check are called by one goroutine, File and Base by any.
type Session struct {
	opt      generator.Options
	read     load.Options // with what is kept for the next reading
	latest   *load.Site   // the site as it was read last, nil before
	diags    diag.List    // what was wrong with it then
	states   int          // of the site that there have been
	seen     memo.Digest  // of what readers see of the state that is shown
	good     map[string]packed
	replaced map[string][]byte // texts with errors, by file, and what is shown in their places
	made     shelf
	kept     unit.Kept

	mu    sync.Mutex
	shown *edition // nil before there is anything to show
	// renewal is closed when there is another.
	renewal chan struct{}
}

// NewSession returns a session that knows nothing of the site yet. The context of the options ends requests
// for files.
func NewSession(opt generator.Options) *Session {
	s := &Session{opt: opt, read: opt.Reading(), good: map[string]packed{}, made: shelf{most: 64 << 20}, renewal: make(chan struct{})}
	s.read.Run = s.read.Filled()
	s.read.Session, s.kept.Order = true, site.NewOrder()
	return s
}

// Close ends the session.
func (s *Session) Close() {
	if s.read.State != nil {
		s.read.State.Close()
	}
	s.read.Store.Close()
}

// fewChanged is how many documents may have changed for them to be made at once, so that one with an error
// is not shown even for a moment.
const fewChanged = 4

// Refresh reads the site as it is on a day, and reports whether readers see a difference. Files are those of the
// new state from then on. A text with an error is shown as it was before, and if config.toml or the theme
// has one, so is everything.
func (s *Session) Refresh(ctx context.Context, today library.Date) (visible bool, err error) {
	before := s.read.Before
	s.read.Today = today
	m, diags, err := s.load(ctx, nil)
	if err != nil {
		return false, err
	}
	s.read.State, s.read.Before, s.read.Store, s.latest, s.diags = m.State, m.Snapshot, m.Store, m, diags
	if m.BadConfig && s.now() != nil {
		return false, nil
	}
	v, err := s.lastGood(ctx, before)
	if err != nil {
		return false, err
	}
	if v.k.Theme() == nil && s.now() != nil {
		return false, nil
	}
	s.mu.Lock()
	s.shown = v
	close(s.renewal)
	s.renewal = make(chan struct{})
	s.mu.Unlock()
	seen := v.visible()
	visible, s.seen = seen != s.seen, seen
	return visible, ctx.Err()
}

// load reads the site with some files changed. What is made of it then ends with the session.
func (s *Session) load(ctx context.Context, changed map[string][]byte) (*load.Site, diag.List, error) {
	read := s.read
	read.Context, read.Changed = ctx, changed
	m, diags, err := load.Load(read)
	if err != nil {
		return nil, nil, err
	}
	return m.WithContext(s.read.Context), diags, nil
}

// lastGood returns the site as it is read, with earlier texts in the places of those with errors.
func (s *Session) lastGood(ctx context.Context, before *source.Snapshot) (*edition, error) {
	m, diags := s.latest, s.diags
	replaced := s.earlier(erring(diags))
	for {
		if len(replaced) > 0 {
			var err error
			if m, diags, err = s.load(ctx, replaced); err != nil {
				return nil, err
			}
		}
		v, err := s.show(m, diags)
		if err != nil {
			return nil, err
		}
		wrong := map[string]bool{}
		for _, doc := range s.changed(m, before) {
			f, err := v.document(doc)
			if err != nil {
				return nil, err
			}
			diags := f.record.Made.Diags.WithLevels(m.Config.Diagnostics)
			maps.Copy(wrong, erring(diags))
			if !diags.HasErrors() {
				for _, v := range doc.Versions {
					s.pack(m, v.File)
				}
			}
		}
		known := len(replaced)
		maps.Copy(replaced, s.earlier(wrong))
		if len(replaced) == known {
			s.replaced = replaced
			return v, nil
		}
	}
}

// maker gets ready to make files of a state of the site, whatever is wrong with it.
func (s *Session) maker(m *load.Site, known diag.List) (*unit.Maker, diag.List, error) {
	opt := s.opt.Making()
	opt.Kept = &s.kept
	k, diags, err := unit.New(m, opt, nil)
	return k, slices.Concat(known, diags), err
}

// show returns an edition of a state of the site.
func (s *Session) show(m *load.Site, known diag.List) (*edition, error) {
	k, diags, err := s.maker(m, known)
	if err != nil {
		return nil, err
	}
	k.Lenient = true
	s.states++
	return newEdition(s, s.states, k, diags), nil
}

// Check finds out everything that is wrong with the site as Refresh has read it last.
func (s *Session) Check(ctx context.Context) (*generator.Result, error) {
	m, known, v := s.latest, s.diags, s.now()
	if m.BadConfig {
		return generator.NewResult(m, nil, known, s.opt), nil
	}
	shown := v != nil && v.k.Site == m
	k, diags := (*unit.Maker)(nil), diag.List(nil)
	if shown {
		k, diags = v.k, v.diags
	} else {
		var err error
		if k, diags, err = s.maker(m, known); err != nil {
			return nil, err
		}
	}
	k = k.Aside(ctx, unit.NewNames(), true)
	whole, err := generator.Publish(k, diags)
	if err != nil {
		return nil, err
	}
	defer whole.Close()
	if shown && !whole.Diags.HasErrors() {
		v.know(k, whole)
	}
	bad := erring(whole.Diags)
	for _, file := range m.Content.Files() {
		if !bad[file] {
			s.pack(m, file)
		}
	}
	return generator.NewResult(m, whole, nil, s.opt), ctx.Err()
}

// Latest is the site as Refresh has read it last. What is wrong with its texts is not known yet.
func (s *Session) Latest() *load.Site { return s.latest }

func (s *Session) now() *edition {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.shown
}

// Base is the path of the site's address: "/" or "/styrdokument/".
func (s *Session) Base() string {
	if v := s.now(); v != nil {
		if u, err := url.Parse(v.k.Config.Site.BaseURL); err == nil && u.Path != "" {
			return u.Path
		}
	}
	return "/"
}

// visible stands for all that the edition shows.
func (e *edition) visible() memo.Digest {
	values := []any{e.k.Today, unit.Look(e.k.Site)}
	for _, file := range slices.Concat(e.k.Content.Files(), e.k.Attached) {
		values = append(values, file, e.k.Digest(file))
	}
	return memo.KeyOf(values...)
}

// erring are the files in which there is an error.
func erring(list diag.List) map[string]bool {
	out := map[string]bool{}
	for _, d := range list {
		if d.Severity == diag.Error {
			out[d.Pos.File] = true
		}
	}
	return out
}

// changed are the documents of which a text differs from an earlier snapshot, or was replaced; none if they
// are many.
func (s *Session) changed(m *load.Site, before *source.Snapshot) []*library.Document {
	if before == nil {
		return nil
	}
	var out []*library.Document
	for _, doc := range m.Library.Documents {
		if slices.ContainsFunc(doc.Versions, func(v *library.Version) bool {
			was, _ := before.Digest(v.File)
			_, replaced := s.replaced[v.File]
			return was != v.Digest || replaced
		}) {
			if out = append(out, doc); len(out) > fewChanged {
				return nil
			}
		}
	}
	return out
}

// packed is a text in which nothing was wrong, compressed.
type packed struct {
	digest memo.Digest
	data   []byte
}

// pack remembers a text.
func (s *Session) pack(m *load.Site, file string) {
	digest := m.Digest(file)
	if s.good[file].digest == digest {
		return
	}
	data, err := m.Read(file, source.MaxText)
	if err != nil || sha256.Sum256(data) != digest {
		return
	}
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.BestSpeed)
	if err == nil {
		w.Write(data)
		w.Close()
		s.good[file] = packed{digest, bytes.Clone(b.Bytes())}
	}
}

// earlier are the texts that take the place of files with errors: what they last were without.
func (s *Session) earlier(bad map[string]bool) map[string][]byte {
	out := map[string][]byte{}
	for file := range bad {
		good, known := s.good[file]
		if !known || good.digest == s.latest.Digest(file) {
			continue
		}
		if data, err := io.ReadAll(flate.NewReader(bytes.NewReader(good.data))); err == nil {
			out[file] = data
		}
	}
	return out
}
