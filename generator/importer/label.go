package importer

import (
	"cmp"
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"sync"

	"styrdok/generator/pattern"
)

// labelWords are the labels of facts, and patterns that find them.
type labelWords struct {
	keys   map[string]string // what a bare label tells
	vague  map[string]bool   // bare labels that stand over columns of other tables too
	begins *pattern.Pattern  // finds one before a colon
	verbs  *pattern.Pattern  // finds one that needs no colon
}

//go:embed labels.txt
var labelText string

var labels = sync.OnceValue(func() *labelWords {
	l := &labelWords{keys: map[string]string{}, vague: map[string]bool{}}
	var all, verbs []string
	key := ""
	for line := range strings.Lines(labelText) {
		line = strings.TrimSpace(line)
		word := strings.TrimLeft(line, "+~ ")
		switch sign := line[:len(line)-len(word)]; {
		case word == "" || word[0] == '#':
		case word[0] == '[':
			key = strings.Trim(word, "[]")
		default:
			l.keys[bare(word)], l.vague[bare(word)] = key, strings.Contains(sign, "~")
			if all = append(all, word); strings.Contains(sign, "+") {
				verbs = append(verbs, word)
			}
		}
	}
	l.begins = pattern.New(`(?i)(?:^|[\s,;|.(–-])(` + longestFirst(all) + `)\s*:`)
	l.verbs = pattern.New(`(?i)(?:^(?:` + itselfNamed + `)?|[\t|;.(–,]\s*|\s(?:och|samt)\s+)(` + longestFirst(verbs) + `)(?:\s*:|\s+|$)`)
	return l
})

// longestFirst is an expression for words, of which a longer one is found before one that it begins with.
func longestFirst(words []string) string {
	slices.SortFunc(words, func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b)) })
	for i := range words {
		words[i] = strings.ReplaceAll(regexp.QuoteMeta(words[i]), " ", `\s+`)
	}
	return strings.Join(words, "|")
}

// itselfNamed is how a line names the document before it says what was decided: "Policyn är", "Denna plan".
const itselfNamed = `(?:denna|detta|dessa|den här)?\s*\pL{0,30}(?:policy|policyn|riktlinje|riktlinjen|riktlinjer|riktlinjerna|dokument|dokumentet|plan|planen|program|programmet|reglemente|reglementet|styrdokument|styrdokumentet|strategi|strategin|taxa|taxan|rutin|rutinen|regler|reglerna)\s+(?:är\s+|har\s+|blev\s+|senast\s+)?`

// keyOf finds what a label tells, "" if it is not known.
func keyOf(label string) string {
	label = bare(label)
	keys := labels().keys
	if key := keys[label]; key != "" || len(label) > maxLabel {
		return key
	}
	// "Beslutsinstans och datum", "Dokumentansvarig (funktion)": what the beginning tells.
	for i := len(label) - 1; i > 5; i-- {
		if c := label[i]; c == ' ' || c == '/' || c == ',' || c == '(' {
			if rest := strings.Trim(label[i:], " ,/()"); startsAnother.MatchString(rest) {
				if key := keys[strings.TrimRight(label[:i], " ,/")]; key != "" {
					return key
				}
			}
		}
	}
	return ""
}

// maxLabel is the length of a label that is no sentence.
const maxLabel = 45

// startsAnother finds what may follow a label that is known.
var startsAnother = pattern.New(`^(?:och|samt|datum|paragraf|§|dnr|funktion|roll|befattning|tjänst|tjänsteperson|organ|instans|nämnd|dag|nr|av|i|den|för|namn|enhet|förvaltning|år)(?:$|[ ,/()§-])`)

func bare(label string) string {
	label = strings.ToLower(strings.Join(strings.Fields(strings.ReplaceAll(label, "\u00a0", " ")), " "))
	return strings.TrimRight(strings.TrimRight(label, " "), " :.*")
}

// firstLabel finds what stands before the first colon.
var firstLabel = pattern.New(`^\s*([\pL§][^:.\t|]{1,44}?)\s*:`)

// piece is one fact as written: its label, and what follows it.
type piece struct{ label, key, value string }

// pieces divides a line into facts. Before is what stands before the first.
func pieces(s string) (before string, out []piece) {
	s = strings.ReplaceAll(s, "\u00a0", " ")
	type mark struct{ start, word, wordEnd, end int }
	var marks []mark
	if m := firstLabel.FindStringSubmatchIndex(s); m != nil && keyOf(s[m[2]:m[3]]) != "" {
		marks = append(marks, mark{0, m[2], m[3], m[1]})
	}
	for _, re := range []*pattern.Pattern{labels().begins, labels().verbs} {
		for at := 0; at < len(s); {
			m := re.FindStringSubmatchIndex(s[at:])
			if m == nil {
				break
			}
			k := mark{at + m[0], at + m[2], at + m[3], at + m[1]}
			if !slices.ContainsFunc(marks, func(o mark) bool { return k.word < o.wordEnd && o.word < k.wordEnd }) {
				marks = append(marks, k)
			}
			at += m[3]
		}
	}
	slices.SortFunc(marks, func(a, b mark) int { return a.word - b.word })
	if len(marks) == 0 {
		return s, nil
	}
	before = strings.TrimSpace(s[:marks[0].start])
	for i, m := range marks {
		stop := len(s)
		if i+1 < len(marks) {
			stop = marks[i+1].start
		}
		label := s[m.word:m.wordEnd]
		out = append(out, piece{label: label, key: keyOf(label), value: tidyValue(s[min(m.end, stop):stop])})
	}
	return before, out
}

// tidyValue removes what parts a fact from the next.
func tidyValue(s string) string {
	s = strings.TrimSpace(strings.Join(strings.Fields(s), " "))
	s = strings.Trim(s, "|;,– \t")
	for _, end := range []string{" och", " samt"} {
		s = strings.TrimSuffix(s, end)
	}
	if strings.HasSuffix(s, ".") && !strings.HasSuffix(s, "m.") && !strings.HasSuffix(s, "..") {
		s = strings.TrimSuffix(s, ".")
	}
	if strings.HasSuffix(s, ")") && !strings.Contains(s, "(") {
		s = strings.TrimSuffix(s, ")")
	}
	return strings.TrimSpace(s)
}
