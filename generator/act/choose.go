package act

import (
	"cmp"
	"errors"
	"path"
	"strings"

	"styrdok/generator/decide"
	"styrdok/generator/diag"
	"styrdok/generator/library"
)

// ErrOnlyVersion means that a document has no other version to be compared with.
var ErrOnlyVersion = errors.New("only one version")

// ErrTwoDocuments means that two versions of different documents were to be compared.
var ErrTwoDocuments = errors.New("versions of two documents")

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
func (f *Found) Choose(name string) (*library.Version, error) {
	id, version, exact := strings.Cut(name, "@")
	document := decide.CleanID(id)
	id = string(document)
	d := f.Library.Document(document)
	if d == nil {
		var known []string
		for _, d := range f.Library.Documents {
			known = append(known, string(d.ID))
		}
		return nil, &UnknownError{ID: id, Nearest: diag.Nearest(id, known)}
	}
	if !exact {
		if d.InForce != nil {
			return d.InForce, nil
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
		known = append(known, cmp.Or(day, file))
	}
	return nil, &UnknownError{ID: id, Version: version, Nearest: diag.Nearest(version, names), Known: known}
}

// ChooseTwo finds the two versions that names mean, the older one first: "policy/resor" means the one
// that holds and the one before it, "policy/resor@2" or "policy/resor", "2" that version and the one
// that holds, and two names what they say. A version is named as for Choose, and after the first name
// "@" and what stands before it may be left out.
func (f *Found) ChooseTwo(names []string) (old, new *library.Version, err error) {
	var chosen []*library.Version
	id, _, exact := strings.Cut(names[0], "@")
	for i, n := range names {
		if i > 0 && !strings.Contains(n, "@") && f.Library.Document(library.ID(n)) == nil {
			n = id + "@" + n
		}
		v, err := f.Choose(n)
		if err != nil {
			return nil, nil, err
		}
		if i > 0 && v.Document != chosen[0].Document {
			return nil, nil, ErrTwoDocuments
		}
		chosen = append(chosen, v)
	}
	if !exact && len(names) > 1 {
		chosen = chosen[1:] // The first name is that of the document alone.
	}
	switch {
	case len(chosen) > 1:
		old, new = chosen[0], chosen[1]
	case !exact && len(names) == 1:
		old, new = chosen[0].Predecessor(), chosen[0]
	default:
		old, new = chosen[0], cmp.Or(chosen[0].Document.InForce, chosen[0].Document.Shown)
		if new == old {
			old = new.Predecessor()
		} else if later(old, new) {
			old, new = new, old
		}
	}
	if old == nil || old == new {
		return nil, nil, ErrOnlyVersion
	}
	return old, new, nil
}

// later reports whether a version comes after another; what is not decided comes last.
func later(v, w *library.Version) bool {
	if v.Status.Adopted() != w.Status.Adopted() {
		return !v.Status.Adopted()
	}
	return w.Adopted.Before(v.Adopted)
}

// VersionNames are names for the versions of a document, each with what it is after a tab.
func (f *Found) VersionNames(id string) []string {
	id, _, _ = strings.Cut(id, "@")
	d := f.Library.Document(library.ID(id))
	if d == nil {
		return nil
	}
	var out []string
	for _, v := range d.Versions {
		out = append(out, cmp.Or(v.Adopted.String(), strings.TrimSuffix(path.Base(v.File), ".md"))+"\t"+v.Title)
	}
	return out
}
