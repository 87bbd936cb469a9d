package search

import (
	"sort"
	"strings"
)

// A site of many documents says many things in the same words. The commonest of them are one file
// against which all texts are compressed, which makes these a good fifth smaller.
const (
	phrasesFrom   = 100       // documents; the file does not pay for fewer
	phrasesSize   = 24 << 10  // bytes
	phrasesSample = 150 << 10 // words that are looked at
	phraseWords   = 6
)

// phrases returns common word sequences, the most useful last, since what is near is referred to
// in fewest bits. It is empty for a small site.
func (c *collector) phrases() string {
	if len(c.docs) < phrasesFrom {
		return ""
	}
	total := 0
	for _, s := range c.sections {
		total += s.tokens
	}
	every := total/phrasesSample + 1 // of so many documents one is looked at
	type seen struct{ times, doc int }
	counts := map[string]*seen{}
	for _, s := range c.sections {
		if s.doc%every != 0 {
			continue
		}
		for line := range strings.SplitSeq(s.text, "\n") {
			starts := []int{0}
			for i := range len(line) {
				if line[i] == ' ' {
					starts = append(starts, i+1)
				}
			}
			starts = append(starts, len(line)+1)
			for i := range len(starts) - 1 {
				for n := 1; n <= phraseWords && i+n < len(starts); n++ {
					gram := line[starts[i] : starts[i+n]-1]
					if len(gram) < 4 || len(gram) > 120 {
						continue
					}
					x := counts[gram]
					if x == nil {
						counts[gram] = &seen{1, s.doc}
					} else if x.doc != s.doc { // repetition within a text is found without help
						x.times++
						x.doc = s.doc
					}
				}
			}
		}
	}
	type phrase struct {
		text string
		gain int
	}
	var list []phrase
	for text, x := range counts {
		if x.times > 2 {
			list = append(list, phrase{text, x.times * (len(text) - 3)})
		}
	}
	sort.Slice(list, func(i, j int) bool {
		if list[i].gain != list[j].gain {
			return list[i].gain > list[j].gain
		}
		return list[i].text < list[j].text
	})
	out := ""
	for _, p := range list {
		if len(out)+len(p.text) >= phrasesSize {
			break
		}
		if !strings.Contains(out, p.text) {
			out = p.text + " " + out
		}
	}
	return out
}
