package site

import (
	"cmp"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"styrdok/generator/library"
)

// translation ties a document to the same in other languages: a translation says so in the site's language, and every one of them leads to
// all others.
func (p *unit) translation(pg *Page, e *entry) *Translation {
	original := &e.Card
	if id := e.doc.TranslationOf; id != "" {
		if original = p.card(id); original == nil {
			return nil
		}
	}
	family := append([]library.ID{original.ID}, original.Translations...)
	t := &Translation{}
	for _, id := range family {
		o := p.card(id)
		if o == nil {
			continue
		}
		lang := p.languageOf(o)
		pg.Alternates = append(pg.Alternates, Alternate{lang, p.absolute(o.URL)})
		if o.ID == e.ID || o.ID == original.ID {
			continue // the status of a translation leads to the original
		}
		l := p.documentLink(pg, o)
		l.Lang = p.foreign(lang)
		t.Others = append(t.Others, l)
	}
	if original.ID == e.ID && len(t.Others) == 0 {
		pg.Alternates = nil
		return nil
	}
	if len(t.Others) == 1 {
		t.Label = p.text("site.translation.also", p.languageName(cmp.Or(t.Others[0].Lang, p.Language)))
	} else {
		t.Label = p.text("site.translation.label")
		for i, l := range t.Others {
			t.Others[i].Text += " (" + display.Self.Name(language.Make(cmp.Or(l.Lang, p.Language))) + ")"
		}
	}
	if original.ID != e.ID && p.Frame != p.site {
		t.Notes = []Note{p.translationNote(p.site, pg, &e.Card, original)}
	}
	return t
}

// languageName is the name of a language in the words of the page.
func (f *Frame) languageName(lang string) string {
	return display.Languages(language.Make(f.t.Lang())).Name(language.Make(lang))
}

// translationNotes say on a print that it shows a translation, in the site's language and in that of the translation.
func (p *unit) translationNotes(e, original *Card) []Note {
	out := []Note{p.translationNote(p.site, nil, e, original)}
	if p.Frame != p.site {
		out = append(out, p.translationNote(p.Frame, nil, e, original))
	}
	return out
}

// translationStatus tells, instead of the status of a translation, that of its original.
func (p *unit) translationStatus(pg *Page, e, original *Card) Status {
	st := Status{StatusWords: StatusWords{Mark: markOf(original.Status)}}
	key := "undecided"
	switch {
	case original.InForce:
		key = "in_force"
	case original.Status == library.StatusComing:
		key = "coming"
	case original.Status.Adopted():
		key = "ended"
	}
	link := p.documentPart(pg, original)
	link.Lang = p.foreign(p.languageOf(original))
	first := strong(p.Say("site.translation.is", p.languageName(p.languageOf(e))))
	st.Sentence = Sentences(first, p.Say("site.translation.original."+key, p.languageName(p.languageOf(original)), link))
	return st
}

// translationNote is "Det här är en översättning till engelska. Den svenska versionen gäller: Resepolicy.", in the words of a frame.
func (p *unit) translationNote(words *Frame, pg *Page, e, original *Card) Note {
	own, source := p.languageOf(e), p.languageOf(original)
	holds := p.documentPart(pg, original)
	holds.Lang = source
	key := "site.translation.note_other"
	if base, _ := language.Make(source).Base(); base.String() == "sv" {
		key = "site.translation.note"
	}
	n := Note{Sentence: words.Say(key, words.languageName(own), holds, words.languageName(source))}
	if words.Language != p.Language {
		n.Lang = words.Language
	}
	return n
}

// languageOf is the language of the version shown of a document.
func (p *Frame) languageOf(e *Card) string { return cmp.Or(e.Language, p.home) }
