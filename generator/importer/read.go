package importer

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"styrdok/generator/intake"
	"styrdok/generator/intake/docx"
	"styrdok/generator/intake/odt"
	"styrdok/generator/intake/pdf"
	"styrdok/generator/intake/plain"
	"styrdok/generator/intake/web"
)

// readers are those of the formats that are read, but for PDF.
var readers = map[intake.Format]func([]byte) (*intake.Reading, error){
	intake.Docx: docx.Read, intake.Odt: odt.Read, intake.HTML: web.Read, intake.Text: plain.Read, intake.Markdown: plain.ReadMarkdown,
}

// endings are those of file names that may be of a text, by format; "" for those that are refused with a reason.
var endings = map[string]intake.Format{
	".docx": intake.Docx, ".dotx": intake.Docx, ".docm": intake.Docx, ".dotm": intake.Docx, ".odt": intake.Odt, ".ott": intake.Odt,
	".html": intake.HTML, ".htm": intake.HTML, ".xhtml": intake.HTML, ".pdf": intake.PDF, ".txt": intake.Text, ".text": intake.Text,
	".md": intake.Markdown, ".markdown": intake.Markdown, ".doc": "", ".dot": "", ".rtf": "", ".wpd": "", ".pages": "", ".fodt": "", ".mht": "", ".mhtml": "",
}

// Reads reports whether a file may be of a text, by its name.
func Reads(name string) bool {
	_, ok := endings[strings.ToLower(path.Ext(name))]
	return ok
}

// formatOf tells what a file is: by how it begins, and only then by its name.
func formatOf(name string, data []byte) (intake.Format, error) {
	head := bytes.TrimLeft(bytes.TrimPrefix(data[:min(len(data), 1024)], []byte("\ufeff")), " \t\r\n")
	low := bytes.ToLower(head)
	ending := strings.ToLower(path.Ext(name))
	named := endings[ending]
	switch {
	case len(head) == 0:
		return "", &intake.Refused{Reason: intake.NoText}
	case ending == ".pages":
		return "", &intake.Refused{Reason: intake.OtherKind, Detail: "pages"}
	case bytes.HasPrefix(data, []byte("PK\x03\x04")), bytes.HasPrefix(data, []byte("PK\x05\x06")):
		r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err == nil {
			for _, f := range r.File {
				switch {
				case f.Name == "mimetype" || f.Name == "META-INF/manifest.xml":
					return intake.Odt, nil
				case strings.EqualFold(f.Name, "[Content_Types].xml"):
					return intake.Docx, nil
				}
			}
		}
		if named == intake.Odt {
			return named, nil
		}
		return intake.Docx, nil // whose reader says what is wrong
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")):
		return intake.Docx, nil // whose reader tells passwords from the old format
	case bytes.Contains(head, []byte("%PDF-")):
		return intake.PDF, nil
	case bytes.HasPrefix(head, []byte(`{\rtf`)):
		return "", &intake.Refused{Reason: intake.OtherKind, Detail: "rtf"}
	case named == intake.HTML, bytes.HasPrefix(low, []byte("<!doctype html")), bytes.HasPrefix(low, []byte("<html")):
		return intake.HTML, nil
	case named == intake.Text, named == intake.Markdown:
		return named, nil
	case named != "":
		return "", &intake.Refused{Reason: intake.Corrupt, Detail: fmt.Sprintf("%s does not begin as one", path.Ext(name))}
	}
	return "", &intake.Refused{Reason: intake.OtherKind, Detail: strings.TrimPrefix(ending, ".")}
}

// Reader reads files of all formats. It is not safe for use by several goroutines.
type Reader struct{ pdf *pdf.Reader }

// NewReader returns a reader that keeps what it needs to read PDFs in the folder cache; see [pdf.New].
func NewReader(cache string) *Reader { return &Reader{pdf.New(cache)} }

// Close frees what the reader holds.
func (of *Reader) Close() { of.pdf.Close() }

// Read reads a file. The error is an [intake.Refused].
func (of *Reader) Read(name string, data []byte) (r *intake.Reading, err error) {
	defer func() {
		if p := recover(); p != nil { // a reader that fails on an odd file must not take the others down
			r, err = nil, &intake.Refused{Reason: intake.Corrupt, Detail: fmt.Sprint(p)}
		}
	}()
	if len(data) > intake.MaxFile {
		return nil, &intake.Refused{Reason: intake.TooLarge}
	}
	format, err := formatOf(name, data)
	if err != nil {
		return nil, err
	}
	read := readers[format]
	if format == intake.PDF {
		read = of.pdf.Read
	}
	r, err = read(data)
	if _, refused := errors.AsType[*intake.Refused](err); err != nil && !refused {
		return nil, &intake.Refused{Reason: intake.Corrupt, Detail: err.Error()}
	}
	if err == nil && format != intake.PDF && strings.TrimSpace(r.Plain) == "" && !hasPicture(r) {
		return nil, &intake.Refused{Reason: intake.NoText}
	}
	return r, err
}

// hasPicture reports whether a file without a word shows something.
func hasPicture(r *intake.Reading) bool {
	for p := range intake.All[*intake.Paragraph](r.Blocks) {
		if slices.ContainsFunc(p.Spans, func(s intake.Span) bool { return s.Image != nil }) {
			return r.Format == intake.Docx || r.Format == intake.Odt
		}
	}
	return false
}
