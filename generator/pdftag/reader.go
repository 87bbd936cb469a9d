package pdftag

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"

	"styrdok/generator/pattern"
)

// source is a file as gopdf wrote it, split into objects.
type source struct {
	objects []object
	pages   []sourcePage
	images  []int // image XObjects, their masks among them, and palettes
	resObj  int
}

// sourcePage is a page of the source.
type sourcePage struct {
	obj      int
	pictures []string // names of what is drawn, in order: "/I7"
}

// maxPages and maxObjects are far above any print; they keep a broken file from using up memory.
const (
	maxPages   = 20_000
	maxObjects = 1_000_000
)

// readSource splits raw by its cross-reference table and finds pages and images. An object
// that nothing refers to, or that looks other than gopdf v0.33.0 writes it, is an error.
func readSource(raw []byte) (*source, error) {
	objects, err := splitObjects(raw)
	if err != nil {
		return nil, err
	}
	s := &source{objects: objects}
	if len(objects) <= outlinesObj ||
		!nameIs(objects[catalogObj].dict, "/Type", "/Catalog") ||
		!nameIs(objects[pagesObj].dict, "/Type", "/Pages") ||
		!nameIs(objects[outlinesObj].dict, "/Type", "/Outlines") {
		return nil, errors.New("not the objects that gopdf writes first")
	}
	seen := make([]bool, len(objects))
	seen[0], seen[catalogObj], seen[pagesObj], seen[outlinesObj] = true, true, true, true
	if err := s.findPages(seen); err != nil {
		return nil, err
	}
	if err := s.findResources(seen); err != nil {
		return nil, err
	}
	for n, ok := range seen {
		if !ok {
			return nil, fmt.Errorf("object %d: not known: %.60q", n, objects[n].dict)
		}
	}
	return s, nil
}

func splitObjects(raw []byte) ([]object, error) {
	if !bytes.HasPrefix(raw, []byte("%PDF-1.7\n")) {
		return nil, errors.New("not a PDF 1.7")
	}
	i := bytes.LastIndex(raw, []byte("startxref\n"))
	if i < 0 {
		return nil, errors.New("no startxref")
	}
	start, _, ok := leadingInt(raw[i+len("startxref\n"):])
	if !ok || start >= i {
		return nil, errors.New("cross-reference table not found")
	}
	table, ok := bytes.CutPrefix(raw[start:i], []byte("xref\n0 "))
	if !ok {
		return nil, errors.New("no cross-reference table")
	}
	count, rest, ok := leadingInt(table)
	if !ok || count < 1 || count > maxObjects || len(rest) < 1+20*count || rest[0] != '\n' {
		return nil, errors.New("cross-reference table is cut off")
	}
	rows := rest[1:]
	objects := make([]object, count)
	from := 0
	for n := 1; n < count; n++ {
		at, _, ok := leadingInt(rows[20*n : 20*n+10])
		end := start
		if n+1 < count {
			end, _, _ = leadingInt(rows[20*n+20 : 20*n+30])
		}
		if !ok || at < from || end <= at || end > start {
			return nil, fmt.Errorf("object %d: wrong offset", n)
		}
		from = end
		o, err := splitObject(n, raw[at:end])
		if err != nil {
			return nil, fmt.Errorf("object %d: %w", n, err)
		}
		objects[n] = o
	}
	return objects, nil
}

func splitObject(n int, s []byte) (object, error) {
	var head [16]byte
	h := append(strconv.AppendInt(head[:0], int64(n), 10), " 0 obj\n"...)
	s, ok := bytes.CutPrefix(s, h)
	if !ok {
		return object{}, errors.New("unexpected beginning")
	}
	s, ok = bytes.CutSuffix(s, []byte("endobj\n\n"))
	if !ok {
		return object{}, errors.New("unexpected end")
	}
	if !bytes.HasPrefix(s, []byte("<<")) {
		return object{}, fmt.Errorf("not a dictionary: %.40q", s)
	}
	j := bytes.Index(s, []byte("\nstream\n"))
	if j < 0 {
		return object{dict: s}, nil
	}
	dict, data := s[:j+1], s[j+len("\nstream\n"):]
	length, ok := intValue(dict, "/Length")
	if !ok || length > len(data) {
		return object{}, errors.New("stream without its length")
	}
	if end := data[length:]; string(end) != "endstream\n" && string(end) != "\nendstream\n" {
		return object{}, errors.New("stream of another length than it says")
	}
	return object{dict, data[:length:length]}, nil
}

// drawnPicture is how gopdf draws a picture.
var drawnPicture = pattern.New(`^q\n[-0-9. \n]+ cm\n[-0-9. \n]+ cm\nq\nq\n[-0-9. \n]+ cm (/I[0-9]+) Do \nQ\nQ\nQ\n`)

func (s *source) findPages(seen []bool) error {
	root := s.objects[pagesObj].dict
	kids, ok := refs(root, "/Kids")
	if !ok || len(kids) == 0 {
		return errors.New("no pages")
	}
	if len(kids) > maxPages {
		return fmt.Errorf("%d pages, at most %d are possible", len(kids), maxPages)
	}
	if n, ok := intValue(root, "/Count"); !ok || n != len(kids) {
		return errors.New("number of pages disagrees with the list of pages")
	}
	for i, k := range kids {
		if k >= len(s.objects) || seen[k] || !nameIs(s.objects[k].dict, "/Type", "/Page") {
			return fmt.Errorf("page %d: not a page", i+1)
		}
		seen[k] = true
		d := s.objects[k].dict
		if _, ok := value(d, "/Annots"); ok {
			return fmt.Errorf("page %d: link drawn by gopdf", i+1)
		}
		var content []byte
		switch contents, ok := refs(d, "/Contents"); {
		case !ok:
			return fmt.Errorf("page %d: no contents", i+1)
		case len(contents) == 1 && contents[0] < len(s.objects) && !seen[contents[0]]:
			seen[contents[0]] = true
			content = s.objects[contents[0]].stream
		case len(contents) > 0:
			return fmt.Errorf("page %d: unexpected content stream", i+1)
		}
		p := sourcePage{obj: k}
		for len(content) > 0 {
			m := drawnPicture.FindSubmatch(content)
			if m == nil {
				return fmt.Errorf("page %d: not a picture: %.60q", i+1, content)
			}
			p.pictures = append(p.pictures, string(m[1]))
			content = content[len(m[0]):]
		}
		res, ok := refs(d, "/Resources")
		if !ok || len(res) != 1 || s.resObj != 0 && s.resObj != res[0] {
			return fmt.Errorf("page %d: unexpected resources", i+1)
		}
		s.resObj = res[0]
		s.pages = append(s.pages, p)
	}
	if s.resObj >= len(s.objects) || seen[s.resObj] {
		return errors.New("unexpected resources")
	}
	seen[s.resObj] = true
	return nil
}

// findResources walks from the shared resources to the images.
func (s *source) findResources(seen []bool) error {
	take := func(n int, sign string) ([]byte, error) {
		if n <= 0 || n >= len(s.objects) || seen[n] || !bytes.Contains(s.objects[n].dict, []byte(sign)) {
			return nil, fmt.Errorf("object %d: no %s", n, sign)
		}
		seen[n] = true
		s.images = append(s.images, n)
		return s.objects[n].dict, nil
	}
	for _, r := range namedRefs(s.objects[s.resObj].dict, "/XObject") {
		img, err := take(r.obj, "/Subtype /Image")
		if err != nil {
			return err
		}
		if m, _ := refs(img, "/SMask"); len(m) == 1 && m[0] != 0 {
			if _, err := take(m[0], "/Subtype /Image"); err != nil {
				return err
			}
		}
		if bytes.Contains(img, []byte("[/Indexed")) {
			palette, _ := refs(img, "/ColorSpace")
			if len(palette) != 1 {
				return fmt.Errorf("object %d: no palette", r.obj)
			}
			if _, err := take(palette[0], "/Length"); err != nil {
				return err
			}
		}
	}
	return nil
}

// value returns what follows key in a dictionary. Keys are looked for in the whole text: what gopdf
// writes holds no strings that could look like one.
func value(dict []byte, key string) ([]byte, bool) {
	for from := 0; ; {
		i := bytes.Index(dict[from:], []byte(key))
		if i < 0 {
			return nil, false
		}
		from += i + len(key)
		if from < len(dict) && !isRegular(dict[from]) {
			return bytes.TrimLeft(dict[from:], " \t\n"), true
		}
	}
}

func nameIs(dict []byte, key, name string) bool {
	v, _ := value(dict, key)
	v, ok := bytes.CutPrefix(v, []byte(name))
	return ok && (len(v) == 0 || !isRegular(v[0]))
}

func intValue(dict []byte, key string) (int, bool) {
	v, _ := value(dict, key)
	n, _, ok := leadingInt(v)
	return n, ok
}

// leadingInt reads a number without sign of at most twelve digits.
func leadingInt(s []byte) (n int, rest []byte, ok bool) {
	i := 0
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		if i == 12 {
			return 0, s, false
		}
		n = n*10 + int(s[i]-'0')
		i++
	}
	return n, s[i:], i > 0
}

// refs returns the references after key: one, several in a row, or an array, in which names such as
// those of a colour space are passed over.
func refs(dict []byte, key string) ([]int, bool) {
	v, ok := value(dict, key)
	if !ok {
		return nil, false
	}
	if array, ok := bytes.CutPrefix(v, []byte("[")); ok {
		end := bytes.IndexByte(array, ']')
		if end < 0 {
			return nil, false
		}
		v = array[:end]
	} else if end := bytes.IndexAny(v, "\n/>"); end >= 0 {
		v = v[:end]
	}
	var list []int
	words := bytes.Fields(v)
	for i := 0; i+2 < len(words); i++ {
		if string(words[i+2]) != "R" || string(words[i+1]) != "0" {
			continue
		}
		n, rest, ok := leadingInt(words[i])
		if !ok || len(rest) > 0 {
			return nil, false
		}
		list = append(list, n)
	}
	return list, true
}

// namedRef is a reference by its name.
type namedRef struct {
	name string
	obj  int
}

// namedRefs returns the references in a dictionary of names, in its order.
func namedRefs(dict []byte, key string) []namedRef {
	v, ok := value(dict, key)
	if !ok || !bytes.HasPrefix(v, []byte("<<")) {
		return nil
	}
	end := bytes.Index(v, []byte(">>"))
	if end < 0 {
		return nil
	}
	var list []namedRef
	for _, line := range bytes.Split(v[2:end], []byte("\n")) {
		w := bytes.Fields(line)
		if len(w) == 4 && w[0][0] == '/' && string(w[3]) == "R" {
			if n, rest, ok := leadingInt(w[1]); ok && len(rest) == 0 {
				list = append(list, namedRef{string(w[0][1:]), n})
			}
		}
	}
	return list
}
