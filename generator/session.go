package generator

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

	"styrdok/generator/diag"
	"styrdok/generator/i18n"
	"styrdok/generator/library"
	"styrdok/generator/memo"
	"styrdok/generator/printing"
	"styrdok/generator/site"
	"styrdok/generator/source"
	"styrdok/generator/theme"
)

// Session is a site that is edited. It makes a file when it is asked for, and remembers between two states
// of the site what has not changed. Refresh and Check are called by one goroutine, File and Base by any.
type Session struct {
	opt      Options
	state    *memo.State      // what is known of the parts of the site
	snapshot *source.Snapshot // of content/, as it was read last
	latest   *Made            // the site as it was read last
	states   int              // of the site that there have been
	seen     memo.Digest      // of what readers see of the state that is shown
	good     map[string]packed
	replaced map[string][]byte // texts with errors, by file, and what is shown in their places
	made     shelf

	order *site.Order
	faces renewed[printing.Faces]
	theme renewed[*theme.Theme]

	mu    sync.Mutex
	kept  *memo.Store
	shown *edition // nil before there is anything to show
	// renewal is closed when there is another.
	renewal chan struct{}
}

// NewSession returns a session that knows nothing of the site yet. The context of the options ends requests
// for files.
func NewSession(opt Options) *Session {
	if opt.Context == nil {
		opt.Context = context.Background()
	}
	if opt.Counts == nil {
		opt.Counts = new(Counts)
	}
	s := &Session{opt: opt, good: map[string]packed{}, order: site.NewOrder(), made: shelf{most: 64 << 20}, renewal: make(chan struct{})}
	s.opt.session, s.opt.sums = s, &sums{}
	return s
}

// Close ends the session.
func (s *Session) Close() {
	if s.state != nil {
		s.state.Close()
	}
	s.kept.Close()
}

// fewChanged is how many documents may have changed for them to be made at once, so that one with an error
// is not shown even for a moment.
const fewChanged = 4

// Refresh reads the site as it is on a day, and reports whether readers see a difference. Files are those of the
// new state from then on. A text with an error is shown as it was before, and if config.toml or the theme
// has one, so is everything.
func (s *Session) Refresh(ctx context.Context, today library.Date) (visible bool, err error) {
	opt := s.opt
	opt.Context, opt.Today = ctx, today
	before := s.snapshot
	m, err := Load(opt)
	if err != nil {
		return false, err
	}
	s.state, s.snapshot, s.latest = m.state, m.files.snapshot, m
	m.opt.Context = s.opt.Context
	if m.BadConfig && s.now() != nil {
		return false, nil
	}
	v, err := s.lastGood(m, before, opt)
	if err != nil {
		return false, err
	}
	if v.k.theme() == nil && s.now() != nil {
		return false, nil
	}
	s.mu.Lock()
	s.shown = v
	close(s.renewal)
	s.renewal = make(chan struct{})
	s.mu.Unlock()
	seen := v.k.made.visible()
	visible, s.seen = seen != s.seen, seen
	return visible, ctx.Err()
}

// lastGood returns the site as it is read, with earlier texts in the places of those with errors.
func (s *Session) lastGood(m *Made, before *source.Snapshot, opt Options) (*edition, error) {
	read, replaced := m, s.earlier(m, erring(m.Diags))
	for {
		if len(replaced) > 0 {
			var err error
			opt.changed = replaced
			if m, err = Load(opt); err != nil {
				return nil, err
			}
			m.opt.Context = s.opt.Context
		}
		v, err := s.show(m)
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
				s.learn(m, doc)
			}
		}
		known := len(replaced)
		maps.Copy(replaced, s.earlier(read, wrong))
		if len(replaced) == known {
			s.replaced = replaced
			return v, nil
		}
	}
}

// show gets ready to make files of a state of the site.
func (s *Session) show(m *Made) (*edition, error) {
	k, err := m.prepare(nil)
	if err != nil {
		return nil, err
	}
	k.broken, k.lenient = false, true
	s.states++
	return newEdition(s, s.states, k), nil
}

// Check finds out everything that is wrong with the site as Refresh has read it last.
func (s *Session) Check(ctx context.Context) (*Made, error) {
	m, v := s.latest, s.now()
	if m.BadConfig {
		return m, nil
	}
	var k *maker
	if v != nil && v.k.made == m {
		k = v.k
	} else {
		var err error
		if k, err = m.prepare(nil); err != nil {
			return nil, err
		}
		k.broken = false // what is remembered of a document is to name its files
	}
	k = k.apart(ctx, newNowhere(), true)
	whole, err := k.publish()
	if err != nil {
		return nil, err
	}
	if k.made.Diags.HasErrors() {
		whole = nil
	}
	if whole != nil && v != nil && v.k.made == m {
		v.know(k, whole)
	}
	bad := erring(k.made.Diags)
	for _, file := range m.files.content.Files() {
		if !bad[file] {
			s.pack(m, file)
		}
	}
	return k.made, ctx.Err()
}

// apart returns a maker like k that keeps what it finds out to itself. With check it makes nothing.
func (k *maker) apart(ctx context.Context, to output, check bool) *maker {
	made := *k.made
	made.Diags, made.advice = slices.Clone(made.Diags), slices.Clone(made.advice)
	made.opt.Check, made.opt.Context = check, ctx
	out := k.to(to)
	p := k.prints
	out.made, out.lenient = &made, !check
	out.prints = &prints{made: &made, words: p.words, style: p.style, Press: p.Press, total: p.total}
	return out
}

// Latest is the site as Refresh has read it last. What is wrong with its texts is not known yet.
func (s *Session) Latest() *Made { return s.latest }

func (s *Session) now() *edition {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.shown
}

// Base is the path of the site's address: "/" or "/styrdokument/".
func (s *Session) Base() string {
	if v := s.now(); v != nil {
		if u, err := url.Parse(v.k.made.Config.Site.BaseURL); err == nil && u.Path != "" {
			return u.Path
		}
	}
	return "/"
}

// store is where finished prints are kept, nil if nowhere.
func (s *Session) store() *memo.Store {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.kept == nil {
		s.kept = memo.Open(s.opt.Dir)
	}
	return s.kept
}

// themeOf returns the theme of a state of the site, nil if it cannot be used.
func (s *Session) themeOf(m *Made, words *i18n.Texts) *theme.Theme {
	key := memo.KeyOf(m.settings, m.themeDigest(), m.files.digest(m.Config.Organisation.LogoDark))
	th, _ := s.theme.of(m, key, func() (*theme.Theme, error) { return m.loadTheme(words), nil })
	return th
}

// renewed is a value that is made again when its key changes, with what was then told to be wrong.
type renewed[T any] struct {
	key    memo.Digest
	value  T
	faults diag.List
}

func (r *renewed[T]) of(m *Made, key memo.Digest, make func() (T, error)) (T, error) {
	if r.key == key {
		m.Diags = append(m.Diags, r.faults...)
		return r.value, nil
	}
	before := len(m.Diags)
	value, err := make()
	if err == nil {
		*r = renewed[T]{key, value, slices.Clone(m.Diags[before:])}
	}
	return value, err
}

// visible stands for all that a state of the site shows.
func (m *Made) visible() memo.Digest {
	values := []any{m.opt.Today, m.settings, m.themeDigest(), m.fontFiles()}
	for _, file := range slices.Concat(m.files.content.Files(), m.attached) {
		values = append(values, file, m.files.digest(file))
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
func (s *Session) changed(m *Made, before *source.Snapshot) []*library.Document {
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

// learn remembers the texts of a document.
func (s *Session) learn(m *Made, doc *library.Document) {
	for _, v := range doc.Versions {
		s.pack(m, v.File)
	}
}

// pack remembers a text.
func (s *Session) pack(m *Made, file string) {
	digest := m.files.digest(file)
	if s.good[file].digest == digest {
		return
	}
	data, err := m.files.read(file, source.MaxText)
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
func (s *Session) earlier(m *Made, bad map[string]bool) map[string][]byte {
	out := map[string][]byte{}
	for file := range bad {
		good, known := s.good[file]
		if !known || good.digest == m.files.digest(file) {
			continue
		}
		if data, err := io.ReadAll(flate.NewReader(bytes.NewReader(good.data))); err == nil {
			out[file] = data
		}
	}
	return out
}
