package generator

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"image"
	_ "image/jpeg" // Sizes of images on pages.
	_ "image/png"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"styrdok/generator/block"
	"styrdok/generator/diag"
	"styrdok/generator/layout"
	"styrdok/generator/memo"
	"styrdok/generator/pdf"
	"styrdok/generator/picture"
	"styrdok/generator/site"
)

// pictures reads the images that prints show, each once, by its path in the site's folder. Only a
// picture that is drawn, or of which the cache does not tell what it is, is decoded.
type pictures struct {
	made    *Made
	kept    *memo.Store // nil if there is none
	program memo.Digest // what is kept was found out by this program

	mu   sync.Mutex
	read map[string]*pictureFile

	// Large pictures are decoded, and prints with them drawn, one at a time, for the memory that it takes.
	large sync.Mutex
}

type pictureFile struct {
	once    sync.Once
	digest  [sha256.Size]byte // of the file
	finding finding
	at      diag.Pos

	decode  sync.Once
	picture *pdf.Picture
}

// finding is what must be known of a picture to place it. It depends on the bytes of its file alone.
type finding struct {
	Code          string // why it cannot be used, a key under "phrase.picture."; empty if it can
	Width, Height float64
	Kind          picture.Kind
	Active        *picture.ActiveError // what in it could run, nil if nothing can
}

// findingOf looks at a picture. It returns it decoded, too, if it can be used.
func (p *pictures) findingOf(data []byte) (finding, *pdf.Picture) {
	f := finding{Kind: picture.KindOf(data)}
	var shape error // of a drawing
	if f.Kind == picture.SVG {
		if shape = picture.CheckSVG(data); errors.As(shape, &f.Active) {
			return f, nil
		}
	}
	decoded, err := p.decodeOne(data)
	if f.Code = pictureFault(err); shape != nil && (f.Code == "" || f.Code == "feature") {
		f.Code = "namespace"
	}
	if f.Code == "" {
		f.Width, f.Height = decoded.Width, decoded.Height
	}
	return f, decoded
}

func newPictures(m *Made) *pictures { return &pictures{made: m, read: map[string]*pictureFile{}} }

// keep lets p find and put what it finds out in a cache.
func (p *pictures) keep(kept *memo.Store, program memo.Digest) { p.kept, p.program = kept, program }

// Picture implements pdf.Pictures.
func (p *pictures) Picture(key string) *pdf.Picture {
	pic := p.get(key, diag.Pos{})
	if pic.finding.Code == "" {
		pic.decode.Do(func() {
			data, err := p.made.files.read(key, maxAttachment)
			if err != nil || sha256.Sum256(data) != pic.digest {
				return // it was changed meanwhile, and drawing tells that it is gone
			}
			pic.picture, _ = p.decodeOne(data)
		})
	}
	return pic.picture
}

// few is how many pixels a picture may have to be decoded beside others.
const few = 2_000_000

func (p *pictures) decodeOne(data []byte) (*pdf.Picture, error) {
	if c, _, err := image.DecodeConfig(bytes.NewReader(data)); err == nil && c.Width > few/max(c.Height, 1) {
		p.large.Lock()
		defer p.large.Unlock()
	}
	return pdf.DecodePicture(data)
}

// draw draws a print. One with a large picture must wait until no other such one is drawn.
func (p *pictures) draw(sheets layout.Print, info pdf.Info, fonts *pdf.Fonts) ([]byte, error) {
	large := false
	for _, s := range sheets.Sheets {
		for _, m := range s.Marks {
			for _, b := range m.Pictures {
				f := p.get(b.Picture.Key, diag.Pos{}).finding
				large = large || f.Width*f.Height > few
				p.Picture(b.Picture.Key) // decoded before the lock is taken, which decoding takes too
			}
		}
	}
	if large {
		p.large.Lock()
		defer p.large.Unlock()
	}
	p.made.opt.Counts.Drawn.Add(1)
	return pdf.Draw(sheets, info, fonts, p)
}

// digests stand for the pictures that a print shows, in the order in which it shows them.
func (p *pictures) digests(print layout.Print) [][sha256.Size]byte {
	var out [][sha256.Size]byte
	for _, s := range print.Sheets {
		for _, m := range s.Marks {
			for _, b := range m.Pictures {
				out = append(out, p.get(b.Picture.Key, diag.Pos{}).digest)
			}
		}
	}
	return out
}

// get reads a picture. At is the place that asked for it; the first place is told if it is bad.
func (p *pictures) get(file string, at diag.Pos) *pictureFile {
	p.mu.Lock()
	pic, known := p.read[file]
	if !known {
		pic = &pictureFile{at: at}
		p.read[file] = pic
	} else if at != (diag.Pos{}) && cmp.Or(cmp.Compare(at.File, pic.at.File), cmp.Compare(at.Line, pic.at.Line), cmp.Compare(at.Column, pic.at.Column)) < 0 {
		pic.at = at
	}
	p.mu.Unlock()
	pic.once.Do(func() {
		if pic.digest = p.made.files.digest(file); pic.digest == ([sha256.Size]byte{}) {
			pic.finding.Code = "unreadable"
			return
		}
		key := memo.KeyOf(p.program, "picture", pic.digest)
		if kept, ok := p.kept.Get(key); ok && json.Unmarshal(kept, &pic.finding) == nil {
			p.made.verify("picture "+file, pic.finding, func() (any, error) {
				data, err := p.made.files.read(file, maxAttachment)
				found, _ := p.findingOf(data)
				return found, err
			})
			return
		}
		data, err := p.made.files.read(file, maxAttachment)
		if err != nil {
			pic.finding.Code = "unreadable"
			return
		}
		pic.decode.Do(func() { pic.finding, pic.picture = p.findingOf(data) })
		if found, err := json.Marshal(pic.finding); err == nil {
			p.kept.Put(key, found)
		}
	})
	return pic
}

// problems are what is wrong with the picture in a file that a place asked for.
func (f finding) problems(file string, at diag.Pos) diag.List {
	var out diag.List
	ext := strings.ToLower(path.Ext(file))
	code, kind := f.Code, string(f.Kind)
	switch {
	case f.Active != nil:
		out = append(out, active(file, at, f.Active))
		return out
	case code == "unreadable":
	case kind != "" && !f.Kind.Fits(ext) && (code == "" || code == "format"):
		hint := diag.P("picture-hint.other")
		if code == "" {
			hint = diag.P("picture-hint.rename", strings.TrimSuffix(path.Base(file), path.Ext(file))+"."+kind)
		}
		out.Add(diag.BadImage, at, file, diag.P("picture.name", diag.P("kind."+kind), cmp.Or(ext, "–")), hint)
		return out
	}
	if code == "" {
		return nil
	}
	hint := "other"
	if code == "feature" || code == "namespace" || code == "unreadable" || code == "size" || code == "metadata" {
		hint = code
	}
	out.Add(diag.BadImage, at, file, diag.P("picture."+code), diag.P("picture-hint."+hint))
	return out
}

// active reports what in a file could run in a reader's browser, at its place there; at is where the file is
// asked for.
func active(file string, at diag.Pos, found *picture.ActiveError) diag.Diagnostic {
	d := diag.New(diag.ActiveFile, diag.Pos{File: file, Line: found.Line, Column: found.Column}, path.Base(file), found.What)
	return d.With(diag.Note{Pos: at, Code: diag.ActiveFile})
}

func pictureFault(err error) string {
	switch {
	case err == nil:
		return ""
	case errors.Is(err, pdf.ErrPictureCMYK):
		return "cmyk"
	case errors.Is(err, pdf.ErrPictureSize):
		return "size"
	case errors.Is(err, pdf.ErrPictureFormat):
		return "format"
	case errors.Is(err, pdf.ErrPictureFeature):
		return "feature"
	}
	return "broken"
}

// pixel is the natural size of an image's pixel on paper, in points: that of web pages.
const pixel = 0.75

// all returns the images of a text for layout, in their order; the zero picture stands for one that cannot
// be drawn.
func (p *pictures) all(images []site.Image, tree *block.Tree) []layout.Picture {
	var out []layout.Picture
	for i, at := range tree.Images() {
		var pic layout.Picture
		if file := images[i].Source; file != "" {
			pic = p.of(file, at.Pos)
		}
		out = append(out, pic)
	}
	return out
}

// of returns the image in a file, which a place asked for, or the zero picture.
func (p *pictures) of(file string, at diag.Pos) layout.Picture {
	f := p.get(file, at).finding
	if f.Code != "" {
		return layout.Picture{}
	}
	return layout.Picture{Key: file, Width: f.Width * pixel, Height: f.Height * pixel}
}

// logoHeight is how high the organisation's mark stands on the first sheet, in points.
const logoHeight = 14.1 * layout.Millimetre

// logo returns the organisation's mark, nil if it has none that can be printed.
func (p *pictures) logo() *layout.Picture {
	file := p.made.Config.Organisation.Logo
	if file == "" {
		return nil
	}
	if !p.made.hasFile(file) {
		return nil // told with the addresses
	}
	f := p.get(file, p.made.Config.PosOf("organisation.logo")).finding
	if f.Code != "" || f.Height == 0 {
		return nil
	}
	return &layout.Picture{Key: file, Width: logoHeight * f.Width / f.Height, Height: logoHeight}
}

// problems are the pictures that could not be used, each at the first place that shows it.
func (p *pictures) problems() diag.List {
	p.mu.Lock()
	defer p.mu.Unlock()
	var out diag.List
	files := make([]string, 0, len(p.read))
	for f := range p.read {
		files = append(files, f)
	}
	slices.Sort(files)
	for _, f := range files {
		out = append(out, p.read[f].finding.problems(f, p.read[f].at)...)
	}
	return out
}

// logoAddress returns where the site publishes the organisation's mark.
func (m *Made) logoAddress() (string, bool) {
	file := m.Config.Organisation.Logo
	return site.FileTarget(file), strings.HasPrefix(file, "static/")
}

// hasFile reports whether the site's folder has a file.
func (m *Made) hasFile(file string) bool {
	_, err := fs.Stat(m.files.fsys, file)
	return err == nil
}

// marks reports marks of the organisation that are not there.
func (m *Made) marks() {
	o := m.Config.Organisation
	for _, mark := range []struct{ key, file string }{{"logo", o.Logo}, {"logo_dark", o.LogoDark}} {
		if mark.file != "" && !m.hasFile(mark.file) {
			m.Diags = append(m.Diags, diag.New(diag.MissingImage, m.Config.PosOf("organisation."+mark.key), mark.file).Suggest(mark.file, m.attached))
		}
	}
}

// darkLogoAddress returns where the site publishes the mark for dark mode, empty if there is none.
// It stands in no print, so nobody else has looked whether the file is there.
func (m *Made) darkLogoAddress() string {
	file := m.Config.Organisation.LogoDark
	if file == "" || !m.hasFile(file) {
		return ""
	}
	found := newPictures(m).get(file, diag.Pos{}).finding
	if found.Code == "feature" {
		found.Code = "" // it need not be drawn
	}
	if problems := found.problems(file, m.Config.PosOf("organisation.logo_dark")); len(problems) > 0 {
		m.Diags = append(m.Diags, problems...)
		return ""
	}
	return site.FileTarget(file)
}
