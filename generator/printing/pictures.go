package printing

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"image"
	_ "image/jpeg" // Sizes of images on pages.
	_ "image/png"
	"maps"
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

// Pictures reads the images that prints show, each once, by its path in the site's folder. A picture is
// decoded only to be drawn, or if the store does not have what is known of it. Its methods may be called from
// several goroutines.
type Pictures struct {
	env Env

	mu   sync.Mutex
	read map[string]*pictureFile

	// Large pictures are decoded, and prints with them drawn, one at a time, for the memory that it takes.
	large sync.Mutex
}

type pictureFile struct {
	once    sync.Once
	digest  [sha256.Size]byte // of the file
	finding Finding
	at      diag.Pos

	decode  sync.Once
	picture *pdf.Picture
}

// Finding is what must be known of a picture to place it. It depends on the bytes of its file alone.
type Finding struct {
	Code          string // why it cannot be used, a key under "phrase.picture."; empty if it can
	Width, Height float64
	Kind          picture.Kind
	Active        *picture.ActiveError // what in it could run, nil if nothing can
}

// findingOf examines a picture. It also returns it decoded, if it can be used.
func (p *Pictures) findingOf(data []byte) (Finding, *pdf.Picture) {
	f := Finding{Kind: picture.KindOf(data)}
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

// NewPictures returns pictures of which none has been read.
func NewPictures(env Env) *Pictures { return &Pictures{env: env, read: map[string]*pictureFile{}} }

// Picture implements pdf.Pictures.
func (p *Pictures) Picture(key string) *pdf.Picture {
	pic := p.get(key, diag.Pos{})
	if pic.finding.Code == "" {
		pic.decode.Do(func() {
			data, err := p.env.Picture(key)
			if err != nil || sha256.Sum256(data) != pic.digest {
				return // it has changed meanwhile, and drawing fails
			}
			pic.picture, _ = p.decodeOne(data)
		})
	}
	return pic.picture
}

// few is how many pixels a picture may have to be decoded at the same time as others.
const few = 2_000_000

func (p *Pictures) decodeOne(data []byte) (*pdf.Picture, error) {
	if c, _, err := image.DecodeConfig(bytes.NewReader(data)); err == nil && c.Width > few/max(c.Height, 1) {
		p.large.Lock()
		defer p.large.Unlock()
	}
	return pdf.DecodePicture(data)
}

// draw draws a print. One with a large picture must wait until no other such one is drawn.
func (p *Pictures) draw(sheets layout.Print, info pdf.Info, fonts *pdf.Fonts) ([]byte, error) {
	large := false
	for _, s := range sheets.Sheets {
		for _, m := range s.Marks {
			for _, b := range m.Pictures {
				f := p.Find(b.Picture.Key, diag.Pos{})
				large = large || f.Width*f.Height > few
				p.Picture(b.Picture.Key) // decoded before the lock is taken, which decoding takes too
			}
		}
	}
	if large {
		p.large.Lock()
		defer p.large.Unlock()
	}
	p.env.Drawn.Add(1)
	return pdf.Draw(sheets, info, fonts, p)
}

// digests returns digests of the files of the pictures that a print shows, in the order in which it shows them.
func (p *Pictures) digests(print layout.Print) [][sha256.Size]byte {
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

// Find returns what is known of the picture in a file, which a place asked for. A picture that cannot be used is
// reported at the first place that did.
func (p *Pictures) Find(file string, at diag.Pos) Finding { return p.get(file, at).finding }

// get reads a picture.
func (p *Pictures) get(file string, at diag.Pos) *pictureFile {
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
		if pic.digest = p.env.Digest(file); pic.digest == ([sha256.Size]byte{}) {
			pic.finding.Code = "unreadable"
			return
		}
		key := memo.KeyOf(p.env.Program, "picture", pic.digest)
		if kept, ok := p.env.Store.Get(key); ok && json.Unmarshal(kept, &pic.finding) == nil {
			p.env.Verify("picture "+file, pic.finding, func() (any, error) {
				data, err := p.env.Picture(file)
				found, _ := p.findingOf(data)
				return found, err
			})
			return
		}
		data, err := p.env.Picture(file)
		if err != nil {
			pic.finding.Code = "unreadable"
			return
		}
		pic.decode.Do(func() { pic.finding, pic.picture = p.findingOf(data) })
		if found, err := json.Marshal(pic.finding); err == nil {
			p.env.Store.Put(key, found)
		}
	})
	return pic
}

// Problems are what is wrong with the picture in a file that a place asked for.
func (f Finding) Problems(file string, at diag.Pos) diag.List {
	var out diag.List
	ext := strings.ToLower(path.Ext(file))
	code, kind := f.Code, string(f.Kind)
	switch {
	case f.Active != nil:
		return diag.List{active(file, at, f.Active)}
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

// active returns a diagnostic for what in a file could run in a reader's browser, at its place there; at is where
// the file is asked for.
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
func (p *Pictures) all(images []site.Image, tree *block.Tree) []layout.Picture {
	var out []layout.Picture
	for i, at := range tree.Images() {
		var pic layout.Picture
		if file := images[i].Source; file != "" {
			pic = p.Of(file, at.Pos)
		}
		out = append(out, pic)
	}
	return out
}

// Of returns the image in a file, which a place asked for, or the zero picture.
func (p *Pictures) Of(file string, at diag.Pos) layout.Picture {
	f := p.Find(file, at)
	if f.Code != "" {
		return layout.Picture{}
	}
	return layout.Picture{Key: file, Width: f.Width * pixel, Height: f.Height * pixel}
}

// Problems are the pictures that cannot be used, each at the first place that shows it.
func (p *Pictures) Problems() diag.List {
	p.mu.Lock()
	defer p.mu.Unlock()
	var out diag.List
	for _, f := range slices.Sorted(maps.Keys(p.read)) {
		out = append(out, p.read[f].finding.Problems(f, p.read[f].at)...)
	}
	return out
}

// Scaled returns copies of an image with some widths, in pixels, from the store if it has them, and the keys under
// which it keeps them.
func (p *Pictures) Scaled(data []byte, widths []int) (out [][]byte, keys []memo.Digest, err error) {
	digest := sha256.Sum256(data)
	out, keys = make([][]byte, len(widths)), make([]memo.Digest, len(widths))
	var missing []int // indexes
	var asked []int   // widths
	for i, w := range widths {
		keys[i] = memo.KeyOf(p.env.Program, "scaled", digest, w)
		var ok bool
		if out[i], ok = p.env.Store.Get(keys[i]); !ok {
			missing, asked = append(missing, i), append(asked, w)
			continue
		}
		p.env.Verify("scaled picture", out[i], func() (any, error) {
			made, err := picture.Scale(data, []int{w})
			return made[0], err
		})
	}
	if len(missing) == 0 {
		return out, keys, nil
	}
	p.large.Lock()
	defer p.large.Unlock()
	p.env.Scaled.Add(int64(len(asked)))
	made, err := picture.Scale(data, asked)
	if err != nil {
		return nil, nil, err
	}
	for n, i := range missing {
		out[i] = made[n]
		p.env.Store.Put(keys[i], made[n])
	}
	return out, keys, nil
}
