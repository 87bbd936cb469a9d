package diag

import "strings"

// Nearest returns the word of known that is closest to found by edit distance without regard
// to case, or "" if none is near enough. Of equally near words it returns the first.
func Nearest(found string, known []string) string {
	f := []rune(strings.ToLower(found))
	if len(f) == 0 || len(f) > 100 {
		return ""
	}
	best, distance := "", max(1, len(f)/3)+1
	for _, k := range known {
		if d := editDistance(f, []rune(strings.ToLower(k))); d < distance {
			best, distance = k, d
		}
	}
	return best
}

// editDistance counts insertions, deletions, changes and swaps of neighbours.
func editDistance(a, b []rune) int {
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		rows[i][0] = i
	}
	for j := range b {
		rows[0][j+1] = j + 1
	}
	for i := range a {
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			rows[i+1][j+1] = min(rows[i][j+1]+1, rows[i+1][j]+1, rows[i][j]+cost)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				rows[i+1][j+1] = min(rows[i+1][j+1], rows[i-1][j-1]+1)
			}
		}
	}
	return rows[len(a)][len(b)]
}
