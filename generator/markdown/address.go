package markdown

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/util"

	"styrdok/generator/block"
	"styrdok/generator/pattern"
)

// maxAddress bounds the length in bytes of a bare address; longer ones are of no use to a reader.
const maxAddress = 2000

// addresses appends a run of source text with its bare web and e-mail addresses as links. It searches
// the text that Markdown has left, since goldmark's own linkify parser stops at every word and is
// quadratic in the number of special characters of a word.
func (c *converter) addresses(out []block.Span, start, stop int) []block.Span {
	src := c.src.bytes
	from := start
	for i := start; i < stop; i++ {
		if !util.IsAlphaNumeric(src[i]) || i > start && !beforeAddress(src[start:i]) {
			continue
		}
		length, dest := addressLength(src[i:min(stop, i+maxAddress)])
		if length == 0 {
			continue
		}
		if from < i {
			out = append(out, &block.Text{At: c.at(from), Text: c.unescape(from, src[from:i])})
		}
		label := plainSigns(c.unescape(i, src[i:i+length]))
		t := &block.Text{At: c.at(i), Text: label}
		c.literal[t] = true
		out = append(out, &block.Link{At: t.At, Dest: dest + label, Spans: []block.Span{t}})
		from = i + length
		i = from - 1
	}
	if from < stop {
		out = append(out, &block.Text{At: c.at(from), Text: c.unescape(from, src[from:stop])})
	}
	return out
}

// beforeAddress reports whether an address may follow a text, which it may not within a word.
func beforeAddress(text []byte) bool {
	if last := text[len(text)-1]; last < 0x80 {
		return bytes.IndexByte([]byte(" \t(*_~[\"'"), last) >= 0
	}
	r, _ := utf8.DecodeLastRune(text)
	return !unicode.IsLetter(r) && !unicode.IsDigit(r)
}

// mayHoldAddress is a cheap check that rules out most texts.
func mayHoldAddress(b []byte) bool {
	return bytes.IndexByte(b, '@') >= 0 || bytes.Contains(b, []byte("://")) ||
		bytes.Contains(b, []byte("www.")) || bytes.Contains(b, []byte("WWW."))
}

// addressLength returns the length of the address at the beginning of a text, 0 if there is none, and
// the prefix that a link to it needs.
func addressLength(word []byte) (length int, prefix string) {
	switch {
	case hasPrefixFold(word, "http://"):
		return webLength(word, len("http://")), ""
	case hasPrefixFold(word, "https://"):
		return webLength(word, len("https://")), ""
	case hasPrefixFold(word, "www."):
		return webLength(word, 0), "http://"
	}
	return mailLength(word), "mailto:"
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
	parts := bytes.Split(host, []byte("."))
	if bytes.IndexByte(bytes.Join(parts[max(len(parts)-2, 0):], nil), '_') >= 0 {
		return 0
	}
	return end
}

// trimAddress removes the punctuation of the surrounding sentence from an address.
func trimAddress(word []byte) int {
	open, closed := bytes.Count(word, []byte("(")), bytes.Count(word, []byte(")"))
	end := len(word)
	for end > 0 {
		switch word[end-1] {
		case ';':
			// "&hl;" may be meant as a character reference.
			if m := endingReference.FindIndex(word[max(end-maxReference, 0):end]); m != nil {
				end -= m[1] - m[0] - 1
			}
		case '?', '!', '.', ',', ':', '*', '_', '~', '\'', '[', ']', '|':
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

const maxReference = 40

var endingReference = pattern.New(`&[A-Za-z0-9]+;$`)

func mailLength(word []byte) int {
	at := 0
	for at < len(word) && at <= 64 && (util.IsAlphaNumeric(word[at]) || bytes.IndexByte([]byte("._-+"), word[at]) >= 0) {
		at++
	}
	if at == 0 || at >= len(word) || word[at] != '@' || !util.IsAlphaNumeric(word[0]) {
		return 0
	}
	end := at + 1
	for end < len(word) && end-at <= 255 && (util.IsAlphaNumeric(word[end]) || word[end] == '.' || word[end] == '-' || word[end] == '_') {
		end++
	}
	for end > at && word[end-1] == '.' {
		end--
	}
	if !util.IsAlphaNumeric(word[end-1]) {
		return 0
	}
	domain := word[min(at+1, end):end]
	if dot := bytes.IndexByte(domain, '.'); dot <= 0 || bytes.Contains(domain, []byte("..")) {
		return 0
	}
	return end
}
