package pdf

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"styrdok/generator/intake"
)

// dump writes a Reading as lines of text.
func dump(r *intake.Reading) string {
	var b strings.Builder
	spans := func(s []intake.Span) string {
		var out strings.Builder
		for _, s := range s {
			text := strings.NewReplacer("\n", "⏎", "\t", "⇥").Replace(s.Text)
			if s.Image != nil {
				text = fmt.Sprintf("{image %q %s %v}", s.Image.Alt, s.Image.Name, len(s.Image.Data) > 0)
			}
			if s.Note != 0 {
				text = fmt.Sprintf("{note %d}", s.Note)
			}
			for _, l := range []struct {
				look intake.Look
				sign string
			}{{intake.Bold, "*"}, {intake.Italic, "_"}, {intake.Super, "^"}, {intake.Sub, "~"}, {intake.Fixed, "`"}} {
				if s.Look&l.look != 0 {
					text = l.sign + text + l.sign
				}
			}
			if s.Link != "" {
				text = "[" + text + "](" + s.Link + ")"
			}
			if s.Lang != "" {
				text = "{" + s.Lang + " " + text + "}"
			}
			out.WriteString(text)
		}
		return out.String()
	}
	var blocks func(list []intake.Block, indent string)
	blocks = func(list []intake.Block, indent string) {
		for _, x := range list {
			b.WriteString(indent)
			switch x := x.(type) {
			case *intake.Heading:
				fmt.Fprintf(&b, "h%d %s", x.Level, spans(x.Spans))
				for _, a := range x.Anchors {
					fmt.Fprintf(&b, " #%s", a)
				}
				b.WriteByte('\n')
			case *intake.Paragraph:
				sign := "p"
				if x.Quote {
					sign = "quote"
				}
				fmt.Fprintf(&b, "%s %s\n", sign, spans(x.Spans))
			case *intake.List:
				fmt.Fprintf(&b, "%s\n", map[bool]string{true: "ol", false: "ul"}[x.Ordered])
				for _, i := range x.Items {
					fmt.Fprintf(&b, "%s  %q\n", indent, i.Marker)
					blocks(i.Blocks, indent+"    ")
				}
			case *intake.Definitions:
				b.WriteString("definitions\n")
				for _, d := range x.Items {
					for _, term := range d.Terms {
						fmt.Fprintf(&b, "%s  %s\n", indent, spans(term))
					}
					blocks(d.Blocks, indent+"    ")
				}
			case *intake.Table:
				fmt.Fprintf(&b, "table, heads %d: %s\n", x.Heads, spans(x.Caption))
				for _, r := range x.Rows {
					b.WriteString(indent + "  ")
					for _, c := range r {
						sign := "|"
						if c.Head {
							sign = "!"
						}
						if c.Across != 1 || c.Down != 1 {
							sign += fmt.Sprintf("%d×%d", c.Across, c.Down)
						}
						fmt.Fprintf(&b, "%s %s ", sign, strings.Join(intake.Lines(c.Blocks), " / "))
					}
					b.WriteByte('\n')
				}
			case *intake.Box:
				b.WriteString("box\n")
				blocks(x.Blocks, indent+"  ")
			case *intake.Contents:
				b.WriteString("contents\n")
				for _, l := range x.Lines {
					fmt.Fprintf(&b, "%s  %s\n", indent, spans(l))
				}
			case *intake.Rule:
				b.WriteString("rule\n")
			}
		}
	}
	blocks(r.Blocks, "")
	for i, n := range r.Notes {
		fmt.Fprintf(&b, "note %d\n", i+1)
		blocks(n.Blocks, "  ")
	}
	for _, f := range r.Furniture {
		fmt.Fprintf(&b, "furniture %d, page %d\n", f.Place, f.Page)
		blocks(f.Blocks, "  ")
	}
	for _, a := range r.Asides {
		fmt.Fprintf(&b, "aside %d %q %s\n", a.Kind, a.Text, a.Author)
	}
	for _, l := range r.Left {
		fmt.Fprintf(&b, "left %d, page %d: %q\n", l.Why, l.Page, l.Text)
	}
	fmt.Fprintf(&b, "%q, %s, pages %d, scanned %v, by looks %v\n", r.Properties.Title, r.Properties.Language, r.Pages, r.Scanned, r.ByLooks)
	return b.String()
}

var (
	update = flag.Bool("update", false, "rewrite testdata")
	files  = flag.String("files", "", "read the PDFs that this pattern matches, and tell of each how it fared")
	outDir = flag.String("out", "", "with -files: write the words of what was read, and its structure, to files of this folder")
	show   = flag.Bool("show", false, "with -files: write what was read")
)

// everything is all words of a Reading that are not in Plain.
func everything(r *intake.Reading) string {
	var b strings.Builder
	all := func(blocks []intake.Block) {
		for _, l := range intake.Lines(blocks) {
			b.WriteString(l + "\n")
		}
		intake.Walk(blocks, func(x intake.Block) bool {
			if l, ok := x.(*intake.List); ok {
				for _, i := range l.Items {
					b.WriteString(i.Marker + "\n")
				}
			}
			return true
		})
	}
	all(r.Blocks)
	for _, n := range r.Notes {
		all(n.Blocks)
	}
	for _, f := range r.Furniture {
		all(f.Blocks)
	}
	for _, a := range r.Asides {
		b.WriteString(a.Text + "\n")
	}
	for _, l := range r.Left {
		b.WriteString(l.Text + "\n")
	}
	return b.String()
}

func words(s string) map[string]int {
	out := map[string]int{}
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		out[w]++
	}
	return out
}

// missing returns the words that a has more often than b.
func missing(a, b map[string]int) []string {
	var out []string
	for w, n := range a {
		for range n - b[w] {
			out = append(out, w)
		}
	}
	sort.Strings(out)
	return out
}

// cacheDir is where the compiled pdfium lies, for all tests of this machine.
func cacheDir(t testing.TB) string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return t.TempDir()
	}
	return filepath.Join(dir, "styrdok", "pdfium")
}

// TestRead reads PDFs that other programs have made of the same texts.
func TestRead(t *testing.T) {
	r := New(cacheDir(t))
	defer r.Close()
	names, err := filepath.Glob("testdata/*.pdf")
	if err != nil || len(names) == 0 {
		t.Fatal("no PDFs", err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		reading, err := r.Read(data)
		if name == filepath.Join("testdata", "locked.pdf") {
			if refused := new(intake.Refused); !errors.As(err, &refused) || refused.Reason != intake.Password {
				t.Errorf("%s: got %v, want it refused for its password", name, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if lost := missing(words(reading.Plain), words(everything(reading))); len(lost) > 0 {
			t.Errorf("%s: lost %q", name, lost)
		}
		golden := strings.TrimSuffix(name, ".pdf") + ".txt"
		got := dump(reading)
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, _ := os.ReadFile(golden)
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestRefused(t *testing.T) {
	r := New(cacheDir(t))
	defer r.Close()
	whole, err := os.ReadFile("testdata/plan.pdf")
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{
		"empty":    nil,
		"no pdf":   []byte("Policy för resor"),
		"head":     whole[:2000],
		"only one": []byte("%PDF-1.7\n%%EOF\n"),
	} {
		_, err := r.Read(data)
		var refused *intake.Refused
		if !errors.As(err, &refused) || refused.Reason != intake.Corrupt {
			t.Errorf("%s: got %v, want it refused as corrupt", name, err)
		}
	}
}

// TestCrowded reads a page with more rows than a page can have, in time that grows with their number.
func TestCrowded(t *testing.T) {
	p := &page{number: 1, width: 600, height: 1e6}
	var pieces []*piece
	for i := range 10_000 {
		y := float64(i)
		for _, x := range []float64{40, 300} {
			pieces = append(pieces, &piece{page: p, box: box{x, 12 * y, x + 10, 12*y + 10}, base: 12*y + 8, size: 10, text: "ab"})
		}
	}
	l := looks{composer: &composer{}, file: &file{pages: []*page{p}}, body: 10}
	l.page(p, pieces)
	if len(l.paras) < 2 || slices.ContainsFunc(l.paras, func(p *para) bool { return p.table != nil }) {
		t.Errorf("got %d paragraphs, want rows, and no table", len(l.paras))
	}
}

// FuzzRead reads damaged files: each is refused, or all its letters are told of.
func FuzzRead(f *testing.F) {
	names, _ := filepath.Glob("testdata/*.pdf")
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	r := New(cacheDir(f))
	if err := r.load(); err != nil { // which takes longer than an input may
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		reading, err := r.Read(data)
		if err != nil {
			if refused := new(intake.Refused); !errors.As(err, &refused) {
				t.Fatal(err)
			}
			return
		}
		if plain, told := letterCount(reading.Plain), letterCount(everything(reading)); told < plain {
			t.Errorf("%d letters in the file, and %d are told of", plain, told)
		}
	})
}

// letterCount returns how many letters and digits a text has.
func letterCount(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			n++
		}
	}
	return n
}

func TestFiles(t *testing.T) {
	if *files == "" {
		t.Skip("no -files")
	}
	names, _ := filepath.Glob(*files)
	r := New(cacheDir(t))
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		reading, err := r.Read(data)
		took := time.Since(start).Milliseconds()
		if err != nil {
			fmt.Printf("%-40s %5d ms  %v\n", filepath.Base(name), took, err)
			continue
		}
		lost := missing(words(reading.Plain), words(everything(reading)))
		heads, lists, tables := 0, 0, 0
		intake.Walk(reading.Blocks, func(b intake.Block) bool {
			switch b.(type) {
			case *intake.Heading:
				heads++
			case *intake.List:
				lists++
			case *intake.Table:
				tables++
			}
			return true
		})
		unknown := 0
		for _, l := range reading.Left {
			if l.Why != intake.Foot {
				unknown += len(strings.Fields(l.Text))
			}
		}
		fmt.Printf("%-40s %5d ms  pages %d, scanned %d, looks %v, words %d, lost %d, left %d, h %d, l %d, t %d, notes %d, furniture %d %.60q\n", filepath.Base(name), took, reading.Pages, len(reading.Scanned), reading.ByLooks,
			len(strings.Fields(reading.Plain)), len(lost), unknown, heads, lists, tables, len(reading.Notes), len(reading.Furniture), lost)
		if *outDir != "" {
			base := filepath.Join(*outDir, filepath.Base(name))
			for end, text := range map[string]string{".words": everything(reading), ".order": strings.Join(intake.Lines(reading.Blocks), "\n"), ".dump": dump(reading), ".plain": reading.Plain} {
				if err := os.WriteFile(base+end, []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}
		if *show {
			fmt.Print(dump(reading), "plain:\n", reading.Plain)
		}
	}
}
