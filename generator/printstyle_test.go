package generator_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	"github.com/google/go-cmp/cmp"

	"styrdok/generator"
	"styrdok/generator/diag"
	"styrdok/generator/source"
	"styrdok/generator/testkit/pdfdump"
)

// printSite makes a site of one document with the sections of config.toml and the files given.
func printSite(t *testing.T, config string, files map[string]string) *generator.Result {
	t.Helper()
	all := map[string]string{
		"config.toml":         minimalConfig + config,
		"content/policy/a.md": adopted("Å", "", "## Syfte\n\nText med ő och žluťoučký, och `kod`."),
	}
	for name, data := range files {
		all[name] = data
	}
	return makeSite(t, all, generator.Options{})
}

// printed returns the only print of a site.
func printed(t *testing.T, made *generator.Result) []byte {
	t.Helper()
	for _, d := range made.Diags {
		t.Errorf("%s: %s", d.Pos, d.Message(made.Words))
	}
	for _, f := range made.Files {
		if strings.HasSuffix(f.Path, ".pdf") {
			return f.Data
		}
	}
	t.Fatal("no print was made")
	return nil
}

func dumped(t *testing.T, data []byte) string {
	t.Helper()
	out, err := pdfdump.Dump(data)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestPrintStyle shows that an own theme changes the standard's print.toml key by key and that
// config.toml has the last word.
func TestPrintStyle(t *testing.T) {
	theme := "[site]\ntitle = \"S\"\nbase_url = \"https://s.example/\"\ntheme = \"egen\"\n[organisation]\nname = \"S\"\n"
	own := map[string]string{"config.toml": theme, "themes/egen/print.toml": "paper = \"A5\"\n[margins]\nleft = 30\nright = 15\nhang = 15\n"}
	if got := dumped(t, printed(t, printSite(t, "", own))); !strings.Contains(got, "1: 419.53 x 595.28") {
		t.Errorf("the sheet is not A5:\n%s", got)
	}
	own["config.toml"] = theme + "[print]\npaper = \"Letter\"\n"
	if got := dumped(t, printed(t, printSite(t, "", own))); !strings.Contains(got, "1: 612 x 792") {
		t.Errorf("the sheet is not Letter:\n%s", got)
	}
}

// TestPrintStyleMistakes provokes what print.toml and [print] may not say, and where it is told.
func TestPrintStyleMistakes(t *testing.T) {
	if testing.Short() {
		t.Skip("many builds, one like the other")
	}
	for _, test := range []struct {
		style, config string
		want          string // "place code", or empty
	}{
		{style: "papper = \"A4\"\n", want: "themes/egen/print.toml:1:1 unknown-key"},
		{style: "[margins]\nleft = \"44\"\n", want: "themes/egen/print.toml:2:8 wrong-type"},
		{style: "[margins]\nleft = 2\n", want: "themes/egen/print.toml:2:8 bad-value"},
		{style: "[margins]\nleft = nan\n", want: "themes/egen/print.toml:2:8 bad-value"},
		{style: "[margins]\nleft = 100\nright = 60\n", want: "themes/egen/print.toml:3:9 bad-value"},
		{style: "[margins]\nhang = 60\n", want: "themes/egen/print.toml:2:8 bad-value"},
		{style: "[margins]\nfirst = 150\nbottom = 100\n", want: "themes/egen/print.toml:3:10 bad-value"},
		{style: "[sizes]\nbody = [10.5, 15]\n", want: "themes/egen/print.toml:2:8 bad-value"},
		{style: "[sizes]\nnote = [8, 11]\n", want: "themes/egen/print.toml:2:8 bad-value"},
		{style: "[sizes]\nnote = [9, 8]\n", want: "themes/egen/print.toml:2:8 bad-value"},
		{style: "[sizes]\nnote = [9]\n", want: "themes/egen/print.toml:2:8 bad-value"},
		{style: "[sizes]\nnote = 9\n", want: "themes/egen/print.toml:2:8 wrong-type"},
		{style: "[sizes]\nnote = [9, 12]\nbody = [12, 18]\n"},
		{style: "[colours]\nmuted = \"#999999\"\n", want: "themes/egen/print.toml:2:9 low-contrast"},
		{style: "[colours]\nmuted = \"grå\"\n", want: "themes/egen/print.toml:2:9 bad-value"},
		{style: "[colours]\nmuted = \"#999999\"\n", config: "[print.colours]\nmuted = \"#444444\"\n"},
		{config: "[print.colours]\nink = \"#777777\"\n", want: "config.toml:9:7 low-contrast"},
		{config: "[print]\npaper = \"A5\"\n[print.colours]\nline = \"#eeeeee\"\n"},
		{config: "[print.fonts]\nserif = \"x.ttf\"\n", want: "config.toml:9:1 unknown-key"},
		{config: "[print.fonts]\nserif_regular = \"../x.ttf\"\n", want: "config.toml:9:17 bad-value"},
		{config: "[print.fonts]\nserif_regular = \"x.ttf\"\n", want: "config.toml:9:17 bad-font"},
	} {
		made := printSite(t, "", map[string]string{
			"config.toml":            strings.Replace(minimalConfig, "[organisation]", "theme = \"egen\"\n[organisation]", 1) + "#\n" + test.config,
			"themes/egen/print.toml": test.style,
		})
		var got []string
		for _, d := range made.Diags {
			got = append(got, d.Pos.String()+" "+string(d.Code))
			if strings.Contains(d.Message(made.Words)+d.Hint(made.Words), "phrase.") {
				t.Errorf("%q: no words: %s", test.style+test.config, d.Message(made.Words))
			}
		}
		if strings.Join(got, "|") != test.want {
			t.Errorf("%q: got %q, want %q", test.style+test.config, got, test.want)
		}
	}
}

// TestOwnFonts shows that a municipality's fonts are used and that what they lack comes from the
// standard's.
func TestOwnFonts(t *testing.T) {
	data, err := os.ReadFile("../themes/standard/fonts/StyrdokSans-Regular.ttf")
	if err != nil {
		t.Fatal(err)
	}
	config := "[print.fonts]\nserif_regular = \"fonts/Egen.ttf\"\nserif_bold = \"fonts/Egen.ttf\"\nmono_regular = \"fonts/Egen.ttf\"\n"
	got := dumped(t, printed(t, printSite(t, config, map[string]string{"fonts/Egen.ttf": string(data)})))
	if strings.Contains(got, "StyrdokSerif") || strings.Contains(got, "StyrdokMono") || !strings.Contains(got, "StyrdokSans-Regular") {
		t.Errorf("the fonts are not the municipality's:\n%s", got[strings.Index(got, "\nfonts"):])
	}
	// A font whose cmap is said to be another one has no characters that the text needs.
	lacking := []byte(without(string(data), 'ő'))
	got = dumped(t, printed(t, printSite(t, config, map[string]string{"fonts/Egen.ttf": string(lacking)})))
	if !strings.Contains(got, "StyrdokSerif-Regular") || !strings.Contains(got, "žluťoučký") {
		t.Errorf("ő does not come from the standard's font:\n%s", got)
	}
}

// TestBadFonts shows that every fault of a font is told in words, at its key.
func TestBadFonts(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("..", "themes/standard/fonts/StyrdokSans-Regular.ttf"))
	if err != nil {
		t.Fatal(err)
	}
	good := string(data)
	for name, file := range map[string]string{
		"TrueType":            "OTTO" + good[4:],
		"typsnittsfil":        "hej",
		"skadad":              good[:len(good)/2],
		"Tabellen cmap":       strings.Replace(good, "cmap", "cnap", 1),
		"inte att det bäddas": restricted(good),
	} {
		made := printSite(t, "[print.fonts]\nsans_bold = \"fonts/Egen.ttf\"\n", map[string]string{"fonts/Egen.ttf": file})
		if len(made.Diags) != 1 || made.Diags[0].Code != diag.BadFont || made.Diags[0].Pos.String() != "config.toml:7:13" {
			t.Errorf("%s: got %v", name, made.Diags)
			continue
		}
		if m := made.Diags[0].Message(made.Words); !strings.Contains(m, name) || !strings.Contains(m, "fonts/Egen.ttf") {
			t.Errorf("got %q, want %q", m, name)
		}
	}
}

// fontTable returns where a table of a font begins.
func fontTable(font, name string) int {
	at := strings.Index(font, name)
	return int(font[at+8])<<24 | int(font[at+9])<<16 | int(font[at+10])<<8 | int(font[at+11])
}

// restricted sets the bit of a font's licence that forbids embedding.
func restricted(font string) string {
	at := fontTable(font, "OS/2") + 8
	return font[:at] + "\x00\x02" + font[at+2:]
}

// without takes the segment that holds a character out of a font's cmap, by turning its range around.
func without(font string, r rune) string {
	b := []byte(font)
	u16 := func(at int) int { return int(b[at])<<8 | int(b[at+1]) }
	cmap := fontTable(font, "cmap")
	for i := range u16(cmap + 2) {
		record := cmap + 4 + 8*i
		table := cmap + (u16(record+4)<<16 | u16(record+6))
		if u16(table) != 4 {
			continue
		}
		n := u16(table+6) / 2
		for s := range n {
			end, start := table+14+2*s, table+16+2*n+2*s
			if u16(start) <= int(r) && int(r) <= u16(end) {
				b[start], b[start+1] = b[end], b[end+1] // Only the last character of the range is left.
				if u16(end) == int(r) {
					panic("the character ends its range")
				}
			}
		}
	}
	return string(b)
}

// TestPrintStyleKeys shows that docs/themes.md describes every key of print.toml with the value of
// the standard theme, and that the standard theme has every key.
func TestPrintStyleKeys(t *testing.T) {
	standard := map[string]any{}
	if _, err := toml.DecodeFile("../themes/standard/print.toml", &standard); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{}
	var flatten func(prefix string, m map[string]any)
	flatten = func(prefix string, m map[string]any) {
		for k, v := range m {
			if sub, ok := v.(map[string]any); ok {
				flatten(k+".", sub)
				continue
			}
			text, err := toml.Marshal(map[string]any{"x": v})
			if err != nil {
				t.Fatal(err)
			}
			want["`"+prefix+k+"`"] = "`" + strings.ReplaceAll(strings.TrimSpace(strings.TrimPrefix(string(text), "x = ")), ".0", "") + "`"
		}
	}
	flatten("", standard)
	got := map[string]string{}
	for _, s := range readHandbook(t, "docs/themes.md") {
		if s.heading == "Prints" {
			for _, r := range s.rows[1:] {
				got[r[0]] = r[1]
			}
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("print.toml of the standard theme and docs/themes.md (-theme +handbook):\n%s", diff)
	}
	known := []string{"`contents_deep_from`", "`contents_from`", "`hyphenate`", "`justify`", "`paper`"}
	for table, names := range map[string][]string{"margins": source.MarginNames, "sizes": source.SizeNames, "colours": source.ColourNames} {
		for _, n := range names {
			known = append(known, "`"+table+"."+n+"`")
		}
	}
	slices.Sort(known)
	if diff := cmp.Diff(known, sortedKeys(want)); diff != "" {
		t.Errorf("print.toml of the standard theme (-known +there):\n%s", diff)
	}
	example := regexp.MustCompile("(?s)```toml\n(paper.*?)```")
	data, err := os.ReadFile("../docs/themes.md")
	if err != nil {
		t.Fatal(err)
	}
	m := example.FindSubmatch(data)
	if m == nil {
		t.Fatal("docs/themes.md has no example of a print.toml")
	}
	made := printSite(t, "", map[string]string{
		"config.toml":            strings.Replace(minimalConfig, "[organisation]", "theme = \"egen\"\n[organisation]", 1),
		"themes/egen/print.toml": string(m[1]),
	})
	printed(t, made)
}

func sortedKeys(m map[string]string) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
