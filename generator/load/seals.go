package load

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"styrdok/generator/diag"
	"styrdok/generator/library"
	"styrdok/generator/memo"
	"styrdok/generator/seal"
	"styrdok/generator/source"
)

// checkAll compares the adopted versions with the file of seals. Known is what is wrong with the documents otherwise.
func (s *Site) checkAll(known diag.List) (diag.List, error) {
	entries, diags, err := s.ReadSeals()
	if err != nil || diags.HasErrors() {
		return diags, err
	}
	adopted := s.adopted()
	for _, d := range adopted {
		for i, c := range d.Corrections {
			if c.Date.Before(d.Adopted) || c.Date.After(s.Today) {
				diags.Add(diag.CorrectionDate, d.PosOf(fmt.Sprintf("corrections[%d].date", i)), c.Date, d.Adopted, s.Today)
			}
		}
	}
	if len(entries) == 0 { // Nothing to compare with, and reckoning every seal takes time.
		s.Unsealed = len(adopted)
	} else {
		result, err := s.CheckSeals(entries, slices.Concat(known, diags))
		if err != nil {
			return nil, err
		}
		s.fits = s.fitting(result)
		s.keepSealed(entries, result)
		s.showBroken(entries, &result)
		diags = append(diags, result.Diags...)
		s.Unsealed = len(result.Unsealed)
		if n := len(result.Older); n > 0 {
			s.Advice.Add(diag.SealOlder, diag.Pos{File: seal.File}, n)
		}
	}
	more, err := s.checkSigned(entries)
	if err != nil {
		return nil, err
	}
	diags = append(diags, more...)
	for _, d := range s.Content.Drafts {
		for _, m := range d.Marks {
			s.Advice.Add(diag.Unreviewed, diag.Pos{File: d.File, Line: m.Line}, m.Text)
		}
	}
	if s.Unsealed > 0 {
		s.Advice.Add(diag.Unsealed, diag.Pos{File: seal.File}, s.Unsealed)
	}
	return diags, nil
}

// fitting returns the files of versions that fit their seals. What gets its first seal does not yet.
func (s *Site) fitting(result seal.Result) map[string]bool {
	out := map[string]bool{}
	for _, d := range s.Content.Drafts {
		out[d.File] = seal.Adopted(d) && !s.Sealing[d.File]
	}
	for _, b := range result.Broken {
		out[b.Version.Draft.File] = false
	}
	for _, v := range result.Unsealed {
		out[v.Draft.File] = false
	}
	return out
}

// FitsSeal reports whether a file holds a version that fits its seal.
func (s *Site) FitsSeal(file string) bool { return s.fits[file] }

// ReadSeals reads the file of seals, which need not be there.
func (s *Site) ReadSeals() ([]seal.Entry, diag.List, error) {
	if _, err := fs.Stat(s.FS, "content"); err != nil {
		return nil, nil, nil // There is none, or it is a link that leads out, which has been told.
	}
	text, err := s.Optional(seal.File)
	if text == "" || err != nil {
		return nil, nil, err
	}
	var diags diag.List
	src, ok := source.ReadText(seal.File, []byte(text), &diags)
	if !ok {
		return nil, diags, nil
	}
	entries, more := seal.Parse(src)
	return entries, append(diags, more...), nil
}

// sealedOn tells of a document the day of its newest version that has a seal. Seals are read when it is asked; what is wrong with them is
// told when they are checked.
func (s *Site) sealedOn() func(library.ID) library.Date {
	days := sync.OnceValue(func() map[library.ID]library.Date {
		out := map[library.ID]library.Date{}
		entries, _, _ := s.ReadSeals()
		for _, e := range entries {
			if e.Adopted.After(out[e.Document]) {
				out[e.Document] = e.Adopted
			}
		}
		return out
	})
	return func(id library.ID) library.Date { return days()[id] }
}

// SealSite returns what seals depend on.
func (s *Site) SealSite() seal.Site {
	return seal.Site{Rules: s.Config.Rules, Today: s.Today, Sum: s.Sum, Whole: s.WholeDraft}
}

// adopted are the drafts that claim to be adopted versions.
func (s *Site) adopted() []*library.Draft {
	var out []*library.Draft
	for _, d := range s.Content.Drafts {
		if seal.Adopted(d) {
			out = append(out, d)
		}
	}
	return out
}

// versions reads the adopted versions with the seals that they would get.
func (s *Site) versions(entries []seal.Entry) ([]seal.Version, error) {
	adopted := s.adopted()
	out, seen := make([]seal.Version, len(adopted)), make([]memo.Record[seal.Memory], len(adopted))
	site, own := s.SealSite(), seal.ByVersion(entries)
	err := s.Each(len(out), func(i int) error {
		if s.Whole {
			out[i] = seal.Read(adopted[i], site)
			return nil
		}
		var before memo.Record[seal.Memory]
		s.State.Get(sealSection, adopted[i].File, &before)
		out[i], seen[i] = seal.Recall(adopted[i], site, own(adopted[i]), before)
		s.Again("seal of "+adopted[i].File, seen[i], func() (any, error) {
			_, now := seal.Recall(adopted[i], site, own(adopted[i]), memo.Record[seal.Memory]{})
			return now, nil
		})
		return nil
	})
	s.seals = map[string]memo.Record[seal.Memory]{}
	for i, d := range adopted {
		s.seals[d.File] = seen[i]
		s.Hold(sealSection, d.File, seen[i])
	}
	return out, err
}

// sealSection of a state is by source file.
const sealSection = "seal"

// CheckSeals compares the adopted versions with their seals. Known is what is wrong with the documents: a version in a
// file that cannot be read is not missing.
func (s *Site) CheckSeals(entries []seal.Entry, known diag.List) (seal.Result, error) {
	versions, err := s.versions(entries)
	if err != nil {
		return seal.Result{}, err
	}
	unread := func(id library.ID) bool {
		return slices.ContainsFunc(known, func(d diag.Diagnostic) bool { return d.Severity == diag.Error && OfDocument(d, id) })
	}
	return seal.Check(entries, versions, s.Content.Drafts, s.SealSite(), unread), nil
}

// OfDocument reports whether a diagnostic is about a file of a document.
func OfDocument(d diag.Diagnostic, id library.ID) bool {
	return d.Pos.File == "content/"+string(id)+".md" || strings.HasPrefix(d.Pos.File, "content/"+string(id)+"/")
}

// meetings reports meetings that name a body or a document which does not exist, and reports that no matter names.
func (s *Site) meetings() (diags diag.List) {
	var ids []string
	named := map[string]bool{}
	for _, meeting := range s.Content.Meetings {
		for _, item := range meeting.Items {
			named[item.Report] = true
		}
	}
	for _, r := range s.Content.Reports {
		if !named[r.File] {
			diags.Add(diag.UnusedReport, diag.Pos{File: r.File}, path.Base(r.File))
		}
	}
	for _, d := range s.Library.Documents {
		ids = append(ids, string(d.ID))
	}
	for _, meeting := range s.Content.Meetings {
		for _, b := range []struct{ key, name string }{
			{"body", meeting.Body}, {"proposes_to", meeting.ProposesTo}, {"proposal.body", meeting.Proposal.Body},
		} {
			if b.name != "" && s.Config.Rules.Body(b.name) == nil {
				diags = append(diags, s.Config.Rules.UnknownBody(meeting.PosOf(b.key), b.name))
			}
		}
		diags = append(diags, s.meetingName(meeting)...)
		diags = append(diags, s.meetingParts(meeting)...)
		for i, item := range meeting.Items {
			if item.Document != "" && s.Library.Document(item.Document) == nil {
				pos := meeting.PosOf(fmt.Sprintf("items[%d].document", i))
				diags = append(diags, diag.New(diag.UnknownDocument, pos, item.Document).Suggest(string(item.Document), ids))
			}
		}
	}
	return diags
}

// meetingParts reports reports and attachments of a meeting that are not in its folder, and decisions and attachments of
// documents that it does not treat.
func (s *Site) meetingParts(meeting *source.Meeting) (diags diag.List) {
	matter := func(id library.ID, key string) {
		if id != "" && !slices.ContainsFunc(meeting.Items, func(i source.MeetingItem) bool { return i.Document == id }) {
			diags.Add(diag.BadValue, meeting.PosOf(key), "document", id, diag.P("reason.no-matter"))
		}
	}
	file := func(name, key string) {
		if name != "" && s.Digest(name) == (memo.Digest{}) {
			diags.Add(diag.MissingMeetingFile, meeting.PosOf(key), name)
		}
	}
	for i, item := range meeting.Items {
		file(item.Report, fmt.Sprintf("items[%d].report", i))
	}
	for i, own := range meeting.Decisions {
		matter(own.Document, fmt.Sprintf("decisions[%d].document", i))
	}
	for i, a := range meeting.Attachments {
		matter(a.Document, fmt.Sprintf("attachments[%d].document", i))
		file(a.File, fmt.Sprintf("attachments[%d].file", i))
	}
	return diags
}

// meetingName reports a meeting whose file says another day or body than its front matter: one of the two
// is a slip, and the day is the one that decisions get.
func (s *Site) meetingName(meeting *source.Meeting) (diags diag.List) {
	if len(meeting.Name) < len("2006-01-02") {
		return nil
	}
	day, body := meeting.Name[:len("2006-01-02")], strings.TrimPrefix(meeting.Name[len("2006-01-02"):], "-")
	if named, err := library.ParseDate(day); err == nil && !meeting.Date.IsZero() && named != meeting.Date {
		diags.Add(diag.MeetingName, meeting.PosOf("date"), meeting.Name, meeting.Date)
	}
	named, written := s.Config.Rules.Body(body), s.Config.Rules.Body(meeting.Body)
	if named != nil && written != nil && named.ID != written.ID {
		diags.Add(diag.MeetingName, meeting.PosOf("body"), meeting.Name, written.Name)
	}
	return diags
}
