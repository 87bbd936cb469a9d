package search

import (
	"crypto/sha256"
	_ "embed"
	"encoding/json"
	"maps"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"
)

// meanings.txt holds what words of those who search mean in documents of all municipalities, by stems: synonyms.txt as
// TestMeanings -update reads it, since to find the stems of thousands of words takes a build several milliseconds.
//
//go:embed meanings.txt
var meaningList string

// A meaning is words that are asked for, and others that find what is meant. Each may be several words.
type meaning struct{ asked, meant []string }

// meanings are by the stem of a word that is asked for: stems of what is meant, with | between the meanings, a space between
// stems that must share a section, and before a > those that the query must have as well.
type meanings struct {
	of     map[string]string
	digest [sha256.Size]byte
}

func meaningsOf(opt Options) meanings {
	m := meanings{of: map[string]string{}}
	data, _ := json.Marshal(opt.Synonyms)
	if opt.Common {
		data = append(data, meaningList...)
		for line := range strings.Lines(meaningList) {
			stem, meant, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "=")
			m.of[stem] = meant
		}
	}
	m.digest = sha256.Sum256(data)
	for _, group := range opt.Synonyms {
		m.add(meaning{group, group})
	}
	return m
}

func (m meanings) add(x meaning) {
	for _, a := range x.asked {
		asked := stemsOf(a)
		for i, stem := range asked {
			others := strings.Join(slices.Concat(asked[:i], asked[i+1:]), " ")
			if others != "" {
				others += ">"
			}
			for _, w := range x.meant {
				meant, known := stemsOf(w), strings.Split(m.of[stem], "|")
				if to := others + strings.Join(meant, " "); len(meant) > 0 && !slices.Equal(meant, asked) && !slices.Contains(known, to) {
					m.of[stem] = strings.TrimPrefix(m.of[stem]+"|"+to, "|")
				}
			}
		}
	}
}

// line returns what a stem means, as "knark=narkotik".
func (m meanings) line(stem string) string { return stem + "=" + m.of[stem] }

// byRange returns for each file of terms what words mean whose keys lie there, as "knark=narkotik;villa=fastigh|tvåbostadshus".
func (m meanings) byRange(bounds []string) []string {
	files := make([][]string, len(bounds)+1)
	for _, stem := range slices.Sorted(maps.Keys(m.of)) {
		key := fold(stem)
		n := sort.Search(len(bounds), func(i int) bool { return bounds[i] > key })
		files[n] = append(files[n], m.line(stem))
	}
	out := make([]string, len(files))
	for n, file := range files {
		out[n] = strings.Join(file, ";")
	}
	return out
}

// stemsOf returns the stems of words that are in the index.
func stemsOf(words string) (out []string) {
	for _, t := range tokens(words) {
		if whole, _ := pieces(t); !stopWords[whole] {
			out = append(out, Stem(whole))
		}
	}
	return out
}

// parts returns stems that mean something by themselves and are no compounds, but may be parts of one: villa, knark.
func (m meanings) parts() (out []string) {
	for stem, meant := range m.of {
		n := utf8.RuneCountInString(stem)
		if n > 3 && (n < 7 || commonStems().all[stem]) && slices.ContainsFunc(strings.Split(meant, "|"), func(s string) bool { return !strings.Contains(s, ">") }) {
			out = append(out, stem)
		}
	}
	return out
}
