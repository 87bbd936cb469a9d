package library

import "styrdok/generator/diag"

func resolve(drafts []*Draft, rules Rules, today Date) (*Library, diag.List) {
	return &Library{Today: today, byID: map[ID]*Document{}}, nil
}
