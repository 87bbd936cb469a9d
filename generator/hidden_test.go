package generator_test

import (
	"fmt"
	"strings"
	"testing"

	"styrdok/generator"
	"styrdok/generator/diag"
)

// TestNothingPublicLeadsToHidden ties public documents, pages and introductions to what is hidden, a draft or the file of
// either in every way there is. Each tie is told, with what it leads to, at its place.
func TestNothingPublicLeadsToHidden(t *testing.T) {
	files := map[string]string{
		"config.toml":                 minimalConfig,
		"content/policy/dold.md":      adopted("D", "visibility = \"hidden\"\naliases = [\"/gammal/\"]\n", "## Ett\n\n[f](dold/fil.txt) ![g](dold/bild.png)"),
		"content/policy/utkast.md":    "+++\ntitle = \"U\"\naliases = [\"/ny/\"]\n+++\n\n## Ett\n\n[f](utkast/fil.txt) ![g](utkast/bild.png)\n",
		"content/policy/dold/fil.txt": "f", "content/policy/utkast/fil.txt": "f", "content/policy/dold/bild.png": picture(t), "content/policy/utkast/bild.png": picture(t),
	}
	want := map[string]int{}
	n := 0
	tie := func(front, text string) {
		for _, to := range []string{"dold", "utkast"} {
			replace := strings.NewReplacer("ID", "policy/"+to, "NAME", to, "OLD", map[string]string{"dold": "gammal", "utkast": "ny"}[to], "URL", "https://s.example/policy/"+to+"/").Replace
			n++
			name := fmt.Sprintf("content/policy/a%d.md", n)
			files[name], want[name] = adopted("A", replace(front), replace(text)), 1
		}
	}
	for _, key := range []string{"implements", "complements", "replaces", "related", "based_on"} {
		tie(key+" = [\"ID\"]\n", "x")
	}
	tie("translation_of = \"ID\"\n", "x")
	tie("decision_url = \"URL\"\n", "x")
	tie("contact = \"URL\"\n", "x")
	for _, dest := range []string{
		"NAME.md", "NAME.md#ett", "NAME/", "../policy/NAME.md", "../../content/policy/NAME.md", "URL", "URL#ett", "HTTPS://S.example:443/policy/NAME", "URLindex.html", "https://s.example/OLD/", "URLfil.txt", "NAME/fil.txt",
	} {
		tie("", "Se ["+"reglerna]("+dest+").")
		tie("", "Se [reglerna].\n\n[reglerna]: "+dest)
		tie("", ":::brief\nSe [reglerna]("+dest+").\n:::\n\nx")
		tie("", "| a | b |\n|---|---|\n| [c]("+dest+") | d[^1] |\n\n[^1]: Not.")
	}
	tie("", "![Karta](NAME/bild.png)")
	for _, to := range []string{"dold", "utkast"} {
		files["content/pages/"+to+".md"] = "+++\ntitle = \"P\"\n+++\n\nSe [reglerna](../policy/" + to + ".md).\n"
		files["content/"+to+"/_index.md"] = "+++\ntitle = \"P\"\n+++\n\nSe [reglerna](../policy/" + to + ".md).\n"
		files["content/"+to+"/a.md"] = adopted("A", "kind = \"policy\"\n", "x")
		want["content/pages/"+to+".md"], want["content/"+to+"/_index.md"] = 1, 1
	}
	made := makeSite(t, files, generator.Options{Check: true})
	for _, d := range made.Diags {
		if d.Code == diag.HiddenLink || d.Code == diag.RelationHidden {
			want[d.Pos.File]--
			if message := d.Message(made.Words); strings.ContainsAny(message, "{}") {
				t.Errorf("%s: %s", d.Pos, message)
			}
		}
	}
	for name, missing := range want {
		if missing > 0 {
			t.Errorf("%s: nothing is told of\n%s", name, files[name])
		}
	}
	t.Logf("%d ties", len(want))
}
