package html

import (
	"strconv"
	"strings"

	"styrdok/generator/block"
)

// table writes a table in a group that scrolls, with its caption in front of that, where it stays. The group has a name and
// is focusable, so that it can be scrolled with the keyboard; the theme's script takes it out of the order of Tab where there
// is nothing to scroll. It is no region, since a text may have dozens of tables and few of them are places to go to.
func (w *writer) table(t *block.Table) {
	told, news := w.told, ""
	switch w.changeOf(t.Change) {
	case block.Inserted:
		news = w.opt.Words.NewTable
	case block.Deleted:
		news = w.opt.Words.OldTable
	}
	if told {
		news = ""
	}
	outer := w.inherit(t.Change)
	// A new table is told of once, not in every cell, which is heard with the heads of its row and column.
	w.told, w.inTable = told || news != "", true
	w.raw(`<div class="tabell">` + "\n")
	named, name, captioned := "aria-label", "", len(t.Caption) > 0
	if captioned {
		w.raw(`<p class="tabellrubrik"`)
		if name = block.Plain(t.Caption); t.Number > 0 {
			named, name = "aria-labelledby", w.opt.ID("_tab-"+strconv.Itoa(t.Number))
			w.attribute("id", name)
		}
		w.raw(">")
		if news != "" {
			w.between(`<span class="dold">`, news, ".&nbsp;</span>")
		}
		if t.Number > 0 {
			w.text(w.opt.Words.Table + " " + strconv.Itoa(t.Number) + ". ")
		}
		w.line(t.Caption, block.Unchanged)
		w.raw("</p>\n")
	} else if name = w.tableName(); news != "" {
		name = news + ": " + name
	}
	w.raw(`<div class="rulla` + tableSize(len(t.Body())) + `" role="group"`)
	w.attribute(named, name)
	w.raw(` tabindex="0">` + "\n<table")
	if captioned {
		w.attribute(named, name)
	}
	w.raw(">\n")
	classes, headed := columnClasses(t), t.NamesRows()
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
			scope := t.RowScope(r, i)
			if headed && i == 0 {
				scope, class = block.RowScope, strings.TrimSpace(class+" vanlig")
			}
			w.cell(c, scope, class)
		}
		w.raw("</tr>\n")
		w.change = before
	}
	w.raw("</tbody>\n</table>\n</div>\n</div>\n")
	w.change, w.told, w.inTable = outer, told, false
}

// tableSize is the class of a long table, with a space in front: a browser need not lay it out before it is reached, but must know about how
// tall it will be.
func tableSize(rows int) string {
	switch {
	case rows >= 100:
		return " rulla--100"
	case rows >= 30:
		return " rulla--30"
	}
	return ""
}

// tableName names a table without caption after its section. Further ones in the same section are
// numbered, since groups with equal names cannot be told apart.
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
	w.inCell = true
	// A dash alone is not heard, and says as much as any other word.
	sign := ""
	if words := strings.TrimSpace(block.Plain(c.Spans)); block.IsDash(words) && !block.HasChange(c.Spans) && (w.told || !isWhole(w.changeOf(c.Change))) {
		sign = block.SignNames(words, w.opt.Words.Signs)
	}
	if sign != "" {
		w.raw(`<span aria-hidden="true">`)
	}
	w.line(c.Spans, c.Change)
	if sign != "" {
		w.between(`</span><span class="dold">`, sign, "</span>")
	}
	w.inCell = false
	w.raw("</" + name + ">")
}

// columnClasses returns "h" for right-aligned columns and "m" for centred ones. A column of numbers
// without alignment is right-aligned, unless it contains the headings of the rows. One that comes first is also "n", no wider than it must be.
func columnClasses(t *block.Table) []string {
	out := make([]string, len(t.Head))
	for i := range out {
		align := block.AlignDefault
		if i < len(t.Align) {
			align = t.Align[i]
		}
		if align == block.AlignDefault && !(i == 0 && t.RowHeaders) && t.Numeric(i) {
			align = block.AlignRight
		}
		out[i] = [...]string{block.AlignDefault: "", block.AlignLeft: "", block.AlignCenter: "m", block.AlignRight: "h"}[align]
		if i == 0 && t.Numeric(i) {
			out[i] = strings.TrimSpace(out[i] + " n")
		}
	}
	return out
}
