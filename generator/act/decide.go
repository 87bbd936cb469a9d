package act

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"styrdok/generator"
	"styrdok/generator/decide"
	"styrdok/generator/diag"
	"styrdok/generator/edit"
	"styrdok/generator/folder"
	"styrdok/generator/library"
	"styrdok/generator/load"
	"styrdok/generator/proof"
	"styrdok/generator/regular"
	"styrdok/generator/seal"
	"styrdok/generator/source"
)

// Decided is what carrying out a decision comes to. If Refused has errors, or New has, nothing is
// to be written.
type Decided struct {
	Before  *Found // the site as it was
	Refused diag.List
	New     diag.List // errors that the site would get
	House   diag.List // warnings: where texts that are to be sealed break the house rules of their kinds, or have an improbable day
	Done    []decide.Sentence
	Next    []decide.Sentence

	opt      generator.Options
	after    *generator.Result // the site as it would be
	imagined map[diag.Pos]bool // places of New that are in the files as they would be
	files    edit.Files
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

// Write changes the files, all or none. Without the right to write them it waits for it.
func (d *Decided) Write(hold *Hold) error {
	if !d.OK() {
		panic("act: a refused decision written")
	}
	if hold == nil {
		hold, err := Take(d.opt.Dir, d.opt.Waiting)
		if err != nil {
			return err
		}
		defer hold.Release()
	}
	return d.files.Write(d.Before.Dir, d.opt.Waiting)
}

// Line returns a line of a file that a diagnostic names.
func (d *Decided) Line(file string, line int) (string, bool) {
	for pos := range d.imagined {
		if pos.File == file && pos.Line == line {
			return d.after.Line(file, line)
		}
	}
	return d.Before.Line(file, line)
}

// Decide carries out a decision on the site's documents in memory, seals what it adopts, and
// checks the site as it would be then: on the day, and on the day of the decision if that is yet
// to come. Errors that the site had before do not stand in its way. Concerned are the documents
// whose files must be readable.
func Decide(opt generator.Options, day library.Date, concerned []library.ID, carryOut func(decide.Site) (decide.Outcome, error)) (*Decided, error) {
	read := opt.Reading()
	read.Texts = concerned
	return decideOn(opt, read, day, concerned, carryOut)
}

// decideOn is Decide for a site that is read as read says.
func decideOn(
	opt generator.Options, read load.Options, day library.Date, concerned []library.ID, carryOut func(decide.Site) (decide.Outcome, error),
) (*Decided, error) {
	s, diags, err := load.Load(read)
	if err != nil {
		return nil, err
	}
	d := &Decided{Before: &Found{s, diags}, opt: opt}
	if s.BadConfig {
		return d, nil
	}
	if d.Refused = unreadable(diags, concerned); d.Refused.HasErrors() {
		return d, nil
	}
	entries, diags, err := s.ReadSeals()
	if err != nil {
		return nil, err
	}
	if diags.HasErrors() {
		d.Refused = diags
		return d, nil
	}
	outcome, err := carryOut(decide.Site{
		Library: s.Library, Rules: s.Config.Rules, Seals: entries, Sealing: s.SealSite(),
		Read:      func(file string) ([]byte, error) { return s.Read(file, source.MaxText) },
		Unwritten: s.RefuseUnwritten,
		Mend:      func(draft *library.Draft, file []byte) decide.Mended { return mend(s, draft, file) },
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
		from := d.Before.Library.Document(l.From)
		if !slices.Contains(ended, l.To) || from == nil {
			continue
		}
		d.Next = decide.Once(d.Next, decide.Sentence{Key: "workflow.next.depends", Args: []any{from.Title(), from.ID}})
	}
}

// unreadable returns the errors of documents' own files that keep them from being changed.
func unreadable(list diag.List, concerned []library.ID) (out diag.List) {
	for _, id := range concerned {
		for _, found := range list {
			if found.Severity == diag.Error && found.Code != diag.SealBroken && found.Code != diag.SealMissing && load.OfDocument(found, id) {
				out = append(out, found)
			}
		}
	}
	return out
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
	read := d.Before.Options
	read.Changed = d.files.Contents()
	after, _, err := load.Load(read)
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
		for _, draft := range after.Content.Drafts {
			if draft.Document == k.Document && draft.Adopted == k.Adopted && seal.Adopted(draft) {
				entries, sealed = seal.Put(entries, seal.Read(draft, after.SealSite())), true
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
	old, err := written(d.Before.Opened, seal.File)
	if err != nil || old != nil && bytes.Equal(old, now) {
		return err
	}
	if len(now) > proof.MaxList {
		return edit.NotWritten(seal.File, regular.ErrTooLarge)
	}
	// Should the machine stop in between, a text without a seal can be sealed, but a seal without its
	// text is a fault.
	d.files.PutLast(seal.File, old, now)
	return nil
}

// Seal seals all adopted versions that have no seal, and those that have been corrected since.
// A conflict that git has left in the file is resolved. The number is that of the new seals.
func Seal(opt generator.Options) (*Decided, int, error) {
	read := opt.Reading()
	read.Whole = true
	m, diags, err := load.Load(read)
	if err != nil {
		return nil, 0, err
	}
	d := &Decided{Before: &Found{m, diags}, opt: opt}
	if m.BadConfig {
		return d, 0, nil
	}
	entries, faults, err := m.ReadSeals()
	if err != nil {
		return nil, 0, err
	}
	if faults.HasErrors() && !seal.HasConflict(faults) {
		d.Refused = faults
		return d, 0, nil
	}
	result, err := m.CheckSeals(entries, diags)
	if err != nil {
		return nil, 0, err
	}
	// What cannot be read cannot be sealed either.
	for _, found := range diags {
		if found.Severity == diag.Error && found.Code != diag.SealSyntax && found.Code != diag.SealBroken && found.Code != diag.SealMissing &&
			strings.HasPrefix(found.Pos.File+"/", "content/") && !strings.HasPrefix(found.Pos.File, "content/pages/") && !strings.HasPrefix(found.Pos.File, "content/meetings/") {
			d.Refused = append(d.Refused, found)
		}
	}
	known := map[decide.Key]bool{}
	for _, e := range entries {
		known[decide.Key{Document: e.Document, Adopted: e.Adopted}] = true
	}
	for _, v := range result.Unsealed {
		if !known[decide.Key{Document: v.Draft.Document, Adopted: v.Draft.Adopted}] {
			d.Refused = append(d.Refused, m.MarkupErrors(v.Draft)...)
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

// Begin makes the draft of a new document, or of the next version of one, in memory. The text of
// a new document is in the site's language.
func Begin(opt generator.Options, start decide.Start) (*Decided, error) {
	m, err := Load(opt)
	if err != nil {
		return nil, err
	}
	words := m.SiteWords()
	start.Comments, start.Text = words.T("workflow.new.comments"), words.T("workflow.new.text")
	return Decide(opt, library.Date{}, []library.ID{start.Document}, func(s decide.Site) (decide.Outcome, error) {
		return decide.Begin(s, start, source.ReservedNames)
	})
}

// BeginMeeting makes the file of a meeting, in memory. Its headings are in the site's language.
func BeginMeeting(opt generator.Options, start decide.MeetingStart) (*Decided, error) {
	m, err := Load(opt)
	if err != nil {
		return nil, err
	}
	start.Text, start.Meetings = m.SiteWords().T("workflow.meeting.text"), m.Content.Meetings
	return Decide(opt, library.Date{}, nil, func(s decide.Site) (decide.Outcome, error) { return decide.BeginMeeting(s, start) })
}

// Rename gives a document another ID in memory, with all that refers to it.
func Rename(opt generator.Options, from, to library.ID) (*Decided, error) {
	read := opt.Reading()
	read.Whole = true
	m, _, err := load.Load(read)
	if err != nil {
		return nil, err
	}
	n := decide.Renaming{
		From: from, To: to, Meetings: m.Content.Meetings, Reserved: source.ReservedNames,
		File: func(file string) ([]byte, error) { return m.Read(file, folder.MaxFile) },
	}
	attached, _, err := m.Attachments()
	if err != nil {
		return nil, fmt.Errorf("list files: %w", err)
	}
	for _, file := range attached {
		if strings.HasPrefix(file, "content/"+string(from)+"/") {
			n.Attached = append(n.Attached, file)
		}
	}
	n.Texts = m.Content.Files()
	return decideOn(opt, read, library.Date{}, []library.ID{from, to}, func(s decide.Site) (decide.Outcome, error) {
		return decide.Rename(s, n)
	})
}

// try makes the site as it would be on a day. If that has errors, those that the site has as it
// is are left out, but for those of a text that is to be sealed: it must be without.
func (d *Decided) try(day library.Date) error {
	opt, read := d.opt, d.Before.Options
	opt.Progress = nil
	read.Today, read.Before, read.Sealing, read.Changed = day, d.Before.Snapshot, d.first, d.files.Contents()
	after, err := generator.Imagine(opt, read)
	if err != nil {
		return err
	}
	d.after, d.House = after, nil
	for _, found := range after.Diags {
		if found.Severity == diag.Warning && (found.Code.OfHouseRules() || found.Code == diag.ImprobableDate) && slices.Contains(d.sealed, found.Pos.File) {
			d.House = append(d.House, d.asWritten(found))
		}
	}
	if !after.Diags.HasErrors() {
		return nil
	}
	read.Changed = nil
	before, err := generator.Imagine(opt, read)
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
