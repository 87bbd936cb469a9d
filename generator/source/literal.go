package source

import (
	"cmp"
	"math"
	"strconv"
	"strings"
	"time"

	"styrdok/generator/diag"
	"styrdok/generator/library"
	"styrdok/generator/pattern"
)

// keyTypes are the types of the keys whose values are not texts, for lines that are invalid TOML.
var keyTypes = map[string]string{
	"adopted": "date", "in_force": "date", "valid_until": "date", "review_by": "date", "updated": "date", "date": "date", "from": "date",
	"dated": "date", "announced": "date", "until": "date", "consultation_until": "date", "assessed": "date", "fixed_by": "date",
	"applies_to": "list", "implements": "list", "complements": "list", "replaces": "list", "related": "list", "based_on": "list",
	"standards": "list", "laws": "list", "keywords": "list", "aliases": "list", "short": "list", "documents": "list", "sent_to": "list", "forms": "list", "required_headings": "list", "required_keys": "list",
	"numbered_headings": "boolean", "publish_consultations": "boolean", "disclaimer": "boolean", "common_synonyms": "boolean",
	"public": "boolean", "minutes": "boolean", "statute": "boolean", "binds_public": "boolean", "justify": "boolean", "hyphenate": "boolean",
	"order": "integer", "number": "integer", "max_words": "integer", "rank": "integer", "soon": "integer", "contents_from": "integer", "contents_deep_from": "integer",
}

// examples are values of keys that must be there, as they may be written.
var examples = map[string]string{
	"title": `"Policy för …"`, "[site] title": `"Styrdokument"`, "base_url": `"https://styrdokument.exempelby.se/"`, "name": `"Exempelby kommun"`, "id": `"taxa"`,
	"singular": `"Taxa"`, "plural": `"Taxor"`, "definite": `"taxan"`, "text": `"Ny lag om …"`, "body": `"kommunstyrelsen"`,
	"document": `"policy/losenord"`, "action": `"revise"`, "date": "2025-11-24", "until": "2030-12-31", "kind": `"policy"`,
	"role": `"It-chef"`, "email": `"it-chefen@exempelby.se"`,
}

// typeExamples are values of each type.
var typeExamples = map[string]string{"text": `"…"`, "date": "2025-11-24", "list": `["…"]`, "boolean": "true", "integer": "1", "number": "10"}

func example(key, kind string) string {
	if e, ok := examples[key]; ok && (kind == "" || kind == "text" || kind == "date") {
		return e
	}
	return cmp.Or(typeExamples[cmp.Or(kind, keyTypes[key])], typeExamples["text"])
}

// Quoted is a text as TOML has it. Quotation marks within it become typographic ones, which need no escape.
func Quoted(s string) string {
	return `"` + strings.NewReplacer(`"`, "”", `\`, `\\`, "\n", " ").Replace(s) + `"`
}

// meant returns a value as TOML of the wanted type, or "" if it is unclear what was meant.
func meant(kind string, v any) string {
	switch v := v.(type) {
	case []any:
		if len(v) == 1 && kind != "list" {
			return meant(kind, v[0])
		}
		return ""
	case time.Time:
		day := library.DateOf(v).String()
		switch kind {
		case "date":
			return day
		case "text":
			return Quoted(day)
		case "list":
			return "[" + Quoted(day) + "]"
		}
		return ""
	case bool:
		return meant(kind, strconv.FormatBool(v))
	case int64:
		return meant(kind, strconv.FormatInt(v, 10))
	case float64:
		if kind == "integer" && v == math.Trunc(v) && math.Abs(v) < 1e9 {
			return strconv.Itoa(int(v))
		}
		return meant(kind, strconv.FormatFloat(v, 'f', -1, 64))
	case string:
		v = strings.TrimSpace(v)
		if len(v) > maxLine {
			return ""
		}
		return meantText(kind, v)
	}
	return ""
}

func meantText(kind, s string) string {
	switch kind {
	case "text":
		if s == "" {
			return ""
		}
		return Quoted(s)
	case "list":
		var parts []string
		for _, p := range strings.Split(s, ",") {
			if p = strings.Trim(p, ` []"'`+otherQuote); p != "" {
				parts = append(parts, Quoted(p))
			}
		}
		if parts == nil {
			return ""
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case "boolean":
		return swedish().values["boolean"][strings.ToLower(s)]
	case "integer", "number":
		s = strings.Replace(strings.TrimSuffix(strings.ReplaceAll(s, " ", ""), "%"), ",", ".", 1)
		if n, err := strconv.ParseFloat(s, 64); err == nil && plainNumber.MatchString(s) && (kind == "number" || n == math.Trunc(n)) {
			return strings.TrimPrefix(s, "+")
		}
	case "date":
		if _, err := library.ParseDate(s); err == nil {
			return s
		}
		return meantDate(s)
	}
	return ""
}

var plainNumber = pattern.New(`^[+-]?(0|[1-9]\d{0,8})(\.\d{1,6})?$`)

// write is the hint to write a key with a value of a type: what v says if it can, else an example. A part of a list is
// written without a key.
func write(key, kind string, v any, example string) diag.Phrase {
	value := cmp.Or(meant(kind, v), example)
	if strings.HasSuffix(key, "]") {
		return diag.P("write.value", value)
	}
	return diag.P("write.line", key, value)
}
