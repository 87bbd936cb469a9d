package library

import (
	"slices"
	"strings"
	"unicode"
)

// firstNames are common first names among municipal employees.
var firstNames = strings.Fields(`agneta alexander anders andreas anette anita ann anna anneli annika barbro berit birgitta bo bengt björn camilla
	carina carl carin catarina cecilia charlotte christer christina daniel david elin elisabeth emelie emil emma erik eva fredrik gabriella
	gunilla gunnar göran hanna hans helena henrik håkan ida inger ingrid irene jan jenny jens jessica joakim johan johanna john jonas josefin
	julia karin karl katarina kerstin kjell klara kristina lars lena lennart leif linda linnea lisa louise magnus malin maria marie mats
	mattias michael mikael mohammed monica monika nils niklas ola olof patrik per peter petra pia pär rickard robert sara sofia sofie stefan
	sten susanne sven therese thomas tomas tommy ulf ulla ulrika victoria viktor yvonne åsa örjan östen`)

// personal reports whether an owner, which should be a function, looks like a person: an e-mail address, or a first
// name and one or two more names.
func personal(owner string) bool {
	if strings.Contains(owner, "@") {
		return true
	}
	name, _, _ := strings.Cut(owner, ",")
	words := strings.Fields(name)
	if len(words) < 2 || len(words) > 3 {
		return false
	}
	for _, w := range words {
		first := []rune(w)[0]
		if !unicode.IsUpper(first) || strings.ContainsFunc(w, unicode.IsDigit) {
			return false
		}
	}
	given, _, _ := strings.Cut(strings.ToLower(words[0]), "-")
	return slices.Contains(firstNames, given) || strings.HasSuffix(words[len(words)-1], "sson")
}
