package generator

import (
	"cmp"
	"path"
	"slices"
	"sync"

	"styrdok/generator/data"
	"styrdok/generator/diag"
	"styrdok/generator/i18n"
	"styrdok/generator/layout"
	"styrdok/generator/memo"
	"styrdok/generator/printing"
	"styrdok/generator/publish"
	"styrdok/generator/site"
	"styrdok/generator/source"
)

// prints makes the PDFs of a site and counts them.
type prints struct {
	made  *Made
	words *i18n.Texts
	style layout.Style

	*printing.Press     // nil before it is opened
	total           int // prints to be made

	mu   sync.Mutex
	done int
}

func newPrints(m *Made, words *i18n.Texts) (*prints, error) {
	_, folder := m.ownTheme()
	style, diags, err := printing.Style(m.opt.Standard, &m.Config, folder, m.files.read)
	m.Diags = append(m.Diags, diags...)
	return &prints{made: m, words: words, style: style}, err
}

// env is what prints and pictures of the site are made with, without a store.
func (m *Made) env() printing.Env {
	return printing.Env{
		Picture: func(file string) ([]byte, error) { return m.files.read(file, maxAttachment) },
		Digest:  m.files.digest, Line: m.files.line, Verify: m.verify,
		Drawn: &m.opt.Counts.Drawn, Scaled: &m.opt.Counts.Scaled,
	}
}

// open reads the fonts and opens the cache, if there shall be one, for so many prints.
func (p *prints) open(total int) error {
	p.total = total
	if p.Press != nil {
		return nil
	}
	m, env := p.made, p.made.env()
	faces, err := m.faces()
	if err != nil {
		return err
	}
	if m.opt.Cache {
		kept := m.cache() // makes the folder in which the program is remembered
		if program, ok := memo.Program(m.opt.Dir); ok {
			env.Store, env.Program = kept, program
		}
	}
	logo := m.Config.Organisation.Logo
	if !m.hasFile(logo) {
		logo = "" // reported with the addresses
	}
	p.Press = printing.NewPress(printing.Options{
		Words: p.words, Style: p.style, Faces: faces,
		SheetNumber: cmp.Or(m.Config.Print.PageNumber, p.words.T("print.sheet")),
		Logo:        logo, LogoAt: m.Config.PosOf("organisation.logo"),
	}, env)
	return nil
}

// draw makes some prints, several at a time. They have no data where something is wrong.
func (p *prints) draw(frame *site.Frame, prints []*site.Print) ([]Printed, error) {
	// Where something is wrong no site is written. Sheets are made all the same, since only that
	// finds a character without a glyph; drawing would stumble over what is known already.
	only := p.made.Diags.HasErrors()
	if err := p.open(len(prints)); err != nil {
		return nil, err
	}
	out := make([]Printed, len(prints))
	found := make([]diag.List, len(prints))
	err := p.made.each(len(prints), func(i int) error {
		file, made, diags, err := p.one(frame, prints[i], only)
		out[i], found[i] = Printed{Name: path.Base(file.Path), Data: file.Data, Sheets: made.Info.Pages}, diags
		return err
	})
	for _, f := range found {
		p.made.Diags = append(p.made.Diags, f...)
	}
	return out, err
}

// one makes a print, or only its sheets.
func (p *prints) one(frame *site.Frame, pr *site.Print, only bool) (file publish.File, made printed, diags diag.List, err error) {
	p.made.opt.Counts.LaidOut.Add(1)
	sheets, diags := p.Sheets(frame, pr)
	file = publish.File{Path: site.Place(pr.Address)}
	made = printed{Address: pr.Address, Info: site.PrintInfo{Pages: len(sheets.Sheets)}}
	if only || diags.HasErrors() {
		return file, made, diags, nil
	}
	if !p.made.opt.Check {
		if file.Data, made.Kept, err = p.File(frame, pr, sheets); err != nil {
			return file, made, diags, err
		}
		made.Info.Bytes, made.Info.SHA256 = int64(len(file.Data)), data.Sum(file.Data)
	}
	p.finished()
	return file, made, diags, nil
}

// skip counts prints that need not be made.
func (p *prints) skip(list []printed) {
	for _, made := range list {
		p.Store().Use(made.Kept)
		p.finished()
	}
}

// shown looks at the organisation's mark and the images that prints show, each at the first place that shows
// it.
func (p *prints) shown(docs []remembered) {
	if slices.ContainsFunc(docs, func(d remembered) bool { return len(d.Made.Prints) > 0 }) {
		p.LogoPicture()
	}
	for i := range docs {
		for _, use := range docs[i].Made.Shown {
			p.Pictures.Find(use.Source, use.At)
		}
	}
}

// close closes the cache. What was not used is removed from it after a whole site without errors.
func (p *prints) close(whole bool) {
	if p.Press == nil {
		return
	}
	p.made.Diags = append(p.made.Diags, p.Pictures.Problems()...)
	if p.made.opt.session != nil {
		return // the next state of the site needs it
	}
	if whole && !p.made.Diags.HasErrors() {
		p.Store().Sweep()
	}
	p.made.closeCache()
	p.Press = nil
}

func (p *prints) finished() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done++
	if p.made.opt.Progress != nil {
		p.made.opt.Progress(p.done, p.total)
	}
}

// fontFiles are the digests of the site's own fonts.
func (m *Made) fontFiles() []memo.Digest {
	var out []memo.Digest
	for _, name := range source.FontNames {
		if file := m.Config.Print.Fonts[name]; file != "" {
			out = append(out, m.files.digest(file))
		}
	}
	return out
}

// faces reads the fonts of prints, or takes those of the session.
func (m *Made) faces() (printing.Faces, error) {
	if s := m.opt.session; s != nil {
		return s.faces.of(m, memo.KeyOf(m.settings, m.fontFiles()), m.readFaces)
	}
	return m.readFaces()
}

func (m *Made) readFaces() (printing.Faces, error) {
	faces, diags, err := printing.ReadFaces(m.opt.Standard, &m.Config, m.files.read)
	m.Diags = append(m.Diags, diags...)
	return faces, err
}
