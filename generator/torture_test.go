package generator_test

import (
	"flag"
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"

	"styrdok/generator"
	"styrdok/generator/block"
	"styrdok/generator/library"
	"styrdok/generator/markdown"
	"styrdok/generator/site"
	"styrdok/generator/testkit/pdfdump"
	"styrdok/themes"
)

var update = flag.Bool("update", false, "rewrite expectations")

// makeTorture makes the site whose one long text holds everything that a text can hold.
var makeTorture = sync.OnceValues(func() (*generator.Result, error) {
	return generator.Make(generator.Options{
		Dir: "testdata/torture", Today: library.NewDate(2026, 11, 22), Standard: themes.Standard(),
	})
})

// torture returns the print of that text.
func torture(t *testing.T) (*site.Print, []byte) {
	t.Helper()
	made, err := makeTorture()
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range made.Diags {
		t.Errorf("%s: %s", d.Pos, d.Message(made.Words))
	}
	for _, pr := range generator.SiteOf(made).Prints {
		for _, f := range made.Files {
			if pr.Version.Document.ID == "policy/tortyr" && "/"+f.Path == pr.Address {
				return pr, f.Data
			}
		}
	}
	t.Fatal("no print")
	return nil, nil
}

// reading writes a text as it is to be read out of its print: one block a line, notes after the
// block that first refers to them, with the numbers and signs that the print puts before blocks.
type reading struct {
	lines []string
	read  map[*block.Note]bool
	todo  []*block.Note
}

func (r *reading) line(s string) {
	if s = strings.Join(strings.Fields(s), " "); s != "" {
		r.lines = append(r.lines, s)
	}
}

// plain returns the characters of spans, note signs included.
func (r *reading) plain(spans []block.Span) string {
	var b strings.Builder
	var last block.Span
	block.WalkSpans(spans, func(s block.Span) bool {
		switch s := s.(type) {
		case *block.NoteRef:
			if _, two := last.(*block.NoteRef); two {
				b.WriteByte(',')
			}
			b.WriteString(" (not " + strconv.Itoa(s.Note.Number) + ")")
			if !r.read[s.Note] {
				r.read[s.Note] = true
				r.todo = append(r.todo, s.Note)
			}
		case *block.Image:
			b.WriteByte('\n') // a picture within a line is a figure of its own
		case *block.Superscript:
			b.WriteString(block.Plain([]block.Span{s}))
			last = s
			return false
		default:
			b.WriteString(block.Plain([]block.Span{withoutInside(s)}))
		}
		last = s
		return true
	})
	return strings.ReplaceAll(b.String(), "\u00ad", "")
}

// withoutInside leaves a span's own characters, since the spans inside are visited on their own.
func withoutInside(s block.Span) block.Span {
	if block.Inside(s) != nil {
		return &block.Text{}
	}
	return s
}

// spans writes a line and the notes that it is first to refer to.
func (r *reading) spans(label string, spans []block.Span) {
	for _, l := range strings.Split(label+r.plain(spans), "\n") {
		r.line(l)
	}
	r.notes()
}

// notes writes the notes that have been referred to and not been written.
func (r *reading) notes() {
	todo := r.todo
	r.todo = nil
	for _, n := range todo {
		r.line(fmt.Sprint(n.Number))
		r.blocks(n.Blocks)
	}
}

func (r *reading) blocks(blocks []block.Block) {
	for _, b := range blocks {
		switch b := b.(type) {
		case *block.Heading:
			r.spans(b.Number+" ", b.Spans)
		case *block.Paragraph:
			r.spans("", b.Spans)
		case *block.List:
			for i, it := range b.Items {
				label := "–"
				switch {
				case it.Task == block.OpenTask:
					label = "☐"
				case it.Task == block.DoneTask:
					label = "☑"
				case b.Ordered():
					label = b.Label(i)
				}
				r.line(label)
				r.blocks(it.Blocks)
			}
		case *block.Definitions:
			for _, d := range b.Items {
				for _, term := range d.Terms {
					r.spans("", term.Spans)
				}
				for _, m := range d.Blocks {
					r.blocks(m)
				}
			}
		case *block.Table:
			if len(b.Caption) > 0 {
				r.line(fmt.Sprintf("Tabell %d. ", b.Number) + r.plain(b.Caption))
			}
			for _, c := range b.Head {
				r.line(r.plain(c.Spans))
			}
			for _, row := range b.Rows {
				for _, c := range row.Cells {
					r.line(r.plain(c.Spans))
				}
			}
			r.notes()
		case *block.Quote:
			r.blocks(b.Blocks)
		case *block.Foreign:
			r.blocks(b.Blocks)
		case *block.Code:
			r.line(b.Text)
		case *block.Figure:
			r.spans("", b.Caption)
		case *block.Masked:
			r.line("[Uppgift utelämnad, " + b.Law + "]")
		}
	}
}

// TestTortureText checks that the text taken out of the longest print is the source's text,
// character by character and in order.
func TestTortureText(t *testing.T) {
	pr, data := torture(t)
	made, _ := makeTorture()
	tree, _ := markdown.Parse([]byte(generator.TextOf(made, pr.Version)), markdown.Options{
		File: pr.Version.File, Title: pr.Version.Title, Language: "sv", Mask: true, Numbered: true,
	})
	want := &reading{read: map[*block.Note]bool{}}
	want.blocks(tree.Blocks)
	text, err := pdfdump.Text(data)
	if err != nil {
		t.Fatal(err)
	}
	_, body, ok := strings.Cut(text, "\n"+want.lines[0]+"\n")
	if !ok {
		t.Fatalf("%q is not in the print", want.lines[0])
	}
	got := &reading{}
	for _, l := range strings.Split(want.lines[0]+"\n"+body, "\n") {
		got.line(l)
	}
	for i := range max(len(want.lines), len(got.lines)) {
		switch {
		case i >= len(got.lines):
			t.Fatalf("%q and what follows is not in the print", want.lines[i])
		case i >= len(want.lines):
			t.Fatalf("%q and what follows is not in the source", got.lines[i])
		case want.lines[i] != got.lines[i]:
			t.Fatalf("line %d: got %q, want %q", i, got.lines[i], want.lines[i])
		}
	}
	for _, r := range [][2]rune{{0x20, 0x7e}, {0xa1, 0xff}, {0x100, 0x17f}} {
		for c := r[0]; c <= r[1]; c++ {
			if c != 0xad && !strings.ContainsRune(text, c) {
				t.Errorf("%q is not in the print", c)
			}
		}
	}
}

// node is a line of a dump with the lines indented below it.
type node struct {
	line string
	kids []*node
}

// nodes reads the indented lines of a part of a dump.
func nodes(lines []string) []*node {
	var out []*node
	for i := 0; i < len(lines); {
		depth := len(lines[i]) - len(strings.TrimLeft(lines[i], " "))
		end := i + 1
		for end < len(lines) && len(lines[end])-len(strings.TrimLeft(lines[end], " ")) > depth {
			end++
		}
		out = append(out, &node{strings.TrimSpace(lines[i]), nodes(lines[i+1 : end])})
		i = end
	}
	return out
}

var (
	quotedText = regexp.MustCompile(`"[^"]*"$`)
	place      = regexp.MustCompile(` at [0-9.]+ | sheet [0-9]+ rect .*$| Layout\.BBox=\[[^\]]*\]`)
)

// shape is the structure below a node without its words; of links it keeps the kind of target.
func (n *node) shape() string {
	line := quotedText.ReplaceAllString(n.line, "")
	if to, ok := strings.CutPrefix(line, "-> "); ok {
		line, _, _ = strings.Cut(to, " ")
		line, _, _ = strings.Cut(line, ":")
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s{", line)
	for _, k := range n.kids {
		b.WriteString(k.shape())
	}
	return b.String() + "}"
}

// write writes nodes with the beginnings of their words. Of siblings that follow each other and
// have the same shape the first is written and the others are counted.
func write(b *strings.Builder, nodes []*node, depth int) {
	for i := 0; i < len(nodes); i++ {
		line := place.ReplaceAllString(nodes[i].line, " ")
		if text := []rune(line); len(text) > 90 {
			line = string(text[:90]) + "…"
		}
		fmt.Fprintf(b, "%s%s\n", strings.Repeat("  ", depth), strings.TrimRight(line, " "))
		write(b, nodes[i].kids, depth+1)
		same := 0
		for shape := nodes[i].shape(); i+1 < len(nodes) && nodes[i+1].shape() == shape && !strings.HasPrefix(shape, "H"); i++ {
			same++
		}
		if same > 0 {
			fmt.Fprintf(b, "%s(%d more)\n", strings.Repeat("  ", depth), same)
		}
	}
}

// TestTortureTags holds the tag tree of the longest print, as read by code that is not our
// writer's, to the stored one.
func TestTortureTags(t *testing.T) {
	_, data := torture(t)
	dump, err := pdfdump.Dump(data)
	if err != nil {
		t.Fatal(err)
	}
	_, tags, _ := strings.Cut(dump, "\ntags\n")
	tags, rest, ok := strings.Cut(tags, "\nartifacts\n")
	if !ok {
		t.Fatal("the dump has no tags")
	}
	var b strings.Builder
	write(&b, nodes(strings.Split(tags, "\n")), 0)
	if *update {
		if err := os.WriteFile("testdata/torture.tags.txt", []byte(b.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/torture.tags.txt")
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(want) {
		got, want := strings.Split(b.String(), "\n"), strings.Split(string(want), "\n")
		for i := range min(len(got), len(want)) {
			if got[i] != want[i] {
				t.Fatalf("line %d: got %q, want %q; run with -update and read the diff", i+1, got[i], want[i])
			}
		}
		t.Fatalf("got %d lines, want %d", len(got), len(want))
	}
	if n := strings.Count(dump, "Pagination/Footer"); n < 40 {
		t.Errorf("got %d sheets, want 40 or more", n)
	}
	if n := strings.Count(dump, "rect ["); n < 30 {
		t.Errorf("got %d links, want 30 or more", n)
	}
	if want := "decision:address = https://prov.example/policy/tortyr/2026-03-30/\n"; !strings.Contains(dump, want) {
		t.Errorf("the metadata lacks %q", want)
	}
	for _, want := range []string{"page labels\n  from sheet 1: 1 style D", "      \"3.1 Uppgifter att bocka av\"", "  niva-sex: sheet "} {
		if !strings.Contains(rest, want) {
			t.Errorf("the dump lacks %q", want)
		}
	}
}
