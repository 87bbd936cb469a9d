package seal

import (
	"cmp"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"styrdok/generator/diag"
	"styrdok/generator/library"
)

const header = `# Förseglade texter. Skrivs av "styrdok adopt", "correct" och "seal"; ändra inte för hand.
# En rad för varje antagen version: dokument, beslutsdag, SHA-256 av text och beslut, och beslutet.
# Blir det en konflikt i git: kör "styrdok seal".
`

// Format writes the file: a heading, then a line for each entry, by document and adoption.
func Format(entries []Entry) []byte {
	entries = slices.Clone(entries)
	slices.SortStableFunc(entries, func(a, b Entry) int {
		return cmp.Or(cmp.Compare(a.Document, b.Document), a.Adopted.Compare(b.Adopted))
	})
	var b strings.Builder
	b.WriteString(header)
	for _, e := range entries {
		fmt.Fprintf(&b, "%s %s %s in_force=%s", e.Document, e.Adopted, e.Sum, e.InForce)
		if !e.Corrected.IsZero() {
			fmt.Fprintf(&b, " corrected=%s", e.Corrected)
		}
		for _, p := range e.texts() {
			if *p.value != "" {
				fmt.Fprintf(&b, " %s=%s", p.key, strconv.Quote(*p.value))
			}
		}
		b.WriteByte('\n')
	}
	return []byte(b.String())
}

type textField struct {
	key   string
	value *string
}

func (e *Entry) texts() []textField {
	return []textField{{"adopted_by", &e.AdoptedBy}, {"section", &e.Section}, {"case_number", &e.CaseNumber}, {"title", &e.Title}, {"lines", &e.Lines}}
}

// Parse reads the file. Where git has left a conflict the entries of both sides are returned, and
// the conflict is told at its first line.
func Parse(src string) ([]Entry, diag.List) {
	var entries []Entry
	var diags diag.List
	conflict, base := false, false
	first := map[string]Entry{}
	for i, line := range strings.Split(src, "\n") {
		pos := diag.Pos{File: File, Line: i + 1, Column: 1}
		line = strings.TrimRight(line, " \t\r")
		switch {
		case strings.HasPrefix(line, "<<<<<<<"):
			diags.Add(diag.SealSyntax, pos, diag.P("seal.conflict"))
			conflict = true
		case strings.HasPrefix(line, "|||||||"):
			base = true // What both sides had before: of no interest.
		case strings.HasPrefix(line, "======="), strings.HasPrefix(line, ">>>>>>>"):
			base = false
		case line == "", strings.HasPrefix(line, "#"), base:
		default:
			e, ok := parseEntry(line)
			if !ok {
				diags.Add(diag.SealSyntax, pos, diag.P("seal.line"))
				continue
			}
			e.Line = i + 1
			key := string(e.Document) + " " + e.Adopted.String()
			if other, twice := first[key]; twice {
				if e.same(other) {
					continue
				}
				if !conflict {
					diags.Add(diag.SealSyntax, pos, diag.P("seal.twice", e.Document, e.Adopted, other.Line))
				}
			} else {
				first[key] = e
			}
			entries = append(entries, e)
		}
	}
	return entries, diags
}

// HasConflict tells whether a file has nothing wrong with it but git's marks of a conflict.
func HasConflict(diags diag.List) bool {
	for _, d := range diags {
		if d.Code != diag.SealSyntax || len(d.Args) != 1 || d.Args[0].(diag.Phrase).Key != "seal.conflict" {
			return false
		}
	}
	return len(diags) > 0
}

func parseEntry(line string) (Entry, bool) {
	var e Entry
	parts := strings.SplitN(line, " ", 4)
	if len(parts) < 4 {
		return e, false
	}
	var err error
	e.Document = library.ID(parts[0])
	if e.Adopted, err = library.ParseDate(parts[1]); err != nil || e.Document.Collection() == "" || e.Document.Name() == "" {
		return e, false
	}
	e.Sum = parts[2]
	if raw, err := hex.DecodeString(e.Sum); err != nil || len(raw) != 32 {
		return e, false
	}
	known := e.texts()
	for rest := parts[3]; rest != ""; {
		key, after, ok := strings.Cut(rest, "=")
		if !ok {
			return e, false
		}
		value := after
		if strings.HasPrefix(after, `"`) {
			quoted, err := strconv.QuotedPrefix(after)
			if err != nil {
				return e, false
			}
			if value, err = strconv.Unquote(quoted); err != nil {
				return e, false
			}
			rest = after[len(quoted):]
		} else {
			value, rest, _ = strings.Cut(after, " ")
			rest = strings.TrimSuffix(" "+rest, " ")
		}
		if rest != "" && !strings.HasPrefix(rest, " ") {
			return e, false
		}
		rest = strings.TrimLeft(rest, " ")
		switch key {
		case "in_force":
			e.InForce, err = library.ParseDate(value)
		case "corrected":
			e.Corrected, err = library.ParseDate(value)
		default:
			i := slices.IndexFunc(known, func(f textField) bool { return f.key == key })
			if i < 0 || !strings.HasPrefix(after, `"`) {
				return e, false
			}
			*known[i].value = value
		}
		if err != nil {
			return e, false
		}
	}
	return e, !e.InForce.IsZero() && e.Title != "" && len(e.Lines)%2 == 0
}
