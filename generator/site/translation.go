package site

import (
	"cmp"
	"slices"

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
		t.Notes = []Note{p.translationNote(p.site, pg, e, original)}
	}
	return t
}

// languageName is the name of a language in the words of the page.
func (f *Frame) languageName(lang string) string {
	return display.Languages(language.Make(f.t.Lang())).Name(language.Make(lang))
}

// translationNotes say on a print that it shows a translation, in the site's language and in that of the translation. Paper cannot know
// whether the original still holds, so they tell what is always true.
func (p *unit) translationNotes(e, original *Card) []Note {
	say := func(words *Frame) Sentence {
		link := p.documentPart(nil, original)
		link.Lang = p.languageOf(original)
		return Sentences(words.Say("site.translation.is", words.languageName(p.languageOf(e))),
			words.Say("site.translation.prevails", words.languageName(p.languageOf(original)), link))
	}
	out := []Note{{Sentence: say(p.site), Lang: p.foreign(p.site.Language)}}
	if p.Frame != p.site {
		out = append(out, Note{Sentence: say(p.Frame)})
	}
	return out
}

// translationStatus tells, instead of the status of a translation, that of its original, today and on coming days.
func (p *unit) translationStatus(pg *Page, e *entry, original *Card) Status {
	st := Status{StatusWords: p.originalStatus(p.Frame, pg, e, original, "")}
	for _, day := range turningDays(e.Badge, original.Badge) {
		words := p.originalStatus(p.Frame, pg, e, original, day)
		st.Later = append(st.Later, LaterStatus{From: day, Older: words.Mark != MarkInForce && words.Mark != MarkComing, StatusWords: words})
	}
	return st
}

// translationNote is the same in the words of another frame.
func (p *unit) translationNote(words *Frame, pg *Page, e *entry, original *Card) Note {
	n := Note{Sentence: p.originalStatus(words, pg, e, original, "").Sentence, Lang: p.foreign(words.Language)}
	for _, day := range turningDays(e.Badge, original.Badge) {
		n.Later = append(n.Later, LaterNotice{From: day, Sentence: p.originalStatus(words, pg, e, original, day).Sentence})
	}
	return n
}

// originalStatus tells how it stands with the original of a translation on a day, which is empty for today: "Det här är en
// översättning till engelska. Originalet på svenska gäller: Resepolicy."
func (p *unit) originalStatus(words *Frame, pg *Page, e *entry, original *Card, day string) StatusWords {
	link := p.documentPart(pg, original)
	if words == p.Frame {
		link.Lang = p.foreign(p.languageOf(original))
	} else {
		link.Lang = p.languageOf(original)
	}
	its := original.Badge.on(day)
	if its.URL != "" {
		link.Href = p.Href(pg, its.URL)
	}
	key, m := standing(e.shown, e.Badge.on(day).Mark, its.Mark)
	var next Sentence
	for _, t := range e.doc.Turns {
		if at := e.adoptedOn(t.Adopted); key == "in_force" && t.From.String() <= day && at != nil && at != e.shown { // which translates what then holds
			key, m = "newer", MarkSuperseded
			next = words.Say("site.status.read_next", p.linked(pg, Running(words.versionWord(at)), p.versionURL(at)), t.From)
		}
	}
	first := words.Say("site.translation.is", words.languageName(p.languageOf(&e.Card)))
	if words == p.Frame {
		first = strong(first)
	}
	return StatusWords{Mark: m, Sentence: Sentences(first, words.Say("site.translation.original."+key, words.languageName(p.languageOf(original)), link), next)}
}

// standing names how it stands with the original of which v is a translation, by the marks of both: a translation is of one
// version of it, and annulled with it.
func standing(v *library.Version, own, original Mark) (key string, m Mark) {
	switch {
	case original == MarkDraft:
		return "undecided", original
	case original == MarkComing:
		return "coming", original
	case original != MarkInForce && v.Status == library.StatusAnnulled:
		return "annulled", original
	case original != MarkInForce:
		return "ended", original
	case own == MarkComing:
		return "version_coming", own
	case own == MarkInForce || own == MarkDraft:
		return "in_force", original
	}
	return "newer", MarkSuperseded
}

// on is the badge of a day; that of today if the day is empty.
func (b Badge) on(day string) LaterBadge {
	now := LaterBadge{Mark: b.Mark, Text: b.Text}
	for _, l := range b.Later {
		if l.From <= day {
			now = l
		}
	}
	return now
}

// turningDays are the days on which one of some badges changes, in order.
func turningDays(badges ...Badge) []string {
	var out []string
	for _, b := range badges {
		for _, l := range b.Later {
			out = append(out, l.From)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// languageOf is the language of the version shown of a document.
func (p *Frame) languageOf(e *Card) string { return cmp.Or(e.Language, p.home) }
