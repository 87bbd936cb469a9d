package diag_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"styrdok/generator/diag"
	"styrdok/generator/memo"
)

// TestListsAreRemembered shows that a list of every code is read from a state as it was written.
func TestListsAreRemembered(t *testing.T) {
	var list diag.List
	for i, code := range diag.Codes() {
		at := diag.Pos{File: "content/policy/\xff.md", Line: i, Column: 2}
		list.Add(code, at)
		d := diag.New(code, at, "", "a", i, diag.Error, diag.P("reason.range", 1, diag.P("reason.x"))).
			With(diag.NewNote(code, at, code, "b")).With(diag.Note{Pos: at}).Suggest("Resor", []string{"resor"})
		d.Fix = []diag.Edit{{Pos: at, End: diag.Pos{Line: i, Column: 9}, Text: "å\n"}}
		list = append(list, d)
	}
	dir := t.TempDir()
	err := memo.WriteState(dir, "x", memo.Digest{}, func(w *memo.StateWriter) error {
		w.Put("diags", "", list)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	state := memo.ReadState(dir, "x", memo.Digest{})
	defer state.Close()
	var got diag.List
	if !state.Get("diags", "", &got) {
		t.Fatal("there is no list")
	}
	if diff := cmp.Diff(list, got); diff != "" {
		t.Errorf("got another list:\n%s", diff)
	}
}
