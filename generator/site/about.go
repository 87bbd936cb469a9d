package site

import (
	"slices"
	"strings"
)

// aboutWords are the words by which titles are taken apart, all in lower case.
type aboutWords struct {
	kinds, before, names, prepositions map[string]bool
}

func (d *Directory) newAboutWords() aboutWords {
	w := aboutWords{map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}}
	add := func(to map[string]bool, words ...string) {
		for _, s := range words {
			if s = strings.ToLower(strings.TrimSpace(s)); s != "" {
				to[s] = true
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
	words := strings.Fields(title)
	is := func(set map[string]bool, i int) bool { return i < len(words) && set[strings.ToLower(words[i])] }
	i := 0
	for i < 4 && (is(w.before, i) || is(w.names, i)) && !is(w.kinds, i) {
		i++
	}
	if !is(w.kinds, i) {
		return "", title
	}
	for i++; is(w.kinds, i+1) && slices.Contains([]string{"och", "samt", "and"}, strings.ToLower(words[i])); {
		i += 2
	}
	if !is(w.prepositions, i) || i+1 == len(words) {
		return "", title
	}
	return strings.Join(words[:i+1], " "), strings.Join(words[i+1:], " ")
}

// indexed is a title as an index from A to Ö has it: "Informationssäkerhet, policy för".
func (w aboutWords) indexed(title string) string {
	lead, about := w.about(title)
	if lead == "" {
		return title
	}
	if first, _, _ := strings.Cut(strings.ToLower(lead), " "); !w.names[first] {
		lead = Running(lead)
	}
	return capital(about) + ", " + lead
}
