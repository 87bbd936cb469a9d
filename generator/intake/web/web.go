// Package web reads the text of HTML pages: those of a municipality's web site, with all that surrounds the text, and those that
// Word and LibreOffice save.
package web

import (
	"bytes"
	"io"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"

	"styrdok/generator/intake"
)

// Read reads an HTML page.
func Read(data []byte) (*intake.Reading, error) {
	if len(data) > intake.MaxFile {
		return nil, &intake.Refused{Reason: intake.TooLarge}
	}
	text, err := decoded(data)
	if err != nil {
		return nil, err
	}
	root, err := html.ParseWithOptions(bytes.NewReader(text), html.ParseOptionEnableScripting(false))
	if err != nil {
		return nil, &intake.Refused{Reason: intake.TooDeep, Detail: err.Error()}
	}
	r := &reader{out: &intake.Reading{Format: intake.HTML}, notes: map[string]*html.Node{}, noteAt: map[*html.Node]int{}}
	r.head(root)
	body := find(root, func(n *html.Node) bool { return n.DataAtom == atom.Body })
	if body == nil {
		return nil, &intake.Refused{Reason: intake.NoText}
	}
	r.findNotes(body)
	text0 := r.mainOf(body)
	r.out.Blocks = r.flow(text0, look{})
	within := r.out.Furniture
	r.out.Furniture = nil
	r.around(body, text0)
	r.out.Furniture = append(r.out.Furniture, within...)
	clear(r.noteAt) // what nothing in the text led to
	r.left(intake.Outside, r.tell(body))
	r.out.Plain = r.texts.Plain()
	return r.out, nil
}

// decoded returns HTML as UTF-8.
func decoded(data []byte) ([]byte, error) {
	if utf8.Valid(data) { // marks of UTF-16 are not
		return bytes.TrimPrefix(data, []byte("\ufeff")), nil
	}
	in, err := charset.NewReader(bytes.NewReader(data), "text/html")
	var out []byte
	if err == nil {
		out, err = io.ReadAll(in)
	}
	if err != nil {
		return nil, &intake.Refused{Reason: intake.Encoding, Detail: err.Error()}
	}
	return out, nil
}

type reader struct {
	out    *intake.Reading
	texts  intake.Texts[*html.Node]
	base   *url.URL // of links, nil if unknown
	notes  map[string]*html.Node
	noteAt map[*html.Node]int // all notes; 0 until they are read
	inNote bool
}

func find(n *html.Node, is func(*html.Node) bool) *html.Node {
	for k := range n.Descendants() {
		if k.Type == html.ElementNode && is(k) {
			return k
		}
	}
	return nil
}

// each calls visit with all elements below n, until it returns false for one, whose children are passed over.
func each(n *html.Node, visit func(*html.Node) bool) {
	for k := range n.ChildNodes() {
		if k.Type == html.ElementNode && visit(k) {
			each(k, visit)
		}
	}
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, name string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
}

// style returns the element's own style without blanks, in lower case.
func style(n *html.Node) string {
	return strings.ToLower(strings.Join(strings.Fields(attr(n, "style")), ""))
}

func class(n *html.Node, names ...string) bool {
	own := strings.Fields(strings.ToLower(attr(n, "class")))
	return slices.ContainsFunc(own, func(c string) bool { return slices.Contains(names, c) })
}

func (r *reader) head(root *html.Node) {
	p := &r.out.Properties
	each(root, func(n *html.Node) bool {
		switch n.DataAtom {
		case atom.Html:
			p.Language = attr(n, "lang")
		case atom.Title:
			if p.Title == "" && n.FirstChild != nil {
				p.Title = strings.Join(strings.Fields(n.FirstChild.Data), " ")
			}
		case atom.Base:
			r.base = absolute(attr(n, "href"))
		case atom.Link:
			if attr(n, "rel") == "canonical" && r.base == nil {
				r.base = absolute(attr(n, "href"))
			}
		case atom.Meta:
			if attr(n, "property") == "og:url" && r.base == nil {
				r.base = absolute(attr(n, "content"))
			}
		case atom.Body:
			return false
		}
		return true
	})
}

func absolute(s string) *url.URL {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return nil
	}
	return u
}

// mainOf returns the element that holds the text.
func (r *reader) mainOf(body *html.Node) *html.Node {
	for _, is := range []func(*html.Node) bool{
		func(n *html.Node) bool { return n.DataAtom == atom.Main || attr(n, "role") == "main" },
		func(n *html.Node) bool { return n.DataAtom == atom.Article },
		func(n *html.Node) bool {
			return slices.Contains([]string{"main", "content", "innehall", "maincontent"}, attr(n, "id"))
		},
	} {
		if n := find(body, is); n != nil && strings.TrimSpace(plain(n)) != "" {
			for p := range n.Ancestors() { // two articles: both count
				if n.DataAtom == atom.Article && p.DataAtom != atom.Body {
					count := 0
					each(p, func(k *html.Node) bool {
						if k.DataAtom == atom.Article {
							count++
						}
						return k.DataAtom != atom.Article
					})
					if count > 1 {
						n = p
					}
				}
			}
			return n
		}
	}
	return body
}

// around tells of what stands around the text, once that has been read.
func (r *reader) around(n, text *html.Node) {
	if n == text {
		return
	}
	for k := range n.ChildNodes() {
		switch {
		case contains(k, text):
			r.around(k, text)
		case k != text:
			r.menu(k)
		}
	}
}

func contains(n, inner *html.Node) bool {
	for p := range inner.Ancestors() {
		if p == n {
			return true
		}
	}
	return false
}

// menu puts the words of an element among the furniture.
func (r *reader) menu(n *html.Node) {
	if text := strings.TrimSpace(r.tell(n)); text != "" {
		f := intake.Furniture{Place: intake.Menu}
		for _, l := range strings.Split(text, "\n") {
			if l = strings.TrimSpace(l); l != "" {
				f.Blocks = append(f.Blocks, &intake.Paragraph{Spans: []intake.Span{{Text: l}}})
			}
		}
		r.out.Furniture = append(r.out.Furniture, f)
	}
}

// quiet reports whether an element's content is for programs.
func quiet(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Template, atom.Head:
		return true
	case atom.Title:
		return n.Namespace == ""
	}
	return false
}

// take returns the words below an element, whether shown or not, that are not taken yet, nor of a note.
func (r *reader) take(n *html.Node) string {
	return words(n, func(k *html.Node) bool {
		return (k == n || !r.isNote(k)) && (k.Type != html.TextNode || strings.TrimSpace(k.Data) == "" || r.texts.Take(k))
	})
}

// tell takes words and adds them to those of the page.
func (r *reader) tell(n *html.Node) string {
	text := r.take(n)
	r.texts.Piece(text)
	return text
}

// plain returns all words below an element, whether shown or not.
func plain(n *html.Node) string { return words(n, func(*html.Node) bool { return true }) }

var lineEnds = strings.NewReplacer("\n", " ", "\r", " ", "\t", " ")

// words gathers those below an element that use returns true for, as it does for the elements around them.
func words(n *html.Node, use func(*html.Node) bool) string {
	var b strings.Builder
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		switch {
		case n.Type == html.CommentNode, n.Type == html.ElementNode && quiet(n), !use(n):
			return
		case n.Type == html.TextNode:
			b.WriteString(lineEnds.Replace(n.Data))
			return
		}
		block := isBlock(n) || n.DataAtom == atom.Br || n.DataAtom == atom.Option
		if block && b.Len() > 0 { // what stands before it ends there, too
			b.WriteByte('\n')
		}
		for k := range n.ChildNodes() {
			walk(k)
		}
		if block {
			b.WriteByte('\n')
		}
	}
	walk(n)
	return b.String()
}
