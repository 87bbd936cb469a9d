package pdftag

import (
	"bytes"
	"fmt"
)

// writeImages copies pictures, their masks and palettes.
func (f *finisher) writeImages() error {
	for _, n := range f.src.images {
		o := f.src.objects[n]
		if o.stream == nil {
			return fmt.Errorf("object %d: picture without data", n)
		}
		d := bytes.TrimSpace(o.dict)
		d, ok := bytes.CutSuffix(d, []byte(">>"))
		if !ok {
			return fmt.Errorf("object %d: unexpected picture", n)
		}
		i := bytes.Index(d, []byte("/Length "))
		if i < 0 {
			return fmt.Errorf("object %d: picture without length", n)
		}
		_, rest, _ := leadingInt(d[i+len("/Length "):])
		entries := append(append([]byte{}, d[2:i]...), rest...)
		entries = bytes.Join(bytes.Fields(entries), []byte(" "))
		if _, ok := value(entries, "/Filter"); ok {
			f.out.setRaw(n, string(entries), o.stream)
		} else {
			f.out.setStream(n, string(entries), o.stream)
		}
	}
	return nil
}

// writeResources writes what the contents of all pages refer to by name.
func (f *finisher) writeResources() error {
	b := []byte("<</Font<<")
	for _, u := range f.doc.Drawing.fonts {
		b = appendRef(append(appendName(b, u.resource), ' '), u.obj)
	}
	b = append(b, ">>/XObject<<"...)
	for _, r := range namedRefs(f.src.objects[f.src.resObj].dict, "/XObject") {
		b = appendRef(append(appendName(b, r.name), ' '), r.obj)
	}
	f.out.set(f.src.resObj, append(b, ">>>>"...))
	return nil
}
