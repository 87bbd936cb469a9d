package folder

import (
	"io/fs"
	"testing"
	"testing/fstest"
)

// A list that its caller changes, as an overlay does, stays what it was for everybody else.
func TestListingIsTheCallers(t *testing.T) {
	folder := newListing(fstest.MapFS{"a/1.md": {}, "a/2.md": {}, "a/3.md": {}})
	for range 2 {
		list, err := fs.ReadDir(folder, "a")
		if err != nil || len(list) != 3 {
			t.Fatalf("got %d entries, %v; want 3", len(list), err)
		}
		for i, e := range list {
			if e == nil {
				t.Fatalf("entry %d is nil", i)
			}
		}
		clear(list)
	}
}
