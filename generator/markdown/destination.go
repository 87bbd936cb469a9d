package markdown

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"styrdok/generator/diag"
)

// Destination is the destination of a link, an image or a link definition, as written in a text.
type Destination struct {
	Start, Stop int    // byte range in the source, including angle brackets
	Raw         string // that range without angle brackets
	Address     string // its meaning, with backslash escapes and entities resolved
}

// Destinations returns the destinations in a text in order, as the parser reads them. Code, comments,
// note labels and bare addresses have none. It returns nil for a text that is not UTF-8.
func Destinations(src []byte) []Destination {
	if !mayHoldDestination(src) || !utf8.Valid(src) || bytes.IndexByte(src, 0) >= 0 {
		return nil
	}
	var diags diag.List
	st := newState(prepare(src, Options{FirstLine: 1, quiet: true}), &diags)
	root := readTree(st)
	var found []stretch
	ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		where := st.src.inlineDestination(n)
		if d, ok := n.(*ast.LinkReferenceDefinition); ok {
			where = st.src.definedDestination(d)
		}
		if where.start < where.stop {
			found = append(found, where)
		}
		return ast.WalkContinue, nil
	})
	slices.SortFunc(found, func(a, b stretch) int { return cmp.Compare(a.start, b.start) })
	starts := lineStarts(src)
	out := make([]Destination, 0, len(found))
	for _, f := range found {
		written := st.src.bytes[f.start:f.stop]
		start := st.src.origin(starts, f.start)
		if !bytes.HasPrefix(src[min(start, len(src)):], written) {
			continue
		}
		d := Destination{Start: start, Stop: start + len(written), Raw: string(written)}
		if inside, bracketed := strings.CutPrefix(d.Raw, "<"); bracketed {
			if d.Raw, bracketed = strings.CutSuffix(inside, ">"); !bracketed || strings.HasPrefix(inside, "<") {
				continue // brackets within brackets are none to others, and where these begin is unclear
			}
		}
		d.Address = plainSigns(unescape([]byte(d.Raw)))
		out = append(out, d)
	}
	return out
}

// mayHoldDestination is a cheap check that rules out most texts.
func mayHoldDestination(src []byte) bool {
	return bytes.Contains(src, []byte("](")) || bytes.Contains(src, []byte("]:"))
}

// lineStarts returns the beginning of each line of a text, as divided by splitLines.
func lineStarts(src []byte) []int {
	at := 0
	if bytes.HasPrefix(src, []byte("\uFEFF")) {
		at = len("\uFEFF")
	}
	out := []int{at}
	for ; at < len(src); at++ {
		if src[at] == '\n' || src[at] == '\r' && (at+1 == len(src) || src[at+1] != '\n') {
			out = append(out, at+1)
		}
	}
	return out
}

// destinationOf returns the destination of a link or an image, and its reference if it has one.
func destinationOf(n ast.Node) (written []byte, reference *ast.ReferenceLink) {
	switch n := n.(type) {
	case *ast.Link:
		return n.Destination, n.Reference
	case *ast.Image:
		return n.Destination, n.Reference
	}
	return nil, nil
}

// inlineDestination returns where a link or an image has its destination, unless a reference has it.
func (s *source) inlineDestination(n ast.Node) stretch {
	tail, ok := s.tails[n]
	written, reference := destinationOf(n)
	if !ok || reference != nil {
		return stretch{}
	}
	return s.destination(tail.start+len("]("), tail.stop, written)
}

// definedDestination returns where the destination of a link definition is.
func (s *source) definedDestination(d *ast.LinkReferenceDefinition) stretch {
	r := text.NewBlockReader(s.bytes, d.Lines())
	r.SkipSpaces()
	r.Advance(len("["))
	if _, found := r.FindClosure('[', ']', text.FindClosureOptions{Newline: true, Advance: true}); !found || r.Peek() != ':' {
		return stretch{}
	}
	_, segment := r.Position()
	return s.destination(segment.Start+len(":"), len(s.bytes), d.Destination)
}

// destination returns where a destination is between two offsets, with its angle brackets if it has any.
func (s *source) destination(from, to int, written []byte) stretch {
	i := bytes.Index(s.bytes[from:to], written)
	if i < 0 {
		return stretch{}
	}
	where := stretch{from + i, from + i + len(written)}
	if len(written) == 0 {
		if i = bytes.Index(s.bytes[from:to], []byte("<>")); i < 0 || !blank(bytes.Trim(s.bytes[from:from+i], "\n>")) {
			return stretch{}
		}
		return stretch{from + i, from + i + len("<>")}
	}
	if s.bytes[where.start-1] == '<' {
		return stretch{where.start - 1, where.stop + 1}
	}
	return where
}

// schemes are the allowed schemes of links.
var schemes = []string{"http", "https", "mailto", "tel"}

// checkAddress returns an address without the control characters that browsers ignore when they look for
// a scheme, and the code of its problem, if any. An image's address must be relative.
func checkAddress(s string, image bool) (string, diag.Code) {
	s = plainSigns(s)
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, s)
	s = strings.TrimSpace(s)
	if len(s) > 1 && (s[0] == '/' || s[0] == '\\') && (s[1] == '/' || s[1] == '\\') {
		return s, diag.BadScheme
	}
	switch scheme := schemeOf(s); {
	case scheme == "":
		return s, ""
	case !slices.Contains(schemes, scheme):
		return s, diag.BadScheme
	case image:
		return s, diag.LinkOutside
	}
	return s, ""
}

// schemeOf returns what precedes the first colon, in lower case, unless it is part of a path.
func schemeOf(s string) string {
	i := strings.IndexAny(s, ":/?#")
	if i < 0 || s[i] != ':' {
		return ""
	}
	return strings.ToLower(s[:i])
}

// plainSigns reverses the substitutions that unescape makes for typography.
func plainSigns(s string) string {
	for _, l := range literals {
		if strings.ContainsRune(s, l.mark) {
			s = strings.ReplaceAll(s, string(l.mark), string(l.sign))
		}
	}
	return s
}

// shorten truncates an address for quotation in a message.
func shorten(s string) string {
	r := []rune(plainSigns(s))
	if len(r) > 80 {
		return string(r[:79]) + "…"
	}
	return string(r)
}
