package search

import (
	"os"
	"slices"
	"strings"
	"testing"

	"styrdok/generator/testkit"
)

type expectation struct {
	query string
	want  []string // addresses of which one must come first; none: nothing may be found
}

func queries(t testing.TB, file string) []expectation {
	t.Helper()
	data, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	var out []expectation
	for line := range strings.Lines(string(data)) {
		if q, want, ok := strings.Cut(line, "="); ok && !strings.HasPrefix(line, "#") {
			out = append(out, expectation{strings.TrimSpace(q), strings.Fields(want)})
		}
	}
	return out
}

// TestQueries asks what readers ask of the demonstration site.
func TestQueries(t *testing.T) {
	docs, _, index := site(t)
	b := newBrowser(t, index)
	for file, bounds := range map[string][2]int{"queries.txt": {60, 95}, "citizens.txt": {100, 97}, "heldout.txt": {100, 94}, "heldout2.txt": {100, 94}, "heldout3.txt": {100, 93}, "heldout4.txt": {100, 92}, "everyday.txt": {60, 75}, "heldout5.txt": {100, 92}, "heldout6.txt": {100, 81}, "heldout7.txt": {100, 57}} {
		if file != "queries.txt" && file != "citizens.txt" && !testkit.IsLong() {
			continue // .ci/run asks them
		}
		list := queries(t, file)
		wrong := 0
		for _, q := range list {
			got := ""
			for _, h := range b.search(q.query, 20).Hits {
				if docs[h.Doc].Active {
					got = h.URL
					if strings.HasSuffix(h.ID, "/") {
						got += h.ID // a version's own page
					} else if !h.Direct {
						got += "#" + h.ID
					}
					break
				}
			}
			right := len(q.want) == 0 && got == ""
			for _, w := range q.want {
				right = right || got == w || !strings.Contains(w, "#") && strings.HasPrefix(got, w)
			}
			if !right {
				wrong++
				t.Logf("%q: first is %q, want %q", q.query, got, q.want)
			}
		}
		t.Logf("%s: %d of %d queries have the right hit first", file, len(list)-wrong, len(list))
		if len(list) < bounds[0] || (len(list)-wrong)*100 < bounds[1]*len(list) {
			t.Errorf("%s: %d of %d queries have the wrong hit first, want at least %d %% of %d or more right", file, wrong, len(list), bounds[1], bounds[0])
		}
	}
	list := queries(t, "queries.txt")
	must := []string{"policyn", "policyer", "informationssäkerhet", "säkerhetspolicy", "informationssakerhet", "333", "KF 27/2011"}
	for _, m := range must {
		if !slices.ContainsFunc(list, func(q expectation) bool { return q.query == m }) {
			t.Errorf("%q is not asked", m)
		}
	}
}
