package html_test

import (
	"bufio"
	"encoding/json"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	nethtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"styrdok/generator/html"
	"styrdok/generator/markdown"
)

// example is one of a specification: what is written and what it is to become.
type example struct{ ID, Markdown, HTML string }

func examples(t *testing.T) []example {
	b, err := os.ReadFile("testdata/commonmark.json")
	if err != nil {
		t.Fatal(err)
	}
	var out []example
	if err := json.Unmarshal(b, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// TestCommonMark checks the examples of CommonMark and GFM against docs/commonmark.md: the output is
// equivalent, or the example is listed there with the reason.
func TestCommonMark(t *testing.T) {
	differ := readDifferences(t)
	for _, e := range examples(t) {
		tree, _ := markdown.Parse([]byte(e.Markdown), markdown.Options{File: "a.md"})
		got, want := normalise(t, string(html.Render(tree, html.Options{}))), normalise(t, e.HTML)
		_, listed := differ[e.ID]
		delete(differ, e.ID)
		switch {
		case got != want && !listed:
			t.Errorf("%s %q: got\n%s\nwant\n%s", e.ID, e.Markdown, got, want)
		case got == want && listed:
			t.Errorf("%s %q: is equal, but listed in docs/commonmark.md", e.ID, e.Markdown)
		}
	}
	for id := range differ {
		t.Errorf("docs/commonmark.md: there is no example %s", id)
	}
}

// readDifferences reads the rows of the table in docs/commonmark.md. Their first cell names examples.
func readDifferences(t *testing.T) map[string]string {
	f, err := os.Open("../../docs/commonmark.md")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	out := map[string]string{}
	name := regexp.MustCompile(`\b(?:cm|gfm|ext)-\d+\b`)
	for s := bufio.NewScanner(f); s.Scan(); {
		if cells := strings.Split(s.Text(), "|"); len(cells) == 5 {
			for _, id := range name.FindAllString(cells[1], -1) {
				if out[id] != "" {
					t.Errorf("docs/commonmark.md names %s twice", id)
				}
				out[id] = strings.TrimSpace(cells[2])
			}
		}
	}
	return out
}

// normalise writes HTML in one form: without white space between blocks, without what only our
// pages have (IDs, roles, classes, the frames around tables), headings without their level.
func normalise(t *testing.T, src string) string {
	nodes, err := nethtml.ParseFragment(strings.NewReader(src), &nethtml.Node{Type: nethtml.ElementNode, Data: "body", DataAtom: atom.Body})
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(src, `type="checkbox"`) {
		// Ours are no fields to fill in.
		return normalise(t, checkbox.ReplaceAllString(src, ""))
	}
	var b strings.Builder
	var write func(n *nethtml.Node, pre bool)
	write = func(n *nethtml.Node, pre bool) {
		switch n.Type {
		case nethtml.TextNode:
			text := n.Data
			if !pre {
				text = spaces.ReplaceAllString(text, " ")
			}
			if pre && n.NextSibling == nil {
				text = strings.TrimRight(text, "\n")
			}
			b.WriteString(nethtml.EscapeString(text))
			return
		case nethtml.CommentNode:
			b.WriteString("<!---->")
			return
		}
		name := n.Data
		switch {
		case name == "figcaption" || slices.ContainsFunc(n.Attr, func(a nethtml.Attribute) bool { return a.Val == "uppgift" || a.Val == "dold" }):
			return
		case name == "div" || name == "section":
			name = ""
		case name == "figure":
			name = "p"
		case name == "del":
			name = "s"
		case name == "th" && slices.ContainsFunc(n.Attr, func(a nethtml.Attribute) bool { return strings.HasSuffix(a.Val, "vanlig") }):
			name = "td" // that it names its row is heard only
		case len(name) == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6':
			name = "h"
		}
		if name != "" {
			b.WriteString("<" + name)
			slices.SortFunc(n.Attr, func(a, b nethtml.Attribute) int { return strings.Compare(a.Key, b.Key) })
			for _, a := range n.Attr {
				if a.Key == "href" || a.Key == "src" {
					if plain, err := url.PathUnescape(a.Val); err == nil {
						a.Val = plain
					}
				}
				if side := map[string]string{"h": "right", "m": "center"}[strings.TrimSuffix(a.Val, " vanlig")]; side != "" && a.Key == "class" {
					a.Key, a.Val = "align", side
				}
				if a.Val == "left" {
					continue // which is where text stands anyway
				}
				switch {
				case slices.Contains([]string{"href", "src", "alt", "start", "align", "checked"}, a.Key),
					a.Key == "title" && name != "img", false:
					b.WriteString(" " + a.Key + "=\"" + a.Val + "\"")
				}
			}
			b.WriteString(">")
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			write(c, pre || name == "pre")
		}
		if name != "" {
			b.WriteString("</" + name + ">")
		}
	}
	for _, n := range nodes {
		write(n, false)
	}
	return strings.TrimSpace(betweenBlocks.ReplaceAllString(b.String(), "$1"))
}

var (
	checkbox      = regexp.MustCompile(`<input [^>]*>`)
	spaces        = regexp.MustCompile(`[ \t\r\n]+`)
	betweenBlocks = regexp.MustCompile(` *(</?(?:p|h|ul|ol|li|blockquote|table|thead|tbody|tr|th|td|hr|br|dl|dt|dd)\b[^>]*>) *`)
)
