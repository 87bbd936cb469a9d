package markdown

import (
	"bytes"
	"slices"

	"styrdok/generator/pattern"
)

// lineKind is the kind of a line, as far as needed to distinguish code from text.
type lineKind byte

const (
	blankLine lineKind = iota
	codeLine           // of fenced or indented code, including fences
	wordLine
)

// blockState tracks the block structure of a text line by line, following phase 1 of the parsing
// algorithm in the appendix of CommonMark: which containers a line continues, which it opens, and what
// is left of it. It knows the containers of goldmarkParser; of leaf blocks it knows only where code
// begins and ends.
type blockState struct {
	open      []container
	paragraph bool   // the last line is part of a paragraph that the next one may continue
	table     bool   // that paragraph is a table
	term      int    // one more than the containers of the last block if that may be the term of a definition
	html      string // end of the open HTML block: a string, or " " for a blank line
	fence     int    // length of the open fence; 0: none
	fenceSign byte

	tags   bool // the last line is in an HTML block, where backticks are not code
	opened bool // the last line opened a container
	begun  bool // the last line does not continue a paragraph
	fenced bool // the last line opened a fence
	hollow bool // the last line opened containers without content
}

// container is a quotation, or a block with indented content: an item, a note, a definition.
type container struct {
	quote       bool
	note        bool
	item        bool
	description bool
	indent      int
}

// cursor moves through the indentation of a line. A tab that is skipped in part leaves spaces.
type cursor struct {
	text            []byte
	at, column, pad int
}

// indent returns the width of the white space at the cursor in columns, and the offset after it.
func (c *cursor) indent() (width, next int) {
	width, next = c.pad, c.at
	for ; next < len(c.text); next++ {
		switch c.text[next] {
		case ' ':
			width++
		case '\t':
			width += 4 - (c.column+width)%4
		default:
			return width, next
		}
	}
	return width, next
}

// skip advances by n columns of white space.
func (c *cursor) skip(n int) {
	for n > 0 {
		if c.pad > 0 {
			k := min(n, c.pad)
			c.pad, c.column, n = c.pad-k, c.column+k, n-k
			continue
		}
		if c.at == len(c.text) {
			return
		}
		switch c.text[c.at] {
		case ' ':
			c.pad = 1
		case '\t':
			c.pad = 4 - c.column%4
		default:
			return
		}
		c.at++
	}
}

// pass advances past the white space and n more bytes.
func (c *cursor) pass(n int) {
	width, next := c.indent()
	c.at, c.column, c.pad = next+n, c.column+width+n, 0
}

// save returns a copy that later lines do not modify.
func (o *blockState) save() blockState {
	out := *o
	out.open = slices.Clone(o.open)
	return out
}

// line processes the next line and returns the offset of its content, and its kind.
func (o *blockState) line(text []byte) (at int, kind lineKind) {
	c := &cursor{text: text}
	matched, hollow := o.continued(c), o.hollow
	all := matched == len(o.open)
	o.opened, o.begun, o.tags, o.fenced, o.hollow = false, true, false, false, false
	width, next := c.indent()
	if o.fence > 0 {
		if all {
			if width < 4 && closesFence(text[next:], o.fenceSign, o.fence) {
				o.fence = 0
			}
			return next, codeLine
		}
		o.fence = 0
	}
	if o.html != "" {
		if all && (o.html != " " || next < len(text)) {
			o.begun, o.tags = false, true
			o.endHTML(text[next:])
			return next, wordLine
		}
		o.html = ""
	}
	paragraph := o.paragraph
	for {
		width, next = c.indent()
		if next == len(text) {
			if o.open = o.open[:matched]; hollow && all && !o.opened && matched > 0 && o.open[matched-1].item {
				o.open = o.open[:matched-1] // what follows is not its content
			}
			o.paragraph, o.table, o.hollow = false, false, o.opened
			return next, blankLine
		}
		if width > 3 {
			break
		}
		if len(o.open[:matched]) >= maxDepth || isRule(text[next:]) {
			break
		}
		box, ok := o.opens(c, text[next:], width, matched, all && paragraph)
		if !ok {
			break
		}
		o.open = append(o.open[:matched], box)
		matched++
		all, paragraph = true, false
		o.paragraph, o.opened, o.term = false, true, 0
	}
	return next, o.leaf(text[next:], width, matched, all, paragraph)
}

// continued returns how many of the open containers the line at c continues, and advances past their markers.
func (o *blockState) continued(c *cursor) int {
	for i, box := range o.open {
		width, next := c.indent()
		if box.quote {
			if width > 3 || next == len(c.text) || c.text[next] != '>' {
				return i
			}
			c.pass(1)
			c.skip(1)
		} else if next < len(c.text) {
			if width < box.indent {
				return i
			}
			c.skip(box.indent)
		}
	}
	return len(o.open)
}

// leaf processes what is left of a line after its containers, of which the first matched are open. all
// reports whether those are all, paragraph whether a paragraph may continue.
func (o *blockState) leaf(rest []byte, width, matched int, all, paragraph bool) lineKind {
	if width > 3 {
		if !paragraph {
			o.open = o.open[:matched]
			o.paragraph, o.term = false, 0
			return codeLine
		}
	} else if sign, run := fenceStart(rest); run > 0 {
		o.open = o.open[:matched]
		o.fence, o.fenceSign, o.fenced, o.paragraph, o.term = run, sign, true, false, 0
		return codeLine
	} else if end := htmlEnd(rest, paragraph); end != "" {
		o.open = o.open[:matched]
		o.html, o.paragraph, o.term, o.tags = end, false, 0, true
		o.endHTML(rest)
		return wordLine
	} else if isRule(rest) || isATX(rest) || bytes.HasPrefix(rest, []byte(":::")) || paragraph && all && isUnderline(rest) {
		o.open = o.open[:matched]
		o.paragraph, o.term = false, 0
		return wordLine
	}
	if paragraph { // perhaps as a lazy continuation line
		o.begun = false
		o.table = o.table || isTableRule(rest)
	} else {
		o.open = o.open[:matched]
		o.table = false
	}
	o.paragraph, o.term = true, len(o.open)+1
	return wordLine
}

// endHTML closes the HTML block if a line contains its end.
func (o *blockState) endHTML(line []byte) {
	if o.html == "</" && htmlRawEnd.Match(line) || o.html != "</" && o.html != " " && bytes.Contains(line, []byte(o.html)) {
		o.html = ""
	}
}

const htmlTag = `<[a-z][a-z0-9-]*(?:[ \t]+[a-z:_][a-z0-9:._-]*(?:[ \t]*=[ \t]*(?:[^\s"'=<>` + "`" + `]+|'[^']*'|"[^"]*"))?)*[ \t]*/?>|</[a-z][a-z0-9-]*[ \t]*>`

var (
	htmlBlockTag = pattern.New(`(?i)^</?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|meta|nav|noframes|ol|optgroup|option|p|param|search|section|source|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul)(?:[ \t>]|/>|$)`)
	htmlRawTag   = pattern.New(`(?i)^<(script|pre|style|textarea)(?:[ \t>]|/>|$)`)
	htmlRawEnd   = pattern.New(`(?i)</(?:script|pre|style|textarea)>`)
	htmlLoneTag  = pattern.New(`(?i)^(?:` + htmlTag + `)[ \t]*$`)
	// inlineTag matches a tag, an address in angle brackets, or what follows the text of a link.
	inlineTag = pattern.New(`(?i)^(?:` + htmlTag + `|<[a-z][a-z0-9.+-]{1,31}:[^\x00-\x20<>]*>|<[^\s<>@]+@[a-z0-9.-]+>|<\?.*?\?>|<![A-Z][^>]*>|<!\[CDATA\[.*?\]\]>|\]\((?:<[^<>]*>|[^\s<>()]*)(?:[ \t]+(?:"[^"]*"|'[^']*'))?[ \t]*\))`)
)

// htmlEnd returns the end condition of the HTML block that a line begins, "" if it begins none.
func htmlEnd(b []byte, paragraph bool) string {
	if b[0] != '<' {
		return ""
	}
	switch {
	case htmlRawTag.Match(b):
		return "</"
	case bytes.HasPrefix(b, []byte("<?")):
		return "?>"
	case bytes.HasPrefix(b, []byte("<![CDATA[")):
		return "]]>"
	case len(b) > 2 && b[1] == '!' && (b[2]|0x20) >= 'a' && (b[2]|0x20) <= 'z':
		return ">"
	case htmlBlockTag.Match(b), !paragraph && htmlLoneTag.Match(b) && !htmlRawEnd.Match(b):
		return " "
	}
	return ""
}

// opens returns the container that begins at the cursor and advances past its marker.
func (o *blockState) opens(c *cursor, rest []byte, width, matched int, interrupts bool) (container, bool) {
	if rest[0] == '>' {
		c.pass(1)
		c.skip(1)
		return container{quote: true}, true
	}
	if _, length := noteLabel(rest); length > 0 && length < len(rest) && rest[length] == ':' {
		if slices.ContainsFunc(o.open, func(b container) bool { return b.note }) {
			return container{}, false
		}
		c.pass(length + 1)
		return container{indent: 4, note: true}, true
	}
	if rest[0] == ':' && width == 0 && (matched+1 == o.term || matched < len(o.open) && o.open[matched].description) {
		after := cursor{text: rest, at: 1, column: 1}
		w, _ := after.indent()
		if w == 0 {
			return container{}, false
		}
		if w >= 8 {
			w = 5
		}
		c.pass(1)
		c.skip(w)
		return container{indent: w + 1, description: true}, true
	}
	length := listMarker(rest)
	if length == 0 {
		return container{}, false
	}
	empty := blank(rest[length:])
	if interrupts && !mayInterrupt(rest, length) {
		return container{}, false
	}
	c.pass(length)
	w, _ := c.indent()
	if empty || w > 4 {
		w = 1
	}
	c.skip(w)
	return container{indent: width + length + w, item: true}, true
}

// listMarker returns the length of the marker at the beginning of a line, 0 if there is none. A single
// letter counts as a marker even where no other follows in order.
func listMarker(b []byte) int {
	l, ok := readLabel(b, 0)
	if !ok || !l.plain() && len(l.readings()) == 0 {
		return 0
	}
	return l.end
}

// mayInterrupt reports whether an item with this marker may interrupt a paragraph.
func mayInterrupt(line []byte, length int) bool {
	return !blank(line[length:]) && (length == 1 || bytes.ContainsAny(line[:length], "1aAiI") && len(bytes.Trim(line[:length], "().")) == 1)
}

func isDescription(b []byte) bool { return len(b) > 1 && b[0] == ':' && isSpace(b[1]) }

// fenceStart returns the character and length of the code fence that a line begins with.
func fenceStart(b []byte) (sign byte, run int) {
	if len(b) == 0 || b[0] != '`' && b[0] != '~' {
		return 0, 0
	}
	run = runOf(b, b[0])
	if run < 3 || b[0] == '`' && bytes.IndexByte(b[run:], '`') >= 0 {
		return 0, 0
	}
	return b[0], run
}

// runOf returns how many bytes at the beginning are a sign.
func runOf(b []byte, sign byte) (n int) {
	for n < len(b) && b[n] == sign {
		n++
	}
	return n
}

func closesFence(b []byte, sign byte, run int) bool {
	n := runOf(b, sign)
	return n >= run && blank(b[n:])
}

func isATX(b []byte) bool {
	n := runOf(b, '#')
	return n > 0 && n < 7 && (n == len(b) || b[n] == ' ' || b[n] == '\t')
}

// isRule reports whether a line is a thematic break.
func isRule(b []byte) bool {
	if len(b) < 3 || b[0] != '-' && b[0] != '*' && b[0] != '_' {
		return false
	}
	return bytes.Count(b, b[:1]) >= 3 && len(bytes.Trim(b, string(b[:1])+" \t")) == 0
}

// isUnderline reports whether a line is a setext heading underline.
func isUnderline(b []byte) bool {
	t := bytes.TrimRight(b, " \t")
	return len(t) > 0 && (t[0] == '=' || t[0] == '-') && len(bytes.Trim(t, string(t[:1]))) == 0
}

func isTableRule(b []byte) bool {
	return bytes.IndexByte(b, '-') >= 0 && len(bytes.Trim(b, "|-: \t\v\f")) == 0
}
