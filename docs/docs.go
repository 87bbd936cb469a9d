// Package docs embeds the handbooks, so that the program can show them where there is no copy of its source, and finds
// the passage that tells about a word. What a passage looks like in a terminal is in terminal.go. It knows neither the
// codes of diagnostics nor the keys of files: those are what the handbooks describe.
package docs

import (
	"embed"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"styrdok/generator/pattern"
)

//go:embed *.md
var files embed.FS

// Handbook is one of the handbooks.
type Handbook struct {
	Word string // by which it is asked for
	file string
}

// handbooks are in the order in which a newcomer needs them.
var handbooks = []Handbook{
	{Word: "kom-igång", file: "kom-igang.md"}, {Word: "handboken", file: "writing.md"}, {Word: "beslutsgång", file: "fran-utkast-till-beslut.md"},
	{Word: "config.toml", file: "configuration.md"}, {Word: "felkoder", file: "diagnostics.md"},
	{Word: "import", file: "importera.md"}, {Word: "beslutshandlingar", file: "sammantraden.md"}, {Word: "redovisning", file: "redovisning.md"}, {Word: "påminnelser", file: "paminnelser.md"}, {Word: "kommuner", file: "kommuner.md"},
	{Word: "ändringar", file: "andringar.md"}, {Word: "arkiv", file: "arkiv.md"}, {Word: "underskrifter", file: "underskrifter.md"},
	{Word: "word", file: "word.md"}, {Word: "git", file: "git.md"}, {Word: "drift", file: "drift.md"},
	{Word: "utskrifter", file: "pdf.md"}, {Word: "themes", file: "themes.md"},
}

// Handbooks are all handbooks, in the order in which a newcomer needs them.
func Handbooks() []Handbook { return slices.Clone(handbooks) }

// Title is the handbook's own heading.
func (h Handbook) Title() string { return h.passages()[0].Heading }

// Passage is what stands below a heading, up to the next one.
type Passage struct {
	Heading string // without marks: "[[reviews]]", "unknown-key"
	Level   int
	Text    string // Markdown
}

var headingLine = pattern.New(`^(#{1,6}) +(.*?)(?: *\{#[^}]*\})?$`)

// passages are the handbook's, cut once.
func (h Handbook) passages() []Passage {
	if p, ok := cut.Load(h.file); ok {
		return p.([]Passage)
	}
	p := h.cut()
	cut.Store(h.file, p)
	return p
}

var cut sync.Map // []Passage by file

// cut cuts a handbook at its headings; those in examples are none.
func (h Handbook) cut() []Passage {
	data, err := files.ReadFile(h.file)
	if err != nil {
		panic(err) // It is embedded.
	}
	var out []Passage
	fence := ""
	for line := range strings.Lines(string(data)) {
		ticks := line[:len(line)-len(strings.TrimLeft(line, "`"))]
		switch m := headingLine.FindStringSubmatch(strings.TrimSpace(line)); {
		case fence != "":
			if strings.TrimSpace(line) == fence {
				fence = ""
			}
		case len(ticks) > 2:
			fence = ticks
		case m != nil:
			out = append(out, Passage{Heading: inline(m[2]), Level: len(m[1])})
			continue
		}
		out[len(out)-1].Text += line
	}
	return out
}

// Contents are the passages below the title.
func (h Handbook) Contents() []Passage { return h.passages()[1:] }

// contents lists the headings, each below the one that it belongs to.
func (h Handbook) contents() string {
	var b strings.Builder
	b.WriteString(h.Title() + "\n")
	for _, p := range h.Contents() {
		b.WriteString(strings.Repeat("  ", p.Level-1) + p.Heading + "\n")
	}
	return b.String()
}

// Whole is the handbook's text for a terminal.
func (h Handbook) Whole() string { return write(h.passages()) }

// Codes are the codes of diagnostics that have a passage, each with its first sentences.
func Codes() []Passage {
	var out []Passage
	for _, p := range (Handbook{file: "diagnostics.md"}).Contents() {
		first, _, _ := strings.Cut(strings.TrimSpace(p.Text), "\n\n")
		p.Text = inline(strings.ReplaceAll(first, "\n", " "))
		out = append(out, p)
	}
	return out
}

// Key is a key as a table of a handbook describes it.
type Key struct {
	Name   string
	File   string // of the handbook
	Table  string // the heading it stands under: "Alla nycklar", "[site]"
	Type   string // "text", "lista" ...
	Preset string // what it is if it is not written; "krävs"; may be empty
	Text   string
}

// Keys are the keys of config.toml and of front matter.
func Keys() []Key {
	var out []Key
	for _, file := range []string{"writing.md", "configuration.md"} {
		for _, p := range (Handbook{file: file}).passages() {
			inside := false
			for line := range strings.Lines(p.Text) {
				cells := row(line)
				if len(cells) < 3 {
					inside = false
					continue
				}
				if cells[0] == "Nyckel" {
					inside = true
				} else if inside && strings.Trim(cells[0], "-") != "" {
					k := Key{Name: inline(cells[0]), File: file, Table: p.Heading, Type: inline(cells[1]), Text: inline(cells[len(cells)-1])}
					if len(cells) > 3 && cells[2] != "–" {
						k.Preset = inline(cells[2])
					}
					out = append(out, k)
				}
			}
		}
	}
	return out
}

// Explain returns what the handbooks say about a word, ready for a terminal: a code, a key, a handbook (its contents), the
// heading of a table such as [site], or another heading. It is empty if they say nothing.
func Explain(word string) string {
	if word = Clean(word); word == "" {
		return ""
	}
	if s := section(Handbook{file: "diagnostics.md"}, word, func(h, w string) bool { return h == w }); s != "" {
		return s
	}
	if s := keys(word); s != "" {
		return s
	}
	for _, h := range handbooks {
		if h.Word == word {
			return h.contents()
		}
	}
	for _, same := range []func(heading, word string) bool{func(h, w string) bool { return h == w }, strings.HasSuffix} {
		for _, h := range handbooks {
			if s := section(h, word, same); s != "" {
				return s
			}
		}
	}
	return ""
}

// Clean takes away what may surround a word: brackets, quotes, the number in front of a heading, capitals.
func Clean(word string) string {
	word = strings.ToLower(strings.Trim(word, " []`\"”"))
	return numbered.ReplaceAllString(word, "")
}

var numbered = pattern.New(`^\d+\. +`)

// Words are all words that Explain knows, in the order in which they are found.
func Words() []string {
	var out []string
	for _, p := range Codes() {
		out = append(out, p.Heading)
	}
	for _, k := range Keys() {
		out = append(out, k.Name)
	}
	for _, h := range handbooks {
		out = append(out, h.Word)
		for _, p := range h.Contents() {
			out = append(out, Clean(p.Heading))
		}
	}
	return out
}

// Mentions are the headings of passages that have the beginning of a word in them, those first that have it in the heading itself.
func Mentions(word string) []string {
	word = Clean(word)
	if utf8.RuneCountInString(word) < 3 {
		return nil
	}
	found := pattern.New(`(?i)(^|[^\pL\pN])` + regexp.QuoteMeta(word))
	var named, told []string
	for _, h := range handbooks {
		for _, p := range h.Contents() {
			switch {
			case found.MatchString(p.Heading):
				named = append(named, Clean(p.Heading))
			case found.MatchString(p.Text):
				told = append(told, Clean(p.Heading))
			}
		}
	}
	return distinct(append(named, told...))
}

// distinct keeps the first of equal words.
func distinct(words []string) []string {
	seen := map[string]bool{}
	return slices.DeleteFunc(words, func(w string) bool {
		again := seen[w]
		seen[w] = true
		return again
	})
}

// section is the passage with a heading and those below it.
func section(h Handbook, word string, same func(heading, word string) bool) string {
	all := h.passages()
	for i, p := range all {
		if !same(Clean(p.Heading), word) {
			continue
		}
		end := i + 1
		for end < len(all) && all[end].Level > p.Level {
			end++
		}
		return write(all[i:end])
	}
	return ""
}

// keys tells what a key means in every table that has it, and under which heading the handbook says more.
func keys(word string) string {
	var b strings.Builder
	for _, k := range Keys() {
		if k.Name != word {
			continue
		}
		table := k.Table
		if table == "Alla nycklar" {
			table = "+++"
		}
		b.WriteString(table + "\n")
		b.WriteString(entry(k.Name, strings.TrimSuffix(k.Type+", "+k.Preset, ", "), k.Text))
		b.WriteByte('\n')
	}
	if b.Len() == 0 {
		return ""
	}
	shown := pattern.New(`(?m)^\[*` + regexp.QuoteMeta(word) + `\]* *(=|$)`)
	for _, p := range (Handbook{file: "writing.md"}).Contents() {
		if p.Heading == "Alla nycklar" {
			break
		}
		if p.Level > 1 && !strings.Contains(p.Text, "```markdown") && shown.MatchString(p.Text) {
			b.WriteString(write([]Passage{p}))
			break
		}
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}
