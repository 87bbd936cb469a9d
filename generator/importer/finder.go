package importer

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"styrdok/generator/intake"
	"styrdok/generator/pattern"
)

// where a fact stands. What stands first here is believed first.
type where uint8

const (
	inBox where = iota
	inLine
	inFurniture
	inSentence
	inProse // within a sentence that is about something else too
)

// fact is one statement about a document, as written.
type fact struct {
	piece
	where where
	group int // facts of one box, or of one line, are about one decision
}

// finder gathers the facts of a text, and takes what is nothing else out of it.
type finder struct {
	bodies *bodyFinder
	facts  []fact
	groups int
	moved  []string // lines that were facts and nothing else
	idle   []string // lines that tell of the file, not of the document: when it was printed
	left   [][2]string
}

// zone is how many blocks from the beginning of a text, and from its end, may be facts about it.
const (
	zoneFirst = 16
	zoneLast  = 8
)

// take returns the blocks of a text without those that only tell facts about it.
func (f *finder) take(blocks []intake.Block) []intake.Block {
	var out []intake.Block
	for i := 0; i < len(blocks); i++ {
		if i >= zoneFirst && i < len(blocks)-zoneLast {
			out = append(out, blocks[i])
			continue
		}
		if n := f.stacked(blocks[i:]); n > 0 {
			i += n - 1
			continue
		}
		switch b := blocks[i].(type) {
		case *intake.Table:
			if f.box(b, inBox) {
				continue
			}
		case *intake.Definitions:
			if f.definitions(b) {
				continue
			}
		case *intake.List:
			if f.list(b) {
				continue
			}
		case *intake.Box:
			if inner := f.take(b.Blocks); len(inner) < len(b.Blocks) {
				if len(inner) > 0 {
					out = append(out, &intake.Box{Blocks: inner})
				}
				continue
			}
		case *intake.Paragraph:
			if f.lines(intake.PlainText(b.Spans), inLine) {
				continue
			}
		case *intake.Heading:
			if b.Level > 0 && f.lines(intake.PlainText(b.Spans), inLine) {
				continue
			}
		}
		out = append(out, blocks[i])
	}
	return out
}

// furniture gathers the facts of headers and footers.
func (f *finder) furniture(list []intake.Furniture) {
	for _, u := range list {
		f.groups++
		intake.Walk(u.Blocks, func(b intake.Block) bool {
			if t, ok := b.(*intake.Table); ok {
				return !f.box(t, inFurniture)
			}
			f.lines(intake.PlainText(intake.SpansOf(b)), inFurniture)
			return true
		})
	}
}

// move notes that words have become facts. Those of furniture are told as that.
func (f *finder) move(w where, text, key string) {
	switch {
	case w == inFurniture:
	case key == "other":
		f.idle = append(f.idle, text)
	default:
		f.moved = append(f.moved, text)
	}
}

func (f *finder) add(w where, label, value string) {
	f.facts = append(f.facts, fact{piece{strings.TrimRight(strings.TrimSpace(label), ": "), keyOf(label), tidyValue(value)}, w, f.groups})
}

// box reads a table of facts. It reports whether the table is one.
func (f *finder) box(t *intake.Table, w where) bool {
	lines := func(c intake.Cell) []string {
		var out []string
		for _, l := range intake.Lines(c.Blocks) {
			out = append(out, strings.TrimSpace(strings.ReplaceAll(l, "\u00a0", " ")))
		}
		return out
	}
	text := func(c intake.Cell) string { return strings.Join(lines(c), " ") }
	var pairs []piece
	add := func(label, value string) { pairs = append(pairs, piece{label, keyOf(label), value}) }
	for i := 0; i < len(t.Rows); i++ {
		row := t.Rows[i]
		known := 0
		for _, c := range row {
			if keyOf(text(c)) != "" {
				known++
			}
		}
		// Labels in one row, and what they tell in the next.
		if known == len(row) && len(row) > 1 && i+1 < len(t.Rows) && len(t.Rows[i+1]) == len(row) && !slices.ContainsFunc(t.Rows[i+1], func(c intake.Cell) bool { return keyOf(text(c)) != "" }) {
			for k, c := range row {
				add(text(c), text(t.Rows[i+1][k]))
			}
			i++
			continue
		}
		for k := 0; k < len(row); k++ {
			own := lines(row[k])
			if len(own) == 0 {
				continue
			}
			switch {
			case k+1 < len(row) && (len(own) == 1 || keyOf(text(row[k])) != "") && (keyOf(text(row[k])) != "" || k%2 == 0 && !strings.Contains(own[0], ": ")):
				add(text(row[k]), text(row[k+1]))
				k++
			case len(own) > 1 && keyOf(own[0]) != "":
				// One cell, its label above what it tells; perhaps several.
				for at := 0; at < len(own); {
					stop := at + 1
					for stop < len(own) && keyOf(own[stop]) == "" {
						stop++
					}
					add(own[at], strings.Join(own[at+1:stop], " "))
					at = stop
				}
			default:
				for _, l := range own {
					before, found := pieces(l)
					pairs = append(pairs, found...)
					if before != "" || len(found) == 0 {
						add("", cmp.Or(before, l))
					}
				}
			}
		}
	}
	return f.pairs(pairs, w)
}

// pairs takes labels and what stands beside or below them as facts, if enough of them are.
func (f *finder) pairs(pairs []piece, w where) bool {
	known, clear := 0, 0
	for _, p := range pairs {
		if p.key != "" {
			known++
			if !labels().vague[bare(p.label)] {
				clear++
			}
		}
	}
	if clear == 0 || known < 2 && !(known == 1 && len(pairs) == 1) || known*2 < len(pairs) {
		return false
	}
	f.groups++
	for _, p := range pairs {
		f.move(w, p.label+" "+p.value, p.key)
		if p.key != "" {
			f.add(w, p.label, p.value)
			continue
		}
		if before, found := pieces(p.value); before == "" && len(found) > 0 && p.label == "" {
			for _, q := range found {
				f.add(w, q.label, q.value)
			}
			continue
		}
		if c := cite(p.value, f.bodies); p.label == "" && c.Rest == "" && !c.Day.IsZero() && c.Body != "" {
			f.add(w, "antagen av", p.value)
			continue
		}
		if p.label != "" || p.value != "" {
			f.left = append(f.left, [2]string{strings.TrimRight(strings.TrimSpace(p.label), ": "), strings.TrimSpace(p.value)})
		}
	}
	return true
}

func (f *finder) definitions(d *intake.Definitions) bool {
	var pairs []piece
	for _, i := range d.Items {
		for _, t := range i.Terms {
			label := strings.TrimSpace(intake.PlainText(t))
			pairs = append(pairs, piece{label, keyOf(label), strings.Join(intake.Lines(i.Blocks), ", ")})
		}
	}
	return f.pairs(pairs, inBox)
}

// list reads a list each item of which is a fact.
func (f *finder) list(l *intake.List) bool {
	var pairs []piece
	for _, i := range l.Items {
		lines := intake.Lines(i.Blocks)
		if len(lines) != 1 {
			return false
		}
		before, found := pieces(lines[0])
		if before != "" || len(found) != 1 || found[0].value == "" {
			return false
		}
		pairs = append(pairs, found[0])
	}
	return len(pairs) > 1 && f.pairs(pairs, inBox)
}

// stacked reads facts whose labels stand in a paragraph each, above what they tell. It returns the number of blocks that they take.
func (f *finder) stacked(blocks []intake.Block) int {
	var pairs []piece
	n := 0
	line := func(i int) (string, bool) {
		if i >= len(blocks) {
			return "", false
		}
		s := strings.TrimSpace(intake.PlainText(intake.SpansOf(blocks[i])))
		return s, s != "" && !strings.Contains(s, "\n") && len(s) < 160
	}
	for {
		label, ok := line(n)
		value, has := line(n + 1)
		key := keyOf(label)
		if !ok || !has || key == "" || keyOf(value) != "" {
			break
		}
		pairs = append(pairs, piece{label, key, value})
		n += 2
	}
	if len(pairs) < 2 || !f.pairs(pairs, inBox) {
		return 0
	}
	return n
}

var sentenceEnd = pattern.New(`[.!?]\s+`)

// sentences divides a text at the ends of its sentences. Abbreviations and days do not end one.
func sentences(s string) []string {
	var out []string
	from := 0
	for _, m := range sentenceEnd.FindAllStringIndex(s, -1) {
		next, _ := utf8.DecodeRuneInString(s[m[1]:])
		before := s[from:m[0]]
		word := before[strings.LastIndexAny(before, " (\t\n")+1:]
		if !unicode.IsUpper(next) && next != '§' || len(word) <= 3 && strings.Contains("nr dnr st kl ca bl a t m o r f kap dat", strings.ToLower(word)) && word != "" {
			continue
		}
		out = append(out, s[from:m[0]+1])
		from = m[1]
	}
	return append(out, s[from:])
}

// lines reads the facts of a paragraph. It reports whether the paragraph tells nothing else.
func (f *finder) lines(text string, w where) bool {
	pure := true
	f.groups++
	at := len(f.facts)
	for _, l := range strings.FieldsFunc(text, func(r rune) bool { return r == '\n' }) {
		for _, s := range sentences(strings.TrimSpace(l)) {
			if strings.TrimSpace(s) == "" {
				continue
			}
			pure = f.sentence(s, w) && pure
		}
	}
	if pure && len(f.facts) > at {
		f.move(w, text, f.facts[at].key)
		return true
	}
	if w == inLine {
		for i := at; i < len(f.facts); i++ {
			f.facts[i].where = inSentence
		}
	}
	return false
}

// sentence reads one sentence, and reports whether it is all facts.
func (f *finder) sentence(s string, w where) bool {
	before, found := pieces(s)
	if len(found) == 0 {
		if c := cite(s, f.bodies); w != inFurniture && c.Rest == "" && c.Body != "" && !c.Day.IsZero() || w == inFurniture && c.Rest == "" && c.Section != "" && !c.Day.IsZero() {
			f.add(w, "antagen", s) // "Kommunfullmäktige 2019-12-16 § 115" by itself
			return true
		}
		return false
	}
	return (before == "" || introductions.MatchString(before) || w == inFurniture) && f.accept(found, w)
}

// introductions are the words that may stand before a fact without making the sentence about something else.
var introductions = pattern.New(`(?i)^(?:(?:denna|detta|dessa|den här)?\s*\pL{0,30}(?:policy|policyn|riktlinje|riktlinjen|riktlinjer|riktlinjerna|dokument|dokumentet|plan|planen|program|programmet|reglemente|reglementet|styrdokument|styrdokumentet|strategi|strategin|taxa|taxan|rutin|rutinen)?\s*(?:är|har|blev|senast|\()?\s*)$`)

// accept takes facts, if all of them read as such.
func (f *finder) accept(found []piece, w where) bool {
	if slices.ContainsFunc(found, func(p piece) bool { return !f.plausible(p) }) {
		return false
	}
	for _, p := range found {
		f.add(w, p.label, p.value)
	}
	return true
}

// plausible reports whether what stands behind a label can be what it tells.
func (f *finder) plausible(p piece) bool {
	if p.value == "" || len(p.value) > 200 {
		return false
	}
	switch p.key {
	case "adopted", "adopted_by", "revised", "reviewed":
		c := cite(p.value, f.bodies)
		return !c.empty() && len(strings.Fields(c.Rest)) <= 3
	case "in_force", "updated":
		_, at := dayIn(p.value)
		return at != nil || yearAlone.MatchString(p.value) || len(p.value) < 40
	case "other", "replaces", "valid_until", "review", "version":
		return len(p.value) < 160
	}
	return len(strings.Fields(p.value)) <= 14
}

// prose looks for decisions in sentences of the text itself.
func (f *finder) prose(blocks []intake.Block) {
	for p := range intake.All[*intake.Paragraph](blocks) {
		for _, s := range sentences(intake.PlainText(p.Spans)) {
			f.groups++
			if m := labels().verbs.FindStringIndex(s); m != nil && m[0] == 0 {
				if _, found := pieces(s); len(found) > 0 && f.plausible(found[0]) {
					for _, q := range found {
						if f.plausible(q) {
							f.add(inSentence, q.label, q.value)
						}
					}
					continue
				}
			}
			if m := passive.FindStringSubmatchIndex(s); m != nil && !elsewhere.MatchString(s) {
				c := cite(s[m[1]:], f.bodies)
				if c.Body != "" && !c.Day.IsZero() {
					key := "antogs"
					if strings.HasPrefix(strings.ToLower(s[m[2]:m[3]]), "revider") {
						key = "reviderades"
					}
					f.add(inProse, key, s[m[1]:])
				}
			}
		}
	}
}

var (
	passive   = pattern.New(`(?i)\b(antogs|antagits|antagen|antaget|antagna|fastställdes|fastställts|fastställd|fastställt|beslutades|beslutats|beslutad|beslutat|reviderades|reviderats)\b(?:\s+(?:senast|av|den|i|genom))*\s`)
	elsewhere = pattern.New(`(?i)\b(?:ersätter|ersatte|upphäv\pL*|tidigare|som antogs|som fastställdes|som beslutades|förutvarande)\b`)
)
