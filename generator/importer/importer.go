// Package importer makes documents of what readers found in files of other programs: Markdown with front matter, the pictures beside it, and an
// account of every word that is in the file and not in the text. It looks at one file at a time, and knows nothing of what is on disk.
//
// What a text says of itself (who decided it, when, in which §) is taken from boxes, headers, first and last lines, and sentences. What is guessed
// is marked for review, and a document whose decision is guessed or missing is a draft.
package importer

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"styrdok/generator/intake"
	"styrdok/generator/library"
	"styrdok/generator/markdown"
	"styrdok/generator/pattern"
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
	d := &Document{Source: file, Format: r.Format, Told: tellings(r), Words: len(wordsOf(r.Plain))}
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
	for c := range intake.All[*intake.Contents](blocks) {
		d.tell("contents", intake.Lines([]intake.Block{c})...)
	}
	blocks = slices.DeleteFunc(blocks, intake.Is[*intake.Contents])
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
			spans := intake.SpansOf(b)
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
				d.Kind = cmp.Or(d.Kind, k)
				d.tell("facts", text)
				continue
			}
		}
		out = append(out, b)
	}
	d.Kind = cmp.Or(d.Kind, kindIn(title, kinds))
	return out
}

// finish decides what the document is.
func (d *Document) finish(opt Options) {
	x := d.Facts
	if d.Kind == nil {
		d.Draft = true
		d.guessKind(opt.Rules)
	}
	if detected := language(d.Text); detected != "" && detected != opt.Language {
		d.Language = detected
	}
	saidDraft := slices.ContainsFunc([]string{"utkast", "förslag", "remiss", "arbetsmaterial"}, func(s string) bool { return strings.Contains(x.Status, s) })
	switch {
	case saidDraft:
		d.Draft = true
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
	d.Draft = d.Draft || x.doubt
	if d.Draft && !saidDraft {
		x.guess("status", "draft")
	}
}

// guessKind takes the kind that the text calls itself most often, or else guidelines, which most documents of no other name are.
func (d *Document) guessKind(rules library.Rules) {
	kinds := rules.Kinds
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
	d.Kind = cmp.Or(d.Kind, rules.Kind("riktlinje"))
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

// baseName is a file's name without folder and ending.
func baseName(file string) string {
	return strings.TrimSuffix(path.Base(strings.ReplaceAll(file, `\`, "/")), path.Ext(file))
}
