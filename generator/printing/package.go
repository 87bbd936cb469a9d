package printing

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"styrdok/generator/bundle"
	"styrdok/generator/diag"
	"styrdok/generator/layout"
	"styrdok/generator/pdf"
	"styrdok/generator/site"
)

// Printed is a print as a file.
type Printed struct {
	Name   string // of the file: "resor-2024-04-29.pdf"
	Data   []byte
	Sheets int
}

// Package prints the decision package of a meeting.
type Package struct {
	*Press
	bundle.Words
	Planned      *bundle.Bundle
	Directory    *site.Directory                 // of the internal site
	Reports      map[*bundle.Part]site.LooseText // as written; a tree may be nil
	Parts        map[*bundle.Part]*Shown
	Confidential bool                                    // texts are not masked: every sheet says so
	Each         func(n int, do func(i int) error) error // calls do for 0 to n-1, several at a time
}

// Shown is what a part shows: the print of a version or of a comparison, and the site that it is of.
type Shown struct {
	Directory  *site.Directory
	Print      *site.Print
	Comparison *site.Comparison // nil if it is of a version
}

// Separate makes the documents as files by themselves, the report first, unless only their sheets are wanted. It
// returns what is wrong with them, pictures included.
func (k *Package) Separate(only bool) ([]Printed, diag.List, error) {
	parts := k.Planned.Parts
	out := make([]Printed, len(parts))
	found := make([]diag.List, len(parts))
	// Reports come last, since they show how many sheets the others have.
	var reports, others []int
	for i, p := range parts {
		if p.Role == bundle.Report {
			reports = append(reports, i)
		} else {
			others = append(others, i)
		}
	}
	places := bundle.Places{}
	err := k.Each(len(others), func(n int) (err error) {
		i := others[n]
		out[i], found[i], err = k.separate(parts[i], nil, only)
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	for _, i := range others {
		places[parts[i].Name] = bundle.Place{Sheets: out[i].Sheets}
	}
	for _, i := range reports {
		for range maxPasses {
			if out[i], found[i], err = k.separate(parts[i], places, only); err != nil {
				return nil, nil, err
			}
			before := places[parts[i].Name].Sheets
			if before == out[i].Sheets {
				break
			}
			places[parts[i].Name] = bundle.Place{Sheets: out[i].Sheets}
		}
	}
	return out, append(slices.Concat(found...), k.Pictures.Problems()...), nil
}

// separate makes the file of a part.
func (k *Package) separate(part *bundle.Part, places bundle.Places, only bool) (Printed, diag.List, error) {
	alone := pass{Package: k, places: places}
	sheets, diags := k.Setter.Break(alone.document(part), k.Style)
	diags = k.located(part, diags)
	if only || diags.HasErrors() {
		return Printed{}, diags, nil
	}
	var file []byte
	var err error
	if s := k.Parts[part]; s != nil && part.Role != bundle.Summary {
		file, _, err = k.File(s.Directory.Frame, s.Print, sheets)
	} else {
		file, err = pdf.Draw(sheets, k.info(), k.Fonts, k.Pictures)
	}
	return Printed{k.FileName(part), file, len(sheets.Sheets)}, diags, err
}

// located returns diagnostics of a part, with the place of its title where they have none.
func (k *Package) located(part *bundle.Part, diags diag.List) diag.List {
	if part.Version != nil {
		return located(part.Version, diags, k.env.Line)
	}
	for i := range diags {
		if diags[i].Pos.File == "" {
			diags[i].Pos = k.Planned.Meeting.PosOf("title")
		}
	}
	return diags
}

// FileName returns the name of a part's file: "bilaga-03-inkop-2017-11-27.pdf". It is another one if texts are not masked, so that
// the two are not taken for each other.
func (k *Package) FileName(part *bundle.Part) string { return k.kept(k.stem(part)) }

// kept adds an ending to the name of a file, and before it whether texts are not masked.
func (k *Package) kept(stem string) string {
	if k.Confidential {
		stem += "-" + k.Press.Words.T("bundle.file.confidential")
	}
	return stem + ".pdf"
}

func (k *Package) stem(part *bundle.Part) string {
	t := k.Press.Words
	switch {
	case part.Role == bundle.Report && part.Item != nil:
		return t.T("bundle.file.report") + "-" + part.Item.Document.ID.Name()
	case part.Role == bundle.Report:
		return t.T("bundle.file.report")
	}
	last := 0
	for _, p := range slices.Concat(k.Planned.Parts, k.Planned.Attached) {
		last = max(last, p.Number)
	}
	var name string
	switch part.Role {
	case bundle.Attached:
		name = path.Base(part.File)
	case bundle.Summary:
		name = strings.TrimSuffix(path.Base(k.Parts[part].Print.Address), ".pdf") + "-" + t.T("bundle.file.summary")
	default:
		name = path.Base(k.Parts[part].Print.Address)
	}
	return fmt.Sprintf("%s-%0*d-%s", t.T("bundle.file.appendix"), len(fmt.Sprint(last)), part.Number, strings.TrimSuffix(name, ".pdf"))
}

// maxPasses is how often sheets are made anew because the numbers of sheets within them have become
// others. Two passes are enough but for numbers that make a line longer.
const maxPasses = 6

// Whole makes the package as one file.
func (k *Package) Whole() (Printed, error) {
	sheets, err := k.settled()
	if err != nil {
		return Printed{}, err
	}
	out := Printed{Name: k.kept(k.Press.Words.T("bundle.file.package", k.Planned.Meeting.Name)), Sheets: len(sheets.Sheets)}
	out.Data, err = pdf.Draw(sheets, k.info(), k.Fonts, k.Pictures)
	return out, err
}

// settled lays the package out until the numbers of sheets that it shows are those it has.
func (k *Package) settled() (layout.Print, error) {
	now := pass{Package: k, places: bundle.Places{}, heads: map[string]int{}}
	for _, f := range k.Planned.Parts {
		now.places[f.Name] = bundle.Place{First: 1, Sheets: 1}
	}
	for n := range 2 * maxPasses {
		// Where they do not settle, only the lists show them.
		now.terse = n >= maxPasses
		sheets, _ := k.Setter.BreakBundle(now.whole(), k.Style)
		places, heads := bundle.Places{}, map[string]int{}
		for _, p := range sheets.Parts {
			places[p.Name] = bundle.Place{First: p.First + 1, Sheets: p.Sheets}
		}
		for _, a := range sheets.Anchors {
			if _, known := heads[a.ID]; !known {
				heads[a.ID] = a.Sheet + 1
			}
		}
		if maps.Equal(places, now.places) && (maps.Equal(heads, now.heads) || now.terse) {
			return sheets, nil
		}
		now.places, now.heads = places, heads
	}
	return layout.Print{}, fmt.Errorf("lay out %s: the numbers of its sheets do not settle", k.Planned.Meeting.File)
}

// info returns the metadata of the package. Its day is the report's, so that the same bytes can be made again.
func (k *Package) info() pdf.Info {
	info := pdf.Info{Author: k.Directory.Organisation.Name, Subject: k.Occasion(), Creator: "styrdok"}
	if day := k.Planned.Meeting.Dated; !day.IsZero() {
		info.Created, info.Modified = day.Time(), day.Time()
	}
	return info
}

// language returns the language of the words that are the package's.
func (k *Package) language() string { return cmp.Or(k.Directory.Language, k.Press.Words.Lang()) }
