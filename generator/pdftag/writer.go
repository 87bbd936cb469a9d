package pdftag

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"sync"

	"github.com/klauspost/compress/zlib"
)

// Object numbers that gopdf gives and that are kept.
const (
	catalogObj  = 1
	pagesObj    = 2
	outlinesObj = 3
)

// maxFile is the largest file that is written: offsets take four bytes in the cross-reference stream.
const maxFile = 1<<32 - 1

// perObjectStream is how many objects share a stream. More compress better, but a reader has to unpack
// them all to see one, so that the tree of a very long print is in several.
const perObjectStream = 4096

// object is an object without its number. A nil dict is no object.
type object struct {
	dict   []byte
	stream []byte // nil if there is none
}

// writer collects objects and writes them as a file with object streams.
type writer struct {
	objects []object // index is the number; 0 is never used
}

// reserve keeps the numbers below n for objects with a fixed number.
func (w *writer) reserve(n int) {
	w.objects = make([]object, n, n+n/2+64)
}

// add returns the number of a new object.
func (w *writer) add() int {
	w.objects = append(w.objects, object{})
	return len(w.objects) - 1
}

func (w *writer) set(n int, dict []byte) { w.objects[n] = object{dict: dict} }

// setStream sets a stream with entries of its dictionary. The data is compressed.
func (w *writer) setStream(n int, entries string, data ...[]byte) {
	w.setRaw(n, entries+"/Filter/FlateDecode", deflate(data...))
}

// setRaw sets a stream whose data stays as it is.
func (w *writer) setRaw(n int, entries string, data []byte) {
	if data == nil {
		data = []byte{}
	}
	w.objects[n] = object{fmt.Appendf(nil, "<<%s/Length %d>>", entries, len(data)), data}
}

// addStream adds a compressed stream and returns its number.
func (w *writer) addStream(entries string, data []byte) int {
	return w.addRaw(entries+"/Filter/FlateDecode", deflate(data))
}

// addRaw adds a stream whose data stays as it is, and returns its number.
func (w *writer) addRaw(entries string, data []byte) int {
	n := w.add()
	w.setRaw(n, entries, data)
	return n
}

// deflaters are zlib writers. One of them weighs a megabyte, so they are used again.
var deflaters = sync.Pool{New: func() any {
	z, err := zlib.NewWriterLevel(io.Discard, zlibLevel)
	if err != nil {
		panic("pdftag: " + err.Error())
	}
	return z
}}

// zlibLevel makes files larger by 1.4 percent than the standard library's default and takes 0.3 of
// its time; the next level makes them as small and takes 0.7 of it.
const zlibLevel = 6

func deflate(data ...[]byte) []byte {
	var b bytes.Buffer
	size := 0
	for _, part := range data {
		size += len(part)
	}
	b.Grow(size/2 + 64)
	z := deflaters.Get().(*zlib.Writer)
	z.Reset(&b)
	for _, part := range data {
		z.Write(part) // a bytes.Buffer does not fail
	}
	z.Close()
	deflaters.Put(z)
	return b.Bytes()
}

// entry is a row of the cross-reference stream: free, at an offset, or in an object stream.
type entry struct {
	kind byte
	a, b int
}

// scratches are the two parts of object streams as they are put together.
var scratches = sync.Pool{New: func() any { return new([2][]byte) }}

// file returns the whole file. The identifier is a digest of the bytes before it, so that equal
// files are equal to the last byte.
func (w *writer) file(root, info int) ([]byte, error) {
	size := 4096
	for _, o := range w.objects {
		if o.stream != nil {
			size += len(o.stream) + len(o.dict) + 40
		} else {
			size += len(o.dict) / 3
		}
	}
	out := make([]byte, 0, size)
	out = append(out, "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"...)
	entries := make([]entry, len(w.objects), len(w.objects)+len(w.objects)/perObjectStream+2)
	entries[0] = entry{0, 0, 0xffff}

	var packed []int
	for n := 1; n < len(w.objects); n++ {
		o := w.objects[n]
		switch {
		case o.dict == nil:
			entries[n] = entry{0, 0, 0xffff}
		case o.stream == nil:
			packed = append(packed, n)
		default:
			entries[n] = entry{1, len(out), 0}
			out = appendObject(out, n, o)
		}
	}
	scratch := scratches.Get().(*[2][]byte)
	defer scratches.Put(scratch)
	head, body := scratch[0], scratch[1]
	for len(packed) > 0 {
		part := packed[:min(len(packed), perObjectStream)]
		packed = packed[len(part):]
		number := w.add()
		head, body = head[:0], body[:0]
		for i, n := range part {
			head = append(appendInt(append(appendInt(head, n), ' '), len(body)), ' ')
			body = append(append(body, w.objects[n].dict...), '\n')
			entries[n] = entry{2, number, i}
		}
		w.setStream(number, fmt.Sprintf("/Type/ObjStm/N %d/First %d", len(part), len(head)), head, body)
		entries = append(entries, entry{1, len(out), 0})
		out = appendObject(out, number, w.objects[number])
	}
	scratch[0], scratch[1] = head, body
	number := w.add()
	entries = append(entries, entry{1, len(out), 0})
	if len(out) > maxFile {
		return nil, errors.New("the file is larger than 4 GB")
	}
	sum := sha256.Sum256(out)
	start, id := len(out), sum[:16]
	w.setStream(number, fmt.Sprintf("/Type/XRef/W[1 4 2]/DecodeParms<</Predictor 12/Columns 7>>/Size %d/Root %d 0 R/Info %d 0 R/ID[<%X><%X>]", len(entries), root, info, id, id), crossReferences(entries))
	out = appendObject(out, number, w.objects[number])
	return fmt.Appendf(out, "startxref\n%d\n%%%%EOF\n", start), nil
}

func appendObject(b []byte, n int, o object) []byte {
	b = append(appendInt(b, n), " 0 obj\n"...)
	b = append(b, o.dict...)
	b = append(b, "\nstream\n"...)
	b = append(b, o.stream...)
	return append(b, "\nendstream\nendobj\n"...)
}

// crossReferences returns the rows with each byte as the difference to the row above, which
// compresses to a few bytes a hundred.
func crossReferences(entries []entry) []byte {
	b := make([]byte, 0, 8*len(entries))
	var above [7]byte
	for _, e := range entries {
		row := [7]byte{e.kind, byte(e.a >> 24), byte(e.a >> 16), byte(e.a >> 8), byte(e.a), byte(e.b >> 8), byte(e.b)}
		b = append(b, 2)
		for i := range row {
			b = append(b, row[i]-above[i])
		}
		above = row
	}
	return b
}
