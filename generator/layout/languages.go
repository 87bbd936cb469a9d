package layout

import "strings"

// languages are those of a print (BCP 47).
type languages struct {
	text   string // of title, summary and text; empty: Swedish
	around string // of everything else
}

// swedish reports whether words of a language are hyphenated as Swedish. The empty one is that of the text.
func (l languages) swedish(lang string) bool {
	if lang == "" {
		lang = l.text
	}
	return lang == "" || lang == "sv" || strings.HasPrefix(lang, "sv-")
}

// aroundLang returns the language around the text, empty if it is that of the text.
func (l languages) aroundLang() string {
	if l.around == l.text {
		return ""
	}
	return l.around
}
