// Package picture looks at images as a web server and a browser do: what kind a file is whatever its
// name, what a camera has written into it, whether a drawing carries script, and how it is made
// smaller. Input and output are the bytes of files; it knows nothing of paths, pages or prints.
package picture

import (
	"bytes"
	"slices"
	"strings"
)

// Kind is what a file is by its content, in small letters as it ends names: "png", "jpg", "svg", "gif",
// "webp", "heic", "avif", "tif", "bmp", "pdf", "html". Empty is anything else.
type Kind string

// The kinds that a site shows.
const (
	PNG  Kind = "png"
	JPEG Kind = "jpg"
	SVG  Kind = "svg"
)

// KindOf tells what a file is.
func KindOf(data []byte) Kind {
	for _, m := range []struct {
		kind  Kind
		begin string
	}{
		{PNG, "\x89PNG\r\n\x1a\n"}, {JPEG, "\xff\xd8\xff"}, {"gif", "GIF8"}, {"tif", "II*\x00"}, {"tif", "MM\x00*"}, {"bmp", "BM"}, {"pdf", "%PDF-"},
	} {
		if bytes.HasPrefix(data, []byte(m.begin)) {
			return m.kind
		}
	}
	if len(data) >= 12 {
		switch brand := string(data[8:12]); {
		case string(data[:4]) == "RIFF" && brand == "WEBP":
			return "webp"
		case string(data[4:8]) == "ftyp" && (brand == "avif" || brand == "avis"):
			return "avif"
		case string(data[4:8]) == "ftyp" && slices.Contains([]string{"heic", "heix", "hevc", "heim", "heis", "mif1", "msf1"}, brand):
			return "heic"
		}
	}
	if mark := string(data[:min(len(data), 2)]); mark == "\xff\xfe" || mark == "\xfe\xff" || mark == "<\x00" || mark == "\x00<" {
		// UTF-16, in which a browser reads it too.
		data = bytes.ReplaceAll(bytes.TrimLeft(data[:min(len(data), 64<<10)], "\xff\xfe"), []byte{0}, nil)
	}
	head := bytes.TrimLeft(data[:min(len(data), 4096)], "\ufeff \t\r\n\f")
	if !bytes.HasPrefix(head, []byte("<")) {
		return ""
	}
	if root := rootElement(data); root != "" {
		if root == "svg" {
			return SVG
		}
		return "html"
	}
	if bytes.Contains(head, []byte("<svg")) {
		return SVG
	}
	return "html"
}

// Fits reports whether a file's ending is one of its kind, and is served as such.
func (k Kind) Fits(ext string) bool {
	ext = strings.ToLower(strings.TrimPrefix(ext, "."))
	return ext == string(k) || k == JPEG && ext == "jpeg" || k == "tif" && ext == "tiff"
}
