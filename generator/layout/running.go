package layout

import (
	"math"
	"strings"

	"styrdok/generator/layout/line"
)

// hasHead reports whether the first sheet has the organisation's name or logo above the text.
func (b *builder) hasHead() bool { return b.doc.Organisation != "" || b.doc.Logo != nil }

// organisation sets the organisation's name, which is read first.
func (b *builder) organisation(root *Element) []textLine {
	if b.doc.Organisation == "" {
		return nil
	}
	e := root.add("P")
	e.Lang = b.aroundLang()
	l := look{family: b.style.Data, bold: true, size: b.style.Organisation.Size, color: b.style.Ink}
	width := b.style.Paper.Width - b.style.Hang - b.style.Right - b.labelWidth()
	if b.doc.Logo != nil {
		width -= logoWidth + logoGap
	}
	if n := len(b.doc.Code); n > 0 {
		width -= logoHeight + logoGap
	}
	return b.breakLines(b.plainText(b.doc.Organisation, e, l), line.Setting{Measure: width})
}

// The box that a logo is scaled to, and its distance from the name.
const (
	logoWidth  = 12 * Millimetre
	logoHeight = 14.1 * Millimetre
	logoGap    = 4 * Millimetre
)

// organisation puts logo and name at the top of the first sheet, before what is there.
func (p *pager) organisation(lines []textLine) {
	st := p.b.style
	x, height := st.Hang, float64(len(lines))*st.Organisation.Leading
	var marks []Mark
	if logo := p.b.doc.Logo; logo != nil && logo.Width > 0 && logo.Height > 0 {
		// A wide logo may be three times as wide as a shield.
		scale := min(logoHeight/logo.Height, 3*logoWidth/logo.Width)
		w, h := logo.Width*scale, logo.Height*scale
		marks = append(marks, Mark{Artifact: HeaderArtifact, Pictures: []PictureBox{{Rect{x, st.Head + (logoHeight-h)/2, w, h}, *logo}}})
		x += w + logoGap
	}
	top := st.Head + (logoHeight-height)/2
	face := FaceOf(st.Data, true, false)
	for i := range lines {
		for _, f := range lines[i].Fragments {
			s := &lines[i].runs[f.Run]
			p.b.glyphs.Use(f.Face)
			run := Run{Text: f.Text, Face: f.Face, Size: s.Size, X: x + f.X,
				Y: top + p.b.baseline(face, st.Organisation), Width: f.Width, Color: s.look.color}
			if n := len(marks); n > 0 && marks[n-1].Leaf == s.leaf {
				marks[n-1].Runs = append(marks[n-1].Runs, run)
			} else {
				marks = append(marks, Mark{Leaf: s.leaf, Runs: []Run{run}})
			}
		}
		top += st.Organisation.Leading
	}
	marks = append(marks, p.labelMarks()...)
	if p.b.part.Label == "" {
		marks = append(marks, p.code(p.print.Sheets[p.first].Width-st.Right)...)
	}
	p.before(p.first, marks)
}

// before puts marks before those that a sheet has.
func (p *pager) before(n int, marks []Mark) {
	sheet := &p.print.Sheets[n]
	sheet.Marks = append(marks, sheet.Marks...)
	for i := range p.toc {
		if p.toc[i].sheet == n {
			p.toc[i].mark += len(marks)
		}
	}
}

// code draws the QR code as high as a logo, or higher if its modules would be too small, as an artifact: the foot has
// the address too.
func (p *pager) code(right float64) []Mark {
	code, st := p.b.doc.Code, p.b.style
	n := float64(len(code))
	module := max(math.Floor(100*logoHeight/n)/100, leastModule) // short numbers make a short file
	if n == 0 || st.Head+n*module > st.First-2*module {
		return nil
	}
	var rules []Rule
	above := map[[2]int]int{} // rules that reach the row above, by their first and last column
	for y, row := range code {
		here := map[[2]int]int{}
		for x := 0; x < len(row); x++ {
			from := x
			for x < len(row) && row[x] {
				x++
			}
			if x == from {
				continue
			}
			run := [2]int{from, x}
			i, ok := above[run]
			if ok {
				rules[i].H += module
			} else {
				i = len(rules)
				rules = append(rules, Rule{Rect{right - (n-float64(from))*module, st.Head + float64(y)*module, float64(x-from) * module, module}, st.Ink})
			}
			here[run] = i
		}
		above = here
	}
	return []Mark{{Artifact: HeaderArtifact, Rules: rules}}
}

// leastModule is the least width of a module that telephones read from paper at arm's length, a third of a millimetre.
const leastModule = 0.95

// running adds the heads and feet of all sheets, as artifacts.
func (p *pager) running() {
	b, st, d := p.b, p.b.style, p.b.doc
	regular, bold := FaceOf(st.Data, false, false), FaceOf(st.Data, true, false)
	size, base := st.Running.Size, b.baseline(regular, st.Running)
	total := p.sheets
	for n := range total {
		sheet := &p.print.Sheets[p.first+n]
		left, right := st.Hang, sheet.Width-st.Right
		head, foot := Mark{Artifact: HeaderArtifact}, Mark{Artifact: FooterArtifact}
		y := st.Head + base
		if n > 0 || !b.hasHead() {
			taken := 0.0
			if label := b.part.Label; label != "" && n > 0 {
				taken = b.runs(&head, label, bold, size, left, y, right-left, false, st.Ink) + 8
			}
			taken += b.runs(&head, d.HeadLeft, regular, size, left+taken, y, right-left-taken, false, st.Muted)
			room := right - left
			if taken > 0 {
				room -= taken + 12
			}
			if n > 0 || b.part.Label == "" {
				b.runs(&head, d.HeadRight, regular, size, right, y, room, true, st.Muted)
			}
			if len(head.Runs) > 0 {
				head.Rules = append(head.Rules, Rule{Rect{left, st.Head + st.Running.Leading + 2*Millimetre, right - left, hairLine}, st.Line})
			}
		}
		if d.Mark != "" {
			b.statusMark(&head, left, right)
		}
		address := b.addressLines(right - left)
		y = sheet.Height - st.Foot - float64(1+len(address))*st.Running.Leading + base
		taken := 0.0
		number := bold
		if s := p.bundleNumber(p.first + n); s != "" {
			taken = b.runs(&foot, s, bold, size, right, y, right-left, true, st.Ink) + 12
			number = regular
		}
		taken += b.runs(&foot, sheetNumber(d.SheetNumber, n+1, total), number, size, right-taken, y, right-left-taken, true, st.Ink)
		b.runs(&foot, d.Foot, regular, size, left, y, right-left-taken-12, false, st.Muted)
		for _, line := range address {
			y += st.Running.Leading
			b.runs(&foot, line, regular, size, left, y, right-left, false, st.Muted)
		}
		if len(head.Runs) > 0 {
			sheet.Marks = append(sheet.Marks, head)
		}
		if tab, ok := p.tab(sheet); ok {
			sheet.Marks = append(sheet.Marks, tab)
		}
		if len(foot.Runs) > 0 {
			sheet.Marks = append(sheet.Marks, foot)
		}
	}
}

// statusMark adds the word for what is not in force above the head, at the right, with a rule below.
func (b *builder) statusMark(head *Mark, left, right float64) {
	y := max(b.style.Head-markRise, 2*markSize)
	width := b.runs(head, b.doc.Mark, FaceOf(b.style.Data, true, false), markSize, right, y, right-left, true, b.style.Ink)
	head.Rules = append(head.Rules, Rule{Rect{right - width, y + 4, width, thickLine}, b.style.Ink})
}

const (
	markSize = 13 // of the type of a status
	markRise = 14 // from its baseline to the head
)

// addressLines divides the address after slashes if it is wider than room. Cut off it would be useless.
func (b *builder) addressLines(room float64) []string {
	var lines []string
	face := FaceOf(b.style.Data, false, false)
	for _, piece := range strings.SplitAfter(b.doc.Address, "/") {
		n := len(lines)
		switch {
		case piece == "":
		case n > 0 && b.glyphs.Width(face, b.style.Running.Size, lines[n-1]+piece) <= room:
			lines[n-1] += piece
		default:
			lines = append(lines, piece)
		}
	}
	return lines
}
