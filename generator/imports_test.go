package generator_test

import (
	"cmp"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// program reads the Go files that the program is made of, without tests, and what else mode says of them.
func program(t *testing.T, mode parser.Mode, do func(file, pkg string, parsed *ast.File)) {
	t.Helper()
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
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, mode)
		if err == nil {
			file = filepath.ToSlash(strings.TrimPrefix(file, ".."+string(filepath.Separator)))
			do(file, path.Dir(file), parsed)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestImports holds the package table of ARCHITECTURE.md and the code together.
func TestImports(t *testing.T) {
	allowed := readTable(t)
	seen := map[string]bool{}
	program(t, parser.ImportsOnly, func(file, pkg string, parsed *ast.File) {
		row, known := allowed[pkg]
		if !known {
			t.Errorf("%s: package %s is not in the table of ARCHITECTURE.md", file, pkg)
			return
		}
		seen[pkg] = true
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
	})
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

// opened are what opens otherwise than by the package regular, by file, and why nothing waits there.
var opened = map[string]string{
	"generator/act/mail.go root.OpenFile":          "appends; the log has been read and put in order just before",
	"generator/edit/files.go root.Open":            "the folder of a file that has been written",
	"generator/edit/files.go root.OpenFile":        "makes a file, or asks for permission to write one that is known to be regular",
	"generator/edit/unfinished.go root.OpenFile":   "makes a file",
	"generator/lock/lock_unix.go root.OpenFile":    "waits for nobody: O_NONBLOCK",
	"generator/lock/lock_unix.go unix.Open":        "waits for nobody: O_NONBLOCK",
	"generator/lock/lock_windows.go root.OpenFile": "looked at before",
	"generator/memo/store.go s.root.Open":          "its own folder",
	"generator/memo/store.go site.OpenRoot":        "looked at before",
	"generator/publish/operations.go os.OpenFile":  "makes a file",
	"generator/publish/stat_unix.go unix.Open":     "a folder: O_DIRECTORY",
}

// opens are the ways to open something on the disk, or to have a file system that does.
var opens = regexp.MustCompile(`^(os|unix|syscall|windows|ioutil)\.(Open|ReadFile|DirFS)|\.(OpenFile|OpenRoot|OpenInRoot)$|(?i:root)\.(Open|ReadFile|FS)$`)

// TestOneWayToOpen shows that whatever lies on the disk is opened by the package regular, which waits for no pipe and reads no device.
func TestOneWayToOpen(t *testing.T) {
	used := map[string]bool{}
	program(t, parser.SkipObjectResolution, func(file, pkg string, parsed *ast.File) {
		if pkg == "generator/regular" || strings.HasPrefix(pkg, "generator/testkit") || pkg == "release" {
			return
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			s, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			what := types.ExprString(s)
			if strings.HasPrefix(what, "regular.") || !opens.MatchString(what) {
				return true
			}
			if key := file + " " + what; opened[key] != "" {
				used[key] = true
			} else {
				t.Errorf("%s calls %s; files are opened by generator/regular", file, what)
			}
			return true
		})
	})
	for key := range opened {
		if !used[key] {
			t.Errorf("%s is not called any more", key)
		}
	}
}
