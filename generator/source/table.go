package source

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
	"golang.org/x/text/unicode/norm"

	"styrdok/generator/char"
	"styrdok/generator/diag"
	"styrdok/generator/library"
	"styrdok/generator/mask"
	"styrdok/generator/pattern"
)

// reader reads one TOML text and collects its mistakes.
type reader struct {
	places places
	file   string
	line   int // line on which the text begins
	diags  *diag.List
}

// table is one table of a TOML text. A key that has not been asked for when done is called is unknown,
// and the nearest of those that were is suggested.
type table struct {
	r      *reader
	path   string // "" or "reviews[0]."
	values map[string]any
	known  []string
	outer  *table   // the one above; nil for the top one
	inner  []*table // those within it that are done
}

// readTOML parses a text and returns its top table, or nil if it is invalid.
func readTOML(file, text string, firstLine int, diags *diag.List) *table {
	r := &reader{file: file, line: firstLine, diags: diags}
	if len(text) > maxTOML {
		r.diags.Add(diag.TOMLSyntax, r.placeAt(text, 0), diag.P("toml.large", maxTOML>>20), diag.P("toml-hint.large"))
		return nil
	}
	if at := nesting(text); at >= 0 {
		r.diags.Add(diag.TOMLSyntax, r.placeAt(text, at), diag.P("toml.nested", maxNesting), diag.P("toml-hint.nested"))
		return nil
	}
	values := map[string]any{}
	if _, err := toml.Decode(text, &values); err != nil {
		r.syntax(err, text)
		return nil
	}
	if at := escapedKey.FindStringIndex(text); at != nil {
		r.diags.Add(diag.TOMLSyntax, r.placeAt(text, at[0]), diag.P("toml.escaped-key"), diag.P("toml-hint.escaped-key"))
		return nil
	}
	r.places = indexPlaces(file, text, firstLine)
	t := &table{r: r, values: values}
	t.normalise("", values)
	return t
}

// escapedKey finds a key in quotation marks with an escape in it. Nobody types one, and what finds keys by their letters would
// not find it.
var escapedKey = pattern.New(`(?m)^[ \t]*"[^"\n]*\\[^"\n]*"[ \t]*=`)

// normalise makes values that hold escapes what ReadText would have made of them if they had been typed: in NFC,
// without the control characters that it refuses. A value without ink is empty. Values are shown as they are, so one in which
// something is marked as hidden is refused.
func (t *table) normalise(path string, values map[string]any) {
	for _, key := range slices.Sorted(maps.Keys(values)) {
		values[key] = t.normal(path+key, values[key])
	}
}

func (t *table) normal(path string, v any) any {
	switch v := v.(type) {
	case string:
		if i := strings.IndexFunc(v, char.Control); i >= 0 {
			r, _ := utf8.DecodeRuneInString(v[i:])
			char.Report(t.r.diags, t.at(path), r)
			v = strings.Map(func(r rune) rune {
				if char.Control(r) {
					return -1
				}
				return r
			}, v)
		}
		if mark := hides(v); mark != "" {
			t.r.diags.Add(diag.NotHidden, t.at(path), mark)
		}
		return char.Bare(norm.NFC.String(v))
	case map[string]any:
		t.normalise(path+".", v)
	case []map[string]any:
		for i, values := range v {
			t.normalise(path+"["+strconv.Itoa(i)+"].", values)
		}
	case []any:
		for i := range v {
			v[i] = t.normal(path+"["+strconv.Itoa(i)+"]", v[i])
		}
	}
	return v
}

// hides returns the first mark in a value that was to hide something, "" if there is none.
func hides(v string) string {
	lines := strings.Split(v, "\n")
	if len(lines) > 1 {
		lines = append(lines, strings.Join(lines, " ")) // a mark may go on in the next line
	}
	for _, line := range lines {
		if _, _, mark := mask.Near([]byte(line), 0, nil, false); mark != "" {
			return mark
		}
		for i, r := range line {
			if r != '<' && r != '＜' {
				continue
			}
			if strings.HasPrefix(line[i:], "<!--") {
				return "<!--"
			}
			if mark := mask.Comment([]byte(line[i:])); mark != "" {
				return mark
			}
		}
	}
	return ""
}

// at returns the position of a key's value, or of the table that lacks it.
func (t *table) at(key string) diag.Pos {
	if p, ok := t.r.places[t.path+key]; ok {
		return p.value
	}
	if p, ok := t.r.places[strings.TrimSuffix(t.path, ".")]; ok {
		return p.value
	}
	return diag.Pos{File: t.r.file, Line: 1, Column: 1}
}

// take returns a value and marks its key as known.
func (t *table) take(key string) (any, bool) {
	t.known = append(t.known, key)
	v, ok := t.values[key]
	return v, ok
}

// wrong reports a value of the wrong type. The hint has v's value in the right type, if possible.
func (t *table) wrong(key, want string, v any) {
	hint := write(key, want, v, example(key, want))
	switch want {
	case "table":
		hint = diag.P("type-hint.inline", key)
		if t.r.file == "config.toml" || strings.HasPrefix(t.r.file, "themes/") {
			hint = diag.P("type-hint.table", t.path+key)
		}
	case "tables":
		hint = diag.P("type-hint.tables", t.path+key)
	case "lists":
		hint = diag.P("type-hint.lists", key)
	}
	t.wrongBut(key, want, v, hint)
}

// wrongBut is wrong with the caller's hint.
func (t *table) wrongBut(key, want string, v any, hint diag.Phrase) {
	t.r.diags.Add(diag.WrongType, t.at(key), key, diag.P("type."+typeName(v)), diag.P("type."+want), hint)
}

func (t *table) bad(key string, v any, reason diag.Phrase) {
	t.badBut(key, v, reason, "")
}

// badBut is bad with a suggested value.
func (t *table) badBut(key string, v any, reason diag.Phrase, meant string) {
	d := diag.New(diag.BadValue, t.at(key), key, v, reason)
	d.Subject = meant
	*t.r.diags = append(*t.r.diags, d)
}

// need reports required keys that are missing.
func (t *table) need(keys ...string) {
	for _, key := range keys {
		if _, ok := t.values[key]; !ok {
			t.missing(key, key+" = "+cmp.Or(examples[heading(strings.TrimSuffix(t.path, "."))+" "+key], example(key, "")))
		}
	}
}

// missing reports a missing key; line is an example of it.
func (t *table) missing(key, line string) {
	where := diag.P("missing.top", line)
	switch name := strings.TrimSuffix(t.path, "."); {
	case t.path == "" && t.r.file == "config.toml":
		where = diag.P("missing.heading", "["+key+"]")
	case t.path == "":
	case t.inline(name):
		where = diag.P("missing.inline", line)
	default:
		where = diag.P("missing.under", heading(name), line)
	}
	t.r.diags.Add(diag.MissingKey, t.at(key), key, where)
}

// place words the header under which a table's keys are; it is "" for the top table.
func (t *table) place() any {
	if t.path == "" {
		return ""
	}
	return diag.P("place.under", heading(strings.TrimSuffix(t.path, ".")))
}

// inline reports whether a table is written in braces instead of under a header.
func (t *table) inline(name string) bool {
	outer, _, _ := strings.Cut(name, "[")
	return slices.ContainsFunc([]string{name, outer}, func(n string) bool { p := t.r.places[n]; return p.key != p.value })
}

// heading is the line that opens a table: "[site]", "[[reviews]]".
func heading(name string) string {
	if many := arrayIndex.ReplaceAllString(name, ""); many != name && strings.HasSuffix(name, "]") {
		return "[[" + many + "]]"
	}
	return "[" + arrayIndex.ReplaceAllString(name, "") + "]"
}

var arrayIndex = pattern.New(`\[\d+\]`)

// Limits of values, so that everything done with them is fast.
const (
	maxLine    = 500    // characters of a value that is shown on one line: title, § and the like
	maxSummary = 300    // characters of a summary: it must fit a list, a feed and the description of a page
	maxProse   = 10_000 // characters of a value that may be paragraphs
	maxList    = 1_000  // values in a list
	maxNearest = 100    // unknown keys of a table for which the nearest known one is looked for
)

// str reads a text of one line unchanged.
func (t *table) str(key string, to *string) {
	if s, ok := t.text(key, maxLine); ok {
		*to = s
	}
}

// trimmed reads a text of one line and trims it; it must not be empty.
func (t *table) trimmed(key string, to *string) { t.limited(key, to, maxLine) }

// prose reads and trims a text that may have paragraphs.
func (t *table) prose(key string, to *string) { t.limited(key, to, maxProse) }

// formed reads a text of one line; the reason describes the form that it must have.
func (t *table) formed(key string, to *string, reason diag.Phrase) {
	v, ok := t.take(key)
	if !ok {
		return
	}
	s, isText := v.(string)
	if !isText {
		t.wrongBut(key, "text", v, reason)
		return
	}
	if s = strings.TrimSpace(s); s == "" || utf8.RuneCountInString(s) > maxLine {
		t.bad(key, strconv.Quote(cut(s, 40)), reason)
		return
	}
	*to = s
}

func (t *table) limited(key string, to *string, limit int) {
	if s, ok := t.text(key, limit); ok {
		*to = strings.TrimSpace(s)
		if *to == "" {
			t.bad(key, strconv.Quote(s), diag.P("reason.empty"))
		}
	}
}

// typed takes a value that must be of a type, which has a name for [table.wrong].
func typed[T any](t *table, key, want string) (typed T, ok bool) {
	v, ok := t.take(key)
	if !ok {
		return typed, false
	}
	if typed, ok = v.(T); !ok {
		t.wrong(key, want, v)
	}
	return typed, ok
}

// text returns a value that must be a text. If it is too long it is reported and cut.
func (t *table) text(key string, limit int) (string, bool) {
	s, ok := typed[string](t, key, "text")
	if !ok {
		return "", false
	}
	return t.bounded(key, s, limit), true
}

// bounded reports a text that is too long, and cuts it, or that must not have several lines.
func (t *table) bounded(key, s string, limit int) string {
	if limit == maxLine && strings.Contains(strings.TrimSpace(s), "\n") {
		t.bad(key, strconv.Quote(cut(s, 40)), diag.P("reason.one-line"))
	}
	if n := utf8.RuneCountInString(s); n > limit {
		t.bad(key, strconv.Quote(cut(s, 40)), diag.P("reason.too-long", n, limit))
		return cut(s, limit)
	}
	return s
}

func (t *table) boolean(key string, to *bool) {
	if b, ok := typed[bool](t, key, "boolean"); ok {
		*to = b
	}
}

func (t *table) integer(key string, low, high int, to *int) {
	if v, ok := t.take(key); ok {
		n, ok := v.(int64)
		if !ok {
			t.wrongBut(key, "integer", v, t.writeNumber(key, "integer", v, float64(*to), float64(low), float64(high)))
			return
		}
		if n < int64(low) || n > int64(high) {
			t.bad(key, n, diag.P("reason.range", low, high))
			return
		}
		*to = int(n)
	}
}

func (t *table) date(key string, to *library.Date) {
	if v, ok := t.take(key); ok {
		d, ok := localDate(v)
		if !ok {
			if s, isText := v.(string); isText {
				if _, err := library.ParseDate(strings.TrimSpace(s)); err != nil {
					d := diag.New(diag.BadDate, t.at(key), strconv.Quote(cut(s, 40)))
					d.Subject = meantDate(s)
					*t.r.diags = append(*t.r.diags, d)
					return
				}
			}
			t.wrong(key, "date", v)
			return
		}
		*to = d
	}
}

// localDate returns the day of a TOML local date. The library marks those by their location.
func localDate(v any) (library.Date, bool) {
	moment, ok := v.(time.Time)
	if !ok || moment.Location().String() != "date-local" {
		return library.Date{}, false
	}
	return library.DateOf(moment), moment.Year() >= 1
}

func (t *table) strings(key string, to *[]string) {
	t.list(key, to, func(place, kind string, v any) diag.Phrase { return write(place, kind, v, example(key, kind)) })
}

// list reads a list of texts. Hint words the way out for what is no list, or no text in it.
func (t *table) list(key string, to *[]string, hint func(place, kind string, v any) diag.Phrase) {
	v, ok := t.take(key)
	if !ok {
		return
	}
	list, ok := v.([]any)
	if !ok {
		t.wrongBut(key, "list", v, hint(key, "list", v))
		return
	}
	for i, e := range list[:t.most(key, len(list))] {
		s, ok := e.(string)
		element := fmt.Sprintf("%s[%d]", key, i)
		if !ok {
			t.wrongBut(element, "text", e, hint(element, "text", e))
			continue
		}
		if s = strings.TrimSpace(s); s == "" {
			t.bad(element, `""`, diag.P("reason.empty"))
			continue
		}
		*to = append(*to, t.bounded(element, s, maxLine))
	}
}

// choice reads one of a few words.
func (t *table) choice(key string, to *string, words ...string) {
	reason := diag.P("reason.choice", `"`+strings.Join(words, `", "`)+`"`)
	s := ""
	t.formed(key, &s, reason)
	switch {
	case s == "":
	case slices.Contains(words, s):
		*to = s
	default:
		word := swedishValue(key, s)
		if !slices.Contains(words, word) {
			word = diag.Nearest(s, words)
		}
		t.badBut(key, strconv.Quote(cut(s, 40)), reason, word)
	}
}

// sub returns a table within the table, or nil.
func (t *table) sub(key string) *table {
	m, ok := typed[map[string]any](t, key, "table")
	if !ok {
		return nil
	}
	return &table{r: t.r, path: t.path + key + ".", values: m, outer: t}
}

// most returns how many of n values of a list are read: all, or none if they are more than maxList, which it reports.
func (t *table) most(key string, n int) int {
	if n > maxList {
		t.bad(key, n, diag.P("reason.too-many", n, maxList))
		return 0
	}
	return n
}

// subs returns the tables of an array of tables.
func (t *table) subs(key string) []*table {
	v, ok := t.take(key)
	if !ok {
		return nil
	}
	var out []*table
	add := func(i int, m map[string]any) {
		out = append(out, &table{r: t.r, path: fmt.Sprintf("%s%s[%d].", t.path, key, i), values: m, outer: t})
	}
	switch list := v.(type) {
	case []map[string]any:
		for i, m := range list[:t.most(key, len(list))] {
			add(i, m)
		}
	case []any:
		for i, e := range list[:t.most(key, len(list))] {
			if m, ok := e.(map[string]any); ok {
				add(i, m)
			} else {
				t.wrongBut(fmt.Sprintf("%s[%d]", key, i), "table", e, diag.P("type-hint.tables", t.path+key))
			}
		}
	default:
		t.wrong(key, "tables", v)
	}
	return out
}

// keys returns the table's keys in order, for tables whose keys are free.
func (t *table) keys() []string {
	return slices.Sorted(maps.Keys(t.values))
}

// done reports the needed keys that are missing, and the keys that nobody asked for. Those of a table within another are reported with the outer one's, since only
// then is it known where they belong.
func (t *table) done(needed ...string) {
	t.need(needed...)
	if t.outer != nil {
		t.outer.inner = append(append(t.outer.inner, t), t.inner...)
		return
	}
	all := append([]*table{t}, t.inner...)
	for _, table := range all {
		table.unknown(all)
	}
}

// unknown reports the keys of a table that nobody asked for, and which of the others they belong to.
func (t *table) unknown(all []*table) {
	told := 0
	for _, k := range t.keys() {
		if slices.Contains(t.known, k) {
			continue
		}
		pos := t.at(k)
		if p, ok := t.r.places[t.path+k]; ok {
			pos = p.key
		}
		meant := MeantKey(k)
		d := diag.New(diag.UnknownKey, pos, cut(k, shownValue), t.place(), diag.P("unknown-key.all", handbookOf(t.r.file)))
		told++
		switch near := ""; {
		case slices.Contains(t.known, meant):
			d.Subject = meant
		case t.path == "remind." && (k == "password" || meant == "password"):
			d.Args[2] = diag.P("unknown-key.password").Arg()
		case told > maxNearest:
		default:
			near = diag.Nearest(k, t.known)
			home := slices.IndexFunc(all, func(o *table) bool {
				return slices.Contains(o.known, k) || meant != "" && slices.Contains(o.known, meant)
			})
			switch {
			case home < 0 || t.path == "":
				d.Subject = near
			case all[home].path == "" && t.r.file != "config.toml":
				d.Args[2] = diag.P("unknown-key.move-up", heading(strings.TrimSuffix(t.path, "."))).Arg()
			case all[home].path != "":
				d.Args[2] = diag.P("unknown-key.move", heading(strings.TrimSuffix(all[home].path, "."))).Arg()
			}
			if home >= 0 && meant != "" && !slices.Contains(all[home].known, k) {
				d.Subject = meant
			}
		}
		*t.r.diags = append(*t.r.diags, d)
	}
}

// misplaced warns of keys in tables of a document that fit both these and the document, which lacks them: who adds a line
// last in the front matter adds it to the table above. A body's decision, with the one who made it and its §, is whole.
func (t *table) misplaced(tables []string, keys ...string) {
	for _, name := range tables {
		var paths []string
		switch v := t.values[name].(type) {
		case map[string]any:
			paths = []string{name}
		case []map[string]any:
			for i := range v {
				paths = append(paths, fmt.Sprintf("%s[%d]", name, i))
			}
		}
		for _, path := range paths {
			_, by := t.r.places[path+".by"]
			if _, section := t.r.places[path+".section"]; by && section {
				continue
			}
			for _, k := range keys {
				p, there := t.r.places[path+"."+k]
				if _, has := t.values[k]; there && !has && !t.inline(path) {
					t.r.diags.Add(diag.MisplacedKey, p.key, k, heading(path))
				}
			}
		}
	}
}

// handbookOf is what the handbooks call the keys of a file, as "styrdok explain" knows it.
func handbookOf(file string) string {
	switch {
	case file == "config.toml":
		return file
	case strings.HasPrefix(file, "themes/"):
		return "themes"
	case strings.HasPrefix(file, "content/meetings/"):
		return "sammanträden"
	case strings.HasPrefix(file, "content/pages/"):
		return "sidor"
	case strings.HasSuffix(file, "/_index.md"):
		return "samling"
	}
	return "nycklar"
}

// typeName is the word for a TOML value's type; i18n has its sentence form.
func typeName(v any) string {
	switch v.(type) {
	case string:
		return "text"
	case bool:
		return "boolean"
	case int64:
		return "integer"
	case float64:
		return "number"
	case time.Time:
		if _, alone := localDate(v); !alone {
			return "date-time"
		}
		return "date"
	case []any:
		return "list"
	case []map[string]any:
		return "tables"
	case map[string]any:
		return "table"
	}
	return "unknown"
}
