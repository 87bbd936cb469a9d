package importer

import (
	"cmp"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"styrdok/generator/block"
	"styrdok/generator/diag"
	"styrdok/generator/intake"
	"styrdok/generator/markdown"
	"styrdok/generator/pattern"
	"styrdok/generator/picture"
	"styrdok/generator/spelling"
)

// shape makes Markdown of the text.
func (d *Document) shape(blocks []intake.Block, r *intake.Reading, opt Options) {
	own := r.Properties.Print != nil && !r.ByLooks
	if own {
		levels(blocks)
	} else {
		blocks = d.guessShape(blocks, r.Format)
	}
	if r.ByLooks && r.Format == intake.PDF {
		d.Facts.guess("text", "by-looks")
	}
	if len(r.Scanned) > 0 {
		d.Facts.guess("text", "scanned", pageList(r.Scanned))
	}
	blocks = trimRules(blocks)
	w := &writer{notes: r.Notes, plain: d.plain}
	anchors := map[string]string{}
	dropped := map[string]bool{}
	w.links = func(to string) string {
		if name, ok := strings.CutPrefix(to, "#"); ok {
			return anchors[name]
		}
		if safe := safeLink(to); safe != "" {
			return safe
		}
		if opt.Beside != nil && opt.Beside(to) {
			return d.link(to)
		}
		dropped[to] = true
		return ""
	}
	w.images = func(i *intake.Image) (string, string, bool) { return d.picture(i, opt) }
	// Links within the text need the IDs that its headings get; so it is written twice if there are any.
	before := slices.Clone(d.Pictures)
	guesses := len(d.Facts.Guesses)
	told := len(d.Told)
	text := w.text(blocks)
	if names := headingAnchors(blocks); names != nil {
		tree, _ := markdown.Parse([]byte(text), markdown.Options{Title: d.Title, Language: opt.Language})
		if own && len(tree.Headings()) == len(names) {
			w.ids = ownIDs(blocks, tree.Headings(), names)
			tree, _ = markdown.Parse([]byte(w.text(blocks)), markdown.Options{Title: d.Title, Language: opt.Language})
		}
		if h := tree.Headings(); len(h) == len(names) {
			for i, of := range names {
				for _, n := range of {
					anchors[n] = "#" + h[i].ID
				}
			}
			d.Pictures, d.Facts.Guesses, d.Told = before, d.Facts.Guesses[:guesses], d.Told[:told]
			clear(dropped)
			text = w.text(blocks)
		}
	}
	d.Anchors = map[string]string{}
	for name, id := range anchors {
		d.Anchors[name] = id[1:]
	}
	for _, to := range slices.Sorted(maps.Keys(dropped)) {
		d.Told = append(d.Told, Told{Why: "link", Text: to})
	}
	for i, n := range r.Notes {
		if !slices.Contains(w.used, i) {
			d.tell("note", strings.Join(intake.Lines(n.Blocks), " "))
		}
	}
	d.Text = mended(text, d.Title, opt.Language)
}

// guessShape makes headings, lists and heads of tables of what only looks like them.
func (d *Document) guessShape(blocks []intake.Block, format intake.Format) []intake.Block {
	blocks, lists := typedLists(expand(blocks))
	made := within(blocks) || lists
	blocks, guessed := guessHeadings(blocks, format)
	levels(blocks)
	if len(guessed) > 0 {
		d.Facts.guess("text", "headings", len(guessed), shortened(guessed))
	}
	if made && format != intake.Text {
		d.Facts.guess("text", "lists")
	}
	if headTables(blocks) {
		d.Facts.guess("text", "table-heads")
	}
	return blocks
}

// pageList writes page numbers in words: "2, 5, 6".
func pageList(pages []int) string {
	var out []string
	for _, p := range pages {
		out = append(out, strconv.Itoa(p))
	}
	return strings.Join(out, ", ")
}

// ownIDs are the IDs that headings had on the site whose print this is, where they are not those that they get by their words.
func ownIDs(blocks []intake.Block, headings []*block.Heading, names [][]string) map[*intake.Heading]string {
	out := map[*intake.Heading]string{}
	for i, h := range headingsOf(blocks) {
		if slices.Contains(names[i], headings[i].ID) {
			continue
		}
		for _, name := range names[i] {
			if !nameless.MatchString(name) && ownID.MatchString(name) {
				out[h] = name
			}
		}
	}
	return out
}

var (
	ownID    = pattern.New(`^\pL[\pL\d_-]*$`)
	nameless = pattern.New(`^s\d+-\d+$`) // a place that only has a position
)

// headingsOf are the headings of a text, in order. Those in tables are none in Markdown.
func headingsOf(blocks []intake.Block) (out []*intake.Heading) {
	intake.Walk(blocks, func(b intake.Block) bool {
		if h, ok := b.(*intake.Heading); ok {
			out = append(out, h)
		}
		return !intake.Is[*intake.Table](b)
	})
	return out
}

// headingAnchors are the names of headings, in order; nil if none has one.
func headingAnchors(blocks []intake.Block) [][]string {
	var out [][]string
	any := false
	for _, h := range headingsOf(blocks) {
		out = append(out, h.Anchors)
		any = any || len(h.Anchors) > 0
	}
	if !any {
		return nil
	}
	return out
}

// trimRules drops rules at the ends of a text and next to a heading, and starts of pages.
func trimRules(blocks []intake.Block) []intake.Block {
	var out []intake.Block
	for i, b := range blocks {
		if r, ok := b.(*intake.Rule); ok && (r.Page || len(out) == 0 || i+1 == len(blocks) ||
			intake.Is[*intake.Rule](out[len(out)-1]) || intake.Is[*intake.Heading](blocks[i+1])) {
			continue
		}
		out = append(out, b)
	}
	for len(out) > 0 && intake.Is[*intake.Rule](out[len(out)-1]) {
		out = out[:len(out)-1]
	}
	return out
}

// mended is a text with what is nearly Markdown in it put right, as far as that is certain and changes no word.
func mended(text, title, language string) string {
	for range 4 {
		tree, diags := markdown.Parse([]byte(text), markdown.Options{Title: title, Language: language, Numbered: true})
		// What only looks like a heading or a list has been guessed and told already.
		diags = slices.DeleteFunc(diags, func(f diag.Diagnostic) bool { return f.Code == diag.TypedStructure })
		now, places := diag.Mend(text, 1, diags)
		if numbered := unnumbered(now, diags); numbered != now && places == 0 {
			now, places = numbered, 1
		}
		if places == 0 {
			break
		}
		again, _ := markdown.Parse([]byte(now), markdown.Options{Title: title, Language: language})
		if !slices.Equal(shown(tree), shown(again)) {
			break
		}
		text = now
	}
	return text
}

// unnumbered marks headings that have a number of their own where the others have none, so that it stays as it is.
func unnumbered(text string, diags diag.List) string {
	lines := strings.Split(text, "\n")
	for _, f := range diags {
		if at := f.Pos.Line - 1; f.Code == diag.OwnNumber && at >= 0 && at < len(lines) && !strings.HasSuffix(lines[at], "}") {
			lines[at] += " {-}"
		}
	}
	return strings.Join(lines, "\n")
}

func shortened(list []string) string {
	if len(list) > 8 {
		list = append(slices.Clone(list[:8]), "…")
	}
	for i := range list {
		if utf8.RuneCountInString(list[i]) > 60 {
			list[i] = string([]rune(list[i])[:59]) + "…"
		}
	}
	return strings.Join(list, "; ")
}

// picture takes an image along, and returns its name for the text.
func (d *Document) picture(i *intake.Image, opt Options) (name, alt string, shown bool) {
	data := i.Data
	if data == nil && i.Source != "" && opt.Open != nil {
		if read, err := opt.Open(i.Source); err == nil {
			data = read
		}
	}
	kind := picture.KindOf(data)
	if len(data) == 0 || kind != picture.PNG && kind != picture.JPEG {
		what := cmp.Or(i.Alt, i.Name, i.Source)
		d.Told = append(d.Told, Told{Why: "picture", Text: what, Note: cmp.Or(i.Name, i.Source)})
		guess := "picture-lost"
		if len(data) == 0 {
			guess = "picture-absent"
		}
		d.Facts.guess("text", guess, cmp.Or(i.Name, i.Source, "?"))
		return "", "", false
	}
	for _, p := range d.Pictures {
		if slices.Equal(p.Data, data) {
			name = p.Name
		}
	}
	if name == "" {
		name = "bild-" + strconv.Itoa(len(d.Pictures)+1) + "." + string(kind)
		d.Pictures = append(d.Pictures, Picture{name, data})
	}
	if alt = oneLine(i.Alt); alt == "" && !i.Decorative {
		alt = "Bild utan beskrivning"
		d.Facts.guess("text", "alt", name)
	}
	return pictureMark + name, alt, true
}

// pictureMark stands in a text before the name of a picture, until it is known where the document will lie.
const pictureMark = "styrdok-picture-"

// linkMark stands in a text before the number of a link to another file, until it is known where that document will lie.
const linkMark = "styrdok-link-"

// link returns what stands in the text for a link to another file.
func (d *Document) link(to string) string {
	i := slices.IndexFunc(d.Links, func(l Link) bool { return l.To == to })
	if i < 0 {
		i = len(d.Links)
		d.Links = append(d.Links, Link{To: to})
	}
	return linkMark + strconv.Itoa(i) + "-"
}

// Anchor returns the ID of the heading that a link of another file names; "" if there is none.
func (d *Document) Anchor(name string) string {
	if unescaped, err := url.PathUnescape(name); err == nil {
		name = unescaped
	}
	if id := d.Anchors[name]; id != "" || name == "" {
		return id
	}
	tree, _ := markdown.Parse([]byte(d.Text), markdown.Options{Title: d.Title, Language: d.Language})
	for _, h := range tree.Headings() {
		if h.ID == name || h.ID == spelling.Slug(name, spelling.Letters) {
			return h.ID
		}
	}
	return ""
}

// Placed returns the text with its pictures in a folder beside it, and its links to other documents.
func (d *Document) Placed(folder string) string {
	text := strings.ReplaceAll(d.Text, pictureMark, folder)
	for i, l := range d.Links {
		mark := linkMark + strconv.Itoa(i) + "-"
		if l.Leads == "" && d.Format == intake.Markdown {
			if l.Leads = l.To; strings.Contains(l.To, " ") { // as it was
				l.Leads = "<" + l.To + ">"
			}
		}
		if l.Leads == "" {
			text = unlinked(text, mark)
		}
		text = strings.ReplaceAll(text, mark, l.Leads)
	}
	return text
}

// unlinked leaves only the words of the links to a destination.
func unlinked(text, to string) string {
	for {
		end := strings.Index(text, "]("+to+")")
		if end < 0 {
			return text
		}
		from, depth := end-1, 0
		for ; from >= 0; from-- {
			if from > 0 && text[from-1] == '\\' {
				continue
			}
			if text[from] == ']' {
				depth++
			} else if text[from] == '[' {
				if depth == 0 {
					break
				}
				depth--
			}
		}
		text = text[:max(from, 0)] + text[from+1:end] + text[end+len(to)+3:]
	}
}
