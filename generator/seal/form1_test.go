package seal

import (
	"strings"
	"testing"

	"styrdok/generator/library"
)

// form1 is the seal that a version had before seals bore a number.
func form1(d *library.Draft) Entry {
	e := of(d)
	e.Form, e.Files = 1, nil
	e.Sum = e.form1Sum(form1Lines(d.Text, d.File))
	e.Lines = fingerprints(form1Lines(d.Text, d.File))
	return e
}

// TestForm1 shows that seals of the old form hold for what was sealed, and for what moving a document
// has made of it, damaged or put right.
func TestForm1(t *testing.T) {
	const (
		sealed = "\nSe [b](../riktlinjer/b.md) och `[x](y)`.[^1][^2]\n\n[^1]: Enligt lagen.\n\n[^2]: Enligt [b](../riktlinjer/b.md).\n\n[Anm]: Gäller inte skolan.\n"
		moved  = "\nSe [b](../../riktlinjer/b.md) och `[x](y)`.[^1][^2]\n\n[^1]: Enligt lagen.\n\n[^2]: Enligt [b](../../riktlinjer/b.md).\n\n[Anm]: Gäller inte skolan.\n"
	)
	damaged := strings.NewReplacer("](y)", "](../y)", ": Enligt", ": ../Enligt", ": Gäller", ": ../Gäller").Replace(moved)
	text := func(file, text string) *library.Draft {
		return version(func(d *library.Draft) {
			d.Text = text
			if file != "" {
				d.File, d.VersionFile = "content/policy/x/"+file+".md", file
			}
		})
	}
	old := form1(text("", sealed))
	for _, test := range []struct {
		name    string
		draft   *library.Draft
		holds   bool
		damaged bool
	}{
		{"as it was", text("", sealed), true, false},
		{"moved", text("1", moved), true, false},
		{"moved and damaged", text("1", damaged), true, true},
		{"one note put right", text("1", strings.Replace(damaged, "[^1]: ../", "[^1]: ", 1)), true, true},
		{"the notes put right", text("1", strings.ReplaceAll(damaged, ": ../Enligt", ": Enligt")), true, true},
		{"all put right but one note", text("1", strings.Replace(moved, "[^2]: ", "[^2]: ../", 1)), true, true},
		{"changed", text("1", moved+"x"), false, false},
		{"links not moved", text("1", sealed), true, false},
	} {
		result := check([]Entry{old}, test.draft)
		if got := !result.Diags.HasErrors(); got != test.holds {
			t.Errorf("%s: holds %t, want %t: %v", test.name, got, test.holds, result.Diags)
			continue
		}
		if _, _, damaged := Damaged(test.draft); damaged != test.damaged {
			t.Errorf("%s: damaged %t", test.name, damaged)
		}
		if test.holds && (len(result.Older) != 1 || result.Entries[0].Form != present) {
			t.Errorf("%s: entries %v", test.name, result.Entries)
		}
	}
	// A text that was renewed while it was damaged is put right without a correction too.
	renewed := of(text("1", damaged))
	for _, now := range []string{damaged, moved, strings.Replace(damaged, "[^1]: ../", "[^1]: ", 1)} {
		if result := check([]Entry{renewed}, text("1", now)); result.Diags.HasErrors() {
			t.Errorf("%q: %v", now, result.Diags)
		}
	}
	if result := check([]Entry{renewed}, text("1", moved+"x")); !result.Diags.HasErrors() {
		t.Error("a changed text fits")
	}
}
