package markdown

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"styrdok/generator/block"
	"styrdok/generator/diag"
)

var update = flag.Bool("update", false, "rewrite the expectations in testdata")

// TestParse compares trees with testdata/*.txtar. A file's comment may hold options, one a line:
// "title: …", "language: …", "mask", "numbered".
func TestParse(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("got no test files: %v", err)
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			var src []byte
			want := map[string]string{}
			for _, f := range a.Files {
				if f.Name == "in.md" {
					src = f.Data
					continue
				}
				want[f.Name] = string(f.Data)
			}
			opt := options(string(a.Comment))
			tree, problems := Parse(src, opt)
			got := map[string]string{"tree": dump(tree), "problems": list(problems)}
			if anchors := MaskedAnchors(src, opt); anchors != nil {
				got["masked"] = strings.Join(anchors, "\n") + "\n"
			}
			if *update {
				a.Files = a.Files[:0]
				a.Files = append(a.Files, txtar.File{Name: "in.md", Data: src})
				for _, part := range []string{"problems", "masked", "tree"} {
					if got[part] != "" {
						a.Files = append(a.Files, txtar.File{Name: part, Data: []byte(got[part])})
					}
				}
				if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			for _, part := range []string{"problems", "masked", "tree"} {
				if got[part] != want[part] {
					t.Errorf("%s: got\n%s\nwant\n%s", part, got[part], want[part])
				}
			}
		})
	}
}

func options(comment string) Options {
	opt := Options{File: "a.md", Language: "sv"}
	for _, line := range strings.Split(comment, "\n") {
		key, value, _ := strings.Cut(line, ": ")
		switch key {
		case "title":
			opt.Title = value
		case "language":
			opt.Language = value
		case "mask":
			opt.Mask = true
		case "numbered":
			opt.Numbered = true
		}
	}
	return opt
}

func list(problems diag.List) string {
	var b strings.Builder
	for _, d := range problems {
		args := make([]string, len(d.Args))
		for i, a := range d.Args {
			args[i] = fmt.Sprintf(" %q", a.Text)
			if a.Key != "" {
				args[i] = fmt.Sprintf(" {%q %q}", a.Key, a.Args)
			}
		}
		fmt.Fprintf(&b, "%d:%d %s %s%s", d.Pos.Line, d.Pos.Column, d.Severity, d.Code, strings.Join(args, ""))
		if d.Subject != "" {
			fmt.Fprintf(&b, " (%s?)", d.Subject)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// TestPlusIsNoRule keeps items of plus signs in their list: "+ + +" is an item within an item.
func TestPlusIsNoRule(t *testing.T) {
	tree, _ := Parse([]byte("+ ett\n+ + två\n+ + +\n"), Options{File: "a.md"})
	if len(tree.Blocks) != 1 || len(tree.Blocks[0].(*block.List).Items) != 3 {
		t.Errorf("got %d blocks, want one list with three items", len(tree.Blocks))
	}
}

// TestParseInParallel shows that texts can be parsed at the same time.
func TestParseInParallel(t *testing.T) {
	opt := Options{File: "a.md", Language: "sv", Numbered: true}
	tree, _ := Parse([]byte(everything), opt)
	want := dump(tree)
	for i := range 8 {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			t.Parallel()
			tree, _ := Parse([]byte(everything), opt)
			if got := dump(tree); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}
