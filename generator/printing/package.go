package printing

import (
	"cmp"
	"crypto/sha256"
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
	Planned   *bundle.Bundle
	Directory *site.Directory // of the internal site
	Report    site.LooseText  // as written; the tree may be nil
	Parts     map[*bundle.Part]*Shown
	Each      func(n int, do func(i int) error) error // calls do for 0 to n-1, several at a time
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
	parts := slices.DeleteFunc(slices.Clone(k.Planned.Parts), func(p *bundle.Part) bool { return p.Role == bundle.Sums })
	out := make([]Printed, len(parts))
	found := make([]diag.List, len(parts))
	// The report comes last, since it shows how many sheets the others have.
	err := k.Each(len(parts)-1, func(i int) (err error) {
		out[i+1], found[i+1], err = k.separate(parts[i+1], nil, only)
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	places := bundle.Places{}
	for i, part := range parts[1:] {
		places[part.Name] = bundle.Place{Sheets: out[i+1].Sheets}
	}
	for range maxPasses {
		if out[0], found[0], err = k.separate(parts[0], places, only); err != nil {
			return nil, nil, err
		}
		before := places[parts[0].Name].Sheets
		if before == out[0].Sheets {
			break
		}
		places[parts[0].Name] = bundle.Place{Sheets: out[0].Sheets}
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
	return Printed{k.name(part), file, len(sheets.Sheets)}, diags, err
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

// name returns the name of a part's file: "bilaga-03-inkop-2017-11-27.pdf".
func (k *Package) name(part *bundle.Part) string {
	if part.Number == 0 {
		return k.Press.Words.T("bundle.file.report") + ".pdf"
	}
	last := 0
	for _, p := range k.Planned.Parts {
		last = max(last, p.Number)
	}
	name := path.Base(k.Parts[part].Print.Address)
	if part.Role == bundle.Summary {
		name = strings.TrimSuffix(name, path.Ext(name)) + "-" + k.Press.Words.T("bundle.file.summary") + ".pdf"
	}
	return fmt.Sprintf("%s-%0*d-%s", k.Press.Words.T("bundle.file.appendix"), len(fmt.Sprint(last)), part.Number, name)
}

// maxPasses is how often sheets are made anew because the numbers of sheets within them have become
// others. Two passes are enough but for numbers that make a line longer.
const maxPasses = 6

// Whole makes the package as one file, with the checksums of the separate files.
func (k *Package) Whole(separate []Printed) (Printed, error) {
	var files []bundle.File
	for _, f := range separate {
		files = append(files, bundle.File{Name: f.Name, SHA256: fmt.Sprintf("%x", sha256.Sum256(f.Data)), Sheets: f.Sheets})
	}
	sheets, err := k.settled(files)
	if err != nil {
		return Printed{}, err
	}
	out := Printed{Name: k.Press.Words.T("bundle.file.package", k.Planned.Meeting.Name) + ".pdf", Sheets: len(sheets.Sheets)}
	out.Data, err = pdf.Draw(sheets, k.info(), k.Fonts, k.Pictures)
	return out, err
}

// settled lays the package out until the numbers of sheets that it shows are those it has.
func (k *Package) settled(files []bundle.File) (layout.Print, error) {
	now := pass{Package: k, files: files, places: bundle.Places{}, heads: map[string]int{}}
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
