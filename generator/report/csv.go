package report

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"
)

// WriteDueCSV writes rows as [WriteCSV] does.
func WriteDueCSV(w io.Writer, rows []Due) error {
	table := [][]string{{"id", "title", "state", "opens", "due", "overdue_since", "terms_missed", "rule", "events", "owner", "department", "url"}}
	for _, d := range rows {
		missed := ""
		if d.TermsMissed != nil {
			missed = strconv.Itoa(*d.TermsMissed)
		}
		table = append(table, []string{
			d.ID, d.Title, d.State, string(d.Opens), string(d.Due), string(d.OverdueSince), missed,
			string(d.Rule), strings.Join(d.Events, " | "), string(d.Owner), string(d.Department), string(d.URL),
		})
	}
	return WriteCSV(w, table)
}

// WriteCSV writes a table for a Swedish spreadsheet program: with semicolons, a byte order mark, and CR LF as line
// ends. No cell is a formula.
func WriteCSV(w io.Writer, table [][]string) error {
	if _, err := io.WriteString(w, "\uFEFF"); err != nil {
		return err
	}
	c := csv.NewWriter(w)
	c.Comma = ';'
	c.UseCRLF = true
	for _, row := range table {
		cells := make([]string, len(row))
		for i, s := range row {
			cells[i] = cell(s)
		}
		if err := c.Write(cells); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}
