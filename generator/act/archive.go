package act

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"styrdok/generator"
	"styrdok/generator/archive"
	"styrdok/generator/block"
	"styrdok/generator/diag"
	"styrdok/generator/folder"
	"styrdok/generator/library"
	"styrdok/generator/load"
	"styrdok/generator/lock"
	"styrdok/generator/printing"
	"styrdok/generator/publish"
	"styrdok/generator/seal"
	"styrdok/generator/site"
)

// ArchiveOptions say what of a site is archived, and how.
type ArchiveOptions struct {
	Names  []string // "policy/resor" for all adopted versions, "policy/resor@2" for one; none: everything
	One    bool     // one package for all versions
	Public bool     // only what the public may see
	Format archive.Format
}

// Archive packs adopted versions, with everything: also what the public does not see, and with
// confidential passages in clear, since an archive keeps what was decided. A print is as it was when the version came into force:
// what became of it later is told in the metadata. A name that nothing has is an *UnknownError. Problems of other documents are left out.
func Archive(opt generator.Options, a ArchiveOptions) (*Found, []archive.Package, error) {
	release, _ := lock.Read(opt.Dir, opt.Waiting)
	defer release()
	f, err := loadWhole(opt)
	if err != nil {
		return f, nil, err
	}
	defer f.Store.Close()
	if f.BadConfig {
		return f, nil, nil
	}
	chosen, refused, err := f.archived(a)
	if err != nil {
		return f, nil, err
	}
	if refused.HasErrors() {
		f.Diags = refused
		return f, nil, nil
	}
	entries, _, err := f.ReadSeals()
	if err != nil {
		return nil, nil, err
	}
	pass := &archiving{opt: opt, files: chosen, items: make([]*archive.Item, len(chosen)), seals: entries, masked: a.Public}
	if f.Diags, err = pass.pack(f); err != nil {
		return nil, nil, err
	}
	if !a.Public && !f.Diags.HasErrors() && slices.Contains(pass.items, nil) {
		// What the public does not see, and what it sees in part.
		read := f.Options
		read.Internal = true
		whole, diags, err := load.Load(read)
		if err != nil {
			return nil, nil, err
		}
		if diags, err = pass.pack(&Found{whole, diags}); err != nil {
			return nil, nil, err
		}
		f.Diags = append(f.Diags, diags...)
	}
	f.Diags = f.Settle(f.Diags)
	if f.Diags.HasErrors() {
		return f, nil, nil
	}
	var packed []archive.Item
	for _, it := range pass.items {
		if it != nil {
			packed = append(packed, *it)
		}
	}
	o := archive.Options{Format: a.Format, Day: opt.Today, Sender: sender(f.Site), Words: f.SiteWords()}
	switch {
	case len(packed) == 0:
		return f, nil, nil
	case a.One:
		return f, []archive.Package{archive.PackOne(packed, o)}, nil
	}
	return f, archive.Pack(packed, o), nil
}

// archived chooses versions by their files, in the order of documents and adoption. What is not
// adopted is refused.
func (f *Found) archived(a ArchiveOptions) (files []string, refused diag.List, err error) {
	wanted := map[*library.Version]bool{}
	var unknown []error
	for _, name := range a.Names {
		v, err := f.Choose(name)
		if err != nil {
			unknown = append(unknown, err)
			continue
		}
		versions := []*library.Version{v}
		if !strings.Contains(name, "@") {
			versions = v.Document.Versions
		}
		any := false
		for _, v := range versions {
			if v.Status.Adopted() {
				wanted[v], any = true, true
			}
		}
		if !any {
			refused.Add(diag.NotAdopted, diag.Pos{File: v.File}, v.Document.ID)
		}
	}
	if len(unknown) > 0 {
		return nil, nil, errors.Join(unknown...)
	}
	for _, d := range f.Library.Documents {
		for _, v := range d.Versions {
			if v.Status.Adopted() && (len(a.Names) == 0 || wanted[v]) {
				files = append(files, v.File)
			}
		}
	}
	return files, refused, nil
}

// version returns the version in a file.
func (f *Found) version(file string) *library.Version {
	for _, d := range f.Library.Documents {
		for _, v := range d.Versions {
			if v.File == file {
				return v
			}
		}
	}
	return nil
}

// archiving is what the two passes over a site share.
type archiving struct {
	opt    generator.Options
	files  []string        // of the chosen versions
	items  []*archive.Item // of each, nil until it is packed
	seals  []seal.Entry
	masked bool // confidential passages are left out
}

// pack makes the items that are missing and can be made whole of what a site shows, and returns all that is wrong with them.
func (a *archiving) pack(f *Found) (diag.List, error) {
	planner, diags, err := newPlanner(f, a.opt)
	if err != nil {
		return nil, err
	}
	planner.in.AsAdopted = asAdopted(f.Site, a.files)
	plan, more, err := planner.plan(f.Internal, withVersion(a.files))
	if err != nil {
		return nil, err
	}
	diags = about(slices.Concat(diags, more), append(a.files, seal.File)...)
	var chosen []*site.Print
	for _, pr := range slices.Concat(plan.versions(), plan.originals()) {
		i := slices.Index(a.files, pr.Version.File)
		if i >= 0 && a.items[i] == nil && (f.Internal || a.masked || len(confidential(pr.Text.Tree)) == 0) {
			chosen = append(chosen, pr)
		}
	}
	toDraw := slices.DeleteFunc(slices.Clone(chosen), func(pr *site.Print) bool { return pr.Version.Original != "" })
	prints, more, err := planner.prints(len(toDraw))
	if err != nil {
		return nil, err
	}
	diags = append(diags, more...)
	drawn, more, err := prints.Draw(plan.Frame, toDraw, diags.HasErrors())
	diags = slices.Concat(diags, more, prints.Pictures.Problems())
	if err != nil || diags.HasErrors() {
		return diags, err
	}
	for _, pr := range chosen {
		var print []byte
		if n := slices.Index(toDraw, pr); n >= 0 {
			print = drawn[n].Data
		}
		it, more, err := a.item(f.Site, f.version(pr.Version.File), pr, print)
		if err != nil {
			return nil, err
		}
		diags = append(diags, more...)
		a.items[slices.Index(a.files, pr.Version.File)] = it
	}
	return diags, nil
}

// item gathers what there is of a version, and what keeps it from being archived.
func (a *archiving) item(s *load.Site, v *library.Version, pr *site.Print, print []byte) (it *archive.Item, diags diag.List, err error) {
	it = &archive.Item{
		Version: v, Address: printing.LastingAddress(pr), Print: print, Masked: a.masked,
		KindLabel: pr.KindLabel, Decision: pr.Foot, Tree: pr.Text.Tree,
	}
	// How much of the text is confidential is known where it is masked.
	masked, _ := s.ParseMasked(v.Draft, true)
	it.Laws = confidential(masked.Tree)
	it.Masked = a.masked && len(it.Laws) > 0
	for _, e := range a.seals {
		// The sum of a masked text would tell whoever guesses what was masked that it is right.
		if e.Document == v.Document.ID && e.Adopted == v.Adopted && !it.Masked {
			it.Seal = e.Sum
		}
	}
	for _, f := range pr.Facts {
		it.Facts = append(it.Facts, archive.Fact{Label: f.Label, Value: printing.Spans(f.Value, pr.URL)})
	}
	for _, c := range printing.Closing(pr.Version, s.SiteWords()) {
		it.Closing = append(it.Closing, archive.Section{Title: c.Title, Blocks: c.Blocks})
	}
	files := map[string]diag.Pos{} // with the first place that refers to each
	if !a.masked {
		// The Markdown holds notes that nobody else is to see, and the passages that are masked.
		files[v.File] = diag.Pos{File: v.File}
	}
	refer := func(file string, by block.Span) {
		if _, known := files[file]; !known {
			files[file] = by.Position()
		}
	}
	links, images := pr.Text.Tree.Links(), pr.Text.Tree.Images()
	for i, img := range images {
		if file := pr.Images[i].Source; file != "" {
			refer(file, img)
		}
	}
	for i, l := range links {
		if t := pr.Links[i]; t.Kind == site.TargetFile && t.Source != "" {
			refer(t.Source, l)
		}
	}
	for _, file := range slices.Sorted(maps.Keys(files)) {
		if !archive.Portable(file) {
			diags.Add(diag.ArchiveName, files[file], file)
			continue
		}
		data, err := s.Read(file, folder.MaxFile)
		if err != nil {
			return nil, nil, fmt.Errorf("read %s: %w", file, err)
		}
		it.Files = append(it.Files, archive.File{Path: file, Data: data})
	}
	it.Link = func(l *block.Link) string {
		t := pr.Links[slices.Index(links, l)]
		switch {
		case t.Kind == site.TargetAnchor:
			return "#" + t.Anchor
		case t.Kind == site.TargetFile:
			return archive.SourceAddress(t.Source)
		}
		return t.Absolute
	}
	it.Image = func(i *block.Image) (string, bool) {
		file := pr.Images[slices.Index(images, i)].Source
		return file, file != ""
	}
	return it, diags, nil
}

// confidential returns the laws of a text's masked passages, in order.
func confidential(t *block.Tree) []string {
	var out []string
	visit := func(b block.Block) bool {
		if masked, ok := b.(*block.Masked); ok {
			// As it was written: the spaces that do not break are for readers.
			out = append(out, strings.ReplaceAll(masked.Law, "\u00A0", " "))
		}
		return true
	}
	block.Walk(t.Blocks, visit)
	for _, n := range t.Notes {
		block.Walk(n.Blocks, visit)
	}
	return out
}

func sender(s *load.Site) archive.Sender {
	o := s.Config.Organisation
	return archive.Sender{
		Name: o.Name, Number: o.Number, MunicipalityCode: o.MunicipalityCode, URL: o.URL, Contact: o.Contact, Phone: o.Phone,
		Office: o.Office, Language: s.Config.Site.Language, Address: strings.TrimSuffix(s.Config.Site.BaseURL, "/") + "/",
	}
}

// DefaultArchive is the folder that packages are written in, within the site's: one for each format, and another for those
// for the public.
func DefaultArchive(a ArchiveOptions) string {
	name := "archive"
	if a.Format != archive.BagIt {
		name += "-" + a.Format.String()
	}
	if a.Public {
		name += "-public"
	}
	return name
}

// StoreBags writes bags below a folder, all or none. A bag that says the same as the one that is
// there stays as it is. Bags for the public and those with everything do not lie in one folder.
func StoreBags(s *load.Site, waiting lock.Waiting, dir string, bags []archive.Package, public bool) ([]publish.Outcome, error) {
	sort := "whole"
	if public {
		sort = "public"
	}
	folders := make([]publish.Folder, len(bags))
	for i, b := range bags {
		files := make([]publish.File, len(b.Files))
		for n, f := range b.Files {
			files[n] = publish.File{Path: f.Path, Data: f.Data}
		}
		folders[i] = publish.Folder{Name: b.Name, Files: files, Keep: func(old fs.FS) (bool, error) {
			same, err := b.Compare(old)
			var foreign *archive.ForeignError
			if errors.As(err, &foreign) {
				err = fmt.Errorf("%s: %w", filepath.Join(b.Name, filepath.FromSlash(foreign.Path)), publish.ErrForeign)
			}
			return same, err
		}}
	}
	return publish.Folders(folders, publish.Options{
		Dir: dir, Sort: sort, Holds: archive.IsPackage, Sources: s.Sources(), Site: s.Dir, Waiting: waiting,
		Each: s.Each,
	})
}
