package memo

import (
	"reflect"
	"testing"
)

type nested struct {
	Text  string
	Data  []byte
	Sum   Digest
	Some  []int16
	Floor float64
	At    map[string][]uint32
	Next  *nested
	On    bool
}

// FuzzDecode decodes anything: what is decoded comes out the same when it is written and read again.
func FuzzDecode(f *testing.F) {
	v := nested{Text: "å", Data: []byte{}, Some: []int16{-1, 300}, Floor: 1.5, At: map[string][]uint32{"a": nil, "b": {7}}, Next: &nested{On: true}}
	f.Add(encode(nil, reflect.ValueOf(v)))
	f.Add(encode(nil, reflect.ValueOf(nested{})))
	f.Fuzz(func(t *testing.T, data []byte) {
		var got, again nested
		if decode(string(data), reflect.ValueOf(&got).Elem()) != nil {
			return
		}
		written := encode(nil, reflect.ValueOf(got))
		if err := decode(string(written), reflect.ValueOf(&again).Elem()); err != nil {
			t.Fatalf("%v: %x", err, written)
		}
		if twice := encode(nil, reflect.ValueOf(again)); !reflect.DeepEqual(written, twice) {
			t.Fatalf("%x is written anew as %x", written, twice)
		}
	})
}
