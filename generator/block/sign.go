package block

import (
	"strings"
	"unicode"
)

// Signs are the punctuation marks that screen readers pass over, each with the key of its name.
var Signs = map[rune]string{
	',': "comma", '.': "full_stop", ';': "semicolon", ':': "colon", '!': "exclamation_mark", '?': "question_mark",
	'(': "bracket", ')': "bracket", '[': "bracket", ']': "bracket", '-': "hyphen", '–': "dash", '—': "dash", '/': "slash",
	'"': "quotation_mark", '”': "quotation_mark", '“': "quotation_mark", '’': "apostrophe", '\'': "apostrophe", '…': "ellipsis",
}

// SignNames returns the names of a text's characters if all of them are punctuation marks, otherwise "".
func SignNames(text string, names map[rune]string) string {
	var out []string
	for _, r := range text {
		if unicode.IsSpace(r) {
			continue
		}
		name := names[r]
		if name == "" {
			return ""
		}
		out = append(out, name)
	}
	return strings.Join(out, ", ")
}
