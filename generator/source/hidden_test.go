package source

import (
	"strings"
	"testing"

	"styrdok/generator/diag"
)

// TestNothingIsHiddenInValues shows that a value with a mask or a comment in it is refused wherever it stands, also if it is
// written with escapes, and that the message does not say what was to be hidden.
func TestNothingIsHiddenInValues(t *testing.T) {
	for _, value := range []string{
		`"x :::confidential QQQQ :::"`, `"""` + "\n:::confidential law='x'\nQQQQ\n:::\n" + `"""`, `"::confidential QQQQ"`, `"\u003a\u003aconfidential QQQQ"`, `"[QQQQ]{confidential}"`, `"<sekretess>QQQQ</sekretess>"`,
		`"con <!-- QQQQ -->"`, `'<!--QQQQ'`, `"：：con\u00ADfidential QQQQ"`, `"::privat QQQQ"`, `"&#58;:hemligt QQQQ"`,
		`"con <! -- QQQQ"`, `"con ＜!-- QQQQ"`, `"<!– QQQQ –>"`, `"<\u200B!-- QQQQ"`, `"""` + "\n<b\nhidden>QQQQ</b>" + `"""`, `"con\n::\nconfidential QQQQ"`,
	} {
		for file, src := range map[string]string{
			"content/policy/a.md":      "+++\ntitle = \"A\"\nchanges = %\n+++\n",
			"content/policy/b.md":      "+++\ntitle = \"A\"\nkeywords = [\"b\", %]\n+++\n",
			"content/policy/c.md":      "+++\ntitle = \"A\"\n[[reviews]]\ndate = 2025-01-01\nnote = %\n+++\n",
			"content/policy/_index.md": "+++\ntitle = %\n+++\n",
			"content/pages/a.md":       "+++\ntitle = \"A\"\nsummary = %\n+++\n",
			"content/meetings/a.md":    "+++\nbody = \"kf\"\ndate = 2025-01-01\n[[items]]\ndocument = \"policy/a\"\naction = \"repeal\"\nreasons = { \"b\" = % }\n+++\n",
			"config.toml":              "[site]\ntitle = \"S\"\nbase_url = \"https://s.example/\"\n[organisation]\nname = %\n",
		} {
			src = strings.Replace(src, "%", value, 1)
			var diags diag.List
			if file == "config.toml" {
				_, diags = ReadConfig(file, src)
			} else {
				readFront(file, src, &diags)
			}
			found := false
			for _, d := range diags {
				found = found || d.Code == diag.NotHidden && d.Severity == diag.Error && d.Pos.Line > 1
				for _, a := range d.Args {
					if d.Code == diag.NotHidden && strings.Contains(a.Text, "QQQQ") {
						t.Errorf("%s: %s: told: %q", file, value, a.Text)
					}
				}
			}
			if !found {
				t.Errorf("%s: %s is not refused: %v", file, value, diags)
			}
		}
	}
	for _, value := range []string{`"Riktlinjer: sekretess och hemliga uppgifter"`, `"sekretess@kommunen.se"`, `"https://kommunen.se/hemlig/"`, `"18 kap. 8 § OSL; hemlig"`, `"""` + "\na < 3 och b <- c\nhemlig\n" + `"""`} {
		var diags diag.List
		if readFront("content/policy/a.md", "+++\ntitle = "+value+"\n+++\n", &diags); len(diags) > 0 {
			t.Errorf("%s: %v", value, diags)
		}
	}
}
