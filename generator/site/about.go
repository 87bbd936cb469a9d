package site

import "strings"

// aboutWords are the words by which titles are taken apart, in lower case and with a capital.
type aboutWords struct {
	kinds, before, names, prepositions map[string]bool
}

func (d *Directory) newAboutWords() aboutWords {
	w := aboutWords{map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}}
	add := func(to map[string]bool, words ...string) {
		for _, s := range words {
			if s = strings.ToLower(strings.TrimSpace(s)); s != "" {
				to[s], to[capital(s)] = true, true
			}
		}
	}
	for _, k := range d.full.Kinds {
		add(w.kinds, k.Singular, k.Plural, k.Definite)
		add(w.kinds, k.Forms.Singular, k.Forms.Plural)
	}
	add(w.before, strings.Split(d.text("site.about.before"), ",")...)
	add(w.names, strings.Fields(d.organisationGenitive())...)
	add(w.prepositions, strings.Split(d.text("site.about.prepositions"), ",")...)
	return w
}

// about divides a title into what the document is about and the words in front of that: "Policy för" and
// "informationssäkerhet". The first part is empty where the title does not begin with what sort of document it is.
func (w aboutWords) about(title string) (lead, about string) {
	word, rest := firstWord(title)
	for n := 0; n < 4 && (w.before[word] || w.names[word]) && !w.kinds[word]; n++ {
		word, rest = firstWord(rest)
	}
	if !w.kinds[word] {
		return "", title
	}
	for word, rest = firstWord(rest); word == "och" || word == "samt" || word == "and"; word, rest = firstWord(rest) {
		if word, rest = firstWord(rest); !w.kinds[word] {
			return "", title
		}
	}
	if !w.prepositions[word] || rest == "" {
		return "", title
	}
	return strings.TrimSpace(title[:len(title)-len(rest)]), rest
}

// firstWord returns the first word of a title and what comes after it.
func firstWord(s string) (word, rest string) {
	word, rest, _ = strings.Cut(strings.TrimLeft(s, " "), " ")
	return word, strings.TrimLeft(rest, " ")
}

// indexed is a title as an index from A to Ö has it: "Informationssäkerhet, policy för".
func (w aboutWords) indexed(title string) string {
	lead, about := w.about(title)
	if lead == "" {
		return title
	}
	if first, _ := firstWord(lead); !w.names[first] {
		lead = Running(lead)
	}
	return capital(about) + ", " + lead
}
