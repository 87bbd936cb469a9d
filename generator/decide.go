package generator

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"styrdok/generator/decide"
	"styrdok/generator/diag"
	"styrdok/generator/edit"
	"styrdok/generator/i18n"
	"styrdok/generator/library"
	"styrdok/generator/seal"
	"styrdok/generator/source"
)

// Decided is what carrying out a decision comes to. If Refused has errors, or New has, nothing is
// to be written.
type Decided struct {
	Made    *Made // the site as it was
	Refused diag.List
	New     diag.List // errors that the site would get
	Done    []decide.Sentence
	Next    []decide.Sentence

	after    *Made
	imagined map[diag.Pos]bool // places of New that are in the files as they would be
	files    edit.Files
	dir      string
	sealed   []string        // files of versions that are to be sealed
	first    map[string]bool // those of them that have no seal yet
	versions int
	renewed  int
}

// Versions is how many adopted versions have a seal after Seal.
func (d *Decided) Versions() int { return d.versions }

// Renewed is how many seals of an older form Seal writes in the present one.
func (d *Decided) Renewed() int { return d.renewed }

// OK reports whether the decision can be carried out.
func (d *Decided) OK() bool { return !d.Refused.HasErrors() && !d.New.HasErrors() }

// Diff shows what would be changed in the site's files.
func (d *Decided) Diff() []byte { return d.files.Diff() }

// Empty reports whether there is nothing to change.
func (d *Decided) Empty() bool { return d.files.Empty() }

// Write changes the files, all or none.
func (d *Decided) Write() error {
	if !d.OK() {
		panic("generator: a refused decision written")
	}
	if d.Made.opt.Hold == nil {
		hold, err := Take(d.Made.opt)
		if err != nil {
			return err
		}
		defer hold.Release()
	}
	return d.files.Write(d.dir)
}

// Line returns a line of a file that a diagnostic names.
func (d *Decided) Line(file string, line int) (string, bool) {
	for pos := range d.imagined {
		if pos.File == file && pos.Line == line {
			return d.after.Line(file, line)
		}
	}
	return d.Made.Line(file, line)
}

// Decide carries out a decision on the site's documents in memory, seals what it adopts, and
// checks the site as it would be then: on the day, and on the day of the decision if that is yet
// to come. Errors that the site had before do not stand in its way. Concerned are the documents
// whose files must be readable.
func Decide(opt Options, day library.Date, concerned []library.ID, carryOut func(decide.Site) (decide.Outcome, error)) (*Decided, error) {
	opt.texts = concerned
	m, err := Load(opt)
	if err != nil {
		return nil, err
	}
	d := &Decided{Made: m, dir: m.opt.Dir}
	if m.BadConfig || m.unreadable(concerned, d) {
		return d, nil
	}
	entries, diags, err := m.readSeals()
	if err != nil {
		return nil, err
	}
	if diags.HasErrors() {
		d.Refused = diags
		return d, nil
	}
	outcome, err := carryOut(decide.Site{
		Library: m.Library, Rules: m.Config.Rules, Seals: entries, Sealing: m.sealSite(),
		Read:      func(file string) ([]byte, error) { return m.files.read(file, source.MaxText) },
		Unwritten: m.refuseUnwritten,
		Mend:      m.mend,
	})
	if err != nil {
		return nil, err
	}
	d.Refused, d.Done, d.Next, d.files = outcome.Diags.Sort(), outcome.Done, outcome.Next, outcome.Files
	if d.Refused.HasErrors() {
		return d, nil
	}
	if err := d.seal(outcome, entries); err != nil {
		return nil, err
	}
	days := []library.Date{opt.Today}
	if day.After(opt.Today) {
		days = append(days, day)
	}
	for _, on := range days {
		if err := d.try(on); err != nil || d.New.HasErrors() {
			return d, err
		}
	}
	d.linking(outcome.Ended)
	return d, nil
}

// linking tells of documents whose texts lead to one that ends.
func (d *Decided) linking(ended []library.ID) {
	for _, l := range d.after.TextLinks {
		from := d.Made.Library.Document(l.From)
		if !slices.Contains(ended, l.To) || from == nil {
			continue
		}
		d.Next = decide.Once(d.Next, decide.Sentence{Key: "workflow.next.depends", Args: []any{from.Title(), from.ID}})
	}
}

// unreadable reports whether errors of their own keep documents from being changed: those of their
// files, which then are reported.
func (m *Made) unreadable(concerned []library.ID, d *Decided) bool {
	for _, id := range concerned {
		for _, found := range m.Diags {
			switch found.Code {
			case diag.SealBroken, diag.SealMissing:
				continue
			}
			own := found.Pos.File == "content/"+string(id)+".md" || strings.HasPrefix(found.Pos.File, "content/"+string(id)+"/")
			if own && found.Severity == diag.Error {
				d.Refused = append(d.Refused, found)
			}
		}
	}
	return d.Refused.HasErrors()
}

// seal seals versions as they will be.
func (d *Decided) seal(outcome decide.Outcome, entries []seal.Entry) error {
	kept := slices.DeleteFunc(slices.Clone(entries), func(e seal.Entry) bool {
		return slices.Contains(outcome.Unseal, decide.Key{Document: e.Document, Adopted: e.Adopted})
	})
	if len(outcome.Seal) == 0 && len(kept) == len(entries) {
		return nil
	}
	entries = kept
	opt := d.Made.opt
	opt.changed = d.files.Contents()
	after, err := Load(opt)
	if err != nil {
		return err
	}
	known := map[decide.Key]bool{}
	for _, e := range entries {
		known[decide.Key{Document: e.Document, Adopted: e.Adopted}] = true
	}
	d.first = map[string]bool{}
	for _, k := range outcome.Seal {
		sealed := false
		for _, draft := range after.files.content.Drafts {
			if draft.Document == k.Document && draft.Adopted == k.Adopted && seal.Adopted(draft) {
				entries, sealed = seal.Put(entries, seal.Read(draft, after.sealSite())), true
				d.sealed = append(d.sealed, draft.File)
				d.first[draft.File] = !known[k] && !slices.ContainsFunc(outcome.Unseal, func(u decide.Key) bool { return u.Adopted == k.Adopted })
			}
		}
		if !sealed {
			return fmt.Errorf("adopt %s on %s: the changed file does not read as it was meant", k.Document, k.Adopted)
		}
	}
	return d.putSeals(seal.Format(entries))
}

func (d *Decided) putSeals(now []byte) error {
	old, err := d.Made.files.read(seal.File, source.MaxText)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err == nil && bytes.Equal(old, now) {
		return nil
	}
	// Should the machine stop in between, a text without a seal can be sealed, but a seal without its
	// text is a fault.
	d.files.PutLast(seal.File, old, now)
	return nil
}

// try makes the site as it would be on a day. If that has errors, those that the site has as it
// is are left out, but for those of a text that is to be sealed: it must be without.
func (d *Decided) try(day library.Date) error {
	opt := d.Made.opt
	opt.before = d.Made.files.snapshot
	opt.Today, opt.Progress, opt.Check, opt.sealing = day, nil, true, d.first
	opt.changed = d.files.Contents()
	after, err := Make(opt)
	if err != nil {
		return err
	}
	d.after = after
	if !after.Diags.HasErrors() {
		return nil
	}
	opt.changed = nil
	before, err := Make(opt)
	if err != nil {
		return err
	}
	known := map[string]int{}
	for _, found := range before.Diags {
		found.Pos.File = d.files.Moved(found.Pos.File)
		known[fingerprint(found)]++
	}
	for _, found := range after.Diags {
		if known[fingerprint(found)] > 0 && !slices.Contains(d.sealed, found.Pos.File) {
			known[fingerprint(found)]--
		} else if found.Severity == diag.Error {
			d.New = append(d.New, d.asWritten(found))
		}
	}
	return nil
}

// asWritten gives a diagnostic the place that it has in the files as they are, since nothing is
// going to be written. What only the change brings about keeps its place in the changed file.
func (d *Decided) asWritten(found diag.Diagnostic) diag.Diagnostic {
	file, line, ok := d.files.Was(found.Pos.File, found.Pos.Line)
	if ok {
		found.Pos.File, found.Pos.Line = file, line
		return found
	}
	if d.imagined == nil {
		d.imagined = map[diag.Pos]bool{}
	}
	d.imagined[found.Pos] = true
	return found
}

// fingerprint is what stays of a diagnostic when lines are added above its place.
func fingerprint(d diag.Diagnostic) string { return fmt.Sprint(d.Severity, d.Code, d.Pos.File, d.Args) }

// Seal seals all adopted versions that have no seal, and those that have been corrected since.
// A conflict that git has left in the file is resolved. The number is that of the new seals.
func Seal(opt Options) (*Decided, int, error) {
	opt.whole = true
	m, err := Load(opt)
	if err != nil {
		return nil, 0, err
	}
	d := &Decided{Made: m, dir: m.opt.Dir}
	if m.BadConfig {
		return d, 0, nil
	}
	entries, diags, err := m.readSeals()
	if err != nil {
		return nil, 0, err
	}
	if diags.HasErrors() && !seal.HasConflict(diags) {
		d.Refused = diags
		return d, 0, nil
	}
	result, err := m.checkSeals(entries)
	if err != nil {
		return nil, 0, err
	}
	// What cannot be read cannot be sealed either.
	for _, found := range m.Diags {
		if found.Severity == diag.Error && found.Code != diag.SealSyntax && found.Code != diag.SealBroken && found.Code != diag.SealMissing &&
			strings.HasPrefix(found.Pos.File, "content/") && !strings.HasPrefix(found.Pos.File, "content/pages/") && !strings.HasPrefix(found.Pos.File, "content/meetings/") {
			d.Refused = append(d.Refused, found)
		}
	}
	known := map[decide.Key]bool{}
	for _, e := range entries {
		known[decide.Key{Document: e.Document, Adopted: e.Adopted}] = true
	}
	for _, v := range result.Unsealed {
		if !known[decide.Key{Document: v.Draft.Document, Adopted: v.Draft.Adopted}] {
			d.Refused = append(d.Refused, m.markupErrors(v.Draft)...)
		}
	}
	d.Refused = append(d.Refused, result.Diags...).Sort()
	if d.Refused.HasErrors() {
		return d, 0, nil
	}
	if len(result.Entries) == 0 {
		return d, 0, nil
	}
	d.versions = len(result.Entries)
	d.renewed = len(result.Older)
	return d, len(result.Unsealed), d.putSeals(seal.Format(result.Entries))
}

// HasErrorsIn reports whether a file has errors.
func (m *Made) HasErrorsIn(file string) bool {
	for _, d := range m.Diags {
		if d.Pos.File == file && d.Severity == diag.Error {
			return true
		}
	}
	return false
}

// Begin makes the draft of a new document, or of the next version of one, in memory. The text of
// a new document is in the site's language.
func Begin(opt Options, start decide.Start) (*Decided, error) {
	m, err := Load(opt)
	if err != nil {
		return nil, err
	}
	words := i18n.MustLoad(m.Config.Site.Language)
	start.Comments, start.Text = words.T("workflow.new.comments"), words.T("workflow.new.text")
	return Decide(opt, library.Date{}, []library.ID{start.Document}, func(s decide.Site) (decide.Outcome, error) {
		return decide.Begin(s, start, source.ReservedNames)
	})
}

// Meeting reads a meeting's file, named from the site's folder.
func Meeting(opt Options, file string) (*source.Meeting, *Made, error) {
	m, err := Load(opt)
	if err != nil {
		return nil, nil, err
	}
	return m.meeting(file), m, nil
}

// Meetings are the names of all meetings, each with its title after a tab.
func (m *Made) Meetings() []string {
	var out []string
	for _, meeting := range m.files.content.Meetings {
		out = append(out, meeting.Name+"\t"+meeting.Title)
	}
	return out
}

// shownMeetings is how many meetings a message names.
const shownMeetings = 8

// MeetingsLike are the names of the meetings that may have been meant by a name: those that begin with it, as with a day, or
// the nearest; else the latest.
func (m *Made) MeetingsLike(name string) []string {
	name = strings.TrimSuffix(path.Base(name), ".md")
	var all, like []string
	for _, meeting := range m.files.content.Meetings {
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
func (m *Made) meeting(file string) *source.Meeting {
	file = decide.CleanPath(file)
	for _, meeting := range m.files.content.Meetings {
		if meeting.File == file || strings.TrimPrefix(meeting.File, "content/") == file || strings.TrimPrefix(meeting.File, "content/meetings/") == file || meeting.Name == file {
			return meeting
		}
	}
	return nil
}
