package library

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"styrdok/generator/diag"
	"styrdok/generator/pattern"
)

// HouseRules are what an organisation asks of all documents of a kind.
type HouseRules struct {
	Headings []string // that the text must have
	Keys     []string // of front matter that must be there
	MaxWords int      // of the text; 0: no limit
}

// TextFacts are what rules ask of a version's text.
type TextFacts struct {
	Text     string   // as written
	Headings []string // without their numbers
}

// CheckText reports where the text of a version breaks the house rules of its kind, or names another body as the one
// that decided than the front matter does. It leaves alone what no longer is in force.
func (l *Library) CheckText(v *Version, t TextFacts) diag.List {
	var diags diag.List
	if v.Status > StatusInForce {
		return nil
	}
	if k := v.Document.Kind; k != nil && v.Original == "" {
		for _, want := range k.House.Headings {
			if !slices.ContainsFunc(t.Headings, func(h string) bool { return strings.EqualFold(strings.TrimSpace(h), want) }) {
				diags.Add(diag.MissingHeading, v.PosOf("title"), want, k.Definite)
			}
		}
		if most := k.House.MaxWords; most > 0 {
			if n := words(t.Text); n > most {
				diags.Add(diag.TooManyWords, v.PosOf("title"), n, most, k.Definite)
			}
		}
	}
	if name, at := decider(t.Text); name != "" {
		if b := findBody(l.Bodies, name); b != nil && v.AdoptedBy != nil && b.ID != v.AdoptedBy.ID {
			begin := strings.LastIndexByte(t.Text[:at], '\n') + 1
			pos := diag.Pos{File: v.File, Line: v.TextLine + strings.Count(t.Text[:at], "\n"), Column: utf8.RuneCountInString(t.Text[begin:at]) + 1}
			diags = append(diags, diag.New(diag.OtherDecider, pos, b.Name, v.AdoptedBy.Name).
				With(diag.NewNote(diag.OtherDecider, v.PosOf("adopted_by"), v.AdoptedBy.Name)))
		}
	}
	return diags
}

// words returns the number of words of a text in Markdown: marks that stand by themselves are none.
func words(text string) (n int) {
	for word := range strings.FieldsSeq(text) {
		if strings.ContainsFunc(word, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			n++
		}
	}
	return n
}

// decidedBy finds a statement on who decided on the document itself: a paragraph that begins with the verb, or a
// sentence that begins with the document ("Policyn är … beslutat av kommunfullmäktige"). What a text says of other
// documents it must not find.
var decidedBy = pattern.New(`(?i)^(?:[*_]*(?:antag|beslut|fastställ)(?:en|et|na|ad|at|ade|d|t|da)|(?:den här |denna |detta |dessa )?\pL+(?:n|t|na) är [^.\n]{0,120}(?:antag|beslut|fastställ)(?:en|et|na|ad|at|ade|d|t|da)) av (\pL+)`)

// decider returns the name of the body that a text says has decided on it, and its offset; "" if there is none.
func decider(text string) (name string, at int) {
	begin := 0
	for line := range strings.Lines(text) {
		if m := decidedBy.FindStringSubmatchIndex(line); m != nil {
			return line[m[2]:m[3]], begin + m[2]
		}
		begin += len(line)
	}
	return "", 0
}

// houseKeys reports keys that the kind's house rules require and that a version lacks. It leaves alone what no longer is
// in force.
func (r *resolver) houseKeys(d *Document) {
	for _, v := range d.Versions {
		if v.Status > StatusInForce || d.Kind == nil {
			continue
		}
		for _, key := range d.Kind.House.Keys {
			if _, written := v.At[key]; !written {
				r.diags.Add(diag.RequiredKey, v.PosOf("title"), key, d.Kind.Definite)
			}
		}
	}
}

// statutes warns of a statute that does not say when it comes into force. By default that is the day of the decision,
// when the minutes are not yet approved and nobody outside has been told: municipal regulations are announced first (KL
// 8 kap. 12 and 13 §§).
func (r *resolver) statutes(d *Document) {
	for _, v := range d.Versions {
		told := v.Status == StatusProposed || v == d.Shown && (v.Status == StatusInForce || v.Status == StatusComing)
		if d.Kind != nil && d.Kind.Statute && told && v.Draft.InForce.IsZero() {
			r.diags.Add(diag.StatuteStart, v.PosOf("adopted"), d.Kind.Definite)
		}
	}
}
