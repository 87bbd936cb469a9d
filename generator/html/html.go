// Package html writes blocks as HTML: safe, valid and readable with any aid. Where links lead
// and which files images are is decided by functions that it is handed, words by its caller. It
// knows nothing of pages, templates or Markdown.
//
// # IDs
//
// Headings have the IDs that their blocks bear, [a-z0-9-]+. Every other ID that this package
// makes begins with an underscore (_noter, _not-x, _notref-x, _tab-1), which no heading's does.
// A page that holds a text is to give its own parts IDs with an underscore as well.
//
// The output has no style attributes, no scripts and no addresses other than http, https,
// mailto, tel and relative ones, whatever the text and the functions say; but Options.Image may
// return an image itself, as "data:image/png;base64,…".
package html

import (
	"strconv"
	"strings"

	"styrdok/generator/block"
	"styrdok/generator/char"
)

// Href is where a link leads. The zero value means that the link is to be shown as its words.
type Href struct {
	URL      string
	Class    string // of the a element; may be empty
	Hreflang string // language of the target, if it is another
	Type     string // media type of a file; may be empty
	Note     string // said of a file behind the link's words: "pdf, 35 kB"; may be empty
}

// Picture is where an image is. The zero value means that there is none; its alternative text is shown.
type Picture struct {
	URL           string
	Width, Height int    // in pixels, 0 if unknown
	Srcset, Sizes string // the attributes of these names, where there are several widths
}

// Options tell how blocks are written.
type Options struct {
	// Link resolves a link. Nil keeps addresses as they are written.
	Link func(*block.Link) Href
	// Image returns where an image is. Nil keeps addresses.
	Image        func(*block.Image) Picture
	Words        Words
	Language     string // BCP 47, of the text; tells whether it is written from right to left
	IDPrefix     string // in front of every ID, where several texts share a page
	HeadingShift int    // added to the level of every heading
	Whole        bool   // RenderChanges writes what has not changed, too
	Permalinks   bool   // every heading with an ID is followed by a link to it, both in a div of class "rubrik"
}

// Words are the texts that this package adds, in the language of the page. {0} stands for what
// the comment says.
type Words struct {
	Notes    string // heading of the notes: "Noter"
	Note     string // read aloud in front of a note's number: "Not"
	Back     string // link from a note to the text: "Tillbaka till texten"
	BackTo   string // read aloud after Back, the note's number: "vid not {0}"
	BackNth  string // the same for one of several places, number and place: "vid not {0}, ställe {1}"
	Table    string // in front of a table's number: "Tabell"
	TableIn  string // name of a table without caption, the heading above: "Tabell i avsnittet {0}"
	Masked   string // "Uppgift utelämnad"
	TaskDone string // "Klart"
	TaskOpen string // "Ej klart"
	Section  string // words of a permalink, the heading: "Länk till avsnittet {0}"

	Inserted string // read aloud around insertions: "tillagt"
	Deleted  string // "borttaget"
	Moved    string // shown in front of what has been moved: "flyttat"
	Away     string // shown in front of it where it stood: "flyttat härifrån"

	// Shown where one version begins a new paragraph or item and the other does not, as inserted or
	// deleted: "nytt stycke", "ny punkt".
	Paragraph, Item string

	// Shown in front of a list that was of the other kind.
	WasBullets, WasNumbered string // "tidigare punktlista", "tidigare numrerad lista"
	WasLabel                string // "tidigare {0}", of an item whose number or letter was {0}

	Changes ChangeWords
}

// Render writes a text and its notes.
func Render(t *block.Tree, opt Options) []byte {
	w := newWriter(opt)
	w.away = t.Away
	w.blocks(t.Blocks)
	w.notes(t.Notes)
	return w.b
}

// RenderBlocks writes blocks without notes.
func RenderBlocks(blocks []block.Block, opt Options) []byte {
	w := newWriter(opt)
	w.blocks(blocks)
	return w.b
}

// RenderSpans writes the inside of a line, for a heading in a table of contents for example.
// Links and note signs in it are left out, since it may stand in a link.
func RenderSpans(spans []block.Span, opt Options) []byte {
	w := newWriter(opt)
	w.inLink = true
	w.spans(spans)
	return w.b
}

// ID returns the ID in a page of a heading or other part of a text.
func (o Options) ID(id string) string { return o.IDPrefix + id }

// writer collects the output.
type writer struct {
	b         []byte
	opt       Options
	inLink    bool
	following string // plain words right behind the span that is written
	language  string // of what is being written
	heading   string // the last one, names tables without caption
	change    block.Change
	away      map[any]bool
	label     string // to be shown in front of the next line
	told      bool   // the heading above says already that its text has moved
	whole     bool   // the section as a whole is said to have moved
	parts     bool   // a paragraph is being written that may be parted
	labels    map[string]int
	used      map[string]bool // IDs of headings; a compared text may hold one twice
	places    map[string]bool // from which notes are referred to; nil: from all of the text
}

func newWriter(opt Options) *writer {
	return &writer{opt: opt, language: opt.Language, b: make([]byte, 0, 4096)}
}

// LangAttributes returns the attributes of an element in a language: lang, and dir where it is written
// in another direction than the language around it. It returns nothing for an empty language.
func LangAttributes(lang, around string) string {
	if lang == "" {
		return ""
	}
	b := append(appendValue([]byte(` lang="`), lang), '"')
	switch rtl := char.RightToLeft(lang); {
	case rtl == char.RightToLeft(around):
	case rtl:
		b = append(b, ` dir="rtl"`...)
	default:
		b = append(b, ` dir="ltr"`...)
	}
	return string(b)
}

// enter writes the attributes of an element in a language and returns what leaves it.
func (w *writer) enter(lang string) (leave func()) {
	around := w.language
	w.raw(LangAttributes(lang, around))
	w.language = lang
	return func() { w.language = around }
}

func (w *writer) raw(s string)   { w.b = append(w.b, s...) }
func (w *writer) text(s string)  { w.b = appendText(w.b, s) }
func (w *writer) value(s string) { w.b = appendValue(w.b, s) }
func (w *writer) number(n int)   { w.b = strconv.AppendInt(w.b, int64(n), 10) }

// attribute writes name="value", or nothing for an empty value.
func (w *writer) attribute(name, value string) {
	if value == "" {
		return
	}
	w.raw(" ")
	w.raw(name)
	w.raw(`="`)
	w.value(value)
	w.raw(`"`)
}

func (w *writer) id(id string) { w.attribute("id", w.opt.ID(id)) }

// fill puts values in place of {0} and {1}.
func fill(s string, values ...string) string {
	for i, v := range values {
		if !strings.Contains(s, "{") {
			break
		}
		s = strings.ReplaceAll(s, "{"+strconv.Itoa(i)+"}", v)
	}
	return s
}
