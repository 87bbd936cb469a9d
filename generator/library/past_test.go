package library

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
)

// TestPast shows that the past is what the library of that day says, for documents of every shape.
func TestPast(t *testing.T) {
	compared := 0
	for seed := range uint64(60) {
		r := random{rand.New(rand.NewPCG(seed, 40))}
		var drafts []*Draft
		for n := range 12 {
			drafts = append(drafts, r.draft(n))
		}
		today := NewDate(2030, 6, 15)
		rules := DefaultRules()
		lib, _ := Resolve(drafts, rules, today)
		past := lib.Past()
		for _, day := range append(Months(today, 24), r.date()) {
			if day.After(today) {
				continue
			}
			then, _ := Resolve(drafts, rules, day)
			for _, d := range lib.Documents {
				was := then.Document(d.ID)
				v, review := past.On(d, day)
				if (v == nil) != (was.InForce == nil) || v != nil && v.File != was.InForce.File {
					t.Fatalf("seed %d, %s on %s: got %+v, want %+v", seed, d.ID, day, v, was.InForce)
				}
				if v == nil || d.Kind != nil && was.Kind != nil && d.Kind.ID != was.Kind.ID {
					continue // the rules are today's
				}
				compared++
				if want := was.Review; review.State != want.State || review.Due != want.Due || review.OverdueSince != want.OverdueSince || !reflect.DeepEqual(review.Rule.Type, want.Rule.Type) {
					t.Fatalf("seed %d, %s on %s: got %+v, want %+v", seed, d.ID, day, review, want)
				}
			}
		}
	}
	if compared < 1000 {
		t.Errorf("only %d reviews compared", compared)
	}
}

// TestMonths shows on which days a trend is counted.
func TestMonths(t *testing.T) {
	got := Months(NewDate(2026, 3, 30), 4)
	want := []Date{NewDate(2025, 12, 31), NewDate(2026, 1, 31), NewDate(2026, 2, 28), NewDate(2026, 3, 30)}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
