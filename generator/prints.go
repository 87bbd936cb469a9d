package generator

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"styrdok/generator/data"
	"styrdok/generator/diag"
	"styrdok/generator/i18n"
	"styrdok/generator/layout"
	"styrdok/generator/library"
	"styrdok/generator/memo"
	"styrdok/generator/pdf"
	"styrdok/generator/printing"
	"styrdok/generator/publish"
	"styrdok/generator/site"
	"styrdok/generator/source"
)

// prints makes the PDFs of a site and remembers what each measures.
type prints struct {
	made     *Made
	words    *i18n.Texts
	style    layout.Style
	pictures *pictures
	kept     *memo.Store // nil if there is none
	base     memo.Digest // of what all prints depend on

	fonts  *pdf.Fonts
	setter *layout.Typesetter
	total  int // prints to be made

	mu    sync.Mutex
	known map[string]site.PrintInfo // by address
	done  int
}

func newPrints(m *Made, words *i18n.Texts) (*prints, error) {
	_, folder := m.ownTheme()
	style, diags, err := printing.Style(m.opt.Standard, &m.Config, folder, m.files.read)
	m.Diags = append(m.Diags, diags...)
	return &prints{made: m, words: words, style: style, pictures: newPictures(m), known: map[string]site.PrintInfo{}}, err
}

// info returns what a print measures, zero before it has been drawn.
func (p *prints) info(pr *site.Print) site.PrintInfo {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.known[pr.Address]
}

// open reads the fonts and opens the cache, for so many prints.
func (p *prints) open(total int) (err error) {
	if p.fonts, p.setter, err = p.made.typesetter(); err != nil {
		return err
	}
	p.total = total
	p.keep(p.fonts)
	return nil
}

// draw makes some prints, several at a time.
func (p *prints) draw(frame *site.Frame, prints []*site.Print) ([]publish.File, error) {
	// Where something is wrong no site is written. Sheets are made all the same, since only that
	// finds a character without a glyph; drawing would stumble over what has been told already.
	only := p.made.Diags.HasErrors()
	if err := p.open(len(prints)); err != nil {
		return nil, err
	}
	out := make([]publish.File, len(prints))
	found := make([]diag.List, len(prints))
	err := p.made.each(len(prints), func(i int) (err error) {
		out[i], _, found[i], err = p.one(frame, prints[i], only)
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
	sheets, diags := p.setter.Break(p.document(frame, pr), p.style)
	diags = p.placed(pr.Version, diags)
	file = publish.File{Path: site.Place(pr.Address)}
	made = printed{Address: pr.Address, Info: site.PrintInfo{Pages: len(sheets.Sheets)}}
	if only || diags.HasErrors() {
		return file, made, diags, nil
	}
	if !p.made.opt.Check {
		if file.Data, made.Kept, err = p.file(frame, pr, sheets, p.fonts); err != nil {
			return file, made, diags, err
		}
		made.Info.Bytes, made.Info.SHA256 = int64(len(file.Data)), data.Sum(file.Data)
	}
	p.finished(made)
	return file, made, diags, nil
}

// skip counts prints that need not be made.
func (p *prints) skip(list []printed) {
	for _, made := range list {
		p.kept.Use(made.Kept)
		p.finished(made)
	}
}

// shown looks at the images that prints show, each at the first place that shows it.
func (p *prints) shown(docs []remembered) {
	for i := range docs {
		for _, use := range docs[i].Made.Shown {
			p.pictures.get(use.Source, use.At)
		}
	}
}

// close closes the cache. What was not used is removed from it after a whole site without errors.
func (p *prints) close(whole bool) {
	p.made.Diags = append(p.made.Diags, p.pictures.problems()...)
	if p.made.opt.session != nil {
		return // the next state of the site needs it
	}
	if whole && !p.made.Diags.HasErrors() {
		p.kept.Sweep()
	}
	p.made.kept.Close()
	p.kept, p.made.kept = nil, nil
	p.pictures.keep(nil, memo.Digest{})
}

// placed moves a missing character from the beginning of its words to the character itself: layout
// knows where words begin in the source, but typography may have changed their length.
func (p *prints) placed(v *library.Version, diags diag.List) diag.List {
	for i, d := range diags {
		if d.Pos.File == "" {
			continue
		}
		var char string
		switch d.Code {
		case diag.MissingGlyph:
			char = fmt.Sprint(d.Args[0])
		case diag.UnshapedScript:
			char = fmt.Sprint(d.Args[1])
		default:
			continue
		}
		for line, from := d.Pos.Line, d.Pos.Column; line < d.Pos.Line+maxParagraphLines; line, from = line+1, 1 {
			text, ok := p.made.files.line(d.Pos.File, line)
			runes := []rune(text)
			if !ok || from < 1 {
				break
			}
			if from > len(runes) {
				continue // a blank line in code
			}
			if at := strings.Index(string(runes[from-1:]), char); at >= 0 {
				diags[i].Pos.Line, diags[i].Pos.Column = line, from+utf8.RuneCountInString(string(runes[from-1:])[:at])
				break
			}
		}
	}
	return p.facts(v, diags)
}

// facts finds the places of what layout has told without one: characters of a title or another fact, or of a heading, which
// the list of contents shows once more.
func (p *prints) facts(v *library.Version, diags diag.List) diag.List {
	var out diag.List
	for _, d := range diags {
		if d.Pos.File != "" {
			out = append(out, d)
			continue
		}
		places := p.placesOf(v, d)
		repeated := slices.ContainsFunc(diags, func(o diag.Diagnostic) bool {
			return o.Pos.File != "" && o.Code == d.Code && diag.SameArgs(o.Args, d.Args)
		})
		if len(places) == 0 && !repeated {
			places = []diag.Pos{v.PosOf("title")}
		}
		for _, at := range places {
			d.Pos = at
			out = append(out, d)
		}
	}
	return out
}

// unprinted are keys of front matter that no print shows.
var unprinted = []string{"keywords", "aliases", "visibility", "translation_of"}

// placesOf returns where the values of front matter, or else of config.toml, have the character of a diagnostic.
func (p *prints) placesOf(v *library.Version, d diag.Diagnostic) []diag.Pos {
	if d.Code != diag.MissingGlyph {
		return nil
	}
	char, found := fmt.Sprint(d.Args[0]), map[diag.Pos]bool{}
	for path, at := range v.Draft.At {
		key, _, _ := strings.Cut(path, "[")
		text, ok := p.made.files.line(at.File, at.Line)
		runes := []rune(text)
		if !ok || slices.Contains(unprinted, key) || at.Column < 1 || at.Column > len(runes) {
			continue
		}
		if i := strings.Index(string(runes[at.Column-1:]), char); i >= 0 {
			at.Column += utf8.RuneCountInString(string(runes[at.Column-1:])[:i])
			found[at] = true
		}
	}
	if len(found) == 0 {
		for line := 1; ; line++ {
			text, ok := p.made.files.line("config.toml", line)
			if !ok {
				break
			}
			text, _, _ = strings.Cut(text, "#")
			if i := strings.Index(text, char); i >= 0 {
				found[diag.Pos{File: "config.toml", Line: line, Column: utf8.RuneCountInString(text[:i]) + 1}] = true
				break
			}
		}
	}
	return slices.SortedFunc(maps.Keys(found), func(a, b diag.Pos) int { return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column)) })
}

// maxParagraphLines is how far a character is looked for.
const maxParagraphLines = 200

func (p *prints) finished(made printed) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.known[made.Address] = made.Info
	p.done++
	if p.made.opt.Progress != nil {
		p.made.opt.Progress(p.done, p.total)
	}
}

// document words a print for layout.
func (p *prints) document(frame *site.Frame, pr *site.Print) layout.Document {
	d := printing.Document(frame, pr, p.words, p.sheetNumber())
	d.Logo, d.Pictures = p.pictures.logo(), p.pictures.all(pr.Images, d.Tree)
	return d
}

// sheetNumber returns the pattern of a sheet's number: "Sida {n}({total})".
func (p *prints) sheetNumber() string {
	return cmp.Or(p.made.Config.Print.PageNumber, p.words.T("print.sheet"))
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

// typesetter reads the fonts, or takes those of the session.
func (m *Made) typesetter() (*pdf.Fonts, *layout.Typesetter, error) {
	if s := m.opt.session; s != nil {
		return s.typesetter(m)
	}
	fonts, err := m.fonts()
	if err != nil {
		return nil, nil, err
	}
	return fonts, layout.NewTypesetter(fonts), nil
}

// fonts reads the fonts of prints.
func (m *Made) fonts() (*pdf.Fonts, error) {
	fonts, diags, err := printing.Fonts(m.opt.Standard, &m.Config, m.files.read)
	m.Diags = append(m.Diags, diags...)
	return fonts, err
}
