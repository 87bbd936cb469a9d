package edit

import (
	"bytes"
	"errors"

	"styrdok/generator/tomlscan"
)

// ErrNoFrontMatter means that a file has no front matter between "+++" lines.
var ErrNoFrontMatter = errors.New("no front matter")

// front is the front matter of a file, which is known to be valid TOML.
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

// afterMark returns the offset after the byte order mark of a file that may have one.
func afterMark(data []byte) int { return len(data) - len(bytes.TrimPrefix(data, []byte("\uFEFF"))) }

// scan finds the front matter and its statements.
func scan(data []byte) (*front, error) {
	f := &front{data: data}
	at := afterMark(data)
	end := tomlscan.LineEnd(data, at)
	if !isFence(data[at:end]) {
		return nil, ErrNoFrontMatter
	}
	f.start = tomlscan.PastEnd(data, end)
	f.eol = string(data[end:f.start])
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
