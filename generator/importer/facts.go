package importer

import (
	"cmp"
	"slices"
	"strings"

	"styrdok/generator/intake"
	"styrdok/generator/library"
	"styrdok/generator/pattern"
	"styrdok/generator/spelling"
)

// Guess is something that must be looked at before it is relied upon.
type Guess struct {
	Key  string // of the front matter, or "text"
	Text string // its key among the texts
	Args []any
}

// Facts are what a text says about itself, as far as it can be told.
type Facts struct {
	Title, Kind                        string
	AdoptedBy                          string // as written
	Body                               *library.Body
	Adopted                            library.Date
	Section, Case                      string
	InForce, ValidUntil, ReviewBy      library.Date
	Review                             []string
	Version                            string
	Owner, Department, Contact         string
	AppliesTo, Replaces, Laws, BasedOn []string
	Standards, Keywords                []string
	Status, CodeNumber                 string
	Updated                            library.Date
	Reviews                            []Citation
	Year                               int // of the decision, if its day is unknown

	// What only prints of styrdok's tell.
	Summary, Changes, TranslationOf string
	DecisionURL                     string
	ConsultationUntil               library.Date
	Implements                      []string
	Repealed                        *Citation
	RepealedFrom                    library.Date // if another day than that of the decision
	Extensions, Corrections         []Event

	Rows    [][2]string // of a box, that no key is for
	Guesses []Guess
	doubt   bool // the decision is guessed
}

// Event is something that was done to a version after its adoption.
type Event struct {
	Citation
	Until library.Date // of an extension
	Note  string       // of a correction
}

func (x *Facts) guess(key, text string, args ...any) {
	x.Guesses = append(x.Guesses, Guess{key, text, args})
}

// doubted is guess for the decision.
func (x *Facts) doubted(text string, args ...any) {
	x.guess("adopted", text, args...)
	x.doubt = true
}

// nothing is what people write into a row that they leave empty.
var nothing = pattern.New(`(?i)^(?:[-–—.?]*|ej angivet|saknas|uppgift saknas|ingen|inget|inga|nej|n/a|ej aktuellt|xx+)$`)

// resolve makes one set of facts of all that was found.
func (f *finder) resolve(today library.Date) *Facts {
	x := &Facts{Rows: f.left}
	slices.SortStableFunc(f.facts, func(a, b fact) int { return cmp.Compare(a.where, b.where) })
	adoptions, revisions := f.decisions(x)
	f.choose(adoptions, revisions, x)
	for _, c := range f.facts {
		if !nothing.MatchString(c.value) {
			f.other(c, x)
		}
	}
	x.consistent(today)
	return x
}

var (
	tillsVidare = pattern.New(`(?i)tills ?vidare|until further notice|beslut om|upphör|ersätts|nytt beslut`)
	fromDay     = pattern.New(`(?i)^fr(?:ån|\.? ?o\.? ?m)`)
	yearRange   = pattern.New(`\b((?:19|20)\d{2})\s?[-–]\s?((?:19|20)\d{2})\b`)
	unitName    = pattern.New(`(?i)^\pL[\pL -]*(?:kontoret|kontor|förvaltningen|förvaltning|avdelningen|avdelning|enheten|enhet|staben|stab|sektorn|sektor|sektionen|kansliet|kansli|bolaget)$`)
	lastUnit    = pattern.New(`(?i)^(.*?\pL),?\s+(?:på\s+|vid\s+)?(\pL[\pL-]*(?:kontoret|förvaltningen|avdelningen|enheten|staben|kansliet|sektorn))$`)
)

// other takes a fact that is no decision.
func (f *finder) other(c fact, x *Facts) {
	set := func(to *string, value string) { *to = cmp.Or(*to, value) }
	list := func(to *[]string, values []string) {
		if *to == nil {
			*to = values
		}
	}
	day := func(to *library.Date) bool {
		d, at := dayIn(c.value)
		*to = cmp.Or(*to, d)
		return at != nil
	}
	switch c.key {
	case "title":
		set(&x.Title, c.value)
	case "kind":
		set(&x.Kind, c.value)
	case "owner":
		if x.Owner != "" {
			return
		}
		parts := strings.FieldsFunc(c.value, func(r rune) bool { return r == ',' || r == '/' || r == ';' })
		if len(parts) == 2 && unitName.MatchString(strings.TrimSpace(parts[1])) {
			x.Owner = spelling.Capital(strings.TrimSpace(parts[0]))
			set(&x.Department, spelling.Capital(strings.TrimSpace(parts[1])))
		} else if m := lastUnit.FindStringSubmatch(c.value); m != nil && !strings.HasSuffix(strings.ToLower(m[1]), " för") && !strings.HasSuffix(strings.ToLower(m[1]), " och") && !strings.HasSuffix(strings.ToLower(m[1]), " på") {
			x.Owner = spelling.Capital(m[1])
			set(&x.Department, spelling.Capital(m[2]))
		} else {
			x.Owner = spelling.Capital(c.value)
		}
	case "department":
		set(&x.Department, spelling.Capital(c.value))
	case "contact":
		if contactForm.MatchString(c.value) {
			set(&x.Contact, c.value)
		} else {
			x.Rows = append(x.Rows, [2]string{c.label, c.value})
		}
	case "applies_to":
		list(&x.AppliesTo, listed(c.value))
	case "in_force":
		if _, at := dayIn(c.value); at != nil && x.ValidUntil.IsZero() {
			x.ValidUntil, _ = dayIn(c.value[at[1]:]) // "2020-01-01 t.o.m. 2023-12-31"
		}
		if !day(&x.InForce) {
			x.Rows = append(x.Rows, [2]string{c.label, c.value})
		}
	case "valid_until":
		first, at := dayIn(c.value)
		switch {
		case at != nil:
			if second, at2 := dayIn(c.value[at[1]:]); at2 != nil {
				x.InForce, first = cmp.Or(x.InForce, first), second
			} else if fromDay.MatchString(c.value) {
				x.InForce = cmp.Or(x.InForce, first)
				return
			}
			x.ValidUntil = cmp.Or(x.ValidUntil, first)
		case tillsVidare.MatchString(c.value):
		default:
			m := yearRange.FindStringSubmatch(c.value)
			if m == nil {
				if y := yearAlone.FindStringSubmatch(c.value); y != nil {
					m = []string{"", "", y[1]}
				}
			}
			if m != nil && x.ValidUntil.IsZero() {
				x.ValidUntil = library.Date{Year: yearOf(m[2]), Month: 12, Day: 31}
				x.guess("valid_until", "year-end", c.value)
			} else {
				x.Rows = append(x.Rows, [2]string{c.label, c.value})
			}
		}
	case "version":
		set(&x.Version, c.value)
	case "review":
		if cycles := cyclesIn(c.value); cycles != nil {
			list(&x.Review, cycles)
			return
		}
		if day(&x.ReviewBy) {
			return
		}
		if m := yearAlone.FindStringSubmatch(c.value); m != nil && x.ReviewBy.IsZero() {
			x.ReviewBy = library.Date{Year: yearOf(m[1]), Month: 12, Day: 31}
			x.guess("review_by", "year-end", c.value)
			return
		}
		x.Rows = append(x.Rows, [2]string{c.label, c.value})
	case "replaces":
		list(&x.Replaces, []string{c.value})
	case "laws":
		list(&x.Laws, listed(c.value))
	case "keywords":
		if x.Keywords == nil {
			for _, k := range listed(c.value) {
				x.Keywords = append(x.Keywords, strings.ToLower(k))
			}
		}
	case "status":
		set(&x.Status, strings.ToLower(c.value))
	case "code":
		set(&x.CodeNumber, c.value)
	case "updated":
		day(&x.Updated)
	case "related", "hierarchy":
		x.Rows = append(x.Rows, [2]string{c.label, c.value})
	}
}

var contactForm = pattern.New(`^(?:https?://[^\s<>"]+|[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+)$`)

var listParts = pattern.New(`\s*[,;]\s*|\s+(?:och|samt)\s+`)

// listed divides a list in words: "Nämnder, förvaltningar och bolag".
func listed(s string) []string {
	var out []string
	parts := []string{s}
	if strings.ContainsAny(s, ",;") { // "nämnder och deras verksamheter" is one
		parts = listParts.Split(s, -1)
	}
	for i, p := range parts {
		if p = strings.TrimSpace(p); p != "" {
			if i == 0 {
				p = spelling.Capital(p)
			}
			out = append(out, p)
		}
	}
	return out
}

// consistent drops what cannot be.
func (x *Facts) consistent(today library.Date) {
	if x.Adopted.IsZero() {
		return
	}
	late := func(key string, day *library.Date) {
		if !day.IsZero() && day.Before(x.Adopted) {
			x.Rows, *day = append(x.Rows, [2]string{key, day.String()}), library.Date{}
		}
	}
	late("valid_until", &x.ValidUntil)
	late("review_by", &x.ReviewBy)
	x.Reviews = slices.DeleteFunc(x.Reviews, func(c Citation) bool { return !c.Day.After(x.Adopted) })
	if x.Adopted.After(today) {
		x.doubted("future", x.Adopted)
	}
}

// cycleForms are the review cycles that words mean.
var cycleForms = []struct {
	re    *pattern.Pattern
	cycle string
}{
	{pattern.New(`(?i)(?:varje|per|vid|under)\s+(?:ny\s+|varje\s+)*mandatperiod|mandatperiodsvis|varje mandatperiod`), "every term"},
	{pattern.New(`(?i)vart\s?annat\s+år|varannat\s+år|var(?:t)? (?:2|andra)(?::a)? år`), "2 years"},
	{pattern.New(`(?i)var(?:t)?\s+(?:tredje|3)(?::e)?\s+år`), "3 years"},
	{pattern.New(`(?i)var(?:t)?\s+(?:fjärde|4)(?::e)?\s+år`), "4 years"},
	{pattern.New(`(?i)var(?:t)?\s+(?:femte|5)(?::e)?\s+år`), "5 years"},
	{pattern.New(`(?i)(?:^|[^\pL])årlig(?:en|t)?(?:$|[^\pL])|varje\s+(?:kalender)?år|en gång (?:per|om) året|en gång per år|var 12:e månad`), "every year"},
	{pattern.New(`(?i)vid behov|när behov uppstår|löpande`), "when needed"},
}

var everyMonths = pattern.New(`(?i)\b(\d{1,3})\s*(?:månader|mån)\b`)

// cyclesIn returns the review cycles that words tell, nil for none. One that is only "when needed" beside another says nothing more.
func cyclesIn(s string) []string {
	var out []string
	for _, f := range cycleForms {
		if f.re.MatchString(s) && !(f.cycle == "when needed" && out != nil) {
			out = append(out, f.cycle)
		}
	}
	if m := everyMonths.FindStringSubmatch(s); m != nil && out == nil {
		out = []string{m[1] + " months"}
	}
	return out
}

var (
	reviewing       = pattern.New(`(?i)\b(?:revideras|ses över|aktualitetsprövas|uppdateras|aktualiseras|omprövas|översyn|revidering)\b`)
	scope           = pattern.New(`^((?:Samtliga|Alla) [^.,;]{3,80}?) omfattas av (?:denna|detta|dessa|den här|policyn|riktlinjerna|planen|programmet)|^\pL*(?:policyn|riktlinjerna|planen|programmet|reglerna|taxan) omfattar (alla [^.;]{3,90}?)(?:,? i tillämpliga delar|,? inom \pL+s? kommun|,? i \pL+s? kommun|\.)`)
	subject         = pattern.New(`(?i)policy|riktlinje|dokument|plan|program|strategi|reglemente|föreskrift|taxa|rutin|instruktion|anvisning|regler`)
	standard        = pattern.New(`\b((?:SS-)?(?:EN[ -])?ISO(?:/IEC)?) ?(\d{4,5}(?:-\d+)?(?::\d{4})?)((?:(?:,| och| samt) \d{5}\b)*)`)
	furtherStandard = pattern.New(`\d{5}`)
	basedOn         = pattern.New(`(?i:utgår från|utgår ifrån|grundar sig på|bygger på)\s[^.()]{0,60}?((?:Program|Policy|Plan|Strategi|Riktlinjer|Vision|Reglemente)[^.()]{3,90}\((?:KF|KS)[^)]{3,30}\))`)
)

// fromProse takes from the text itself what no box or line tells: how often it is to be reviewed, and the standards that it names.
func (x *Facts) fromProse(blocks []intake.Block) {
	var found []string
	for p := range intake.All[*intake.Paragraph](blocks) {
		text := strings.Join(strings.Fields(intake.PlainText(p.Spans)), " ")
		for _, s := range sentences(text) {
			if m := scope.FindStringSubmatch(s); m != nil && x.AppliesTo == nil {
				if m[1] != "" {
					x.AppliesTo = []string{m[1]}
				} else {
					x.AppliesTo = listed(m[2])
				}
				x.guess("applies_to", "from-sentence", shortened([]string{s}))
			}
			if reviewing.MatchString(s) && subject.MatchString(s) && found == nil {
				if found = cyclesIn(s); found != nil && x.Review == nil && x.ReviewBy.IsZero() {
					x.Review = found
					x.guess("review", "from-sentence", s)
				}
			}
		}
		for _, m := range standard.FindAllStringSubmatch(text, -1) {
			for _, n := range append([]string{m[2]}, furtherStandard.FindAllString(m[3], -1)...) {
				if name := m[1] + " " + n; !slices.Contains(x.Standards, name) {
					x.Standards = append(x.Standards, name)
				}
			}
		}
		if m := basedOn.FindStringSubmatch(text); m != nil && x.BasedOn == nil {
			x.BasedOn = []string{m[1]}
		}
	}
}
