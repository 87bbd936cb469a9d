package data

import (
	"fmt"
	"testing"
)

// BenchmarkFiles makes the files of a site of many documents, each with two versions.
func BenchmarkFiles(b *testing.B) {
	for _, n := range []int{10, 1000} {
		b.Run(fmt.Sprintf("docs=%d", n), func(b *testing.B) {
			s := newSmall()
			for i := range n {
				s.add(fmt.Sprintf("policy/p%d/1", i), fmt.Sprintf("Policy %d", i), "2015-02-23")
				s.add(fmt.Sprintf("policy/p%d/2", i), fmt.Sprintf("Policy %d", i), "2019-03-25")
			}
			d := s.make(b)
			b.ReportAllocs()
			for b.Loop() {
				d.all()
			}
		})
	}
}
