package generator_test

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"styrdok/generator"
	"styrdok/generator/diag"
	"styrdok/generator/i18n"
	"styrdok/generator/library"
	"styrdok/generator/testkit"
	"styrdok/themes"
)

// here stands in a case's files in front of the place that the diagnostic names.
const here = "⟪"

// provoked is a small site with one thing wrong.
type provoked struct {
	code     diag.Code
	severity diag.Severity
	files    map[string]string // beside config.toml; here marks the place
	at       string            // the place, where no mark can stand
	also     diag.Code         // cannot be kept from coming along
	links    map[string]string // symbolic links: name and what it points to
}

// one is a site of one document with more front matter and a text.
func one(front, text string) map[string]string {
	return map[string]string{"content/policy/a.md": adopted("A", front, text)}
}

// adopted is a document's file.
func adopted(title, front, text string) string {
	return "+++\ntitle = \"" + title + "\"\nadopted = 2024-01-15\nadopted_by = \"ks\"\n" + front + "+++\n\n" + text + "\n"
}

// statement is the table [accessibility] with one value changed, or left out if it is empty. With
// issues of its own it does not say how far the site conforms.
func statement(key, value string) string {
	values := [][2]string{
		{"service", `"A"`}, {"conformance", `"partial"`}, {"assessed", "2026-10-05"}, {"updated", "2026-10-05"},
		{"method", `"Självskattning"`}, {"report_url", `"https://a.example/"`}, {"issues", `[{ text = "Tabeller" }]`},
	}
	out := ""
	for _, v := range values {
		if v[0] == key {
			v[1] = value
		}
		if v[1] != "" && !(key == "issues" && v[0] == "conformance") {
			out += v[0] + " = " + v[1] + "\n"
		}
	}
	return out
}

// svgWith is a drawing with something in it.
func svgWith(inside string) string {
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">` + "\n" + inside + `<rect width="9" height="9"/></svg>`
}

// sealed is a line of the file of seals, which no text fits.
func sealed(name, title string) string {
	return "policy/" + name + " 2024-01-15 " + strings.Repeat("0", 64) + " in_force=2024-01-15 adopted_by=\"kommunstyrelsen\" title=\"" + title + "\"\n"
}

// sites returns a case for every code that something reports.
func sites(t *testing.T) []provoked {
	raw := func(text string) map[string]string { return map[string]string{"content/policy/a.md": text} }
	two := func(a, b string) map[string]string {
		return map[string]string{"content/policy/a.md": a, "content/policy/b.md": b}
	}
	versions := func(a, b string) map[string]string {
		return map[string]string{"content/policy/a/1.md": a, "content/policy/a/2.md": b}
	}
	// Twelve lists within each other are the most.
	deep, indent := "", ""
	for range 13 {
		mark := ""
		if len(indent) == 24 {
			mark = here
		}
		deep += indent + mark + "- x\n"
		indent += "  "
	}
	columns := strings.Repeat("| a ", 101) + "|\n" + here + strings.Repeat("|---", 101) + "|\n"
	wide := strings.Repeat("| abcdefghijklmnopqrstuvwx ", 20) + "|\n" + strings.Repeat("|---", 20) + "|\n" +
		strings.Repeat("| abcdefghijklmnopqrstuvwx ", 20) + "|\n"
	return []provoked{
		{code: diag.BadName, severity: diag.Error, files: map[string]string{"content/policy/Ny policy.md": ""}, at: "content/policy/Ny policy.md"},
		{code: diag.BadName, severity: diag.Error, files: map[string]string{"content/policy/con.md": ""}, at: "content/policy/con.md"},
		{code: diag.BadName, severity: diag.Error, files: map[string]string{"content/policy/" + strings.Repeat("a", 201) + ".md": ""}, at: "content/policy/" + strings.Repeat("a", 201) + ".md"},
		{code: diag.NotPublished, severity: diag.Warning, files: map[string]string{"static/robots.txt": "x"}, at: "static/robots.txt"},
		{code: diag.ServerAlias, severity: diag.Info, files: one("aliases = ["+here+`"/visa.aspx?id=1"]`+"\n", "a")},
		{code: diag.BadValue, severity: diag.Error, files: one("aliases = ["+here+`"/.htaccess"]`+"\n", "a")},
		{code: diag.DuplicateAlias, severity: diag.Error, files: one("aliases = ["+here+`"/assets/style.css"]`+"\n", "a")},
		{code: diag.BadEncoding, severity: diag.Error, files: raw("+++\ntitle = \"\xe5\"\n+++\n"), at: "content/policy/a.md:2:10"},
		{code: diag.ControlCharacter, severity: diag.Error, files: one("", "a "+here+"\x07")},
		{code: diag.ControlCharacter, severity: diag.Error, files: one("contact = "+here+`"a\u001b@b.se"`+"\n", "a")},
		{code: diag.ControlCharacter, severity: diag.Error, files: one("aliases = ["+here+`"/a\u202e/"]`+"\n", "a")},
		{code: diag.FileTooLarge, severity: diag.Error, files: raw(strings.Repeat("a\n", 8<<20+1)), at: "content/policy/a.md"},
		{code: diag.SymbolicLink, severity: diag.Error, files: one("", "x"), links: map[string]string{"content/policy/b.md": "a.md"}, at: "content/policy/b.md"},
		{code: diag.SymbolicLink, severity: diag.Error, files: map[string]string{"config.toml": strings.Replace(minimalConfig, "[site]", "[site]\ntheme = \"k\"", 1)}, links: map[string]string{"themes": "../andra"}, at: "themes"},
		{code: diag.SymbolicLink, severity: diag.Error, files: map[string]string{"config.toml": strings.Replace(minimalConfig, "[site]", "[site]\ntheme = \"k\"", 1), "themes/x": ""}, links: map[string]string{"themes/k": "../../andra"}, at: "themes/k"},
		{code: diag.MergeConflict, severity: diag.Error, files: one("", "x\n\n"+here+"<<<<<<< HEAD\ny\n=======\nz\n>>>>>>> gren")},
		{code: diag.TOMLSyntax, severity: diag.Error, files: raw("+++\ntitle = " + here + "Policy\n+++\n")},
		{code: diag.YAMLFrontMatter, severity: diag.Error, files: raw(here + "---\ntitle: A\n---\n")},
		{code: diag.NoFrontMatter, severity: diag.Error, files: raw(here + "# A\n")},
		{code: diag.UnclosedFrontMatter, severity: diag.Error, files: raw(here + "+++\ntitle = \"A\"\n\n## B\n")},
		{code: diag.BadFence, severity: diag.Error, files: raw(here + "++++\ntitle = \"A\"\n++++\n")},
		{code: diag.BadFence, severity: diag.Error, files: raw("+++\ntitle = \"A\"\n+++" + here + "\u00a0\n\nText.\n")},
		{code: diag.MisplacedKey, severity: diag.Warning, files: one("[[reviews]]\ndate = 2025-01-15\n"+here+"case_number = \"KS 2024/1\"\n", "x")},
		{code: diag.CopiedFile, severity: diag.Error, files: map[string]string{"content/policy/a (1).md": adopted("A", "", "x")}, at: "content/policy/a (1).md"},
		{code: diag.UnreadFile, severity: diag.Warning, files: map[string]string{"content/policy/a.md": adopted("A", "", "Se [b](a/b.pdf)."),
			"content/policy/a/b.pdf": "x", "content/policy/a/c.pdf": "x"}, at: "content/policy/a/c.pdf"},
		{code: diag.DuplicateDocument, severity: diag.Warning, files: two(adopted("A", "", "x"), strings.Replace(adopted("a", "", "y"), "title = ", "title = "+here, 1))},
		{code: diag.DuplicateCollection, severity: diag.Warning, files: map[string]string{
			"content/policy/a.md": adopted("A", "", "x"), "content/policyer/b.md": adopted("B", "", "x")}, at: "content/policyer"},
		{code: diag.ImprobableDate, severity: diag.Warning, files: raw("+++\ntitle = \"A\"\nadopted = " + here + "1024-01-15\nadopted_by = \"ks\"\n+++\n")},
		{code: diag.ImprobableDate, severity: diag.Warning, files: one("review_by = "+here+"2023-01-15\n", "x")},
		{code: diag.ImprobableDate, severity: diag.Warning, files: one("[[reviews]]\ndate = "+here+"2036-11-01\n", "x")},
		{code: diag.RelationInactive, severity: diag.Warning, files: two(adopted("A", "", "Se "+here+"[b](b.md)."), adopted("B", "repealed = {date = 2025-01-01}\n", "x"))},
		{code: diag.PersonOwner, severity: diag.Warning, files: one("owner = "+here+"\"Anna Andersson\"\n", "x")},
		{code: diag.PersonOwner, severity: diag.Warning, files: one("owner = "+here+"\"sakerhet@exempelby.se\"\n", "x")},
		{code: diag.OfficerMinutes, severity: diag.Warning, files: map[string]string{
			"config.toml": minimalConfig + "[[bodies]]\nid = \"vd\"\nname = " + here + "\"Verkställande direktören\"\n"}},
		{code: diag.LowerBody, severity: diag.Warning, files: map[string]string{
			"content/policy/a/1.md": strings.Replace(adopted("A", "", "x"), "\"ks\"", "\"kf\"", 1),
			"content/policy/a/2.md": strings.NewReplacer("2024", "2025", "\"ks\"", here+"\"ks\"").Replace(adopted("A", "", "y"))}},
		{code: diag.LowerBody, severity: diag.Warning, files: map[string]string{
			"content/policy/a.md": strings.Replace(adopted("A", "[[reviews]]\ndate = "+here+"2025-03-01\nby = \"ks\"\n", "x"), "\"ks\"", "\"kf\"", 1)}},
		{code: diag.LowerBody, severity: diag.Warning, files: map[string]string{
			"content/policy/a.md": strings.Replace(adopted("A", "repealed = "+here+"{date = 2025-03-01, by = \"kommundirektören\"}\n", "x"), "\"ks\"", "\"kf\"", 1)}},
		{code: diag.LowerBody, severity: diag.Warning, files: map[string]string{
			"content/policy/a.md": strings.Replace(adopted("A", "", "x"), "\"ks\"", "\"kf\"", 1),
			"content/policy/b.md": strings.Replace(adopted("B", "replaces = ["+here+"\"policy/a\"]\n", "y"), "2024", "2025", 1)}},
		{code: diag.LowerBody, severity: diag.Warning, files: map[string]string{
			"content/policy/b.md": strings.Replace(adopted("B", "", "x"), "\"ks\"", "\"kf\"", 1),
			"content/policy/a.md": strings.Replace(adopted("A", "replaces = ["+here+"\"policy/b\"]\n", "y"), "2024", "2025", 1)}},
		{code: diag.MissingMeetingFile, severity: diag.Error, files: map[string]string{"content/policy/a.md": adopted("A", "", "x"),
			"content/meetings/2024-02-01-ks.md": "+++\nbody = \"ks\"\ndate = 2024-02-01\n[[items]]\ndocument = \"policy/a\"\naction = \"reaffirm\"\nreport = " + here + "\"a.md\"\n+++\n"}},
		{code: diag.OlderTranslation, severity: diag.Warning, files: map[string]string{
			"content/policy/a/1.md": adopted("A", "", "x"), "content/policy/a/2.md": strings.Replace(adopted("A", "", "y"), "2024", "2025", 1),
			"content/policy/b.md": "+++\ntitle = \"B\"\nlanguage = \"en\"\ntranslation_of = \"policy/a\"\nadopted = " + here + "2024-01-15\n+++\n\nx\n"}},
		{code: diag.UnusedReport, severity: diag.Warning, files: map[string]string{"content/policy/a.md": adopted("A", "", "x"),
			"content/meetings/2024-02-01-ks.md":   "+++\nbody = \"ks\"\ndate = 2024-02-01\n[[items]]\ndocument = \"policy/a\"\naction = \"reaffirm\"\n+++\n",
			"content/meetings/2024-02-01-ks/a.md": "Texten."}, at: "content/meetings/2024-02-01-ks/a.md"},
		{code: diag.BadValue, severity: diag.Error, files: map[string]string{"content/policy/a.md": adopted("A", "", "x"),
			"content/meetings/2024-02-01-ks.md": "+++\nbody = \"ks\"\ndate = 2024-02-01\n[[items]]\ndocument = \"policy/a\"\naction = \"reaffirm\"\n[[decisions]]\ntext = \"X\"\ndocument = " + here + "\"policy/b\"\n+++\n"}},
		{code: diag.IdentityNumber, severity: diag.Warning, files: one("", "x "+here+"19811218-9876")},
		{code: diag.IdentityNumber, severity: diag.Warning, files: one("summary = \""+here+"811218-9876\"\n", "212000-0142, 811218-9875, 19811318-9876, 0811218-9876")},
		{code: diag.IdentityNumber, severity: diag.Warning, files: one("", "x "+here+"198112789873")},
		{code: diag.PrivateAddress, severity: diag.Warning, files: one("contact = \""+here+"anna@gmail.com\"\n", "anna@exempelby.se")},
		{code: diag.StatuteStart, severity: diag.Warning, files: map[string]string{"content/taxor/a.md": strings.Replace(adopted("A", "", "x"), "= 2024", "= "+here+"2024", 1)}},
		{code: diag.RequiredKey, severity: diag.Warning, files: map[string]string{"config.toml": minimalConfig + "[[kinds]]\nid = \"policy\"\nrequired_keys = [\"owner\"]\n",
			"content/policy/a.md": strings.Replace(adopted("A", "", "x"), "\"A\"", here+"\"A\"", 1)}},
		{code: diag.MissingHeading, severity: diag.Warning, files: map[string]string{"config.toml": minimalConfig + "[[kinds]]\nid = \"policy\"\nrequired_headings = [\"Syfte\", \"Ansvar\"]\n",
			"content/policy/a.md": strings.Replace(adopted("A", "", "## syfte\n\nx"), "\"A\"", here+"\"A\"", 1)}},
		{code: diag.TooManyWords, severity: diag.Warning, files: map[string]string{"config.toml": minimalConfig + "[[kinds]]\nid = \"policy\"\nmax_words = 2\n",
			"content/policy/a.md": strings.Replace(adopted("A", "", "Tre ord här."), "\"A\"", here+"\"A\"", 1)}},
		{code: diag.OtherDecider, severity: diag.Warning, files: one("", "Policyn är ett dokument beslutat av "+here+"kommunfullmäktige. Programmet är antaget av kommunfullmäktige.")},
		{code: diag.OtherDecider, severity: diag.Warning, files: one("", "Fastställd av "+here+"KF 2019-03-01.")},
		{code: diag.Placeholder, severity: diag.Warning, files: map[string]string{
			"config.toml": strings.Replace(minimalConfig, "\"https://s.example/\"", here+"\"https://styrdokument.example/\"", 1), "content/policy/a.md": adopted("A", "", "x")}},
		{code: diag.Placeholder, severity: diag.Warning, files: map[string]string{
			"config.toml": strings.NewReplacer("https://s.example/", "https://s.se/", "name = \"S\"", "name = "+here+"\"Exempelby kommun\"").Replace(minimalConfig)}},
		{code: diag.MisplacedFile, severity: diag.Error, files: map[string]string{"content/a.md": ""}, at: "content/a.md"},
		{code: diag.OtherExtension, severity: diag.Warning, files: map[string]string{"content/policy/a.md.txt": adopted("A", "", "x"), "content/policy/a.txt": "x"},
			at: "content/policy/a.md.txt"},
		{code: diag.MeetingName, severity: diag.Warning, files: map[string]string{"content/policy/a.md": adopted("A", "", "x"),
			"content/meetings/2024-02-01-kommunstyrelsen.md": "+++\nbody = \"ks\"\ndate = " + here + "2024-02-10\n[[items]]\ndocument = \"policy/a\"\naction = \"reaffirm\"\n+++\n"}},
		{code: diag.MeetingName, severity: diag.Warning, files: map[string]string{"content/policy/a.md": adopted("A", "", "x"),
			"content/meetings/2024-02-01-kf.md": "+++\nbody = " + here + "\"ks\"\ndate = 2024-02-01\n[[items]]\ndocument = \"policy/a\"\naction = \"reaffirm\"\n+++\n"}},
		{code: diag.ReservedName, severity: diag.Error, files: map[string]string{"content/register/a.md": ""}, at: "content/register"},
		{code: diag.UnknownKey, severity: diag.Error, files: one(here+"ownr = \"X\"\n", "x")},
		{code: diag.WrongType, severity: diag.Error, files: one("in_force = "+here+"\"2024-02-01\"\n", "x")},
		{code: diag.BadValue, severity: diag.Error, files: one("visibility = "+here+"\"publik\"\n", "x")},
		{code: diag.BadDate, severity: diag.Error, files: raw("+++\ntitle = \"A\"\nadopted = " + here + "2024-13-40\n+++\n")},
		{code: diag.MissingKey, severity: diag.Error, files: raw(here + "+++\nowner = \"X\"\n+++\n")},

		{code: diag.UnknownBody, severity: diag.Error, files: raw("+++\ntitle = \"A\"\nadopted = 2024-01-15\nadopted_by = " + here + "\"komunstyrelsen\"\n+++\n")},
		{code: diag.UnknownKind, severity: diag.Error, files: one("kind = "+here+"\"polcy\"\n", "x")},
		{code: diag.MissingBody, severity: diag.Error, files: raw("+++\ntitle = \"A\"\nadopted = " + here + "2024-01-15\n+++\n")},
		{code: diag.DuplicateID, severity: diag.Error, files: map[string]string{
			"content/policy/a.md": adopted("A", "", "x"), "content/policy/a/2.md": here + adopted("A", "", "x")}},
		{code: diag.DuplicateAdoption, severity: diag.Error, files: versions(adopted("A", "", "x"),
			strings.Replace(adopted("A", "", "y"), "adopted = ", "adopted = "+here, 1))},
		{code: diag.UnknownDocument, severity: diag.Error, files: one("related = ["+here+"\"policy/b\"]\n", "x")},
		{code: diag.RelationCycle, severity: diag.Error, files: two(adopted("A", "implements = ["+here+"\"policy/b\"]\n", "x"),
			adopted("B", "implements = [\"policy/a\"]\n", "x"))},
		{code: diag.RelationRank, severity: diag.Error, files: map[string]string{
			"content/policy/a.md": adopted("A", "implements = ["+here+"\"rutin/b\"]\n", "x"), "content/rutin/b.md": adopted("B", "review = \"every term\"\n", "x")}},
		{code: diag.HiddenReplaces, severity: diag.Warning, files: two(adopted("A", "", "x"), adopted("B", "visibility = \"hidden\"\nreplaces = ["+here+"\"policy/a\"]\nin_force = 2099-01-01\n", "x"))},
		{code: diag.RelationHidden, severity: diag.Error, files: two(adopted("A", "related = ["+here+"\"policy/b\"]\n", "x"),
			adopted("B", "visibility = \"hidden\"\n", "x"))},
		{code: diag.RelationInactive, severity: diag.Warning, files: two(adopted("A", "related = ["+here+"\"policy/b\"]\n", "x"),
			adopted("B", "repealed = {date = 2025-01-01}\n", "x"))},
		{code: diag.ValidUntilBeforeStart, severity: diag.Error, files: one("valid_until = "+here+"2023-12-31\n", "x")},
		{code: diag.InForceBeforeAdopted, severity: diag.Warning, files: one("in_force = "+here+"2024-01-01\n", "x")},
		{code: diag.ReviewBeforeAdopted, severity: diag.Warning, files: one("[[reviews]]\ndate = "+here+"2023-01-01\n", "x")},
		{code: diag.AdoptedInFuture, severity: diag.Warning, files: raw("+++\ntitle = \"A\"\nadopted = " + here + "2027-01-15\nadopted_by = \"ks\"\n+++\n")},
		{code: diag.BadExtension, severity: diag.Error, files: one("valid_until = 2025-12-31\n[[extensions]]\ndate = 2025-06-01\nuntil = "+here+"2025-12-31\n", "x")},
		{code: diag.RepealMisplaced, severity: diag.Error, files: versions(adopted("A", "repealed = "+here+"{date = 2025-06-01}\n", "x"),
			strings.Replace(adopted("A", "", "y"), "2024-01-15", "2025-01-15", 1))},
		{code: diag.RepealBeforeAdopted, severity: diag.Warning, files: one("repealed = "+here+"{date = 2023-06-01}\n", "x")},
		{code: diag.VisibilityDiffers, severity: diag.Warning, files: versions(adopted("A", "visibility = "+here+"\"listed\"\n", "x"),
			strings.Replace(adopted("A", "", "y"), "2024-01-15", "2025-01-15", 1))},
		{code: diag.DuplicateAlias, severity: diag.Error, files: two(adopted("A", "aliases = [\"/gammal/\"]\n", "x"),
			adopted("B", "aliases = ["+here+"\"/gammal/\"]\n", "x"))},

		{code: diag.BrokenLink, severity: diag.Error, files: one("", "Se "+here+"[b](b.md).")},
		{code: diag.BrokenAnchor, severity: diag.Error, files: one("", "## Ansvar\n\nSe "+here+"[ansvar](#answar).")},
		{code: diag.HiddenLink, severity: diag.Error, files: two(adopted("A", "", "Se "+here+"[b](b.md)."), adopted("B", "visibility = \"hidden\"\n", "x"))},
		{code: diag.MaskedLink, severity: diag.Error, files: one("", "Se "+here+"[larm](#larm).\n\n:::confidential law=\"18 kap. 8 § OSL\"\n## Larm\n\nKod.\n:::")},
		{code: diag.BadScheme, severity: diag.Error, files: one("", here+"[x](javascript:alert)")},
		{code: diag.OwnFile, severity: diag.Error, files: map[string]string{"content/policy/a.md": adopted("A", "", here+"[x](../adopted.sum)"), "content/adopted.sum": ""}},
		{code: diag.LinkOutside, severity: diag.Error, files: one("", here+"[x](../../config.toml)")},
		{code: diag.MissingImage, severity: diag.Error, files: one("", here+"![Karta](karta.png)")},
		{code: diag.BadImage, severity: diag.Error, files: map[string]string{
			"content/policy/a.md": adopted("A", "", here+"![Karta](a/karta.png)"), "content/policy/a/karta.png": "no picture"}},
		{code: diag.BadImage, severity: diag.Error, files: map[string]string{
			"content/policy/a.md": adopted("A", "", here+"![Karta](a/karta.jpg)"), "content/policy/a/karta.jpg": picture(t)}},
		{code: diag.BadImage, severity: diag.Error, files: map[string]string{
			"content/pages/om.md": "+++\ntitle = \"Om\"\n+++\n" + here + "![Karta](karta.svg)", "content/pages/karta.svg": "<svg viewBox=\"0 0 9 9\"><rect width=\"9\" height=\"9\"/></svg>"}},
		{code: diag.BadImage, severity: diag.Error, files: map[string]string{
			"content/policy/a.md": adopted("A", "", here+"[Karta](a/karta.PNG)"), "content/policy/a/karta.PNG": "<html>"}},
		{code: diag.BadImage, severity: diag.Error, files: map[string]string{
			"content/policy/a.md": adopted("A", "", here+"[Karta](a/karta.heic)"), "content/policy/a/karta.heic": "\x00\x00\x00\x18ftypheic....infe....Exif\x00"}},
		{code: diag.ActiveFile, severity: diag.Error, files: map[string]string{
			"content/policy/a.md": adopted("A", "", here+"[Karta](a/karta.html.sv)"), "content/policy/a/karta.html.sv": "x"}},
		{code: diag.ActiveFile, severity: diag.Error, files: map[string]string{
			"content/policy/a.md": adopted("A", "", here+"[Karta](a/karta)"), "content/policy/a/karta": "\xff\xfe<\x00h\x00t\x00m\x00l\x00>\x00"}},
		{code: diag.ActiveFile, severity: diag.Error, files: map[string]string{
			"content/policy/a.md": adopted("A", "", "![Karta](a/x.svg)"), "content/policy/a/x.svg": svgWith("<defs>" + here + "<script/></defs>")}},
		{code: diag.ActiveFile, severity: diag.Error, files: map[string]string{
			"content/policy/a.md": adopted("A", "", "[Karta](a/x.svg)"), "content/policy/a/x.svg": svgWith(here + "<defs onload='x'/>")}},
		{code: diag.ActiveFile, severity: diag.Error, files: map[string]string{
			"content/policy/a.md": adopted("A", "", here+"[Karta](a/x.html)"), "content/policy/a/x.html": "x"}},
		{code: diag.ActiveFile, severity: diag.Error, files: map[string]string{
			"content/policy/a.md": adopted("A", "", here+"[Karta](a/karta)"), "content/policy/a/karta": "<!DOCTYPE html>"}},
		{code: diag.ActiveFile, severity: diag.Error, files: map[string]string{"config.toml": minimalConfig + "logo = \"static/x.svg\"\n", "static/x.svg": svgWith("<metadata><!-- å -->" + here + "<script/></metadata>"), "content/policy/a.md": adopted("A", "", "x")}},
		{code: diag.ActiveFile, severity: diag.Error, files: map[string]string{"config.toml": strings.Replace(minimalConfig, "[site]", "[site]\ntheme = \"k\"", 1), "themes/k/x.svg": svgWith(here + "<script/>"), "content/policy/a.md": adopted("A", "", "x")}},
		{code: diag.BadTheme, severity: diag.Error, files: map[string]string{"config.toml": strings.Replace(minimalConfig, "[site]", "[site]\ntheme = \"k\"", 1), "themes/k/x.svg": "<?xml version=\"1.0\" encoding = \"shift_jis\"?>" + svgWith("")}, at: "themes/k/x.svg"},
		{code: diag.BadTheme, severity: diag.Error, files: map[string]string{"config.toml": strings.Replace(minimalConfig, "[site]", "[site]\ntheme = \"k\"", 1), "themes/k/x.png": "<svg/>"}, at: "themes/k/x.png"},
		{code: diag.BadValue, severity: diag.Error, files: map[string]string{"config.toml": minimalConfig + "logo = " + here + "\"staticx.svg\"\n"}},
		{code: diag.VagueAlt, severity: diag.Warning, files: map[string]string{
			"content/policy/a.md": adopted("A", "", here+"![IMG_1234.JPG](a/karta.png)"), "content/policy/a/karta.png": picture(t)}},
		{code: diag.VagueLink, severity: diag.Warning, files: one("", "Läs mer "+here+"[här](https://a.example/).")},
		{code: diag.DeadAddress, severity: diag.Error, files: one("", "Se "+here+"[policyn](https://s.example/policy/finns-inte/).")},
		{code: diag.HiddenLink, severity: diag.Error, files: map[string]string{
			"content/policy/a.md": adopted("A", "", "Se "+here+"[policyn](https://s.example/policy/b/)."), "content/policy/b.md": adopted("B", "visibility = \"hidden\"\n", "x")}},
		{code: diag.LargeImage, severity: diag.Warning, files: map[string]string{
			"content/policy/a.md": adopted("A", "", here+"![Karta](a/karta.png)"), "content/policy/a/karta.png": picture(t) + strings.Repeat(" ", 1_000_000)}},
		{code: diag.MissingAlt, severity: diag.Error, files: map[string]string{
			"content/policy/a.md": adopted("A", "", here+"![](a/karta.png)"), "content/policy/a/karta.png": picture(t)}},
		{code: diag.SkippedHeading, severity: diag.Error, files: one("", "## A\n\n"+here+"#### B")},
		{code: diag.SecondTitle, severity: diag.Warning, files: one("", here+"# Inte titeln")},
		{code: diag.EmptyHeading, severity: diag.Error, files: one("", here+"## <!-- x -->")},
		{code: diag.NoTableHead, severity: diag.Warning, files: one("", here+"|  |  |\n| --- | --- |\n| Roll | Ansvar |")},
		{code: diag.NoTableHead, severity: diag.Warning, files: one("", here+"| Roll | Ansvar |\n| --- | --- |")},
		{code: diag.UnshapedScript, severity: diag.Error, files: one("", "Ordet "+here+"שלום och عربية.")},
		{code: diag.UnshapedScript, severity: diag.Error, files: one("", ":::lang th\n"+here+"ภาษา\n:::")},
		{code: diag.MissingGlyph, severity: diag.Error, files: one("", "En "+here+"\uF0B7 punkt")},
		{code: diag.EmptyLink, severity: diag.Warning, files: one("", "Se "+here+"[\u200b](https://a.example/).")},
		{code: diag.HeadingTooDeep, severity: diag.Error, also: diag.SecondTitle, files: one("", "# A\n\n# B\n\n## C\n\n### D\n\n#### E\n\n##### F\n\n"+here+"###### G")},
		{code: diag.OwnNumber, severity: diag.Warning, files: one("", "## Mål\n\n"+here+"## 5. Uppföljning")},
		{code: diag.DuplicateHeading, severity: diag.Error, files: one("", "## A {#a}\n\n"+here+"## B {#a}")},
		{code: diag.RawHTML, severity: diag.Warning, files: one("", "Med "+here+"<b>fet</b> stil.")},
		{code: diag.UnknownDirective, severity: diag.Error, files: one("", here+":::tabell\nx\n:::")},
		{code: diag.MisplacedBrief, severity: diag.Error, files: one("", "Text.\n\n"+here+":::brief\nKort.\n:::")},
		{code: diag.MisplacedBrief, severity: diag.Error, files: one("", ":::brief\nKort.\n:::\n\n"+here+":::brief\nKort.\n:::")},
		{code: diag.MisplacedBrief, severity: diag.Error, files: one("", here+":::brief\n## Kort\n:::\n\nText.")},
		{code: diag.UnclosedDirective, severity: diag.Error, files: one("", here+":::lang en\nx")},
		{code: diag.UnclearMask, severity: diag.Error, files: one("", "x "+here+"::confidential y ::")},
		{code: diag.UnclearMask, severity: diag.Error, files: one("", here+":::confidential y\n:::")},
		{code: diag.NotHidden, severity: diag.Error, files: one("summary = "+here+"\"x :::confidential y :::\"\n", "x")},
		{code: diag.NotHidden, severity: diag.Error, files: one("summary = "+here+"\"x <!-- y -->\"\n", "x")},
		{code: diag.UnknownDirective, severity: diag.Error, files: one("", here+"::pagebreak")},
		{code: diag.BadComment, severity: diag.Error, files: one("", "x "+here+"<!-- y\n\nz")},
		{code: diag.UnknownFootnote, severity: diag.Error, files: one("", "Text"+here+"[^1]")},
		{code: diag.UnusedFootnote, severity: diag.Error, files: one("", "Text\n\n"+here+"[^1]: Not.")},
		{code: diag.LostText, severity: diag.Error, files: one("", "| A | B |\n|---|---|\n| 1 | 2 | "+here+"tre |")},
		{code: diag.NotALink, severity: diag.Error, files: one("", "Se "+here+"[b](https://b.example/a b).")},
		{code: diag.NotATable, severity: diag.Error, files: one("", here+"| A | B |\n| 1 | 2 |")},
		{code: diag.LiteralMarkup, severity: diag.Warning, files: one("", "Det är "+here+"==viktigt==.")},
		{code: diag.TypedStructure, severity: diag.Warning, files: one("", here+"• ett\n• två")},
		{code: diag.UnclosedCode, severity: diag.Error, files: one("", here+"```\nx")},
		{code: diag.NoHeadings, severity: diag.Warning, files: one("", here+strings.Repeat("Nämnden ansvarar. ", 150))},
		{code: diag.TooDeep, severity: diag.Error, files: one("", deep)},
		{code: diag.TooComplex, severity: diag.Error, files: one("", columns)},
		{code: diag.MissingGlyph, severity: diag.Error, files: one("", "Ett "+here+"漢 tecken")},
		{code: diag.MissingGlyph, severity: diag.Error, files: one("", "```\na\n\nb "+here+"漢\n```")},
		{code: diag.TooWide, severity: diag.Warning, files: one("", here+wide)},

		{code: diag.BadFont, severity: diag.Error, files: map[string]string{
			"config.toml": minimalConfig + "[print.fonts]\nserif_regular = " + here + "\"fonts/Kommun.ttf\"\n", "content/policy/a.md": adopted("A", "", "x"),
			"fonts/Kommun.ttf": "no font"}},
		{code: diag.LowContrast, severity: diag.Error, files: map[string]string{
			"config.toml": strings.Replace(minimalConfig, "[site]\n", "[site]\naccent = "+here+"\"#eeeeee\"\n", 1)}},
		{code: diag.StatementIncomplete, severity: diag.Error, files: map[string]string{"config.toml": minimalConfig + "[" + here + "accessibility]\n" + statement("method", "")}},
		{code: diag.StatementContact, severity: diag.Error, files: map[string]string{"config.toml": minimalConfig + "[accessibility]\n" + statement("report_url", here+"\"tel:0123\"")}},
		{code: diag.StatementContradiction, severity: diag.Error, files: map[string]string{"config.toml": minimalConfig + "[accessibility]\n" +
			statement("issues", "[{ text = "+here+"\"Tabeller\" }]") + "conformance = \"full\"\n"}},
		{code: diag.StatementMissing, severity: diag.Warning, files: one("", "x"), at: "config.toml"},
		{code: diag.StatementOld, severity: diag.Warning, files: map[string]string{"config.toml": minimalConfig + "[accessibility]\n" + statement("assessed", here+"2025-11-21")}},
		{code: diag.CorrectionDate, severity: diag.Error, files: one("[[corrections]]\ndate = "+here+"2023-01-01\n", "x")},
		{code: diag.DamagedNote, severity: diag.Warning, files: one("", "x[^1]\n\n[^1]: "+here+"../Enligt lagen.")},
		{code: diag.SealBroken, severity: diag.Error, files: map[string]string{
			"content/policy/a.md": strings.Replace(adopted("A", "", "x"), "= ", "= "+here, 1), "content/adopted.sum": sealed("a", "B")}},
		{code: diag.SealMissing, severity: diag.Error, files: map[string]string{"content/adopted.sum": here + sealed("b", "A")}},
		{code: diag.SealSyntax, severity: diag.Error, files: map[string]string{"content/adopted.sum": "# x\n" + here + "policy/a\n"}},
		{code: diag.LedgerSyntax, severity: diag.Error, files: map[string]string{"content/published.sum": "# x\n" + here + "2026-01-02 policy/a.pdf\n"}},
		{code: diag.LedgerSyntax, severity: diag.Error, files: map[string]string{"content/published.sum": "# x\n" + here + "<<<<<<< HEAD\n=======\n>>>>>>> b\n"}},
		{code: diag.LedgerSyntax, severity: diag.Error, files: map[string]string{"content/signed.sum": "day 2026-01-02\n" + here + "<<<<<<< HEAD\n"}},
		{code: diag.SignedChanged, severity: diag.Warning, files: map[string]string{"content/published.sum": here + "2021-01-01 " + strings.Repeat("a1", 32) + " a.pdf\n", "content/signed.sum": "day 2026-01-02\n"}},
		{code: diag.PublishedLater, severity: diag.Warning, files: map[string]string{"content/published.sum": "# x\n" + here + "9999-12-31 " + strings.Repeat("a1", 32) + " a.pdf\n"}},
		{code: diag.SignedGone, severity: diag.Warning, files: map[string]string{
			"content/signed.sum": "day 2026-01-02\nseal " + strings.Repeat("a1", 32) + " " + strings.Repeat("b2", 32) + "\n"}, at: "content/adopted.sum"},
		{code: diag.BrokenOff, severity: diag.Error, files: map[string]string{
			"content/policy/a.md": adopted("A", "", "x"), "content/policy/.b.md.styrdok-new": adopted("B", "", "[A](c.md)"),
			".styrdok/unfinished": fmt.Sprintf(`[{"Name":"content/policy/a.md","New":"%x"},{"Name":"content/policy/b.md","Temp":"content/policy/.b.md.styrdok-new","New":"%x"}]`,
				sha256.Sum256([]byte(adopted("A", "", "x"))), sha256.Sum256([]byte(adopted("B", "", "[A](c.md)"))))}, at: "content/policy/b.md"},
		{code: diag.BadTheme, severity: diag.Error, files: map[string]string{
			"config.toml": strings.Replace(minimalConfig, "[site]\n", "[site]\ntheme = "+here+"\"egen\"\n", 1)}},
	}
}

// unreported are codes that nothing reports yet.
var unreported = []diag.Code{"bad-config"}

// ofCommands are codes that no build reports: scripts of the commands provoke them.
var ofCommands = []diag.Code{
	diag.NoDraft, diag.SeveralDrafts, diag.AlreadyAdopted, diag.AdoptedOtherwise, diag.AlreadyRepealed, diag.AlreadyReviewed, diag.AdoptionOrder, diag.DecisionTooEarly,
	diag.MissingSection, diag.NotInForce, diag.Unsealed, diag.SealOlder, diag.NotAdopted, diag.ArchiveName, diag.DraftExists, diag.MissingFlag,
	diag.NothingToRevise, diag.Unreviewed, diag.AlreadyInForce, diag.UnchangedSection, diag.UnchangedText, diag.Unwritten, diag.NothingToMend, diag.OtherBody, diag.NotPublic,
	diag.EndsAnyway, diag.OnlyProposed, diag.OnlyOriginal, diag.AmendedText, diag.ObligationMissing, diag.ObligationOverdue, diag.ObligationBody, diag.MaskedAppendix, diag.NoMatter, diag.ReminderLog,
}

// unfilled is an argument that a diagnostic did not hand over.
var unfilled = regexp.MustCompile(`\{\d\}`)

// TestDiagnostics provokes every diagnostic on a site of its own, and nothing else.
func TestDiagnostics(t *testing.T) {
	seen := map[diag.Code]bool{}
	for _, c := range sites(t) {
		seen[c.code] = true
		t.Run(string(c.code), func(t *testing.T) {
			t.Parallel()
			files := map[string]string{"config.toml": minimalConfig}
			at := c.at
			for name, text := range c.files {
				if before, after, marked := strings.Cut(text, here); marked {
					text = before + after
					line := before[strings.LastIndexByte(before, '\n')+1:]
					at = diag.Pos{File: name, Line: strings.Count(before, "\n") + 1, Column: utf8.RuneCountInString(line) + 1}.String()
				}
				files[name] = text
			}
			for name := range files {
				if library.FileFault(name) == "device" {
					testkit.NotInWindows(t, "it has no such names")
				}
			}
			dir := t.TempDir()
			writeSite(t, dir, files)
			for name, to := range c.links {
				testkit.Symlink(t, to, filepath.Join(dir, name))
			}
			made, err := generator.Make(generator.Options{Dir: dir, Today: docsDay, Standard: themes.Standard(), Statement: c.code == diag.StatementMissing})
			if err != nil {
				t.Fatal(err)
			}
			want := []string{at + " " + c.severity.String() + " " + string(c.code)}
			var got []string
			for _, d := range made.Diags {
				if d.Code != c.also {
					got = append(got, d.Pos.String()+" "+d.Severity.String()+" "+string(d.Code))
				}
				for _, lang := range i18n.Languages() {
					words := i18n.MustLoad(lang)
					for _, text := range []string{d.Message(words), d.Hint(words)} {
						if text == "" || strings.Contains(text, "[[diag") || strings.Contains(text, "[[phrase") || unfilled.MatchString(text) {
							t.Errorf("%s: got the text %q", lang, text)
						}
					}
				}
			}
			// A colour may be too weak in several ways at the same place.
			got = slices.Compact(got)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("diagnostics (-want +got):\n%s", diff)
			}
			if c.severity == diag.Error && len(made.Files) > 0 {
				t.Errorf("got %d files in spite of an error", len(made.Files))
			}
		})
	}
	t.Logf("%d of %d codes provoked by sites, %d by commands", len(seen), len(diag.Codes()), len(ofCommands))
	for _, code := range diag.Codes() {
		if !seen[code] && !slices.Contains(unreported, code) && !slices.Contains(ofCommands, code) {
			t.Errorf("nothing provokes %s", code)
		}
	}
	scripts, err := filepath.Glob("../cmd/styrdok/testdata/script/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	all := ""
	for _, name := range scripts {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all += string(data)
	}
	for _, code := range ofCommands {
		if !strings.Contains(all, string(code)) {
			t.Errorf("no script provokes %s", code)
		}
	}
}
