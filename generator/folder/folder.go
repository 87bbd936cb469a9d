// Package folder reads a site's folder: files, lists of them, digests and single lines for reports. It can show the
// folder as it would be with some files changed. Nothing outside the folder can be reached through it, and nothing
// is written. What the files mean is not known here.
package folder

import (
	"bytes"
	"crypto/sha256"
	"io"
	"io/fs"
	"path"
	"strings"
	"sync"

	"styrdok/generator/block"
	"styrdok/generator/memo"
	"styrdok/generator/regular"
	"styrdok/generator/source"
)

// Folder is a site's folder as it is read. Its methods may be called from several goroutines.
type Folder struct {
	FS fs.FS // of the site's folder, as it would be with the changed files

	mu    sync.Mutex
	texts map[string][]byte // of files of which lines have been asked for
	known map[Line]string
}

// Line is the place of a line in a file. Lines are counted from 1.
type Line struct {
	File string
	N    int
}

// Open opens the folder dir as it would be with some files changed; a nil text means that the file is gone.
// Symbolic links do not lead out of the folder.
func Open(dir string, changed map[string][]byte) (*Folder, error) {
	own, err := files(dir)
	if err != nil {
		return nil, err
	}
	f := &Folder{FS: newListing(own)}
	if len(changed) > 0 {
		f.FS = newOverlay(f.FS, changed)
	}
	return f, nil
}

// Has reports whether the folder has a file.
func (f *Folder) Has(file string) bool {
	_, err := fs.Stat(f.FS, file)
	return err == nil
}

// Know takes a line as known, so that its file need not be read for it.
func (f *Folder) Know(at Line, text string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.known == nil {
		f.known = map[Line]string{}
	}
	f.known[at] = text
}

// Line returns a line of a file, and whether the file has it.
func (f *Folder) Line(file string, n int) (string, bool) {
	f.mu.Lock()
	line, known := f.known[Line{file, n}]
	text, read := f.texts[file]
	f.mu.Unlock()
	if known {
		return line, true
	}
	if !read {
		text, _ = f.Read(file, source.MaxText)
		text = bytes.TrimPrefix(text, []byte("\uFEFF"))
		f.mu.Lock()
		if f.texts == nil {
			f.texts = map[string][]byte{}
		}
		f.texts[file] = text
		f.mu.Unlock()
	}
	if text != nil {
		for line := range bytes.SplitSeq(text, []byte("\n")) {
			if n--; n == 0 {
				return string(line), true
			}
		}
	}
	return "", false
}

// MaxFile is the largest file that is copied to the site, in bytes.
const MaxFile = 256 << 20

// Read reads a file of at most limit bytes.
func (f *Folder) Read(file string, limit int64) ([]byte, error) {
	r, err := f.FS.Open(file)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	var b bytes.Buffer
	if info, err := r.Stat(); err == nil && info.Size() <= limit {
		b.Grow(int(info.Size()) + bytes.MinRead)
	}
	if _, err := b.ReadFrom(io.LimitReader(r, limit+1)); err != nil {
		return nil, err
	}
	if int64(b.Len()) > limit {
		return nil, &fs.PathError{Op: "read", Path: file, Err: regular.ErrTooLarge}
	}
	return b.Bytes(), nil
}

// headSize is how much of a file Head reads, in bytes.
const headSize = 64 << 10

// Head reads the beginning of a file, and tells how large the file is.
func (f *Folder) Head(file string) ([]byte, int64, error) {
	r, err := f.FS.Open(file)
	if err != nil {
		return nil, 0, err
	}
	defer r.Close()
	info, err := r.Stat()
	if err != nil {
		return nil, 0, err
	}
	data, err := io.ReadAll(io.LimitReader(r, headSize))
	return data, info.Size(), err
}

// maxLinks is how many symbolic links to folders may lead into one another.
const maxLinks = 3

// Walk calls do for each regular file below a folder, in order, with what is known of it. Symbolic links are
// followed, of those to folders at most maxLinks one within the other.
func (f *Folder) Walk(folder string, do func(file string, info fs.FileInfo)) {
	f.walk(folder, maxLinks, do)
}

func (f *Folder) walk(folder string, links int, do func(file string, info fs.FileInfo)) {
	list, err := fs.ReadDir(f.FS, folder)
	if err != nil {
		return
	}
	for _, entry := range list {
		file, left := path.Join(folder, entry.Name()), links
		info, err := fs.Stat(f.FS, file)
		if entry.Type()&fs.ModeSymlink != 0 {
			left--
		}
		switch {
		case err != nil:
		case info.Mode().IsRegular():
			do(file, info)
		case info.IsDir() && left >= 0:
			f.walk(file, left, do)
		}
	}
}

// Digest returns the SHA-256 of a file, zero if it cannot be read.
func (f *Folder) Digest(file string) memo.Digest {
	r, err := f.FS.Open(file)
	if err != nil {
		return memo.Digest{}
	}
	defer r.Close()
	h := sha256.New()
	if _, err := io.Copy(h, r); err != nil {
		return memo.Digest{}
	}
	return memo.Digest(h.Sum(nil))
}

// OnDisk returns a file's name as its folder has it: accents may be written in two ways.
func (f *Folder) OnDisk(name string) string {
	if _, err := fs.Stat(f.FS, name); err == nil || !strings.ContainsFunc(path.Base(name), func(r rune) bool { return r > 0x7f }) {
		return name
	}
	list, err := fs.ReadDir(f.FS, path.Dir(name))
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
