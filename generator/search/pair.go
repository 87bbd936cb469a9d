package search

import (
	"slices"
	"strconv"
)

// Phrases are found by pairs of neighbouring words. A pair is not stored but hashed to one of many
// lists of sections; what the lists of a phrase have in common is then read in full. That costs
// a sixth of what the words' positions would.
const (
	pairsPerList  = 64
	maxPairLists  = 1 << 16
	pairShardSize = 8000 // bytes
)

// pairHash is FNV-1a over the characters, all of which are below U+10000.
func pairHash(a, b string) uint32 {
	h := uint32(2166136261)
	for _, r := range a + " " + b {
		h = (h ^ uint32(r)) * 16777619
	}
	return h
}

// pairs adds the files of pairs, and says how many lists there are and how many are in one file.
func (c *collector) pairs(files []File) ([]File, [2]int) {
	hashes := make([][]uint32, len(c.sections))
	total := 0
	for i, t := range c.texts {
		for _, run := range t.runs {
			for k := 1; k < len(run); k++ {
				if !stopWords[run[k-1]] || !stopWords[run[k]] {
					hashes[i] = append(hashes[i], pairHash(run[k-1], run[k]))
				}
			}
		}
		slices.Sort(hashes[i])
		hashes[i] = slices.Compact(hashes[i])
		total += len(hashes[i])
	}
	lists := 1
	for lists < maxPairLists && lists*pairsPerList < total {
		lists *= 2
	}
	sections := make([][]int, lists)
	for i, list := range hashes {
		for _, h := range list {
			at := &sections[int(h)&(lists-1)]
			if n := len(*at); n == 0 || (*at)[n-1] != i {
				*at = append(*at, i)
			}
		}
	}
	per := lists
	for per > 1 && total*3/2/(lists/per) > pairShardSize {
		per /= 2
	}
	for from := 0; from < lists; from += per {
		var p packer
		for _, list := range sections[from : from+per] {
			p.gamma(len(list) + 1)
			if len(list) > 0 {
				p.gaps(list, len(c.sections))
			}
		}
		files = append(files, script("pairs-"+strconv.Itoa(from/per), p.String()))
	}
	return files, [2]int{lists, per}
}
