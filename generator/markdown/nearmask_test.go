package markdown

import (
	"regexp"
	"slices"
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
	"<!-- :::confidential law=\"x\" -->\nS\n<!-- ::: -->", "<!-- hidden -->S<!-- /hidden -->", "S<!-- slut på hemligt -->", "<!-- begin confidential -->S<!-- end confidential -->",
	"(confidential)S(/confidential)", "«hemligt»S«/hemligt»", "<div style=\"display:none\">S</div>", "<template>S</template>",
	// On two lines.
	"<span\nhidden>S</span>", "<div class=\"a\n  confidential\">S</div>", "[S]{.a\nconfidential}", "::\nconfidential S", "::<br>confidential S", "<!--\nconfidential\n-->\nS\n<!--\nslut\n-->",
	// Other words, and misspelt ones.
	":::sekretess\nS\n:::", "::sekretess\nS\n::", ":::hemlig\nS\n:::", "::hemligt S ::", ":::konfidentiell\nS\n:::", "::konfidentiellt\nS\n::", "[S]{sekretess}", "<sekretess>S</sekretess>", "[S]{hemlig lag=\"x\"}",
	":::confidental\nS\n:::", "::confidental\nS\n::", ":::konfidential\nS\n:::", "::konfidential\nS\n::", ":::confidentiel\nS\n:::", "::confidentiel\nS\n::", "::confidnetial\nS\n::", "::cofidential\nS\n::",
	"::confidentiall\nS\n::", "::соnfidential\nS\n::", "::con\u00adfidential\nS\n::", "::ｃｏｎｆｉｄｅｎｔｉａｌ\nS\n::", "::confidential-law\nS\n::", "::secret\nS\n::", "::hidden\nS\n::", "::Sekretessbelagt\nS\n::", "::hemilg\nS\n::",
	// The end.
	":::confidential\nx\n::\n\nS", ":::confidential\nx\n\nS", ":::confidential\nx\n::: S", ":::confidential\nx\n:::S\n:::", ":::confidential\nx S :::", ":::confidential\nx\n:\n\nS\n\n:::", ":::confidential\nx\n：：：\n\nS\n\n:::",
	":::confidential\nx\n:::end\n\nS\n\n:::", ":::confidential\n```\n:::\nS", ":::confidential\n<!--\n:::\nS\n-->\n:::", ":::confidential\n:::confidential\nx\n:::\nS\n:::",
	":::confidential\nx\n:::\nS\n\n    :::",
}

var secret = regexp.MustCompile(`\bS\b`)

// Parts of marks. Those of a slice are put together in order, each alone in the place of the first and every two together.
var (
	openingParts = [][]string{
		{"", " ", "   ", "    ", "\t", "\u00a0", "\u200b", "**", "- ", "> ", "1. ", "## ", "| ", "<p>", "[", "(", "“", "text ", "x", "å", "1", "&nbsp;", "<br>", "<!-- a -->"},
		{":::", "::", "::::", ":::::::", "：：：", ":：:", "∷:", "::: :::", ": : :", ":\u200b::", "::\u200b:", ":\u00ad::", "&#58;&#58;&#58;", "&#x3a;::", "&colon;::", "︓︓︓", "ːːː", "׃׃׃",
			":::\u200b", "։։։", "፡፡፡", "᠄᠄᠄", "꓿꓿", "ꓽꓽꓽ", "⁝⁝⁝", "⁞⁞⁞", "⋮⋮⋮", ":!:", ":ö:", ":½:", "::%:", ":    :", ":\f:"},
		{"", " ", "\t", "  ", "\u00a0", "\u2003", "\u200b", "\u3000", "-", "_", ".", "{", "[", "(", "/", "&nbsp;", "\\", "\"", "#", "*", "**", "<", "=", ":", " :", "!"},
		{"confidential", "Confidential", "CONFIDENTIAL", "cOnFiDeNtIaL", "сonfidential", "соnfіdentіal", "ｃｏｎｆｉｄｅｎｔｉａｌ", "con\u200bfidential", "con\u00adfidential", "con\u2060fidential",
			"con\u200dfidential", "con-fidential", "c&#111;nfidential", "&#99;onfidential", "confidentia\\l", "con*fid*ential", "con<!-- -->fidential", "confidentíal", "confide\u0301ntial",
			"confidental", "confidentail", "konfidential", "konfidentiell", "konfidentiellt", "sekretess", "sekretes", "sekretessbelagt", "hemlig", "hemligt", "hemliga", "secret", "hidden", "masked",
			"maskerad", "confidentials", "confidential2", "confidential-law", "nonconfidential", "confid", "conf", "𝐜𝐨𝐧𝐟𝐢𝐝𝐞𝐧𝐭𝐢𝐚𝐥", "ⓒⓞⓝⓕⓘⓓⓔⓝⓣⓘⓐⓛ", "𝚌𝚘𝚗𝚏𝚒𝚍𝚎𝚗𝚝𝚒𝚊𝚕", "ᴄonfidential",
			"confıdentıal", "confideηtial", "conﬁdential", "conf1dential", "c0nfidential", "confidentiaI", "c o n f i d e n t i a l", "confi dential", "confide\"tial", "conf#dential", "conf\vdential", "dölj", "utelämna", "skyddad", "private", "redacted"},
		{"", " law=\"x\"", " law='x'", " law=x", " law=\"x", " law=x y", " law = \"x\"", " law=”x”", " lag=\"x\"", " {law=\"x\"}", "{law=\"x\"}", " [x]", " (x)", " \"x\"", " x", ":", " :::", ":::", " {", "}", "]",
			"\u200b", " ", "\t", "  <!-- a -->", " `a`", " LAW=\"x\"", ", law=\"x\"", "\\", " #a", " {#a}", "=\"x\""},
		{"\nS\n"},
	}
	endingParts = [][]string{
		{":::confidential", ":::Confidential law=\"18 kap. 8 § OSL\""},
		{"\nS\n", " S ", "\n\nS\n\n", "\n- S\n", "\n> S\n", "\n## S\n", "\n| S | b |\n|---|---|\n| a | b |\n", "\n```\nS\n```\n", "\n    S\n", "\n![S](S.png)\n", "\n[S](S.md)\n", "\na[^S]\n\n[^S]: S\n",
			"\n<!-- S -->\nS\n", "\n:::lang en\nS\n:::\n", "\n:::pagebreak\nS\n", "\r\nS\r\n", "\rS\r", "  \nS\n", "\\\nS\n", "\n:::table\n| S |\n|---|\n| S |\n:::\n", "\n:::brief\nS\n:::\n",
			"[S]", "{S}", "(S)", "\n::\nS\n", "\n:\nS\n", "\n::::\nS\n::::\n", "\n:=:lang en\nS\n:::\nS\n"},
		{":::", "", "::", "::::", ":::::::::", ":::\n:::", " :::", "    :::", "\t:::", "::: ", ":::\u00a0", ":::\u200b", "\u200b:::", ":::x", "x:::", "：：：", ":::end", "::: confidential", ":::confidential",
			"/confidential", ":::/confidential", "</confidential>", "***", "---", "<!-- ::: -->", "`:::`", "\\:::", "> :::", "- :::", "**:::**", "&#58;::", ": : :", ":::<!-- a -->", "]", "}", "{confidential}"},
	}
	otherOpenings = [][]string{
		{":", ";;;", "+++", "!!!", "%%%", "~~~", "@@@", "|||", "$$$", "^^^", "///", "===", "..", "---", "***", "___", "???", "&&&", "'''", "\\:::", "\\:\\:\\:"}, {"confidential", "Confidential", "konfidentiell", "sekretess", "cоnfidential", "con\u00adfidential"}, {"", " law=\"x\""}, {"\nS\n"},
	}
)

// spelt calls yield for parts put together.
func spelt(parts [][]string, yield func(string)) {
	put := func(i, a, j, b int) {
		var s strings.Builder
		for k, p := range parts {
			switch k {
			case i:
				s.WriteString(p[a])
			case j:
				s.WriteString(p[b])
			default:
				s.WriteString(p[0])
			}
		}
		yield(s.String())
	}
	for i := range parts {
		for a := range parts[i] {
			put(i, a, -1, 0)
			for j := i + 1; j < len(parts) && a > 0; j++ {
				for b := 1; b < len(parts[j]); b++ {
					put(i, a, j, b)
				}
			}
		}
	}
}

// TestNothingHiddenIsShown tries spellings of a mask: chosen ones in every place, and made ones in a paragraph. What was to be
// hidden is not shown, or an error says where, and never says what. A mask that is only nearly right is an error also
// where masks are shown.
func TestNothingHiddenIsShown(t *testing.T) {
	lines := func(first, prefix string) func(string) string {
		return func(s string) string { return first + strings.ReplaceAll(s, "\n", "\n"+prefix) }
	}
	line := func(before, after string) func(string) string {
		return func(s string) string { return before + strings.ReplaceAll(s, "\n", " ") + after }
	}
	places := map[string]func(string) string{
		"paragraph":     lines("a\n\n", ""),
		"after text":    lines("a\n", ""),
		"item":          lines("- a\n- ", "  "),
		"in an item":    lines("1. a\n\n   ", "   "),
		"nested item":   lines("- a\n  1. b\n     - ", "       "),
		"quote":         lines("> a\n>\n> ", "> "),
		"quoted item":   lines("> - a\n>\n>   ", ">   "),
		"note":          lines("a[^1]\n\n[^1]: ", "    "),
		"after code":    lines("`a\n\\`\n", ""),
		"definition":    lines("a\n: ", "  "),
		"language":      func(s string) string { return ":::lang en\n" + s + "\n:::" },
		"brief":         func(s string) string { return ":::brief\n" + s + "\n:::" },
		"HTML":          func(s string) string { return "<div>\n" + s + "\n</div>" },
		"after comment": lines("<!-- a -->\n", ""),
		"indented":      lines("a\n\n    ", "    "),
		"tabbed":        lines("a\n\n\t", "\t"),
		"crlf":          func(s string) string { return strings.ReplaceAll("a\n\n"+s, "\n", "\r\n") },
		"cr":            func(s string) string { return strings.ReplaceAll("a\n\n"+s, "\n", "\r") },
		"cell":          line("| a | b |\n|---|---|\n| a | ", " |"),
		"cell of ticks": line("| a | b |\n|---|---|\n| a ` | ", " ` |"),
		"row of ticks":  lines("| a `\n|---|\n| ` ", "| ` "),
		"term of ticks": func(s string) string { return "a `\n" + s + "\n` b\n: c" },
		"after address": func(s string) string { return "[a](https://a.se/`)\n" + s + "\n` b" }, // no code, though the scanner thinks so
		"heading":       line("## ", ""),
		"underlined":    line("", "\n---\n"),
		"emphasis":      line("a **", "** b"),
		"link":          line("[", "](b.md)"),
		"link title":    line("[a](b.md '", "')"),
		"alternative":   line("![", "](b.png)"),
		"picture title": line("![a](b.png '", "')"),
		"caption":       line(":::table caption=”", "”\n| a |\n|---|\n| b |\n:::"),
		"reference":     line("[a]\n\n[a]: b.md '", "'"),
	}
	masked, refused := 0, 0
	try := func(place, spelling string) {
		src := places[place](secret.ReplaceAllString(spelling, "QQQQ"))
		tree, problems := Parse([]byte(src), Options{File: "a.md", Language: "sv", Mask: true})
		errors, _ := problems.Count()
		switch {
		case errors > 0:
			refused++
		case strings.Contains(dump(tree), "QQQQ"):
			t.Errorf("%s: %q: got it shown\n%s", place, src, dump(tree))
		default:
			masked++
		}
		if strings.Contains(list(problems), "QQQQ") {
			t.Errorf("%s: %q: got it in a message: %s", place, src, list(problems))
		}
	}
	for place := range places {
		for i, spelling := range nearMasks {
			if strings.HasPrefix(spelling, "```") && !strings.HasPrefix(places[place]("\n"), "\n") && strings.Count(places[place]("S\nS"), "S S") > 0 {
				continue // three backticks on a line are code like one
			}
			if place == "row of ticks" && strings.Contains(spelling, "\nconfidential") {
				continue // the next line begins with other text
			}
			try(place, spelling)
			if i >= 4 {
				src := places[place](secret.ReplaceAllString(spelling, "QQQQ"))
				_, problems := Parse([]byte(src), Options{File: "a.md", Language: "sv"})
				unclosed := strings.HasSuffix(spelling, "\nS") && slices.Contains([]string{"HTML", "indented", "tabbed"}, place)
				if errors, _ := problems.Count(); errors == 0 && !unclosed && !strings.Contains(spelling, "\n-->") && !strings.HasSuffix(spelling, "S\n:::") {
					t.Errorf("%s: %q: got no error where masks are shown", place, src)
				}
			}
		}
	}
	if !testing.Short() {
		for _, parts := range [][][]string{openingParts, endingParts, otherOpenings} {
			spelt(parts, func(s string) { try("paragraph", s) })
		}
	}
	t.Logf("%d spellings: %d masked, %d refused, 0 shown", masked+refused, masked, refused)
}

// TestWordsMayBeUsed shows that a text may be about what is confidential.
func TestWordsMayBeUsed(t *testing.T) {
	for _, src := range []string{
		"Uppgifterna är confidential: de lämnas inte ut.", "Klassning: hemlig", "Uppgiften är konfidentiell:\n\n- a", "Nivå: Konfidentiell, hemlig (sekretess).",
		"## Sekretess {#sekretess}", "Se [sekretess](https://a.se/sekretess) och <https://a.se/hemlig/confidential>.", "**Hemlig:** ja", "| Klass | :--- |\n|---|---|\n| confidential | hemlig |",
		"Begrepp\n: Konfidentiell uppgift.", "`:::confidential law=\"x\"` döljer `a`, `[x]{confidential}` gör det inte.", "```\n::confidential\n<confidential>\n```", "“Confidential”: så står det.",
		"*confidential*", "Kl. 8:15 ... hemlig", "...hemlig uppgift lämnas ut", "Skriv \\::confidential så.", "OSL 18:8 sekretess", "a <b> hemlig> c", "http://hemlig.se och hemlig@a.se", "<hemlig@a.se>",
		"Dokumentet är inte hemligt::::", "x: hemligheter", "`` a ` :::hemlig ` ``", "Text `kod\n::hemlig kod` text.", "En sekretess-/tystnadsplikt: se lagen.", "a <!-- fråga om sekretess --> b", "```markdown\n:::confidential\n```", "### Sekretess{#sekretess}", "a «hemlig» b", "<!-- hemligt? -->", "Kl. 8:15:30, 1:2:hemlig, urn:a:hemlig, a:b:c.", "Klassning\n: Konfidentiell\n: hemlig", ":smile: hemligt\n:x: text\n:-) b", "<!-- a\n:::confidential\nb\n:::\n-->", ":::confidential <!-- a\nb -->\nc\n:::", "<!-- slut på sekretess? -->", "[a](/sekretess) (öppen/hemlig) (se /hemlig/a)", "***Sekretess***\n\n---\n\n*** *sekretess* ***",
		":::lang en\nb\n:::\nSekretess gäller.", "Om a <b\nhemlig", "{#a\nhemlig}", "`<div`\nhidden>", "a\n::\nb", "\"Sekretess\" och 'hemlig'", "topp\u00adhemlig", "a \u200bhemlig",
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
				shown := ""
				switch s := s.(type) {
				case *block.Text:
					shown = s.Text
				case *block.Link:
					shown = s.Dest + " " + s.Title
				}
				if strings.Contains(shown, "HIDDEN") {
					t.Errorf("%q: got %q", src, shown)
				}
			})
		}
	})
}
