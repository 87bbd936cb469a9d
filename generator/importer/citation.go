package importer

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"styrdok/generator/library"
	"styrdok/generator/pattern"
)

// Citation is what a text says of one decision: "Kommunfullmäktige den 2 december 2019 § 239".
type Citation struct {
	Body    string // as written, "" if none
	Day     library.Date
	Year    int    // if only the year is known
	Section string // "§ 239"
	Case    string
	Short   bool   // the day was written with two digits for the year
	Rest    string // words that are none of these
}

func (c Citation) empty() bool {
	return c.Body == "" && c.Day.IsZero() && c.Year == 0 && c.Section == "" && c.Case == ""
}

const monthNames = `januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|okt|nov|dec`

var (
	dayForms = []struct {
		re      *pattern.Pattern
		y, m, d int
	}{
		{pattern.New(`\b((?:19|20)\d{2})[-–‑./](\d{1,2})[-–‑./](\d{1,2})\b`), 1, 2, 3},
		{pattern.New(`\b((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\b`), 1, 2, 3},
		{pattern.New(`(?i)\b(?:den\s+)?(\d{1,2})(?::?[ea])?\s+(` + monthNames + `)\.?,?\s+((?:19|20)\d{2})\b`), 3, 2, 1},
		{pattern.New(`(?i)\b(?:den\s+)?(\d{1,2})\s*/\s*(\d{1,2})\s*[-, ]?\s*((?:19|20)\d{2})\b`), 3, 2, 1},
		{pattern.New(`\b(\d{1,2})[.](\d{1,2})[.]((?:19|20)\d{2})\b`), 3, 2, 1},
	}
	shortDay    = pattern.New(`\b(\d{2})-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])\b`)
	yearSection = pattern.New(`\b(\d{1,4})/((?:19|20)\d{2})\b`)
	// sectionForms are the ways to write a §, with its number and perhaps the year; the surest first.
	sectionForms = []*pattern.Pattern{
		pattern.New(`§{1,2}\s*(\d{1,4}(?:\s?[a-zå](?:\b))?(?:\s?[-–]\s?\d{1,4})?)(?:/((?:19|20)\d{2}|\d{2}))?\b`),
		pattern.New(`\b(\d{1,4}(?:\s?[-–]\s?\d{1,4})?)\s?§{1,2}`),
		pattern.New(`(?i)\bparagraf(?:en)?\s*(?:nr\.?\s*)?:?\s*(\d{1,4})\b`),
		yearSection,
	}
	yearAlone  = pattern.New(`\b((?:19|20)\d{2})\b`)
	caseMarked = pattern.New(`(?i)\b(?:dnr|d:nr|diarienr|diarienummer|diarie-?nr|ärende(?:nr|nummer)|dossienr)\b\.?\s*:?\s*((?:[\pL]{1,6}[ /-]?)?\d[\d/:.-]*\d(?:-\d+)?(?:\s+nr\s+\d+)?)`)
	caseBare   = pattern.New(`\b([A-ZÅÄÖ]{2,5}[ /-]?(?:19|20)\d{2}[/:]\d{1,6}(?:[/.-]\d{1,4})?|[A-ZÅÄÖ]{2,5}-\d{2,6}/(?:19|20)?\d{2})`)
)

// caseIn finds the number of a case, with what announces it.
func caseIn(s string) (number string, at []int) {
	if m := caseMarked.FindStringSubmatchIndex(s); m != nil {
		return strings.TrimRight(s[m[2]:m[3]], ".,;:-"), m[:2]
	}
	if m := caseBare.FindStringSubmatchIndex(s); m != nil {
		return s[m[2]:m[3]], m[:2]
	}
	return "", nil
}

// dayIn finds the first day in a text.
func dayIn(s string) (day library.Date, at []int) {
	for _, f := range dayForms {
		for _, m := range f.re.FindAllStringSubmatchIndex(s, -1) {
			part := func(i int) string { return s[m[2*i]:m[2*i+1]] }
			month := part(f.m)
			if unicode.IsLetter([]rune(month)[0]) {
				month = strconv.Itoa(strings.Index("janfebmaraprmajjunjulaugsepoktnovdec", strings.ToLower(month)[:3])/3 + 1)
			}
			d, err := library.ParseDate(fmt.Sprintf("%s-%02s-%02s", part(f.y), month, part(f.d)))
			if err == nil && (at == nil || m[0] < at[0]) {
				day, at = d, m[:2]
				break
			}
		}
	}
	return day, at
}

// glue are the words that hold the parts of a citation together.
var glue = pattern.New(`(?i)^(?:av|den|vid|i|på|genom|beslut|beslutet|beslutad|sammanträde|sammanträdet|möte|protokoll|protokollet|datum|dat|med|och|samt|enligt|kl|ks|dnr|nr|d|fr\.?o\.?m\.?)$`)

// cite reads a citation out of a text. A part that stands twice is read once, and the second stays in Rest.
func cite(s string, bodies *bodyFinder) Citation {
	var c Citation
	cut := func(at []int) { s = s[:at[0]] + " \x00 " + s[at[1]:] }
	if number, at := caseIn(s); at != nil {
		c.Case = number
		cut(at)
	}
	if day, at := dayIn(s); at != nil {
		c.Day = day
		cut(at)
	}
	for _, form := range sectionForms {
		m := form.FindStringSubmatchIndex(s)
		if m == nil || form == yearSection && !c.Day.IsZero() {
			continue
		}
		c.Section = sectioned(s[m[2]:m[3]], strings.Contains(s[m[0]:m[2]], "§§"))
		if len(m) > 4 && m[4] >= 0 && c.Day.IsZero() {
			c.Year = yearOf(s[m[4]:m[5]])
		}
		cut(m[:2])
		break
	}
	if body, at := bodies.find(s); at != nil {
		c.Body = body
		cut(at)
	}
	if m := shortDay.FindStringSubmatchIndex(s); m != nil && c.Day.IsZero() && (c.Body != "" || c.Section != "") {
		if d, err := library.ParseDate(fmt.Sprintf("20%s-%s-%s", s[m[2]:m[3]], s[m[4]:m[5]], s[m[6]:m[7]])); err == nil {
			c.Day, c.Short = d, true
			cut(m[:2])
		}
	}
	if c.Day.IsZero() && c.Year == 0 {
		if m := yearAlone.FindStringSubmatchIndex(s); m != nil {
			c.Year = yearOf(s[m[2]:m[3]])
			cut(m[:2])
		}
	}
	var rest []string
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("\x00,;()[]–—|/", r) }) {
		if bare := strings.Trim(w, ".:-"); bare != "" && !glue.MatchString(bare) {
			rest = append(rest, w)
		}
	}
	c.Rest = strings.Join(rest, " ")
	return c
}

func yearOf(s string) int {
	n, _ := strconv.Atoi(s)
	if n < 100 {
		n += 2000
	}
	return n
}

func sectioned(number string, several bool) string {
	number = strings.Join(strings.Fields(number), " ")
	if several || strings.ContainsAny(number, "-–") {
		return "§§ " + number
	}
	return "§ " + number
}

// bodyFinder finds the names of bodies in texts: those of the configuration, and others by their form.
type bodyFinder struct {
	known *pattern.Pattern
	rules library.Rules
}

// otherBody finds names of committees and officers by how they end.
var otherBody = pattern.New(`(?:\pL+-(?:,\s+\pL+-)*\s+(?:och|&)\s+)?[\pL-]*(?:[Nn]ämnden|[Nn]ämnd|[Ss]tyrelsen|[Ss]tyrelse|[Ff]ullmäktige|[Uu]tskottet|[Uu]tskott|[Dd]irektören|[Dd]irektör|[Cc]hefen|[Cc]hef|[Bb]eredningen|[Rr]ådet|[Ll]edningsgruppen|[Ll]edningsgrupp|[Dd]irektionen|[Ss]tämman)(?:\s+för\s+[\pL -]+?(?:\s(?:den|\d|§)|[,.;(]|$))?`)

func newBodyFinder(rules library.Rules) *bodyFinder {
	var names []string
	for _, b := range rules.Bodies {
		for _, n := range append([]string{b.Name, string(b.ID)}, b.Short...) {
			names = append(names, regexp.QuoteMeta(n))
		}
	}
	return &bodyFinder{rules: rules, known: pattern.New(`(?i)(?:^|[^\pL\pN-])(` + strings.Join(names, "|") + `)(?:$|[^\pL\pN-])`)}
}

// find returns a body's name as written, and where.
func (f *bodyFinder) find(s string) (string, []int) {
	var other []int
	for _, m := range otherBody.FindAllStringIndex(s, -1) {
		if next, _ := utf8.DecodeRuneInString(s[m[1]:]); !unicode.IsLetter(next) {
			other = m
			break
		}
	}
	if other != nil {
		text := s[other[0]:other[1]]
		if i := strings.IndexAny(text, ",.;("); i > 0 && !strings.Contains(text[:i], "-") {
			text = text[:i]
		}
		text = strings.TrimRight(text, " 0123456789§")
		text = strings.TrimSuffix(text, " den")
		other = []int{other[0], other[0] + len(text)}
		// "kommunstyrelsens arbetsutskott": another's part.
		if before := strings.TrimRight(s[:other[0]], " "); strings.HasSuffix(before, "s") && strings.Contains(text, "tskott") {
			word := before[strings.LastIndexAny(before, " \t,;:(\x00")+1:]
			other[0] = other[0] - len(word) - (len(s[:other[0]]) - len(before))
		}
	}
	if m := f.known.FindStringSubmatchIndex(s); m != nil && (other == nil || m[2] <= other[0] && m[3] >= other[1] || m[3] <= other[0]) {
		return s[m[2]:m[3]], m[2:4]
	}
	if other != nil {
		return strings.TrimSpace(s[other[0]:other[1]]), other
	}
	return "", nil
}

// resolve returns the body that a name means, or nil.
func (f *bodyFinder) resolve(name string) *library.Body {
	name = strings.TrimSpace(name)
	if b := f.rules.Body(name); b != nil {
		return b
	}
	return f.rules.Body(strings.TrimSuffix(name, "s"))
}
