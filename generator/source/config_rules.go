package source

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"styrdok/generator/diag"
	"styrdok/generator/library"
	"styrdok/generator/pattern"
	"styrdok/generator/spelling"
)

var shortName = pattern.New(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// name reads an id of the form [a-z0-9-]+.
func (t *table) name(key string, to *string) {
	t.formed(key, to, diag.P("reason.name"))
	if *to != "" && !shortName.MatchString(*to) {
		t.badBut(key, strconv.Quote(cut(*to, 40)), diag.P("reason.name"), GoodName(*to))
	}
}

func (c *Config) bodies(t *table) {
	for _, s := range t.subs("bodies") {
		id := ""
		s.name("id", &id)
		b := library.Body{ID: library.BodyID(id)}
		i := slices.IndexFunc(c.Rules.Bodies, func(b library.Body) bool { return string(b.ID) == id })
		if i >= 0 {
			b = c.Rules.Bodies[i]
		} else {
			s.need("name")
		}
		s.trimmed("name", &b.Name)
		if _, has := s.values["name"]; has && b.Name != "" {
			b.Genitive = spelling.Genitive(spelling.Running(b.Name))
		}
		s.trimmed("genitive", &b.Genitive)
		s.strings("short", &b.Short)
		s.integer("rank", 1, 99, &b.Rank)
		minutes := !b.WithoutMinutes
		s.boolean("minutes", &minutes)
		b.WithoutMinutes = !minutes
		if _, told := s.values["minutes"]; !told && minutes && officerName.MatchString(b.Name) {
			t.r.diags.Add(diag.OfficerMinutes, s.at("name"), b.Name)
		}
		s.monthDay("term_start", &b.TermStart)
		s.dates("meetings", &b.Meetings)
		email := ""
		if s.email("email", &email); email != "" {
			c.addresses[b.ID] = email
		}
		s.done("id")
		if i >= 0 {
			c.Rules.Bodies[i] = b
		} else {
			c.Rules.Bodies = append(c.Rules.Bodies, b)
		}
	}
}

// officerName finds the titles of officers, who decide without minutes.
var officerName = pattern.New(`(?i)(chef|direktör)(en)?$`)

func (t *table) monthDay(key string, to *library.MonthDay) {
	s := ""
	t.formed(key, &s, diag.P("reason.month-day"))
	if s == "" {
		return
	}
	d, err := library.ParseMonthDay(s)
	if err != nil {
		// "15/10" and "15 oktober" are days of a year that is left out.
		meant := strings.TrimPrefix(cmp.Or(meantDate(s+" 2000"), meantDate(s+"/2000")), "2000-")
		t.badBut(key, strconv.Quote(cut(s, 40)), diag.P("reason.month-day"), meant)
		return
	}
	*to = d
}

func (c *Config) kinds(t *table) {
	for _, s := range t.subs("kinds") {
		id := ""
		s.name("id", &id)
		k := library.Kind{ID: library.KindID(id), Gender: library.Common, Rank: 3, Visibility: library.Public}
		i := slices.IndexFunc(c.Rules.Kinds, func(k library.Kind) bool { return string(k.ID) == id })
		if i >= 0 {
			k = c.Rules.Kinds[i]
		} else {
			s.need("singular", "plural", "definite")
		}
		s.trimmed("singular", &k.Singular)
		s.trimmed("plural", &k.Plural)
		s.trimmed("definite", &k.Definite)
		s.prose("summary", &k.Summary)
		s.gender("gender", &k.Gender)
		s.forms(&k)
		s.trimmed("class", &k.Class)
		s.verb("decided", &k.Verb)
		s.integer("rank", 1, 99, &k.Rank)
		var cycles []library.ReviewCycle
		s.cycles("review", &cycles)
		if cycles != nil {
			k.Review = cycles
		}
		s.deadline(&k.Deadline)
		c.body(s, "body", &k.Body)
		visibility := ""
		s.choice("visibility", &visibility, library.Visibilities()...)
		if v, err := library.ParseVisibility(visibility); err == nil {
			k.Visibility = v
		}
		s.boolean("statute", &k.Statute)
		s.boolean("binds_public", &k.BindsPublic)
		s.strings("required_headings", &k.House.Headings)
		s.strings("required_keys", &k.House.Keys)
		s.integer("max_words", 1, 1_000_000, &k.House.MaxWords)
		s.done("id")
		if i >= 0 {
			c.Rules.Kinds[i] = k
		} else {
			c.Rules.Kinds = append(c.Rules.Kinds, k)
		}
	}
}

// webAddress reads an address of the web.
func (t *table) webAddress(key string, to *string) {
	t.formed(key, to, diag.P("reason.url"))
	if *to != "" && !strings.HasPrefix(*to, "https://") && !strings.HasPrefix(*to, "http://") {
		t.badBut(key, strconv.Quote(cut(*to, 80)), diag.P("reason.url"), meantAddress(*to))
		*to = ""
	}
}

// gender reads the gender or number of a noun.
func (t *table) gender(key string, to *library.Gender) {
	word := ""
	t.choice(key, &word, "common", "neuter", "plural")
	if g, err := library.ParseGender(word); err == nil {
		*to = g
	}
}

// verbs are the values of decided, in Swedish on every site as kinds and bodies are.
var verbs = map[string]library.Verb{
	"antagen": library.VerbAdopted, "fastställd": library.VerbConfirmed, "beslutad": library.VerbDecided, "godkänd": library.VerbApproved,
}

// verb reads the word for how documents of a kind are decided.
func (t *table) verb(key string, to *library.Verb) {
	word := ""
	t.choice(key, &word, "antagen", "fastställd", "beslutad", "godkänd")
	if word != "" {
		*to = verbs[word]
	}
}

// forms reads the four forms of a kind's noun. A definite form of one's own is not one of those that are built in, and
// then all titles follow the kind.
func (t *table) forms(k *library.Kind) {
	if f := k.Forms; k.Definite != f.Definite && k.Definite != f.PluralDefinite {
		k.Forms = library.Forms{}
	}
	v, ok := t.take("forms")
	if !ok {
		return
	}
	list, isList := v.([]any)
	var forms []string
	for _, e := range list {
		if form, _ := e.(string); strings.TrimSpace(form) != "" && len(form) <= maxLine {
			forms = append(forms, strings.ToLower(strings.TrimSpace(form)))
		}
	}
	switch {
	case !isList:
		t.wrongBut("forms", "list", v, diag.P("reason.forms"))
	case len(forms) != 4 || len(list) != 4:
		t.bad("forms", len(list), diag.P("reason.forms"))
	default:
		k.Forms = library.Forms{Singular: forms[0], Definite: forms[1], Plural: forms[2], PluralDefinite: forms[3]}
	}
}

// body reads the id or the name of a body.
func (c *Config) body(t *table, key string, to *library.BodyID) {
	name := ""
	t.trimmed(key, &name)
	if b := c.Rules.Body(name); b != nil {
		*to = b.ID
	} else if name != "" {
		*t.r.diags = append(*t.r.diags, diag.New(diag.UnknownBody, t.at(key), name).Suggest(name, bodyNames(c.Rules.Bodies)))
	}
}

func bodyNames(bodies []library.Body) []string {
	var out []string
	for _, b := range bodies {
		out = append(out, string(b.ID), b.Name)
	}
	return out
}

func (c *Config) terms(t *table) {
	s := t.sub("terms")
	if s == nil {
		return
	}
	r := &c.Rules.Terms
	anchor := ""
	s.trimmed("anchor", &anchor)
	switch b := c.Rules.Body(anchor); {
	case anchor == "":
	case anchor == "adopting body":
		r.Anchor = anchor
	case b != nil:
		r.Anchor = string(b.ID)
	default:
		*t.r.diags = append(*t.r.diags, unknownAnchor(s.at("anchor"), anchor, bodyNames(c.Rules.Bodies)))
	}
	s.deadline(&r.Deadline)
	r.Elections = s.years("elections")
	r.Starts = s.years("starts")
	r.BoardStarts = s.years("board_starts")
	s.dates("extra_terms", &r.ExtraTerms)
	for _, p := range r.Problems() {
		key := p.Table + "." + strconv.Itoa(p.Year)
		if p.Table == "extra_terms" {
			key = p.Table
		}
		s.bad(key, p.Date, diag.P("reason.term-"+p.Reason, p.Year))
	}
	s.done()
}

// dates reads a list of days, and sorts it.
func (t *table) dates(key string, to *[]library.Date) {
	v, ok := t.take(key)
	if !ok {
		return
	}
	list, isList := v.([]any)
	if !isList {
		t.wrongBut(key, "list", v, diag.P("write.line", key, "["+cmp.Or(meant("date", v), example("date", "date"))+"]"))
	}
	var out []library.Date
	for i, e := range list[:t.most(key, len(list))] {
		if d, ok := localDate(e); ok {
			out = append(out, d)
		} else {
			t.wrong(key+"["+strconv.Itoa(i)+"]", "date", e)
		}
	}
	slices.SortFunc(out, library.Date.Compare)
	*to = out
}

func unknownAnchor(pos diag.Pos, anchor string, bodies []string) diag.Diagnostic {
	d := diag.New(diag.UnknownBody, pos, anchor).Suggest(anchor, append(bodies, "adopting body"))
	d.Subject = cmp.Or(swedishValue("anchor", anchor), d.Subject)
	return d
}

// deadline reads by when a review every term must be done.
func (t *table) deadline(to *library.Deadline) {
	s, key := "", "deadline"
	t.formed(key, &s, diag.P("reason.deadline"))
	if s == "" {
		return
	}
	d, err := library.ParseDeadline(s)
	if err != nil {
		t.badBut(key, strconv.Quote(cut(s, 40)), diag.P("reason.deadline"), swedishValue(key, s))
		return
	}
	*to = d
}

// years reads a table of days by year: {2030 = 2030-09-08}.
func (t *table) years(key string) map[int]library.Date {
	s := t.sub(key)
	if s == nil {
		return nil
	}
	out := map[int]library.Date{}
	for _, k := range s.keys() {
		year, err := strconv.Atoi(k)
		if err != nil || year < 1900 || year > 2200 {
			continue
		}
		var d library.Date
		if s.date(k, &d); !d.IsZero() {
			out[year] = d
		}
	}
	s.done()
	return out
}

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
		s.deadline(&o.Deadline)
		o.DocumentsAt = s.places("documents", &o.Documents)
		s.trimmed("keyword", &o.Keyword)
		s.done("what", "law", "source", "read")
		c.Rules.Obligations = append(c.Rules.Obligations, o)
	}
}

// synonyms reads groups of at least two words without duplicates.
func (t *table) synonyms(key string, to *[][]string) {
	list, _ := typed[[]any](t, key, "lists")
	for i, e := range list {
		element := fmt.Sprintf("%s[%d]", key, i)
		words, ok := e.([]any)
		if !ok {
			t.wrongBut(element, "list", e, diag.P("reason.synonym-few"))
			continue
		}
		var group []string
		for j, w := range words {
			place := fmt.Sprintf("%s[%d]", element, j)
			s, ok := w.(string)
			if !ok {
				t.wrong(place, "text", w)
				continue
			}
			switch s = strings.Join(strings.Fields(s), " "); {
			case strings.IndexFunc(s, unicode.IsLetter) < 0:
				t.bad(place, strconv.Quote(s), diag.P("reason.synonym-word"))
			case slices.ContainsFunc(group, func(known string) bool { return strings.EqualFold(known, s) }):
				t.bad(place, strconv.Quote(s), diag.P("reason.synonym-twice"))
			default:
				group = append(group, s)
			}
		}
		if len(words) < 2 {
			t.bad(element, strings.Join(group, ", "), diag.P("reason.synonym-few"))
		} else if len(group) > 1 {
			*to = append(*to, group)
		}
	}
}
