package seal

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"slices"
	"strings"

	"styrdok/generator/diag"
	"styrdok/generator/edit"
	"styrdok/generator/library"
	"styrdok/generator/markdown"
	"styrdok/generator/pattern"
)

// Form 1 is the form of seals before lines had a form number. This file is frozen: it must find for every old seal
// whether it holds; no new seals have this form.
//
// Form 1 hashed links by their target file, but took for links whatever looked like one: also notes, code, and words in
// brackets before a colon. The command that moved a document into a folder rewrote texts by the same rule: "[^1]:
// Enligt lagen" became "[^1]: ../Enligt lagen", and matched its seal. Texts damaged in this way must still match, and
// so must texts that have been repaired.

var (
	form1Destination = pattern.New(`(?m)(\]\([ \t]*<?|^ {0,3}\[[^\]\r\n]+\]:[ \t]*<?)([^\s()<>"']+)`)
	form1Label       = pattern.New(`\A( {0,3}\[[^\]\r\n]+\]:[ \t]*<?)([^\s()<>"']+)`)
	form1Damaged     = pattern.New(`\]:[ \t]*<?\.\./`) // at a glance
	form1Scheme      = pattern.New(`^[A-Za-z][A-Za-z0-9+.-]*:`)
	form1Labelled    = pattern.New(`\A {0,3}(\[[^\]\r\n]+\]):[ \t]*<?((?:\.\./)*)`)
)

// form1Relink rewrites whatever looks like a relative destination in the file from, for the file to. An empty to is the
// site's folder.
func form1Relink(like *pattern.Pattern, text, from, to string) string {
	return like.ReplaceAllStringFunc(text, func(found string) string {
		m := like.FindStringSubmatch(found)
		target := m[2]
		if form1Scheme.MatchString(target) || strings.HasPrefix(target, "#") || strings.HasPrefix(target, "/") || strings.HasPrefix(target, "?") {
			return found
		}
		rest := ""
		if cut := strings.IndexAny(target, "#?"); cut >= 0 {
			target, rest = target[:cut], target[cut:]
		}
		slash := ""
		if strings.HasSuffix(target, "/") {
			slash = "/"
		}
		file := path.Join(path.Dir(from), target)
		if strings.HasPrefix(file, "../") || file == ".." {
			return found
		}
		return m[1] + edit.Relative(path.Dir(to), file) + slash + rest
	})
}

func form1Lines(text, file string) []string {
	out := strings.Split(form1Relink(form1Destination, text, file, ""), "\n")
	for i, l := range out {
		out[i] = strings.TrimRight(l, " \t")
	}
	return out
}

// form1Sum returns the SHA-256 of the lines of a text and of the entry's decision.
func (e Entry) form1Sum(text []string) string {
	h := sha256.New()
	fmt.Fprintf(h, "styrdok seal 1\ntitle %q\nadopted %s\nadopted_by %q\nin_force %s\nsection %q\ncase_number %q\n\n%s",
		e.Title, e.Adopted, e.AdoptedBy, e.InForce, e.Section, e.CaseNumber, strings.Trim(strings.Join(text, "\n"), "\n"))
	return hex.EncodeToString(h.Sum(nil))
}

// form1Fits reports whether a text is the sealed one.
func (e Entry) form1Fits(d *library.Draft) bool { return slices.Contains(e.form1Sums(d), e.Sum) }

// form1Sums returns the sums that a text may have been sealed with: in its file, in the file of its document before that got a
// folder, without the damage of such a move, and with the damage in all its notes.
func (e Entry) form1Sums(d *library.Draft) []string {
	file, single := e.place(d), "content/"+string(e.Document)+".md"
	sum := func(text, file string) string { return e.form1Sum(form1Lines(text, file)) }
	out := []string{sum(d.Text, file)}
	if d.VersionFile == "" {
		return out
	}
	return append(out, sum(d.Text, single), sum(edit.Relink(undamaged(d.Text), file, single, nil), single), sum(relabelled(d.Text, func(line string) string {
		return form1Relink(form1Label, line, single, file)
	}), file))
}

// place returns the path of a version's file with the ID that its document had when it was sealed.
func (e Entry) place(d *library.Draft) string {
	if d.VersionFile == "" {
		return "content/" + string(e.Document) + ".md"
	}
	return "content/" + string(e.Document) + "/" + d.VersionFile + ".md"
}

// labelled is a line that begins with words in brackets and a colon but is not a link definition: a note, or words that
// look like one.
type labelled struct {
	line        int // offset of the line
	label       string
	start, stop int // offsets of the "../" before its words; may be empty
}

// labels returns the labelled lines of a text, given its destinations.
func labels(text string, destinations []markdown.Destination) []labelled {
	var out []labelled
	for at := 0; ; {
		colon := strings.Index(text[at:], "]:")
		if colon < 0 {
			return out
		}
		line := strings.LastIndexByte(text[:at+colon], '\n') + 1
		at += colon + len("]:")
		end := at + lineEnd(text[at:])
		m := form1Labelled.FindStringSubmatchIndex(text[line:end])
		if m == nil || line+m[1] < at {
			continue
		}
		for len(destinations) > 0 && destinations[0].Start < line {
			destinations = destinations[1:]
		}
		if len(destinations) == 0 || destinations[0].Start > line+m[1] {
			out = append(out, labelled{line, text[line+m[2] : line+m[3]], line + m[4], line + m[5]})
		}
	}
}

// lineEnd returns the length of the first line of a text.
func lineEnd(text string) int {
	if i := strings.IndexByte(text, '\n'); i >= 0 {
		return i
	}
	return len(text)
}

// relabelled returns a text in which each labelled line is what made returns for it, given the line without "../".
func relabelled(text string, made func(line string) string) string {
	var b strings.Builder
	done := 0
	for _, l := range labels(text, markdown.Destinations([]byte(text))) {
		end := l.start + lineEnd(text[l.start:])
		b.WriteString(text[done:l.line])
		b.WriteString(made(text[l.line:l.start] + text[l.stop:end]))
		done = end
	}
	return b.String() + text[done:]
}

// undamaged returns a text without the "../" that a move has put before words.
func undamaged(text string) string {
	return relabelled(text, func(line string) string { return line })
}

// Damaged returns the position of the first damage in a version's file and the label before it, and whether there is any.
func Damaged(d *library.Draft) (pos diag.Pos, label string, ok bool) {
	if !form1Damaged.MatchString(d.Text) {
		return pos, "", false
	}
	for _, l := range labels(d.Text, markdown.Destinations([]byte(d.Text))) {
		if l.start < l.stop {
			at := place{line: d.TextLine}
			at.move(d.Text, l.start)
			return diag.Pos{File: d.File, Line: at.line, Column: at.column + 1}, l.label, true
		}
	}
	return pos, "", false
}

// redamaged returns a text as moving it into a folder would have left it, or unchanged if there is nothing to damage.
func redamaged(d *library.Draft) string {
	if d.VersionFile == "" {
		return d.Text
	}
	single := "content/" + string(d.Document) + ".md"
	return form1Relink(form1Destination, edit.Relink(d.Text, d.File, single, nil), single, d.File)
}
