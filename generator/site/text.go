package site

import (
	"styrdok/generator/block"
	"styrdok/generator/diag"
)

// LooseText is a text that stands on no page, as the report to a meeting does. Its readers may be
// led to everything that is in this build.
type LooseText struct {
	site *Site
	o    origin
}

// Loose takes a text that stands on no page, and reports its links and images that lead nowhere.
// It may not be called while links are resolved.
func (s *Site) Loose(t *Text) (LooseText, diag.List) {
	out := LooseText{s, origin{text: t, built: true}}
	var diags diag.List
	if t.Tree == nil {
		return out, nil
	}
	s.plan.sources.learn(t.Tree)
	t.Tree.AllSpans(func(span block.Span) {
		var d destination
		switch span := span.(type) {
		case *block.Link:
			d = s.plan.follow(out.o, span.Dest)
		case *block.Image:
			d = s.plan.image(out.o, span.Src)
		default:
			return
		}
		if d.code != "" {
			diags = append(diags, diag.New(d.code, span.Position(), d.args...).Suggest(d.found, d.near))
		}
	})
	return out, diags.Sort()
}

// ResolveLink tells where a link of the text leads on paper.
func (l LooseText) ResolveLink(link *block.Link) Target {
	return l.site.plan.target(nil, l.site.plan.follow(l.o, link.Dest))
}

// ResolveImage returns the source file of an image of the text, and whether it is there.
func (l LooseText) ResolveImage(img *block.Image) (source string, ok bool) {
	d := l.site.plan.image(l.o, img.Src)
	return d.file, d.code == ""
}
