package seal

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"styrdok/generator/diag"
	"styrdok/generator/library"
)

const header = `# Förseglade texter. Skrivs av styrdok; ändra ingen rad för hand. Är en version borttagen för gott, ta bort hela dess rad.
# En rad för varje antagen version: dokument, beslutsdag, form och SHA-256 av text, filer och beslut, och beslutet.
# Blir det en konflikt i git: kör "styrdok seal".
`

// Format returns the contents of [File]: a heading, then a line for each entry, sorted by document and adoption.
func Format(entries []Entry) []byte {
	entries = slices.Clone(entries)
	slices.SortStableFunc(entries, func(a, b Entry) int {
		return cmp.Or(cmp.Compare(a.Document, b.Document), a.Adopted.Compare(b.Adopted))
	})
	var b strings.Builder
	b.WriteString(header)
	for _, e := range entries {
		b.WriteString(e.line())
		b.WriteByte('\n')
	}
	return []byte(b.String())
}

// line returns an entry as written. The form precedes the sum; form 1 has no number.
func (e Entry) line() string {
	var w fieldWriter
	fmt.Fprintf(&w, "%s %s ", e.Document, e.Adopted)
	if e.Form > 1 {
		fmt.Fprintf(&w, "%d:", e.Form)
	}
	w.WriteString(e.Sum)
	w.slots(e.slots())
	for _, f := range e.Files {
		w.text("file", f.Sum+" "+f.Name)
	}
	for _, l := range e.Extensions {
		w.text("extension", l.line())
	}
	for _, l := range e.Annulled {
		w.text("annulled", l.line())
	}
	for _, more := range e.More {
		w.WriteString(" " + more)
	}
	w.text("lines", e.Lines)
	return w.String()
}

// line returns a later decision as written, in one field.
func (l Later) line() string {
	var w fieldWriter
	w.slots(l.slots())
	return strings.TrimSpace(w.String())
}

// slot is where the value of a field is: a day or a text, whichever is not nil.
type slot struct {
	key  string
	day  *library.Date
	text *string
}

// slots returns the fields that an entry has once, in the order in which they are written.
func (e *Entry) slots() []slot {
	return []slot{
		{"in_force", &e.InForce, nil}, {"valid_until", &e.ValidUntil, nil}, {"corrected", &e.Corrected, nil},
		{"adopted_by", nil, &e.AdoptedBy}, {"section", nil, &e.Section}, {"case_number", nil, &e.CaseNumber}, {"title", nil, &e.Title},
	}
}

// slots returns the fields of a later decision, in the order in which they are written.
func (l *Later) slots() []slot {
	return []slot{
		{"date", &l.Date, nil}, {"until", &l.Until, nil}, {"by", nil, &l.By}, {"section", nil, &l.Section}, {"case_number", nil, &l.CaseNumber},
	}
}

// put sets the value of a field. known reports whether it is among the slots, ok whether it is valid.
func (f field) put(slots []slot) (known, ok bool) {
	i := slices.IndexFunc(slots, func(s slot) bool { return s.key == f.key })
	if i < 0 {
		return false, false
	}
	if slots[i].text != nil {
		*slots[i].text = f.value
		return true, true
	}
	day, err := library.ParseDate(f.value)
	*slots[i].day = day
	return true, err == nil
}

// fieldWriter writes fields, each after a space. It skips empty ones.
type fieldWriter struct{ strings.Builder }

func (w *fieldWriter) slots(slots []slot) {
	for _, s := range slots {
		if s.text != nil {
			w.text(s.key, *s.text)
		} else if !s.day.IsZero() {
			fmt.Fprintf(w, " %s=%s", s.key, *s.day)
		}
	}
}

func (w *fieldWriter) text(key, value string) {
	if value != "" {
		fmt.Fprintf(w, " %s=%s", key, strconv.Quote(value))
	}
}

// field is key=value, where the value is a day or a quoted text.
type field struct {
	key, value string
	written    string
}

// fields splits a row of fields. It reports whether the row is valid.
func fields(s string) ([]field, bool) {
	var out []field
	for s != "" {
		key, value, ok := strings.Cut(s, "=")
		if !ok || key == "" || strings.ContainsAny(key, " \"") {
			return nil, false
		}
		f := field{key: key}
		rest := ""
		if strings.HasPrefix(value, `"`) {
			quoted, err := strconv.QuotedPrefix(value)
			if err != nil {
				return nil, false
			}
			if f.value, err = strconv.Unquote(quoted); err != nil {
				return nil, false
			}
			rest = value[len(quoted):]
		} else {
			end := strings.IndexByte(value+" ", ' ')
			f.value, rest = value[:end], value[end:]
		}
		if rest != "" && rest[0] != ' ' {
			return nil, false
		}
		f.written = s[:len(s)-len(rest)]
		out = append(out, f)
		s = strings.TrimLeft(rest, " ")
	}
	return out, true
}

// Parse reads [File]. In a git conflict it returns the entries of both sides, and reports the conflict at its first
// line.
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
			base = true // the common ancestor (diff3 style), which is skipped
		case strings.HasPrefix(line, "======="), strings.HasPrefix(line, ">>>>>>>"):
			base = false
		case line == "", strings.HasPrefix(line, "#"), base:
		default:
			e, later, ok := parseEntry(line)
			if later > 0 {
				diags.Add(diag.SealSyntax, pos, diag.P("seal.newer", later))
				continue
			}
			if !ok {
				diags.Add(diag.SealSyntax, pos, diag.P("seal.line"))
				continue
			}
			e.Line = i + 1
			key := string(e.Document) + " " + e.Adopted.String()
			if other, twice := first[key]; twice {
				if e.line() == other.line() {
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

// HasConflict reports whether diags, from [Parse], consist of what a git merge leaves behind: conflict markers, or two
// lines for one version.
func HasConflict(diags diag.List) bool {
	for _, d := range diags {
		if d.Code != diag.SealSyntax || len(d.Args) != 1 {
			return false
		}
		if key := d.Args[0].Key; key != "seal.conflict" && key != "seal.twice" {
			return false
		}
	}
	return len(diags) > 0
}

// parseEntry reads a line. If only a later release can read it, later is its form, and otherwise 0.
func parseEntry(line string) (e Entry, later int, ok bool) {
	parts := strings.SplitN(line, " ", 4)
	if len(parts) < 4 {
		return e, 0, false
	}
	var err error
	e.Document, e.Form, e.Sum = library.ID(parts[0]), 1, parts[2]
	if e.Adopted, err = library.ParseDate(parts[1]); err != nil || e.Document.Collection() == "" || e.Document.Name() == "" {
		return e, 0, false
	}
	if form, sum, numbered := strings.Cut(parts[2], ":"); numbered {
		if e.Form, err = strconv.Atoi(form); err != nil || e.Form < 2 {
			return e, 0, false
		}
		if e.Form > present {
			return e, e.Form, false
		}
		e.Sum = sum
	}
	row, ok := fields(parts[3])
	if !ok || !isSum(e.Sum) {
		return e, 0, false
	}
	for _, f := range row {
		if !e.set(f) {
			return e, 0, false
		}
	}
	return e, 0, !e.InForce.IsZero() && e.Title != "" && len(e.Lines)%2 == 0
}

func isSum(s string) bool {
	raw, err := hex.DecodeString(s)
	return err == nil && len(raw) == sha256.Size
}

// set sets a field of an entry, and reports whether it is valid. Form 1 has fewer fields. Unknown fields, of a later
// release, are valid from form 2 on.
func (e *Entry) set(f field) bool {
	if e.Form == 1 && f.key == "valid_until" {
		return false
	}
	if known, ok := f.put(e.slots()); known {
		return ok
	}
	switch {
	case f.key == "lines":
		e.Lines = f.value
	case e.Form == 1:
		return false
	case f.key == "file":
		sum, name, ok := strings.Cut(f.value, " ")
		e.Files = append(e.Files, Attached{name, sum})
		return ok && isSum(sum) && name != ""
	case f.key == "extension":
		return appendLater(&e.Extensions, f.value)
	case f.key == "annulled":
		return appendLater(&e.Annulled, f.value)
	default:
		e.More = append(e.More, f.written)
	}
	return true
}

// appendLater reads a later decision, and reports whether it is valid.
func appendLater(to *[]Later, s string) bool {
	var l Later
	row, ok := fields(s)
	for _, f := range row {
		_, valid := f.put(l.slots())
		ok = ok && valid
	}
	*to = append(*to, l)
	return ok
}
