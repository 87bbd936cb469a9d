// Package markdown parses the text of a governing document into blocks: CommonMark with tables,
// footnotes, definition lists, task lists and a few directives. It gives headings their IDs and
// numbers, sets Swedish typography and reports what is wrong with the text, each with its place.
// It is the only home of goldmark and knows neither front matter nor pages nor other texts.
//
// # What is told
//
// Every word of the source is in the tree, or a diagnostic says where it is not: hold compares the two
// word by word, whatever the parsers did. What they left as text though it was meant as markup, such as
// a link with a blank in its address, is found by proofread.
//
// # IDs
//
// A heading's ID is [a-z0-9-]+, made from its words ("Mål och syfte" gives mal-och-syfte) or
// written as {#id}. The first of several headings with the same words gets the plain ID, a later
// one that of its section in front (namnden-ansvar), and a number if that is taken as well. A number
// in digits that the words begin with is left out; with its word it stays (1-kap-mal, 7-par). IDs
// that a page needs for itself hold an underscore, so they never clash with a heading's.
//
// # Limits
//
// Lists, quotes and directives may lie within each other to maxDepth levels, emphasis and links to
// maxSpanDepth. A paragraph may hold maxMarks signs of emphasis and as many brackets, a table
// maxColumns columns. What goes beyond is kept as plain text and reported. With these limits the
// time and memory needed grow in proportion to the text.
package markdown

import (
	"bytes"
	"sync"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"styrdok/generator/block"
	"styrdok/generator/diag"
)

// Options tell how a text is to be read.
type Options struct {
	File      string // path for positions
	FirstLine int    // line of the file on which the text begins; 0 means 1
	Title     string // the document's title; a first # heading equal to it is left out
	Language  string // BCP 47; decides the typography, "sv" and "en" have one
	Mask      bool   // leave confidential parts out, as for the public
	Numbered  bool   // number the headings, unless the writer has

	quiet bool // only destinations are asked for
}

// Parse reads a text. It always returns a tree; what could not be read stands in it as plain
// text. The list is sorted.
func Parse(src []byte, opt Options) (*block.Tree, diag.List) {
	c := parse(src, opt)
	return &block.Tree{Blocks: c.blocks, Notes: c.notes}, c.diags.Sort()
}

// MaskedAnchors returns the IDs of headings that stand in confidential parts of a text, in order.
// A link to one of them cannot work for the public. It returns nil for a text without such parts.
func MaskedAnchors(src []byte, opt Options) []string {
	opt.Mask = true
	if !bytes.Contains(src, []byte(":::")) || len(prepare(src, opt).masked) == 0 {
		return nil
	}
	public := parse(src, opt)
	opt.Mask = false
	shown := map[string]bool{}
	for _, h := range public.headings {
		for _, id := range append([]string{h.ID}, h.Aliases...) {
			shown[id] = true
		}
	}
	var out []string
	for _, h := range parse(src, opt).headings {
		for _, id := range append([]string{h.ID}, h.Aliases...) {
			if !shown[id] {
				out = append(out, id)
			}
		}
	}
	return out
}

func parse(src []byte, opt Options) *converter {
	if opt.FirstLine < 1 {
		opt.FirstLine = 1
	}
	c := &converter{opt: opt, src: prepare(src, opt), lang: opt.Language}
	st := newState(c.src, &c.diags)
	c.forms, c.items = st.forms, st.items
	c.diags = append(c.diags, c.src.problems...)
	root := readTree(st)
	c.document(root)
	if !st.failed {
		c.hold()
		c.proofread(root)
	}
	c.keepSilent()
	return c
}

// readTree runs goldmark. A panic of goldmark's on some odd text must not end the program: such
// a text is reported as a whole.
func readTree(st *state) (root ast.Node) {
	defer func() {
		if recover() != nil {
			st.failed = true
			st.diags.Add(diag.TooComplex, st.src.pos(0), diag.P("limit.text"))
			root = ast.NewDocument()
		}
	}()
	pc := parser.NewContext()
	pc.Set(stateKey, st)
	return goldmarkParser().Parse(text.NewReader(st.src.bytes), parser.WithContext(pc))
}

// goldmarkParser is made once; it keeps nothing between texts and may be used in parallel.
var goldmarkParser = sync.OnceValue(func() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(directiveParser{}, 50),
			util.Prioritized(parser.NewSetextHeadingParser(), 100),
			util.Prioritized(nested{extension.NewDefinitionListParser()}, 101),
			util.Prioritized(extension.NewDefinitionDescriptionParser(), 102),
			util.Prioritized(parser.NewThematicBreakParser(), 200),
			util.Prioritized(nested{listParser{}}, 300),
			util.Prioritized(itemParser{}, 400),
			util.Prioritized(parser.NewCodeBlockParser(), 500),
			util.Prioritized(parser.NewATXHeadingParser(), 600),
			util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
			util.Prioritized(nested{parser.NewBlockquoteParser()}, 800),
			util.Prioritized(parser.NewHTMLBlockParser(), 900),
			util.Prioritized(noteBlockParser{}, 950),
			util.Prioritized(parser.NewParagraphParser(), 1000),
		),
		parser.WithInlineParsers(
			util.Prioritized(extension.NewTaskCheckBoxParser(), 0),
			util.Prioritized(codeSpanParser{parser.NewCodeSpanParser()}, 100),
			util.Prioritized(noteRefParser{}, 150),
			util.Prioritized(&limitedLinks{InlineParser: parser.NewLinkParser()}, 200),
			util.Prioritized(parser.NewAutoLinkParser(), 300),
			util.Prioritized(parser.NewRawHTMLParser(), 400),
			util.Prioritized(limitedMarks{parser.NewEmphasisParser()}, 500),
			util.Prioritized(newScriptParser(), 500),
		),
		parser.WithParagraphTransformers(
			util.Prioritized(parser.LinkReferenceParagraphTransformer, 100),
			util.Prioritized(limitedTables{extension.NewTableParagraphTransformer()}, 200),
		),
	)
})
