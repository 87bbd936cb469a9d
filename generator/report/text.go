package report

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"styrdok/generator/i18n"
)

// WriteDueText writes rows in columns for a terminal.
func WriteDueText(w io.Writer, rows []Due, t *i18n.Texts) error {
	if len(rows) == 0 {
		_, err := fmt.Fprintln(w, t.T("due.nothing"))
		return err
	}
	table := [][]string{{t.T("due.column.state"), t.T("due.column.due"), t.T("due.column.document"), t.T("due.column.owner")}}
	for _, d := range rows {
		document := d.Title + " (" + d.ID + ")"
		if !d.LastDay.IsZero() {
			document += t.T("due.ends", d.LastDay)
		}
		table = append(table, []string{t.T("due.state." + d.State), string(d.Due), document, owner(d)})
	}
	return columns(w, table)
}

// WriteListText writes rows in columns for a terminal.
func WriteListText(w io.Writer, rows []Entry, t *i18n.Texts) error {
	if len(rows) == 0 {
		_, err := fmt.Fprintln(w, t.T("list.nothing"))
		return err
	}
	table := [][]string{{t.T("list.column.document"), t.T("list.column.status"), t.T("list.column.adopted"), t.T("list.column.title")}}
	for _, e := range rows {
		status := t.T("list.status." + e.Status)
		if e.Visibility != "public" {
			status += ", " + t.T("list.visibility."+e.Visibility)
		}
		table = append(table, []string{e.ID, status, string(e.Adopted), e.Title})
	}
	return columns(w, table)
}

// columns writes a table whose columns are as wide as their widest cell, two spaces apart.
func columns(w io.Writer, table [][]string) error {
	widths := make([]int, len(table[0]))
	for _, row := range table {
		for i, c := range row {
			widths[i] = max(widths[i], utf8.RuneCountInString(c))
		}
	}
	var b strings.Builder
	for _, row := range table {
		line := ""
		for i, c := range row {
			line += c + strings.Repeat(" ", widths[i]-utf8.RuneCountInString(c)+2)
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}
