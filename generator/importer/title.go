package importer

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"styrdok/generator/intake"
	"styrdok/generator/library"
	"styrdok/generator/pattern"
)

// kindIn finds the kind whose noun a title begins with or holds: "Informationssäkerhetspolicy" is a policy, "Handlingsplan för …" an action
// plan. It returns nil if there is none.
func kindIn(title string, kinds []library.Kind) *library.Kind {
	for _, w := range strings.FieldsFunc(strings.ToLower(title), func(r rune) bool { return !unicode.IsLetter(r) }) {
		var best *library.Kind
		long := 0
		for i := range kinds {
			k := &kinds[i]
			for _, form := range []string{k.Singular, k.Plural, k.Definite, k.Forms.Singular, k.Forms.Definite, k.Forms.Plural, k.Forms.PluralDefinite} {
				if form != "" && len(form) > long && strings.HasSuffix(w, strings.ToLower(form)) {
					best, long = k, len(form)
				}
			}
		}
		if best != nil {
			return best
		}
	}
	return nil
}

// lineOf is the words of a heading or a paragraph on one line; "" for another block.
func lineOf(b intake.Block) string {
	return strings.Join(strings.Fields(intake.PlainText(intake.SpansOf(b))), " ")
}

// findTitle finds the title of a text and returns the blocks without it. Named is the title that a box tells. It is guessed if it was found by its
// looks, or by the file's name or properties.
func findTitle(blocks []intake.Block, r *intake.Reading, named, file string, bodies *bodyFinder) (title string, rest []intake.Block, guessed bool) {
	kinds := bodies.rules.Kinds
	fits := func(title string) bool { return oneLine(title) != "" && utf8.RuneCountInString(title) <= longestValue }
	without := func(from, to int) []intake.Block { return slices.Delete(slices.Clone(blocks), from, to) }
	// What the file calls its title.
	called := func(b intake.Block) bool { h, ok := b.(*intake.Heading); return ok && h.Level == 0 }
	if from := slices.IndexFunc(blocks, called); from >= 0 {
		to, title := from+1, lineOf(blocks[from])
		for ; to < len(blocks) && called(blocks[to]); to++ {
			title += " " + lineOf(blocks[to])
		}
		if fits(title) {
			return title, without(from, to), false
		}
	}
	// The only heading of the highest level, if it comes first.
	first, count, top := -1, 0, 10
	for i, b := range blocks {
		if h, ok := b.(*intake.Heading); ok {
			if first < 0 {
				first = i
			}
			if h.Level < top {
				top, count = h.Level, 0
			}
			if h.Level == top {
				count++
			}
		}
	}
	if first >= 0 {
		h := blocks[first].(*intake.Heading)
		before := 0
		for _, b := range blocks[:first] {
			before += len(lineOf(b))
		}
		lonely := h.Level == top && count == 1 && h.Level == 1
		if h.Number == "" && before < 400 && fits(lineOf(h)) && (lonely || kindIn(lineOf(h), kinds) != nil && h.Level == top && len(lineOf(h)) < 120 && before < 200) {
			return lineOf(h), without(first, first+1), false
		}
	}
	if fits(named) {
		return named, blocks, false
	}
	// One of the first lines.
	size := bodySize(blocks)
	best, score := -1, 0
	long := 0
	for i, b := range blocks {
		p, ok := b.(*intake.Paragraph)
		if _, isHeading := b.(*intake.Heading); isHeading || i > 8 || long > 300 {
			break
		}
		if !ok {
			continue
		}
		text := lineOf(p)
		long += len(text)
		if !fits(text) || utf8.RuneCountInString(text) > 120 || strings.ContainsAny(text[len(text)-1:], ".,;:!?") {
			continue
		}
		s := 1
		if kindIn(text, kinds) != nil {
			s += 4
		}
		if size > 0 && p.Size > size*1.15 {
			s += 3
		}
		if allBold(p.Spans) || p.Centred || capitals(text) {
			s++
		}
		if i == 0 {
			s++
		}
		if s > score {
			best, score = i, s
		}
	}
	if score >= 3 { // with 5 it names a kind
		return titleCase(lineOf(blocks[best])), without(best, best+1), score < 5
	}
	for _, u := range r.Furniture {
		for _, l := range intake.Lines(u.Blocks) {
			if l = strings.TrimSpace(l); kindIn(l, kinds) != nil && lineLike(l) && cite(l, bodies).Day.IsZero() && len(strings.Fields(l)) < 12 && u.Place != intake.Menu {
				return l, blocks, true
			}
		}
	}
	if t := propertyTitle(r); fits(t) && !strings.HasPrefix(t, "Microsoft Word") && strings.ContainsFunc(t, unicode.IsLetter) {
		return t, blocks, true
	}
	if best >= 0 && kindIn(fileTitle(file), kinds) == nil {
		return titleCase(lineOf(blocks[best])), without(best, best+1), true
	}
	return fileTitle(file), blocks, true
}

// propertyTitle is the title that a file's properties give it, "" if that cannot be one.
func propertyTitle(r *intake.Reading) string {
	t := strings.TrimSpace(r.Properties.Title)
	if r.Format == intake.HTML {
		t = strings.TrimSpace(siteName.ReplaceAllString(t, ""))
	}
	if utf8.RuneCountInString(t) >= 150 {
		return ""
	}
	return t
}

// siteName is what a page's title has behind the title of its text.
var siteName = pattern.New(`\s+[|–-]\s+[^|–]*$`)

// titleCase writes a title that is all capitals as a sentence is written.
func titleCase(s string) string {
	if !capitals(s) || len(strings.Fields(s)) < 2 && utf8.RuneCountInString(s) < 6 {
		return s
	}
	low := []rune(strings.ToLower(s))
	low[0] = unicode.ToUpper(low[0])
	return string(low)
}

// fileTitle is a title made of a file's name.
func fileTitle(file string) string {
	name := strings.Join(strings.FieldsFunc(baseName(file), func(r rune) bool { return r == '_' || r == ' ' || r == '-' }), " ")
	if oneLine(name) == "" {
		return "Namnlöst"
	}
	r, n := utf8.DecodeRuneInString(name)
	return string(unicode.ToUpper(r)) + name[n:]
}
