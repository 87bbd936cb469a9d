package markdown

import (
	"cmp"
	"fmt"
	"strings"

	"styrdok/generator/block"
	"styrdok/generator/diag"
	"styrdok/generator/pattern"
	"styrdok/generator/spelling"
)

// identify gives every heading its ID, and its ID by an earlier rule as an alias.
func (c *converter) identify() {
	ids := c.ids(plainID, func(h *block.Heading) (string, int) {
		if w := c.written[h]; !w.bookmark {
			return w.id, h.Level
		}
		return "", h.Level
	})
	explicit, taken := map[string]bool{}, map[string]bool{}
	for i, h := range c.headings {
		h.ID = ids[i]
		taken[h.ID] = true
		if w := c.written[h]; w.id != "" && !w.bookmark {
			if explicit[w.id] {
				c.diags.Add(diag.DuplicateHeading, h.Pos, w.id)
			}
			explicit[w.id] = true
		}
	}
	before := c.ids(func(words string) string {
		return slug(leadingNumber.ReplaceAllString(words, ""), "")
	}, func(h *block.Heading) (string, int) { return c.written[h].id, max(c.written[h].level, 2) })
	for i, h := range c.headings {
		if !taken[before[i]] {
			taken[before[i]] = true
			h.Aliases = append(h.Aliases, before[i])
		}
	}
}

// leadingNumber matches what IDs left out before other forms of written numbers were recognised.
var leadingNumber = pattern.New(`^\d{1,2}(?:\.\d{1,2})*[.)]?[\s\x{a0}]+`)

// leadingSign matches a section number after its sign.
var leadingSign = pattern.New(`^§§?[\s\x{a0}]*(\d+(?:\.\d+)*)`)

// plainID makes an ID of a text. A leading number in digits is left out, since it changes when sections
// move; one with a word is kept, as in 1-kap-mal, kapitel-2 and 3-par.
func plainID(words string) string {
	for _, o := range owns(words) {
		switch {
		case o.form == section:
			return slug(strings.Replace(leadingSign.ReplaceAllString(words, "$1 §"), "§", " par ", 1), "")
		case o.form == numeral && o.sure && o.rest != "":
			return slug(o.rest, "")
		}
	}
	return slug(leadingNumber.ReplaceAllString(words, ""), "")
}

// ids makes the IDs of all headings in order, giving precedence to IDs that the author set. base makes
// an ID of the text; of returns the ID that was set, if any, and the level.
func (c *converter) ids(base func(words string) string, of func(*block.Heading) (id string, level int)) []string {
	out := make([]string, len(c.headings))
	taken := map[string]int{}
	first := map[string]int{} // parent of the heading whose ID is its text alone
	for i, h := range c.headings {
		if id, _ := of(h); id != "" {
			out[i] = unique(id, taken)
		}
	}
	above := [7]int{-1, -1, -1, -1, -1, -1, -1}
	for i, h := range c.headings {
		_, level := of(h)
		parent := -1
		for l := level - 1; l >= 2 && parent < 0; l-- {
			parent = above[l]
		}
		above[level] = i
		for deeper := level + 1; deeper < len(above); deeper++ {
			above[deeper] = -1
		}
		if out[i] != "" {
			continue
		}
		words := block.Plain(h.Spans)
		id := base(words)
		if id == "" {
			id = slug(words, "avsnitt")
		}
		if other, ok := first[id]; taken[id] > 0 && parent >= 0 && (!ok || other != parent) {
			id = cut(out[parent] + "-" + id)
		} else if taken[id] == 0 {
			first[id] = parent
		}
		out[i] = unique(id, taken)
	}
	return out
}

// unique returns an unused ID and marks it as used. A used ID maps to the next number to try, so that
// many equal headings do not take quadratic time.
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

// maxID is the maximum length of an ID in bytes.
const maxID = 80

func cut(id string) string {
	if len(id) > maxID {
		id = strings.TrimRight(id[:maxID], "-")
	}
	return id
}

// joined are characters that an ID leaves out without separating the letters around them: soft hyphens
// and apostrophes.
var joined = strings.NewReplacer("\u00AD", "", "\u2019", "", "'", "", "\uFDD1", "")

// slug makes an ID of a text, or returns the fallback if it has no letter or digit.
func slug(words, fallback string) string {
	return cmp.Or(cut(spelling.Slug(joined.Replace(words), spelling.Letters)), fallback)
}
