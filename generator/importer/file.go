package importer

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"styrdok/generator/char"
	"styrdok/generator/edit"
	"styrdok/generator/i18n"
	"styrdok/generator/library"
	"styrdok/generator/spelling"
)

// File returns the document's file: front matter, its marks in comments, and the text. Collection is the folder that it will lie in, and folder the
// address of its pictures from there; original names the file that holds the text, if nothing else does.
func (d *Document) File(opt Options, words *i18n.Texts, collection, folder, original string) string {
	if d.untouched != "" {
		return d.untouched + d.Placed(folder)
	}
	x := d.Facts
	var b strings.Builder
	b.WriteString("+++\n")
	marks := map[string][]string{}
	for _, g := range x.Guesses {
		marks[g.Key] = append(marks[g.Key], words.T("import.mark", words.T("import.guess."+g.Text, g.Args...)))
	}
	marked := func(key string) {
		for _, m := range marks[key] {
			b.WriteString("# " + oneLine(m) + "\n")
		}
		delete(marks, key)
	}
	pair := func(key string, value fmt.Stringer) {
		marked(key)
		fmt.Fprintf(&b, "%-11s = %s\n", key, value)
	}
	text := func(key, value string) {
		switch value = oneLine(value); {
		case value == "":
			marked(key)
		case utf8.RuneCountInString(value) > longestValue: // kept for its words
			marked(key)
			fmt.Fprintf(&b, "# %-11s = %s\n", key, edit.Text(value))
		default:
			pair(key, edit.Text(value))
		}
	}
	day := func(key string, d library.Date) {
		if d.IsZero() {
			marked(key)
		} else {
			pair(key, edit.Day(d))
		}
	}
	list := func(key string, values []string) {
		var quoted []string
		for _, v := range values {
			switch v = oneLine(v); {
			case utf8.RuneCountInString(v) > longestValue:
				fmt.Fprintf(&b, "# %-11s = %s\n", key, edit.Text(v))
			case v != "":
				quoted = append(quoted, edit.Text(v).String())
			}
		}
		if quoted != nil {
			pair(key, literal("["+strings.Join(quoted, ", ")+"]"))
		} else {
			marked(key)
		}
	}
	text("title", cmp.Or(oneLine(d.Title), fileTitle(d.Source)))
	text("summary", x.Summary)
	kind := ""
	if d.Kind != nil && opt.Rules.CollectionKind(collection) != d.Kind {
		kind = string(d.Kind.ID)
	}
	text("kind", kind)
	if d.Draft {
		status := "draft"
		switch {
		case strings.Contains(x.Status, "remiss"):
			status = "consultation"
		case strings.Contains(x.Status, "förslag"):
			status = "proposed"
		}
		text("status", status)
	}
	body := ""
	if x.Body != nil {
		body = string(x.Body.ID)
	}
	if body == "" && !x.Adopted.IsZero() { // a day without a body is an error
		marked("adopted")
		fmt.Fprintf(&b, "# %-11s = %s\n", "adopted", x.Adopted)
	} else {
		day("adopted", x.Adopted)
	}
	text("adopted_by", body)
	if body == "" && x.AdoptedBy != "" {
		fmt.Fprintf(&b, "# %-11s = %s\n", "adopted_by", edit.Text(BodyID(x.AdoptedBy)))
	}
	text("section", x.Section)
	text("case_number", x.Case)
	text("decision_url", x.DecisionURL)
	if x.InForce != x.Adopted {
		day("in_force", x.InForce)
	}
	day("valid_until", x.ValidUntil)
	day("consultation_until", x.ConsultationUntil)
	text("original", original)
	text("version", x.Version)
	text("changes", x.Changes)
	text("translation_of", x.TranslationOf)
	text("owner", x.Owner)
	text("department", x.Department)
	text("contact", x.Contact)
	if len(x.Review) == 1 {
		text("review", x.Review[0])
	} else {
		list("review", x.Review)
	}
	day("review_by", x.ReviewBy)
	list("applies_to", x.AppliesTo)
	list("implements", x.Implements)
	list("replaces", x.Replaces)
	list("based_on", x.BasedOn)
	list("standards", x.Standards)
	list("laws", x.Laws)
	text("code_number", x.CodeNumber)
	list("keywords", x.Keywords)
	if x.Updated.After(x.Adopted) && !x.Updated.After(opt.Today) {
		day("updated", x.Updated)
	}
	text("language", d.Language)
	for _, row := range x.Rows {
		b.WriteString("# " + oneLine(row[0]+": "+row[1]) + "\n")
	}
	keys := b.Len()
	decided := func(table string, c Citation) {
		b.WriteString("\n" + table + "\n")
		day("date", c.Day)
		if by := opt.Rules.Body(c.Body); by != nil {
			text("by", string(by.ID))
		}
		text("section", c.Section)
		text("case_number", c.Case)
	}
	if x.Repealed != nil {
		decided("[repealed]", *x.Repealed)
		day("from", x.RepealedFrom)
	}
	for _, r := range x.Reviews {
		decided("[[reviews]]", r)
	}
	for _, e := range x.Extensions {
		decided("[[extensions]]", e.Citation)
		day("until", e.Until)
	}
	for _, e := range x.Corrections {
		decided("[[corrections]]", e.Citation)
		text("note", e.Note)
	}
	before, _, _ := strings.Cut(words.T("import.mark", "\x00"), "\x00")
	if kept := d.unused(b.String(), "# "+before); kept != "" {
		head := b.String()
		b.Reset()
		b.WriteString(head[:keys] + kept + head[keys:])
	}
	b.WriteString("+++\n\n")
	for _, g := range x.Guesses {
		if _, left := marks[g.Key]; left {
			m := words.T("import.mark", words.T("import.guess."+g.Text, g.Args...))
			b.WriteString("<!-- " + strings.ReplaceAll(oneLine(m), "--", "–") + " -->\n\n")
		}
	}
	return b.String() + strings.TrimLeft(d.Placed(folder), "\n")
}

// unused are comments with the values of other front matter of which a word is not in the new one, as that of a second key that says the same.
// Comments that begin with mark are not what the file says.
func (d *Document) unused(head, mark string) string {
	head = strings.Join(slices.DeleteFunc(strings.Split(head, "\n"), func(l string) bool { return strings.HasPrefix(l, mark) }), "\n")
	if d.Kind != nil {
		head += " " + d.Kind.Singular + " " + d.Kind.Plural
	}
	if d.Facts.Body != nil {
		head += " " + d.Facts.Body.Name
	}
	used := bag{}
	used.add(wordsOf(head))
	out := ""
	for _, e := range d.fields {
		value := strings.Join(e.Values, ", ")
		if slices.ContainsFunc(wordsOf(value), func(w string) bool { return used[w] == 0 }) {
			out += "# " + oneLine(e.Name+": "+value) + "\n"
		}
	}
	return out
}

// longestValue is the number of characters that the value of a key may have.
const longestValue = 500

type literal string

func (l literal) String() string { return string(l) }

// oneLine is a text as a value or comment can have it, "" if nothing of it is seen.
func oneLine(s string) string {
	return char.Bare(strings.Join(strings.Fields(cleaned(s)), " "))
}

// BodyID is the ID that a body should have in config.toml if it is not there.
func BodyID(name string) string { return spelling.Slug(name, spelling.Letters) }
