package act_test

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"styrdok/generator"
	"styrdok/generator/act"
	"styrdok/generator/importer"
	"styrdok/generator/library"
	"styrdok/themes"
)

func zipped(t *testing.T, parts map[string]string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, data := range parts {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(data))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestLinksBetweenFiles imports files that lead to each other, in each format, as programs and people write links: they lead to what the files have become.
func TestLinksBetweenFiles(t *testing.T) {
	in, site := t.TempDir(), t.TempDir()
	keepEngine(t, site)
	const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	word := func(text, target string) string {
		return zipped(t, map[string]string{
			"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
			"_rels/.rels":         `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="` + office + `/officeDocument" Target="word/document.xml"/></Relationships>`,
			"word/_rels/document.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="l" Type="` + office +
				`/hyperlink" Target="` + target + `" TargetMode="External"/></Relationships>`,
			"word/document.xml": `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="` + office + `"><w:body>` +
				`<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:r><w:t>` + text + `</w:t></w:r></w:p><w:p><w:hyperlink r:id="l"><w:r><w:t>Läs mer</w:t></w:r></w:hyperlink></w:p>` +
				`<w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:bookmarkStart w:id="1" w:name="Tva"/><w:r><w:t>Avsnitt två</w:t></w:r><w:bookmarkEnd w:id="1"/></w:p><w:p><w:r><w:t>Slut på ` + text + `.</w:t></w:r></w:p></w:body></w:document>`,
		})
	}
	for name, data := range map[string]string{
		"Policyer/Resepolicy.docx": word("Policy för resor", `file:///`+strings.TrimPrefix(filepath.ToSlash(in), "/")+`/Taxor/Taxa%202024.HTML#del`),
		"Policyer/Gåvor.docx":      word("Policy för gåvor", `..\Taxor\taxa%202024.html`),
		"Policyer/Möten.docx":      word("Policy för möten", `trasig.docx`),
		"Policyer/trasig.docx":     "ingen Wordfil",
		"Taxor/Taxa 2024.html": `<!doctype html><html lang=sv><meta charset=utf-8><title>T</title><main><h1>Taxa för lån</h1><p><a href="../policyer/RESEPOLICY.docx#Tva">Resor</a> ` +
			`<a href="..\Plan.md#så-gör-vi">Plan</a> <a href="../rutin.odt?a=b#Steg">Rutin</a> <a href="saknas.docx">Borta [x]</a> <a href="../Program.pdf">Program</a></p><h2 id=del>Del ett</h2><p>Avgift.</p></main></html>`,
		"Plan.md": "---\ntitle: Plan för lån\n---\n\n## Så gör vi\n\n[Taxa](Taxor/Taxa%202024.html#del \"Taxan\") [Gåvor][g] [Borta](saknas.docx)\n\n[g]: <./Policyer/Gåvor.docx>\n",
		"rutin.odt": zipped(t, map[string]string{"content.xml": `<document-content><body><text><h outline-level="1">Rutin för lån</h><p><a href="../Taxor/Taxa%202024.html">Taxan</a></p>` +
			`<h outline-level="2"><bookmark name="Steg"/>Första steget</h><p>Gör så.</p></text></body></document-content>`}),
		"Program.pdf": "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" +
			"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>/Annots[6 0 R 7 0 R]>>endobj\n" +
			"4 0 obj<</Length 155>>stream\nBT /F 20 Tf 72 760 Td (Program om resor) Tj ET\nBT /F 11 Tf 72 700 Td (Resor vidare.) Tj ET\nBT /F 11 Tf 72 660 Td (Taxan vidare.) Tj ET                                 \nendstream endobj\n" +
			"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>endobj\n" +
			"6 0 obj<</Type/Annot/Subtype/Link/Rect[70 695 100 712]/A<</S/URI/URI(Policyer/Resepolicy.docx#Tva)>>>>endobj\n" +
			"7 0 obj<</Type/Annot/Subtype/Link/Rect[70 655 103 672]/A<</S/Launch/F(Taxor/Taxa 2024.html)>>>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
	} {
		file := filepath.Join(in, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(site, "config.toml"), []byte("[site]\ntitle = \"S\"\nbase_url = \"https://s.example/\"\n[organisation]\nname = \"K\"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	got, err := act.ImportFiles(generator.Options{Dir: site, Today: library.NewDate(2026, 11, 29), Standard: themes.Standard()}, act.Import{Paths: []string{in}})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][]string{
		"Resepolicy.docx": {"[Läs mer](../taxa/taxa-for-lan.md#del-ett)"},
		"Gåvor.docx":      {"[Läs mer](../taxa/taxa-for-lan.md)"},
		"Möten.docx":      {"!Läs mer"},
		"Taxa 2024.html":  {"[Resor](../policy/policy-for-resor.md#avsnitt-tva)", "[Plan](../plan/plan-for-lan.md#sa-gor-vi)", "[Rutin](../rutin/rutin-for-lan.md#forsta-steget)", `!Borta \[x\]`, "[Program](../program/program-om-resor.md)"},
		"Plan.md":         {`[Taxa](../taxa/taxa-for-lan.md#del-ett "Taxan")`, "[Borta](saknas.docx)", "[g]: ../policy/policy-for-gavor.md"},
		"rutin.odt":       {"[Taxan](../taxa/taxa-for-lan.md)"},
		"Program.pdf":     {"[Resor](../policy/policy-for-resor.md#avsnitt-tva)", "[Taxan](../taxa/taxa-for-lan.md)"},
	}
	link := regexp.MustCompile(`\[[^\]]*\]\([^)]*\)`)
	for _, f := range got.Files {
		name := filepath.Base(f.File)
		if f.Result != act.ImportWritten {
			if name != "trasig.docx" {
				t.Errorf("%s: %s", name, f.Result)
			}
			continue
		}
		data, err := os.ReadFile(filepath.Join(site, f.Path))
		if err != nil {
			t.Fatal(err)
		}
		text := string(data)
		links := 0
		for _, w := range want[name] {
			words, dropped := strings.CutPrefix(w, "!")
			if !strings.Contains(text, words) || dropped && strings.Contains(text, words+"](") {
				t.Errorf("%s: %q is not in\n%s", name, w, text)
			}
			if link.MatchString(w) {
				links++
			}
		}
		if n := len(link.FindAllString(text, -1)); n != links {
			t.Errorf("%s: %d links, want %d:\n%s", name, n, links, text)
		}
		told := slices.ContainsFunc(f.Document.Told, func(t importer.Told) bool { return t.Why == "link" })
		if lost := slices.ContainsFunc(want[name], func(w string) bool { return strings.HasPrefix(w, "!") }); told != lost {
			t.Errorf("%s: a lost link is told: %v, want %v", name, told, lost)
		}
	}
}
