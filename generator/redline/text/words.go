package text

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"styrdok/generator/block"
)

// marking is how a word is marked.
type marking uint8

const (
	plain marking = iota
	added
	removed
)

// signs open and close a marking, with its colour on a terminal.
var signs = [...]struct{ open, close, color string }{
	added:   {"{+", "+}", "\x1b[32m"},
	removed: {"[-", "-]", "\x1b[31m"},
}

// within returns the marking inside a part with a change, within something marked as around is.
func within(around marking, own block.Change) marking {
	switch {
	case around != plain:
		return around
	case own == block.Inserted:
		return added
	case own == block.Deleted:
		return removed
	}
	return plain
}

// word is what is never split between lines.
type word struct {
	text    string
	marking marking
	joined  bool // no space before it
}

// words splits a text at its spaces.
func words(s string, m marking) []word {
	var out []word
	for i, f := range strings.Fields(s) {
		out = append(out, word{printable(f), m, i == 0 && strings.HasPrefix(s, f)})
	}
	return out
}

// spaced puts a space before words.
func spaced(line []word) []word {
	if len(line) > 0 {
		line[0].joined = false
	}
	return line
}

// mark puts the signs of a marking around a text.
func (w *writer) mark(m marking, s string) string { return w.piece(s, m, true, true) }

// piece writes a word, with the sign that a run of equally marked words begins or ends with.
func (w *writer) piece(s string, m marking, first, last bool) string {
	if strings.Trim(s, "-+") == "" {
		s = " " + s + " " // not to be taken for part of the sign
	}
	sign := signs[m]
	if first {
		s = sign.open + s
	}
	if last {
		s += sign.close
	}
	if w.opt.Color && m != plain {
		s = sign.color + s + "\x1b[0m"
	}
	return s
}

// wrap writes words in lines: first comes before the first line, rest before the others. The signs
// enclose each run of words with the same marking, and are never alone on a line.
func (w *writer) wrap(first, rest string, line []word) {
	if len(line) == 0 {
		return
	}
	w.b.WriteString(first)
	used := utf8.RuneCountInString(first)
	for i, x := range line {
		opens := x.marking != plain && (i == 0 || line[i-1].marking != x.marking)
		closes := x.marking != plain && (i+1 == len(line) || line[i+1].marking != x.marking)
		length := utf8.RuneCountInString(x.text)
		if opens {
			length += 2
		}
		if closes {
			length += 2
		}
		if i > 0 && !x.joined {
			if used+1+length > w.width {
				w.b.WriteString("\n" + rest)
				used = utf8.RuneCountInString(rest)
			} else {
				w.b.WriteByte(' ')
				used++
			}
		}
		if x.marking != plain {
			x.text = w.piece(x.text, x.marking, opens, closes)
		}
		w.b.WriteString(x.text)
		used += length
	}
	w.b.WriteByte('\n')
}

// inline returns the words of a line.
func (w *writer) inline(spans []block.Span, m marking) []word {
	l := liner{w: w}
	l.spans(spans, m)
	return l.out
}

// liner collects the words of a line.
type liner struct {
	w      *writer
	out    []word
	space  bool // the text so far ends with a space
	raised bool // within a superscript
}

func (l *liner) text(s string, m marking) {
	if next := words(s, m); len(next) > 0 {
		next[0].joined = next[0].joined && !l.space && len(l.out) > 0
		l.space = false
		// A removed and an added word that touch are two.
		if n := len(l.out); n > 0 && m != plain && l.out[n-1].marking != plain && l.out[n-1].marking != m {
			next[0].joined = false
		}
		l.out = append(l.out, next...)
	}
	l.space = l.space || s != "" && strings.TrimRightFunc(s, unicode.IsSpace) != s
}

func (l *liner) spans(spans []block.Span, m marking) {
	styled := -1 // the end of a change of nothing but the looks of words
	for i, s := range spans {
		if n := block.Restyled(spans, i); n > i {
			styled = n
		}
		switch s := s.(type) {
		case *block.Text:
			if l.raised {
				l.text(block.Raise(s.Text), m)
			} else {
				l.text(s.Text, m)
			}
		case *block.Superscript:
			outer := l.raised
			l.raised = true
			l.spans(s.Spans, m)
			l.raised = outer
		case *block.CodeSpan:
			l.text(s.Text, m)
		case *block.Break:
			l.space = true
		case *block.Image:
			l.text(l.w.t.T("command.diff.picture", s.Alt), m)
		case *block.NoteRef:
			if s.Note != nil {
				l.text("["+strconv.Itoa(s.Note.Number)+"]", m)
			}
		case *block.ChangeSpan:
			in := within(m, s.Change)
			if i > styled || s.Change == block.Changed {
				l.spans(s.Spans, in)
				continue
			}
			for k, x := range s.Spans {
				if look := l.look(x, s.Change); look != "" {
					l.text(look, in)
				} else {
					l.spans(s.Spans[k:k+1], in)
				}
			}
		default:
			l.spans(block.Inside(s), m) // has no looks in plain text
		}
	}
}

// look returns the words of emphasis or a link, with what they look like. It is empty for other spans, and for those with more
// than words in them.
func (l *liner) look(span block.Span, change block.Change) string {
	if block.AnySpan(block.Inside(span), func(s block.Span) bool { _, text := s.(*block.Text); return !text }) {
		return ""
	}
	key, dest := "", ""
	switch s := span.(type) {
	case *block.Emphasis:
		key = "emphasis"
	case *block.Strong:
		key = "strong"
	case *block.Link:
		key = "link_new"
		if change == block.Deleted {
			key = "link_old"
		}
		if strings.Contains(s.Dest, ":") {
			key, dest = "link_to", s.Dest // and not the path of a source file
		}
	default:
		return ""
	}
	return l.w.t.T("theme.text."+key, block.Plain(block.Inside(span)), dest)
}

// printable keeps a text from controlling a terminal.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			return '\uFFFD'
		}
		return r
	}, s)
}
