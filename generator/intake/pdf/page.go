package pdf

import (
	"encoding/binary"
	"iter"
	"math"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// page is what pdfium tells of one page, in points from its upper left corner as a reader sees it.
type page struct {
	number        int // from 1
	width, height float64
	glyphs        []glyph
	rules         []box //  thin lines and the edges of frames
	pictures      []picture
	links         []link
	notes         []annotation
	view          view
	body          box // around all text that is no furniture
}

// box is an area; y grows downwards.
type box struct{ x0, y0, x1, y1 float64 }

func (b box) width() float64  { return b.x1 - b.x0 }
func (b box) height() float64 { return b.y1 - b.y0 }

func (b box) contains(x, y float64) bool { return x >= b.x0 && x <= b.x1 && y >= b.y0 && y <= b.y1 }

// with returns the smallest box around both.
func (b box) with(o box) box {
	if b == (box{}) {
		return o
	}
	return box{min(b.x0, o.x0), min(b.y0, o.y0), max(b.x1, o.x1), max(b.y1, o.y1)}
}

// glyph is one character of the page's text, in the order in which it is drawn.
type glyph struct {
	r      rune
	box    box     // as wide as its advance, from descent to ascent
	base   float64 // y of its baseline
	object *object // never nil
	index  int     // in its page's glyphs
	gap    gap     // between the glyph before it and this one
	lost   bool    // the file does not say which letter it is
	used   bool    // it came into the Reading
}

// gap is what pdfium found between two glyphs of which one is drawn after the other.
type gap uint8

const (
	noGap gap = iota
	spaceGap
	lineGap
)

// all are the page's glyphs, which may be changed.
func (p *page) all() iter.Seq[*glyph] {
	return func(yield func(*glyph) bool) {
		for i := range p.glyphs {
			if !yield(&p.glyphs[i]) {
				return
			}
		}
	}
}

// object is a piece of text that is drawn at once.
type object struct {
	mark     int  // marked-content identifier, -1 if it has none
	artifact bool // the file says that it is no part of the text
	hidden   bool // drawn without ink, as the text under a scanned picture
	turned   bool // not written from left to right
	quarter  int  // by so many right angles it is turned, counter-clockwise
	size     float64
	font     *font
}

type font struct{ bold, italic, fixed bool }

// picture is an image on the page.
type picture struct {
	box      box
	mark     int
	handle   uint64
	artifact bool
	name     string
	data     []byte
}

type link struct {
	areas  []box
	target string
}

type annotation struct {
	kind, text, author string
}

// view turns points of the file into points of the page as seen.
type view struct {
	area   [4]float64 // left, bottom, right, top of the visible page
	turned int        // by so many right angles, clockwise
}

func (v view) size() (w, h float64) {
	w, h = v.area[2]-v.area[0], v.area[3]-v.area[1]
	if v.turned%2 == 1 {
		return h, w
	}
	return w, h
}

func (v view) point(x, y float64) (float64, float64) {
	switch v.turned {
	case 1:
		x, y = y-v.area[1], x-v.area[0]
	case 2:
		x, y = v.area[2]-x, y-v.area[1]
	case 3:
		x, y = v.area[3]-y, v.area[2]-x
	default:
		x, y = x-v.area[0], v.area[3]-y
	}
	return finite(x), finite(y)
}

// finite keeps lengths that no paper has, or that are no numbers, from those who reckon with them.
func finite(length float64) float64 {
	const most = 1e6
	if math.IsNaN(length) {
		return 0
	}
	return max(-most, min(length, most))
}

func (v view) box(left, bottom, right, top float64) box {
	x0, y0 := v.point(left, bottom)
	x1, y1 := v.point(right, top)
	return box{min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)}
}

const (
	maxGlyphs  = 300_000 // on one page
	maxObjects = 200_000 // drawn on one page
	maxForms   = 12      // within each other
)

// What pdfium calls kinds of objects.
const (
	textObject = iota + 1
	pathObject
	imageObject
	_
	formObject
)

// pageReader reads one page.
type pageReader struct {
	*engine
	document uint64
	handle   uint64
	view     view
	fonts    map[uint64]*font
	objects  map[uint64]*object
	count    int
	page     *page
}

// readPage reads page i, from 0. The page and its text stay open until close is called, since pictures are taken from it later.
func (e *engine) readPage(document uint64, i int, fonts map[uint64]*font) (p *page, handle uint64, close func()) {
	handle = e.call("FPDF_LoadPage", document, uint64(i))
	p = &page{number: i + 1}
	if handle == 0 {
		return p, 0, func() {}
	}
	r := pageReader{engine: e, document: document, handle: handle, fonts: fonts, objects: map[uint64]*object{}, page: p}
	r.view.turned = e.number("FPDFPage_GetRotation", handle) & 3
	if e.call("FPDF_GetPageBoundingBox", handle, e.at(0)) != 0 {
		f := e.float32s(4) // left, top, right, bottom
		r.view.area = [4]float64{f[0], f[3], f[2], f[1]}
	}
	r.drawn()
	if q := r.quarter(); q != 0 {
		r.view.turned = (r.view.turned + q) & 3
		r.drawn()
	}
	p.view = r.view
	text := e.call("FPDFText_LoadPage", handle)
	if text != 0 {
		r.text(text)
	}
	r.readLinks()
	r.annotations()
	return p, handle, func() {
		if text != 0 {
			e.call("FPDFText_ClosePage", text)
		}
		e.call("FPDF_ClosePage", handle)
	}
}

// drawn reads what is drawn on the page, but for its letters.
func (r *pageReader) drawn() {
	p := r.page
	p.width, p.height = r.view.size()
	p.rules, p.pictures, r.count = nil, nil, 0
	for n := range r.number("FPDFPage_CountObjects", r.handle) {
		r.object(r.call("FPDFPage_GetObject", r.handle, uint64(n)), identity, -1, false, 0)
	}
}

// quarter is by how many right angles most of the page's text is turned: tables are laid on their side without a word to the reader.
func (r *pageReader) quarter() int {
	var counts [4]int
	for _, o := range r.objects {
		counts[o.quarter]++
	}
	for q, n := range counts {
		if 10*n > 7*len(r.objects) && n > 5 {
			return q
		}
	}
	return 0
}

// matrix is a transformation as PDF writes it: a b c d e f.
type matrix [6]float64

var identity = matrix{1, 0, 0, 1, 0, 0}

// then returns the transformation by m and after it by n.
func (m matrix) then(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

func (m matrix) point(x, y float64) (float64, float64) {
	return m[0]*x + m[2]*y + m[4], m[1]*x + m[3]*y + m[5]
}

func (r *pageReader) matrix(handle uint64) matrix {
	m := identity
	if r.call("FPDFPageObj_GetMatrix", handle, r.at(0)) != 0 {
		copy(m[:], r.float32s(6))
	}
	return m
}

// object reads what is drawn, and what a form draws: forms are pages within pages. around, mark and artifact are the form's.
func (r *pageReader) object(handle uint64, around matrix, mark int, artifact bool, depth int) {
	if r.count++; handle == 0 || r.count > maxObjects || depth > maxForms {
		return
	}
	if own := r.number("FPDFPageObj_GetMarkedContentID", handle); own >= 0 && mark < 0 {
		mark = own
	}
	artifact = artifact || r.isArtifact(handle)
	switch r.call("FPDFPageObj_GetType", handle) {
	case textObject:
		o := &object{mark: mark, artifact: artifact}
		o.hidden = r.number("FPDFTextObj_GetTextRenderMode", handle) == 3
		m := r.matrix(handle).then(around)
		if r.call("FPDFTextObj_GetFontSize", handle, r.at(0)) != 0 {
			o.size = finite(r.float32s(1)[0] * math.Hypot(m[2], m[3]))
		}
		angle := math.Atan2(m[1], m[0])/(math.Pi/2) - float64(r.view.turned)
		o.quarter = (int(math.Round(angle)) + 8) % 4
		o.turned = o.quarter != 0 || math.Abs(angle-math.Round(angle)) > .03
		o.font = r.font(r.call("FPDFTextObj_GetFont", handle))
		r.objects[handle] = o
	case pathObject:
		r.path(handle, around)
	case imageObject:
		r.page.pictures = append(r.page.pictures, picture{box: r.bounds(handle, around), mark: mark, handle: handle, artifact: artifact})
	case formObject:
		inner := r.matrix(handle).then(around)
		for n := range r.number("FPDFFormObj_CountObjects", handle) {
			r.object(r.call("FPDFFormObj_GetObject", handle, uint64(n)), inner, mark, artifact, depth+1)
		}
	}
}

func (r *pageReader) bounds(handle uint64, around matrix) box {
	if r.call("FPDFPageObj_GetBounds", handle, r.at(0), r.at(1), r.at(2), r.at(3)) == 0 {
		return box{}
	}
	f := r.float32s(4) // left, bottom, right, top
	x0, y0 := around.point(f[0], f[1])
	x1, y1 := around.point(f[2], f[3])
	return r.view.box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
}

func (r *pageReader) isArtifact(handle uint64) bool {
	for n := range r.number("FPDFPageObj_CountMarks", handle) {
		mark := r.call("FPDFPageObj_GetMark", handle, uint64(n))
		if mark != 0 && r.call("FPDFPageObjMark_GetName", mark, r.at(16), 64, r.at(0)) != 0 {
			if fromUTF16(r.bytes(r.at(16), int(min(r.word(0), 64)))) == "Artifact" {
				return true
			}
		}
	}
	return false
}

// path notes rules and the edges of frames. Curves, slanted lines and areas without a line around them tell nothing of text.
func (r *pageReader) path(handle uint64, around matrix) {
	b := r.bounds(handle, around)
	w, h := b.width(), b.height()
	if w < 2 && h < 2 {
		return
	}
	drawn := r.call("FPDFPath_GetDrawMode", handle, r.at(0), r.at(1)) != 0
	filled, stroked := drawn && r.word(0) != 0, drawn && r.word(1) != 0
	segments := r.number("FPDFPath_CountSegments", handle)
	switch {
	case !filled && !stroked:
	case min(w, h) < 3:
		r.page.rules = append(r.page.rules, b)
	case segments <= 2000 && (stroked || segments > 6):
		r.edges(handle, r.matrix(handle).then(around), segments)
	}
}

// edges notes the straight lines of a path.
func (r *pageReader) edges(handle uint64, m matrix, segments int) {
	const line, bezier, move = 0, 1, 2
	var x, y, startX, startY float64
	for n := range segments {
		s := r.call("FPDFPath_GetPathSegment", handle, uint64(n))
		if s == 0 || r.call("FPDFPathSegment_GetPoint", s, r.at(0), r.at(1)) == 0 {
			return
		}
		f := r.float32s(2)
		px, py := m.point(f[0], f[1])
		px, py = r.view.point(px, py)
		kind := r.call("FPDFPathSegment_GetType", s)
		if kind == move {
			startX, startY = px, py
		}
		if kind == line {
			r.edge(x, y, px, py)
		}
		x, y = px, py
		if r.call("FPDFPathSegment_GetClose", s) != 0 && kind != bezier {
			r.edge(x, y, startX, startY)
		}
	}
}

func (r *pageReader) edge(x0, y0, x1, y1 float64) {
	b := box{min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)}
	if min(b.width(), b.height()) < 1 && max(b.width(), b.height()) > 4 {
		r.page.rules = append(r.page.rules, b)
	}
}

func (r *pageReader) font(handle uint64) *font {
	if f := r.fonts[handle]; f != nil {
		return f
	}
	f := &font{}
	r.fonts[handle] = f
	if handle == 0 {
		return f
	}
	name := r.ascii(func(p, n uint64) uint64 { return r.call("FPDFFont_GetBaseFontName", handle, p, n) })
	if _, after, ok := strings.Cut(name, "+"); ok {
		name = after
	}
	flags := r.number("FPDFFont_GetFlags", handle)
	name = strings.ToLower(name)
	said := func(words ...string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(name, w) })
	}
	f.fixed = flags > 0 && flags&1 != 0 || said("courier", "mono", "consolas", "cmtt")
	f.italic = flags > 0 && flags&64 != 0 || said("italic", "oblique", "cmti", "cmsl")
	f.bold = said("bold", "black", "heavy", "-semi", "semibold", "cmbx", "-bd", "-demi") || flags > 0 && flags&(1<<18) != 0
	f.bold = f.bold || r.number("FPDFFont_GetWeight", handle) >= 650 && !said("regular", "book", "light", "roman")
	return f
}

// text reads the page's characters. Those that pdfium finds between drawn ones become gaps, and an accent that is drawn over a letter becomes one with it.
func (r *pageReader) text(text uint64) {
	total := min(r.number("FPDFText_CountChars", text), maxGlyphs)
	glyphs := make([]glyph, 0, total)
	before := noGap
	for n := range total {
		i := uint64(n)
		c := rune(uint32(r.call("FPDFText_GetUnicode", text, i)))
		if r.number("FPDFText_IsGenerated", text, i) == 1 {
			if c == ' ' {
				before = max(before, spaceGap)
			} else {
				before = lineGap
			}
			continue
		}
		g := glyph{r: c, gap: before, object: r.objects[r.call("FPDFText_GetTextObject", text, i)]}
		if g.object == nil {
			g.object = unknown
		}
		g.lost = r.number("FPDFText_HasUnicodeMapError", text, i) == 1
		if r.call("FPDFText_GetLooseCharBox", text, i, r.at(0)) != 0 {
			f := r.float32s(4) // left, top, right, bottom
			g.box = r.view.box(f[0], f[3], f[2], f[1])
		}
		if r.call("FPDFText_GetCharOrigin", text, i, r.at(0), r.at(2)) != 0 {
			b := r.bytes(r.at(0), 16)
			_, g.base = r.view.point(math.Float64frombits(binary.LittleEndian.Uint64(b)), math.Float64frombits(binary.LittleEndian.Uint64(b[8:])))
		}
		if k := len(glyphs); k > 0 && combine(&glyphs[k-1], g) {
			continue
		}
		before = noGap
		g.index = len(glyphs)
		glyphs = append(glyphs, g)
	}
	r.page.glyphs = glyphs
}

var unknown = &object{mark: -1, font: &font{}}

// accents are those that old fonts draw apart from their letters.
var accents = map[rune]rune{'¨': 0x308, '˚': 0x30A, '´': 0x301, '`': 0x300, 'ˆ': 0x302, '˜': 0x303, '¸': 0x327}

// combine makes one of two glyphs if they are halves of a character, or a letter and its accent.
func combine(before *glyph, g glyph) bool {
	if g.r >= 0xDC00 && g.r < 0xE000 && before.r >= 0xD800 && before.r < 0xDC00 {
		before.r = (before.r-0xD800)<<10 + (g.r - 0xDC00) + 0x10000
		return true
	}
	letter, accent := before.r, g.r
	if accents[before.r] != 0 {
		letter, accent = g.r, accents[before.r]
	} else if accents[accent] != 0 {
		accent = accents[accent]
	}
	overlap := min(before.box.x1, g.box.x1) - max(before.box.x0, g.box.x0)
	if !unicode.Is(unicode.Mn, accent) || !unicode.IsLetter(letter) || overlap < .3*min(before.box.width(), g.box.width()) || math.Abs(before.base-g.base) > g.box.height()/2 {
		return false
	}
	made := []rune(norm.NFC.String(string([]rune{letter, accent})))
	if len(made) != 1 {
		return false
	}
	before.r, before.box = made[0], before.box.with(g.box)
	return true
}

func (r *pageReader) readLinks() {
	r.memory.WriteUint32Le(r.scratch, 0)
	for range 5000 {
		if r.call("FPDFLink_Enumerate", r.handle, r.at(0), r.at(1)) == 0 {
			return
		}
		next, handle := r.word(0), uint64(r.word(1))
		var l link
		for q := range r.number("FPDFLink_CountQuadPoints", handle) {
			if r.call("FPDFLink_GetQuadPoints", handle, uint64(q), r.at(0)) != 0 {
				f := r.float32s(8)
				l.areas = append(l.areas, r.view.box(min(f[0], f[2], f[4], f[6]), min(f[1], f[3], f[5], f[7]), max(f[0], f[2], f[4], f[6]), max(f[1], f[3], f[5], f[7])))
			}
		}
		if len(l.areas) == 0 && r.call("FPDFLink_GetAnnotRect", handle, r.at(0)) != 0 {
			f := r.float32s(4)
			l.areas = append(l.areas, r.view.box(f[0], f[3], f[2], f[1]))
		}
		if l.target = r.target(handle); l.target != "" {
			r.page.links = append(r.page.links, l)
		}
		r.memory.WriteUint32Le(r.scratch, next)
	}
}

// target returns the address that a link leads to, or "#" and a place as anchor writes it.
func (r *pageReader) target(handle uint64) string {
	if action := r.call("FPDFLink_GetAction", handle); action != 0 {
		switch r.call("FPDFAction_GetType", action) {
		case 3:
			return r.ascii(func(p, n uint64) uint64 { return r.call("FPDFAction_GetURIPath", r.document, action, p, n) })
		case 2, 4: // another file, to show or to start
			return r.ascii(func(p, n uint64) uint64 { return r.call("FPDFAction_GetFilePath", action, p, n) })
		case 1:
			return r.anchor(r.document, r.call("FPDFAction_GetDest", r.document, action))
		}
		return ""
	}
	return r.anchor(r.document, r.call("FPDFLink_GetDest", r.document, handle))
}

// annotations reads comments and what was filled into forms.
func (r *pageReader) annotations() {
	for n := range min(r.number("FPDFPage_GetAnnotCount", r.handle), 5000) {
		handle := r.call("FPDFPage_GetAnnot", r.handle, uint64(n))
		if handle == 0 {
			continue
		}
		get := func(what string) string {
			return strings.TrimSpace(r.textOf("FPDFAnnot_GetStringValue", handle, what))
		}
		switch r.number("FPDFAnnot_GetSubtype", handle) {
		case 2, 16, 17: // link, popup, file
		case 20:
			if v := get("V"); v != "" {
				r.page.notes = append(r.page.notes, annotation{"field", v, ""})
			}
		default:
			if v := get("Contents"); v != "" {
				r.page.notes = append(r.page.notes, annotation{"comment", v, get("T")})
			}
		}
		r.call("FPDFPage_CloseAnnot", handle)
	}
}
