package library

import (
	"path"
	"slices"
	"strings"

	"styrdok/generator/diag"
)

// Draft is a version as read from one file, before anything is resolved. Values are as written, trimmed; a missing key
// has the zero value and is not in At.
type Draft struct {
	File        string // "content/policy/losenord.md", slash-separated
	Document    ID
	VersionFile string // the file's name without .md if the document is a folder; otherwise empty

	Title, ShortTitle, Summary string
	Kind                       string // an ID as written; empty: the collection's
	Status                     string // "draft", "consultation", "proposed", "adopted" or ""
	Adopted                    Date
	AdoptedBy                  string // a body's id, short name or name, as written
	Section, CaseNumber        string
	InForce, ValidUntil        Date
	Repealed                   *DraftRepeal
	Annulled                   *DraftAnnulment
	Version                    string
	Gender                     Gender // of the title's noun; zero: as the title has it
	DecisionURL                string // where the minutes are
	ConsultationUntil          Date   // last day on which to answer a consultation
	Owner, Department, Contact string
	Steward                    string // keeps the document up to date for its owner, where that is another; mostly empty
	Review                     []ReviewCycle
	Deadline                   Deadline // zero: the kind's
	ReviewBy                   Date
	Reviews                    []DraftReview
	Extensions                 []DraftExtension
	Corrections                []Correction
	Original                   string // the file that holds the text if that exists only as one, relative to File; empty: the text is here
	Changes                    string
	AppliesTo                  []string
	Implements, Complements    []string
	Replaces, Related          []string
	BasedOn, Standards, Laws   []string
	CodeNumber                 string
	Keywords, Aliases          []string
	Updated                    Date
	Language, TranslationOf    string
	Visibility                 Visibility // zero: the kind's

	Text     string   // the Markdown below the front matter; empty if only the front matter was read
	TextLine int      // line in the file on which Text begins, from 1
	TextSize int      // length of Text in bytes, even if that was not read
	Digest   [32]byte // SHA-256 of the file

	Marks []Mark // what an import has left to a person to look at

	// At holds the positions of values by key: "title", "implements[1]", "reviews[0].date". See PosOf for missing ones.
	At map[string]diag.Pos
}

// PosOf returns the position of a key's value, or the start of the file if the key is missing.
func (d *Draft) PosOf(key string) diag.Pos {
	if p, ok := d.At[key]; ok {
		return p
	}
	return diag.Pos{File: d.File, Line: 1, Column: 1}
}

// SameWords reports whether two texts have the same words in the same order.
func (d *Draft) SameWords(other *Draft) bool {
	return slices.Equal(strings.Fields(d.Text), strings.Fields(other.Text))
}

// IsFile reports whether somebody may mean the draft's file by its path, by its path below content/, or by its name with
// or without ".md". Backslashes and a leading "./" are allowed on every system.
func (d *Draft) IsFile(named string) bool {
	named = strings.TrimPrefix(strings.ReplaceAll(named, `\`, "/"), "./")
	base := path.Base(d.File)
	return slices.Contains([]string{d.File, strings.TrimPrefix(d.File, "content/"), base, strings.TrimSuffix(base, ".md")}, named)
}

// Mark is a comment in a document's file that an import has set where something is guessed.
type Mark struct {
	Line    int // in the file, from 1
	Text    string
	Waiting bool // the document is a draft until its decision has been looked at
}

// DraftRepeal is a repeal as written.
type DraftRepeal struct {
	Date, From          Date // From zero: Date
	By                  string
	Section, CaseNumber string
}

// DraftAnnulment is a court's decision that annulled the decision on a version, as written (laglighetsprövning, KL 13
// kap.). The version was never in force.
type DraftAnnulment struct {
	Date           Date
	By, CaseNumber string // the court, and its number of the case
}

// DraftReview is an entry of [[reviews]] as written.
type DraftReview struct {
	Date                Date
	By                  string // empty: the body that adopted the version
	Section, CaseNumber string
	Note                string // what was looked at
}

// DraftExtension is an entry of [[extensions]] as written.
type DraftExtension struct {
	Date, Until         Date
	By                  string
	Section, CaseNumber string
}

// Correction is an editorial change. It does not count as a review.
type Correction struct {
	Date Date
	Note string
}
