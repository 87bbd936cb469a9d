package source

import (
	"cmp"
	_ "embed"
	"net/url"
	"strconv"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"

	"styrdok/generator/diag"
	"styrdok/generator/library"
	"styrdok/generator/pattern"
)

// words are what words in Swedish stand for.
type words struct {
	keys, cycles, counts map[string]string
	values               map[string]map[string]string // of a key; "level" is that of every code under [diagnostics]
}

//go:embed swedish.toml
var swedishText string

var swedish = sync.OnceValue(func() words {
	var by struct {
		Keys, Cycles, Counts map[string][]string
		Values               map[string]map[string][]string
	}
	if err := toml.Unmarshal([]byte(swedishText), &by); err != nil {
		panic("source: swedish.toml: " + err.Error())
	}
	out := words{keys: meanings(by.Keys), cycles: meanings(by.Cycles), counts: meanings(by.Counts), values: map[string]map[string]string{}}
	for key, values := range by.Values {
		out.values[key] = meanings(values)
	}
	return out
})

// meanings is a table of words by what they mean, turned round.
func meanings(by map[string][]string) map[string]string {
	out := map[string]string{}
	for meant, words := range by {
		for _, w := range words {
			out[w] = meant
		}
	}
	return out
}

// MeantKey returns the key that a Swedish word stands for, or "".
func MeantKey(word string) string { return swedish().keys[bareKey(word)] }

// bareKey writes words as a key can be written.
func bareKey(words string) string {
	return strings.NewReplacer("å", "a", "ä", "a", "ö", "o", " ", "_", "-", "_").Replace(strings.ToLower(words))
}

// swedishValue returns the value of a key that a Swedish word stands for, or "".
func swedishValue(key, s string) string {
	values := swedish().values
	table, ok := values[key]
	if !ok {
		table = values["level"]
	}
	return table[strings.Trim(strings.ToLower(strings.Join(strings.Fields(s), " ")), ".")]
}

var counted = pattern.New(`^(?:var |vart |varje |each |every |efter |inom |minst |senast )*(?:en gång (?:per |var |vart )?|1 gång (?:per |var |vart )?)?(\d+(?::?[ea])?|\pL+) ?(år|års|mån|månad|månader|månaders|y|year|years|m|month|months)$`)

// meantCycle returns the review cycle that words in Swedish or misspelt English stand for, or "".
func meantCycle(s string) string {
	s = strings.Trim(strings.ToLower(strings.Join(strings.Fields(s), " ")), ".")
	s = strings.TrimPrefix(s, "minst ")
	if len(s) > maxLine {
		return ""
	}
	once := strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(s, "1 gång"), "en gång"))
	word := cmp.Or(swedish().cycles[s], meantYearly(s), swedish().cycles[once])
	if m := counted.FindStringSubmatch(s); word == "" && m != nil {
		n, _ := strconv.Atoi(cmp.Or(swedish().counts[m[1]], strings.TrimRight(m[1], ":ea")))
		unit := " months"
		if strings.HasPrefix(m[2], "å") || strings.HasPrefix(m[2], "y") {
			unit = " years"
		}
		word = strconv.Itoa(n) + unit
	}
	if word == "" {
		word = diag.Nearest(s, []string{"every term", "every year", "when needed", "none", "12 months", "2 years", "4 years"})
	}
	c, err := library.ParseReviewCycle(word)
	if err != nil {
		return ""
	}
	return c.String()
}

var (
	yearWords = pattern.New(`varje kalenderår|varje år|årligen|per år|every year|each year|yearly|annually`)
	dayWords  = strings.NewReplacer("senast", "", "före", "", "den", "", "by", "", "before", "", ",", "")
)

// meantYearly returns the cycle that a day of every year stands for, such as "senast 31 mars varje år", or "".
func meantYearly(s string) string {
	day := yearWords.ReplaceAllString(s, "")
	if day == s {
		return ""
	}
	day = strings.Join(strings.Fields(dayWords.Replace(day)), " ")
	if date := cmp.Or(meantDate(day+" 2000"), meantDate(day+"/2000"), meantDate("2000-"+day)); date != "" {
		return strings.TrimPrefix(date, "2000-") + " every year"
	}
	return ""
}

// meantAddress is a web address without what it lacks or has too much of, or "".
func meantAddress(s string) string {
	s = strings.Join(strings.Fields(s), "")
	if !strings.Contains(s, "://") {
		s = "https://" + strings.TrimLeft(s, ":/")
	}
	u, err := url.Parse(s)
	if err != nil || (u.Scheme != "https" && u.Scheme != "http") || !strings.Contains(u.Hostname(), ".") || u.User != nil {
		return ""
	}
	u.RawQuery, u.Fragment, u.ForceQuery = "", "", false
	return strings.TrimRight(u.String(), "/") + "/"
}
