package memo

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"math"
	"reflect"
	"sync"
	"time"
)

// Digest is a SHA-256 of values or of a file. The zero Digest stands for what does not exist.
type Digest [sha256.Size]byte

func (d Digest) file() string { return hex.EncodeToString(d[:]) + suffix }

// KeyOf returns a digest of values: of everything reachable from them through fields, elements and
// pointers, unexported fields included, so a field that is added to a type becomes part of the key by
// itself. A pointer counts as what it points to, and as the same pointer wherever it occurs again.
// Maps, functions and channels have no order or no content and make KeyOf panic unless they are nil.
func KeyOf(values ...any) Digest {
	w := writers.Get().(*writer)
	defer writers.Put(w)
	w.h.Reset()
	w.buf = w.buf[:0]
	clear(w.seen)
	for _, v := range values {
		w.value(reflect.ValueOf(v))
	}
	w.flush()
	var d Digest
	w.h.Sum(d[:0])
	return d
}

var writers = sync.Pool{New: func() any {
	return &writer{h: sha256.New(), buf: make([]byte, 0, 4096), seen: map[visit]uint64{}}
}}

// visit is a pointer that has been followed. A struct and its first field have one address.
type visit struct {
	at, typ uintptr
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

// room makes room for some bytes.
func (w *writer) room(n int) {
	if len(w.buf)+n > cap(w.buf) {
		w.flush()
	}
}

func (w *writer) number(n uint64) {
	w.room(binary.MaxVarintLen64)
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

func (w *writer) bytes(b []byte) {
	w.number(uint64(len(b)))
	if len(b)+len(w.buf) > cap(w.buf) {
		w.flush()
		w.h.Write(b)
		return
	}
	w.buf = append(w.buf, b...)
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
		w.room(8)
		w.buf = binary.LittleEndian.AppendUint64(w.buf, math.Float64bits(v.Float()))
	case reflect.String:
		w.text(v.String())
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			w.bytes(v.Bytes())
			return
		}
		w.number(uint64(v.Len()))
		for i := range v.Len() {
			w.value(v.Index(i))
		}
	case reflect.Array:
		n := v.Len()
		w.number(uint64(n))
		if v.Type().Elem().Kind() == reflect.Uint8 && n <= sha256.Size {
			w.room(n)
			if v.CanAddr() {
				w.buf = append(w.buf, v.Bytes()...)
				return
			}
			for i := range n {
				w.buf = append(w.buf, byte(v.Index(i).Uint()))
			}
			return
		}
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
		at := visit{v.Pointer(), reflect.ValueOf(v.Type()).Pointer()}
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
		panic(fmt.Sprintf("memo: a %s cannot be part of a key", v.Type()))
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
