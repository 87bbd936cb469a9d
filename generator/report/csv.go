package report

import (
	"bytes"
	"encoding/csv"
	"io"
	"strconv"
	"strings"
	"unicode"
)

var dueColumns = []string{"id", "title", "state", "opens", "due", "overdue_since", "terms_missed", "rule", "events", "owner", "department", "url"}

// cells are the cells of a row, in the order of dueColumns.
func (d Due) cells() []string {
	missed := ""
	if d.TermsMissed != nil {
		missed = strconv.Itoa(*d.TermsMissed)
	}
	return []string{
		d.ID, d.Title, d.State, string(d.Opens), string(d.Due), string(d.OverdueSince), missed,
		string(d.Rule), strings.Join(d.Events, " | "), string(d.Owner), string(d.Department), string(d.URL),
	}
}

// WriteDueCSV writes rows as [WriteCSV] does.
func WriteDueCSV(w io.Writer, rows []Due) error {
	table := [][]string{dueColumns}
	for _, d := range rows {
		table = append(table, d.cells())
	}
	return WriteCSV(w, table)
}

// CSVMark is what a file of [CSVLine] begins with: the byte order mark by which a spreadsheet program knows UTF-8.
const CSVMark = "\uFEFF"

// WriteCSV writes a table for a Swedish spreadsheet program: with semicolons, a byte order mark, and CR LF as line
// ends. No cell is a formula.
func WriteCSV(w io.Writer, table [][]string) error {
	if _, err := io.WriteString(w, CSVMark); err != nil {
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

// CSVLine returns a row as [WriteCSV] writes it.
func CSVLine(row []string) []byte {
	var b bytes.Buffer
	if err := WriteCSV(&b, [][]string{row}); err != nil {
		panic("report: memory takes everything: " + err.Error())
	}
	return b.Bytes()[len(CSVMark):]
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// cell returns a value that spreadsheets do not take for a formula, also if they pass over blanks before it. Its line ends are
// all of one kind, since the writer drops others.
func cell(s string) string {
	s = lineEnds.Replace(s)
	rest := strings.TrimLeftFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == 0xfeff })
	if rest != "" && strings.ContainsAny(rest[:1], "=+-@|%") || s != "" && strings.ContainsAny(s[:1], "\t\n") {
		return "'" + s
	}
	return s
}
