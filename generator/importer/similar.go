package importer

import (
	"hash/fnv"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"styrdok/generator/pattern"
)

// textPrint is a MinHash of a text's runs of four words: the share of equal places of two prints estimates how much the texts have in common (Broder
// 1997).
type textPrint [64]uint64

func printOf(words []string) (p textPrint) {
	for i := range p {
		p[i] = ^uint64(0)
	}
	for i := 0; i+4 <= len(words); i++ {
		h := fnv.New64a()
		for _, w := range words[i : i+4] {
			h.Write([]byte(w))
			h.Write([]byte{0})
		}
		x := h.Sum64()
		for k := range p {
			// One of a family of hashes: multiplication by an odd number, then a mix of its halves (SplitMix64).
			y := (x + uint64(k+1)*0x9E3779B97F4A7C15) * 0xBF58476D1CE4E5B9
			y = (y ^ y>>27) * 0x94D049BB133111EB
			y ^= y >> 31
			p[k] = min(p[k], y)
		}
	}
	return p
}

func (p *textPrint) like(o *textPrint) float64 {
	n := 0
	for i := range p {
		if p[i] == o[i] && p[i] != ^uint64(0) {
			n++
		}
	}
	return float64(n) / float64(len(p))
}

// how much two texts must have in common to be versions of one document: a lot if their titles differ, and something if they are the same, since
// committees have documents of one name.
const (
	likeAtAll   = 0.6
	likeInTitle = 0.3
)

var titleNoise = pattern.New(`(?i)(?:^|[^\pL\d])(?:(?:19|20)\d{2}(?:[-–](?:19|20)?\d{2}){0,2}(?:-\d{2}-\d{2})?|reviderad|reviderat|revidering|(?:version|ver|v)\.?\s?\d*(?:\.\d+)*|utkast|förslag|antagen|ny|gammal|slutlig|kopia)(?:$|[^\pL\d])`)

// titleKey is a title without what tells one version from another.
func titleKey(title string) string {
	return strings.Join(wordsOf(titleNoise.ReplaceAllString(title, " ")), " ")
}

// Group finds which documents are versions of one, and returns their places in the list by group, each group and the groups in the order of the list.
// Those that only resemble an earlier one are told in like, with the other's place.
func Group(docs []*Document) (groups [][]int, like map[int]int) {
	prints := make([]textPrint, len(docs))
	keys, texts := make([]string, len(docs)), make([][]string, len(docs))
	for i, d := range docs {
		texts[i] = wordsOf(d.Text)
		prints[i], keys[i] = printOf(texts[i]), titleKey(d.Title)
	}
	like = map[int]int{}
	for i, d := range docs {
		into := -1
		if d.ID != "" {
			into = slices.IndexFunc(groups, func(g []int) bool {
				return slices.ContainsFunc(g, func(j int) bool { return docs[j].ID == d.ID })
			})
		}
		for g := range groups {
			if into >= 0 {
				break
			}
			for _, j := range groups[g] {
				o := docs[j]
				if d.Original || o.Original {
					continue
				}
				alike := prints[i].like(&prints[j])
				sameKind := d.Kind == o.Kind
				switch {
				case d.ID != "" && o.ID != "": // The texts say themselves that they are two documents.
				case sameKind && keys[i] == keys[j] && alike >= likeInTitle, sameKind && alike >= likeAtAll && retitled(keys[i], keys[j], texts[i], texts[j]):
					into = g
				case alike >= likeAtAll:
					if _, told := like[i]; !told {
						like[i] = j
					}
				}
			}
		}
		if into < 0 {
			groups = append(groups, []int{i})
			continue
		}
		delete(like, i)
		groups[into] = append(groups[into], i)
	}
	return groups, like
}

var namesKind = pattern.New(`^` + itselfNamed + `$`)

// retitled reports whether one title can be another wording of the other: what only one of them says, "resor" beside "Resepolicy", the text of the
// other speaks of. Committees have documents that differ in little but their names.
func retitled(a, b string, textA, textB []string) bool {
	said := func(title, other string, text []string) bool {
		own := 0
		for _, w := range strings.Fields(title) {
			if utf8.RuneCountInString(w) < 4 && !strings.ContainsFunc(w, unicode.IsDigit) || slices.Contains(strings.Fields(other), w) || namesKind.MatchString(w+" ") {
				continue
			}
			if !slices.Contains(text, w) || strings.ContainsFunc(w, unicode.IsDigit) {
				return false // another number names another document
			}
			own++
		}
		return own > 0 || title != other
	}
	return said(a, b, textB) || said(b, a, textA)
}

// SameText reports whether two texts in Markdown show the same words in the same order.
func SameText(a, b string) bool {
	return slices.Equal(textWords(a), textWords(b))
}
