// Package pdf reads PDFs: by their structure tree where they have one that tells the truth, and by the looks of their pages otherwise. It asks
// pdfium for the letters with their places, and for the tree; which letters make a paragraph is decided here.
package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"styrdok/generator/intake"
)

const maxPages = 3000

// file is what pdfium tells of a file.
type file struct {
	pages   []*page
	tree    element
	tagged  bool
	outline []entry
	names   []destination
	intake.Properties
}

// entry is a bookmark.
type entry struct {
	level int // from 1
	title string
}

// Read reads a PDF. The error is an *intake.Refused if the file is to blame.
func (r *Reader) Read(data []byte) (*intake.Reading, error) {
	f, err := r.open(data)
	if err != nil {
		return nil, err
	}
	return f.reading()
}

func refuse(reason intake.Reason, format string, args ...any) error {
	return &intake.Refused{Reason: reason, Detail: fmt.Sprintf(format, args...)}
}

// open reads all that pdfium is asked for.
func (r *Reader) open(data []byte) (f *file, err error) {
	switch {
	case len(data) > intake.MaxFile:
		return nil, refuse(intake.TooLarge, "%d bytes", len(data))
	case !bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-")):
		return nil, refuse(intake.Corrupt, "it does not begin as a pdf")
	}
	ctx, cancel := context.WithTimeout(context.Background(), maxTime)
	defer cancel()
	e, stop, err := r.start(ctx)
	if err != nil {
		return nil, err
	}
	defer stop()
	defer func() {
		if x := recover(); x != nil {
			broken, ok := x.(failure)
			if !ok {
				panic(x)
			}
			f, err = nil, e.blame(broken.error)
		}
	}()
	return e.file(data)
}

// blame tells what stopped pdfium. Whatever it is, the file did it: pdfium is given nothing else.
func (e *engine) blame(err error) error {
	switch {
	case e.ctx.Err() != nil:
		return refuse(intake.TooLarge, "not read within %v", maxTime)
	case errors.Is(err, errTooDeep):
		return refuse(intake.TooDeep, "%v", err)
	case e.memory.Size() > maxMemory*3/4:
		return refuse(intake.Swells, "%d MB are not enough", maxMemory>>20)
	}
	first, _, _ := strings.Cut(err.Error(), "\n")
	return refuse(intake.Corrupt, "%s", first)
}

func (e *engine) file(data []byte) (*file, error) {
	document := e.call("FPDF_LoadMemDocument", e.put(data), uint64(len(data)), 0)
	if document == 0 {
		switch code := e.call("FPDF_GetLastError"); code {
		case 4, 5:
			return nil, refuse(intake.Password, "")
		default:
			return nil, refuse(intake.Corrupt, "pdfium: %d", code)
		}
	}
	n := e.number("FPDF_GetPageCount", document)
	if n > maxPages {
		return nil, refuse(intake.TooLarge, "%d pages", n)
	}
	if e.number("FPDF_GetFormType", document) == 2 {
		return nil, refuse(intake.OtherKind, "a form in XFA, which has no pages of its own")
	}
	f := &file{tagged: e.call("FPDFCatalog_IsTagged", document) != 0}
	f.Title = strings.TrimSpace(e.textOf("FPDF_GetMetaText", document, "Title"))
	f.Language = e.text("FPDFCatalog_GetLanguage", document)
	f.Print = printOf(data)
	f.names = e.destinations(document)
	t := tree{engine: e}
	fonts := map[uint64]*font{}
	glyphs, pictures := 0, 0
	for i := range n {
		p, handle, close := e.readPage(document, i, fonts)
		f.pages = append(f.pages, p)
		if glyphs += len(p.glyphs); glyphs > 8*intake.MaxWords {
			return nil, refuse(intake.TooLarge, "%d characters on %d of %d pages", glyphs, i+1, n)
		}
		if handle != 0 {
			t.readPage(handle, i+1)
			pictures = e.pictures(p, pictures)
		}
		close()
	}
	f.tree = t.root
	f.bookmarks(e, document)
	return f, nil
}

// anchor is a place that a link leads to, as an address within the file.
func (e *engine) anchor(document, dest uint64) string {
	if dest == 0 {
		return ""
	}
	n := e.number("FPDFDest_GetDestPageIndex", document, dest)
	if n < 0 {
		return ""
	}
	y := 0.
	if e.call("FPDFDest_GetLocationInPage", dest, e.at(0), e.at(1), e.at(2), e.at(3), e.at(4), e.at(5)) != 0 && e.word(1) != 0 {
		y = e.float32s(5)[4]
	}
	return fmt.Sprintf("#%d,%.0f", n+1, y)
}

// bookmarks reads the outline, which knows headings where there are no tags.
func (f *file) bookmarks(e *engine, document uint64) {
	seen := map[uint64]bool{}
	var walk func(parent uint64, level int)
	walk = func(parent uint64, level int) {
		for b := e.call("FPDFBookmark_GetFirstChild", document, parent); b != 0 && level < 12 && !seen[b] && len(f.outline) < 5000; b = e.call("FPDFBookmark_GetNextSibling", document, b) {
			seen[b] = true
			if title := strings.Join(strings.Fields(e.text("FPDFBookmark_GetTitle", b)), " "); title != "" {
				f.outline = append(f.outline, entry{level: level, title: title})
			}
			walk(b, level+1)
		}
	}
	walk(0, 1)
}

// reading makes blocks of what was read, and puts every letter somewhere.
func (f *file) reading() (*intake.Reading, error) {
	out := &intake.Reading{Format: intake.PDF, Properties: f.Properties, Pages: len(f.pages)}
	c := &composer{words: map[string]int{}}
	f.doubt()
	blank, bare := 0, 0
	for _, p := range f.pages {
		count(c.words, p)
		p.ends(&blank, &bare)
		if p.scanned() {
			out.Scanned = append(out.Scanned, p.number)
		}
	}
	c.spaced = blank > 4 && blank > 2*bare
	f.unseen(c, out)
	f.furniture(c, out)
	f.decide(c, out)
	f.rest(c, out)
	out.Plain = f.plain(c)
	return out, nil
}

// doubt tells letters that the file gives no meaning, and that pdfium has guessed, from those that it has guessed right: those are mostly letters.
func (f *file) doubt() {
	guessed, right := 0, 0
	for _, p := range f.pages {
		for g := range p.all() {
			if g.lost && !unicode.IsSpace(g.r) {
				if guessed++; unicode.IsLetter(g.r) || unicode.IsDigit(g.r) {
					right++
				}
			}
		}
	}
	if 4*right < 3*guessed {
		return
	}
	for _, p := range f.pages {
		for g := range p.all() {
			g.lost = g.lost && letters(g.r) == "" || g.r == unicode.ReplacementChar
		}
	}
}

func count(words map[string]int, p *page) {
	var b strings.Builder
	add := func() {
		if b.Len() > 0 {
			words[strings.ToLower(strings.Trim(b.String(), "-"))]++
			b.Reset()
		}
	}
	for g := range p.all() {
		if g.gap != noGap {
			add()
		}
		text := letters(g.r)
		if g.r == 2 {
			text = " "
		}
		for _, r := range text {
			if !isWord(r) {
				add()
				continue
			}
			b.WriteRune(r)
		}
	}
	add()
}

// ends counts the lines that end within a sentence, with a blank and with a letter.
func (p *page) ends(blank, bare *int) {
	for i := 1; i < len(p.glyphs); i++ {
		if g, before := &p.glyphs[i], &p.glyphs[i-1]; g.gap == lineGap && unicode.IsLower(g.r) {
			if before.r == ' ' {
				*blank++
			} else if unicode.IsLetter(before.r) {
				*bare++
			}
		}
	}
}

// plain is all text of the pages in the order in which it is drawn. Divided words are joined where they have been joined in blocks.
func (f *file) plain(c *composer) string {
	texts := make([][]string, len(f.pages))
	for n, p := range f.pages {
		texts[n] = make([]string, len(p.glyphs))
		for g := range p.all() {
			before := ""
			if g.index > 0 && !sameLine(atom{page: p, glyph: &p.glyphs[g.index-1]}, atom{page: p, glyph: g}) {
				before = "\n"
			} else if g.gap == spaceGap {
				before = " "
			}
			texts[n][g.index] = before + letters(g.r)
		}
	}
	spoken := map[[2]int]bool{} // by page and glyph
	for _, s := range c.spoken {
		for _, a := range s.atoms {
			if a.glyph != nil {
				spoken[[2]int{a.page.number, a.glyph.index}] = true
			}
		}
	}
	for _, r := range c.raised {
		if spoken[[2]int{r.first.page.number, r.first.glyph.index}] {
			continue // It is set apart below, and has fewer glyphs than its words letters.
		}
		if page, i := texts[r.first.page.number-1], r.first.glyph.index; c.placed[number(r.text)] {
			page[i] = " " + page[i]
			if end := i + utf8.RuneCountInString(strings.TrimSpace(r.text)); end < len(page) {
				page[end] = " " + page[end]
			}
		}
	}
	for _, s := range c.spoken {
		text := " " + s.text + " "
		for _, a := range s.atoms {
			if a.glyph != nil {
				texts[a.page.number-1][a.glyph.index], text = text, ""
			}
		}
	}
	for _, j := range slices.Backward(c.joints) { // a word may be divided twice
		next, rest := texts[j.after.page.number-1], ""
		for i := j.after.glyph.index; i < len(next); i++ {
			text := next[i]
			if i == j.after.glyph.index {
				text = strings.TrimSpace(text)
			}
			if strings.ContainsAny(text, " \n") {
				break
			}
			rest += text
			next[i] = ""
		}
		end := &texts[j.before.page.number-1][j.before.glyph.index]
		*end = strings.TrimRight(*end, "-‐") + j.sep + rest
	}
	var b strings.Builder
	for _, page := range texts {
		for _, t := range page {
			b.WriteString(t)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// scanned reports whether the page shows its text, if any, only as a picture.
func (p *page) scanned() bool {
	seen, covered := 0, 0.
	for g := range p.all() {
		if !g.object.hidden && !g.lost && strings.TrimSpace(letters(g.r)) != "" && !g.object.artifact {
			seen++
		}
	}
	for _, b := range p.pictures {
		covered += b.box.width() * b.box.height()
	}
	return seen < 25 && covered > .4*p.width*p.height
}
