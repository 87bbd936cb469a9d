package site

import (
	_ "embed"
	"strings"
	"sync"

	"styrdok/generator/pattern"
)

// sfsNumber is the number of a Swedish statute: "2018:218".
var sfsNumber = pattern.New(`\b(1[6-9]|20)\d\d:\d{1,4}\b`)

// lawLinks makes links of statutes with a number, and calls by name the ones that are written as a number alone: "kommunallagen (2017:725)"
// says where it leads. Others stand as they are written.
func (p *Frame) lawLinks(laws []string) Sentence {
	var out []Sentence
	for _, law := range laws {
		s := plain(p.lawName(law))
		if number := sfsNumber.FindString(law); number != "" {
			s = Sentence{{Text: s.String(), Href: "https://rkrattsbaser.gov.se/sfst?bet=" + number}}
		}
		out = append(out, s)
	}
	return capitalised(list(", ", out...))
}

// numberFirst is a statute's number before its name, without chapter or section: "2017:725 kommunallagen".
var numberFirst = pattern.New(`^(?:SFS\s*)?((?:1[6-9]|20)\d\d:\d{1,4}),?\s+([^\d(§]+)$`)

// lawName is a statute by name and number, if it is written as a number alone and has a name here, or with the number first.
func (p *Frame) lawName(law string) string {
	law = strings.TrimSpace(law)
	if m := numberFirst.FindStringSubmatch(law); m != nil {
		return strings.TrimSpace(m[2]) + " (" + m[1] + ")"
	}
	number := strings.TrimSpace(strings.TrimPrefix(law, "SFS"))
	if name := lawNames()[number]; name != "" && p.t.Lang() == "sv" {
		return name + " (" + number + ")"
	}
	return law
}

//go:embed laws.txt
var lawList string

// lawNames are the Swedish statutes that documents of municipalities refer to most, by number, as they are called in running text.
var lawNames = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	for line := range strings.Lines(lawList) {
		number, name, _ := strings.Cut(strings.TrimSpace(line), " ")
		out[number] = name
	}
	return out
})
