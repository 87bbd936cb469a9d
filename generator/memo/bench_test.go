package memo_test

import (
	"testing"

	"styrdok/generator/layout"
	"styrdok/generator/memo"
)

// BenchmarkKeyOf makes the key of a print of ten sheets with forty lines each.
func BenchmarkKeyOf(b *testing.B) {
	print := layout.Print{Title: "Policy", Root: &layout.Element{Role: "Document"}}
	for range 10 {
		s := layout.Sheet{Width: 595, Height: 842}
		for i := range 20 {
			p := &layout.Element{Role: "P"}
			leaf := &layout.Leaf{Parent: p}
			p.Kids = []layout.Kid{leaf}
			print.Root.Kids = append(print.Root.Kids, p)
			run := layout.Run{Text: "Varje nämnd ansvarar för att riktlinjerna följs i den egna verksamheten.", Size: 11, X: 124, Y: float64(20 * i), Width: 390}
			s.Marks = append(s.Marks, layout.Mark{Leaf: leaf, Runs: []layout.Run{run, run}})
		}
		print.Sheets = append(print.Sheets, s)
	}
	b.ReportAllocs()
	for b.Loop() {
		memo.KeyOf(print)
	}
}
