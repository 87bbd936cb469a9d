package importer

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"styrdok/generator/i18n"
	"styrdok/generator/intake"
	"styrdok/generator/library"
)

// printWords are what prints say around a text, in any language.
type printWords struct {
	labels              map[string]string // of the facts on the first sheet, by their key
	undecided           map[string]string // the word for a version that is not decided, and the status as documents say it
	from, to, reading   []string          // rows of a comparison's facts
	changes, count      []string
	contents            []string // headings over what is no text
	data, closing       []string
	adopted             *regexp.Regexp
	extended, corrected *regexp.Regexp
	reviewed            *regexp.Regexp
	annulled            []string
	translation         []string       // how notices begin that tell of the original
	table               *regexp.Regexp // before a caption
}

var printForms = sync.OnceValue(func() *printWords {
	w := &printWords{labels: map[string]string{}, undecided: map[string]string{}}
	var adopted, extended, corrected, reviewed, table []string
	for _, lang := range i18n.Languages() {
		t := i18n.MustLoad(lang)
		genders := []string{"", ".common", ".neuter", ".plural"}
		for text, key := range map[string]string{
			"kind": "kind", "to_be_adopted_by": "adopted_by", "adopted": "adopted", "section": "section", "case_number": "case_number", "in_force": "in_force",
			"proposed_from": "in_force", "held_from": "in_force", "valid_until": "valid_until", "proposed_until": "valid_until", "held_until": "held_until", "version": "version",
			"reviewed": "reviewed", "extended": "extended", "owner": "owner", "owner_beside": "owner", "steward": "owner", "department": "department", "applies_to": "applies_to",
			"keywords": "keywords", "implements": "implements", "based_on": "based_on", "replaces": "replaces", "replaced_by": "replaced_by", "repealed": "repealed",
			"laws": "laws", "standards": "standards", "code_number": "code", "consultation_until": "consultation_until", "decision_url": "decision_url",
		} {
			for _, gender := range genders {
				if text := "site.fact." + text + gender; t.Has(text) {
					w.labels[printLabel(t.T(text))] = key
				}
			}
		}
		for _, way := range []string{"adopted", "confirmed", "decided", "approved"} {
			for _, gender := range genders {
				if way := "site.decided." + way + gender; t.Has(way) {
					w.labels[printLabel(t.T("site.fact.adopted_by", t.T(way)))] = "adopted_by"
				}
			}
		}
		for status, as := range map[string]string{"draft": "utkast", "consultation": "remiss", "proposed": "förslag"} {
			w.undecided[strings.ToLower(t.T("site.undecided."+status))] = as
		}
		w.from, w.to, w.reading = append(w.from, t.T("site.changes.fact.from")), append(w.to, t.T("site.changes.fact.to")), append(w.reading, t.T("site.changes.fact.reading"))
		w.changes, w.count = append(w.changes, t.T("site.changes.fact.changes")), append(w.count, t.T("site.changes.fact.words"))
		w.data = append(w.data, t.T("site.changes.decision"), t.T("site.changes.decision_proposed"))
		w.contents = append(w.contents, t.T("print.contents"))
		w.closing = append(w.closing, t.T("print.history.title"))
		form := func(key string) string {
			return regexp.MustCompile(`\\\{\d\\\}`).ReplaceAllString(regexp.QuoteMeta(t.T(key)), `(.+?)`)
		}
		adopted, extended, corrected = append(adopted, form("print.history.adopted-changes")), append(extended, form("print.history.extended")), append(corrected, form("print.history.corrected"))
		reviewed = append(reviewed, form("print.history.reviewed")+`(?:\. (.+))?`)
		w.annulled = append(w.annulled, t.T("print.history.annulled"))
		begin, _, _ := strings.Cut(t.T("site.translation.is"), "{")
		w.translation = append(w.translation, begin)
		table = append(table, strings.ReplaceAll(regexp.QuoteMeta(t.T("print.table")), `\{0\}`, `\d+`))
	}
	whole := func(forms []string) *regexp.Regexp {
		return regexp.MustCompile(`^(?:` + strings.Join(forms, "|") + `)$`)
	}
	w.adopted, w.extended, w.corrected, w.reviewed = whole(adopted), whole(extended), whole(corrected), whole(reviewed)
	w.table = regexp.MustCompile(`^(?:` + strings.Join(table, "|") + `)\s*`)
	return w
})

// printLabel is a label without what only divides it at the end of a line.
func printLabel(s string) string { return bare(strings.ReplaceAll(s, "\u00ad", "")) }

// fromPrint makes a document of a print of styrdok's. What the print says around the text is known by its place and words, so nothing is guessed.
func (d *Document) fromPrint(r *intake.Reading, opt Options) {
	p := printing{Document: d, said: r.Properties.Print, printWords: printForms(), opt: opt, finder: finder{bodies: newBodyFinder(opt.Rules)}}
	blocks := p.withoutContents(p.head(r.Blocks))
	blocks = p.foot(blocks)
	if d.Compares[1] != "" {
		blocks = p.accept(blocks, r)
	}
	p.unnumber(blocks)
	var numbers []string
	for t := range intake.All[*intake.Table](blocks) {
		if number := p.table.FindString(intake.PlainText(t.Caption)); number != "" {
			numbers = append(numbers, strings.TrimSpace(number))
			t.Caption = cutFront(t.Caption, len(number))
		}
	}
	d.tell("computed", strings.Join(numbers, " "))
	d.Facts = p.resolve(opt.Today)
	p.complete(d.Facts)
	d.Kind = cmp.Or(opt.Rules.Kind(library.KindID(p.said.Kind)), kindIn(d.Title, opt.Rules.Kinds))
	if strings.HasPrefix(p.said.Address, strings.TrimSuffix(opt.Address, "/")+"/") && opt.Address != "" {
		d.ID = library.ID(p.said.ID)
	}
	d.shape(blocks, r, opt)
	d.finish(opt)
	d.account(r, opt)
}

// printing is what is found around the text of a print.
type printing struct {
	*Document
	*printWords
	finder
	said    *intake.Print
	opt     Options
	notices []*intake.Paragraph
	rows    []printRow
	closing [][]string
	status  string
}

// printRow is a fact of the first sheet.
type printRow struct {
	key, label, value string
	links             []string
}

// head takes what stands before the text.
func (p *printing) head(blocks []intake.Block) []intake.Block {
	at := slices.IndexFunc(blocks, func(b intake.Block) bool { h, ok := b.(*intake.Heading); return ok && h.Level <= 1 })
	if at < 0 {
		p.Title = fileTitle(p.Source)
		return blocks
	}
	for i, b := range blocks[:at] {
		why := "letterhead"
		if i == at-1 { // "Riktlinjer, remissversion"
			why = "facts"
			if _, word, ok := strings.Cut(lineOf(b), ", "); ok {
				p.status = p.undecided[strings.ToLower(word)]
			}
		}
		p.tell(why, intake.Lines([]intake.Block{b})...)
	}
	p.Title = lineOf(blocks[at])
	blocks = blocks[at+1:]
	for len(blocks) > 0 {
		b, ok := blocks[0].(*intake.Paragraph)
		if !ok {
			break
		}
		if text := lineOf(b); p.opens(text) {
			p.tell("facts", text)
		} else {
			p.notices = append(p.notices, b)
			p.tell("print", text)
		}
		blocks = blocks[1:]
	}
	if len(blocks) > 0 {
		if t, ok := blocks[0].(*intake.Table); ok {
			p.box(t)
			blocks = blocks[1:]
		}
	}
	if len(blocks) > 1 && p.Compares[1] != "" {
		if h, ok := blocks[0].(*intake.Heading); ok && slices.Contains(p.data, lineOf(h)) {
			p.tell("facts", rowLines(blocks[:2])...)
			blocks = blocks[2:]
		}
	}
	return blocks
}

// opens reports whether a line is the summary below the title.
func (p *printing) opens(text string) bool {
	return strings.Join(wordsOf(text), " ") == strings.Join(wordsOf(p.said.Summary), " ") && p.said.Summary != ""
}

// box reads the facts of the first sheet, whose rows have labels and values in turn.
func (p *printing) box(t *intake.Table) {
	for _, r := range t.Rows {
		texts := cellTexts(r)
		for k := 0; k+1 < len(r); k += 2 {
			row := printRow{label: texts[k], value: texts[k+1]}
			row.key = p.labels[printLabel(row.label)]
			intake.Walk(r[k+1].Blocks, func(b intake.Block) bool {
				for _, s := range intake.SpansOf(b) {
					if s.Link != "" {
						row.links = append(row.links, s.Link)
					}
				}
				return true
			})
			p.tell("facts", row.label+" "+row.value)
			switch {
			case slices.Contains(p.from, row.label):
				p.Compares[0], _, _ = strings.Cut(row.value, ", ")
				row.key = "from"
			case slices.Contains(p.to, row.label):
				name, decided, _ := strings.Cut(row.value, ", ")
				p.Compares[1], row.key, row.value = name, "adopted_by", decided
			case slices.Contains(p.changes, row.label):
				row.key = "changes"
			case slices.Contains(p.reading, row.label), slices.Contains(p.count, row.label):
				row.key = "reading"
			}
			p.rows = append(p.rows, row)
		}
	}
	p.groups++
	for _, row := range p.rows {
		switch row.key {
		case "adopted_by", "adopted", "section", "case_number", "in_force", "valid_until", "reviewed", "code":
			p.facts = append(p.facts, fact{piece{label: row.label, key: row.key, value: row.value}, inBox, p.groups})
		}
	}
}

// withoutContents drops the table of contents with the heading over it.
func (p *printing) withoutContents(blocks []intake.Block) []intake.Block {
	at := slices.IndexFunc(blocks, intake.Is[*intake.Contents])
	if at < 0 {
		return blocks
	}
	from := at
	if at > 0 {
		if h, ok := blocks[at-1].(*intake.Heading); ok && slices.Contains(p.contents, strings.TrimSpace(intake.PlainText(h.Spans))) {
			from--
		}
	}
	p.tell("contents", intake.Lines(blocks[from:at+1])...)
	return slices.Concat(blocks[:from], blocks[at+1:])
}

// rowLines are the lines of blocks, in which a row of a table is one.
func rowLines(blocks []intake.Block) (out []string) {
	for _, b := range blocks {
		t, ok := b.(*intake.Table)
		if !ok {
			out = append(out, intake.Lines([]intake.Block{b})...)
			continue
		}
		for _, r := range t.Rows {
			out = append(out, strings.Join(cellTexts(r), " – "))
		}
	}
	return out
}

func cellTexts(row []intake.Cell) []string {
	out := make([]string, len(row))
	for i, c := range row {
		out[i] = strings.TrimSpace(strings.Join(intake.Lines(c.Blocks), " "))
	}
	return out
}

// foot takes the table of decisions that stands behind the text.
func (p *printing) foot(blocks []intake.Block) []intake.Block {
	n := len(blocks)
	if n < 2 {
		return blocks
	}
	h, ok := blocks[n-2].(*intake.Heading)
	t, table := blocks[n-1].(*intake.Table)
	if !ok || !table || !slices.Contains(p.printWords.closing, strings.TrimSpace(intake.PlainText(h.Spans))) {
		return blocks
	}
	for _, r := range t.Rows {
		p.closing = append(p.closing, cellTexts(r))
	}
	p.tell("facts", rowLines(blocks[n-2:])...)
	return blocks[:n-2]
}

// accept takes the changes that a comparison marks out of its text and of its notes.
func (p *printing) accept(blocks []intake.Block, r *intake.Reading) []intake.Block {
	l := redline{redlineWords: redlineForms()}
	blocks = l.blocks(blocks)
	for i := range r.Notes {
		r.Notes[i].Blocks = l.blocks(r.Notes[i].Blocks)
	}
	r.Plain = l.heard.Replace(r.Plain)
	p.tell("deletion", l.deleted...)
	if len(l.marks) > 0 {
		p.tell("print", strings.Join(l.marks, " · "))
	}
	return blocks
}

// unnumber takes the numbers away that the print counted, as far as they are in order: a heading may begin with a year. Where others are numbered, those
// that are not must say so.
func (p *printing) unnumber(blocks []intake.Block) {
	var count [5]int
	var plain []*intake.Heading
	var taken []string
	under := len(count)
	for _, h := range headingsOf(blocks) {
		level := max(h.Level, 2)
		if level > min(under, 4) {
			continue // below one without a number, or too small for any
		}
		next := count
		next[level]++
		clear(next[level+1:])
		var parts []string
		for _, n := range next[2 : level+1] {
			parts = append(parts, strconv.Itoa(n))
		}
		number := strings.Join(parts, ".")
		if text := intake.PlainText(h.Spans); strings.HasPrefix(text, number+" ") {
			h.Spans = cutFront(h.Spans, len(number)+1)
			count = next
			taken, under = append(taken, number), len(count)
		} else {
			under = level
			plain = append(plain, h)
		}
	}
	if taken != nil {
		p.tell("computed", strings.Join(taken, " "))
		p.plain = plain
	}
}

// complete adds to the facts what needs no search.
func (p *printing) complete(x *Facts) {
	x.Rows, x.Status, x.Version = nil, p.status, p.said.Version
	texts := map[string]*string{"owner": &x.Owner, "department": &x.Department, "changes": &x.Changes}
	lists := map[string]*[]string{"applies_to": &x.AppliesTo, "standards": &x.Standards, "based_on": &x.BasedOn}
	for _, row := range p.rows {
		if to := texts[row.key]; to != nil {
			*to = row.value
		}
		if to := lists[row.key]; to != nil {
			*to = strings.Split(row.value, ", ")
		}
		switch row.key {
		case "laws":
			for law := range strings.SplitSeq(row.value, ", ") {
				if n := len(x.Laws); n > 0 && strings.HasPrefix(law, "(") {
					x.Laws[n-1] += ", " + law
				} else {
					x.Laws = append(x.Laws, law)
				}
			}
		case "implements":
			x.Implements = p.documents(row)
		case "replaces":
			if x.Replaces = p.documents(row); x.Replaces == nil {
				x.Replaces = []string{row.value}
			}
		case "decision_url":
			if len(row.links) > 0 {
				x.DecisionURL = row.links[0]
			}
		case "consultation_until":
			x.ConsultationUntil, _ = dayIn(row.value)
		case "repealed":
			c := cite(row.value, p.bodies)
			x.Repealed = &c
		case "":
			x.Rows = append(x.Rows, [2]string{row.label, row.value})
		}
	}
	if owner, department, ok := strings.Cut(p.said.Owner, ", "); x.Owner == "" && p.Compares[1] == "" {
		if x.Owner = owner; ok && x.Department == "" {
			x.Department = department
		}
	}
	if p.Compares[1] == "" {
		x.Summary, x.Keywords = p.said.Summary, p.said.Keywords
	} else {
		x.doubt = true
		x.guess("text", "comparison", p.Compares[0], p.Compares[1])
	}
	for _, row := range p.closing {
		p.event(row, x)
	}
	p.ended(x)
}

// ended notes that a version holds no longer, and why.
func (p *printing) ended(x *Facts) {
	var until library.Date
	replaced := p.Ended != ""
	for _, row := range p.rows {
		switch row.key {
		case "held_until":
			until, _ = dayIn(row.value)
		case "replaced_by":
			replaced = true
			for _, id := range p.documents(row) {
				p.Successor = library.ID(id)
			}
		}
	}
	for _, n := range p.notices {
		text := strings.Join(strings.Fields(intake.PlainText(n.Spans)), " ")
		if slices.ContainsFunc(p.translation, func(begin string) bool { return strings.HasPrefix(text, begin) }) {
			for _, s := range n.Spans {
				x.TranslationOf = cmp.Or(x.TranslationOf, p.document(s.Link))
			}
		} else if replaced {
			p.Ended = text
		}
	}
	switch {
	case until.IsZero() || replaced:
	case x.Repealed == nil:
		x.ValidUntil = until
	case until.AddDays(1) != x.Repealed.Day:
		x.RepealedFrom = until.AddDays(1)
	}
}

// event adds a row of the decisions behind the text, if it is about this version: its day, what was decided, and by whom.
func (p *printing) event(row []string, x *Facts) {
	if len(row) < 3 {
		return
	}
	day, at := dayIn(row[0])
	if at == nil || day.Before(x.Adopted) {
		return
	}
	c := cite(row[2], p.bodies)
	c.Day = day
	last := func(m []string) (s string) {
		for _, g := range m[1:] {
			s = cmp.Or(g, s)
		}
		return s
	}
	if m := p.adopted.FindStringSubmatch(row[1]); m != nil && day == x.Adopted {
		x.Changes = last(m)
	} else if m := p.extended.FindStringSubmatch(row[1]); m != nil {
		until, _ := dayIn(last(m))
		x.Extensions = append(x.Extensions, Event{Citation: c, Until: until})
	} else if m := p.corrected.FindStringSubmatch(row[1]); m != nil {
		x.Corrections = append(x.Corrections, Event{Citation: Citation{Day: day}, Note: last(m)})
	} else if p.reviewed.MatchString(row[1]) {
		x.Reviews = append(slices.DeleteFunc(x.Reviews, func(o Citation) bool { return o.Day == day }), c)
	} else if slices.Contains(p.annulled, row[1]) {
		p.Ended = row[1]
	}
}

// documents are the IDs of the documents to which a row leads.
func (p *printing) documents(row printRow) (out []string) {
	for _, to := range row.links {
		if id := p.document(to); id != "" && id != p.said.ID {
			out = append(out, id)
		}
	}
	return out
}

// document returns the ID of the site's own document to which a link leads, "" if it leads somewhere else.
func (p *printing) document(link string) string {
	base := strings.TrimSuffix(p.opt.Address, "/") + "/"
	if rest, own := strings.CutPrefix(link, base); own && len(base) > 1 {
		if m := documentAddress.FindStringSubmatch(rest); m != nil {
			return m[1]
		}
	}
	return ""
}
