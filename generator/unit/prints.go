package unit

import (
	"cmp"
	"path"
	"slices"
	"sync"

	"styrdok/generator/data"
	"styrdok/generator/diag"
	"styrdok/generator/folder"
	"styrdok/generator/load"
	"styrdok/generator/memo"
	"styrdok/generator/printing"
	"styrdok/generator/publish"
	"styrdok/generator/site"
	"styrdok/generator/source"
)

// Prints makes the PDFs of a site and counts them. Its methods may be called from several goroutines.
type Prints struct {
	*printing.Press
	site     *load.Site
	check    bool // only what is wrong is wanted
	total    int  // prints to be made
	progress func(done, total int)

	mu   sync.Mutex
	done int
}

// NewPrints reads the style and the fonts for so many prints.
func NewPrints(s *load.Site, opt Options, total int) (*Prints, diag.List, error) {
	_, folder, diags := ownTheme(s)
	style, more, err := printing.Style(opt.Standard, &s.Config, folder, s.Read)
	if err != nil {
		return nil, nil, err
	}
	faces, found, err := faces(s, opt)
	if err != nil {
		return nil, nil, err
	}
	env := env(s)
	if s.Program != (memo.Digest{}) {
		env.Store, env.Program = s.Store, s.Program
	}
	logo := s.Config.Organisation.Logo
	if !s.Has(logo) {
		logo = "" // reported with the addresses
	}
	press := printing.NewPress(printing.Options{
		Words: s.SiteWords(), Style: style, Faces: faces,
		SheetNumber: cmp.Or(s.Config.Print.PageNumber, s.SiteWords().T("print.sheet")),
		Logo:        logo, LogoAt: s.Config.PosOf("organisation.logo"),
	}, env)
	return &Prints{Press: press, site: s, check: opt.Check, total: total, progress: opt.Progress}, slices.Concat(diags, more, found), nil
}

// env is what prints and pictures of the site are made with, without a store.
func env(s *load.Site) printing.Env {
	return printing.Env{
		Picture: func(file string) ([]byte, error) { return s.Read(file, folder.MaxFile) },
		Digest:  s.Digest, Line: s.Line, Verify: s.Again,
		Drawn: &s.Counts.Drawn, Scaled: &s.Counts.Scaled,
	}
}

// Apart returns prints like p that count for themselves. With check only what is wrong is wanted.
func (p *Prints) Apart(check bool) *Prints {
	return &Prints{Press: p.Press, site: p.site, check: check, total: p.total, progress: p.progress}
}

// Draw makes some prints, several at a time. Their data is nil if something is wrong with them, or if only their sheets are wanted.
func (p *Prints) Draw(frame *site.Frame, prints []*site.Print, only bool) ([]printing.Printed, diag.List, error) {
	out := make([]printing.Printed, len(prints))
	found := make([]diag.List, len(prints))
	err := p.site.Each(len(prints), func(i int) error {
		file, made, diags, err := p.one(frame, prints[i], only)
		out[i], found[i] = printing.Printed{Name: path.Base(file.Path), Data: file.Data, Sheets: made.Info.Pages}, diags
		return err
	})
	return out, slices.Concat(found...), err
}

// one makes a print, or only its sheets.
func (p *Prints) one(frame *site.Frame, pr *site.Print, only bool) (file publish.File, made Printed, diags diag.List, err error) {
	p.site.Counts.LaidOut.Add(1)
	sheets, diags := p.Sheets(frame, pr)
	file = publish.File{Path: site.Place(pr.Address)}
	made = Printed{Address: pr.Address, Info: site.PrintInfo{Pages: len(sheets.Sheets)}}
	if only || diags.HasErrors() {
		return file, made, diags, nil
	}
	if !p.check {
		if file.Data, made.Kept, err = p.File(frame, pr, sheets); err != nil {
			return file, made, diags, err
		}
		made.Info.Bytes, made.Info.SHA256 = int64(len(file.Data)), data.Sum(file.Data)
	}
	p.finished()
	return file, made, diags, nil
}

// skip counts prints that need not be made.
func (p *Prints) skip(list []Printed) {
	for _, made := range list {
		p.Store().Use(made.Kept)
		p.finished()
	}
}

// Shown looks at the organisation's mark and the images that prints show, each at the first place that shows
// it, and returns what is wrong with them.
func (p *Prints) Shown(docs []Made) diag.List {
	logo := false
	for i := range docs { // by index: others may have to do with the segments
		if !logo && len(docs[i].Made.Prints) > 0 {
			p.LogoPicture()
			logo = true
		}
		for _, use := range docs[i].Made.Shown {
			p.Pictures.Find(use.Source, use.At)
		}
	}
	return p.Pictures.Problems()
}

func (p *Prints) finished() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done++
	if p.progress != nil {
		p.progress(p.done, p.total)
	}
}

// fontDigests are the digests of the site's own fonts.
func fontDigests(s *load.Site) (out []memo.Digest) {
	for _, name := range source.FontNames {
		if file := s.Config.Print.Fonts[name]; file != "" {
			out = append(out, s.Digest(file))
		}
	}
	return out
}

// faces reads the fonts of prints, or takes those of the session.
func faces(s *load.Site, opt Options) (printing.Faces, diag.List, error) {
	read := func() (printing.Faces, diag.List, error) { return printing.ReadFaces(opt.Standard, &s.Config, s.Read) }
	if opt.Kept == nil {
		return read()
	}
	return opt.Kept.faces.of(memo.KeyOf(s.Settings, fontDigests(s)), read)
}
