package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"styrdok/generator/i18n"
	"styrdok/generator/library"
)

// GroupKeys are what rows can be grouped by.
var GroupKeys = []string{"owner", "department", "body"}

// Group is the rows that have an owner, a department or a body in common. Its JSON is a public interface:
// docs/due.schema.json.
type Group struct {
	Name Optional `json:"name"`
	States
	Documents []Due `json:"documents"`
}

// GroupBy groups rows by one of GroupKeys: those with most that is overdue first, then by name, what has none last.
func GroupBy(rows []Due, key string) []Group {
	out := []Group{}
	at := map[string]int{}
	for _, d := range rows {
		name := map[string]string{"owner": owner(d), "department": string(d.Department), "body": d.Body}[key]
		i, known := at[name]
		if !known {
			i, at[name] = len(out), len(out)
			out = append(out, Group{Name: Optional(name), Documents: []Due{}})
		}
		g := &out[i]
		g.Documents = append(g.Documents, d)
		switch d.State {
		case library.Overdue.String():
			g.Overdue++
		case library.DueSoon.String():
			g.DueSoon++
		case library.Open.String():
			g.Open++
		case library.Current.String():
			g.Current++
		default:
			g.Unscheduled++
		}
	}
	slices.SortStableFunc(out, func(a, b Group) int {
		return cmp.Or(cmp.Compare(rank(a.Name == ""), rank(b.Name == "")), cmp.Compare(b.Overdue, a.Overdue), strings.Compare(string(a.Name), string(b.Name)))
	})
	return out
}

// WriteGroupsText writes groups for a terminal, each with its counts and its rows.
func WriteGroupsText(w io.Writer, groups []Group, key string, t *i18n.Texts) error {
	if len(groups) == 0 {
		return WriteDueText(w, nil, t)
	}
	for i, g := range groups {
		if i > 0 {
			fmt.Fprintln(w)
		}
		name := cmp.Or(string(g.Name), t.T("due.by.none."+key))
		fmt.Fprintln(w, t.T("due.by.counts", name, g.Overdue, g.DueSoon, g.Open))
		if err := WriteDueText(w, g.Documents, t); err != nil {
			return err
		}
	}
	return nil
}

// WriteGroupsCSV writes the rows of groups as [WriteDueCSV] does, with the group in front.
func WriteGroupsCSV(w io.Writer, groups []Group) error {
	table := [][]string{append([]string{"group"}, dueColumns...)}
	for _, g := range groups {
		for _, d := range g.Documents {
			table = append(table, append([]string{string(g.Name)}, d.cells()...))
		}
	}
	return WriteCSV(w, table)
}
