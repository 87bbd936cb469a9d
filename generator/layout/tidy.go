package layout

import "slices"

// tidy takes from the structure what no ink belongs to: spaces that fell at the end of a line, U+200B
// alone. A leaf that should have been drawn and was not stays, since pdftag is to find it.
func (p *Print) tidy() {
	for i := range p.Sheets {
		for k := range p.Sheets[i].Marks {
			if l := p.Sheets[i].Marks[k].Leaf; l != nil {
				l.drawn = true
			}
		}
	}
	p.Root.tidy()
}

func (e *Element) tidy() {
	areas := false
	e.Kids = slices.DeleteFunc(e.Kids, func(k Kid) bool {
		switch k := k.(type) {
		case *Leaf:
			return !k.drawn && !k.inked
		case *LinkArea:
			areas = true
		case *Element:
			if k.tidy(); len(k.Kids) > 0 {
				return false
			}
			switch k.Role {
			case "P", "Span", "Code", "Link", "Reference", "Caption", "Div", "BlockQuote":
				return true
			}
		}
		return false
	})
	if e.Role == "Link" && !areas {
		e.Role = "Span" // there is nothing to follow it by
	}
}
