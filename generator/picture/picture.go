// Package picture inspects and rewrites image files: it detects their format from their content,
// strips metadata, finds active content in SVG, and makes smaller copies. Input and output are bytes; it
// knows nothing of paths, pages or prints.
package picture

import (
	"bytes"
	"slices"
	"strings"
)

// Kind is the format of a file by its content, as the usual extension in lower case: "png", "jpg",
// "svg", "gif", "webp", "heic", "avif", "tif", "bmp", "pdf", "html". It is empty for anything else.
type Kind string

// The kinds that a site shows.
const (
	PNG  Kind = "png"
	JPEG Kind = "jpg"
	SVG  Kind = "svg"
)

// KindOf detects the format of a file.
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
		// UTF-16, which browsers accept too.
		data = bytes.ReplaceAll(bytes.TrimLeft(data[:min(len(data), 64<<10)], "\xff\xfe"), []byte{0}, nil)
	}
	head := bytes.TrimLeft(data[:min(len(data), 4096)], "\ufeff \t\r\n\f")
	if !bytes.HasPrefix(head, []byte("<")) {
		return ""
	}
	if root := rootElement(data); root == "svg" || root == "" && bytes.Contains(head, []byte("<svg")) {
		return SVG
	}
	return "html"
}

// Fits reports whether a file extension belongs to the format, so that servers send the right type.
func (k Kind) Fits(ext string) bool {
	ext = strings.ToLower(strings.TrimPrefix(ext, "."))
	return ext == string(k) || k == JPEG && ext == "jpeg" || k == "tif" && ext == "tiff"
}
