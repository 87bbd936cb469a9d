// Package odt reads the text of OpenDocument text files, as LibreOffice writes them (OASIS OpenDocument 1.0 to 1.4).
package odt

import (
	"cmp"
	"slices"
	"strings"

	"styrdok/generator/intake"
	"styrdok/generator/intake/pack"
)

// Read reads an OpenDocument text. Tracked changes are read as if accepted.
func Read(data []byte) (*intake.Reading, error) {
	a, err := pack.Open(data)
	if err != nil {
		return nil, err
	}
	if kind, err := a.Read("mimetype", 200); err == nil && kind != nil && !strings.HasPrefix(string(kind), "application/vnd.oasis.opendocument.text") {
		return nil, &intake.Refused{Reason: intake.OtherKind, Detail: strings.TrimSpace(string(kind))}
	}
	manifest, err := a.XML("META-INF/manifest.xml")
	if err != nil {
		return nil, err
	}
	if manifest.Find("encryption-data") != nil {
		return nil, &intake.Refused{Reason: intake.Password}
	}
	if slices.ContainsFunc(a.Names, func(n string) bool {
		return (strings.HasPrefix(n, "Basic/") || strings.HasPrefix(n, "Scripts/")) && !strings.HasSuffix(n, "/") && !strings.HasSuffix(n, "script-lc.xml") && !strings.HasSuffix(n, "script-lb.xml")
	}) {
		return nil, &intake.Refused{Reason: intake.Macro}
	}
	r := &reader{a: a, out: &intake.Reading{Format: intake.Odt}, styles: map[string]*pack.Node{}, defaults: map[string]*pack.Node{},
		lists: map[string]map[string]*pack.Node{}, count: map[string]*[11]int{}, changes: map[string]*pack.Node{}, inserted: map[string]*strings.Builder{}}
	content, err := a.XML("content.xml")
	if err != nil {
		return nil, err
	}
	text := content.Kid("body", "text")
	if text == nil {
		return nil, &intake.Refused{Reason: intake.Corrupt, Detail: "content.xml: no text"}
	}
	looks, err := a.XML("styles.xml")
	if err != nil {
		return nil, err
	}
	for _, n := range []*pack.Node{looks.Kid("styles"), looks.Kid("automatic-styles"), content.Kid("automatic-styles")} {
		r.readStyles(n)
	}
	r.readProperties()
	r.readChanges(text)
	r.out.Blocks = r.blocks(text)
	for _, id := range r.order {
		if b := r.inserted[id]; strings.TrimSpace(b.String()) != "" {
			info := r.changes[id].Find("change-info")
			r.aside(intake.Insertion, b.String(), info)
		}
	}
	r.furniture(looks)
	r.left(intake.Outside, text)
	r.left(intake.Outside, looks.Kid("master-styles"))
	r.out.Plain = r.texts.Plain()
	return r.out, nil
}

type reader struct {
	a        *pack.Archive
	out      *intake.Reading
	texts    intake.Texts[*pack.Node]
	styles   map[string]*pack.Node // by family and name
	defaults map[string]*pack.Node // by family
	lists    map[string]map[string]*pack.Node
	outline  map[string]*pack.Node // levels of headings
	counts   [11]int               // of headings, by level
	count    map[string]*[11]int   // of lists, by list style
	changes  map[string]*pack.Node
	inserted map[string]*strings.Builder // the words of tracked insertions
	open     []string                    // tracked insertions that what is read now belongs to
	order    []string
}

func (r *reader) readStyles(n *pack.Node) {
	for _, k := range n.Children() {
		switch k.Name {
		case "style":
			r.styles[k.Attr("family")+" "+k.Attr("name")] = k
		case "default-style":
			r.defaults[k.Attr("family")] = k
		case "list-style", "outline-style":
			levels := map[string]*pack.Node{}
			for _, l := range k.Kids {
				if l.Attr("level") != "" {
					levels[l.Attr("level")] = l
				}
			}
			if k.Name == "outline-style" {
				r.outline = levels
			} else {
				r.lists[k.Attr("name")] = levels
			}
		}
	}
}

// chain calls visit with a style and its parents, until visit returns false.
func (r *reader) chain(family, name string, visit func(*pack.Node) bool) {
	for range 20 { // styles may be each other's parents
		s := r.styles[family+" "+name]
		if s == nil || !visit(s) {
			return
		}
		name = s.Attr("parent-style-name")
	}
}

// property returns an attribute of a style's properties, its own or its parents'.
func (r *reader) property(family, name, kind, attr string) string {
	found := ""
	r.chain(family, name, func(s *pack.Node) bool {
		found = s.Kid(kind).Attr(attr)
		return found == ""
	})
	return found
}

// shown returns a style's name as people see it.
func (r *reader) shown(family, name string) string {
	found := ""
	r.chain(family, name, func(s *pack.Node) bool {
		if strings.HasPrefix(s.Attr("name"), "P") && s.Attr("display-name") == "" && s.Attr("parent-style-name") != "" {
			return true // made by the program for one paragraph
		}
		found = cmp.Or(s.Attr("display-name"), strings.ReplaceAll(s.Attr("name"), "_20_", " "))
		return false
	})
	return found
}

func (r *reader) readProperties() {
	n, _ := r.a.XML("meta.xml") // what a broken part would have said, nobody misses
	meta := n.Kid("meta")
	p := &r.out.Properties
	p.Title = strings.TrimSpace(meta.Kid("title").Content())
	p.Language = cmp.Or(strings.TrimSpace(meta.Kid("language").Content()), r.defaults["paragraph"].Kid("text-properties").Attr("language"))
}

func (r *reader) aside(kind intake.AsideKind, text string, info *pack.Node) {
	if text = strings.Join(strings.Fields(text), " "); text == "" {
		return
	}
	r.out.Asides = append(r.out.Asides, intake.Aside{Kind: kind, Text: text, Author: strings.TrimSpace(info.Kid("creator").Content()), Date: intake.Day(info.Kid("date").Content())})
}

// readChanges tells of tracked deletions, and finds insertions.
func (r *reader) readChanges(text *pack.Node) {
	for _, k := range text.Kid("tracked-changes").All("changed-region") {
		r.changes[k.Attr("id")] = k
		if d := k.Kid("deletion"); d != nil {
			r.aside(intake.Deletion, r.tell(d), d.Kid("change-info"))
		}
	}
}

// furniture reads headers and footers.
func (r *reader) furniture(looks *pack.Node) {
	places := map[string]intake.Place{"header": intake.Header, "header-left": intake.Header, "header-first": intake.FirstHeader,
		"footer": intake.Footer, "footer-left": intake.Footer, "footer-first": intake.FirstFooter}
	for _, page := range looks.Kid("master-styles").All("master-page") {
		for _, k := range page.Kids {
			place, ok := places[k.Name]
			if !ok {
				continue
			}
			if k.Attr("display") == "false" {
				r.aside(intake.Hidden, r.tell(k), nil)
				continue
			}
			if blocks := r.blocks(k); len(blocks) > 0 {
				r.out.Furniture = append(r.out.Furniture, intake.Furniture{Place: place, Blocks: blocks})
			}
		}
	}
}

// left tells of words below an element that have not been taken yet.
func (r *reader) left(why intake.Why, n *pack.Node) {
	if text := strings.TrimSpace(r.tell(n)); text != "" {
		r.out.Left = append(r.out.Left, intake.Left{Why: why, Text: text})
	}
}

// tell takes all words below an element that have not been taken yet and adds them to those of the file.
func (r *reader) tell(n *pack.Node) string {
	var b strings.Builder
	n.Walk(func(k *pack.Node) bool {
		switch k.Name {
		case "":
			if strings.TrimSpace(k.Text) == "" || r.texts.Take(k) {
				b.WriteString(blanks.ReplaceAllString(k.Text, " "))
			}
		case "s", "tab", "line-break", "note", "p", "h":
			b.WriteByte('\n')
		}
		return !quiet(k)
	})
	r.texts.Piece(b.String())
	return b.String()
}

// quiet reports whether what an element holds is no text, but a mark, a program, or what is said of another element.
func quiet(n *pack.Node) bool {
	switch n.Name {
	case "note-citation", "change-info", "binary-data", "script", "date-string", "creator-initials":
		return true
	case "creator", "date":
		return n.Space == "http://purl.org/dc/elements/1.1/"
	case "title", "desc":
		return n.Space == "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
	}
	return false
}
