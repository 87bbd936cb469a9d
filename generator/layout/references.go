package layout

import (
	"cmp"
	"strconv"
	"strings"

	"styrdok/generator/block"
)

// references are what the parts of a document's text refer to.
type references struct {
	member
	targets  map[*block.Link]Target
	pictures map[*block.Image]Picture
	became   map[*block.Heading]string
	known    map[string]bool // IDs and aliases of headings
}

func newReferences(doc *Document, in member) references {
	r := references{member: in, known: map[string]bool{}, targets: make(map[*block.Link]Target, len(doc.Targets))}
	for i, l := range doc.AroundLinks() {
		if doc.AroundTargets == nil {
			r.targets[l] = Target{URL: l.Dest}
		} else if i < len(doc.AroundTargets) {
			r.targets[l] = doc.AroundTargets[i]
		}
	}
	assign(r.targets, doc.Tree.Links(), doc.Targets)
	r.pictures = assign(map[*block.Image]Picture{}, doc.Tree.Images(), doc.Pictures)
	if doc.Tree != nil {
		r.became = assign(map[*block.Heading]string{}, doc.Tree.Headings(), doc.Became)
		for _, h := range doc.Tree.Headings() {
			r.known[h.ID] = true
			for _, id := range h.Aliases {
				r.known[id] = true
			}
		}
		for _, p := range doc.Tree.Paragraphs() {
			r.known[p.ID] = true
		}
	}
	return r
}

// assign maps parts of a tree to values of the same index.
func assign[P comparable, V any](to map[P]V, parts []P, values []V) map[P]V {
	for i, p := range parts[:min(len(parts), len(values))] {
		to[p] = values[i]
	}
	return to
}

// resolve returns where a link leads, nil if it is set as plain text.
func (r *references) resolve(l *block.Link) *link {
	t := r.targets[l]
	description := cmp.Or(t.Description, strings.TrimSpace(block.Plain(l.Spans)))
	switch {
	case t.Part != "" && r.bundle != nil && r.bundle.parts[t.Part] != nil:
		return &link{target: r.bundle.name(t.Part, t.Heading), description: cmp.Or(description, t.Part), after: t.After}
	case t.Heading != "" && r.known[t.Heading]:
		return &link{target: "h:" + t.Heading, description: cmp.Or(description, t.Heading)}
	case t.URL != "":
		return &link{url: t.URL, description: cmp.Or(description, t.URL)}
	}
	return nil
}

// picture returns the picture of an image, and whether it has one that can be set.
func (r *references) picture(i *block.Image) (Picture, bool) {
	p := r.pictures[i]
	return p, p.Width > 0 && p.Height > 0 && p.Width < 1e7 && p.Height < 1e7
}

// headingTitle returns a heading's words for contents and bookmarks: of a changed heading the new ones, followed
// by what has become of its section.
func (r *references) headingTitle(h *block.Heading) string {
	title := strings.TrimSpace(block.PlainNew(h.Spans))
	if word := r.became[h]; word != "" {
		title += " (" + word + ")"
	}
	return title
}

// number fills a number into a pattern, and returns the bare number if the pattern is empty.
func number(pattern string, n int) string {
	return fill(cmp.Or(pattern, "{0}"), strconv.Itoa(n))
}
