package generator_test

import (
	"html"
	"regexp"
	"slices"
	"strings"
	"testing"

	"styrdok/generator"
	"styrdok/generator/act"
	"styrdok/generator/bundle"
	"styrdok/generator/publish"
	"styrdok/themes"
)

// TestMunicipalities builds the rules of each municipality in docs/kommuner.md from the examples below its heading, and
// finds on the pages, or in a meeting's proposed decisions, what stands beside them: "policy/resor: words".
func TestMunicipalities(t *testing.T) {
	if testing.Short() {
		t.Skip("a build for each municipality")
	}
	shown := 0
	for _, s := range readHandbook(t, "docs/kommuner.md") {
		files := map[string]string{"config.toml": minimalConfig}
		var want []string
		for _, f := range s.fences {
			switch {
			case f.path != "":
				files[f.path] = f.text
			case f.language == "toml" && strings.Contains(f.text, "[site]"):
				files["config.toml"] = f.text
			case f.language == "toml":
				files["config.toml"] += "\n" + f.text
			case f.language == "text":
				want = append(want, strings.Split(strings.TrimSpace(f.text), "\n")...)
			}
		}
		if len(s.fences) == 0 {
			continue
		}
		shown++
		t.Run(s.heading, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			writeSite(t, dir, files)
			made := makeIn(t, dir, generator.Options{Internal: true})
			for _, d := range made.Diags {
				t.Errorf("%v %s %v", d.Pos, d.Code, d.Args)
			}
			if len(want) == 0 {
				t.Error("nothing is said of what comes of it")
			}
			for _, line := range want {
				at, words, _ := strings.Cut(line, ": ")
				said := ""
				if name, ok := strings.CutPrefix(at, "meetings/"); ok {
					said = proposedDecisions(t, dir, name)
				} else {
					said = wordsOf(made.Files, at)
				}
				if !strings.Contains(said, words) {
					t.Errorf("%s does not say %q:\n%s", at, words, said)
				}
			}
		})
	}
	if shown < 14 {
		t.Errorf("got %d municipalities, want at least 14", shown)
	}
}

var (
	markup = regexp.MustCompile(`<script[^>]*>[^<]*</script>|<[^>]*>`)
	space  = regexp.MustCompile(`[\s\p{Zs}]+`)
)

// tight are spaces that tags leave where none is read.
var tight = strings.NewReplacer(" ,", ",", " .", ".", "( ", "(", " )", ")", "\u00ad", "")

// wordsOf returns the words of the page of a document, as they are read.
func wordsOf(files []publish.File, id string) string {
	i := slices.IndexFunc(files, func(f publish.File) bool { return f.Path == id+"/index.html" })
	if i < 0 {
		return ""
	}
	_, main, _ := strings.Cut(string(files[i].Data), "<main")
	words := html.UnescapeString(markup.ReplaceAllString("<main"+main, " "))
	return tight.Replace(space.ReplaceAllString(words, " "))
}

// proposedDecisions returns what a meeting's package proposes.
func proposedDecisions(t *testing.T, dir, name string) string {
	t.Helper()
	opt := generator.Options{Dir: dir, Today: docsDay, Lang: "sv", Standard: themes.Standard()}
	made, meeting, _, err := act.Bundle(opt, name, act.Packing{})
	if err != nil || meeting == nil {
		t.Fatalf("no meeting is called %s: %v", name, err)
	}
	planned, diags := bundle.Plan(meeting, made.Content.Reports, made.Library, made.Config.Rules)
	for _, d := range append(diags, made.Diags...) {
		t.Errorf("%v %s %v", d.Pos, d.Code, d.Args)
	}
	var out []string
	words := bundle.NewWords(planned, made.SiteWords())
	for _, it := range planned.Items {
		for _, s := range words.Points(it) {
			out = append(out, s.String())
		}
	}
	for _, s := range words.Common() {
		out = append(out, s.String())
	}
	return space.ReplaceAllString(strings.Join(out, " "), " ")
}
