package cache

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"math"
	"os"
	"reflect"
	"sync"
	"time"
)

// Key stands for everything that a kept thing depends on.
type Key [sha256.Size]byte

func (k Key) file() string { return hex.EncodeToString(k[:]) + suffix }

// KeyOf returns the key of some values: of all that can be reached from them, by fields, elements and
// pointers, fields without a capital letter included. So what is added to a type is part of the key
// without anyone thinking of it. Of pointers it counts where they lead, and which lead to the same
// place. Maps, functions and channels have no order or no content and make KeyOf panic unless they
// are nil.
func KeyOf(values ...any) Key {
	w := writer{h: sha256.New(), seen: map[visit]uint64{}, buf: make([]byte, 0, 4096)}
	for _, v := range values {
		w.value(reflect.ValueOf(v))
	}
	w.flush()
	return Key(w.h.Sum(nil))
}

// visit is a place that a pointer leads to. A struct and its first field have one address.
type visit struct {
	at  uintptr
	typ reflect.Type
}

type writer struct {
	h    hash.Hash
	buf  []byte
	seen map[visit]uint64
}

func (w *writer) flush() {
	w.h.Write(w.buf)
	w.buf = w.buf[:0]
}

func (w *writer) number(n uint64) {
	if len(w.buf)+9 > cap(w.buf) {
		w.flush()
	}
	w.buf = binary.AppendUvarint(w.buf, n)
}

func (w *writer) text(s string) {
	w.number(uint64(len(s)))
	if len(s)+len(w.buf) > cap(w.buf) {
		w.flush()
		io.WriteString(w.h, s)
		return
	}
	w.buf = append(w.buf, s...)
}

var timeType = reflect.TypeFor[time.Time]()

func (w *writer) value(v reflect.Value) {
	if !v.IsValid() {
		w.number(0)
		return
	}
	switch v.Kind() {
	case reflect.Bool:
		if v.Bool() {
			w.number(1)
		} else {
			w.number(0)
		}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		w.number(uint64(v.Int()))
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		w.number(v.Uint())
	case reflect.Float32, reflect.Float64:
		w.number(math.Float64bits(v.Float()))
	case reflect.String:
		w.text(v.String())
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			w.number(uint64(v.Len()))
			w.flush()
			w.h.Write(v.Bytes())
			return
		}
		fallthrough
	case reflect.Array:
		w.number(uint64(v.Len()))
		for i := range v.Len() {
			w.value(v.Index(i))
		}
	case reflect.Struct:
		if v.Type() == timeType && v.CanInterface() {
			t := v.Interface().(time.Time)
			_, zone := t.Zone()
			w.number(uint64(t.Unix()))
			w.number(uint64(t.Nanosecond()))
			w.number(uint64(zone))
			return
		}
		for i := range v.NumField() {
			w.value(v.Field(i))
		}
	case reflect.Pointer:
		if v.IsNil() {
			w.number(0)
			return
		}
		at := visit{v.Pointer(), v.Type()}
		if n, ok := w.seen[at]; ok {
			w.number(n + 1)
			return
		}
		n := uint64(len(w.seen) + 1)
		w.seen[at] = n
		w.number(n + 1)
		w.value(v.Elem())
	case reflect.Interface:
		if v.IsNil() {
			w.number(0)
			return
		}
		w.text(typeName(v.Elem().Type()))
		w.value(v.Elem())
	default:
		if (v.Kind() == reflect.Map || v.Kind() == reflect.Func || v.Kind() == reflect.Chan) && v.IsNil() {
			w.number(0)
			return
		}
		panic(fmt.Sprintf("cache: a %s cannot be part of a key", v.Type()))
	}
}

var typeNames sync.Map

func typeName(t reflect.Type) string {
	if name, ok := typeNames.Load(t); ok {
		return name.(string)
	}
	name := t.String()
	typeNames.Store(t, name)
	return name
}

// Program returns a digest of the running program's file, and whether it could be read. What one
// program has made another must not take for its own.
var Program = sync.OnceValues(func() (Key, bool) {
	name, err := os.Executable()
	if err != nil {
		return Key{}, false
	}
	f, err := os.Open(name)
	if err != nil {
		return Key{}, false
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return Key{}, false
	}
	return Key(h.Sum(nil)), true
})
