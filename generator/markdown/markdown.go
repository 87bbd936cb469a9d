// Package markdown parses the text of a governing document into blocks: CommonMark with tables,
// footnotes, definition lists, task lists and a few directives. It assigns IDs and numbers to headings,
// applies Swedish and English typography, and reports problems with their positions. It is the only
// package that imports goldmark, and knows nothing of front matter, pages or other texts.
//
// # Completeness
//
// Every word of the source is in the tree, or a diagnostic says where it is not: checkWords compares the two
// word by word, whatever the parsers did. proofread finds what they left as text though it was meant as
// markup, such as a link with a space in its address.
//
// # IDs
//
// A heading's ID is [a-z0-9-]+, made from its text ("Mål och syfte" gives mal-och-syfte) or set with
// {#id}. The first of several headings with the same text gets the plain ID; a later one is prefixed
// with that of its section (namnden-ansvar), and gets a number if that is in use as well. A leading
// number in digits is left out; with a word it is kept (1-kap-mal, 7-par). The IDs that a page needs for
// itself contain an underscore, so they never clash with a heading's.
//
// # Limits
//
// Lists, quotations and directives may be nested to maxDepth levels, emphasis and links to maxSpanDepth.
// A paragraph may contain maxMarks delimiters of emphasis and as many brackets, a table maxColumns
// columns. What exceeds a limit is kept as plain text and reported. With these limits, time and memory
// are proportional to the length of the text.
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

// Options control how a text is parsed.
type Options struct {
	File      string // path for positions
	FirstLine int    // line of the file on which the text begins; 0 means 1
	Title     string // the document's title; a first # heading with the same text is left out
	Language  string // BCP 47; decides the typography, which "sv" and "en" have
	Mask      bool   // leave out confidential parts, as for the public
	Numbered  bool   // number the headings, unless the author has
	Statute   bool   // give every § an address

	quiet bool // only destinations are wanted
}

// Parse parses a text. It always returns a tree, in which what could not be parsed is plain text, and a
// sorted list of problems.
func Parse(src []byte, opt Options) (*block.Tree, diag.List) {
	c := parse(src, opt)
	return &block.Tree{Brief: c.brief, Blocks: c.blocks, Notes: c.notes}, c.diags.Sort()
}

// MaskedAnchors returns the IDs of the headings in confidential parts of a text, in order, to which the
// public cannot follow a link. It returns nil for a text without such parts.
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
	opt.FirstLine = max(opt.FirstLine, 1)
	c := &converter{opt: opt, src: prepare(src, opt), lang: opt.Language}
	st := newState(c.src, &c.diags)
	c.forms, c.items = st.forms, st.items
	c.diags = append(c.diags, c.src.problems...)
	root := readTree(st)
	c.document(root)
	if !st.failed {
		c.marksOutsideCode(root)
		c.checkWords()
		c.proofread(root)
	}
	c.keepSilent()
	return c
}

// readTree runs goldmark. If goldmark panics on some odd text, the text as a whole is reported.
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

// goldmarkParser is stateless between texts and safe for concurrent use.
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
