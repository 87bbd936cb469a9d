package archive

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"styrdok/generator/library"
	"styrdok/generator/regular"
)

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

// maxTags is above any tag file of a package, in bytes.
const maxTags = 64 << 20

const labelDate = "Bagging-Date"

// packBag returns a bag. The paths of the payload are relative to data/.
func packBag(name string, payload []File, info []field, day library.Date) Package {
	size := 0
	for _, f := range payload {
		size += len(f.Data)
	}
	files := inside(payloadFolder, payload)
	manifest := sums(files)
	return newPackage(name, BagIt, day, func(day library.Date) []File {
		info := append(slices.Clip(info),
			field{labelDate, day.String()},
			field{"Payload-Oxum", fmt.Sprintf("%d.%d", size, len(payload))},
			field{"Bag-Software-Agent", software},
		)
		tags := []File{
			{fileInfo, infoFile(info)},
			{fileDeclaration, []byte("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")},
			{fileManifest, manifest},
		}
		return slices.Concat(files, tags, []File{{fileTagManifest, sums(tags)}})
	})
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

// readBag returns the paths that a bag of this program lists and its bagging date; ok is false for any other folder.
func readBag(old fs.FS) (listed map[string]bool, day string, ok bool) {
	info, err := regular.Read(old, fileInfo, maxTags)
	lines := strings.Split(string(info), "\n")
	if err != nil || !slices.Contains(lines, "Bag-Software-Agent: "+software) {
		return nil, "", false
	}
	for _, line := range lines {
		if value, found := strings.CutPrefix(line, labelDate+": "); found {
			day = value
		}
	}
	listed = map[string]bool{fileTagManifest: true}
	for _, name := range []string{fileManifest, fileTagManifest} {
		data, _ := regular.Read(old, name, maxTags) // without it, the files that it should list are foreign
		for _, line := range strings.Split(string(data), "\n") {
			if _, path, found := strings.Cut(line, "  "); found {
				listed[path] = true
			}
		}
	}
	return listed, day, true
}
