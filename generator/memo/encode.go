package memo

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"sync"
)

// Values are written without the names of their fields, which the program that reads them knows, as it wrote them:
// numbers in as few bytes as they need, lengths before texts and elements. A length is one more than it is where there
// may be nil.

// encode appends a value.
func encode(b []byte, v reflect.Value) []byte {
	switch v.Kind() {
	case reflect.Bool:
		if v.Bool() {
			return append(b, 1)
		}
		return append(b, 0)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return binary.AppendVarint(b, v.Int())
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return binary.AppendUvarint(b, v.Uint())
	case reflect.Float32, reflect.Float64:
		return binary.LittleEndian.AppendUint64(b, math.Float64bits(v.Float()))
	case reflect.String:
		b = binary.AppendUvarint(b, uint64(v.Len()))
		return append(b, v.String()...)
	case reflect.Struct:
		for i := range v.NumField() {
			b = encode(b, v.Field(i))
		}
		return b
	case reflect.Array:
		return encodeElements(b, v)
	}
	if v.IsNil() {
		return append(b, 0)
	}
	switch v.Kind() {
	case reflect.Pointer:
		return encode(append(b, 1), v.Elem())
	case reflect.Slice:
		return encodeElements(binary.AppendUvarint(b, uint64(v.Len())+1), v)
	case reflect.Map:
		return encodePairs(binary.AppendUvarint(b, uint64(v.Len())+1), v)
	}
	panic(fmt.Sprintf("memo: a %s cannot be written", v.Type()))
}

// encodePairs appends the pairs of a map in the order of their bytes.
func encodePairs(b []byte, v reflect.Value) []byte {
	key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
	var all []byte
	ends := make([]int, 0, v.Len())
	for i := v.MapRange(); i.Next(); {
		key.SetIterKey(i)
		value.SetIterValue(i)
		all = encode(encode(all, key), value)
		ends = append(ends, len(all))
	}
	pairs, from := make([][]byte, len(ends)), 0
	for i, end := range ends {
		pairs[i], from = all[from:end], end
	}
	slices.SortFunc(pairs, bytes.Compare)
	for _, p := range pairs {
		b = append(b, p...)
	}
	return b
}

func encodeElements(b []byte, v reflect.Value) []byte {
	if v.Type().Elem().Kind() == reflect.Uint8 {
		n := len(b)
		b = append(b, make([]byte, v.Len())...)
		reflect.Copy(reflect.ValueOf(b[n:]), v)
		return b
	}
	for i := range v.Len() {
		b = encode(b, v.Index(i))
	}
	return b
}

var errDamaged = errors.New("memo: damaged value")

// decode reads what encode has written into a variable that has the zero value. Texts share data's bytes.
func decode(data string, into reflect.Value) error {
	d := decoder{rest: data}
	d.value(into, 0)
	if d.failed || d.rest != "" {
		return errDamaged
	}
	return nil
}

type decoder struct {
	rest   string
	failed bool
}

// deepest is how deep values may be nested.
const deepest = 1 << 10

func (d *decoder) value(v reflect.Value, depth int) {
	if depth > deepest {
		d.failed = true
	}
	if d.failed {
		return
	}
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(d.take(1) == "\x01")
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		n := d.number()
		v.SetInt(int64(n>>1) ^ -int64(n&1))
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		v.SetUint(d.number())
	case reflect.Float32, reflect.Float64:
		if s := d.take(8); s != "" {
			v.SetFloat(math.Float64frombits(binary.LittleEndian.Uint64([]byte(s))))
		}
	case reflect.String:
		v.SetString(d.take(d.number()))
	case reflect.Struct:
		for i := range v.NumField() {
			d.value(v.Field(i), depth+1)
		}
	case reflect.Array:
		d.elements(v, depth)
	case reflect.Pointer:
		if d.take(1) == "\x01" {
			v.Set(reflect.New(v.Type().Elem()))
			d.value(v.Elem(), depth+1)
		}
	case reflect.Slice:
		if n, there := d.length(); there {
			v.Set(reflect.MakeSlice(v.Type(), n, n))
			d.elements(v, depth)
		}
	case reflect.Map:
		if n, there := d.length(); there {
			v.Set(reflect.MakeMapWithSize(v.Type(), n))
			key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
			for range n {
				key.SetZero()
				value.SetZero()
				d.value(key, depth+1)
				d.value(value, depth+1)
				v.SetMapIndex(key, value)
			}
		}
	}
}

func (d *decoder) elements(v reflect.Value, depth int) {
	if v.Type().Elem().Kind() == reflect.Uint8 {
		reflect.Copy(v, reflect.ValueOf(d.take(uint64(v.Len()))))
		return
	}
	for i := range v.Len() {
		d.value(v.Index(i), depth+1)
	}
}

// take returns the next bytes, or nothing if there are fewer.
func (d *decoder) take(n uint64) (s string) {
	if n > uint64(len(d.rest)) {
		d.failed = true
		return ""
	}
	s, d.rest = d.rest[:n], d.rest[n:]
	return s
}

// length returns a length, which no damage makes larger than there are bytes, and whether there is anything.
func (d *decoder) length() (n int, there bool) {
	size := d.number()
	if size > uint64(len(d.rest))+1 {
		d.failed = true
	}
	return int(size) - 1, size > 0 && !d.failed
}

func (d *decoder) number() (n uint64) {
	for i := 0; i < len(d.rest) && i < binary.MaxVarintLen64; i++ {
		c := d.rest[i]
		n |= uint64(c&0x7f) << (7 * i)
		if c < 0x80 {
			d.rest = d.rest[i+1:]
			return n
		}
	}
	d.failed = true
	return 0
}

var checked sync.Map // reflect.Type

// check panics if a value of v's type may hold something that would not be read as it was written.
func check(v any) {
	t := reflect.TypeOf(v)
	if _, done := checked.Load(t); !done {
		checkType(t, map[reflect.Type]bool{})
		checked.Store(t, true)
	}
}

func checkType(t reflect.Type, seen map[reflect.Type]bool) {
	if seen[t] {
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
			if !f.IsExported() || f.Anonymous {
				panic(fmt.Sprintf("memo: %s.%s cannot be written", t, f.Name))
			}
			checkType(f.Type, seen)
		}
	}
}
