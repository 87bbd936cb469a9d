package generator

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"styrdok/generator/archive"
	"styrdok/generator/block"
	"styrdok/generator/diag"
	"styrdok/generator/i18n"
	"styrdok/generator/library"
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
// confidential passages in clear, since an archive keeps what was decided. A print is the one that
// the public gets wherever that shows all of the text. A name that nothing has is an
// *UnknownError. Problems of other documents are left out.
func Archive(opt Options, a ArchiveOptions) (*Made, []archive.Package, error) {
	opt.whole = true
	m, ok, err := open(opt)
	if err != nil || !ok {
		return m, nil, err
	}
	chosen, refused, err := m.archived(a)
	if err != nil {
		return m, nil, err
	}
	if refused.HasErrors() {
		m.Diags = refused
		return m, nil, nil
	}
	entries, _, err := m.readSeals()
	if err != nil {
		return nil, nil, err
	}
	words := i18n.MustLoad(m.Config.Site.Language)
	items := make([]*archive.Item, len(chosen))
	pass := archiving{files: chosen, items: items, seals: entries, words: words, masked: a.Public}
	if err := m.pack(pass); err != nil {
		return nil, nil, err
	}
	if !a.Public && !m.Diags.HasErrors() && slices.Contains(items, nil) {
		// What the public does not see, and what it sees in part.
		opt.Internal = true
		whole, err := Load(opt)
		if err != nil {
			return nil, nil, err
		}
		if err := whole.pack(pass); err != nil {
			return nil, nil, err
		}
		m.Diags = append(m.Diags, whole.Diags...)
	}
	m.settle()
	if m.Diags.HasErrors() {
		return m, nil, nil
	}
	var packed []archive.Item
	for _, it := range items {
		if it != nil {
			packed = append(packed, *it)
		}
	}
	o := archive.Options{Format: a.Format, Day: opt.Today, Sender: m.sender(), Words: words}
	switch {
	case len(packed) == 0:
		return m, nil, nil
	case a.One:
		return m, []archive.Package{archive.PackOne(packed, o)}, nil
	}
	return m, archive.Pack(packed, o), nil
}

// archived chooses versions by their files, in the order of documents and adoption. What is not
// adopted is refused.
func (m *Made) archived(a ArchiveOptions) (files []string, refused diag.List, err error) {
	wanted := map[*library.Version]bool{}
	var unknown []error
	for _, name := range a.Names {
		v, err := m.Choose(name)
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
	for _, d := range m.Library.Documents {
		for _, v := range d.Versions {
			if v.Status.Adopted() && (len(a.Names) == 0 || wanted[v]) {
				files = append(files, v.File)
			}
		}
	}
	return files, refused, nil
}

// archiving is what the two passes over a site share.
type archiving struct {
	files  []string        // of the chosen versions
	items  []*archive.Item // of each, nil until it is packed
	seals  []seal.Entry
	words  *i18n.Texts
	masked bool // confidential passages are left out
}

// pack makes the items that are missing and can be made whole of what this site shows.
func (m *Made) pack(a archiving) error {
	planner, err := m.planner()
	if err != nil {
		return err
	}
	prints, err := newPrints(m, a.words)
	if err != nil {
		return err
	}
	plan, diags, err := planner.plan(m.opt.Internal, func(d *library.Document) bool {
		return slices.ContainsFunc(d.Versions, func(v *library.Version) bool { return slices.Contains(a.files, v.File) })
	})
	if err != nil {
		return err
	}
	m.Diags = append(m.Diags, diags...)
	about := map[string]bool{seal.File: true}
	for _, f := range a.files {
		about[f] = true
	}
	m.about(about)
	var chosen []*site.Print
	for _, pr := range plan.versions() {
		i := slices.Index(a.files, pr.Version.File)
		if i >= 0 && a.items[i] == nil && (m.opt.Internal || a.masked || len(confidential(pr.Text.Tree)) == 0) {
			chosen = append(chosen, pr)
		}
	}
	drawn, err := prints.draw(plan.Frame, chosen)
	prints.close(false)
	if err != nil || m.Diags.HasErrors() {
		return err
	}
	for n, pr := range chosen {
		it, err := m.item(a, pr, drawn[n].Data)
		if err != nil {
			return err
		}
		a.items[slices.Index(a.files, pr.Version.File)] = it
	}
	return nil
}

// item gathers what there is of a version.
func (m *Made) item(a archiving, pr *site.Print, print []byte) (*archive.Item, error) {
	v := pr.Version
	it := &archive.Item{
		Version: v, Address: printing.LastingAddress(pr), Print: print, Masked: a.masked,
		KindLabel: pr.KindLabel, Decision: pr.Foot, Status: pr.Status.String(), Tree: pr.Text.Tree,
	}
	// How much of the text is confidential is known where it is masked.
	masked := m.maskedText(v)
	it.Laws = confidential(masked)
	it.Masked = a.masked && len(it.Laws) > 0
	for _, e := range a.seals {
		if e.Document == v.Document.ID && e.Adopted == v.Adopted {
			it.Seal = e.Sum
		}
	}
	for _, f := range pr.Facts {
		it.Facts = append(it.Facts, archive.Fact{Label: f.Label, Value: printing.Spans(f.Value, pr.URL)})
	}
	for _, s := range printing.Closing(v, a.words) {
		it.Closing = append(it.Closing, archive.Section{Title: s.Title, Blocks: s.Blocks})
	}
	files := map[string]diag.Pos{} // with the first place that refers to each
	if !a.masked {
		// The Markdown holds notes that nobody else is to see, and the passages that are masked.
		files[v.File] = diag.Pos{File: v.File}
	}
	refer := func(file string, s block.Span) {
		if _, known := files[file]; !known {
			files[file] = s.Position()
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
			m.Diags.Add(diag.ArchiveName, files[file], file)
			continue
		}
		data, err := m.files.read(file, maxAttachment)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", file, err)
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
	return it, nil
}

// maskedText is a version's text as the public gets it.
func (m *Made) maskedText(v *library.Version) *block.Tree {
	opt := m.textOptions(v.File, v.Title, v.Language, v.TextLine, true)
	opt.Mask = true
	return parseText([]byte(v.Text), opt).text.Tree
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

func (m *Made) sender() archive.Sender {
	o := m.Config.Organisation
	return archive.Sender{
		Name: o.Name, Number: o.Number, MunicipalityCode: o.MunicipalityCode, URL: o.URL, Contact: o.Contact, Phone: o.Phone,
		Office: o.Office, Language: m.Config.Site.Language, Address: strings.TrimSuffix(m.Config.Site.BaseURL, "/") + "/",
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
func StoreBags(m *Made, dir string, bags []archive.Package, public bool) ([]publish.Outcome, error) {
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
		Dir: dir, Sort: sort, Holds: archive.IsPackage, Sources: sourcesOf(m), Site: m.opt.Dir, Waiting: m.opt.Waiting,
		Each: m.each,
	})
}

// sourcesOf are the files and folders that nothing may be written over or into.
func sourcesOf(m *Made) []string {
	var out []string
	for _, part := range []string{"config.toml", "content", "static", "themes"} {
		out = append(out, filepath.Join(m.opt.Dir, part))
	}
	return out
}
