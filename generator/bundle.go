package generator

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"styrdok/generator/bundle"
	"styrdok/generator/data"
	"styrdok/generator/diag"
	"styrdok/generator/i18n"
	"styrdok/generator/layout"
	"styrdok/generator/library"
	"styrdok/generator/memo"
	"styrdok/generator/pdf"
	"styrdok/generator/site"
	"styrdok/generator/source"
)

// Bundled is a decision package.
type Bundled struct {
	Printed
	Files []Printed // the same as separate files: the report, then the appendices
	Sums  []byte    // checksums of Files, as sha256sum writes them
}

// Bundle makes the decision package of a meeting, named from the site's folder; unless it is to be
// whole, only the separate files. The meeting is nil if there is none of that name, the package nil
// if somebody wrote something wrong. Drafts are shown, and confidential passages masked. Problems of other documents are left out.
func Bundle(opt Options, file string, whole bool) (*Made, *source.Meeting, *Bundled, error) {
	opt.Internal, opt.whole = false, true
	m, err := Load(opt)
	if err != nil {
		return nil, nil, nil, err
	}
	if m.BadConfig || m.Library == nil {
		return m, nil, nil, nil
	}
	meeting := m.meeting(file)
	if meeting == nil {
		// Its front matter may be beyond reading.
		m.about(map[string]bool{file: true, "content/" + file: true, "content/meetings/" + file: true, "content/meetings/" + file + ".md": true})
		return m, nil, nil, nil
	}
	if m.HasErrorsIn(meeting.File) || len(meeting.Items) == 0 {
		m.about(map[string]bool{meeting.File: true})
		return m, meeting, nil, nil
	}
	planned, diags := bundle.Plan(meeting, m.Library, m.Config.Rules)
	if diags.HasErrors() {
		m.Diags = append(m.Diags, diags...)
		m.about(map[string]bool{meeting.File: true})
		m.settle()
		return m, meeting, nil, nil
	}
	// What is put before a meeting is a proposal to the body that meets, also if nobody has written
	// so yet.
	opt.proposed = map[string]string{}
	for _, it := range planned.Items {
		if v := it.Version; !v.Status.Adopted() && (v.Status != library.StatusProposed || v.AdoptedBy == nil) {
			opt.proposed[v.File] = string(planned.Body.ID)
		}
	}
	if len(opt.proposed) > 0 {
		if m, err = Load(opt); err != nil {
			return nil, nil, nil, err
		}
		meeting = m.meeting(file)
		planned, _ = bundle.Plan(meeting, m.Library, m.Config.Rules)
	}
	out, err := m.bundle(planned, whole)
	return m, meeting, out, err
}

// propose makes proposals of drafts that are put before a meeting.
func (m *Made) propose() {
	for i, d := range m.files.content.Drafts {
		if body := m.opt.proposed[d.File]; body != "" {
			c := *d
			c.Status, c.AdoptedBy = "proposed", cmp.Or(c.AdoptedBy, body)
			m.files.content.Drafts[i] = &c
		}
	}
}

// bundler makes the parts of a package.
type bundler struct {
	*prints
	bundle.Words
	planned *bundle.Bundle
	plan    *plan          // of the internal site
	loose   site.LooseText // the report as written; the tree may be nil
	parts   map[*bundle.Part]*shown
	files   []bundle.File
	places  bundle.Places
	heads   map[string]int // sheets that headings of parts stand on, from 1, by "bilaga-3.ansvar"
	terse   bool           // no numbers of sheets within texts
}

// shown is what a part shows: the print of a version or of a comparison, and the plan it is of.
type shown struct {
	plan       *plan
	print      *site.Print
	comparison *site.Comparison
}

func (m *Made) bundle(planned *bundle.Bundle, whole bool) (*Bundled, error) {
	words := i18n.MustLoad(m.Config.Site.Language)
	texts := m.newTexts(memo.Digest{}, &memo.State{})
	in, err := m.input(texts)
	if err != nil {
		return nil, err
	}
	p, err := newPrints(m, words)
	if err != nil {
		return nil, err
	}
	k := &bundler{prints: p, Words: bundle.NewWords(planned, words), planned: planned, parts: map[*bundle.Part]*shown{}}
	files := map[string]bool{planned.Meeting.File: true}
	for _, f := range planned.Files() {
		files[f] = true
	}
	// What the public sees is printed as the public gets it.
	for _, internal := range []bool{false, true} {
		in.Internal = internal
		plan, diags, err := m.newPlan(in, texts, words, func(d *library.Document) bool {
			return slices.ContainsFunc(planned.Items, func(it *bundle.Item) bool { return it.Document.ID == d.ID })
		})
		if err != nil {
			return nil, err
		}
		m.Diags = append(m.Diags, diags...)
		k.plan = plan
		k.find(plan)
	}
	k.loose = m.report(k.plan.Directory, planned.Meeting)
	for _, it := range planned.Items {
		if !it.Version.Status.Adopted() {
			m.Diags = append(m.Diags, m.refuseUnwritten(it.Version.Draft)...)
		}
		for _, part := range it.Parts {
			if part.Role == bundle.Summary {
				m.Diags = append(m.Diags, it.CheckReasons(k.parts[part].comparison)...)
			}
		}
	}
	m.Diags = append(m.Diags, planned.Cautions()...)
	m.about(files)
	if err := p.open(0); err != nil {
		return nil, err
	}
	defer m.closeCache()
	separate, err := k.separate()
	if err == nil {
		m.Diags = append(m.Diags, p.Pictures.Problems()...)
		m.about(files)
		m.settle()
	}
	if err != nil || m.Diags.HasErrors() {
		return nil, err
	}
	out := &Bundled{Files: separate}
	for _, f := range k.files {
		out.Sums = fmt.Appendf(out.Sums, "%s  %s\n", f.SHA256, f.Name)
	}
	if !whole {
		return out, nil
	}
	out.Name = words.T("bundle.file.package", planned.Meeting.Name) + ".pdf"
	sheets, err := k.settled()
	if err != nil {
		return nil, err
	}
	out.Sheets = len(sheets.Sheets)
	out.Data, err = pdf.Draw(sheets, k.info(), k.Fonts, k.Pictures)
	return out, err
}

// find finds the prints that parts show in a plan, but for those found before.
func (k *bundler) find(plan *plan) {
	for _, part := range k.planned.Parts {
		if part.Version == nil || k.parts[part] != nil {
			continue
		}
		switch part.Role {
		case bundle.Marked, bundle.Summary:
			for _, c := range plan.comparisons() {
				if c.New.File == part.Version.File && c.Old.File == part.Item.Against.File {
					k.parts[part] = &shown{plan, c.Print, c}
				}
			}
		default:
			for _, pr := range plan.versions() {
				if pr.Version.File == part.Version.File {
					k.parts[part] = &shown{plan, pr, nil}
				}
			}
		}
	}
}

// report reads what the officer has written for a meeting, and notes what is wrong with it.
func (m *Made) report(dir *site.Directory, meeting *source.Meeting) site.LooseText {
	parsed := m.parse(meeting.File, meeting.Title, "", meeting.Text, meeting.TextLine, false)
	loose, diags := dir.Loose(parsed.text)
	m.Diags = append(append(m.Diags, parsed.diags...), diags...)
	return loose
}

// separate makes the documents as files of their own, and notes their checksums.
func (k *bundler) separate() ([]Printed, error) {
	parts := slices.DeleteFunc(slices.Clone(k.planned.Parts), func(p *bundle.Part) bool { return p.Role == bundle.Sums })
	out := make([]Printed, len(parts))
	found := make([]diag.List, len(parts))
	make1 := func(i int) error {
		part := parts[i]
		sheets, diags := k.Setter.Break(k.document(part), k.style)
		found[i] = k.located(part, diags)
		if k.made.Diags.HasErrors() || found[i].HasErrors() {
			return nil
		}
		var file []byte
		var err error
		if s := k.parts[part]; s != nil && part.Role != bundle.Summary {
			file, _, err = k.File(s.plan.Frame, s.print, sheets)
		} else {
			file, err = pdf.Draw(sheets, k.info(), k.Fonts, k.Pictures)
		}
		out[i] = Printed{k.name(part), file, len(sheets.Sheets)}
		return err
	}
	// The report comes last, since it tells how many sheets the others have.
	err := k.made.each(len(parts)-1, func(i int) error { return make1(i + 1) })
	if err != nil {
		return nil, err
	}
	k.places = bundle.Places{}
	for i, part := range parts[1:] {
		k.places[part.Name] = bundle.Place{Sheets: out[i+1].Sheets}
	}
	for range maxPasses {
		if err := make1(0); err != nil {
			return nil, err
		}
		before := k.places[parts[0].Name].Sheets
		if before == out[0].Sheets {
			break
		}
		k.places[parts[0].Name] = bundle.Place{Sheets: out[0].Sheets}
	}
	for i := range found {
		k.made.Diags = append(k.made.Diags, found[i]...)
		k.files = append(k.files, bundle.File{Name: out[i].Name, SHA256: data.Sum(out[i].Data), Sheets: out[i].Sheets})
	}
	return out, nil
}

// located gives diagnostics of a part without a place the one of its title.
func (k *bundler) located(part *bundle.Part, diags diag.List) diag.List {
	if part.Version != nil {
		return k.Located(part.Version, diags)
	}
	for i := range diags {
		if diags[i].Pos.File == "" {
			diags[i].Pos = k.planned.Meeting.PosOf("title")
		}
	}
	return diags
}

// name is the name of a part's own file: "bilaga-03-inkop-2017-11-27.pdf".
func (k *bundler) name(part *bundle.Part) string {
	if part.Number == 0 {
		return k.words.T("bundle.file.report") + ".pdf"
	}
	last := 0
	for _, p := range k.planned.Parts {
		last = max(last, p.Number)
	}
	name := path.Base(k.parts[part].print.Address)
	if part.Role == bundle.Summary {
		name = strings.TrimSuffix(name, path.Ext(name)) + "-" + k.words.T("bundle.file.summary") + ".pdf"
	}
	return fmt.Sprintf("%s-%0*d-%s", k.words.T("bundle.file.appendix"), len(fmt.Sprint(last)), part.Number, name)
}

// maxPasses is how often sheets are made anew because the numbers of sheets within them have become
// others. Two passes are enough but for numbers that make a line longer.
const maxPasses = 6

// settled lays the package out until the numbers of sheets that it tells are those it has.
func (k *bundler) settled() (layout.Print, error) {
	k.places, k.heads = bundle.Places{}, map[string]int{}
	for _, f := range k.planned.Parts {
		k.places[f.Name] = bundle.Place{First: 1, Sheets: 1}
	}
	for pass := range 2 * maxPasses {
		// Where they do not settle, only the lists tell them.
		k.terse = pass >= maxPasses
		sheets, _ := k.Setter.BreakBundle(k.whole(), k.style)
		places, heads := bundle.Places{}, map[string]int{}
		for _, p := range sheets.Parts {
			places[p.Name] = bundle.Place{First: p.First + 1, Sheets: p.Sheets}
		}
		for _, a := range sheets.Anchors {
			if _, known := heads[a.ID]; !known {
				heads[a.ID] = a.Sheet + 1
			}
		}
		if maps.Equal(places, k.places) && (maps.Equal(heads, k.heads) || k.terse) {
			return sheets, nil
		}
		k.places, k.heads = places, heads
	}
	return layout.Print{}, fmt.Errorf("lay out %s: the numbers of its sheets do not settle", k.planned.Meeting.File)
}

// info is what the package says of itself. Its day is the report's, so that it can be made again.
func (k *bundler) info() pdf.Info {
	info := pdf.Info{Author: k.plan.Organisation.Name, Subject: k.Occasion(), Creator: "styrdok"}
	if day := k.planned.Meeting.Dated; !day.IsZero() {
		info.Created, info.Modified = day.Time(), day.Time()
	}
	return info
}

// language is that of what the package itself says.
func (k *bundler) language() string { return cmp.Or(k.plan.Language, k.words.Lang()) }
