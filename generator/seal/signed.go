package seal

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"styrdok/generator/library"
)

// Later words what came to a seal after the adoption: the newest correction, extensions, and an annulment.
func (e Entry) Later() string {
	var b strings.Builder
	if !e.Corrected.IsZero() {
		fmt.Fprintf(&b, "corrected %s\n", e.Corrected)
	}
	byDay := slices.SortedFunc(slices.Values(e.Extensions), func(a, b Later) int { return cmp.Or(a.Date.Compare(b.Date), a.Until.Compare(b.Until)) })
	for _, l := range byDay {
		fmt.Fprintf(&b, "extension %s %s %q\n", l.Date, l.Until, l.By)
	}
	for _, l := range e.Annulled {
		fmt.Fprintf(&b, "annulled %s %q\n", l.Date, l.By)
	}
	return b.String()
}

// maxLater is of how many later decisions any may have been missing when a version was signed. Those before them were there.
const maxLater = 10

// Grown reports whether a version may have become what it is from what was signed on a day, and whether by a correction: the sum of its seal
// and what had come later are told by whole and later, which reports false twice if nobody knows. A section and a case number may
// have been filled in, and later decisions added; anything else needs a correction since: one of before would have been signed.
func (v Version) Grown(signed library.Date, whole func(sum string) bool, later func(string) (was, told bool)) (grown, corrected bool) {
	if _, told := later(""); !told {
		corrected = !v.Now.Corrected.Before(signed)
		return corrected || slices.ContainsFunc(v.sums(), whole), corrected
	}
	days := []library.Date{{}}
	for _, c := range v.Draft.Corrections {
		days = append(days, c.Date)
	}
	added := max(0, len(v.Now.Extensions)-maxLater)
	for set := range 1 << (len(v.Now.Extensions) - added) {
		for _, annulled := range [][]Later{nil, v.Now.Annulled} {
			was := Entry{Extensions: slices.Clone(v.Now.Extensions[:added]), Annulled: annulled}
			for i, l := range v.Now.Extensions[added:] {
				if set>>i&1 == 1 {
					was.Extensions = append(was.Extensions, l)
				}
			}
			for _, was.Corrected = range days {
				if had, _ := later(was.Later()); had {
					corrected = v.Now.Corrected.After(was.Corrected) && !v.Now.Corrected.Before(signed)
					return corrected || slices.ContainsFunc(v.sums(), whole), corrected
				}
			}
		}
	}
	return false, false
}

// sums are those that the version may have been sealed with before a section or case number was known, in any form and with the damage
// that moving its file has done.
func (v Version) sums() (out []string) {
	lines := [][]string{v.text.lines, read(v.Draft, redamaged(v.Draft)).lines}
	for _, section := range []string{v.Now.Section, ""} {
		for _, number := range []string{v.Now.CaseNumber, ""} {
			was := v.Now
			was.Section, was.CaseNumber = section, number
			for _, text := range lines {
				out = append(out, was.sum(text))
			}
			out = append(out, was.form1Sums(v.Draft)...)
		}
	}
	return out
}
