package theme

import (
	"html/template"
	"strings"

	"styrdok/generator/block"
	"styrdok/generator/html"
	"styrdok/generator/i18n"
	"styrdok/generator/site"
)

// body writes the text of a page, with its links and images as the page sees them.
func (t *Theme) body(at place, p *site.Page) template.HTML {
	if p.Text == nil || p.Text.Tree == nil {
		return ""
	}
	out := html.Render(p.Text.Tree, html.Options{
		Words:      t.words,
		Permalinks: p.Kind == site.KindDocument || p.Kind == site.KindVersion,
		Link: func(l *block.Link) html.Href {
			target := at.ResolveLink(p, l)
			if target.Kind == site.TargetBroken {
				return html.Href{}
			}
			return html.Href{URL: address(target.Href)}
		},
		Image: func(i *block.Image) (string, int, int) {
			src, source, ok := at.ResolveImage(p, i)
			if !ok {
				return "", 0, 0
			}
			if t.options.ImageSize == nil {
				return src, 0, 0
			}
			width, height := t.options.ImageSize(source)
			return src, width, height
		},
	})
	return template.HTML(strings.TrimRight(string(out), "\n"))
}

// textWords are the words that html adds to texts.
func textWords(t *i18n.Texts) html.Words {
	w := func(key string) string { return t.T("theme.text." + key) }
	return html.Words{
		Notes: w("notes"), Note: w("note"), Back: w("back"), BackTo: w("back_to"), BackNth: w("back_nth"),
		Table: w("table"), TableIn: w("table_in"), Masked: w("masked"), TaskDone: w("done"), TaskOpen: w("open"),
		Section: w("section"), Inserted: w("inserted"), Deleted: w("deleted"), Moved: w("moved"),
		Changes: html.ChangeWords{
			Changed: w("changes.changed"), Inserted: w("changes.inserted"), Deleted: w("changes.deleted"),
			Moved: w("changes.moved"), Unchanged: w("changes.unchanged"), Read: w("changes.read"), Opening: w("changes.opening"),
		},
	}
}
