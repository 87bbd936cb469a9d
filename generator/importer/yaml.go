package importer

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"styrdok/generator/block"
	"styrdok/generator/intake"
	"styrdok/generator/intake/plain"
	"styrdok/generator/markdown"
	"styrdok/generator/pattern"
	"styrdok/generator/source"
)

var (
	blankLines = pattern.New(`^(?:[ \t]*\n)+`)
	mdPicture  = pattern.New(`(!\[[^\]]*\]\()([^)\s]+)((?:\s+"[^"]*")?\))`)
)

// fromMarkdown makes a document of Markdown: the text stays as it is, but for its title and the level of its headings. A change that
// would cost a word is not made.
func (d *Document) fromMarkdown(r *intake.Reading, opt Options) {
	x := &Facts{}
	d.Facts, d.fields = x, r.Fields
	text := blankLines.ReplaceAllString(r.Markdown, "")
	if head, body, ok := CutFront(text); ok {
		d.untouched, d.Title, d.Text = head, cmp.Or(tomlTitle(head), fileTitle(d.Source)), body
		d.Kind = kindIn(d.Title, opt.Rules.Kinds)
		d.pictures(opt)
		d.links(opt)
		return
	}
	f := &finder{bodies: newBodyFinder(opt.Rules)}
	f.groups++
	for _, e := range r.Fields {
		d.field(e, f, x)
	}
	words := strings.Join(textWords(r.Markdown), " ")
	keeps := func(now, title string) bool {
		return lost(words, append(textWords(now), wordsOf(title)...), d.Told) == nil
	}
	lines, headings := hashed(text)
	tops := slices.DeleteFunc(slices.Clone(headings), func(h *block.Heading) bool { return strings.HasPrefix(lines[h.Pos.Line-1], "##") })
	if len(tops) == 1 && tops[0].Pos.Line == 1 {
		title, rest := strings.TrimSpace(block.Plain(tops[0].Spans)), strings.Join(lines[1:], "\n")
		if (d.Title == "" || strings.EqualFold(d.Title, title)) && utf8.RuneCountInString(title) <= longestValue && keeps(rest, title) {
			d.Title, text, tops = title, blankLines.ReplaceAllString(rest, ""), nil
		}
	}
	guessed := d.Title == ""
	if guessed {
		d.Title = fileTitle(d.Source)
	}
	if len(tops) > 0 { // all one level down
		for _, h := range headings {
			if at := h.Pos.Line - 1; !strings.HasPrefix(lines[at], "######") {
				lines[at] = "#" + lines[at]
			}
		}
		if lowered := strings.Join(lines, "\n"); keeps(lowered, d.Title) {
			text = lowered
		}
	}
	d.Text = strings.TrimRight(text, " \t\n") + "\n"
	if body, err := plain.Read([]byte(d.Text)); err == nil { // its facts stay in the text
		f.take(body.Blocks)
	}
	resolved := f.resolve(opt.Today)
	keep := *x
	*x = *resolved
	x.Keywords, x.Contact = keep.Keywords, keep.Contact
	x.Rows = append(keep.Rows, x.Rows...)
	if guessed {
		x.guess("title", "title", d.Title)
	}
	d.Kind = cmp.Or(kindIn(x.Kind, opt.Rules.Kinds), kindIn(d.Title, opt.Rules.Kinds))
	d.pictures(opt)
	d.links(opt)
	d.Text = mended(d.Text, d.Title, opt.Language)
	d.finish(opt)
	now, _ := markdown.Parse([]byte(d.Text), markdown.Options{Title: d.Title, Language: opt.Language})
	d.Lost = lost(words, append(shown(now), wordsOf(d.Title)...), d.Told)
}

// hashed returns the lines of a text, and the headings for which one of them begins with #.
func hashed(text string) ([]string, []*block.Heading) {
	lines := strings.Split(text, "\n")
	tree, _ := markdown.Parse([]byte(text), markdown.Options{})
	return lines, slices.DeleteFunc(tree.Headings(), func(h *block.Heading) bool {
		return h.Pos.Column != 1 || !strings.HasPrefix(lines[h.Pos.Line-1], "#")
	})
}

// CutFront divides a file that has front matter of styrdok's own. A text without is all body.
func CutFront(text string) (head, body string, ok bool) {
	rest, ok := strings.CutPrefix(text, "+++\n")
	if !ok {
		return "", text, false
	}
	i := strings.Index(rest, "\n+++")
	if i < 0 {
		return "", text, false
	}
	end := i + len("\n+++")
	if j := strings.IndexByte(rest[end:], '\n'); j >= 0 {
		end += j + 1
	}
	return "+++\n" + rest[:end], rest[end:], true
}

var titleLine = pattern.New(`(?m)^title\s*=\s*"((?:[^"\\]|\\.)*)"`)

func tomlTitle(head string) string {
	if m := titleLine.FindStringSubmatch(head); m != nil {
		return strings.NewReplacer(`\"`, `"`, `\\`, `\`).Replace(m[1])
	}
	return ""
}

// yamlKeys are keys of other programs' front matter, by what they tell here.
var yamlKeys = map[string]string{
	"title": "title", "date": "date", "adopted": "adopted", "adopted_by": "adopted_by", "section": "section", "case_number": "case_number", "owner": "owner", "department": "department",
	"kind": "kind", "type": "kind", "version": "version", "keywords": "keywords", "tags": "keywords", "review": "review", "review_by": "review", "in_force": "in_force", "valid_until": "valid_until",
	"updated": "updated", "lastmod": "updated", "status": "status", "contact": "contact", "replaces": "replaces", "laws": "laws", "applies_to": "applies_to", "code_number": "code",
}

// factKeys are what is read as the facts of a text are.
var factKeys = []string{"adopted", "adopted_by", "section", "case_number", "owner", "department", "kind", "version", "review", "in_force", "valid_until", "updated",
	"status", "replaces", "laws", "applies_to", "code", "revised", "reviewed"}

// field takes a key of front matter. One that is not known becomes a comment.
func (d *Document) field(e intake.Entry, f *finder, x *Facts) {
	value := strings.Join(e.Values, ", ")
	if strings.TrimSpace(value) == "" {
		return
	}
	name := strings.ToLower(strings.ReplaceAll(e.Name, "-", "_"))
	key := cmp.Or(yamlKeys[name], keyOf(strings.ReplaceAll(e.Name, "_", " ")), source.MeantKey(e.Name))
	if key == "review_by" {
		key = "review"
	}
	switch {
	case key == "title" && utf8.RuneCountInString(value) <= longestValue:
		d.Title = value
	case key == "keywords":
		x.Keywords = e.Values
	case key == "contact" && contactForm.MatchString(value):
		x.Contact = value
	case slices.Contains(factKeys, key):
		f.facts = append(f.facts, fact{piece{e.Name, key, value}, inBox, f.groups})
	default:
		x.Rows = append(x.Rows, [2]string{e.Name, value})
	}
}

// pictures takes the pictures along that Markdown shows.
func (d *Document) pictures(opt Options) {
	d.Text = mdPicture.ReplaceAllStringFunc(d.Text, func(s string) string {
		m := mdPicture.FindStringSubmatch(s)
		if strings.Contains(m[2], "://") || opt.Open == nil {
			return s
		}
		name, _, ok := d.picture(&intake.Image{Source: m[2], Alt: "-"}, opt)
		if !ok {
			return s
		}
		return m[1] + name + m[3]
	})
}

// links puts places into the text for links to files that become documents too.
func (d *Document) links(opt Options) {
	if opt.Beside == nil {
		return
	}
	for _, at := range slices.Backward(markdown.Destinations([]byte(d.Text))) {
		if block.IsRelative(at.Address) && opt.Beside(at.Address) {
			d.Text = d.Text[:at.Start] + d.link(at.Raw) + d.Text[at.Stop:]
		}
	}
}
