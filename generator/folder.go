package generator

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"styrdok/generator/diag"
	"styrdok/generator/library"
	"styrdok/generator/memo"
	"styrdok/generator/publish"
	"styrdok/generator/seal"
	"styrdok/generator/site"
	"styrdok/generator/source"
)

// folder is a site's folder as it is read. Nothing outside it can be reached through it.
type folder struct {
	dir     string
	fsys    fs.FS
	content source.Content
	// snapshot is what content was scanned with; nil if its drafts have their texts.
	snapshot *source.Snapshot
	byFile   map[string]*library.Draft

	mu    sync.Mutex
	lines map[string][][]byte
}

// draft returns the draft in a file, nil if there is none.
func (f *folder) draft(file string) *library.Draft { return f.byFile[file] }

// withText returns a draft with its text.
func (f *folder) withText(d *library.Draft) (*library.Draft, error) {
	if f.snapshot == nil {
		return d, nil
	}
	return f.snapshot.WithText(d)
}

// digest returns the SHA-256 of a file, zero if it cannot be read.
func (f *folder) digest(file string) memo.Digest {
	if f.snapshot != nil {
		d, _ := f.snapshot.Digest(file)
		return d
	}
	data, err := f.read(file, maxAttachment)
	if err != nil {
		return memo.Digest{}
	}
	return sha256.Sum256(data)
}

// line returns a line of a file, and whether the file has it.
func (f *folder) line(file string, n int) (string, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	lines, read := f.lines[file]
	if !read {
		if data, err := f.read(file, source.MaxText); err == nil {
			data = bytes.TrimPrefix(data, []byte("\uFEFF"))
			lines = bytes.Split(data, []byte("\n"))
		}
		if f.lines == nil {
			f.lines = map[string][][]byte{}
		}
		f.lines[file] = lines
	}
	if n < 1 || n > len(lines) {
		return "", false
	}
	return string(lines[n-1]), true
}

// maxAttachment is the largest file that is copied to the site, in bytes.
const maxAttachment = 256 << 20

// read reads a file of at most limit bytes.
func (f *folder) read(file string, limit int64) ([]byte, error) {
	r, err := f.fsys.Open(file)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(bufio.NewReader(r), limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(data)) > limit {
		return nil, fmt.Errorf("%s: larger than %d bytes", file, limit)
	}
	return data, nil
}

// head reads the beginning of a file, and tells how large the file is.
func (f *folder) head(file string) ([]byte, int64, error) {
	r, err := f.fsys.Open(file)
	if err != nil {
		return nil, 0, err
	}
	defer r.Close()
	info, err := r.Stat()
	if err != nil {
		return nil, 0, err
	}
	data, err := io.ReadAll(io.LimitReader(r, held))
	return data, info.Size(), err
}

// maxLinks is how many symbolic links to folders may lead into one another.
const maxLinks = 3

// walk calls f for each regular file below a folder, in order, with what is known of it. Symbolic links are
// followed, of those to folders at most so many one within the other.
func (f *folder) walk(folder string, links int, do func(file string, info fs.FileInfo)) {
	list, err := fs.ReadDir(f.fsys, folder)
	if err != nil {
		return
	}
	for _, entry := range list {
		file, left := path.Join(folder, entry.Name()), links
		info, err := fs.Stat(f.fsys, file)
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

// isLitter reports whether a file was left in a folder by the system or an editor, without anybody having
// put it there: what a file manager remembers, which names other files, the lock of an open Word document,
// and copies that an editor has kept.
func isLitter(name string) bool {
	lower := strings.ToLower(name)
	return slices.Contains([]string{".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini"}, lower) ||
		strings.HasPrefix(name, "._") || strings.HasPrefix(name, "~$") || strings.HasPrefix(name, ".~lock.") ||
		strings.HasSuffix(name, "~") || strings.HasSuffix(lower, ".swp")
}

// shownDots are the files and folders that begin with a dot and that web servers look for. Others hold
// passwords and histories as a rule.
var shownDots = []string{".well-known", ".nojekyll", ".htaccess"}

// attachments lists the files below content/ and static/ that are no Markdown. Symbolic links and
// litter are left out, in content/ whatever begins with a dot and the seals, and in static/ what
// cannot or should not be published.
func (f *folder) attachments() ([]string, diag.List, error) {
	var out []string
	var diags diag.List
	for _, top := range []string{"content", "static"} {
		if info, err := fs.Lstat(f.fsys, top); err == nil && info.Mode()&fs.ModeSymlink != 0 {
			if top == "static" { // source tells it of content
				diags.Add(diag.SymbolicLink, diag.Pos{File: top})
			}
			continue
		}
		err := fs.WalkDir(f.fsys, top, func(file string, entry fs.DirEntry, err error) error {
			if err != nil {
				if file == top {
					return fs.SkipDir
				}
				return err
			}
			name := entry.Name()
			hidden := strings.HasPrefix(name, ".") && top == "content" || isLitter(name)
			switch {
			case hidden && entry.IsDir():
				return fs.SkipDir
			case hidden, file == seal.File:
			case top == "static" && strings.HasPrefix(name, ".") && !slices.Contains(shownDots, name):
				diags.Add(diag.NotPublished, diag.Pos{File: tellable(file)}, diag.P("unpublished.dot"))
				if entry.IsDir() {
					return fs.SkipDir
				}
			case entry.IsDir():
			case entry.Type()&fs.ModeSymlink != 0:
				if top == "static" {
					diags.Add(diag.SymbolicLink, diag.Pos{File: file})
				}
			case top == "static" && unfit(file):
				diags.Add(diag.NotPublished, diag.Pos{File: tellable(file)}, diag.P("unpublished.name", diag.P("name."+library.FileFault(file))))
			case entry.Type().IsRegular() && !(top == "content" && strings.EqualFold(path.Ext(name), ".md")):
				out = append(out, file)
			}
			return nil
		})
		if err != nil {
			return nil, nil, fmt.Errorf("read %s: %w", top, err)
		}
	}
	return out, diags, nil
}

// unfit reports whether a file cannot be published under its name.
func unfit(file string) bool {
	fault := library.FileFault(file)
	return fault != "" && fault != "percent"
}

// tellable is a file's name as it can be told, whatever bytes it has.
func tellable(file string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return utf8.RuneError
		}
		return r
	}, strings.ToValidUTF8(file, string(utf8.RuneError)))
}

// held is the largest file that is kept in memory until it is written, in bytes.
const held = 64 << 10

// static publishes what lies in static/, unless its place is taken by what the site has made itself, which
// is reported.
func (k *maker) static() error {
	m := k.made
	if !slices.ContainsFunc(m.attached, func(file string) bool { return strings.HasPrefix(file, "static/") }) {
		return nil
	}
	var places site.Places
	for _, f := range k.out.Wanted() {
		places.Take(f.Path)
	}
	places.Take(site.Place(site.AddressSums))
	for _, file := range m.attached {
		target := site.Place(site.FileTarget(file))
		if !strings.HasPrefix(file, "static/") {
			continue
		}
		if holder := places.Holder(target); holder != "" {
			why := "taken"
			if holder != target && strings.EqualFold(holder, target[:min(len(holder), len(target))]) && !strings.HasPrefix(target, holder+"/") {
				why = "twin"
			}
			m.Diags.Add(diag.NotPublished, diag.Pos{File: file}, diag.P("unpublished."+why, "/"+holder))
			continue
		}
		places.Take(target)
		if err := k.out.PutFrom(target, publish.Digest(m.files.digest(file)), func() (io.ReadCloser, error) { return m.files.fsys.Open(file) }); err != nil {
			return fmt.Errorf("read %s: %w", file, err)
		}
	}
	return nil
}
