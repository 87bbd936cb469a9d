// Package edit changes the front matter of documents and nothing else in their files. Input are
// a file's bytes and changes of single keys, output are the new bytes: comments, the order of
// keys, their alignment, quotes, line ends, the byte order mark and the text below the front
// matter stay byte for byte. It also holds a set of changed files, which can be shown as a
// difference or written, all or none. It does not know what a key means.
package edit

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"styrdok/generator/tomlscan"
)

// Order is the order of a document's keys in the handbook. A new key is put behind the last key that
// precedes it there.
var Order = []string{
	"title", "short_title", "summary", "kind", "status",
	"adopted", "adopted_by", "section", "case_number", "in_force", "valid_until", "repealed", "annulled", "gender", "decision_url", "consultation_until", "original", "version",
	"owner", "steward", "department", "contact", "review", "deadline", "review_by", "reviews", "extensions", "corrections", "changes", "applies_to",
	"implements", "complements", "replaces", "related", "based_on", "standards", "laws", "code_number",
	"keywords", "aliases", "updated", "language", "translation_of", "visibility",
}

// Change is one change of front matter. It returns the file with the change made.
type Change func(*front) ([]byte, error)

// Set gives a key a value, whether or not it is there already.
func Set(key string, v Value) Change {
	return func(f *front) ([]byte, error) { return f.set(key, v) }
}

// Remove removes a key, in whatever form it is written. A comment behind it is kept.
func Remove(key string) Change {
	return func(f *front) ([]byte, error) { return f.remove(key), nil }
}

// Append adds an entry to an array of tables such as [[reviews]].
func Append(key string, entry ...Pair) Change {
	return func(f *front) ([]byte, error) { return f.append(key, entry), nil }
}

// FrontMatter returns a file with changes made to its front matter, one after the other. The
// front matter must be valid TOML.
func FrontMatter(data []byte, changes ...Change) ([]byte, error) {
	for _, change := range changes {
		f, err := scan(data)
		if err != nil {
			return nil, err
		}
		if data, err = change(f); err != nil {
			return nil, err
		}
	}
	return data, nil
}

// splice returns the file with a part replaced.
func (f *front) splice(from, to int, with string) []byte {
	return slices.Concat(f.data[:from], []byte(with), f.data[to:])
}

func (f *front) find(key string) (tomlscan.Statement, bool) {
	for _, s := range f.top() {
		if len(s.Path) == 1 && s.Path[0] == key {
			return s, true
		}
	}
	return tomlscan.Statement{}, false
}

func (f *front) set(key string, v Value) ([]byte, error) {
	if s, ok := f.find(key); ok {
		quote := byte('"')
		if f.data[s.Value] == '\'' {
			quote = '\''
		}
		return f.splice(s.Value, s.ValueEnd, v.toml(quote)), nil
	}
	// The key may be there in another form: "repealed.date = …" or [repealed].
	cleared := f.remove(key)
	if !bytes.Equal(cleared, f.data) {
		var err error
		if f, err = scan(cleared); err != nil {
			return nil, err // what is no TOML may be cut in two
		}
	}
	return f.insert(key, v), nil
}

// remove removes a key's pairs and tables.
func (f *front) remove(key string) []byte {
	var out []byte
	at, top, inside := 0, true, false
	for _, s := range f.statements {
		if s.Header {
			top, inside = false, s.Path[0] == key
		}
		if !inside && !(top && s.Path[0] == key) {
			continue
		}
		out = append(out, f.data[at:s.Start]...)
		if s.Comment > 0 {
			out = append(out, f.data[s.Start:s.Key]...)
			out = append(out, f.data[s.Comment:s.End]...)
		}
		at = s.End
	}
	return append(out, f.data[at:]...)
}

func rank(key string) int {
	if i := slices.Index(Order, key); i >= 0 {
		return i
	}
	return len(Order)
}

// insert adds a key that is not there.
func (f *front) insert(key string, v Value) []byte {
	top := f.top()
	before, after := -1, -1
	for i, s := range top {
		r := rank(s.Path[0])
		switch {
		case r <= rank(key) && (before < 0 || r >= rank(top[before].Path[0])):
			before = i
		case r > rank(key) && (after < 0 || r < rank(top[after].Path[0])):
			after = i
		}
	}
	switch {
	case before >= 0:
		s := top[before]
		line := f.line(key, v, before)
		if s.End == s.Start || !endsLine(f.data[:s.End]) {
			return f.splice(s.End, s.End, f.eol+line)
		}
		return f.splice(s.End, s.End, line+f.eol)
	case after >= 0:
		at := f.commentAbove(top[after].Start)
		return f.splice(at, at, f.line(key, v, after)+f.eol)
	}
	return f.splice(f.start, f.start, key+" = "+v.toml('"')+f.eol)
}

func endsLine(data []byte) bool {
	return len(data) > 0 && (data[len(data)-1] == '\n' || data[len(data)-1] == '\r')
}

// commentAbove returns where the comment begins that stands directly above a line, or the line
// itself if there is none. Such a comment belongs to the line.
func (f *front) commentAbove(at int) int {
	for at > f.start {
		previous := at - 1
		if f.data[previous] == '\n' && previous > f.start && f.data[previous-1] == '\r' {
			previous--
		}
		for previous > f.start && f.data[previous-1] != '\n' && f.data[previous-1] != '\r' {
			previous--
		}
		if !bytes.HasPrefix(bytes.TrimLeft(f.data[previous:at], " \t"), []byte("#")) {
			return at
		}
		at = previous
	}
	return at
}

// line formats a new pair like a neighbour: with its indent, and with its equals sign aligned with
// those of the block around it, if they are aligned.
func (f *front) line(key string, v Value, neighbour int) string {
	top := f.top()
	s := top[neighbour]
	indent := string(f.data[s.Start:s.Key])
	behind := string(f.data[s.Equals+1 : s.Value])
	column := func(s tomlscan.Statement) int { return utf8.RuneCount(f.data[s.Key:s.Equals]) }
	space := " "
	if f.data[s.Equals-1] != ' ' && f.data[s.Equals-1] != '\t' {
		space = ""
	}
	first, last := neighbour, neighbour
	for first > 0 && top[first-1].End == top[first].Start {
		first--
	}
	for last+1 < len(top) && top[last].End == top[last+1].Start {
		last++
	}
	// The most common column; a key that is too long for it is not aligned.
	count, common := map[int]int{}, column(s)
	padded := map[int]bool{}
	for _, n := range top[first : last+1] {
		c := column(n)
		count[c]++
		padded[c] = padded[c] || bytes.HasSuffix(f.data[n.Key:n.Equals], []byte("  "))
		if count[c] > count[common] {
			common = c
		}
	}
	if padded[common] && common > len(key) {
		space = strings.Repeat(" ", common-len(key))
	}
	return indent + key + space + "=" + behind + v.toml('"')
}

// append adds an entry to an array of tables: to the list if it is written as one, otherwise as a
// table at the end of the front matter.
func (f *front) append(key string, entry []Pair) []byte {
	if s, ok := f.find(key); ok && f.data[s.Value] == '[' {
		return f.extend(s, inline(entry))
	}
	var b strings.Builder
	body := f.data[f.start:f.end]
	if len(bytes.TrimSpace(body)) > 0 && !endsWithBlank(body) {
		b.WriteString(f.eol)
	}
	b.WriteString("[[" + key + "]]" + f.eol)
	for _, p := range entry {
		b.WriteString(p.toml() + f.eol)
	}
	return f.splice(f.end, f.end, b.String())
}

// endsWithBlank reports whether the last line is blank.
func endsWithBlank(body []byte) bool {
	rest := bytes.TrimRight(body, " \t")
	for range 2 {
		switch {
		case bytes.HasSuffix(rest, []byte("\r\n")):
			rest = rest[:len(rest)-2]
		case endsLine(rest):
			rest = rest[:len(rest)-1]
		default:
			return len(rest) == 0
		}
		rest = bytes.TrimRight(rest, " \t")
	}
	return true
}

// add adds a value to a list.
func (f *front) add(key string, v Value) ([]byte, error) {
	if s, ok := f.find(key); ok && f.data[s.Value] == '[' {
		return f.extend(s, v.toml('"')), nil
	}
	return f.set(key, Value{literal: "[" + v.toml('"') + "]"})
}

// extend adds an element to a list.
func (f *front) extend(s tomlscan.Statement, element string) []byte {
	start, end := -1, -1
	tomlscan.Elements(f.data, s.Value, f.end, func(e tomlscan.Element) { start, end = e.Key, e.End })
	if start < 0 {
		return f.splice(s.Value, s.ValueEnd, "["+element+"]")
	}
	gap := tomlscan.Blank(f.data, end, f.end)
	comma := gap < f.end && f.data[gap] == ','
	closing := s.ValueEnd - 1
	line := closing
	for line > end && f.data[line-1] != '\n' && f.data[line-1] != '\r' {
		line--
	}
	if line == end || len(bytes.TrimSpace(f.data[line:closing])) > 0 || gap > line {
		return f.splice(end, end, ", "+element)
	}
	// The closing bracket is on a separate line, so the new entry gets one, too.
	indent := start
	for indent > 0 && (f.data[indent-1] == ' ' || f.data[indent-1] == '\t') {
		indent--
	}
	row := string(f.data[indent:start]) + element
	if comma {
		return f.splice(line, line, row+","+f.eol)
	}
	return slices.Concat(f.data[:end], []byte(","), f.data[end:line], []byte(row+f.eol), f.data[line:])
}

// ErrNoFrontMatter means that a file has no front matter between "+++" lines.
var ErrNoFrontMatter = errors.New("no front matter")

// front is the front matter of a file.
type front struct {
	data       []byte
	start, end int // the TOML between the fences; end is where the closing fence begins
	eol        string
	statements []tomlscan.Statement
}

// top returns the pairs in front of the first header.
func (f *front) top() []tomlscan.Statement {
	for i, s := range f.statements {
		if s.Header {
			return f.statements[:i]
		}
	}
	return f.statements
}

// scan finds the front matter and its statements.
func scan(data []byte) (*front, error) {
	f := &front{data: data}
	at := tomlscan.PastMark(data, 0)
	end := tomlscan.LineEnd(data, at)
	if !isFence(data[at:end]) {
		return nil, ErrNoFrontMatter
	}
	f.start = tomlscan.PastEnd(data, end)
	f.eol = string(data[end:f.start])
	f.start = tomlscan.PastMark(data, f.start)
	for at = f.start; ; {
		end = tomlscan.LineEnd(data, at)
		if isFence(data[at:end]) {
			f.end = at
			break
		}
		if end == len(data) {
			return nil, ErrNoFrontMatter
		}
		at = tomlscan.PastEnd(data, end)
	}
	f.statements = tomlscan.Statements(data, f.start, f.end)
	return f, nil
}

func isFence(line []byte) bool { return string(bytes.TrimRight(line, " \t")) == "+++" }

// Reword replaces the text in quotes at a place of a TOML file, and nothing else. Line and column count
// from 1, columns in characters. It returns false if another text stands there.
func Reword(data []byte, line, column int, old, new string) ([]byte, bool) {
	at := tomlscan.PastMark(data, 0)
	for ; line > 1 && at < len(data); line-- {
		at = tomlscan.PastEnd(data, tomlscan.LineEnd(data, at))
	}
	for ; column > 1 && at < len(data); column-- {
		_, size := utf8.DecodeRune(data[at:])
		at += size
	}
	if at >= len(data) || data[at] != '"' && data[at] != '\'' {
		return nil, false
	}
	end := bytes.IndexByte(data[at+1:], data[at])
	if end < 0 || strings.TrimSpace(string(data[at+1:at+1+end])) != old {
		return nil, false
	}
	f := front{data: data}
	return f.splice(at+1, at+1+end, new), true
}

// AppendText adds a text to a list of texts, which need not be there.
func AppendText(key, text string) Change {
	return func(f *front) ([]byte, error) { return f.add(key, Text(text)) }
}

// SetTexts gives a key a list of texts; an empty list takes it away.
func SetTexts(key string, texts []string) Change {
	if len(texts) == 0 {
		return Remove(key)
	}
	var quoted []string
	for _, t := range texts {
		quoted = append(quoted, Text(t).toml('"'))
	}
	return Set(key, Value{literal: "[" + strings.Join(quoted, ", ") + "]"})
}
