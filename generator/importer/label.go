package importer

import (
	"styrdok/generator/pattern"

	"regexp"
	"slices"
	"strings"
)

// labels are the words before facts in boxes, headers and first lines, by what they tell. A word that begins a fact even without a colon
// is in verbs too.
var labels = map[string][]string{
	"adopted_by": {"antagen av", "antaget av", "antagna av", "antagits av", "beslutad av", "beslutat av", "beslutade av", "fastställd av", "fastställt av", "fastställda av", "godkänd av", "godkänt av", "godkända av",
		"antaget/fastställt av", "antagen/fastställd av", "beslutande instans", "beslutsinstans", "beslutande organ", "beslutsorgan", "beslutande nämnd", "beslutande", "beslutsfattare", "beslut av", "beslutad i", "antagen i", "fastställare", "instans", "beslutsnivå", "antagande instans", "fastställande instans"},
	"adopted": {"antagen", "antaget", "antagna", "antagen den", "antagandedatum", "antagningsdatum", "antaget datum", "antagen datum", "antaget (datum §)", "antagen (datum §)", "antaget (datum, §)", "antaget datum §", "datum och paragraf", "datum §", "beslutsdatum", "beslutsdatum och paragraf", "beslutsdatum, paragraf", "beslutsdag", "beslutad", "beslutat", "beslutad den", "fastställd", "fastställt", "fastställd den", "fastställelsedatum", "fastställandedatum", "fastställd datum",
		"datum för beslut", "datum för antagande", "datum för fastställande", "datum för fastställelse", "beslut", "godkänd", "godkänt", "fastställd/upprättad", "fastställd / upprättad", "fastställt/upprättat", "beslutat datum", "datum för beslutet", "antagande", "antogs", "beslutades", "fastställdes", "fastställelse", "beslutsdatum/paragraf", "beslutsdatum §"},
	"section":     {"paragraf", "§", "beslutsparagraf", "paragrafnummer", "protokollsparagraf", "beslut §", "besluts-§", "paragraf i protokollet"},
	"case_number": {"diarienummer", "dnr", "diarienr", "diarie-nr", "d.nr", "ärendenummer", "ärendenr", "diarienummer (dnr)", "diariefört", "diarienummer/dnr"},
	"kind":        {"dokumenttyp", "typ av dokument", "typ av styrdokument", "styrdokumentstyp", "dokumentkategori", "dokumentslag", "typ"},
	"title":       {"namn på dokumentet", "dokumentnamn", "dokumentets namn", "titel", "dokumenttitel", "dokumentets titel", "namn"},
	"owner": {"dokumentansvarig", "dokumentägare", "dokumentansvar", "ansvarig", "ansvarig funktion", "ansvarig tjänsteperson", "ansvarig tjänsteman", "ansvarig för dokumentet", "dokumentansvarig funktion", "dokumentansvarig tjänsteperson", "ansvarig för revidering", "ansvarig för översyn",
		"dokumentansvarig/funktion", "processägare", "innehållsansvarig", "dokumentansvarig (funktion)", "ägare"},
	"department":  {"förvaltning", "ansvarig förvaltning", "ansvarig enhet", "ansvarig avdelning", "avdelning", "enhet", "förvaltning/avdelning", "verksamhet", "verksamhetsområde", "förvaltning/enhet", "ansvarig förvaltning/avdelning", "sektor"},
	"contact":     {"kontakt", "kontaktperson", "kontaktuppgifter", "e-post"},
	"applies_to":  {"gäller för", "adresserat till", "målgrupp", "omfattar", "dokumentet gäller för", "dokumentet riktar sig till", "riktar sig till"},
	"in_force":    {"gäller från", "gäller från och med", "gäller fr.o.m.", "gäller fr o m", "gäller fr.o.m", "giltig från", "giltigt från", "giltig från och med", "ikraftträdande", "träder i kraft", "träder ikraft", "i kraft", "gällande från", "gällande från och med", "giltig fr.o.m.", "giltig fr.o.m"},
	"valid_until": {"gäller till", "gäller till och med", "gäller t.o.m.", "gäller t o m", "giltig till", "giltigt till", "giltig till och med", "giltighetstid", "giltighet", "giltighetsperiod", "gäller", "upphör att gälla", "sista giltighetsdag", "gäller tills", "gäller t.o.m", "giltig t.o.m.", "giltig t.o.m"},
	"version":     {"version", "versionsnummer", "utgåva", "dokumentversion", "versionsnr"},
	"review": {"tidpunkt för aktualitetsprövning", "revideras", "nästa översyn", "revideras senast", "ska revideras", "nästa revidering", "aktualitetsprövning", "översyn", "revideringsintervall", "aktualitetsprövas", "ska aktualitetsprövas", "översynsintervall", "uppföljning och revidering",
		"datum för nästa översyn", "datum för nästa revidering", "nästa aktualitetsprövning", "aktualitetsprövas senast", "ses över", "ska ses över", "ses över senast", "revidering", "revidering sker", "tidpunkt för revidering", "tidpunkt för översyn", "revideringsdatum, nästa", "översyn senast", "dokumentet revideras"},
	"revised":   {"reviderad", "reviderat", "reviderade", "senast reviderad", "senast reviderat", "tidpunkt för senaste revidering", "senaste revidering", "revideringsdatum", "reviderad av", "reviderat av", "senast reviderad av", "senaste revideringsdatum", "ändrad", "ändrat", "ändrad av", "senast ändrad", "reviderad den", "reviderades", "datum för senaste revidering"},
	"reviewed":  {"senast aktualitetsprövad", "aktualitetsprövad", "senaste aktualitetsprövning", "senast översedd", "senaste översyn", "aktualitetsprövad av"},
	"replaces":  {"ersätter", "ersätter tidigare versioner", "ersätter dokument", "ersätter tidigare version", "ersätter tidigare", "ersatta dokument", "tidigare version", "tidigare versioner", "ersätter styrdokument", "ersätter och upphäver"},
	"related":   {"relaterade styrdokument", "relaterade dokument", "se även", "relaterat till", "överordnade styrdokument", "underliggande styrdokument", "koppling till andra styrdokument", "tillhörande styrdokument", "andra styrdokument"},
	"laws":      {"lagrum", "lagstöd", "styrande lagstiftning", "lagar", "rättslig grund", "lagstiftning"},
	"keywords":  {"sökord", "nyckelord"},
	"status":    {"status", "dokumentstatus"},
	"code":      {"författningssamling", "författningssamling nr", "kommunal författningssamling", "författningsnummer", "kfs", "kfs nr"},
	"updated":   {"senast uppdaterad", "senast uppdaterat", "uppdaterad", "uppdaterat", "senast publicerad", "sidan uppdaterad", "publicerad", "senast ändrat"},
	"hierarchy": {"styrdokumentshierarki", "informationsklass", "informationsklassning", "sekretess", "säkerhetsklass", "klassning"},
	"other": {"utskriftsdatum", "utskriven", "utskrivet", "skapad", "skapat", "senast sparad", "sparad", "upprättad", "upprättad av", "upprättat av", "författare", "handläggare", "sida", "sidor", "antal sidor", "dokument-id", "dokumentid", "filnamn", "upphävd", "upphävt", "framtagen av",
		"expedieras till", "beslutsunderlag", "datum", "remitterad till", "tagits fram av", "dokumentdatum", "sidantal", "utskrift", "utskriftsdag"},
}

// verbs begin a fact without a colon too: "Antagen av kommunstyrelsen 2014-03-12".
var verbs = []string{
	"antagen av", "antaget av", "antagna av", "beslutad av", "beslutat av", "fastställd av", "fastställt av", "fastställda av", "godkänd av", "godkänt av", "antagen", "antaget", "antagna", "antagen den", "beslutad", "beslutat", "beslutad den", "fastställd", "fastställt", "fastställd den", "godkänd", "godkänt", "antagen i", "beslutad i", "antogs", "beslutades", "fastställdes",
	"reviderad", "reviderat", "reviderad av", "reviderat av", "senast reviderad", "senast reviderat", "senast reviderad av", "ändrad", "ändrat", "ändrad av", "senast ändrad", "reviderades", "reviderad den", "aktualitetsprövad", "senast aktualitetsprövad", "aktualitetsprövad av",
	"ersätter", "gäller från", "gäller från och med", "gäller fr.o.m.", "gäller till", "gäller till och med", "gäller t.o.m.", "giltig till", "giltig från", "träder i kraft", "dnr", "diarienummer", "diarienr", "dokumentansvarig", "dokumentägare", "senast uppdaterad", "senast publicerad", "utskriven", "utskrivet", "utskriftsdatum", "upphävd", "revideras senast", "beslutsdatum", "version", "upprättad", "upprättad av",
}

// itselfNamed is how a line names the document before it says what was decided: "Policyn är", "Denna plan".
const itselfNamed = `(?:denna|detta|dessa|den här)?\s*\pL{0,30}(?:policy|policyn|riktlinje|riktlinjen|riktlinjer|riktlinjerna|dokument|dokumentet|plan|planen|program|programmet|reglemente|reglementet|styrdokument|styrdokumentet|strategi|strategin|taxa|taxan|rutin|rutinen|regler|reglerna)\s+(?:är\s+|har\s+|blev\s+|senast\s+)?`

// keyOf finds what a label tells, "" if it is not known.
func keyOf(label string) string {
	label = bare(label)
	if key := labelKeys[label]; key != "" || len(label) > maxLabel {
		return key
	}
	// "Beslutsinstans och datum", "Dokumentansvarig (funktion)": what the beginning tells.
	for i := len(label) - 1; i > 5; i-- {
		if c := label[i]; c == ' ' || c == '/' || c == ',' || c == '(' {
			if rest := strings.Trim(label[i:], " ,/()"); startsAnother.MatchString(rest) {
				if key := labelKeys[strings.TrimRight(label[:i], " ,/")]; key != "" {
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

// vague are labels that stand over columns of other tables too. They make no box by themselves.
var vague = []string{"ansvarig", "ägare", "enhet", "avdelning", "förvaltning", "verksamhet", "verksamhetsområde", "sektor", "namn", "typ", "titel", "kontakt", "kontaktperson", "e-post", "målgrupp", "omfattar", "gäller", "status", "beslut", "datum", "version", "översyn", "uppföljning", "revidering", "sida", "sidor", "handläggare", "lagrum", "lagar", "beslutande", "instans", "paragraf", "§", "publicerad", "uppdaterad", "skapad", "sekretess", "klassning", "beslutsfattare", "beslutsnivå", "lagstiftning"}

func isVague(label string) bool { return slices.Contains(vague, bare(label)) }

func bare(label string) string {
	label = strings.ToLower(strings.Join(strings.Fields(strings.ReplaceAll(label, "\u00a0", " ")), " "))
	return strings.TrimRight(strings.TrimRight(label, " "), " :.*")
}

var labelKeys, labelBegins, verbBegins = func() (map[string]string, *pattern.Pattern, *pattern.Pattern) {
	keys := map[string]string{}
	var all []string
	for key, words := range labels {
		for _, w := range words {
			keys[bare(w)] = key
			all = append(all, w)
		}
	}
	byLength := func(words []string) string {
		out := slices.Clone(words)
		slices.SortFunc(out, func(a, b string) int {
			if len(a) != len(b) {
				return len(b) - len(a)
			}
			return strings.Compare(a, b)
		})
		for i := range out {
			out[i] = strings.ReplaceAll(regexp.QuoteMeta(out[i]), " ", `\s+`)
		}
		return strings.Join(out, "|")
	}
	return keys, pattern.New(`(?i)(?:^|[\s,;|.(–-])(` + byLength(all) + `)\s*:`),
		pattern.New(`(?i)(?:^(?:` + itselfNamed + `)?|[\t|;.(–,]\s*|\s(?:och|samt)\s+)(` + byLength(verbs) + `)(?:\s*:|\s+|$)`)
}()

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
	for _, re := range []*pattern.Pattern{labelBegins, verbBegins} {
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
