package site

import (
	"styrdok/generator/block"
	"styrdok/generator/diag"
)

// LooseText is a text that stands on no page, as the report to a meeting does, with where its links and
// images lead on paper, in the order of [block.Tree.AllSpans]. Its readers may be led to everything that
// is in this build.
type LooseText struct {
	*Text
	Links  []Target
	Images []Image
}

// Lead tells where a link leads on paper.
func (d *Directory) Lead(q Question) Target { return d.target(nil, d.Follow(q)) }

// Loose resolves a text that stands on no page, and reports its links and images that lead nowhere.
func (d *Directory) Loose(t *Text) (LooseText, diag.List) {
	out := LooseText{Text: t}
	if t.Tree == nil {
		return out, nil
	}
	var diags diag.List
	r := resolver{origin{text: t, built: true}, outlineOf(t).own(), d.Follow}
	out.Links, out.Images = d.Frame.targets(nil, t.Tree, func(s block.Span) Destination {
		to := r.follow(s)
		if to.Code != "" {
			diags = append(diags, to.diagnostic(s.Position()))
		}
		return to
	}, d)
	return out, diags.Sort()
}
