package markdown

import (
	"bytes"
	"strings"

	"styrdok/generator/pattern"
)

// elements are the names of HTML elements, current and obsolete. Any other name in angle brackets is a
// word of the text, as in "<namn>".
var elements = setOf(`a abbr acronym address applet area article aside audio b base basefont bdi bdo big blink blockquote
	body br button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed
	fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input
	ins kbd label legend li link main map mark marquee math menu meta meter nav nobr noframes noscript object ol optgroup option
	output p param path picture pre progress q rb rp rt rtc ruby s samp script search section select slot small source span strike
	strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr xml`)

// bareAttributes are the boolean attributes of HTML.
var bareAttributes = setOf(`allowfullscreen async autofocus autoplay checked compact controls default defer disabled formnovalidate
	hidden inert ismap itemscope loop multiple muted nomodule noshade novalidate nowrap open playsinline readonly required reversed selected`)

func setOf(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}

// attributePiece matches an attribute of a tag, with its value if it has one.
var attributePiece = pattern.New(`([^\s=<>"'/]+)(\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"']+))?`)

// ofHTML reports whether a tag's name is one of HTML, or of a word processor's.
func ofHTML(name string) bool {
	return elements[name] || strings.ContainsAny(name, ":-")
}

// asideHTML records that a piece of HTML is markup: all of a comment or an instruction, but only the
// name and attributes of a tag. The rest is text that is dropped with it.
func (c *converter) asideHTML(start, stop int) {
	piece := c.src.bytes[start:stop]
	switch {
	case bytes.HasPrefix(piece, []byte(characterData)):
		c.src.setAside(start, start+len(characterData))
		return
	case len(piece) < 2 || piece[1] == '!' || piece[1] == '?':
		c.src.setAside(start, stop)
		return
	}
	at := start + 1
	if piece[1] == '/' {
		at++
	}
	name := tagName(piece)
	if name == "script" || name == "style" {
		c.src.setAside(start, stop)
		return
	}
	if ofHTML(name) {
		c.src.setAside(start, at+len(name))
	}
	inside := c.src.bytes[min(at+len(name), stop):stop]
	for _, m := range attributePiece.FindAllSubmatchIndex(inside, -1) {
		if m[4] >= 0 || bareAttributes[strings.ToLower(string(inside[m[2]:m[3]]))] {
			c.src.setAside(at+len(name)+m[0], at+len(name)+m[1])
		}
	}
}
