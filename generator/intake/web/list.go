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
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		if k.Type == html.TextNode {
			if strings.TrimSpace(k.Data) != "" {
				in := &flow{r: f.r}
				in.node(k, look{})
				in.end()
				list.Items = append(list.Items, intake.Item{Blocks: in.out})
			}
			continue
		}
		if k.Type != html.ElementNode || quiet(k) {
			continue
		}
		if f.r.isNote(k) && !f.r.inNote {
			continue
		}
		in := &flow{r: f.r}
		if k.DataAtom == atom.Li && !unseen(k) {
			if id := attr(k, "id"); id != "" {
				in.anchors = append(in.anchors, id)
			}
			in.kids(k, look{})
		} else {
			in.element(k, look{})
		}
		in.end()
		if len(in.out) == 0 {
			continue
		}
		if k.DataAtom != atom.Li && len(list.Items) > 0 { // a list directly in a list
			last := &list.Items[len(list.Items)-1]
			last.Blocks = append(last.Blocks, in.out...)
			continue
		}
		item := intake.Item{Marker: "•", Blocks: in.out}
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

func (f *flow) definitions(n *html.Node) {
	d := &intake.Definitions{}
	f.end()
	each(n, func(k *html.Node) bool {
		switch k.DataAtom {
		case atom.Dt:
			term := f.r.oneLine(k)
			if term == nil {
				return false
			}
			if c := len(d.Items); c == 0 || d.Items[c-1].Blocks != nil {
				d.Items = append(d.Items, intake.Definition{})
			}
			last := &d.Items[len(d.Items)-1]
			last.Terms = append(last.Terms, term)
			return false
		case atom.Dd:
			if len(d.Items) == 0 {
				d.Items = append(d.Items, intake.Definition{})
			}
			last := &d.Items[len(d.Items)-1]
			last.Blocks = append(last.Blocks, f.r.flow(k)...)
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
