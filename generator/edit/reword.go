package edit

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"styrdok/generator/tomlscan"
)

// Reword replaces the text in quotes at a place of a TOML file, and nothing else. Line and column count
// from 1, columns in characters. It returns false if another text stands there.
func Reword(data []byte, line, column int, old, new string) ([]byte, bool) {
	at := afterMark(data)
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
