package layout

import (
	"strings"
	"testing"
)

// show writes a word with "=" at joints and "-" at other points.
func show(word string) string {
	var b strings.Builder
	from := 0
	for _, p := range swedish().points(word) {
		b.WriteString(word[from:p.at])
		if p.grade == joint {
			b.WriteByte('=')
		} else {
			b.WriteByte('-')
		}
		from = p.at
	}
	b.WriteString(word[from:])
	return b.String()
}

func TestHyphenate(t *testing.T) {
	for _, want := range []string{
		"informations=säkerhets=policy",
		"informations=säkerhets=policyn",
		"säkerhets=policy",
		"doku-ment=ansva-rig",
	} {
		word := strings.NewReplacer("=", "", "-", "").Replace(want)
		if got := show(word); got != want {
			t.Errorf("points(%q): got %s, want %s", word, got, want)
		}
	}
}
func TestShow(t *testing.T) {
	for _, w := range strings.Fields(`dokumentansvarig dokumentansvariges informationssäkerhetspolicyer informationssäkerhetsarbetet tillgänglighetsredogörelse författningssamling kommunfullmäktiges kommunstyrelsen
	förvaltningschefen samhällsbyggnadsnämnden krisberedskapsplanen leverantörer samarbetsparter förtroendevalda verksamhetssystem ägardirektiven upphandlingspolicy krishanteringsrådet
	ungdomsmottagningen domstolsverket redovisningsprinciper specialistavdelning upprättande benämndes områdesbestämmelser översiktsplanen detaljplaneläggning dataskyddsombudet personuppgiftsansvarig
	räddningstjänsten barnomsorgen integrationsarbete rättssäkerheten klassningsnivåer jämställdhetsintegrering verkställighetsbeslut förvanskas tillgänglighet konfidentialitet riktighet spårbarhet
	aktualitetsprövning mandatperioden revideringsintervall kommunallagen ekonomistyrningen medborgarförslag trafiksäkerhetsprogrammet hållbarhetsstrategi avfallsföreskrifter minoritetsspråk offentlighetsprincipen allmänna handlingar socialtjänstlagen hemsjukvården 
	äldreomsorgsboende kulturskolan biblioteksplan fritidsgårdar förskolechef skolskjutsreglemente gatubelysning parkeringsavgift vattenförsörjning dagvattenstrategi klimatanpassning`) {
		t.Log(show(w))
	}
}
