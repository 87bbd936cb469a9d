package load

import (
	"testing"

	"styrdok/generator/library"
	"styrdok/generator/memo"
	"styrdok/generator/seal"
)

// TestKeptTextMustFit: a text in the cache that is not the sealed one is not shown as if it were.
func TestKeptTextMustFit(t *testing.T) {
	d := &library.Draft{File: "content/policy/a.md", Document: "policy/a", Title: "A", Adopted: library.NewDate(2024, 1, 29), Text: "Ett.\n", TextLine: 5}
	e := seal.Read(d, seal.Site{Sum: func(string) (string, bool) { return "", false }}).Now
	if !e.Fits(d, "Ett.\n") || !e.Fits(d, "Ett.   \n\n") {
		t.Error("the sealed text does not fit its seal")
	}
	if e.Fits(d, "Två.\n") {
		t.Error("another text fits the seal")
	}
	other := e
	other.Sum = "0"
	if sealedKey([]seal.Entry{e}) == sealedKey([]seal.Entry{other}) || sealedKey(nil) == (memo.Digest{}) {
		t.Error("other seals have the same key")
	}
}
