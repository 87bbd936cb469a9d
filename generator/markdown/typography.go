package markdown

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"styrdok/generator/block"
)

// typesetter replaces typewriter characters with typographic ones: no-break spaces in "18 kap. 8 §" and
// "12 mars", quotation marks, dashes, ellipses. It works on a whole line of spans at once, so that
// quotation marks may enclose emphasis, and replaces characters one by one, so that every Text keeps its
// position. It never changes words.
type typesetter struct {
	runes []rune
	texts []*block.Text
	ends  []int // end of each text in runes
	lang  string
}

const (
	object = '\uFFFC' // placeholder for code, an image, an address or words in another language
	gone   = -1       // a character merged into another
	nbsp   = '\u00A0'
)

// set typesets a line in a language. Only Swedish and English have rules.
func (s *typesetter) set(spans []block.Span, lang string, literal map[*block.Text]bool) {
	var foreign []*block.ForeignSpan
	relevant := false
	block.WalkSpans(spans, func(span block.Span) bool {
		switch span := span.(type) {
		case *block.Text:
			relevant = relevant || !literal[span] && needsCare(span.Text)
		case *block.ForeignSpan:
			foreign = append(foreign, span)
			return false
		}
		return true
	})
	if relevant {
		s.lay(spans, literal)
		switch base, _, _ := strings.Cut(strings.ToLower(lang), "-"); base {
		case "sv", "en":
			s.lang = base
			s.run()
		}
		s.write()
	}
	for _, f := range foreign {
		s.set(f.Spans, f.Lang, literal)
	}
}

// needsCare reports whether a text may contain a character that run or write changes.
func needsCare(t string) bool {
	for i := 0; i < len(t); i++ {
		switch c := t[i]; {
		case c == '"' || c == '\'' || c >= '0' && c <= '9' || c == 0xC2 || c == 0xEF:
			return true
		case c == '-' && (i > 0 && t[i-1] == ' ' || i == 0):
			return true
		case c == '.' && i+1 < len(t) && t[i+1] == '.':
			return true
		}
	}
	return false
}

// lay collects the characters of all texts, with placeholders for what is between them.
func (s *typesetter) lay(spans []block.Span, literal map[*block.Text]bool) {
	s.runes, s.texts, s.ends = s.runes[:0], s.texts[:0], s.ends[:0]
	block.WalkSpans(spans, func(span block.Span) bool {
		switch span := span.(type) {
		case *block.Text:
			if literal[span] {
				s.runes = append(s.runes, object)
				return true
			}
			for _, r := range span.Text {
				s.runes = append(s.runes, r)
			}
			s.texts = append(s.texts, span)
			s.ends = append(s.ends, len(s.runes))
		case *block.Break:
			s.runes = append(s.runes, '\n')
		case *block.CodeSpan, *block.Image:
			s.runes = append(s.runes, object)
		case *block.ForeignSpan:
			s.runes = append(s.runes, object)
			return false
		}
		return true
	})
}

// write puts the characters back into the texts.
func (s *typesetter) write() {
	for i, t := range s.texts {
		end := s.ends[i]
		begin := end - utf8.RuneCountInString(t.Text)
		var b strings.Builder
		b.Grow(len(t.Text) + 8)
		for _, r := range s.runes[begin:end] {
			if r == gone {
				continue
			}
			if r >= literals[0].mark && r <= literals[len(literals)-1].mark {
				r = literals[r-literals[0].mark].sign
			}
			b.WriteRune(r)
		}
		t.Text = b.String()
	}
}

// at returns the character at index i, or a newline outside the line.
func (s *typesetter) at(i int) rune {
	if i < 0 || i >= len(s.runes) {
		return '\n'
	}
	return s.runes[i]
}

func (s *typesetter) run() {
	open := 0 // number of open double quotation marks
	for i, r := range s.runes {
		switch r {
		case '"':
			open = s.doubleQuote(i, open)
		case '\'':
			s.singleQuote(i)
		case '.':
			s.ellipsis(i)
		case '-':
			s.dash(i)
		case ' ':
			if s.keepTogether(i) {
				s.runes[i] = nbsp
			}
		}
	}
}

// doubleQuote replaces a quotation mark, but not the inch mark of 19".
func (s *typesetter) doubleQuote(i, open int) int {
	if open == 0 && isDigit(s.at(i-1)) {
		return open
	}
	if s.lang == "sv" {
		s.runes[i] = '”'
		return 1 - open
	}
	if s.opens(i) {
		s.runes[i] = '“'
		return 1
	}
	s.runes[i] = '”'
	return 0
}

func (s *typesetter) singleQuote(i int) {
	if isDigit(s.at(i-1)) && isDigit(s.at(i+1)) {
		return // feet and inches, minutes
	}
	s.runes[i] = '’'
	if s.lang == "en" && s.opens(i) && !isDigit(s.at(i+1)) {
		s.runes[i] = '‘'
	}
}

// opens reports whether a quotation mark is before a word rather than after one.
func (s *typesetter) opens(i int) bool {
	before, after := s.at(i-1), s.at(i+1)
	return !unicode.IsSpace(after) && (unicode.IsSpace(before) || strings.ContainsRune("([{/–—“‘", before))
}

func (s *typesetter) ellipsis(i int) {
	if s.at(i+1) != '.' || s.at(i+2) != '.' || s.at(i+3) == '.' || s.at(i-1) == '.' {
		return
	}
	if before, after := s.at(i-1), s.at(i+3); before == '/' || after == '/' || before == '\\' || after == '\\' {
		return // part of a path
	}
	if !s.together(i, i+2) {
		return
	}
	s.runes[i], s.runes[i+1], s.runes[i+2] = '…', gone, gone
}

// together reports whether two characters are in the same text. Characters separated by formatting, as in
// "*..*.", are not merged, since no text may become empty.
func (s *typesetter) together(i, j int) bool { return s.ends[sort.SearchInts(s.ends, i+1)] > j }

func (s *typesetter) dash(i int) {
	if isGap(s.at(i - 1)) {
		last := i
		for last < i+2 && s.at(last+1) == '-' {
			last++
		}
		if after := s.at(last + 1); (isGap(after) || after == '\n') && hasWord(s, i-2) && s.together(i, last) {
			s.runes[i] = '–'
			for j := i + 1; j <= last; j++ {
				s.runes[j] = gone
			}
		}
		return
	}
	if s.isRange(i) {
		s.runes[i] = '–'
	}
}

func hasWord(s *typesetter, i int) bool { r := s.at(i); return r != '\n' && r != '-' }

func isGap(r rune) bool   { return r == ' ' || r == nbsp }
func isDigit(r rune) bool { return r >= '0' && r <= '9' }
