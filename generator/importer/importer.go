// Package importer makes documents of what readers found in files of other programs: Markdown with front matter, the pictures beside it, and an
// account of every word that is in the file and not in the text. It looks at one file at a time, and knows nothing of what is on disk.
//
// What a text says of itself (who decided it, when, in which §) is taken from boxes, headers, first and last lines, and sentences. What is guessed
// is marked for review, and a document whose decision is guessed or missing is a draft.
package importer

import (
	"cmp"
	"maps"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"styrdok/generator/block"
	"styrdok/generator/diag"
	"styrdok/generator/intake"
	"styrdok/generator/library"
	"styrdok/generator/markdown"
	"styrdok/generator/pattern"
	"styrdok/generator/picture"
	"styrdok/generator/spelling"
)

// Options are what is known beside the file.
type Options struct {
	Rules    library.Rules
	Today    library.Date
	Language string                       // of the site
	Address  string                       // of the site, "https://a.example/b/"; "" if unknown
	Open     func(string) ([]byte, error) // a picture beside the file, by its address in it; nil if there is none
	Beside   func(string) bool            // whether a link leads to a file that becomes a document too; nil if none does
}

// Document is what became of a file.
type Document struct {
	Source    string // the file's name as it was given
	Format    intake.Format
	Title     string
	Kind      *library.Kind // nil if it cannot be told
	ID        library.ID    // that the text says it has on this site, as its prints do; "" if it does not
	Facts     *Facts
	Draft     bool
	Compares  [2]string  // if it is a print that marks what has changed, the names of the older and the newer version
	Ended     string     // what a print says of a version that no longer holds, and for which nothing among the facts tells why; or ""
	Successor library.ID // of a version that has ended, the document that replaces it; "" if a version of its own does, or nothing
	Language  string     // "" for the site's
	Text      string     // Markdown, with places for the names of pictures: see Pictures
	Pictures  []Picture
	Links     []Link            // to documents that other files become; Text has places for where they lead
	Anchors   map[string]string // the IDs of headings, by the names that links of other files have for them
	Original  bool              // the text exists only as the file itself
	Scanned   []int
	Told      []Told
	Lost      []string          // words that are nowhere
	Words     int               // of the source
	untouched string            // front matter that is styrdok's already
	fields    []intake.Entry    // front matter of another program's
	plain     []*intake.Heading // those that have no number where others have one
}

// Picture is a file that a text shows.
type Picture struct {
	Name string // in the document's folder: "bild-1.png"
	Data []byte
}

// Link is a link to another file, which has become a document or has not.
type Link struct {
	To    string // as the file has it
	Leads string // from this document to the other; "" if there is none
}

// Convert makes a document of a reading.
func Convert(file string, r *intake.Reading, opt Options) *Document {
	d := &Document{Source: file, Format: r.Format, Told: tellings(r), Words: len(wordsOf(r.Plain)), Scanned: r.Scanned}
	if r.Format == intake.Markdown {
		d.fromMarkdown(r, opt)
		return d
	}
	if d.Words == 0 || r.Format == intake.PDF && 2*len(r.Scanned) > r.Pages && d.Words < 100*r.Pages {
		d.original(file, r, opt)
		return d
	}
	if r.Properties.Print != nil && !r.ByLooks {
		d.fromPrint(r, opt)
		return d
	}
	bodies := newBodyFinder(opt.Rules)
	f := &finder{bodies: bodies}
	blocks, web, page, letter := stripFurniture(r.Blocks, r.Format)
	d.tell("web", web...)
	d.tell("page", page...)
	d.tell("letterhead", letter...)
	intake.Walk(blocks, func(b intake.Block) bool {
		if c, ok := b.(*intake.Contents); ok {
			d.tell("contents", intake.Lines([]intake.Block{c})...)
		}
		return true
	})
	blocks = slices.DeleteFunc(blocks, func(b intake.Block) bool { _, is := b.(*intake.Contents); return is })
	blocks = withoutContents(blocks, d)
	// The title first: a fact may stand in a line before it or behind it.
	title, rest, guessed := findTitle(blocks, r, "", file, bodies)
	taken := f.take(rest)
	if guessed {
		// Perhaps a box names it, or the guess was a fact.
		f = &finder{bodies: bodies}
		taken = f.take(blocks)
		named := ""
		for _, c := range f.facts {
			if c.key == "title" && named == "" && !nothing.MatchString(c.value) {
				named = c.value
			}
		}
		title, taken, guessed = findTitle(taken, r, named, file, bodies)
	}
	blocks = taken
	f.furniture(r.Furniture)
	d.ID = idIn(r.Furniture, opt.Address)
	for _, line := range append(slices.Clone(web), letter...) {
		f.lines(line, inFurniture)
	}
	f.prose(blocks)
	d.Facts = f.resolve(opt.Today)
	d.tell("facts", f.moved...)
	d.tell("no-fact", f.idle...)
	d.captions(blocks)
	blocks = d.withoutTitle(blocks, title)
	blocks = d.kind(blocks, title, opt)
	d.Title = title
	if guessed {
		d.Facts.guess("title", "title", d.Title)
	}
	d.shape(blocks, r, opt)
	d.Facts.fromProse(blocks)
	d.finish(opt)
	d.account(r, opt)
	return d
}

// original makes a document of a file whose text cannot be read: its pages are pictures.
func (d *Document) original(file string, r *intake.Reading, opt Options) {
	d.Original, d.Facts = true, &Facts{}
	d.Title = fileTitle(file)
	if t := propertyTitle(r); kindIn(t, opt.Rules.Kinds) != nil {
		d.Title = t
	}
	d.Kind = kindIn(d.Title, opt.Rules.Kinds)
	d.Facts.guess("title", "title", d.Title)
	d.Facts.guess("text", "only-original", path.Base(strings.ReplaceAll(file, `\`, "/")))
	d.Text = "\n"
	if text := strings.TrimSpace(r.Plain); text != "" {
		d.tell("unreadable", text)
	}
	d.finish(opt)
}

func (d *Document) tell(why string, lines ...string) {
	for _, l := range lines {
		if l = strings.TrimSpace(l); l != "" {
			d.Told = append(d.Told, Told{Why: why, Text: l})
		}
	}
}

// captions drops the caption of a table that a paragraph before or behind it says again.
func (d *Document) captions(blocks []intake.Block) {
	for i, b := range blocks {
		t, ok := b.(*intake.Table)
		if !ok || t.Caption == nil {
			continue
		}
		caption := wordsOf(intake.PlainText(t.Caption))
		for _, k := range []int{i - 1, i + 1} {
			if k < 0 || k >= len(blocks) {
				continue
			}
			if p, ok := blocks[k].(*intake.Paragraph); ok && slices.Equal(wordsOf(intake.PlainText(p.Spans)), caption) {
				d.tell("alternative", intake.PlainText(t.Caption))
				t.Caption = nil
				break
			}
		}
	}
}

var contentsHeading = pattern.New(`(?i)^(?:innehållsförteckning|innehåll|contents|table of contents)$`)
var leaderLine = pattern.New(`(?:\.{3,}|…+|\t)\s*\d{1,3}\s*$`)

// withoutContents drops a table of contents that is typed, and the heading over one.
func withoutContents(blocks []intake.Block, d *Document) []intake.Block {
	var out []intake.Block
	for i := 0; i < len(blocks); i++ {
		text := strings.TrimSpace(strings.Join(intake.Lines(blocks[i:i+1]), " "))
		if !contentsHeading.MatchString(text) {
			out = append(out, blocks[i])
			continue
		}
		j := i + 1
		for j < len(blocks) {
			p, ok := blocks[j].(*intake.Paragraph)
			if !ok {
				break
			}
			lines := intake.Lines([]intake.Block{p})
			leaders := 0
			for _, l := range lines {
				if leaderLine.MatchString(l) {
					leaders++
				}
			}
			if leaders*2 < len(lines) || leaders == 0 {
				break
			}
			j++
		}
		isLast := j == len(blocks) || j > i+1
		_, nextIsHeading := blocks[min(j, len(blocks)-1)].(*intake.Heading)
		if j > i+1 || isLast || nextIsHeading {
			d.tell("contents", intake.Lines(blocks[i:j])...)
			i = j - 1
			continue
		}
		out = append(out, blocks[i])
	}
	return out
}

// withoutTitle drops lines at the beginning that say the title again.
func (d *Document) withoutTitle(blocks []intake.Block, title string) []intake.Block {
	same := func(s string) bool { return strings.Join(wordsOf(s), " ") == strings.Join(wordsOf(title), " ") }
	var out []intake.Block
	for i, b := range blocks {
		if i < zoneFirst {
			spans := spansOf(b)
			if h, ok := b.(*intake.Heading); len(spans) > 0 && same(intake.PlainText(spans)) && (ok && h.Number == "" || !ok && spans[0].Image == nil) {
				d.tell("title", intake.PlainText(spans))
				continue
			}
		}
		out = append(out, b)
	}
	return out
}

// kind finds the document's kind, and drops a line at the beginning that says nothing but it.
func (d *Document) kind(blocks []intake.Block, title string, opt Options) []intake.Block {
	kinds := opt.Rules.Kinds
	if said := d.Facts.Kind; said != "" {
		if d.Kind = kindIn(said, kinds); d.Kind == nil {
			d.Facts.Rows = append(d.Facts.Rows, [2]string{"Dokumenttyp", said})
		}
	}
	var out []intake.Block
	for i, b := range blocks {
		p, ok := b.(*intake.Paragraph)
		if ok && i < 4 {
			text := strings.TrimSpace(intake.PlainText(p.Spans))
			if k := kindIn(text, kinds); k != nil && len(strings.Fields(text)) == 1 && strings.EqualFold(strings.Trim(text, ".: "), k.Singular) {
				if d.Kind == nil {
					d.Kind = k
				}
				d.tell("facts", text)
				continue
			}
		}
		out = append(out, b)
	}
	if d.Kind == nil {
		d.Kind = kindIn(title, kinds)
	}
	return out
}

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
	w := &writer{notes: r.Notes, noteAt: map[int]int{}, plain: d.plain}
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
			w.noteAt, w.used = map[int]int{}, nil
			tree, _ = markdown.Parse([]byte(w.text(blocks)), markdown.Options{Title: d.Title, Language: opt.Language})
		}
		if h := tree.Headings(); len(h) == len(names) {
			for i, of := range names {
				for _, n := range of {
					anchors[n] = "#" + h[i].ID
				}
			}
			d.Pictures, d.Facts.Guesses, d.Told = before, d.Facts.Guesses[:guesses], d.Told[:told]
			w.used, w.noteAt = nil, map[int]int{}
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
		_, isTable := b.(*intake.Table)
		return !isTable
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
		if r, ok := b.(*intake.Rule); ok {
			if r.Page || len(out) == 0 || i+1 == len(blocks) {
				continue
			}
			if _, twice := out[len(out)-1].(*intake.Rule); twice {
				continue
			}
			if _, heading := blocks[i+1].(*intake.Heading); heading {
				continue
			}
		}
		out = append(out, b)
	}
	for len(out) > 0 {
		if _, ok := out[len(out)-1].(*intake.Rule); !ok {
			break
		}
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
	alt = strings.Join(strings.Fields(cleaned(i.Alt)), " ")
	if alt == "" && !i.Decorative {
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

// finish decides what the document is.
func (d *Document) finish(opt Options) {
	x := d.Facts
	if d.Kind == nil {
		d.Draft = true
		d.guessKind(opt.Rules.Kinds)
	}
	if detected := language(d.Text); detected != "" && detected != opt.Language {
		d.Language = detected
	}
	saidDraft := false
	switch {
	case strings.Contains(x.Status, "utkast") || strings.Contains(x.Status, "förslag") || strings.Contains(x.Status, "remiss") || strings.Contains(x.Status, "arbetsmaterial"):
		d.Draft, saidDraft = true, true
	case x.Adopted.IsZero():
		d.Draft = true
		if x.Year > 0 {
			x.guess("adopted", "only-year", x.Year)
		} else {
			x.guess("adopted", "no-date")
		}
	}
	if x.AdoptedBy == "" && !saidDraft {
		d.Draft = true
		x.guess("adopted_by", "no-body")
	}
	if x.AdoptedBy != "" && x.Body == nil {
		d.Draft = true
		x.guess("adopted_by", "unknown-body", x.AdoptedBy, BodyID(x.AdoptedBy))
	}
	if x.doubt {
		d.Draft = true
	}
	if d.Draft && !saidDraft {
		x.guess("status", "draft")
	}
}

// guessKind takes the kind that the text calls itself most often, or else guidelines, which most documents of no other name are.
func (d *Document) guessKind(kinds []library.Kind) {
	count := map[library.KindID]int{}
	for _, m := range itself.FindAllStringSubmatch(d.Text, -1) {
		if k := kindIn(m[1], kinds); k != nil {
			count[k.ID]++
		}
	}
	for i := range kinds {
		if k := &kinds[i]; count[k.ID] > 0 && (d.Kind == nil || count[k.ID] > count[d.Kind.ID]) {
			d.Kind = k
		}
	}
	for i := range kinds {
		if d.Kind == nil && kinds[i].ID == "riktlinje" {
			d.Kind = &kinds[i]
		}
	}
	if d.Kind == nil && len(kinds) > 0 {
		d.Kind = &kinds[0]
	}
	if d.Kind != nil {
		d.Facts.guess("kind", "kind", d.Kind.Singular)
	}
}

var itself = pattern.New(`(?i)(?:denna|detta|dessa|den här|det här|de här)\s+(\pL+)`)

var (
	swedishWords = pattern.New(`(?i)(?:^|[^\pL])(?:och|att|som|för|är|det|ska|av|med|inte|till|den|på)(?:$|[^\pL])`)
	englishWords = pattern.New(`(?i)(?:^|[^\pL])(?:the|and|of|to|shall|is|that|for|with|not|are|this|be)(?:$|[^\pL])`)
)

// language tells Swedish and English apart by their small words; "" if it cannot.
func language(text string) string {
	if len(text) > 20_000 {
		text = text[:20_000]
	}
	sv, en := len(swedishWords.FindAllString(text, -1)), len(englishWords.FindAllString(text, -1))
	switch {
	case en > 10 && en > 3*sv:
		return "en"
	case sv > 10 && sv > 3*en:
		return "sv"
	}
	return ""
}

// account finds words of the source that are nowhere.
func (d *Document) account(r *intake.Reading, opt Options) {
	tree, _ := markdown.Parse([]byte(d.Text), markdown.Options{Title: d.Title, Language: opt.Language})
	d.Lost = lost(r.Plain, append(shown(tree), wordsOf(d.Title)...), d.Told)
}

// Name is the document's name in addresses, made of its title.
func (d *Document) Name() string {
	name := spelling.Slug(d.Title, spelling.Letters)
	if len(name) > maxName {
		name = name[:maxName]
		if i := strings.LastIndexByte(name, '-'); i > maxName/2 {
			name = name[:i]
		}
	}
	return cmp.Or(strings.Trim(name, "-"), "dokument")
}

// maxName is the length of a name that is made of a title. Addresses are read aloud and typed.
const maxName = 80

// spansOf are the words of a heading or a paragraph; nil for another block.
func spansOf(b intake.Block) []intake.Span {
	switch b := b.(type) {
	case *intake.Heading:
		return b.Spans
	case *intake.Paragraph:
		return b.Spans
	}
	return nil
}

// baseName is a file's name without folder and ending.
func baseName(file string) string {
	return strings.TrimSuffix(path.Base(strings.ReplaceAll(file, `\`, "/")), path.Ext(file))
}
