package printing

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"path"
	"reflect"
	"strconv"
	"sync/atomic"

	"styrdok/generator/diag"
	"styrdok/generator/layout"
	"styrdok/generator/pdf"
	"styrdok/generator/source"
	"styrdok/generator/theme"
)

// printStyleFile is the file of a theme with the style of prints.
const printStyleFile = "print.toml"

// maxPrintStyle is above any print.toml.
const maxPrintStyle = 1 << 20

// A Reader returns the data of a file of the site's folder that has at most limit bytes.
type Reader func(file string, limit int64) ([]byte, error)

// Style returns the standard theme's style with what the own theme, in a folder or "", and the configuration
// change.
func Style(standard fs.FS, c *source.Config, folder string, read Reader) (layout.Style, diag.List, error) {
	data, err := fs.ReadFile(standard, printStyleFile)
	if err != nil {
		return layout.Style{}, nil, fmt.Errorf("read the standard theme: %w", err)
	}
	style, diags := source.ReadPrint(path.Join("themes/standard", printStyleFile), string(data), source.PrintStyle{})
	if missing := style.Missing(); len(diags) > 0 || len(missing) > 0 {
		return layout.Style{}, nil, fmt.Errorf("read the standard theme: %s: %v, missing %v", printStyleFile, diags, missing)
	}
	if folder != "" {
		file := path.Join(folder, printStyleFile)
		data, err := read(file, maxPrintStyle)
		if err == nil {
			if src, ok := source.ReadText(file, data, &diags); ok {
				var found diag.List
				style, found = source.ReadPrint(file, src, style)
				diags = append(diags, found...)
			}
		} else if !errors.Is(err, fs.ErrNotExist) {
			diags.Add(diag.BadTheme, diag.Pos{File: file}, diag.P("theme.unreadable"))
		}
	}
	style, found := style.With(c)
	diags = append(append(diags, found...), legible(&style)...)
	return layoutStyle(&style, c.Print.Body), diags, nil
}

// leastContrast is what WCAG asks of text.
const leastContrast = 4.5

// legible checks the colours of text against white paper.
func legible(style *source.PrintStyle) diag.List {
	var out diag.List
	paper, _ := theme.ParseColour("#ffffff")
	for _, name := range []string{"ink", "muted"} {
		colour, ok := theme.ParseColour(style.Colours[name])
		if !ok {
			continue
		}
		if found := theme.Contrast(colour, paper); found < leastContrast {
			// Cut, not rounded: 4.499 is not enough and may not be shown as 4.5.
			ratio := strconv.FormatFloat(math.Floor(found*100)/100, 'f', 2, 64)
			out.Add(diag.LowContrast, style.PosOf("colours."+name), colour.String(), paper.String(), diag.P("scheme.print"), ratio, "4.5")
		}
	}
	return out
}

// layoutStyle converts a style to the units of layout.
func layoutStyle(p *source.PrintStyle, body string) layout.Style {
	s := layout.DefaultStyle()
	papers := map[string]layout.Size{"A4": layout.A4, "A5": layout.A5, "Letter": layout.Letter}
	s.Paper = cmp.Or(papers[p.Paper], s.Paper)
	s.Justify, s.Hyphenate, s.ContentsFrom, s.ContentsDeepFrom = p.Justify, p.Hyphenate, p.ContentsFrom, p.ContentsDeepFrom
	for name, to := range map[string]*float64{
		"left": &s.Left, "right": &s.Right, "top": &s.Top, "first": &s.First, "bottom": &s.Bottom,
		"hang": &s.Hang, "head": &s.Head, "foot": &s.Foot, "landscape_top": &s.LandTop, "landscape_bottom": &s.LandBottom,
	} {
		*to = p.Margins[name] * layout.Millimetre
	}
	for name, to := range map[string]*layout.Type{
		"title": &s.Title, "heading_2": &s.Headings[0], "heading_3": &s.Headings[1], "heading_4": &s.Headings[2],
		"heading_5": &s.Headings[3], "heading_6": &s.Headings[4], "body": &s.Body, "table": &s.Table, "note": &s.Note,
		"code": &s.Code, "organisation": &s.Organisation, "kind": &s.Kind, "summary": &s.Summary, "facts": &s.Facts,
		"contents": &s.Contents, "running": &s.Running,
	} {
		*to = layout.Type{Size: p.Sizes[name][0], Leading: p.Sizes[name][1]}
	}
	if body == "sans" {
		s.Text = layout.Sans
		s.Body = layout.Type{Size: p.Sizes["body_sans"][0], Leading: p.Sizes["body_sans"][1]}
	}
	for name, to := range map[string]*layout.Color{"ink": &s.Ink, "muted": &s.Muted, "line": &s.Line} {
		if c, ok := theme.ParseColour(p.Colours[name]); ok {
			*to = layout.Color{R: c.R, G: c.G, B: c.B}
		}
	}
	return s
}

// fontFaces are the faces of source.FontNames.
var fontFaces = map[string]layout.Face{
	"serif_regular": layout.SerifRegular, "serif_italic": layout.SerifItalic,
	"serif_bold": layout.SerifBold, "serif_bold_italic": layout.SerifBoldItalic,
	"sans_regular": layout.SansRegular, "sans_italic": layout.SansItalic,
	"sans_bold": layout.SansBold, "sans_bold_italic": layout.SansBoldItalic,
	"mono_regular": layout.MonoRegular, "mono_bold": layout.MonoBold,
}

// maxFont is above any text font.
const maxFont = 48 << 20

// Faces are the fonts of prints, and what sets text in them.
type Faces struct {
	Fonts  *pdf.Fonts
	Setter *layout.Typesetter
}

// plainFaces are the standard theme's. The last ones are kept, since a process that makes several sites needs them for nearly all of them.
type plainFaces struct {
	standard fs.FS
	faces    Faces
}

var lastPlain atomic.Pointer[plainFaces]

// ReadFaces reads the standard theme's fonts and those that the configuration puts in their places. A font that
// cannot be used is reported and left out. Files of standard do not change.
func ReadFaces(standard fs.FS, c *source.Config, read Reader) (Faces, diag.List, error) {
	var own []pdf.FontFile
	var diags diag.List
	for _, name := range source.FontNames {
		file := c.Print.Fonts[name]
		if file == "" {
			continue
		}
		fault := diag.P("font.unreadable")
		data, err := read(file, maxFont)
		if err == nil {
			err = pdf.CheckFont(data)
			var bad *pdf.FontError
			switch {
			case err == nil:
				own = append(own, pdf.FontFile{Face: fontFaces[name], Data: data})
				continue
			case !errors.As(err, &bad):
				return Faces{}, nil, err
			}
			fault = diag.P("font."+string(bad.Reason), bad.Detail)
			if bad.Reason == pdf.FontNotTrueType && bad.Detail == "" {
				fault = diag.P("font.unknown")
			}
		}
		diags.Add(diag.BadFont, c.PosOf("print.fonts."+name), file, fault)
	}
	plain := len(own) == 0 && reflect.TypeOf(standard).Comparable()
	if last := lastPlain.Load(); plain && last != nil && last.standard == standard {
		return last.faces, diags, nil
	}
	fonts, err := pdf.LoadFonts(standard, "fonts", own...)
	if err != nil {
		return Faces{}, nil, err
	}
	faces := Faces{fonts, layout.NewTypesetter(fonts)}
	if plain {
		lastPlain.Store(&plainFaces{standard, faces})
	}
	return faces, diags, nil
}
