package folder

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"io/fs"
	"path"
	"strings"
	"sync"

	"styrdok/generator/block"
)

// Sums keeps the SHA-256 of files in a site's folder, so that a file is read for it once, however many
// texts show it and however often a command reads the site.
type Sums struct {
	mu    sync.Mutex
	known map[string]func() string // empty: no such file
}

// of returns the sum of a file. It may be called from several goroutines, and what one of them reads
// does not keep the others waiting.
func (s *Sums) of(fsys fs.FS, name string) (string, bool) {
	s.mu.Lock()
	read := s.known[name]
	if read == nil {
		read = sync.OnceValue(func() string { return sumOf(fsys, name) })
		if s.known == nil {
			s.known = map[string]func() string{}
		}
		s.known[name] = read
	}
	s.mu.Unlock()
	sum := read()
	return sum, sum != ""
}

// sumOf is the SHA-256 of a file, empty if that cannot be read or is too large to be published.
func sumOf(fsys fs.FS, name string) string {
	if !fs.ValidPath(name) {
		return ""
	}
	name = onDisk(fsys, name)
	info, err := fs.Stat(fsys, name)
	if err != nil || !info.Mode().IsRegular() || info.Size() > MaxFile {
		return ""
	}
	f, err := fsys.Open(name)
	if err != nil {
		return ""
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, bufio.NewReader(io.LimitReader(f, MaxFile))); err != nil {
		return ""
	}
	return hex.EncodeToString(h.Sum(nil))
}

// onDisk returns a file's name as its folder has it: accents may be written in two ways.
func onDisk(fsys fs.FS, name string) string {
	if _, err := fs.Stat(fsys, name); err == nil || !strings.ContainsFunc(path.Base(name), func(r rune) bool { return r > 0x7f }) {
		return name
	}
	list, err := fs.ReadDir(fsys, path.Dir(name))
	if err != nil {
		return name
	}
	for _, e := range list {
		if block.Normal(e.Name()) == path.Base(name) {
			return path.Join(path.Dir(name), e.Name())
		}
	}
	return name
}

// Sum returns the SHA-256 of a file that a text may show or attach, and false for others.
func (f *Folder) Sum(name string) (string, bool) {
	if !strings.HasPrefix(name, "content/") && !strings.HasPrefix(name, "static/") || strings.EqualFold(path.Ext(name), ".md") {
		return "", false
	}
	if _, changed := f.changed[name]; changed {
		s := sumOf(f.FS, name)
		return s, s != ""
	}
	return f.sums.of(f.FS, name)
}
