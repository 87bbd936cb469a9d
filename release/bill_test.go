package main

import (
	"os"
	"strings"
	"testing"
	"time"
)

// TestBill shows that a bill of materials names the system it is for, and has every part with its licence.
func TestBill(t *testing.T) {
	licences, err := os.ReadFile("../cmd/styrdok/licences.txt")
	if err != nil {
		t.Fatal(err)
	}
	bill := func(part string) (string, error) {
		out, err := complete([]byte(`{"metadata":{"tools":[1],"component":{"name":"styrdok","purl":"pkg:golang/styrdok@v1?goarch=amd64&goos=linux&type=module#cmd/styrdok"}},
"components":[{"name":"`+part+`","version":"v1.21.4","purl":"pkg:golang/x@v1?goarch=amd64&goos=linux&type=module"}]}`),
			made{system: "windows", machine: "arm64", language: "go1.26.8", licences: string(licences), pdfium: "0123", at: time.Unix(0, 0).UTC()})
		return strings.ReplaceAll(string(out), `\u0026`, "&"), err
	}
	out, err := bill(pdfiumModule)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(out, "linux") || strings.Contains(out, "tools") || strings.Count(out, "goarch=arm64&goos=windows") != 3 {
		t.Errorf("of which system is it? %s", out)
	}
	parts := strings.Count(out, `"name":`)
	if n := strings.Count(out, `"expression":`); n != parts || parts != 8 { // the program, a module, std, pdfium, three fonts, patterns
		t.Errorf("%d of %d parts have a licence: %s", n, parts, out)
	}
	for _, want := range []string{`"pkg:golang/std@1.26.8?`, `"of go-pdfium v1.21.4"`, `"content": "0123"`, "OFL-1.1", "LPPL-1.2", "BSD-3-Clause", "SourceSans3", "styrdok-sv.txt"} {
		if !strings.Contains(out, want) {
			t.Errorf("the bill lacks %s: %s", want, out)
		}
	}
	if _, err := bill("example.org/unknown"); err == nil {
		t.Error("a part without a known licence is let pass")
	}
	all, err := licencesOf(string(licences))
	if err != nil || len(all) < 30 {
		t.Errorf("%d works, %v", len(all), err)
	}
	for work, want := range map[string]string{"github.com/spf13/cobra": "Apache-2.0", "github.com/yuin/goldmark": "MIT", "Go": "BSD-3-Clause", "github.com/pkg/errors": "BSD-2-Clause", "aead.dev/minisign": "MIT", "go.yaml.in/yaml/v3": "Apache-2.0 AND MIT"} {
		if all[work] != want {
			t.Errorf("%s: %s, want %s", work, all[work], want)
		}
	}
}
