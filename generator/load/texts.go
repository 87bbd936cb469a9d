package load

import (
	"cmp"
	"path"
	"strings"

	"styrdok/generator/block"
	"styrdok/generator/diag"
	"styrdok/generator/i18n"
	"styrdok/generator/library"
	"styrdok/generator/markdown"
	"styrdok/generator/site"
)

// Parse parses the text of a draft, which must have it. A public site masks confidential passages.
func (o *Opened) Parse(d *library.Draft) (*site.Text, diag.List) {
	return o.ParseMasked(d, !o.Internal && !o.Unmasked)
}

// ParseMasked is Parse with confidential passages masked or not.
func (o *Opened) ParseMasked(d *library.Draft, mask bool) (*site.Text, diag.List) {
	t, diags := o.parse(d.Text, markdown.Options{
		File: d.File, FirstLine: d.TextLine, Title: d.Title, Language: d.Language, Mask: mask, Numbered: o.Config.Site.NumberedHeadings, Statute: o.statute(d),
	})
	if d.Original != "" {
		t.Tree.Blocks = append([]block.Block{o.original(d)}, t.Tree.Blocks...)
	}
	return t, diags
}

// statute reports whether a draft is of a kind that belongs to the municipality's collection of statutes.
func (o *Opened) statute(d *library.Draft) bool {
	k := o.Config.Rules.CollectionKind(d.Document.Collection())
	if d.Kind != "" {
		k = o.Config.Rules.Kind(library.KindID(d.Kind))
	}
	return k != nil && k.Statute
}

// original returns the paragraph that leads from the page of a version to the file that holds its text. As a link of the
// text it is checked, published, sealed and archived like any other.
func (o *Opened) original(d *library.Draft) *block.Paragraph {
	words := i18n.For(cmp.Or(d.Language, o.Config.Site.Language), o.SiteWords())
	at := block.At{Pos: d.PosOf("original")}
	ending := strings.ToLower(strings.TrimPrefix(path.Ext(d.Original), "."))
	link := &block.Link{At: at, Dest: d.Original, Spans: []block.Span{&block.Text{At: at, Text: words.T("site.original.link", d.Title, ending)}}}
	before, after, _ := strings.Cut(words.T("site.original.text"), "{}")
	return &block.Paragraph{At: at, Spans: []block.Span{&block.Text{At: at, Text: before}, link, &block.Text{At: at, Text: after}}}
}

// ParsePage parses a text that is no version's: its headings have no numbers.
func (o *Opened) ParsePage(file, title, language, text string, line int) (*site.Text, diag.List) {
	return o.parse(text, markdown.Options{File: file, FirstLine: line, Title: title, Language: language, Mask: !o.Internal && !o.Unmasked})
}

func (o *Opened) parse(text string, opt markdown.Options) (*site.Text, diag.List) {
	o.Counts.Parsed.Add(1)
	opt.Language = cmp.Or(opt.Language, o.Config.Site.Language)
	tree, diags := markdown.Parse([]byte(text), opt)
	t := &site.Text{File: opt.File, Tree: tree}
	if opt.Mask {
		t.Masked = markdown.MaskedAnchors([]byte(text), opt)
	}
	return t, diags
}

// Lenient returns what is wrong with a text as it is told. A version that was sealed before stands as it
// was decided, so that its text is nearly Markdown is a warning there: the site can be built meanwhile.
func (s *Site) Lenient(file string, list diag.List) diag.List {
	if !s.fits[file] {
		return list
	}
	for i := range list {
		if list[i].Severity == diag.Error && list[i].Code.OfMarkup() {
			list[i].Severity = diag.Warning
		}
	}
	return list
}

// MarkupErrors are those of a text's errors that keep it from being sealed.
func (s *Site) MarkupErrors(d *library.Draft) (out diag.List) {
	_, diags := s.Parse(d)
	for _, found := range diags {
		if found.Severity == diag.Error && found.Code.OfMarkup() {
			out = append(out, found)
		}
	}
	return out
}
