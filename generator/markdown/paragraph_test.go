package markdown

import (
	"slices"
	"strings"
	"testing"

	"styrdok/generator/block"
	"styrdok/generator/diag"
)

// TestAddresses gives every § of a statute an address from its number as written.
func TestAddresses(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       string // paragraphs and headings with their addresses
	}{
		{"stressed, and in running text", "## Inledning\n\n**7 §** Hundar ska vara kopplade.\n\n8 a § Den som säljer behöver tillstånd.\n\n9 § ordningslagen gäller också.",
			"inledning; 7-par 7 §; 8-a-par 8 a §"},
		{"with a full stop, without a space, in italics", "**9 §.** Punkt.\n\n**10§** tätt.\n\n11 §. Utan fetstil.\n\n***12 §*** kursivt.\n\n14 §. utan versal.",
			"9-par 9 §; 10-par 10 §; 11-par 11 §; 12-par 12 §"},
		{"in chapters", "## 1 kap. Inledande bestämmelser\n\n**1 §** Ett.\n\n## 2 a kap. Avgifter\n\n**1 §** Två.\n\n**2–3 §§** Tre.",
			"1-kap-inledande-bestammelser =kap-inledande-bestammelser; 1-kap-1-par 1 kap. 1 §; a-kap-avgifter; 2-a-kap-1-par 2 a kap. 1 §; 2-a-kap-2-par 2 a kap. 2 §"},
		{"with the chapter before", "**3 kap. 4 §** Fyra.", "3-kap-4-par 3 kap. 4 §"},
		{"the sign first", "§ 5 Avgift tas ut.\n\n§ 6 i protokollet är något annat.", "5-par 5 §"},
		{"a number twice", "**1 §** Ett.\n\n**1 §** Ett igen.", "1-par 1 §"},
		{"headings keep what they were called", "## 1 kap. Inledande\n\n### 1 § Syfte\n\nText.", "1-kap-inledande =kap-inledande; 1-kap-1-par =1-par-syfte =syfte"},
		{"an address of one's own", "## 1 § Syfte {#syftet}\n\nText.", "syftet =1-par"},
	} {
		tree, diags := Parse([]byte(c.text), Options{File: "a.md", Language: "sv", Statute: true})
		var got []string
		for _, b := range tree.Blocks {
			switch b := b.(type) {
			case *block.Heading:
				got = append(got, strings.TrimSpace(b.ID+" "+strings.Join(prefixed(b.Aliases), " ")))
			case *block.Paragraph:
				if b.ID != "" {
					got = append(got, b.ID+" "+b.Number)
				}
			}
		}
		if s := strings.Join(got, "; "); s != c.want {
			t.Errorf("%s: got  %s\nwant %s (%v)", c.name, s, c.want, diags)
		}
		plain, _ := Parse([]byte(c.text), Options{File: "a.md", Language: "sv"})
		if len(plain.Paragraphs()) > 0 {
			t.Errorf("%s: a text that is no statute has addresses %v", c.name, plain.Paragraphs())
		}
	}
}

func prefixed(ids []string) []string {
	out := slices.Clone(ids)
	for i := range out {
		out[i] = "=" + out[i]
	}
	return out
}

// TestSectionInList tells who writes a § as an item that it has no address. A list of references has none to have.
func TestSectionInList(t *testing.T) {
	for text, want := range map[string]string{
		"## 1 kap. Hundar\n\n- **15 §** Koppel.\n- **16 §** Märkning.":     "3:1 1 kap. 15 §",
		"Tillstånd krävs enligt\n\n- 3 § Ordningslagen\n- **alltid** 4 §.": "",
	} {
		_, diags := Parse([]byte(text), Options{File: "a.md", Language: "sv", Statute: true})
		got := ""
		for _, d := range diags {
			if d.Code == diag.TypedStructure {
				got += strings.TrimPrefix(d.Pos.String(), "a.md:") + " " + d.Args[0].Args[0].Text
			}
		}
		if got != want {
			t.Errorf("%q: got %q, want %q (%v)", text, got, want, diags)
		}
	}
}

// TestBrief keeps the summary out of the text, and what is confidential out of the summary.
func TestBrief(t *testing.T) {
	const text = "# Titeln\n\n:::brief\n- Kort [länk](a.md).\n\n:::confidential law=\"18 kap. 8 § OSL\"\nHemligt.\n:::\n:::\n\n## Syfte\n\nText."
	tree, diags := Parse([]byte(text), Options{File: "a.md", Language: "sv", Title: "Titeln", Mask: true})
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	if len(tree.Brief) != 2 || len(tree.Blocks) != 2 || len(tree.Links()) != 1 {
		t.Errorf("got the summary %v and the text %v", tree.Brief, tree.Blocks)
	}
	if _, masked := tree.Brief[1].(*block.Masked); !masked {
		t.Errorf("the summary has %v", tree.Brief[1])
	}
	for text, want := range map[string][2]int{
		"\n:::brief\nx\n:::\nText.": {1, 4}, "# Titel\n:::brief\nx\n:::": {1, 4}, "Text.\n:::brief\nx\n:::": {0, 0}, "```\n:::brief\n:::\n```": {0, 0},
	} {
		if first, end := Brief([]byte(text)); first != want[0] || end != want[1] {
			t.Errorf("%q: got %d to %d, want %v", text, first, end, want)
		}
	}
}
