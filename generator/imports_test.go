package generator_test

import (
	"cmp"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestImports holds the package table of ARCHITECTURE.md and the code together.
func TestImports(t *testing.T) {
	allowed := readTable(t)
	seen := map[string]bool{}
	err := filepath.WalkDir("..", func(file string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := entry.Name()
		if entry.IsDir() && (name == "testdata" || name == "node_modules" || name == "bench" || (strings.HasPrefix(name, ".") && name != "..")) {
			return fs.SkipDir
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		pkg := path.Dir(filepath.ToSlash(strings.TrimPrefix(file, ".."+string(filepath.Separator))))
		row, known := allowed[pkg]
		if !known {
			t.Errorf("%s: package %s is not in the table of ARCHITECTURE.md", file, pkg)
			return nil
		}
		seen[pkg] = true
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, i := range parsed.Imports {
			imported := strings.Trim(i.Path.Value, `"`)
			if ours, isOurs := strings.CutPrefix(imported, "styrdok/"); isOurs {
				if !row.packages[ours] {
					t.Errorf("%s imports %s, which the table does not allow", file, ours)
				}
			} else if strings.Contains(strings.SplitN(imported, "/", 2)[0], ".") && !row.allowsLibrary(imported) {
				t.Errorf("%s imports %s, whose home is elsewhere", file, imported)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for pkg := range allowed {
		if !seen[pkg] {
			t.Errorf("ARCHITECTURE.md names %s, which has no Go file", pkg)
		}
	}
}

type importRow struct {
	packages  map[string]bool
	libraries []string
}

func (r importRow) allowsLibrary(imported string) bool {
	for _, l := range r.libraries {
		if strings.Contains("/"+imported+"/", "/"+l+"/") {
			return true
		}
	}
	return false
}

var bold = regexp.MustCompile(`\*\*([^*]+)\*\*`)

// readTable reads the rows "| `package` | job | may import |".
func readTable(t *testing.T) map[string]importRow {
	data, err := os.ReadFile("../ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]importRow{}
	for _, line := range strings.Split(string(data), "\n") {
		cells := strings.Split(line, "|")
		if len(cells) != 5 || !strings.HasPrefix(strings.TrimSpace(cells[1]), "`") {
			continue
		}
		row := importRow{packages: map[string]bool{}}
		for _, m := range bold.FindAllStringSubmatch(cells[3], -1) {
			row.libraries = append(row.libraries, m[1])
		}
		own, _, _ := strings.Cut(cells[3], ";")
		for _, p := range strings.Split(own, ",") {
			switch p = strings.TrimSpace(p); {
			case p == "–" || p == "" || strings.HasPrefix(p, "*"):
			case p == "generator" || p == "themes" || p == "docs":
				row.packages[p] = true
			default:
				row.packages["generator/"+p] = true
			}
		}
		rows[strings.Trim(strings.TrimSpace(cells[1]), "`")] = row
	}
	if len(rows) < 10 {
		t.Fatalf("only %d rows found in ARCHITECTURE.md", len(rows))
	}
	return rows
}

// TestGoroutines shows that only the packages of which ARCHITECTURE.md says so start goroutines.
func TestGoroutines(t *testing.T) {
	onlyIn(t, `(?m)^\s*go (func\(|[\w.]+\()|\.Go\(func`, "generator/task", "generator/serve")
}

// TestPatterns shows that no package compiles patterns when the program starts.
func TestPatterns(t *testing.T) { onlyIn(t, `(?m)^(?:var |\t)\w+ += regexp\.MustCompile\(`) }

// onlyIn shows that the given packages, and no others, have code that an expression matches.
func onlyIn(t *testing.T, expression string, packages ...string) {
	code, found := regexp.MustCompile(expression), map[string]bool{}
	err := fs.WalkDir(os.DirFS(".."), ".", func(file string, entry fs.DirEntry, err error) error {
		top, _, _ := strings.Cut(file, "/")
		if err != nil || entry.IsDir() && top != "." && top != "cmd" && top != "generator" && top != "themes" && top != "docs" {
			return cmp.Or(err, fs.SkipDir)
		}
		if strings.HasSuffix(file, ".go") && !strings.HasSuffix(file, "_test.go") {
			text, err := os.ReadFile(filepath.Join("..", file))
			found[path.Dir(file)] = found[path.Dir(file)] || code.Match(text)
			return err
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for pkg, any := range found {
		if allowed := slices.Contains(packages, pkg); any != allowed {
			t.Errorf("%s has %s: %v, want %v", pkg, expression, any, allowed)
		}
	}
}
