package archive

import (
	"bytes"
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"styrdok/generator/library"
)

// The forms of metadata.json and beslut.json. They are names, not addresses; docs/arkiv.md and the
// schemas beside it tell what the keys mean.
const (
	formatMetadata  = "https://styrdok.org/ns/archive/1/"
	formatDecisions = "https://styrdok.org/ns/archive-decisions/1/"
)

type (
	metadata struct {
		Format       string        `json:"format"`
		Publisher    publisher     `json:"publisher"`
		Document     string        `json:"document"`
		Version      *string       `json:"version"`
		URL          string        `json:"url"`
		Title        string        `json:"title"`
		ShortTitle   *string       `json:"short_title"`
		Summary      *string       `json:"summary"`
		Language     string        `json:"language"`
		Kind         *named        `json:"kind"`
		Status       string        `json:"status"`
		Visibility   string        `json:"visibility"`
		Confidential []passage     `json:"confidential"`
		Masked       bool          `json:"masked"`
		Adopted      string        `json:"adopted"`
		AdoptedBy    *named        `json:"adopted_by"`
		Section      *string       `json:"section"`
		CaseNumber   *string       `json:"case_number"`
		InForce      *string       `json:"in_force"`
		ValidUntil   *string       `json:"valid_until"`
		LastDay      *string       `json:"last_day"`
		Supersedes   *string       `json:"supersedes"`
		SupersededBy *string       `json:"superseded_by"`
		Owner        *string       `json:"owner"`
		Department   *string       `json:"department"`
		Contact      *string       `json:"contact"`
		Review       []string      `json:"review"`
		Changes      *string       `json:"changes"`
		AppliesTo    []string      `json:"applies_to"`
		Implements   []string      `json:"implements"`
		Complements  []string      `json:"complements"`
		Replaces     []string      `json:"replaces"`
		Related      []string      `json:"related"`
		BasedOn      []string      `json:"based_on"`
		Standards    []string      `json:"standards"`
		Laws         []string      `json:"laws"`
		CodeNumber   *string       `json:"code_number"`
		Keywords     []string      `json:"keywords"`
		Seal         *string       `json:"seal"`
		Files        []description `json:"files"`
	}
	publisher struct {
		Name             string  `json:"name"`
		Number           *string `json:"number"`
		MunicipalityCode *string `json:"municipality_code"`
		URL              *string `json:"url"`
	}
	named struct {
		ID   *string `json:"id"`
		Name string  `json:"name"`
	}
	passage struct {
		Law *string `json:"law"`
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
		Version   *string    `json:"version"`
		Title     string     `json:"title"`
		Decisions []decision `json:"decisions"`
	}
	decision struct {
		Type       string  `json:"type"`
		Date       string  `json:"date"`
		By         *named  `json:"by"`
		Section    *string `json:"section"`
		CaseNumber *string `json:"case_number"`
		From       *string `json:"from"`
		Until      string  `json:"until,omitempty"`
		Document   *string `json:"document"`
		Note       *string `json:"note"`
	}
)

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func list(texts []string) []string { return append([]string{}, texts...) }

func bodyOf(b *library.Body, text string) *named {
	switch {
	case b != nil:
		return &named{orNull(string(b.ID)), b.Name}
	case text != "":
		return &named{nil, text}
	}
	return nil
}

func write(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		panic("archive: " + err.Error())
	}
	return b.Bytes()
}

// metadataJSON tells what is known of the version. It holds the ties that the version has by its
// own words and not those of others to it: they change, and may be of documents that are hidden.
func (p packer) metadataJSON(parts []part) []byte {
	v, s := p.Version, p.opt.Sender
	m := metadata{
		Format:    formatMetadata,
		Publisher: publisher{s.Name, orNull(s.Number), orNull(s.MunicipalityCode), orNull(s.URL)},
		Document:  string(v.Document.ID), Version: orNull(v.Name), URL: p.Address,
		Title: v.Title, ShortTitle: orNull(v.ShortTitle), Summary: orNull(v.Summary),
		Language: cmp.Or(v.Language, s.Language), Status: v.Status.String(),
		Visibility: v.Document.Visibility.String(), Confidential: []passage{}, Masked: p.Masked,
		Adopted: v.Adopted.String(), AdoptedBy: bodyOf(v.AdoptedBy, v.Draft.AdoptedBy),
		Section: orNull(v.Section), CaseNumber: orNull(v.CaseNumber),
		InForce: orNull(v.InForce.String()), ValidUntil: orNull(v.Draft.ValidUntil.String()), LastDay: orNull(v.LastDay.String()),
		Owner: orNull(v.Owner), Department: orNull(v.Department), Contact: orNull(v.Contact), Review: []string{},
		Changes: orNull(v.Changes), AppliesTo: list(v.AppliesTo),
		Implements: list(v.Implements), Complements: list(v.Complements), Replaces: list(v.Replaces), Related: list(v.Related),
		BasedOn: list(v.BasedOn), Standards: list(v.Standards), Laws: list(v.Laws),
		CodeNumber: orNull(v.CodeNumber), Keywords: list(v.Keywords), Seal: orNull(p.Seal), Files: []description{},
	}
	if k := v.Document.Kind; k != nil {
		m.Kind = &named{orNull(string(k.ID)), k.Singular}
	}
	for _, law := range p.Laws {
		m.Confidential = append(m.Confidential, passage{orNull(law)})
	}
	for _, r := range v.Review {
		m.Review = append(m.Review, r.String())
	}
	if v.Supersedes != nil {
		m.Supersedes = orNull(v.Supersedes.Adopted.String())
	}
	if next := p.successor(); next != nil {
		m.SupersededBy = orNull(next.Adopted.String())
	}
	for _, f := range parts {
		m.Files = append(m.Files, description{f.Path, f.role, f.mediaType, len(f.Data), sum(f.Data)})
	}
	return write(m)
}

// successor is the version that was adopted next, nil if that has not come to pass.
func (p packer) successor() *library.Version {
	if n := p.Version.Superseder; n != nil && n.Status.Adopted() {
		return n
	}
	return nil
}

// decisionsJSON tells what has been decided about the version, oldest first.
func (p packer) decisionsJSON() []byte {
	v := p.Version
	out := decisions{formatDecisions, string(v.Document.ID), orNull(v.Name), v.Title, []decision{{
		Type: "adoption", Date: v.Adopted.String(), By: bodyOf(v.AdoptedBy, v.Draft.AdoptedBy),
		Section: orNull(v.Section), CaseNumber: orNull(v.CaseNumber), From: orNull(v.InForce.String()), Note: orNull(v.Changes),
	}}}
	add := func(day library.Date, d decision) {
		if !day.After(p.opt.Day) {
			d.Date = day.String()
			out.Decisions = append(out.Decisions, d)
		}
	}
	for _, r := range v.Reviews {
		add(r.Date, decision{Type: "review", By: bodyOf(r.By, r.ByText), Section: orNull(r.Section), CaseNumber: orNull(r.CaseNumber)})
	}
	for _, x := range v.Extensions {
		add(x.Date, decision{Type: "extension", By: bodyOf(x.By, ""), Section: orNull(x.Section), CaseNumber: orNull(x.CaseNumber), Until: x.Until.String()})
	}
	for _, c := range v.Corrections {
		add(c.Date, decision{Type: "correction", Note: orNull(c.Note)})
	}
	if r := v.Repeal; r != nil {
		add(r.Date, decision{
			Type: "repeal", By: bodyOf(r.By, r.ByText), Section: orNull(r.Section), CaseNumber: orNull(r.CaseNumber), From: orNull(r.From.String()),
		})
	}
	if n := p.successor(); n != nil {
		add(n.Adopted, p.succession(n))
	} else {
		for _, d := range p.ReplacedBy {
			// That a hidden document is there is told by nothing but its own bag.
			if d.Shown.Status.Adopted() && (d.Visibility != library.Hidden || v.Document.Visibility == library.Hidden) {
				add(d.Shown.Adopted, p.succession(d.Shown))
			}
		}
	}
	slices.SortStableFunc(out.Decisions, func(a, b decision) int { return strings.Compare(a.Date, b.Date) })
	return write(out)
}

// succession is the decision that put something else in the version's place.
func (p packer) succession(n *library.Version) decision {
	return decision{
		Type: "succession", By: bodyOf(n.AdoptedBy, n.Draft.AdoptedBy), Section: orNull(n.Section), CaseNumber: orNull(n.CaseNumber),
		From: orNull(n.InForce.String()), Document: orNull(string(n.Document.ID)),
	}
}
