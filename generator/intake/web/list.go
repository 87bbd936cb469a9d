package web

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"styrdok/generator/intake"
)

func (f *flow) list(n *html.Node) {
	list := &intake.List{Ordered: n.DataAtom == atom.Ol}
	next := 1
	if s, err := strconv.Atoi(attr(n, "start")); err == nil {
		next = s
	}
	kind := attr(n, "type")
	f.end()
	for k := range n.ChildNodes() {
		if k.Type == html.TextNode {
			if strings.TrimSpace(k.Data) != "" {
				in := &flow{r: f.r}
				in.node(k, look{})
				in.end()
				list.Items = append(list.Items, intake.Item{Blocks: in.out})
			}
			continue
		}
		if k.Type != html.ElementNode || quiet(k) || f.r.isNote(k) && !f.r.inNote {
			continue
		}
		var blocks []intake.Block
		if k.DataAtom == atom.Li && !unseen(k) {
			blocks = f.r.item(k, look{})
		} else {
			in := &flow{r: f.r}
			in.element(k, look{})
			in.end()
			blocks = in.out
		}
		if len(blocks) == 0 {
			continue
		}
		if k.DataAtom != atom.Li && len(list.Items) > 0 { // a list directly in a list
			last := &list.Items[len(list.Items)-1]
			last.Blocks = append(last.Blocks, blocks...)
			continue
		}
		item := intake.Item{Marker: "•", Blocks: blocks}
		if list.Ordered {
			if v, err := strconv.Atoi(attr(k, "value")); err == nil {
				next = v
			}
			item.Marker = intake.Numeral(next, kind) + "."
			next++
		}
		list.Items = append(list.Items, item)
	}
	if len(list.Items) > 0 {
		f.out = append(f.out, list)
	}
}

// item reads what is in an item.
func (r *reader) item(n *html.Node, l look) []intake.Block {
	in := &flow{r: r}
	if id := attr(n, "id"); id != "" {
		in.anchors = []string{id}
	}
	in.kids(n, l)
	in.end()
	return in.out
}

func (f *flow) definitions(n *html.Node) {
	d := &intake.Definitions{}
	f.end()
	last := func(another bool) *intake.Definition {
		if len(d.Items) == 0 || another && d.Items[len(d.Items)-1].Blocks != nil {
			d.Items = append(d.Items, intake.Definition{})
		}
		return &d.Items[len(d.Items)-1]
	}
	each(n, func(k *html.Node) bool {
		switch k.DataAtom {
		case atom.Dt:
			if term := f.r.oneLine(k); term != nil {
				of := last(true)
				of.Terms = append(of.Terms, term)
			}
			return false
		case atom.Dd:
			of := last(false)
			of.Blocks = append(of.Blocks, f.r.flow(k, look{})...)
			return false
		}
		return k.DataAtom == atom.Div
	})
	if len(d.Items) > 0 {
		f.out = append(f.out, d)
	}
}

// oneLine reads what is below an element as one line.
func (r *reader) oneLine(n *html.Node) []intake.Span {
	in := &flow{r: r}
	in.kids(n, look{})
	if len(in.out)+len(in.items) == 0 {
		return in.spans()
	}
	in.end()
	var out []intake.Span
	for _, l := range intake.Lines(in.out) {
		out = append(out, intake.Span{Text: l + " "})
	}
	return out
}
