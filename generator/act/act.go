// Package act carries out what people ask of a site besides building and showing it: decisions on documents, which change
// its files, and prints, comparisons, decision packages and archives of single documents. What is to be written is
// returned, or written when it is asked for; reports and messages are for the caller.
package act

import (
	"cmp"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"styrdok/generator"
	"styrdok/generator/diag"
	"styrdok/generator/edit"
	"styrdok/generator/load"
	"styrdok/generator/lock"
)

// Found is a site as a command found it, with what is wrong with it.
type Found struct {
	*load.Site
	Diags diag.List
}

// Load reads a site for a command that looks at its documents without making anything.
func Load(opt generator.Options) (*Found, error) {
	s, diags, err := load.Load(opt.Reading())
	return &Found{s, diags}, err
}

// loadWhole reads a site with all texts, as for the public.
func loadWhole(opt generator.Options) (*Found, error) {
	read := opt.Reading()
	read.Whole, read.Internal = true, false
	s, diags, err := load.Load(read)
	return &Found{s, diags}, err
}

// HasErrorsIn reports whether a file has errors.
func (f *Found) HasErrorsIn(file string) bool {
	return slices.ContainsFunc(f.Diags, func(d diag.Diagnostic) bool { return d.Pos.File == file && d.Severity == diag.Error })
}

// about keeps the problems of some texts, and those of no text at all.
func about(list diag.List, files ...string) diag.List {
	return slices.DeleteFunc(slices.Clone(list), func(d diag.Diagnostic) bool {
		return d.Code != diag.BrokenOff && strings.HasPrefix(d.Pos.File, "content/") && !slices.Contains(files, d.Pos.File)
	})
}

// Hold is the right to write a site's own files. Only one process has it at a time.
type Hold struct {
	Finished []string // files that an earlier run was writing when it was killed, and that are written now
	release  func()
}

// Take waits for the right to write the files of a folder, so that what is read from then on stays as it
// is until it is written, does the rest of what a killed run was doing, and sweeps away what others have left. In a folder
// that is no site it does nothing.
func Take(dir string, waiting lock.Waiting) (*Hold, error) {
	dir = cmp.Or(dir, ".")
	if _, err := os.Stat(filepath.Join(dir, "config.toml")); err != nil {
		return nil, nil
	}
	release, err := lock.Take(dir, lock.Sources, waiting)
	if err != nil {
		return nil, err
	}
	finished := edit.Finish(dir, waiting)
	edit.Sweep(dir)
	return &Hold{finished, release}, nil
}

// Release gives the right back. A nil Hold has none.
func (h *Hold) Release() {
	if h != nil {
		h.release()
	}
}
