package layout_test

import (
	"math/rand/v2"
	"testing"

	"styrdok/generator/block"
	"styrdok/generator/layout"
	"styrdok/generator/testkit"
)

// BenchmarkBreak lays out a text of about fifty sheets with all kinds of blocks.
func BenchmarkBreak(b *testing.B) {
	a := &author{Rand: rand.New(rand.NewPCG(1, 2)), want: map[string]int{}}
	tree := &block.Tree{Blocks: a.blocks(250, 0)}
	doc, style := testDocument(tree), layout.DefaultStyle()
	b.ReportAllocs()
	sheets := 0
	for b.Loop() {
		p, _ := testkit.Break(doc, style, testkit.FixedMetrics{})
		sheets = len(p.Sheets)
	}
	b.ReportMetric(float64(sheets), "sheets")
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(sheets), "µs/sheet")
}
