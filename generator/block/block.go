// Package block is a text as a tree of blocks and spans, each with its position in the source
// file. Everything that reads a text reads this tree: web page, print, search, redline and link
// check. It knows neither Markdown nor HTML nor fonts, and values are not changed once made.
package block

import "styrdok/generator/diag"

// Tree is a whole text.
type Tree struct {
	Blocks []Block
	Notes  []*Note // footnotes in the order in which the text first refers to them

	// Away holds what is Deleted here since it stands elsewhere now, as Moved: blocks, items, rows and
	// definitions. Only redline fills it.
	Away map[any]bool
}

// Block is a part of a text that stands on lines of its own.
type Block interface {
	Position() diag.Pos
	change() *Change // where the block's own change is kept
}

// Span is a part of a line.
type Span interface {
	Position() diag.Pos
	inside() *[]Span // where the spans inside it are kept; nil if it cannot contain any
	clone() Span
}

// At is the position that every block and span carries.
type At struct{ Pos diag.Pos }

// Position returns where in the source the part begins.
func (a At) Position() diag.Pos { return a.Pos }

// Heading begins a section. Levels are 2 to 6; the title, level 1, is not in the text.
type Heading struct {
	At
	Level   int
	ID      string   // unique in the text, [a-z0-9-]+
	Aliases []string // IDs that the heading or its forerunners had; not to be lost
	Number  string   // "3", "5.1"; empty if the text is not numbered
	Spans   []Span
	Change  Change
	Was     *Heading // the earlier version's, if ID, number or aliases differ; only redline sets it
}

// Paragraph is running text.
type Paragraph struct {
	At
	Spans  []Span
	Change Change
}

// Definitions is a list of terms with their meanings.
type Definitions struct {
	At
	Items  []*Definition
	Change Change
}

// Definition is one or several terms and what they mean.
type Definition struct {
	At
	Terms  []*Paragraph
	Blocks [][]Block // the meanings, one or several
	Change Change
}

// Align is how a column is set.
type Align uint8

const (
	AlignDefault Align = iota // left, or right in a column of numbers if the writer likes
	AlignLeft
	AlignCenter
	AlignRight
)

// Table is a table with one head row. The row may be without words, and there may be nothing below it:
// ask Headed, Body and the scopes of its cells what readers are to be told.
type Table struct {
	At
	Caption    []Span // empty if the table has none
	Number     int    // counts the tables with a caption from 1; 0 without caption
	RowHeaders bool   // the first cell of each row is a heading of the row
	Landscape  bool   // wants a sheet of its own on its side in print
	Align      []Align
	Head       []*Cell
	Rows       []*Row
	Change     Change
	Was        *Table // the earlier version's, if number or setting differ; only redline sets it
}

// Row is a row below the head. It has as many cells as the head.
type Row struct {
	At
	Cells  []*Cell
	Change Change
}

// Cell is one cell of a table.
type Cell struct {
	At
	Spans  []Span
	Change Change
}

// Quote is words of somebody else's.
type Quote struct {
	At
	Blocks []Block
	Change Change
}

// Code is text set as it is written, in fixed width.
type Code struct {
	At
	Language string // may be empty
	Text     string // lines end in \n
	Change   Change
}

// Figure is an image that stands alone in its paragraph.
type Figure struct {
	At
	Image   *Image
	Caption []Span // from the image's Markdown title; may be empty
	Change  Change
}

// Rule is a line across, between parts of a text.
type Rule struct {
	At
	Change Change
}

// PageBreak asks for a new sheet in print. Web pages do not show it.
type PageBreak struct {
	At
	Change Change
}

// Foreign is blocks in a language other than the text's.
type Foreign struct {
	At
	Lang   string // BCP 47
	Blocks []Block
	Change Change
}

// Masked stands where a text has been left out because it is confidential.
type Masked struct {
	At
	Law    string // the section relied upon, "18 kap. 8 § OSL"; may be empty
	Change Change
}

// Note is a footnote.
type Note struct {
	At
	Number     int    // from 1, in the order of first references
	ID         string // unique among the notes, [a-z0-9-]+
	References int    // how many places in the text refer to it, at least 1
	Blocks     []Block
	Change     Change
}

func (b *Heading) change() *Change     { return &b.Change }
func (b *Paragraph) change() *Change   { return &b.Change }
func (b *List) change() *Change        { return &b.Change }
func (b *Definitions) change() *Change { return &b.Change }
func (b *Table) change() *Change       { return &b.Change }
func (b *Quote) change() *Change       { return &b.Change }
func (b *Code) change() *Change        { return &b.Change }
func (b *Figure) change() *Change      { return &b.Change }
func (b *Rule) change() *Change        { return &b.Change }
func (b *PageBreak) change() *Change   { return &b.Change }
func (b *Foreign) change() *Change     { return &b.Change }
func (b *Masked) change() *Change      { return &b.Change }

// Text is plain characters, with typography applied: no-break spaces, quotation marks, dashes.
// A soft line break of the source is a space.
type Text struct {
	At
	Text string
}

// Emphasis is text that is stressed, set in italics.
type Emphasis struct {
	At
	Spans []Span
}

// Strong is important text, set in semibold.
type Strong struct {
	At
	Spans []Span
}

// Strike is text crossed out by the author.
type Strike struct {
	At
	Spans []Span
}

// Superscript is raised text: the 2 of m².
type Superscript struct {
	At
	Spans []Span
}

// Subscript is lowered text: the 2 of CO₂.
type Subscript struct {
	At
	Spans []Span
}

// CodeSpan is text set as it is written, within a line.
type CodeSpan struct {
	At
	Text string
}

// Link is a hyperlink as written; writers ask a resolver where it leads.
type Link struct {
	At
	Dest  string // as in the source: relative path to a source file, "#id", or an address with scheme
	Title string
	Spans []Span
}

// Image is a picture within a line, or the picture of a Figure.
type Image struct {
	At
	Src        string // as in the source: relative path
	Alt        string // empty only if Decorative
	Decorative bool
}

// NoteRef is the sign in the text that refers to a footnote.
type NoteRef struct {
	At
	Note  *Note
	Index int // counts the references to the same note from 1
}

// Break is a line break that the author asked for.
type Break struct{ At }

// ForeignSpan is words in a language other than the text's.
type ForeignSpan struct {
	At
	Lang  string // BCP 47
	Spans []Span
}

// ChangeSpan is words that were inserted or deleted. Only redline makes it. With Changed it holds
// a space between a deletion and the insertion in its place, which is in neither version.
type ChangeSpan struct {
	At
	Change Change // Inserted, Deleted or, for such a space, Changed
	Spans  []Span
}

// ParagraphMark stands where one version begins a new paragraph, or a new item of a list, and the
// other one goes on in the same. Only redline makes it, and only between the spans of a paragraph,
// never within a mark. In an item of which the paragraph is all, Item may be true.
type ParagraphMark struct {
	At            // where the part after it begins
	Change Change // Inserted or Deleted
	Item   bool
	Number int    // of the item that begins here, in the version that has it
	Spans  []Span // what stands here in the version without it; mostly a space
}

func (*Text) inside() *[]Span            { return nil }
func (*CodeSpan) inside() *[]Span        { return nil }
func (*Image) inside() *[]Span           { return nil }
func (*NoteRef) inside() *[]Span         { return nil }
func (*Break) inside() *[]Span           { return nil }
func (s *Emphasis) inside() *[]Span      { return &s.Spans }
func (s *Strong) inside() *[]Span        { return &s.Spans }
func (s *Strike) inside() *[]Span        { return &s.Spans }
func (s *Superscript) inside() *[]Span   { return &s.Spans }
func (s *Subscript) inside() *[]Span     { return &s.Spans }
func (s *Link) inside() *[]Span          { return &s.Spans }
func (s *ForeignSpan) inside() *[]Span   { return &s.Spans }
func (s *ChangeSpan) inside() *[]Span    { return &s.Spans }
func (s *ParagraphMark) inside() *[]Span { return &s.Spans }

func (s *Text) clone() Span          { return copyOf(s) }
func (s *CodeSpan) clone() Span      { return copyOf(s) }
func (s *Image) clone() Span         { return copyOf(s) }
func (s *NoteRef) clone() Span       { return copyOf(s) }
func (s *Break) clone() Span         { return copyOf(s) }
func (s *Emphasis) clone() Span      { return copyOf(s) }
func (s *Strong) clone() Span        { return copyOf(s) }
func (s *Strike) clone() Span        { return copyOf(s) }
func (s *Superscript) clone() Span   { return copyOf(s) }
func (s *Subscript) clone() Span     { return copyOf(s) }
func (s *Link) clone() Span          { return copyOf(s) }
func (s *ForeignSpan) clone() Span   { return copyOf(s) }
func (s *ChangeSpan) clone() Span    { return copyOf(s) }
func (s *ParagraphMark) clone() Span { return copyOf(s) }

func copyOf[T any](p *T) *T {
	c := *p
	return &c
}
