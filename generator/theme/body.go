package theme

import (
	"html/template"
	"path"
	"strconv"
	"strings"

	"styrdok/generator/block"
	"styrdok/generator/html"
	"styrdok/generator/i18n"
	"styrdok/generator/site"
)

// column is how wide the standard theme shows an image of a text at most: as wide as the column of text,
// which is that of the window on a small screen.
const column = "(min-width: 43rem) 39rem, 100vw"

// mediaTypes are those of attached files, by ending.
var mediaTypes = map[string]string{
	"pdf": "application/pdf", "csv": "text/csv", "txt": "text/plain", "zip": "application/zip", "rtf": "application/rtf", "json": "application/json",
	"ics": "text/calendar", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "svg": "image/svg+xml",
	"doc": "application/msword", "xls": "application/vnd.ms-excel", "ppt": "application/vnd.ms-powerpoint",
	"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	"pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
	"odt":  "application/vnd.oasis.opendocument.text", "ods": "application/vnd.oasis.opendocument.spreadsheet",
	"odp": "application/vnd.oasis.opendocument.presentation",
}

// hrefOf is a link as HTML writes it. An attachment is announced with its type and size.
func hrefOf(t site.Target, language string) html.Href {
	if t.Kind == site.TargetBroken {
		return html.Href{}
	}
	out := html.Href{URL: address(t.Href)}
	ending := strings.ToLower(strings.TrimPrefix(path.Ext(t.Source), "."))
	if t.Kind == site.TargetFile && ending != "" && t.Bytes > 0 {
		out.Type = mediaTypes[ending]
		out.Note = ending + ",\u00A0" + site.FormatSize(t.Bytes, language)
	}
	return out
}

// pictureOf is an image as HTML writes it. With its size a page does not jump while the image arrives.
func pictureOf(img site.Image) html.Picture {
	if img.Href == "" {
		return html.Picture{}
	}
	out := html.Picture{URL: img.Href, Width: img.Width, Height: img.Height}
	var set []string
	for _, c := range img.Copies {
		set = append(set, c.Href+" "+strconv.Itoa(c.Width)+"w")
	}
	if len(set) > 1 {
		out.Srcset, out.Sizes = strings.Join(set, ", "), column
	}
	return out
}

// body writes the text of a page, with its links and images as the page sees them, and the summary before it.
func (t *Theme) body(p *site.Page) (brief, text template.HTML) {
	if p.Text == nil || p.Text.Tree == nil {
		return "", ""
	}
	changes, _ := p.Data.(*site.ChangesPage)
	var folded, shown map[string]bool
	if changes != nil {
		shown = map[string]bool{}
		for _, h := range p.Text.Tree.Headings() {
			shown[h.ID] = true
		}
		if !changes.Whole {
			folded = foldedIDs(p.Text.Tree)
		}
	}
	opt := html.Options{
		Words:      t.wordsOf(p.Language),
		Language:   p.Language,
		Whole:      changes != nil && changes.Whole,
		Permalinks: p.Kind == site.KindDocument || p.Kind == site.KindVersion,
	}
	links, images := map[*block.Link]site.Target{}, map[*block.Image]site.Image{}
	for i, l := range p.Text.Tree.Links() {
		links[l] = p.Links[i]
	}
	for i, img := range p.Text.Tree.Images() {
		images[img] = p.Images[i]
	}
	opt.Link = func(l *block.Link) html.Href {
		target := links[l]
		if changes != nil && (folded[target.Anchor] || !shown[target.Anchor]) && target.Kind == site.TargetAnchor {
			return html.Href{URL: address(changes.Read + "#" + target.Anchor)}
		}
		return hrefOf(target, p.Language)
	}
	opt.Image = func(i *block.Image) html.Picture { return pictureOf(images[i]) }
	var out []byte
	if changes != nil {
		out = html.RenderChanges(p.Text.Tree, address(changes.Read), opt)
	} else {
		out = html.Render(p.Text.Tree, opt)
	}
	trimmed := func(b []byte) template.HTML { return template.HTML(strings.TrimRight(string(b), "\n")) }
	return trimmed(html.RenderBlocks(p.Text.Tree.Brief, opt)), trimmed(out)
}

// wordsOf returns what the program adds to a text, in the text's language where it has its words,
// since a screen reader reads them with the voice of the text.
func (t *Theme) wordsOf(lang string) html.Words {
	return t.words[i18n.For(lang, t.options.Texts).Lang()]
}

// foldedIDs returns the headings of a compared text that its page does not show, since they stand
// within sections that have not changed.
func foldedIDs(t *block.Tree) map[string]bool {
	out := map[string]bool{}
	for _, s := range t.Sections() {
		if s.Change != block.Unchanged {
			continue
		}
		for _, h := range (&block.Tree{Blocks: s.Blocks}).Headings() {
			for _, id := range append([]string{h.ID}, h.Aliases...) {
				out[id] = s.Heading == nil || id != s.Heading.ID
			}
		}
	}
	return out
}

// SignNames are the names of punctuation marks.
func SignNames(t *i18n.Texts) map[rune]string {
	out := map[rune]string{}
	for r, key := range block.Signs {
		out[r] = t.T("theme.text.sign." + key)
	}
	return out
}

// textWords are the words that html adds to texts.
func textWords(t *i18n.Texts) html.Words {
	w := func(key string) string { return t.T("theme.text." + key) }
	return html.Words{
		Signs: SignNames(t),
		Notes: w("notes"), Note: w("note"), Back: w("back"), BackTo: w("back_to"), BackNth: w("back_nth"),
		Larger: w("larger"), Table: w("table"), TableIn: w("table_in"), Masked: w("masked"), TaskDone: w("done"), TaskOpen: w("open"),
		NewTable: w("new_table"), OldTable: w("old_table"), Inserted: w("inserted"), Deleted: w("deleted"), Moved: w("moved"), Away: w("away"),
		MovedFrom: w("moved_from"), AwayTo: w("away_to"), Numbered: w("numbered"), Titled: w("titled"),
		Paragraph: w("new_paragraph"), Item: w("new_item"),
		WasBullets: w("was_bullets"), WasNumbered: w("was_numbered"), WasLabel: w("was_label"),
		Changes: html.ChangeWords{
			Changed: w("changes.changed"), Inserted: w("changes.inserted"), Deleted: w("changes.deleted"),
			Moved: w("changes.moved"), Edited: w("changes.edited"), Away: w("changes.away"),
			MovedFrom: w("changes.moved_from"), EditedFrom: w("changes.edited_from"), AwayTo: w("changes.away_to"), Unchanged: w("changes.unchanged"), Renumbered: w("changes.renumbered"),
			Read: w("changes.read"), Opening: w("changes.opening"),
		},
	}
}
