// Package seal keeps adopted texts from being changed unnoticed. A seal is a line of the file
// content/adopted.sum: a SHA-256 of a version's normalised text and decision, and the decision
// itself, so that what has changed can be told. Input are that file and the drafts of a site;
// output are diagnostics and the file's new text. It opens no files.
package seal

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"styrdok/generator/edit"
	"styrdok/generator/library"
)

// File is where the seals of a site stand.
const File = "content/adopted.sum"

// Entry is the seal of one adopted version.
type Entry struct {
	Document   library.ID
	Adopted    library.Date
	AdoptedBy  string // a body's ID, or as written if there is no such body
	InForce    library.Date
	Section    string // empty: not given yet
	CaseNumber string // empty: not given yet
	Title      string
	Corrected  library.Date // the newest correction at sealing; zero: none
	Sum        string       // 64 hexadecimal digits
	Lines      string       // two characters for each line of the text that is not blank; may be empty

	Line int // in the file; 0 if it is new
}

func (e Entry) same(other Entry) bool {
	e.Line = other.Line
	return e == other
}

// Adopted tells whether a draft claims to be an adopted version, whether or not its day has come.
func Adopted(d *library.Draft) bool {
	return !d.Adopted.IsZero() && (d.Status == "" || d.Status == "adopted")
}

// Of returns the seal that a version would get as it is now.
func Of(d *library.Draft, rules library.Rules) Entry {
	e := Entry{
		Document: d.Document, Adopted: d.Adopted, AdoptedBy: d.AdoptedBy, InForce: d.InForce,
		Section: d.Section, CaseNumber: d.CaseNumber, Title: d.Title,
	}
	if b := rules.Body(d.AdoptedBy); b != nil {
		e.AdoptedBy = string(b.ID)
	}
	if e.InForce.IsZero() {
		e.InForce = e.Adopted
	}
	for _, c := range d.Corrections {
		if c.Date.After(e.Corrected) {
			e.Corrected = c.Date
		}
	}
	text := lines(d)
	e.Sum = e.sum(text)
	for _, l := range text {
		e.Lines += mark(l)
	}
	return e
}

// sum hashes the lines of a text with the entry's decision. Empty lines around the text do not
// count. The first line names the form, should another ever be needed.
func (e Entry) sum(text []string) string {
	h := sha256.New()
	fmt.Fprintf(h, "styrdok seal 1\ntitle %q\nadopted %s\nadopted_by %q\nin_force %s\nsection %q\ncase_number %q\n\n%s",
		e.Title, e.Adopted, e.AdoptedBy, e.InForce, e.Section, e.CaseNumber, strings.Trim(strings.Join(text, "\n"), "\n"))
	return hex.EncodeToString(h.Sum(nil))
}

// lines are the lines of a draft's text as they are hashed. The reader of documents has put line
// ends and characters in their normal form already. Blanks at the ends of lines do not count. Links
// are taken by the file that they mean, since a text moves into a folder of its own when its
// document gets a second version.
func lines(d *library.Draft) []string {
	out := strings.Split(edit.Relink(d.Text, d.File, ""), "\n")
	for i, l := range out {
		out[i] = strings.TrimRight(l, " \t")
	}
	return out
}

// mark stands for a line: twelve bits of its SHA-256. That tells nothing for certain, but which
// lines have changed, once the sum has told that some have.
func mark(line string) string {
	if line == "" {
		return ""
	}
	h := sha256.Sum256([]byte(line))
	return base64.RawURLEncoding.EncodeToString(h[:2])[:2]
}

// changedLines returns the first and the last line of a file in which its text differs from what
// was sealed; zero if that is not known. Where lines are gone it is the line behind them.
func (e Entry) changedLines(d *library.Draft) (first, last int) {
	if e.Lines == "" {
		return 0, 0
	}
	var marks []string
	var at []int
	for i, l := range lines(d) {
		if m := mark(l); m != "" {
			marks, at = append(marks, m), append(at, d.TextLine+i)
		}
	}
	n := 0
	for n < len(marks) && strings.HasPrefix(e.Lines[2*n:], marks[n]) {
		n++
	}
	m := 0
	for m < len(marks)-n && strings.HasSuffix(e.Lines[2*n:len(e.Lines)-2*m], marks[len(marks)-1-m]) {
		m++
	}
	switch {
	case len(at) == 0:
		return 0, 0
	case n == len(at):
		return at[n-1], at[n-1]
	}
	return at[n], at[max(n, len(at)-1-m)]
}

// change is what differs between a seal and a version.
type change struct {
	key      string // of front matter; empty: the text
	old, new string
}

// changes compares a version with its seal. A section and case number that the seal lacks may be
// filled in.
func (e Entry) changes(d *library.Draft, now Entry) []change {
	var out []change
	differ := func(key, old, new string) {
		if old != new {
			out = append(out, change{key, old, new})
		}
	}
	differ("title", e.Title, now.Title)
	differ("adopted", e.Adopted.String(), now.Adopted.String())
	differ("adopted_by", e.AdoptedBy, now.AdoptedBy)
	// Without a day of its own a version holds from its adoption, whose change is told already.
	if e.Adopted == now.Adopted {
		differ("in_force", e.InForce.String(), now.InForce.String())
	}
	if e.Section != "" {
		differ("section", e.Section, now.Section)
	}
	if e.CaseNumber != "" {
		differ("case_number", e.CaseNumber, now.CaseNumber)
	}
	sum := now.Sum
	if len(out) > 0 || e.Section != now.Section || e.CaseNumber != now.CaseNumber {
		sum = e.sum(lines(d)) // The text with the decision that was sealed.
	}
	if sum != e.Sum {
		out = append(out, change{})
	}
	return out
}

// Has tells whether a version has a seal.
func Has(sealed []Entry, d *library.Draft) bool {
	return slices.ContainsFunc(sealed, func(e Entry) bool { return e.Document == d.Document && e.Adopted == d.Adopted })
}

// Changed tells whether an adopted version has a seal that it does not fit any more.
func Changed(sealed []Entry, d *library.Draft, rules library.Rules) bool {
	for _, e := range choose(sealed, []*library.Draft{d}, rules) {
		if e.Document == d.Document && e.Adopted == d.Adopted && Adopted(d) {
			return len(e.changes(d, Of(d, rules))) > 0
		}
	}
	return false
}

// Put returns seals with that of one version made anew.
func Put(sealed []Entry, d *library.Draft, rules library.Rules) []Entry {
	now := Of(d, rules)
	out := make([]Entry, 0, len(sealed)+1)
	for _, e := range sealed {
		if e.Document != now.Document || e.Adopted != now.Adopted {
			out = append(out, e)
		}
	}
	return append(out, now)
}
