package importer

import (
	"fmt"
	"strings"
	"testing"

	"styrdok/generator/library"
)

func TestGroup(t *testing.T) {
	rules := library.DefaultRules()
	text := func(about string, n int) string {
		var b strings.Builder
		for i := range 40 {
			fmt.Fprintf(&b, "%s %d: %s är viktigt för %s%d, och %s följs upp.\n\n", about, i, about, about, i*7, about)
		}
		return b.String() + strings.Repeat(fmt.Sprintf("Det här stycket är nytt i utgåva %d. ", n), 3)
	}
	doc := func(kind library.KindID, title, text string) *Document {
		return &Document{Title: title, Kind: rules.Kind(kind), Text: text, Facts: &Facts{}}
	}
	known := func(id library.ID, d *Document) *Document { d.ID = id; return d }
	for _, c := range []struct {
		name string
		docs []*Document
		want string
	}{
		{"versions", []*Document{doc("policy", "Resepolicy 2015", text("resor", 1)), doc("policy", "Gåvopolicy", text("gåvor", 1)), doc("policy", "Resepolicy (reviderad 2019)", text("resor", 2))}, "[[0 2] [1]] map[]"},
		{"retitled", []*Document{doc("policy", "Resepolicy", text("resor", 1)), doc("policy", "Policy för resor", "Den här policyn. "+text("resor", 2))}, "[[0 1]] map[]"},
		{"two committees", []*Document{doc("reglemente", "Reglemente för socialnämnden", text("nämnden", 1)), doc("reglemente", "Reglemente för byggnadsnämnden", text("nämnden", 1))}, "[[0] [1]] map[1:0]"},
		{"one name, other texts", []*Document{doc("delegationsordning", "Delegationsordning", text("skolan", 1)), doc("delegationsordning", "Delegationsordning", strings.Repeat("Bygglov ges av chefen för enheten enligt bilagan. ", 40))}, "[[0] [1]] map[]"},
		{"areas with numbers", []*Document{doc("riktlinje", "Riktlinjer för område 1", text("området", 1)), doc("riktlinje", "Riktlinjer för område 999", text("området", 1))}, "[[0] [1]] map[1:0]"},
		{"two kinds", []*Document{doc("policy", "Resepolicy", text("resor", 1)), doc("riktlinje", "Riktlinjer för resor", text("resor", 1))}, "[[0] [1]] map[1:0]"},
		{"prints that name their documents", []*Document{known("policy/resor", doc("policy", "Resepolicy", text("resor", 1))), known("policy/tjansteresor", doc("policy", "Resepolicy", text("resor", 1))), known("policy/resor", doc("policy", "Policy för färder", text("färder", 1)))}, "[[0 2] [1]] map[]"},
	} {
		groups, like := Group(c.docs)
		if got := fmt.Sprint(groups, like); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}
