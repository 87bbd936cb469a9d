package markdown

import (
	"regexp"
	"strings"
	"testing"

	"styrdok/generator/block"
	"styrdok/generator/diag"
)

// nearMasks are spellings of a mask, with S for what is to be hidden.
var nearMasks = []string{
	// Right ones.
	":::confidential\nS\n:::", ":::confidential law=\"18 kap. 8 § OSL\"\nS\n:::", "::: Confidential law=”x”\nS\n::::", "::::CONFIDENTIAL\nS\n:::",
	// The number of colons, and other signs for them.
	"::confidential\nS\n::", "::confidential law=\"x\"\nS\n::", ":confidential\nS\n:", ": confidential law=\"x\"\nS\n:", ":: confidential\nS\n::", "confidential law=\"x\"\nS",
	"：：：confidential\nS\n：：：", "∶∶∶confidential\nS\n∶∶∶", "::：confidential\nS\n:::", "∷confidential\nS\n∷", "&#58;&#58;&#58;confidential\nS\n:::", "&colon;&colon;confidential\nS\n:::",
	";;;confidential\nS\n;;;", "...confidential\nS\n...", "!!! confidential\nS", "+++confidential\nS\n+++", "%%confidential\nS\n%%", "@@confidential\nS",
	// On one line.
	":::confidential S :::", "::confidential S ::", ":confidential S:", ":::confidential:S:::", "Text :::confidential S::: text", "Text ::confidential S:: text", "Text :confidential[S] text",
	":::confidential law=\"x\" S", ":::confidential S\n:::", ":::confidential law=18 kap. S\nx\n:::", "confidential::: S :::", "**:::confidential S :::**", "Text :::confidential\nS\n:::",
	// Attributes, tags, commands.
	"[S]{confidential}", "[S]{confidential law=\"x\"}", "[S]{.confidential}", "[S]{:confidential}", "[S]{lang=en confidential}", "[S]{confidential=\"x\"}", "S {.confidential}", "{confidential}S{/confidential}",
	"{% confidential %}S{% end %}", "{{confidential}}S", "[S]{confidential", "<confidential>S</confidential>", "<confidential law=\"x\">S</confidential>", "<Confidential>\nS\n</Confidential>",
	"<div class=\"confidential\">S</div>", "<span class=confidential>S</span>", "<div confidential>S</div>", "<!confidential>S", "< confidential >S", "[confidential]S[/confidential]", "> [!CONFIDENTIAL]\n> S",
	"\\confidential{S}", "\\begin{confidential}S\\end{confidential}", "＜confidential＞S ::confidential",
	"&lt;confidential&gt;S&lt;/confidential&gt;", "｛confidential｝S", "confidential{S}", "~~~confidential\nS\n~~~", "```{confidential}\nS\n```", "<!-- confidential -->S<!-- /confidential -->",
	"<!-- :::confidential law=\"x\" -->\nS\n<!-- ::: -->",
	// Other words, and misspelt ones.
	":::sekretess\nS\n:::", "::sekretess\nS\n::", ":::hemlig\nS\n:::", "::hemligt S ::", ":::konfidentiell\nS\n:::", "::konfidentiellt\nS\n::", "[S]{sekretess}", "<sekretess>S</sekretess>", "[S]{hemlig lag=\"x\"}",
	":::confidental\nS\n:::", "::confidental\nS\n::", ":::konfidential\nS\n:::", "::konfidential\nS\n::", ":::confidentiel\nS\n:::", "::confidentiel\nS\n::", "::confidnetial\nS\n::", "::cofidential\nS\n::",
	"::confidentiall\nS\n::", "::соnfidential\nS\n::", "::con\u00adfidential\nS\n::", "::ｃｏｎｆｉｄｅｎｔｉａｌ\nS\n::", "::confidential-law\nS\n::", "::secret\nS\n::", "::hidden\nS\n::", "::Sekretessbelagt\nS\n::", "::hemilg\nS\n::",
	// The end.
	":::confidential\nx\n::\n\nS", ":::confidential\nx\n\nS", ":::confidential\nx\n::: S", ":::confidential\nx\n:::S\n:::", ":::confidential\nx S :::", ":::confidential\nx\n:\n\nS\n\n:::", ":::confidential\nx\n：：：\n\nS\n\n:::",
	":::confidential\nx\n:::end\n\nS\n\n:::", ":::confidential\n```\n:::\nS", ":::confidential\n<!--\n:::\nS\n-->\n:::", ":::confidential\n:::confidential\nx\n:::\nS\n:::",
}

var secret = regexp.MustCompile(`\bS\b`)

// TestNothingHiddenIsShown tries the spellings in every place: what was to be hidden is not shown,
// or an error says where, and never says what. A mask that is only nearly right is an error also
// where masks are shown.
func TestNothingHiddenIsShown(t *testing.T) {
	lines := func(first, prefix string) func(string) string {
		return func(s string) string { return first + strings.ReplaceAll(s, "\n", "\n"+prefix) }
	}
	places := map[string]func(string) string{
		"paragraph":  lines("a\n\n", ""),
		"after text": lines("a\n", ""),
		"item":       lines("- a\n- ", "  "),
		"in an item": lines("1. a\n\n   ", "   "),
		"quote":      lines("> a\n>\n> ", "> "),
		"note":       lines("a[^1]\n\n[^1]: ", "    "),
		"cell": func(s string) string {
			return "| a | b |\n|---|---|\n| a | " + strings.ReplaceAll(s, "\n", " ") + " |"
		},
		"definition": lines("a\n: ", "  "),
		"language":   func(s string) string { return ":::lang en\n" + s + "\n:::" },
		"crlf":       func(s string) string { return strings.ReplaceAll("a\n\n"+s, "\n", "\r\n") },
	}
	for place, put := range places {
		for i, spelling := range nearMasks {
			if place == "cell" && strings.HasPrefix(spelling, "```") {
				continue // three backticks on a line are code like one
			}
			src := put(secret.ReplaceAllString(spelling, "QQQQ"))
			for _, mask := range []bool{true, false} {
				tree, problems := Parse([]byte(src), Options{File: "a.md", Language: "sv", Mask: mask})
				errors := 0
				for _, d := range problems {
					if d.Severity == diag.Error {
						errors++
					}
				}
				if errors == 0 && mask && strings.Contains(dump(tree), "QQQQ") {
					t.Errorf("%s: %q: got it shown\n%s", place, src, dump(tree))
				}
				if i >= 4 && errors == 0 && !strings.Contains(spelling, "\n-->") && !strings.HasSuffix(spelling, "S\n:::") {
					t.Errorf("%s: %q: got no error with mask=%v\n%s", place, src, mask, dump(tree))
				}
				if strings.Contains(list(problems), "QQQQ") {
					t.Errorf("%s: %q: got it in a message: %s", place, src, list(problems))
				}
			}
		}
	}
	if n := len(nearMasks); n < 90 {
		t.Errorf("got %d spellings", n)
	}
}

// TestWordsMayBeUsed shows that a text may be about what is confidential.
func TestWordsMayBeUsed(t *testing.T) {
	for _, src := range []string{
		"Uppgifterna är confidential: de lämnas inte ut.", "Klassning: hemlig", "Uppgiften är konfidentiell:\n\n- a", "Nivå: Konfidentiell, hemlig (sekretess).",
		"## Sekretess {#sekretess}", "Se [sekretess](https://a.se/sekretess) och <https://a.se/hemlig/confidential>.", "**Hemlig:** ja", "| Klass | :--- |\n|---|---|\n| confidential | hemlig |",
		"Begrepp\n: Konfidentiell uppgift.", "`:::confidential law=\"x\"` döljer `a`, `[x]{confidential}` gör det inte.", "```\n::confidential\n<confidential>\n```", "    ::hemlig", "“Confidential”: så står det.",
		"*confidential*", "Kl. 8:15 ... hemlig", "...hemlig uppgift lämnas ut", "Skriv \\::confidential så.", "OSL 18:8 sekretess", "a <b> hemlig> c", "http://hemlig.se och hemlig@a.se", "<hemlig@a.se>",
		"Dokumentet är inte hemligt::::", "x: hemligheter", "`` a ` :::hemlig ` ``", "Text `kod\n::hemlig kod` text.", "En sekretess-/tystnadsplikt: se lagen.", "a <!-- fråga om sekretess --> b", "```markdown\n:::confidential\n```", "### Sekretess{#sekretess}", "a «hemlig» b", "<!-- hemligt? -->", "topp\u00adhemlig", "a \u200bhemlig",
	} {
		_, problems := Parse([]byte(src), Options{File: "a.md", Language: "sv"})
		for _, d := range problems {
			if d.Code == diag.UnclearMask {
				if !strings.Contains(src, "::::") {
					t.Errorf("%q: got %s", src, list(problems))
				}
			}
		}
	}
}

// FuzzHidden puts a masked passage, a comment and a mask that is nearly right between any two texts.
// None of their content is among the words, whatever the context, unless an error is reported.
func FuzzHidden(f *testing.F) {
	for _, s := range samples(f) {
		for _, part := range strings.Split(s, "\n\n") {
			f.Add(part, "b")
			f.Add("a\n\n", part)
		}
	}
	f.Fuzz(func(t *testing.T, before, after string) {
		if len(before)+len(after) > 1000 || strings.Contains(before+after, "HIDDEN") || strings.HasSuffix(before, `\`) {
			return
		}
		for _, part := range []string{
			"\n:::confidential law=\"x\"\nHIDDEN\n:::\n", "<!-- HIDDEN\n\n- HIDDEN -->", "\n::confidential\nHIDDEN\n::\n", "\n[HIDDEN]{confidential}\n",
		} {
			src := before + part + after
			tree, problems := Parse([]byte(src), Options{File: "a.md", Language: "sv", Mask: true})
			if errors, _ := problems.Count(); errors > 0 {
				continue
			}
			tree.AllSpans(func(s block.Span) {
				if text, ok := s.(*block.Text); ok && strings.Contains(text.Text, "HIDDEN") {
					t.Errorf("%q: got %q", src, text.Text)
				}
			})
		}
	})
}
