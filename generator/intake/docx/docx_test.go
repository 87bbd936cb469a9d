package docx

import (
	"archive/zip"
	"bytes"
	"slices"
	"testing"

	"styrdok/generator/intake"
)

// TestEmptyParts reads a text in which a control and a drawing have lost what they hold.
func TestEmptyParts(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range map[string]string{
		"[Content_Types].xml": `<Types/>`,
		"word/document.xml": `<document><body><p><r><t>före</t></r><sdt/><r><AlternateContent/></r><AlternateContent/><r><t> efter</t></r></p>` +
			`<tbl><tr><tc><p><r><t>cell</t></r></p></tc><sdt/></tr></tbl></body></document>`,
	} {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	r, err := Read(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if got, want := intake.Lines(r.Blocks), []string{"före efter", "cell"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
