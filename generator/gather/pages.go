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

// Page is a page that is no document's as it was published, with the key of all that it shows.
type Page struct {
	Key  memo.Digest
	File publish.Entry
}

// pageSection of a state is by address.
const pageSection = "page"

// Write remembers the page with an address.
func (p Page) Write(w *memo.StateWriter, url string) { w.Put(pageSection, url, p) }

// Pages publishes the pages that are no document's, the files of the theme and the lists for machines that
// follow from all pages. It returns what is to be remembered of the pages, by address.
func Pages(k *unit.Maker, lists *site.Lists, machine *data.Data) (map[string]Page, error) {
	all := slices.Concat(lists.Pages, lists.Redirects)
	made := make([]Page, len(all))
	err := k.Each(len(all), func(i int) (err error) {
		if k.Check && k.StandardTheme() {
			return names(k, []string{all[i].URL})
		}
		pg, head := all[i], machine.Head(all[i])
		shown := *pg
		shown.Document, shown.Version, shown.Text = nil, nil, nil // a redirect's, or a text that others stand for
		made[i].Key = memo.KeyOf(k.Base, k.Today, shown, head, textKey(pg.Text))
		var before Page
		if k.State.Get(pageSection, pg.URL, &before) && before.Key == made[i].Key && k.Keep([]publish.Entry{before.File}) {
			made[i] = before
			k.VerifyFiles("page "+pg.URL, []publish.Entry{before.File}, func(k *unit.Maker) error {
				_, err := k.Render(pg, head)
				return err
			})
			return nil
		}
		made[i].File, err = k.Render(pg, head)
		return err
	})
	if err != nil {
		return nil, err
	}
	remembered := make(map[string]Page, len(all))
	for i, pg := range all {
		remembered[pg.URL] = made[i]
	}
	if !k.Check || k.Beside(site.AssetFolder) {
		if err := assets(k); err != nil {
			return nil, err
		}
	}
	for _, f := range append(Derived(lists), DayScript(k.Today)) {
		if err := k.Out.Put(f.Path, f.Data); err != nil {
			return nil, err
		}
	}
	return remembered, nil
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
func Derived(lists *site.Lists) []publish.File {
	files := []publish.File{
		{Path: site.Place(site.AddressSitemap), Data: lists.Sitemap}, {Path: site.Place(site.AddressRobots), Data: lists.Robots},
		{Path: site.Place(site.AddressRedirects), Data: lists.Moved},
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
