package unit

import (
	"cmp"
	"context"
	"slices"

	"styrdok/generator/data"
	"styrdok/generator/library"
	"styrdok/generator/memo"
	"styrdok/generator/publish"
)

// Silent returns a maker of which nothing is published.
func (k *Maker) Silent() *Maker {
	if k.Check {
		return k.To(NewNames())
	}
	return k.To(NewMemory())
}

// verifyDocument makes a document again whose record holds.
func (k *Maker) verifyDocument(doc *library.Document, before memo.Record[Document]) {
	partly := k.Broken || k.Check // no files are made
	whole := func(d Document, seen []memo.Seen) any {
		if d.Files, d.Prints = slices.Clone(d.Files), slices.Clone(d.Prints); partly {
			d.Files, d.Row = nil, data.Row{}
			for i, p := range d.Prints {
				d.Prints[i] = Printed{Address: p.Address}
				d.Prints[i].Info.Pages = p.Info.Pages
			}
		}
		for i := range d.Prints {
			d.Prints[i].Kept = memo.Digest{} // whether it could be kept
		}
		return struct {
			Made Document
			Seen []memo.Seen
		}{d, seen}
	}
	k.Again("document "+string(doc.ID), whole(before.Made, before.Seen), func() (any, error) {
		asked := &asking{answers: k.answers}
		made, _, err := k.Silent().make(doc, asked)
		return whole(made, asked.Seen()), err
	})
}

// VerifyFiles makes files again that an earlier build has made. Make hands them to a maker's output.
func (k *Maker) VerifyFiles(unit string, before []publish.Entry, made func(k *Maker) error) {
	if k.Check {
		return // there are no files
	}
	byPath := func(list []publish.Entry) []publish.Entry {
		list = slices.Clone(list)
		slices.SortFunc(list, func(a, b publish.Entry) int { return cmp.Compare(a.Path, b.Path) })
		return list
	}
	k.Again(unit, byPath(before), func() (any, error) {
		again := k.Silent()
		err := made(again)
		return byPath(again.Out.Wanted()), err
	})
}

// Aside returns a maker like k that counts its prints for itself and may be ended by another context. With check it finds
// out what is wrong and makes nothing, otherwise it makes everything that is not wrong itself.
func (k *Maker) Aside(ctx context.Context, out Output, check bool) *Maker {
	aside := k.To(out)
	aside.Site, aside.Check, aside.Lenient, aside.Prints = k.WithContext(ctx), check, !check, k.Prints.Apart(check)
	return aside
}
