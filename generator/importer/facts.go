package importer

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"styrdok/generator/intake"
	"styrdok/generator/library"
	"styrdok/generator/spelling"
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
			f.lines(intake.PlainText(spansOf(b)), inFurniture)
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
	value = tidyValue(value)
	f.facts = append(f.facts, fact{piece{label: strings.TrimRight(strings.TrimSpace(label), ": "), key: keyOf(label), value: value}, w, f.groups})
}

// pair is a label and what stands beside or below it.
type pair struct{ label, value string }

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
	var pairs []pair
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
				pairs = append(pairs, pair{text(c), text(t.Rows[i+1][k])})
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
				pairs = append(pairs, pair{text(row[k]), text(row[k+1])})
				k++
			case len(own) > 1 && keyOf(own[0]) != "":
				// One cell, its label above what it tells; perhaps several.
				for at := 0; at < len(own); {
					stop := at + 1
					for stop < len(own) && keyOf(own[stop]) == "" {
						stop++
					}
					pairs = append(pairs, pair{own[at], strings.Join(own[at+1:stop], " ")})
					at = stop
				}
			default:
				for _, l := range own {
					before, found := pieces(l)
					for _, p := range found {
						pairs = append(pairs, pair{p.label, p.value})
					}
					if before != "" || len(found) == 0 {
						pairs = append(pairs, pair{"", cmp.Or(before, l)})
					}
				}
			}
		}
	}
	return f.pairs(pairs, w)
}

// pairs takes labels and values as facts, if enough of them are.
func (f *finder) pairs(pairs []pair, w where) bool {
	known, clear := 0, 0
	for _, p := range pairs {
		if keyOf(p.label) != "" {
			known++
			if !isVague(p.label) {
				clear++
			}
		}
	}
	if clear == 0 || known < 2 && !(known == 1 && len(pairs) == 1) || known*2 < len(pairs) {
		return false
	}
	f.groups++
	for _, p := range pairs {
		f.move(w, p.label+" "+p.value, keyOf(p.label))
		if keyOf(p.label) != "" {
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
	var pairs []pair
	for _, i := range d.Items {
		for _, t := range i.Terms {
			pairs = append(pairs, pair{strings.TrimSpace(intake.PlainText(t)), strings.Join(intake.Lines(i.Blocks), ", ")})
		}
	}
	return f.pairs(pairs, inBox)
}

// list reads a list each item of which is a fact.
func (f *finder) list(l *intake.List) bool {
	var pairs []pair
	for _, i := range l.Items {
		lines := intake.Lines(i.Blocks)
		if len(lines) != 1 {
			return false
		}
		before, found := pieces(lines[0])
		if before != "" || len(found) != 1 || found[0].value == "" {
			return false
		}
		pairs = append(pairs, pair{found[0].label, found[0].value})
	}
	return len(pairs) > 1 && f.pairs(pairs, inBox)
}

// stacked reads facts whose labels stand in a paragraph each, above what they tell. It returns the number of blocks that they take.
func (f *finder) stacked(blocks []intake.Block) int {
	var pairs []pair
	n := 0
	line := func(i int) (string, bool) {
		if i >= len(blocks) {
			return "", false
		}
		s := strings.TrimSpace(intake.PlainText(spansOf(blocks[i])))
		return s, s != "" && !strings.Contains(s, "\n") && len(s) < 160
	}
	for {
		label, ok := line(n)
		value, has := line(n + 1)
		if !ok || !has || keyOf(label) == "" || keyOf(value) != "" {
			break
		}
		pairs = append(pairs, pair{label, value})
		n += 2
	}
	if len(pairs) < 2 || !f.pairs(pairs, inBox) {
		return 0
	}
	return n
}

var sentenceEnd = regexp.MustCompile(`[.!?]\s+`)

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
			if !f.sentence(s, w) {
				pure = false
			}
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
	if before != "" && !introduces(before) {
		return w == inFurniture && f.accept(found, w)
	}
	return f.accept(found, w)
}

// introductions are the words that may stand before a fact without making the sentence about something else.
var introductions = regexp.MustCompile(`(?i)^(?:(?:denna|detta|dessa|den här)?\s*\pL{0,30}(?:policy|policyn|riktlinje|riktlinjen|riktlinjer|riktlinjerna|dokument|dokumentet|plan|planen|program|programmet|reglemente|reglementet|styrdokument|styrdokumentet|strategi|strategin|taxa|taxan|rutin|rutinen)?\s*(?:är|har|blev|senast|\()?\s*)$`)

func introduces(s string) bool { return introductions.MatchString(s) }

// accept takes facts, if all of them read as such.
func (f *finder) accept(found []piece, w where) bool {
	for _, p := range found {
		if !f.plausible(p) {
			return false
		}
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
	intake.Walk(blocks, func(b intake.Block) bool {
		p, ok := b.(*intake.Paragraph)
		if !ok {
			return true
		}
		for _, s := range sentences(intake.PlainText(p.Spans)) {
			f.groups++
			if m := verbBegins.FindStringSubmatchIndex(s); m != nil && m[0] == 0 {
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
		return true
	})
}

var (
	passive   = regexp.MustCompile(`(?i)\b(antogs|antagits|antagen|antaget|antagna|fastställdes|fastställts|fastställd|fastställt|beslutades|beslutats|beslutad|beslutat|reviderades|reviderats)\b(?:\s+(?:senast|av|den|i|genom))*\s`)
	elsewhere = regexp.MustCompile(`(?i)\b(?:ersätter|ersatte|upphäv\pL*|tidigare|som antogs|som fastställdes|som beslutades|förutvarande)\b`)
)

// Guess is something that must be looked at before it is relied upon.
type Guess struct {
	Key  string // of the front matter, or "text"
	Text string // its key among the texts
	Args []any
}

// decision is one that a text tells of.
type decision struct {
	Citation
	where where
}

// Facts are what a text says about itself, as far as it can be told.
type Facts struct {
	Title, Kind                        string
	AdoptedBy                          string // as written
	Body                               *library.Body
	Adopted                            library.Date
	Section, Case                      string
	InForce, ValidUntil, ReviewBy      library.Date
	Review                             []string
	Version                            string
	Owner, Department, Contact         string
	AppliesTo, Replaces, Laws, BasedOn []string
	Standards, Keywords                []string
	Status, CodeNumber                 string
	Updated                            library.Date
	Reviews                            []Citation
	Year                               int         // of the decision, if its day is unknown
	Rows                               [][2]string // of a box, that no key is for
	Guesses                            []Guess
	doubt                              bool // the decision is guessed
}

func (x *Facts) guess(key, text string, args ...any) {
	x.Guesses = append(x.Guesses, Guess{key, text, args})
}

// nothing is what people write into a row that they leave empty.
var nothing = regexp.MustCompile(`(?i)^(?:[-–—.?]*|ej angivet|saknas|uppgift saknas|ingen|inget|inga|nej|n/a|ej aktuellt|xx+)$`)

// resolve makes one set of facts of all that was found.
func (f *finder) resolve(today library.Date) *Facts {
	x := &Facts{Rows: f.left}
	slices.SortStableFunc(f.facts, func(a, b fact) int { return cmp.Compare(a.where, b.where) })
	var adoptions, revisions []*decision
	f.decisions(&adoptions, &revisions, x)
	f.choose(adoptions, revisions, x)
	for _, c := range f.facts {
		if nothing.MatchString(c.value) {
			continue
		}
		f.other(c, x)
	}
	x.consistent(today)
	return x
}

// decisions gathers the decisions that facts tell of. Facts of one box or line are of one decision, as long as they do not contradict each
// other.
func (f *finder) decisions(adoptions, revisions *[]*decision, x *Facts) {
	var adopted, revised *decision
	group := -1
	for _, c := range f.facts {
		if c.group != group {
			group, adopted, revised = c.group, nil, nil
		}
		if nothing.MatchString(c.value) {
			continue
		}
		switch c.key {
		case "adopted", "adopted_by":
			got := cite(c.value, f.bodies)
			if c.key == "adopted_by" && got.Body == "" && got.Day.IsZero() && got.Section == "" {
				got.Body, got.Rest, got.Year = c.value, "", 0
			}
			if got.empty() {
				continue
			}
			if adopted == nil || !adopted.merge(got) {
				adopted = &decision{got, c.where}
				*adoptions = append(*adoptions, adopted)
			}
			revised = nil
		case "revised":
			got := cite(c.value, f.bodies)
			if got.empty() {
				continue
			}
			revised = &decision{got, c.where}
			*revisions = append(*revisions, revised)
		case "reviewed":
			if got := cite(c.value, f.bodies); !got.Day.IsZero() {
				x.Reviews = append(x.Reviews, got)
			}
		case "section":
			got := cite(c.value, f.bodies)
			if got.Section == "" {
				got.Section = sectioned(strings.Trim(c.value, "§ "), false)
			}
			to := adopted
			if to != nil && to.Section != "" && revised != nil {
				to = revised
			}
			if to == nil {
				adopted = &decision{Citation{}, c.where}
				*adoptions = append(*adoptions, adopted)
				to = adopted
			}
			if to.Section == "" {
				to.Section = got.Section
				if to.Day.IsZero() {
					to.Day = got.Day
				}
			}
		case "case_number":
			to := adopted
			if revised != nil && c.where != inBox {
				to = revised
			}
			if to != nil && to.Case == "" {
				to.Case = c.value
			} else if x.Case == "" {
				x.Case = c.value
			}
		}
	}
}

// merge adds what another citation knows of the same decision, and reports whether they can be one.
func (d *decision) merge(c Citation) bool {
	differ := func(a, b string) bool { return a != "" && b != "" && !strings.EqualFold(a, b) }
	if !d.Day.IsZero() && !c.Day.IsZero() && d.Day != c.Day || differ(d.Section, c.Section) || differ(d.Body, c.Body) {
		return false
	}
	d.Body, d.Section, d.Case = cmp.Or(d.Body, c.Body), cmp.Or(d.Section, c.Section), cmp.Or(d.Case, c.Case)
	if d.Day.IsZero() {
		d.Day, d.Short = c.Day, c.Short
	}
	d.Year = cmp.Or(d.Year, c.Year)
	return true
}

// choose picks the decision that the text is valid by: the latest revision that is a decision, or else the adoption. It takes a missing part of
// it from where the same decision is told again, never from another.
func (f *finder) choose(adoptions, revisions []*decision, x *Facts) {
	var best *decision
	for _, d := range adoptions {
		switch {
		case best == nil:
			own := *d
			best = &own
		case d.where > best.where && !best.Day.IsZero() && !d.Day.IsZero() && d.Day != best.Day:
			if d.where < inProse {
				x.guess("adopted", "two-decisions", best.Day, d.Day)
				x.doubt = true
			}
		case best.merge(d.Citation):
		case !d.Day.IsZero() && (best.Day.IsZero() || d.Day.After(best.Day)) && d.where == best.where:
			x.guess("adopted", "two-decisions", d.Day, best.Day)
			x.doubt = true
			own := *d
			best = &own
		case !d.Day.IsZero() && !best.Day.IsZero() && d.where == best.where:
			x.guess("adopted", "two-decisions", best.Day, d.Day)
			x.doubt = true
		}
	}
	for _, r := range revisions {
		switch {
		case r.Day.IsZero() || best != nil && !best.Day.IsZero() && !r.Day.After(best.Day):
		case r.Body == "" && r.Section == "":
			if best != nil && !best.Day.IsZero() {
				x.guess("adopted", "revised-later", r.Day)
				x.doubt = true
			}
		default:
			first := best
			own := *r
			if first != nil {
				own.Body = cmp.Or(own.Body, first.Body)
				x.guess("adopted", "revision-chosen", r.Day, first.Day)
				x.doubt = true
			}
			if r.where >= inProse {
				x.doubt = true
			}
			best = &own
		}
	}
	if best == nil {
		return
	}
	x.AdoptedBy, x.Adopted, x.Section, x.Case, x.Year = best.Body, best.Day, best.Section, cmp.Or(best.Case, x.Case), best.Year
	x.Body = f.bodies.resolve(best.Body)
	if x.Body != nil {
		x.AdoptedBy = x.Body.Name
	} else {
		x.AdoptedBy = spelling.Capital(x.AdoptedBy)
	}
	if best.Short {
		x.guess("adopted", "short-year", x.Adopted)
		x.doubt = true
	}
	if best.where == inProse && !x.Adopted.IsZero() {
		x.guess("adopted", "from-prose", x.Adopted)
		x.doubt = true
	}
}

var (
	tillsVidare = regexp.MustCompile(`(?i)tills ?vidare|beslut om|upphör|ersätts|nytt beslut`)
	fromDay     = regexp.MustCompile(`(?i)^fr(?:ån|\.? ?o\.? ?m)`)
	yearRange   = regexp.MustCompile(`\b((?:19|20)\d{2})\s?[-–]\s?((?:19|20)\d{2})\b`)
	unitName    = regexp.MustCompile(`(?i)^\pL[\pL -]*(?:kontoret|kontor|förvaltningen|förvaltning|avdelningen|avdelning|enheten|enhet|staben|stab|sektorn|sektor|sektionen|kansliet|kansli|bolaget)$`)
	lastUnit    = regexp.MustCompile(`(?i)^(.*?\pL),?\s+(?:på\s+|vid\s+)?(\pL[\pL-]*(?:kontoret|förvaltningen|avdelningen|enheten|staben|kansliet|sektorn))$`)
)

// other takes a fact that is no decision.
func (f *finder) other(c fact, x *Facts) {
	set := func(to *string, value string) {
		if *to == "" {
			*to = value
		}
	}
	day := func(to *library.Date) bool {
		d, at := dayIn(c.value)
		if at != nil && to.IsZero() {
			*to = d
		}
		return at != nil
	}
	switch c.key {
	case "title":
		set(&x.Title, c.value)
	case "kind":
		set(&x.Kind, c.value)
	case "owner":
		if x.Owner != "" {
			return
		}
		parts := strings.FieldsFunc(c.value, func(r rune) bool { return r == ',' || r == '/' || r == ';' })
		if len(parts) == 2 && unitName.MatchString(strings.TrimSpace(parts[1])) {
			x.Owner = spelling.Capital(strings.TrimSpace(parts[0]))
			set(&x.Department, spelling.Capital(strings.TrimSpace(parts[1])))
		} else if m := lastUnit.FindStringSubmatch(c.value); m != nil && !strings.HasSuffix(strings.ToLower(m[1]), " för") && !strings.HasSuffix(strings.ToLower(m[1]), " och") && !strings.HasSuffix(strings.ToLower(m[1]), " på") {
			x.Owner = spelling.Capital(m[1])
			set(&x.Department, spelling.Capital(m[2]))
		} else {
			x.Owner = spelling.Capital(c.value)
		}
	case "department":
		set(&x.Department, spelling.Capital(c.value))
	case "contact":
		if contactForm.MatchString(c.value) {
			set(&x.Contact, c.value)
		} else {
			x.Rows = append(x.Rows, [2]string{c.label, c.value})
		}
	case "applies_to":
		if x.AppliesTo == nil {
			x.AppliesTo = listed(c.value)
		}
	case "in_force":
		if _, at := dayIn(c.value); at != nil && x.ValidUntil.IsZero() {
			x.ValidUntil, _ = dayIn(c.value[at[1]:]) // "2020-01-01 t.o.m. 2023-12-31"
		}
		if !day(&x.InForce) {
			x.Rows = append(x.Rows, [2]string{c.label, c.value})
		}
	case "valid_until":
		first, at := dayIn(c.value)
		switch {
		case at != nil:
			if second, at2 := dayIn(c.value[at[1]:]); at2 != nil {
				if x.InForce.IsZero() {
					x.InForce = first
				}
				first = second
			} else if fromDay.MatchString(c.value) {
				if x.InForce.IsZero() {
					x.InForce = first
				}
				return
			}
			if x.ValidUntil.IsZero() {
				x.ValidUntil = first
			}
		case tillsVidare.MatchString(c.value):
		default:
			m := yearRange.FindStringSubmatch(c.value)
			if m == nil {
				if y := yearAlone.FindStringSubmatch(c.value); y != nil {
					m = []string{"", "", y[1]}
				}
			}
			if m != nil && x.ValidUntil.IsZero() {
				x.ValidUntil = library.Date{Year: yearOf(m[2]), Month: 12, Day: 31}
				x.guess("valid_until", "year-end", c.value)
			} else {
				x.Rows = append(x.Rows, [2]string{c.label, c.value})
			}
		}
	case "version":
		set(&x.Version, c.value)
	case "review":
		if cycles := cyclesIn(c.value); cycles != nil {
			if x.Review == nil {
				x.Review = cycles
			}
			return
		}
		if day(&x.ReviewBy) {
			return
		}
		if m := yearAlone.FindStringSubmatch(c.value); m != nil && x.ReviewBy.IsZero() {
			x.ReviewBy = library.Date{Year: yearOf(m[1]), Month: 12, Day: 31}
			x.guess("review_by", "year-end", c.value)
			return
		}
		x.Rows = append(x.Rows, [2]string{c.label, c.value})
	case "replaces":
		if x.Replaces == nil {
			x.Replaces = []string{c.value}
		}
	case "laws":
		if x.Laws == nil {
			x.Laws = listed(c.value)
		}
	case "keywords":
		if x.Keywords == nil {
			for _, k := range listed(c.value) {
				x.Keywords = append(x.Keywords, strings.ToLower(k))
			}
		}
	case "status":
		set(&x.Status, strings.ToLower(c.value))
	case "code":
		set(&x.CodeNumber, c.value)
	case "updated":
		day(&x.Updated)
	case "related", "hierarchy":
		x.Rows = append(x.Rows, [2]string{c.label, c.value})
	}
}

var contactForm = regexp.MustCompile(`^(?:https?://[^\s<>"]+|[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+)$`)

var listParts = regexp.MustCompile(`\s*[,;]\s*|\s+(?:och|samt)\s+`)

// listed divides a list in words: "Nämnder, förvaltningar och bolag".
func listed(s string) []string {
	var out []string
	parts := []string{s}
	if strings.ContainsAny(s, ",;") { // "nämnder och deras verksamheter" is one
		parts = listParts.Split(s, -1)
	}
	for i, p := range parts {
		if p = strings.TrimSpace(p); p != "" {
			if i == 0 {
				p = spelling.Capital(p)
			}
			out = append(out, p)
		}
	}
	return out
}

// consistent drops what cannot be.
func (x *Facts) consistent(today library.Date) {
	if x.Adopted.IsZero() {
		return
	}
	if !x.ValidUntil.IsZero() && x.ValidUntil.Before(x.Adopted) {
		x.Rows = append(x.Rows, [2]string{"valid_until", x.ValidUntil.String()})
		x.ValidUntil = library.Date{}
	}
	if !x.ReviewBy.IsZero() && x.ReviewBy.Before(x.Adopted) {
		x.Rows = append(x.Rows, [2]string{"review_by", x.ReviewBy.String()})
		x.ReviewBy = library.Date{}
	}
	x.Reviews = slices.DeleteFunc(x.Reviews, func(c Citation) bool { return !c.Day.After(x.Adopted) })
	if x.Adopted.After(today) {
		x.guess("adopted", "future", x.Adopted)
		x.doubt = true
	}
}

// cycleForms are the review cycles that words mean.
var cycleForms = []struct {
	re    *regexp.Regexp
	cycle string
}{
	{regexp.MustCompile(`(?i)(?:varje|per|vid|under)\s+(?:ny\s+|varje\s+)*mandatperiod|mandatperiodsvis|varje mandatperiod`), "every term"},
	{regexp.MustCompile(`(?i)vart\s?annat\s+år|varannat\s+år|var(?:t)? (?:2|andra)(?::a)? år`), "2 years"},
	{regexp.MustCompile(`(?i)var(?:t)?\s+(?:tredje|3)(?::e)?\s+år`), "3 years"},
	{regexp.MustCompile(`(?i)var(?:t)?\s+(?:fjärde|4)(?::e)?\s+år`), "4 years"},
	{regexp.MustCompile(`(?i)var(?:t)?\s+(?:femte|5)(?::e)?\s+år`), "5 years"},
	{regexp.MustCompile(`(?i)(?:^|[^\pL])årlig(?:en|t)?(?:$|[^\pL])|varje\s+(?:kalender)?år|en gång (?:per|om) året|en gång per år|var 12:e månad`), "every year"},
	{regexp.MustCompile(`(?i)vid behov|när behov uppstår|löpande`), "when needed"},
}

var everyMonths = regexp.MustCompile(`(?i)\b(\d{1,3})\s*(?:månader|mån)\b`)

// cyclesIn returns the review cycles that words tell, nil for none. One that is only "when needed" beside another says nothing more.
func cyclesIn(s string) []string {
	var out []string
	for _, f := range cycleForms {
		if f.re.MatchString(s) && !(f.cycle == "when needed" && out != nil) {
			out = append(out, f.cycle)
		}
	}
	if m := everyMonths.FindStringSubmatch(s); m != nil && out == nil {
		out = []string{m[1] + " months"}
	}
	return out
}

var (
	reviewing       = regexp.MustCompile(`(?i)\b(?:revideras|ses över|aktualitetsprövas|uppdateras|aktualiseras|omprövas|översyn|revidering)\b`)
	scope           = regexp.MustCompile(`^((?:Samtliga|Alla) [^.,;]{3,80}?) omfattas av (?:denna|detta|dessa|den här|policyn|riktlinjerna|planen|programmet)|^\pL*(?:policyn|riktlinjerna|planen|programmet|reglerna|taxan) omfattar (alla [^.;]{3,90}?)(?:,? i tillämpliga delar|,? inom \pL+s? kommun|,? i \pL+s? kommun|\.)`)
	subject         = regexp.MustCompile(`(?i)policy|riktlinje|dokument|plan|program|strategi|reglemente|föreskrift|taxa|rutin|instruktion|anvisning|regler`)
	standard        = regexp.MustCompile(`\b((?:SS-)?(?:EN[ -])?ISO(?:/IEC)?) ?(\d{4,5}(?:-\d+)?(?::\d{4})?)((?:(?:,| och| samt) \d{5}\b)*)`)
	furtherStandard = regexp.MustCompile(`\d{5}`)
	basedOn         = regexp.MustCompile(`(?i:utgår från|utgår ifrån|grundar sig på|bygger på)\s[^.()]{0,60}?((?:Program|Policy|Plan|Strategi|Riktlinjer|Vision|Reglemente)[^.()]{3,90}\((?:KF|KS)[^)]{3,30}\))`)
)

// fromProse takes from the text itself what no box or line tells: how often it is to be reviewed, and the standards that it names.
func (x *Facts) fromProse(blocks []intake.Block) {
	var found []string
	intake.Walk(blocks, func(b intake.Block) bool {
		p, ok := b.(*intake.Paragraph)
		if !ok {
			return true
		}
		text := strings.Join(strings.Fields(intake.PlainText(p.Spans)), " ")
		for _, s := range sentences(text) {
			if m := scope.FindStringSubmatch(s); m != nil && x.AppliesTo == nil {
				if m[1] != "" {
					x.AppliesTo = []string{m[1]}
				} else {
					x.AppliesTo = listed(m[2])
				}
				x.guess("applies_to", "from-sentence", shortened([]string{s}))
			}
			if reviewing.MatchString(s) && subject.MatchString(s) && found == nil {
				if found = cyclesIn(s); found != nil && x.Review == nil && x.ReviewBy.IsZero() {
					x.Review = found
					x.guess("review", "from-sentence", s)
				}
			}
		}
		for _, m := range standard.FindAllStringSubmatch(text, -1) {
			for _, n := range append([]string{m[2]}, furtherStandard.FindAllString(m[3], -1)...) {
				if name := m[1] + " " + n; !slices.Contains(x.Standards, name) {
					x.Standards = append(x.Standards, name)
				}
			}
		}
		if m := basedOn.FindStringSubmatch(text); m != nil && x.BasedOn == nil {
			x.BasedOn = []string{m[1]}
		}
		return true
	})
}

// Decision is the decision in words, "" if nothing is known of it.
func (x *Facts) Decision() string {
	var parts []string
	add := func(s string) {
		if s != "" {
			parts = append(parts, s)
		}
	}
	add(x.AdoptedBy)
	if !x.Adopted.IsZero() {
		add(x.Adopted.String())
	}
	add(x.Section)
	add(x.Case)
	return strings.Join(parts, ", ")
}
