package markdown

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"styrdok/generator/block"
	"styrdok/generator/char"
)

// typesetter puts typographic signs in place of those that a keyboard has: no-break spaces in
// "18 kap. 8 §" and "12 mars", quotation marks, dashes, ellipses. It looks at a whole line of
// spans at once, so that quotation marks may stand on both sides of emphasis, and exchanges
// characters one by one, so that every Text keeps its place. Words are never changed.
type typesetter struct {
	runes []rune
	texts []*block.Text
	ends  []int // where each text's characters end
	lang  string
}

const (
	object = '\uFFFC' // stands for code, an image, an address or words in another language
	gone   = -1       // a character that another one has taken up
	nbsp   = '\u00A0'
)

// set typesets a line in a language. Languages without rules keep their signs.
func (s *typesetter) set(spans []block.Span, lang string, literal map[*block.Text]bool) {
	s.runes, s.texts, s.ends = s.runes[:0], s.texts[:0], s.ends[:0]
	var foreign []*block.ForeignSpan
	relevant := false
	block.WalkSpans(spans, func(span block.Span) bool {
		switch span := span.(type) {
		case *block.Text:
			if literal[span] {
				s.runes = append(s.runes, object)
				return true
			}
			relevant = relevant || needsCare(span.Text)
			s.texts = append(s.texts, span)
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

// needsCare reports whether a text may hold a sign that run or write changes.
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

// lay puts the characters of all texts in a row, with a sign for what lies between them.
func (s *typesetter) lay(spans []block.Span, literal map[*block.Text]bool) {
	s.runes, s.texts = s.runes[:0], s.texts[:0]
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

// write puts the characters back. Texts are walked from the last, since what stands between two
// of them belongs to neither.
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

// at returns the character at an index, or a line end outside the line.
func (s *typesetter) at(i int) rune {
	if i < 0 || i >= len(s.runes) {
		return '\n'
	}
	return s.runes[i]
}

func (s *typesetter) run() {
	open := 0 // double quotation marks that are open
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

// doubleQuote leaves the inch sign of 19" alone.
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

// opens reports whether a quotation mark stands in front of a word rather than after one.
func (s *typesetter) opens(i int) bool {
	before, after := s.at(i-1), s.at(i+1)
	if unicode.IsSpace(after) {
		return false
	}
	return unicode.IsSpace(before) || strings.ContainsRune("([{/–—“‘", before)
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

// together reports whether two characters stand in one text. Signs that a mark parts, as in "*..*.", are not
// made one: none of the texts may become empty.
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
	if s.interval(i) {
		s.runes[i] = '–'
	}
}

func hasWord(s *typesetter, i int) bool { r := s.at(i); return r != '\n' && r != '-' }

func isGap(r rune) bool   { return r == ' ' || r == nbsp }
func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// number is a run of digits with at most one sign within it, as 9.30 or 1,5.
type number struct {
	begin, end int
	digits     int // in front of the sign
	after      int // behind it
	value      int
}

// numberBefore reads the number that ends in front of i.
func (s *typesetter) numberBefore(i int) (n number, ok bool) {
	begin := i
	for begin > i-8 && (isDigit(s.at(begin-1)) || (s.at(begin-1) == '.' || s.at(begin-1) == ',') && isDigit(s.at(begin-2))) {
		begin--
	}
	return s.number(begin, i)
}

// numberAfter reads the number that begins at i.
func (s *typesetter) numberAfter(i int) (n number, ok bool) {
	end := i
	for end < i+8 && (isDigit(s.at(end)) || (s.at(end) == '.' || s.at(end) == ',') && isDigit(s.at(end+1))) {
		end++
	}
	return s.number(i, end)
}

func (s *typesetter) number(begin, end int) (n number, ok bool) {
	n.begin, n.end = begin, end
	sign := false
	for i := begin; i < end; i++ {
		switch r := s.at(i); {
		case !isDigit(r) && sign:
			return n, false
		case !isDigit(r):
			sign = true
		case sign:
			n.after++
			n.value = n.value*10 + int(r-'0')
		default:
			n.digits++
			n.value = n.value*10 + int(r-'0')
		}
	}
	return n, n.digits > 0
}

// numberWords come before numbers that name something, so that their hyphens are their own.
var numberWords = wordSet("dnr diarienr diarienummer ärende ärendenr tel tfn telefon telefonnummer mobil fax bg pg bankgiro " +
	"plusgiro postgiro orgnr organisationsnummer personnummer isbn issn swish iso sis phone case no")

func wordSet(s string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(s) {
		out[w] = true
	}
	return out
}

// interval reports whether the hyphen at i stands between the ends of an interval, 2014-2018 or
// 8-10. It does not if it may be part of a date, a case or telephone number, or a word.
func (s *typesetter) interval(i int) bool {
	if !isDigit(s.at(i-1)) || !isDigit(s.at(i+1)) {
		return false
	}
	from, ok := s.numberBefore(i)
	if !ok {
		return false
	}
	to, ok := s.numberAfter(i + 1)
	if !ok || from.after > 0 != (to.after > 0) {
		return false
	}
	if from.after == 0 {
		year := from.digits == 4 && to.digits == 4
		if !year && (from.digits > 3 || to.digits > 3) || from.value >= to.value {
			return false
		}
		if year && (from.value < 1000 || to.value-from.value > 1000) {
			return false
		}
	} else if from.digits > 2 || to.digits > 2 || from.after > 2 || to.after > 2 {
		return false
	}
	if from.digits > 1 && s.at(from.begin) == '0' && from.after == 0 {
		return false // an area code
	}
	if r := s.at(from.begin - 1); !isGap(r) && !strings.ContainsRune("\n([”“’§–", r) {
		return false
	}
	section := s.at(to.end) == '§' || isGap(s.at(to.end)) && s.at(to.end+1) == '§'
	if isGap(s.at(from.begin-1)) && !section {
		if w := s.wordBefore(from.begin - 1); w != "" {
			if isDigit(rune(w[len(w)-1])) || numberWords[strings.Trim(strings.ToLower(w), ".:")] || isShout(w) {
				return false
			}
		}
	}
	switch next := s.at(to.end); {
	case next == '.' || next == ',' || next == ':':
		after := s.at(to.end + 1)
		return !unicode.IsLetter(after) && !isDigit(after) && after != '-'
	case isGap(next):
		// A telephone number goes on in pairs, "08-12 34 56".
		return !(isDigit(s.at(to.end+1)) && isDigit(s.at(to.end+2)) && to.after == 0)
	case next == '-' || next == '/' || next == '@' || next == '_' || unicode.IsLetter(next) || isDigit(next):
		return false
	}
	return true
}

// wordBefore returns the word that ends in front of i, at most 20 characters of it.
func (s *typesetter) wordBefore(i int) string {
	begin := i
	for begin > i-20 {
		if r := s.at(begin - 1); unicode.IsSpace(r) || r == object || r == '(' {
			break
		}
		begin--
	}
	if begin >= i {
		return ""
	}
	return string(s.runes[max(begin, 0):i])
}

// wordAfter returns the word that begins at i, at most 12 characters of it, without what ends a
// sentence or a bracket.
func (s *typesetter) wordAfter(i int) string {
	end := i
	for end < i+12 {
		if r := s.at(end); unicode.IsSpace(r) || r == object || strings.ContainsRune(",;:!?)]”’\"'/–", r) {
			break
		}
		end++
	}
	if end <= i {
		return ""
	}
	return strings.TrimRight(string(s.runes[i:min(end, len(s.runes))]), ".")
}

// isShout reports whether a word is a register's abbreviation, "KS" or "KTN".
func isShout(w string) bool {
	n := 0
	for _, r := range w {
		if !unicode.IsUpper(r) {
			return false
		}
		n++
	}
	return n >= 2
}

var beforeNumbers = wordSet("kl kl. nr nr. s. sid. bil. art. p. pp. No. no. ca. kap. st.")

// keepTogether reports whether a line must not end at the space at i.
func (s *typesetter) keepTogether(i int) bool {
	before, after := s.at(i-1), s.at(i+1)
	switch {
	case after == '§':
		end := i + 1
		for s.at(end) == '§' {
			end++
		}
		if n := s.sectionNumber(i); n > 0 {
			// "12 mars 2014 § 333" is a year and a decision, "18 kap. 8 § 2 st." is law.
			return !(n == 4 && isGap(s.at(end)) && isDigit(s.at(end+1)))
		}
		return false
	case before == '§':
		begin := i - 1
		for s.at(begin-1) == '§' {
			begin--
		}
		if !isDigit(after) {
			return false
		}
		n := 0
		if isGap(s.at(begin - 1)) {
			n = s.sectionNumber(begin - 1)
		}
		return n == 0 || n == 4
	case unicode.IsLetter(before) || before == '.':
		if !isDigit(after) {
			// The letter of "8 a §" and "2 a kap."
			return unicode.IsLetter(before) && isGap(s.at(i-2)) && isDigit(s.at(i-3)) && s.wordAfter(i+1) == "kap"
		}
		w := s.wordBefore(i)
		if w == "kap." || w == "st." {
			return false
		}
		return beforeNumbers[strings.TrimLeft(w, "(")] || s.lang == "en" && char.Month(w) && s.dayAfter(i+1)
	case !isDigit(before):
		return false
	case isDigit(after):
		return s.thousands(i)
	}
	w := s.wordAfter(i + 1)
	if w == "" {
		return false
	}
	if char.Month(w) {
		return s.dayBefore(i)
	}
	if w == "kap" || char.Unit(w) {
		return true
	}
	// "8 a §" holds together in both its spaces.
	if len([]rune(w)) == 1 && unicode.IsLower([]rune(w)[0]) && isGap(s.at(i+2)) {
		return s.at(i+3) == '§' || s.wordAfter(i+3) == "kap"
	}
	return false
}

// sectionNumber returns how many digits the number in front of i has, which may bear a letter as
// in "8 a" or "8a"; 0 if there is none.
func (s *typesetter) sectionNumber(i int) int {
	if unicode.IsLower(s.at(i - 1)) {
		i--
		if isGap(s.at(i - 1)) {
			i--
		}
	}
	n := 0
	for n < 9 && isDigit(s.at(i-1-n)) {
		n++
	}
	return n
}

// dayBefore reports whether the number in front of i is a day of the month.
func (s *typesetter) dayBefore(i int) bool {
	n, ok := s.numberBefore(i)
	return ok && n.after == 0 && n.digits <= 2 && n.value >= 1 && n.value <= 31
}

func (s *typesetter) dayAfter(i int) bool {
	n, ok := s.numberAfter(i)
	return ok && n.after == 0 && n.digits <= 2 && n.value >= 1 && n.value <= 31
}

// thousands reports whether the space at i parts a number into groups of three, "1 234 567".
func (s *typesetter) thousands(i int) bool {
	for j := 1; j <= 3; j++ {
		if !isDigit(s.at(i + j)) {
			return false
		}
	}
	if isDigit(s.at(i+4)) || s.at(i+4) == '-' || unicode.IsLetter(s.at(i+4)) {
		return false
	}
	n := 0
	for isDigit(s.at(i - 1 - n)) {
		if n++; n > 3 {
			return false
		}
	}
	switch before := s.at(i - 1 - n); {
	case isGap(before):
		// Another group may stand in front, a number of its own may not.
		return n == 3 && s.runes[i-1-n] == nbsp || !isDigit(s.at(i-2-n))
	case before == '-' || before == '/' || before == ':' || before == '.' || before == ',':
		return false
	default:
		return !unicode.IsLetter(before)
	}
}
