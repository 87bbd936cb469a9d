package importer

import (
	"cmp"
	"slices"
	"strings"

	"styrdok/generator/spelling"
)

// decision is one that a text tells of.
type decision struct {
	Citation
	where where
}

// decisions gathers the decisions that facts tell of. Facts of one box or line are of one decision, as long as they do not contradict each
// other.
func (f *finder) decisions(x *Facts) (adoptions, revisions []*decision) {
	var adopted, revised *decision
	group := -1
	for _, c := range f.facts {
		if c.group != group {
			group, adopted, revised = c.group, nil, nil
		}
		if nothing.MatchString(c.value) {
			continue
		}
		switch c.key {
		case "adopted", "adopted_by":
			got := cite(c.value, f.bodies)
			if c.key == "adopted_by" && got.Body == "" && got.Day.IsZero() && got.Section == "" {
				got.Body, got.Rest, got.Year = c.value, "", 0
			}
			if got.empty() {
				continue
			}
			if adopted == nil || !adopted.merge(got) {
				adopted = &decision{got, c.where}
				adoptions = append(adoptions, adopted)
			}
			revised = nil
		case "revised":
			if got := cite(c.value, f.bodies); !got.empty() {
				revised = &decision{got, c.where}
				revisions = append(revisions, revised)
			}
		case "reviewed":
			if got := cite(c.value, f.bodies); !got.Day.IsZero() {
				x.Reviews = append(x.Reviews, got)
			}
		case "section":
			got := cite(c.value, f.bodies)
			to := adopted
			if to != nil && to.Section != "" && revised != nil {
				to = revised
			}
			if to == nil {
				adopted = &decision{Citation{}, c.where}
				adoptions = append(adoptions, adopted)
				to = adopted
			}
			if to.Section == "" {
				to.Section = cmp.Or(got.Section, sectioned(strings.Trim(c.value, "§ "), false))
				to.Day = cmp.Or(to.Day, got.Day)
			}
		case "case_number":
			to := adopted
			if revised != nil && c.where != inBox {
				to = revised
			}
			if to != nil && to.Case == "" {
				to.Case = c.value
			} else if x.Case == "" {
				x.Case = c.value
			}
		}
	}
	return adoptions, revisions
}

// merge adds what another citation knows of the same decision, and reports whether they can be one.
func (d *decision) merge(c Citation) bool {
	differ := func(a, b string) bool { return a != "" && b != "" && !strings.EqualFold(a, b) }
	if !d.Day.IsZero() && !c.Day.IsZero() && d.Day != c.Day || differ(d.Section, c.Section) || differ(d.Body, c.Body) {
		return false
	}
	d.Body, d.Section, d.Case = cmp.Or(d.Body, c.Body), cmp.Or(d.Section, c.Section), cmp.Or(d.Case, c.Case)
	if d.Day.IsZero() {
		d.Day, d.Short = c.Day, c.Short
	}
	d.Year = cmp.Or(d.Year, c.Year)
	return true
}

// choose picks the decision that the text is valid by: the latest revision that is a decision, or else the adoption. It takes a missing part of
// it from where the same decision is told again, never from another.
func (f *finder) choose(adoptions, revisions []*decision, x *Facts) {
	var best *decision
	for _, d := range adoptions {
		switch {
		case best == nil:
			own := *d
			best = &own
		case d.where > best.where && !best.Day.IsZero() && !d.Day.IsZero() && d.Day != best.Day:
			if d.where < inProse {
				x.doubted("two-decisions", best.Day, d.Day)
			}
		case best.merge(d.Citation):
		case !d.Day.IsZero() && (best.Day.IsZero() || d.Day.After(best.Day)) && d.where == best.where:
			x.doubted("two-decisions", d.Day, best.Day)
			own := *d
			best = &own
		case !d.Day.IsZero() && !best.Day.IsZero() && d.where == best.where:
			x.doubted("two-decisions", best.Day, d.Day)
		}
	}
	for _, r := range revisions {
		switch {
		case r.Day.IsZero() || best != nil && !best.Day.IsZero() && !r.Day.After(best.Day):
		case r.Body == "" && r.Section == "":
			if best != nil && !best.Day.IsZero() {
				x.doubted("revised-later", r.Day)
			}
		default:
			own := *r
			if best != nil {
				own.Body = cmp.Or(own.Body, best.Body)
				x.doubted("revision-chosen", r.Day, best.Day)
			}
			x.doubt = x.doubt || r.where >= inProse
			best = &own
		}
	}
	if best == nil {
		return
	}
	x.AdoptedBy, x.Adopted, x.Section, x.Case, x.Year = best.Body, best.Day, best.Section, cmp.Or(best.Case, x.Case), best.Year
	x.Body = f.bodies.resolve(best.Body)
	if x.Body != nil {
		x.AdoptedBy = x.Body.Name
	} else {
		x.AdoptedBy = spelling.Capital(x.AdoptedBy)
	}
	if best.Short {
		x.doubted("short-year", x.Adopted)
	}
	if best.where == inProse && !x.Adopted.IsZero() {
		x.doubted("from-prose", x.Adopted)
	}
}

// Decision is the decision in words, "" if nothing is known of it.
func (x *Facts) Decision() string {
	parts := []string{x.AdoptedBy, x.Adopted.String(), x.Section, x.Case}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}
