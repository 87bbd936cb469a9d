package docs

import (
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"styrdok/generator/i18n"
)

// TestExplain shows that every word that the handbooks are said to know has a text fit for a terminal.
func TestExplain(t *testing.T) {
	marks := regexp.MustCompile("```|\x00")
	words := Words()
	slices.Sort(words)
	for _, word := range slices.Compact(words) {
		text := Explain(word)
		if text == "" {
			t.Errorf("nothing about %q", word)
		}
		for line := range strings.Lines(text) {
			if strings.HasPrefix(line, "    ") {
				continue // an example, or a meaning below its key
			}
			if marks.MatchString(line) {
				t.Errorf("%s: marks are left in %q", word, line)
			}
			if n := utf8.RuneCountInString(strings.TrimRight(line, "\n")); n > width {
				t.Errorf("%s: %d characters in %q", word, n, line)
			}
		}
	}
}

func TestExplainWords(t *testing.T) {
	for word, want := range map[string]string{
		"unknown-key": "unknown-key\n-----------\n\nFel. ", "[unknown-key]": "unknown-key\n",
		"review": "  review (text eller lista)\n      Hur ofta det ses över", "[site]": "[site]\n------", "nycklar": "Alla nycklar\n",
		"handboken": "Att skriva styrdokument\n  Ditt första dokument\n    Filens namn blir adressen\n", "skicka på remiss": "3. Skicka på remiss",
		"Översyn": "Översyn\n-------", "nix": "", "": "",
	} {
		if got := Explain(word); !strings.Contains(got, want) || (want == "") != (got == "") {
			t.Errorf("%q: got %.200q, want %q", word, got, want)
		}
	}
}

// TestMessagesPointHere shows that messages refer to what the program itself can show.
func TestMessagesPointHere(t *testing.T) {
	asked := regexp.MustCompile(`styrdok explain ([\pL.-]*[\pL])`)
	file := regexp.MustCompile(`\bdocs/|\b(?:writing|diagnostics|configuration|themes|arkiv|pdf|sammantraden)\.md`)
	for _, lang := range i18n.Languages() {
		words := i18n.MustLoad(lang)
		for _, key := range words.Keys() {
			text := words.T(key)
			if m := file.FindString(text); m != "" {
				t.Errorf("%s: %s points to %s, which a site does not have", lang, key, m)
			}
			for _, m := range asked.FindAllStringSubmatch(text, -1) {
				if Explain(m[1]) == "" && m[1] != "räknar" && m[1] != "lists" {
					t.Errorf("%s: %s asks about %q, of which the handbooks say nothing", lang, key, m[1])
				}
			}
		}
	}
}

func TestInline(t *testing.T) {
	for markdown, want := range map[string]string{
		"Se [inställningar](configuration.md) och [config.toml](configuration.md).": "Se inställningar och config.toml.",
		"Skriv `[Bilaga](a.pdf)` eller `**fet**`.":                                  "Skriv [Bilaga](a.pdf) eller **fet**.",
		"[`[[reviews]]`](#reviews) och [[bodies]]":                                  "[[reviews]] och [[bodies]]",
		"**Fel** och *varning*, 2 * 3 * 4":                                          "Fel och varning, 2 * 3 * 4",
		"Se [themes.md](themes.md).":                                                "Se styrdok explain themes.",
	} {
		if got := inline(markdown); got != want {
			t.Errorf("%s: got %q, want %q", markdown, got, want)
		}
	}
}

// TestModulesAreJudged shows that each module that is required has a row that tells its state and the way out.
func TestModulesAreJudged(t *testing.T) {
	mod, err := os.ReadFile("../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile("decisions/0001-libraries.md")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, m := range regexp.MustCompile(`(?m)^\t(\S+?)(?:/v\d+)? v\S+`).FindAllStringSubmatch(string(mod), -1) {
		n++
		if !regexp.MustCompile(`(?m)^\|[^|]*` + regexp.QuoteMeta(m[1]) + `[ ,][^|]*\|`).Match(page) {
			t.Errorf("0001-libraries.md has no row for %s", m[1])
		}
	}
	if n < 30 {
		t.Errorf("found %d modules", n)
	}
	t.Logf("%d modules", n)
}

// TestLimits holds the limits that security.md tells to the code.
func TestLimits(t *testing.T) {
	read := func(file string) string {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		return strings.Join(strings.Fields(string(data)), " ")
	}
	page := read("security.md")
	for _, l := range [][3]string{ // a file of generator/, what it has, and what the page says
		{"source/load.go", "MaxText = 16 << 20", "| a text | 16 MB"},
		{"source/nesting.go", "maxTOML = 1 << 20", "config.toml 1 MB"},
		{"source/nesting.go", "maxNesting = 16", "16 levels of nesting"},
		{"source/table.go", "maxLine = 500", "500 characters on a line"},
		{"folder/folder.go", "MaxFile = 256 << 20", "| 256 MB;"},
		{"pdf/picture.go", "MaxPixels = 30_000_000", "30 megapixels"},
		{"intake/pack/pack.go", "maxXML = 48 << 20", "48 MB of XML"},
		{"intake/plain/plain.go", "maxText = 16 << 20", "16 MB of plain text"},
		{"intake/pdf/read.go", "maxPages = 3000", "3,000 pages"},
		{"intake/pdf/tree.go", "maxElements = 300_000", "300,000 elements"},
		{"theme/theme.go", "mostPage = 64 << 20", "writes | 64 MB"},
		{"theme/theme.go", "mostSample = 4 << 20", "its loops, 4 MB"},
		{"theme/theme.go", "mostSteps = 1 << 18", "262,144 rounds"},
		{"serve/serve.go", "mostConnections = 256", "`serve` | 256 ("},
		{"serve/serve.go", "mostListeners = 64", "64 that wait for events"},
		{"serve/serve.go", "ReadTimeout: 10 * time.Second", "10 s for a request"},
		{"serve/serve.go", "MaxHeaderBytes: 64 << 10", "64 kB of headers"},
		{"serve/serve.go", "stall = 30 * time.Second", "30 s in which nothing"},
		{"lock/lock.go", "patience = time.Second", "told after a second"},
		{"lock/lock.go", "longest = 30 * time.Second", "after 30 s, if"},
	} {
		if !regexp.MustCompile(regexp.QuoteMeta(l[1])+`\b`).MatchString(read("../generator/"+l[0])) || !strings.Contains(page, l[2]) {
			t.Errorf("%s has no %q, or security.md does not say %q", l[0], l[1], l[2])
		}
	}
}

// TestCommandsCanBeRun shows that each command of security.md can be run as it stands: files are there and are programs, and there are
// tests of the names that are asked for.
func TestCommandsCanBeRun(t *testing.T) {
	page, err := os.ReadFile("security.md")
	if err != nil {
		t.Fatal(err)
	}
	_, promises, _ := strings.Cut(string(page), "## Promises")
	promises, _, _ = strings.Cut(promises, "## Limits")
	functions := func(pattern string) (out []string) {
		found, _ := filepath.Glob("../" + pattern + "/*_test.go")
		for _, file := range found {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)\w+)\(`).FindAllStringSubmatch(string(text), -1) {
				out = append(out, m[1])
			}
		}
		return out
	}
	fuzzed := slices.Concat(functions("generator"), functions("generator/*"), functions("generator/*/*"), functions("cmd/styrdok"))
	commands := 0
	for _, m := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(promises, -1) {
		command := strings.ReplaceAll(m[1], `\|`, "|")
		command = regexp.MustCompile(`^(?:[A-Z_]+=\S+ )*(?:nice -n \d+ )?`).ReplaceAllString(command, "")
		words := append(strings.Fields(command), "")
		if strings.HasPrefix(words[0], "Fuzz") {
			if !slices.Contains(fuzzed, words[0]) {
				t.Errorf("there is no %s", words[0])
			}
			continue
		}
		program := words[0]
		switch {
		case strings.HasPrefix(program, "e2e/"), program == "check.sh", program == ".ci/run":
			if info, err := os.Stat("../" + program); err != nil || info.Mode()&0o111 == 0 && runtime.GOOS != "windows" {
				t.Errorf("%s cannot be run", command)
			}
		case program == "node" || program == "python3":
			if _, err := os.Stat("../" + words[1]); err != nil {
				t.Errorf("%s cannot be run: %v", command, err)
			}
		case program == "go" && words[1] == "test":
			var all []string
			for _, w := range words[2:] {
				if folder, is := strings.CutPrefix(w, "./"); is {
					folder, deep := strings.CutSuffix(folder, "/...")
					of := functions(folder)
					if deep {
						of = append(of, functions(folder+"/*")...)
					}
					if len(of) == 0 {
						t.Errorf("%s: there are no tests in %s", command, w)
					}
					all = append(all, of...)
				}
			}
			if run := regexp.MustCompile(`-run '?([^' ]+)'?`).FindStringSubmatch(command); run != nil && run[1] != "^$" {
				for _, name := range strings.Split(run[1], "|") {
					name, _, _ = strings.Cut(name, "/")
					if wanted := regexp.MustCompile(name); !slices.ContainsFunc(all, wanted.MatchString) {
						t.Errorf("%s: there is no test %s", command, name)
					}
				}
			}
		case strings.HasPrefix(program, "./"):
		default:
			continue
		}
		commands++
	}
	t.Logf("%d commands", commands)
	if commands < 50 {
		t.Errorf("only %d commands are found", commands)
	}
}
