package source

import (
	"strconv"

	"styrdok/generator/diag"
	"styrdok/generator/library"
)

// places reads a list of texts and returns the place of each.
func (t *table) places(key string, to *[]string) (at []diag.Pos) {
	t.strings(key, to)
	for i := range *to {
		at = append(at, t.at(key+"["+strconv.Itoa(i)+"]"))
	}
	return at
}

// obligations reads what the law requires. Where the law was read and when must be told, since nobody else keeps the list
// up to date.
func (c *Config) obligations(t *table) {
	for _, s := range t.subs("obligations") {
		o := library.Obligation{Pos: s.at("what")}
		s.trimmed("what", &o.What)
		s.trimmed("law", &o.Law)
		s.trimmed("section", &o.Section)
		s.webAddress("source", &o.Source)
		s.date("read", &o.Read)
		s.prose("text", &o.Text)
		c.body(s, "body", &o.Body)
		s.cycles("review", &o.Review)
		s.deadline("deadline", &o.Deadline)
		o.DocumentsAt = s.places("documents", &o.Documents)
		s.trimmed("keyword", &o.Keyword)
		s.done("what", "law", "source", "read")
		c.Rules.Obligations = append(c.Rules.Obligations, o)
	}
}
