package web

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"styrdok/generator/intake"
)

func (f *flow) table(n *html.Node) {
	f.end()
	if role := attr(n, "role"); role == "presentation" || role == "none" {
		each(n, func(k *html.Node) bool {
			if k.DataAtom == atom.Td || k.DataAtom == atom.Th {
				f.out = append(f.out, f.r.flow(k, look{})...)
				return false
			}
			return true
		})
		return
	}
	t := &intake.Table{}
	var rows func(n *html.Node, head bool)
	rows = func(n *html.Node, head bool) {
		for k := range n.ChildNodes() {
			switch {
			case k.Type != html.ElementNode:
			case k.DataAtom == atom.Caption:
				t.Caption = append(t.Caption, f.r.oneLine(k)...)
			case k.DataAtom == atom.Tr:
				var cells []intake.Cell
				heads := 0
				for c := range k.ChildNodes() {
					if c.DataAtom != atom.Td && c.DataAtom != atom.Th {
						continue
					}
					cell := intake.Cell{Across: intake.Across(attr(c, "colspan")), Down: intake.Down(attr(c, "rowspan")), Head: c.DataAtom == atom.Th}
					if cell.Head {
						heads++
					}
					cell.Blocks = f.r.flow(c, look{})
					cells = append(cells, cell)
				}
				if cells == nil {
					continue
				}
				if t.Heads == len(t.Rows) && (head || heads == len(cells) && len(cells) > 1) {
					t.Heads++
				}
				t.Rows = append(t.Rows, cells)
			default:
				rows(k, head || k.DataAtom == atom.Thead)
			}
		}
	}
	rows(n, false)
	if len(t.Rows) == 1 && len(t.Rows[0]) == 1 && t.Caption == nil { // drawn as a frame, or to set something out
		f.out = append(f.out, t.Rows[0][0].Blocks...)
		return
	}
	if len(t.Rows) > 0 || t.Caption != nil {
		f.out = append(f.out, t)
	}
}
