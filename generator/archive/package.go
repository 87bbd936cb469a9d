// Package archive packs adopted versions for the municipality's archive (arkivlagen 1990:782), as bags in the format of
// BagIt 1.0 (RFC 8493) or as submission information packages of E-ARK (CSIP and SIP 2.1.0, in Sweden FGS Paketstruktur 2.0).
// A package holds the print, a page that needs no site, the Markdown with the files that it shows, and the metadata of the
// version and its decisions, for people and for machines. Its input is versions and what was made of them, its output the
// files of packages. It opens no files, asks for no time and draws nothing.
package archive

import (
	"bytes"
	"errors"
	"io/fs"
	"slices"

	"styrdok/generator/library"
	"styrdok/generator/regular"
)

// File is a file of a package.
type File struct {
	Path string // slash-separated, relative to the package's folder: "data/metadata.json"
	Data []byte
}

// Format is the format of packages.
type Format int

// The formats.
const (
	BagIt Format = iota
	EARK
)

// Formats are the names of the formats, as on the command line.
var Formats = []string{BagIt: "bagit", EARK: "eark"}

// String returns the name of the format.
func (f Format) String() string { return Formats[f] }

// Package is a folder with everything about a version, or about all of them.
type Package struct {
	Name  string // name of its folder
	Files []File

	format format
	on     func(day library.Date) []File // its files if it had been packed on another day
}

// format tells how packages of a format are recognised.
type format struct {
	mark string // the file in its folder that shows what it is
	// read returns the paths that a package of this program lists and the day on which it was packed; ok is false for any other folder.
	read func(old fs.FS) (listed map[string]bool, day string, ok bool)
}

var formats = []format{BagIt: {fileDeclaration, readBag}, EARK: {fileMETS, readSIP}}

func newPackage(name string, f Format, day library.Date, on func(library.Date) []File) Package {
	return Package{Name: name, Files: on(day), format: formats[f], on: on}
}

// Portable reports whether a file of the site can keep its name in a package. Manifests must encode %, \ and line ends, on
// which tools disagree, and other characters and names are not valid on every system.
func Portable(path string) bool { return library.FileFault(path) == "" }

// Compare reports whether an existing package has the same contents as p but for the day on which it was packed. It returns a
// [ForeignError] if the folder must not be replaced.
func (p Package) Compare(old fs.FS) (same bool, err error) {
	listed, packed, ours := p.format.read(old)
	if entries, _ := fs.ReadDir(old, "."); !ours && len(entries) > 0 {
		return false, &ForeignError{entries[0].Name()}
	}
	found := map[string]bool{}
	err = fs.WalkDir(old, ".", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		if !listed[path] {
			return &ForeignError{path}
		}
		found[path] = true
		return nil
	})
	day, dayErr := library.ParseDate(packed)
	if err != nil || dayErr != nil {
		return false, err
	}
	files := p.on(day)
	if len(found) != len(files) {
		return false, nil
	}
	for _, f := range files {
		if !found[f.Path] {
			return false, nil
		}
		if data, err := regular.Read(old, f.Path, int64(len(f.Data))); errors.Is(err, regular.ErrTooLarge) {
			return false, nil
		} else if err != nil || !bytes.Equal(data, f.Data) {
			return false, err
		}
	}
	return true, nil
}

// ForeignError means that a folder holds a file that this program did not write.
type ForeignError struct{ Path string }

// Error returns a message with the file's path.
func (e *ForeignError) Error() string {
	return e.Path + " is not a file of a package that styrdok wrote"
}

// IsPackage reports whether a folder is a package, of whatever program.
func IsPackage(folder fs.FS) bool {
	return slices.ContainsFunc(formats, func(f format) bool {
		info, err := fs.Stat(folder, f.mark)
		return err == nil && info.Mode().IsRegular()
	})
}
