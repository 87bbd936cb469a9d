package source

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"styrdok/generator/diag"
)

// synonyms reads groups of at least two words without duplicates.
func (t *table) synonyms(key string, to *[][]string) {
	list, _ := typed[[]any](t, key, "lists")
	for i, e := range list {
		element := fmt.Sprintf("%s[%d]", key, i)
		words, ok := e.([]any)
		if !ok {
			t.wrongBut(element, "list", e, diag.P("reason.synonym-few"))
			continue
		}
		var group []string
		for j, w := range words {
			place := fmt.Sprintf("%s[%d]", element, j)
			s, ok := w.(string)
			if !ok {
				t.wrong(place, "text", w)
				continue
			}
			switch s = strings.Join(strings.Fields(s), " "); {
			case strings.IndexFunc(s, unicode.IsLetter) < 0:
				t.bad(place, strconv.Quote(s), diag.P("reason.synonym-word"))
			case slices.ContainsFunc(group, func(known string) bool { return strings.EqualFold(known, s) }):
				t.bad(place, strconv.Quote(s), diag.P("reason.synonym-twice"))
			default:
				group = append(group, s)
			}
		}
		if len(words) < 2 {
			t.bad(element, strings.Join(group, ", "), diag.P("reason.synonym-few"))
		} else if len(group) > 1 {
			*to = append(*to, group)
		}
	}
}
