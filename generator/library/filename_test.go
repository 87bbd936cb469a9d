package library_test

import (
	"strings"
	"testing"

	"styrdok/generator/library"
)

func TestFileFault(t *testing.T) {
	for path, want := range map[string]string{
		"content/policy/a/Karta över hamnen (2).PDF": "", "static/.well-known/x": "", "a/console.md": "", "a/b..c": "", "auxiliary": "",
		"con": "device", "policy/CON.md": "device", "a/aux.tar.gz": "device", "nul/1.md": "device", "lpt9": "device", "com1 .txt": "device",
		"a. ": "end", "a./b": "end", " a/b": "end", "a\u00A0.txt/x": "", "a\u00A0": "end",
		`a\b`: "character", "a:b": "character", "vad?": "character", `"x"`: "character",
		"a\x01": "control", "a\u0085": "control", "f\xf6r": "encoding",
		"plan\u202Efdp.txt": "control", "a\u200Bb": "control", "a\u2066": "control", "a\u2028": "control", "a\uFEFF": "control", "a\u00AD": "control", "a\uFFFF": "control",
		strings.Repeat("a", 200): "", strings.Repeat("a", 201): "long", strings.Repeat("å", 101) + "/x": "long",
		"100 %.png": "percent", "100%/con": "device",
	} {
		if got := library.FileFault(path); got != want {
			t.Errorf("%q: got %q, want %q", path, got, want)
		}
	}
}
