// Package report tells what documents there are and when they are due, as rows for a terminal,
// JSON, CSV and a calendar. Its input is a Library, its output bytes. It knows no files, pages
// or prints beyond their addresses.
package report

import (
	"cmp"
	"encoding/json"
	"io"
	"slices"
	"strings"

	"styrdok/generator/library"
)

// Options say where the site is.
type Options struct {
	BaseURL  string // ends with "/"
	Calendar string // the calendar's name; empty: one without the organisation
}

// Due is a document in force with its review. Nil stands for what is absent. The JSON shape is
// an interface; docs/due.schema.json describes it.
type Due struct {
	ID           string   `json:"id"`
	Title        string   `json:"title"`
	State        string   `json:"state"`
	Opens        *string  `json:"opens"`
	Due          *string  `json:"due"`
	OverdueSince *string  `json:"overdue_since"`
	TermsMissed  *int     `json:"terms_missed"`
	Rule         *string  `json:"rule"`
	Events       []string `json:"events"`
	Owner        *string  `json:"owner"`
	Department   *string  `json:"department"`
	URL          *string  `json:"url"`

	SoonFrom library.Date `json:"-"` // first day on which it is due soon; zero without a day
}

// Dues returns one row for every document in force, whatever its state and visibility: overdue
// first, then by day, then by ID. Documents without a day come last. A hidden document has no
// address.
func Dues(lib *library.Library, opt Options) []Due {
	out := []Due{}
	for _, d := range lib.Documents {
		if d.Holds == nil {
			continue
		}
		r := d.Review
		row := Due{
			ID: string(d.ID), Title: d.Holds.Title, State: r.State.String(),
			Opens: orNull(r.Opens.String()), Due: orNull(r.Due.String()), OverdueSince: orNull(r.OverdueSince.String()),
			Rule: orNull(r.Rule.String()), Events: []string{},
			Owner: orNull(d.Holds.Owner), Department: orNull(d.Holds.Department), URL: address(d, opt),
			SoonFrom: r.SoonFrom,
		}
		if r.Rule.Type == library.RuleTerm {
			row.TermsMissed = &r.TermsMissed
		}
		for _, e := range r.Events {
			row.Events = append(row.Events, e.Text)
		}
		out = append(out, row)
	}
	slices.SortStableFunc(out, func(a, b Due) int {
		return cmp.Or(
			cmp.Compare(late(a), late(b)),
			cmp.Compare(dayOrLast(a.Due), dayOrLast(b.Due)),
			cmp.Compare(a.ID, b.ID),
		)
	})
	return out
}

func late(d Due) int {
	if d.State == library.Overdue.String() {
		return 0
	}
	return 1
}

// dayOrLast sorts rows without a day after those with one.
func dayOrLast(day *string) string {
	if day == nil {
		return "~"
	}
	return *day
}

// Select keeps the rows in one of the states; no states keeps all.
func Select(rows []Due, states []string) []Due {
	if len(states) == 0 {
		return rows
	}
	return slices.DeleteFunc(slices.Clone(rows), func(d Due) bool { return !slices.Contains(states, d.State) })
}

// Pressing keeps the rows that the text form shows: overdue, due soon and open.
func Pressing(rows []Due) []Due {
	return Select(rows, []string{library.Overdue.String(), library.DueSoon.String(), library.Open.String()})
}

// Entry is a document of the list. Nil stands for what is absent. The JSON shape is an
// interface; docs/list.schema.json describes it.
type Entry struct {
	ID          string  `json:"id"`
	Title       string  `json:"title"`
	Kind        *string `json:"kind"`
	Status      string  `json:"status"`
	Visibility  string  `json:"visibility"`
	Version     *string `json:"version"`
	Adopted     *string `json:"adopted"`
	AdoptedBy   *string `json:"adopted_by"`
	Section     *string `json:"section"`
	CaseNumber  *string `json:"case_number"`
	InForce     *string `json:"in_force"`
	ReviewState *string `json:"review_state"`
	Due         *string `json:"due"`
	URL         *string `json:"url"`
	PDF         *string `json:"pdf"`
}

// List returns one row for every document, by ID, with the values of the version shown.
func List(lib *library.Library, opt Options) []Entry {
	out := []Entry{}
	for _, d := range lib.Documents {
		v := d.Shown
		if v == nil {
			continue
		}
		row := Entry{
			ID: string(d.ID), Title: v.Title, Status: v.Status.String(), Visibility: d.Visibility.String(),
			Version: orNull(v.Name), Adopted: orNull(v.Adopted.String()), Section: orNull(v.Section),
			CaseNumber: orNull(v.CaseNumber), InForce: orNull(v.InForce.String()), URL: address(d, opt),
		}
		if d.Kind != nil {
			row.Kind = orNull(string(d.Kind.ID))
		}
		if v.AdoptedBy != nil {
			row.AdoptedBy = orNull(string(v.AdoptedBy.ID))
		}
		if d.Holds != nil {
			row.ReviewState = orNull(d.Review.State.String())
			row.Due = orNull(d.Review.Due.String())
		}
		if d.Visibility == library.Public && !v.Adopted.IsZero() && !v.Adopted.After(lib.Today) {
			row.PDF = orNull(opt.BaseURL + string(d.ID) + "/" + d.ID.Name() + "-" + v.Adopted.String() + ".pdf")
		}
		out = append(out, row)
	}
	return out
}

// address returns where the public finds a document, nil where it does not.
func address(d *library.Document, opt Options) *string {
	seen := slices.ContainsFunc(d.Versions, func(v *library.Version) bool {
		return v.Status >= library.StatusComing
	})
	if d.Visibility == library.Hidden || !seen || opt.BaseURL == "" {
		return nil
	}
	return orNull(opt.BaseURL + string(d.ID) + "/")
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// WriteJSON writes rows as an indented JSON array.
func WriteJSON(w io.Writer, rows any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(rows)
}

// value returns what a pointer points at, or "".
func value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// cell keeps a value from being read as a formula by a spreadsheet.
func cell(s string) string {
	if s != "" && strings.ContainsAny(s[:1], "=+-@\t\r|%") {
		return "'" + s
	}
	return s
}
