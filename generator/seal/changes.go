package seal

import (
	"slices"
	"strings"

	"styrdok/generator/diag"
)

// change is a difference between a seal and a version.
type change struct {
	key      string // of front matter; empty for the text or a file
	file     string // a file that the text shows or attaches
	old, new string // values; new is empty for a file that is missing
}

// Holds reports whether a version is unchanged since it was sealed.
func (e Entry) Holds(v Version) bool { return len(e.changes(v)) == 0 }

// changes compares a version with its seal. A section and case number that the seal lacks may have been filled in, and
// later decisions added.
func (e Entry) changes(v Version) []change {
	if v.unread {
		panic("seal: a text that was not read is compared")
	}
	var out []change
	now := v.Now
	differ := func(key, old, new string) {
		if old != new {
			out = append(out, change{key: key, old: old, new: new})
		}
	}
	differ("title", e.Title, now.Title)
	differ("adopted", e.Adopted.String(), now.Adopted.String())
	differ("adopted_by", e.AdoptedBy, now.AdoptedBy)
	// Without in_force a version is in force from its adoption; a change of that day is reported already.
	if e.Adopted == now.Adopted {
		differ("in_force", e.InForce.String(), now.InForce.String())
	}
	if e.Section != "" {
		differ("section", e.Section, now.Section)
	}
	if e.CaseNumber != "" {
		differ("case_number", e.CaseNumber, now.CaseNumber)
	}
	if e.Form == 1 {
		if !e.form1Fits(v.Draft) {
			out = append(out, change{})
		}
		return out
	}
	differ("valid_until", e.ValidUntil.String(), now.ValidUntil.String())
	for _, f := range e.Files {
		i := slices.IndexFunc(now.Files, func(n Attached) bool { return n.Name == f.Name })
		_, shown := v.text.leadsTo[f.Name]
		switch {
		case i >= 0 && now.Files[i].Sum != f.Sum:
			out = append(out, change{file: f.Name, old: f.Sum, new: now.Files[i].Sum})
		case i < 0 && shown:
			out = append(out, change{file: f.Name, old: f.Sum})
		}
	}
	for _, l := range []struct {
		key      string
		old, now []Later
	}{{"extensions", e.Extensions, now.Extensions}, {"annulled", e.Annulled, now.Annulled}} {
		for _, was := range l.old {
			if !slices.ContainsFunc(l.now, was.same) {
				out = append(out, change{key: l.key, old: was.words(), new: later(l.now)})
				break
			}
		}
	}
	if e.sum(v.text.lines) != e.Sum && e.sum(read(v.Draft, redamaged(v.Draft)).lines) != e.Sum {
		out = append(out, change{})
	}
	return out
}

// same reports whether now is the decision that was sealed. What the seal lacks may have been filled in.
func (l Later) same(now Later) bool {
	return l.Date == now.Date && l.Until == now.Until && l.By == now.By &&
		(l.Section == "" || l.Section == now.Section) && (l.CaseNumber == "" || l.CaseNumber == now.CaseNumber)
}

// words returns the known parts of a decision, separated by spaces.
func (l Later) words() string {
	return strings.Join(slices.DeleteFunc([]string{l.Date.String(), l.Until.String(), l.By, l.Section, l.CaseNumber}, func(s string) bool { return s == "" }), " ")
}

func later(all []Later) string {
	var out []string
	for _, l := range all {
		out = append(out, l.words())
	}
	return strings.Join(out, ", ")
}

// at returns the position of a change in a version's file. first is the first changed line of the text, or 0.
func (c change) at(v Version, first int) diag.Pos {
	switch {
	case c.file != "":
		if pos, ok := v.text.leadsTo[c.file]; ok {
			return pos
		}
	case c.key == "":
		if first == 0 {
			first = v.Draft.TextLine
		}
		return diag.Pos{File: v.Draft.File, Line: first}
	case c.key == "extensions":
		return v.Draft.PosOf("extensions[0]")
	}
	return v.Draft.PosOf(c.key)
}

// phrase describes a change. first and last are the changed lines of the text, or 0.
func (c change) phrase(first, last int) diag.Phrase {
	switch {
	case c.file != "" && c.new == "":
		return diag.P("seal.file-gone", c.file)
	case c.file != "":
		return diag.P("seal.file", c.file)
	case c.key != "":
	case first == 0:
		return diag.P("seal.text")
	case first == last:
		return diag.P("seal.line-of-text", first)
	default:
		return diag.P("seal.lines-of-text", first, last)
	}
	value := func(s string) diag.Phrase {
		if s == "" {
			return diag.P("seal.nothing")
		}
		return diag.P("seal.value", s)
	}
	return diag.P("seal.key", c.key, value(c.old), value(c.new))
}
