package i18n

import (
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	"github.com/google/go-cmp/cmp"
)

// TestReader shows that files are read as TOML is.
func TestReader(t *testing.T) {
	names, err := files.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range names {
		data, err := files.ReadFile(n.Name())
		if err != nil {
			t.Fatal(err)
		}
		var tree map[string]any
		if err := toml.Unmarshal(data, &tree); err != nil {
			t.Fatalf("%s: %v", n.Name(), err)
		}
		want := map[string]string{}
		flatten(t, want, "", tree)
		got := &reader{texts: map[string]string{}}
		if err := got.file(string(data)); err != nil {
			t.Errorf("%s: %v", n.Name(), err)
		}
		if diff := cmp.Diff(want, got.texts); diff != "" {
			t.Errorf("%s: %s", n.Name(), diff)
		}
	}
}

func flatten(t *testing.T, into map[string]string, prefix string, tree map[string]any) {
	for k, v := range tree {
		switch v := v.(type) {
		case string:
			into[prefix+k] = v
		case map[string]any:
			flatten(t, into, prefix+k+".", v)
		default:
			t.Errorf("key %q is not a text", prefix+k)
		}
	}
}

// TestReaderRefuses shows that what is no such file is refused, with the line.
func TestReaderRefuses(t *testing.T) {
	for name, text := range map[string]string{
		"no value": "\na =", "no quotes": "\na = b", "number": "\na = 1", "no end": "\na = \"b", "unknown escape": "\na = \"\\q\"",
		"open table": "\n[a", "twice": "a = \"b\"\na = \"c\"", "word": "\nword", "open inline table": "\na = { b",
	} {
		err := (&reader{texts: map[string]string{}}).file(text)
		if err == nil || !strings.HasPrefix(err.Error(), "line 2") {
			t.Errorf("%s: %v, want an error in line 2", name, err)
		}
	}
}
