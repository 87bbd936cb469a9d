package layout_test

import (
	"sync"
	"testing"

	"styrdok/generator/layout"
	"styrdok/generator/markdown"
	"styrdok/generator/testkit"
)

// TestTypesetter shows that a document is laid out as it is alone, whatever was laid out before or is at the
// same time.
func TestTypesetter(t *testing.T) {
	var docs []layout.Document
	var alone []string
	for _, source := range []string{
		"## Syfte\n\nInformationssäkerhetspolicyn beskriver kommunens arbete med informationssäkerhet.\n",
		"| Roll | Ansvar |\n|---|---|\n| Systemförvaltare | Dokumentation och uppföljning |\n",
	} {
		tree, _ := markdown.Parse([]byte(source), markdown.Options{File: "a.md", Language: "sv"})
		docs = append(docs, testDocument(tree))
		p, _ := testkit.Break(testDocument(tree), testStyle(), testkit.FixedMetrics{})
		alone = append(alone, dump(p))
	}
	setter := layout.NewTypesetter(testkit.FixedMetrics{})
	check := func(i int) {
		p, _ := setter.Break(docs[i], testStyle())
		if got := dump(p); got != alone[i] {
			t.Errorf("got\n%s\nwant\n%s", got, alone[i])
		}
	}
	check(0)
	check(1)
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() { check(i % 2) })
	}
	group.Wait()
}
