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
type Machines struct {
	Undated listed // what tells nothing of prints
	Printed listed
}

// listed is files that follow from all documents, with the key of all that they depend on.
type listed struct {
	Key   memo.Digest
	Files []publish.Entry
}

// PutMachines publishes the files that a site has for machines.
func PutMachines(k *unit.Maker, d *data.Data, docs []unit.Made) (out Machines, err error) {
	if k.Check {
		return out, names(k, k.Directory.Data)
	}
	prints := make([]any, len(docs))
	for i := range docs {
		prints[i] = docs[i].Made.Prints
	}
	rows := Rows(docs)
	key := decided(k, docs)
	if out.Undated, err = putList(k, "undated", key, d.Undated); err != nil {
		return out, err
	}
	out.Printed, err = putList(k, "printed", memo.KeyOf(key, prints, rows), func() []data.File { return d.Printed(rows) })
	return out, err
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

// listSection of a state is by what the files are.
const listSection = "list"

// putList publishes files that follow from all documents, unless they are as they were.
func putList(k *unit.Maker, name string, key memo.Digest, files func() []data.File) (listed, error) {
	out := listed{Key: key}
	put := func(k *unit.Maker) (err error) {
		for _, f := range files() {
			out.Files = append(out.Files, publish.Entry{Path: f.Path})
			err = errors.Join(err, k.Out.Put(f.Path, f.Data))
		}
		return err
	}
	var before listed
	if k.State.Get(listSection, name, &before) && before.Key == key && k.Keep(before.Files) {
		k.VerifyFiles(name, before.Files, put)
		return before, nil
	}
	return out, put(k)
}

// Write remembers the files.
func (m *Machines) Write(w *memo.StateWriter, entries func([]publish.Entry) []publish.Entry) {
	for name, l := range map[string]listed{"undated": m.Undated, "printed": m.Printed} {
		l.Files = entries(l.Files)
		w.Put(listSection, name, l)
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
