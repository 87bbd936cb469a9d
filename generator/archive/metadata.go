package archive

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"styrdok/generator/library"
	"styrdok/generator/report"
)

// The formats of metadata.json and beslut.json. They are names, not addresses; docs/arkiv.md and the schemas beside it
// define the keys.
const (
	formatMetadata  = "https://styrdok.org/ns/archive/1/"
	formatDecisions = "https://styrdok.org/ns/archive-decisions/1/"
)

type (
	optional = report.Optional

	metadata struct {
		Format       string           `json:"format"`
		Publisher    report.Publisher `json:"publisher"`
		Document     string           `json:"document"`
		Version      optional         `json:"version"`
		URL          string           `json:"url"`
		Title        string           `json:"title"`
		ShortTitle   optional         `json:"short_title"`
		Summary      optional         `json:"summary"`
		Language     string           `json:"language"`
		Kind         *report.Named    `json:"kind"`
		Status       string           `json:"status"`
		Visibility   string           `json:"visibility"`
		Confidential []passage        `json:"confidential"`
		Masked       bool             `json:"masked"`
		Adopted      string           `json:"adopted"`
		AdoptedBy    *report.Named    `json:"adopted_by"`
		Creator      *report.Named    `json:"archival_creator"`
		Section      optional         `json:"section"`
		CaseNumber   optional         `json:"case_number"`
		InForce      optional         `json:"in_force"`
		ValidUntil   optional         `json:"valid_until"`
		LastDay      optional         `json:"last_day"`
		Supersedes   optional         `json:"supersedes"`
		SupersededBy optional         `json:"superseded_by"`
		Translates   optional         `json:"translation_of,omitempty"` // the document on which the decision is
		Owner        optional         `json:"owner"`
		Department   optional         `json:"department"`
		Contact      optional         `json:"contact"`
		Review       []string         `json:"review"`
		Changes      optional         `json:"changes"`
		AppliesTo    []string         `json:"applies_to"`
		Implements   []string         `json:"implements"`
		Complements  []string         `json:"complements"`
		Replaces     []string         `json:"replaces"`
		Related      []string         `json:"related"`
		BasedOn      []string         `json:"based_on"`
		Standards    []string         `json:"standards"`
		Laws         []string         `json:"laws"`
		CodeNumber   optional         `json:"code_number"`
		Keywords     []string         `json:"keywords"`
		Seal         optional         `json:"seal"`
		Files        []description    `json:"files"`
	}
	passage struct {
		Law optional `json:"law"`
	}
	description struct {
		Path      string `json:"path"`
		Role      string `json:"role"`
		MediaType string `json:"media_type"`
		Bytes     int    `json:"bytes"`
		SHA256    string `json:"sha256"`
	}
	decisions struct {
		Format    string     `json:"format"`
		Document  string     `json:"document"`
		Version   optional   `json:"version"`
		Title     string     `json:"title"`
		Decisions []decision `json:"decisions"`
	}
	decision struct {
		Type       string        `json:"type"`
		Date       string        `json:"date"`
		By         *report.Named `json:"by"`
		Section    optional      `json:"section"`
		CaseNumber optional      `json:"case_number"`
		From       optional      `json:"from"`
		Until      string        `json:"until,omitempty"`
		Document   optional      `json:"document"`
		Note       optional      `json:"note"`
	}
)

func list(texts []string) []string { return append([]string{}, texts...) }

func bodyOf(b *library.Body, text string) *report.Named {
	switch {
	case b != nil:
		return &report.Named{ID: optional(b.ID), Name: b.Name}
	case text != "":
		return &report.Named{Name: text}
	}
	return nil
}

func write(v any) []byte {
	var b bytes.Buffer
	if err := report.WriteJSON(&b, v); err != nil {
		panic("archive: " + err.Error())
	}
	return b.Bytes()
}

// metadataJSON returns the version's metadata. It holds the relations that the version states, but none of other
// documents to it: those change, and may be of hidden documents.
func (p packer) metadataJSON(parts []part) []byte {
	v, s := p.Version, p.opt.Sender
	m := metadata{
		Format:    formatMetadata,
		Publisher: report.Publisher{Name: s.Name, Number: optional(s.Number), MunicipalityCode: optional(s.MunicipalityCode), URL: optional(s.URL)},
		Document:  string(v.Document.ID), Version: optional(v.Name), URL: p.Address,
		Title: v.Title, ShortTitle: optional(v.ShortTitle), Summary: optional(v.Summary),
		Language: cmp.Or(v.Language, s.Language), Status: v.Status.String(),
		Visibility: v.Document.Visibility.String(), Confidential: []passage{}, Masked: p.Masked,
		Adopted: v.Adopted.String(), AdoptedBy: bodyOf(v.AdoptedBy, v.Draft.AdoptedBy),
		Creator: bodyOf(p.creator(), s.Name), Section: optional(v.Section), CaseNumber: optional(v.CaseNumber),
		InForce: optional(v.InForce.String()), ValidUntil: optional(v.Draft.ValidUntil.String()), LastDay: optional(v.LastDay.String()),
		Owner: optional(v.Owner), Department: optional(v.Department), Contact: optional(v.Contact), Review: []string{},
		Changes: optional(v.Changes), AppliesTo: list(v.AppliesTo),
		Implements: list(v.Implements), Complements: list(v.Complements), Replaces: list(v.Replaces), Related: list(v.Related),
		BasedOn: list(v.BasedOn), Standards: list(v.Standards), Laws: list(v.Laws),
		CodeNumber: optional(v.CodeNumber), Keywords: list(v.Keywords), Seal: optional(p.Seal), Files: []description{}, Translates: optional(v.Document.TranslationOf),
	}
	if k := v.Document.Kind; k != nil {
		m.Kind = &report.Named{ID: optional(k.ID), Name: k.Singular}
	}
	for _, law := range p.Laws {
		m.Confidential = append(m.Confidential, passage{optional(law)})
	}
	for _, r := range v.Review {
		m.Review = append(m.Review, r.String())
	}
	if v.Supersedes != nil {
		m.Supersedes = optional(v.Supersedes.Adopted.String())
	}
	if next := p.successor(); next != nil {
		m.SupersededBy = optional(next.Adopted.String())
	}
	for _, f := range parts {
		m.Files = append(m.Files, description{f.Path, f.role, f.mediaType, len(f.Data), sum(f.Data)})
	}
	return write(m)
}

// successor returns the next adopted version, or nil.
func (p packer) successor() *library.Version {
	if n := p.Version.Superseder; n != nil && n.Status.Adopted() {
		return n
	}
	return nil
}

// decisionsJSON returns the decisions on the version, oldest first.
func (p packer) decisionsJSON() []byte {
	v := p.Version
	out := decisions{formatDecisions, string(v.Document.ID), optional(v.Name), v.Title, []decision{{
		Type: "adoption", Date: v.Adopted.String(), By: bodyOf(v.AdoptedBy, v.Draft.AdoptedBy),
		Section: optional(v.Section), CaseNumber: optional(v.CaseNumber), From: optional(v.InForce.String()), Note: optional(v.Changes),
	}}}
	happenings := v.Happenings(p.opt.Day)
	for _, of := range [][2]string{{"reviewed", "review"}, {"extended", "extension"}, {"corrected", "correction"}, {"repealed", "repeal"}, {"annulled", "annulment"}} {
		for _, h := range happenings {
			if h.Sort == of[0] {
				out.Decisions = append(out.Decisions, decision{
					Type: of[1], Date: h.Day.String(), By: bodyOf(h.By, h.ByText), Section: optional(h.Section), CaseNumber: optional(h.CaseNumber),
					From: optional(h.From.String()), Until: h.Until.String(), Note: optional(h.Note),
				})
			}
		}
	}
	succeeded := func(n *library.Version) {
		if !n.Adopted.After(p.opt.Day) {
			out.Decisions = append(out.Decisions, p.succession(n))
		}
	}
	if n := p.successor(); n != nil {
		succeeded(n)
	} else {
		for _, d := range p.ReplacedBy {
			// Only the bag of a hidden document may reveal that it exists.
			if d.Shown.Status.Adopted() && (d.Visibility != library.Hidden || v.Document.Visibility == library.Hidden) {
				succeeded(d.Shown)
			}
		}
	}
	slices.SortStableFunc(out.Decisions, func(a, b decision) int { return strings.Compare(a.Date, b.Date) })
	return write(out)
}

// succession returns the decision that replaced the version.
func (p packer) succession(n *library.Version) decision {
	return decision{
		Type: "succession", Date: n.Adopted.String(), By: bodyOf(n.AdoptedBy, n.Draft.AdoptedBy), Section: optional(n.Section), CaseNumber: optional(n.CaseNumber),
		From: optional(n.InForce.String()), Document: optional(string(n.Document.ID)),
	}
}
