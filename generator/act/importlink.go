package act

import (
	"net/url"
	"path"
	"path/filepath"
	"strings"

	"styrdok/generator/edit"
	"styrdok/generator/importer"
	"styrdok/generator/pattern"
)

// drive is how a path begins that Windows knows as a whole one.
var drive = pattern.New(`^/?[A-Za-z]:/`)

// linked returns the file of this import to which a link leads that stands in another, nil if it leads to none of them. Links are as people and programs
// write them: with \, with %20, in other letters than the name on disk.
func (in *importing) linked(from, to string) *ImportedFile {
	to, _, _ = strings.Cut(strings.TrimSpace(strings.ReplaceAll(to, `\`, "/")), "#")
	if rest, ok := strings.CutPrefix(to, "file:"); ok {
		if to = rest; strings.HasPrefix(to, "///") {
			to = to[2:]
		}
	}
	if to == "" {
		return nil
	}
	plain, _, _ := strings.Cut(to, "?")
	names := []string{to, plain}
	if unescaped, err := url.PathUnescape(plain); err == nil {
		names = append(names, unescaped)
	}
	for _, name := range names {
		switch {
		case drive.MatchString(name):
			name = strings.TrimPrefix(name, "/")
		case !strings.HasPrefix(name, "/"):
			abs, err := filepath.Abs(from)
			if err != nil {
				return nil
			}
			name = path.Join(path.Dir(filepath.ToSlash(abs)), name)
		}
		if f := in.files[strings.ToLower(path.Clean(name))]; f != nil {
			return f
		}
	}
	return nil
}

// lead leads links from document to document, and tells of those whose file has become none.
func (in *importing) lead() {
	for _, f := range in.docs {
		if f.Result != ImportWritten {
			continue
		}
		for i := range f.Document.Links {
			l := &f.Document.Links[i]
			if l.Leads = in.leads(f, l.To); l.Leads == "" {
				f.Document.Told = append(f.Document.Told, importer.Told{Why: "link", Text: l.To})
			}
		}
	}
}

// leads returns the address of what a file has become, as seen from the document of another; "" if it has become nothing.
func (in *importing) leads(from *ImportedFile, to string) string {
	of := in.linked(from.File, to)
	if of == nil || of.Document == nil {
		return ""
	}
	file := of.Path
	for range len(in.docs) { // a file that has the same text as another, which may be that of a third
		if of.Result != ImportSame {
			break
		}
		same := of
		for _, f := range in.docs {
			if f.File == of.Path {
				same = f
			}
		}
		if same == of {
			break // it is on disk
		}
		of, file = same, same.Path
	}
	if file == "" {
		return ""
	}
	_, name, _ := strings.Cut(to, "#")
	anchor := of.Document.Anchor(name)
	if anchor != "" {
		anchor = "#" + anchor
	}
	if file == from.Path && anchor != "" {
		return anchor
	}
	return edit.Relative(path.Dir(from.Path), file) + anchor
}
