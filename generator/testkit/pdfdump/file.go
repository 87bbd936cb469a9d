package pdfdump

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
)

// file is a PDF with what is needed to find its objects.
type file struct {
	b       []byte
	places  map[int]place
	trailer dict
	cache   map[int]any
	packed  map[int][]any // objects of an object stream, in order
}

// place is where an object stands: at an offset, or in an object stream.
type place struct {
	offset, stream, index int
}

func open(b []byte) (*file, error) {
	if !bytes.HasPrefix(b, []byte("%PDF-")) {
		return nil, errors.New("not a PDF")
	}
	if !bytes.HasSuffix(bytes.TrimRight(b, "\r\n"), []byte("%%EOF")) {
		return nil, errors.New("file is cut off")
	}
	f := &file{b: b, places: map[int]place{}, cache: map[int]any{}, packed: map[int][]any{}}
	i := bytes.LastIndex(b, []byte("startxref"))
	if i < 0 {
		return nil, errors.New("no startxref")
	}
	s := scanner{b: b, pos: i + len("startxref")}
	start, err := strconv.Atoi(s.word())
	if err != nil || start < 0 || start >= len(b) {
		return nil, errors.New("startxref leads nowhere")
	}
	if bytes.HasPrefix(b[start:], []byte("xref")) {
		err = f.readTable(start)
	} else {
		err = f.readReferences(start)
	}
	if err != nil {
		return nil, err
	}
	if _, ok := f.trailer["Prev"]; ok {
		return nil, errors.New("file with updates")
	}
	return f, nil
}

func (f *file) readTable(start int) error {
	s := scanner{b: f.b, pos: start + len("xref")}
	for {
		w := s.word()
		if w == "trailer" {
			break
		}
		first, err1 := strconv.Atoi(w)
		count, err2 := strconv.Atoi(s.word())
		if err1 != nil || err2 != nil || count > len(f.b) {
			return errors.New("cross-reference table is broken")
		}
		for i := range count {
			offset, err := strconv.Atoi(s.word())
			s.word()
			kind := s.word()
			if err != nil || kind != "n" && kind != "f" {
				return errors.New("cross-reference table is broken")
			}
			if kind == "n" {
				f.places[first+i] = place{offset: offset}
			}
		}
	}
	v, err := s.value(0)
	if err != nil {
		return err
	}
	d, ok := v.(dict)
	if !ok {
		return errors.New("no trailer")
	}
	f.trailer = d
	return nil
}

func (f *file) readReferences(start int) error {
	v, _, err := f.objectAt(start)
	if err != nil {
		return err
	}
	st, ok := v.(*stream)
	if !ok || st.dict["Type"] != name("XRef") {
		return errors.New("no cross-reference stream")
	}
	f.trailer = st.dict
	data, err := st.data()
	if err != nil {
		return err
	}
	w, _ := st.dict["W"].(array)
	if len(w) != 3 {
		return errors.New("cross-reference stream without widths")
	}
	var width [3]int
	sum := 0
	for i := range width {
		v, _ := w[i].(float64)
		width[i] = int(v)
		sum += width[i]
	}
	if sum <= 0 || sum > 24 {
		return errors.New("cross-reference stream with odd widths")
	}
	for n := 0; len(data) >= sum; n++ {
		var field [3]int
		at := 0
		for i := range field {
			for range width[i] {
				field[i] = field[i]<<8 | int(data[at])
				at++
			}
		}
		data = data[sum:]
		switch field[0] {
		case 1:
			f.places[n] = place{offset: field[1]}
		case 2:
			f.places[n] = place{stream: field[1], index: field[2]}
		}
	}
	return nil
}

// objectAt reads "7 0 obj … endobj" and returns the number too.
func (f *file) objectAt(offset int) (any, int, error) {
	if offset < 0 || offset >= len(f.b) {
		return nil, 0, errors.New("offset outside the file")
	}
	s := scanner{b: f.b, pos: offset}
	n, err := strconv.Atoi(s.word())
	if err != nil || s.word() != "0" || s.word() != "obj" {
		return nil, 0, fmt.Errorf("no object at %d", offset)
	}
	v, err := s.value(0)
	if err != nil {
		return nil, 0, fmt.Errorf("object %d: %w", n, err)
	}
	switch s.word() {
	case "endobj":
		return v, n, nil
	case "stream":
	default:
		return nil, 0, fmt.Errorf("object %d has no end", n)
	}
	d, ok := v.(dict)
	if !ok {
		return nil, 0, fmt.Errorf("object %d: stream without dictionary", n)
	}
	if s.pos < len(s.b) && s.b[s.pos] == '\r' {
		s.pos++
	}
	s.pos++ // line end
	length, ok := d["Length"].(float64)
	end := s.pos + int(length)
	if !ok || length < 0 || end > len(s.b) {
		return nil, 0, fmt.Errorf("object %d: stream without length", n)
	}
	raw := s.b[s.pos:end]
	s.pos = end
	if s.word() != "endstream" || s.word() != "endobj" {
		return nil, 0, fmt.Errorf("object %d: stream has another length", n)
	}
	return &stream{d, raw}, n, nil
}

// get follows references until there is a value.
func (f *file) get(v any) (any, error) {
	for range 10 {
		r, ok := v.(ref)
		if !ok {
			return v, nil
		}
		n := int(r)
		if c, ok := f.cache[n]; ok {
			v = c
			continue
		}
		p, ok := f.places[n]
		if !ok {
			return nil, fmt.Errorf("object %d is missing", n)
		}
		var err error
		if p.stream != 0 {
			v, err = f.unpack(n, p)
		} else {
			var found int
			if v, found, err = f.objectAt(p.offset); err == nil && found != n {
				err = fmt.Errorf("object %d stands where %d should", found, n)
			}
		}
		if err != nil {
			return nil, err
		}
		f.cache[n] = v
	}
	return nil, errors.New("references without end")
}

func (f *file) unpack(n int, p place) (any, error) {
	list, ok := f.packed[p.stream]
	if !ok {
		v, _, err := f.objectAt(f.places[p.stream].offset)
		if err != nil {
			return nil, err
		}
		st, ok := v.(*stream)
		if !ok || st.dict["Type"] != name("ObjStm") {
			return nil, fmt.Errorf("object %d is no object stream", p.stream)
		}
		data, err := st.data()
		if err != nil {
			return nil, err
		}
		count, _ := st.dict["N"].(float64)
		first, _ := st.dict["First"].(float64)
		head := scanner{b: data}
		for range int(count) {
			number, err1 := strconv.Atoi(head.word())
			offset, err2 := strconv.Atoi(head.word())
			if err1 != nil || err2 != nil || int(first)+offset > len(data) {
				return nil, errors.New("object stream is broken")
			}
			s := scanner{b: data, pos: int(first) + offset}
			v, err := s.value(0)
			if err != nil {
				return nil, fmt.Errorf("object %d: %w", number, err)
			}
			list = append(list, number, v)
		}
		f.packed[p.stream] = list
	}
	if 2*p.index+1 >= len(list) || list[2*p.index] != n {
		return nil, fmt.Errorf("object %d is not in its stream", n)
	}
	return list[2*p.index+1], nil
}

// reader collects the first error, so that the dump reads as a list of what is asked for.
type reader struct {
	*file
	fonts     map[ref]*font
	fontOrder []ref
	err       error
}

func (r *reader) fail(format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf(format, args...)
	}
}

func (r *reader) value(v any) any {
	v, err := r.get(v)
	if err != nil {
		r.fail("%w", err)
	}
	return v
}

func (r *reader) dict(v any) dict {
	switch v := r.value(v).(type) {
	case dict:
		return v
	case *stream:
		return v.dict
	}
	return nil
}

func (r *reader) array(v any) array {
	a, _ := r.value(v).(array)
	return a
}

func (r *reader) text(v any) string {
	switch v := r.value(v).(type) {
	case text:
		return v.String()
	case name:
		return string(v)
	}
	return ""
}

func (r *reader) number(v any) float64 {
	n, _ := r.value(v).(float64)
	return n
}

func (r *reader) data(v any) []byte {
	st, ok := r.value(v).(*stream)
	if !ok {
		r.fail("%v is no stream", v)
		return nil
	}
	b, err := st.data()
	if err != nil {
		r.fail("%w", err)
	}
	return b
}
