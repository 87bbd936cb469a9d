package act

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"styrdok/generator"
	"styrdok/generator/bundle"
	"styrdok/generator/data"
	"styrdok/generator/decide"
	"styrdok/generator/diag"
	"styrdok/generator/library"
	"styrdok/generator/load"
	"styrdok/generator/lock"
	"styrdok/generator/printing"
	"styrdok/generator/site"
	"styrdok/generator/source"
	"styrdok/generator/unit"
)

// Package is a decision package.
type Package struct {
	printing.Printed
	Files []printing.Printed // the same as separate files: the reports and appendices, then what is attached
	Sums  []byte             // checksums of Files, as sha256sum writes them
}

// Packing says how a decision package is made.
type Packing struct {
	Whole        bool // as one file, too
	Confidential bool // confidential passages are not masked, and every sheet says so
}

// Bundle makes the decision package of a meeting, named from the site's folder. The meeting is nil if there is none of that
// name, the package nil if somebody wrote something wrong. Drafts are shown. Problems of other documents are left out.
func Bundle(opt generator.Options, file string, how Packing) (*Found, *source.Meeting, *Package, error) {
	release, _ := lock.Read(opt.Dir, opt.Waiting)
	defer release()
	read := opt.Reading()
	read.Whole, read.Internal, read.Unmasked = true, false, how.Confidential
	s, diags, err := load.Load(read)
	f := &Found{s, diags}
	if err != nil || f.BadConfig {
		return f, nil, nil, err
	}
	meeting := f.meeting(file)
	if meeting == nil {
		// Its front matter may be beyond reading.
		f.Diags = about(f.Diags, file, "content/"+file, "content/meetings/"+file, "content/meetings/"+file+".md")
		return f, nil, nil, nil
	}
	if f.HasErrorsIn(meeting.File) || len(meeting.Items) == 0 {
		f.Diags = about(f.Diags, meeting.File)
		return f, meeting, nil, nil
	}
	planned, diags := bundle.Plan(meeting, f.Content.Reports, f.Library, f.Config.Rules)
	if diags.HasErrors() {
		f.Diags = f.Settle(about(append(f.Diags, diags...), meeting.File))
		return f, meeting, nil, nil
	}
	// What is put before a meeting is a proposal to the body that decides, also if nobody has written
	// so yet.
	read = f.Options
	read.Proposed = map[string]string{}
	for _, it := range planned.Items {
		if v := it.Version; !v.Status.Adopted() && (v.Status != library.StatusProposed || v.AdoptedBy == nil) {
			read.Proposed[v.File] = string(planned.Decider.ID)
		}
	}
	if len(read.Proposed) > 0 {
		if f.Site, f.Diags, err = load.Load(read); err != nil {
			return nil, nil, nil, err
		}
		meeting = f.meeting(file)
		planned, _ = bundle.Plan(meeting, f.Content.Reports, f.Library, f.Config.Rules)
	}
	out, err := f.bundle(opt, planned, how)
	return f, meeting, out, err
}

// bundle makes a package, and adds to f what is wrong with it; then the package is nil.
func (f *Found) bundle(opt generator.Options, planned *bundle.Bundle, how Packing) (*Package, error) {
	planner, diags, err := newPlanner(f, opt)
	if err != nil {
		return nil, err
	}
	prints, more, err := planner.prints(0)
	if err != nil {
		return nil, err
	}
	diags = append(diags, more...)
	parts := map[*bundle.Part]*printing.Shown{}
	var dir *site.Directory // of the internal site
	// What the public sees is printed as the public gets it.
	for _, internal := range []bool{false, true} {
		plan, more, err := planner.plan(internal, func(d *library.Document) bool {
			return slices.ContainsFunc(planned.Items, func(it *bundle.Item) bool { return it.Document.ID == d.ID })
		})
		if err != nil {
			return nil, err
		}
		diags = append(diags, more...)
		dir = plan.Directory
		plan.find(planned, parts)
	}
	reports, more := f.reports(dir, planned)
	diags = append(diags, more...)
	for _, it := range planned.Items {
		if !it.Version.Status.Adopted() {
			diags = append(diags, f.RefuseUnwritten(it.Version.Draft)...)
		}
		for _, part := range it.Parts {
			if part.Role == bundle.Summary {
				diags = append(diags, it.CheckReasons(parts[part].Comparison)...)
			}
		}
	}
	files := append(planned.Files(), planned.Meeting.File)
	for _, it := range planned.Items {
		if it.Report != nil {
			files = append(files, it.Report.File)
		}
	}
	if !how.Confidential {
		masked := map[*bundle.Part]bool{}
		for part, shown := range parts {
			masked[part] = part.Role != bundle.Marked && part.Role != bundle.Summary && len(confidential(shown.Print.Text.Tree)) > 0
		}
		diags = append(diags, planned.Withheld(masked)...)
	}
	f.Diags = about(append(diags, planned.Cautions()...), files...)
	k := &printing.Package{
		Press: prints.Press, Words: bundle.NewWords(planned, f.SiteWords()), Planned: planned, Directory: dir, Reports: reports, Parts: parts, Each: f.Each, Confidential: how.Confidential,
	}
	separate, more, err := k.Separate(f.Diags.HasErrors())
	if err != nil {
		return nil, err
	}
	f.Diags = f.Settle(about(append(f.Diags, more...), files...))
	if f.Diags.HasErrors() {
		return nil, nil
	}
	out := &Package{Files: separate}
	for _, p := range planned.Attached {
		if p.File == "" {
			continue
		}
		data, err := f.Read(p.File, maxAttachment)
		if err != nil {
			return nil, err
		}
		out.Files = append(out.Files, printing.Printed{Name: k.FileName(p), Data: data})
	}
	for _, p := range out.Files {
		out.Sums = fmt.Appendf(out.Sums, "%s  %s\n", data.Sum(p.Data), p.Name)
	}
	if how.Whole {
		out.Printed, err = k.Whole()
	}
	return out, err
}

// maxAttachment is the size of the largest file that can be attached, in bytes.
const maxAttachment = 200 << 20

// reports reads what the officers have written, by the parts of the package.
func (f *Found) reports(dir *site.Directory, planned *bundle.Bundle) (map[*bundle.Part]site.LooseText, diag.List) {
	m := planned.Meeting
	out := map[*bundle.Part]site.LooseText{}
	var diags diag.List
	for _, p := range planned.Parts {
		if p.Role != bundle.Report {
			continue
		}
		written := m.Written()
		if p.Item != nil {
			written = p.Item.Report
		}
		text, more := unit.Report(f.Site, dir, written, m.Title)
		out[p] = text
		diags = append(diags, more...)
	}
	return out, diags
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

// Meeting reads a meeting's file, named from the site's folder.
func Meeting(opt generator.Options, file string) (*source.Meeting, *Found, error) {
	m, err := Load(opt)
	if err != nil {
		return nil, nil, err
	}
	return m.meeting(file), m, nil
}

// Meetings are the names of all meetings, each with its title after a tab.
func (f *Found) Meetings() []string {
	var out []string
	for _, meeting := range f.Content.Meetings {
		out = append(out, meeting.Name+"\t"+meeting.Title)
	}
	return out
}

// shownMeetings is how many meetings a message names.
const shownMeetings = 8

// MeetingsLike are the names of the meetings that may have been meant by a name: those that begin with it, as with a day, or
// the nearest; else the latest.
func (f *Found) MeetingsLike(name string) []string {
	name = strings.TrimSuffix(path.Base(name), ".md")
	var all, like []string
	for _, meeting := range f.Content.Meetings {
		all = append(all, meeting.Name)
		if name != "" && strings.HasPrefix(meeting.Name, name) {
			like = append(like, meeting.Name)
		}
	}
	if near := diag.Nearest(name, all); like == nil && near != "" {
		return []string{near}
	}
	if like == nil {
		like = all
	}
	return like[max(0, len(like)-shownMeetings):]
}

// meeting finds a meeting by its file's name, with or without the folders that it lies in.
func (f *Found) meeting(file string) *source.Meeting {
	file = decide.CleanPath(file)
	for _, meeting := range f.Content.Meetings {
		if meeting.File == file || strings.TrimPrefix(meeting.File, "content/") == file || strings.TrimPrefix(meeting.File, "content/meetings/") == file || meeting.Name == file {
			return meeting
		}
	}
	return nil
}
