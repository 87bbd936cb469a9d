package act

import (
	"slices"

	"styrdok/generator/library"
	"styrdok/generator/load"
)

// asAdopted returns, by its file, the document of an adopted version as it was when the version had just come into force: no version came
// later, and nothing has been decided on it but its adoption. Editorial corrections stay, since the text has them, and so do relations to
// other documents.
func asAdopted(s *load.Site, files []string) map[string]*library.Document {
	out := make(map[string]*library.Document, len(files))
	for _, doc := range s.Library.Documents {
		for _, v := range doc.Versions {
			if !slices.Contains(files, v.File) {
				continue
			}
			var drafts []*library.Draft
			for _, w := range doc.Versions {
				if !w.Status.Adopted() || w.Adopted.After(v.Adopted) {
					continue
				}
				draft := *w.Draft
				if w == v {
					draft.Reviews, draft.Extensions, draft.Repealed = nil, nil, nil
				}
				drafts = append(drafts, &draft)
			}
			day := v.InForce
			if day.Before(v.Adopted) {
				day = v.Adopted
			}
			lib, _ := library.Resolve(drafts, s.Config.Rules, day)
			then := *doc
			then.Versions, then.InForce, then.Shown, then.Review = lib.Documents[0].Versions, lib.Documents[0].InForce, lib.Documents[0].Shown, lib.Documents[0].Review
			out[v.File] = &then
		}
	}
	return out
}
