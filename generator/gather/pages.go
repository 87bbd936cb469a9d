// Package gather publishes what follows from many documents: lists and other pages, the search index, files that texts
// refer to, files for machines, and what lies in static/. Each part has a key, and what an earlier build has made is kept
// where the key is the same. How a document is made is for package unit to know.
package gather

import (
	"slices"

	"styrdok/generator/data"
	"styrdok/generator/library"
	"styrdok/generator/memo"
	"styrdok/generator/publish"
	"styrdok/generator/site"
	"styrdok/generator/unit"
)

// Pages are the pages that are no document's as they were published.
type Pages struct {
	lists  lists
	by     map[string]page // by address
	placed *site.Placement
	docs   []unit.Made
}

// page is a page with the key of all that it shows.
type page struct {
	Key  memo.Digest
	File publish.Entry
}

// lists are the pages of lists, with the key of all that any of them shows.
type lists struct {
	Key  memo.Digest
	URLs []string
	Kept []site.Kept // that search engines are to keep, and the search page
}

// pageSection of a state is by address; that of all lists is under none.
const (
	pageSection  = "page"
	listsSection = "lists"
)

// Write remembers the pages.
func (p *Pages) Write(w *memo.StateWriter) {
	for url, of := range p.by {
		w.Put(pageSection, url, of)
	}
	w.Put(listsSection, "", p.lists)
}

// Count is how many pages there are, without those that only lead on.
func (p *Pages) Count() int { return len(p.by) - len(p.placed.Redirects) }

// NewPages publishes the pages that are no document's. Lists are planned only if something has changed that one of
// them may show. The version changes with the search index.
func NewPages(k *unit.Maker, placed *site.Placement, docs []unit.Made, version string, machine *data.Data) (*Pages, error) {
	p := &Pages{placed: placed, docs: docs, lists: lists{Key: memo.KeyOf(decided(k, docs), k.Directory.ListsDigest())}}
	var before lists
	same := k.State.Get(listsSection, "", &before) && before.Key == p.lists.Key
	if same && k.Verify == nil {
		p.by = keepPages(k, before.URLs)
	}
	var search, planned []*site.Page // the search page changes with the index
	if pg := k.Directory.SearchPage(version); pg != nil {
		search = append(search, pg)
	}
	if p.by != nil {
		p.lists = before
	} else {
		k.Counts.Listed.Add(1)
		p.by = map[string]page{}
		planned = k.Directory.Lists()
		for _, pg := range planned {
			p.lists.URLs = append(p.lists.URLs, pg.URL)
		}
		p.lists.Kept = k.Directory.Keep(slices.Concat(planned, search))
	}
	all := slices.Concat(placed.Redirects, search, planned)
	made := make([]page, len(all))
	err := k.Each(len(all), func(i int) (err error) {
		made[i], err = newPage(k, all[i], machine)
		return err
	})
	for i, pg := range all {
		p.by[pg.URL] = made[i]
	}
	if same && planned != nil && err == nil {
		p.verify(k, before)
	}
	return p, err
}

// keepPages keeps the pages at some addresses as they were published; nil if it cannot keep all.
func keepPages(k *unit.Maker, urls []string) map[string]page {
	pages, files := map[string]page{}, make([]publish.Entry, len(urls))
	for i, url := range urls {
		var p page
		if !k.State.Get(pageSection, url, &p) {
			return nil
		}
		pages[url], files[i] = p, p.File
	}
	if !k.Keep(files) {
		return nil
	}
	return pages
}

// newPage publishes a page, unless it is as it was.
func newPage(k *unit.Maker, pg *site.Page, machine *data.Data) (out page, err error) {
	if k.Check && k.StandardTheme() {
		return out, names(k, []string{pg.URL})
	}
	head := machine.Head(pg)
	shown := *pg
	shown.Document, shown.Version, shown.Text = nil, nil, nil // a redirect's, or a text that others stand for
	out.Key = memo.KeyOf(k.Base, k.Today, shown, head, textKey(pg.Text))
	var before page
	if k.State.Get(pageSection, pg.URL, &before) && before.Key == out.Key && k.Keep([]publish.Entry{before.File}) {
		k.VerifyFiles("page "+pg.URL, []publish.Entry{before.File}, func(k *unit.Maker) error {
			_, err := k.Render(pg, head)
			return err
		})
		return before, nil
	}
	out.File, err = k.Render(pg, head)
	return out, err
}

// verify compares the lists, of which nothing is said to have changed, with those of an earlier build.
func (p *Pages) verify(k *unit.Maker, before lists) {
	k.Again("set of lists", before, func() (any, error) { return p.lists, nil })
	for _, url := range before.URLs {
		var was page
		if k.State.Get(pageSection, url, &was) && !k.Check {
			k.Again("list "+url, was.Key, func() (any, error) { return p.by[url].Key, nil })
		}
	}
}

// Beside publishes what stands beside the pages: the files of the theme, the day, and what search engines and servers
// read.
func (p *Pages) Beside(k *unit.Maker) error {
	if !k.Check || k.Beside(site.AssetFolder) {
		if err := assets(k); err != nil {
			return err
		}
	}
	for _, f := range append(p.Derived(k), DayScript(k.Today)) {
		if err := k.Out.Put(f.Path, f.Data); err != nil {
			return err
		}
	}
	return nil
}

// assets publishes the files of the theme.
func assets(k *unit.Maker) error {
	th := k.Theme()
	if th == nil {
		return nil
	}
	for _, a := range th.Assets() {
		if err := k.Out.Put(a.Path, a.Data); err != nil {
			return err
		}
	}
	return nil
}

// textKey stands for the text of a page that is no document's.
func textKey(t *site.Text) memo.Digest {
	if t == nil {
		return memo.Digest{}
	}
	return memo.KeyOf(t.Tree)
}

// DayScript tells scripts on which day the site was built, so that pages need not.
func DayScript(day library.Date) publish.File {
	return publish.File{
		Path: site.Place(site.AddressDay), Data: []byte("document.body.setAttribute(\"data-today\", \"" + day.String() + "\");\n"),
	}
}

// Derived are the files for machines that follow from the addresses of all pages.
func (p *Pages) Derived(k *unit.Maker) []publish.File {
	kept := slices.Clone(p.lists.Kept)
	for i := range p.docs {
		kept = append(kept, p.docs[i].Made.Kept...)
	}
	files := []publish.File{
		{Path: site.Place(site.AddressSitemap), Data: k.Directory.Sitemap(kept)},
		{Path: site.Place(site.AddressRobots), Data: k.Directory.Robots()},
		{Path: site.Place(site.AddressRedirects), Data: p.placed.Moved},
	}
	return slices.DeleteFunc(files, func(f publish.File) bool { return len(f.Data) == 0 })
}

// names notes the addresses of files where only their names are wanted.
func names(k *unit.Maker, addresses []string) error {
	for _, a := range addresses {
		if err := k.Out.Put(site.Place(a), nil); err != nil {
			return err
		}
	}
	return nil
}
