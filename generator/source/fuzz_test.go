package source

import (
	"os"
	"strings"
	"testing"

	"styrdok/generator/diag"
)

// inText checks that every diagnostic has a place in the text that was read.
func inText(t *testing.T, src string, diags diag.List) {
	t.Helper()
	lines := strings.Count(src, "\n") + 1
	for _, d := range diags {
		if d.Pos.File == "" || d.Pos.Line < 0 || d.Pos.Line > lines+1 {
			t.Errorf("%q: %s at %v", src, d.Code, d.Pos)
		}
	}
}

// seed adds the demonstration site's files and what has been written wrong before.
func seed(f *testing.F, files ...string) {
	for _, name := range files {
		data, err := os.ReadFile("../../" + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
}

// FuzzReadConfig shows that every text is a configuration or has diagnostics in it.
func FuzzReadConfig(f *testing.F) {
	seed(f, "config.toml")
	f.Add(minimal + "[[bodies]]\nid = \"n\"\n[terms]\nelections = {2030 = 2030-09-08}\n[[events]]\ndate = 2026-01-01\n[print]\npage_number = \"{n}\"\n")
	f.Add("[accessibility]\n[[accessibility.issues]]\ntext = 1\n[diagnostics]\nraw-html = 0\n[search]\nsynonyms = [[\"a\"]]\n")
	f.Fuzz(func(t *testing.T, src string) {
		c, diags := ReadConfig("config.toml", src)
		inText(t, src, diags)
		if !diags.HasErrors() && (c.Site.Title == "" || c.Site.BaseURL == "" || c.Organisation.Name == "") {
			t.Errorf("%q: no error, and no title, address or organisation: %+v", src, c.Site)
		}
	})
}

// FuzzReadMeeting shows that every text is a meeting or has diagnostics in it.
func FuzzReadMeeting(f *testing.F) {
	entries, err := os.ReadDir("../../content/meetings")
	if err != nil {
		f.Fatal(err)
	}
	for _, e := range entries {
		seed(f, "content/meetings/"+e.Name())
	}
	f.Add("+++\nbody = \"kf\"\ndate = 2026-11-30\n[[items]]\ndocument = \"policy/a\"\naction = \"adopt\"\nreasons = {x = \"y\"}\n+++\n# T\n")
	f.Fuzz(func(t *testing.T, src string) {
		m, diags := ReadMeeting("content/meetings/2026-11-30-kf.md", src)
		inText(t, src, diags)
		if m == nil && !diags.HasErrors() {
			t.Errorf("%q: neither a meeting nor an error", src)
		}
	})
}

// FuzzReadPrint shows that every text is a style that can be printed with or has diagnostics in it.
func FuzzReadPrint(f *testing.F) {
	seed(f, "themes/standard/print.toml")
	f.Add("paper = \"A5\"\n[margins]\nleft = 1e308\n[sizes]\nbody = [nan, inf]\n[colours]\nink = \"#fff\"\n")
	base, _ := os.ReadFile("../../themes/standard/print.toml")
	standard, _ := ReadPrint("print.toml", string(base), PrintStyle{})
	f.Fuzz(func(t *testing.T, src string) {
		s, diags := ReadPrint("print.toml", src, standard)
		inText(t, src, diags)
		if diags.HasErrors() {
			return
		}
		for name, size := range s.Sizes {
			if !(size[0] >= smallestType && size[0] <= largestType && size[1] >= size[0]) {
				t.Errorf("%q: %s is %v", src, name, size)
			}
		}
	})
}
