package source

import (
	"cmp"
	"net/url"
	"strconv"
	"strings"

	"styrdok/generator/diag"
	"styrdok/generator/library"
	"styrdok/generator/pattern"
)

// swedishKeys maps Swedish words that a writer may use instead of a key to the key.
var swedishKeys = map[string]string{
	"titel": "title", "rubrik": "title", "namn": "title", "korttitel": "short_title",
	"sammanfattning": "summary", "ingress": "summary", "typ": "kind", "dokumenttyp": "kind",
	"antagen": "adopted", "antaget": "adopted", "antagna": "adopted", "beslutad": "adopted", "beslutat": "adopted",
	"beslutsdatum": "adopted", "beslutsdag": "adopted", "antagen_av": "adopted_by", "antaget_av": "adopted_by",
	"beslutad_av": "adopted_by", "beslutat_av": "adopted_by", "paragraf": "section",
	"diarienummer": "case_number", "dnr": "case_number", "arendenummer": "case_number",
	"galler_fran": "in_force", "ikrafttradande": "in_force", "galler_till": "valid_until", "giltig_till": "valid_until",
	"agare": "owner", "ansvarig": "owner", "dokumentansvarig": "owner", "dokumentagare": "owner",
	"forvaltning": "department", "enhet": "department", "avdelning": "department", "kontakt": "contact",
	"revidering": "review", "oversyn": "review", "revideras": "review_by", "revideras_senast": "review_by",
	"andringar": "changes", "galler_for": "applies_to", "ersatter": "replaces", "relaterade": "related",
	"kompletterar": "complements", "bygger_pa": "based_on", "lagrum": "laws", "lagar": "laws", "standarder": "standards",
	"nyckelord": "keywords", "sprak": "language", "synlighet": "visibility", "upphavd": "repealed", "upphavt": "repealed",
	"uppdaterad": "updated", "datum": "date", "dag": "date", "organ": "body", "namnd": "body", "handlaggare": "officer",
	"anslagen": "announced", "anslaget": "announced", "arenden": "items", "arende": "items",
	"dokument": "document", "utfall": "outcome", "forslag_till": "proposes_to", "expedieras_till": "sent_to", "skickas_till": "sent_to", "forlangs_till": "until", "atgard": "action", "fil": "file", "fran": "from", "motiv": "reasons",
	"roll": "role", "epost": "email", "e_post": "email", "mejl": "email", "chef": "superior", "samordnare": "coordinator", "avsandare": "from", "server": "host",
	"anvandare": "user", "losenord": "password", "mottagare": "to", "till": "to",
	"av": "by", "notering": "note", "anteckning": "note", "ordning": "order",
}

// MeantKey returns the key that a Swedish word stands for, or "".
func MeantKey(word string) string { return swedishKeys[bareKey(word)] }

// bareKey writes words as a key can be written.
func bareKey(words string) string {
	return strings.NewReplacer("å", "a", "ä", "a", "ö", "o", " ", "_", "-", "_").Replace(strings.ToLower(words))
}

// swedishValues are words that somebody may write for the words that a key takes, by key. "level" holds for every code under
// [diagnostics].
var swedishValues = map[string]map[string]string{
	"status": {
		"utkast": "draft", "under arbete": "draft", "arbetsmaterial": "draft", "remiss": "consultation", "på remiss": "consultation",
		"remitterad": "consultation", "samråd": "consultation", "förslag": "proposed", "föreslagen": "proposed", "föreslaget": "proposed",
		"antagen": "adopted", "antaget": "adopted", "antagna": "adopted", "beslutad": "adopted", "beslutat": "adopted",
		"fastställd": "adopted", "fastställt": "adopted", "gäller": "adopted", "gällande": "adopted",
	},
	"action": {
		"anta": "adopt", "antas": "adopt", "antag": "adopt", "antagande": "adopt", "ny": "adopt", "nytt": "adopt", "besluta": "adopt",
		"revidera": "revise", "revideras": "revise", "revidering": "revise", "ändra": "revise", "ändring": "revise", "uppdatera": "revise",
		"upphäv": "repeal", "upphäva": "repeal", "upphävs": "repeal", "upphävande": "repeal", "aktualitetspröva": "reaffirm",
		"aktualitetsprövas": "reaffirm", "aktualitetsprövning": "reaffirm", "översyn": "reaffirm", "bekräfta": "reaffirm",
		"oförändrad": "reaffirm", "förläng": "extend", "förlänga": "extend", "förlängs": "extend", "förlängning": "extend",
	},
	"outcome": {
		"bifall": "approved", "bifallet": "approved", "bifölls": "approved", "enligt förslaget": "approved", "bifall med ändring": "amended",
		"ändrat": "amended", "återremiss": "remitted", "återremitterat": "remitted", "återremitteras": "remitted", "bordläggning": "postponed",
		"bordlagt": "postponed", "bordläggs": "postponed", "avslag": "rejected", "avslaget": "rejected", "avslås": "rejected", "avslogs": "rejected",
	},
	"visibility": {
		"offentlig": "public", "offentligt": "public", "publik": "public", "publikt": "public", "öppen": "public", "öppet": "public",
		"synlig": "public", "alla": "public", "listad": "listed", "listat": "listed", "lista": "listed", "förtecknad": "listed",
		"utan text": "listed", "dold": "hidden", "dolt": "hidden", "hemlig": "hidden", "hemligt": "hidden", "intern": "hidden",
		"internt": "hidden", "sekretess": "hidden", "ej offentlig": "hidden",
	},
	"gender": {
		"utrum": "common", "reale": "common", "en": "common", "en-ord": "common", "neutrum": "neuter", "ett": "neuter",
		"ett-ord": "neuter", "plural": "plural", "pluralis": "plural", "flertal": "plural",
	},
	"conformance": {
		"helt": "full", "fullt": "full", "helt förenlig": "full", "delvis": "partial", "delvis förenlig": "partial", "inte": "none",
		"ej": "none", "ingen": "none", "inte förenlig": "none",
	},
	"reason": {
		"brist": "deficiency", "bristande": "deficiency", "betungande": "burden", "oskäligt betungande": "burden",
		"undantag": "exempt", "undantagen": "exempt", "undantaget": "exempt",
	},
	"language": {
		"svenska": "sv", "lättläst svenska": "sv", "swedish": "sv", "engelska": "en", "english": "en", "finska": "fi", "norska": "nb", "danska": "da",
		"tyska": "de", "franska": "fr", "spanska": "es", "polska": "pl", "ryska": "ru", "ukrainska": "uk", "arabiska": "ar",
		"somaliska": "so", "persiska": "fa", "dari": "prs", "tigrinja": "ti", "turkiska": "tr", "nordsamiska": "se", "samiska": "se",
		"lulesamiska": "smj", "sydsamiska": "sma", "meänkieli": "fit", "romani": "rom", "jiddisch": "yi", "teckenspråk": "swl",
	},
	"body":     {"med seriffer": "serif", "seriffer": "serif", "antikva": "serif", "utan seriffer": "sans", "linjär": "sans"},
	"deadline": {"mandatperiodens slut": "end of term", "slutet av mandatperioden": "end of term", "mandatperiodens början": "start of term", "början av mandatperioden": "start of term"},
	"anchor":   {"beslutande organ": "adopting body", "det beslutande organet": "adopting body", "antagande organ": "adopting body"},
	"level": {
		"fel": "error", "varning": "warning", "upplysning": "info", "information": "info", "av": "off", "avstängd": "off",
		"ingen": "off", "nej": "off",
	},
	"boolean": {
		"ja": "true", "yes": "true", "sant": "true", "true": "true", "på": "true", "1": "true",
		"nej": "false", "no": "false", "falskt": "false", "false": "false", "av": "false", "0": "false",
	},
}

// swedishValue returns the value of a key that a Swedish word stands for, or "".
func swedishValue(key, s string) string {
	table, ok := swedishValues[key]
	if !ok {
		table = swedishValues["level"]
	}
	return table[strings.Trim(strings.ToLower(strings.Join(strings.Fields(s), " ")), ".")]
}

var (
	cycleWords = map[string]string{
		"varje mandatperiod": "every term", "mandatperiod": "every term", "en gång per mandatperiod": "every term", "per mandatperiod": "every term",
		"en gång varje mandatperiod": "every term", "varje ny mandatperiod": "every term", "mandatperioden": "every term", "each term": "every term",
		"vid behov": "when needed", "när det behövs": "when needed", "löpande": "when needed", "behov": "when needed", "as needed": "when needed",
		"ingen": "none", "aldrig": "none", "nej": "none", "inte": "none", "ej": "none", "ingen översyn": "none", "never": "none",
		"årligen": "every year", "årlig": "every year", "årsvis": "every year", "varje år": "every year", "per år": "every year", "yearly": "every year",
		"annually": "every year", "annual": "every year", "each year": "every year", "varje kalenderår": "every year", "var tolfte månad": "12 months", "halvårsvis": "6 months", "varje halvår": "6 months",
		"två gånger per år": "6 months", "varannan månad": "2 months", "kvartalsvis": "3 months", "varje kvartal": "3 months",
		"månadsvis": "1 month", "varje månad": "1 month", "monthly": "1 month", "vartannat år": "2 years", "vart annat år": "2 years",
	}
	countWords = map[string]int{
		"ett": 1, "en": 1, "två": 2, "andra": 2, "annat": 2, "tre": 3, "tredje": 3, "fyra": 4, "fjärde": 4, "fem": 5, "femte": 5,
		"sex": 6, "sjätte": 6, "sju": 7, "sjunde": 7, "åtta": 8, "åttonde": 8, "nio": 9, "nionde": 9, "tio": 10, "tionde": 10,
		"elva": 11, "tolv": 12, "tolfte": 12, "arton": 18, "tjugofyra": 24, "trettiosex": 36, "fyrtioåtta": 48,
		"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10, "twelve": 12,
	}
	counted = pattern.New(`^(?:var |vart |varje |each |every |efter |inom |minst |senast )*(?:en gång (?:per |var |vart )?|1 gång (?:per |var |vart )?)?(\d+(?::?[ea])?|\pL+) ?(år|års|mån|månad|månader|månaders|y|year|years|m|month|months)$`)
)

// meantCycle returns the review cycle that words in Swedish or misspelt English stand for, or "".
func meantCycle(s string) string {
	s = strings.Trim(strings.ToLower(strings.Join(strings.Fields(s), " ")), ".")
	s = strings.TrimPrefix(s, "minst ")
	if len(s) > maxLine {
		return ""
	}
	word := cmp.Or(cycleWords[s], meantYearly(s))
	once := strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(s, "1 gång"), "en gång"))
	if word == "" {
		word = cycleWords[once]
	}
	if m := counted.FindStringSubmatch(s); word == "" && m != nil {
		n, known := countWords[m[1]]
		if !known {
			n, _ = strconv.Atoi(strings.TrimRight(m[1], ":ea"))
		}
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
