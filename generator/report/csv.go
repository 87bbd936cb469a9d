package report

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"
)

// WriteDueCSV writes rows for a Swedish spreadsheet: semicolons and a byte order mark.
func WriteDueCSV(w io.Writer, rows []Due) error {
	if _, err := io.WriteString(w, "\uFEFF"); err != nil {
		return err
	}
	c := csv.NewWriter(w)
	c.Comma = ';'
	c.UseCRLF = true
	table := [][]string{{"id", "title", "state", "opens", "due", "overdue_since", "terms_missed", "rule", "events", "owner", "department", "url"}}
	for _, d := range rows {
		missed := ""
		if d.TermsMissed != nil {
			missed = strconv.Itoa(*d.TermsMissed)
		}
		table = append(table, []string{
			cell(d.ID), cell(d.Title), d.State, value(d.Opens), value(d.Due), value(d.OverdueSince), missed,
			cell(value(d.Rule)), cell(strings.Join(d.Events, " | ")), cell(value(d.Owner)), cell(value(d.Department)), cell(value(d.URL)),
		})
	}
	if err := c.WriteAll(table); err != nil {
		return err
	}
	return c.Error()
}
