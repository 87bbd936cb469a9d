package memo

import (
	"encoding"
	"fmt"
	"math"
	"reflect"
	"sync"

	"github.com/fxamacker/cbor/v2"
)

// Values are written as CBOR, RFC 8949, in its core deterministic form; structs as maps by field, or
// as arrays if they say so with a tag.
var (
	encodings = mode(cbor.EncOptions{Sort: cbor.SortCoreDeterministic}.EncMode())
	decodings = mode(cbor.DecOptions{
		MaxArrayElements: math.MaxInt32, MaxMapPairs: math.MaxInt32, MaxNestedLevels: 1 << 10,
		UTF8: cbor.UTF8DecodeInvalid, // names of files may be any bytes
	}.DecMode())
)

func mode[M any](m M, err error) M {
	if err != nil {
		panic(err)
	}
	return m
}

func encode(v any) ([]byte, error)       { return encodings.Marshal(v) }
func decode(data []byte, into any) error { return decodings.Unmarshal(data, into) }

var checked sync.Map // reflect.Type

// check panics if a value of v's type may hold something that would not be read as it was written.
func check(v any) {
	t := reflect.TypeOf(v)
	if _, done := checked.Load(t); !done {
		checkType(t, map[reflect.Type]bool{})
		checked.Store(t, true)
	}
}

var marshaler = reflect.TypeFor[encoding.BinaryMarshaler]()

func checkType(t reflect.Type, seen map[reflect.Type]bool) {
	if seen[t] || t.Implements(marshaler) {
		return
	}
	seen[t] = true
	switch t.Kind() {
	case reflect.Func, reflect.Chan, reflect.Interface, reflect.UnsafePointer, reflect.Uintptr, reflect.Complex64, reflect.Complex128:
		panic(fmt.Sprintf("memo: a %s cannot be written", t))
	case reflect.Map:
		checkType(t.Key(), seen)
		checkType(t.Elem(), seen)
	case reflect.Pointer, reflect.Slice, reflect.Array:
		checkType(t.Elem(), seen)
	case reflect.Struct:
		for i := range t.NumField() {
			f := t.Field(i)
			if f.Name == "_" {
				continue
			}
			if !f.IsExported() || f.Anonymous {
				panic(fmt.Sprintf("memo: %s.%s cannot be written", t, f.Name))
			}
			checkType(f.Type, seen)
		}
	}
}
