package search

import (
	"encoding/json"
	"testing"
)

// FuzzWords holds tokens and stems of the package and of the script together on any text.
func FuzzWords(f *testing.F) {
	for _, s := range []string{"Policyn § 333, KS 2018/412", evil, "reglementet taxan inloggningarna säkerhetens", "e\u0301-\u2011a/1/2 \U0001f600ﬁ", "ΑΣ İ ǅ"} {
		f.Add(s)
	}
	b := newBrowser(f, Index{})
	f.Fuzz(func(t *testing.T, text string) {
		b.t = t
		var theirs []struct{ Token string }
		if err := json.Unmarshal([]byte(b.call("tokens", tidy(text))), &theirs); err != nil {
			t.Fatal(err)
		}
		ours := tokens(text)
		if len(ours) != len(theirs) {
			t.Fatalf("%q: got %q, the script %q", text, ours, theirs)
		}
		for i, w := range ours {
			whole, _ := pieces(w)
			var stem string
			if err := json.Unmarshal([]byte(b.call("stem", whole)), &stem); err != nil {
				t.Fatal(err)
			}
			if w != theirs[i].Token || stem != Stem(whole) {
				t.Errorf("%q: got %q and %q, the script %q and %q", text, w, Stem(whole), theirs[i].Token, stem)
			}
		}
	})
}
