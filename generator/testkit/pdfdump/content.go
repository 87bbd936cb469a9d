package pdfdump

import (
	"fmt"
	"strings"
)

// page is a page with the text of each of its marked sequences.
type page struct {
	ref           ref
	width, height float64
	marked        map[int]*marked // by MCID
	artifacts     []*marked       // as drawn
	annots        []ref
	lengths       []float64 // of each piece of text as it is shown, in points
}

// marked is a marked-content sequence: what it says, and how much it paints beside text.
type marked struct {
	kind   string // tag, or "Pagination/Header" for an artifact
	text   string
	paint  map[string]int
	used   bool
	images []string
}

// font reads codes of one byte or two.
type font struct {
	name    string
	size    int // of a code
	unicode map[int]string
	widths  map[int]float64
	glyphs  int
	bytes   int
}

func (r *reader) readPages(root dict) []*page {
	var pages []*page
	var walk func(v any, inherited dict, depth int)
	walk = func(v any, inherited dict, depth int) {
		d := r.dict(v)
		if depth > 50 || d == nil {
			r.fail("tree of pages is broken")
			return
		}
		merged := dict{}
		for _, k := range []name{"MediaBox", "Resources"} {
			if x, ok := d[k]; ok {
				merged[k] = x
			} else if x, ok := inherited[k]; ok {
				merged[k] = x
			}
		}
		if d["Type"] == name("Pages") {
			for _, k := range r.array(d["Kids"]) {
				walk(k, merged, depth+1)
			}
			return
		}
		p := &page{marked: map[int]*marked{}}
		p.ref, _ = v.(ref)
		if box := r.array(merged["MediaBox"]); len(box) == 4 {
			p.width, p.height = r.number(box[2])-r.number(box[0]), r.number(box[3])-r.number(box[1])
		}
		for _, a := range r.array(d["Annots"]) {
			if n, ok := a.(ref); ok {
				p.annots = append(p.annots, n)
			}
		}
		r.readContent(p, d, r.dict(merged["Resources"]), len(pages)+1)
		pages = append(pages, p)
	}
	walk(root["Pages"], nil, 0)
	return pages
}

func (r *reader) readContent(p *page, d, resources dict, number int) {
	fonts := r.dict(resources["Font"])
	s := scanner{b: r.data(d["Contents"])}
	var stack []any
	var open []*marked
	var current *font
	size := 0.0
	painting := map[string]bool{"f": true, "F": true, "f*": true, "S": true, "s": true, "B": true, "B*": true, "b": true, "b*": true, "sh": true, "Do": true}
	for r.err == nil {
		v, err := s.value(0)
		if err == errEnd {
			break
		}
		if err != nil {
			r.fail("page %d: %w", number, err)
			return
		}
		op, ok := v.(operator)
		if !ok {
			stack = append(stack, v)
			if len(stack) > 1000 {
				r.fail("page %d: too many operands", number)
			}
			continue
		}
		arg := func(i int) any {
			if i < len(stack) {
				return stack[i]
			}
			return nil
		}
		switch op {
		case "BDC", "BMC":
			m := &marked{paint: map[string]int{}}
			tag, _ := arg(0).(name)
			props, _ := arg(1).(dict)
			m.kind = string(tag)
			if id, ok := props["MCID"].(float64); ok {
				if p.marked[int(id)] != nil {
					r.fail("page %d: MCID %v stands twice", number, id)
				}
				p.marked[int(id)] = m
			} else if tag == "Artifact" {
				m.kind = r.text(props["Type"])
				if sub := r.text(props["Subtype"]); sub != "" {
					m.kind += "/" + sub
				}
				p.artifacts = append(p.artifacts, m)
			}
			open = append(open, m)
		case "EMC":
			if len(open) == 0 {
				r.fail("page %d: EMC without beginning", number)
				return
			}
			open = open[:len(open)-1]
		case "Tf":
			n, _ := arg(0).(name)
			current = r.font(fonts[n])
			size = r.number(arg(1))
		case "TJ", "Tj":
			if len(open) == 0 {
				r.fail("page %d: text outside marks", number)
				return
			}
			if current == nil || size <= 0 {
				r.fail("page %d: text without font", number)
				return
			}
			list, _ := arg(0).(array)
			if t, ok := arg(0).(text); ok {
				list = array{t}
			}
			length := 0.0
			for _, x := range list {
				switch x := x.(type) {
				case text:
					open[len(open)-1].text += r.decode(current, x)
					for i := 0; i+current.size <= len(x); i += current.size {
						length += current.widths[code(x[i:i+current.size])]
					}
				case float64:
					length -= x
				}
			}
			p.lengths = append(p.lengths, length*size/1000)
		default:
			if !painting[string(op)] {
				break
			}
			if len(open) == 0 {
				r.fail("page %d: paint outside marks", number)
				return
			}
			m := open[len(open)-1]
			m.paint[string(op)]++
			if op == "Do" {
				n, _ := arg(0).(name)
				m.images = append(m.images, r.image(r.dict(resources["XObject"])[n]))
			}
		}
		stack = stack[:0]
	}
	if len(open) > 0 {
		r.fail("page %d: marks are not closed", number)
	}
}

// image describes a picture.
func (r *reader) image(v any) string {
	d := r.dict(v)
	space := r.text(d["ColorSpace"])
	if a := r.array(d["ColorSpace"]); len(a) > 0 {
		space = r.text(a[0])
	}
	s := fmt.Sprintf("%vx%v %s %v", r.number(d["Width"]), r.number(d["Height"]), space, r.text(d["Filter"]))
	if d["SMask"] != nil {
		s += " alpha"
	}
	return s
}

// font reads a composite font, whose codes are those of its glyphs.
func (r *reader) font(v any) *font {
	key, _ := v.(ref)
	if f, ok := r.fonts[key]; ok {
		return f
	}
	d := r.dict(v)
	f := &font{name: r.text(d["BaseFont"]), unicode: map[int]string{}, widths: map[int]float64{}}
	r.fonts[key] = f
	r.fontOrder = append(r.fontOrder, key)
	if r.text(d["Encoding"]) == "Identity-H" {
		f.size = 2
	} else if e := string(r.data(d["Encoding"])); strings.Contains(e, "\n<00> <FF>\nendcodespacerange\n1 begincidrange\n<00> <FF> 0\n") {
		f.size = 1
	} else {
		r.fail("font %s: encoding %v", f.name, d["Encoding"])
		return f
	}
	s := scanner{b: r.data(d["ToUnicode"])}
	var pending []any
	for {
		v, err := s.value(0)
		if err != nil {
			break
		}
		if op, ok := v.(operator); !ok {
			pending = append(pending, v)
		} else {
			switch op {
			case "endbfchar":
				for i := 0; i+1 < len(pending); i += 2 {
					from, _ := pending[i].(text)
					to, _ := pending[i+1].(text)
					f.unicode[code(from)] = text("\xfe\xff" + string(to)).String()
				}
			case "endbfrange":
				for i := 0; i+2 < len(pending); i += 3 {
					from, _ := pending[i].(text)
					last, _ := pending[i+1].(text)
					to, _ := pending[i+2].(text)
					if len(from) != f.size || len(last) != f.size || len(to) != 2 || code(last)-code(from)+code(to)&0xff > 0xff || code(last)>>8 != code(from)>>8 {
						r.fail("font %s: odd range in the map to characters", f.name)
						return f
					}
					for j := range code(last) - code(from) + 1 {
						f.unicode[code(from)+j] = string(rune(code(to) + j))
					}
				}
			}
			pending = pending[:0]
		}
	}
	kids := r.array(d["DescendantFonts"])
	if len(kids) != 1 {
		r.fail("font %s has no descendant", f.name)
		return f
	}
	cid := r.dict(kids[0])
	w := r.array(cid["W"])
	for i := 0; i+1 < len(w); i += 2 {
		first := int(r.number(w[i]))
		for j, x := range r.array(w[i+1]) {
			f.widths[first+j] = r.number(x)
		}
	}
	desc := r.dict(cid["FontDescriptor"])
	sfnt := r.data(desc["FontFile2"])
	f.bytes = len(sfnt)
	f.glyphs = glyphCount(sfnt)
	return f
}

// glyphCount reads the number of glyphs from a TrueType font's maxp table.
func glyphCount(b []byte) int {
	for i := 12; i+16 <= len(b) && i < 12+16*50; i += 16 {
		if string(b[i:i+4]) == "maxp" {
			at := int(b[i+8])<<24 | int(b[i+9])<<16 | int(b[i+10])<<8 | int(b[i+11])
			if at >= 0 && at+6 <= len(b) {
				return int(b[at+4])<<8 | int(b[at+5])
			}
		}
	}
	return 0
}

func code(t text) int {
	n := 0
	for i := range len(t) {
		n = n<<8 | int(t[i])
	}
	return n
}

func (r *reader) decode(f *font, t text) string {
	var b strings.Builder
	if len(t)%f.size != 0 {
		r.fail("font %s: half a code", f.name)
	}
	for i := 0; i+f.size <= len(t); i += f.size {
		c := code(t[i : i+f.size])
		u, ok := f.unicode[c]
		if !ok {
			r.fail("font %s: code %04X stands for nothing", f.name, c)
		}
		if _, ok := f.widths[c]; !ok {
			r.fail("font %s: code %04X has no width", f.name, c)
		}
		b.WriteString(u)
	}
	return b.String()
}
