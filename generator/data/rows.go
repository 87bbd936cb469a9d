package data

import (
	"bytes"
	"encoding/json"

	"styrdok/generator/site"
)

// pool holds each text once. The empty one is 0.
type pool struct {
	Texts []string
	at    map[string]int
}

func newPool() *pool { return &pool{[]string{""}, map[string]int{"": 0}} }

func (p *pool) of(text string) int {
	n, known := p.at[text]
	if !known {
		n = len(p.Texts)
		p.at[text], p.Texts = n, append(p.Texts, text)
	}
	return n
}

func (p *pool) later(list []site.LaterBadge) [][]int {
	var out [][]int
	for _, b := range list {
		l := []int{p.of(b.From), p.of(string(b.Mark)), p.of(b.Text)}
		if b.URL != "" {
			l = append(l, p.of(b.URL))
		}
		out = append(out, l)
	}
	return out
}

// rows is the script with the rows of a register that is divided; nil where there is none. A row is a list of numbers of
// texts, which register.js reads; what is empty at its end is left out.
func (d *Data) rows() []byte {
	list, orders, titles := d.site.Rows()
	if list == nil {
		return nil
	}
	p, all := newPool(), make([][]any, len(list))
	for i := range list {
		r := &list[i]
		day, section := "", ""
		for _, part := range r.Decided {
			if part.ISO != "" {
				day = part.ISO
			} else {
				section += part.Text
			}
		}
		var also [][3]int
		for _, l := range r.Also {
			also = append(also, [3]int{p.of(l.Href), p.of(l.Text), p.of(l.Lang)})
		}
		row := []any{
			p.of(r.Link.Href), p.of(r.Link.Text), r.Choices, p.of(string(r.Badge.Mark)), p.of(r.Badge.Text), p.of(r.Kind), p.of(r.Body), p.of(day), p.of(section),
			p.of(r.ReviewLabel), p.of(r.Review.Text), p.of(string(r.Review.Mark)), p.of(r.Note), p.of(r.Link.Lang), p.later(r.Badge.Later), p.later(r.Review.Later), also,
		}
		for len(row) > 0 && isEmpty(row[len(row)-1]) {
			row = row[:len(row)-1]
		}
		all[i] = row
	}
	var out bytes.Buffer
	out.WriteString("styrdokRows(")
	e := json.NewEncoder(&out)
	if err := e.Encode(map[string]any{"texts": p.Texts, "rows": all, "orders": orders, "titles": titles}); err != nil {
		panic("data: " + err.Error())
	}
	out.Truncate(out.Len() - 1)
	out.WriteString(");\n")
	return out.Bytes()
}

func isEmpty(v any) bool {
	switch v := v.(type) {
	case int:
		return v == 0
	case [][]int:
		return len(v) == 0
	case [][3]int:
		return len(v) == 0
	}
	return false
}
