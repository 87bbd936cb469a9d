package docs

import (
	"strings"
	"unicode/utf8"

	"styrdok/generator/pattern"
)

// width is how long lines are, in characters: what the narrowest terminals show.
const width = 80

// write sets passages as plain text in lines of width characters. Examples and their long lines stay as they are.
func write(passages []Passage) string {
	var b strings.Builder
	for i, p := range passages {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(p.Heading + "\n" + strings.Repeat("-", utf8.RuneCountInString(p.Heading)) + "\n\n")
		var below strings.Builder
		text(&below, strings.TrimSpace(p.Text))
		b.WriteString(strings.TrimRight(below.String(), "\n") + "\n")
	}
	return b.String()
}

var (
	item  = pattern.New(`^(\s*)([-*]|\d+\.) +`)
	comma = pattern.New(`, *$`)
)

func text(b *strings.Builder, markdown string) {
	var paragraph []string
	hang := ""
	flush := func() {
		if len(paragraph) > 0 {
			first := ""
			if hang != "" {
				first = strings.Repeat(" ", len(hang)-2) + "- "
			}
			b.WriteString(Wrap(first, hang, inline(strings.Join(paragraph, " "))))
		}
		paragraph, hang = nil, ""
	}
	fence, empty, inTable := "", true, false
	for line := range strings.Lines(markdown) {
		line = strings.TrimRight(line, "\n")
		cells := row(line)
		ticks := line[:len(line)-len(strings.TrimLeft(line, "`"))]
		switch m := item.FindStringSubmatch(line); {
		case fence != "" && strings.TrimSpace(line) == fence:
			fence = ""
		case fence != "":
			b.WriteString(strings.TrimRight("    "+line, " ") + "\n")
		case len(ticks) > 2:
			flush()
			fence = ticks
			if _, file, named := strings.Cut(line, " "); named {
				b.WriteString(file + ":\n")
			}
		case strings.TrimSpace(line) == "":
			flush()
			if !empty {
				b.WriteByte('\n')
			}
		case len(cells) > 1:
			flush()
			if inTable && strings.Trim(cells[0], "-: ") != "" {
				b.WriteString(entry(inline(cells[0]), noteOf(cells), inline(cells[len(cells)-1])))
			}
		case m != nil:
			flush()
			hang = strings.Repeat(" ", len(m[1])+2)
			paragraph = []string{line[len(m[0]):]}
		default:
			paragraph = append(paragraph, strings.TrimSpace(line))
		}
		empty, inTable = strings.TrimSpace(line) == "", len(cells) > 1 // The head of a table is left out.
	}
	flush()
}

// row returns the cells of a line of a table, or nil.
func row(line string) []string {
	line = strings.TrimSpace(line)
	if !strings.HasPrefix(line, "|") {
		return nil
	}
	cells := strings.Split(strings.Trim(strings.ReplaceAll(line, `\|`, "\x00"), "|"), "|")
	for i, c := range cells {
		cells[i] = strings.ReplaceAll(strings.TrimSpace(c), "\x00", "|")
	}
	return cells
}

// noteOf joins what stands between the first and the last cell of a row.
func noteOf(cells []string) string {
	var out []string
	for _, c := range cells[1 : len(cells)-1] {
		if c = inline(c); c != "–" {
			out = append(out, c)
		}
	}
	return strings.Join(out, ", ")
}

// entry is a row of a table: its first cell, and the last one indented below it.
func entry(name, note, meaning string) string {
	if note != "" {
		name += " (" + comma.ReplaceAllString(note, "") + ")"
	}
	return Wrap("  ", "    ", name) + Wrap("      ", "      ", meaning)
}

// Wrap breaks a text into lines that begin with first and then with rest.
func Wrap(first, rest, s string) string {
	var b strings.Builder
	line := first
	for i, word := range strings.Fields(s) {
		if i > 0 && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > width {
			b.WriteString(line + "\n")
			line = rest + word
			continue
		}
		if i > 0 {
			line += " "
		}
		line += word
	}
	return b.String() + line + "\n"
}

var (
	link   = pattern.New(`!?\[((?:[^\[\]]|\[\[?[^\[\]]*\]\]?)+)\]\([^)]*\)`)
	strong = pattern.New(`(\*\*?)([^*\s](?:[^*]*[^*\s])?)\*\*?`)
	code   = pattern.New("(`+) ?(.+?) ?`+")
)

// inline takes away the marks of links, emphasis and code; what is code keeps its own characters.
func inline(s string) string {
	var codes []string
	s = code.ReplaceAllStringFunc(s, func(c string) string {
		codes = append(codes, code.FindStringSubmatch(c)[2])
		return "\x00"
	})
	s = link.ReplaceAllStringFunc(s, func(l string) string {
		m := link.FindStringSubmatch(l)
		for _, h := range handbooks {
			if m[1] == h.file {
				return "styrdok explain " + h.Word
			}
		}
		return m[1]
	})
	s = strong.ReplaceAllString(s, "$2")
	for _, c := range codes {
		s = strings.Replace(s, "\x00", c, 1)
	}
	return s
}
