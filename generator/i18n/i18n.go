// Package i18n holds every text that pages, prints, commands and diagnostics show, in Swedish and English. The texts
// are in the embedded files *.sv.toml and *.en.toml, as tables of dotted keys that are merged for each language. The
// package does not know who uses a text.
//
// A text may contain arguments {0}, {1} …, which are replaced by position. A text with plural forms is a pair of keys,
// "key.one" and "key.other"; one with grammatical gender is a triple, "key.common", "key.neuter" and "key.plural".
package i18n

import (
	"embed"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"
)

//go:embed *.toml
var files embed.FS

// Gender is the grammatical gender or number of a noun, with which other words must agree.
type Gender string

const (
	Common Gender = "common" // policyn är antagen
	Neuter Gender = "neuter" // programmet är antaget
	Plural Gender = "plural" // riktlinjerna är antagna
)

// Texts are the texts of one language. They are safe for concurrent use.
type Texts struct {
	lang   string
	tables map[string][]table // by their names; two files may have one of the same name

	mu    sync.RWMutex
	known map[string]found
}

// table returns the texts of a table of one of the embedded files, by their keys. They are decoded when one is asked for, since
// a command uses few.
type table func() map[string]string

type found struct {
	text string
	ok   bool
}

// Languages returns the codes of all languages, the default first.
func Languages() []string { return []string{"sv", "en"} }

// MustLoad returns the texts of one of [Languages].
func MustLoad(lang string) *Texts {
	if t, ok := loaded.Load(lang); ok {
		return t.(*Texts)
	}
	t := &Texts{lang: lang, known: map[string]found{}, tables: map[string][]table{}}
	names, err := files.ReadDir(".")
	if err != nil {
		panic(err)
	}
	for _, n := range names {
		if strings.HasSuffix(n.Name(), "."+lang+".toml") {
			t.open(n.Name())
		}
	}
	if len(t.tables) == 0 {
		panic(fmt.Sprintf("i18n: no texts for language %q", lang))
	}
	first, _ := loaded.LoadOrStore(lang, t)
	return first.(*Texts)
}

var loaded sync.Map // *Texts by language

// For returns the texts of a language that a document is in, BCP 47, or other where the program has none.
func For(lang string, other *Texts) *Texts {
	base, _, _ := strings.Cut(strings.ToLower(lang), "-")
	if !slices.Contains(Languages(), base) {
		return other
	}
	return MustLoad(base)
}

// open adds the tables of a file. None of its texts has a line that begins with a bracket.
func (t *Texts) open(file string) {
	data, err := files.ReadFile(file)
	if err != nil {
		panic(err)
	}
	for part := range strings.SplitSeq("\n"+string(data), "\n[") {
		name, lines, ok := strings.Cut(part, "]")
		if !ok || strings.HasPrefix(part, "\n") {
			continue // what stands before the first
		}
		t.tables[name] = append(t.tables[name], sync.OnceValue(func() map[string]string {
			var tree map[string]any
			if _, err := toml.Decode(lines, &tree); err != nil {
				panic(fmt.Sprintf("i18n: %s: [%s]: %v", file, name, err))
			}
			texts := map[string]string{}
			flatten(texts, name+".", tree)
			return texts
		}))
	}
}

func flatten(texts map[string]string, prefix string, tree map[string]any) {
	for k, v := range tree {
		switch v := v.(type) {
		case string:
			texts[prefix+k] = v
		case map[string]any:
			flatten(texts, prefix+k+".", v)
		default:
			panic(fmt.Sprintf("i18n: key %q is not a text", prefix+k))
		}
	}
}

func (t *Texts) find(key string) (string, bool) {
	t.mu.RLock()
	out, known := t.known[key]
	t.mu.RUnlock()
	if !known {
		out = t.read(strings.Clone(key)) // so that a key that was put together need not be kept
	}
	return out.text, out.ok
}

// read finds a text in the files, and knows it from then on.
func (t *Texts) read(key string) (out found) {
	for name := key; !out.ok && name != ""; name = name[:max(0, strings.LastIndexByte(name, '.'))] {
		for _, table := range t.tables[name] {
			if out.text, out.ok = table()[key]; out.ok {
				break
			}
		}
	}
	t.mu.Lock()
	t.known[key] = out
	t.mu.Unlock()
	return out
}

// Lang returns the language's code, "sv" or "en".
func (t *Texts) Lang() string { return t.lang }

// Has reports whether there is a text for the key.
func (t *Texts) Has(key string) bool { _, ok := t.find(key); return ok }

// Keys returns all keys, sorted. A key that is in two tables is there twice.
func (t *Texts) Keys() (out []string) {
	for _, tables := range t.tables {
		for _, table := range tables {
			out = slices.AppendSeq(out, maps.Keys(table()))
		}
	}
	slices.Sort(out)
	return out
}

// T returns the text for a key, with {0}, {1} … replaced by the arguments. For an unknown key it returns the key in
// double brackets; a test checks the keys of all callers.
func (t *Texts) T(key string, args ...any) string {
	s, ok := t.find(key)
	if !ok {
		return "[[" + key + "]]"
	}
	return fill(s, args)
}

// N returns the form of a text that agrees with the count n, which is also argument {0}.
func (t *Texts) N(key string, n int, args ...any) string {
	form := ".other"
	if n == 1 {
		form = ".one"
	}
	return t.T(key+form, append([]any{n}, args...)...)
}

// G returns the form of a text that agrees with a grammatical gender.
func (t *Texts) G(key string, g Gender, args ...any) string {
	return t.T(key+"."+string(g), args...)
}

// fill replaces {n} by argument n in one pass, so that braces in arguments are left alone.
func fill(s string, args []any) string {
	if len(args) == 0 || !strings.Contains(s, "{") {
		return s
	}
	var b strings.Builder
	for {
		open := strings.IndexByte(s, '{')
		if open < 0 {
			break
		}
		end := strings.IndexByte(s[open:], '}')
		if end < 0 {
			break
		}
		n, err := strconv.Atoi(s[open+1 : open+end])
		b.WriteString(s[:open])
		if err != nil || n < 0 || n >= len(args) {
			b.WriteString(s[open : open+end+1])
		} else {
			fmt.Fprint(&b, args[n])
		}
		s = s[open+end+1:]
	}
	b.WriteString(s)
	return b.String()
}
