package pdf_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"styrdok/generator"
	"styrdok/generator/intake"
	"styrdok/generator/intake/pdf"
	"styrdok/generator/library"
	"styrdok/generator/markdown"
	"styrdok/generator/testkit"
	"styrdok/themes"
)

var demonstration = flag.Bool("demonstration", false, "TestPrints: read all prints of the demonstration site")

// few are documents of the demonstration with nested lists, tables, notes and a translation.
var few = regexp.MustCompile(`^(config\.toml|static/.*|content/(_index\.md|policy/(resor|personal|mutor-och-jav|bribery-and-conflicts-of-interest|_index)\.md|pages/.*|reglementen/.*|riktlinjer/(bisyssla|_index)\.md|instruktioner/(kommundirektoren|_index)\.md))$`)

// TestPrints builds a site and reads its prints back: they have the words, headings, lists and tables of the texts that they were made of.
func TestPrints(t *testing.T) {
	root, out := "../../..", t.TempDir()
	site := t.TempDir()
	for _, top := range []string{"config.toml", "content", "static"} {
		err := filepath.WalkDir(filepath.Join(root, top), func(file string, entry os.DirEntry, err error) error {
			name, _ := filepath.Rel(root, file)
			if err != nil || entry.IsDir() || !*demonstration && !few.MatchString(filepath.ToSlash(name)) {
				return err
			}
			data, err := os.ReadFile(file)
			if err == nil {
				err = os.MkdirAll(filepath.Dir(filepath.Join(site, name)), 0o755)
			}
			if err == nil {
				err = os.WriteFile(filepath.Join(site, name), data, 0o644)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	made, _, err := generator.Build(generator.Options{Dir: site, Out: out, Today: library.NewDate(2026, 11, 29), Standard: themes.Standard()})
	if err != nil || made.Diags.HasErrors() {
		t.Fatal(err, made.Diags)
	}
	dir, err := os.UserCacheDir()
	if err != nil {
		dir = t.TempDir()
	}
	r := pdf.New(filepath.Join(dir, "styrdok", "pdfium"))
	defer r.Close()
	read := 0
	err = filepath.WalkDir(filepath.Join(site, "content"), func(file string, entry os.DirEntry, err error) error {
		if err != nil || filepath.Ext(file) != ".md" {
			return err
		}
		source, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		_, front, _ := strings.Cut(string(source), "+++\n")
		front, text, _ := strings.Cut(front, "+++\n")
		m := regexp.MustCompile(`(?m)^adopted\s*= (\S+)`).FindStringSubmatch(front)
		if m == nil {
			return nil
		}
		name := strings.TrimSuffix(filepath.Base(file), ".md")
		if regexp.MustCompile(`^[0-9-]+$`).MatchString(name) {
			name = filepath.Base(filepath.Dir(file))
		}
		prints, _ := filepath.Glob(filepath.Join(out, "*", "*", name+"-"+m[1]+".pdf"))
		if len(prints) == 0 {
			return nil
		}
		data, err := os.ReadFile(prints[0])
		if err != nil {
			return err
		}
		reading, err := r.Read(data)
		if err != nil {
			t.Errorf("%s: %v", prints[0], err)
			return nil
		}
		read++
		tree, _ := markdown.Parse([]byte(text), markdown.Options{Mask: true})
		if diff := cmp.Diff(testkit.Shape(tree), shapeOfReading(reading)); diff != "" {
			t.Errorf("%s (-source +print):\n%s", filepath.Base(prints[0]), diff)
		}
		// The account of what was left out compares the text with all that the pages show.
		shown := wordCount(reading.Plain)
		for word, n := range wordCount(strings.Join(intake.Lines(reading.Blocks), " ")) {
			if shown[word] < n {
				t.Errorf("%s: %q is %d times in the text and %d on the pages", filepath.Base(prints[0]), word, n, shown[word])
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d prints read", read)
	if least := map[bool]int{false: 4, true: 20}[*demonstration]; read < least {
		t.Errorf("only %d prints were read, want %d", read, least)
	}
}

// number is what the typesetter writes before headings.
var number = regexp.MustCompile(`^[0-9]+(\.[0-9]+)* `)

// shapeOfReading writes the same of a print, from its first heading below the title on.
func shapeOfReading(r *intake.Reading) []string {
	var out []string
	var walk func(blocks []intake.Block, in string)
	walk = func(blocks []intake.Block, in string) {
		for _, b := range blocks {
			switch b := b.(type) {
			case *intake.Heading:
				out = append(out, fmt.Sprintf("h%d %s", b.Level, testkit.Letters(number.ReplaceAllString(intake.PlainText(b.Spans), ""))))
			case *intake.List:
				for _, i := range b.Items {
					walk(i.Blocks, in+"item ")
				}
			case *intake.Definitions:
				for _, d := range b.Items {
					for _, term := range d.Terms {
						out = append(out, in+"term "+testkit.Letters(intake.PlainText(term)))
					}
					walk(d.Blocks, in+"item ")
				}
			case *intake.Table:
				for _, r := range b.Rows {
					var cells []string
					for _, c := range r {
						cells = append(cells, testkit.Letters(strings.Join(intake.Lines(c.Blocks), "")))
					}
					out = append(out, in+"row "+strings.Join(cells, "|"))
				}
			case *intake.Paragraph:
				out = append(out, in+testkit.Letters(intake.PlainText(b.Spans)))
			}
		}
	}
	text := r.Blocks[slices.IndexFunc(r.Blocks, func(b intake.Block) bool { _, ok := b.(*intake.Table); return ok })+1:]
	if i := slices.IndexFunc(text, func(b intake.Block) bool { _, ok := b.(*intake.Contents); return ok }); i >= 0 {
		text = text[i+1:]
	}
	// Below the text a print tells of its decisions.
	if i := slices.IndexFunc(text, func(b intake.Block) bool {
		h, ok := b.(*intake.Heading)
		return ok && (intake.PlainText(h.Spans) == "Beslut och redaktionella ändringar" || intake.PlainText(h.Spans) == "Decisions and editorial changes")
	}); i >= 0 {
		text = text[:i]
	}
	walk(text, "")
	for _, n := range r.Notes {
		walk(n.Blocks, "note ")
	}
	return out
}

func wordCount(text string) map[string]int {
	count := map[string]int{}
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		count[w]++
	}
	return count
}
