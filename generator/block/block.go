// Package block represents a text as a tree of blocks and spans, each with its position in the source
// file. Every reader of a text reads this tree: web page, print, search, redline and link check. It
// knows nothing of Markdown, HTML or fonts. A tree is not modified once it has been built.
package block

import (
	"strings"

	"styrdok/generator/diag"
)

// Tree is a whole text.
type Tree struct {
	Brief  []Block // the summary in :::brief, which is no part of what was decided and stands only on web pages
	Blocks []Block
	Notes  []*Note // footnotes in the order in which the text first refers to them

	// Away contains what is Deleted here because it has moved, and is Moved in its new place: blocks,
	// items, rows and definitions. Only redline fills it.
	Away map[any]bool

	// Elsewhere tells, of what has moved from one section to another, where the other version has it: of a Deleted copy where
	// the new text has it, of what is Moved where the old one had it. Only redline fills it.
	Elsewhere map[any]SectionName
}

// SectionName names a section in words.
type SectionName struct{ Number, Title string } // without a number only the title

// In returns the name in words: in numbered, "avsnitt {0}", or without a number in titled, "avsnittet {0}".
func (n SectionName) In(numbered, titled string) string {
	if n.Number == "" {
		return strings.ReplaceAll(titled, "{0}", n.Title)
	}
	return strings.ReplaceAll(numbered, "{0}", n.Number)
}

// FormerNumber returns the number that the heading had in the earlier version, or "" if it has not changed.
func (h *Heading) FormerNumber() string {
	if h == nil || h.Was == nil || h.Was.Number == h.Number {
		return ""
	}
	return h.Was.Number
}

// Block is a block-level part of a text: a paragraph, a list, a table.
type Block interface {
	Position() diag.Pos
	change() *Change // points to the block's own change
}

// Span is an inline part of a text, within a line.
type Span interface {
	Position() diag.Pos
	inside() *[]Span // points to the spans inside it; nil if it cannot contain any
	clone() Span
}

// At is embedded in every block and span.
type At struct{ Pos diag.Pos }

// Position returns the place in the source where the part begins.
func (a At) Position() diag.Pos { return a.Pos }

// Heading begins a section. Levels are 2 to 6; the title, level 1, is not in the text.
type Heading struct {
	At
	Level   int
	ID      string   // unique in the text, [a-z0-9-]+
	Aliases []string // IDs that the heading or its forerunners had; links to them must keep working
	Number  string   // "3", "5.1"; empty if the text is not numbered
	Spans   []Span
	Change  Change
	Was     *Heading // the earlier version's, if ID, number or aliases differ; only redline sets it
}

// Paragraph is running text.
type Paragraph struct {
	At
	ID     string // of a § in a statute: "1-kap-7-par"; else empty
	Number string // of the same: "1 kap. 7 §"
	Spans  []Span
	Change Change
}

// Definitions is a list of terms with their meanings.
type Definitions struct {
	At
	Items  []*Definition
	Change Change
}

// Definition is one or more terms and their meanings.
type Definition struct {
	At
	Terms  []*Paragraph
	Blocks [][]Block // one or more meanings
	Change Change
}

// Align is the alignment of a column.
type Align uint8

const (
	AlignDefault Align = iota // left; writers may set a column of numbers right
	AlignLeft
	AlignCenter
	AlignRight
)

// Table is a table with one head row. The head may be empty, and there may be no rows below it: use
// Headed, Body and the scopes of the cells to find out what to present as headings.
type Table struct {
	At
	Caption    []Span // empty if the table has none
	Number     int    // counts the tables with a caption from 1; 0 without caption
	RowHeaders bool   // the first cell of each row is the row's heading
	Landscape  bool   // printed on a separate sheet in landscape format
	Align      []Align
	Head       []*Cell
	Rows       []*Row
	Change     Change
	Was        *Table // the earlier version's, if number or settings differ; only redline sets it
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

// Quote is a block quotation.
type Quote struct {
	At
	Blocks []Block
	Change Change
}

// Code is preformatted text in fixed width.
type Code struct {
	At
	Language string // may be empty
	Text     string // lines end in \n
	Change   Change
}

// Figure is an image that is alone in its paragraph.
type Figure struct {
	At
	Image   *Image
	Caption []Span // from the image's Markdown title; may be empty
	Change  Change
}

// Rule is a thematic break.
type Rule struct {
	At
	Change Change
}

// PageBreak starts a new sheet in print. Web pages ignore it.
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

// Masked takes the place of a confidential passage that has been left out.
type Masked struct {
	At
	Law    string // the section of law that applies, "18 kap. 8 § OSL"; may be empty
	Change Change
}

// Note is a footnote.
type Note struct {
	At
	Number     int    // from 1, in the order of first references
	ID         string // unique among the notes, [a-z0-9-]+
	References int    // number of references to it in the text, at least 1
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

// Text is running text, with typography applied: no-break spaces, quotation marks, dashes.
// A soft line break of the source is a space.
type Text struct {
	At
	Text string
	Was  string // former spelling of this word, which is no change to a reader; only redline sets it
}

// Emphasis is emphasised text, set in italics.
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

// CodeSpan is preformatted text within a line.
type CodeSpan struct {
	At
	Text string
}

// Link is a hyperlink as written. Writers resolve its destination.
type Link struct {
	At
	Dest  string // as in the source: relative path to a source file, "#id", or an address with scheme
	Title string
	Spans []Span
}

// Image is an image within a line, or that of a Figure.
type Image struct {
	At
	Src        string // as in the source: relative path
	Alt        string // empty only if Decorative
	Decorative bool
}

// NoteRef is the reference mark of a footnote.
type NoteRef struct {
	At
	Note  *Note
	Index int // numbers the references to the same note from 1
}

// Break is a hard line break.
type Break struct{ At }

// ForeignSpan is words in a language other than the text's.
type ForeignSpan struct {
	At
	Lang  string // BCP 47
	Spans []Span
}

// ChangeSpan contains words that were inserted or deleted. Only redline makes it. With Changed it
// contains a space between a deletion and the insertion that replaces it, which is in neither version.
type ChangeSpan struct {
	At
	Change Change // Inserted or Deleted; Changed for such a space
	Spans  []Span
}

// ParagraphMark marks a place where one version begins a new paragraph or list item and the other
// does not. Only redline makes it, and only directly among the spans of a paragraph, never inside
// another span. Item is set only if the paragraph is the only block of a list item.
type ParagraphMark struct {
	At            // where the new paragraph begins
	Change Change // Inserted or Deleted
	Item   bool
	Number int    // number of the item that begins here
	Spans  []Span // what the version without it has here; usually a space
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
