package html

import (
	"strconv"

	"styrdok/generator/block"
)

// table writes a table in a region that scrolls. The region has a name and is focusable, so that it can
// be scrolled with the keyboard.
func (w *writer) table(t *block.Table) {
	w.raw(`<div class="rulla" role="region"`)
	captionID := ""
	if len(t.Caption) > 0 && t.Number > 0 {
		captionID = w.opt.ID("_tab-" + strconv.Itoa(t.Number))
		w.attribute("aria-labelledby", captionID)
	} else {
		w.attribute("aria-label", w.tableName())
	}
	w.raw(` tabindex="0">` + "\n<table>\n")
	outer := w.inherit(t.Change)
	if len(t.Caption) > 0 {
		w.raw("<caption")
		w.attribute("id", captionID)
		w.raw(">")
		if t.Number > 0 {
			w.text(w.opt.Words.Table)
			w.raw(" ")
			w.number(t.Number)
			w.raw(". ")
		}
		w.line(t.Caption, block.Unchanged)
		w.raw("</caption>\n")
	}
	classes := columnClasses(t)
	if t.Headed() {
		w.raw("<thead><tr>")
		for i, c := range t.Head {
			w.cell(c, t.HeadScope(c), classes[i])
		}
		w.raw("</tr></thead>\n")
	}
	w.raw("<tbody>\n")
	for _, r := range t.Body() {
		before := w.inherit(r.Change)
		w.movedPart(r, r.Change)
		w.raw("<tr>")
		for i, c := range r.Cells {
			class := ""
			if i < len(classes) {
				class = classes[i]
			}
			w.cell(c, t.RowScope(r, i), class)
		}
		w.raw("</tr>\n")
		w.change = before
	}
	w.raw("</tbody>\n")
	w.raw("</table>\n</div>\n")
	w.change = outer
}

// tableName names a table without caption after its section. Further ones in the same section are
// numbered, since regions with equal names cannot be told apart.
func (w *writer) tableName() string {
	name := w.opt.Words.Table
	if w.heading != "" {
		name = fill(w.opt.Words.TableIn, w.heading)
	}
	if w.labels == nil {
		w.labels = map[string]int{}
	}
	w.labels[name]++
	if n := w.labels[name]; n > 1 {
		return name + " (" + strconv.Itoa(n) + ")"
	}
	return name
}

func (w *writer) cell(c *block.Cell, scope block.Scope, class string) {
	name := "th"
	if scope == block.NoScope {
		name = "td"
	}
	w.raw("<" + name)
	w.attribute("scope", [...]string{block.NoScope: "", block.ColumnScope: "col", block.RowScope: "row"}[scope])
	w.attribute("class", class)
	w.raw(">")
	w.line(c.Spans, c.Change)
	w.raw("</" + name + ">")
}

// columnClasses returns "h" for right-aligned columns and "m" for centred ones. A column of numbers
// without alignment is right-aligned, unless it contains the headings of the rows.
func columnClasses(t *block.Table) []string {
	out := make([]string, len(t.Head))
	for i := range out {
		align := block.AlignDefault
		if i < len(t.Align) {
			align = t.Align[i]
		}
		switch {
		case align == block.AlignRight:
			out[i] = "h"
		case align == block.AlignCenter:
			out[i] = "m"
		case align == block.AlignDefault && !(i == 0 && t.RowHeaders) && t.Numeric(i):
			out[i] = "h"
		}
	}
	return out
}
