package unit

import (
	"sync"

	"styrdok/generator/diag"
	"styrdok/generator/memo"
	"styrdok/generator/printing"
	"styrdok/generator/site"
	"styrdok/generator/theme"
)

// Kept is what a session keeps between two states of a site, since it seldom changes.
type Kept struct {
	Order *site.Order
	faces renewed[printing.Faces]
	theme renewed[*theme.Theme]
}

// renewed is a value that is made again when its key changes, with what is wrong with it.
type renewed[T any] struct {
	mu    sync.Mutex
	key   memo.Digest
	value T
	diags diag.List
}

func (r *renewed[T]) of(key memo.Digest, make func() (T, diag.List, error)) (T, diag.List, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.key == key {
		return r.value, r.diags, nil
	}
	value, diags, err := make()
	if err == nil {
		r.key, r.value, r.diags = key, value, diags
	}
	return value, diags, err
}
