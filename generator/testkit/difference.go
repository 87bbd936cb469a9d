package testkit

import (
	"cmp"
	"fmt"
	"reflect"
)

// Difference returns where two values of one type differ first, and how; empty if they don't. A nil slice or map equals an
// empty one.
func Difference(a, b any) string {
	return difference("", reflect.ValueOf(a), reflect.ValueOf(b), map[uintptr]bool{})
}

func difference(at string, a, b reflect.Value, seen map[uintptr]bool) string {
	told := func() string { return fmt.Sprintf("%s was %s and is %s", cmp.Or(at, "it"), worded(a), worded(b)) }
	if a.IsValid() != b.IsValid() || a.IsValid() && a.Type() != b.Type() {
		return told()
	}
	switch a.Kind() {
	case reflect.Invalid:
		return ""
	case reflect.Pointer, reflect.Interface:
		if a.IsNil() || b.IsNil() {
			if a.IsNil() && b.IsNil() {
				return ""
			}
			return told()
		}
		if a.Kind() == reflect.Pointer {
			if seen[a.Pointer()] {
				return ""
			}
			seen[a.Pointer()] = true
		}
		return difference(at, a.Elem(), b.Elem(), seen)
	case reflect.Struct:
		for i := range a.NumField() {
			if found := difference(at+"."+a.Type().Field(i).Name, a.Field(i), b.Field(i), seen); found != "" {
				return found
			}
		}
		return ""
	case reflect.Map:
		if a.Len() != b.Len() {
			return told()
		}
		for key, value := range a.Seq2() {
			if found := difference(fmt.Sprintf("%s[%s]", at, worded(key)), value, b.MapIndex(key), seen); found != "" {
				return found
			}
		}
		return ""
	case reflect.Slice, reflect.Array:
		if a.Type().Elem().Kind() == reflect.Uint8 {
			break
		}
		for i := range min(a.Len(), b.Len()) {
			if found := difference(fmt.Sprintf("%s[%d]", at, i), a.Index(i), b.Index(i), seen); found != "" {
				return fmt.Sprintf("%s (of %s)", found, worded(b.Index(i)))
			}
		}
		if a.Len() != b.Len() {
			return fmt.Sprintf("%s had %d elements and has %d", cmp.Or(at, "it"), a.Len(), b.Len())
		}
		return ""
	}
	if worded(a) == worded(b) {
		return ""
	}
	return told()
}

// worded is a value as a difference shows it.
func worded(v reflect.Value) string {
	switch {
	case !v.IsValid():
		return "nothing"
	case (v.Kind() == reflect.Slice || v.Kind() == reflect.Array) && v.Type().Elem().Kind() == reflect.Uint8:
		return fmt.Sprintf("%x", v)
	}
	return fmt.Sprintf("%+v", v)
}
