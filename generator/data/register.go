package data

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	_ "embed"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"styrdok/generator/library"
	"styrdok/generator/report"
	"styrdok/generator/site"
)

// licence is that of the register and the catalogue. DCAT-AP-SE demands it of catalogues.
const licence = "http://creativecommons.org/publicdomain/zero/1.0/"

// schema describes styrdokument.json. It is the same for every site.
//
//go:embed schema.json
var schema []byte

// The shape of styrdokument.json is an interface; schema.json describes it.
type (
	optional = report.Optional

	register struct {
		Schema    string           `json:"$schema"`
		Title     string           `json:"title"`
		URL       string           `json:"url"`
		License   string           `json:"license"`
		Language  string           `json:"language"`
		Publisher report.Publisher `json:"publisher"`
		AsOf      string           `json:"as_of"`
		Documents []document       `json:"documents"`
	}
	document struct {
		ID         string     `json:"id"`
		URL        string     `json:"url"`
		Visibility string     `json:"visibility"`
		Title      string     `json:"title"`
		ShortTitle optional   `json:"short_title"`
		Summary    optional   `json:"summary"`
		Kind       *kind      `json:"kind"`
		Status     string     `json:"status"`
		Language   string     `json:"language"`
		Owner      optional   `json:"owner"`
		Steward    optional   `json:"steward,omitempty"`
		Department optional   `json:"department"`
		Contact    optional   `json:"contact"`
		AppliesTo  []string   `json:"applies_to"`
		Keywords   []string   `json:"keywords"`
		Laws       []string   `json:"laws"`
		Standards  []string   `json:"standards"`
		BasedOn    []string   `json:"based_on"`
		CodeNumber optional   `json:"code_number"`
		Review     *review    `json:"review"`
		Relations  *relations `json:"relations"`
		Feed       optional   `json:"feed"`
		Versions   []version  `json:"versions"`
	}
	kind struct {
		report.Named
		Class string `json:"class,omitempty"`
	}
	review struct {
		State        optional   `json:"state"`
		Last         optional   `json:"last"`
		Opens        optional   `json:"opens"`
		Due          optional   `json:"due"`
		OverdueSince optional   `json:"overdue_since"`
		TermsMissed  *int       `json:"terms_missed"`
		Rule         string     `json:"rule"`
		Events       []occasion `json:"events"`
	}
	occasion struct {
		Date string `json:"date"`
		Text string `json:"text"`
	}
	relations struct {
		Implements     []related `json:"implements"`
		ImplementedBy  []related `json:"implemented_by"`
		Complements    []related `json:"complements"`
		ComplementedBy []related `json:"complemented_by"`
		Replaces       []related `json:"replaces"`
		ReplacedBy     []related `json:"replaced_by"`
		Related        []related `json:"related"`
		Translations   []related `json:"translations"`
	}
	related struct {
		ID       optional `json:"id"`
		Title    string   `json:"title"`
		URL      optional `json:"url"`
		Language optional `json:"language,omitempty"` // of a translation
	}
	version struct {
		Name        optional      `json:"name"`
		Title       string        `json:"title"`
		URL         string        `json:"url"`
		Status      string        `json:"status"`
		Adopted     optional      `json:"adopted"`
		AdoptedBy   *report.Named `json:"adopted_by"`
		Section     optional      `json:"section"`
		CaseNumber  optional      `json:"case_number"`
		InForce     optional      `json:"in_force"`
		ValidUntil  optional      `json:"valid_until"`
		LastDay     optional      `json:"last_day"`
		Changes     optional      `json:"changes"`
		Repealed    *repeal       `json:"repealed"`
		Annulled    *decision     `json:"annulled"`
		Reviews     []decision    `json:"reviews"`
		Extensions  []extension   `json:"extensions"`
		Corrections []correction  `json:"corrections"`
		PDF         *printed      `json:"pdf"`
		Original    optional      `json:"original"`
	}
	repeal struct {
		decision
		From string `json:"from"`
	}
	decision struct {
		Date       string   `json:"date"`
		By         optional `json:"by"`
		Section    optional `json:"section"`
		CaseNumber optional `json:"case_number"`
	}
	extension struct {
		decision
		Until string `json:"until"`
	}
	correction struct {
		Date string `json:"date"`
		Note string `json:"note"`
	}
	printed struct {
		URL    string `json:"url"`
		Bytes  int64  `json:"bytes"`
		Pages  int    `json:"pages"`
		SHA256 string `json:"sha256"`
	}
)

// orNull returns a clean text, which is null if it is empty.
func orNull(s string) optional { return optional(clean(s)) }

func cleaned(list []string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = clean(s)
	}
	return out
}

// Row is a document in the register.
type Row struct {
	JSON []byte // indented to stand in the register
	CSV  []byte // the line in the table

	Digest [sha256.Size]byte // of all this
}

// Row returns a document as the register lists it. A translation is no document of its own there, but stands with its
// original: its row is empty.
func (d *Document) Row(doc *library.Document) Row {
	if doc.TranslationOf != "" {
		return Row{}
	}
	row := d.row(doc)
	text, line := bytes.Clone(must(json.MarshalIndent(row, "  ", " "))), csvLine(doc, row) // MarshalIndent leaves room for as much again
	return Row{text, line, sha256.Sum256(slices.Concat(text, line))}
}

func (d *Data) registerJSON(rows []Row) []byte {
	org := d.frame.Organisation
	r := register{
		Schema: d.absolute(site.AddressSchema), Title: clean(d.frame.Title), URL: d.absolute("/"), License: licence,
		Language: d.frame.Language, AsOf: d.frame.Today.String(), Documents: []document{},
		Publisher: report.Publisher{Name: clean(org.Name), Number: orNull(org.Number), MunicipalityCode: orNull(org.MunicipalityCode), URL: orNull(org.URL)},
	}
	frame := append(must(json.MarshalIndent(r, "", " ")), '\n')
	if len(rows) == 0 {
		return frame
	}
	const none = `"documents": []`
	before, after, _ := bytes.Cut(frame, []byte(none))
	size := len(frame) + len("\n ]")
	for _, row := range rows {
		size += len(row.JSON) + len(",\n  ")
	}
	b := bytes.NewBuffer(make([]byte, 0, size))
	b.Write(before)
	b.WriteString(none[:len(none)-1])
	for i, row := range rows {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString("\n  ")
		b.Write(row.JSON)
	}
	b.WriteString("\n ]")
	b.Write(after)
	return b.Bytes()
}

// row returns what readers may know of a document. Of one that is only listed these are the values that are named first:
// what is added to documents does not come along by itself.
func (d *Document) row(doc *library.Document) document {
	v := doc.Shown
	out := document{
		ID: string(doc.ID), URL: d.documentURL(doc.ID), Visibility: doc.Visibility.String(), Title: clean(v.Title),
		Kind: kindOf(doc.Kind), Status: v.Status.String(), Language: cmp.Or(v.Language, d.frame.Language),
		Owner: orNull(v.Owner), Steward: orNull(v.Steward), Department: orNull(v.Department), Contact: orNull(v.Contact),
		AppliesTo: []string{}, Keywords: []string{}, Laws: []string{}, Standards: []string{}, BasedOn: []string{},
		Review: d.review(doc), Feed: d.feedOf(doc),
	}
	if d.listed(doc) {
		out.Versions = []version{d.version(v)}
		return out
	}
	out.ShortTitle, out.Summary, out.CodeNumber = orNull(v.ShortTitle), orNull(v.Summary), orNull(v.CodeNumber)
	out.AppliesTo, out.Keywords, out.Laws = cleaned(v.AppliesTo), cleaned(v.Keywords), cleaned(v.Laws)
	out.Standards, out.BasedOn = cleaned(v.Standards), cleaned(v.BasedOn)
	out.Relations = &relations{
		Implements: d.ties(doc.Implements), ImplementedBy: d.ties(doc.ImplementedBy),
		Complements: d.ties(doc.Complements), ComplementedBy: d.ties(doc.ComplementedBy),
		Replaces: d.ties(doc.Replaces), ReplacedBy: d.ties(doc.ReplacedBy),
		Related: d.ties(doc.Related), Translations: []related{},
	}
	for _, id := range doc.Translations {
		t := d.related(id)
		if c := d.reader.Card(id); c != nil {
			t.Language = orNull(cmp.Or(c.Language, d.frame.Language))
		}
		out.Relations.Translations = append(out.Relations.Translations, t)
	}
	for _, v := range doc.Versions {
		out.Versions = append(out.Versions, d.version(v))
	}
	return out
}

func kindOf(k *library.Kind) *kind {
	if k == nil || k.ID == "" {
		return nil
	}
	return &kind{report.Named{ID: optional(k.ID), Name: clean(site.KindLabel(k))}, clean(k.Class)}
}

func bodyOf(b *library.Body) *report.Named {
	if b == nil {
		return nil
	}
	return &report.Named{ID: optional(b.ID), Name: clean(b.Name)}
}

// review is where a document in force stands in its review. Where readers are not to see what is
// late it holds no more than the days that pages show.
func (d *Document) review(doc *library.Document) *review {
	if doc.InForce == nil {
		return nil
	}
	r := doc.Review
	out := &review{
		Last: orNull(r.Last.String()), Due: orNull(r.Due.String()), Rule: r.Rule.String(), Events: []occasion{},
	}
	if d.frame.HideReview {
		return out
	}
	out.State, out.Opens, out.OverdueSince = orNull(r.State.String()), orNull(r.Opens.String()), orNull(r.OverdueSince.String())
	if r.Rule.Type == library.RuleTerm {
		missed := r.TermsMissed
		out.TermsMissed = &missed
	}
	for _, e := range r.Events {
		out.Events = append(out.Events, occasion{e.Date.String(), clean(e.Text)})
	}
	return out
}

func (d *Document) ties(ties []library.Tie) []related {
	out := []related{}
	for _, t := range ties {
		if t.ID == "" {
			out = append(out, related{Title: clean(t.Text)})
		} else {
			out = append(out, d.related(t.ID))
		}
	}
	return out
}

// title is the title of a document; its ID where this build has none of the kind.
func (d *Document) title(id library.ID) string {
	if c := d.reader.Card(id); c != nil {
		return clean(c.Title)
	}
	return clean(string(id))
}

func (d *Document) related(id library.ID) related {
	return related{ID: optional(id), Title: d.title(id), URL: optional(d.documentURL(id))}
}

// version returns what readers may know of a version, of a document that is only listed the values that are named first.
func (d *Document) version(v *library.Version) version {
	out := version{
		Title: clean(v.Title), URL: d.versionURL(v), Status: v.Status.String(),
		AdoptedBy: bodyOf(v.AdoptedBy), Section: orNull(v.Section), CaseNumber: orNull(v.CaseNumber),
		ValidUntil: orNull(v.ValidUntil.String()),
		Reviews:    []decision{}, Extensions: []extension{}, Corrections: []correction{},
	}
	decided := v.Status.Adopted()
	if decided {
		out.Adopted, out.InForce = orNull(v.Adopted.String()), orNull(v.InForce.String())
	}
	if d.listed(v.Document) {
		return out
	}
	out.Changes = orNull(v.Changes)
	if decided {
		out.Name, out.LastDay = orNull(v.Name), orNull(v.LastDay.String())
	}
	if r := v.Repeal; r != nil && decided {
		out.Repealed = &repeal{decisionOf(r.Date, r.By, r.ByText, r.Section, r.CaseNumber), r.From.String()}
	}
	for _, x := range v.Happenings(d.frame.Today) {
		by := decisionOf(x.Day, x.By, x.ByText, x.Section, x.CaseNumber)
		switch x.Sort {
		case "annulled":
			out.Annulled = &by
		case "reviewed":
			out.Reviews = append(out.Reviews, by)
		case "extended":
			out.Extensions = append(out.Extensions, extension{by, x.Until.String()})
		case "corrected":
			out.Corrections = append(out.Corrections, correction{x.Day.String(), clean(x.Note)})
		}
	}
	if p, ok := d.print(v); ok {
		out.PDF = &printed{d.absolute(d.frame.PrintAddress(v)), p.Bytes, p.Pages, p.SHA256}
	}
	if v.Original != "" {
		out.Original = optional(d.absolute(d.frame.OriginalAddress(v)))
	}
	return out
}

func decisionOf(day library.Date, by *library.Body, text, section, caseNumber string) decision {
	if by != nil {
		text = by.Name
	}
	return decision{day.String(), orNull(text), orNull(section), orNull(caseNumber)}
}

// print returns what the print of a version measures, and whether there is one.
func (d *Document) print(v *library.Version) (site.PrintInfo, bool) {
	if d.listed(v.Document) {
		return site.PrintInfo{}, false
	}
	info := d.prints[d.frame.PrintAddress(v)]
	return info, info.Bytes > 0
}

// columns are the heads of styrdokument.csv: the keys of styrdokument.json as far as they go in a
// table.
var columns = []string{
	"id", "title", "kind", "status", "visibility", "version", "adopted", "adopted_by", "section", "case_number",
	"in_force", "valid_until", "review_state", "review_due", "overdue_since", "owner", "department", "contact",
	"code_number", "keywords", "implements", "summary", "url", "pdf_url", "pdf_bytes", "pdf_sha256",
}

// registerCSV returns the table with the rows of all documents.
func registerCSV(rows []Row) []byte {
	lines := [][]byte{[]byte(report.CSVMark), report.CSVLine(columns)}
	for _, row := range rows {
		lines = append(lines, row.CSV)
	}
	return bytes.Join(lines, nil)
}

// csvLine is a document's row of the table, in the version that is shown.
func csvLine(doc *library.Document, row document) []byte {
	shown := row.Versions[0]
	if i := slices.Index(doc.Versions, doc.Shown); i > 0 {
		shown = row.Versions[i]
	}
	cells := map[string]string{
		"id": row.ID, "title": row.Title, "status": row.Status, "visibility": row.Visibility, "version": string(shown.Name),
		"adopted": string(shown.Adopted), "section": string(shown.Section), "case_number": string(shown.CaseNumber),
		"in_force": string(shown.InForce), "valid_until": string(shown.ValidUntil), "owner": string(row.Owner),
		"department": string(row.Department), "contact": string(row.Contact), "code_number": string(row.CodeNumber),
		"keywords": strings.Join(row.Keywords, " | "), "summary": string(row.Summary), "url": row.URL,
	}
	if row.Kind != nil {
		cells["kind"] = string(row.Kind.ID)
	}
	if shown.AdoptedBy != nil {
		cells["adopted_by"] = shown.AdoptedBy.Name
	}
	if r := row.Review; r != nil {
		cells["review_state"], cells["review_due"], cells["overdue_since"] = string(r.State), string(r.Due), string(r.OverdueSince)
	}
	if row.Relations != nil {
		var above []string
		for _, t := range row.Relations.Implements {
			above = append(above, string(t.ID))
		}
		cells["implements"] = strings.Join(above, " | ")
	}
	if p := shown.PDF; p != nil {
		cells["pdf_url"], cells["pdf_bytes"], cells["pdf_sha256"] = p.URL, strconv.FormatInt(p.Bytes, 10), p.SHA256
	}
	line := make([]string, len(columns))
	for i, c := range columns {
		line[i] = cells[c]
	}
	return report.CSVLine(line)
}
