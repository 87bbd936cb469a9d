package site

import (
	"styrdok/generator/diag"
	"styrdok/generator/library"
)

// Input is all that a plan is made from besides the library.
type Input struct {
	Settings

	// Outline returns what links need to know of the text of a version, by its source file.
	Outline       func(file string) TextOutline
	Pages         []PageSource
	Introductions map[string]PageSource // content/<collection>/_index.md, by collection

	Order *Order // of names, shared with other plans; nil: one that has seen no names

	// Files are the files under content/ and static/ that are not Markdown, slash-separated and
	// relative to the site's folder. Only these may be shown, attached and copied.
	Files []string

	// Measure returns what is known of one of Files. Nil: nothing is.
	Measure func(source string) Measure

	// AsAdopted are documents as they were when a version came into force, by the version's file: its print then says nothing of what
	// became of it. Other prints are of the day.
	AsAdopted map[string]*library.Document

	StatementAt diag.Pos // where a missing statement is reported; zero where none is asked for
}

// Organisation is whose documents they are. Everything but the name may be empty.
type Organisation struct {
	Name             string // "Exempelby kommun"
	Genitive         string // "Exempelby kommuns"; empty: made from the name
	Number           string // registration number
	MunicipalityCode string
	Contact          string // e-mail address, web address or words
	Phone            string // "0123-45 60 00"
	Hours            string // "vardagar kl. 8.00–16.00"
	Office           string // who answers questions in general: "Kommunkansliet"
	URL              string // its own website
}

// PageSource is a text that is no document: a plain page, or the introduction to a collection.
type PageSource struct {
	Name     string // "om": the address is /om/; or the collection
	Title    string // of an introduction: may be empty
	Summary  string
	Language string // empty: the site's
	Order    int    // place among the pages of the footer; 0: after those with one, by title
	Text     *Text
}

// TextLink is a link in the text of a document that holds to another document.
type TextLink struct{ From, To library.ID }

// PrintInfo is what a drawn print measures.
type PrintInfo struct {
	Bytes  int64
	Pages  int
	SHA256 string // of the file, in hexadecimal
}

// Print is one version as a PDF.
type Print struct {
	Address   string // from the site's root: "/policy/resor/resor-2015-02-23.pdf"
	URL       string // the same, absolute
	Page      *Page  // the web page that shows the version
	Title     string
	KindLabel string // "Policy"
	Summary   string
	Version   *library.Version
	Text      *Text
	Links     []Target // where the text's links lead, in the order of [block.Tree.AllSpans]
	Images    []Image  // its images in the same order
	Facts     []Fact   // the decision, as on the web page but for what changes from day to day
	Status    Sentence // said first in a print of what does not hold, or not yet; empty for one that holds
	Own       bool     // what stands around the text is in its language, not in the site's
	Notes     []Note   // said after Status: that it is a translation, and which text holds
	Head      string   // running head, with the short title: "Resepolicy, KS 2014/12"
	Foot      string   // running foot: "Kommunfullmäktige 2019-03-25 § 42, version 3, antagen"

	// Comparison is what a change-marked print shows, nil for the print of a version. Version is the
	// newer one, Text both in one, and Page the page of changes.
	Comparison *Comparison
	FileTitle  string // of the file, where it differs from Title
}

// File is a file that texts refer to. Source is one of Input.Files.
type File struct {
	Source string // "content/policy/resor/karta.png"
	Target string // "/policy/resor/karta.png"
	Width  int    // in pixels, of a copy of an image that is smaller than the source; 0: it is the file as it is

	At            diag.Pos // the first place that refers to it
	Shown, Linked bool     // as an image, as an attachment
}

// Measure is what pages say of a file.
type Measure struct {
	Width, Height int   // of an image as a browser shows it, in pixels; 0 if it cannot be told
	Bytes         int64 // as it is published
	Widths        []int // in pixels, in which an image is to be published, ascending; none for one that is published as it is
	Replaced      bool  // the image itself is too large to be published; otherwise it is the last of Widths
}

// Copy is an image in one of the widths in which it is published.
type Copy struct {
	Href  string
	Width int
}

// Footer is what stands at the foot of every page.
type Footer struct {
	Contact *Contact
	Groups  []LinkGroup
	Updated Sentence // "Registret uppdaterades 22 november 2026."; empty but on the start page and in the register
}

// LinkGroup is a headed list of links.
type LinkGroup struct {
	Heading string
	Links   []Link
}

func (in Input) measure(source string) Measure {
	if in.Measure == nil {
		return Measure{}
	}
	return in.Measure(source)
}

// outline returns what links need to know of a version's text.
func (in Input) outline(file string) TextOutline {
	if in.Outline == nil {
		return TextOutline{}
	}
	return in.Outline(file)
}
