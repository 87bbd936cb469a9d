package gather

import (
	"styrdok/generator/diag"
	"styrdok/generator/site"
	"styrdok/generator/unit"
)

// Documents is what came of all documents together.
type Documents struct {
	site.Gathered
	Measures      map[string]site.PrintInfo // of prints, by address
	TextLinks     []site.TextLink           // from the texts of documents that hold to other documents
	Unwritten     diag.List                 // passages that await their words
	Pages, Prints int
}

// All puts together what came of the documents, which are those of the library, in its order.
func All(k *unit.Maker, docs []unit.Made) (all Documents, diags diag.List) {
	all.Measures = map[string]site.PrintInfo{}
	for i := range docs {
		d := &docs[i].Made
		diags, all.Unwritten = append(diags, d.Diags...), append(all.Unwritten, d.Unwritten...)
		all.Used, all.Referred = append(all.Used, d.Used...), append(all.Referred, d.Referred...)
		for _, p := range d.Prints {
			all.Measures[p.Address] = p.Info
		}
		for _, to := range d.LeadsTo {
			all.TextLinks = append(all.TextLinks, site.TextLink{From: k.Library.Documents[i].ID, To: to})
		}
		all.Pages += d.Pages
		all.Prints += len(d.Prints)
	}
	return all, diags
}
