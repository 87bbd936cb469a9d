package odt

import (
	"archive/zip"
	"bytes"
	"slices"
	"strings"
	"testing"

	"styrdok/generator/intake"
)

// read reads a file with such a text.
func read(t *testing.T, text string) *intake.Reading {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create("content.xml")
	if err == nil {
		_, err = w.Write([]byte(`<document-content><body><text>` + text + `</text></body></document-content>`))
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	r, err := Read(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestDeepLists reads lists below the tenth level, the last that the format has.
func TestDeepLists(t *testing.T) {
	text, want := "", []string{}
	for _, word := range strings.Fields("ett två tre fyra fem sex sju åtta nio tio elva tolv") {
		text += "<list><list-item><p>" + word + "</p>"
		want = append(want, word)
	}
	r := read(t, text+strings.Repeat("</list-item></list>", len(want)))
	if got := intake.Lines(r.Blocks); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
