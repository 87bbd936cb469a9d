// Package archive packs adopted versions for the municipality's archive (arkivlagen 1990:782) as bags in the format of
// BagIt 1.0 (RFC 8493). A bag holds the print, a page that needs no site, the Markdown with the files that it shows,
// and the metadata of the version and its decisions, for people and for machines. Its input is versions and what was
// made of them, its output the files of bags. It opens no files, asks for no time and draws nothing.
package archive

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"styrdok/generator/library"
)

// File is a file of a bag.
type File struct {
	Path string // slash-separated, relative to the bag's folder: "data/metadata.json"
	Data []byte
}

// Bag is a BagIt bag.
type Bag struct {
	Name  string // name of its folder
	Title string // for people
	Files []File // the payload, followed by tag files
}

// field is a line of bag-info.txt.
type field struct{ label, value string }

// The tag files of a bag.
const (
	fileDeclaration = "bagit.txt"
	fileInfo        = "bag-info.txt"
	fileManifest    = "manifest-sha256.txt"
	fileTagManifest = "tagmanifest-sha256.txt"
	payloadFolder   = "data/"
)

// software identifies this program in bags.
const software = "styrdok"

const labelDate = "Bagging-Date"

// pack returns a bag. The paths of the payload are relative to data/.
func pack(name, title string, payload []File, info []field, day library.Date) Bag {
	b := Bag{Name: name, Title: title}
	size := 0
	for _, f := range payload {
		b.Files = append(b.Files, File{payloadFolder + f.Path, f.Data})
		size += len(f.Data)
	}
	manifest := sums(b.Files)
	info = append(slices.Clip(info),
		field{labelDate, day.String()},
		field{"Payload-Oxum", fmt.Sprintf("%d.%d", size, len(payload))},
		field{"Bag-Software-Agent", software},
	)
	tags := []File{
		{fileInfo, infoFile(info)},
		{fileDeclaration, []byte("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")},
		{fileManifest, manifest},
	}
	tags = append(tags, File{fileTagManifest, sums(tags)})
	b.Files = append(b.Files, tags...)
	return b
}

// sums returns a manifest, sorted by path, in the format of "sha256sum -c".
func sums(files []File) []byte {
	lines := make([]string, len(files))
	for i, f := range files {
		lines[i] = f.Path + "\x00" + sum(f.Data)
	}
	slices.Sort(lines)
	var b bytes.Buffer
	for _, l := range lines {
		path, sum, _ := strings.Cut(l, "\x00")
		b.WriteString(sum + "  " + path + "\n")
	}
	return b.Bytes()
}

func sum(data []byte) string {
	s := sha256.Sum256(data)
	return hex.EncodeToString(s[:])
}

// infoFile returns bag-info.txt, without empty fields.
func infoFile(info []field) []byte {
	var b bytes.Buffer
	for _, f := range info {
		if value := strings.Join(strings.Fields(f.value), " "); value != "" {
			b.WriteString(f.label + ": " + value + "\n")
		}
	}
	return b.Bytes()
}

// Portable reports whether a file of the site can keep its name in a bag. Manifests must encode %, \ and line ends, on
// which tools disagree, and other characters and names are not valid on every system.
func Portable(path string) bool { return library.FileFault(path) == "" }

// Compare reports whether an existing bag has the same contents as b but for its bagging date. It returns a
// [ForeignError] if the folder must not be replaced.
func (b Bag) Compare(old fs.FS) (same bool, err error) {
	known, err := ours(old)
	if err != nil {
		return false, err
	}
	found := 0
	err = fs.WalkDir(old, ".", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		if !known[path] {
			return &ForeignError{path}
		}
		found++
		return nil
	})
	if err != nil {
		return false, err
	}
	if found != len(b.Files) {
		return false, nil
	}
	oldDay := dayOf(old)
	for _, f := range b.Files {
		data, err := fs.ReadFile(old, f.Path)
		if errors.Is(err, fs.ErrNotExist) {
			return false, nil
		}
		if err != nil {
			return false, err
		}
		want := f.Data
		switch f.Path {
		case fileInfo:
			want = withDay(want, oldDay)
		case fileTagManifest:
			want = sums(b.tagsOf(oldDay))
		}
		if !bytes.Equal(data, want) {
			return false, nil
		}
	}
	return true, nil
}

// ForeignError means that a folder holds a file that this program did not write.
type ForeignError struct{ Path string }

// Error returns a message with the file's path.
func (e *ForeignError) Error() string { return e.Path + " is not a file of a bag that styrdok wrote" }

// ours returns the paths of the files in a bag that this program wrote, or a ForeignError.
func ours(old fs.FS) (map[string]bool, error) {
	info, err := fs.ReadFile(old, fileInfo)
	if err != nil || !bytes.Contains(append([]byte("\n"), info...), []byte("\nBag-Software-Agent: "+software+"\n")) {
		entries, _ := fs.ReadDir(old, ".")
		if len(entries) == 0 {
			return map[string]bool{}, nil // an empty folder may be replaced
		}
		return nil, &ForeignError{entries[0].Name()}
	}
	known := map[string]bool{fileTagManifest: true}
	for _, name := range []string{fileManifest, fileTagManifest} {
		data, err := fs.ReadFile(old, name)
		if err != nil {
			continue // the caller will find that its files are foreign
		}
		for _, line := range strings.Split(string(data), "\n") {
			if _, path, ok := strings.Cut(line, "  "); ok {
				known[path] = true
			}
		}
	}
	return known, nil
}

func dayOf(old fs.FS) string {
	data, _ := fs.ReadFile(old, fileInfo)
	for _, line := range strings.Split(string(data), "\n") {
		if day, ok := strings.CutPrefix(line, labelDate+": "); ok {
			return day
		}
	}
	return ""
}

func withDay(info []byte, day string) []byte {
	lines := strings.Split(string(info), "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, labelDate+": ") {
			lines[i] = labelDate + ": " + day
		}
	}
	return []byte(strings.Join(lines, "\n"))
}

// tagsOf returns the files listed in the tag manifest, with another bagging date.
func (b Bag) tagsOf(day string) []File {
	var out []File
	for _, f := range b.Files {
		switch {
		case strings.HasPrefix(f.Path, payloadFolder) || f.Path == fileTagManifest:
			continue
		case f.Path == fileInfo:
			f.Data = withDay(f.Data, day)
		}
		out = append(out, f)
	}
	return out
}

// IsBag reports whether a folder is a bag.
func IsBag(folder fs.FS) bool {
	info, err := fs.Stat(folder, fileDeclaration)
	return err == nil && info.Mode().IsRegular()
}
