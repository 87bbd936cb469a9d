package generator_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"styrdok/generator/i18n"
)

var (
	genderForm = regexp.MustCompile(`\.(common|neuter|plural)$`)
	argument   = regexp.MustCompile(`\{\w+\}`)
)

// otherArguments are texts that one language writes around another form of the same thing: the
// caller hands over a genitive, or a name as it stands in a sentence, and each takes what it needs.
var otherArguments = []string{"site.derivation.whose", "site.source.copy", "site.listed.text", "site.text.label"}

// TestTexts shows that every text stands in every language with the same arguments. A language
// without gender has one form for all.
func TestTexts(t *testing.T) {
	type text struct{ arguments []string }
	texts := func(lang string) map[string]text {
		out := map[string]text{}
		words := i18n.MustLoad(lang)
		keys := words.Keys()
		for i, k := range keys {
			if !words.Has(k) {
				t.Errorf("%s: %s is not found by its key", lang, k)
			}
			if i > 0 && k == keys[i-1] {
				t.Errorf("%s: %s is in two files", lang, k)
			}
			base := genderForm.ReplaceAllString(k, "")
			found := append(out[base].arguments, argument.FindAllString(words.T(k), -1)...)
			slices.Sort(found)
			out[base] = text{slices.Compact(found)}
			if strings.TrimSpace(words.T(k)) == "" {
				t.Errorf("%s: %s is empty", lang, k)
			}
		}
		return out
	}
	first := texts(i18n.Languages()[0])
	if len(first) < 100 {
		t.Fatalf("got %d texts, want at least 100", len(first))
	}
	for _, lang := range i18n.Languages()[1:] {
		other := texts(lang)
		for k, want := range first {
			got, ok := other[k]
			switch {
			case !ok:
				t.Errorf("%s lacks %s", lang, k)
			case slices.Contains(otherArguments, k):
			case !slices.Equal(got.arguments, want.arguments):
				t.Errorf("%s in %s: got arguments %v, want %v", k, lang, got.arguments, want.arguments)
			}
		}
		for k := range other {
			if _, ok := first[k]; !ok {
				t.Errorf("only %s has %s", lang, k)
			}
		}
	}
	for _, k := range otherArguments {
		if _, ok := first[k]; !ok {
			t.Errorf("%s is no text any more", k)
		}
	}
}

// TestTextKeys shows that every text that code or templates ask for by a literal key exists.
func TestTextKeys(t *testing.T) {
	words := i18n.MustLoad("sv")
	keys := words.Keys()
	tops := map[string]bool{}
	for _, k := range keys {
		top, _, _ := strings.Cut(k, ".")
		tops[top] = true
	}
	begins := func(prefix string) bool {
		return slices.ContainsFunc(keys, func(k string) bool { return strings.HasPrefix(k, prefix) })
	}
	// exists reports whether a callee finds its text: those of counts and genders ask for forms.
	exists := func(callee, key string) bool {
		if strings.HasSuffix(callee, "+") {
			return begins(key)
		}
		switch callee {
		case "N", "sayN":
			return words.Has(key+".one") && words.Has(key+".other")
		case "G", "sayG":
			return words.Has(key) || words.Has(key+".common") || begins(key+".")
		case "T", "P", "say", "text":
			return words.Has(key)
		}
		return words.Has(key) || begins(strings.TrimSuffix(key, ".")+".")
	}
	shape := regexp.MustCompile(`^[a-z]+\.[a-z0-9_.-]*$`)
	asked := 0
	check := func(place, callee, key string) {
		if callee == "P" || callee == "P+" {
			key = "phrase." + key
		}
		top, _, _ := strings.Cut(key, ".")
		if !tops[top] || !shape.MatchString(key) || strings.HasPrefix(callee, "PosOf") || strings.HasSuffix(key, ".toml") {
			return // No text, but a key of config.toml or a file.
		}
		asked++
		if !exists(callee, key) {
			t.Errorf("%s asks for %s, which is no text", place, key)
		}
	}
	for _, root := range []string{".", "../cmd"} {
		err := filepath.WalkDir(root, func(file string, entry fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
				return err
			}
			files := token.NewFileSet()
			parsed, err := parser.ParseFile(files, file, nil, 0)
			if err != nil {
				return err
			}
			callees := map[ast.Node]string{}
			ast.Inspect(parsed, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.CallExpr:
					if s, ok := n.Fun.(*ast.SelectorExpr); ok && len(n.Args) > 0 {
						callees[n.Args[0]] = s.Sel.Name
						if sum, ok := n.Args[0].(*ast.BinaryExpr); ok {
							callees[sum.X] = s.Sel.Name + "+" // the rest of the key is put on at run time
						}
					}
				case *ast.ImportSpec:
					return false
				case *ast.BasicLit:
					if n.Kind != token.STRING {
						return true
					}
					s, err := strconv.Unquote(n.Value)
					if err != nil {
						return true
					}
					check(files.Position(n.Pos()).String(), callees[n], s)
				}
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	quoted := regexp.MustCompile(`\bt "([a-z0-9_.-]+)"`)
	templates, err := filepath.Glob("../themes/standard/templates/*.html")
	if err != nil || len(templates) == 0 {
		t.Fatalf("no templates: %v", err)
	}
	for _, file := range templates {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range quoted.FindAllStringSubmatch(string(data), -1) {
			check(file, "T", m[1])
		}
	}
	if asked < 100 {
		t.Errorf("found %d keys, want at least 100", asked)
	}
	for _, callee := range []string{"T", "N", "G", "P", "T+", ""} {
		if exists(callee, "site.no-such-text") {
			t.Errorf("%s: a text that does not exist is found", callee)
		}
	}
}

// TestOneWordForReviews shows that citizens read one word for a review that changed nothing, outside the documents' own texts. The page that
// explains the words also tells what officials call it, and how soon "snart" is, as the register does.
func TestOneWordForReviews(t *testing.T) {
	texts := regexp.MustCompile(`(?s)<article.*</article>`)
	said := 0
	for _, f := range demonstration(t).Files {
		if !strings.HasSuffix(f.Path, ".html") && !strings.HasSuffix(f.Path, ".atom") {
			continue
		}
		got := string(f.Data)
		if f.Path == "om-styrdokument/index.html" {
			if !strings.Contains(got, "inom 180") || !strings.Contains(got, "aktualitetsprövning") {
				t.Error("the page about the words does not explain them")
			}
			continue
		}
		got = texts.ReplaceAllString(got, "")
		said += strings.Count(got, "Sågs över") + strings.Count(got, "Sågs senast över") + strings.Count(got, "Översyn utan ändring")
		if at := strings.Index(got, "ktualitetspröv"); at >= 0 {
			t.Errorf("%s: %.60s", f.Path, got[max(0, at-20):])
		}
	}
	if said < 5 {
		t.Errorf("a review is told of %d times", said)
	}
}
