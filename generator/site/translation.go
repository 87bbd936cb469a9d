package site

import (
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"styrdok/generator/i18n"
	"styrdok/generator/library"
)

// translation ties a document to the same in other languages: a translation says which version
// holds, in both languages, and every one of them leads to all others.
func (p *planner) translation(pg *Page, e *entry) *Translation {
	original := e
	if d := e.doc.TranslationOf; d != nil {
		if original = p.visible(d); original == nil {
			return nil
		}
	}
	family := append([]*library.Document{original.doc}, original.doc.Translations...)
	t := &Translation{Label: p.text("site.translation.label")}
	for _, d := range family {
		o := p.visible(d)
		if o == nil {
			continue
		}
		lang := p.languageOf(o)
		pg.Alternates = append(pg.Alternates, Alternate{lang, p.absolute(o.url)})
		if o == e || o == original {
			continue // the note on a translation leads to the original
		}
		l := p.documentLink(pg, o)
		l.Lang = p.foreign(lang)
		if name := display.Self.Name(language.Make(lang)); name != "" {
			l.Text += " (" + name + ")"
		}
		t.Others = append(t.Others, l)
	}
	if original != e {
		t.Notes = p.translationNotes(pg, e, original)
	} else if len(t.Others) == 0 {
		pg.Alternates = nil
		return nil
	}
	return t
}

// translationNotes say that a page shows a translation, in the site's language and, where there
// are texts in it, in that of the translation.
func (p *planner) translationNotes(pg *Page, e, original *entry) []Note {
	own, source := p.languageOf(e), p.languageOf(original)
	out := []Note{{Sentence: p.translationNote(p.words, pg, original, own, source)}}
	if p.foreign(own) == "" {
		return out
	}
	if t, err := i18n.Load(own); err == nil && t.Lang() != p.t.Lang() {
		out = append(out, Note{Lang: own, Sentence: p.translationNote(words{t}, pg, original, own, source)})
	}
	return out
}

// translationNote is "Det här är en översättning till engelska. Den svenska versionen gäller:
// Resepolicy."
func (p *planner) translationNote(w words, pg *Page, original *entry, own, source string) Sentence {
	names := display.Languages(language.Make(w.t.Lang()))
	holds := p.documentPart(pg, original)
	holds.Lang = source
	key := "site.translation.note_other"
	if base, _ := language.Make(source).Base(); base.String() == "sv" {
		key = "site.translation.note"
	}
	return w.say(key, names.Name(language.Make(own)), holds, names.Name(language.Make(source)))
}

// languageOf is the language of the version shown of a document.
func (p *planner) languageOf(e *entry) string {
	if e.shown.Language != "" {
		return e.shown.Language
	}
	return p.in.Language
}
