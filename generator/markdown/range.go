package markdown

import (
	"strings"
	"unicode"
)

// number is a run of digits with at most one point or comma within it: 12, 9.30, 1,5.
type number struct {
	begin, end int
	digits     int // before the point or comma
	after      int // after it
	value      int // of all digits
}

func (n number) whole() bool { return n.after == 0 }

// isDay reports whether n is a day of the month.
func (n number) isDay() bool { return n.whole() && n.digits <= 2 && n.value >= 1 && n.value <= 31 }

// numberBefore reads the number that ends before i.
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

// isRange reports whether the hyphen at i is between the ends of a range, as in 2014-2018 or 8-10, and
// becomes a dash: both are numbers, and none of notRanges applies.
func (s *typesetter) isRange(i int) bool {
	if !isDigit(s.at(i-1)) || !isDigit(s.at(i+1)) {
		return false
	}
	from, ok := s.numberBefore(i)
	to, also := s.numberAfter(i + 1)
	if !ok || !also {
		return false
	}
	for _, not := range notRanges {
		if not.applies(s, from, to) {
			return false
		}
	}
	return true
}

// notRanges are the cases in which a hyphen between two numbers is not a range. A range ascends; the
// hyphens of dates, case numbers, telephone numbers and words are left alone.
var notRanges = []struct {
	what    string
	applies func(s *typesetter, from, to number) bool
	example string
}{
	{"ends of different form", func(_ *typesetter, from, to number) bool { return from.whole() != to.whole() }, "1,5-2"},
	{"registration number", func(_ *typesetter, from, to number) bool {
		return from.whole() && !years(from, to) && (from.digits > 3 || to.digits > 3)
	}, "212000-0449"},
	{"descending", func(_ *typesetter, from, to number) bool { return from.whole() && from.value >= to.value }, "10-5"},
	{"not years", func(_ *typesetter, from, to number) bool {
		return years(from, to) && (from.value < 1000 || to.value-from.value > 1000)
	}, "1200-2400"},
	{"long part", func(_ *typesetter, from, to number) bool {
		return !from.whole() && max(from.digits, to.digits, from.after, to.after) > 2
	}, "1.234-1.567"},
	{"area code", func(s *typesetter, from, _ number) bool {
		return from.whole() && from.digits > 1 && s.at(from.begin) == '0'
	}, "08-12"},
	{"continued from the left", func(s *typesetter, from, _ number) bool {
		r := s.at(from.begin - 1)
		return !isGap(r) && !strings.ContainsRune("\n([”“’§–", r)
	}, "9/5-7"},
	{"after a word that numbers go with, but for a §", func(s *typesetter, from, to number) bool {
		section := s.at(to.end) == '§' || isGap(s.at(to.end)) && s.at(to.end+1) == '§'
		return isGap(s.at(from.begin-1)) && !section && takesNumber(s.wordBefore(from.begin-1))
	}, "KS 2018-2019"},
	{"decimal, time or file name", func(s *typesetter, _, to number) bool {
		after := s.at(to.end + 1)
		return strings.ContainsRune(".,:", s.at(to.end)) && (unicode.IsLetter(after) || isDigit(after) || after == '-')
	}, "2014-2018.pdf"},
	{"telephone number, which goes on in pairs", func(s *typesetter, _, to number) bool {
		return isGap(s.at(to.end)) && isDigit(s.at(to.end+1)) && isDigit(s.at(to.end+2)) && to.whole()
	}, "8-12 34 56"},
	{"continued to the right", func(s *typesetter, _, to number) bool {
		next := s.at(to.end)
		return strings.ContainsRune("-/@_", next) || unicode.IsLetter(next) || isDigit(next)
	}, "5-7b"},
}

// years reports whether both ends have the form of a year.
func years(from, to number) bool { return from.whole() && from.digits == 4 && to.digits == 4 }

// takesNumber reports whether a number after the word w identifies something, so that its hyphens are
// part of it: a word such as "dnr", the abbreviation of a register such as "KS", or another number.
func takesNumber(w string) bool {
	return w != "" && (isDigit(rune(w[len(w)-1])) || numberWords[strings.Trim(strings.ToLower(w), ".:")] || isShout(w))
}

var numberWords = setOf("dnr diarienr diarienummer ärende ärendenr tel tfn telefon telefonnummer mobil fax bg pg bankgiro " +
	"plusgiro postgiro orgnr organisationsnummer personnummer isbn issn swish iso sis phone case no")

// isShout reports whether a word is two or more capital letters: "KS", "KTN".
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
