package diag

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"strings"
	"unicode/utf8"
)

// WriteOptions say how a list is written for people.
type WriteOptions struct {
	Texts Texts
	// Line returns a line of a file of the project, and whether it could be read. It may be nil.
	Line  func(file string, line int) (string, bool)
	Color bool // mark severity and place with terminal colours
}

// Write writes every diagnostic with its place, the line itself and a caret under the place.
func Write(w io.Writer, list List, opt WriteOptions) error {
	var b bytes.Buffer
	for _, d := range list {
		writeOne(&b, d, opt)
	}
	_, err := w.Write(b.Bytes())
	return err
}

func writeOne(b *bytes.Buffer, d Diagnostic, opt WriteOptions) {
	bold, tint, reset := "", "", ""
	if opt.Color {
		bold, reset = "\x1b[1m", "\x1b[0m"
		tint = map[Severity]string{Error: "\x1b[31m", Warning: "\x1b[33m", Info: "\x1b[36m"}[d.Severity]
	}
	severity := opt.Texts.T("diag.severity." + d.Severity.String())
	fmt.Fprintf(b, "%s%s:%s %s%s:%s %s [%s]\n", bold, d.Pos, reset, tint, severity, reset, oneLine(d.Message(opt.Texts)), d.Code)
	if opt.Line != nil && d.Pos.Line > 0 {
		if line, ok := opt.Line(d.Pos.File, d.Pos.Line); ok {
			writeLine(b, line, d.Pos.Column)
		}
	}
	if hint := d.Hint(opt.Texts); hint != "" {
		fmt.Fprintf(b, "  %s: %s\n", opt.Texts.T("diag.severity.hint"), oneLine(hint))
	}
	for _, n := range d.Related {
		fmt.Fprintf(b, "  %s: %s\n", n.Pos, oneLine(n.Message(opt.Texts)))
	}
}

// shownColumns is how much of a source line a report shows; longer ones are cut around the place.
const shownColumns = 100

func writeLine(b *bytes.Buffer, line string, column int) {
	line = strings.ToValidUTF8(strings.TrimRight(line, "\r\n"), "\uFFFD")
	length := utf8.RuneCountInString(line)
	if column > length+1 {
		column = 0
	}
	from, before, after := 0, "", ""
	if length > shownColumns {
		if from = max(0, column-shownColumns/2); from > 0 {
			before, line = "…", skip(line, from)
		}
		if length-from > shownColumns {
			after, line = "…", line[:len(line)-len(skip(line, shownColumns))]
		}
	}
	fmt.Fprintf(b, "  | %s%s%s\n", before, printable(line), after)
	if column > 0 {
		pad := utf8.RuneCountInString(before) + column - 1 - from
		fmt.Fprintf(b, "  | %s^\n", strings.Repeat(" ", pad))
	}
}

// skip returns s without its first n characters.
func skip(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[i:]
		}
		n--
	}
	return ""
}

// oneLine keeps document text from forging lines of a report or steering a terminal.
func oneLine(s string) string { return printable(strings.ReplaceAll(s, "\n", " ")) }

func printable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t':
			return ' '
		case r < 0x20 || r == 0x7f || (r >= 0x80 && r < 0xa0):
			return '\uFFFD'
		}
		return r
	}, s)
}

type jsonDiagnostic struct {
	File     *string    `json:"file"`
	Line     *int       `json:"line"`
	Column   *int       `json:"column"`
	Severity string     `json:"severity"`
	Code     Code       `json:"code"`
	Message  string     `json:"message"`
	Hint     *string    `json:"hint"`
	Fix      []jsonEdit `json:"fix"`
}

type jsonEdit struct {
	Line      int    `json:"line"`
	Column    int    `json:"column"`
	EndLine   int    `json:"end_line"`
	EndColumn int    `json:"end_column"`
	Text      string `json:"text"`
}

func orNull[T comparable](v T) *T {
	var zero T
	if v == zero {
		return nil
	}
	return &v
}

// WriteJSON writes {"diagnostics": […], "errors": n, "warnings": n}; absent values are null.
// The shape is an interface; docs/check.schema.json describes it.
func WriteJSON(w io.Writer, list List, t Texts) error {
	out := struct {
		Diagnostics []jsonDiagnostic `json:"diagnostics"`
		Errors      int              `json:"errors"`
		Warnings    int              `json:"warnings"`
	}{Diagnostics: []jsonDiagnostic{}}
	for _, d := range list {
		var fix []jsonEdit
		for _, e := range d.Fix {
			fix = append(fix, jsonEdit{e.Pos.Line, e.Pos.Column, e.End.Line, e.End.Column, e.Text})
		}
		out.Diagnostics = append(out.Diagnostics, jsonDiagnostic{
			File: orNull(d.Pos.File), Line: orNull(d.Pos.Line), Column: orNull(d.Pos.Column),
			Severity: d.Severity.String(), Code: d.Code, Message: d.Message(t), Hint: orNull(d.Hint(t)), Fix: fix,
		})
	}
	out.Errors, out.Warnings = list.Count()
	return writeJSON(w, out)
}

// writeJSON indents and leaves å, <, > and & as they are.
func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// WriteSARIF writes the list as SARIF 2.1.0, which code hosts show beside the lines.
func WriteSARIF(w io.Writer, list List, t Texts, release string) error {
	type message struct {
		Text string `json:"text"`
	}
	type region struct {
		StartLine   int `json:"startLine,omitempty"`
		StartColumn int `json:"startColumn,omitempty"`
	}
	type physical struct {
		ArtifactLocation struct {
			URI string `json:"uri"`
		} `json:"artifactLocation"`
		Region *region `json:"region,omitempty"`
	}
	type location struct {
		PhysicalLocation physical `json:"physicalLocation"`
	}
	type result struct {
		RuleID    Code       `json:"ruleId"`
		Level     string     `json:"level"`
		Message   message    `json:"message"`
		Locations []location `json:"locations,omitempty"`
	}
	type rule struct {
		ID Code `json:"id"`
	}
	levels := map[Severity]string{Error: "error", Warning: "warning", Info: "note"}
	results, rules, seen := []result{}, []rule{}, map[Code]bool{}
	for _, d := range list {
		text := d.Message(t)
		if h := d.Hint(t); h != "" {
			text += ". " + h
		}
		r := result{RuleID: d.Code, Level: levels[d.Severity], Message: message{text}}
		if d.Pos.File != "" {
			var p physical
			p.ArtifactLocation.URI = (&url.URL{Path: d.Pos.File}).String()
			if d.Pos.Line > 0 {
				p.Region = &region{d.Pos.Line, d.Pos.Column}
			}
			r.Locations = []location{{p}}
		}
		results = append(results, r)
		if !seen[d.Code] {
			seen[d.Code] = true
			rules = append(rules, rule{d.Code})
		}
	}
	return writeJSON(w, map[string]any{
		"$schema": "https://json.schemastore.org/sarif-2.1.0.json",
		"version": "2.1.0",
		"runs": []any{map[string]any{
			"tool":       map[string]any{"driver": map[string]any{"name": "styrdok", "version": release, "rules": rules}},
			"columnKind": "unicodeCodePoints",
			"results":    results,
		}},
	})
}
