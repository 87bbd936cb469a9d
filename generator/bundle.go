package generator

import (
	"cmp"
	"fmt"
	"slices"

	"styrdok/generator/bundle"
	"styrdok/generator/data"
	"styrdok/generator/library"
	"styrdok/generator/printing"
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

func (m *Made) bundle(planned *bundle.Bundle, whole bool) (*Bundled, error) {
	planner, err := m.planner()
	if err != nil {
		return nil, err
	}
	p, err := newPrints(m, planner.words)
	if err != nil {
		return nil, err
	}
	parts := map[*bundle.Part]*printing.Shown{}
	var dir *site.Directory // of the internal site
	files := map[string]bool{planned.Meeting.File: true}
	for _, f := range planned.Files() {
		files[f] = true
	}
	// What the public sees is printed as the public gets it.
	for _, internal := range []bool{false, true} {
		plan, diags, err := planner.plan(internal, func(d *library.Document) bool {
			return slices.ContainsFunc(planned.Items, func(it *bundle.Item) bool { return it.Document.ID == d.ID })
		})
		if err != nil {
			return nil, err
		}
		m.Diags = append(m.Diags, diags...)
		dir = plan.Directory
		plan.find(planned, parts)
	}
	report := m.report(dir, planned.Meeting)
	for _, it := range planned.Items {
		if !it.Version.Status.Adopted() {
			m.Diags = append(m.Diags, m.refuseUnwritten(it.Version.Draft)...)
		}
		for _, part := range it.Parts {
			if part.Role == bundle.Summary {
				m.Diags = append(m.Diags, it.CheckReasons(parts[part].Comparison)...)
			}
		}
	}
	m.Diags = append(m.Diags, planned.Cautions()...)
	m.about(files)
	if err := p.open(0); err != nil {
		return nil, err
	}
	defer m.closeCache()
	k := &printing.Package{
		Press: p.Press, Words: bundle.NewWords(planned, planner.words), Planned: planned, Directory: dir, Report: report, Parts: parts, Each: m.each,
	}
	separate, found, err := k.Separate(m.Diags.HasErrors())
	if err == nil {
		m.Diags = append(m.Diags, found...)
		m.about(files)
		m.settle()
	}
	if err != nil || m.Diags.HasErrors() {
		return nil, err
	}
	out := &Bundled{Files: separate}
	for _, f := range separate {
		out.Sums = fmt.Appendf(out.Sums, "%s  %s\n", data.Sum(f.Data), f.Name)
	}
	if whole {
		out.Printed, err = k.Whole(separate)
	}
	return out, err
}

// find finds the prints that the parts of a package show, but for those found before.
func (p *plan) find(planned *bundle.Bundle, parts map[*bundle.Part]*printing.Shown) {
	for _, part := range planned.Parts {
		if part.Version == nil || parts[part] != nil {
			continue
		}
		switch part.Role {
		case bundle.Marked, bundle.Summary:
			for _, c := range p.comparisons() {
				if c.New.File == part.Version.File && c.Old.File == part.Item.Against.File {
					parts[part] = &printing.Shown{Directory: p.Directory, Print: c.Print, Comparison: c}
				}
			}
		default:
			for _, pr := range p.versions() {
				if pr.Version.File == part.Version.File {
					parts[part] = &printing.Shown{Directory: p.Directory, Print: pr}
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
