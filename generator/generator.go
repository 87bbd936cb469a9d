// Package generator makes a site's pages and prints of its folder. Each document is made by itself, with a record
// of what it read of others; a later build makes it again only if something in that record has changed. The lists,
// the search index and the files for machines are then put together from what the documents gave. The package
// decides what is made, in which order and how much at once; how a thing is made is for the packages below to know.
// It is handed the day and the standard theme and asks for no time.
package generator

import (
	"cmp"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"styrdok/generator/diag"
	"styrdok/generator/library"
	"styrdok/generator/load"
	"styrdok/generator/lock"
	"styrdok/generator/proof"
	"styrdok/generator/publish"
	"styrdok/generator/site"
	"styrdok/generator/source"
	"styrdok/generator/task"
	"styrdok/generator/unit"
)

// Options say what to make and of what.
type Options struct {
	Dir      string // the site's folder; "" is "."
	Today    library.Date
	Lang     string // of diagnostics, "sv" or "en"; empty: the site's
	Out      string // output folder; empty: the configuration's, or that of an internal or offline build
	Internal bool   // show everything, mark every page
	Offline  bool   // links end in index.html
	Standard fs.FS  // the standard theme
	Cache    bool   // keep prints in the site's folder for the next time
	Workers  int    // how many things to do at once; 0: as many as there are cores
	Unsealed bool   // tell how many adopted versions have no seal, and which texts are not written yet
	// Statement tells that a public site with documents has no accessibility statement. It is for
	// commands that are about the site, not about one document.
	Statement bool
	// Obligations tells what the law requires and no document in force is named for, and the like.
	Obligations bool
	// Progress is told how many of the prints have been drawn. It may be nil, and is called
	// from several goroutines, one at a time.
	Progress func(done, total int)
	// Waiting is told if another process has to be waited for.
	Waiting lock.Waiting
	// Check finds out what is wrong and makes nothing: no print is drawn, no page rendered, no index built, and
	// Files stays empty. It tells what a build would tell.
	Check bool
	// Verify compares what an earlier build has made with what is made again; see [task.Run]. It is for tests.
	Verify func(before, now any) string
	// Strict keeps a site with warnings from being published.
	Strict bool
	// Signer signs the list of checksums. Nil: it is not signed.
	Signer *proof.Key
	// Approved leaves out what differs from the last signature, which somebody has approved.
	Approved bool
	// Context ends a run before it is done, which then returns the context's error. Nil: nothing ends it.
	Context context.Context
	// Counts is added to while things are made. It may be nil.
	Counts *Counts
}

// Counts are how many units of work have been done.
type Counts = task.Counts

// Reading returns how the site is read.
func (o Options) Reading() load.Options {
	return load.Options{
		Run: task.Run{Context: o.Context, Workers: o.Workers, Counts: o.Counts, Verify: o.Verify},
		Dir: o.Dir, Today: o.Today, Lang: o.Lang, Internal: o.Internal, Offline: o.Offline, Cache: o.Cache, Waiting: o.Waiting,
		Approved: o.Approved,
	}
}

// Making returns how the site's documents are made.
func (o Options) Making() unit.Options {
	making := unit.Options{Standard: o.Standard, Check: o.Check, Statement: o.Statement, Progress: o.Progress}
	if o.Signer != nil {
		making.Sign = o.Signer.Sign
	}
	return making
}

// Result is what came of a site's folder. If Diags has errors, Files is empty.
type Result struct {
	*load.Opened
	Site  *load.Site // nil if the last build's outcome holds, so that the documents need not be read
	Diags diag.List
	// TextLinks lead from the texts of documents that hold to other documents.
	TextLinks []site.TextLink

	Files      []publish.File
	PageCount  int
	PrintCount int
	Documents  int
	Unsealed   int    // adopted versions without a seal
	Withheld   int    // drafts, proposals and consultations that a public build leaves out
	Out        string // output folder, as it can be opened from where the program was started
}

// OutExists reports whether there is an output folder already.
func (r *Result) OutExists() bool {
	_, err := os.Stat(r.Out)
	return err == nil
}

// NewResult returns what came of a site, with what those are told who ask for it.
func NewResult(s *load.Site, w *Whole, diags diag.List, opt Options) *Result {
	r := &Result{Opened: s.Opened, Site: s, Out: opt.Output(s.Opened), Documents: len(s.Library.Documents), Unsealed: s.Unsealed, Withheld: s.Withheld}
	advice := s.Advice
	if w != nil {
		diags, r.TextLinks, r.PageCount, r.PrintCount = w.Diags, w.TextLinks, w.Pages, w.Prints
		advice = w.Advice
	}
	if !opt.Unsealed {
		advice = nil
	}
	if opt.Obligations {
		advice = slices.Concat(advice, s.Library.CheckObligations())
	}
	r.Diags = s.Settle(slices.Concat(diags, advice))
	return r
}

// Outputs are the folders that builds of a site write, where no other was asked for, in the site's folder. That of public builds may have
// had the name that it has by default.
func Outputs(config *source.Config) []string {
	return []string{"public", "internal", "offline", "internal-offline", filepath.FromSlash(config.Site.Output)}
}

// Output is the output folder, as it can be opened from where the program was started.
func (o Options) Output(of *load.Opened) string {
	out := of.Config.Site.Output
	switch {
	case o.Internal && o.Offline:
		out = "internal-offline"
	case o.Internal:
		out = "internal"
	case o.Offline:
		// A copy for a folder must not take the place of what is uploaded.
		out = "offline"
	}
	out = cmp.Or(o.Out, filepath.FromSlash(out))
	if filepath.IsAbs(out) && o.Out != "" {
		return out
	}
	return filepath.Join(of.Dir, out)
}
