package markdown

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"styrdok/generator/diag"
	"styrdok/generator/pattern"
)

// lostStars reports asterisks that were meant to be read, as in "2*350 kr och 4*125 kr" or "(*)", and
// have become emphasis instead.
func (p *proofreader) lostStars(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		if n.Type() != ast.TypeInline {
			return
		}
		e, ok := n.(*ast.Emphasis)
		if !ok {
			p.lostStars(n)
			continue
		}
		if edits := p.readStars(e); edits != nil {
			p.suggest(diag.LostText, "stars", edits[0].start, edits)
			continue
		}
		p.lostStars(n)
	}
}

// readStars returns the edits that escape the asterisks of emphasis. It returns nil where they are
// markup: it is certain only between digits, or if there are no words between them.
func (p *proofreader) readStars(n *ast.Emphasis) []edit {
	first, ok1 := n.FirstChild().(*ast.Text)
	last, ok2 := n.LastChild().(*ast.Text)
	if !ok1 || !ok2 {
		return nil
	}
	src := p.src.bytes
	start, stop := first.Segment.Start, last.Segment.Stop
	if start < n.Level || stop+n.Level > len(src) || start >= stop || src[stop] != '*' || src[start-1] != '*' {
		return nil
	}
	inside := src[start:stop]
	before, _ := utf8.DecodeLastRune(src[:start-n.Level])
	after, _ := utf8.DecodeRune(src[stop+n.Level:])
	opening, size := utf8.DecodeRune(inside)
	closing, _ := utf8.DecodeLastRune(inside)
	switch {
	case strings.ContainsRune(")]", opening), strings.ContainsRune("([", closing):
	case !inWord(before) && !strings.ContainsRune(")]%", before), !inWord(after) && !strings.ContainsRune("([", after):
		return nil
	case unicode.IsDigit(before), unicode.IsDigit(after), unicode.IsDigit(opening), unicode.IsDigit(closing):
	case bytes.ContainsAny(inside, " \n+=/"): // a formula in words
	case size == len(inside) && unicode.IsUpper(opening):
	default:
		return nil
	}
	var out []edit
	for _, at := range []int{start - n.Level, stop} {
		for i := range n.Level {
			out = append(out, edit{at + i, at + i, `\`})
		}
	}
	return out
}

// path matches the beginning of a path on a file server or a disk.
var path = pattern.New(`^[(”"']*(?:(?:\\\\){1,2}[\pL\d]|[A-Za-z]:\\)`)

// lostBackslashes reports the backslashes of a path that are lost because punctuation follows. A doubled
// backslash is intended, except before the name of a server.
func (p *proofreader) lostBackslashes(l *plainLine) {
	for begin := 0; begin < len(l.raw); {
		end := len(l.raw)
		if i := bytes.IndexAny(l.raw[begin:], " \t\u00a0"); i >= 0 {
			end = begin + i
		}
		m := path.FindIndex(l.raw[begin:end])
		if m == nil {
			begin = end + 1
			continue
		}
		plain := len(bytes.Trim(l.text[begin:end], "\x00(”\"'")) > 0 // outside code
		var edits []edit
		for i := begin; i+1 < end; i++ {
			if l.raw[i] != '\\' || l.text[i] != 0 || !util.IsPunct(l.raw[i+1]) {
				continue
			}
			escaped := l.raw[i+1] == '\\'
			if named := i+2 == begin+m[1]-1 && l.raw[i+2] != '\\'; escaped && named && (i == begin || l.raw[i-1] != '\\') ||
				!escaped && l.raw[i+1] != '*' && l.raw[i+1] != '|' {
				edits = append(edits, edit{l.start + i, l.start + i, `\\`})
			} else if escaped && i+2 < end && l.raw[i+2] == '\\' {
				i += 2 // it is escaped, with the character that follows
			}
			i++
		}
		if edits != nil && plain {
			p.suggest(diag.LostText, "backslash", edits[0].start, edits)
		}
		begin = end + 1
	}
}

// greater matches a quotation that was meant as a comparison: ">18 år", "> 65 år" or ">= 5", but not ">
// 3 § Lagen".
var greater = pattern.New(`^ {0,3}>(?:=[ \t]*\d|\d[\d \x{A0}.,]*(?:[ \x{A0}]?(?:[\pL%°]|$))|[ \t]+\d[\d \x{A0}.,]*[ \x{A0}](?:år|kr|mkr|tkr|mnkr|mån|månader|dagar|veckor|timmar|tim|h|min|minuter|ton|kg|km|m|cm|mm|m²|m\^2\^|st|personer|barn|%|procent|prisbasbelopp|pbb)(?:[\s.,:;)]|$))`)

// quotedSection matches the beginning of a quoted section of a law.
var quotedSection = pattern.New(`^ {0,3}>[ \t]*\d+[ \x{A0}]?(?:[a-z][ \x{A0}])?(?:§|kap\b|[.)]|st\b\.|mom\b|p\b)`)

// maxComparison is the maximum length of a line that begins with "> " and is not a sentence.
const maxComparison = 40

// lostGreater reports > for "more than" at the beginning of lines, which turns them into a quotation.
func (p *proofreader) lostGreater(n *ast.Blockquote) {
	src := p.src.bytes
	at := bytes.LastIndexByte(src[:min(n.Pos(), len(src))], '\n') + 1
	var edits []edit
	for at < len(src) {
		line := lineFrom(src, at)
		if !greater.Match(line) || quotedSection.Match(line) {
			break
		}
		if text := bytes.TrimLeft(line, " "); text[1] == ' ' && utf8.RuneCount(text) > maxComparison {
			break // "> 30 dagar efter det att …" is a quoted sentence.
		}
		sign := at + bytes.IndexByte(line, '>')
		edits = append(edits, edit{sign, sign, `\`})
		at += len(line) + 1
	}
	if len(edits) > 0 {
		p.suggest(diag.LostText, "greater", edits[0].start, edits)
	}
}
