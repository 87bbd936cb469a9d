package layout

import "slices"

// tidy removes from the structure what is invisible: trailing spaces of a line, a lone U+200B. A leaf that should
// have been drawn but was not is kept, so that pdftag reports it.
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
		e.Role = "Span" // it has no area to click
	}
}
