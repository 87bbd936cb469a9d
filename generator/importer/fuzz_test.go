package importer

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"golang.org/x/net/html"

	"styrdok/generator/diag"
	"styrdok/generator/i18n"
	"styrdok/generator/intake"
	"styrdok/generator/intake/pack"
	"styrdok/generator/source"
)

// made reads a file of testdata/made, or a part of one that is an archive.
func made(f *testing.F, name, part string) string {
	f.Helper()
	data, err := os.ReadFile(filepath.Join("testdata/made", name))
	if err != nil {
		f.Fatal(err)
	}
	if part == "" {
		return string(data)
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		f.Fatal(err)
	}
	in, err := z.Open(part)
	if err != nil {
		return ""
	}
	out, err := io.ReadAll(in)
	if err != nil {
		f.Fatal(err)
	}
	return string(out)
}

// packed is an archive of parts, given as names and contents in turn. It is not compressed, so that making it takes no time.
func packed(t *testing.T, parts ...string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.CreateHeader(&zip.FileHeader{Name: parts[i], Method: zip.Store})
		if err == nil {
			_, err = io.WriteString(w, parts[i+1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// longest is the size of inputs: longer ones are not tried, since they only take longer.
const longest = 12_000

var fuzzWords = i18n.MustLoad("sv")

// hold makes a document of a file and holds it to what an import promises: every word is in the text, or told, or known to be lost;
// and styrdok reads the facts that it has written itself. Texts are those of the file's tree, of which the reader must know every one.
func hold(t *testing.T, name string, format intake.Format, data []byte, texts ...string) {
	r, err := readers[format](data) // and not Read, which takes a panic for a broken file
	if err != nil {
		return
	}
	known := letters(r.Plain)
	for _, text := range texts {
		if !strings.Contains(known, letters(text)) {
			t.Errorf("%q: the reader has passed over %q", data, text)
		}
	}
	opt := testOptions()
	d := Convert(name, r, opt)
	file := d.File(opt, fuzzWords, "policy", d.Name()+"/", "")
	if file == "" || d.Name() == "" {
		t.Fatalf("%q: nothing made", data)
	}
	if len(d.Lost) > 0 {
		t.Errorf("%q: %q are lost in %q", data, d.Lost, file)
	}
	if d.untouched == "" {
		content, problems, err := source.Load(fstest.MapFS{"content/policy/a.md": {Data: []byte(file)}}, oneByOne)
		if err != nil || len(content.Drafts) != 1 && !problems.HasErrors() {
			t.Errorf("%q: became %q, of which come %d documents, %v", data, file, len(content.Drafts), err)
		}
		for _, problem := range problems {
			if problem.Severity != diag.Error || problem.Code == diag.NotHidden { // which a person must judge: the file itself has it, as "<!-- hidden"
				continue
			}
			t.Errorf("%q: became %q, which is wrong at %v: %s %v", data, file, problem.Pos, problem.Code, problem.Args)
		}
	}
}

// letters are those of a text, without what parts its words.
func letters(s string) string { return strings.Join(wordsOf(s), "") }

func oneByOne(n int, do func(i int) error) error {
	for i := range n {
		if err := do(i); err != nil {
			return err
		}
	}
	return nil
}

func FuzzDocx(f *testing.F) {
	for _, name := range []string{"policy.docx", "riktlinjer.docx", "plan.docx"} {
		f.Add(made(f, name, "word/document.xml"), made(f, name, "word/styles.xml"), made(f, name, "word/numbering.xml"))
	}
	f.Add("<w:document"+namespaces+"><w:body><w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>", "<w:styles"+namespaces+">"+wordStyles+"</w:styles>", "")
	f.Fuzz(func(t *testing.T, document, styles, numbering string) {
		if len(document)+len(styles)+len(numbering) > longest {
			return
		}
		hold(t, "fil.docx", intake.Docx, packed(t, "[Content_Types].xml", "<Types/>", "word/document.xml", document, "word/styles.xml", styles, "word/numbering.xml", numbering))
	})
}

func FuzzOdt(f *testing.F) {
	for _, name := range []string{"policy.odt", "riktlinjer.odt", "plan.odt"} {
		f.Add(made(f, name, "content.xml"), "<a/>")
	}
	f.Fuzz(func(t *testing.T, content, styles string) {
		if len(content)+len(styles) > longest {
			return
		}
		var texts []string
		if root, err := pack.Parse([]byte(content)); err == nil {
			root.Kid("body", "text").Walk(func(n *pack.Node) bool {
				texts = append(texts, n.Text)
				return !slices.Contains([]string{"note-citation", "change-info", "binary-data", "script", "date-string", "creator-initials", "creator", "date", "title", "desc"}, n.Name)
			})
		}
		hold(t, "fil.odt", intake.Odt, packed(t, "mimetype", "application/vnd.oasis.opendocument.text", "content.xml", content, "styles.xml", styles), texts...)
	})
}

func FuzzHTML(f *testing.F) {
	for _, name := range []string{"policy.html", "plan.html"} {
		f.Add(made(f, name, ""))
	}
	f.Add("<main><h1>A</h1><table><tr><th colspan=9>a<td rowspan=0>b</table><ul><li>a<ol><li>b</ul><sup><a href='#f'>1</a></sup><p id=f>1 Not</main>")
	f.Fuzz(func(t *testing.T, page string) {
		if len(page) > longest {
			return
		}
		var texts []string
		var visit func(n *html.Node)
		visit = func(n *html.Node) {
			if n.Type == html.TextNode {
				texts = append(texts, n.Data)
			}
			for k := range n.ChildNodes() {
				if !slices.Contains([]string{"script", "style", "template", "head", "title"}, k.Data) {
					visit(k)
				}
			}
		}
		if root, err := html.ParseWithOptions(strings.NewReader(page), html.ParseOptionEnableScripting(false)); err == nil && utf8.ValidString(page) {
			visit(root)
		}
		hold(t, "fil.html", intake.HTML, []byte(page), texts...)
	})
}

func FuzzText(f *testing.F) {
	for _, name := range []string{"brev.txt", "lista.txt"} {
		f.Add([]byte(made(f, name, "")))
	}
	f.Add([]byte("\xff\xfeA\x00\n\x00"))
	f.Add([]byte("Policy f\xf6r resor\n\nAntagen av kommunfullm\xe4ktige 2020-01-15, \xa7 7.\n\n1. a\n2. b\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) <= longest {
			hold(t, "fil.txt", intake.Text, data)
		}
	})
}

func FuzzMarkdown(f *testing.F) {
	f.Add(made(f, "plan.md", ""))
	f.Add("---\ntitle: A\ndate: 2020-01-15\ntags: [a, {b: c}]\nx: &x [1]\ny: *x\n---\n# A\n\n" + strings.Repeat("> ", 20) + "a\n")
	f.Add("+++\ntitle = \"A\"\n+++\nText.\n")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) <= longest {
			hold(t, "fil.md", intake.Markdown, []byte(text))
		}
	})
}
