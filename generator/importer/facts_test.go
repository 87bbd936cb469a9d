package importer

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"styrdok/generator/intake"
	"styrdok/generator/library"
)

// told is the decision that a made-up document tells of.
type told struct{ body, day, section, caseNumber, owner string }

func pick[T any](r *rand.Rand, list ...T) T { return list[r.IntN(len(list))] }

var monthsOfYear = strings.Fields("januari februari mars april maj juni juli augusti september oktober november december")

// cited words a decision in one of the seven forms in which municipalities cite them, and returns what it leaves out.
func cited(r *rand.Rand, form int, d told) (text string, left told) {
	var y, m, day int
	fmt.Sscanf(d.day, "%d-%d-%d", &y, &m, &day)
	number := strings.TrimPrefix(d.section, "§ ")
	inWords := fmt.Sprintf("%d %s %d", day, monthsOfYear[m-1], y)
	switch form {
	case 0: // KF 27/2011
		return fmt.Sprintf("%s %s/%d", d.body, number, y), told{d.body, "", d.section, "", ""}
	case 1: // KF § 30 2013
		return fmt.Sprintf("%s § %s %d", d.body, number, y), told{d.body, "", d.section, "", ""}
	case 2: // 29/11 2017, § 141
		return fmt.Sprintf("%s %d/%d %d, § %s", d.body, day, m, y, number), told{d.body, d.day, d.section, "", ""}
	case 3: // den 2 december 2019 § 239
		return fmt.Sprintf("%s den %s § %s", d.body, inWords, number), told{d.body, d.day, d.section, "", ""}
	case 4: // 2019-12-16 § 115
		return fmt.Sprintf("%s %s § %s", d.body, d.day, number), told{d.body, d.day, d.section, "", ""}
	case 5: // 2015-12-09, § 333
		return fmt.Sprintf("%s %s, §%s%s", d.body, d.day, pick(r, " ", "", "\u00a0"), number), told{d.body, d.day, d.section, "", ""}
	}
	return fmt.Sprintf("%s den %s", d.body, inWords), told{d.body, d.day, "", "", ""} // den 4 oktober 2023
}

// boxed makes a document that tells of a decision in a box, a header or a line, among what is none.
func boxed(r *rand.Rand, n int) (*intake.Reading, told) {
	d := told{
		body: pick(r, "Kommunfullmäktige", "kommunstyrelsen", "KF", "KS", "Kommunstyrelsen", "kommunfullmäktige"), day: fmt.Sprintf("%d-%02d-%02d", 2005+r.IntN(20), 1+r.IntN(12), 1+r.IntN(28)),
		section: fmt.Sprintf("§ %d", 1+r.IntN(400)), caseNumber: pick(r, "KS 2018/1092", "KS/2018:443", "KS2016/918/01", "KS 2017/00064 nr 79279", "2014/304", "KS-612/2015", "2014:192", "KS 2023/74"),
		owner: pick(r, "Personalchef", "Säkerhetssamordnare", "Ekonomichef", "Kanslichef"),
	}
	citation, want := cited(r, n%7, d)
	spans := func(s string) []intake.Span { return []intake.Span{{Text: s}} }
	p := func(s string) *intake.Paragraph { return &intake.Paragraph{Spans: spans(s)} }
	cell := func(s string) intake.Cell { return intake.Cell{Blocks: []intake.Block{p(s)}, Across: 1, Down: 1} }
	verb := pick(r, "Antagen av", "Antaget av", "Fastställd av", "Beslutad av", "Fastställt av", "Godkänd av")
	old := fmt.Sprintf("KF § %d %d", 1+r.IntN(200), 1990+r.IntN(12))
	out := &intake.Reading{Format: intake.Docx, Properties: intake.Properties{Title: "Mall"}}
	title := &intake.Heading{Level: 0, Spans: spans(pick(r, "Resepolicy", "Riktlinjer för gåvor", "Plan för vatten", "Taxa för sotning"))}
	body := []intake.Block{
		&intake.Heading{Level: 1, Spans: spans("Syfte")},
		p("Dokumentet beskriver hur kommunen arbetar. Det kompletterar programmet för trygghet (KF 12/2003), som gäller hela kommunen och dess bolag."),
		&intake.Heading{Level: 1, Spans: spans("Ansvar")}, p("Nämnderna ansvarar för att det följs i verksamheten, och följer upp det varje år i sin redovisning till styrelsen."),
	}
	var rows [][2]string
	switch layout := n / 7 % 8; layout {
	case 0: // a box with a row for each
		rows = [][2]string{{pick(r, "Dokumenttyp", "Typ av dokument"), "Policy"}, {pick(r, "Antaget av", "Antagen av", "Beslutad av", "Beslutande instans", "Fastställd av"), citation},
			{"Diarienummer", d.caseNumber}, {pick(r, "Dokumentansvarig", "Dokumentägare"), d.owner}, {pick(r, "Ersätter", "Ersätter tidigare versioner"), old}, {"Giltighetstid", "Tills vidare"}}
		want.caseNumber, want.owner = d.caseNumber, d.owner
	case 1: // body and day apart
		rest := strings.TrimSpace(strings.TrimPrefix(citation, d.body))
		rows = [][2]string{{pick(r, "Antaget av", "Beslutande instans", "Beslutsinstans"), d.body}, {pick(r, "Antaget (datum §)", "Beslutsdatum", "Antaget", "Beslutad"), rest}, {"Gäller för", "Alla nämnder"},
			{"Diarienummer", d.caseNumber}, {"Utskriftsdatum", "2024-05-06"}}
		want.caseNumber = d.caseNumber
	case 2: // the page's head
		out.Furniture = []intake.Furniture{{Place: intake.Header, Blocks: []intake.Block{p("Lundviks kommun\t" + verb + " " + citation)}}, {Place: intake.Footer, Blocks: []intake.Block{p("Utskriven 2023-02-01\tSida 1")}}}
	case 3: // its foot
		out.Furniture = []intake.Furniture{{Place: intake.Footer, Blocks: []intake.Block{p(verb + " " + citation + ". Dnr " + d.caseNumber)}}}
		want.caseNumber = d.caseNumber
	case 4: // a line below the title
		body = append([]intake.Block{p(verb + " " + citation + ". " + pick(r, "Dokumentansvarig: ", "Dokumentägare: ") + d.owner + "."), p("Ersätter " + old)}, body...)
		want.owner = d.owner
	case 5: // labels over what they tell
		body = append([]intake.Block{p("Dokumenttyp"), p("Policy"), p("Beslutande instans"), p(citation), p("Dokumentansvarig"), p(d.owner), p("Diarienummer"), p(d.caseNumber)}, body...)
		want.owner, want.caseNumber = d.owner, d.caseNumber
	case 6: // side by side
		t := &intake.Table{Rows: [][]intake.Cell{{cell("Dokumenttyp"), cell("Policy"), cell("Diarienummer"), cell(d.caseNumber)}, {cell("Antagen av"), cell(citation), cell("Version"), cell("1.0")}, {cell("Dokumentansvarig"), cell(d.owner), cell("Senast uppdaterad"), cell("2024-01-05")}}}
		body = append([]intake.Block{t}, body...)
		want.owner, want.caseNumber = d.owner, d.caseNumber
	case 7: // columns with heads
		t := &intake.Table{Rows: [][]intake.Cell{{cell("Dokumentnamn"), cell("Fastställd av"), cell("Dokumentansvarig")}, {cell("Resepolicy"), cell(citation), cell(d.owner)}, {cell("Diarienummer"), cell("Version"), cell("Ersätter")}, {cell(d.caseNumber), cell("2"), cell(old)}}}
		body = append([]intake.Block{t}, body...)
		want.owner, want.caseNumber = d.owner, d.caseNumber
	}
	if rows != nil {
		if r.IntN(2) == 0 {
			t := &intake.Table{}
			for _, row := range rows {
				t.Rows = append(t.Rows, []intake.Cell{cell(row[0] + pick(r, "", ":")), cell(row[1])})
			}
			body = append([]intake.Block{t}, body...)
		} else {
			defs := &intake.Definitions{}
			for _, row := range rows {
				defs.Items = append(defs.Items, intake.Definition{Terms: [][]intake.Span{spans(row[0])}, Blocks: []intake.Block{p(row[1])}})
			}
			body = append([]intake.Block{defs}, body...)
		}
	}
	out.Blocks = append([]intake.Block{title}, body...)
	out.Plain = strings.Join(intake.Lines(out.Blocks), "\n")
	return out, want
}

// TestBoxes reads decisions in all seven forms out of boxes, headers and lines. At least 95 of 100 must come out whole.
func TestBoxes(t *testing.T) {
	rules := library.DefaultRules()
	opt := Options{Rules: rules, Today: library.Date{Year: 2026, Month: 11, Day: 22}, Language: "sv"}
	for seed := range uint64(5) {
		r := rand.New(rand.NewPCG(seed, 7))
		right := 0
		const total = 112 // all forms in all layouts, twice
		for n := range total {
			reading, want := boxed(r, n)
			x := Convert("fil.docx", reading, opt).Facts
			day := ""
			if !x.Adopted.IsZero() {
				day = x.Adopted.String()
			}
			body := ""
			if b := rules.Body(want.body); b != nil {
				body = b.Name
			}
			got := told{x.AdoptedBy, day, x.Section, x.Case, x.Owner}
			wanted := told{body, want.day, want.section, want.caseNumber, want.owner}
			if got == wanted {
				right++
			} else {
				t.Logf("seed %d, form %d, layout %d:\n got %q\nwant %q\n%s\n%v", seed, n%7, n/7%8, got, wanted, strings.Join(intake.Lines(reading.Blocks), " | "), reading.Furniture)
			}
		}
		t.Logf("seed %d: %d of %d right", seed, right, total)
		if right*100 < 95*total {
			t.Errorf("seed %d: got %d of %d right, want 95 %%", seed, right, total)
		}
	}
}
