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
	"slices"
	"sort"
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
	lang  string
	texts map[string]string
}

// Languages returns the codes of all languages, the default first.
func Languages() []string { return []string{"sv", "en"} }

// Load returns the embedded texts of a language. It fails for an unknown language, and for a key that is in two files.
func Load(lang string) (*Texts, error) {
	names, err := files.ReadDir(".")
	if err != nil {
		return nil, err
	}
	t := &Texts{lang: lang, texts: map[string]string{}}
	for _, n := range names {
		if n.Name() != lang+".toml" && !strings.HasSuffix(n.Name(), "."+lang+".toml") {
			continue
		}
		var tree map[string]any
		data, err := files.ReadFile(n.Name())
		if err != nil {
			return nil, err
		}
		if err := toml.Unmarshal(data, &tree); err != nil {
			return nil, fmt.Errorf("i18n: %s: %w", n.Name(), err)
		}
		if err := t.flatten("", tree); err != nil {
			return nil, fmt.Errorf("i18n: %s: %w", n.Name(), err)
		}
	}
	if len(t.texts) == 0 {
		return nil, fmt.Errorf("i18n: no texts for language %q", lang)
	}
	return t, nil
}

// MustLoad returns the texts of one of [Languages], which it loads once.
func MustLoad(lang string) *Texts {
	if t, ok := loaded.Load(lang); ok {
		return t.(*Texts)
	}
	t, err := Load(lang)
	if err != nil {
		panic(err)
	}
	loaded.Store(lang, t)
	return t
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

func (t *Texts) flatten(prefix string, tree map[string]any) error {
	for k, v := range tree {
		switch v := v.(type) {
		case string:
			if _, twice := t.texts[prefix+k]; twice {
				return fmt.Errorf("key %q is in two files", prefix+k)
			}
			t.texts[prefix+k] = v
		case map[string]any:
			if err := t.flatten(prefix+k+".", v); err != nil {
				return err
			}
		default:
			return fmt.Errorf("key %q is not a text", prefix+k)
		}
	}
	return nil
}

// Lang returns the language's code, "sv" or "en".
func (t *Texts) Lang() string { return t.lang }

// Has reports whether there is a text for the key.
func (t *Texts) Has(key string) bool { _, ok := t.texts[key]; return ok }

// Keys returns all keys, sorted.
func (t *Texts) Keys() []string {
	out := make([]string, 0, len(t.texts))
	for k := range t.texts {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}

// T returns the text for a key, with {0}, {1} … replaced by the arguments. For an unknown key it returns the key in
// double brackets; a test checks the keys of all callers.
func (t *Texts) T(key string, args ...any) string {
	s, ok := t.texts[key]
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
