// Package search builds the index that a browser searches without any server. Its input is the
// documents that a site publishes, with their texts as sections; its output is a set of classic
// scripts: a small manifest, the words in shards by ranges of the alphabet, and the texts for excerpts,
// so that a query fetches a few of them only. The theme's search.js reads them. Words are reduced
// to Swedish stems, compounds are also found by their parts, and å, ä and ö also without marks.
//
// Each document is analysed by itself (Analyzer.Segment), and Merge tells from the segments' heads which files of the
// index have to be made. The package knows nothing of pages, templates or addresses, and puts nothing into the
// index but what it is handed: whoever calls it decides what may be found.
package search

// Document is one text that can be found.
type Document struct {
	URL      string // address relative to the site's root, "policy/resor/"
	Title    string
	Language string  // BCP 47, if it is not the site's
	About    string  // "Policy, kommunfullmäktige", shown below the title and searched
	Date     string  // "2019-03-25", shown after About; may be empty
	Mark     Mark    // whether it holds
	Beside   Mark    // that its review is late or soon due; without a word: nothing to tell
	Later    []Later // marks that take over on coming days, in their order
	Kind     string  // ID of one of Options.Kinds; may be empty
	Body     string  // ID of one of Options.Bodies; may be empty
	Active   bool    // holds today; others are shown only when asked for
	Summary  string
	Keywords []string
	Instead  string // shown where there is no summary, and not searched
	Facts    []Fact // case number, section, laws and the like
	Sections []Section
	Versions []Version // others than the one whose text this is
}

// Version is an earlier or coming version of a document. It is found by the numbers of its decision alone, and a hit
// leads to its own page.
type Version struct {
	Path  string // of its page, from the document's: "2015-05-18/"
	State string // "Version 1 antagen, ersatt av version 2"
	Text  string // "kommunfullmäktige 2015-05-18 § 45, KS 2014/388"
}

// Mark is the status in one word and the sign in front of it.
type Mark struct {
	ID    string // name of the sign, "in-force"
	Word  string // "Gäller"
	Class string // "varn" or "ute"; empty for a plain one
}

// Later are the marks with the first day on which they are true, and whether the document then holds.
// Pages are not built every day; the script keeps what it shows true.
type Later struct {
	From   string // "2027-01-01"
	Mark   Mark
	Beside Mark
	Active bool
	URL    string // where the text then stands, if not at the document's URL
}

// Fact is a line of a document's data, "Diarienummer" and "KS 2018/412".
type Fact struct {
	Label, Value string
	Own          bool // names this document, as its case number does; others refer to texts beside it
}

// Section is a part of a text from one heading to the next.
type Section struct {
	ID      string // the heading's; empty for what stands before the first heading
	Heading string // with its number, "3 Ansvar"
	Text    string // one line for each paragraph, list item or table row
	Number  string // of a § in a statute, as queries have it: "§:7", "§2:12a"; else empty
}

// Facet is a choice by which hits can be narrowed.
type Facet struct{ ID, Label string }

// Options are what holds for all documents.
type Options struct {
	Kinds    []Facet    // in the order in which they are shown
	Bodies   []Facet    // in the order in which they are shown
	Synonyms [][]string // groups of words, or of several words, that mean the same
	Common   bool       // count with the words of meanings.txt as well
}
