package importer

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"styrdok/generator/i18n"
	"styrdok/generator/intake"
)

// redlineWords are what prints that mark changes say of them, in any language.
type redlineWords struct {
	begin            *regexp.Regexp // the announcement of an insertion, which ends with a bracket, or of a deletion: then with a subexpression
	margin           []string       // beside what has changed, where nothing else announces it
	notes            *regexp.Regexp // on what has moved, is numbered otherwise, or was divided or joined
	newTable, former *regexp.Regexp // before the caption of a table
	heard            *strings.Replacer
}

var redlineForms = sync.OnceValue(func() *redlineWords {
	var begin, notes, newTable, former, heard []string
	w := &redlineWords{}
	for _, lang := range i18n.Languages() {
		t := i18n.MustLoad(lang)
		form := func(key string) string {
			return strings.ReplaceAll(regexp.QuoteMeta(t.T(key)), `\{0\}`, `[^\[\]]+?`)
		}
		inserted, deleted := form("print.inserted"), form("print.deleted")
		begin = append(begin, inserted, "("+deleted+")")
		heard = append(heard, "["+t.T("print.inserted")+" ", "[", "["+t.T("print.deleted")+" ", "[")
		w.margin = append(w.margin, t.T("print.margin.changed"), t.T("print.margin.moved"), t.T("print.margin.inserted"), t.T("print.margin.deleted"))
		for _, key := range []string{"theme.text.away", "theme.text.away_to", "theme.text.moved_from", "print.was-label", "print.was-bullets", "print.was-numbered"} {
			notes = append(notes, form(key))
		}
		notes = append(notes, "(?i:"+form("print.margin.moved")+")", "(?:"+inserted+"|"+deleted+") (?:"+form("print.new-paragraph")+"|"+form("print.new-item")+")")
		newTable, former = append(newTable, form("theme.text.new_table")), append(former, form("theme.text.old_table"))
	}
	any := func(forms []string) string { return "(?:" + strings.Join(forms, "|") + ")" }
	w.begin = regexp.MustCompile(`^\[` + any(begin) + ` `)
	w.notes = regexp.MustCompile(`\[` + any(notes) + `(?:, ` + any(notes) + `)*\] ?`)
	w.newTable, w.former = regexp.MustCompile(`^\[`+any(newTable)+`(?:: |\])`), regexp.MustCompile(`^\[`+any(former)+`(?:: |\])`)
	w.heard = strings.NewReplacer(heard...)
	return w
})

// redline accepts the changes that a print marks: what was inserted is text, and what was deleted is none.
type redline struct {
	*redlineWords
	deleted []string // the lines that were
	marks   []string // what tells of changes
}

// blocks returns what the new text has of blocks.
func (l *redline) blocks(blocks []intake.Block) []intake.Block {
	var out []intake.Block
	for _, b := range blocks {
		if l.block(b) {
			out = append(out, b)
		}
	}
	return out
}

// block accepts the changes of a block, and reports whether it is in the new text.
func (l *redline) block(b intake.Block) (keep bool) {
	switch b := b.(type) {
	case *intake.Heading:
		b.Spans, keep = l.spans(b.Spans)
	case *intake.Paragraph:
		if text := strings.TrimSpace(intake.PlainText(b.Spans)); slices.Contains(l.margin, text) {
			l.marks = append(l.marks, text)
			return false
		}
		b.Spans, keep = l.spans(b.Spans)
	case *intake.List:
		var items []intake.Item
		for _, i := range b.Items {
			if i.Blocks = l.blocks(i.Blocks); len(i.Blocks) > 0 {
				items = append(items, i)
			} else if i.Marker != "" {
				l.deleted = append(l.deleted, i.Marker)
			}
		}
		b.Items, keep = items, items != nil
	case *intake.Definitions:
		var items []intake.Definition
		for _, d := range b.Items {
			own := intake.Definition{Blocks: l.blocks(d.Blocks)}
			for _, t := range d.Terms {
				if t, ok := l.spans(t); ok {
					own.Terms = append(own.Terms, t)
				}
			}
			if own.Terms != nil || own.Blocks != nil {
				items = append(items, own)
			}
		}
		b.Items, keep = items, items != nil
	case *intake.Table:
		keep = l.table(b)
	case *intake.Box:
		b.Blocks = l.blocks(b.Blocks)
		keep = b.Blocks != nil
	default:
		keep = true
	}
	return keep
}

func (l *redline) table(t *intake.Table) (keep bool) {
	caption := intake.PlainText(t.Caption)
	if l.former.MatchString(caption) {
		l.deleted = append(l.deleted, strings.TrimSuffix(l.former.ReplaceAllString(caption, ""), "]"))
		l.deleted = append(l.deleted, intake.Lines([]intake.Block{&intake.Table{Rows: t.Rows}})...)
		l.marks = append(l.marks, strings.Trim(l.former.FindString(caption), "[]: "))
		return false
	}
	if mark := l.newTable.FindString(caption); mark != "" {
		l.marks = append(l.marks, strings.Trim(mark, "[]: "))
		t.Caption = cutFront(t.Caption, len(mark))
		if n := len(t.Caption); n > 0 {
			t.Caption[n-1].Text = strings.TrimSuffix(t.Caption[n-1].Text, "]")
		}
	}
	t.Caption, _ = l.spans(t.Caption)
	var rows [][]intake.Cell
	heads := t.Heads
	for i, r := range t.Rows {
		had, has := false, false
		for k := range r {
			had = had || len(r[k].Blocks) > 0
			r[k].Blocks = l.blocks(r[k].Blocks)
			has = has || len(r[k].Blocks) > 0
		}
		if has || !had {
			rows = append(rows, r)
		} else if i < heads {
			t.Heads--
		}
	}
	t.Rows = rows
	return rows != nil
}

// spans returns what the new text has of a line, and false if it has nothing of it that was something.
func (l *redline) spans(spans []intake.Span) (out []intake.Span, keep bool) {
	type change struct {
		deletion bool
		depth    int // brackets of the text that are open within it
	}
	var open []change
	gone := func() bool { return slices.ContainsFunc(open, func(c change) bool { return c.deletion }) }
	var deleted strings.Builder
	for _, s := range spans {
		if s.Text == "" {
			if !gone() {
				out = append(out, s)
			}
			continue
		}
		text := l.notes.ReplaceAllStringFunc(s.Text, func(note string) string {
			l.marks = append(l.marks, strings.Trim(l.heard.Replace(note), "[] "))
			return ""
		})
		var kept strings.Builder
		for len(text) > 0 {
			c := text[0]
			if c == '[' {
				if m := l.begin.FindStringSubmatch(text); m != nil {
					open = append(open, change{deletion: strings.Join(m[1:], "") != ""})
					text = text[len(m[0]):]
					continue
				}
			}
			text = text[1:]
			if n := len(open) - 1; n >= 0 && c == '[' {
				open[n].depth++
			} else if n >= 0 && c == ']' {
				if open[n].depth == 0 {
					if open[n].deletion {
						deleted.WriteByte(' ')
					}
					open = open[:n]
					continue
				}
				open[n].depth--
			}
			if gone() {
				deleted.WriteByte(c)
			} else {
				kept.WriteByte(c)
			}
		}
		if s.Text = kept.String(); s.Text != "" {
			out = append(out, s)
		}
	}
	if text := strings.Join(strings.Fields(deleted.String()), " "); text != "" {
		l.deleted = append(l.deleted, text)
	}
	return single(out), intake.Blank(spans) || !intake.Blank(out)
}

// single leaves one blank where something between two is gone, and none at the ends.
func single(spans []intake.Span) []intake.Span {
	blank := true
	for i := range spans {
		s := &spans[i]
		if s.Text == "" {
			blank = false
			continue
		}
		var b strings.Builder
		for _, r := range s.Text {
			if r != ' ' || !blank {
				b.WriteRune(r)
			}
			blank = r == ' '
		}
		s.Text = b.String()
	}
	if n := len(spans); n > 0 {
		spans[n-1].Text = strings.TrimRight(spans[n-1].Text, " ")
	}
	return intake.Tidy(spans)
}
