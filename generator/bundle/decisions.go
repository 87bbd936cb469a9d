package bundle

import (
	"cmp"
	"path"
	"strings"

	"styrdok/generator/library"
	"styrdok/generator/site"
	"styrdok/generator/spelling"
)

// Points returns the proposed decisions of a matter, one action each and worded so that each can be understood alone, and
// then the clerk's own points. Titles are emphasised; appendices are links.
func (w Words) Points(it *Item) []site.Sentence {
	out := verbatim(it.Decision)
	if len(out) == 0 {
		out = w.actions(it)
	}
	return append(out, w.own(it.Document.ID)...)
}

// Common returns the clerk's points that belong to no matter.
func (w Words) Common() []site.Sentence { return w.own("") }

// own returns the points that the clerk has added to the decisions of one matter, or with no document those of the
// whole meeting.
func (w Words) own(id library.ID) []site.Sentence {
	var out []string
	for _, d := range w.b.Meeting.Decisions {
		if d.Document == id {
			out = append(out, d.Text)
		}
	}
	return verbatim(out)
}

func verbatim(points []string) []site.Sentence {
	var out []site.Sentence
	for _, p := range points {
		out = append(out, site.Sentence{{Text: strings.Join(strings.Fields(p), " ")}})
	}
	return out
}

// actions returns the points of one matter in the program's words.
func (w Words) actions(it *Item) []site.Sentence {
	decides := func(key string, args ...any) site.Sentence {
		return w.Say("bundle.decision."+key, append([]any{w.subject()}, args...)...)
	}
	title, adopted, text := w.title(it.Version), w.adopted(it.Version), w.textOf(it)
	switch it.Action {
	case "adopt":
		return []site.Sentence{site.Sentences(decides("adopt", w.verb("to", it), title, text), w.from(it), w.review(it, ""))}
	case "revise":
		return w.revision(it, decides)
	case "repeal":
		return []site.Sentence{decides("repeal", title, adopted, w.on(it), text)}
	case "extend":
		return []site.Sentence{decides("extend", title, adopted, it.Until, text)}
	}
	if until := it.Version.ValidUntil; !until.IsZero() {
		return []site.Sentence{site.Sentences(decides("reaffirm-until", title, adopted, text, until), w.review(it, "-again"))}
	}
	return []site.Sentence{site.Sentences(decides("reaffirm", title, adopted, text), w.review(it, "-again"))}
}

// textOf returns where the text of a matter is: "bilaga 3" as a link, or the name of the file in which alone it exists.
func (w Words) textOf(it *Item) site.Sentence {
	if len(it.Parts) == 0 {
		return site.Sentence{{Text: path.Base(it.Version.Original)}}
	}
	return w.appendix(it.Parts[0])
}

// verb returns a form of the verb by which documents of a matter's kind are decided: "to" adopt, or it "is" adopted.
func (w Words) verb(form string, it *Item) string {
	verb := "adopted"
	if k := it.Document.Kind; k != nil {
		verb = cmp.Or(string(k.Verb), verb)
	}
	return w.text("bundle." + form + "." + verb)
}

// revision returns the points of a new version. One with another title takes the place of the old one, rather than being a
// new version of something that has never existed. A version that has ended by then need not cease to apply.
func (w Words) revision(it *Item, decides func(key string, args ...any) site.Sentence) []site.Sentence {
	title, text, old := w.title(it.Version), w.textOf(it), w.title(it.Against)
	adopt, supersede := decides("revise", w.verb("to", it), title, text), decides("supersede", old, w.adopted(it.Against), w.on(it))
	if it.Retitled() {
		the, g := w.Subject(it.Document.Kind)
		adopt = site.Sentences(decides("adopt", w.verb("to", it), title, text),
			w.SayG("bundle.decision.in-place", g, spelling.Capital(the), old, w.adopted(it.Against)))
		supersede = decides("supersede-retitled", old, w.adopted(it.Against), w.on(it), title)
	}
	out := []site.Sentence{site.Sentences(adopt, w.from(it), w.review(it, ""))}
	if last := it.Against.ValidUntil; !last.IsZero() && last.Before(cmp.Or(it.From, w.b.Meeting.Date)) {
		return out
	}
	return append(out, supersede)
}

// subject returns who decides or proposes: "Kommunstyrelsen föreslår kommunfullmäktige besluta".
func (w Words) subject() site.Sentence {
	if w.b.Proposes() {
		return w.Say("bundle.proposes", w.b.Body.Name, site.BodyRunning(w.b.Decider))
	}
	return w.Say("bundle.decides", w.b.Body.Name)
}

// Proposed returns a line on who has laid the proposal before the meeting: "Kommunstyrelsens förslag, 2026-11-30 § 210".
// It is empty if the meeting decides without one.
func (w Words) Proposed(it *Item) string {
	p := w.b.Meeting.Proposal
	if w.b.Proposer == nil {
		return ""
	}
	line := w.text("bundle.proposed", w.whose(w.b.Proposer))
	if when := strings.TrimSpace(p.Date.String() + " " + site.NoBreak(cmp.Or(it.ProposalSection, p.Section))); when != "" {
		line += ", " + when
	}
	return spelling.Capital(line)
}

// on returns the day on which a decision has effect: "den 1 januari 2027", or the day on which another body decides.
func (w Words) on(it *Item) site.Sentence {
	if it.From.IsZero() {
		return w.Say("bundle.day-of-decision", site.BodyRunning(w.b.Decider))
	}
	return w.Say("bundle.on", it.From)
}

// from returns the sentence on the first day in force of a proposal, and on its last if it has one.
func (w Words) from(it *Item) site.Sentence {
	the, g := w.Subject(it.Document.Kind)
	if until := it.Version.ValidUntil; !until.IsZero() {
		return w.SayG("bundle.decision.from-until", g, spelling.Capital(the), w.on(it), until)
	}
	return w.SayG("bundle.decision.from", g, spelling.Capital(the), w.on(it))
}

// review returns the sentence on the next review of a document; nil if it has none, or the clerk wants none.
func (w Words) review(it *Item, again string) site.Sentence {
	the, g := w.Subject(it.Document.Kind)
	switch r := it.Review; {
	case it.WithoutReview, r.Rule.Type == library.RuleValidUntil, !it.Version.ValidUntil.IsZero() && r.Due.After(it.Version.ValidUntil):
		return nil // the sentence before names the last day
	case !r.Due.IsZero():
		return w.SayG("bundle.decision.review"+again, g, spelling.Capital(the), r.Due)
	}
	return nil
}
