package markdown

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"styrdok/generator/block"
	"styrdok/generator/diag"
	"styrdok/generator/pattern"
)

// form is a way in which authors number headings.
type form uint8

const (
	numeral  form = iota // 1, 2.1, 3), 4 –
	roman                // II, IV.
	letter               // A, b)
	worded               // Kapitel 2, Artikel 3
	section              // 3 §, § 3, 1 kap.
	appendix             // Bilaga 1: not part of a sequence of sections
)

// own is a number that the author has put before a heading's text, in one reading: "I" is a number in
// one text, a letter in another and a word in a third.
type own struct {
	form  form
	word  string // the word of a worded number, in lower case
	parts []int  // "2.1" is 2, 1
	// sure is set for a number that is one whatever the other headings are, such as "1." and "1.2 Mål".
	// Others count only in sequence: "3 Nämnder" after "2 Styrelser".
	sure  bool
	lower bool   // lower-case text follows, as in "10 principer"
	rest  string // the heading without the number
}

var (
	// A separator between number and text: "1.", "1)", "1:", "1 –".
	ownSign  = `(?:\.?\)|[.:]|[\s\x{a0}]*[-–—])`
	ownGap   = `[\s\x{a0}]+`
	ownForms = []struct {
		form form
		sure bool
		re   *pattern.Pattern
	}{
		{section, true, pattern.New(`^§§?[\s\x{a0}]*(\d{1,3}(?:\.\d{1,3})*)`)},
		{section, true, pattern.New(`^(\d{1,3}(?:[\s\x{a0}]*[a-z])?)[\s\x{a0}]*§`)},
		{section, true, pattern.New(`^(\d{1,3}[\s\x{a0}]+(?i:kap)\b\.?(?:[\s\x{a0}]*\d{1,3}(?:[\s\x{a0}]*[a-z])?[\s\x{a0}]*§)?)`)},
		{worded, true, pattern.New(`^(?i:kapitel|kap\.?|avsnitt|del|artikel|art\.|chapter|section|part|article)` + ownGap + `(\d{1,3}(?:\.\d{1,3})*|[IVX]+)\b`)},
		{appendix, true, pattern.New(`^(?i:bilaga|bil\.|appendix|annex)` + ownGap + `(\d{1,3}(?:\.\d{1,3})*|[IVXLC]+|[A-ZÅÄÖ])\b`)},
		{numeral, true, pattern.New(`^\(?(\d{1,2}(?:\.\d{1,2})*)` + ownSign + `(?:` + ownGap + `|$)`)},
		{numeral, true, pattern.New(`^(\d{1,2}(?:\.\d{1,2})*)(?:\t|[\s\x{a0}]{2,}|$)`)},
		{numeral, true, pattern.New(`^(\d{1,2}(?:\.\d{1,2})*\.)\p{Lu}`)},
		{numeral, true, pattern.New(`^(\d{1,2}(?:\.\d{1,2})+)` + ownGap + `\p{Lu}`)},
		{numeral, false, pattern.New(`^(\d{1,2}(?:\.\d{1,2})*)` + ownGap + `\pL`)},
		{roman, true, pattern.New(`^([IVXL]+)` + ownSign + ownGap + `\p{Lu}`)},
		{roman, false, pattern.New(`^([IVXL]+)` + ownGap + `\pL`)},
		{letter, true, pattern.New(`^([A-ZÅÄÖ])(?:\.?\)|\.)` + ownGap + `\p{Lu}`)},
		{letter, true, pattern.New(`^([a-zåäö])\)` + ownGap + `\pL`)},
		{letter, false, pattern.New(`^([A-ZÅÄÖ])(?:` + ownSign + `)?` + ownGap + `\pL`)},
	}
)

// owns returns the readings of the number that a heading may begin with, at most one of each form.
func owns(words string) []own {
	if !mayBeNumbered(words) {
		return nil
	}
	var out []own
	for _, f := range ownForms {
		if slices.ContainsFunc(out, func(o own) bool { return o.form == f.form }) {
			continue
		}
		m := f.re.FindStringSubmatchIndex(words)
		if m == nil {
			continue
		}
		o := own{form: f.form, sure: f.sure}
		end := m[3]
		if f.form == section {
			end = m[1]
		}
		o.rest = strings.TrimLeft(words[end:], " \t\u00a0.:)–—-")
		next, _ := utf8.DecodeRuneInString(o.rest)
		if unicode.IsDigit(next) && f.form == numeral {
			continue // "1 – 3 år"
		}
		o.lower = unicode.IsLower(next)
		if f.form == worded {
			o.word = strings.ToLower(strings.Fields(words)[0])
		}
		if o.parts = values(words[m[2]:m[3]], f.form); o.parts == nil {
			continue
		}
		out = append(out, o)
	}
	return out
}

// values returns the value of a number: "2.1" is 2, 1, "3 a" is 3, 1, "IV" is 4.
func values(s string, f form) []int {
	s = strings.TrimRight(s, ".")
	if s != "" && (s[0] < '0' || s[0] > '9') {
		if n := romanValue(s); n > 0 && f != letter {
			return []int{n}
		} else if f == roman {
			return nil
		}
		r, _ := utf8.DecodeRuneInString(s)
		return []int{strings.IndexRune("abcdefghijklmnopqrstuvwxyzåäö", unicode.ToLower(r)) + 1}
	}
	var out []int
	for _, p := range strings.FieldsFunc(s, func(r rune) bool { return r < '0' || r > '9' && r < 'A' || unicode.IsSpace(r) }) {
		tail := strings.TrimLeft(p, "0123456789")
		if n, err := strconv.Atoi(p[:len(p)-len(tail)]); err == nil {
			out = append(out, n)
		}
		if len(tail) == 1 {
			out = append(out, int(tail[0]-'a')+1)
		}
	}
	return out
}

// mayBeNumbered is a cheap check of the beginning of a heading.
func mayBeNumbered(words string) bool {
	first, n := utf8.DecodeRuneInString(words)
	second, _ := utf8.DecodeRuneInString(words[n:])
	switch {
	case unicode.IsDigit(first), first == '(', first == '§', second == ')':
		return true
	case unicode.IsLower(second):
		return strings.ContainsRune("ABCDKPSabcdkps", first)
	}
	return unicode.IsUpper(first)
}

// romanValue returns the value of a Roman numeral in capitals, 0 if it is invalid or 400 or more.
func romanValue(s string) int { return romans()[s] }

var romans = sync.OnceValue(func() map[string]int {
	out := map[string]int{}
	for n := range 400 {
		out[block.Roman(n)] = n
	}
	return out
})

// follows reports whether two numbers in sequence ascend, so that the author has numbered their
// headings. Where only the sequence shows that they are numbers, they must ascend by one; and "1 nämnd"
// is a number only before "2 bolag".
func (o own) follows(before own) bool {
	if slices.Compare(before.parts, o.parts) >= 0 {
		return false
	}
	if o.sure && before.sure {
		return true
	}
	n := len(o.parts)
	next := n == len(before.parts) && slices.Equal(o.parts[:n-1], before.parts[:n-1]) && o.parts[n-1] == before.parts[n-1]+1
	return next && (before.parts[n-1] == 1 || !o.lower && !before.lower)
}

// numberedByWriter reports whether two top-level headings have ascending numbers; the sections of a
// statute may be on any level. "10 principer" and years are not numbers.
func (c *converter) numberedByWriter(numbers map[*block.Heading][]own) bool {
	top, found := 0, map[int]int{}
	for _, h := range c.headings {
		if !c.written[h].plain {
			found[h.Level]++
		}
	}
	for level := 6; level >= 2; level-- {
		if found[level] >= 2 {
			top = level
		}
	}
	last := map[form]own{}
	for _, h := range c.headings {
		for _, o := range numbers[h] {
			if o.form == appendix || o.form != section && h.Level != top {
				continue
			}
			if before, ok := last[o.form]; ok && before.word == o.word && o.follows(before) {
				return true
			}
			last[o.form] = o
		}
	}
	return false
}

// number numbers headings of levels 2 to 4, unless the author has. A heading that has a number all the
// same, or is not to have one, is skipped with everything below it.
func (c *converter) number() {
	if !c.opt.Numbered {
		return
	}
	numbers := map[*block.Heading][]own{}
	level := map[int]int{}
	bare := false // a heading has no number
	for _, h := range c.headings {
		numbers[h] = owns(block.Plain(h.Spans))
		level[h.Level]++
		bare = bare || !c.written[h].plain && !slices.ContainsFunc(numbers[h], func(o own) bool { return o.sure })
	}
	if !bare || c.numberedByWriter(numbers) {
		return
	}
	var count [5]int
	under := 7 // level of a heading that is skipped
	for _, h := range c.headings {
		if h.Level > min(under, 4) {
			continue
		}
		under = 7
		if c.written[h].plain {
			under = h.Level
			continue
		}
		i := slices.IndexFunc(numbers[h], func(o own) bool {
			return o.sure || o.form == numeral && !o.lower && o.parts[0] <= level[h.Level]
		})
		if i >= 0 {
			under = h.Level
			c.doubled(h, numbers[h][i])
			continue
		}
		count[h.Level]++
		clear(count[h.Level+1:])
		parts := make([]string, 0, 3)
		for level := 2; level <= h.Level; level++ {
			parts = append(parts, strconv.Itoa(max(count[level], 1)))
		}
		h.Number = strings.Join(parts, ".")
	}
}

// doubled reports a single written number among headings that are numbered automatically.
func (c *converter) doubled(h *block.Heading, o own) {
	if o.form == appendix {
		return
	}
	sign := strings.Repeat("#", c.written[h].level) + " "
	words := strings.ReplaceAll(block.Plain(h.Spans), "\u00a0", " ") // as typed
	rest := cmp.Or(strings.ReplaceAll(o.rest, "\u00a0", " "), words)
	c.diags.Add(diag.OwnNumber, h.Pos, words, sign+rest, sign+words+" {-}")
}
