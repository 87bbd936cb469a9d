package layout

import (
	"slices"
	"strconv"
	"strings"

	"styrdok/generator/block"
)

// Document is everything that a print shows, with all words in their language. It is plain data.
type Document struct {
	Organisation string
	Logo         *Picture // may be nil
	Kind         string   // "Policy"; may be empty
	Title        string
	Summary      string   // may be empty
	Notices      []Notice // "Förslag. Inte beslutat." and the like, each a paragraph before the facts
	Mark         string   // in the head of every sheet, as an artifact: "FÖRSLAG"; may be empty
	Facts        []Fact
	Contents     string    // heading of the contents, "Innehåll"; empty means no contents
	Opening      []Section // before the text: changed decision data of a comparison
	Tree         *block.Tree
	Closing      []Section // version history and decisions
	HeadLeft     string
	HeadRight    string
	Foot         string
	Address      string   // below Foot, of the web page, with a reason to go there; may be empty
	Code         [][]bool // QR code of the address, on the first sheet unless it is part of a bundle; rows of modules, true is dark; may be empty
	SheetNumber  string   // in the foot of every sheet: "Sida {n}({total})"; may be empty
	Language     string   // BCP 47, of title, summary and text
	Words        Words    // in Language
	Around       string   // BCP 47, of everything else; empty: Language

	AroundLink string // Words.PageLink for the sections before and after the text; empty: Words.PageLink

	PlainLinks bool // links are not underlined, since insertions are

	// Targets are where the links of Tree lead, in the order of [block.Tree.Links]. A link without a
	// target, or with the zero one, is set as plain text.
	Targets []Target
	// AroundTargets are where the links of [Document.AroundLinks] lead. Nil: to their Dest.
	AroundTargets []Target
	// Pictures are the images of Tree, in the order of [block.Tree.Images]. Of one without extent the
	// alternative text is set.
	Pictures []Picture
	// Became is set after headings in contents and bookmarks ("nytt"), in the order of
	// [block.Tree.Headings]. It may be shorter, and texts may be empty.
	Became []string
}

// AroundLinks returns the links outside Tree: those of notices, facts, Opening and Closing, in this order.
func (d *Document) AroundLinks() []*block.Link {
	var around []block.Block
	for _, n := range d.Notices {
		around = append(around, &block.Paragraph{Spans: n.Value})
	}
	for _, f := range d.Facts {
		around = append(around, &block.Paragraph{Spans: f.Value})
	}
	for _, s := range slices.Concat(d.Opening, d.Closing) {
		around = append(around, s.Blocks...)
	}
	return (&block.Tree{Blocks: around}).Links()
}

// Notice is a paragraph before the facts. Text without links is one block.Text.
type Notice struct {
	Value []block.Span
	Lang  string // BCP 47; empty: Around
}

// Fact is one row of the decision table. Text without links is one block.Text.
type Fact struct {
	Label string
	Value []block.Span
}

// Section is a part before or after the text, with a heading of level 2.
type Section struct {
	Title  string
	Blocks []block.Block
}

// Target is where a link leads: to a heading of the same text, to an address, or nowhere.
type Target struct {
	Heading     string // ID or alias
	URL         string
	Part        string // name of a part of the same bundle; Heading is then one of that part, or empty
	After       string // words added after the link's text: " [se sidan 12]"
	Description string // for screen readers; default: the link's text
}

// Words are the few words that layout adds. {0} and {1} are replaced as the comments say; an empty
// string leaves the words out.
type Words struct {
	Facts       string // read before the decision table: "Uppgifter"
	TableLabel  string // before a caption, {0} the table's number: "Tabell {0}."
	TableMore   string // in its place where the table continues on a sheet: "Tabell {0}, forts."
	NoteLink    string // describes the link to note {0}: "Not {0}"; empty: the number
	NoteBack    string // describes the link back from it: "Tillbaka till hänvisningen till not {0}"
	PageLink    string // describes a link of the contents to heading {0} on sheet {1}: "{0}, sida {1}"
	Masked      string // in place of confidential text, {0} the law: "[Uppgift utelämnad, {0}]"
	MaskedPlain string // the same if no law is given
	OpenTask    string // read instead of the box: "Ruta att kryssa i"
	DoneTask    string // "Gjort"
	Inserted    string // read aloud before insertions, not visible: "Tillagt:"
	Deleted     string // "Borttaget:"
	NewTable    string // the same of a whole table: "Ny tabell"
	OldTable    string // "Borttagen tabell"
	Paragraph   string // where only one of the versions begins a paragraph: "nytt stycke"
	Item        string // "ny punkt"
	// Signs names punctuation marks, which are not heard where one is all that was inserted or deleted.
	Signs       map[rune]string
	WasBullets  string // before a list that is numbered now: "tidigare punktlista"
	WasNumbered string // "tidigare numrerad lista"
	WasLabel    string // of an item or a heading whose label or number was {0}: "tidigare {0}"
	MovedFrom   string // of what has moved here from section {0}: "flyttat från {0}"
	AwayTo      string // of what has moved from here to section {0}: "flyttat till {0}"
	Numbered    string // names that section by its number: "avsnitt {0}"
	Titled      string // or by its title: "avsnittet {0}"
	Away        string // where something has moved away: "flyttat härifrån"

	// Margin is set beside a changed section, by what has become of it: "Ändrat".
	Margin [block.Moved + 1]string
}

// fill replaces {0} and {1} in a pattern. Braces of the arguments stay.
func fill(pattern string, args ...string) string {
	pairs := make([]string, 0, 4)
	for i, a := range args {
		pairs = append(pairs, "{"+strconv.Itoa(i)+"}", a)
	}
	return strings.NewReplacer(pairs...).Replace(pattern)
}

// sheetNumber replaces {n} and {total} in the pattern of a sheet's number.
func sheetNumber(pattern string, n, total int) string {
	return strings.NewReplacer("{n}", strconv.Itoa(n), "{total}", strconv.Itoa(total)).Replace(pattern)
}
