package layout

import (
	"cmp"
	"strconv"
	"strings"

	"styrdok/generator/diag"
)

// Bundle is several documents laid out as one print. Each part begins a new sheet and keeps its own
// head, foot and sheet numbers.
type Bundle struct {
	Title    string
	Language string // BCP 47
	Parts    []Part
	// SheetNumber is the pattern of a sheet's number in the whole: "Handlingar s. {n} av {total}". May be empty.
	SheetNumber string
}

// Part is a document of a bundle.
type Part struct {
	Document
	Name  string // names the part in links and named places, [a-z0-9-]+; unique in the bundle
	Label string // "Bilaga 2": above the title as a piece of its heading, and in every head; may be empty
	// Level is the heading level of the title, from 1. The headings of the text are below it.
	Level int
	// Bookmark is the title among the bookmarks, the label and the document's title if empty; Depth
	// is its level there, from 1.
	Bookmark string
	Depth    int
	// Group is a bookmark of the level above, which begins with this part; may be empty.
	Group string
	// Tab is a word or number in a black tab at the edge of every sheet, TabAt the tab's position
	// along the edge, counted from 0. Parts that belong together share both. Empty means no tab.
	Tab   string
	TabAt int
	// List replaces the contents made from the document's headings; may be empty.
	List []Entry
}

// Entry is a line of a list of contents that leads to a part.
type Entry struct {
	Number  string // "Bilaga 2"; may be empty
	Title   string
	Part    string // name
	Heading string // ID of a heading of the part; may be empty
	Kids    []Entry
}

// bundle is what the parts of a bundle know about each other.
type bundle struct {
	parts  map[string]*pager
	places map[string]placeOf // of parts and their headings, when all are placed
	known  map[string]map[string]bool
	notes  int
	number string
}

// BreakBundle lays the parts of a bundle out, one after the other. The lists of diagnostics are those of
// the parts.
func (t *Typesetter) BreakBundle(in Bundle, style Style) (Print, []diag.List) {
	g := t.words.Glyphs()
	defer t.words.Release(g)
	root := &Element{Role: "Document"}
	out := Print{Title: in.Title, Language: in.Language, Root: root}
	shared := &bundle{parts: map[string]*pager{}, places: map[string]placeOf{}, known: map[string]map[string]bool{}, number: in.SheetNumber}
	builders := make([]*builder, len(in.Parts))
	for i := range in.Parts {
		part := &in.Parts[i]
		e := root.add("Part")
		if part.Language != in.Language {
			e.Lang = part.Language
		}
		b := newBuilder(&part.Document, &style, g, e, member{part, shared})
		if i > 0 {
			b.told = builders[0].told
		}
		builders[i] = b
		shared.parts[part.Name] = &pager{} // so that parts before it may refer to it
		shared.known[part.Name] = b.known
	}
	pagers := make([]*pager, len(builders))
	for i, b := range builders {
		if b.part.Group != "" {
			out.Outline = append(out.Outline, Outline{Title: b.part.Group, Level: max(b.part.Depth-1, 1), Sheet: len(out.Sheets)})
		}
		p := b.print(&out)
		pagers[i] = p
		shared.parts[b.part.Name] = p
		shared.notes += len(b.notes.flows)
		out.Parts = append(out.Parts, Placed{b.part.Name, p.first, p.sheets})
		shared.places[shared.name(b.part.Name, "")] = placeOf{sheet: p.first}
		for _, id := range b.anchors {
			shared.places[shared.name(b.part.Name, id)] = p.places["h:"+id]
		}
	}
	for i, p := range pagers {
		p.running()
		out.Anchors = append(out.Anchors, Anchor{ID: builders[i].part.Name, Sheet: p.first})
		p.resolve()
	}
	out.Faces = g.Faces()
	out.tidy()
	diags := make([]diag.List, len(builders))
	for i, b := range builders {
		diags[i] = b.diags.Sort()
	}
	return out, diags
}

// outside is the prefix of private names that other parts may refer to.
const outside = "x:"

// name returns the private name of a part, or of one of its headings if it has it.
func (s *bundle) name(part, heading string) string {
	if heading == "" || !s.known[part][heading] {
		return outside + part
	}
	return outside + part + "\x00" + heading
}

// place returns the place of a private name.
func (p *pager) place(name string) placeOf {
	if p.b.bundle != nil && strings.HasPrefix(name, outside) {
		return p.b.bundle.places[name]
	}
	return p.places[name]
}

// member is the place of a document in a bundle. Outside a bundle it is a part that has no name.
type member struct {
	part   *Part
	bundle *bundle // nil outside a bundle
}

// deeper returns by how many levels headings are deeper than in a print of the document alone.
func (m member) deeper() int { return max(m.part.Level, 1) - 1 }

// bookmarksDeeper does the same for bookmarks.
func (m member) bookmarksDeeper() int { return max(m.part.Depth, 1) - 1 }

// bookmark returns the bookmark of the title.
func (m member) bookmark(title string) string {
	if m.bundle == nil {
		return title
	}
	return cmp.Or(m.part.Bookmark, strings.TrimSpace(m.part.Label+" "+title))
}

// noteID returns the ID of a note, unique in the print.
func (m member) noteID(n int) string {
	if m.bundle != nil {
		n += m.bundle.notes
	}
	return "fn-" + strconv.Itoa(n)
}

// afterScale is the size of words that are not part of the text, relative to the text.
const afterScale = 0.86

// listEntries resolves the targets of a list of contents. A group without a part leads to its first entry.
func (m member) listEntries(list []Entry) []contentsEntry {
	out := make([]contentsEntry, len(list))
	for i, e := range list {
		out[i] = contentsEntry{number: e.Number, title: e.Title, said: strings.TrimSpace(e.Number + " " + e.Title), target: m.bundle.name(e.Part, e.Heading), kids: m.listEntries(e.Kids)}
		if e.Part == "" && len(out[i].kids) > 0 {
			out[i].target = out[i].kids[0].target
		}
	}
	return out
}

// labelScale is the size of a part's label, relative to the organisation's name.
const labelScale = 1.3

// labelWidth returns the room that a label takes beside the organisation's name.
func (b *builder) labelWidth() float64 {
	if b.part.Label == "" {
		return 0
	}
	return b.glyphs.Width(FaceOf(b.style.Data, true, false), b.style.Organisation.Size*labelScale, b.part.Label) + logoGap
}

// spokenTitle is what is read instead of a part's heading, where headings of several parts would be the same: "Bilaga 3.
// Inköpspolicy, förslaget med ändringarna markerade". It is empty for a document of its own.
func (b *builder) spokenTitle(title string) string {
	label := b.part.Label
	what, ok := strings.CutPrefix(b.bookmark(title), label+". ")
	if label == "" || !ok {
		return ""
	}
	return label + ". " + title + ", " + lowerFirst(what)
}

// labelLeaf adds the leaf of a part's label to its heading, where it is read before the title.
func (b *builder) labelLeaf(heading *Element) *Leaf {
	if b.part.Label == "" {
		return nil
	}
	leaf := &Leaf{Parent: heading}
	heading.Kids = append(heading.Kids, leaf)
	return leaf
}

// labelMarks draws a part's label at the top of its first sheet, opposite the organisation's name.
func (p *pager) labelMarks() []Mark {
	b, st := p.b, p.b.style
	if b.label == nil {
		return nil
	}
	face, t := FaceOf(st.Data, true, false), st.Organisation
	t.Size *= labelScale
	m := Mark{Leaf: b.label}
	x, y := p.print.Sheets[p.first].Width-st.Right-b.labelWidth()+logoGap, st.Head+(logoHeight-t.Leading)/2+b.baseline(face, t)
	b.runs(&m, b.part.Label+" ", face, t.Size, x, y, anyRoom, false, st.Ink)
	return []Mark{m}
}

// bundleNumber returns the words for the number of a sheet of a bundle.
func (p *pager) bundleNumber(n int) string {
	if p.b.bundle == nil {
		return ""
	}
	return sheetNumber(p.b.bundle.number, n+1, len(p.print.Sheets))
}

// The tabs at the edges of a bundle's sheets. Printers leave the outermost millimetres white, so the word is
// at the inner side.
const (
	tabWidth  = 12 * Millimetre
	tabHeight = 11 * Millimetre
	tabStep   = 16 * Millimetre
	tabTop    = 50 * Millimetre
	tabSize   = 15
)

// tab draws the tab of a sheet.
func (p *pager) tab(sheet *Sheet) (Mark, bool) {
	b, st := p.b, p.b.style
	if b.part.Tab == "" {
		return Mark{}, false
	}
	width := min(tabWidth, 0.45*st.Right)
	slots := max(int((sheet.Height-tabTop-st.Bottom)/tabStep), 1)
	box := Rect{sheet.Width - width, tabTop + float64(b.part.TabAt%slots)*tabStep, width, tabHeight}
	m := Mark{Rules: []Rule{{box, st.Ink}}}
	face := FaceOf(st.Data, true, false)
	size := tabSize * min(1, 0.6*width/max(b.glyphs.Width(face, tabSize, b.part.Tab), 1))
	w := b.glyphs.Width(face, size, b.part.Tab)
	x, y := box.X+0.36*width-w/2, box.Y+box.H/2+0.35*size
	b.runs(&m, b.part.Tab, face, size, x, y, anyRoom, false, Color{0xff, 0xff, 0xff})
	return m, true
}
