package source

import (
	"bufio"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"sync"
	"time"

	"styrdok/generator/diag"
	"styrdok/generator/library"
	"styrdok/generator/memo"
)

// ErrChanged means that a text is no longer what it was when content/ was scanned.
var ErrChanged = errors.New("the file was changed while the site was read")

// Snapshot is content/ as a scan has found it. Its drafts lack their texts, which WithText reads. What
// snapshots hold is shared between them and must not be changed.
type Snapshot struct {
	Content Content
	Diags   diag.List // what people wrote wrong

	fsys   fs.FS
	at     time.Time // before anything was read
	pieces map[string]*piece
	read   map[string]bool // files of content/ that are not as they were
	state  *memo.State

	mu      sync.Mutex
	files   map[string]stamped // other files whose digest was asked for
	earlier map[string]stamped // and in earlier snapshots
}

// piece is what one file of content/ was made into.
type piece struct {
	Stamp   memo.Stamp
	Digest  memo.Digest
	Content Content // one draft without its text, page, introduction or meeting; or nothing
	Diags   diag.List
}

// stamped is the digest of a file that had a stamp.
type stamped struct {
	Stamp  memo.Stamp
	Digest memo.Digest
}

// Sections of a state. The second has one value, by file.
const (
	textSection = "source text"
	fileSection = "source file"
)

// Remember returns the snapshot that was written into a state, for [Scan] only. It reads from the
// state, which must stay open, when it is asked.
func Remember(state *memo.State) *Snapshot {
	s := &Snapshot{state: state}
	state.Get(fileSection, "", &s.earlier)
	return s
}

// clock is replaced by tests.
var clock = time.Now

// Scan reads content/ of the site's folder as [Load] does, but neither keeps the texts of drafts nor
// reads files that are as they were in an earlier snapshot, which may be nil. Each is that of Load.
func Scan(fsys fs.FS, before *Snapshot, each func(n int, do func(i int) error) error) (*Snapshot, error) {
	if before == nil {
		before = new(Snapshot)
	}
	s := &Snapshot{fsys: fsys, at: clock(), pieces: map[string]*piece{}, read: map[string]bool{}, state: before.state}
	s.files, s.earlier = map[string]stamped{}, before.digests()
	l := loader{fsys: fsys, at: s.at, known: before.piece}
	err := l.load(each)
	for _, f := range l.files {
		if f.made != nil {
			s.pieces[f.file] = f.made
			s.read[f.file] = f.digest != memo.Digest{}
		}
	}
	s.Content, s.Diags = l.content, l.diags
	return s, err
}

// Read reports whether a file of content/ was read because it may not be as it was in the earlier snapshot. A nil
// Snapshot knows of none.
func (s *Snapshot) Read(file string) bool { return s != nil && s.read[file] }

// piece returns what a file was made into. It may be called from several goroutines.
func (s *Snapshot) piece(file string) (*piece, bool) {
	if p, ok := s.pieces[file]; ok {
		return p, true
	}
	p := new(piece)
	return p, s.state != nil && s.state.Get(textSection, file, p)
}

// Write writes the snapshot for [Remember].
func (s *Snapshot) Write(w *memo.StateWriter) {
	for _, file := range slices.Sorted(maps.Keys(s.pieces)) {
		w.Put(textSection, file, s.pieces[file])
	}
	w.Put(fileSection, "", s.digests())
}

// digests returns the digests of all files that are no texts, as far as they are known.
func (s *Snapshot) digests() map[string]stamped {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := map[string]stamped{}
	maps.Copy(out, s.earlier)
	maps.Copy(out, s.files)
	maps.DeleteFunc(out, func(_ string, f stamped) bool { return !f.Stamp.Known() })
	return out
}

// Digest returns the SHA-256 of a file of the site's folder, and false if there is no such file or it
// cannot be read. Of one snapshot it is always the same. It may be called from several goroutines.
func (s *Snapshot) Digest(file string) (memo.Digest, bool) {
	if p, ok := s.pieces[file]; ok {
		return p.Digest, true
	}
	s.mu.Lock()
	now, asked := s.files[file]
	before := s.earlier[file]
	s.mu.Unlock()
	if !asked {
		now = s.digest(file, before)
		s.mu.Lock()
		if first, twice := s.files[file]; twice {
			now = first
		}
		s.files[file] = now
		s.mu.Unlock()
	}
	return now.Digest, now.Digest != memo.Digest{}
}

// digest reads a file unless it is as it was before.
func (s *Snapshot) digest(file string, before stamped) stamped {
	info, err := fs.Stat(s.fsys, file)
	if err != nil || !info.Mode().IsRegular() {
		return stamped{}
	}
	now := stamped{Stamp: memo.StampOf(info, s.at)}
	if now.Stamp.Matches(before.Stamp) {
		return before
	}
	f, err := s.fsys.Open(file)
	if err != nil {
		return stamped{}
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, bufio.NewReader(f)); err != nil {
		return stamped{}
	}
	now.Digest = memo.Digest(h.Sum(nil))
	return now
}

// WithText returns a draft with its text. The error is [ErrChanged] if the file is not what it was when
// it was scanned.
func (s *Snapshot) WithText(d *library.Draft) (*library.Draft, error) {
	if len(d.Text) == d.TextSize {
		return d, nil
	}
	data, err := readFile(s.fsys, d.File)
	if err != nil {
		return nil, err
	}
	if sha256.Sum256(data) != d.Digest {
		return nil, fmt.Errorf("%s: %w", d.File, ErrChanged)
	}
	var ignored diag.List // The draft was made of the same bytes.
	text, _ := ReadText(d.File, data, &ignored)
	parts, _ := splitFence(d.File, text, &ignored)
	whole := *d
	whole.Text = parts.text
	return &whole, nil
}
