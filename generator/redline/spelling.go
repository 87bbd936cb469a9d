package redline

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"styrdok/generator/block"
)

// otherSpellings are words that may be spelled in two ways without any difference in meaning, the older form first. A change
// from one to the other is no change of the text: a modernised policy has it in every other sentence, where it hides what
// has been decided.
var otherSpellings = map[string]string{
	"skall":   "ska",
	"ifrån":   "från",
	"utav":    "av",
	"it":      "it", // and "IT"
	"policys": "policyer",
	"websida": "webbsida",
	"mailet":  "mejlet",
	"maila":   "mejla",
}

// Respelling is a word that is spelled in another way in the new text, with the number of places.
type Respelling struct {
	Was, Is string // in lower case, but for "IT"
	Count   int
}

// spelled returns the form of a word that stands for all its spellings: "Ska" for "Skall", "it-chef" for "IT-chef".
func spelled(word string) string {
	head, tail, compound := strings.Cut(word, "-")
	if compound && head != "IT" {
		return word
	}
	other, ok := otherSpellings[strings.ToLower(head)]
	if !ok {
		return word
	}
	if first, n := utf8.DecodeRuneInString(head); unicode.IsUpper(first) && head != "IT" {
		_, size := utf8.DecodeRuneInString(other)
		other = head[:n] + other[size:]
	}
	if compound {
		return other + "-" + tail
	}
	return other
}

// respellings collects the words of a merged text that are spelled in another way, in the order of their first places.
func respellings(t *block.Tree) []Respelling {
	var out []Respelling
	place := map[[2]string]int{}
	t.AllSpans(func(s block.Span) {
		x, ok := s.(*block.Text)
		if !ok || x.Was == "" {
			return
		}
		was, is := x.Was, x.Text
		if !strings.HasPrefix(was, "IT") {
			was, is = strings.ToLower(was), strings.ToLower(is)
		}
		i, known := place[[2]string{was, is}]
		if !known {
			i = len(out)
			place[[2]string{was, is}] = i
			out = append(out, Respelling{Was: was, Is: is})
		}
		out[i].Count++
	})
	return out
}

// stubWords is how many words of something that has moved are shown in its former place.
const stubWords = 8

// stub is what is shown of a paragraph or another block in its former place: its first words, since the whole of it is
// shown where it is now. It is the block itself if that is as short or has no words.
func stub(b block.Block) block.Block {
	var text string
	block.Lines(b, func(spans []block.Span) {
		if text == "" {
			text = strings.TrimSpace(block.Plain(spans))
		}
	})
	words := strings.Fields(text)
	_, plain := b.(*block.Paragraph)
	if len(words) == 0 || plain && len(words) <= stubWords+2 {
		return b
	}
	text = strings.Join(words[:min(len(words), stubWords)], " ") + " …"
	at := block.At{Pos: b.Position()}
	return &block.Paragraph{At: at, Spans: []block.Span{&block.Text{At: at, Text: text}}, Change: block.Deleted}
}
