package markdown

import (
	"bytes"
	"cmp"
	"strings"

	"github.com/yuin/goldmark/ast"

	"styrdok/generator/diag"
	"styrdok/generator/pattern"
)

var (
	addressWord = pattern.New(`(?i)^(?:https?:|mailto:|tel:|www\.|#\pL|\.{0,2}/|[^\s@/:]+@[^\s@/]+\.[a-z]{2,}$)|\.(?:md|pdf|html?|aspx|docx?|xlsx?|pptx?|csv|txt|png|jpe?g|gif|svg|webp)(?:#\S*)?$`)
	mailAddress = pattern.New(`^[^\s@/:?#]+@[^\s@/]+\.[a-z]{2,}$`)
	imageSize   = pattern.New(`^(\S+)[ \t]+=\d*x?\d*%?$`)
	curlyTitle  = pattern.New(`^(\S+)[ \t]+[”“„»«'‘’]([^"”“„»«]+)[”“»«'‘’]$`)
	webStart    = pattern.New(`(?i)^h?t?tps?:/*`)

	apartLink   = pattern.New(`\[[^\[\]]+\]([ \t\x{A0}]+)\(([^()\s]+)\)`)
	turnedLink  = pattern.New(`\(([^()\[\]]+)\)\[([^\[\]\s]+)\]`)
	absentLabel = pattern.New(`\[([^\[\]]*\pL[^\[\]]*)\]\[([^\[\]]*)\]`)
	wikiLink    = pattern.New(`\[\[([^\[\]]+)\]\]`)
	angledLink  = pattern.New(`(?i)<(?:https?://|mailto:|www\.)[^<>]*>`)
)

// maxLinkWords is the maximum length in bytes of the text of a link before ](.
const maxLinkWords = 500

// nearLinks reports what looks like a link or an image in the first of some lines but is not one.
func (p *proofreader) nearLinks(lines []plainLine) {
	l := &lines[0]
	if l.signs&(signOf['[']|signOf['<']) == 0 {
		return
	}
	reported := map[int]bool{} // beginnings of links that have been reported
	for i := 0; i+1 < len(l.text); i++ {
		if l.text[i] != ']' || l.text[i+1] != '(' {
			continue
		}
		if open := openBracket(l.text, i); open >= 0 && !reported[open] {
			reported[open] = true
			i = p.halfLink(lines, open, i+2) - 1
		}
	}
	for _, m := range apartLink.FindAllSubmatchIndex(l.text, -1) {
		if !reported[m[0]] && addressWord.Match(l.text[m[4]:m[5]]) {
			reported[m[0]] = true
			p.suggest(diag.NotALink, "link-apart", l.start+m[0], []edit{l.edit(m[2:4], "")})
		}
	}
	for _, m := range turnedLink.FindAllSubmatchIndex(l.text, -1) {
		if addressWord.Match(l.text[m[4]:m[5]]) {
			reported[m[4]-1] = true
			p.suggest(diag.NotALink, "link-turned", l.start+m[0], []edit{l.edit(m, string(turnedLink.Expand(nil, []byte("[$1]($2)"), l.raw, m)))})
		}
	}
	for _, m := range absentLabel.FindAllSubmatchIndex(l.text, -1) {
		if !reported[m[0]] {
			reported[m[0]] = true
			words := string(l.raw[m[2]:m[3]])
			p.suggest(diag.NotALink, "link-label", l.start+m[0], nil, shorten(words), shorten(cmp.Or(string(l.raw[m[4]:m[5]]), words)))
		}
	}
	for _, m := range wikiLink.FindAllSubmatchIndex(l.text, -1) {
		if inside := l.text[m[2]:m[3]]; !contentsMark.Match(l.raw[m[0]:m[1]]) && !tableName.Match(inside) {
			p.suggest(diag.NotALink, "link-wiki", l.start+m[0], nil, shorten(string(inside)))
		}
	}
	for i := 0; i+1 < len(l.text); i++ {
		if l.text[i] == '!' && l.text[i+1] == '[' && !reported[i+1] && (i == 0 || bytes.IndexByte([]byte(" \t(*_|"), l.text[i-1]) >= 0) {
			p.suggest(diag.NotALink, "image", l.start+i, nil)
		}
	}
	for _, m := range angledLink.FindAllIndex(l.text, -1) {
		inside := strings.TrimSpace(string(l.raw[m[0]+1 : m[1]-1]))
		p.suggest(diag.NotALink, "link-blank", l.start+m[0], []edit{l.edit(m, "<"+mendedAddress(inside)+">")}, shorten(inside))
	}
}

// openBracket returns the offset of the bracket that is closed at an offset, -1 if there is none.
func openBracket(text []byte, closing int) int {
	depth := 0
	for i := closing - 1; i >= max(0, closing-maxLinkWords); i-- {
		switch text[i] {
		case ']':
			depth++
		case '[':
			if depth == 0 {
				return i
			}
			depth--
		}
	}
	return -1
}

// halfLink reports a link whose address begins at an offset of the first of some lines, and returns its
// end.
func (p *proofreader) halfLink(lines []plainLine, open, begin int) int {
	l := &lines[0]
	at := l.start + open
	kind := "link"
	if open > 0 && l.text[open-1] == '!' {
		at--
		kind = "image"
	}
	end, depth := begin, 0
	for ; end < len(l.raw) && (l.raw[end] != ')' || depth > 0); end++ {
		switch l.raw[end] {
		case '(':
			depth++
		case ')':
			depth--
		}
	}
	if end == len(l.raw) {
		if len(lines) > 1 && len(bytes.Fields(l.raw[begin:])) <= 1 {
			next := &lines[1]
			rest := bytes.TrimLeft(next.raw, " \t")
			if i := bytes.IndexAny(rest, ") \t"); i >= 0 && rest[i] == ')' {
				edits := []edit{{l.start + len(bytes.TrimRight(l.raw, " \t")), next.start + len(next.raw) - len(rest), ""}}
				p.suggest(diag.NotALink, kind+"-parted", at, edits)
				return end
			}
		}
		// It is not closed: the address ends where it no longer looks like one.
		first := l.raw[begin:]
		if i := bytes.IndexAny(first, " \t"); i >= 0 {
			first = first[:i]
		}
		first = bytes.TrimRight(first, ".,;:!?")
		var edits []edit
		if end := l.start + begin + len(first); addressWord.Match(first) {
			edits = []edit{{end, end, ")"}}
		}
		p.suggest(diag.NotALink, kind+"-open", at, edits)
		return len(l.raw)
	}
	written := strings.TrimSpace(string(l.raw[begin:end]))
	mended := mendedAddress(written)
	if !strings.ContainsAny(written, " \t\u00a0") {
		p.suggest(diag.NotALink, kind, at, nil)
		return end
	}
	var edits []edit
	if mended != "" {
		edits = []edit{{l.start + begin, l.start + end, mended}}
	}
	p.suggest(diag.NotALink, kind+"-blank", at, edits, shorten(written))
	return end
}

// mendedAddress returns an address with spaces in valid form, "" if the intention is unclear.
func mendedAddress(s string) string {
	s = strings.ReplaceAll(s, "\u00a0", " ")
	if m := imageSize.FindStringSubmatch(s); m != nil {
		return m[1]
	}
	if m := curlyTitle.FindStringSubmatch(s); m != nil {
		return m[1] + ` "` + m[2] + `"`
	}
	lower := strings.ToLower(s)
	switch {
	case !addressWord.MatchString(s) || strings.ContainsAny(s, `<>"`):
		return ""
	case strings.HasPrefix(lower, "tel:"):
		return strings.Join(strings.Fields(s), "")
	case strings.HasPrefix(lower, "mailto:"):
		return strings.ReplaceAll(strings.ReplaceAll(s, ", ", ","), " ", "%20")
	case strings.HasPrefix(lower, "www."):
		return "https://" + strings.ReplaceAll(s, " ", "%20")
	case strings.HasPrefix(lower, "http"):
		return strings.ReplaceAll(s, " ", "%20")
	case strings.HasPrefix(s, "#") || mailAddress.MatchString(s):
		return ""
	}
	return "<" + s + ">"
}

// odd returns why the address of a link is wrong, "" if its form is correct, and what was probably
// meant.
func odd(dest string) (kind, meant string) {
	lower := strings.ToLower(dest)
	switch web := webStart.FindString(dest); {
	case dest == "#":
		return "address-empty", ""
	case mailAddress.MatchString(dest):
		return "address", "mailto:" + dest
	case strings.HasPrefix(lower, "www."):
		return "address", "https://" + dest
	case web != "":
		rest := dest[len(web):]
		host := rest
		if i := strings.IndexAny(host, "/?#"); i >= 0 {
			host = host[:i]
		}
		scheme := "https://"
		if strings.HasPrefix(strings.ToLower(web), "http:") {
			scheme = "http://"
		}
		switch slashes := strings.TrimLeft(web, "htpsHTPS:"); {
		case host == "" || strings.HasPrefix(host, ":"):
			return "address", ""
		case slashes != "//" || !strings.HasPrefix(strings.ToLower(web), "http"):
			return "address", scheme + rest
		}
	case strings.HasPrefix(lower, "https//") || strings.HasPrefix(lower, "http//"):
		return "address", strings.Replace(dest, "//", "://", 1)
	}
	if strings.Contains(dest, `\`) {
		if strings.Contains(dest, "://") {
			return "address", strings.ReplaceAll(dest, `\`, "%5C")
		}
		return "address", strings.ReplaceAll(dest, `\`, "/")
	}
	return "", ""
}

// oddAddress reports a link with a wrong address, and returns whether there was something to report.
func (c *converter) oddAddress(n *ast.Link, dest string) bool {
	kind, meant := odd(dest)
	if kind == "" {
		return false
	}
	var edits []edit
	if tail, ok := c.src.tails[n]; ok && n.Reference == nil && meant != "" {
		if i := bytes.Index(c.src.bytes[tail.start:tail.stop], n.Destination); i >= 0 {
			edits = []edit{{tail.start + i, tail.start + i + len(n.Destination), meant}}
		}
	}
	c.suggest(diag.NotALink, kind, n.Pos(), edits, shorten(dest))
	return true
}
