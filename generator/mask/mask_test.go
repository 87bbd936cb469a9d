package mask

import "testing"

// TestNear shows what is found, where it stands in the line as it is written, and what a sentence may say.
func TestNear(t *testing.T) {
	for line, want := range map[string]struct {
		kind   Kind
		offset int
		mark   string
	}{
		"a ::confidential": {Hiding, 2, "::confidential"},
		"å ：：ｃｏｎｆｉｄｅｎｔｉａｌ":                    {Hiding, 3, "：：ｃｏｎｆｉｄｅｎｔｉａｌ"},
		"å &#58;&#x3A;con\u00adfidential b":   {Hiding, 3, "::confidential"},
		": : : соnfіdential":                  {Hiding, 0, ": : : соnfіdential"},
		"x [a]{ konfidentiel law=x}":          {Hiding, 5, "{ konfidentiel"},
		"<span class=sekretes>":               {Hiding, 0, "<span class=sekretes"},
		`\:\:confidential law="x"`:            {Hiding, 0, `\:\:confidential`},
		"--- confidential ---":                {Hiding, 0, "--- confidential"},
		"*** Sekretess ***":                   {},
		"a (/hemligt)":                        {Hiding, 3, "/hemligt"},
		"::pagebreak":                         {Directive, 0, "::pagebreak"},
		"Text :::privat":                      {Directive, 5, ":::privat"},
		":::lang en":                          {},
		`Skriv \::confidential så.`:           {},
		"Uppgiften är confidential: se lagen": {},
		"std::vector, fe80::a, 12:30, a::b":   {},
		"Nivå: hemlig, 8 §: «hemlig».":        {},
		"":                                    {},
	} {
		if kind, offset, mark := Near([]byte(line), 0, nil, true); kind != want.kind || offset != want.offset || mark != want.mark {
			t.Errorf("%q: got %d at %d %q, want %d at %d %q", line, kind, offset, mark, want.kind, want.offset, want.mark)
		}
	}
	if kind, _, _ := Near([]byte("Skriv `::confidential` så."), 0, [][2]int{{6, 22}}, true); kind != None {
		t.Error("code is read as text")
	}
}
