package importer

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"styrdok/generator/i18n"
)

// FuzzRead gives every reader whatever it may be, and makes a document of what it reads. What is in an archive is changed by its parts, since a
// changed archive would be refused as one.
func FuzzRead(f *testing.F) {
	files, err := filepath.Glob("testdata/made/*.*")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		if r, err := zip.NewReader(bytes.NewReader(data), int64(len(data))); err == nil {
			for _, part := range r.File {
				if part.Name == "word/document.xml" || part.Name == "content.xml" {
					in, err := part.Open()
					if err != nil {
						f.Fatal(err)
					}
					var b bytes.Buffer
					if _, err := b.ReadFrom(in); err != nil {
						f.Fatal(err)
					}
					f.Add(b.Bytes(), part.Name)
				}
			}
			continue
		}
		if len(data) < 20_000 {
			f.Add(data, filepath.Ext(file))
		}
	}
	words := i18n.MustLoad("sv")
	f.Fuzz(func(t *testing.T, data []byte, part string) {
		if len(data) > 20_000 {
			return
		}
		inputs := [][]byte{data}
		if part == "word/document.xml" || part == "content.xml" {
			var b bytes.Buffer
			z := zip.NewWriter(&b)
			for name, content := range map[string][]byte{part: data, "[Content_Types].xml": []byte("<Types/>"), "styles.xml": []byte("<a/>")} {
				w, err := z.Create(name)
				if err == nil {
					_, err = w.Write(content)
				}
				if err != nil {
					t.Fatal(err)
				}
			}
			if z.Close() != nil {
				t.Fatal("zip")
			}
			inputs = append(inputs, b.Bytes())
		}
		opt := testOptions()
		for _, in := range inputs {
			for _, read := range readers { // and not Read, which takes a panic for a broken file
				r, err := read(in)
				if err != nil {
					continue
				}
				d := Convert("fil.txt", r, opt)
				if d.File(opt, words, "policy", d.Name()+"/", "") == "" || d.Name() == "" {
					t.Fatal("nothing made")
				}
			}
		}
	})
}
