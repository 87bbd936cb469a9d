package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"styrdok/generator/diag"
	"styrdok/generator/i18n"
	"styrdok/generator/source"
)

// TestGitignore holds the handbook and the file that init writes together.
func TestGitignore(t *testing.T) {
	data, err := start.ReadFile("start/gitignore")
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile("../../docs/writing.md")
	if err != nil {
		t.Fatal(err)
	}
	_, lines, _ := strings.Cut(string(data), "\n") // the first is a comment
	if !strings.Contains(string(text), "```text .gitignore\n"+lines+"```\n") {
		t.Errorf("docs/writing.md does not show\n%s", lines)
	}
}

// TestAsk shows that the answers to init's questions are those of its flags, that no answer is one, and that a builder of
// sites that nobody knows is asked for again.
func TestAsk(t *testing.T) {
	logo := filepath.Join(t.TempDir(), "logo.svg")
	if err := os.WriteFile(logo, []byte("<svg/>"), 0o644); err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	a := &app{getenv: os.Getenv, language: "sv", streams: streams{in: strings.NewReader(
		"Lillby kommun\n\nSocialnämnden, kultur- och fritidsnämnden,\n\"saknas.svg\"\n\"" + logo + "\"\nblå\n#0d4f7c\njenkins\n GitHub, cron\n"), out: &out, err: &out}}
	var got beginning
	a.ask(&got)
	want := beginning{organisation: "Lillby kommun", logo: logo, accent: "#0d4f7c", bodies: []string{"Socialnämnden", "kultur- och fritidsnämnden"}, nightly: []string{"github", "cron"}}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(beginning{})); diff != "" {
		t.Errorf("answers (-want +got):\n%s", diff)
	}
	for _, again := range []string{"bygga webbplatsen varje natt:", "kommunens märke, i SVG", "webbplatsens färg"} {
		if n := strings.Count(strings.ToLower(out.String()), strings.ToLower(again)); n != 2 {
			t.Errorf("%q is asked %d times", again, n)
		}
	}
	for _, told := range []string{"saknas.svg: filen eller mappen finns inte", "”accent” kan inte vara", "--nightly kan inte vara ”jenkins”"} {
		if !strings.Contains(out.String(), told) {
			t.Errorf("%q is not told in\n%s", told, &out)
		}
	}
	var none beginning
	a.in = strings.NewReader("")
	if a.ask(&none); none.organisation+none.url+none.logo+none.accent != "" || len(none.bodies)+len(none.nightly) > 0 {
		t.Errorf("of no answers became %+v", none)
	}
}

// TestSnippets shows that what an editor is told to write is TOML and Markdown that the program takes.
func TestSnippets(t *testing.T) {
	config := source.DefaultConfig()
	var all map[string]struct {
		Prefix []string
		Body   []string
	}
	if err := json.Unmarshal(editorFiles(&config)[".vscode/styrdok.code-snippets"], &all); err != nil {
		t.Fatal(err)
	}
	field, choice := regexp.MustCompile(`\$\{\d:([^}]*)\}`), regexp.MustCompile(`\$\{\d\|([^,}]*)[^}]*\|\}`)
	for name, s := range all {
		text := strings.Join(s.Body, "\n")
		text = choice.ReplaceAllString(field.ReplaceAllString(text, "$1"), "$1")
		text = strings.NewReplacer("$0", "", "$1", "1").Replace(text)
		front := regexp.MustCompile(`^(\[\[|[a-z_]+ += )`).MatchString(text)
		if !front && !strings.HasPrefix(text, "+++") {
			continue
		}
		if front {
			if !strings.HasPrefix(text, "title ") {
				text = "title = \"A\"\n" + text
			}
			text = "+++\n" + text + "\n+++\n"
		}
		_, diags, err := source.Load(fstest.MapFS{"content/policy/x.md": {Data: []byte(text)}}, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range diags {
			if d.Code == diag.TOMLSyntax || d.Code == diag.UnknownKey || d.Code == diag.WrongType {
				t.Errorf("%s: %s in\n%s", name, d.Message(i18n.MustLoad("sv")), text)
			}
		}
	}
	if len(all) < 50 {
		t.Errorf("got %d snippets", len(all))
	}
}
