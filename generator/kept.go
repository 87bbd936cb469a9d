package generator

import (
	"cmp"
	"slices"

	"styrdok/generator/layout"
	"styrdok/generator/library"
	"styrdok/generator/memo"
	"styrdok/generator/pdf"
	"styrdok/generator/printing"
	"styrdok/generator/site"
)

// keep opens the cache of prints, if there shall be one.
func (p *prints) keep(fonts *pdf.Fonts) {
	if !p.made.opt.Cache {
		return
	}
	kept := p.made.cache() // makes the folder in which the program is remembered
	program, ok := memo.Program(p.made.opt.Dir)
	if !ok {
		return
	}
	p.kept, p.base = kept, memo.KeyOf(program, fonts.Digest(), p.style)
	p.pictures.keep(p.kept, program)
}

// file draws a print, or finds it as it was drawn before. Sheets are always made: they show what
// is wrong with the text, and they and what is drawn with them are all that the file depends on.
func (p *prints) file(plan *site.Frame, pr *site.Print, sheets layout.Print, fonts *pdf.Fonts) (file []byte, key memo.Digest, err error) {
	sheets.Title = cmp.Or(pr.FileTitle, sheets.Title)
	info := printing.Info(plan, pr, p.words)
	if p.kept != nil {
		key = memo.KeyOf(p.base, sheets, info, p.pictures.digests(sheets))
		if file, ok := p.kept.Get(key); ok {
			p.made.verify("print "+pr.Address, file, func() (any, error) { return p.pictures.draw(sheets, info, fonts) })
			return file, key, nil
		}
	}
	if file, err = p.pictures.draw(sheets, info, fonts); err == nil {
		p.kept.Put(key, file)
	}
	return file, key, err
}

// longestFirst returns the order in which documents are made: with the longest at the end all cores but
// one would wait for it.
func longestFirst(docs []*library.Document) []int {
	order, length := make([]int, len(docs)), make([]int, len(docs))
	for i, d := range docs {
		order[i] = i
		for _, v := range d.Versions {
			length[i] += v.TextSize
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(length[b], length[a]) })
	return order
}
