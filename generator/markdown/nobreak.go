package markdown

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"styrdok/generator/char"
)

// spaceRule decides whether the space at i becomes a no-break space, given what is before and after it.
type spaceRule struct {
	before, after func(s *typesetter, i int) bool
	noBreak       bool
	example       string // the space is marked with |
}

// spaceRules keep numbers together with what belongs to them. The first rule that applies decides; other
// spaces are left alone.
var spaceRules = []spaceRule{
	// Sections of minutes ("§ 333") and of laws ("8 §"). A year before § is the date of a decision.
	{afterYear, atNumberedSign, false, "den 12 mars 2014 |§ 333"},
	{afterSectionNumber, atSign, true, "18 kap. 8 a |§"},
	{afterYearAndSign, atDigit, true, "den 12 mars 2014 § |333"},
	{afterSection, always, false, "6 kap. 6 § |2 st."},
	{afterSign, atDigit, true, "§ |333"},
	{afterDigit, atSectionLetter, true, "2 |a kap. 8 a §"},
	{afterDigitAndLetter, atChapter, true, "2 a |kap."},
	{afterDigit, atChapter, true, "18 |kap."},
	// Words and abbreviations that numbers follow.
	{afterNumberWord, atDigit, true, "kl. |9.00"},
	{afterEnglishMonth, atDay, true, "March |12"},
	{afterRegistry, atCaseNumber, true, "dnr KS |2018/412"},
	// Days, thousands and quantities.
	{afterDay, atMonth, true, "12 |mars"},
	{afterGroup, atGroup, true, "1 |234 567 kr"},
	{afterDigit, atUnit, true, "5 |%"},
}

// beforeNumbers lacks "kap." and "st.": "18 kap. 8 §" may be divided after the chapter.
var beforeNumbers = setOf("kl kl. nr nr. s. sid. bil. art. p. pp. No. no. ca.")

// keepTogether reports whether a line must not end at the space at i.
func (s *typesetter) keepTogether(i int) bool {
	if before, after := s.at(i-1), s.at(i+1); !isDigit(before) && !isDigit(after) && after != '§' && !isDigit(s.at(i-3)) {
		return false // the most frequent case
	}
	r := s.spaceRule(i)
	return r >= 0 && spaceRules[r].noBreak
}

// spaceRule returns the index of the rule that applies to the space at i, -1 for none.
func (s *typesetter) spaceRule(i int) int {
	return slices.IndexFunc(spaceRules, func(r spaceRule) bool { return r.before(s, i) && r.after(s, i) })
}

// What may be before the space at i.

func afterDigit(s *typesetter, i int) bool         { return isDigit(s.at(i - 1)) }
func afterYear(s *typesetter, i int) bool          { return s.sectionNumber(i) == 4 }
func afterSectionNumber(s *typesetter, i int) bool { return s.sectionNumber(i) > 0 }
func afterSign(s *typesetter, i int) bool          { return s.at(i-1) == '§' }
func afterSection(s *typesetter, i int) bool       { return s.numberOfSign(i) > 0 }
func afterYearAndSign(s *typesetter, i int) bool   { return s.numberOfSign(i) == 4 }

func afterDigitAndLetter(s *typesetter, i int) bool {
	return unicode.IsLetter(s.at(i-1)) && isGap(s.at(i-2)) && isDigit(s.at(i-3))
}

func afterNumberWord(s *typesetter, i int) bool { return beforeNumbers[s.wordBefore(i)] }

// afterRegistry reports whether the letters of a registry of cases end before i: "KS", "KSN".
func afterRegistry(s *typesetter, i int) bool {
	word := s.wordBefore(i)
	return isShout(word) && utf8.RuneCountInString(word) <= 5
}

// atCaseNumber reports whether the number of a case follows: "2018/412", "27:2011".
func atCaseNumber(s *typesetter, i int) bool {
	n := 0
	for n < 5 && isDigit(s.at(i+1+n)) {
		n++
	}
	return n > 0 && (s.at(i+1+n) == '/' || s.at(i+1+n) == ':') && isDigit(s.at(i+2+n))
}

func afterEnglishMonth(s *typesetter, i int) bool {
	return s.lang == "en" && char.Month(s.wordBefore(i))
}

func afterDay(s *typesetter, i int) bool {
	n, ok := s.numberBefore(i)
	return ok && n.isDay() && isDigit(s.at(i-1))
}

// afterGroup reports whether a group of digits ends before i to which another may belong.
func afterGroup(s *typesetter, i int) bool {
	n := 0
	for isDigit(s.at(i - 1 - n)) {
		if n++; n > 3 {
			return false
		}
	}
	switch before := s.at(i - 1 - n); {
	case n == 0:
		return false
	case isGap(before):
		// Another group may precede, but not a separate number.
		return n == 3 && before == nbsp || !isDigit(s.at(i-2-n))
	default:
		return !strings.ContainsRune("-/:.,", before) && !unicode.IsLetter(before)
	}
}

// What may be after the space at i.

func always(*typesetter, int) bool        { return true }
func atDigit(s *typesetter, i int) bool   { return isDigit(s.at(i + 1)) }
func atSign(s *typesetter, i int) bool    { return s.at(i+1) == '§' }
func atChapter(s *typesetter, i int) bool { return s.wordAfter(i+1) == "kap" }
func atMonth(s *typesetter, i int) bool   { return char.Month(s.wordAfter(i + 1)) }
func atUnit(s *typesetter, i int) bool    { return char.Unit(s.wordAfter(i + 1)) }

func atDay(s *typesetter, i int) bool {
	n, ok := s.numberAfter(i + 1)
	return ok && n.isDay()
}

// atNumberedSign reports whether a § with a number follows, "§ 333".
func atNumberedSign(s *typesetter, i int) bool {
	if !atSign(s, i) {
		return false
	}
	for i++; s.at(i) == '§'; {
		i++
	}
	return isGap(s.at(i)) && isDigit(s.at(i+1))
}

// atSectionLetter reports whether the letter of a section or chapter follows, "a §" or "a kap.".
func atSectionLetter(s *typesetter, i int) bool {
	return unicode.IsLower(s.at(i+1)) && isGap(s.at(i+2)) && (s.at(i+3) == '§' || s.wordAfter(i+3) == "kap")
}

// atGroup reports whether three digits follow and no more.
func atGroup(s *typesetter, i int) bool {
	next := s.at(i + 4)
	return isDigit(s.at(i+1)) && isDigit(s.at(i+2)) && isDigit(s.at(i+3)) && !isDigit(next) && next != '-' && !unicode.IsLetter(next)
}

// numberOfSign returns the sectionNumber before the § that ends before i, 0 if there is none.
func (s *typesetter) numberOfSign(i int) int {
	begin := i
	for s.at(begin-1) == '§' {
		begin--
	}
	if begin == i || !isGap(s.at(begin-1)) {
		return 0
	}
	return s.sectionNumber(begin - 1)
}

// sectionNumber returns the number of digits of the number that ends before i, with or without a letter
// as in "8 a" or "8a". It is 0 if there is none.
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

// wordBefore returns the word that ends before i, at most its last 20 characters.
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

// wordAfter returns the word that begins at i, at most its first 16 characters, without closing
// punctuation.
func (s *typesetter) wordAfter(i int) string {
	end := i
	for end < i+16 {
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
