package account

import (
	"math/rand/v2"
	"testing"
)

// TestLevel compares the loads with the most even ones that trying everything finds.
func TestLevel(t *testing.T) {
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 3))
		n := 2 + r.IntN(3)
		var windows []*window
		var jobs [][2]int
		for range 1 + r.IntN(4) {
			first := r.IntN(n)
			w := &window{first: first, last: first + r.IntN(n-first), on: make([]int, n)}
			for range 1 + r.IntN(2) {
				w.on[w.last]++
				jobs = append(jobs, [2]int{w.first, w.last})
			}
			windows = append(windows, w)
		}
		level(windows, n)
		load := make([]int, n)
		for _, w := range windows {
			for i, on := range w.on {
				if load[i] += on; on < 0 || on > 0 && (i < w.first || i > w.last) {
					t.Fatalf("seed %d: %d documents of %d–%d on %d", seed, on, w.first, w.last, i)
				}
			}
		}
		if got, want := squares(load), cheapest(jobs, make([]int, n)); got != want {
			t.Fatalf("seed %d: the loads %v of %v cost %d, want %d", seed, load, jobs, got, want)
		}
	}
}

func squares(load []int) int {
	sum := 0
	for _, n := range load {
		sum += n * n
	}
	return sum
}

// cheapest is the least sum of squares of loads in which each job has one of its days.
func cheapest(jobs [][2]int, load []int) int {
	if len(jobs) == 0 {
		return squares(load)
	}
	best := -1
	for day := jobs[0][0]; day <= jobs[0][1]; day++ {
		load[day]++
		if c := cheapest(jobs[1:], load); best < 0 || c < best {
			best = c
		}
		load[day]--
	}
	return best
}
