package load

import (
	"slices"
	"strings"
	"sync"

	"styrdok/generator/block"
	"styrdok/generator/diag"
	"styrdok/generator/i18n"
	"styrdok/generator/library"
	"styrdok/generator/markdown"
)

// Unwritten returns a warning if a text still has sentences that a new document begins with, as a place for the
// author's own.
func (o *Opened) Unwritten(d *library.Draft) (diag.Diagnostic, bool) {
	left := slices.DeleteFunc(slices.Clone(skeleton()), func(s string) bool { return !containsAll(d.Text, s) })
	if len(left) > 0 {
		words := strings.Join(strings.Fields(d.Text), " ")
		left = slices.DeleteFunc(left, func(s string) bool { return !strings.Contains(words, s) })
	}
	if len(left) == 0 {
		return diag.Diagnostic{}, false
	}
	// In a comment or in code they are no part of the text.
	tree, _ := markdown.Parse([]byte(d.Text), markdown.Options{File: d.File, FirstLine: d.TextLine, Language: o.Config.Site.Language})
	var found []diag.Diagnostic
	block.Walk(tree.Blocks, func(b block.Block) bool {
		p, ok := b.(*block.Paragraph)
		if !ok {
			return true
		}
		text := strings.Join(strings.Fields(block.Plain(p.Spans)), " ")
		if i := slices.IndexFunc(left, func(s string) bool { return strings.Contains(text, s) }); i >= 0 {
			found = append(found, diag.New(diag.Unwritten, p.Pos, left[i]))
		}
		return true
	})
	if len(found) == 0 {
		return diag.Diagnostic{}, false
	}
	first := found[0]
	for _, more := range found[1:] {
		first = first.With(diag.Note{Pos: more.Pos, Code: diag.Unwritten, Args: more.Args})
	}
	return first, true
}

// RefuseUnwritten makes an error of what a text lacks that is to be decided.
func (o *Opened) RefuseUnwritten(d *library.Draft) diag.List {
	found, any := o.Unwritten(d)
	if !any {
		return nil
	}
	found.Severity = diag.Error
	return diag.List{found}
}

// skeleton returns the sentences of a new document's text in all languages. Its headings may stand.
var skeleton = sync.OnceValue(func() (out []string) {
	for _, lang := range i18n.Languages() {
		for line := range strings.Lines(i18n.MustLoad(lang).T("workflow.new.text")) {
			if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
				out = append(out, line)
			}
		}
	}
	return out
})

// containsAll reports whether a text has all words of a sentence, as few texts have that do not have the sentence.
func containsAll(text, sentence string) bool {
	for word := range strings.FieldsSeq(sentence) {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}
