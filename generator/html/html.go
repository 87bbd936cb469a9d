// Package html renders blocks as safe, valid and accessible HTML. The caller supplies the words and the
// functions that resolve links and images. It knows nothing of pages, templates or Markdown.
//
// # IDs
//
// A heading has the ID of its block, [a-z0-9-]+. All other IDs that this package makes begin with an
// underscore (_noter, _not-x, _notref-x, _tab-1), as should those of the page around the text.
//
// # Safety
//
// Whatever the text and the functions contain, the output has no style attributes, no scripts and only
// relative addresses or the schemes http, https, mailto and tel. The exception is Options.Image, which
// may return the image data itself as "data:image/png;base64,…".
package html

import (
	"bytes"
	"strconv"
	"strings"
	"sync"

	"styrdok/generator/block"
	"styrdok/generator/char"
)

// Href is the destination of a link. For the zero value only the link's text is written.
type Href struct {
	URL   string
	Class string // of the a element; may be empty
	Type  string // media type of a file; may be empty
	Note  string // on a file, written after the link's text: "pdf, 35 kB"; may be empty
}

// Picture is the source of an image. For the zero value the alternative text is written instead.
type Picture struct {
	URL           string
	Width, Height int    // in pixels, 0 if unknown
	Srcset, Sizes string // attributes of the same names, if there are several widths
}

// Options control how blocks are written.
type Options struct {
	// Link resolves a link. If nil, addresses are kept as written.
	Link func(*block.Link) Href
	// Image resolves an image. If nil, addresses are kept as written.
	Image      func(*block.Image) Picture
	Words      Words
	Language   string // of the text, BCP 47; determines its direction
	IDPrefix   string // put before every ID, if several texts share a page
	Whole      bool   // RenderChanges writes unchanged sections too
	Permalinks bool   // add a link for the mouse after every heading with an ID, both in a div of class "rubrik"
}

// Words are the texts that this package adds, in the language of the page. {0} is replaced as the
// comments say.
type Words struct {
	Notes    string // heading of the notes: "Noter"
	Note     string // read aloud before a note's number: "Not"
	Back     string // link from a note to the text: "Tillbaka till texten"
	BackTo   string // read aloud after Back; the note's number: "vid not {0}"
	BackNth  string // the same for one of several references; number and place: "vid not {0}, ställe {1}"
	Table    string // before a table's number: "Tabell"
	TableIn  string // name of a table without caption; the heading above: "Tabell i avsnittet {0}"
	Masked   string // "Uppgift utelämnad"
	Larger   string // link from a figure to its image: "Visa bilden större"; empty: no link
	TaskDone string // "Klart"
	TaskOpen string // read aloud for an empty box: "Ruta att kryssa i"

	Inserted string // read aloud around insertions: "tillagt"
	Deleted  string // "borttaget"
	NewTable string // read aloud before the caption of a table that is new or gone as a whole: "Ny tabell"
	OldTable string // "Borttagen tabell"
	// Signs names punctuation marks, which are not heard where one is all that was inserted or deleted.
	Signs map[rune]string
	Moved string // shown before what has moved: "flyttat"
	Away  string // shown before it in its former place: "flyttat härifrån"

	// The same if it has moved to another section, which {0} stands for: "flyttat från {0}", "flyttat till {0}".
	MovedFrom, AwayTo string
	// What to call that section by its number or its title: "avsnitt {0}", "avsnittet {0}".
	Numbered, Titled string

	// Shown, as inserted or deleted, where only one version begins a new paragraph or item:
	// "nytt stycke", "ny punkt".
	Paragraph, Item string

	// Shown before a list that was of the other kind.
	WasBullets, WasNumbered string // "tidigare punktlista", "tidigare numrerad lista"
	WasLabel                string // "tidigare {0}"; an item's former number or letter

	Changes ChangeWords
}

// Render renders a text and its footnotes.
func Render(t *block.Tree, opt Options) []byte {
	w := newWriter(opt)
	w.away, w.elsewhere = t.Away, t.Elsewhere
	w.blocks(t.Blocks)
	w.notes(t.Notes)
	return w.done()
}

// RenderBlocks renders blocks without footnotes.
func RenderBlocks(blocks []block.Block, opt Options) []byte {
	w := newWriter(opt)
	w.blocks(blocks)
	return w.done()
}

// ID returns the ID on the page of a heading or another part of the text.
func (o Options) ID(id string) string { return o.IDPrefix + id }

// writer collects the output.
type writer struct {
	b         []byte
	opt       Options
	inLink    bool
	following string // text right after the current span
	language  string // of the current element
	inCell    bool   // of a table
	heading   string // text of the last heading, which names tables without caption
	change    block.Change
	away      map[any]bool
	elsewhere map[any]block.SectionName
	label     string // pending label for the next line
	labelled  bool   // the heading above already has the label "moved"
	whole     bool   // the section is labelled as moved as a whole
	told      bool   // it has been said that all of this is new or gone
	inTable   bool
	parts     bool // inside a <p> that may be split
	labels    map[string]int
	used      map[string]bool // IDs of headings; a compared text may contain one twice
	places    map[string]bool // references to notes that are written; nil: all
}

// buffers are for reuse, since a page grows through many sizes.
var buffers = sync.Pool{New: func() any { return new([]byte) }}

func newWriter(opt Options) *writer {
	return &writer{opt: opt, language: opt.Language, b: (*buffers.Get().(*[]byte))[:0]}
}

// done returns the output. Nothing can be written afterwards.
func (w *writer) done() []byte {
	out := bytes.Clone(w.b)
	buffers.Put(&w.b)
	return out
}

// LangAttributes returns the attributes of an element in a language: lang, and dir if its direction
// differs from that of the language around it. It returns "" for an empty language.
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

// enter writes the attributes of an element in a language. Call leave at its end.
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

// between writes a text between two pieces of markup.
func (w *writer) between(before, text, after string) {
	w.raw(before)
	w.text(text)
	w.raw(after)
}

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

// fill replaces {0}, {1} and so on with values.
func fill(s string, values ...string) string {
	for i, v := range values {
		if !strings.Contains(s, "{") {
			break
		}
		s = strings.ReplaceAll(s, "{"+strconv.Itoa(i)+"}", v)
	}
	return s
}
