package generator

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"reflect"
	"slices"

	"styrdok/generator/data"
	"styrdok/generator/diag"
	"styrdok/generator/library"
	"styrdok/generator/memo"
	"styrdok/generator/publish"
	"styrdok/generator/site"
)

// verify makes what an earlier build has made once more, if the options ask for it, and panics if it comes
// out differently: then it depends on something that its key does not hold.
func (m *Made) verify(unit string, before any, again func() (any, error)) {
	if !m.opt.Verify {
		return
	}
	now, err := again()
	if err != nil {
		panic(fmt.Sprintf("generator: %s cannot be made again: %v", unit, err))
	}
	if found := difference("", reflect.ValueOf(before), reflect.ValueOf(now), map[uintptr]bool{}); found != "" {
		panic(fmt.Sprintf("generator: %s is out of date, though its record holds: %s", unit, found))
	}
}

// again returns a maker of which nothing is published.
func (k *maker) again() *maker {
	if k.made.opt.Check {
		return k.to(newNowhere())
	}
	return k.to(newMemory())
}

// to returns a maker like k for another output.
func (k *maker) to(out output) *maker {
	return &maker{
		made: k.made, dir: k.dir, texts: k.texts, words: k.words, prints: k.prints, theme: k.theme, answers: k.answers,
		vocabulary: k.vocabulary, base: k.base, state: k.state, broken: k.broken, lenient: k.lenient, out: out, copied: map[string][]byte{},
	}
}

// verifyDocument makes a document again whose record holds.
func (k *maker) verifyDocument(doc *library.Document, before memo.Record[document]) {
	partly := k.broken || k.made.opt.Check // no files are made
	whole := func(d document, seen []memo.Seen) any {
		if d.Files, d.Prints = slices.Clone(d.Files), slices.Clone(d.Prints); partly {
			d.Files, d.Row = nil, data.Row{}
			for i, p := range d.Prints {
				d.Prints[i] = printed{Address: p.Address}
				d.Prints[i].Info.Pages = p.Info.Pages
			}
		}
		for i := range d.Prints {
			d.Prints[i].Kept = memo.Digest{} // whether it could be kept
		}
		return struct {
			Made document
			Seen []memo.Seen
		}{d, seen}
	}
	k.made.verify("document "+string(doc.ID), whole(before.Made, before.Seen), func() (any, error) {
		asked := &asking{answers: k.answers}
		made, _, err := k.again().make(doc, asked)
		return whole(made, asked.Seen()), err
	})
}

// verifyOutcome makes a whole site again of which nothing is said to have changed since the last build.
func (m *Made) verifyOutcome(last outcome) {
	type outcome struct {
		Manifest memo.Digest
		Diags    diag.List
	}
	m.verify("what the last build came to", outcome{last.Manifest, last.Diags}, func() (any, error) {
		opt := m.opt
		opt.Cache, opt.Check, opt.Unsealed, opt.Verify, opt.Progress, opt.Counts, opt.sums = false, false, false, false, nil, nil, nil
		now, err := Make(opt)
		if err != nil {
			return nil, err
		}
		var manifest publish.Manifest
		for _, f := range now.Files {
			sum := sha256.New()
			size, err := f.Copy(sum)
			if err != nil {
				return nil, err
			}
			manifest = append(manifest, publish.Entry{Path: f.Path, Digest: publish.Digest(sum.Sum(nil)), Size: size})
		}
		return outcome{memo.KeyOf(manifest), now.Diags}, nil
	})
}

// verifyFiles makes files again that an earlier build has made. Make hands them to a maker's output.
func (k *maker) verifyFiles(unit string, before []publish.Entry, made func(k *maker) error) {
	if k.made.opt.Check {
		return // there are no files
	}
	byPath := func(list []publish.Entry) []publish.Entry {
		list = slices.Clone(list)
		slices.SortFunc(list, func(a, b publish.Entry) int { return cmp.Compare(a.Path, b.Path) })
		return list
	}
	k.made.verify(unit, byPath(before), func() (any, error) {
		again := k.again()
		err := made(again)
		return byPath(again.out.Wanted()), err
	})
}

// verifyMedium makes again what is published of a file that texts refer to.
func (k *maker) verifyMedium(source string, files []site.File, before medium) {
	k.made.verify("medium "+source, before.Diags, func() (any, error) {
		made, err := k.again().medium(files)
		return made.Diags, err
	})
	k.verifyFiles("medium "+source, before.Files, func(k *maker) error {
		_, err := k.medium(files)
		return err
	})
}

// difference returns where two values of one type differ first, and how; empty if they don't. A nil slice
// or map is an empty one.
func difference(at string, a, b reflect.Value, seen map[uintptr]bool) string {
	told := func() string { return fmt.Sprintf("%s was %s and is %s", cmp.Or(at, "it"), worded(a), worded(b)) }
	if a.IsValid() != b.IsValid() || a.IsValid() && a.Type() != b.Type() {
		return told()
	}
	switch a.Kind() {
	case reflect.Invalid:
		return ""
	case reflect.Pointer, reflect.Interface:
		if a.IsNil() || b.IsNil() {
			if a.IsNil() && b.IsNil() {
				return ""
			}
			return told()
		}
		if a.Kind() == reflect.Pointer {
			if seen[a.Pointer()] {
				return ""
			}
			seen[a.Pointer()] = true
		}
		return difference(at, a.Elem(), b.Elem(), seen)
	case reflect.Struct:
		for i := range a.NumField() {
			if found := difference(at+"."+a.Type().Field(i).Name, a.Field(i), b.Field(i), seen); found != "" {
				return found
			}
		}
		return ""
	case reflect.Map:
		if a.Len() != b.Len() {
			return told()
		}
		for key, value := range a.Seq2() {
			if found := difference(fmt.Sprintf("%s[%s]", at, worded(key)), value, b.MapIndex(key), seen); found != "" {
				return found
			}
		}
		return ""
	case reflect.Slice, reflect.Array:
		if a.Type().Elem().Kind() == reflect.Uint8 {
			break
		}
		for i := range min(a.Len(), b.Len()) {
			if found := difference(fmt.Sprintf("%s[%d]", at, i), a.Index(i), b.Index(i), seen); found != "" {
				return fmt.Sprintf("%s (of %s)", found, worded(b.Index(i)))
			}
		}
		if a.Len() != b.Len() {
			return fmt.Sprintf("%s had %d elements and has %d", cmp.Or(at, "it"), a.Len(), b.Len())
		}
		return ""
	}
	if worded(a) == worded(b) {
		return ""
	}
	return told()
}

// worded is a value as a difference shows it.
func worded(v reflect.Value) string {
	switch {
	case !v.IsValid():
		return "nothing"
	case (v.Kind() == reflect.Slice || v.Kind() == reflect.Array) && v.Type().Elem().Kind() == reflect.Uint8:
		return fmt.Sprintf("%x", v)
	}
	return fmt.Sprintf("%+v", v)
}
