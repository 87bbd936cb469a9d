package plain

import (
	"fmt"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"styrdok/generator/intake"
	"styrdok/generator/pattern"
)

// ReadMarkdown reads a Markdown file. Its text is kept as it is; the front matter, in YAML or as lines of "key: value", becomes fields.
func ReadMarkdown(data []byte) (*intake.Reading, error) {
	text, err := Decode(data)
	if err != nil {
		return nil, err
	}
	text = strings.ReplaceAll(text, "\f", "\n")
	out := &intake.Reading{Format: intake.Markdown, Plain: text, Markdown: text}
	head, body, ok := front(text)
	if !ok {
		return out, nil
	}
	fields, err := fieldsOf(head)
	if err != nil {
		return nil, &intake.Refused{Reason: intake.Corrupt, Detail: err.Error()}
	}
	out.Markdown, out.Fields = body, fields
	return out, nil
}

// front divides a text into front matter between two lines of --- and the rest.
func front(text string) (head, body string, ok bool) {
	lines := strings.SplitAfter(text, "\n")
	if strings.TrimRight(lines[0], " \t\n") != "---" {
		return "", text, false
	}
	for i := 1; i < len(lines); i++ {
		if l := strings.TrimRight(lines[i], " \t\n"); l == "---" || l == "..." {
			return strings.Join(lines[1:i], ""), strings.Join(lines[i+1:], ""), true
		}
	}
	return "", text, false
}

// fieldsOf reads YAML. An alias that would grow without bound is the library's to refuse.
func fieldsOf(head string) ([]intake.Entry, error) {
	var root yaml.Node
	if err := yaml.Unmarshal([]byte(head), &root); err != nil {
		return nil, err
	}
	if len(root.Content) == 0 {
		return nil, nil
	}
	top := root.Content[0]
	if top.Kind != yaml.MappingNode {
		return nil, fmt.Errorf("line %d: front matter is not a list of keys", top.Line)
	}
	var out []intake.Entry
	for i := 0; i+1 < len(top.Content); i += 2 {
		f := intake.Entry{Name: top.Content[i].Value}
		f.Values = values(top.Content[i+1], 0)
		out = append(out, f)
	}
	return out, nil
}

var yamlDay = pattern.New(`^\d{4}-\d{1,2}-\d{1,2}`)

func values(n *yaml.Node, depth int) []string {
	if depth > 5 {
		return nil
	}
	switch n.Kind {
	case yaml.ScalarNode:
		if n.Tag == "!!null" {
			return nil
		}
		if n.Tag == "!!timestamp" && yamlDay.MatchString(n.Value) {
			var t time.Time
			if n.Decode(&t) == nil {
				return []string{t.Format(time.DateOnly)}
			}
		}
		return []string{strings.TrimSpace(n.Value)}
	case yaml.SequenceNode:
		var out []string
		for _, k := range n.Content {
			out = append(out, values(k, depth+1)...)
		}
		return out
	case yaml.MappingNode:
		var out []string
		for i := 0; i+1 < len(n.Content); i += 2 {
			out = append(out, n.Content[i].Value+": "+strings.Join(values(n.Content[i+1], depth+1), ", "))
		}
		return out
	}
	return nil // an alias stands for what is written elsewhere
}
