// Package intake is what a file of another program says, as plain values, before anything is decided about it. A reader for each format
// (generator/intake/docx, odt, pdf …) has one verb, Read, which returns a Reading or a *Refused; generator/importer makes documents of Readings.
//
// A reader tells what stands in the file and how the file says that it is meant: styles, outline levels, numbering, tags. It does not
// judge: what is a decision, what is a letterhead, whether a bold line is a heading. It loses no word: what is neither in Blocks and Notes nor in
// Furniture is in Asides or in Left.
package intake

// Reading is the text of one file.
type Reading struct {
	Format    Format
	Blocks    []Block     // the text, from the first page to the last, without what is printed on every page
	Notes     []Note      // footnotes and endnotes; Span.Note is a place in it, counted from 1
	Furniture []Furniture // what stands outside the text: page headers and footers, the menus of a web page
	Asides    []Aside     // what stands in the text but is no part of it: deletions, comments, hidden words
	Left      []Left      // words that the reader could not place anywhere

	Properties Properties

	// Of Markdown: its text as it is, in place of Blocks, and its front matter.
	Markdown string
	Fields   []Entry

	// Plain is all words of the file, whatever the reader makes of them: all text of the tree ([Texts]) or of the XML, all characters of the
	// pages. The report of lost words starts from it, so a word that is overlooked shows there.
	// It has the words of Blocks, Notes, Furniture, Asides and Left, in any order, paragraphs parted by \n.
	Plain string

	// ByLooks tells that headings, lists and tables were found by size, weight and position, since the file does not say what they are.
	ByLooks bool

	// Pages is the number of pages, 0 if the format has none. Scanned are the pages, from 1, that show text only as a picture.
	Pages   int
	Scanned []int
}

// Format is a kind of file, named by its usual extension without a dot.
type Format string

const (
	Docx     Format = "docx"
	Odt      Format = "odt"
	HTML     Format = "html"
	PDF      Format = "pdf"
	Text     Format = "txt"
	Markdown Format = "md"
)

// Block is a *Heading, *Paragraph, *List, *Definitions, *Table, *Box, *Contents or *Rule.
type Block interface{ block() }

// Heading is a line that the file calls a heading or a title.
type Heading struct {
	Level   int    // from 1; 0 is the title of the whole document
	Number  string // counted by the program and not part of Spans: "3", "2.1"; a typed number stays in Spans
	Spans   []Span
	Anchors []string // names by which links in the file lead here
}

// Paragraph is running text.
type Paragraph struct {
	Spans   []Span
	Style   string  // the name of its style as the file gives it, "" if none
	Size    float64 // of most of its letters, in points; 0 if unknown
	Indent  float64 // of its left edge, in points
	Centred bool
	Quote   bool // the file calls it a quotation
	Code    bool // every blank and line end counts
	Anchors []string
}

// List is a list whose items the file itself marks or counts. Items that are typed, "• att …", are paragraphs.
type List struct {
	Ordered bool
	Items   []Item
}

// Item is one item. Lists below it are among its Blocks.
type Item struct {
	Marker string // as shown: "•", "1.", "b)", "(iv)", "2.1"; "" if the item continues without one
	Blocks []Block
}

// Definitions is a list of terms with their meanings.
type Definitions struct{ Items []Definition }

// Definition is one or more terms and what they mean.
type Definition struct {
	Terms  [][]Span
	Blocks []Block
}

// Table is a table. Rows have the cells that begin in them: one that reaches down or to the right is written once, as in HTML.
type Table struct {
	Caption []Span
	Heads   int // rows that the file calls heads, from the top; 0 if it does not say
	Rows    [][]Cell
}

// Cell is one cell of a table.
type Cell struct {
	Blocks []Block
	Across int  // columns, at least 1
	Down   int  // rows, at least 1
	Head   bool // the file calls this cell a heading of its row or column
}

// Box is text set apart in a frame beside or within the text: a text box, an aside.
type Box struct{ Blocks []Block }

// Contents is a table of contents that the program has made. Its words are also elsewhere in the text.
type Contents struct{ Lines [][]Span }

// Rule is a line across the page, or the start of a new page that an author asked for.
type Rule struct{ Page bool }

func (*Heading) block()     {}
func (*Paragraph) block()   {}
func (*List) block()        {}
func (*Definitions) block() {}
func (*Table) block()       {}
func (*Box) block()         {}
func (*Contents) block()    {}
func (*Rule) block()        {}

// Span is a piece of a line that looks the same throughout: text, or a reference to a note, or an image.
type Span struct {
	Text  string // \t is a tabulator, \n a line break within the paragraph; soft hyphens are left out
	Look  Look
	Lang  string // BCP 47, only where it differs from Properties.Language
	Link  string // where it leads: an address, or "#" and an anchor; "" if nowhere
	Note  int    // if not 0, the mark of Notes[Note-1], and Text is ""
	Image *Image // if not nil, an image, and Text is ""
}

// Look is how a span is set off from the text around it.
type Look uint8

const (
	Bold Look = 1 << iota
	Italic
	Underline // and no link
	Strike
	Super
	Sub
	Fixed // letters of one width, as for code
)

// Image is a picture with its file.
type Image struct {
	Alt        string
	Decorative bool // the file says that it only adorns
	Name       string
	Data       []byte // as in the file; nil if it is somewhere else, or too large
	Source     string // the address of a picture that is somewhere else; relative ones lead from the file's own folder
}

// Note is a footnote or endnote.
type Note struct{ Blocks []Block }

// Place is where furniture stands.
type Place uint8

const (
	PlaceUnknown Place = iota
	Header             // of a page
	FirstHeader        // of the first page alone
	Footer
	FirstFooter
	Menu   // of a web page: navigation, search, cookies, what surrounds the text
	Margin // beside the text, again and again: line numbers, stamps
)

// Furniture is what stands outside the text. The same words on many pages are one Furniture.
type Furniture struct {
	Place  Place
	Page   int // the first page on which it stands, from 1; 0 if unknown
	Blocks []Block
}

// AsideKind says why something in the text is no part of it.
type AsideKind uint8

const (
	AsideUnknown AsideKind = iota
	Deletion               // a tracked deletion; the text is read as if accepted
	Insertion              // a tracked insertion; it is in Blocks too
	Comment
	Hidden // marked as hidden, or not displayed
	Former // the format before a tracked change of it, a move's first place
)

// Aside is words that stand in the file's text and are no part of it, or, if an Insertion, were no part of it before.
type Aside struct {
	Kind   AsideKind
	Text   string
	Author string // may be empty
	Date   string // YYYY-MM-DD; may be empty
}

// Why says why words were left out.
type Why uint8

const (
	WhyUnknown  Why = iota
	Unreadable      // letters without known meaning
	Drawing         // words in a drawing, a chart, a formula or an embedded object
	Computed        // what a program puts in: the day of printing, a field's command, a choice that was not made
	Alternative     // the second form of the same thing, for other programs
	Aloud           // read aloud only, as the name of an icon
	Foot            // page numbers, running heads that are not worth telling one by one
	Outside         // where the format has no text
)

// Left is words that were left out of everything else.
type Left struct {
	Why  Why
	Text string
	Page int // from 1; 0 if unknown
}

// Entry is a key of front matter with its values.
type Entry struct {
	Name   string
	Values []string
}

// Properties are what the file says of itself. They are written by programs, from templates and by mistake: they may name, and never decide.
type Properties struct {
	Title    string
	Language string // BCP 47; "" if unknown
	Print    *Print // nil if it is no print of styrdok's
}

// Print is what a print of styrdok's says of itself in its metadata. Of one that marks changes it is about the newer version.
type Print struct {
	ID, Kind, Version string // as the site had them
	Summary           string // or, of one that marks changes, what they come to
	Owner             string // with the department behind a comma
	Keywords          []string
	Address           string // of the page that shows the same
}

// Reason is why a file was refused.
type Reason string

const (
	Password    Reason = "password"    // it is encrypted
	Macro       Reason = "macro"       // it carries programs
	OldWord     Reason = "old-word"    // .doc, .dot, .wri: the format before 2007
	OtherKind   Reason = "other-kind"  // something that is not read: a spreadsheet, a picture
	Corrupt     Reason = "corrupt"     // it is broken, or not what its name says
	TooLarge    Reason = "too-large"   // the file itself
	Swells      Reason = "swells"      // small when packed, and huge unpacked
	TooDeep     Reason = "too-deep"    // nested beyond reason
	Entities    Reason = "entities"    // it defines entities of its own
	NoText      Reason = "no-text"     // nothing in it can be read
	Encoding    Reason = "encoding"    // bytes of an unknown character set
	Unreachable Reason = "unreachable" // the system would not let it be read
)

// Refused is the error of a reader that does not read a file.
type Refused struct {
	Reason Reason
	Detail string // what was found where, for one who wants to know more: "word/document.xml: unexpected end"; may be empty
}

// Error is for logs; i18n has the sentence for people, by Reason.
func (r *Refused) Error() string {
	if r.Detail == "" {
		return string(r.Reason)
	}
	return string(r.Reason) + ": " + r.Detail
}

// Limits beyond which a file is refused or cut.
const (
	MaxFile     = 200 << 20 // bytes of a file
	MaxUnpacked = 400 << 20 // bytes of all that a packed file holds
	MaxPart     = 100 << 20 // bytes of one part of it
	MaxImage    = 50 << 20  // bytes of an image
	MaxWords    = 2_000_000
	MaxDepth    = 200 // of elements in each other
)
