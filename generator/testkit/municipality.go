package testkit

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing/fstest"

	"styrdok/generator/library"
)

// MunicipalityDay is the day on which a municipality of [Municipality] is meant to be looked at.
var MunicipalityDay = library.NewDate(2026, 11, 30)

// office is a department with the committee that it works for and what it works with.
type office struct {
	name, body string
	weight     int // of all documents
	subjects   []string
}

// offices are those of a municipality: twelve departments, some of which share a committee.
var offices = []office{
	{"Kommunledningskontoret", "kommunstyrelsen", 17, []string{"styrning och ledning", "intern kontroll", "kommunikation", "ärendehantering", "visselblåsning"}},
	{"Ekonomikontoret", "kommunstyrelsen", 7, []string{"ekonomistyrning", "inköp och upphandling", "finans", "investeringar", "attest"}},
	{"Personalkontoret", "kommunstyrelsen", 9, []string{"arbetsmiljö", "lönebildning", "rekrytering", "chefskap", "rehabilitering"}},
	{"It-avdelningen", "kommunstyrelsen", 6, []string{"informationssäkerhet", "drift och förvaltning av it", "behörigheter", "digitalisering"}},
	{"Utbildningsförvaltningen", "barn-och-utbildningsnamnden", 15, []string{"elevhälsa", "skolskjuts", "frånvaro i skolan", "modersmål", "förskolans lokaler"}},
	{"Socialförvaltningen", "socialnamnden", 17, []string{"bistånd enligt socialtjänstlagen", "barn som far illa", "ekonomiskt bistånd", "stöd till anhöriga"}},
	{"Vård- och omsorgsförvaltningen", "vard-och-omsorgsnamnden", 12, []string{"läkemedel i hemmet", "måltider för äldre", "trygghetslarm", "nattbemanning"}},
	{"Samhällsbyggnadsförvaltningen", "samhallsbyggnadsnamnden", 9, []string{"bygglov", "exploatering", "parkering", "namn på gator"}},
	{"Tekniska förvaltningen", "tekniska-namnden", 7, []string{"vinterväghållning", "avfall", "dricksvatten", "belysning"}},
	{"Kultur- och fritidsförvaltningen", "kultur-och-fritidsnamnden", 5, []string{"stöd till föreningar", "bibliotek", "simhallar", "konst på allmän plats"}},
	{"Miljökontoret", "miljonamnden", 4, []string{"livsmedelstillsyn", "enskilda avlopp", "klimat", "strandskydd"}},
	{"Räddningstjänsten", "kommunstyrelsen", 3, []string{"krisberedskap", "brandskydd", "farlig verksamhet"}},
}

var committees = [][2]string{
	{"barn-och-utbildningsnamnden", "Barn- och utbildningsnämnden"}, {"socialnamnden", "Socialnämnden"},
	{"vard-och-omsorgsnamnden", "Vård- och omsorgsnämnden"}, {"samhallsbyggnadsnamnden", "Samhällsbyggnadsnämnden"},
	{"tekniska-namnden", "Tekniska nämnden"}, {"kultur-och-fritidsnamnden", "Kultur- och fritidsnämnden"}, {"miljonamnden", "Miljönämnden"},
}

// documentKind is a kind with the title of its documents, the body that adopts them (empty: the department's committee), and
// the rules by which they are reviewed (empty: the kind's).
type documentKind struct {
	folder, title, body string
	weight              int
	reviews             []string
}

var documentKinds = []documentKind{
	{"policy", "Policy för %s", "kommunfullmaktige", 10, []string{""}},
	{"program", "Program för %s", "kommunfullmaktige", 5, []string{"", `"2 years"`}},
	{"plan", "Plan för %s", "", 12, []string{"until", "until", "", `"03-31 every year"`}},
	{"riktlinje", "Riktlinjer för %s", "", 33, []string{"", "", `"48 months"`, `["every term", "when needed"]`}},
	{"regler", "Regler för %s", "", 8, []string{"", `"36 months"`}},
	{"instruktion", "Instruktion för %s", "", 8, []string{"", `"when needed"`}},
	{"rutin", "Rutin för %s", "kommundirektoren", 18, []string{"", `"24 months"`, `"none"`}},
	{"taxa", "Taxa för %s", "kommunfullmaktige", 6, []string{""}},
}

var roles = []string{"Förvaltningschef", "Kvalitetschef", "Verksamhetschef", "Utredare", "Enhetschef", "Samordnare"}

var places = []string{"centrala staden", "norra distriktet", "södra distriktet", "tätorterna", "landsbygden", "skärgården", "de kommunala bolagen", "externa utförare"}

// Municipality returns the files of a site with n documents that twelve departments have made over fifteen years, up to
// [MunicipalityDay]: of several kinds, bodies, rules and owners, some with earlier versions, reviews, last days, no owner or
// no department, some repealed or not public. The same n gives the same files.
func Municipality(n int) fstest.MapFS {
	out := fstest.MapFS{"config.toml": {Data: []byte(municipalityConfig())}}
	for i := range n {
		for name, text := range municipalDocument(i) {
			out[name] = &fstest.MapFile{Data: []byte(text)}
		}
	}
	return out
}

func municipalityConfig() string {
	var b strings.Builder
	b.WriteString("[site]\ntitle = \"Styrdokument\"\nbase_url = \"https://styrdokument.exempelby.example/\"\nlanguage = \"sv\"\n\n" +
		"[organisation]\nname = \"Exempelby kommun\"\noffice = \"Kommunledningskontoret\"\ncontact = \"kommun@exempelby.example\"\n\n" +
		"[diagnostics]\nstatement-missing = \"off\"\n")
	for _, c := range committees {
		fmt.Fprintf(&b, "\n[[bodies]]\nid = %q\nname = %q\n", c[0], c[1])
	}
	for _, id := range []string{"kommunfullmaktige", "kommunstyrelsen"} {
		fmt.Fprintf(&b, "\n[[bodies]]\nid = %q\nmeetings = [", id)
		for month := range 48 { // the last Monday of every month but in summer and at Christmas
			last := MunicipalityDay.AddMonths(month + 1)
			last = last.AddDays(-(int(last.Time().Weekday()) + 6) % 7)
			if m := last.Month; m != 6 && m != 7 && m != 12 {
				b.WriteString(last.String() + ", ")
			}
		}
		b.WriteString("]\n")
	}
	return b.String()
}

// weighed returns an index with the odds of its weight.
func weighed(r *rand.Rand, n int, weight func(int) int) int {
	sum := 0
	for i := range n {
		sum += weight(i)
	}
	at := r.IntN(sum)
	for i := range n {
		if at -= weight(i); at < 0 {
			return i
		}
	}
	panic("testkit: no weight")
}

func municipalDocument(i int) map[string]string {
	r := rand.New(rand.NewPCG(uint64(i), 15))
	one := func(of []string) string { return of[r.IntN(len(of))] }
	day := func(from, to int) library.Date { // between two days, counted back from MunicipalityDay
		return MunicipalityDay.AddDays(-to + r.IntN(to-from))
	}
	which := weighed(r, len(offices), func(i int) int { return offices[i].weight })
	at := offices[which]
	kind := documentKinds[weighed(r, len(documentKinds), func(i int) int { return documentKinds[i].weight })]
	body := kind.body
	if body == "" {
		body = at.body
	}
	const year = 365
	first := day(20, 15*year)
	days := []library.Date{first}
	for latest := first; r.IntN(2*len(offices)) < which; { // some offices do what they should
		if latest = latest.AddDays(2*year + r.IntN(4*year)); !latest.Before(MunicipalityDay) {
			break
		}
		days = append(days, latest)
	}
	out := map[string]string{}
	name := fmt.Sprintf("content/%s/%s-%d", kind.folder, kind.folder, i+1)
	title := fmt.Sprintf(kind.title, one(at.subjects)) + " i " + one(places)
	review, role, chance := one(kind.reviews), one(roles), r.IntN(1000)
	for n, adopted := range days {
		var b strings.Builder
		section := func() {
			if body != "kommundirektoren" {
				fmt.Fprintf(&b, "section = \"§ %d\"\n", 1+r.IntN(300))
			}
		}
		fmt.Fprintf(&b, "+++\ntitle = %q\nsummary = %q\nadopted = %s\nadopted_by = %q\n", title, "Vad som gäller och vem som svarar för det.", adopted, body)
		section()
		if kind.folder == "taxa" {
			fmt.Fprintf(&b, "in_force = %d-01-01\n", adopted.Year+1)
		}
		if chance%29 != 0 {
			fmt.Fprintf(&b, "owner = %q\n", role)
		}
		if chance%37 != 0 {
			fmt.Fprintf(&b, "department = %q\n", at.name)
		}
		switch {
		case review == "until":
			fmt.Fprintf(&b, "valid_until = %d-12-31\n", adopted.Year+3+r.IntN(4))
		case review != "":
			fmt.Fprintf(&b, "review = %s\n", review)
		}
		switch {
		case chance < 12:
			b.WriteString("visibility = \"hidden\"\n")
		case chance < 30:
			b.WriteString("visibility = \"listed\"\n")
		}
		newest := n == len(days)-1
		if reviewed := adopted.AddDays(year + r.IntN(3*year)); newest && r.IntN(len(offices)) < which && reviewed.Before(MunicipalityDay) {
			fmt.Fprintf(&b, "\n[[reviews]]\ndate = %s\nby = %q\n", reviewed, body)
			section()
		}
		if ended := adopted.AddDays(3*year + r.IntN(8*year)); newest && r.IntN(9) == 0 && ended.Before(MunicipalityDay) {
			fmt.Fprintf(&b, "\n[repealed]\ndate = %s\nby = %q\n", ended, body)
			section()
		}
		b.WriteString("+++\n")
		for _, heading := range corpusHeadings[:3+r.IntN(4)] {
			fmt.Fprintf(&b, "\n## %s\n", heading)
			for range 1 + r.IntN(3) {
				fmt.Fprintf(&b, "\n%s %s för %s %s. %s %s detta och %s det som framkommer.\n", one(corpusSubjects), one(corpusVerbs), one(at.subjects), one(corpusWhen),
					one(corpusSubjects), one(corpusVerbs), one(corpusVerbs))
			}
		}
		file := name + ".md"
		if len(days) > 1 {
			file = name + "/" + adopted.String() + ".md"
		}
		out[file] = b.String()
	}
	return out
}
