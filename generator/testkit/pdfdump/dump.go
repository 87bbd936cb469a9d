package pdfdump

import (
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Dump returns what a PDF says, as text with one thing a line: information, metadata, sheets, the tag
// tree with its text, artifacts, links, outline, page labels, destinations and fonts. Offsets, object
// numbers and sizes of streams are left out, so the text changes only when the document does.
func Dump(pdf []byte) (string, error) {
	d, err := read(pdf)
	if err != nil {
		return "", fmt.Errorf("dump pdf: %w", err)
	}
	d.info()
	d.sheets()
	d.line(0, "tags")
	d.tags(d.root, 1)
	d.artifacts()
	d.outline()
	d.labels()
	d.dests()
	d.fontList()
	d.checkUsed()
	if d.err != nil {
		return "", fmt.Errorf("dump pdf: %w", d.err)
	}
	return d.out.String(), nil
}

// Text returns the text of a PDF in logical order, one block a line: paragraphs, headings, items and
// cells. Words that were hyphenated with a soft hyphen are whole again. Artifacts are left out.
func Text(pdf []byte) (string, error) {
	d, err := read(pdf)
	if err != nil {
		return "", fmt.Errorf("text of pdf: %w", err)
	}
	var b strings.Builder
	d.blocks(&b, d.root)
	d.checkUsed()
	if d.err != nil {
		return "", fmt.Errorf("text of pdf: %w", d.err)
	}
	lines := strings.Split(b.String(), "\n")
	for i, l := range lines {
		lines[i] = strings.Trim(l, " ")
	}
	lines = slices.DeleteFunc(lines, func(l string) bool { return l == "" })
	return strings.Join(lines, "\n") + "\n", nil
}

// Widths returns how wide each piece of text is drawn, in points, in the order of drawing.
func Widths(pdf []byte) ([]float64, error) {
	d, err := read(pdf)
	if err != nil {
		return nil, fmt.Errorf("widths of pdf: %w", err)
	}
	var out []float64
	for _, p := range d.pages {
		out = append(out, p.lengths...)
	}
	return out, d.err
}

// dumper prints a file.
type dumper struct {
	*reader
	out     strings.Builder
	catalog dict
	pages   []*page
	byRef   map[ref]int // sheet by page object, from 1
	root    *element
	linked  map[ref]bool
	parents map[int]any
}

// element is a node of the tag tree.
type element struct {
	role string
	dict dict
	kids []any // *element, *marked, ref of an annotation
}

func read(pdf []byte) (*dumper, error) {
	f, err := open(pdf)
	if err != nil {
		return nil, err
	}
	d := &dumper{reader: &reader{file: f}, byRef: map[ref]int{}, linked: map[ref]bool{}, parents: map[int]any{}}
	d.fonts = map[ref]*font{}
	d.catalog = d.dict(f.trailer["Root"])
	d.pages = d.readPages(d.catalog)
	for i, p := range d.pages {
		d.byRef[p.ref] = i + 1
	}
	tree := d.dict(d.catalog["StructTreeRoot"])
	if tree == nil && d.err == nil {
		return nil, fmt.Errorf("not tagged")
	}
	nums := d.array(d.dict(tree["ParentTree"])["Nums"])
	for i := 0; i+1 < len(nums); i += 2 {
		d.parents[int(d.number(nums[i]))] = nums[i+1]
	}
	top := tree["K"]
	if a := d.array(top); len(a) == 1 {
		top = a[0]
	}
	d.root = d.element(top, 0)
	return d, d.err
}

// element reads the tag tree and holds it against the parent tree.
func (d *dumper) element(v any, depth int) *element {
	e := &element{dict: d.dict(v)}
	if depth > 300 || e.dict == nil {
		d.fail("tag tree is broken")
		return e
	}
	e.role = d.text(e.dict["S"])
	self, _ := v.(ref)
	pg, _ := e.dict["Pg"].(ref)
	content := func(pageRef ref, id int) {
		n := d.byRef[pageRef]
		if n == 0 {
			d.fail("%s: content on no page", e.role)
			return
		}
		m := d.pages[n-1].marked[id]
		if m == nil {
			d.fail("%s: content %d is not on page %d", e.role, id, n)
			return
		}
		if m.used {
			d.fail("content %d of page %d stands twice in the tag tree", id, n)
		}
		if m.kind != e.role {
			d.fail("content %d of page %d is marked %s, its element is %s", id, n, m.kind, e.role)
		}
		m.used = true
		key := int(d.number(d.dict(pageRef)["StructParents"]))
		list := d.array(d.parents[key])
		if id >= len(list) || list[id] != self {
			d.fail("content %d of page %d has another parent in the parent tree", id, n)
		}
		e.kids = append(e.kids, m)
	}
	list := array{e.dict["K"]}
	if a := d.array(e.dict["K"]); a != nil {
		list = a
	}
	for _, k := range list {
		switch x := d.value(k).(type) {
		case nil:
		case float64:
			content(pg, int(x))
		case dict:
			switch {
			case x["Type"] == name("MCR"):
				p := pg
				if q, ok := x["Pg"].(ref); ok {
					p = q
				}
				content(p, int(d.number(x["MCID"])))
			case x["Type"] == name("OBJR"):
				a, _ := x["Obj"].(ref)
				key := int(d.number(d.dict(a)["StructParent"]))
				if d.parents[key] != self {
					d.fail("link has another parent in the parent tree")
				}
				if p, _ := x["Pg"].(ref); d.byRef[p] == 0 || !slices.Contains(d.pages[d.byRef[p]-1].annots, a) {
					d.fail("link is not on its page")
				}
				d.linked[a] = true
				e.kids = append(e.kids, a)
			default:
				if p, _ := x["P"].(ref); p != self {
					d.fail("%s: wrong parent", d.text(x["S"]))
				}
				e.kids = append(e.kids, d.element(k, depth+1))
			}
		default:
			d.fail("%s: unexpected kid %v", e.role, k)
		}
	}
	return e
}

func (d *dumper) line(depth int, format string, args ...any) {
	d.out.WriteString(strings.Repeat("  ", depth))
	fmt.Fprintf(&d.out, format, args...)
	d.out.WriteByte('\n')
}

func (d *dumper) info() {
	d.line(0, "information")
	info := d.dict(d.trailer["Info"])
	var keys []string
	for k := range info {
		keys = append(keys, string(k))
	}
	sort.Strings(keys)
	for _, k := range keys {
		d.line(1, "%s: %s", k, d.text(info[name(k)]))
	}
	d.line(0, "language: %s", d.text(d.catalog["Lang"]))
	d.line(0, "marked: %v", d.dict(d.catalog["MarkInfo"])["Marked"])
	d.line(0, "title shown: %v", d.dict(d.catalog["ViewerPreferences"])["DisplayDocTitle"])
	id := d.array(d.trailer["ID"])
	d.line(0, "identifier: %v", len(id) == 2 && len(rawText(d.value(id[0]))) == 16)
	for _, o := range d.array(d.catalog["OutputIntents"]) {
		d.line(0, "colours: %s", d.text(d.dict(o)["OutputConditionIdentifier"]))
	}
	d.line(0, "metadata")
	for _, p := range properties(string(d.data(d.catalog["Metadata"]))) {
		d.line(1, "%s", p)
	}
}

func (d *dumper) sheets() {
	d.line(0, "sheets")
	for i, p := range d.pages {
		tabs := d.text(d.dict(p.ref)["Tabs"])
		d.line(1, "%d: %s x %s tabs %s", i+1, number(p.width), number(p.height), tabs)
	}
}

// number writes coordinates without noise.
func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

func quote(s string) string {
	// Spaces at line ends and special spaces matter, so they are made visible.
	r := strings.NewReplacer("\u00ad", `\-`, "\u00a0", `\s`, "\n", `\n`, "\"", `\"`)
	return `"` + r.Replace(s) + `"`
}

func (d *dumper) tags(e *element, depth int) {
	s := e.role
	for _, k := range []name{"ID", "Lang", "Alt", "ActualText"} {
		if v, ok := e.dict[k]; ok {
			s += " " + strings.ToLower(string(k)) + "=" + quote(d.text(v))
		}
	}
	attrs := d.array(e.dict["A"])
	if a, ok := d.value(e.dict["A"]).(dict); ok {
		attrs = array{a}
	}
	for _, a := range attrs {
		at := d.dict(a)
		var keys []string
		for k := range at {
			if k != "O" {
				keys = append(keys, string(k))
			}
		}
		sort.Strings(keys)
		for _, k := range keys {
			s += fmt.Sprintf(" %s.%s=%s", d.text(at["O"]), k, d.plain(at[name(k)]))
		}
	}
	kids := e.kids
	lead, kids := pieces(kids)
	d.line(depth, "%s", strings.TrimSuffix(s+" "+lead, " "))
	for len(kids) > 0 {
		switch k := kids[0].(type) {
		case *element:
			d.tags(k, depth+1)
			kids = kids[1:]
		case ref:
			d.link(k, depth+1)
			kids = kids[1:]
		default:
			var t string
			t, kids = pieces(kids)
			d.line(depth+1, "%s", t)
		}
	}
}

// pieces prints the content that kids begin with as one, and returns the rest.
func pieces(kids []any) (string, []any) {
	var words, rest string
	filled := false
	for len(kids) > 0 {
		m, ok := kids[0].(*marked)
		if !ok {
			break
		}
		filled = filled || m.text != ""
		words += m.text
		for _, img := range m.images {
			rest += " [" + img + "]"
		}
		if n := paints(m); n != "" {
			rest += " " + n
		}
		kids = kids[1:]
	}
	if filled {
		return quote(words) + rest, kids
	}
	return strings.TrimPrefix(rest, " "), kids
}

// paints tells what a mark draws beside text and pictures.
func paints(m *marked) string {
	n := 0
	for op, c := range m.paint {
		if op != "Do" {
			n += c
		}
	}
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("[%d shapes]", n)
}

// plain prints an attribute's value.
func (d *dumper) plain(v any) string {
	switch v := d.value(v).(type) {
	case name:
		return string(v)
	case text:
		return quote(v.String())
	case float64:
		return number(v)
	case array:
		var list []string
		for _, x := range v {
			list = append(list, d.plain(x))
		}
		return "[" + strings.Join(list, " ") + "]"
	}
	return fmt.Sprint(v)
}

func (d *dumper) link(a ref, depth int) {
	x := d.dict(a)
	to := d.dest(x["Dest"])
	if action := d.dict(x["A"]); action != nil {
		to = d.text(action["URI"])
	}
	lines := 1
	if q := d.array(x["QuadPoints"]); len(q) > 0 {
		lines = len(q) / 8
	}
	sheet := 0
	for i, p := range d.pages {
		if slices.Contains(p.annots, a) {
			sheet = i + 1
		}
	}
	s := fmt.Sprintf("-> %s %s sheet %d rect %s", to, quote(d.text(x["Contents"])), sheet, d.plain(x["Rect"]))
	if lines > 1 {
		s += fmt.Sprintf(" in %d lines", lines)
	}
	if d.number(x["F"]) != 4 {
		s += fmt.Sprintf(" flags %v", d.number(x["F"]))
	}
	d.line(depth, "%s", s)
}

func (d *dumper) dest(v any) string {
	a := d.array(v)
	if len(a) == 0 {
		return ""
	}
	p, _ := a[0].(ref)
	if d.byRef[p] == 0 {
		d.fail("destination on no page")
	}
	s := fmt.Sprintf("sheet %d", d.byRef[p])
	if len(a) == 5 {
		s += " at " + number(d.number(a[3]))
	}
	return s
}

func (d *dumper) artifacts() {
	d.line(0, "artifacts")
	for i, p := range d.pages {
		for _, m := range p.artifacts {
			s := m.kind
			if m.text != "" {
				s += " " + quote(m.text)
			}
			for _, img := range m.images {
				s += " [" + img + "]"
			}
			if n := paints(m); n != "" {
				s += " " + n
			}
			d.line(1, "%d: %s", i+1, s)
		}
	}
}

func (d *dumper) outline() {
	root := d.dict(d.catalog["Outlines"])
	if root == nil {
		return
	}
	d.line(0, "outline")
	seen := map[ref]bool{}
	var walk func(parent dict, parentRef ref, depth int)
	walk = func(parent dict, parentRef ref, depth int) {
		n, _ := parent["First"].(ref)
		var before ref
		for n != 0 && !seen[n] {
			seen[n] = true
			it := d.dict(n)
			if p, _ := it["Parent"].(ref); p != parentRef {
				d.fail("outline: wrong parent")
			}
			if p, _ := it["Prev"].(ref); p != before {
				d.fail("outline: wrong order")
			}
			d.line(depth, "%s %s", quote(d.text(it["Title"])), d.dest(it["Dest"]))
			walk(it, n, depth+1)
			before = n
			n, _ = it["Next"].(ref)
		}
		if last, _ := parent["Last"].(ref); last != before {
			d.fail("outline: wrong end")
		}
	}
	rootRef, _ := d.catalog["Outlines"].(ref)
	walk(root, rootRef, 1)
}

func (d *dumper) labels() {
	nums := d.array(d.dict(d.catalog["PageLabels"])["Nums"])
	if len(nums) == 0 {
		return
	}
	d.line(0, "page labels")
	for i := 0; i+1 < len(nums); i += 2 {
		l := d.dict(nums[i+1])
		start := 1.0
		if v, ok := l["St"]; ok {
			start = d.number(v)
		}
		d.line(1, "from sheet %v: %s%v style %s", d.number(nums[i])+1, d.text(l["P"]), start, d.text(l["S"]))
	}
}

// dests prints named destinations and looks the IDs of the tag tree up.
func (d *dumper) dests() {
	if v := d.dict(d.catalog["Names"])["Dests"]; v != nil {
		d.line(0, "destinations")
		d.nameTree(v, func(key string, v any) { d.line(1, "%s: %s", key, d.dest(v)) })
	}
	ids := map[string]bool{}
	d.nameTree(d.dict(d.catalog["StructTreeRoot"])["IDTree"], func(key string, v any) {
		ids[key] = true
		if d.text(d.dict(v)["ID"]) != key {
			d.fail("tree of IDs: %s leads elsewhere", key)
		}
	})
	var check func(e *element)
	check = func(e *element) {
		if id := d.text(e.dict["ID"]); id != "" && !ids[id] {
			d.fail("tree of IDs lacks %s", id)
		}
		for _, k := range e.kids {
			if k, ok := k.(*element); ok {
				check(k)
			}
		}
	}
	check(d.root)
}

func (d *dumper) nameTree(v any, visit func(string, any)) {
	before := ""
	var walk func(v any, depth int)
	walk = func(v any, depth int) {
		t := d.dict(v)
		if depth > 10 {
			d.fail("tree of names is too deep")
			return
		}
		for _, k := range d.array(t["Kids"]) {
			walk(k, depth+1)
		}
		names := d.array(t["Names"])
		for i := 0; i+1 < len(names); i += 2 {
			key := d.text(names[i])
			if key <= before {
				d.fail("tree of names is not in order at %q", key)
			}
			before = key
			visit(key, names[i+1])
		}
	}
	if v != nil {
		walk(v, 0)
	}
}

func (d *dumper) fontList() {
	d.line(0, "fonts")
	for _, n := range d.fontOrder {
		f := d.fonts[n]
		tag, rest, ok := strings.Cut(f.name, "+")
		d.line(1, "%s subset %v, %d characters", rest, ok && len(tag) == 6, len(f.widths))
	}
}

// checkUsed reports content that the tag tree does not hold, and links outside it.
func (d *dumper) checkUsed() {
	for i, p := range d.pages {
		for id, m := range p.marked {
			if !m.used {
				d.fail("content %d of page %d is not in the tag tree", id, i+1)
			}
		}
		for _, a := range p.annots {
			if !d.linked[a] {
				d.fail("a link of page %d is not in the tag tree", i+1)
			}
		}
	}
}

// inline are the roles that stand within a line.
var inline = map[string]bool{"Span": true, "Link": true, "Reference": true, "Code": true, "Quote": true}

func (d *dumper) blocks(b *strings.Builder, e *element) {
	if t := d.text(e.dict["ActualText"]); t != "" {
		b.WriteString(t)
		return
	}
	if !inline[e.role] {
		b.WriteByte('\n')
	}
	for _, k := range e.kids {
		switch k := k.(type) {
		case *marked:
			join(b, k.text)
		case *element:
			d.blocks(b, k)
		}
	}
	if !inline[e.role] {
		b.WriteByte('\n')
	}
}

// join appends s without soft hyphens, which join the parts of a word.
func join(b *strings.Builder, s string) {
	for _, r := range s {
		if r == '\u00ad' || r == utf8.RuneError {
			continue
		}
		b.WriteRune(r)
	}
}
