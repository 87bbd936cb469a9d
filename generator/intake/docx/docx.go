// Package docx reads the text of Word files (Office Open XML, ECMA-376, transitional and strict).
package docx

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strings"

	"styrdok/generator/intake"
	"styrdok/generator/intake/pack"
)

// Read reads a Word file. Tracked changes are read as if accepted.
func Read(data []byte) (*intake.Reading, error) {
	a, err := pack.Open(data)
	if err != nil {
		return nil, err
	}
	types, err := a.XML("[Content_Types].xml")
	if err != nil {
		return nil, err
	}
	r := &reader{a: a, out: &intake.Reading{Format: intake.Docx}, rels: map[string]map[string]relation{}, noteAt: map[string]int{}, count: map[string]*counter{}}
	if err := r.open(types); err != nil {
		return nil, err
	}
	return r.out, nil
}

// reader holds what is known of a file while it is read.
type reader struct {
	a   *pack.Archive
	out *intake.Reading

	main   string // the part with the text
	part   string // the part that is being read
	rels   map[string]map[string]relation
	styles map[string]*style
	base   *pack.Node // run properties that all text begins with
	normal string     // the ID of the paragraph style for paragraphs without one
	nums   map[string]*numbering
	count  map[string]*counter // by abstract numbering

	notes    map[string]*pack.Node // "footnotes 2", its element
	noteAt   map[string]int        // where it is in out.Notes, from 1
	comments map[string]*pack.Node
	fields   []*field
}

// relation is what a part calls another, or an address.
type relation struct {
	kind, target string
	outside      bool
}

func (r *reader) open(types *pack.Node) error {
	notDocument := func() error {
		for _, n := range r.a.Names {
			if strings.HasPrefix(n, "xl/") || strings.HasPrefix(n, "ppt/") {
				return &intake.Refused{Reason: intake.OtherKind, Detail: n}
			}
		}
		return &intake.Refused{Reason: intake.Corrupt, Detail: "word/document.xml is missing"}
	}
	if types == nil {
		return notDocument()
	}
	for _, t := range types.Kids {
		if strings.Contains(strings.ToLower(t.Attr("ContentType")), "macroenabled") || strings.HasSuffix(strings.ToLower(t.Attr("PartName")), "vbaproject.bin") {
			return &intake.Refused{Reason: intake.Macro}
		}
	}
	if slices.ContainsFunc(r.a.Names, func(n string) bool { return strings.HasSuffix(strings.ToLower(n), "vbaproject.bin") }) {
		return &intake.Refused{Reason: intake.Macro}
	}
	if err := r.relations(""); err != nil {
		return err
	}
	r.main = cmp.Or(r.target("", "officeDocument"), "word/document.xml")
	doc, err := r.a.XML(r.main)
	if err != nil {
		return err
	}
	if doc == nil || doc.Name != "document" {
		return notDocument()
	}
	if err := r.relations(r.main); err != nil {
		return err
	}
	r.readProperties()
	for _, read := range []func() error{r.readStyles, r.readNumbering, r.readNotes} {
		if err := read(); err != nil {
			return err
		}
	}
	r.part = r.main
	r.out.Blocks = r.blocks(doc.Kid("body"))
	r.unreferenced()
	if err := r.furniture(doc); err != nil {
		return err
	}
	r.drawings()
	return r.plain()
}

// relations reads what a part calls others. Targets become names of parts.
func (r *reader) relations(part string) error {
	dir, base := path.Split(part)
	n, err := r.a.XML(dir + "_rels/" + base + ".rels")
	if err != nil {
		return err
	}
	out := map[string]relation{}
	for _, k := range n.All("Relationship") {
		rel := relation{kind: path.Base(k.Attr("Type")), target: k.Attr("Target"), outside: k.Attr("TargetMode") == "External"}
		if name, whole := strings.CutPrefix(rel.target, "/"); whole && !rel.outside {
			rel.target = name
		} else if !rel.outside {
			rel.target = path.Join(dir, rel.target)
		}
		out[k.Attr("Id")] = rel
	}
	r.rels[part] = out
	return nil
}

// target returns the part that another has a relation of a kind to, or "".
func (r *reader) target(part, kind string) string {
	if found := r.targets(part, kind); found != nil {
		return found[0]
	}
	return ""
}

// targets returns the parts that another has relations of some kinds to, by name.
func (r *reader) targets(part string, kinds ...string) []string {
	var out []string
	for _, rel := range r.rels[part] {
		if slices.Contains(kinds, rel.kind) && !rel.outside && !slices.Contains(out, rel.target) {
			out = append(out, rel.target)
		}
	}
	slices.Sort(out)
	return out
}

func (r *reader) readProperties() {
	p := &r.out.Properties
	core, _ := r.a.XML(cmp.Or(r.target("", "core-properties"), "docProps/core.xml")) // what a broken part would have said, nobody misses
	p.Title, p.Language = strings.TrimSpace(core.Kid("title").Content()), strings.TrimSpace(core.Kid("language").Content())
}

// readNotes finds footnotes, endnotes and comments by their IDs.
func (r *reader) readNotes() error {
	r.notes, r.comments = map[string]*pack.Node{}, map[string]*pack.Node{}
	for _, kind := range []string{"footnotes", "endnotes"} {
		part := r.target(r.main, kind)
		n, err := r.a.XML(part)
		if err == nil && n != nil {
			err = r.relations(part)
		}
		if err != nil {
			return err
		}
		for _, k := range append(n.All("footnote"), n.All("endnote")...) {
			if t := k.Attr("type"); t == "" || t == "normal" {
				r.notes[kind+" "+k.Attr("id")] = k
			}
		}
	}
	n, err := r.a.XML(r.target(r.main, "comments"))
	if err != nil {
		return err
	}
	for _, k := range n.All("comment") {
		r.comments[k.Attr("id")] = k
	}
	return nil
}

// note returns the number of a footnote or endnote in the reading, or 0 if there is none.
func (r *reader) note(kind, id string) int {
	key := kind + " " + id
	n := r.notes[key]
	if n == nil {
		return 0
	}
	if at := r.noteAt[key]; at > 0 {
		return at
	}
	r.out.Notes = append(r.out.Notes, intake.Note{})
	at := len(r.out.Notes)
	r.noteAt[key] = at
	part, fields := r.part, r.fields
	r.part, r.fields = r.target(r.main, kind), nil
	blocks := r.blocks(n)
	r.out.Notes[at-1].Blocks = blocks
	r.part, r.fields = part, fields
	return at
}

// unreferenced tells of notes and comments that nothing in the text refers to.
func (r *reader) unreferenced() {
	for _, kind := range []string{"footnotes", "endnotes"} {
		for _, key := range sorted(r.notes) {
			if strings.HasPrefix(key, kind) && r.noteAt[key] == 0 {
				r.aside(intake.Deletion, words(r.notes[key]), nil)
			}
		}
	}
	for _, id := range sorted(r.comments) {
		r.comment(id)
	}
}

// comment tells of a comment, once.
func (r *reader) comment(id string) {
	c := r.comments[id]
	delete(r.comments, id)
	r.aside(intake.Comment, words(c), c)
}

// furniture reads the headers and footers of all pages.
func (r *reader) furniture(doc *pack.Node) error {
	shown := map[string]intake.Place{}
	var order []string
	doc.Walk(func(n *pack.Node) bool {
		if n.Name != "sectPr" {
			return true
		}
		for _, k := range n.Kids {
			if k.Name != "headerReference" && k.Name != "footerReference" {
				continue
			}
			place := intake.Header
			if k.Name == "footerReference" {
				place = intake.Footer
			}
			if k.Attr("type") == "first" {
				if n.Kid("titlePg") == nil {
					continue
				}
				place++ // FirstHeader, FirstFooter
			}
			part := r.rels[r.main][k.Attr("id")].target
			if _, twice := shown[part]; part != "" && !twice {
				shown[part] = place
				order = append(order, part)
			}
		}
		return false
	})
	parts := map[string]*pack.Node{}
	for _, part := range r.targets(r.main, "header", "footer") {
		n, err := r.a.XML(part)
		if err != nil {
			return err
		}
		if err := r.relations(part); err != nil {
			return err
		}
		parts[part] = n
		if _, ok := shown[part]; !ok {
			r.aside(intake.Hidden, words(n), nil)
		}
	}
	for _, part := range order {
		r.part, r.fields = part, nil
		if blocks := r.blocks(parts[part]); len(blocks) > 0 {
			r.out.Furniture = append(r.out.Furniture, intake.Furniture{Place: shown[part], Blocks: blocks})
		}
	}
	r.part = r.main
	return nil
}

// drawings tells of words in charts and diagrams, which are parts of their own, and in texts that are built in whole.
func (r *reader) drawings() {
	for _, part := range r.targets(r.main, "diagramData", "chart", "chartEx") {
		n, _ := r.a.XML(part) // nil if it is broken
		r.left(intake.Drawing, words(n))
	}
	for _, part := range r.targets(r.main, "aFChunk") {
		data, err := r.a.Read(part, intake.MaxPart)
		if err != nil || data == nil {
			continue
		}
		text := stripped(data)
		if inner, err := Read(data); err == nil {
			text = inner.Plain
		}
		r.out.Left = append(r.out.Left, intake.Left{Why: intake.Alternative, Text: text})
		r.out.Plain += text + "\n"
	}
}

// stripped returns what is left of HTML without its tags.
func stripped(data []byte) string {
	var b strings.Builder
	inside := false
	for _, c := range strings.ToValidUTF8(string(data), " ") {
		switch {
		case c == '<':
			inside = true
			b.WriteByte(' ')
		case c == '>':
			inside = false
		case !inside && c >= ' ' || c == '\n':
			b.WriteRune(c)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

func sorted[V any](m map[string]V) []string {
	return slices.SortedFunc(maps.Keys(m), func(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) })
}
