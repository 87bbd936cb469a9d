package docs

import (
	"encoding/json"
	"slices"
	"strings"

	"styrdok/generator/pattern"
)

// Schemas are the files that have a JSON Schema, by the name under which it is asked for, with their title.
var Schemas = map[string]string{
	"config": "config.toml", "front-matter": "Uppgifterna överst i ett styrdokument", "meeting": "Uppgifterna överst i ett sammanträdes fil",
}

// closed are the keys that take no other values than those that their text names.
var closed = []string{
	"+++ status", "+++ visibility", "+++ gender", "items action", "items outcome", "site language", "kinds gender", "kinds decided",
	"kinds visibility", "print paper", "print body", "accessibility conformance", "accessibility.issues reason",
}

// schema is what of JSON Schema (draft 7) is used here.
type schema struct {
	Version     string             `json:"$schema,omitempty"`
	Title       string             `json:"title,omitempty"`
	Description string             `json:"description,omitempty"`
	Type        string             `json:"type,omitempty"`
	Format      string             `json:"format,omitempty"`
	Enum        []string           `json:"enum,omitempty"`
	Default     any                `json:"default,omitempty"`
	AnyOf       []*schema          `json:"anyOf,omitempty"`
	Items       *schema            `json:"items,omitempty"`
	Properties  map[string]*schema `json:"properties,omitempty"`
	Required    []string           `json:"required,omitempty"`
	// Others is false where a key that is not among the properties is a mistake, and else a schema or nil.
	Others any `json:"additionalProperties,omitempty"`
}

// Schema returns the JSON Schema of one of [Schemas], whose descriptions are the handbooks' own. names are words that a
// site has for a key, such as the IDs of its bodies: an editor suggests them, and others are allowed. It panics for
// another schema.
func Schema(name string, names map[string][]string) []byte {
	root := &schema{Version: "http://json-schema.org/draft-07/schema#", Title: Schemas[name], Type: "object", Others: false}
	var inside func(k Key) bool
	switch name {
	case "config":
		inside = func(k Key) bool { return k.File == "configuration.md" }
		root.Required = []string{"organisation", "site"}
	case "front-matter":
		inside = within("Alla nycklar", "repealed", "annulled", "reviews", "extensions", "corrections")
	case "meeting":
		inside = within("Sammanträden", "items", "proposal", "decisions", "attachments")
	default:
		panic("docs: no schema " + name)
	}
	for _, k := range Keys() {
		if inside(k) {
			root.table(k.Table).add(k, names[k.Name])
		}
	}
	if name == "config" {
		d := root.table("[diagnostics]")
		d.Others = &schema{Enum: []string{"error", "warning", "info", "off"}}
		for _, c := range Codes() {
			if strings.HasPrefix(c.Text, "Fel. ") {
				continue // It can be made no milder.
			}
			d.property(c.Heading, &schema{Description: c.Text, Enum: []string{"error", "warning", "info", "off"}})
		}
	}
	out, err := json.MarshalIndent(root, "", "  ")
	if err != nil {
		panic(err)
	}
	return append(out, '\n')
}

// Snippets returns the keys of front matter as VS Code wants what it suggests: each with its meaning, and with a choice
// where the key takes few values.
func Snippets(names map[string][]string) map[string]Snippet {
	root := &schema{Type: "object"}
	out := map[string]Snippet{}
	for _, k := range Keys() {
		if k.File != "writing.md" || k.Table != "Alla nycklar" || strings.HasPrefix(k.Type, "tabell") {
			continue
		}
		root.add(k, nil)
		values := append(root.Properties[k.Name].Enum, names[k.Name]...)
		value := `"$1"`
		switch {
		case len(values) > 0:
			value = `"${1|` + strings.Join(values, ",") + `|}"`
		case k.Type == "datum":
			value = "${1:2026-11-30}"
		case k.Type == "lista":
			value = `["$1"]`
		}
		out[k.Name] = Snippet{Prefix: []string{k.Name}, Description: k.Text, Body: []string{k.Name + " = " + value}}
	}
	return out
}

// Snippet is a piece of text that an editor suggests.
type Snippet struct {
	Prefix      []string `json:"prefix"`
	Description string   `json:"description,omitempty"`
	Body        []string `json:"body"`
}

// within accepts the keys of writing.md below a heading and of the tables that belong to them.
func within(heading string, tables ...string) func(Key) bool {
	return func(k Key) bool {
		return k.File == "writing.md" && (k.Table == heading || slices.Contains(tables, strings.Trim(k.Table, "[]")))
	}
}

// table returns the schema of the keys below a heading: "[[accessibility.issues]]" is an array in a table, and a
// heading without brackets the file itself.
func (s *schema) table(heading string) *schema {
	if !strings.HasPrefix(heading, "[") {
		return s
	}
	parts := strings.Split(strings.Trim(heading, "[]"), ".")
	for i, name := range parts {
		t := s.Properties[name]
		if t == nil {
			t = &schema{Type: "object"}
			if strings.HasPrefix(heading, "[[") && i == len(parts)-1 {
				t = &schema{Type: "array"}
			}
			s.property(name, t)
		}
		if t.Type == "array" {
			if t.Items == nil || t.Items.Properties == nil {
				t.Items = &schema{Type: "object", Others: false}
			}
			t = t.Items
		}
		if t.Properties == nil {
			t.Others = false
		}
		s = t
	}
	return s
}

func (s *schema) property(name string, p *schema) {
	if s.Properties == nil {
		s.Properties = map[string]*schema{}
	}
	s.Properties[name] = p
}

var quoted = pattern.New(`"([^"]+)"`)

// add adds a key as its row describes it.
func (s *schema) add(k Key, names []string) {
	p := &schema{Type: "string", Description: k.Text}
	table := strings.Trim(k.Table, "[]")
	if table == "Alla nycklar" {
		table = "+++"
	}
	switch k.Type {
	case "true/false":
		p.Type = "boolean"
	case "heltal":
		p.Type = "integer"
	case "datum":
		p.Format = "date"
	case "lista":
		p.Type, p.Items = "array", &schema{Type: "string"}
	case "listor":
		p.Type, p.Items = "array", &schema{Type: "array", Items: &schema{Type: "string"}}
	case "text eller lista":
		p.Type, p.AnyOf = "", []*schema{{Type: "string"}, {Type: "array", Items: &schema{Type: "string"}}}
	case "tabell":
		p.Type = "object"
	case "tabeller":
		p.Type, p.Items = "array", &schema{Type: "object"}
	}
	if slices.Contains(closed, table+" "+k.Name) {
		for _, m := range quoted.FindAllStringSubmatch(k.Text, -1) {
			p.Enum = append(p.Enum, m[1])
		}
		p.Type = ""
	} else if len(names) > 0 && p.Type == "string" {
		p.Type, p.AnyOf = "", []*schema{{Enum: names}, {Type: "string"}}
	}
	if p.Type != "object" && k.Preset != "krävs" {
		_ = json.Unmarshal([]byte(k.Preset), &p.Default) // It is written as in TOML, which is the same here.
	}
	if k.Preset == "krävs" && !strings.Contains(k.Text, "Krävs inte") || strings.HasSuffix(k.Text, " Krävs.") {
		s.Required = append(s.Required, k.Name)
	}
	s.property(k.Name, p)
}
