// Package diag describes problems at places in files: what kind, where, and with which
// arguments. It collects and orders them. It does not know what a code means; the sentences
// are in i18n under the code, and the writers of reports take a Texts.
package diag

import (
	"cmp"
	"fmt"
	"slices"
)

// Pos is a place in a file of the project. Line and Column count from 1, columns in
// characters; 0 means that only the file, or only the line, is known.
type Pos struct {
	File   string // slash-separated, relative to the site's folder
	Line   int
	Column int
}

// String returns "file:line:column" without the parts that are unknown.
func (p Pos) String() string {
	switch {
	case p.Line == 0:
		return p.File
	case p.Column == 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// Severity reports whether a problem stops a build. The zero value means unknown.
type Severity uint8

const (
	Error Severity = iota + 1
	Warning
	Info
)

// String returns the severity's name in reports: "error", "warning" or "info".
func (s Severity) String() string {
	if s > Info {
		s = 0
	}
	return severityNames[s]
}

var severityNames = [...]string{"unknown", Error: "error", Warning: "warning", Info: "info"}

// Code names a kind of problem in kebab case. All codes are in codes.go.
type Code string

// Diagnostic is one problem at one place.
type Diagnostic struct {
	Pos      Pos
	Severity Severity
	Code     Code
	Args     []Arg  // what was found; i18n's sentences refer to them as {0} and so on
	Subject  string // nearest known word, asked about in the hint; may be empty
	Related  []Note // other places that a reader must look at
	Fix      []Edit // changes of the file that fix it, where they are certain; in order, without overlap
}

// Edit replaces the characters from Pos up to End, in the same file, by a text.
type Edit struct {
	Pos, End Pos
	Text     string // lines end in \n
}

// Note is another place that belongs to a problem, with the key of its sentence in i18n.
type Note struct {
	Pos  Pos
	Code Code
	Args []Arg
}

// NewNote returns a note. Its arguments are those of [New].
func NewNote(code Code, pos Pos, args ...any) Note { return Note{pos, code, argsOf(args)} }

// New returns a diagnostic with its code's own severity. Arguments are texts, numbers, what has a
// String method, and phrases. It panics on others and on a code that codes.go lacks, since those are
// mistakes of the program.
func New(code Code, pos Pos, args ...any) Diagnostic {
	severity, ok := severities[code]
	if !ok {
		panic("diag: unknown code " + string(code))
	}
	return Diagnostic{Pos: pos, Severity: severity, Code: code, Args: argsOf(args)}
}

// Suggest returns d with the known word nearest to what was written, if any is near.
func (d Diagnostic) Suggest(found string, known []string) Diagnostic {
	d.Subject = Nearest(found, known)
	return d
}

// With returns d with one more place that belongs to it.
func (d Diagnostic) With(n Note) Diagnostic {
	d.Related = append(slices.Clip(d.Related), n)
	return d
}

// List is a collection of diagnostics. The zero value is empty and ready.
type List []Diagnostic

// Add appends a diagnostic with its code's own severity.
func (l *List) Add(code Code, pos Pos, args ...any) {
	*l = append(*l, New(code, pos, args...))
}

// Sort sorts the list by file, line, column, code and arguments, and removes duplicates. Of those that
// differ only in severity it keeps the most severe.
func (l List) Sort() List {
	slices.SortStableFunc(l, func(a, b Diagnostic) int {
		return cmp.Or(
			cmp.Compare(a.Pos.File, b.Pos.File),
			cmp.Compare(a.Pos.Line, b.Pos.Line),
			cmp.Compare(a.Pos.Column, b.Pos.Column),
			cmp.Compare(a.Code, b.Code),
			slices.CompareFunc(a.Args, b.Args, Arg.compare),
			cmp.Compare(a.Severity, b.Severity),
		)
	})
	return slices.CompactFunc(l, func(a, b Diagnostic) bool {
		return a.Pos == b.Pos && a.Code == b.Code && SameArgs(a.Args, b.Args)
	})
}

// ErrorsFirst returns the list with errors first, otherwise in the same order.
func (l List) ErrorsFirst() List {
	out := slices.Clone(l)
	slices.SortStableFunc(out, func(a, b Diagnostic) int { return cmp.Compare(min(a.Severity, Warning), min(b.Severity, Warning)) })
	return out
}

// Count returns how many errors and warnings the list holds.
func (l List) Count() (errors, warnings int) {
	for _, d := range l {
		switch d.Severity {
		case Error:
			errors++
		case Warning:
			warnings++
		}
	}
	return errors, warnings
}

// HasErrors reports whether the list holds at least one error.
func (l List) HasErrors() bool {
	errors, _ := l.Count()
	return errors > 0
}

// WithLevels returns the list with severities changed as the configuration says.
// Levels maps codes to "error", "warning", "info" or "off". Errors are never lowered.
func (l List) WithLevels(levels map[Code]string) List {
	out := make(List, 0, len(l))
	for _, d := range l {
		level := levels[d.Code]
		if i := slices.Index(severityNames[:], level); i > 0 && d.Severity != Error {
			d.Severity = Severity(i)
		}
		if level != "off" || d.Severity == Error {
			out = append(out, d)
		}
	}
	return out
}
