package generator_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/BurntSushi/toml"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"styrdok/docs"
	"styrdok/generator/diag"
	"styrdok/generator/i18n"
)

func editorSchema(t *testing.T, name string) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(docs.Schema(name, map[string][]string{"adopted_by": {"kommunfullmaktige"}})))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource(name, doc); err != nil {
		t.Fatal(err)
	}
	return c.MustCompile(name)
}

// asJSON is TOML as an editor shows it to a schema.
func asJSON(t *testing.T, text string) any {
	t.Helper()
	var v any
	if err := toml.Unmarshal([]byte(text), &v); err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	var plain func(v any) any
	plain = func(v any) any {
		switch v := v.(type) {
		case map[string]any:
			for k := range v {
				v[k] = plain(v[k])
			}
		case []map[string]any:
			list := []any{}
			for _, e := range v {
				list = append(list, plain(e))
			}
			return list
		case []any:
			for i := range v {
				v[i] = plain(v[i])
			}
		case time.Time:
			return v.Format(time.DateOnly)
		}
		return v
	}
	data, err := json.Marshal(plain(v))
	if err != nil {
		t.Fatal(err)
	}
	out, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestEditorSchemas shows that the demonstration site, what init writes and the handbooks' whole examples are valid by
// the schemas that editors get, and that slips are not.
func TestEditorSchemas(t *testing.T) {
	schemas := map[string]*jsonschema.Schema{}
	for name := range docs.Schemas {
		schemas[name] = editorSchema(t, name)
	}
	count := map[string]int{}
	valid := func(where, schema, text string) {
		count[schema]++
		if err := schemas[schema].Validate(asJSON(t, text)); err != nil {
			t.Errorf("%s: %v", where, err)
		}
	}
	front := func(where, path, text string) {
		if head, _, found := strings.Cut(strings.TrimPrefix(text, "+++\n"), "\n+++"); found && !strings.Contains(path, "_index") && !strings.Contains(path, "pages/") {
			schema := "front-matter"
			if _, below, found := strings.Cut(path, "meetings/"); found {
				if schema = "meeting"; strings.Contains(below, "/") {
					return // a report
				}
			}
			valid(where, schema, head)
		}
	}
	for _, file := range []string{"../config.toml", "../cmd/styrdok/start/config.toml"} {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		valid(file, "config", string(data))
	}
	err := filepath.WalkDir("../content", func(file string, e fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(file) != ".md" {
			return err
		}
		data, err := os.ReadFile(file)
		front(file, filepath.ToSlash(file), string(data))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, book := range []string{"docs/writing.md", "docs/configuration.md", "docs/sammantraden.md"} {
		for _, s := range readHandbook(t, book) {
			for _, f := range s.fences {
				switch {
				case f.path == "config.toml":
					valid(book, "config", f.text)
				case strings.HasPrefix(f.path, "content/"):
					front(book, f.path, f.text)
				}
			}
		}
	}
	if count["config"] < 3 || count["front-matter"] < 30 || count["meeting"] < 2 {
		t.Errorf("looked at %v", count)
	}
	const config, policy = minimalConfig, "title = \"A\"\n"
	for _, slip := range []struct{ schema, text string }{
		{"config", config + "nam = \"x\"\n"}, {"config", "[site]\ntitle = \"S\"\n"}, {"config", config + "[review]\nsoon = \"180\"\n"},
		{"config", config + "[[kinds]]\nid = \"x\"\nvisibility = \"publik\"\n"}, {"config", config + "[diagnostics]\nno-headings = \"false\"\n"},
		{"front-matter", "adopted = 2024-01-15\n"}, {"front-matter", policy + "adopted = \"i går\"\n"}, {"front-matter", policy + "status = \"utkast\"\n"},
		{"front-matter", policy + "[[reviews]]\nby = \"ks\"\n"}, {"front-matter", policy + "keywords = \"a\"\n"}, {"meeting", "date = 2024-01-15\n"},
	} {
		if schemas[slip.schema].Validate(asJSON(t, slip.text)) == nil {
			t.Errorf("%s takes\n%s", slip.schema, slip.text)
		}
	}
}

// TestEditorValues shows that where a schema names all values of a key, the program takes each of them and no other.
func TestEditorValues(t *testing.T) {
	read := map[string]func(string) diag.List{
		"config": readConfig, "front-matter": readFront("content/policy/x.md"), "meeting": readFront("content/meetings/x.md"),
	}
	type object = map[string]any
	var visit func(schema, header string, s object)
	n := 0
	visit = func(schema, header string, s object) {
		properties, _ := s["properties"].(object)
		for name, p := range properties {
			p := p.(object)
			if items, isList := p["items"].(object); isList {
				visit(schema, "[["+strings.Trim(strings.Trim(header, "[]")+"."+name, ".")+"]]", items)
			}
			if p["type"] == "object" && name != "diagnostics" {
				visit(schema, "["+strings.Trim(strings.Trim(header, "[]")+"."+name, ".")+"]", p)
			}
			values, _ := p["enum"].([]any)
			if len(values) == 0 {
				continue
			}
			n++
			refused := func(value string) bool {
				for _, d := range read[schema](header + "\n" + name + " = \"" + value + "\"\n") {
					if d.Code == diag.BadValue && strings.Contains(d.Message(i18n.MustLoad("sv")), value) {
						return true
					}
				}
				return false
			}
			for _, v := range values {
				if refused(v.(string)) {
					t.Errorf("%s %s %s: %q is refused", schema, header, name, v)
				}
			}
			if !refused("zzz") {
				t.Errorf("%s %s %s: takes other values than %v", schema, header, name, values)
			}
		}
	}
	for name := range docs.Schemas {
		var s object
		if err := json.Unmarshal(docs.Schema(name, nil), &s); err != nil {
			t.Fatal(err)
		}
		visit(name, "", s)
	}
	if n < 10 {
		t.Errorf("looked at %d keys", n)
	}
}
