package diag

import (
	"strings"
	"unicode/utf8"
)

// Nearest returns the word of known that is closest to found by edit distance, ignoring case, or "" if
// none is near enough. Of equally near words it returns the first.
func Nearest(found string, known []string) string {
	f := []rune(strings.ToLower(found))
	if len(f) == 0 || len(f) > 100 {
		return ""
	}
	best, distance := "", max(1, len(f)/3)+1
	for _, k := range known {
		if n := utf8.RuneCountInString(k) - len(f); n >= distance || -n >= distance {
			continue
		}
		if d := Distance(f, []rune(strings.ToLower(k)), distance-1); d < distance {
			best, distance = k, d
		}
	}
	return best
}

// Distance returns the optimal string alignment distance of two words: the number of insertions,
// deletions, substitutions and transpositions of adjacent characters. If it exceeds limit, the result is
// limit+1.
func Distance(a, b []rune, limit int) int {
	if n := len(a) - len(b); n > limit || -n > limit {
		return limit + 1
	}
	var space [3 * 32]int
	width := len(b) + 1
	rows := space[:]
	if 3*width > len(rows) {
		rows = make([]int, 3*width)
	}
	row := func(i int) []int { return rows[i%3*width:][:width] }
	for j := range width {
		rows[j] = j
	}
	lowest := 0 // of the row before
	for i := 1; i <= len(a); i++ {
		now, last, before := row(i), row(i+2), row(i+1)
		now[0] = i
		least := i
		for j := 1; j < width; j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			now[j] = min(last[j]+1, now[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				now[j] = min(now[j], before[j-2]+1)
			}
			least = min(least, now[j])
		}
		if least > limit && lowest >= limit { // a transposition refers to the row before
			return limit + 1
		}
		lowest = least
	}
	return min(row(len(a))[len(b)], limit+1)
}
