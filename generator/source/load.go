// Package source reads a site's folder: config.toml and content/, front matter with the place of
// every value. Its input is a file system and its output values of the domain; it knows nothing
// of Markdown below the fence, of addresses or themes. It is the home of the TOML library for
// files that people write.
package source

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"styrdok/generator/char"
	"styrdok/generator/diag"
	"styrdok/generator/library"
	"styrdok/generator/memo"
	"styrdok/generator/pattern"
	"styrdok/generator/spelling"
)

// MaxText is the largest Markdown file that is read, in bytes. The longest real governing
// documents are below one megabyte.
const MaxText = 16 << 20

// ReservedNames are first parts of addresses that the site itself uses; no collection may have
// one of them as its name.
var ReservedNames = []string{
	"pages", "meetings", "register", "forfattningssamling", "revidering", "beslut", "sok",
	"tillganglighet", "lagkrav", "amnen", "rapport", "data", "assets", "static", "404", "dcat",
}

// Content is everything under content/.
type Content struct {
	Drafts   []*library.Draft // by file
	Pages    []*Text          // content/pages/*.md
	Intros   []*Text          // content/<collection>/_index.md
	Meetings []*Meeting       // content/meetings/*.md
	Reports  []*Report        // content/meetings/<meeting>/*.md
}

// Files returns the names of all files that were read.
func (c *Content) Files() []string {
	var out []string
	for _, d := range c.Drafts {
		out = append(out, d.File)
	}
	for _, t := range slices.Concat(c.Pages, c.Intros) {
		out = append(out, t.File)
	}
	for _, m := range c.Meetings {
		out = append(out, m.File)
	}
	for _, r := range c.Reports {
		out = append(out, r.File)
	}
	return out
}

// Text is a plain page or the introduction to a collection.
type Text struct {
	File           string
	Name           string // the page's or the collection's name
	Title, Summary string
	Language       string
	Order          int // place among the pages of the footer; 0: by title
	Text           string
	TextLine       int
}

var lowerName = pattern.New(`^[a-z0-9-]+$`)

// isGoodName reports whether a file or folder may have a name, without ".md", that becomes a part of an address.
func isGoodName(name string) bool {
	return lowerName.MatchString(name) && library.FileFault(name) == ""
}

// Load reads content/ of the site's folder. Each calls do for 0 to n-1, possibly concurrently; if it is
// nil, files are read one after the other. Mistakes of writers are in the list; the error is that of the
// file system.
func Load(fsys fs.FS, each func(n int, do func(i int) error) error) (Content, diag.List, error) {
	l := loader{fsys: fsys, texts: true, known: func(string) (*piece, bool) { return nil, false }}
	err := l.load(each)
	return l.content, l.diags, err
}

func (l *loader) load(each func(n int, do func(i int) error) error) error {
	fsys := l.fsys
	if info, err := fs.Lstat(fsys, "content"); err == nil && info.Mode()&fs.ModeSymlink != 0 {
		l.diags.Add(diag.SymbolicLink, diag.Pos{File: "content"})
		return nil
	}
	err := fs.WalkDir(fsys, "content", l.visit)
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	if each == nil {
		each = oneByOne
	}
	err = errors.Join(err, each(len(l.files), func(i int) error { return l.files[i].read() }))
	for _, f := range l.files {
		if f.made != nil {
			l.content.add(f.made.Content)
			l.diags = append(l.diags, f.made.Diags...)
		}
	}
	l.duplicates()
	return err
}

func oneByOne(n int, do func(i int) error) error {
	for i := range n {
		if err := do(i); err != nil {
			return err
		}
	}
	return nil
}

func (c *Content) add(o Content) {
	c.Drafts = append(c.Drafts, o.Drafts...)
	c.Pages = append(c.Pages, o.Pages...)
	c.Intros = append(c.Intros, o.Intros...)
	c.Meetings = append(c.Meetings, o.Meetings...)
	c.Reports = append(c.Reports, o.Reports...)
}

// loader finds the files that belong to the site.
type loader struct {
	fsys    fs.FS
	texts   bool                             // keep the drafts' texts
	known   func(file string) (*piece, bool) // what was made of a file before
	at      time.Time
	files   []*fileLoader // in the order of their names
	content Content
	diags   diag.List
}

// fileLoader reads one file into what it is.
type fileLoader struct {
	all     *loader
	file    string
	entry   fs.DirEntry
	into    func(*fileLoader, string) // parses the file's text
	digest  memo.Digest
	content Content
	diags   diag.List
	made    *piece
}

// read reads and parses the file unless it is known.
func (l *fileLoader) read() error {
	now := piece{}
	if info, err := l.entry.Info(); err == nil {
		now.Stamp = memo.StampOf(info, l.all.at)
	}
	before, known := l.all.known(l.file)
	if known && now.Stamp.Matches(before.Stamp) {
		l.made = before
		return nil
	}
	data, err := readFile(l.all.fsys, l.file)
	if err != nil {
		return err
	}
	l.digest = sha256.Sum256(data)
	now.Digest = l.digest
	if known && now.Digest == before.Digest {
		now.Content, now.Diags = before.Content, before.Diags
	} else {
		if src, ok := l.text(data); ok {
			l.into(l, src)
		}
		now.Content, now.Diags = l.content, l.diags
	}
	l.made = &now
	return nil
}

func (l *loader) visit(file string, entry fs.DirEntry, err error) error {
	if err != nil {
		return err
	}
	name := entry.Name()
	switch {
	case file == "content":
		return nil
	case strings.HasPrefix(name, ".") || strings.HasSuffix(name, "~") || strings.HasPrefix(name, "#"):
		if entry.IsDir() {
			return fs.SkipDir
		}
		return nil
	case entry.Type()&^fs.ModeDir != 0:
		// A link may lead out of the folder, and reading a pipe would never end.
		l.diags.Add(diag.SymbolicLink, diag.Pos{File: file})
		return nil
	case entry.IsDir():
		return l.folder(file, name)
	case !strings.EqualFold(path.Ext(name), ".md"):
		l.other(file, name)
		return nil
	}
	parts := strings.Split(file, "/")[1:]
	stem := strings.TrimSuffix(name, path.Ext(name))
	if path.Ext(name) != ".md" || !isGoodName(stem) && stem != "_index" {
		l.badName(file, name)
		return nil
	}
	switch {
	case len(parts) == 1:
		l.diags.Add(diag.MisplacedFile, diag.Pos{File: file})
	case parts[0] == "meetings" && len(parts) == 2 && stem != "_index":
		l.found(file, entry, (*fileLoader).meeting)
	case parts[0] == "meetings" && len(parts) == 3 && stem != "_index":
		l.found(file, entry, (*fileLoader).report)
	case parts[0] == "pages" && len(parts) == 2, stem == "_index" && len(parts) == 2:
		l.found(file, entry, func(f *fileLoader, src string) { f.plain(src, parts[0], stem) })
	case len(parts) > 3 || stem == "_index" || parts[0] == "pages" || parts[0] == "meetings":
		l.diags.Add(diag.MisplacedFile, diag.Pos{File: file})
	default:
		l.found(file, entry, func(f *fileLoader, src string) { f.document(src, parts, stem) })
	}
	return nil
}

func (l *loader) found(file string, entry fs.DirEntry, into func(*fileLoader, string)) {
	l.files = append(l.files, &fileLoader{all: l, file: file, entry: entry, into: into})
}

// badName reports a name that cannot be part of an address, and suggests one that can.
func (l *loader) badName(file, name string) {
	fault := library.FileFault(strings.TrimSuffix(name, path.Ext(name)))
	if fault != "device" && fault != "long" && fault != "encoding" {
		fault = "letters"
	}
	if copyName.MatchString(norm.NFC.String(strings.TrimSuffix(name, path.Ext(name)))) {
		l.diags.Add(diag.CopiedFile, diag.Pos{File: file}, name)
		return
	}
	d := diag.New(diag.BadName, diag.Pos{File: strings.ToValidUTF8(file, "\uFFFD")}, strings.ToValidUTF8(name, "\uFFFD"), diag.P("name."+fault))
	if fault == "letters" {
		d.Subject = GoodName(name)
	}
	l.diags = append(l.diags, d)
}

// copyName matches the names that systems and people give to copies: "policy (1)", "resor - kopia", "Copy of resor", "resor - Copy (2)".
var copyName = pattern.New(`(?i)(\(\d{1,2}\)|[-_ (]+(kopia|copy)( ?\(?\d{1,2}\)?)?\)?)$|^(kopia av|copy of)[ _-]`)

// GoodName returns a name in the letters of addresses. It may be empty.
func GoodName(name string) string {
	name = strings.ToLower(name)
	ext := ""
	if stem, cut := strings.CutSuffix(name, ".md"); cut {
		name, ext = stem, ".md"
	}
	name = spelling.Slug(name, spelling.Letters)
	if name == "" {
		return ""
	}
	return name + ext
}

// other looks at a file whose name does not end in .md. Most are pictures and the like, but some editors
// save a document as losenord.md.txt, which would silently not be published.
func (l *loader) other(file, name string) {
	stem, ext := strings.TrimSuffix(name, path.Ext(name)), strings.ToLower(path.Ext(name))
	if !slices.Contains([]string{".txt", ".markdown", ".mdown", ".mkd"}, ext) {
		return
	}
	f, err := l.fsys.Open(file)
	if err != nil {
		return
	}
	defer f.Close()
	head := make([]byte, 8)
	n, _ := io.ReadFull(f, head)
	if strings.HasPrefix(strings.TrimPrefix(string(head[:n]), "\uFEFF"), "+++") {
		l.diags.Add(diag.OtherExtension, diag.Pos{File: file}, strings.TrimSuffix(stem, ".md")+".md")
	}
}

// empty reports whether a folder contains no files.
func (l *loader) empty(folder string) bool {
	found := false
	err := fs.WalkDir(l.fsys, folder, func(file string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && !strings.HasPrefix(entry.Name(), ".") {
			found = true
			return fs.SkipAll
		}
		return err
	})
	return err == nil && !found
}

func (l *loader) folder(file, name string) error {
	if !isGoodName(name) {
		if !l.empty(file) {
			l.badName(file, name)
		}
		return fs.SkipDir
	}
	if strings.Count(file, "/") == 1 && name != "pages" && name != "meetings" && slices.Contains(ReservedNames, name) {
		l.diags.Add(diag.ReservedName, diag.Pos{File: file}, name)
		return fs.SkipDir
	}
	return nil
}

func (l *fileLoader) document(src string, parts []string, stem string) {
	d := readDraft(l.file, src, &l.diags)
	if d == nil {
		return
	}
	d.Document = library.ID(parts[0] + "/" + stem)
	if len(parts) == 3 {
		d.Document = library.ID(parts[0] + "/" + parts[1])
		d.VersionFile = stem
	}
	d.Digest = l.digest
	if !l.all.texts {
		d.Text = ""
	}
	l.content.Drafts = append(l.content.Drafts, d)
}

func (l *fileLoader) meeting(src string) {
	m, diags := ReadMeeting(l.file, src)
	l.diags = append(l.diags, diags...)
	if m != nil {
		l.content.Meetings = append(l.content.Meetings, m)
	}
}

// plain reads a plain page or the introduction to a collection.
func (l *fileLoader) plain(src, folder, stem string) {
	parts, t := readFront(l.file, src, &l.diags)
	if t == nil {
		return
	}
	text := &Text{File: l.file, Name: stem, Text: parts.text, TextLine: parts.textLine}
	t.trimmed("title", &text.Title)
	t.trimmed("summary", &text.Summary)
	t.language("language", &text.Language)
	if folder == "pages" {
		t.need("title")
		t.integer("order", 1, 999, &text.Order)
		if slices.Contains(ReservedNames, stem) && stem != "tillganglighet" {
			l.diags.Add(diag.ReservedName, diag.Pos{File: l.file}, stem)
		}
		l.content.Pages = append(l.content.Pages, text)
	} else {
		text.Name = folder
		l.content.Intros = append(l.content.Intros, text)
	}
	t.done()
}

// duplicates reports a document that is both a file and a folder with Markdown.
func (l *loader) duplicates() {
	single := map[library.ID]*library.Draft{}
	for _, d := range l.content.Drafts {
		if d.VersionFile == "" {
			single[d.Document] = d
		}
	}
	kept := l.content.Drafts[:0]
	reported := map[library.ID]bool{}
	for _, d := range l.content.Drafts {
		other, twice := single[d.Document]
		if d.VersionFile == "" || !twice {
			kept = append(kept, d)
			continue
		}
		if !reported[d.Document] {
			reported[d.Document] = true
			l.diags = append(l.diags, diag.New(diag.DuplicateID, diag.Pos{File: d.File, Line: 1, Column: 1}, d.Document, other.File))
		}
	}
	l.content.Drafts = kept
}

// readFile reads a text file, at most MaxText+1 bytes of it.
func readFile(fsys fs.FS, file string) ([]byte, error) {
	f, err := fsys.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var b bytes.Buffer
	if info, err := f.Stat(); err == nil {
		b.Grow(int(min(info.Size(), MaxText)) + bytes.MinRead)
	}
	_, err = b.ReadFrom(io.LimitReader(f, MaxText+1))
	return b.Bytes(), err
}

// text returns the file as text with line ends "\n", in NFC and without byte order mark. It reports
// a file that is not text.
func (l *fileLoader) text(data []byte) (string, bool) {
	if len(data) > MaxText {
		l.diags.Add(diag.FileTooLarge, diag.Pos{File: l.file}, MaxText>>20)
		return "", false
	}
	s, ok := ReadText(l.file, data, &l.diags)
	if ok {
		personalData(l.file, s, &l.diags)
	}
	return s, ok && !HasConflict(l.file, s, &l.diags)
}

// ReadText checks that data is text and returns it with line ends "\n", in NFC and without byte
// order mark. It reports the first invalid UTF-8 or control character.
func ReadText(file string, data []byte, diags *diag.List) (string, bool) {
	if isUTF16(data) {
		diags.Add(diag.BadEncoding, diag.Pos{File: file})
		return "", false
	}
	s := strings.TrimPrefix(string(data), "\uFEFF")
	if strings.Contains(s, "\r") {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	}
	line, column := 1, 1
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(s[i:])
			switch {
			case r == utf8.RuneError && size == 1:
				diags.Add(diag.BadEncoding, diag.Pos{File: file, Line: line, Column: column})
				return "", false
			case char.Control(r):
				char.Report(diags, diag.Pos{File: file, Line: line, Column: column}, r)
				return "", false
			}
			i += size
			column++
			continue
		}
		if c == '\n' {
			line, column = line+1, 0
		} else if char.Control(rune(c)) {
			char.Report(diags, diag.Pos{File: file, Line: line, Column: column}, rune(c))
			return "", false
		}
		i++
		column++
	}
	return norm.NFC.String(s), true
}

// isUTF16 reports whether a file is UTF-16, which Windows calls "Unicode".
func isUTF16(data []byte) bool {
	return len(data) >= 2 && (data[0] == 0xFF && data[1] == 0xFE || data[0] == 0xFE && data[1] == 0xFF || (data[0] == 0) != (data[1] == 0))
}

// HasConflict reports whether git has left a conflict in a text, and adds a diagnostic for the first. All
// three markers must be there, each at the start of a line, since a text may have a line of equals signs.
func HasConflict(file, s string, diags *diag.List) bool {
	if !strings.Contains(s, "<<<<<<< ") {
		return false
	}
	first, middle := 0, false
	for i, line := range strings.Split(s, "\n") {
		switch {
		case strings.HasPrefix(line, "<<<<<<< "):
			first, middle = i+1, false
		case first > 0 && strings.TrimRight(line, " ") == "=======":
			middle = true
		case middle && strings.HasPrefix(line, ">>>>>>> "):
			diags.Add(diag.MergeConflict, diag.Pos{File: file, Line: first, Column: 1})
			return true
		}
	}
	return false
}
