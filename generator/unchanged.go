package generator

import (
	"crypto/sha256"
	"io/fs"
	"path"
	"slices"
	"time"

	"styrdok/generator/diag"
	"styrdok/generator/folder"
	"styrdok/generator/load"
	"styrdok/generator/memo"
	"styrdok/generator/publish"
)

// outcome is what a build came to, as the next one repeats it if nothing has changed since.
type outcome struct {
	Inputs    memo.Digest // stamps of all files of the site's folder that were read, program, day and sort of build
	Elsewhere []string    // files among them outside the folders of sources
	Manifest  memo.Digest // of the output
	Diags     diag.List
	Advice    diag.List
	Lines     []line // of Diags
	Pages     int
	Prints    int
	Documents int
	Unsealed  int
	Withheld  int
}

// line is a line of a file that a report shows.
type line struct {
	At   folder.Line
	Text string
	Of   memo.Digest // the file
}

// linesOf returns the lines that a report of diagnostics shows. Those of files that are as they were when the last build
// came to its outcome are known from there.
func linesOf(s *load.Site, last outcome, list diag.List) (out []line) {
	for _, l := range last.Lines {
		if s.Digest(l.At.File) == l.Of {
			s.Know(l.At, l.Text)
		}
	}
	for _, d := range list {
		if text, ok := s.Line(d.Pos.File, d.Pos.Line); ok {
			out = append(out, line{folder.Line{File: d.Pos.File, N: d.Pos.Line}, text, s.Digest(d.Pos.File)})
		}
	}
	return out
}

// outcomeName is the name of the state that holds outcomes, by sort of build.
const outcomeName = "outcome"

// inputs returns a digest of the stamps of all files that a build reads, and false if one of them is so
// fresh that it may yet change unnoticed, or cannot be looked at.
func inputs(o *load.Opened, opt Options, elsewhere []string, at time.Time) (memo.Digest, bool) {
	keys := []any{o.Program, o.Today, o.Internal, o.Offline, opt.Statement, o.Words.Lang(), opt.Signer.Public()}
	left, _ := o.BrokenOff()
	keys = append(keys, left)
	settled := true
	add := func(file string, info fs.FileInfo) {
		stamp := memo.StampOf(info, at)
		settled = settled && stamp.Known()
		keys = append(keys, file, stamp)
	}
	for _, top := range []string{"content", "static"} {
		err := fs.WalkDir(o.FS, top, func(file string, entry fs.DirEntry, err error) error {
			if err != nil || !entry.Type().IsRegular() {
				keys = append(keys, file, err == nil, entryType(entry))
				if err != nil && file != top {
					return err
				}
				return nil
			}
			info, err := entry.Info()
			if err == nil {
				add(file, info)
			}
			return err
		})
		if err != nil {
			return memo.Digest{}, false
		}
	}
	if !o.StandardTheme() {
		o.Walk(path.Join("themes", o.Config.Site.Theme), add)
	}
	for _, file := range append([]string{"config.toml"}, elsewhere...) {
		info, err := fs.Stat(o.FS, file)
		if err != nil || !info.Mode().IsRegular() {
			return memo.Digest{}, false
		}
		add(file, info)
	}
	return memo.KeyOf(keys...), settled
}

func entryType(e fs.DirEntry) fs.FileMode {
	if e == nil {
		return 0
	}
	return e.Type()
}

// elsewhere are the files that the configuration names outside the folders of sources.
func elsewhere(o *load.Opened) []string {
	files := []string{o.Config.Organisation.Logo, o.Config.Organisation.LogoDark}
	for _, file := range o.Config.Print.Fonts {
		files = append(files, file)
	}
	slices.Sort(files)
	return slices.DeleteFunc(slices.Compact(files), func(file string) bool { return file == "" || !o.Has(file) })
}

// looked is a digest of the files of a site as they were before anything was read, and whether they had settled.
type looked struct {
	Inputs  memo.Digest
	Settled bool
}

// lastOutcome returns what the last build of this sort came to, whether a build now would come to the same, and how the files
// are now, which have not settled if nothing may be remembered.
func lastOutcome(o *load.Opened, opt Options) (last outcome, same bool, now looked) {
	if o.Imagined() || o.Program == (memo.Digest{}) {
		return last, false, now
	}
	state := memo.ReadState(o.Dir, outcomeName, o.Program)
	defer state.Close()
	same = state.Get("", o.StateName(), &last)
	files := elsewhere(o)
	now.Inputs, now.Settled = inputs(o, opt, files, time.Now())
	same = same && now.Settled && now.Inputs == last.Inputs && slices.Equal(files, last.Elsewhere)
	if same {
		for _, l := range last.Lines {
			o.Know(l.At, l.Text)
		}
		if o.Verify != nil {
			verifyOutcome(o, opt, last)
		}
	}
	return last, same, now
}

// result returns what the last build came to as what a build now comes to.
func (last outcome) result(o *load.Opened, opt Options) *Result {
	diags := last.Diags
	if opt.Unsealed {
		diags = append(diags, last.Advice...)
	}
	return &Result{
		Opened: o, Diags: o.Settle(diags), Out: opt.Output(o),
		PageCount: last.Pages, PrintCount: last.Prints, Documents: last.Documents, Unsealed: last.Unsealed, Withheld: last.Withheld,
	}
}

// writeOutcome remembers what a build came to, beside those of other sorts. Inputs are as they were before
// anything was read.
func writeOutcome(r *Result, w *Whole, lines []line, files looked, manifest publish.Manifest) {
	old := memo.ReadState(r.Dir, outcomeName, r.Program)
	defer old.Close()
	_ = memo.WriteState(r.Dir, outcomeName, r.Program, func(to *memo.StateWriter) error {
		for _, name := range old.IDs("") {
			if name != r.StateName() {
				to.Copy(old, "", name)
			}
		}
		to.Put("", r.StateName(), outcome{
			Inputs: files.Inputs, Elsewhere: elsewhere(r.Opened), Manifest: memo.KeyOf(manifest), Diags: w.Diags, Advice: w.Advice, Lines: lines,
			Pages: r.PageCount, Prints: r.PrintCount, Documents: r.Documents, Unsealed: r.Unsealed, Withheld: r.Withheld,
		})
		return nil
	})
}

// verifyOutcome makes a whole site again of which nothing is said to have changed since the last build.
func verifyOutcome(o *load.Opened, opt Options, last outcome) {
	type outcome struct {
		Manifest memo.Digest
		Diags    diag.List
	}
	o.Again("what the last build came to", outcome{last.Manifest, last.Diags}, func() (any, error) {
		opt.Cache, opt.Check, opt.Unsealed, opt.Approved, opt.Verify, opt.Progress, opt.Counts = false, false, false, false, nil, nil, nil
		now, err := Make(opt)
		if err != nil {
			return nil, err
		}
		var manifest publish.Manifest
		for _, f := range now.Files {
			sum := sha256.New()
			size, err := f.Copy(sum)
			if err != nil {
				return nil, err
			}
			manifest = append(manifest, publish.Entry{Path: f.Path, Digest: publish.Digest(sum.Sum(nil)), Size: size})
		}
		return outcome{memo.KeyOf(manifest), now.Diags}, nil
	})
}
