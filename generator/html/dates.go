package html

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// dated writes text with every date of the form 2014-03-12 in a time element, which style sheets keep
// on one line. A date next to digits, letters or hyphens is something else, such as a case number.
func (w *writer) dated(s string) {
	from := 0
	for at := 0; at < len(s); {
		hyphen := strings.IndexByte(s[at:], '-')
		if hyphen < 0 {
			break
		}
		i := at + hyphen - len("2014")
		at += hyphen + 1
		if i < from || i+10 > len(s) || !isDay(s[i:i+10]) || (i > 0 && joins(s[i-1])) || (i+10 < len(s) && joins(s[i+10])) {
			continue
		}
		w.ranged(s[from:i])
		w.raw(`<time datetime="` + s[i:i+10] + `">` + s[i:i+10] + `</time>`)
		from = i + 10
		at = from
	}
	w.ranged(s[from:])
}

// ranged writes text with what is to stand together in elements that style sheets keep on one line. In the cells of tables a number also stays
// beside the word that it counts.
func (w *writer) ranged(s string) {
	if w.inCell {
		s = beside(s)
	}
	for {
		first, last := Together(s)
		w.text(s[:first])
		if first == last {
			return
		}
		w.between(`<span class="ihop">`, s[first:last], "</span>")
		s = s[last:]
	}
}

// longestWhole is how many letters a word may have after its hyphen that is not divided there: a longer one may not fit in a line.
const longestWhole = 20

// Together returns where the first words in a text stand that no line is to end in: a range of numbers, "4–6" in "27 kap. 4–6 §§", or a word that
// begins with one or two letters and a hyphen, "it-system". Both places are the text's end if there are none.
func Together(s string) (first, last int) {
	for at, r := range s {
		switch first, last = at, at+utf8.RuneLen(r); r {
		case '–':
			for first > 0 && isDigit(s[first-1]) {
				first--
			}
			end := last
			for last < len(s) && isDigit(s[last]) {
				last++
			}
			if first < at && last > end {
				return first, last
			}
		case '-':
			letters, before, size := 0, rune(0), 0
			for letters < 3 {
				if before, size = utf8.DecodeLastRuneInString(s[:first]); !unicode.IsLetter(before) {
					break
				}
				letters, first = letters+1, first-size
			}
			begins := first == 0 || unicode.IsSpace(before) || strings.ContainsRune("(/”", before)
			if after := wordLength(s[last:]); begins && (letters == 1 || letters == 2) && after > 0 && utf8.RuneCountInString(s[last:last+after]) <= longestWhole {
				return first, last + after
			}
		}
	}
	return len(s), len(s)
}

// wordLength is how many bytes the letters at the beginning of a text have.
func wordLength(s string) int {
	if end := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) }); end >= 0 {
		return end
	}
	return len(s)
}

// beside replaces the space between a number and the word after it with a no-break space.
func beside(s string) string {
	for i := 1; i+1 < len(s); i++ {
		if s[i] != ' ' || !isDigit(s[i-1]) {
			continue
		}
		if r, _ := utf8.DecodeRuneInString(s[i+1:]); unicode.IsLetter(r) {
			s = s[:i] + "\u00A0" + s[i+1:]
		}
	}
	return s
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// isDay reports whether s, ten bytes, is a valid date.
func isDay(s string) bool {
	if s[4] != '-' || s[7] != '-' {
		return false
	}
	day, err := time.Parse(time.DateOnly, s)
	return err == nil && day.Year() > 0
}

// joins reports whether a character next to a date makes it part of something longer.
func joins(c byte) bool {
	return c >= '0' && c <= '9' || c == '-' || c == '/' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}
