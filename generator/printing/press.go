package printing

import (
	"cmp"
	"sync/atomic"

	"styrdok/generator/diag"
	"styrdok/generator/i18n"
	"styrdok/generator/layout"
	"styrdok/generator/memo"
	"styrdok/generator/site"
)

// Env is what prints are made with: the site's folder, and a store of what has been made.
type Env struct {
	Picture func(file string) ([]byte, error)
	Digest  func(file string) memo.Digest // of a picture; zero if it cannot be read
	Line    Line
	Store   *memo.Store // nil if nothing is kept
	Program memo.Digest // part of all keys of the store; zero without one
	// Verify is called with what was found in the store, and how to make it again.
	Verify        func(unit string, found any, again func() (any, error))
	Drawn, Scaled *atomic.Int64 // count prints and pictures that were not found
}

// Options are what all prints of a site have in common.
type Options struct {
	Words *i18n.Texts
	Style layout.Style
	Faces
	SheetNumber string   // the pattern "Sida {n}({total})"
	Logo        string   // a file; empty if there is none
	LogoAt      diag.Pos // where it is named
}

// A Press makes prints. Its methods may be called from several goroutines.
type Press struct {
	Options
	Pictures *Pictures
	env      Env
	base     memo.Digest // of what all prints depend on
}

// NewPress returns a press that has made nothing.
func NewPress(opt Options, env Env) *Press {
	return &Press{opt, NewPictures(env), env, memo.KeyOf(env.Program, opt.Fonts.Digest(), opt.Style)}
}

// Store is where finished prints are kept, nil if nowhere.
func (p *Press) Store() *memo.Store { return p.env.Store }

// logoHeight is the height of the organisation's logo on the first sheet, in points.
const logoHeight = 14.1 * layout.Millimetre

// LogoPicture returns the organisation's logo, nil if it has none that can be printed.
func (p *Press) LogoPicture() *layout.Picture {
	if p.Logo == "" {
		return nil
	}
	f := p.Pictures.Find(p.Logo, p.LogoAt)
	if f.Code != "" || f.Height == 0 {
		return nil
	}
	return &layout.Picture{Key: p.Logo, Width: logoHeight * f.Width / f.Height, Height: logoHeight}
}

// Sheets lays out a print, and returns what is wrong with it, at its places in the text.
func (p *Press) Sheets(frame *site.Frame, pr *site.Print) (layout.Print, diag.List) {
	sheets, diags := p.Setter.Break(p.document(frame, pr), p.Style)
	return sheets, located(pr.Version, diags, p.env.Line)
}

// File draws a print, or finds it as it was drawn before. Sheets are always made: they show what is wrong with
// the text, and they and what is drawn with them are all that the file depends on. The key is the one under
// which the store has the file, zero without a store.
func (p *Press) File(frame *site.Frame, pr *site.Print, sheets layout.Print) (file []byte, key memo.Digest, err error) {
	sheets.Title = cmp.Or(pr.FileTitle, sheets.Title)
	info, store := infoOf(frame, pr, p.Words), p.env.Store
	draw := func() ([]byte, error) { return p.Pictures.draw(sheets, info, p.Fonts) }
	if store == nil {
		file, err = draw()
		return file, key, err
	}
	key = memo.KeyOf(p.base, sheets, info, p.Pictures.digests(sheets))
	if file, ok := store.Get(key); ok {
		p.env.Verify("print "+pr.Address, file, func() (any, error) { return draw() })
		return file, key, nil
	}
	if file, err = draw(); err == nil {
		store.Put(key, file)
	}
	return file, key, err
}
