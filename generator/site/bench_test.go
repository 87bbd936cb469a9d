package site

import (
	"fmt"
	"sync"
	"testing"

	"styrdok/generator/i18n"
	"styrdok/generator/library"
)

// many is a site with n documents in a tree of relations.
func many(n int) *small {
	s := newSmall()
	kinds := []string{"policy", "riktlinje", "program", "taxa", "instruktion"}
	for i := range n {
		s.add(fmt.Sprintf("samling/d%d", i), fmt.Sprintf("Dokument om ämne %d", i), "2019-03-25",
			"## Syfte\n## Mål\n## Ansvar\n[text](d0.md#mal)", func(d *library.Draft) {
				d.Kind = kinds[i%len(kinds)]
				d.Department = fmt.Sprintf("Kontor %d", i%12)
				if i > 0 {
					d.Related = []string{fmt.Sprintf("samling/d%d", i/2)}
				}
			})
	}
	return s
}

func BenchmarkPlan(b *testing.B) {
	for _, n := range []int{10, 100, 1000} {
		b.Run(fmt.Sprintf("docs=%d", n), func(b *testing.B) {
			s := many(n)
			lib, _ := library.Resolve(s.drafts, s.rules, day(s.today))
			t := i18n.MustLoad("sv")
			b.ReportAllocs()
			for b.Loop() {
				Plan(lib, s.in, s.texts, nil, t)
			}
		})
	}
}

// TestAskedByMany shows that a plan answers several goroutines at once; run with -race.
func TestAskedByMany(t *testing.T) {
	site := many(20).good(t)
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			for _, pg := range site.Pages {
				site.NavLinks(pg)
				site.FooterOf(pg)
				site.Follow(Question{File: "content/samling/d0.md", Dest: "d1.md#mal"})
			}
		})
	}
	wait.Wait()
}
