package generator_test

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"

	"styrdok/generator"
	"styrdok/generator/act"
	"styrdok/generator/i18n"
	"styrdok/themes"
)

// TestImportSchema holds the report of an import to its schema, and what it says to what was written.
func TestImportSchema(t *testing.T) {
	dir, in := t.TempDir(), t.TempDir()
	writeSite(t, dir, map[string]string{"config.toml": minimalConfig})
	writeSite(t, in, map[string]string{"trasig.docx": "PK", "bild.png": "", "en.txt": "Policy för resor\n\nAntagen av KS 2020-01-13 § 4\n\nRes lagom mycket i tjänsten.\n", "två.txt": "Policy för resor\n\nAntagen av KS 2020-01-13 § 4\n\nRes lagom mycket i tjänsten.\n"})
	word, err := os.ReadFile("importer/testdata/made/policy.docx")
	if err != nil {
		t.Fatal(err)
	}
	writeSite(t, in, map[string]string{"policy.docx": string(word)})
	made, err := act.ImportFiles(generator.Options{Dir: dir, Today: docsDay, Standard: themes.Standard()}, act.Import{Paths: []string{in}})
	if err != nil {
		t.Fatal(err)
	}
	results := map[act.ImportResult]int{}
	for _, f := range made.Files {
		results[f.Result]++
		if f.Result == act.ImportWritten {
			if _, err := os.Stat(dir + "/" + f.Path); err != nil {
				t.Error(err)
			}
		}
	}
	for _, r := range []act.ImportResult{act.ImportWritten, act.ImportSame, act.ImportRefused, act.ImportSkipped} {
		if results[r] == 0 {
			t.Errorf("no file was %s: %v", r, results)
		}
	}
	var b bytes.Buffer
	if err := made.WriteJSON(&b, i18n.MustLoad("sv")); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile("../docs/import.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var schema map[string]any
	var v any
	if err := json.Unmarshal(data, &schema); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b.Bytes(), &v); err != nil {
		t.Fatal(err)
	}
	for _, fault := range schemaFaults(schema, schema, v, "") {
		t.Error(fault)
	}
}
