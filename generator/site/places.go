package site

import (
	"iter"
	"maps"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Places are the files and folders of a published folder that are taken. Two names that differ in
// case only, or in how an accent is written, are one, as they are on Windows, on a Mac and on a USB
// stick. The zero value is empty.
type Places struct {
	files, folders map[string]string // as they are spelt, by placeKey
	closed         map[string]string // folders in which the site alone puts files
}

// placeKey is what the paths have in common that some system takes for one.
func placeKey(path string) string {
	for i := range len(path) {
		if c := path[i]; c >= 0x80 || 'A' <= c && c <= 'Z' {
			return strings.ToLower(strings.ToUpper(norm.NFC.String(path)))
		}
	}
	return path
}

// Take takes the place of a file, "policy/resor/index.html", and reports whether it was free: where
// another file or a folder stands no file can, and nothing can lie below a file.
func (p *Places) Take(file string) bool {
	if p.Holder(file) != "" {
		return false
	}
	if p.files == nil {
		p.files, p.folders = map[string]string{}, map[string]string{}
	}
	p.files[placeKey(file)] = file
	for folder := range parents(file) {
		p.folders[placeKey(folder)] = folder
	}
	return true
}

// Close keeps all places in a folder from being taken.
func (p *Places) Close(folder string) {
	if p.closed == nil {
		p.closed = map[string]string{}
	}
	p.closed[placeKey(folder)] = folder
}

// Holder returns the file or folder, as it is spelt, for which a file cannot stand at its place, empty
// where nothing is in its way. A folder with the same name in other letters is: it would be the same
// one on some systems and another on the rest.
func (p *Places) Holder(file string) string {
	key := placeKey(file)
	if f := p.files[key] + p.folders[key] + p.closed[key]; f != "" {
		return f
	}
	for folder := range parents(file) {
		key := placeKey(folder)
		if f := p.files[key] + p.closed[key]; f != "" {
			return f
		}
		if f := p.folders[key]; f != "" && f != folder {
			return f
		}
	}
	return ""
}

// clone returns a copy that may be changed.
func (p *Places) clone() Places {
	return Places{maps.Clone(p.files), maps.Clone(p.folders), maps.Clone(p.closed)}
}

// parents yields the folders in which a file lies, the innermost first.
func parents(file string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for i := strings.LastIndexByte(file, '/'); i >= 0; i = strings.LastIndexByte(file[:i], '/') {
			if !yield(file[:i]) {
				return
			}
		}
	}
}

// Place returns where what has an address is published: "/policy/" at "policy/index.html".
func Place(address string) string {
	if strings.HasSuffix(address, "/") {
		address += "index.html"
	}
	return strings.TrimPrefix(address, "/")
}

// AssetFolder is where a theme's files lie in the site.
const AssetFolder = "assets"
