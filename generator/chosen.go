package generator

import (
	"errors"
	"path"
	"slices"
	"strings"

	"styrdok/generator/decide"
	"styrdok/generator/diag"
	"styrdok/generator/library"
	"styrdok/generator/printing"
	"styrdok/generator/site"
)

// UnknownError means that no version has the name by which it was asked for.
type UnknownError struct {
	ID      string   // as asked for
	Version string   // as asked for; empty where no document has the ID
	Nearest string   // an ID or a version's name; may be empty
	Known   []string // the names of the document's versions
}

// Error returns the name in plain words, for programmers; people are told by the command.
func (e *UnknownError) Error() string {
	return "no version " + strings.TrimSuffix(e.ID+"@"+e.Version, "@")
}

// Choose finds the version that a name such as "policy/resor", "policy/resor@2" or
// "policy/resor@2019-03-25" means: the version with that name, day of adoption or file; without
// "@" the one that holds, else the newest. The document may be named by its file, too. The error is an
// *UnknownError.
func (m *Made) Choose(name string) (*library.Version, error) {
	id, version, exact := strings.Cut(name, "@")
	document := decide.CleanID(id)
	id = string(document)
	d := m.Library.Document(document)
	if d == nil {
		var known []string
		for _, d := range m.Library.Documents {
			known = append(known, string(d.ID))
		}
		return nil, &UnknownError{ID: id, Nearest: diag.Nearest(id, known)}
	}
	if !exact {
		if d.Holds != nil {
			return d.Holds, nil
		}
		return d.Shown, nil
	}
	var names, known []string
	for _, v := range d.Versions {
		file := strings.TrimSuffix(path.Base(v.File), ".md")
		day := v.Adopted.String()
		if version != "" && (version == v.Name || version == day || strings.TrimSuffix(version, ".md") == file) {
			return v, nil
		}
		names = append(names, v.Name, day, file)
		if day == "" {
			day = file
		}
		known = append(known, day)
	}
	return nil, &UnknownError{ID: id, Version: version, Nearest: diag.Nearest(version, names), Known: known}
}

// Printed is a print that was asked for.
type Printed = printing.Printed

// open loads a site for a command that is handed the names of versions, and reads it as for the public,
// whatever it takes besides. It reports whether there is a library to pick from.
func open(opt Options) (m *Made, ok bool, err error) {
	opt.whole = true
	opt.Internal = false
	m, err = Load(opt)
	return m, err == nil && !m.BadConfig && m.Library != nil, err
}

// Chosen makes the prints of some versions, in the order in which they are named and each once,
// whether or not they are published. A name that nothing has is an *UnknownError. What the public sees is printed as the public gets it.
// Confidential passages are masked in every print. Problems of other documents are left out.
func Chosen(opt Options, names []string) (*Made, []Printed, error) {
	m, ok, err := open(opt)
	if err != nil || !ok {
		return m, nil, err
	}
	files := map[string]bool{}
	var order []string
	var unknown []error
	for _, n := range names {
		v, err := m.Choose(n)
		if err != nil {
			unknown = append(unknown, err)
		} else if !files[v.File] {
			files[v.File] = true
			order = append(order, v.File)
		}
	}
	if len(unknown) > 0 {
		return m, nil, errors.Join(unknown...)
	}
	planner, err := m.planner()
	if err != nil {
		return nil, nil, err
	}
	prints, err := newPrints(m, planner.words)
	if err != nil {
		return nil, nil, err
	}
	out := make([]Printed, len(order))
	made := make([]*site.Print, len(order))
	for _, internal := range []bool{false, true} {
		if !slices.Contains(made, nil) {
			break
		}
		plan, diags, err := planner.plan(internal, func(d *library.Document) bool {
			return slices.ContainsFunc(d.Versions, func(v *library.Version) bool { return files[v.File] })
		})
		if err != nil {
			return nil, nil, err
		}
		var only []*site.Print
		for _, pr := range plan.versions() {
			if i := slices.Index(order, pr.Version.File); i >= 0 && made[i] == nil {
				made[i] = pr
				only = append(only, pr)
			}
		}
		m.Diags = append(m.Diags, diags...)
		m.about(files)
		drawn, err := prints.draw(plan.Frame, only)
		if err != nil {
			return nil, nil, err
		}
		for i, pr := range only {
			out[slices.Index(order, pr.Version.File)] = drawn[i]
		}
	}
	prints.close(false)
	m.settle()
	if m.Diags.HasErrors() {
		return m, nil, nil
	}
	same := map[string]int{}
	for _, f := range out {
		same[f.Name]++
	}
	for i, f := range out {
		if same[f.Name] > 1 {
			collection, _, _ := strings.Cut(site.Place(made[i].Address), "/")
			out[i].Name = collection + "-" + f.Name
		}
	}
	return m, out, nil
}

// about keeps the problems of some texts, and those of no text at all.
func (m *Made) about(files map[string]bool) {
	m.Diags = slices.DeleteFunc(m.Diags, func(d diag.Diagnostic) bool {
		return strings.HasPrefix(d.Pos.File, "content/") && !files[d.Pos.File]
	})
}
