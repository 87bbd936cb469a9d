package docx

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"styrdok/generator/intake"
	"styrdok/generator/intake/pack"
	"styrdok/generator/pattern"
)

// style is a paragraph or character style.
type style struct {
	name, basedOn string
	node          *pack.Node
}

func (r *reader) readStyles() error {
	n, err := r.a.XML(r.target(r.main, "styles"))
	if err != nil {
		return err
	}
	r.styles = map[string]*style{}
	for _, k := range n.All("style") {
		id := k.Attr("styleId")
		r.styles[id] = &style{name: k.Kid("name").Attr("val"), basedOn: k.Kid("basedOn").Attr("val"), node: k}
		if k.Attr("type") == "paragraph" && on(k.Attr("default")) && k.Has("default") {
			r.normal = id
		}
	}
	r.base = n.Kid("docDefaults", "rPrDefault", "rPr")
	p := &r.out.Properties
	p.Language = cmp.Or(p.Language, r.styleProperty(r.normal, "rPr", "lang").Attr("val"), r.base.Kid("lang").Attr("val"))
	return nil
}

// chain calls visit with a style and those that it is based on, until visit returns false.
func (r *reader) chain(id string, visit func(id string, s *style) bool) {
	for range 20 { // styles may be based on each other in a circle
		s := r.styles[id]
		if s == nil || !visit(id, s) {
			return
		}
		id = s.basedOn
	}
}

// styleProperty returns a property that a style or one below it has, or nil.
func (r *reader) styleProperty(id string, path ...string) *pack.Node {
	var found *pack.Node
	r.chain(id, func(_ string, s *style) bool {
		found = s.node.Kid(path...)
		return found == nil
	})
	return found
}

// on reads a property that is on or off: it is on without a value.
func on(value string) bool {
	switch value {
	case "0", "false", "off", "none":
		return false
	}
	return true
}

// isOn reports whether a property is there and on.
func isOn(p *pack.Node) bool { return p != nil && on(p.Attr("val")) }

// toggled reports whether a property such as bold is on in a run: as the run says, or else if just one of its two styles has it on.
func (r *reader) toggled(run *pack.Node, character, paragraph string, name string) bool {
	if p := run.Kid(name); p != nil {
		return isOn(p)
	}
	ofCharacter, ofParagraph := r.styleProperty(character, "rPr", name), r.styleProperty(paragraph, "rPr", name)
	switch {
	case ofCharacter != nil:
		return isOn(ofCharacter) != isOn(ofParagraph)
	case ofParagraph != nil:
		return isOn(ofParagraph)
	}
	return isOn(r.base.Kid(name))
}

// property returns a run's property: its own, or its character style's, or its paragraph style's, or that of all text.
func (r *reader) property(run *pack.Node, character, paragraph, name string) *pack.Node {
	return cmp.Or(run.Kid(name), r.styleProperty(character, "rPr", name), r.styleProperty(paragraph, "rPr", name), r.base.Kid(name))
}

// ofParagraph returns a paragraph's property: its own or that of its style, or nil.
func (r *reader) ofParagraph(p *pack.Node, style, name string) *pack.Node {
	return cmp.Or(p.Kid("pPr", name), r.styleProperty(style, "pPr", name))
}

// look returns how a run is set off.
func (r *reader) look(run *pack.Node, paragraph string) intake.Look {
	character := run.Kid("rStyle").Attr("val")
	var out intake.Look
	for name, look := range map[string]intake.Look{"b": intake.Bold, "i": intake.Italic, "strike": intake.Strike, "dstrike": intake.Strike} {
		if r.toggled(run, character, paragraph, name) {
			out |= look
		}
	}
	if isOn(run.Kid("u")) {
		out |= intake.Underline
	}
	switch r.property(run, character, paragraph, "vertAlign").Attr("val") {
	case "superscript":
		out |= intake.Super
	case "subscript":
		out |= intake.Sub
	}
	return out
}

// size returns a run's size in points, 0 if unknown.
func (r *reader) size(run *pack.Node, paragraph string) float64 {
	n, _ := strconv.ParseFloat(r.property(run, run.Kid("rStyle").Attr("val"), paragraph, "sz").Attr("val"), 64)
	return n / 2
}

// headingName finds the level in the name of a heading's style, in Swedish or English: "heading 1", "Rubrik 2 numrerad".
var headingName = pattern.New(`(?i)(?:^|\s)(?:heading|rubrik|överskrift|überschrift)\s?([1-9])(?:\D|$)`)

// headingLevel returns the level of a paragraph that is a heading, with 0 for the document's title, and whether it is one.
func (r *reader) headingLevel(p *pack.Node, id string) (int, bool) {
	level, found := 0, false
	r.chain(id, func(_ string, s *style) bool {
		name := strings.ToLower(s.name)
		if m := headingName.FindStringSubmatch(name); m != nil {
			level, _ = strconv.Atoi(m[1])
		}
		found = level > 0 || slices.Contains([]string{"title", "titel", "rubrik", "dokumenttitel", "dokumentrubrik"}, name)
		return !found
	})
	if n, err := strconv.Atoi(r.ofParagraph(p, id, "outlineLvl").Attr("val")); err == nil && !(found && level == 0) {
		if n < 0 || n > 8 {
			return 0, false
		}
		return n + 1, true
	}
	return level, found
}

// contentsName finds the style of a line in a table of contents.
var contentsName = pattern.New(`(?i)^(?:toc|innehåll|innehållsförteckning|contents|table of (?:figures|contents)|figurförteckning)(?: ?\d| heading|srubrik)?$`)

func (r *reader) isContents(id string) bool {
	found := false
	r.chain(id, func(_ string, s *style) bool {
		found = contentsName.MatchString(s.name)
		return !found
	})
	return found
}
