package generator

import (
	"io/fs"
	"path"
	"slices"
	"time"

	"styrdok/generator/diag"
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
	Pages     int
	Prints    int
	Documents int
	Unsealed  int
	Withheld  int
}

// outcomeName is the name of the state that holds outcomes, by sort of build.
const outcomeName = "outcome"

// inputs returns a digest of the stamps of all files that a build reads, and false if one of them is so
// fresh that it may yet change unnoticed, or cannot be looked at.
func (m *Made) inputs(elsewhere []string, at time.Time) (memo.Digest, bool) {
	keys := []any{m.program, m.opt.Today, m.opt.Internal, m.opt.Offline, m.opt.Statement, m.Words.Lang()}
	settled := true
	add := func(file string, info fs.FileInfo) {
		stamp := memo.StampOf(info, at)
		settled = settled && stamp.Known()
		keys = append(keys, file, stamp)
	}
	for _, top := range []string{"content", "static"} {
		err := fs.WalkDir(m.files.fsys, top, func(file string, entry fs.DirEntry, err error) error {
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
	if !m.standardTheme() {
		m.files.walk(path.Join("themes", m.Config.Site.Theme), maxLinks, add)
	}
	for _, file := range append([]string{"config.toml"}, elsewhere...) {
		info, err := fs.Stat(m.files.fsys, file)
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
func (m *Made) elsewhere() []string {
	files := []string{m.Config.Organisation.Logo, m.Config.Organisation.LogoDark}
	for _, file := range m.Config.Print.Fonts {
		files = append(files, file)
	}
	slices.Sort(files)
	return slices.DeleteFunc(slices.Compact(files), func(file string) bool { return file == "" || !m.hasFile(file) })
}

// lastOutcome returns what the last build of this sort came to, if a build now would come to the same.
func (m *Made) lastOutcome() (outcome, bool) {
	var last outcome
	if len(m.opt.changed) > 0 || m.opt.sealing != nil || m.opt.proposed != nil || m.program == (memo.Digest{}) {
		return last, false
	}
	state := memo.ReadState(m.opt.Dir, outcomeName, m.program)
	defer state.Close()
	if !state.Get("", m.stateName(), &last) {
		return last, false
	}
	now, settled := m.inputs(last.Elsewhere, time.Now())
	same := settled && now == last.Inputs
	if same && m.opt.Verify {
		m.verifyOutcome(last)
	}
	return last, same
}

// repeat makes m what the last build came to.
func (m *Made) repeat(last outcome) {
	m.Diags = last.Diags
	if m.opt.Unsealed {
		m.Diags = append(m.Diags, last.Advice...)
	}
	m.PageCount, m.PrintCount, m.Documents, m.Unsealed, m.hidden = last.Pages, last.Prints, last.Documents, last.Unsealed, last.Withheld
	m.settle()
}

// writeOutcome remembers what a build came to, beside those of other sorts. Inputs are as they were before
// anything was read.
func (m *Made) writeOutcome(inputs memo.Digest, manifest publish.Manifest) {
	old := memo.ReadState(m.opt.Dir, outcomeName, m.program)
	defer old.Close()
	_ = memo.WriteState(m.opt.Dir, outcomeName, m.program, func(w *memo.StateWriter) error {
		for _, name := range old.IDs("") {
			if name != m.stateName() {
				w.Copy(old, "", name)
			}
		}
		advice := m.advice
		diags := slices.Clone(m.Diags)
		if m.opt.Unsealed {
			diags = slices.DeleteFunc(diags, func(d diag.Diagnostic) bool {
				return slices.ContainsFunc(advice, func(a diag.Diagnostic) bool { return a.Code == d.Code && a.Pos == d.Pos })
			})
		}
		w.Put("", m.stateName(), outcome{
			Inputs: inputs, Elsewhere: m.elsewhere(), Manifest: memo.KeyOf(manifest), Diags: diags, Advice: advice,
			Pages: m.PageCount, Prints: m.PrintCount, Documents: m.Documents, Unsealed: m.Unsealed, Withheld: m.hidden,
		})
		return nil
	})
}
