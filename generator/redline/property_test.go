package redline_test

import (
	"fmt"
	"reflect"
	"regexp"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"unicode"
	"unicode/utf8"

	"styrdok/generator/block"
	"styrdok/generator/diag"
	"styrdok/generator/redline"
	"styrdok/generator/testkit"
)

// result is a comparison, with its exact dump.
type result struct {
	tree    *block.Tree
	summary redline.Summary
	exact   string
}

// spelledOut returns the words of a text.
func spelledOut(t *block.Tree) string {
	var out []string
	t.AllSpans(func(s block.Span) {
		if x, ok := s.(*block.Text); ok {
			out = append(out, strings.Fields(x.Text)...)
		}
	})
	return strings.Join(out, "")
}

// checkPair holds a comparison to what the package promises, and returns it.
func checkPair(t testing.TB, old, new *block.Tree, opt redline.Options) result {
	t.Helper()
	oldBefore, newBefore := exact(old, true), exact(new, true)
	combined, summary := redline.Compare(old, new, opt)
	if exact(old, true) != oldBefore || exact(new, true) != newBefore {
		t.Fatal("the compared trees were changed")
	}
	redlined := exact(combined, true)
	accepted, rejected := redline.Accept(combined), redline.Reject(combined)
	if exact(combined, true) != redlined {
		t.Fatal("Accept or Reject changed the tree")
	}
	if got, want := exact(accepted, true), renumbered(new, true); got != want {
		t.Fatalf("accepted differs from new\n%s\ncombined\n%s", firstDifference(got, want), dump(combined, summary))
	}
	if got, want := exact(rejected, false), renumbered(old, false); got != want {
		t.Fatalf("rejected differs from old\n%s\ncombined\n%s", firstDifference(got, want), dump(combined, summary))
	}
	if !summary.Any() && renumbered(old, false) != renumbered(new, false) && visible(old) != visible(new) {
		t.Fatalf("the summary tells of no change in\n%s", dump(combined, summary))
	}
	checkNotes(t, combined)
	checkWhole(t, combined)
	opt.Brief = true
	brief, _ := redline.Compare(old, new, opt)
	if got, want := spelledOut(redline.Accept(brief)), spelledOut(new); got != want {
		t.Fatalf("accepted differs from new in brief\n%s", firstDifference(got, want))
	}
	return result{combined, summary, redlined}
}

// checkSteady shows that a comparison gives the same as it gave before, and that no text differs
// from itself.
func checkSteady(t testing.TB, before result, old, new *block.Tree, opt redline.Options) {
	t.Helper()
	again, summary := redline.Compare(old, new, opt)
	if exact(again, true) != before.exact || !reflect.DeepEqual(summary, before.summary) {
		t.Fatal("compared twice, got two results")
	}
	for _, tree := range []*block.Tree{old, new} {
		kept, s := redline.Compare(tree, tree, opt)
		if s.Any() || s.Inserted+s.Deleted > 0 || strings.Contains(exact(kept, true), "change=") {
			t.Fatalf("a text differs from itself\n%s", dump(kept, s))
		}
	}
}

// visible is what readers of a text see of it, apart from how it is set.
func visible(t *block.Tree) string {
	var b strings.Builder
	t.AllSpans(func(s block.Span) {
		switch s := s.(type) {
		case *block.Text:
			b.WriteString(s.Text)
		case *block.CodeSpan:
			b.WriteString(s.Text)
		}
	})
	return b.String()
}

// checkNotes shows that footnotes are numbered as one text's are, and have IDs of their own.
func checkNotes(t testing.TB, tree *block.Tree) {
	t.Helper()
	ids := map[string]bool{}
	refs := map[*block.Note]int{}
	tree.AllSpans(func(s block.Span) {
		if r, ok := s.(*block.NoteRef); ok {
			refs[r.Note]++
		}
	})
	for i, n := range tree.Notes {
		if n.Number != i+1 || ids[n.ID] || n.References != refs[n] {
			t.Fatalf("note %d has number %d, ID %q, %d references of %d", i+1, n.Number, n.ID, n.References, refs[n])
		}
		ids[n.ID] = true
		delete(refs, n)
	}
	if len(refs) > 0 {
		t.Fatalf("%d notes are referred to and not in the tree", len(refs))
	}
}

// undivided are what a change may not cut, found otherwise than the package finds it.
var undivided = regexp.MustCompile(`\d+[ \x{a0}]?§|§[ \x{a0}]?\d+|\d{4}-\d{2}-\d{2}|\d+,\d+|\d{1,2} (?:januari|mars|maj) \d{4}|[\pL\pN]+`)

// longer matches what precedes the last part of a number.
var longer = regexp.MustCompile(`\d[ \x{a0}]$|[\d\pL][/.:,-]?$|\n$`)

// checkWhole shows that no line of a combined tree has a word, a number or a reference that is
// half changed, in the old text or in the new.
func checkWhole(t testing.TB, tree *block.Tree) {
	t.Helper()
	check := func(spans []block.Span) {
		if !block.HasChange(spans) {
			return
		}
		for _, drop := range []block.Change{block.Inserted, block.Deleted} {
			var b strings.Builder
			var changed []bool // by byte
			var read func(spans []block.Span, in bool)
			read = func(spans []block.Span, in bool) {
				for _, s := range spans {
					switch s := s.(type) {
					case *block.ChangeSpan:
						if s.Change != drop && s.Change != block.Changed {
							read(s.Spans, true)
						}
					case *block.Text:
						b.WriteString(s.Text)
					case *block.NoteRef, *block.Image, *block.Break, *block.ParagraphMark:
						b.WriteString("\n\n")
					case *block.CodeSpan:
						b.WriteString("\n")
					default:
						read(block.Inside(s), in)
					}
					for len(changed) < b.Len() {
						changed = append(changed, in)
					}
				}
			}
			read(spans, false)
			line := b.String()
			for _, at := range undivided.FindAllStringIndex(line, -1) {
				if found := line[at[0]:at[1]]; strings.HasSuffix(found, "§") && longer.MatchString(line[:at[0]]) {
					continue // "2018/412 §" and "2 000 §" are no references to a section
				}
				for i := at[0] + 1; i < at[1]; i++ {
					if changed[i] != changed[at[0]] {
						t.Fatalf("%q is cut in %q", line[at[0]:at[1]], text(spans))
					}
				}
			}
		}
	}
	visit := func(b block.Block) bool { block.Lines(b, check); return true }
	block.Walk(tree.Blocks, visit)
	for _, n := range tree.Notes {
		block.Walk(n.Blocks, visit)
	}
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range g {
		if i >= len(w) || g[i] != w[i] {
			from := max(0, i-3)
			return fmt.Sprintf("got\n%s\nwant\n%s", strings.Join(g[from:min(i+6, len(g))], "\n"), strings.Join(w[from:min(i+6, len(w))], "\n"))
		}
	}
	return "want more: " + strings.Join(w[len(g):], "\n")
}

// renumbered is exact for a tree that may hold numbers of notes that its text does not give.
func renumbered(t *block.Tree, ids bool) string { return exact(redline.Accept(t), ids) }

// exact writes a tree with all that it holds apart from places. Texts side by side are one. Spaces
// are all of one kind, and notes have no IDs, unless all is wanted.
func exact(t *block.Tree, all bool) string {
	e := rooms.Get().(*exactDump)
	defer rooms.Put(e)
	e.b, e.all = e.b[:0], all
	e.blocks(0, t.Blocks)
	for _, n := range t.Notes {
		e.open(0, "note")
		e.number(n.Number)
		if all {
			e.quoted(n.ID)
		}
		e.number(n.References)
		e.close(n.Change)
		e.blocks(1, n.Blocks)
	}
	return string(e.b)
}

// rooms keeps the room that dumps were written in for the next ones.
var rooms = sync.Pool{New: func() any { return &exactDump{} }}

// exactDump appends a line for each thing. Most of the time of thousands of comparisons would go
// to fmt.
type exactDump struct {
	b   []byte
	all bool
}

func (e *exactDump) open(depth int, what string) {
	for range depth {
		e.b = append(e.b, ' ')
	}
	e.b = append(e.b, what...)
}

func (e *exactDump) number(n int) { e.b = strconv.AppendInt(append(e.b, ' '), int64(n), 10) }
func (e *exactDump) quoted(s string) {
	e.number(len(s))
	e.b = append(append(append(e.b, " \""...), s...), '"')
}
func (e *exactDump) flag(b bool) { e.b = strconv.AppendBool(append(e.b, ' '), b) }

func (e *exactDump) close(change block.Change) {
	if change != block.Unchanged {
		e.b = append(e.b, " change="...)
		e.b = strconv.AppendInt(e.b, int64(change), 10)
	}
	e.b = append(e.b, '\n')
}

func (e *exactDump) line(depth int, change block.Change, what string) {
	e.open(depth, what)
	e.close(change)
}

func (e *exactDump) blocks(depth int, blocks []block.Block) {
	for _, b := range blocks {
		e.block(depth, b)
	}
}

func (e *exactDump) block(depth int, b block.Block) {
	switch b := b.(type) {
	case *block.Heading:
		e.open(depth, "heading")
		e.number(b.Level)
		e.quoted(b.ID)
		for _, a := range b.Aliases {
			e.quoted(a)
		}
		e.open(0, " number")
		e.quoted(b.Number)
		e.close(b.Change)
		e.spans(depth+1, b.Spans)
	case *block.Paragraph:
		e.line(depth, b.Change, "paragraph")
		e.spans(depth+1, b.Spans)
	case *block.List:
		e.open(depth, "list")
		e.number(int(b.Numbering))
		e.number(int(b.Delimiter))
		e.flag(b.Tight)
		e.close(b.Change)
		for _, it := range b.Items {
			e.open(depth+1, "item")
			e.number(it.Number)
			e.number(int(it.Task))
			e.close(it.Change)
			e.blocks(depth+2, it.Blocks)
		}
	case *block.Definitions:
		e.line(depth, b.Change, "definitions")
		for _, d := range b.Items {
			e.line(depth+1, d.Change, "definition")
			for _, t := range d.Terms {
				e.line(depth+2, t.Change, "term")
				e.spans(depth+3, t.Spans)
			}
			for _, m := range d.Blocks {
				e.line(depth+2, 0, "meaning")
				e.blocks(depth+3, m)
			}
		}
	case *block.Table:
		e.open(depth, "table")
		e.number(b.Number)
		e.flag(b.RowHeaders)
		e.flag(b.Landscape)
		for _, a := range b.Align {
			e.number(int(a))
		}
		e.close(b.Change)
		e.spans(depth+1, b.Caption)
		e.cells(depth+1, b.Head)
		for _, r := range b.Rows {
			e.line(depth+1, r.Change, "row")
			e.cells(depth+2, r.Cells)
		}
	case *block.Quote:
		e.line(depth, b.Change, "quote")
		e.blocks(depth+1, b.Blocks)
	case *block.Code:
		e.open(depth, "code")
		e.quoted(b.Language)
		e.quoted(b.Text)
		e.close(b.Change)
	case *block.Figure:
		e.line(depth, b.Change, "figure")
		e.image(depth+1, b.Image)
		e.spans(depth+1, b.Caption)
	case *block.Rule:
		e.line(depth, b.Change, "rule")
	case *block.PageBreak:
		e.line(depth, b.Change, "page break")
	case *block.Foreign:
		e.open(depth, "foreign")
		e.quoted(b.Lang)
		e.close(b.Change)
		e.blocks(depth+1, b.Blocks)
	case *block.Masked:
		e.open(depth, "masked")
		e.quoted(b.Law)
		e.close(b.Change)
	}
}

func (e *exactDump) image(depth int, i *block.Image) {
	e.open(depth, "image")
	e.quoted(i.Src)
	e.quoted(i.Alt)
	e.flag(i.Decorative)
	e.close(0)
}

func (e *exactDump) cells(depth int, cells []*block.Cell) {
	for _, c := range cells {
		e.line(depth, c.Change, "cell")
		e.spans(depth+1, c.Spans)
	}
}

func (e *exactDump) spans(depth int, spans []block.Span) {
	for i := 0; i < len(spans); i++ {
		switch s := spans[i].(type) {
		case *block.Text:
			joined := s.Text
			for i+1 < len(spans) {
				next, ok := spans[i+1].(*block.Text)
				if !ok {
					break
				}
				joined += next.Text
				i++
			}
			e.open(depth, "")
			if e.all {
				e.quoted(joined)
			} else {
				e.spaced(joined)
			}
			e.close(0)
		case *block.CodeSpan:
			e.open(depth, "code")
			e.quoted(s.Text)
			e.close(0)
		case *block.Emphasis:
			e.line(depth, 0, "emphasis")
		case *block.Strong:
			e.line(depth, 0, "strong")
		case *block.Strike:
			e.line(depth, 0, "strike")
		case *block.Superscript:
			e.line(depth, 0, "superscript")
		case *block.Subscript:
			e.line(depth, 0, "subscript")
		case *block.Link:
			e.open(depth, "link")
			e.quoted(s.Dest)
			e.quoted(s.Title)
			e.close(0)
		case *block.Image:
			e.image(depth, s)
		case *block.NoteRef:
			e.open(depth, "ref")
			e.number(s.Note.Number)
			e.number(s.Index)
			e.close(0)
		case *block.Break:
			e.line(depth, 0, "break")
		case *block.ForeignSpan:
			e.open(depth, "foreign")
			e.quoted(s.Lang)
			e.close(0)
		case *block.ChangeSpan:
			e.line(depth, s.Change, "change")
		case *block.ParagraphMark:
			e.open(depth, "mark")
			e.flag(s.Item)
			e.close(s.Change)
		}
		e.spans(depth+1, block.Inside(spans[i]))
	}
}

// spaced writes a text with every run of spaces as one.
func (e *exactDump) spaced(s string) {
	e.b = append(e.b, '"')
	space := false
	for _, r := range s {
		if unicode.IsSpace(r) {
			space = true
			continue
		}
		if space {
			e.b = append(e.b, ' ')
			space = false
		}
		e.b = utf8.AppendRune(e.b, r)
	}
	if space {
		e.b = append(e.b, ' ')
	}
	e.b = append(e.b, '"')
}

// TestRandomEdits edits random texts at random and holds every comparison to the promises.
func TestRandomEdits(t *testing.T) {
	n := 1000
	switch {
	case testing.Short():
		n = 200
	case testkit.IsLong():
		n = 5000
	}
	// The texts are small and many: the collector would take a third of the time.
	defer debug.SetGCPercent(debug.SetGCPercent(1000))
	marks := map[bool]int{} // by whether they are of items
	for seed := range n {
		w := &writer{rand: random(uint64(seed) + 1)}
		old := w.tree()
		new := w.edited(old)
		opt := redline.Options{NoMoves: seed%5 == 4}
		if !t.Run(fmt.Sprint(seed), func(t *testing.T) {
			there := checkPair(t, old, new, opt)
			there.tree.AllSpans(func(s block.Span) {
				if m, ok := s.(*block.ParagraphMark); ok {
					marks[m.Item]++
				}
			})
			if seed%5 == 0 {
				checkSteady(t, there, old, new, opt)
				checkCost(t, there, old, new)
			}
		}) {
			return
		}
	}
	if marks[false] < n/20 || marks[true] < n/200 {
		t.Errorf("got %d parted or joined paragraphs and %d items, want more to be tried", marks[false], marks[true])
	}
}

// checkCost shows that the way back marks about as many words as the way there.
func checkCost(t *testing.T, there result, old, new *block.Tree) {
	t.Helper()
	_, back := redline.Compare(new, old, redline.Options{})
	a, b := there.summary.Inserted+there.summary.Deleted, back.Inserted+back.Deleted
	if d := max(a-b, b-a); d > 40 && d > (a+b)/3 {
		t.Errorf("marks %d words there and %d back", a, b)
	}
}

// random is a small generator, so that a seed gives the same texts in every release of Go.
type random uint64

func (r *random) n(n int) int {
	*r ^= *r << 13
	*r ^= *r >> 7
	*r ^= *r << 17
	return int(uint64(*r) >> 1 % uint64(n))
}

// writer makes random trees, with notes numbered as a parser does.
type writer struct {
	rand  random
	line  int
	notes []*block.Note
}

var vocabulary = strings.Fields(`kommunen nämnden och i att av ska för den det styrelsen policyn riktlinjen ansvarar beslutar årligen
	information säkerhet personal verksamhet utbildning § 2 kap. 2019-03-25 12 1 000 KS 2018/412 it-system säkerhets- KF:s 8,5 % bilaga`)

func (w *writer) at() block.At {
	w.line++
	return block.At{Pos: diag.Pos{File: "a.md", Line: w.line, Column: 1}}
}

func (w *writer) words(n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			switch w.rand.n(9) {
			case 0:
				b.WriteString(", ")
			case 1:
				b.WriteString(". ")
			case 2:
				b.WriteString("\u00a0")
			default:
				b.WriteByte(' ')
			}
		}
		b.WriteString(vocabulary[w.rand.n(len(vocabulary))])
	}
	return b.String()
}

// spans never has two texts or two empty marks side by side, as no parser makes them.
func (w *writer) spans(n, depth int) []block.Span {
	var out []block.Span
	wasText := false
	for range n {
		if !wasText && w.rand.n(3) > 0 {
			out = append(out, &block.Text{At: w.at(), Text: w.words(1+w.rand.n(9)) + []string{"", " ", "."}[w.rand.n(3)]})
			wasText = true
			continue
		}
		wasText = false
		kind := w.rand.n(10)
		if depth > 2 && kind < 5 {
			kind += 5
		}
		switch kind {
		case 0:
			out = append(out, &block.Emphasis{At: w.at(), Spans: w.spans(1+w.rand.n(2), depth+1)})
		case 1:
			out = append(out, &block.Strong{At: w.at(), Spans: w.spans(1+w.rand.n(3), depth+1)})
		case 2:
			inside := w.spans(1, depth+1)
			out = append(out, []block.Span{
				&block.Strike{At: w.at(), Spans: inside}, &block.Superscript{At: w.at(), Spans: inside}, &block.Subscript{At: w.at(), Spans: inside},
			}[w.line%3])
		case 3:
			out = append(out, &block.Link{At: w.at(), Dest: []string{"a.md", "#b", "https://x.se/"}[w.rand.n(3)], Spans: w.spans(1, depth+1)})
		case 4:
			out = append(out, &block.ForeignSpan{At: w.at(), Lang: "en", Spans: w.spans(1, depth+1)})
		case 5:
			out = append(out, &block.Break{At: w.at()})
		case 6:
			out = append(out, &block.CodeSpan{At: w.at(), Text: w.words(1)})
		case 7:
			out = append(out, &block.Image{At: w.at(), Src: "a.png", Alt: w.words(1)})
		case 8:
			if len(w.notes) > 0 && w.rand.n(2) == 0 {
				out = append(out, &block.NoteRef{At: w.at(), Note: w.notes[w.rand.n(len(w.notes))]})
				break
			}
			n := &block.Note{At: w.at(), ID: fmt.Sprint("n", w.line)}
			w.notes = append(w.notes, n)
			n.Blocks = []block.Block{w.paragraph(1)}
			out = append(out, &block.NoteRef{At: w.at(), Note: n})
		default:
			out = append(out, &block.Emphasis{At: w.at(), Spans: []block.Span{&block.Text{At: w.at(), Text: w.words(2)}}})
		}
	}
	return out
}

func (w *writer) paragraph(n int) *block.Paragraph {
	return &block.Paragraph{At: w.at(), Spans: w.spans(1+w.rand.n(n+2), 0)}
}

func (w *writer) blocks(n, depth int) []block.Block {
	var out []block.Block
	for range n {
		out = append(out, w.block(depth))
	}
	return out
}

func (w *writer) block(depth int) block.Block {
	kind := w.rand.n(16)
	if depth > 2 {
		kind = 15
	}
	switch kind {
	case 0, 1:
		l, first := w.list()
		l.Tight = w.rand.n(2) == 0
		for range 1 + w.rand.n(5) {
			l.Items = append(l.Items, w.item(depth))
		}
		w.count(l, first)
		return l
	case 2:
		d := &block.Definitions{At: w.at()}
		for range 1 + w.rand.n(3) {
			d.Items = append(d.Items, w.definition(depth))
		}
		return d
	case 3, 4:
		return w.table()
	case 5:
		return &block.Quote{At: w.at(), Blocks: w.blocks(w.rand.n(3), depth+1)}
	case 6:
		return &block.Code{At: w.at(), Language: "toml", Text: w.words(5) + "\n"}
	case 7:
		return &block.Figure{At: w.at(), Image: &block.Image{At: w.at(), Src: "b.png", Alt: w.words(2)}, Caption: w.spans(w.rand.n(2), 3)}
	case 8:
		return &block.Rule{At: w.at()}
	case 9:
		return &block.PageBreak{At: w.at()}
	case 10:
		return &block.Foreign{At: w.at(), Lang: "en", Blocks: w.blocks(w.rand.n(3), depth+1)}
	case 11:
		return &block.Masked{At: w.at(), Law: []string{"", "18 kap. 8 § OSL"}[w.rand.n(2)]}
	}
	return w.paragraph(4)
}

// list returns a list without items, and the number of the first.
func (w *writer) list() (l *block.List, first int) {
	l = &block.List{At: w.at()}
	if w.rand.n(2) == 0 {
		l.Numbering, l.Delimiter = block.Decimal+block.Numbering(w.line%5), block.Delimiter(w.line%3)
	}
	return l, w.rand.n(3)
}

// count numbers the items of a list, now and then with gaps.
func (w *writer) count(l *block.List, number int) {
	for i, it := range l.Items {
		it.Number = 0
		if l.Ordered() {
			it.Number = number
		}
		number += 1 + (w.line+i)%8/7
	}
}

func (w *writer) item(depth int) *block.Item {
	return &block.Item{At: w.at(), Task: block.Task(max(0, w.rand.n(6)-3)), Blocks: w.blocks(w.rand.n(8)&1+w.rand.n(2), depth+1)}
}

func (w *writer) definition(depth int) *block.Definition {
	d := &block.Definition{At: w.at()}
	for range 1 + w.rand.n(2) {
		d.Terms = append(d.Terms, w.paragraph(0))
	}
	for range 1 + w.rand.n(2) {
		d.Blocks = append(d.Blocks, w.blocks(max(1, w.rand.n(3)), depth+1))
	}
	if w.rand.n(20) == 0 {
		d.Blocks = append(d.Blocks, nil)
	}
	return d
}

func (w *writer) cell() *block.Cell { return &block.Cell{At: w.at(), Spans: w.spans(w.rand.n(3), 2)} }

func (w *writer) table() *block.Table {
	t := &block.Table{At: w.at(), RowHeaders: w.rand.n(2) == 0, Landscape: w.rand.n(5) == 0}
	if w.rand.n(2) == 0 {
		t.Caption, t.Number = w.spans(1, 3), 1+w.rand.n(5)
	}
	columns := 1 + w.rand.n(4)
	for range columns {
		t.Head = append(t.Head, w.cell())
		t.Align = append(t.Align, block.Align(w.rand.n(4)))
	}
	for range w.rand.n(5) {
		r := &block.Row{At: w.at()}
		for range columns {
			r.Cells = append(r.Cells, w.cell())
		}
		t.Rows = append(t.Rows, r)
	}
	return t
}

func (w *writer) heading() *block.Heading {
	h := &block.Heading{At: w.at(), Level: 2 + w.rand.n(3), ID: fmt.Sprint("h", w.rand.n(40)), Spans: w.spans(1, 3)}
	if w.rand.n(6) == 0 {
		h.Aliases = []string{fmt.Sprint("h", w.rand.n(40))}
	}
	h.Number = fmt.Sprint(w.rand.n(9))
	return h
}

func (w *writer) tree() *block.Tree {
	t := &block.Tree{Blocks: w.blocks(w.rand.n(3), 0)}
	for range w.rand.n(7) {
		t.Blocks = append(t.Blocks, w.heading())
		t.Blocks = append(t.Blocks, w.blocks(w.rand.n(5), 0)...)
	}
	return redline.Accept(t) // collects and numbers the notes
}

// edited returns a tree with some of the blocks of t taken away, made new, moved or altered.
func (w *writer) edited(t *block.Tree) *block.Tree {
	e := &editor{writer: w, notes: map[*block.Note]*block.Note{}}
	w.notes = nil
	blocks := e.blocks(t.Blocks, 0)
	for range w.rand.n(3) {
		if len(blocks) < 2 {
			break
		}
		// A part moves.
		from := w.rand.n(len(blocks))
		n := 1 + w.rand.n(min(4, len(blocks)-from))
		part := slices.Clone(blocks[from : from+n])
		blocks = slices.Delete(blocks, from, from+n)
		blocks = slices.Insert(blocks, w.rand.n(len(blocks)+1), part...)
	}
	return redline.Accept(&block.Tree{Blocks: blocks})
}

type editor struct {
	*writer
	notes map[*block.Note]*block.Note
}

// regroup parts some paragraphs at a full stop and joins some with the next one.
func (e *editor) regroup(blocks []block.Block) []block.Block {
	var out []block.Block
	for i := 0; i < len(blocks); i++ {
		p, ok := blocks[i].(*block.Paragraph)
		if !ok || e.rand.n(2) == 0 {
			out = append(out, blocks[i])
			continue
		}
		if first, second := e.parted(p); first != nil {
			out = append(out, first, second)
			continue
		}
		if i+1 < len(blocks) {
			if q, ok := blocks[i+1].(*block.Paragraph); ok {
				out = append(out, e.joined(p, q))
				i++
				continue
			}
		}
		out = append(out, p)
	}
	return out
}

// regroupItems does so with items.
func (e *editor) regroupItems(items []*block.Item) []*block.Item {
	alone := func(it *block.Item) *block.Paragraph {
		if len(it.Blocks) != 1 {
			return nil
		}
		p, _ := it.Blocks[0].(*block.Paragraph)
		return p
	}
	item := func(p *block.Paragraph) *block.Item { return &block.Item{At: e.at(), Blocks: []block.Block{p}} }
	var out []*block.Item
	for i := 0; i < len(items); i++ {
		p := alone(items[i])
		if p == nil || e.rand.n(2) == 0 {
			out = append(out, items[i])
			continue
		}
		if first, second := e.parted(p); first != nil {
			out = append(out, item(first), item(second))
			continue
		}
		if i+1 < len(items) {
			if q := alone(items[i+1]); q != nil {
				out = append(out, item(e.joined(p, q)))
				i++
				continue
			}
		}
		out = append(out, items[i])
	}
	return out
}

// parted returns nil for a paragraph without two sentences.
func (e *editor) parted(p *block.Paragraph) (first, second *block.Paragraph) {
	for i, s := range p.Spans {
		t, ok := s.(*block.Text)
		if !ok {
			continue
		}
		if cut := strings.Index(t.Text, ". "); cut > 0 && cut+2 < len(t.Text) {
			before := append(slices.Clone(p.Spans[:i]), &block.Text{At: e.at(), Text: t.Text[:cut+1]})
			after := append([]block.Span{&block.Text{At: e.at(), Text: t.Text[cut+2:]}}, p.Spans[i+1:]...)
			return &block.Paragraph{At: e.at(), Spans: before}, &block.Paragraph{At: e.at(), Spans: after}
		}
	}
	return nil, nil
}

func (e *editor) joined(p, q *block.Paragraph) *block.Paragraph {
	between := block.Span(&block.Text{At: e.at(), Text: " "})
	if e.rand.n(4) == 0 {
		between = &block.Break{At: e.at()}
	}
	return &block.Paragraph{At: p.At, Spans: slices.Concat(p.Spans, []block.Span{between}, q.Spans)}
}

func (e *editor) blocks(blocks []block.Block, depth int) []block.Block {
	var out []block.Block
	for _, b := range blocks {
		switch e.rand.n(14) {
		case 0:
			continue
		case 1:
			out = append(out, e.writer.block(depth))
		}
		out = append(out, e.block(b, depth))
	}
	if e.rand.n(4) == 0 {
		return e.regroup(out)
	}
	return out
}

func (e *editor) block(b block.Block, depth int) block.Block {
	switch b := b.(type) {
	case *block.Heading:
		h := *b
		h.Spans = e.spans(b.Spans)
		switch e.rand.n(9) {
		case 0:
			h.Level = 2 + e.rand.n(3)
		case 1:
			h.ID = fmt.Sprint("h", e.rand.n(40))
		case 2:
			h.Number = fmt.Sprint(e.rand.n(9))
		}
		return &h
	case *block.Paragraph:
		return &block.Paragraph{At: e.at(), Spans: e.spans(b.Spans)}
	case *block.List:
		l, first := *b, b.Items[0].Number
		if e.rand.n(9) == 0 {
			made, start := e.list()
			l, first = *made, start
		}
		l.Items = nil
		for _, it := range b.Items {
			switch e.rand.n(9) {
			case 0:
				continue
			case 1:
				l.Items = append(l.Items, e.item(depth))
			case 2:
				l.Items = append([]*block.Item{{At: e.at(), Task: it.Task, Blocks: e.blocks(it.Blocks, depth+1)}}, l.Items...)
				continue
			}
			task := it.Task
			if e.rand.n(9) == 0 {
				task = block.Task(e.rand.n(3))
			}
			l.Items = append(l.Items, &block.Item{At: e.at(), Task: task, Blocks: e.blocks(it.Blocks, depth+1)})
		}
		if e.rand.n(2) == 0 {
			l.Items = e.regroupItems(l.Items)
		}
		e.count(&l, first)
		return &l
	case *block.Definitions:
		d := &block.Definitions{At: e.at()}
		for _, it := range b.Items {
			switch e.rand.n(9) {
			case 0:
				continue
			case 1:
				d.Items = append(d.Items, e.definition(depth))
			}
			made := &block.Definition{At: e.at()}
			for _, t := range it.Terms {
				made.Terms = append(made.Terms, &block.Paragraph{At: e.at(), Spans: e.spans(t.Spans)})
			}
			for _, m := range it.Blocks {
				if e.rand.n(9) > 0 {
					made.Blocks = append(made.Blocks, e.blocks(m, depth+1))
				}
			}
			d.Items = append(d.Items, made)
		}
		return d
	case *block.Table:
		return e.table(b)
	case *block.Quote:
		return &block.Quote{At: e.at(), Blocks: e.blocks(b.Blocks, depth+1)}
	case *block.Foreign:
		return &block.Foreign{At: e.at(), Lang: []string{"en", "fi"}[e.rand.n(9)/8], Blocks: e.blocks(b.Blocks, depth+1)}
	case *block.Code:
		if e.rand.n(4) == 0 {
			return &block.Code{At: e.at(), Language: b.Language, Text: b.Text + "x\n"}
		}
	case *block.Figure:
		f := &block.Figure{At: e.at(), Image: b.Image, Caption: e.spans(b.Caption)}
		if e.rand.n(4) == 0 {
			f.Image = &block.Image{Src: "c.png", Alt: b.Image.Alt}
		}
		return f
	}
	return b
}

func (e *editor) table(b *block.Table) *block.Table {
	t := *b
	t.Caption = e.spans(b.Caption)
	t.Head, t.Rows, t.Align = nil, nil, slices.Clone(b.Align)
	drop, add := -1, -1
	switch e.rand.n(5) {
	case 0:
		drop = e.rand.n(len(b.Head))
	case 1:
		add = e.rand.n(len(b.Head) + 1)
	}
	row := func(cells []*block.Cell) []*block.Cell {
		var out []*block.Cell
		for _, c := range cells {
			out = append(out, &block.Cell{At: e.at(), Spans: e.spans(c.Spans)})
		}
		if drop >= 0 {
			out = slices.Delete(out, drop, drop+1)
		}
		if add >= 0 {
			out = slices.Insert(out, add, e.cell())
		}
		return out
	}
	if drop >= 0 {
		t.Align = slices.Delete(t.Align, drop, drop+1)
	}
	if add >= 0 {
		t.Align = slices.Insert(t.Align, add, block.AlignRight)
	}
	t.Head = row(b.Head)
	for _, r := range b.Rows {
		made := &block.Row{At: e.at(), Cells: row(r.Cells)}
		switch e.rand.n(8) {
		case 0:
			continue
		case 1:
			t.Rows = append([]*block.Row{made}, t.Rows...)
			continue
		}
		t.Rows = append(t.Rows, made)
	}
	return &t
}

// spans alters words and marks here and there.
func (e *editor) spans(spans []block.Span) []block.Span {
	var out []block.Span
	for _, s := range spans {
		switch s := s.(type) {
		case *block.Text:
			t := s.Text
			if e.rand.n(3) == 0 {
				words := strings.SplitAfter(t, " ")
				for range 1 + e.rand.n(3) {
					i := e.rand.n(len(words))
					switch e.rand.n(3) {
					case 0:
						words[i] = ""
					case 1:
						words[i] += e.words(1+e.rand.n(3)) + " "
					default:
						words[i] = e.words(1) + strings.Repeat(" ", e.rand.n(2))
					}
				}
				t = strings.Join(words, "")
			}
			if t != "" {
				out = append(out, &block.Text{At: s.At, Text: t})
			}
			continue
		case *block.NoteRef:
			out = append(out, &block.NoteRef{At: s.At, Note: e.note(s.Note)})
			continue
		case *block.CodeSpan, *block.Image, *block.Break:
			if e.rand.n(6) > 0 {
				out = append(out, s)
			}
			continue
		}
		inside := e.spans(block.Inside(s))
		switch {
		case e.rand.n(9) == 0:
			out = append(out, inside...)
		case e.rand.n(9) == 0:
			out = append(out, &block.Strong{At: e.at(), Spans: inside})
		default:
			switch s := s.(type) {
			case *block.Emphasis:
				out = append(out, &block.Emphasis{At: s.At, Spans: inside})
			case *block.Strong:
				out = append(out, &block.Strong{At: s.At, Spans: inside})
			case *block.Link:
				out = append(out, &block.Link{At: s.At, Dest: []string{s.Dest, "ny.md"}[e.rand.n(6)/5], Spans: inside})
			case *block.Strike:
				out = append(out, &block.Strike{At: s.At, Spans: inside})
			case *block.ForeignSpan:
				out = append(out, &block.ForeignSpan{At: s.At, Lang: s.Lang, Spans: inside})
			}
		}
	}
	return out
}

func (e *editor) note(n *block.Note) *block.Note {
	made, ok := e.notes[n]
	if !ok {
		made = &block.Note{At: n.At, ID: n.ID}
		e.notes[n] = made
		e.writer.notes = append(e.writer.notes, made)
		if e.rand.n(5) == 0 {
			made.ID = fmt.Sprint("ny", len(e.notes), "-", e.line)
		}
		made.Blocks = e.blocks(n.Blocks, 2)
	}
	return made
}
