package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"styrdok/generator/block"
	"styrdok/generator/diag"
	"styrdok/generator/pattern"
)

// In a statute every § has an address of its own, made from its number as written: "7 §" is 7-par, "7 a §" is 7-a-par. Where the text has
// chapters it stands before: 1-kap-7-par. A § is a paragraph, or a heading, that begins with its number.
var (
	chapterStart = pattern.New(`^(\d{1,3})\s?([a-z])?\s+kap\b`)
	paragraphNo  = pattern.New(`^(?:(\d{1,3})\s?([a-z])?\s+kap\.?\s+)?(\d{1,3})\s?([a-z])?(?:\s?(?:–|-|och|,)\s?\d{1,3}\s?[a-z]?)*\s*§§?(?:[\s.:]|$)`)
	signFirst    = pattern.New(`^()()§\s*(\d{1,3})\s?([a-z])?(?:[\s.:]|$)`)
)

// addressed gives the sections of a statute their addresses. An address that a heading had before remains as an alias.
func (c *converter) addressed() {
	if !c.opt.Statute {
		return
	}
	taken := map[string]bool{}
	for _, h := range c.headings {
		for _, id := range append([]string{h.ID}, h.Aliases...) {
			taken[id] = true
		}
	}
	chapter := ""
	for _, b := range c.blocks {
		switch b := b.(type) {
		case *block.Heading:
			words := spaced(b.Number + " " + block.Plain(b.Spans))
			if m := chapterStart.FindStringSubmatch(words); m != nil {
				chapter = numbered(m[1], m[2], "kap")
				continue
			}
			id, _, ok := sectionOf(words, chapter)
			if !ok || id == b.ID || taken[id] {
				continue
			}
			taken[id] = true
			if w := c.written[b]; w.id != "" && !w.bookmark {
				b.Aliases = append(b.Aliases, id) // the author has chosen another
				continue
			}
			b.Aliases, b.ID = append([]string{b.ID}, b.Aliases...), id
		case *block.Paragraph:
			words := spaced(block.Plain(b.Spans))
			id, number, ok := sectionOf(words, chapter)
			if !ok || taken[id] || !beginsSection(b, words) {
				continue
			}
			taken[id] = true
			b.ID, b.Number = id, number
		case *block.List:
			c.listedSection(b, chapter)
		}
	}
}

// listedSection reports a § that is an item of a list, which has no address.
func (c *converter) listedSection(l *block.List, chapter string) {
	for _, item := range l.Items {
		if len(item.Blocks) == 0 {
			continue
		}
		p, ok := item.Blocks[0].(*block.Paragraph)
		if !ok || len(p.Spans) == 0 || !stressed(p) {
			continue
		}
		if _, number, ok := sectionOf(spaced(block.Plain(p.Spans)), chapter); ok {
			c.diags.Add(diag.TypedStructure, item.Pos, diag.P("nearly.listed-section", number), diag.P("mend.listed-section"))
			return
		}
	}
}

// sectionOf returns the address and the number of the § with which words begin: "1-kap-7-par", "1 kap. 7 §".
func sectionOf(words, chapter string) (id, number string, ok bool) {
	m := paragraphNo.FindStringSubmatch(words)
	if m == nil {
		if m = signFirst.FindStringSubmatch(words); m == nil {
			return "", "", false
		}
	}
	if m[1] != "" {
		chapter = numbered(m[1], m[2], "kap")
	}
	id = numbered(m[3], m[4], "par")
	number = strings.TrimSpace(m[3]+" "+m[4]) + " §"
	if chapter != "" {
		id = chapter + "-" + id
		number = strings.ReplaceAll(strings.TrimSuffix(chapter, "-kap"), "-", " ") + " kap. " + number
	}
	return id, number, true
}

// beginsSection tells a § from a sentence that begins with a reference to one: its number is stressed, or a new sentence follows.
func beginsSection(p *block.Paragraph, words string) bool {
	if stressed(p) {
		return true
	}
	_, after, _ := strings.Cut(words, "§")
	if strings.HasPrefix(words, "§") {
		after = strings.TrimLeft(after, "0123456789 .:")
	}
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(after, "§ .:"))
	return unicode.IsUpper(r)
}

// stressed reports whether a paragraph begins with stressed words.
func stressed(p *block.Paragraph) bool {
	switch p.Spans[0].(type) {
	case *block.Strong, *block.Emphasis:
		return true
	}
	return false
}

func numbered(digits, letter, word string) string {
	if letter != "" {
		digits += "-" + letter
	}
	return digits + "-" + word
}

// spaced replaces no-break spaces.
func spaced(s string) string { return strings.TrimSpace(strings.ReplaceAll(s, "\u00A0", " ")) }
