package generator

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"styrdok/generator/diag"
	"styrdok/generator/publish"
	"styrdok/generator/site"
	"styrdok/generator/source"
)

// folder is a site's folder as it is read. Nothing outside it can be reached through it.
type folder struct {
	dir     string
	fsys    fs.FS
	content source.Content

	mu    sync.Mutex
	lines map[string][][]byte
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

// isLitter tells whether a file was left in a folder by the system or an editor, without anybody having
// put it there: what a file manager remembers, which names other files, the lock of an open Word document,
// and copies that an editor has kept.
func isLitter(name string) bool {
	lower := strings.ToLower(name)
	return slices.Contains([]string{".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini"}, lower) ||
		strings.HasPrefix(name, "._") || strings.HasPrefix(name, "~$") || strings.HasPrefix(name, ".~lock.") ||
		strings.HasSuffix(name, "~") || strings.HasSuffix(lower, ".swp")
}

// attachments lists the files below content/ and static/ that are no Markdown. Symbolic links and
// litter are left out, and in content/ whatever begins with a dot.
func (f *folder) attachments() ([]string, diag.List, error) {
	var out []string
	var diags diag.List
	for _, top := range []string{"content", "static"} {
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
			case hidden, entry.IsDir():
			case entry.Type()&fs.ModeSymlink != 0:
				if top == "static" {
					diags.Add(diag.SymbolicLink, diag.Pos{File: file})
				}
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

// copies reads the files that the plan publishes as they are: what texts refer to, and what lies in
// static/, unless its place is taken by what the site has made itself.
func (m *Made) copies(plan *site.Site, made []publish.File) ([]publish.File, error) {
	var out []publish.File
	var places site.Places
	for _, f := range made {
		places.Take(f.Path)
	}
	places.Take(site.Place(site.AddressSums))
	for _, f := range plan.Files {
		data, err := m.files.read(f.Source, maxAttachment)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", f.Source, err)
		}
		out = append(out, publish.File{Path: site.Place(f.Target), Data: data})
		places.Take(site.Place(f.Target))
	}
	for _, file := range m.attached {
		target, static := strings.CutPrefix(file, "static/")
		if !static || !places.Take(target) {
			continue
		}
		data, err := m.files.read(file, maxAttachment)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", file, err)
		}
		out = append(out, publish.File{Path: target, Data: data})
	}
	return out, nil
}
