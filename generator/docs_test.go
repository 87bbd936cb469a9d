package generator_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"styrdok/generator/act"
	"testing"
	"testing/fstest"

	"go/ast"
	"go/parser"
	"go/token"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"styrdok/generator"
	"styrdok/generator/account"
	"styrdok/generator/block"
	"styrdok/generator/diag"
	"styrdok/generator/edit"
	"styrdok/generator/i18n"
	"styrdok/generator/library"
	"styrdok/generator/markdown"
	"styrdok/generator/publish"
	"styrdok/generator/reminder"
	"styrdok/generator/report"
	"styrdok/generator/source"
	"styrdok/themes"
)

// docsDay is the day for which the handbook's examples are written.
var docsDay = library.Date{Year: 2026, Month: 11, Day: 22}

// section is a part of a handbook below one heading.
type section struct {
	heading string
	rows    [][]string // of its tables, cells trimmed, without head and rule
	fences  []fence
}

// fence is a fenced example. Its path stands after its language: ```toml config.toml.
type fence struct {
	language, path, text string
	line                 int
}

// readHandbook cuts a file of docs/ into its sections.
func readHandbook(t *testing.T, name string) []section {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", name))
	if err != nil {
		t.Fatal(err)
	}
	out := []section{{}}
	var open *fence
	ticks := ""
	for i, line := range strings.Split(string(data), "\n") {
		last := &out[len(out)-1]
		switch {
		case open != nil && strings.TrimSpace(line) == ticks:
			last.fences = append(last.fences, *open)
			open = nil
		case open != nil:
			open.text += line + "\n"
		case strings.HasPrefix(line, "```"):
			info := strings.TrimLeft(line, "`")
			ticks = line[:len(line)-len(info)]
			words := append(strings.Fields(info), "", "")
			open = &fence{language: words[0], path: words[1], line: i + 1}
		case strings.HasPrefix(line, "#"):
			out = append(out, section{heading: strings.Trim(line, "# ")})
		case strings.HasPrefix(line, "| ") && !strings.HasPrefix(line, "| ---"):
			cells := strings.Split(strings.Trim(strings.ReplaceAll(line, `\|`, "\x00"), "|"), "|")
			for c := range cells {
				cells[c] = strings.ReplaceAll(strings.TrimSpace(cells[c]), "\x00", "|")
			}
			last.rows = append(last.rows, cells)
		}
	}
	if open != nil {
		t.Fatalf("%s: the example of line %d never ends", name, open.line)
	}
	return out
}

// key is a key as a handbook's table describes it.
type key struct{ kind, preset string }

var ticked = regexp.MustCompile("^`([a-z_]+)`$")

// keys returns the keys of a section: what stands in backticks in its tables under "Nyckel".
func (s section) keys() map[string]key {
	out := map[string]key{}
	inside := false
	for _, r := range s.rows {
		if m := ticked.FindStringSubmatch(r[0]); m == nil {
			inside = r[0] == "Nyckel"
		} else if inside {
			out[m[1]] = key{r[1], r[2]}
		}
	}
	return out
}

// candidates are the words that may be keys: the string literals of package source. What it does
// not hold as a literal it cannot ask for.
func candidates(t *testing.T) []string {
	t.Helper()
	word := regexp.MustCompile(`^[a-z_]+$`)
	seen := map[string]bool{}
	packages, err := filepath.Glob("source/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range packages {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			if l, ok := n.(*ast.BasicLit); ok && l.Kind == token.STRING {
				if s, err := strconv.Unquote(l.Value); err == nil && word.MatchString(s) {
					seen[s] = true
				}
			}
			return true
		})
	}
	var out []string
	for s := range seen {
		out = append(out, s)
	}
	slices.Sort(out)
	return out
}

// accepted returns those of the words that a reader takes as keys of the table that a header
// such as "[[reviews]]" opens.
func accepted(read func(toml string) diag.List, header string, words []string) []string {
	text := header + "\n"
	for _, w := range words {
		text += w + " = true\n"
	}
	unknown := map[string]bool{}
	for _, d := range read(text) {
		if d.Code == diag.UnknownKey {
			unknown[fmt.Sprint(d.Args[0])] = true
		}
	}
	var out []string
	for _, w := range words {
		if !unknown[w] {
			out = append(out, w)
		}
	}
	return out
}

// asks returns which type the reader wants of a key, by handing it an empty table, and a list
// where a table is wanted.
func asks(read func(toml string) diag.List, header, name string) string {
	for _, wrong := range []string{"{}", "[]"} {
		for _, d := range read(header + "\n" + name + " = " + wrong + "\n") {
			if d.Code == diag.WrongType && strings.HasSuffix(fmt.Sprint(d.Args[0]), name) {
				return strings.TrimPrefix(d.Args[2].Key, "type.")
			}
		}
	}
	return "unknown"
}

var typeWords = map[string]string{
	"text": "text", "boolean": "true/false", "integer": "heltal", "date": "datum", "list": "lista", "lists": "listor", "table": "tabell", "tables": "tabeller",
}

// headers finds every table that a reader knows by asking whether a key that cannot be is unknown
// in it: "" and, below it, "[site]", "[[bodies]]" and so on.
func headers(read func(toml string) diag.List, words []string) map[string][]string {
	out := map[string][]string{}
	var visit func(path, header string)
	visit = func(path, header string) {
		out[header] = accepted(read, header, words)
		if strings.Count(path, ".") > 2 {
			return
		}
		for _, w := range out[header] {
			below := strings.TrimPrefix(path+"."+w, ".")
			outer := ""
			if strings.HasPrefix(header, "[[") {
				outer = header + "\n"
			}
			for _, h := range []string{"[" + below + "]", "[[" + below + "]]"} {
				for _, d := range read(outer + h + "\nzzz = 1\n") {
					if d.Code == diag.UnknownKey && d.Args[0].Text == "zzz" {
						visit(below, outer+h)
					}
				}
			}
		}
	}
	visit("", "")
	return out
}

// TestOrder holds the order in which edits put keys to those that the handbook has. As far as they can be written in any place there,
// they stand in the same order.
func TestOrder(t *testing.T) {
	sections := readHandbook(t, "docs/writing.md")
	all := sections[slices.IndexFunc(sections, func(s section) bool { return s.heading == "Alla nycklar" })]
	var handbook, order []string
	movable := true
	for _, r := range all.rows {
		if m := ticked.FindStringSubmatch(r[0]); m != nil {
			if !slices.Contains(edit.Order, m[1]) {
				t.Errorf("edit.Order lacks %s", m[1])
			}
			if movable {
				handbook = append(handbook, m[1])
			}
			movable = movable && m[1] != "visibility" // what comes after it are tables, and what goes with a decision
		}
	}
	for _, key := range edit.Order {
		if _, described := all.keys()[key]; !described {
			t.Errorf("edit.Order has %s, which is no key", key)
		}
		if slices.Contains(handbook, key) {
			order = append(order, key)
		}
	}
	if diff := cmp.Diff(handbook, order); diff != "" {
		t.Errorf("edit.Order is not that of the handbook (-handbook +Order):\n%s", diff)
	}
}

// compareKeys holds the sections of a handbook whose headings are tables to what a reader accepts.
// Top says which heading describes the keys in front of all tables; empty if there are none.
func compareKeys(t *testing.T, file, top string, read func(toml string) diag.List) {
	t.Helper()
	sections := map[string]section{}
	for _, s := range readHandbook(t, file) {
		sections[strings.Trim(s.heading, "`")] = s
	}
	words := candidates(t)
	for header, known := range headers(read, words) {
		lines := strings.Split(header, "\n")
		name := lines[len(lines)-1]
		if name == "" {
			if name = top; top == "" {
				continue
			}
		}
		s, documented := sections[name]
		if !documented {
			if len(known) > 0 {
				t.Errorf("%s has no heading %s for the keys %v", file, name, known)
			}
			continue
		}
		keys := s.keys()
		for _, k := range known {
			described, ok := keys[k]
			if !ok {
				t.Errorf("%s: %s does not describe %s", file, name, k)
				continue
			}
			if want := typeWords[asks(read, header, k)]; want != strings.Split(described.kind, " eller ")[0] {
				t.Errorf("%s: %s: %s is described as %s, want %s", file, name, k, described.kind, want)
			}
			shown := regexp.MustCompile(`(?m)^` + k + ` *=|[{,] *` + k + ` *=|^\[+` + k + `\]`)
			if !slices.ContainsFunc(s.fences, func(f fence) bool { return shown.MatchString(f.text) }) {
				t.Errorf("%s: %s has no example of %s", file, name, k)
			}
		}
		for k := range keys {
			if !slices.Contains(known, k) {
				t.Errorf("%s: %s describes %s, which is no key", file, name, k)
			}
		}
	}
}

const minimalConfig = "[site]\ntitle = \"S\"\nbase_url = \"https://s.example/\"\n[organisation]\nname = \"S\"\n"

func readConfig(toml string) diag.List {
	_, diags := source.ReadConfig("config.toml", toml)
	return diags
}

// TestConfigKeys shows that docs/configuration.md describes every key that config.toml may have,
// with its type and an example, and no other.
func TestConfigKeys(t *testing.T) {
	compareKeys(t, "docs/configuration.md", "", readConfig)
	for _, c := range diag.Codes() {
		for _, d := range readConfig(minimalConfig + "[diagnostics]\n" + string(c) + " = \"off\"\n") {
			t.Errorf("[diagnostics] %s: %v", c, d)
		}
	}
}

// TestConfigExamples shows that the examples of docs/configuration.md are read without a word.
func TestConfigExamples(t *testing.T) {
	n := 0
	for _, s := range readHandbook(t, "docs/configuration.md") {
		for _, f := range s.fences {
			if f.language != "toml" {
				continue // what a web server reads
			}
			n++
			text := f.text
			if !strings.Contains(text, "[site]") {
				site, org, _ := strings.Cut(minimalConfig, "[organisation]")
				if !strings.Contains(text, "[organisation]") {
					site += "[organisation]" + org
				}
				text = site + text
			}
			for _, d := range readConfig(text) {
				t.Errorf("example of line %d: %v %s %v", f.line, d.Pos, d.Code, d.Args)
			}
		}
	}
	if n < 10 {
		t.Errorf("got %d examples, want at least 10", n)
	}
}

// TestConfigDefaults compares the defaults in docs/configuration.md with those of the code: to
// write a default changes nothing, and what has none by the handbook is empty in the code.
func TestConfigDefaults(t *testing.T) {
	// What a table must have beside the key in question.
	needed := map[string]string{
		"[[bodies]]":      "id = \"x\"\nname = \"X\"\n",
		"[[kinds]]":       "id = \"x\"\nsingular = \"x\"\nplural = \"x\"\ndefinite = \"x\"\n",
		"[[collections]]": "id = \"x\"\n",
		"[[events]]":      "date = 2026-01-01\ntext = \"x\"\n",
		"[[owners]]":      "role = \"x\"\nemail = \"x@x.example\"\n",
		"[[obligations]]": "what = \"x\"\nlaw = \"x\"\nsource = \"https://x.example/\"\nread = 2026-01-01\n",
	}
	presets := source.DefaultConfig()
	tables := map[string]reflect.Value{
		"[site]": reflect.ValueOf(presets.Site), "[organisation]": reflect.ValueOf(presets.Organisation),
		"[review]": reflect.ValueOf(presets.Review), "[search]": reflect.ValueOf(presets.Search), "[print]": reflect.ValueOf(presets.Print),
		"[accessibility]": reflect.ValueOf(presets.Accessibility), "[terms]": reflect.ValueOf(presets.Rules.Terms),
		"[remind]": reflect.ValueOf(presets.Remind), "[notify]": reflect.ValueOf(presets.Notify),
	}
	compared := 0
	for _, s := range readHandbook(t, "docs/configuration.md") {
		header := strings.Trim(s.heading, "`")
		for name, k := range s.keys() {
			if k.preset == "krävs" || header == "[[accessibility.issues]]" {
				continue
			}
			literal, written := strings.CutPrefix(k.preset, "`")
			literal = strings.TrimSuffix(literal, "`")
			if !written {
				field := tables[header]
				if !field.IsValid() {
					continue
				}
				field = field.FieldByNameFunc(func(f string) bool { return strings.EqualFold(f, strings.ReplaceAll(name, "_", "")) })
				if !field.IsValid() {
					t.Errorf("%s %s: no such field", header, name)
				} else if !field.IsZero() {
					t.Errorf("%s %s: got no default in the handbook, want %v", header, name, field)
				}
				compared++
				continue
			}
			before, line := minimalConfig, name+" = "+literal+"\n"
			if header == "[site]" || header == "[organisation]" {
				before = strings.Replace(before, header+"\n", header+"\n%s", 1)
			} else {
				before += header + "\n" + needed[header] + "%s"
			}
			without, diags := source.ReadConfig("config.toml", strings.Replace(before, "%s", "", 1))
			with, more := source.ReadConfig("config.toml", strings.Replace(before, "%s", line, 1))
			for _, d := range append(diags, more...) {
				t.Errorf("%s %s: %s %v", header, line, d.Code, d.Args)
			}
			if diff := cmp.Diff(without, with, cmpopts.IgnoreUnexported(source.Config{})); diff != "" {
				t.Errorf("%s %s is not the default (-without +with):\n%s", header, line, diff)
			}
			compared++
		}
	}
	if compared < 40 {
		t.Errorf("compared %d keys, want at least 40", compared)
	}
}

// TestBuiltIns compares the built-in bodies and kinds with the handbook's tables.
func TestBuiltIns(t *testing.T) {
	rules := library.DefaultRules()
	want := map[string][]string{}
	yes := map[bool]string{true: "ja", false: "nej"}
	for _, b := range rules.Bodies {
		want["b:"+string(b.ID)] = []string{"`" + string(b.ID) + "`", b.Name, strings.Join(b.Short, ", "), strconv.Itoa(b.Rank), yes[b.KeepsMinutes()]}
	}
	for _, k := range rules.Kinds {
		var cycles []string
		for _, c := range k.Review {
			word := c.String()
			cycles = append(cycles, word)
		}
		want["k:"+string(k.ID)] = []string{"`" + string(k.ID) + "`", k.Plural, strconv.Itoa(k.Rank), strings.Join(cycles, ", "), string(k.Body), yes[k.Statute]}
	}
	got := map[string][]string{}
	for _, s := range readHandbook(t, "docs/configuration.md") {
		prefix := map[string]string{"`[[bodies]]`": "b:", "`[[kinds]]`": "k:"}[s.heading]
		inside := false
		for _, r := range s.rows {
			if !strings.HasPrefix(r[0], "`") {
				inside = r[0] == "Inbyggt id"
				continue
			}
			if inside {
				got[prefix+strings.Trim(r[0], "`")] = r
			}
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("built-in bodies and kinds (-code +handbook):\n%s", diff)
	}
}

// readFront reads a text as the front matter of a file.
func readFront(file string) func(toml string) diag.List {
	return func(toml string) diag.List {
		_, diags, err := source.Load(fstest.MapFS{file: {Data: []byte("+++\n" + toml + "+++\n")}}, nil)
		if err != nil {
			panic(err)
		}
		return diags
	}
}

// TestFrontMatterKeys shows that docs/writing.md describes every key of documents and pages.
func TestFrontMatterKeys(t *testing.T) {
	compareKeys(t, "docs/writing.md", "Alla nycklar", readFront("content/policy/x.md"))
	compareKeys(t, "docs/writing.md", "Sammanträden", readFront("content/meetings/x.md"))
	compareKeys(t, "docs/writing.md", "Vanliga sidor", readFront("content/pages/x.md"))
	compareKeys(t, "docs/writing.md", "Inledning till en samling", readFront("content/policy/_index.md"))
}

// TestWritingExamples builds a site of the handbook's complete documents and reads its other
// examples: none gives a diagnostic.
func TestWritingExamples(t *testing.T) {
	files := map[string]string{}
	images := regexp.MustCompile(`!\[[^\]]*\]\(([^ )]+)`)
	pieces := 0
	for _, name := range []string{"docs/configuration.md", "docs/writing.md", "README.md"} {
		for _, s := range readHandbook(t, name) {
			for _, f := range s.fences {
				switch {
				case f.path != "":
					if _, twice := files[f.path]; twice {
						t.Errorf("%s:%d: %s stands twice", name, f.line, f.path)
					}
					files[f.path] = f.text
					for _, m := range images.FindAllStringSubmatch(f.text, -1) {
						files[filepath.ToSlash(filepath.Join(filepath.Dir(f.path), m[1]))] = picture(t)
					}
				case name != "docs/writing.md":
				case f.language == "markdown":
					pieces++
					_, diags := markdown.Parse([]byte(f.text), markdown.Options{File: name, FirstLine: f.line + 1, Language: "sv"})
					for _, d := range diags {
						t.Errorf("%v: %s %v", d.Pos, d.Code, d.Args)
					}
				case f.language == "toml":
					pieces++
					text := f.text
					if !regexp.MustCompile(`(?m)^title *=`).MatchString(text) {
						text = "title = \"X\"\n" + text
					}
					for _, d := range readFront("content/policy/x.md")(text) {
						t.Errorf("%s:%d: %s %v", name, f.line, d.Code, d.Args)
					}
				}
			}
		}
	}
	if pieces < 10 {
		t.Errorf("got %d short examples, want at least 10", pieces)
	}
	for _, internal := range []bool{false, true} {
		made := makeSite(t, files, generator.Options{Internal: internal})
		for _, d := range made.Diags {
			t.Errorf("internal=%v: %v: %s", internal, d.Pos, d.Message(made.Words))
		}
		if len(made.Files) == 0 {
			t.Errorf("internal=%v: nothing was made", internal)
		}
	}
}

// TestWritingReport shows that the report in the handbook is what the program says.
func TestWritingReport(t *testing.T) {
	files, want := map[string]string{"config.toml": minimalConfig}, ""
	for _, s := range readHandbook(t, "docs/writing.md") {
		for _, f := range s.fences {
			if f.path == "content/policy/losenord.md" {
				files[f.path] = strings.Replace(f.text, "kommunf", "komunf", 1)
			}
			if f.language == "text" && f.path == "" {
				want = f.text
			}
		}
	}
	made := makeSite(t, files, generator.Options{})
	var got bytes.Buffer
	if err := diag.Write(&got, made.Diags, diag.WriteOptions{Texts: made.Words, Line: made.Line}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got.String()); diff != "" {
		t.Errorf("report (-handbook +program):\n%s", diff)
	}
}

// picture is a small PNG.
func picture(t *testing.T) string {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 8, 8))); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// makeSite writes files to a folder and makes the site of it.
func makeSite(t *testing.T, files map[string]string, opt generator.Options) *generator.Result {
	t.Helper()
	dir := t.TempDir()
	writeSite(t, dir, files)
	return makeIn(t, dir, opt)
}

// makeIn makes the site in a folder.
func makeIn(t *testing.T, dir string, opt generator.Options) *generator.Result {
	t.Helper()
	opt.Dir = dir
	if opt.Today.IsZero() {
		opt.Today = docsDay
	}
	opt.Standard = themes.Standard()
	made, err := generator.Make(opt)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// writeSite writes files to a folder.
func writeSite(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// TestDiagnosticsHandbook shows that every code has a heading of its own in docs/diagnostics.md,
// in order, and sentences in every language.
func TestDiagnosticsHandbook(t *testing.T) {
	var want, got []string
	for _, c := range diag.Codes() {
		if !slices.Contains(unreported, c) {
			want = append(want, string(c))
		}
	}
	code := regexp.MustCompile("^`([a-z-]+)`$")
	for _, s := range readHandbook(t, "docs/diagnostics.md") {
		if m := code.FindStringSubmatch(s.heading); m != nil {
			got = append(got, m[1])
			if len(s.fences) == 0 {
				t.Errorf("%s has no example", m[1])
			}
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("headings of docs/diagnostics.md (-codes +headings):\n%s", diff)
	}
	for _, lang := range i18n.Languages() {
		words := i18n.MustLoad(lang)
		for _, c := range want {
			for _, sentence := range []string{".message", ".hint"} {
				if !words.Has("diag." + c + sentence) {
					t.Errorf("%s has no text diag.%s%s", lang, c, sentence)
				}
			}
		}
	}
}

// TestDiagnosticsExamples shows that the examples of docs/diagnostics.md provoke what they stand
// for. Those without a language of a file only describe what is too large to show.
func TestDiagnosticsExamples(t *testing.T) {
	if testing.Short() {
		t.Skip("many builds, one like the other")
	}
	images := regexp.MustCompile(`!\[[^\]]*\]\(([^ )]+)`)
	shown := 0
	for _, s := range readHandbook(t, "docs/diagnostics.md") {
		code := diag.Code(strings.Trim(s.heading, "`"))
		files := map[string]string{"config.toml": minimalConfig}
		for _, f := range s.fences {
			switch {
			case f.path != "":
				files[f.path] = f.text
			case f.language == "toml":
				files["content/policy/a.md"] = "+++\ntitle = \"A\"\n" + f.text + "+++\n"
			case f.language == "markdown":
				files["content/policy/a.md"] = "+++\ntitle = \"A\"\nadopted = 2024-01-15\nadopted_by = \"ks\"\n+++\n\n" + f.text
			}
			for _, m := range images.FindAllStringSubmatch(f.text, -1) {
				name := filepath.ToSlash(filepath.Join(filepath.Dir(f.path), m[1]))
				if _, written := files[name]; !written && f.path != "" {
					files[name] = picture(t)
				}
			}
		}
		if len(files) == 1 && files["config.toml"] == minimalConfig {
			continue
		}
		shown++
		t.Run(string(code), func(t *testing.T) {
			t.Parallel()
			asked := strings.HasPrefix(string(code), "obligation-")
			made := makeSite(t, files, generator.Options{Statement: code == diag.StatementMissing, Obligations: asked, Unsealed: code == diag.Unreviewed})
			_, told := reminder.ReadLog(files[reminder.LogFile])
			if told = append(told, made.Diags...); !slices.ContainsFunc(told, func(d diag.Diagnostic) bool { return d.Code == code }) {
				t.Errorf("got %v, want %s", told, code)
			}
		})
	}
	if shown < 40 {
		t.Errorf("got %d examples, want at least 40", shown)
	}
}

// TestTypographyTable shows that what the handbook promises about typing comes true.
func TestTypographyTable(t *testing.T) {
	sample := regexp.MustCompile("`([^`]+)`")
	n := 0
	for _, s := range readHandbook(t, "docs/writing.md") {
		if s.heading != "Det här görs åt dig" {
			continue
		}
		for _, r := range s.rows[1:] {
			var out []string
			for _, m := range sample.FindAllStringSubmatch(r[0], -1) {
				n++
				tree, _ := markdown.Parse([]byte(m[1]), markdown.Options{File: "x.md", Language: "sv"})
				text := ""
				tree.AllSpans(func(span block.Span) {
					if b, ok := span.(*block.Text); ok {
						text += b.Text
					}
				})
				spaced := strings.ReplaceAll(text, "\u00a0", " ")
				out = append(out, spaced)
				if strings.HasPrefix(r[1], "samma") && (spaced != m[1] || strings.Contains(text, " ")) {
					t.Errorf("%s: got %q, want no space where a line may end", m[1], text)
				}
			}
			if got := strings.Join(out, ", "); !strings.HasPrefix(r[1], "samma") && got != r[1] {
				t.Errorf("%s: got %s, want %s", r[0], got, r[1])
			}
		}
	}
	if n < 8 {
		t.Errorf("got %d samples, want at least 8", n)
	}
}

// TestDocuments holds the documents to their length and their links to files that exist.
func TestDocuments(t *testing.T) {
	longest := map[string]int{"README.md": 80, "CONTRIBUTING.md": 100, "ARCHITECTURE.md": 230}
	names, err := filepath.Glob("../docs/*.md")
	if err != nil || len(names) == 0 {
		t.Fatalf("no documents: %v", err)
	}
	for name := range longest {
		names = append(names, filepath.Join("..", name))
	}
	fenced := regexp.MustCompile("(?ms)^```.*?^```$|`[^`\n]*`")
	link := regexp.MustCompile(`\[[^\]]*\]\(([^)#:\s]+)(#[^)]*)?\)`)
	checked := 0
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Error(err)
			continue
		}
		if most := longest[filepath.Base(name)]; most > 0 && bytes.Count(data, []byte("\n")) > most {
			t.Errorf("%s has more than %d lines", name, most)
		}
		for _, m := range link.FindAllStringSubmatch(fenced.ReplaceAllString(string(data), ""), -1) {
			checked++
			if _, err := os.Stat(filepath.Join(filepath.Dir(name), m[1])); err != nil {
				t.Errorf("%s links to %s: %v", name, m[1], err)
			}
		}
	}
	if checked < 10 {
		t.Errorf("got %d links, want at least 10", checked)
	}
}

// TestPrintMetadata shows that docs/pdf.md describes what a print says about its decision: it
// compares names and types with what a print declares, and wants each used.
func TestPrintMetadata(t *testing.T) {
	want := map[string]string{}
	for _, s := range readHandbook(t, "docs/pdf.md") {
		for _, r := range s.rows {
			if m := ticked.FindStringSubmatch(r[0]); m != nil {
				want[m[1]] = r[1]
			}
		}
	}
	made := makeSite(t, map[string]string{
		"config.toml": minimalConfig,
		"content/policy/a.md": "+++\ntitle = \"A\"\nadopted = 2024-01-15\nadopted_by = \"ks\"\nsection = \"§ 1\"\ncase_number = \"KS 2023/1\"\n" +
			"valid_until = 2030-12-31\nowner = \"X\"\n+++\n\nText.\n",
	}, generator.Options{})
	i := slices.IndexFunc(made.Files, func(f publish.File) bool { return f.Path == "policy/a/a-2024-01-15.pdf" })
	if i < 0 {
		t.Fatalf("no print was made: %v", made.Diags)
	}
	_, declared, found := strings.Cut(string(made.Files[i].Data), "<pdfaSchema:namespaceURI>https://styrdok.org/ns/decision/1/<")
	if !found {
		t.Fatal("the print does not declare the namespace")
	}
	got := map[string]string{}
	property := regexp.MustCompile(`<pdfaProperty:name>(\w+)</pdfaProperty:name><pdfaProperty:valueType>(\w+)<`)
	for _, m := range property.FindAllStringSubmatch(declared, -1) {
		got[m[1]] = m[2]
		if !strings.Contains(string(made.Files[i].Data), "<decision:"+m[1]+">") {
			t.Errorf("%s is declared and not used", m[1])
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("properties (-handbook +print):\n%s", diff)
	}
}

// TestSchemas checks what check, due and list write against the schemas in docs/.
func TestSchemas(t *testing.T) {
	made, err := act.Load(generator.Options{Dir: "..", Today: docsDay, Lang: "sv", Standard: themes.Standard()})
	if err != nil {
		t.Fatal(err)
	}
	place := report.Options{BaseURL: made.Config.Site.BaseURL}
	bad := makeSite(t, map[string]string{
		"config.toml":         minimalConfig,
		"content/policy/a.md": "+++\ntitle = \"A\"\nadopted = 2020-01-01\nadopted_by = \"ks\"\n+++\n\n<b>x</b> [y](z.md)\n",
		"content/lonely.md":   "",
	}, generator.Options{})
	write := func(f func(*bytes.Buffer) error) []byte {
		var b bytes.Buffer
		if err := f(&b); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	for _, c := range []struct {
		schema string
		data   []byte
		rows   string // path of the rows that must be there
	}{
		{"check", write(func(b *bytes.Buffer) error { return diag.WriteJSON(b, bad.Diags, bad.Words) }), "diagnostics"},
		{"check", write(func(b *bytes.Buffer) error { return diag.WriteJSON(b, nil, bad.Words) }), ""},
		{"due", write(func(b *bytes.Buffer) error { return report.WriteJSON(b, report.Dues(made.Library, place)) }), "."},
		{"due", write(func(b *bytes.Buffer) error { return report.WriteJSON(b, []report.Due{}) }), ""},
		{"due#groups", write(func(b *bytes.Buffer) error {
			return report.WriteJSON(b, report.GroupBy(report.Dues(made.Library, place), "department"))
		}), "."},
		{"due#plan", write(func(b *bytes.Buffer) error {
			return report.WriteJSON(b, report.NewPlan(account.Spread(made.Library, docsDay.AddMonths(48))))
		}), "documents"},
		{"report", write(func(b *bytes.Buffer) error {
			return report.WriteJSON(b, report.NewAccount(made.Account(act.Reporting{Body: made.Body("kf"), Since: docsDay.AddMonths(-60)})))
		}), "done"},
		{"list", write(func(b *bytes.Buffer) error { return report.WriteJSON(b, report.List(made.Library, place)) }), "."},
	} {
		name, part, _ := strings.Cut(c.schema, "#")
		data, err := os.ReadFile(filepath.Join("..", "docs", name+".schema.json"))
		if err != nil {
			t.Fatal(err)
		}
		var s, v any
		if err := json.Unmarshal(data, &s); err != nil {
			t.Fatalf("%s: %v", c.schema, err)
		}
		if err := json.Unmarshal(c.data, &v); err != nil {
			t.Fatalf("%s: %v", c.schema, err)
		}
		rules := s.(map[string]any)
		if part != "" {
			rules = rules["$defs"].(map[string]any)[part].(map[string]any)
		}
		for _, fault := range schemaFaults(s.(map[string]any), rules, v, "") {
			t.Errorf("%s: %s", c.schema, fault)
		}
		rows := v
		if c.rows != "" && c.rows != "." {
			rows = v.(map[string]any)[c.rows]
		}
		if list, _ := rows.([]any); c.rows != "" && len(list) < 3 {
			t.Errorf("%s: got %d rows, want at least 3", c.schema, len(list))
		}
	}
}

// TestArchiveSchemas checks the metadata of every bag of the demonstration, and of versions with all
// that can be told, against the schemas in docs/.
func TestArchiveSchemas(t *testing.T) {
	full := t.TempDir()
	writeSite(t, full, map[string]string{
		"config.toml":           minimalConfig,
		"content/policy/a/1.md": "+++\ntitle = \"A\"\nadopted = 2020-01-01\nadopted_by = \"ks\"\n[[reviews]]\ndate = 2021-01-01\nby = \"Chef\"\n[[corrections]]\ndate = 2021-02-01\nnote = \"X\"\n+++\nText.\n",
		"content/policy/a/2.md": "+++\ntitle = \"A\"\nadopted = 2022-01-01\nadopted_by = \"ks\"\nvalid_until = 2040-01-01\nrepealed = {date = 2025-01-01, by = \"kf\"}\n+++\n\n:::confidential\nText.\n:::\n",
	})
	schemas := map[string]map[string]any{}
	for file, name := range map[string]string{"data/metadata.json": "archive", "data/beslut.json": "archive-decisions"} {
		data, err := os.ReadFile(filepath.Join("..", "docs", name+".schema.json"))
		if err != nil {
			t.Fatal(err)
		}
		var s map[string]any
		if err := json.Unmarshal(data, &s); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		schemas[file] = s
	}
	types, checked := map[string]bool{}, 0
	for _, dir := range []string{"..", full} {
		made, bags, err := act.Archive(generator.Options{Dir: dir, Today: docsDay, Standard: themes.Standard()}, act.ArchiveOptions{})
		if err != nil || len(bags) == 0 {
			t.Fatalf("%s: %d bags, %v, %v", dir, len(bags), err, made.Diags)
		}
		for _, b := range bags {
			for _, f := range b.Files {
				s := schemas[f.Path]
				if s == nil {
					continue
				}
				var v map[string]any
				if err := json.Unmarshal(f.Data, &v); err != nil {
					t.Fatalf("%s: %v", b.Name, err)
				}
				for _, fault := range schemaFaults(s, s, v, "") {
					t.Errorf("%s/%s: %s", b.Name, f.Path, fault)
				}
				checked++
				list, _ := v["decisions"].([]any)
				for _, d := range list {
					types[d.(map[string]any)["type"].(string)] = true
				}
			}
		}
	}
	if len(types) != 5 || checked < 40 {
		t.Errorf("got %d files with the decisions %v, want all five sorts", checked, types)
	}
}

// TestSchemaFaults shows that the check above finds what is wrong.
func TestSchemaFaults(t *testing.T) {
	data, err := os.ReadFile("../docs/due.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var s map[string]any
	if err := json.Unmarshal(data, &s); err != nil {
		t.Fatal(err)
	}
	good := `{"id":"policy/a","title":"A","state":"current","opens":null,"due":"2026-01-01","overdue_since":null,"terms_missed":0,` +
		`"rule":"every term","events":[],"owner":null,"department":null,"url":"https://s.example/policy/a/"}`
	for _, c := range []struct{ old, new, want string }{
		{"", "", ""},
		{`"title":"A",`, ``, "title is missing"},
		{`"current"`, `"late"`, "not one of"},
		{`"due":"2026-01-01"`, `"due":"2026"`, "does not match"},
		{`"events":[]`, `"events":null`, "want array"},
		{`"terms_missed":0`, `"terms_missed":0.5`, "got 0.5"},
		{`"terms_missed":0`, `"terms_missed":-1`, "below"},
		{`"events":[]`, `"events":[],"more":1`, "more is unknown"},
	} {
		var v any
		if err := json.Unmarshal([]byte("["+strings.Replace(good, c.old, c.new, 1)+"]"), &v); err != nil {
			t.Fatal(err)
		}
		got := strings.Join(schemaFaults(s, s, v, ""), "; ")
		if c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%s for %s: got %q, want %q", c.new, c.old, got, c.want)
		}
	}
}

// schemaFaults checks a value against the part of JSON Schema that the schemas in docs/ use. A
// keyword that it does not know is a fault too, so that no rule goes unchecked.
func schemaFaults(root, s map[string]any, v any, at string) []string {
	var out []string
	fault := func(format string, args ...any) { out = append(out, at+": "+fmt.Sprintf(format, args...)) }
	for keyword, rule := range s {
		switch keyword {
		case "$schema", "$id", "$defs", "title", "description":
		case "$ref":
			name := strings.TrimPrefix(rule.(string), "#/$defs/")
			out = append(out, schemaFaults(root, root["$defs"].(map[string]any)[name].(map[string]any), v, at)...)
		case "type":
			types, many := rule.([]any)
			if !many {
				types = []any{rule}
			}
			if !slices.ContainsFunc(types, func(want any) bool { return isJSON(v, want.(string)) }) {
				fault("got %v, want %v", v, rule)
			}
		case "enum":
			if !slices.Contains(rule.([]any), v) {
				fault("%v is not one of %v", v, rule)
			}
		case "pattern":
			if text, ok := v.(string); ok && !regexp.MustCompile(rule.(string)).MatchString(text) {
				fault("%q does not match %s", text, rule)
			}
		case "minimum":
			if n, ok := v.(float64); ok && n < rule.(float64) {
				fault("%v is below %v", n, rule)
			}
		case "items":
			list, _ := v.([]any)
			for i, e := range list {
				out = append(out, schemaFaults(root, rule.(map[string]any), e, at+"["+strconv.Itoa(i)+"]")...)
			}
		case "required":
			if object, ok := v.(map[string]any); ok {
				for _, name := range rule.([]any) {
					if _, has := object[name.(string)]; !has {
						fault("%s is missing", name)
					}
				}
			}
		case "properties":
			object, _ := v.(map[string]any)
			for name, part := range rule.(map[string]any) {
				if value, has := object[name]; has {
					out = append(out, schemaFaults(root, part.(map[string]any), value, at+"."+name)...)
				}
			}
		case "additionalProperties":
			object, _ := v.(map[string]any)
			for name := range object {
				if _, known := s["properties"].(map[string]any)[name]; !known && rule == false {
					fault("%s is unknown", name)
				}
			}
		default:
			fault("keyword %s is not known to this test", keyword)
		}
	}
	slices.Sort(out)
	return out
}

func isJSON(v any, kind string) bool {
	switch v := v.(type) {
	case nil:
		return kind == "null"
	case bool:
		return kind == "boolean"
	case string:
		return kind == "string"
	case float64:
		return kind == "number" || kind == "integer" && v == float64(int64(v))
	case []any:
		return kind == "array"
	case map[string]any:
		return kind == "object"
	}
	return false
}
