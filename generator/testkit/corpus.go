package testkit

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing/fstest"
)

var (
	corpusKinds    = []string{"policy", "riktlinje", "instruktion", "program", "plan"}
	corpusBodies   = []string{"Kommunfullmäktige", "Kommunstyrelsen", "Socialnämnden", "Tekniska nämnden"}
	corpusOwners   = []string{"Kanslichef", "Ekonomichef", "Arkivarie", "Upphandlingschef", "Miljöstrateg"}
	corpusHeadings = []string{"Bakgrund", "Syfte", "Omfattning", "Ansvar", "Definitioner", "Genomförande", "Uppföljning", "Avvikelser", "Utbildning", "Tillsyn"}
	corpusFirst    = []string{"informations", "personal", "upphandlings", "miljö", "trafik", "arkiv", "fastighets", "energi", "skol", "avfalls"}
	corpusLast     = []string{"säkerhet", "försörjning", "hantering", "planering", "uppföljning", "samordning", "granskning", "tillsyn", "redovisning"}
	corpusSubjects = []string{"Kommunen", "Nämnden", "Varje förvaltning", "Ansvarig chef", "Systemägaren", "Den som hanterar ärendet"}
	corpusVerbs    = []string{"ska säkerställa", "ansvarar för", "följer upp", "dokumenterar", "beslutar om", "samordnar", "tillämpar", "reviderar"}
	corpusWhen     = []string{"minst en gång per år", "i samråd med berörda nämnder", "inom ramen för beslutad budget", "enligt 6 kap. 6 § kommunallagen (2017:725)"}
)

// Corpus returns the files of a site with n documents of about a thousand words each: sections, lists, a
// table, notes, and links to documents before them. The same n gives the same files, and a document is
// the same in every corpus that has it.
func Corpus(n int) fstest.MapFS {
	var config strings.Builder
	config.WriteString("[site]\ntitle = \"Styrdokument\"\nbase_url = \"https://exempelby.example/\"\nlanguage = \"sv\"\n\n" +
		"[organisation]\nname = \"Exempelby kommun\"\ncontact = \"kommun@exempelby.example\"\n")
	for i, name := range corpusBodies {
		fmt.Fprintf(&config, "\n[[bodies]]\nid = \"organ-%d\"\nname = %q\n", i, name)
	}
	out := fstest.MapFS{"config.toml": {Data: []byte(config.String())}}
	for i := range n {
		out[CorpusFile(i)] = &fstest.MapFile{Data: []byte(corpusDocument(i))}
	}
	return out
}

// CorpusFile is the path of a corpus' document, "content/policy/d0.md" of the first.
func CorpusFile(i int) string {
	return fmt.Sprintf("content/%s/d%d.md", corpusKinds[i%len(corpusKinds)], i)
}

func corpusDocument(i int) string {
	r := rand.New(rand.NewPCG(uint64(i), 7))
	one := func(of []string) string { return of[r.IntN(len(of))] }
	compound := func() string { return one(corpusFirst) + one(corpusLast) }
	sentence := func() string {
		return fmt.Sprintf("%s %s **%s** och %s %s.", one(corpusSubjects), one(corpusVerbs), compound(), compound(), one(corpusWhen))
	}
	var b strings.Builder
	fmt.Fprintf(&b, "+++\ntitle = \"Styrning %d av %s\"\nadopted = %d-%02d-%02d\nadopted_by = %q\nsection = \"§ %d\"\nowner = %q\nreview = \"24 months\"\nversion = \"1.%d\"\n",
		i, compound(), 2015+r.IntN(10), 1+r.IntN(12), 1+r.IntN(28), one(corpusBodies), 1+r.IntN(300), one(corpusOwners), r.IntN(5))
	if i > 0 {
		fmt.Fprintf(&b, "related = [\"%s/d%d\"]\n", corpusKinds[i/2%len(corpusKinds)], i/2)
	}
	b.WriteString("+++\n")
	for s, heading := range corpusHeadings {
		fmt.Fprintf(&b, "\n## %s\n", heading)
		for p := range 2 {
			fmt.Fprintf(&b, "\n%s %s %s", sentence(), sentence(), sentence())
			if to := i / (s + 2); p == 1 && i > 0 {
				fmt.Fprintf(&b, " Se även [dokument %d](../%s/d%d.md).", to, corpusKinds[to%len(corpusKinds)], to)
			}
			b.WriteString("\n")
		}
		switch s % 4 {
		case 0:
			fmt.Fprintf(&b, "\nFöljande ska gälla:\n\n- %s\n- %s\n- %s\n", sentence(), sentence(), sentence())
		case 1:
			fmt.Fprintf(&b, "\n%s[^%d]\n\n[^%d]: %s\n", sentence(), s, s, sentence())
		case 2:
			fmt.Fprintf(&b, "\n1. %s\n2. %s\n", sentence(), sentence())
		}
	}
	b.WriteString("\n| Roll | Ansvar | Belopp (tkr) |\n| --- | --- | ---: |\n")
	for range 6 {
		fmt.Fprintf(&b, "| %s | %s | %d |\n", one(corpusOwners), compound(), 1+r.IntN(900))
	}
	return b.String()
}
