// Package report lists documents and their reviews for a terminal and as JSON, CSV and a calendar. Its input is a
// Library, its output bytes. It knows no files, pages or prints except their addresses.
package report

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"styrdok/generator/library"
)

// Options describe the site.
type Options struct {
	BaseURL  string // ends with "/"; may be empty
	Calendar string // the calendar's name; empty: a general one
}

// Due is a document in force with its review. Its JSON is a public interface: docs/due.schema.json.
type Due struct {
	ID           string   `json:"id"`
	Title        string   `json:"title"`
	State        string   `json:"state"`
	Opens        Optional `json:"opens"`
	Due          Optional `json:"due"`
	OverdueSince Optional `json:"overdue_since"`
	TermsMissed  *int     `json:"terms_missed"`
	Rule         Optional `json:"rule"`
	Events       []string `json:"events"`
	Owner        Optional `json:"owner"`
	Department   Optional `json:"department"`
	URL          Optional `json:"url"`

	Body     string       `json:"-"` // the name of the body that adopted the version; may be empty
	LastDay  library.Date `json:"-"` // in force, of a document that is to end without a review; zero: unknown
	Expires  bool         `json:"-"` // LastDay is that for which it was adopted or extended
	SoonFrom library.Date `json:"-"` // the first day on which it is due soon; zero if unscheduled
}

// Dues returns one row for every document in force, whatever its state and visibility, sorted by being overdue, day and ID.
// Documents without a day come last; hidden documents have no address. Translations follow their originals and have no row.
func Dues(lib *library.Library, opt Options) []Due {
	out := []Due{}
	for _, d := range lib.Documents {
		if d.InForce == nil || d.InForce.Draft.TranslationOf != "" {
			continue
		}
		r := d.Review
		row := Due{
			ID: string(d.ID), Title: d.InForce.Title, State: r.State.String(),
			Opens: Optional(r.Opens.String()), Due: Optional(r.Due.String()), OverdueSince: Optional(r.OverdueSince.String()),
			Rule: Optional(r.Rule.String()), Events: []string{},
			Owner: Optional(d.InForce.Owner), Department: Optional(d.InForce.Department), URL: address(d, opt),
			SoonFrom: r.SoonFrom,
		}
		if b := d.InForce.AdoptedBy; b != nil {
			row.Body = b.Name
		}
		if end, ends := d.End(); ends && r.Rule.Type != library.RuleValidUntil {
			row.LastDay, row.Expires = end.From.AddDays(-1), end.Status == library.StatusExpired
		}
		if r.Rule.Type == library.RuleTerm {
			row.TermsMissed = &r.TermsMissed
		}
		for _, e := range r.Events {
			row.Events = append(row.Events, e.Text)
		}
		out = append(out, row)
	}
	overdue := library.Overdue.String()
	slices.SortStableFunc(out, func(a, b Due) int {
		return cmp.Or(
			cmp.Compare(rank(a.State != overdue), rank(b.State != overdue)),
			cmp.Compare(cmp.Or(a.Due, "~"), cmp.Or(b.Due, "~")), // rows without a day come last
			cmp.Compare(a.ID, b.ID),
		)
	})
	return out
}

// rank puts what is to come last after the others.
func rank(last bool) int {
	if last {
		return 1
	}
	return 0
}

// Select returns the rows in one of the states, or all rows if there are no states.
func Select(rows []Due, states []string) []Due {
	if len(states) == 0 {
		return rows
	}
	return slices.DeleteFunc(slices.Clone(rows), func(d Due) bool { return !slices.Contains(states, d.State) })
}

// Until returns the rows that are due on a day or before.
func Until(rows []Due, day library.Date) []Due {
	return slices.DeleteFunc(slices.Clone(rows), func(d Due) bool { return d.Due == "" || string(d.Due) > day.String() })
}

// Pressing returns the rows that the text form shows: overdue, due soon and open.
func Pressing(rows []Due) []Due {
	return Select(rows, []string{library.Overdue.String(), library.DueSoon.String(), library.Open.String()})
}

// Entry is a document of the list. Its JSON is a public interface: docs/list.schema.json.
type Entry struct {
	ID          string   `json:"id"`
	Title       string   `json:"title"`
	Kind        Optional `json:"kind"`
	Status      string   `json:"status"`
	Visibility  string   `json:"visibility"`
	Version     Optional `json:"version"`
	Adopted     Optional `json:"adopted"`
	AdoptedBy   Optional `json:"adopted_by"`
	Section     Optional `json:"section"`
	CaseNumber  Optional `json:"case_number"`
	InForce     Optional `json:"in_force"`
	ReviewState Optional `json:"review_state"`
	Due         Optional `json:"due"`
	URL         Optional `json:"url"`
	PDF         Optional `json:"pdf"`
}

// List returns one row for every document, by ID, with the facts of the version shown.
func List(lib *library.Library, opt Options) []Entry {
	out := []Entry{}
	for _, d := range lib.Documents {
		v := d.Shown
		if v == nil {
			continue
		}
		row := Entry{
			ID: string(d.ID), Title: v.Title, Status: v.Status.String(), Visibility: d.Visibility.String(),
			Version: Optional(v.Name), Adopted: Optional(v.Adopted.String()), Section: Optional(v.Section),
			CaseNumber: Optional(v.CaseNumber), InForce: Optional(v.InForce.String()), URL: address(d, opt),
		}
		if d.Kind != nil {
			row.Kind = Optional(d.Kind.ID)
		}
		if v.AdoptedBy != nil {
			row.AdoptedBy = Optional(v.AdoptedBy.ID)
		}
		if d.InForce != nil {
			row.ReviewState = Optional(d.Review.State.String())
			row.Due = Optional(d.Review.Due.String())
		}
		if d.Visibility == library.Public && !v.Adopted.IsZero() && !v.Adopted.After(lib.Today) {
			row.PDF = Optional(opt.BaseURL + string(d.ID) + "/" + d.ID.Name() + "-" + v.Adopted.String() + ".pdf")
		}
		out = append(out, row)
	}
	return out
}

// address returns the public address of a document, empty if it has none.
func address(d *library.Document, opt Options) Optional {
	seen := slices.ContainsFunc(d.Versions, func(v *library.Version) bool {
		return v.Status >= library.StatusComing
	})
	if d.Visibility == library.Hidden || !seen || opt.BaseURL == "" {
		return ""
	}
	return Optional(opt.BaseURL + string(d.ID) + "/")
}

// Clean makes text safe for every format: characters that XML cannot hold and other controls become spaces, so that no text can
// break a line of a calendar or a field of a table.
func Clean(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == 0xfffe || r == 0xffff || r == 0x2028 || r == 0x2029 {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
}
