package site

import (
	"strings"

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

// lawName is a statute by name and number, if it is written as a number alone and has a name here.
func (p *Frame) lawName(law string) string {
	number := strings.TrimSpace(strings.TrimPrefix(law, "SFS"))
	if name := lawNames[number]; name != "" && p.t.Lang() == "sv" {
		return name + " (" + number + ")"
	}
	return law
}

// lawNames are the Swedish statutes that documents of municipalities refer to most, as they are called in running text.
var lawNames = map[string]string{
	"1949:105":  "tryckfrihetsförordningen",
	"1957:259":  "lagen om rätt för kommun att ta ut avgift för vissa upplåtelser av offentlig plats",
	"1962:700":  "brottsbalken",
	"1970:994":  "jordabalken",
	"1974:152":  "regeringsformen",
	"1974:358":  "förtroendemannalagen",
	"1976:580":  "medbestämmandelagen",
	"1977:480":  "semesterlagen",
	"1977:1160": "arbetsmiljölagen",
	"1982:80":   "lagen om anställningsskydd",
	"1982:673":  "arbetstidslagen",
	"1988:870":  "lagen om vård av missbrukare i vissa fall",
	"1988:950":  "kulturmiljölagen",
	"1990:52":   "lagen med särskilda bestämmelser om vård av unga",
	"1990:782":  "arkivlagen",
	"1991:446":  "arkivförordningen",
	"1991:1047": "sjuklönelagen",
	"1991:1469": "yttrandefrihetsgrundlagen",
	"1993:387":  "lagen om stöd och service till vissa funktionshindrade",
	"1993:1617": "ordningslagen",
	"1994:260":  "lagen om offentlig anställning",
	"1995:584":  "föräldraledighetslagen",
	"1998:808":  "miljöbalken",
	"1998:814":  "lagen med särskilda bestämmelser om gaturenhållning och skyltning",
	"1998:940":  "förordningen om avgifter för prövning och tillsyn enligt miljöbalken",
	"2000:1383": "lagen om kommunernas bostadsförsörjningsansvar",
	"2003:778":  "lagen om skydd mot olyckor",
	"2003:789":  "förordningen om skydd mot olyckor",
	"2005:551":  "aktiebolagslagen",
	"2005:837":  "vallagen",
	"2006:412":  "lagen om allmänna vattentjänster",
	"2006:544":  "lagen om kommuners och regioners åtgärder inför och vid extraordinära händelser i fredstid och höjd beredskap",
	"2006:804":  "livsmedelslagen",
	"2007:1150": "lagen om tillsyn över hundar och katter",
	"2008:567":  "diskrimineringslagen",
	"2008:962":  "lagen om valfrihetssystem",
	"2009:47":   "lagen om vissa kommunala befogenheter",
	"2009:400":  "offentlighets- och sekretesslagen",
	"2009:600":  "språklagen",
	"2009:724":  "lagen om nationella minoriteter och minoritetsspråk",
	"2010:305":  "skyddslagen",
	"2010:800":  "skollagen",
	"2010:879":  "lagen om allmännyttiga kommunala bostadsaktiebolag",
	"2010:900":  "plan- och bygglagen",
	"2010:1011": "lagen om brandfarliga och explosiva varor",
	"2010:1622": "alkohollagen",
	"2013:801":  "bibliotekslagen",
	"2016:1145": "lagen om offentlig upphandling",
	"2016:1146": "lagen om upphandling inom försörjningssektorerna",
	"2016:1147": "lagen om upphandling av koncessioner",
	"2017:30":   "hälso- och sjukvårdslagen",
	"2017:725":  "kommunallagen",
	"2017:900":  "förvaltningslagen",
	"2018:218":  "dataskyddslagen",
	"2018:585":  "säkerhetsskyddslagen",
	"2018:597":  "lagen om kommunal bokföring och redovisning",
	"2018:1200": "kamerabevakningslagen",
	"2018:1937": "lagen om tillgänglighet till digital offentlig service",
	"2018:2088": "lagen om tobak och liknande produkter",
	"2020:614":  "avfallsförordningen",
	"2021:890":  "lagen om skydd för personer som rapporterar om missförhållanden",
	"2022:818":  "lagen om den offentliga sektorns tillgängliggörande av data",
	"2023:196":  "lagen om kommuners ansvar för brottsförebyggande arbete",
	"2025:400":  "socialtjänstlagen",
	"2025:1506": "cybersäkerhetslagen",
}
