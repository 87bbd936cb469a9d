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
	files  []*file
	tables map[string][]*file // that have a table, by its name

	mu    sync.RWMutex
	known map[string]found
}

// file is one of the embedded files, which is parsed when one of its texts is asked for.
type file struct {
	data  string
	texts func() map[string]string
}

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
	t := &Texts{lang: lang, known: map[string]found{}, tables: map[string][]*file{}}
	names, err := files.ReadDir(".")
	if err != nil {
		panic(err)
	}
	for _, n := range names {
		if strings.HasSuffix(n.Name(), "."+lang+".toml") {
			f := open(n.Name())
			t.files = append(t.files, f)
			for table := range f.tables {
				t.tables[table] = append(t.tables[table], f)
			}
		}
	}
	if len(t.files) == 0 {
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

func open(name string) *file {
	data, err := files.ReadFile(name)
	if err != nil {
		panic(err)
	}
	f := &file{data: string(data)}
	f.texts = sync.OnceValue(func() map[string]string {
		var tree map[string]any
		if _, err := toml.Decode(f.data, &tree); err != nil {
			panic(fmt.Sprintf("i18n: %s: %v", name, err))
		}
		texts := map[string]string{}
		flatten(texts, "", tree)
		return texts
	})
	return f
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

// tables yields the names of the tables in a file.
func (f *file) tables(yield func(string) bool) {
	for line := range strings.Lines(f.data) {
		if name, _, ok := strings.Cut(line, "]"); ok && name[0] == '[' && !yield(name[1:]) {
			return
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
	for table := key; !out.ok && table != ""; table = table[:max(0, strings.LastIndexByte(table, '.'))] {
		for _, f := range t.tables[table] {
			if out.text, out.ok = f.texts()[key]; out.ok {
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

// Keys returns all keys, sorted. A key that is in two files is there twice.
func (t *Texts) Keys() (out []string) {
	for _, f := range t.files {
		out = slices.AppendSeq(out, maps.Keys(f.texts()))
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
