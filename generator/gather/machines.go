package gather

import (
	"encoding/hex"
	"errors"

	"styrdok/generator/data"
	"styrdok/generator/library"
	"styrdok/generator/memo"
	"styrdok/generator/publish"
	"styrdok/generator/site"
	"styrdok/generator/unit"
)

// Machines are the files that a site has for machines.
type Machines []listed

// listed is files that follow from many documents, with the key of all that they depend on.
type listed struct {
	Name  string
	Key   memo.Digest
	Files []publish.Entry
}

// PutMachines publishes the files that a site has for machines.
func PutMachines(k *unit.Maker, d *data.Data, docs []unit.Made) (Machines, error) {
	if k.Check {
		return nil, names(k, k.Directory.Data)
	}
	key, rows := decided(k, docs), make([][32]byte, len(docs))
	for i := range docs {
		rows[i] = docs[i].Made.Row.Digest
	}
	register := memo.KeyOf(key, rows)
	out := Machines{{Name: "undated", Key: key}, {Name: "register", Key: register}, {Name: "table", Key: register}}
	files := []func() []data.File{
		d.Undated, func() []data.File { return d.RegisterJSON(Rows(docs)) }, func() []data.File { return d.RegisterCSV(Rows(docs)) },
	}
	for _, f := range d.Feeds() {
		out = append(out, listed{Name: f.Path, Key: memo.KeyOf(key, f.Prints)})
		files = append(files, func() []data.File { return []data.File{{Path: f.Path, Data: f.Make()}} })
	}
	return out, k.Each(len(out), func(i int) error { return out[i].put(k, files[i]) })
}

// decided stands for all that lists show of the documents as they are resolved.
func decided(k *unit.Maker, docs []unit.Made) memo.Digest {
	all := make([]memo.Digest, len(docs))
	for i := range docs {
		all[i] = docs[i].Decided
	}
	return memo.KeyOf(k.Base, k.Today, all)
}

// Rows are the rows of the register that documents have.
func Rows(docs []unit.Made) (rows []data.Row) {
	for i := range docs {
		if docs[i].Made.Row.JSON != nil {
			rows = append(rows, docs[i].Made.Row)
		}
	}
	return rows
}

// listSection of a state is by name.
const listSection = "list"

// put publishes files that follow from many documents, unless they are as they were.
func (l *listed) put(k *unit.Maker, files func() []data.File) error {
	put := func(k *unit.Maker) (err error) {
		l.Files = nil
		for _, f := range files() {
			l.Files = append(l.Files, publish.Entry{Path: f.Path})
			err = errors.Join(err, k.Out.Put(f.Path, f.Data))
		}
		return err
	}
	var before listed
	if k.State.Get(listSection, l.Name, &before) && before.Key == l.Key && k.Keep(before.Files) {
		k.VerifyFiles(l.Name, before.Files, put)
		*l = before
		return nil
	}
	return put(k)
}

// Write remembers the files.
func (m Machines) Write(w *memo.StateWriter, entries func([]publish.Entry) []publish.Entry) {
	for _, l := range m {
		l.Files = entries(l.Files)
		w.Put(listSection, l.Name, l)
	}
}

// PrintCopies publishes prints at old addresses, too.
func PrintCopies(k *unit.Maker, placed *site.Placement, docs []unit.Made) error {
	if len(placed.PrintCopies) == 0 {
		return nil
	}
	kept, of := map[string]unit.Printed{}, map[string]*library.Document{}
	for i := range docs {
		for _, p := range docs[i].Made.Prints {
			kept[p.Address], of[p.Address] = p, k.Library.Documents[i]
		}
	}
	for _, c := range placed.PrintCopies {
		path, p := site.Place(c.From), kept[c.Print]
		var digest publish.Digest
		hex.Decode(digest[:], []byte(p.Info.SHA256))
		if k.Out.Has(path, digest) {
			if err := k.Out.Keep(path, digest); err != nil {
				return err
			}
			continue
		}
		data, err := k.PrintCopy(of[c.Print], p)
		if err != nil {
			return err
		}
		if err := k.Out.Put(path, data); err != nil {
			return err
		}
	}
	return nil
}
