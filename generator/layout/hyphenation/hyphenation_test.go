package hyphenation

import (
	"os"
	"strings"
	"testing"
)

// show writes a word with "=" at joints and "-" at other points.
func show(word string) string {
	var b strings.Builder
	from := 0
	for _, p := range swedish().points(word) {
		b.WriteString(word[from:p.At])
		if p.Grade == Joint {
			b.WriteByte('=')
		} else {
			b.WriteByte('-')
		}
		from = p.At
	}
	b.WriteString(word[from:])
	return b.String()
}

// TestHyphenate divides words of municipal Swedish: at the joints of compounds ("="), else between
// syllables ("-"), with three letters at least on either side.
func TestHyphenate(t *testing.T) {
	for _, want := range strings.Fields(`informations=säkerhets=policy informations=säkerhets=policyn
		dokument=ansvarig dokument=ansvariges säker-hets=policy upp-hand-lings=policy kommunal=lagen
		infor-ma-tions=säker-hets=arbe-tet till=gänglig=hets=redo-gör-else för-fattnings=sam-ling
		kom-mun=full-mäk-ti-ges kom-mun=sty-rel-sen för-valt-nings=che-fen sam-hälls=bygg-nads=nämn-den
		kris=bered-skaps=pla-nen kris=han-te-rings=rådet ägar=direk-ti-ven verk-sam-hets=system
		aktu-a-li-tets=pröv-ning håll-bar-hets=stra-tegi data=skydds=ombu-det dom=stols=verket
		tra-fik=olyc-kor mark=anvisning regis-ter=utdrag min-nes=anteck-ningar
		avfalls=ingen-jör sam-hälls=viktiga data=skydds=för-ord-ningen ord-nings=vak-ter erfaren-heten rap-por-te-rar
		leve-ran-tö-rer benämn-des all-männa policy nämnd ärende A4 2019`) {
		word := strings.NewReplacer("=", "", "-", "").Replace(want)
		if got := show(word); got != want {
			t.Errorf("points(%q): got %s, want %s", word, got, want)
		}
	}
}

// TestNoBadHyphen divides every compound of a few first words with policy, ansvarig and plan: none
// may be divided near the joint but at it.
func TestNoBadHyphen(t *testing.T) {
	for _, first := range strings.Fields(`informationssäkerhets säkerhets trygghets tillgänglighets jämställdhets upphandlings
		finans inköps rese kommunikations bostadsförsörjnings dokument personal system miljö verksamhets informations objekt`) {
		for _, last := range []string{"policy", "policyn", "ansvarig", "ansvariga", "plan", "planen", "riktlinjer"} {
			for _, p := range swedish().points(first + last) {
				if d := p.At - len(first); d != 0 && d > -MinLetters && d < MinLetters {
					t.Errorf("%s is divided into %s", first+last, show(first+last))
				}
			}
		}
	}
}

// TestCompounds divides seven hundred compounds of municipal Swedish: each at its joints and nowhere
// else as at a joint, and with no other hyphen within two letters of one.
func TestCompounds(t *testing.T) {
	data, err := os.ReadFile("testdata/compounds.txt")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for _, want := range strings.Fields(line) {
			n++
			word := strings.ReplaceAll(want, "=", "")
			got := show(word)
			if joints := strings.ReplaceAll(got, "-", ""); joints != want {
				t.Errorf("points(%q): got %s, want joints as in %s", word, got, want)
			}
			for part := range strings.SplitSeq(got, "=") {
				for i, syllable := range strings.Split(part, "-") {
					if i > 0 && letters(syllable) < MinLetters-1 && strings.HasSuffix(part, "-"+syllable) {
						t.Errorf("points(%q): got %s, with a hyphen beside a joint", word, got)
					}
				}
			}
		}
	}
	if n < 600 {
		t.Errorf("only %d compounds", n)
	}
}

// TestEverydayWords divides frequent words exactly as a reader has found right.
func TestEverydayWords(t *testing.T) {
	data, err := os.ReadFile("testdata/everyday.txt")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for _, want := range strings.Fields(line) {
			n++
			word := strings.NewReplacer("=", "", "-", "").Replace(want)
			if got := show(word); got != want {
				t.Errorf("points(%q): got %s, want %s", word, got, want)
			}
		}
	}
	if n < 500 {
		t.Errorf("only %d words", n)
	}
}

// TestCapitals shows that acronyms and names are whole, and that capitals do not hide a compound.
func TestCapitals(t *testing.T) {
	for word, want := range map[string]string{
		"UNICEF": "UNICEF", "UNESCO": "UNESCO", "EUROPOL": "EUROPOL", "LinkedIn": "LinkedIn", "SharePoint": "SharePoint",
		"KOMMUNFULLMÄKTIGE": "KOMMUN=FULLMÄKTIGE", "DETALJPLAN": "DETALJ=PLAN", "Verksamhetsorter": "Verk-sam-hets=orter",
	} {
		if got := show(word); got != want {
			t.Errorf("points(%q): got %s, want %s", word, got, want)
		}
	}
}

// TestNotCompounds shows that words which only look as if they were made of others are not divided
// as compounds.
func TestNotCompounds(t *testing.T) {
	for _, word := range strings.Fields(`analyseras arkiveras värderas attesteras parkering planering bilagor bilagorna tidningar målare
		lokaler lokalerna material modern kommunalt digitalt regional personalen organisation antalet avtalet formella lagring
		ramar klassificering talare landet banken rollerna styrelser planeten statusen kontakten förslag förening allmänheten
		ordförande ordnad registrator lösningar områden inriktning stadgar beredning sändning hemliga uppenbar`) {
		if got := show(word); strings.Contains(got, "=") {
			t.Errorf("points(%q): got %s, want no joint", word, got)
		}
	}
}
