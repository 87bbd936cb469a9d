package importer

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"styrdok/generator/char"
	"styrdok/generator/intake"
	"styrdok/generator/pattern"
)

// place is what a line stands in.
type place struct{ heading, cell bool }

// cleaned returns text without characters that a file may not have, or that nobody sees.
func cleaned(s string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case c == '\n' || c == '\t':
			return c
		case c == '\u00a0' || c == '\u202f' || c == '\u2007':
			return ' '
		case c == '\u2011':
			return '-'
		case c == '\uf0b7' || c == '\uf0a7' || c == '\uf0d8':
			return '•'
		case c == '\uf0e0' || c == '\uf0e8' || c == '\uf0ae': // of Wingdings and Symbol
			return '→'
		case unicode.Is(unicode.Cf, c):
			return -1
		case c == utf8.RuneError, char.Control(c), unicode.Is(unicode.Co, c), unicode.Is(unicode.Zl, c), unicode.Is(unicode.Zp, c):
			return ' ' // words beside it stay apart
		}
		return c
	}, s)
}

var gaps = pattern.New(`[ \t]+`)

// line writes spans as one line of Markdown, or as several if the author has broken it.
func (w *writer) line(spans []intake.Span, p place) string {
	var b strings.Builder
	for i := 0; i < len(spans); {
		link := spans[i].Link
		j := i + 1
		for j < len(spans) && spans[j].Link == link && link != "" {
			j++
		}
		if link == "" {
			for j < len(spans) && spans[j].Link == "" {
				j++
			}
		}
		part := spans[i:j]
		i = j
		to := ""
		if link != "" && !p.heading && !w.bare && strings.TrimSpace(intake.PlainText(part)) != "" {
			to = w.links(link)
		}
		if to == "" {
			w.emphasised(&b, part, p)
			continue
		}
		text := intake.PlainText(part)
		before, inner, after := trimmed(text)
		if inner == to && !strings.ContainsAny(inner, "<> ") && strings.Contains(inner, "://") {
			b.WriteString(before + "<" + inner + ">" + after)
			continue
		}
		var label strings.Builder
		w.emphasised(&label, part, p)
		_, words, _ := trimmed(label.String())
		b.WriteString(before + "[" + strings.ReplaceAll(words, "\\\n", " ") + "](" + destination(to) + ")" + after)
	}
	return finished(b.String(), p)
}

// finished tidies blanks, writes breaks, and marks what would begin a block.
func finished(s string, p place) string {
	lines := strings.Split(s, "\n")
	var out []string
	for _, l := range lines {
		l = strings.TrimSpace(gaps.ReplaceAllString(l, " "))
		if l != "" {
			out = append(out, l)
		}
	}
	switch {
	case p.heading:
		return strings.Join(out, " ")
	case p.cell:
		return strings.Join(out, "<br>")
	}
	for i := range out {
		out[i] = atStart(out[i])
	}
	return strings.Join(out, "\\\n")
}

func trimmed(s string) (before, inner, after string) {
	inner = strings.TrimLeftFunc(s, unicode.IsSpace)
	before = s[:len(s)-len(inner)]
	end := strings.TrimRightFunc(inner, unicode.IsSpace)
	return before, end, inner[len(end):]
}

// emphasised writes spans with their marks of emphasis.
func (w *writer) emphasised(b *strings.Builder, spans []intake.Span, p place) {
	for i, s := range spans {
		switch {
		case s.Note != 0:
			if s.Note <= len(w.notes) {
				fmt.Fprintf(b, "[^%d]", w.note(s.Note))
			}
			continue
		case s.Image != nil:
			if name, alt, shown := w.images(s.Image); shown {
				mark := ""
				if alt == "" {
					mark = "{decorative}"
				}
				b.WriteString("![" + strings.ReplaceAll(escape(alt), "\n", " ") + "](" + destination(name) + ")" + mark)
			}
			continue
		}
		text := cleaned(s.Text)
		before, inner, after := trimmed(text)
		look := s.Look
		if p.heading {
			look &^= intake.Bold | intake.Italic
		}
		if w.bare {
			look = 0
		}
		open, shut := marks(look)
		if open != "" && strings.ContainsFunc(inner, wordly) {
			// A mark must stand against a word to count. Other signs at its ends go outside.
			previous, _ := utf8.DecodeLastRuneInString(b.String())
			next, _ := utf8.DecodeRuneInString(following(spans[i+1:]))
			first, _ := utf8.DecodeRuneInString(inner)
			last, _ := utf8.DecodeLastRuneInString(inner)
			if signal(first) && !(strings.ContainsRune(openers, first) && (before != "" || previous == utf8.RuneError || unicode.IsSpace(previous))) {
				cut := strings.TrimLeftFunc(inner, outside)
				before, inner = before+inner[:len(inner)-len(cut)], cut
			}
			if signal(last) && !(strings.ContainsRune(closers, last) && (after != "" || unicode.IsSpace(next))) {
				cut := strings.TrimRightFunc(inner, outside)
				inner, after = cut, inner[len(cut):]+after
			}
			if before == "" && (previous == '*' || previous == '~' || previous == '^') {
				open, shut = "", "" // against another mark neither would be clear
			}
		} else {
			open, shut = "", ""
		}
		b.WriteString(escape(before) + open + broken(escape(inner), open, shut) + shut + escape(after))
	}
}

// broken ends and reopens marks at line breaks.
func broken(s, open, shut string) string {
	if open == "" || !strings.Contains(s, "\n") {
		return s
	}
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = strings.TrimSpace(lines[i])
	}
	return strings.Join(slices.DeleteFunc(lines, func(l string) bool { return l == "" }), shut+"\n"+open)
}

func following(spans []intake.Span) string {
	if len(spans) > 0 && spans[0].Text != "" {
		return spans[0].Text
	}
	return " "
}

// Signs that may stand within marks of emphasis, at their beginning and their end.
const (
	openers = "(”\"'«§"
	closers = ".,:;)?!”\"'»…%"
)

func wordly(c rune) bool { return unicode.IsLetter(c) || unicode.IsNumber(c) }

func outside(c rune) bool { return !wordly(c) }

func signal(c rune) bool { return !wordly(c) && !unicode.IsSpace(c) }

// marks are those before and behind a text of a look.
func marks(look intake.Look) (open, shut string) {
	for _, m := range lookMarks {
		if look&m.look != 0 {
			open, shut = open+m.open, m.shut+shut
		}
	}
	return open, shut
}

// lookMarks are those of each look, the outermost first.
var lookMarks = []struct {
	look       intake.Look
	open, shut string
}{{intake.Strike, "~~", "~~"}, {intake.Bold, "**", "**"}, {intake.Italic, "*", "*"}, {intake.Super, "<sup>", "</sup>"}, {intake.Sub, "<sub>", "</sub>"}}

// note returns the number of a note in the text.
func (w *writer) note(at int) int {
	if n := w.noteAt[at]; n > 0 {
		return n
	}
	w.used = append(w.used, at-1)
	w.noteAt[at] = len(w.used)
	return len(w.used)
}

var inDestination = strings.NewReplacer(" ", "%20", "(", "%28", ")", "%29", "<", "%3C", ">", "%3E", "\\", "%5C", "|", "%7C", "\n", "")

func destination(to string) string { return inDestination.Replace(to) }

// escape marks what Markdown would read as more than text. What only counts at the beginning of a line is for atStart.
func escape(s string) string {
	if !strings.ContainsAny(s, "\\`*_[]<>~^{}|=$&+#:!") {
		return s
	}
	if s != "" && webAddress.FindString(s) == s {
		return s
	}
	var b strings.Builder
	runes := []rune(s)
	at := func(i int) rune {
		if i < 0 || i >= len(runes) {
			return ' '
		}
		return runes[i]
	}
	for i := 0; i < len(runes); i++ {
		c := runes[i]
		if n := addressAt(runes[i:]); n > 0 && !wordly(at(i-1)) {
			b.WriteString(string(runes[i : i+n]))
			i += n - 1
			continue
		}
		before, after, sign := at(i-1), at(i+1), false
		switch c {
		case '\\': // before a letter it is read as it stands, as in a path
			sign = i+1 == len(runes) || after < utf8.RuneSelf && !wordly(after) && after != ' '
		case '`', '*', '[', ']', '<', '~', '^', '{', '}', '|':
			sign = true
		case '>':
			sign = before == '<' || before == '-' || before == '='
		case '_':
			sign = !wordly(before) || !wordly(after)
		case '$':
			sign = strings.Count(s, "$") > 1
		case '=', '+', ':':
			sign = after == c || before == c
		case '&':
			sign = unicode.IsLetter(after) || after == '#'
		case '#':
			sign = after == '#' || before == '#' || i == len(runes)-1
		}
		if sign {
			b.WriteByte('\\')
		}
		b.WriteRune(c)
	}
	return b.String()
}

var webAddress = pattern.New(`^(?:https?://|www\.)(?:[^\s<>&;"\\\x60*\[\]{}|^~]|&[\w-]+=)+[\pL\pN/#=]`)

// addressAt returns the length of a web address that text begins with, 0 if it begins with none. Its signs are not markup.
func addressAt(runes []rune) int {
	if len(runes) < 8 || runes[0] != 'h' && runes[0] != 'w' {
		return 0
	}
	return utf8.RuneCountInString(webAddress.FindString(string(runes[:min(len(runes), 500)])))
}

var (
	startSign   = pattern.New(`^(?:#|>|[-+–—·o•](?:\s|$)|-{2,}|={2,}|:|\+{2,}|_{3,}|%)`)
	startNumber = pattern.New(`^(\(?(?:\d{1,9}|\pL|[ivxIVX]{1,5}))([.)])(\s|$)`)
	spacedRule  = pattern.New(`^(?:[-_]\s*){3,}$`)
)

// atStart marks what would make a line something else than text.
func atStart(l string) string {
	if m := startNumber.FindStringSubmatchIndex(l); m != nil {
		if l[0] == '(' {
			return `\` + l
		}
		return l[:m[4]] + `\` + l[m[4]:]
	}
	if startSign.MatchString(l) || spacedRule.MatchString(l) {
		if first := rune(l[0]); first < utf8.RuneSelf && (unicode.IsPunct(first) || unicode.IsSymbol(first)) {
			return `\` + l
		}
	}
	return l
}

// safeLink returns the address for a link that may stand in a text, "" for one that leads into the writer's own folders or programs.
func safeLink(to string) string {
	u, err := url.Parse(strings.TrimSpace(to))
	if err != nil {
		return ""
	}
	switch strings.ToLower(u.Scheme) {
	case "http", "https":
		if u.Host == "" {
			return ""
		}
	case "mailto", "tel":
		if u.Opaque == "" {
			return ""
		}
	default:
		return ""
	}
	return u.String()
}
