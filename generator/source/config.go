package source

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"styrdok/generator/diag"
	"styrdok/generator/library"
	"styrdok/generator/pattern"
	"styrdok/generator/spelling"
)

// Config is what config.toml decides. Defaults are those of DefaultConfig.
type Config struct {
	Site          SiteConfig
	Organisation  Organisation
	Rules         library.Rules
	Review        ReviewConfig
	Search        SearchConfig
	Print         PrintConfig
	Accessibility Accessibility
	Signing       SigningConfig
	Diagnostics   map[diag.Code]string // "error", "warning", "info" or "off"
	Owners        []Owner
	Remind        RemindConfig
	Notify        NotifyConfig

	addresses map[library.BodyID]string // of bodies; they are no part of the rules, so that nothing can publish them
	at        places
}

// PosOf returns the place of a value, "site.accent", or the file if it is not written there.
func (c *Config) PosOf(key string) diag.Pos {
	if p, ok := c.at[key]; ok {
		return p.value
	}
	return diag.Pos{File: "config.toml"}
}

// SiteConfig is the table [site].
type SiteConfig struct {
	Title    string
	BaseURL  string // ends with "/"
	Language string // "sv" or "en"
	Theme    string // a folder under themes/
	Output   string // folder of the public build, relative to the site's
	// NumberedHeadings numbers headings whose text has no numbers of its own.
	NumberedHeadings bool
	// PublishConsultations lets the public see versions with status consultation.
	PublishConsultations bool
	// PublishObligations lets the public see which documents the law requires.
	PublishObligations bool
	Accent, AccentDark string // "#0d4f7c"; empty: the theme's
	Disclaimer         bool   // say that the page is a copy of the decision
}

// Organisation is the table [organisation].
type Organisation struct {
	Name             string
	Genitive         string // "Exempelby kommuns"
	Number           string // registration number
	MunicipalityCode string
	Contact          string // e-mail or web address
	Phone            string // as it is to be read
	Hours            string // when somebody answers
	Office           string // who answers questions in general: "Kommunkansliet"
	URL              string
	Logo             string // path of an SVG, PNG or JPEG below the site's folder
	LogoDark         string // the same for dark mode on the web, below static/; empty: Logo
}

// ReviewConfig is the table [review].
type ReviewConfig struct {
	Public bool // show the public what is overdue
	Report bool // publish the reports to bodies, of what the public may see
}

// SearchConfig is the table [search].
type SearchConfig struct {
	// Synonyms are groups of words with the same meaning. A search for one also finds the others.
	Synonyms       [][]string
	CommonSynonyms bool // also use those that Swedish municipalities have in common
}

// PrintConfig is the table [print]; empty values leave the theme's.
type PrintConfig struct {
	Paper      string // "A4", "A5" or "Letter"
	Body       string // "serif" or "sans"
	Justify    *bool
	Hyphenate  *bool
	PageNumber string            // with {n} and {total}
	Fonts      map[string]string // paths below the site's folder, by the names of FontNames
	Colours    map[string]string // "#454d54", by the names of ColourNames
}

// Accessibility is the table [accessibility], the fields of the statement.
type Accessibility struct {
	Service     string
	Conformance string // "full", "partial" or "none"
	Assessed    library.Date
	Updated     library.Date
	Method      string
	ReportURL   string // where a reader reports what does not work
	Contact     string
	Issues      []AccessibilityIssue
	// At holds the places of the keys: "report_url", "issues[0].text"; "" is that of the table. It
	// is nil if there is no such table.
	At map[string]diag.Pos
}

// AccessibilityIssue is something that is not accessible, and why.
type AccessibilityIssue struct {
	Text, Reason string // Reason: "deficiency", "burden" or "exempt"
	Motivation   string // why it would be a burden
	FixedBy      library.Date
}

// SigningConfig is the table [signing].
type SigningConfig struct {
	PublicKey string // of minisign, in one line, with which signatures are checked; may be empty
}

// DefaultConfig is the configuration of an empty config.toml.
func DefaultConfig() Config {
	return Config{
		Site: SiteConfig{
			Title: "Styrdokument", Language: "sv", Theme: "standard", Output: "public",
			NumberedHeadings: true, Disclaimer: true,
		},
		Rules:       library.DefaultRules(),
		Review:      ReviewConfig{Public: true},
		Search:      SearchConfig{CommonSynonyms: true},
		Print:       PrintConfig{Body: "serif"},
		Diagnostics: map[diag.Code]string{},
		Remind:      RemindConfig{Ahead: 90, Again: 30, Superior: 30, Body: 90, Port: 587},
		addresses:   map[library.BodyID]string{},
	}
}

// ReadConfig reads config.toml strictly: unknown keys are errors. File is the name used in
// diagnostics. The configuration is whole as far as the errors allow.
func ReadConfig(file, src string) (Config, diag.List) {
	var diags diag.List
	c := DefaultConfig()
	t := readTOML(file, src, 1, &diags)
	if t == nil {
		return c, diags
	}
	c.at = t.r.places
	c.site(t)
	if c.Site.Language == "en" {
		c.Rules = c.Rules.InEnglish()
	}
	c.organisation(t)
	c.bodies(t)
	c.kinds(t)
	for _, s := range t.subs("collections") {
		var col library.Collection
		kind := ""
		s.name("id", &col.ID)
		if slices.Contains(ReservedNames, col.ID) {
			s.bad("id", strconv.Quote(col.ID), diag.P("reason.reserved"))
		}
		s.trimmed("title", &col.Title)
		s.trimmed("kind", &kind)
		if kind != "" && !slices.ContainsFunc(c.Rules.Kinds, func(k library.Kind) bool { return string(k.ID) == kind }) {
			diags = append(diags, c.Rules.UnknownKind(s.at("kind"), kind))
		}
		col.Kind = library.KindID(kind)
		s.done("id")
		c.Rules.Collections = append(c.Rules.Collections, col)
	}
	c.terms(t)
	if s := t.sub("review"); s != nil {
		s.integer("soon", 0, 3650, &c.Rules.Soon)
		s.boolean("public", &c.Review.Public)
		s.boolean("report", &c.Review.Report)
		s.done()
	}
	if s := t.sub("search"); s != nil {
		s.synonyms("synonyms", &c.Search.Synonyms)
		s.boolean("common_synonyms", &c.Search.CommonSynonyms)
		s.done()
	}
	for _, s := range t.subs("events") {
		e := library.Event{Pos: s.at("date")}
		s.date("date", &e.Date)
		s.trimmed("text", &e.Text)
		e.DocumentsAt = s.places("documents", &e.Documents)
		s.strings("kinds", &e.Kinds)
		s.strings("keywords", &e.Keywords)
		s.strings("standards", &e.Standards)
		s.strings("laws", &e.Laws)
		s.done("date", "text")
		for i, k := range e.Kinds {
			if !slices.ContainsFunc(c.Rules.Kinds, func(known library.Kind) bool { return string(known.ID) == k }) {
				diags = append(diags, c.Rules.UnknownKind(s.at("kinds["+strconv.Itoa(i)+"]"), k))
			}
		}
		c.Rules.Events = append(c.Rules.Events, e)
	}
	c.obligations(t)
	c.owners(t)
	c.remind(t)
	c.print(t)
	c.accessibility(t)
	if s := t.sub("signing"); s != nil {
		s.formed("public_key", &c.Signing.PublicKey, diag.P("reason.public-key"))
		if key := c.Signing.PublicKey; key != "" && !publicKey.MatchString(key) {
			s.bad("public_key", strconv.Quote(cut(key, 80)), diag.P("reason.public-key"))
		}
		s.done()
	}
	if s := t.sub("diagnostics"); s != nil {
		for _, code := range diag.Codes() {
			if _, set := s.values[string(code)]; set {
				level := ""
				s.choice(string(code), &level, "error", "warning", "info", "off")
				c.Diagnostics[code] = level
			}
			s.known = append(s.known, string(code))
		}
		s.done()
	}
	t.done()
	c.placeholders(&diags)
	c.Rules.PublishConsultations = c.Site.PublishConsultations
	return c, diags
}

// placeholders reports values that init writes to be replaced and that would be on every page and print.
func (c *Config) placeholders(diags *diag.List) {
	u, err := url.Parse(c.Site.BaseURL)
	if err != nil {
		return
	}
	switch {
	case u.Host == "styrdokument.example":
		diags.Add(diag.Placeholder, c.PosOf("site.base_url"), c.Site.BaseURL, diag.P("placeholder.address"))
	case c.Organisation.Name == "Exempelby kommun" && !strings.HasSuffix(u.Hostname(), ".example"):
		diags.Add(diag.Placeholder, c.PosOf("organisation.name"), c.Organisation.Name, diag.P("placeholder.name"))
	}
}

// publicKey is the form of a public key of minisign: 42 bytes in Base64, of which the first two name the algorithm.
var publicKey = pattern.New(`^RW[A-Za-z0-9+/]{54}$`)

var hexColour = pattern.New(`^#[0-9a-fA-F]{6}$`)

func (t *table) colour(key string, to *string) {
	t.formed(key, to, diag.P("reason.colour"))
	if *to != "" && !hexColour.MatchString(*to) {
		t.bad(key, strconv.Quote(cut(*to, 40)), diag.P("reason.colour"))
		*to = ""
	}
}

// folderPath reads a path below the site's folder.
func (t *table) folderPath(key string, to *string) {
	before := *to
	t.formed(key, to, diag.P("reason.path"))
	if *to != before && !insidePath(*to) {
		t.bad(key, strconv.Quote(cut(*to, 80)), diag.P("reason.path"))
		*to = before
	}
}

func insidePath(p string) bool {
	return p != "" && !strings.HasPrefix(p, "/") && !strings.Contains(p, `\`) && !strings.Contains(p, ":") &&
		!slices.Contains(strings.Split(p, "/"), "..")
}

func (c *Config) site(t *table) {
	s := t.sub("site")
	if s == nil {
		t.need("site")
		return
	}
	s.trimmed("title", &c.Site.Title)
	s.formed("base_url", &c.Site.BaseURL, diag.P("reason.base-url"))
	if b := c.Site.BaseURL; b != "" {
		u, err := url.Parse(b)
		if err != nil || strings.ContainsFunc(b, unicode.IsSpace) || (u.Scheme != "https" && u.Scheme != "http") || u.Host == "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
			s.badBut("base_url", strconv.Quote(cut(b, 80)), diag.P("reason.base-url"), meantAddress(b))
		} else if !strings.HasSuffix(b, "/") {
			c.Site.BaseURL += "/"
		}
	}
	s.choice("language", &c.Site.Language, "sv", "en")
	s.folderPath("theme", &c.Site.Theme)
	s.folderPath("output", &c.Site.Output)
	s.boolean("numbered_headings", &c.Site.NumberedHeadings)
	s.boolean("publish_consultations", &c.Site.PublishConsultations)
	s.boolean("publish_obligations", &c.Site.PublishObligations)
	s.boolean("disclaimer", &c.Site.Disclaimer)
	s.colour("accent", &c.Site.Accent)
	s.colour("accent_dark", &c.Site.AccentDark)
	s.done("title", "base_url")
}

func (c *Config) organisation(t *table) {
	s := t.sub("organisation")
	if s == nil {
		t.need("organisation")
		return
	}
	o := &c.Organisation
	s.trimmed("name", &o.Name)
	s.trimmed("genitive", &o.Genitive)
	s.trimmed("number", &o.Number)
	s.trimmed("municipality_code", &o.MunicipalityCode)
	s.contact("contact", &o.Contact)
	s.trimmed("phone", &o.Phone)
	s.prose("hours", &o.Hours)
	s.prose("office", &o.Office)
	s.webAddress("url", &o.URL)
	s.folderPath("logo", &o.Logo)
	s.folderPath("logo_dark", &o.LogoDark)
	for _, logo := range [][2]string{{"logo", o.Logo}, {"logo_dark", o.LogoDark}} {
		if logo[1] != "" && !strings.HasPrefix(logo[1], "static/") {
			s.bad(logo[0], strconv.Quote(logo[1]), diag.P("reason.static"))
		}
	}
	s.done("name")
	o.Genitive = cmp.Or(o.Genitive, spelling.Genitive(o.Name))
}

func (c *Config) accessibility(t *table) {
	s := t.sub("accessibility")
	if s == nil {
		return
	}
	a := &c.Accessibility
	s.trimmed("service", &a.Service)
	s.choice("conformance", &a.Conformance, "full", "partial", "none")
	s.date("assessed", &a.Assessed)
	s.date("updated", &a.Updated)
	s.prose("method", &a.Method)
	s.trimmed("report_url", &a.ReportURL)
	s.contact("contact", &a.Contact)
	a.At = map[string]diag.Pos{"": s.at("")}
	for _, k := range s.keys() {
		a.At[k] = s.at(k)
	}
	for n, i := range s.subs("issues") {
		var issue AccessibilityIssue
		for _, k := range i.keys() {
			a.At["issues["+strconv.Itoa(n)+"]."+k] = i.at(k)
		}
		i.prose("text", &issue.Text)
		i.choice("reason", &issue.Reason, "deficiency", "burden", "exempt")
		i.prose("motivation", &issue.Motivation)
		i.date("fixed_by", &issue.FixedBy)
		i.done("text")
		a.Issues = append(a.Issues, issue)
	}
	s.done()
}
