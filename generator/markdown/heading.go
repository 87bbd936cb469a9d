package markdown

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"

	"styrdok/generator/block"
	"styrdok/generator/diag"
)

// headingID is "{#id}" at the end of a heading.
var headingID = regexp.MustCompile(`\s*\{#([^\s{}]+)\}\s*$`)

// heading returns nil for a heading that is the title or has no words.
func (c *converter) heading(n *ast.Heading) *block.Heading {
	at := c.at(n.Pos())
	spans := c.spans(n)
	id := ""
	if len(spans) > 0 {
		if t, ok := spans[len(spans)-1].(*block.Text); ok {
			if m := headingID.FindStringSubmatchIndex(plainSigns(t.Text)); m != nil {
				t.Text = plainSigns(t.Text)
				id = slug(t.Text[m[2]:m[3]], "")
				t.Text = t.Text[:m[0]]
			}
		}
	}
	spans = c.finish(spans)
	if strings.TrimSpace(block.Plain(spans)) == "" {
		c.diags.Add(diag.EmptyHeading, at.Pos)
		return nil
	}
	level := n.Level
	if level == 1 {
		first := len(c.headings) == 0 && len(c.explicit) == 0 && !c.inNote && n.Parent().Kind() == ast.KindDocument
		if first && slug(block.Plain(spans), "") == slug(c.opt.Title, "") && !c.title {
			c.title = true
			return nil
		}
		c.diags.Add(diag.SecondTitle, at.Pos, plainSigns(block.Plain(spans)), c.opt.Title)
		level = 2
	}
	h := &block.Heading{At: at, Level: level, Spans: spans}
	c.headings = append(c.headings, h)
	if id != "" {
		c.explicit[h] = id
	}
	return h
}

// checkHeadings reports levels that are left out. Notes come after the text and have no part in
// its outline.
func (c *converter) checkHeadings() {
	level := 1
	for _, h := range c.headings {
		if h.Level > level+1 {
			c.diags.Add(diag.SkippedHeading, h.Pos, strings.Repeat("#", h.Level), strings.Repeat("#", level+1), block.Plain(h.Spans))
		}
		level = h.Level
	}
}

var (
	ownNumber = regexp.MustCompile(`^(?:\d{1,2}(?:\.\d{1,2})+\.?|\d{1,2}[.)])[\s\x{a0}]+\pL`)
	ownWord   = regexp.MustCompile(`^(?:§[\s\x{a0}]*\d|\d+[\s\x{a0}]+(?:\pL[\s\x{a0}]+)?(?:§|kap\b)|(?:Kapitel|Kap\.|Avsnitt|Chapter|Section)[\s\x{a0}]+\d)`)
	bareDigit = regexp.MustCompile(`^(\d{1,2})[\s\x{a0}]+\pL`)
	anyNumber = regexp.MustCompile(`^\d{1,2}(?:\.\d{1,2})*[.)]?[\s\x{a0}]+`)
)

// number gives headings of levels 2 to 4 their numbers.
func (c *converter) number() {
	if !c.opt.Numbered || c.numberedByHand() {
		return
	}
	var count [5]int
	for _, h := range c.headings {
		if h.Level > 4 {
			continue
		}
		count[h.Level]++
		for deeper := h.Level + 1; deeper < len(count); deeper++ {
			count[deeper] = 0
		}
		parts := make([]string, 0, 3)
		for level := 2; level <= h.Level; level++ {
			parts = append(parts, strconv.Itoa(max(count[level], 1)))
		}
		h.Number = strings.Join(parts, ".")
	}
}

// numberedByHand tells whether any heading begins with a number of its own. A bare digit counts
// if it is the one that the heading would get, since "10 principer" is no number of a section.
func (c *converter) numberedByHand() bool {
	second := 0
	for _, h := range c.headings {
		words := block.Plain(h.Spans)
		if ownNumber.MatchString(words) || ownWord.MatchString(words) {
			return true
		}
		if h.Level != 2 {
			continue
		}
		second++
		if m := bareDigit.FindStringSubmatch(words); m != nil && m[1] == strconv.Itoa(second) {
			return true
		}
	}
	return false
}

// identify gives every heading its ID. Those that the writer gave come first, so that no other
// heading takes them.
func (c *converter) identify() {
	taken := map[string]int{}
	first := map[string]*block.Heading{} // who has an ID made from its words alone
	for _, h := range c.headings {
		id, ok := c.explicit[h]
		if !ok {
			continue
		}
		if taken[id] > 0 {
			c.diags.Add(diag.DuplicateHeading, h.Pos, id)
		}
		h.ID = unique(id, taken)
	}
	var above [7]*block.Heading
	parent := map[*block.Heading]*block.Heading{}
	for _, h := range c.headings {
		for level := h.Level - 1; level >= 2; level-- {
			if above[level] != nil {
				parent[h] = above[level]
				break
			}
		}
		above[h.Level] = h
		for deeper := h.Level + 1; deeper < len(above); deeper++ {
			above[deeper] = nil
		}
		if h.ID != "" {
			continue
		}
		words := block.Plain(h.Spans)
		id := slug(anyNumber.ReplaceAllString(words, ""), "")
		if id == "" {
			id = slug(words, "avsnitt")
		}
		if other := first[id]; taken[id] > 0 && parent[h] != nil && (other == nil || parent[other] != parent[h]) {
			id = cut(parent[h].ID + "-" + id)
		} else if taken[id] == 0 {
			first[id] = h
		}
		h.ID = unique(id, taken)
	}
}

// unique returns an ID that is not taken yet and takes it. A taken ID maps to the number to try
// next, so that a thousand equal headings are no trouble.
func unique(id string, taken map[string]int) string {
	out := id
	n := max(taken[id], 2)
	for ; taken[out] > 0; n++ {
		out = fmt.Sprintf("%s-%d", id, n)
	}
	taken[id] = n
	taken[out] = max(taken[out], 2)
	return out
}

// maxID is long enough for the longest heading anyone would read.
const maxID = 80

func cut(id string) string {
	if len(id) > maxID {
		id = strings.TrimRight(id[:maxID], "-")
	}
	return id
}

// plainLetters are letters with the ASCII letters that stand for them in addresses.
var plainLetters = letters("å a ä a à a á a â a ã a ā a ą a ă a æ ae ç c ć c č c ð d đ d ď d é e è e ê e ë e ē e ę e ě e " +
	"ğ g í i ì i î i ï i ī i ı i ł l ľ l ñ n ń n ň n ŋ n ö o ø o ò o ó o ô o õ o ő o œ oe ŕ r ř r ś s š s ş s ș s ß ss ť t ț t ŧ t þ th " +
	"ü u ù u ú u û u ū u ů u ű u ý y ÿ y ź z ż z ž z")

func letters(pairs string) map[rune]string {
	words := strings.Fields(pairs)
	out := map[rune]string{}
	for i := 0; i < len(words); i += 2 {
		out[[]rune(words[i])[0]] = words[i+1]
	}
	return out
}

// slug makes an ID of words, or returns the fallback if they hold no letter or digit for one.
func slug(words, fallback string) string {
	var b strings.Builder
	gap := false
	for _, r := range strings.ToLower(words) {
		s, ok := "", false
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			s, ok = string(r), true
		case r >= 0x300 && r <= 0x36F || r == '\u00AD' || r == '\u2019' || r == '\'' || r == '\uFDD1':
			continue // accents of their own, soft hyphens and apostrophes join letters
		default:
			s, ok = plainLetters[r]
		}
		if !ok {
			gap = true
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteByte('-')
		}
		gap = false
		b.WriteString(s)
		if b.Len() > maxID {
			break
		}
	}
	if b.Len() == 0 {
		return fallback
	}
	return cut(b.String())
}
