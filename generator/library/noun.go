package library

import (
	"cmp"
	"slices"
	"strings"
)

// Forms are the forms of a kind's noun: "riktlinje", "riktlinjen", "riktlinjer", "riktlinjerna".
type Forms struct{ Singular, Definite, Plural, PluralDefinite string }

// Gender returns the gender of the singular: neuter if its definite form ends in -t.
func (f Forms) Gender() Gender {
	if strings.HasSuffix(f.Definite, "t") {
		return Neuter
	}
	return Common
}

// number returns the gender or number of a title, by its first word or the end of it: plural for "Taxor och avgifter",
// common for "Avfallstaxa". It returns zero if the title begins otherwise.
func (f Forms) number(title string) Gender {
	words := strings.Fields(strings.ToLower(title))
	if f.Singular == "" || len(words) == 0 {
		return 0
	}
	first := strings.Trim(words[0], ",.:;”\"’")
	ends := func(form string) bool { return strings.HasSuffix(first, form) }
	switch {
	case slices.ContainsFunc([]string{f.Singular, f.Definite}, ends):
		return f.Gender()
	case slices.ContainsFunc([]string{f.Plural, f.PluralDefinite}, ends):
		return Plural
	}
	return 0
}

// titled returns a document's kind with the definite form and the gender of its title: those that the version names, or
// else those that the title has. Sentences about the document agree with it: "Riktlinjen är antagen".
func titled(k *Kind, v *Version) *Kind {
	if k == nil {
		return nil
	}
	g := cmp.Or(v.Draft.Gender, k.Forms.number(v.Title))
	if g == 0 || g == k.Gender {
		return k
	}
	own := *k
	own.Gender = g
	switch {
	case k.Forms.Singular == "":
	case g == Plural:
		own.Definite = k.Forms.PluralDefinite
	default:
		own.Definite = k.Forms.Definite
	}
	return &own
}
