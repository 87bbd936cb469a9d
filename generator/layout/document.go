package layout

import "styrdok/generator/block"

// Document is everything that is to be printed, already in words.
type Document struct {
	Organisation string
	Logo         *Picture // may be nil
	Kind         string   // "Policy"; may be empty
	Title        string
	Summary      string   // may be empty
	Notices      []Notice // "Förslag. Inte beslutat." and the like, each a paragraph before the facts
	Mark         string   // stands in the head of every sheet, not as text: "FÖRSLAG"; may be empty
	Facts        []Fact
	Contents     string    // heading of the contents, "Innehåll"; empty means no contents
	Opening      []Section // what is told of the text before it: decision data that have changed
	Tree         *block.Tree
	Closing      []Section // version history and decisions
	HeadLeft     string
	HeadRight    string
	Foot         string
	Address      string                    // of the page on the web, stands in the foot below Foot; may be empty
	SheetNumber  func(n, total int) string // "Sida 1(7)"
	Language     string                    // BCP 47, of title, summary and text
	Words        Words                     // in Language
	Around       string                    // BCP 47, of all else; empty: Language

	// AroundLink is Words.PageLink for the sections before and after the text. Nil: Words.PageLink.
	AroundLink func(heading string, sheet int) string

	PlainLinks bool // links are not underlined: underlined is what is new

	// Link tells where a link leads. Nil means that no link leads anywhere.
	Link func(*block.Link) Target
	// Image returns the picture of an image, and whether there is one.
	Image func(*block.Image) (Picture, bool)
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

// Section is a part that stands before or after the text, with a heading of level 2.
type Section struct {
	Title  string
	Blocks []block.Block
}

// Target is where a link leads: to a heading of the same text, to an address, or nowhere.
type Target struct {
	Heading     string // ID or alias
	URL         string
	Part        string // name of a part of the same bundle; Heading is then one of that part, or empty
	After       string // words set after the link's own, as no part of the text: " [se sidan 12]"
	Description string // what the link is, for those who cannot see it; default: its text
}

// Words are the few words that layout sets on its own. Nil functions and empty strings
// leave the words out.
type Words struct {
	TableLabel  func(number int) string             // "Tabell 1."
	NoteLink    func(number int) string             // "Not 1", describes the link to a note
	NoteBack    func(number int) string             // "Tillbaka till hänvisningen till not 1"
	PageLink    func(heading string, n int) string  // "Syfte, sida 2", describes a link of the contents
	Masked      func(law string) string             // stands where confidential text is left out
	OpenTask    string                              // "Inte gjort", read instead of the box
	DoneTask    string                              // "Gjort"
	Inserted    string                              // "Tillagt:", read aloud before insertions, not visible
	Deleted     string                              // "Borttaget:"
	Paragraph   string                              // "nytt stycke", where one version begins one and the other does not
	Item        string                              // "ny punkt"
	WasBullets  string                              // "tidigare punktlista", before a list that has numbers now
	WasNumbered string                              // "tidigare numrerad lista"
	WasLabel    func(label string) string           // "tidigare b)", of an item whose number or letter is another one now
	Away        string                              // "Flyttat härifrån", in the margin where something stood that has moved
	Margin      func(change block.Change) string    // "Ändrat", in the margin beside a changed section
	Section     func(heading *block.Heading) string // "nytt", after a heading in contents and bookmarks
}
