package edit

import (
	"slices"
	"testing"
)

// TestLastFile shows that a file comes last whatever the others are called.
func TestLastFile(t *testing.T) {
	var f Files
	f.Put("content/policy/a.md", nil, nil)
	f.PutLast("content/adopted.sum", nil, nil)
	f.PutLast("content/adopted.sum", nil, []byte("x"))
	f.Move("content/administration/b.md", "content/aa/b.md", nil, nil)
	order, last := f.order()
	var got []string
	for _, i := range order {
		got = append(got, f.list[i].name)
	}
	if want := []string{"content/aa/b.md", "content/policy/a.md", "content/adopted.sum"}; !slices.Equal(got, want) || last != 2 {
		t.Errorf("got %q, the last from %d on, want %q", got, last, want)
	}
}
