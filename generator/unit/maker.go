// Package unit makes documents, each by itself: prints, pages and feed, with a record of what was read of other documents.
// A document whose record holds is not made again. The files go to an Output as they are made. Lists and whatever else
// follows from many documents are put together elsewhere.
package unit

import (
	"io/fs"
	"sync"

	"styrdok/generator/diag"
	"styrdok/generator/i18n"
	"styrdok/generator/load"
	"styrdok/generator/media"
	"styrdok/generator/memo"
	"styrdok/generator/site"
	"styrdok/generator/theme"
)

// Options say what is made of a site.
type Options struct {
	Standard fs.FS // the standard theme
	// Check finds out what is wrong and makes nothing: no print is drawn, no page rendered, no index built.
	Check bool
	// Statement tells that a public site with documents has no accessibility statement.
	Statement bool
	// Progress is called with how many of the prints have been drawn. It may be nil, and is called
	// from several goroutines, one at a time.
	Progress func(done, total int)
	// Sign returns the signature of the list of checksums. Nil: it is not signed.
	Sign func(message []byte) []byte
	Kept *Kept // what a session keeps; nil: nothing
}

// Maker makes the documents of a site and hands their files to an output. Its methods may be called from several
// goroutines.
type Maker struct {
	*load.Site
	Options
	Directory *site.Directory
	Prints    *Prints
	Media     *media.Files
	Texts     *Texts
	Segments  *Segments
	Wording   *i18n.Texts // of pages and prints
	Attached  []string    // files below content/ and static/ that are no Markdown
	Out       Output
	Base      memo.Digest // of what all documents depend on
	Broken    bool        // something is wrong already, so nothing is drawn
	Unprinted bool        // prints are left out
	Lenient   bool        // what is not wrong itself is made all the same

	answers *answers
	theme   func() (*theme.Theme, diag.List)

	mu     sync.Mutex
	copied map[string][]byte // prints that may be published at old addresses, too, by address
}

// New decides what is published of a site and gets ready to make it.
func New(s *load.Site, opt Options, out Output) (*Maker, diag.List, error) {
	files := media.Of(s)
	base := memo.KeyOf(s.Program, s.Settings, themeDigest(s), s.Internal, s.Offline)
	texts := NewTexts(s, base)
	in, diags, err := NewInput(s, texts, files)
	if err != nil {
		return nil, nil, err
	}
	if opt.Kept != nil {
		in.Order = opt.Kept.Order
	}
	if opt.Statement && !s.Internal {
		in.StatementAt = s.Config.PosOf("accessibility")
	}
	dir, more := site.NewDirectory(s.Library, in, s.SiteWords())
	diags = append(diags, more...)
	prints, more, err := NewPrints(s, opt, dir.PrintCount())
	if err != nil {
		return nil, nil, err
	}
	diags = append(diags, more...)
	k := &Maker{
		Site: s, Options: opt, Directory: dir, Prints: prints, Media: files, Texts: texts, Segments: new(Segments), Wording: s.SiteWords(), Attached: in.Files, Out: out,
		Base:    memo.KeyOf(base, dir.Frame.Digest(), fontDigests(s), prints.Style, s.Digest(s.Config.Organisation.Logo)),
		answers: &answers{dir: dir, file: s.Digest}, copied: map[string][]byte{},
		theme: sync.OnceValues(func() (*theme.Theme, diag.List) { return Theme(s, opt) }),
	}
	if s.Store != nil && !s.Session && !opt.Check {
		k.Segments.dir = s.Dir
	}
	if ownLook(s) {
		_, more := k.theme() // what is wrong with it is to be known before pages are rendered
		diags = append(diags, more...)
	}
	return k, diags, nil
}

// Theme returns the theme, nil if it cannot be used.
func (k *Maker) Theme() *theme.Theme {
	th, _ := k.theme()
	return th
}

// To returns a maker like k for another output.
func (k *Maker) To(out Output) *Maker {
	return &Maker{
		Site: k.Site, Options: k.Options, Directory: k.Directory, Prints: k.Prints, Media: k.Media, Texts: k.Texts, Segments: k.Segments, Wording: k.Wording,
		Attached: k.Attached, Out: out, Base: k.Base, Broken: k.Broken, Lenient: k.Lenient,
		answers: k.answers, theme: k.theme, copied: map[string][]byte{},
	}
}
