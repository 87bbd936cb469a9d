package source

import (
	"cmp"
	"maps"
	"path"
	"strconv"
	"strings"

	"styrdok/generator/diag"
)

// PrintStyle is how prints look, as a theme's print.toml says.
type PrintStyle struct {
	Paper            string // "A4", "A5" or "Letter"
	Justify          bool
	Hyphenate        bool
	ContentsFrom     int                   // headings of level 2 from which a text gets contents
	ContentsDeepFrom int                   // sheets from which contents have headings of level 3 too
	Margins          map[string]float64    // millimetres, by the names of MarginNames
	Sizes            map[string][2]float64 // size and leading in points, by the names of SizeNames
	Colours          map[string]string     // "#454d54", by the names of ColourNames

	at map[string]diag.Pos // where margins, sizes and colours were last given, "colours.ink"
}

// The keys of the tables of print.toml.
var (
	MarginNames = []string{"left", "right", "top", "first", "bottom", "landscape_top", "landscape_bottom", "hang", "head", "foot"}
	SizeNames   = []string{
		"title", "heading_2", "heading_3", "heading_4", "heading_5", "heading_6", "body", "body_sans", "table", "note",
		"code", "organisation", "kind", "summary", "facts", "contents", "running",
	}
	ColourNames = []string{"ink", "muted", "line"}
)

// What a print must keep to be legible.
const (
	smallestType = 9  // points, anywhere
	smallestBody = 11 // points, running text
	largestType  = 72
	leastMeasure = 60 // millimetres of text across a sheet
	leastHeight  = 80 // millimetres of text down a sheet
)

// paperSizes are width and height in millimetres.
var paperSizes = map[string][2]float64{"A4": {210, 297}, "A5": {148, 210}, "Letter": {215.9, 279.4}}

// PosOf returns where a value was last given: "colours.ink", "margins.left".
func (s *PrintStyle) PosOf(key string) diag.Pos { return s.at[key] }

// ReadPrint reads a print.toml strictly and returns base with what it changes. File is the name
// used in diagnostics.
func ReadPrint(file, src string, base PrintStyle) (PrintStyle, diag.List) {
	var diags diag.List
	s := base
	s.Margins, s.Sizes, s.Colours, s.at = copied(base.Margins), copied(base.Sizes), copied(base.Colours), copied(base.at)
	t := readTOML(file, src, 1, &diags)
	if t == nil {
		return s, diags
	}
	t.choice("paper", &s.Paper, "A4", "A5", "Letter")
	t.boolean("justify", &s.Justify)
	t.boolean("hyphenate", &s.Hyphenate)
	t.integer("contents_from", 1, 99, &s.ContentsFrom)
	t.integer("contents_deep_from", 2, 999, &s.ContentsDeepFrom)
	if m := t.sub("margins"); m != nil {
		for _, name := range MarginNames {
			if v := s.Margins[name]; m.number(name, 5, 150, &v) {
				s.Margins[name] = v
				s.at["margins."+name] = m.at(name)
			}
		}
		m.done()
	}
	if m := t.sub("sizes"); m != nil {
		for _, name := range SizeNames {
			if v := s.Sizes[name]; m.size(name, &v) {
				s.Sizes[name] = v
				s.at["sizes."+name] = m.at(name)
			}
		}
		m.done()
	}
	if m := t.sub("colours"); m != nil {
		s.colours(m)
		m.done()
	}
	t.done()
	return s, diags
}

// What the standard theme's margins and sizes are on A5, where those for A4 would leave a narrow
// column beside wide margins. Running text stays as large as it is.
var (
	marginsA5 = map[string]float64{"left": 29, "right": 17, "top": 22, "first": 30, "bottom": 20, "landscape_top": 20, "landscape_bottom": 18, "hang": 15, "head": 11, "foot": 8}
	sizesA5   = map[string][2]float64{"title": {21, 25}, "heading_2": {14, 18}, "kind": {11, 15}, "summary": {12, 16}}
)

// fill sets the values that only the standard theme has.
func fill[V any](s *PrintStyle, table string, to, from map[string]V) {
	for name, v := range from {
		if strings.HasPrefix(s.at[table+name].File, standardTheme) {
			to[name] = v
		}
	}
}

// standardTheme begins the names of the standard theme's files in positions.
const standardTheme = "themes/standard/"

func copied[V any](m map[string]V) map[string]V {
	if m == nil {
		return map[string]V{}
	}
	return maps.Clone(m)
}

func (s *PrintStyle) colours(t *table) {
	for _, name := range ColourNames {
		colour := ""
		if t.colour(name, &colour); colour != "" {
			s.Colours[name] = colour
			s.at["colours."+name] = t.at(name)
		}
	}
}

// With returns the style with what [print] of config.toml changes, and says whether what comes
// of both leaves room for a text.
func (s PrintStyle) With(c *Config) (PrintStyle, diag.List) {
	var diags diag.List
	s.Colours, s.at = copied(s.Colours), copied(s.at)
	p := &c.Print
	s.Paper = cmp.Or(p.Paper, s.Paper)
	if p.Justify != nil {
		s.Justify = *p.Justify
	}
	if p.Hyphenate != nil {
		s.Hyphenate = *p.Hyphenate
	}
	for _, name := range ColourNames {
		if colour := p.Colours[name]; colour != "" {
			s.Colours[name] = colour
			s.at["colours."+name] = c.PosOf("print.colours." + name)
		}
	}
	if s.Paper == "A5" {
		s.Margins, s.Sizes = copied(s.Margins), copied(s.Sizes)
		fill(&s, "margins.", s.Margins, marginsA5)
		fill(&s, "sizes.", s.Sizes, sizesA5)
	}
	paper := paperSizes[s.Paper]
	m := s.Margins
	room := func(have, least float64, names ...string) {
		if have >= least {
			return
		}
		// The last value given is the one to change.
		at := c.PosOf("print.paper")
		for _, n := range names {
			if given, ok := s.at["margins."+n]; ok && !strings.HasPrefix(given.File, standardTheme) {
				at = given
			}
		}
		diags.Add(diag.BadValue, at, "margins."+names[0], m[names[0]], diag.P("reason.print-room", s.Paper, int(have), int(least)))
	}
	room(paper[0]-m["left"]-m["right"], leastMeasure, "left", "right")
	room(paper[1]-max(m["top"], m["first"])-m["bottom"], leastHeight, "top", "first", "bottom")
	room(paper[0]-m["landscape_top"]-m["landscape_bottom"], leastHeight, "landscape_top", "landscape_bottom")
	if m["hang"] > m["left"] {
		diags.Add(diag.BadValue, s.at["margins.hang"], "margins.hang", m["hang"], diag.P("reason.print-hang", number(m["left"])))
	}
	return s, diags
}

// number reads a whole or decimal number and reports whether there is one in range.
func (t *table) number(key string, low, high float64, to *float64) bool {
	v, ok := t.take(key)
	if !ok {
		return false
	}
	n, ok := asNumber(v)
	if !ok {
		t.wrongBut(key, "number", v, t.writeNumber(key, "number", v, *to, low, high))
		return false
	}
	if !(n >= low && n <= high) {
		t.bad(key, v, diag.P("reason.range", number(low), number(high)))
		return false
	}
	*to = n
	return true
}

func asNumber(v any) (float64, bool) {
	switch n := v.(type) {
	case int64:
		return float64(n), true
	case float64:
		return n, true
	}
	return 0, false
}

// writeNumber is the hint to write a number within bounds: what v says, else the one that holds without it.
func (t *table) writeNumber(key, kind string, v any, otherwise, low, high float64) diag.Phrase {
	if n, err := strconv.ParseFloat(meant(kind, v), 64); err != nil || n < low || n > high {
		v = nil
	}
	return write(key, kind, v, number(min(max(otherwise, low), high)))
}

func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// size reads a size of type with its leading, [11, 16.5].
func (t *table) size(key string, to *[2]float64) bool {
	v, ok := t.take(key)
	if !ok {
		return false
	}
	list, ok := v.([]any)
	if !ok {
		t.wrongBut(key, "list", v, diag.P("reason.print-size"))
		return false
	}
	var n [2]float64
	numbers := len(list) == 2
	for i := 0; numbers && i < 2; i++ {
		n[i], numbers = asNumber(list[i])
	}
	least := float64(smallestType)
	if key == "body" || key == "body_sans" {
		least = smallestBody
	}
	switch {
	case !numbers:
		t.bad(key, "[…]", diag.P("reason.print-size"))
	case !(n[0] >= least && n[0] <= largestType):
		t.bad(key, number(n[0]), diag.P("reason.range", number(least), number(largestType)))
	case !(n[1] >= n[0] && n[1] <= 3*n[0]):
		t.bad(key, number(n[1]), diag.P("reason.range", number(n[0]), number(3*n[0])))
	default:
		*to = n
		return true
	}
	return false
}

// FontNames are the keys of [print.fonts].
var FontNames = []string{
	"serif_regular", "serif_italic", "serif_bold", "serif_bold_italic",
	"sans_regular", "sans_italic", "sans_bold", "sans_bold_italic", "mono_regular", "mono_bold",
}

// print reads the table [print].
func (c *Config) print(t *table) {
	s := t.sub("print")
	if s == nil {
		return
	}
	p := &c.Print
	s.choice("paper", &p.Paper, "A4", "A5", "Letter")
	s.choice("body", &p.Body, "serif", "sans")
	s.maybe("justify", &p.Justify)
	s.maybe("hyphenate", &p.Hyphenate)
	s.formed("page_number", &p.PageNumber, diag.P("reason.page-number"))
	if form := p.PageNumber; form != "" && !strings.Contains(form, "{n}") {
		s.bad("page_number", strconv.Quote(form), diag.P("reason.page-number"))
	}
	if f := s.sub("fonts"); f != nil {
		p.Fonts = map[string]string{}
		for _, name := range FontNames {
			file := ""
			if f.folderPath(name, &file); file != "" {
				p.Fonts[name] = path.Clean(file)
			}
		}
		f.done()
	}
	if f := s.sub("colours"); f != nil {
		var style PrintStyle
		style.Colours, style.at = map[string]string{}, map[string]diag.Pos{}
		style.colours(f)
		p.Colours = style.Colours
		f.done()
	}
	s.done()
}

// maybe reads a switch that may be left unsaid.
func (t *table) maybe(key string, to **bool) {
	v := false
	if _, given := t.values[key]; !given {
		t.known = append(t.known, key)
		return
	}
	before := len(*t.r.diags)
	if t.boolean(key, &v); len(*t.r.diags) == before {
		*to = &v
	}
}

// Missing returns the keys that a whole style must have and this one lacks.
func (s *PrintStyle) Missing() []string {
	var out []string
	missing := func(key string, is bool) {
		if is {
			out = append(out, key)
		}
	}
	missing("paper", s.Paper == "")
	missing("contents_from", s.ContentsFrom == 0)
	missing("contents_deep_from", s.ContentsDeepFrom == 0)
	for _, n := range MarginNames {
		missing("margins."+n, s.Margins[n] == 0)
	}
	for _, n := range SizeNames {
		missing("sizes."+n, s.Sizes[n] == [2]float64{})
	}
	for _, n := range ColourNames {
		missing("colours."+n, s.Colours[n] == "")
	}
	return out
}
