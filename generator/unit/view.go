package unit

import (
	"reflect"
	"slices"
	"sync"

	"styrdok/generator/library"
)

// view is a document as it is resolved, without its texts and the places of its keys, and with what the day
// decides.
type view struct {
	doc  library.Document
	days []int // of each date, whether it is before the day, the day itself or after it
}

// A viewer makes views in the same memory again and again: the last one is overwritten.
type viewer struct {
	view     view
	list     []*library.Version
	versions []library.Version
	drafts   []library.Draft
	copies   map[*library.Version]*library.Version
	seen     map[uintptr]bool
}

var viewers = sync.Pool{New: func() any {
	return &viewer{copies: map[*library.Version]*library.Version{}, seen: map[uintptr]bool{}}
}}

// of returns what a document is made from; nil for none.
func (w *viewer) of(d *library.Document, today library.Date) *view {
	if d == nil {
		return nil
	}
	n := len(d.Versions)
	w.list, w.versions, w.drafts = slices.Grow(w.list[:0], n)[:n], slices.Grow(w.versions[:0], n)[:n], slices.Grow(w.drafts[:0], n)[:n]
	clear(w.copies)
	clear(w.seen)
	for i, v := range d.Versions {
		c, draft := &w.versions[i], &w.drafts[i]
		*c, *draft = *v, *v.Draft
		draft.At, draft.Text, draft.TextSize, draft.Digest = nil, "", 0, [32]byte{}
		c.Draft, c.Document = draft, nil
		w.copies[v], w.list[i] = c, c
	}
	for _, c := range w.list {
		c.Supersedes, c.Superseder = w.copies[c.Supersedes], w.copies[c.Superseder]
	}
	out := &w.view
	out.doc, out.days = *d, out.days[:0]
	out.doc.Versions, out.doc.InForce, out.doc.Shown = w.list, w.copies[d.InForce], w.copies[d.Shown]
	dates(reflect.ValueOf(&out.doc).Elem(), w.seen, func(day library.Date) { out.days = append(out.days, day.Compare(today)) })
	return out
}

var dateType = reflect.TypeFor[library.Date]()

// dates calls f for every date that can be reached from a value, which can be addressed.
func dates(v reflect.Value, seen map[uintptr]bool, f func(library.Date)) {
	switch v.Kind() {
	case reflect.Struct:
		if v.Type() == dateType {
			f(*v.Addr().Interface().(*library.Date))
			return
		}
		for _, i := range datedFields(v.Type()) {
			dates(v.Field(i), seen, f)
		}
	case reflect.Slice, reflect.Array:
		if v.Len() == 0 || !hasDates(v.Type().Elem()) {
			return
		}
		for i := range v.Len() {
			dates(v.Index(i), seen, f)
		}
	case reflect.Pointer:
		if !v.IsNil() && hasDates(v.Type().Elem()) && !seen[v.Pointer()] {
			seen[v.Pointer()] = true
			dates(v.Elem(), seen, f)
		}
	}
}

var fieldsOf sync.Map // indices of fields from which dates can be reached, by reflect.Type

func datedFields(t reflect.Type) []int {
	if known, ok := fieldsOf.Load(t); ok {
		return known.([]int)
	}
	var fields []int
	for i := range t.NumField() {
		if hasDates(t.Field(i).Type) {
			fields = append(fields, i)
		}
	}
	fieldsOf.Store(t, fields)
	return fields
}

var withDates sync.Map // whether dates can be reached from a type, by reflect.Type

// hasDates reports whether dates can be reached from values of a type.
func hasDates(t reflect.Type) bool {
	if known, ok := withDates.Load(t); ok {
		return known.(bool)
	}
	withDates.Store(t, true) // of a type that holds itself, while its fields are looked at
	found := false
	switch t.Kind() {
	case reflect.Struct:
		found = t == dateType
		for i := 0; i < t.NumField() && !found; i++ {
			f := t.Field(i).Type
			found = f != t && hasDates(f)
		}
	case reflect.Slice, reflect.Array, reflect.Pointer:
		found = hasDates(t.Elem())
	}
	withDates.Store(t, found)
	return found
}
