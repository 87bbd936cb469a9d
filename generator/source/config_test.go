package source

import (
	"strings"
	"testing"

	"styrdok/generator/library"
)

const minimal = "[site]\ntitle = \"Styrdokument\"\nbase_url = \"https://styrdok.example\"\n[organisation]\nname = \"Alingsås\"\n"

func TestMinimalConfig(t *testing.T) {
	c, diags := ReadConfig("config.toml", minimal)
	if len(diags) != 0 {
		t.Fatal(diags)
	}
	if c.Site.BaseURL != "https://styrdok.example/" || c.Organisation.Genitive != "Alingsås" || c.Site.Output != "public" {
		t.Errorf("got %+v %+v", c.Site, c.Organisation)
	}
}

func TestConfigMistakes(t *testing.T) {
	for _, test := range []struct{ add, want string }{
		{"[sit]\n", "6:2 unknown-key site"},
		{"[[bodies]]\nid = \"nämnd\"\nname = \"N\"", "7:6 bad-value namnd"},
		{"[[bodies]]\nid = \"namnd\"", "6:3 missing-key"},
		{"[[kinds]]\nid = \"x\"", "6:3 missing-key|6:3 missing-key|6:3 missing-key"},
		{"[[kinds]]\nid = \"policy\"\nbody = \"kommunstyrelse\"", "8:8 unknown-body kommunstyrelsen"},
		{"[[collections]]\nid = \"register\"", "7:6 bad-value"},
		{"[[collections]]\nid = \"a\"\nkind = \"polcy\"", "8:8 unknown-kind policy"},
		{"[terms]\nanchor = \"nämnden\"", "7:10 unknown-body"},
		{"[terms]\ndeadline = \"sen\"", "7:12 bad-value"},
		{"[terms]\nelections = {2030 = 2031-09-08, 2034 = 2040-09-08}", "7:21 bad-value|7:40 bad-value"},
		{"[review]\nsoon = -1", "7:8 bad-value"},
		{"[[events]]\ndate = 2026-01-15", "6:3 missing-key"},
		{"[search]\nsynonym = []", "7:1 unknown-key synonyms"},
		{"[search]\nsynonyms = \"sekretess\"", "7:12 wrong-type"},
		{"[search]\nsynonyms = [\"a\", \"b\"]", "7:13 wrong-type|7:18 wrong-type"},
		{"[search]\nsynonyms = [[\"a\", \"b\"], [\"c\"], []]", "7:25 bad-value|7:32 bad-value"},
		{"[search]\nsynonyms = [[\"a\", \" \", \"A\", 3]]", "7:19 bad-value|7:24 bad-value|7:29 wrong-type"},
		{"[search]\ncommon_synonyms = \"yes\"", "7:19 wrong-type"},
		{"[diagnostics]\nraw-htm = \"off\"", "7:1 unknown-key raw-html"},
		{"[diagnostics]\nraw-html = \"of\"", "7:12 bad-value off"},
		{"[print]\npaper = \"A3\"", "7:9 bad-value A4"},
		{"[print]\npage_number = \"Sida\"", "7:15 bad-value"},
		{"[accessibility]\nconformance = \"helt\"", "7:15 bad-value full"},
	} {
		_, diags := ReadConfig("config.toml", minimal+test.add)
		var got []string
		for _, d := range diags {
			s := strings.TrimPrefix(d.Pos.String(), "config.toml:") + " " + string(d.Code)
			if d.Subject != "" {
				s += " " + d.Subject
			}
			got = append(got, s)
		}
		if strings.Join(got, "|") != test.want {
			t.Errorf("%q: got %q, want %q", test.add, got, test.want)
		}
	}
	for _, src := range []string{"", "x", "[site]\ntitle = \"\"\n", strings.Replace(minimal, "https://", "ftp://", 1)} {
		if _, diags := ReadConfig("config.toml", src); !diags.HasErrors() {
			t.Errorf("%q is taken as a configuration", src)
		}
	}
}

func TestBuiltInEntriesKeepWhatIsNotChanged(t *testing.T) {
	c, diags := ReadConfig("config.toml", minimal+`
[[kinds]]
id = "policy"
review = "24 months"

[[bodies]]
id = "kommunstyrelsen"
term_start = "10-20"

[[bodies]]
id = "barn-och-utbildningsnamnden"
name = "Barn- och utbildningsnämnden"
short = ["bun"]

[[bodies]]
id = "vast"
name = "Räddningstjänstförbundet Väst"
`)
	if len(diags) != 0 {
		t.Fatal(diags)
	}
	k := c.Rules.Kind("policy")
	if k.Singular != "policy" || k.Plural != "policyer" || len(k.Review) != 1 || k.Review[0].Months != 24 {
		t.Errorf("policy is %+v", k)
	}
	ks := c.Rules.Body("KS")
	if ks == nil || ks.Name != "Kommunstyrelsen" || ks.Rank != 2 || ks.TermStart != (library.MonthDay{Month: 10, Day: 20}) {
		t.Errorf("kommunstyrelsen is %+v", ks)
	}
	bun := c.Rules.Body("bun")
	if got := c.Rules.Body("vast").Genitive; got != "räddningstjänstförbundet Västs" {
		t.Errorf("the genitive of a proper name: got %q", got)
	}
	if bun == nil || bun.Genitive != "barn- och utbildningsnämndens" || bun.Rank != 0 {
		t.Errorf("the committee is %+v", bun)
	}
}
