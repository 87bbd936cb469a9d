package act

import (
	"errors"
	"slices"
	"strings"

	"styrdok/generator"
	"styrdok/generator/diag"
	"styrdok/generator/library"
	"styrdok/generator/load"
	"styrdok/generator/lock"
	"styrdok/generator/printing"
	"styrdok/generator/site"
)

// Print makes the prints of some versions, in the order in which they are named and each once, whether or not they are
// published. A name that nothing has is an *UnknownError. What the public sees is printed as the public gets it.
// Confidential passages are masked in every print. Problems of other documents are left out.
func Print(opt generator.Options, names []string) (*Found, []printing.Printed, error) {
	release, _ := lock.Read(opt.Dir, opt.Waiting)
	defer release()
	read := opt.Reading()
	read.Internal = false
	s, found, err := load.Load(read) // the texts are read of those that are printed, and where links lead
	f := &Found{s, found}
	if err != nil || f.BadConfig {
		return f, nil, err
	}
	files, err := f.chooseFiles(names)
	if err != nil {
		return f, nil, err
	}
	for _, file := range files {
		if v := f.version(file); v.Original != "" {
			f.Diags = onlyOriginal(v)
			return f, nil, nil
		}
	}
	planner, diags, err := newPlanner(f, opt)
	if err != nil {
		return nil, nil, err
	}
	prints, more, err := planner.prints(len(files))
	if err != nil {
		return nil, nil, err
	}
	diags = append(diags, more...)
	out, made := make([]printing.Printed, len(files)), make([]*site.Print, len(files))
	for _, internal := range []bool{false, true} {
		if !slices.Contains(made, nil) {
			break
		}
		plan, more, err := planner.plan(internal, withVersion(files))
		if err != nil {
			return nil, nil, err
		}
		diags = about(append(diags, more...), files...)
		var only []*site.Print
		for _, pr := range plan.versions() {
			if i := slices.Index(files, pr.Version.File); i >= 0 && made[i] == nil {
				made[i] = pr
				only = append(only, pr)
			}
		}
		drawn, more, err := prints.Draw(plan.Frame, only, diags.HasErrors())
		if err != nil {
			return nil, nil, err
		}
		diags = append(diags, more...)
		for i, pr := range only {
			out[slices.Index(files, pr.Version.File)] = drawn[i]
		}
	}
	f.Diags = f.Settle(append(diags, prints.Pictures.Problems()...))
	if f.Diags.HasErrors() {
		return f, nil, nil
	}
	same := map[string]int{}
	for _, p := range out {
		same[p.Name]++
	}
	for i, p := range out {
		if same[p.Name] > 1 {
			collection, _, _ := strings.Cut(site.Place(made[i].Address), "/")
			out[i].Name = collection + "-" + p.Name
		}
	}
	return f, out, nil
}

// onlyOriginal reports that the text of a version exists only as a file.
func onlyOriginal(v *library.Version) diag.List {
	return diag.List{diag.New(diag.OnlyOriginal, v.PosOf("original"), v.Title, v.Original)}
}

// chooseFiles returns the files of the versions that are named, each once. Names that nothing has are *UnknownErrors.
func (f *Found) chooseFiles(names []string) (files []string, err error) {
	var unknown []error
	for _, n := range names {
		var v *library.Version
		if v, err = f.Choose(n); err != nil {
			unknown = append(unknown, err)
		} else if !slices.Contains(files, v.File) {
			files = append(files, v.File)
		}
	}
	return files, errors.Join(unknown...)
}
