package generator

import (
	"styrdok/generator/diag"
	"styrdok/generator/load"
	"styrdok/generator/lock"
	"styrdok/generator/memo"
	"styrdok/generator/publish"
	"styrdok/generator/unit"
)

// Make makes everything that is to be published, in memory. What people wrote wrong is in
// Diags; the error is of the machine.
func Make(opt Options) (*Result, error) {
	read := opt.Reading()
	read.Fresh = !opt.Cache && !opt.Check
	return makeOf(opt, read)
}

// Imagine finds out what would be wrong with a site that is read as read says.
func Imagine(opt Options, read load.Options) (*Result, error) {
	opt.Check = true
	return makeOf(opt, read)
}

func makeOf(opt Options, read load.Options) (*Result, error) {
	release, _ := lock.Read(opt.Dir, opt.Waiting)
	defer release()
	o, diags, err := load.Open(read)
	if err != nil {
		return nil, err
	}
	defer o.Store.Close()
	if opt.Check && !opt.Obligations {
		if last, same, _ := lastOutcome(o, opt); same {
			return last.result(o, opt), nil
		}
	}
	useLargePages()
	s, more, err := o.Load()
	if err != nil {
		return nil, err
	}
	defer s.State.Close()
	diags = append(diags, more...)
	if o.BadConfig {
		return NewResult(s, nil, diags, opt), nil
	}
	var out unit.Output = unit.NewNames()
	memory := unit.NewMemory()
	if !opt.Check {
		out = memory
	}
	w, err := publishSite(s, diags, opt, out)
	if err != nil {
		return nil, err
	}
	defer w.Close()
	r := NewResult(s, w, nil, opt)
	if !opt.Check && !r.Diags.HasErrors() {
		r.Files = memory.All()
	}
	return r, nil
}

// Build makes what has changed since the last build and publishes it, all or nothing. If something is
// wrong with the site, nothing is published. If the output folder may not be replaced, the error says so
// and what is wrong with the site is in Diags all the same.
func Build(opt Options) (*Result, publish.Result, error) {
	var none publish.Result
	release, _ := lock.Read(opt.Dir, opt.Waiting)
	defer release()
	o, diags, err := load.Open(opt.Reading())
	if err != nil {
		return nil, none, err
	}
	defer o.Store.Close()
	to := opt.publishing(o)
	last, same, files := lastOutcome(o, opt)
	if same {
		if r, result, ok := publishAgain(o, opt, to, last); ok {
			return r, result, nil
		}
	}
	useLargePages()
	var s *load.Site
	var k *unit.Maker
	var known diag.List
	var tree *publish.Tree
	var refused error
	err = o.Each(2, func(i int) (err error) {
		if i > 0 {
			tree, refused = publish.Begin(to)
			return nil
		}
		var more diag.List
		s, more, err = o.Load()
		diags = append(diags, more...)
		if err == nil && !o.BadConfig {
			k, known, err = newMaker(s, diags, opt)
		}
		return err
	})
	defer tree.Abort()
	if s != nil {
		defer s.State.Close()
	}
	if err != nil {
		return nil, none, err
	}
	if o.BadConfig {
		return NewResult(s, nil, diags, opt), none, nil
	}
	if percent := collectAt(len(s.Library.Documents)); percent > 0 {
		defer CollectLate(percent)()
	}
	if refused != nil {
		opt.Check = true
		w, err := publishSite(s, diags, opt, unit.NewNames())
		if err != nil {
			return NewResult(s, nil, diags, opt), none, err
		}
		defer w.Close()
		return NewResult(s, w, diags, opt), none, refused
	}
	k.Out = tree
	w, err := Publish(k, known)
	if err != nil {
		return NewResult(s, nil, diags, opt), none, err
	}
	defer w.Close()
	r := NewResult(s, w, diags, opt)
	if r.Diags.HasErrors() || opt.Strict && r.warned() {
		return r, none, err
	}
	remembering := opt.Cache && s.Program != (memo.Digest{})
	var manifest publish.Manifest
	settled := files.Settled && remembering && !opt.Approved // which nothing holds that has not been recorded
	if settled {
		manifest = tree.Wanted()
	}
	var result publish.Result
	var lines []line
	err = o.Each(2, func(i int) (err error) {
		if i == 0 {
			result, err = tree.Commit()
			return err
		}
		if remembering {
			w.write() // A record holds only if the output has its files, so it may be there before them.
		}
		lines = linesOf(s, last, r.Diags)
		return nil
	})
	if err != nil {
		return r, result, err
	}
	s.Counts.Written.Add(int64(result.Written))
	if settled {
		writeOutcome(r, w, lines, files, manifest)
	}
	return r, result, nil
}

// collectAt is the GC percentage for a site of some documents, 0 for that of the program. It matters where more than
// collectFrom is in use; 1,000 documents are made with 40 to 106 MB.
func collectAt(documents int) int {
	if documents > 500 {
		return 200
	}
	return 0
}

// publishing is where and how a site is published.
func (o Options) publishing(of *load.Opened) publish.Options {
	sort := "public"
	if o.Internal {
		sort = "internal"
	}
	return publish.Options{Dir: o.Output(of), Sort: sort, Sources: of.Sources(), Site: of.Dir, Waiting: o.Waiting, Each: of.Each}
}

// publishAgain publishes what the last build has made, if all of it is still in the output, and reports
// whether it is.
func publishAgain(o *load.Opened, opt Options, to publish.Options, last outcome) (*Result, publish.Result, bool) {
	tree, err := publish.Begin(to)
	if err != nil {
		return nil, publish.Result{}, false
	}
	defer tree.Abort()
	manifest, all := tree.KeepAll()
	if !all || memo.KeyOf(manifest) != last.Manifest {
		return nil, publish.Result{}, false
	}
	r := last.result(o, opt)
	if opt.Strict && r.warned() {
		return r, publish.Result{}, true
	}
	result, err := tree.Commit()
	return r, result, err == nil
}

// warned reports whether there is a warning.
func (r *Result) warned() bool {
	_, warnings := r.Diags.Count()
	return warnings > 0
}
