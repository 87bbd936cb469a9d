package generator_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"styrdok/generator/i18n"
	"styrdok/generator/source"
)

// TestSyntaxInWords shows what somebody is told whose front matter is no TOML: what they got wrong and
// what would be right, in the language of the site and without the words of the TOML library.
func TestSyntaxInWords(t *testing.T) {
	const ok = "title = \"T\"\n"
	for _, test := range []struct{ front, message, hint string }{
		{"title = ”Å”", "böjda citattecken", "title = \"Å\"."},
		{"title = “Å”", "böjda citattecken", "title = \"Å\"."},
		{"title = Policy för resor", "utan citattecken", "title = \"Policy för resor\"."},
		{ok + "section = § 12", "utan citattecken", "section = \"§ 12\"."},
		{ok + "version = 1.2.3", "utan citattecken", "version = \"1.2.3\"."},
		{"title = \"Å", "citattecknet i slutet saknas", "title = \"Å\" på en enda rad."},
		{"title = \"Å \"citat\" slut\"", "efter det andra citattecknet", "title = \"Å ”citat” slut\"."},
		{"title = \"C:\\dokument\"", "omvänt snedstreck", "title = \"C:\\\\dokument\"."},
		{"title: Å", "kolon", "title = \"Å\"."},
		{"title: \"Å\"", "kolon", "title = \"Å\"."},
		{ok + ok, "”title” står här för andra gången", "Ta bort den ena raden."},
		{ok + "case number = \"x\"", "”case number” kan inte vara en nyckel", "case_number = \"x\"."},
		{ok + "ägare = \"x\"", "”ägare” kan inte vara en nyckel", "till exempel owner = \"x\"."},
		{ok + "owner", "inget värde", "title = \"Policy"},
		{ok + "owner =", "inget värde", "owner = \"…\"."},
		{ok + "review = 4 år", "utan citattecken", "review = \"4 years\"."},
		{ok + "keywords = ”a”, ”b”", "böjda citattecken", "keywords = [\"a\", \"b\"]."},
		{ok + "keywords = [”a”, ”b”]", "böjda citattecken", "keywords = [\"a\", \"b\"]."},
		{ok + "keywords = [\"a\", \"b\"", "en lista", "[\"ett\", \"två\"]"},
		{ok + "keywords = [\"a\" \"b\"]", "en lista", "[\"ett\", \"två\"]"},
		{ok + "[[reviews]\ndate = 2026-01-01", "inom hakparenteser", "[[reviews]]"},
		{ok + "[[reviews]", "inom hakparenteser", "[[reviews]]"},
		{ok + "repealed = {date = 2025-06-16", "klamrarna", "på en enda rad"},
		{ok + "keywords = [\"a\", \"b", "en lista", "på var sida"},
	} {
		_, diags, err := source.Load(fstest.MapFS{"content/policy/x.md": {Data: []byte("+++\n" + test.front + "\n+++\n")}}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if len(diags) != 1 || diags[0].Code != "toml-syntax" {
			t.Errorf("%s: got %v, want one mistake of syntax", test.front, diags)
			continue
		}
		sv, en := i18n.MustLoad("sv"), i18n.MustLoad("en")
		if message, hint := diags[0].Message(sv), diags[0].Hint(sv); !strings.Contains(message, test.message) || !strings.Contains(hint, test.hint) || strings.Contains(message, "expected") {
			t.Errorf("%s:\ngot  %s\n     %s\nwant %s\n     %s", test.front, message, hint, test.message, test.hint)
		}
		for _, s := range []string{diags[0].Message(sv), diags[0].Hint(sv), diags[0].Message(en), diags[0].Hint(en)} {
			if strings.Contains(s, "[[phrase") || strings.Contains(s, "{0}") || strings.Contains(s, "{1}") {
				t.Errorf("%s: %s", test.front, s)
			}
		}
	}
}
