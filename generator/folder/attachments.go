package folder

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"styrdok/generator/diag"
	"styrdok/generator/library"
	"styrdok/generator/proof"
	"styrdok/generator/seal"
)

// IsLitter reports whether a file was left in a folder by the system or an editor, without anybody having
// put it there: what a file manager remembers, which names other files, the lock of an open Word document,
// and copies that an editor has kept.
func IsLitter(name string) bool {
	lower := strings.ToLower(name)
	return slices.Contains([]string{".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini"}, lower) ||
		strings.HasPrefix(name, "._") || strings.HasPrefix(name, "~$") || strings.HasPrefix(name, ".~lock.") ||
		strings.HasSuffix(name, "~") || strings.HasSuffix(lower, ".swp")
}

// shownDots are the files and folders that begin with a dot and that web servers look for. Others hold
// passwords and histories as a rule.
var shownDots = []string{".well-known", ".nojekyll", ".htaccess"}

// Attachments lists the files below content/ and static/ that are no Markdown. Symbolic links and
// litter are left out, in content/ whatever begins with a dot and the seals, and in static/ what
// cannot or should not be published.
func (f *Folder) Attachments() ([]string, diag.List, error) {
	var out []string
	var diags diag.List
	for _, top := range []string{"content", "static"} {
		if info, err := fs.Lstat(f.FS, top); err == nil && info.Mode()&fs.ModeSymlink != 0 {
			if top == "static" { // source tells it of content
				diags.Add(diag.SymbolicLink, diag.Pos{File: top})
			}
			continue
		}
		err := fs.WalkDir(f.FS, top, func(file string, entry fs.DirEntry, err error) error {
			if err != nil {
				if file == top {
					return fs.SkipDir
				}
				return err
			}
			name := entry.Name()
			hidden := strings.HasPrefix(name, ".") && top == "content" || IsLitter(name)
			switch {
			case hidden && entry.IsDir():
				return fs.SkipDir
			case hidden, file == seal.File, proof.Own(file):
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
