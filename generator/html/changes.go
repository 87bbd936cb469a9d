package html

import (
	"strings"

	"styrdok/generator/block"
)

// changeOf returns the change with which to mark a line: its own, or that of a block around it.
func (w *writer) changeOf(own block.Change) block.Change {
	if isWhole(own) {
		return own
	}
	return w.change
}

// line writes the spans of a line, marked if all of it was inserted or deleted.
func (w *writer) line(spans []block.Span, own block.Change) { w.numberedLine("", spans, own) }

// numberedLine is line for a heading, whose number is new or gone with it.
func (w *writer) numberedLine(number string, spans []block.Span, own block.Change) {
	if w.label != "" {
		w.between(`<span class="flyttat svag">[`, w.label, "]</span> ")
		w.label = ""
	}
	change := w.changeOf(own)
	if len(spans) == 0 || block.HasChange(spans) {
		change = block.Unchanged
	}
	w.open(change)
	if number != "" {
		w.raw(`<span class="nr">`)
		w.text(number)
		if isWhole(change) {
			w.raw(" </span>") // after hidden words a space would be seen where the number stands in the margin
		} else {
			w.raw("</span> ")
		}
	}
	w.spans(spans)
	w.close(change)
}

// isWhole reports whether all of something is new or gone.
func isWhole(c block.Change) bool { return c == block.Inserted || c == block.Deleted }

// changed is the element of a change and the word for it.
func (w *writer) changed(c block.Change) (name, word string) {
	switch c {
	case block.Inserted:
		return "ins", w.opt.Words.Inserted
	case block.Deleted:
		return "del", w.opt.Words.Deleted
	}
	return "", ""
}

// open begins an insertion or a deletion. The words in brackets are for screen readers, some of which also tell of the
// element's own role: so it has none, but in a section that has been told of as gone, where nobody may take a paragraph
// for one that holds. The space is a hard one, since the last plain space of a box is dropped.
func (w *writer) open(c block.Change) { w.openAfter(c, "") }

// openAfter is open with the signs that a change begins with, which go before the hidden words: a line may begin after those.
func (w *writer) openAfter(c block.Change, signs string) {
	name, word := w.changed(c)
	if name == "" {
		return
	}
	role := ` role="none"`
	if w.told && !w.inTable && c == block.Deleted {
		role = ""
	}
	w.between("<"+name+role+">", signs, "")
	if !w.told {
		w.between(`<span class="dold">[`, word, ":&nbsp;</span>")
	}
}

// leading takes off the signs that spans begin with and that belong to the word before.
func leading(spans []block.Span) (string, []block.Span) {
	if len(spans) == 0 {
		return "", spans
	}
	first, ok := spans[0].(*block.Text)
	if !ok || first.Was != "" {
		return "", spans
	}
	rest := strings.TrimLeft(first.Text, ".,;:!?)]”")
	signs := first.Text[:len(first.Text)-len(rest)]
	if signs == "" || rest == "" {
		return "", spans
	}
	text := *first
	text.Text = strings.TrimLeft(rest, " ")
	return signs + rest[:len(rest)-len(text.Text)], append([]block.Span{&text}, spans[1:]...)
}

// sign writes a change of nothing but punctuation marks with their names, and reports whether it is one.
func (w *writer) sign(c block.Change, spans []block.Span) bool {
	text := block.Plain(spans)
	names := block.SignNames(text, w.opt.Words.Signs)
	element, word := w.changed(c)
	if names == "" || element == "" || w.told {
		return false
	}
	w.between("<"+element+` role="none"><span aria-hidden="true">`, text, `</span>`) // first, where no line begins with it
	w.between(`<span class="dold">[`, word+": "+names, "]</span></"+element+">")
	return true
}

func (w *writer) close(c block.Change) {
	name, _ := w.changed(c)
	if name == "" {
		return
	}
	if !w.told {
		w.raw(`<span class="hake">]</span>`)
	}
	w.raw("</" + name + ">")
}

// movedBlock labels the first line of a block that has moved, unless its heading has the label.
func (w *writer) movedBlock(b block.Block) {
	word := w.movedWord(b, block.ChangeOf(b))
	if _, ok := b.(*block.Heading); ok {
		w.labelled = word != ""
		if w.whole {
			word = ""
		}
	} else if w.labelled {
		word = ""
	}
	if word != "" {
		w.label = word
	}
	if h, ok := b.(*block.Heading); ok && !w.labelled {
		if was := h.FormerNumber(); was != "" {
			w.addLabel(fill(w.opt.Words.WasLabel, was))
		}
	}
}

// movedPart labels an item, a row or a definition that has moved.
func (w *writer) movedPart(part any, own block.Change) {
	if word := w.movedWord(part, own); word != "" {
		w.addLabel(word)
	}
}

// addLabel adds a word to the label of the next line.
func (w *writer) addLabel(word string) {
	if w.label != "" {
		word = w.label + ", " + word
	}
	w.label = word
}

func (w *writer) movedWord(part any, own block.Change) string {
	words := w.opt.Words
	return w.movedWords(part, w.away[part], own == block.Moved, words.Away, words.AwayTo, words.Moved, words.MovedFrom)
}

// movedWords chooses the words for a part that has moved away or to here, with the other section's name if there is one.
func (w *writer) movedWords(part any, away, moved bool, gone, goneTo, here, hereFrom string) string {
	name, known := w.elsewhere[part]
	if away {
		here, hereFrom = gone, goneTo
	}
	switch {
	case !away && !moved:
		return ""
	case known:
		return fill(hereFrom, name.In(w.opt.Words.Numbered, w.opt.Words.Titled))
	}
	return here
}

// ChangeWords are the texts of a page that shows changes. {0} is replaced by a section's number and
// heading, in Read by the heading alone.
type ChangeWords struct {
	Changed    string // "Ändrat"
	Inserted   string // "Nytt avsnitt"
	Deleted    string // "Borttaget avsnitt"
	Moved      string // "Flyttat"
	Edited     string // "Flyttat och ändrat"
	Away       string // "Flyttat härifrån"
	MovedFrom  string // the same with the other section's name, {0}: "Flyttat från {0}"
	EditedFrom string // "Flyttat från {0} och ändrat"
	AwayTo     string // "Flyttat till {0}"
	Unchanged  string // "{0}: oförändrat."
	// Renumbered is for a section that is unchanged except for its number, formerly {1}:
	// "{0}: oförändrat, var avsnitt {1}."
	Renumbered string
	Read       string // "Läs avsnittet {0}"
	Opening    string // the text before the first heading: "Inledningen"
}

// The icons of changed sections, in the colour of the text around them.
const (
	iconOpen    = `<svg class="ikon" viewBox="0 0 16 16" aria-hidden="true" focusable="false"><path d="`
	iconChanged = iconOpen + `M2 5.5h12M2 10.5h12M11 2 5 14" stroke="currentColor" stroke-width="1.8"/></svg>`
	iconNew     = iconOpen + `M8 2v12M2 8h12" stroke="currentColor" stroke-width="2.4"/></svg>`
	iconDeleted = iconOpen + `M2 8h12" stroke="currentColor" stroke-width="2.4"/></svg>`
	iconMoved   = iconOpen + `M8 2v12M4 6l4-4 4 4M4 10l4 4 4-4" fill="none" stroke="currentColor" stroke-width="1.8"/></svg>`
)

var changeIcons = [...]string{
	block.Unchanged: iconChanged, block.Changed: iconChanged, block.Inserted: iconNew, block.Deleted: iconDeleted, block.Moved: iconMoved,
}

// ChangeIcon returns the icon, an <svg> element, for a section's change.
func ChangeIcon(c block.Change) string { return changeIcons[c] }

// RenderChanges renders a compared text section by section. An unchanged section is a single line with
// a link to it on the page of the text, whose address is read; without an address there is no link.
// With Options.Whole unchanged sections are rendered too.
func RenderChanges(t *block.Tree, read string, opt Options) []byte {
	w := newWriter(opt)
	words := opt.Words.Changes
	sections := t.Sections()
	w.away, w.elsewhere = t.Away, t.Elsewhere
	notes := w.shownNotes(t, sections)
	for _, s := range sections {
		if s.Change == block.Unchanged && !opt.Whole {
			w.unchanged(s, read, words)
			continue
		}
		if s.Change == block.Unchanged {
			w.blocks(s.Blocks)
			continue
		}
		class, word, icon := "andrat", words.Changed, ChangeIcon(s.Change)
		switch s.Change {
		case block.Inserted:
			class, word = "andrat andrat--ny", words.Inserted
		case block.Deleted:
			class, word = "andrat andrat--bort", words.Deleted
		case block.Moved:
			here, from := words.Moved, words.MovedFrom
			if s.Edited {
				here, from = words.Edited, words.EditedFrom
			}
			word = w.movedWords(s.Heading, false, true, "", "", here, from)
		}
		if s.Away {
			word, icon = w.movedWords(s.Heading, true, false, words.Away, words.AwayTo, "", ""), iconMoved
		}
		w.whole = s.Away || s.Change == block.Moved
		w.raw(`<div class="` + class + `">` + "\n")
		blocks := s.Blocks
		if s.Heading != nil {
			w.blocks(blocks[:1])
			blocks = blocks[1:]
		}
		// After its heading, where those arrive who go from heading to heading.
		w.between(`<p class="avsnittsmarke">`+icon, word, "</p>\n")
		w.told = s.Away || isWhole(s.Change)
		w.blocks(blocks)
		w.whole, w.labelled, w.told = false, false, false
		w.raw("</div>\n")
	}
	w.notes(notes)
	return w.done()
}

// shownNotes returns the footnotes to which the rendered sections refer, and records those references.
// Notes of other sections would link back to places that are not on the page.
func (w *writer) shownNotes(t *block.Tree, sections []block.Section) []*block.Note {
	w.places = map[string]bool{}
	shown := map[*block.Note]bool{}
	var find func([]block.Block)
	find = func(blocks []block.Block) {
		tree := &block.Tree{Blocks: blocks}
		tree.AllSpans(func(s block.Span) {
			r, ok := s.(*block.NoteRef)
			if !ok || r.Note == nil {
				return
			}
			w.places[noteRefID(r.Note.ID, r.Index)] = true
			if !shown[r.Note] {
				shown[r.Note] = true
				find(r.Note.Blocks)
			}
		})
	}
	for _, s := range sections {
		if s.Change != block.Unchanged || w.opt.Whole {
			find(s.Blocks)
		}
	}
	var out []*block.Note
	for _, n := range t.Notes {
		if shown[n] {
			out = append(out, n)
		}
	}
	return out
}

func (w *writer) unchanged(s block.Section, read string, words ChangeWords) {
	name, heading := words.Opening, words.Opening
	if s.Heading != nil {
		heading = block.Plain(s.Heading.Spans)
		name = strings.TrimSpace(s.Heading.Number + " " + heading)
	}
	w.raw(`<p class="lika"`)
	if s.Heading != nil && s.Heading.ID != "" {
		w.id(s.Heading.ID)
	}
	w.raw(">")
	if was := s.Heading.FormerNumber(); was != "" {
		w.text(fill(words.Renumbered, name, was))
	} else {
		w.text(fill(words.Unchanged, name))
	}
	if read != "" && s.Heading != nil && s.Heading.ID != "" && safe(read) {
		w.raw(" <a")
		w.attribute("href", read+"#"+s.Heading.ID)
		w.between(">", fill(words.Read, heading), "</a>")
	}
	w.raw("</p>\n")
}
