// Package seal detects changes to adopted texts. A seal is one line in content/adopted.sum: the SHA-256 of a version's
// normalised text, of the files that it shows or attaches and of its decision, and these facts themselves, so that a
// change can be named. Its input is that file and the drafts of a site; its output is diagnostics and the file's new
// text. It opens no files.
package seal

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"styrdok/generator/library"
)

// File is the path of the seals in the site's folder.
const File = "content/adopted.sum"

// present is the form in which seals are written. See form1.go for form 1.
const present = 2

// Entry is the seal of one adopted version.
type Entry struct {
	Form       int
	Document   library.ID
	Adopted    library.Date
	AdoptedBy  string // the ID of a body, or as written if there is no such body
	InForce    library.Date
	ValidUntil library.Date // as adopted; zero: until further notice
	Section    string       // empty: not known yet
	CaseNumber string       // empty: not known yet
	Title      string
	Corrected  library.Date // the newest correction when the version was sealed; zero: none
	Sum        string       // 64 hexadecimal digits
	Files      []Attached   // what the text shows or attaches, sorted by name
	Extensions []Later      // decisions that moved the last day
	Annulled   []Later      // a court's decision that annulled the version (KL 13 kap.); at most one
	Lines      string       // two characters for each line of the text that is not blank, see fingerprint; may be empty
	More       []string     // fields of a later release, as written

	Line int // in the file, from 1; 0 for a new seal
}

// Attached is a file that a text shows or attaches.
type Attached struct {
	Name string // path in the site's folder, slash-separated
	Sum  string // its SHA-256, 64 hexadecimal digits
}

// Later is a decision on a version after its adoption. Such decisions are added to a seal; sealed ones do not change.
type Later struct {
	Date, Until         library.Date // Until is zero if the decision moves no day
	By                  string       // the ID of a body, or as written; empty: the adopting body
	Section, CaseNumber string
}

// Site is what seals depend on apart from the version's own file.
type Site struct {
	Rules library.Rules
	Today library.Date
	// Sum returns the SHA-256 of a file in the site's folder, and whether there is such a file. It must be safe for
	// concurrent use.
	Sum func(file string) (string, bool)
	// Whole returns a draft with its text. It may be nil if all drafts have theirs.
	Whole func(*library.Draft) *library.Draft
}

func (s Site) whole(d *library.Draft) *library.Draft {
	if s.Whole == nil {
		return d
	}
	return s.Whole(d)
}

// Adopted reports whether a draft claims to be an adopted version, even if that is on a coming day.
func Adopted(d *library.Draft) bool {
	return !d.Adopted.IsZero() && (d.Status == "" || d.Status == "adopted")
}

// Version is an adopted version in its present state, with the seal that it would get.
type Version struct {
	Draft *library.Draft
	Now   Entry

	text   sealedText
	unread bool // the text was not read: the version is known to match its only seal, or to have none
}

// Read returns a version, whose draft has its text, with its seal.
func Read(d *library.Draft, s Site) Version {
	d = s.whole(d)
	v := Version{Draft: d, text: read(d, d.Text), Now: decision(d, s)}
	for name := range v.text.leadsTo {
		if sum, ok := s.Sum(name); ok && !strings.HasSuffix(name, ".md") {
			v.Now.Files = append(v.Now.Files, Attached{name, sum})
		}
	}
	slices.SortFunc(v.Now.Files, func(a, b Attached) int { return cmp.Compare(a.Name, b.Name) })
	v.Now.Sum = v.Now.sum(v.text.lines)
	v.Now.Lines = fingerprints(v.text.lines)
	return v
}

// decision returns the part of a version's seal that does not depend on the text.
func decision(d *library.Draft, s Site) Entry {
	e := Entry{
		Form: present, Document: d.Document, Adopted: d.Adopted, AdoptedBy: body(s.Rules, d.AdoptedBy), InForce: cmp.Or(d.InForce, d.Adopted),
		ValidUntil: d.ValidUntil, Section: d.Section, CaseNumber: d.CaseNumber, Title: d.Title,
	}
	for _, c := range d.Corrections {
		if c.Date.After(e.Corrected) && !c.Date.Before(d.Adopted) && !c.Date.After(s.Today) {
			e.Corrected = c.Date
		}
	}
	for _, x := range d.Extensions {
		e.Extensions = append(e.Extensions, Later{x.Date, x.Until, body(s.Rules, x.By), x.Section, x.CaseNumber})
	}
	if a := d.Annulled; a != nil {
		e.Annulled = []Later{{Date: a.Date, By: a.By, CaseNumber: a.CaseNumber}}
	}
	return e
}

func body(rules library.Rules, written string) string {
	if b := rules.Body(written); b != nil {
		return string(b.ID)
	}
	return written
}

// sum returns the SHA-256 of the lines of a text, and of the entry's decision and files, in hexadecimal.
func (e Entry) sum(text []string) string {
	h := sha256.New()
	fmt.Fprintf(h, "styrdok seal %d\ntitle %q\nadopted %s\nadopted_by %q\nin_force %s\nvalid_until %s\nsection %q\ncase_number %q\n",
		present, e.Title, e.Adopted, e.AdoptedBy, e.InForce, e.ValidUntil, e.Section, e.CaseNumber)
	for _, f := range e.Files {
		fmt.Fprintf(h, "file %q %s\n", own(e.Document, f.Name), f.Sum)
	}
	fmt.Fprintf(h, "\n%s", strings.Join(text, "\n"))
	return hex.EncodeToString(h.Sum(nil))
}

// Renamed returns the seal with another ID for its document and its files. It holds for the same text, as references to
// the document itself are hashed without its ID.
func (e Entry) Renamed(to library.ID) Entry {
	e.Files = slices.Clone(e.Files)
	for i, f := range e.Files {
		if rest, ok := strings.CutPrefix(f.Name, "content/"+string(e.Document)+"/"); ok {
			e.Files[i].Name = "content/" + string(to) + "/" + rest
		}
	}
	slices.SortFunc(e.Files, func(a, b Attached) int { return cmp.Compare(a.Name, b.Name) })
	e.Document = to
	return e
}

// Find returns the seal of a version, and whether it has one.
func Find(sealed []Entry, v Version) (Entry, bool) {
	for _, e := range choose(sealed, []Version{v}) {
		if e.of(v.Draft) {
			return e, true
		}
	}
	return Entry{}, false
}

// Has reports whether a version has a seal.
func Has(sealed []Entry, d *library.Draft) bool {
	return slices.ContainsFunc(sealed, func(e Entry) bool { return e.of(d) })
}

// of reports whether the seal is that of a version.
func (e Entry) of(d *library.Draft) bool { return e.Document == d.Document && e.Adopted == d.Adopted }

// Put returns the seals with a new one for v.
func Put(sealed []Entry, v Version) []Entry {
	return append(slices.DeleteFunc(slices.Clone(sealed), func(e Entry) bool { return e.of(v.Draft) }), v.Now)
}
