package source

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"styrdok/generator/diag"
	"styrdok/generator/library"
	"styrdok/generator/pattern"
)

// readDraft reads a document's file. It returns nil if the front matter cannot be read at all.
func readDraft(file, src string, diags *diag.List) *library.Draft {
	parts, t := readFront(file, src, diags)
	if t == nil {
		return nil
	}
	d := &library.Draft{File: file, Text: parts.text, TextLine: parts.textLine, TextSize: len(parts.text), At: map[string]diag.Pos{}, Marks: Marks(src)}
	t.trimmed("title", &d.Title)
	t.trimmed("short_title", &d.ShortTitle)
	t.limited("summary", &d.Summary, maxSummary)
	t.trimmed("kind", &d.Kind)
	t.choice("status", &d.Status, "draft", "consultation", "proposed", "adopted")
	t.date("adopted", &d.Adopted)
	t.trimmed("adopted_by", &d.AdoptedBy)
	t.str("section", &d.Section)
	t.str("case_number", &d.CaseNumber)
	t.date("in_force", &d.InForce)
	t.date("valid_until", &d.ValidUntil)
	if s := t.sub("repealed"); s != nil {
		d.Repealed = &library.DraftRepeal{}
		s.date("date", &d.Repealed.Date)
		s.date("from", &d.Repealed.From)
		s.trimmed("by", &d.Repealed.By)
		s.str("section", &d.Repealed.Section)
		s.str("case_number", &d.Repealed.CaseNumber)
		s.done("date")
	}
	if s := t.sub("annulled"); s != nil {
		d.Annulled = &library.DraftAnnulment{}
		s.date("date", &d.Annulled.Date)
		s.trimmed("by", &d.Annulled.By)
		s.str("case_number", &d.Annulled.CaseNumber)
		s.done("date")
	}
	t.gender("gender", &d.Gender)
	t.webAddress("decision_url", &d.DecisionURL)
	t.date("consultation_until", &d.ConsultationUntil)
	t.trimmed("version", &d.Version)
	t.trimmed("owner", &d.Owner)
	t.trimmed("steward", &d.Steward)
	t.trimmed("department", &d.Department)
	t.contact("contact", &d.Contact)
	t.cycles("review", &d.Review)
	t.deadline(&d.Deadline)
	t.date("review_by", &d.ReviewBy)
	for _, s := range t.subs("reviews") {
		var r library.DraftReview
		s.date("date", &r.Date)
		s.trimmed("by", &r.By)
		s.str("section", &r.Section)
		s.str("case_number", &r.CaseNumber)
		s.prose("note", &r.Note)
		s.done("date")
		d.Reviews = append(d.Reviews, r)
	}
	for _, s := range t.subs("extensions") {
		var e library.DraftExtension
		s.date("date", &e.Date)
		s.date("until", &e.Until)
		s.trimmed("by", &e.By)
		s.str("section", &e.Section)
		s.str("case_number", &e.CaseNumber)
		s.done("date", "until")
		d.Extensions = append(d.Extensions, e)
	}
	for _, s := range t.subs("corrections") {
		var c library.Correction
		s.date("date", &c.Date)
		s.prose("note", &c.Note)
		s.done("date")
		d.Corrections = append(d.Corrections, c)
	}
	t.original("original", &d.Original)
	t.prose("changes", &d.Changes)
	t.strings("applies_to", &d.AppliesTo)
	t.strings("implements", &d.Implements)
	t.strings("complements", &d.Complements)
	t.strings("replaces", &d.Replaces)
	t.strings("related", &d.Related)
	t.strings("based_on", &d.BasedOn)
	t.strings("standards", &d.Standards)
	t.strings("laws", &d.Laws)
	t.trimmed("code_number", &d.CodeNumber)
	t.strings("keywords", &d.Keywords)
	t.addresses("aliases", &d.Aliases)
	t.date("updated", &d.Updated)
	t.language("language", &d.Language)
	t.trimmed("translation_of", &d.TranslationOf)
	visibility := ""
	t.choice("visibility", &visibility, library.Visibilities()...)
	d.Visibility, _ = library.ParseVisibility(visibility) // choice has reported a wrong word.
	t.done("title")
	if !d.Adopted.IsZero() {
		t.misplaced([]string{"reviews", "extensions", "repealed", "annulled"}, "section", "case_number")
	}
	for path, p := range t.r.places {
		d.At[path] = p.value
	}
	return d
}

func cut(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n]) + "…"
	}
	return s
}

var address = pattern.New(`^(https?://[^\s<>"]+|[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+)$`)

// contact reads an e-mail address or a web address.
func (t *table) contact(key string, to *string) {
	t.formed(key, to, diag.P("reason.contact"))
	if *to != "" && !address.MatchString(*to) {
		t.bad(key, strconv.Quote(cut(*to, 40)), diag.P("reason.contact"))
	}
}

var languageTag = pattern.New(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)

func (t *table) language(key string, to *string) {
	t.formed(key, to, diag.P("reason.language"))
	if *to != "" && !languageTag.MatchString(*to) {
		t.badBut(key, strconv.Quote(cut(*to, 40)), diag.P("reason.language"), swedishValue("language", *to))
	}
}

// originalEndings are those of files in which a text may be kept that exists only so.
var originalEndings = []string{".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".docx", ".odt"}

// original reads the name of a file beside the document's.
func (t *table) original(key string, to *string) {
	reason := diag.P("reason.original")
	t.formed(key, to, reason)
	name := *to
	if name != "" && (!slices.Contains(originalEndings, strings.ToLower(path.Ext(name))) || path.IsAbs(name) || strings.ContainsAny(name, `\:?#`)) {
		t.bad(key, strconv.Quote(cut(name, 80)), reason)
		*to = ""
	}
}

// cycles reads one review cycle or a list of them.
func (t *table) cycles(key string, to *[]library.ReviewCycle) {
	v, ok := t.take(key)
	if !ok {
		return
	}
	list, isList := v.([]any)
	if !isList {
		list = []any{v}
	}
	for i, e := range list {
		place := key
		if isList {
			place = fmt.Sprintf("%s[%d]", key, i)
		}
		s, ok := e.(string)
		if !ok {
			years := diag.P("reason.cycle")
			if n, isNumber := e.(int64); isNumber && n > 0 && n <= library.MaxCycleMonths/12 {
				years = diag.P("write.line", key, strconv.Quote(library.ReviewCycle{Type: library.EveryMonths, Months: int(n) * 12}.String()))
			}
			t.wrongBut(place, "text", e, years)
			continue
		}
		c, err := library.ParseReviewCycle(s)
		if err != nil {
			t.badBut(place, strconv.Quote(cut(s, 40)), diag.P("reason.cycle"), meantCycle(s))
			continue
		}
		if c.Type == library.NoReview && len(list) > 1 {
			t.bad(place, strconv.Quote(s), diag.P("reason.none-alone"))
			continue
		}
		*to = append(*to, c)
	}
}
