package generator

import (
	"cmp"
	"encoding/hex"
	"slices"

	"styrdok/generator/data"
	"styrdok/generator/diag"
	"styrdok/generator/gather"
	"styrdok/generator/library"
	"styrdok/generator/load"
	"styrdok/generator/memo"
	"styrdok/generator/proof"
	"styrdok/generator/publish"
	"styrdok/generator/site"
	"styrdok/generator/unit"
)

// Whole is a site that has been made.
type Whole struct {
	Diags         diag.List   // all that is wrong with it, in order
	Advice        diag.List   // what only those are told who ask for it
	Docs          []unit.Made // as in the library
	Placed        *site.Placement
	Lists         *gather.Pages // nil if something was wrong before
	TextLinks     []site.TextLink
	Pages, Prints int

	maker    *unit.Maker
	media    map[string]gather.Medium
	index    *gather.Index
	machine  *data.Data
	machines gather.Machines
	wanted   map[string]publish.Entry // by path
}

// Close closes what a site was made from. A nil Whole has nothing.
func (w *Whole) Close() {
	if w != nil {
		w.index.Close()
		w.maker.Segments.Close()
	}
}

// publishSite makes a site and hands it to an output. Known is what is wrong with it so far.
func publishSite(s *load.Site, known diag.List, opt Options, out unit.Output) (*Whole, error) {
	k, known, err := newMaker(s, known, opt)
	if err != nil {
		return nil, err
	}
	k.Out = out
	return Publish(k, known)
}

// newMaker gets ready to make a site whose output is not known yet. It returns known with what else is wrong.
func newMaker(s *load.Site, known diag.List, opt Options) (*unit.Maker, diag.List, error) {
	k, diags, err := unit.New(s, opt.Making(), nil)
	if err != nil {
		return nil, nil, err
	}
	known = slices.Concat(known, diags)
	k.Broken = known.HasErrors()
	return k, known, nil
}

// Publish makes a site and hands it to the maker's output, unless something is wrong with it. Known is what is wrong
// with it so far.
func Publish(k *unit.Maker, known diag.List) (*Whole, error) {
	w := &Whole{maker: k}
	var err error
	if w.Docs, err = Documents(k); err != nil {
		w.Close()
		return nil, err
	}
	all, diags := gather.All(k, w.Docs)
	w.Pages, w.Prints, w.TextLinks, w.Advice = all.Pages, all.Prints, all.TextLinks, slices.Concat(k.Advice, all.Unwritten)
	diags = slices.Concat(known, diags)
	for _, meeting := range k.Content.Meetings {
		// When a meeting is over its report is history, and drafts that it refers to have other names.
		if meeting.Date.After(k.Today) {
			for _, r := range k.Content.ReportsOf(meeting) {
				_, more := unit.Report(k.Site, k.Directory, r, meeting.Title)
				diags = append(diags, more...)
			}
		}
	}
	var more diag.List
	err = k.Each(2, func(i int) (err error) {
		if i > 0 {
			w.index, err = gather.NewIndex(k, w.Docs)
			return err
		}
		w.Placed = k.Directory.Place(all.Gathered)
		more, err = w.gather(all, diags)
		return err
	})
	diags = slices.Concat(diags, more)
	if err == nil && !w.stops(diags) {
		more, err = w.list()
		diags = slices.Concat(diags, more)
	}
	w.Diags = k.Settle(diags)
	if err != nil {
		w.Close()
		return nil, err
	}
	return w, nil
}

// stops reports whether what is wrong keeps the rest of a site from being made.
func (w *Whole) stops(diags diag.List) bool {
	return !w.maker.Lenient && w.maker.Settle(slices.Clone(diags)).HasErrors()
}

// Documents makes all documents of a site, and returns them in the order of its library.
func Documents(k *unit.Maker) ([]unit.Made, error) {
	docs := k.Library.Documents
	out := make([]unit.Made, len(docs))
	order, anew := inOrder(docs, k.Snapshot.Read)
	err := k.Each(len(out), func(n int) (err error) {
		if anew && !k.Check && n == min(1, len(out)-1) {
			k.Theme() // meanwhile, for the first one
		}
		i := order[n]
		out[i], err = k.Document(docs[i])
		return err
	})
	return out, err
}

// gather publishes what follows from all documents but for lists and what is in static/, and returns what is wrong with
// it. Known is what is wrong so far.
func (w *Whole) gather(all gather.Documents, known diag.List) (diags diag.List, err error) {
	k := w.maker
	w.media, diags, err = gather.Media(k, w.Placed.Files)
	if diags = slices.Concat(w.Placed.Diags, diags); err != nil {
		return diags, err
	}
	wrong := known.HasErrors() || diags.HasErrors()
	if !wrong { // what has errors is not drawn
		if err := gather.PrintCopies(k, w.Placed, w.Docs); err != nil {
			return diags, err
		}
	}
	diags = append(diags, k.Prints.Shown(w.Docs)...)
	if w.stops(slices.Concat(known, diags)) {
		return diags, nil
	}
	if !k.Session && !k.Check && !wrong && !diags.HasErrors() {
		k.Prints.Store().Sweep() // a session's next state needs what this one does not
	}
	w.machine = data.New(k.Directory, all.Measures, k.Wording)
	w.machines, err = gather.PutMachines(k, w.machine, w.Docs)
	return diags, err
}

// list publishes lists, what is in static/, and the digests of all files, and returns what is wrong with it.
func (w *Whole) list() (diags diag.List, err error) {
	k := w.maker
	if w.Lists, err = gather.NewPages(k, w.Placed, w.Docs, w.index.Version, w.machine); err != nil {
		return nil, err
	}
	w.Pages += w.Lists.Count()
	if err = w.Lists.Beside(k); err != nil {
		return nil, err
	}
	diags, err = gather.Static(k) // it reports files that have no place
	if err != nil || w.stops(diags) || k.Check {
		return diags, err
	}
	return diags, w.sums()
}

// sums publishes the digests of all files.
func (w *Whole) sums() error {
	all := w.maker.Out.Wanted()
	w.wanted = make(map[string]publish.Entry, len(all))
	sums := make([]proof.Sum, 0, len(all))
	for _, e := range all {
		w.wanted[e.Path] = e
		sums = append(sums, proof.Sum{Path: e.Path, SHA256: hex.EncodeToString(e.Digest[:])})
	}
	list, place := proof.WriteSums(sums), site.Place(site.AddressSums)
	if err := w.maker.Out.Put(place, list); err != nil || w.maker.Sign == nil {
		return err
	}
	return w.maker.Out.Put(place+proof.Extension, w.maker.Sign(list))
}

// write remembers a build for the next one. That it cannot is no fault: then the next one makes everything.
func (w *Whole) write() {
	k := w.maker
	_ = memo.WriteState(k.Dir, k.StateName(), k.Program, func(to *memo.StateWriter) error {
		k.Site.Write(to)
		for i := range w.Docs {
			w.Docs[i].Write(to, k.State, k.Library.Documents[i].ID)
		}
		k.Texts.Write(to)
		k.Media.Write(to)
		for source, f := range w.media {
			f.Write(to, source, w.entries)
		}
		w.Lists.Write(to)
		w.machines.Write(to, w.entries)
		w.index.Write(to, w.wanted)
		return nil
	})
}

// entries fills in what is known of files once all are there.
func (w *Whole) entries(files []publish.Entry) []publish.Entry {
	files = slices.Clone(files)
	for i, f := range files {
		files[i] = w.wanted[f.Path]
	}
	return files
}

// inOrder returns the order in which documents are made: those whose files were read first, since the others need
// only be looked at, and the longest before the rest. With it at the end all cores but one would wait for it. It also
// reports whether there are any of the first.
func inOrder(docs []*library.Document, read func(file string) bool) (order []int, anew bool) {
	order = make([]int, len(docs))
	length := make([]int, len(docs))
	for i, d := range docs {
		order[i] = i
		for _, v := range d.Versions {
			length[i] += v.TextSize
			if read(v.File) {
				length[i] += 1 << 30 // longer than any text
				anew = true
			}
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(length[b], length[a]) })
	return order, anew
}
