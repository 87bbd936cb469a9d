package importer

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"styrdok/generator/block"
	"styrdok/generator/char"
	"styrdok/generator/intake"
	"styrdok/generator/markdown"
)

// Told is something that was left out of a text, with what it was.
type Told struct {
	Why  string // its key among the texts: "header", "deletion", "menu"
	Text string
	Note string // who deleted it and when, on which page it stands; may be empty
}

// wordsOf returns the words of a text in lower case: runs of letters and digits, as they are in a text that has been cleaned. Raised digits are digits;
// what shows nothing is no word.
func wordsOf(s string) []string {
	s = strings.ToLower(norm.NFKC.String(cleaned(s)))
	words := strings.FieldsFunc(s, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) && !unicode.Is(unicode.M, c) })
	return slices.DeleteFunc(words, func(w string) bool { return !char.Inked(w) })
}

// bag counts words.
type bag map[string]int

func (b bag) add(words []string) {
	for _, w := range words {
		b[w]++
	}
}

// lost returns the words of a source that neither the text that came of it has nor what is told of it. A word that is only divided or joined otherwise
// than in the source is not lost.
func lost(source string, result []string, told []Told) []string {
	missing, extra := bag{}, bag{}
	words := wordsOf(source)
	missing.add(words)
	found := func(words []string) {
		for _, w := range words {
			if missing[w] > 0 {
				missing[w]--
			} else {
				extra[w]++
			}
		}
	}
	found(result)
	for _, t := range told {
		if t.Why != "insertion" { // which is in the text
			found(wordsOf(t.Text))
		}
	}
	var left []string
	seen := bag{}
	for _, w := range words {
		if seen[w] < missing[w] {
			seen[w]++
			left = append(left, w)
		}
	}
	return rejoined(left, extra)
}

// rejoined drops words that the result has in other pieces: "1a" for "1" and "a", or the other way round.
func rejoined(left []string, extra bag) []string {
	const most = 6 // pieces; a word has more only where somebody wants it to
	var out []string
next:
	for i := 0; i < len(left); i++ {
		for n := 1; n <= min(most, len(left)-i); n++ {
			steps := 1000
			if extra.divide(strings.Join(left[i:i+n], ""), most, &steps) {
				i += n - 1
				continue next
			}
		}
		out = append(out, left[i])
	}
	return out
}

// divide takes words out that a word is put together of, at most so many, and reports whether there are such.
func (b bag) divide(w string, most int, steps *int) bool {
	if *steps--; w == "" || most == 0 || *steps < 0 {
		return w == ""
	}
	for i := 1; i <= len(w); i++ {
		if part := w[:i]; b[part] > 0 {
			b[part]--
			if b.divide(w[i:], most-1, steps) {
				return true
			}
			b[part]++
		}
	}
	return false
}

// shown returns the words that a text shows.
func shown(t *block.Tree) []string { return wordsOf(t.PlainText()) }

var asideKeys = map[intake.AsideKind]string{
	intake.Deletion: "deletion", intake.Insertion: "insertion", intake.Comment: "comment", intake.Hidden: "hidden", intake.Former: "former",
}

var leftKeys = map[intake.Why]string{
	intake.Unreadable: "unreadable", intake.Drawing: "drawing", intake.Computed: "computed", intake.Alternative: "alternative",
	intake.Foot: "foot", intake.Aloud: "aloud", intake.Outside: "outside",
}

var placeKeys = map[intake.Place]string{
	intake.Header: "header", intake.FirstHeader: "header", intake.Footer: "footer", intake.FirstFooter: "footer", intake.Menu: "menu", intake.Margin: "margin",
}

// tellings are what a reader left out, as it is told.
func tellings(r *intake.Reading) []Told {
	var out []Told
	for _, u := range r.Furniture {
		if text := strings.Join(intake.Lines(u.Blocks), " · "); text != "" {
			out = append(out, Told{Why: cmp.Or(placeKeys[u.Place], "header"), Text: text})
		}
	}
	for _, a := range r.Asides {
		out = append(out, Told{Why: cmp.Or(asideKeys[a.Kind], "hidden"), Text: a.Text, Note: strings.TrimSpace(a.Author + " " + a.Date)})
	}
	for _, l := range r.Left {
		key := cmp.Or(leftKeys[l.Why], "unreadable")
		if i := slices.IndexFunc(out, func(t Told) bool { return t.Why == key && key == "foot" }); i >= 0 {
			out[i].Text += " " + l.Text
			continue
		}
		out = append(out, Told{Why: key, Text: l.Text})
	}
	return out
}

// textWords are the words that a text in Markdown shows, in order.
func textWords(text string) []string {
	tree, _ := markdown.Parse([]byte(text), markdown.Options{})
	return shown(tree)
}
