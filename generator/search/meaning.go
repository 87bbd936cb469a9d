package search

import (
	_ "embed"
	"maps"
	"slices"
	"sort"
	"strings"
	"sync"
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
type meanings map[string]string

// meantStems numbers the stems of what is meant in all municipalities.
var meantStems = sync.OnceValue(func() map[string]int {
	numbers := map[string]int{}
	for line := range strings.Lines(meaningList) {
		_, meant, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "=")
		for text := range strings.SplitSeq(meant, "|") {
			for s := range strings.FieldsSeq(text[strings.Index(text, ">")+1:]) {
				if _, ok := numbers[s]; !ok {
					numbers[s] = len(numbers)
				}
			}
		}
	}
	return numbers
})

func meaningsOf(opt Options) meanings {
	m := meanings{}
	if opt.Common {
		for line := range strings.Lines(meaningList) {
			stem, meant, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "=")
			m[stem] = meant
		}
	}
	for _, group := range opt.Synonyms {
		m.add(meaning{group, group})
	}
	return m
}

func (m meanings) add(x meaning) {
	for _, a := range x.asked {
		asked := stemsOf(a)
		if len(asked) == 0 {
			continue
		}
		stem, others := asked[0], strings.Join(asked[1:], " ")
		if others != "" {
			others += ">"
		}
		for _, w := range x.meant {
			meant, known := stemsOf(w), strings.Split(m[stem], "|")
			if to := others + strings.Join(meant, " "); len(meant) > 0 && !slices.Equal(meant, asked) && !slices.Contains(known, to) {
				m[stem] = strings.TrimPrefix(m[stem]+"|"+to, "|")
			}
		}
	}
}

// keep leaves out what is meant by words of all municipalities that the site has not.
func (m meanings) keep(has func(stem string) bool) {
	lacks := func(stem string) bool {
		_, common := meantStems()[stem]
		return common && !has(stem)
	}
	for stem, meant := range m {
		var kept []string
		for text := range strings.SplitSeq(meant, "|") {
			if !slices.ContainsFunc(strings.Fields(text[strings.Index(text, ">")+1:]), lacks) {
				kept = append(kept, text)
			}
		}
		if m[stem] = strings.Join(kept, "|"); len(kept) == 0 {
			delete(m, stem)
		}
	}
}

// byRange returns for each file of terms what words mean whose keys lie there, as "drog knark=narkotik;villa=fastigh|tvåbostadshus".
func (m meanings) byRange(bounds []string) []string {
	type entry struct {
		file  int
		meant string
	}
	asked, files := map[entry][]string{}, make([][]string, len(bounds)+1)
	for _, stem := range slices.Sorted(maps.Keys(m)) {
		key := fold(stem)
		x := entry{sort.Search(len(bounds), func(i int) bool { return bounds[i] > key }), m[stem]}
		if asked[x] == nil {
			files[x.file] = append(files[x.file], x.meant)
		}
		asked[x] = append(asked[x], stem)
	}
	out := make([]string, len(files))
	for n, file := range files {
		for i, meant := range file {
			file[i] = strings.Join(asked[entry{n, meant}], " ") + "=" + meant
		}
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
	for stem, meant := range m {
		n := utf8.RuneCountInString(stem)
		if n > 3 && (n < 7 || commonStems().all[stem]) && slices.ContainsFunc(strings.Split(meant, "|"), func(s string) bool { return !strings.Contains(s, ">") }) {
			out = append(out, stem)
		}
	}
	slices.Sort(out)
	return out
}
