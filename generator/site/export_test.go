package site

import "slices"

// AllPrints returns all prints that are published: of versions and of what they changed.
func (s *Site) AllPrints() []*Print {
	out := slices.Clone(s.Prints)
	for _, c := range s.Comparisons {
		out = append(out, c.Print)
	}
	return out
}
