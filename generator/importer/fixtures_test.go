package importer

import (
	"archive/zip"
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"styrdok/generator/i18n"
	"styrdok/generator/library"
)

var update = flag.Bool("update", false, "rewrite the expectations in testdata")

func testOptions() Options {
	return Options{Rules: library.DefaultRules(), Today: library.Date{Year: 2026, Month: 11, Day: 22}, Language: "sv"}
}

// result is a document as it is written, and what is told of it.
func result(t *testing.T, name string, data []byte, opt Options) string {
	t.Helper()
	reader := NewReader("")
	r, err := reader.Read(name, data)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	d := Convert(name, r, opt)
	collection := ""
	if d.Kind != nil {
		collection = string(d.Kind.ID)
	}
	var b strings.Builder
	b.WriteString(d.File(opt, i18n.MustLoad("sv"), collection, d.Name()+"/", ""))
	b.WriteString("\n")
	for _, told := range d.Told {
		b.WriteString(told.Why + ": " + told.Text)
		if told.Note != "" {
			b.WriteString(" (" + told.Note + ")")
		}
		b.WriteString("\n")
	}
	if d.Lost != nil {
		t.Errorf("%s: lost %q", name, d.Lost)
	}
	return b.String()
}

// compare holds what came out to the file with what is expected.
func compare(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s: got\n%s\nwant\n%s", file, got, want)
	}
}

// TestMade reads files that LibreOffice, pandoc and text editors have made.
func TestMade(t *testing.T) {
	for _, name := range []string{"policy.docx", "policy.odt", "policy.html", "riktlinjer.docx", "riktlinjer.odt", "plan.docx", "plan.odt", "plan.html", "plan.md", "brev.txt", "lista.txt"} {
		t.Run(name, func(t *testing.T) {
			data, err := os.ReadFile("testdata/made/" + name)
			if err != nil {
				t.Fatal(err)
			}
			opt := testOptions()
			opt.Open = func(picture string) ([]byte, error) { return os.ReadFile("testdata/made/" + filepath.Base(picture)) }
			compare(t, "testdata/made/"+name+".want", result(t, name, data, opt))
		})
	}
}

const namespaces = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"`

// wordStyles are those of Word in Swedish: their IDs are translated, their names are not.
const wordStyles = `<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/><w:lang w:val="sv-SE"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Rubrik"><w:name w:val="Title"/><w:basedOn w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Rubrik1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Rubrik2"><w:name w:val="heading 2"/><w:basedOn w:val="Normal"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Citat"><w:name w:val="Quote"/><w:basedOn w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Liststycke"><w:name w:val="List Paragraph"/><w:basedOn w:val="Normal"/><w:pPr><w:ind w:left="720"/></w:pPr></w:style>`

// wordFile packs the parts of an archive as a Word file.
func wordFile(t *testing.T, parts []txtar.File) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	put := func(name, content string) {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(content))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	put("[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`)
	put("_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="`+relations+`officeDocument" Target="word/document.xml"/></Relationships>`)
	put("word/styles.xml", "<w:styles"+namespaces+">"+wordStyles+"</w:styles>")
	rels := `<Relationship Id="s" Type="` + relations + `styles" Target="styles.xml"/><Relationship Id="x1" Type="` + relations + `hyperlink" Target="file:///G:/blankett.docx" TargetMode="External"/>`
	for _, p := range parts {
		root := strings.TrimSuffix(p.Name, ".xml")
		switch root {
		case "body":
			put("word/document.xml", "<w:document"+namespaces+"><w:body>"+string(p.Data)+"</w:body></w:document>")
			continue
		case "header1", "header2", "footer1":
			id := map[string]string{"header1": "h1", "header2": "h2", "footer1": "f1"}[root]
			kind := strings.TrimRight(root, "12")
			rels += `<Relationship Id="` + id + `" Type="` + relations + kind + `" Target="` + p.Name + `"/>`
			put("word/"+p.Name, "<w:"+map[string]string{"header": "hdr", "footer": "ftr"}[kind]+namespaces+">"+string(p.Data)+"</w:"+map[string]string{"header": "hdr", "footer": "ftr"}[kind]+">")
			continue
		}
		rels += `<Relationship Id="` + root + `" Type="` + relations + root + `" Target="` + p.Name + `"/>`
		put("word/"+p.Name, "<w:"+root+namespaces+">"+string(p.Data)+"</w:"+root+">")
	}
	put("word/_rels/document.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`+rels+`</Relationships>`)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestWord reads constructs that only Word makes.
func TestWord(t *testing.T) {
	files, err := filepath.Glob("testdata/word-*.txtar")
	if err != nil || files == nil {
		t.Fatal("no files", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			a.Files = slices.DeleteFunc(a.Files, func(f txtar.File) bool { return f.Name == "want" })
			got := result(t, filepath.Base(file)+".docx", wordFile(t, a.Files), testOptions())
			a.Files = append(a.Files, txtar.File{Name: "want", Data: []byte(got)})
			compare(t, file, string(txtar.Format(a)))
		})
	}
}
