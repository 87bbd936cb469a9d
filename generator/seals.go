package generator

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"styrdok/generator/diag"
	"styrdok/generator/library"
	"styrdok/generator/memo"
	"styrdok/generator/seal"
	"styrdok/generator/source"
)

// seals compares the adopted versions with the file of seals.
func (m *Made) seals() error {
	entries, diags, err := m.readSeals()
	if err != nil {
		return err
	}
	m.Diags = append(m.Diags, diags...)
	if diags.HasErrors() {
		return nil
	}
	adopted := m.adopted()
	for _, d := range adopted {
		for i, c := range d.Corrections {
			if c.Date.Before(d.Adopted) || c.Date.After(m.opt.Today) {
				m.Diags.Add(diag.CorrectionDate, d.PosOf(fmt.Sprintf("corrections[%d].date", i)), c.Date, d.Adopted, m.opt.Today)
			}
		}
	}
	if len(entries) == 0 { // Nothing to compare with, and reckoning every seal takes time.
		m.Unsealed = len(adopted)
	} else {
		result, err := m.checkSeals(entries)
		if err != nil {
			return err
		}
		m.holdsSeal(result)
		m.keepSealed(entries, result)
		m.showBroken(entries, &result)
		m.Diags = append(m.Diags, result.Diags...)
		m.Unsealed = len(result.Unsealed)
		if n := len(result.Older); n > 0 {
			m.advise(diag.New(diag.SealOlder, diag.Pos{File: seal.File}, n))
		}
	}
	if m.Unsealed > 0 {
		m.advise(diag.New(diag.Unsealed, diag.Pos{File: seal.File}, m.Unsealed))
	}
	return nil
}

// readSeals reads the file of seals, which need not be there.
func (m *Made) readSeals() ([]seal.Entry, diag.List, error) {
	if _, err := fs.Stat(m.files.fsys, "content"); err != nil {
		return nil, nil, nil // There is none, or it is a link that leads out, which has been told.
	}
	data, err := m.files.read(seal.File, source.MaxText)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, fmt.Errorf("read %s: %w", seal.File, err)
	}
	var diags diag.List
	src, ok := source.ReadText(seal.File, data, &diags)
	if !ok {
		return nil, diags, nil
	}
	entries, more := seal.Parse(src)
	return entries, append(diags, more...), nil
}

// sealSite is what seals depend on.
func (m *Made) sealSite() seal.Site {
	return seal.Site{Rules: m.Config.Rules, Today: m.opt.Today, Sum: m.sum, Whole: m.wholeDraft}
}

// advise reports what only those hear who ask for it.
func (m *Made) advise(list ...diag.Diagnostic) {
	m.advice = append(m.advice, list...)
	if m.opt.Unsealed {
		m.Diags = append(m.Diags, list...)
	}
}

// wholeDraft returns a draft with its text, or without one if it cannot be read any more, which its document reports.
func (m *Made) wholeDraft(d *library.Draft) *library.Draft {
	if whole, err := m.files.withText(d); err == nil {
		return whole
	}
	return d
}

// adopted are the drafts that claim to be adopted versions.
func (m *Made) adopted() []*library.Draft {
	var out []*library.Draft
	for _, d := range m.files.content.Drafts {
		if seal.Adopted(d) {
			out = append(out, d)
		}
	}
	return out
}

// versions reads the adopted versions with the seals that they would get.
func (m *Made) versions(entries []seal.Entry) ([]seal.Version, error) {
	adopted := m.adopted()
	out, seen := make([]seal.Version, len(adopted)), make([]memo.Record[seal.Memory], len(adopted))
	site, own := m.sealSite(), seal.ByVersion(entries)
	err := m.each(len(out), func(i int) error {
		if m.opt.whole {
			out[i] = seal.Read(adopted[i], site)
			return nil
		}
		var before memo.Record[seal.Memory]
		m.state.Get(sealSection, adopted[i].File, &before)
		out[i], seen[i] = seal.Recall(adopted[i], site, own(adopted[i]), before)
		m.verify("seal of "+adopted[i].File, seen[i], func() (any, error) {
			_, now := seal.Recall(adopted[i], site, own(adopted[i]), memo.Record[seal.Memory]{})
			return now, nil
		})
		return nil
	})
	m.seen = map[string]memo.Record[seal.Memory]{}
	for i, d := range adopted {
		m.seen[d.File] = seen[i]
		m.hold(sealSection, d.File, seen[i])
	}
	return out, err
}

// sealSection of a state is by source file.
const sealSection = "seal"

func (m *Made) checkSeals(entries []seal.Entry) (seal.Result, error) {
	versions, err := m.versions(entries)
	if err != nil {
		return seal.Result{}, err
	}
	unread := func(id library.ID) bool {
		for _, d := range m.Diags {
			if d.Severity == diag.Error && (d.Pos.File == "content/"+string(id)+".md" || strings.HasPrefix(d.Pos.File, "content/"+string(id)+"/")) {
				return true
			}
		}
		return false
	}
	return seal.Check(entries, versions, m.files.content.Drafts, m.sealSite(), unread), nil
}

// meetings reports meetings that name a body or a document which does not exist.
func (m *Made) meetings() {
	var ids []string
	for _, d := range m.Library.Documents {
		ids = append(ids, string(d.ID))
	}
	for _, meeting := range m.files.content.Meetings {
		if meeting.Body != "" && m.Config.Rules.Body(meeting.Body) == nil {
			unknown := diag.New(diag.UnknownBody, meeting.PosOf("body"), meeting.Body)
			unknown.Subject = m.Config.Rules.NearestBody(meeting.Body)
			m.Diags = append(m.Diags, unknown)
		}
		m.meetingName(meeting)
		for i, item := range meeting.Items {
			if item.Document != "" && m.Library.Document(item.Document) == nil {
				pos := meeting.PosOf(fmt.Sprintf("items[%d].document", i))
				m.Diags = append(m.Diags, diag.New(diag.UnknownDocument, pos, item.Document).Suggest(string(item.Document), ids))
			}
		}
	}
}

// meetingName reports a meeting whose file says another day or body than its front matter: one of the two
// is a slip, and the day is the one that decisions get.
func (m *Made) meetingName(meeting *source.Meeting) {
	if len(meeting.Name) < len("2006-01-02") {
		return
	}
	day, body := meeting.Name[:len("2006-01-02")], strings.TrimPrefix(meeting.Name[len("2006-01-02"):], "-")
	if named, err := library.ParseDate(day); err == nil && !meeting.Date.IsZero() && named != meeting.Date {
		m.Diags.Add(diag.MeetingName, meeting.PosOf("date"), meeting.Name, meeting.Date)
	}
	named, written := m.Config.Rules.Body(body), m.Config.Rules.Body(meeting.Body)
	if named != nil && written != nil && named.ID != written.ID {
		m.Diags.Add(diag.MeetingName, meeting.PosOf("body"), meeting.Name, written.Name)
	}
}
