package html

import (
	"strings"
	"time"
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
		w.text(s[from:i])
		w.raw(`<time datetime="`)
		w.raw(s[i : i+10])
		w.raw(`">`)
		w.raw(s[i : i+10])
		w.raw(`</time>`)
		from = i + 10
		at = from
	}
	w.text(s[from:])
}

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
