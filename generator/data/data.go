// Package data makes what a site says to machines: the register as JSON and CSV with its schema,
// a DCAT catalogue, Atom feeds, calendars of reviews, and the data in the heads of pages. Its input
// is the plan of the site and what its prints measure; its output is files in memory. It shows what
// the plan shows and nothing else, and it knows no templates, Markdown or disk.
package data

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"strings"
	"unicode"

	"styrdok/generator/i18n"
	"styrdok/generator/library"
	"styrdok/generator/report"
	"styrdok/generator/site"
)

// File is one file of the site.
type File struct {
	Path string // slash-separated, relative to the site's root: "data/styrdokument.json"
	Data []byte
}

// Data is a site as machines see it. After New nothing in it changes, so it may be asked by many
// goroutines at once.
type Data struct {
	*Document
	site *site.Directory
	news []event
}

// Document is what a single document's pages say to machines.
type Document struct {
	frame  *site.Frame
	reader site.Reader
	words  *i18n.Texts
	prints map[string]site.PrintInfo // by address
}

// ForDocument is for the pages of one document. Prints are what its prints measure, by address; a print
// that is not among them is not mentioned. What must be known of others is asked of a reader.
func ForDocument(f *site.Frame, r site.Reader, prints map[string]site.PrintInfo, words *i18n.Texts) *Document {
	return &Document{f, r, words, prints}
}

// New is for everything else. Prints are those of all documents.
func New(s *site.Directory, prints map[string]site.PrintInfo, words *i18n.Texts) *Data {
	d := &Data{Document: ForDocument(s.Frame, s, prints, words), site: s}
	d.news = d.events()
	return d
}

// Undated returns the files that do not change with the prints: the calendars, the rows of a long register and, except in an
// internal build, which is not to be reused, the catalogue with its schema.
func (d *Data) Undated() []File {
	out := d.calendars()
	if rows := d.rows(); rows != nil {
		out = append(out, File{pathOf(site.AddressRows), rows})
	}
	if !d.frame.Internal {
		catalogue := d.catalogue()
		out = append(out,
			File{pathOf(site.AddressSchema), bytes.Clone(schema)},
			File{pathOf(site.AddressRDF), catalogue.xml()},
			File{pathOf(site.AddressTurtle), catalogue.turtle()},
		)
	}
	return out
}

// RegisterJSON returns the register. Rows are those of all documents in order. An internal build has none.
func (d *Data) RegisterJSON(rows []Row) []File {
	if d.frame.Internal {
		return nil
	}
	return []File{{pathOf(site.AddressJSON), d.registerJSON(rows)}}
}

// RegisterCSV returns the register as a table, of the same rows.
func (d *Data) RegisterCSV(rows []Row) []File {
	if d.frame.Internal {
		return nil
	}
	return []File{{pathOf(site.AddressCSV), registerCSV(rows)}}
}

// Sum is the SHA-256 of data in hexadecimal.
func Sum(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

func pathOf(address string) string { return strings.TrimPrefix(address, "/") }

// absolute returns the whole address of a page or file of the site.
func (d *Document) absolute(address string) string { return iri(d.frame.BaseURL + pathOf(address)) }

// documentURL is a document's whole address.
func (d *Document) documentURL(id library.ID) string {
	return d.absolute("/" + string(id) + "/")
}

// versionURL is a version's whole address that stays when another version takes over. A document
// that is only listed has no pages for its versions.
func (d *Document) versionURL(v *library.Version) string {
	switch {
	case d.listed(v.Document):
		return d.documentURL(v.Document.ID)
	case v.Status.Adopted():
		return d.documentURL(v.Document.ID) + v.Adopted.String() + "/"
	}
	return d.absolute(d.frame.VersionAddress(v))
}

// listed reports whether readers see of a document only that it exists.
func (d *Document) listed(doc *library.Document) bool {
	return !d.frame.Internal && doc.Visibility != library.Public
}

func clean(s string) string { return report.Clean(s) }

// iri percent-encodes what may not stand in an address in XML, Turtle or JSON-LD.
func iri(s string) string {
	bad := func(r rune) bool {
		return unicode.IsControl(r) || unicode.IsSpace(r) || r == 0xfffe || r == 0xffff || strings.ContainsRune("<>\"{}|^`\\", r)
	}
	s = strings.ToValidUTF8(s, "\ufffd")
	if !strings.ContainsFunc(s, bad) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if bad(r) {
			for _, c := range []byte(string(r)) {
				fmt.Fprintf(&b, "%%%02X", c)
			}
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// markup writes a value as an XML file.
func markup(v any) []byte {
	return append([]byte(xml.Header), append(must(xml.MarshalIndent(v, "", " ")), '\n')...)
}

// must returns what is made of the program's own types, which cannot fail.
func must[T any](out T, err error) T {
	if err != nil {
		panic("data: " + err.Error())
	}
	return out
}

// calendars makes the calendars of reviews that the plan announces.
func (d *Data) calendars() []File {
	if len(d.site.Calendars) == 0 {
		return nil
	}
	rows := report.Dues(d.site.Library, report.Options{BaseURL: d.frame.BaseURL})
	var out []File
	for _, c := range d.site.Calendars {
		name, found := d.words.T("data.calendar.all", d.frame.Organisation.Name), rows
		if c.Documents != nil {
			name = d.words.T("data.calendar.owner", c.Name)
			found = nil
			for _, r := range rows {
				if c.Documents[library.ID(r.ID)] {
					found = append(found, r)
				}
			}
		}
		var b bytes.Buffer
		opt := report.Options{BaseURL: d.frame.BaseURL, Calendar: name}
		if err := report.WriteDueCalendar(&b, found, opt, d.words); err != nil {
			panic("data: calendar: " + err.Error())
		}
		out = append(out, File{pathOf(c.Address), b.Bytes()})
	}
	return out
}
