package site

import (
	"styrdok/generator/block"
	"styrdok/generator/diag"
	"styrdok/generator/i18n"
	"styrdok/generator/library"
)

type planner struct{}

func plan(lib *library.Library, in Input, t *i18n.Texts) (*Site, diag.List) {
	return &Site{plan: &planner{}}, nil
}

func (p *planner) navLinks(*Page) []Link                               { return nil }
func (p *planner) footer(*Page) Footer                                 { return Footer{} }
func (p *planner) href(_ *Page, a string) string                       { return a }
func (p *planner) resolveFor(*Page, *block.Link) Target                { return Target{} }
func (p *planner) imageFor(*Page, *block.Image) (string, string, bool) { return "", "", false }
