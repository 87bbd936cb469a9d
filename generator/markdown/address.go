package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// maxAddress bounds how far a bare address is followed; longer ones are no use to a reader.
const maxAddress = 2000

// addressParser makes links of bare web and mail addresses. goldmark's own looks for a mail
// address to the end of the word at every sign in it, which takes quadratic time.
type addressParser struct{}

func (addressParser) Trigger() []byte { return []byte{' ', '*', '_', '~', '('} }

func (addressParser) Parse(parent ast.Node, r text.Reader, pc parser.Context) ast.Node {
	line, segment := r.PeekLine()
	lead := 0
	switch line[0] {
	case ' ', '\t', '*', '_', '~', '(':
		lead = 1
	}
	word := line[lead:min(len(line), lead+maxAddress)]
	length, kind := addressLength(word)
	if length == 0 || pc.IsInLinkLabel() {
		return nil
	}
	if lead > 0 {
		ast.MergeOrAppendTextSegment(parent, segment.WithStop(segment.Start+1))
	}
	r.Advance(lead + length)
	start := segment.Start + lead
	link := ast.NewAutoLink(kind, ast.NewTextSegment(text.NewSegment(start, start+length)))
	link.SetPos(start)
	return link
}

// addressLength returns how much of the beginning of a text is an address, 0 if it is none.
func addressLength(word []byte) (int, ast.AutoLinkType) {
	switch {
	case hasPrefixFold(word, "http://"):
		return webLength(word, len("http://")), ast.AutoLinkURL
	case hasPrefixFold(word, "https://"):
		return webLength(word, len("https://")), ast.AutoLinkURL
	}
	return mailLength(word), ast.AutoLinkEmail
}

func hasPrefixFold(b []byte, prefix string) bool {
	return len(b) >= len(prefix) && strings.EqualFold(string(b[:len(prefix)]), prefix)
}

func webLength(word []byte, scheme int) int {
	end := bytes.IndexAny(word, " \t\n<>\"\u00a0”“")
	if end < 0 {
		end = len(word)
	}
	end = trimAddress(word[:end])
	if end <= scheme {
		return 0
	}
	host := word[scheme:end]
	if i := bytes.IndexAny(host, "/?#"); i >= 0 {
		host = host[:i]
	}
	if dot := bytes.IndexByte(host, '.'); dot <= 0 || dot == len(host)-1 {
		return 0
	}
	return end
}

// trimAddress leaves out the punctuation of the sentence around an address.
func trimAddress(word []byte) int {
	open, closed := bytes.Count(word, []byte("(")), bytes.Count(word, []byte(")"))
	end := len(word)
	for end > 0 {
		switch word[end-1] {
		case '?', '!', '.', ',', ':', ';', '*', '_', '~', '\'', '[', ']', '|':
		case ')':
			if closed <= open {
				return end
			}
			closed--
		default:
			return end
		}
		end--
	}
	return end
}

func mailLength(word []byte) int {
	at := 0
	for at < len(word) && at <= 64 && (util.IsAlphaNumeric(word[at]) || bytes.IndexByte([]byte("._-+"), word[at]) >= 0) {
		at++
	}
	if at == 0 || at >= len(word) || word[at] != '@' || !util.IsAlphaNumeric(word[0]) {
		return 0
	}
	end := at + 1
	for end < len(word) && end-at <= 255 && (util.IsAlphaNumeric(word[end]) || word[end] == '.' || word[end] == '-') {
		end++
	}
	for end > at && (word[end-1] == '.' || word[end-1] == '-') {
		end--
	}
	domain := word[min(at+1, end):end]
	if dot := bytes.IndexByte(domain, '.'); dot <= 0 || bytes.Contains(domain, []byte("..")) {
		return 0
	}
	return end
}
