package pdf

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"styrdok/generator/intake"
)

// drawing makes of bytes what pdfium tells of a file: letters anywhere, lines, fills, pictures, links, bookmarks and a structure tree.
type drawing struct {
	data  []byte
	words []string
	file  *file
	open  []*element // of the tree, the innermost last
	marks int
}

var (
	roles = []string{"Document", "Sect", "P", "H1", "H2", "H", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "Note", "Figure", "TOC", "TOCI", "Link", "Span", "Caption", "Artifact", "BlockQuote", "Reference", "Code", "Formula", "NonStruct", "Title", "Aside", "x"}
	odd   = []float64{math.NaN(), math.Inf(1), math.Inf(-1), 1e30, -1e30, 1e-30, -1}
	seen  = view{area: [4]float64{0, 0, 595, 842}}
	fonts = []*font{{}, {bold: true}, {italic: true}, {fixed: true}}
)

func (d *drawing) byte() int {
	if len(d.data) == 0 {
		return 0
	}
	b := d.data[0]
	d.data = d.data[1:]
	return int(b)
}

// length is a place on the page, or now and then what no page has.
func (d *drawing) length() float64 {
	switch b := d.byte(); {
	case b > 248:
		return odd[b-249]
	default:
		return 3 * float64(b)
	}
}

func (d *drawing) page() *page { return d.file.pages[len(d.file.pages)-1] }

func (d *drawing) box() box {
	x, y := d.length(), d.length()
	return seen.box(x, y, x+d.length(), y+d.length())
}

// text draws the next words, from left to right.
func (d *drawing) text(mark int) {
	p, flags, look := d.page(), d.byte(), d.byte()
	o := &object{mark: mark, artifact: flags&1 != 0, hidden: flags&6 == 6, turned: flags&24 == 24, font: fonts[look%len(fonts)], size: 6 + float64(look>>3)}
	x, y := d.length(), d.length()
	for range 1 + flags>>6 {
		if len(d.words) == 0 {
			return
		}
		word := d.words[0]
		d.words = d.words[1:]
		for i, r := range word {
			g := glyph{r: r, box: seen.box(x, y, x+o.size/2, y+o.size), object: o, index: len(p.glyphs), lost: flags&32 != 0 && i%2 == 1}
			_, g.base = seen.point(x, y)
			if i == 0 && len(p.glyphs) > 0 {
				g.gap = gap(look & 3 % 3)
			}
			p.glyphs = append(p.glyphs, g)
			x += o.size / 2
		}
		x += o.size / 3
	}
}

func (d *drawing) tree(e *element) {
	if last := d.open[len(d.open)-1]; len(d.open) < 30 {
		last.kids = append(last.kids, kid{element: e})
		d.open = append(d.open, e)
	}
}

func (d *drawing) draw() {
	for len(d.data) > 0 && len(d.file.pages) <= 4 {
		switch p := d.page(); d.byte() % 14 {
		case 0, 1, 2:
			d.text(-1)
		case 3, 4:
			d.marks++
			d.text(d.marks)
			e := d.open[len(d.open)-1]
			e.kids = append(e.kids, kid{page: p.number, mark: d.marks})
		case 5:
			d.tree(&element{role: roles[d.byte()%len(roles)], across: d.byte() % 5, down: d.byte() % 5})
		case 6:
			if len(d.open) > 1 {
				d.open = d.open[:len(d.open)-1]
			}
		case 7:
			b := d.box()
			b.y1 = b.y0 + 1
			p.rules = append(p.rules, b)
		case 8:
			b := d.box()
			b.x1 = b.x0 + 1
			p.rules = append(p.rules, b)
		case 9:
			d.box() // an area that is filled
		case 10:
			p.pictures = append(p.pictures, picture{box: d.box(), mark: d.byte(), name: "bild.png", data: []byte("x")})
		case 11:
			p.links = append(p.links, link{areas: []box{d.box()}, target: fmt.Sprintf("#%d,%d", d.byte()%4, d.byte())})
		case 12:
			if len(d.words) > 0 {
				d.file.outline = append(d.file.outline, entry{level: 1 + d.byte()%4, title: d.words[0]})
			}
			e := &element{role: roles[d.byte()%len(roles)], ordered: d.byte()&1 == 0}
			if d.byte()&1 == 0 {
				e.alt, e.actual = "alt", "actual"
			}
			d.tree(e)
		case 13:
			d.file.pages = append(d.file.pages, &page{number: len(d.file.pages) + 1, width: 595, height: 842})
		}
	}
}

// FuzzReading composes texts of pages that pdfium could tell of, which it takes too long for to tell of many: all letters of each page are
// told of.
func FuzzReading(f *testing.F) {
	f.Add([]byte("\x05\x02\x00\x00\x03\x00\x08\x14\x14\x06\x05\x0a\x01\x01\x05\x0b\x01\x01\x05\x0d\x02\x01\x03\x40\x20\x14\x28"), "Rubrik Text med flera ord 1 Not", true)
	f.Add([]byte("\x00\x40\x40\x14\x14\x00\xc0\x20\x14\x20\x07\x14\x18\x40\x00\x08\x14\x18\x00\x40\x00\x00\x20\x50\x20\x0d\x00\x40\x20\x14\x20"), "• En punkt av- stavad 1. Tal § 3 (a) kol umn", false)
	f.Add([]byte("\x00\x00\x20\xf9\xfa\x0a\x00\x00\xff\xff\x00\x0b\x00\x00\xff\xff\x01\x01\x0c\x00\x05\x00\x01"), "\u00adab \x02 \ufffd ﬁ e\u0301", true)
	f.Fuzz(func(t *testing.T, data []byte, text string, tagged bool) {
		if len(data) > 2000 || len(text) > 2000 {
			return
		}
		d := drawing{data: data, words: strings.Fields(text), file: &file{tagged: tagged, pages: []*page{{number: 1, width: 595, height: 842}}}}
		d.open = []*element{&d.file.tree}
		d.draw()
		r, err := d.file.reading()
		if err != nil {
			t.Fatal(err)
		}
		if plain, told := letterCount(r.Plain), letterCount(everything(r)); told < plain {
			t.Errorf("%d letters in the file, and %d are told of:\n%q\n%s", plain, told, r.Plain, dump(r))
		}
		intake.Walk(r.Blocks, func(b intake.Block) bool {
			if table, ok := b.(*intake.Table); ok {
				for _, row := range table.Rows {
					for _, c := range row {
						if c.Across < 1 || c.Down < 1 {
							t.Errorf("a cell is %d×%d", c.Across, c.Down)
						}
					}
				}
			}
			return true
		})
	})
}
