package site

import (
	"cmp"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"styrdok/generator/i18n"
	"styrdok/generator/library"
)

// translation ties a document to the same in other languages: a translation says which version
// holds, in both languages, and every one of them leads to all others.
func (p *unit) translation(pg *Page, e *entry) *Translation {
	original := &e.Card
	if id := e.doc.TranslationOf; id != "" {
		if original = p.card(id); original == nil {
			return nil
		}
	}
	family := append([]library.ID{original.ID}, original.Translations...)
	t := &Translation{Label: p.text("site.translation.label")}
	for _, id := range family {
		o := p.card(id)
		if o == nil {
			continue
		}
		lang := p.languageOf(o)
		pg.Alternates = append(pg.Alternates, Alternate{lang, p.absolute(o.URL)})
		if o.ID == e.ID || o.ID == original.ID {
			continue // the note on a translation leads to the original
		}
		l := p.documentLink(pg, o)
		l.Lang = p.foreign(lang)
		if name := display.Self.Name(language.Make(lang)); name != "" {
			l.Text += " (" + name + ")"
		}
		t.Others = append(t.Others, l)
	}
	if original.ID != e.ID {
		t.Notes = p.translationNotes(pg, &e.Card, original)
	} else if len(t.Others) == 0 {
		pg.Alternates = nil
		return nil
	}
	return t
}

// translationNotes say that a page shows a translation, in the site's language and, where there
// are texts in it, in that of the translation.
func (p *unit) translationNotes(pg *Page, e, original *Card) []Note {
	own, source := p.languageOf(e), p.languageOf(original)
	out := []Note{{Sentence: p.translationNote(p.Wording, pg, original, own, source)}}
	if p.foreign(own) == "" {
		return out
	}
	if t, err := i18n.Load(own); err == nil && t.Lang() != p.t.Lang() {
		out = append(out, Note{Lang: own, Sentence: p.translationNote(NewWording(t), pg, original, own, source)})
	}
	return out
}

// translationNote is "Det här är en översättning till engelska. Den svenska versionen gäller:
// Resepolicy."
func (p *unit) translationNote(w Wording, pg *Page, original *Card, own, source string) Sentence {
	names := display.Languages(language.Make(w.t.Lang()))
	holds := p.documentPart(pg, original)
	holds.Lang = source
	key := "site.translation.note_other"
	if base, _ := language.Make(source).Base(); base.String() == "sv" {
		key = "site.translation.note"
	}
	return w.Say(key, names.Name(language.Make(own)), holds, names.Name(language.Make(source)))
}

// languageOf is the language of the version shown of a document.
func (p *Frame) languageOf(e *Card) string { return cmp.Or(e.Language, p.Language) }
