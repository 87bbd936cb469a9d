package memo_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"testing"
	"time"

	"styrdok/generator/memo"
	"styrdok/generator/testkit"
)

type fact struct {
	Title string
	Names []string
	At    map[string][2]int
	Sub   *fact
	Sum   memo.Digest
	Day   time.Month
	On    bool
}

var facts = map[string]fact{
	"policy/a": {Title: "A", Names: []string{"", "å", "\xff"}, At: map[string][2]int{"title": {1, 2}, "kind": {2, -3}}, Day: 4},
	"policy/b": {Names: []string{}, At: map[string][2]int{}, Sub: &fact{Title: "in", On: true}, Sum: memo.KeyOf(1)},
	"":         {},
}

func writeFacts(t testing.TB, dir string, program memo.Digest) {
	t.Helper()
	err := memo.WriteState(dir, "public", program, func(w *memo.StateWriter) error {
		for _, id := range []string{"policy/a", "policy/b", ""} {
			w.Put("fact", id, facts[id])
		}
		pointed := facts["policy/b"]
		w.Put("pointed", "", &pointed)
		w.Put("count", "policy/a", 12)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestState(t *testing.T) {
	dir, program := t.TempDir(), memo.KeyOf("program")
	writeFacts(t, dir, program)
	first := memo.ReadState(dir, "public", program)
	for id, want := range facts {
		var got fact
		if !first.Get("fact", id, &got) || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %+v, want %+v", id, got, want)
		}
	}
	var pointed fact
	if !first.Get("pointed", "", &pointed) || !reflect.DeepEqual(pointed, facts["policy/b"]) {
		t.Errorf("got %+v of a pointer", pointed)
	}
	if got := first.IDs("fact"); !reflect.DeepEqual(got, []string{"", "policy/a", "policy/b"}) {
		t.Errorf("got the IDs %q", got)
	}
	var n int
	if first.Get("count", "policy/b", &n) || first.Get("", "", &n) {
		t.Error("there is a value that was not written")
	}
	// The old state is read while the new one is written, and after.
	err := memo.WriteState(dir, "public", program, func(w *memo.StateWriter) error {
		if !w.Copy(first, "count", "policy/a") || w.Copy(first, "count", "policy/b") {
			t.Error("what is copied is not what is there")
		}
		return nil
	})
	if runtime.GOOS == "windows" && errors.Is(err, fs.ErrPermission) {
		first.Close()
		t.Skip("this file system replaces no open files: ", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	second := memo.ReadState(dir, "public", program)
	if !second.Get("count", "policy/a", &n) || n != 12 || len(second.IDs("fact")) > 0 {
		t.Errorf("got %d and %q, want 12 and no facts", n, second.IDs("fact"))
	}
	if !first.Get("count", "policy/a", &n) {
		t.Error("a state that is open has changed")
	}
	first.Close()
	second.Close()
	if second.Get("count", "policy/a", &n) {
		t.Error("a closed state has something")
	}
	if got := files(t, dir); !reflect.DeepEqual(got, []string{".gitignore", "state-public"}) {
		t.Errorf("the folder holds %q", got)
	}
}

// TestStateOfAnother shows that nothing is read of another program or another name, or where there is nothing.
func TestStateOfAnother(t *testing.T) {
	dir, program := t.TempDir(), memo.KeyOf("program")
	writeFacts(t, dir, program)
	for _, s := range []*memo.State{
		memo.ReadState(dir, "public", memo.KeyOf("another")), memo.ReadState(dir, "internal", program),
		memo.ReadState(filepath.Join(dir, "absent"), "public", program), new(memo.State),
	} {
		var n int
		if s.Get("count", "policy/a", &n) || len(s.IDs("fact")) > 0 {
			t.Error("an empty state has something")
		}
		s.Close()
	}
	other := t.TempDir()
	testkit.Symlink(t, filepath.Join(dir, memo.Folder), filepath.Join(other, memo.Folder))
	if s := memo.ReadState(other, "public", program); len(s.IDs("fact")) > 0 {
		t.Error("a state outside the site is read")
	}
}

// TestDamagedState flips every byte and cuts the file at every length: what can still be read is what was written.
func TestDamagedState(t *testing.T) {
	dir, program := t.TempDir(), memo.KeyOf("program")
	writeFacts(t, dir, program)
	path := filepath.Join(dir, memo.Folder, "state-public")
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	missed := 0
	try := func(what string, data []byte) {
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
		s := memo.ReadState(dir, "public", program)
		defer s.Close()
		for id, want := range facts {
			var got fact
			if !s.Get("fact", id, &got) {
				missed++
			} else if !reflect.DeepEqual(got, want) {
				t.Errorf("%s: %s: got %+v", what, id, got)
			}
		}
	}
	for i := range whole {
		flipped := append([]byte(nil), whole...)
		flipped[i] ^= 0x10
		try(fmt.Sprintf("byte %d", i), flipped)
		try(fmt.Sprintf("%d bytes", i), whole[:i])
	}
	try("longer", append(whole, 0))
	if missed == 0 {
		t.Error("no damage was noticed")
	}
}

func TestFailedState(t *testing.T) {
	dir, program := t.TempDir(), memo.KeyOf("program")
	writeFacts(t, dir, program)
	if err := memo.WriteState(dir, "public", program, func(w *memo.StateWriter) error { return os.ErrInvalid }); err != os.ErrInvalid {
		t.Errorf("got %v", err)
	}
	s := memo.ReadState(dir, "public", program)
	defer s.Close()
	if len(s.IDs("fact")) != len(facts) || len(files(t, dir)) != 2 {
		t.Errorf("got %q in %q, want what was written before", s.IDs("fact"), files(t, dir))
	}
}

type embeds struct{ fact }

func TestUnwritable(t *testing.T) {
	_ = memo.WriteState(t.TempDir(), "x", memo.Digest{}, func(w *memo.StateWriter) error {
		for _, v := range []any{func() {}, struct{ F func() }{}, struct{ a int }{1}, struct{ Any any }{}, []any{}, map[string]chan int{}, embeds{}, &leaf{}} {
			func() {
				defer func() {
					if recover() == nil {
						t.Errorf("%T is written", v)
					}
				}()
				w.Put("", "", v)
			}()
		}
		return nil
	})
}

func TestRecord(t *testing.T) {
	var r memo.Recorder
	r.Saw("title b", memo.KeyOf("B"))
	r.Saw("title a", memo.KeyOf("A"))
	r.Saw("address c", memo.Digest{})
	r.Saw("title a", memo.KeyOf("A"))
	rec := memo.Record[int]{Key: memo.KeyOf("text"), Seen: r.Seen(), Made: 7}
	now := map[string]memo.Digest{"title a": memo.KeyOf("A"), "title b": memo.KeyOf("B")}
	holds := func() bool { return rec.Holds(memo.KeyOf("text"), func(what string) memo.Digest { return now[what] }) }
	if len(rec.Seen) != 3 || rec.Seen[0].What != "address c" || !holds() || rec.Holds(memo.KeyOf("other"), nil) {
		t.Errorf("%+v does not hold, or holds for another key", rec)
	}
	for what, digest := range map[string]memo.Digest{"title a": {}, "title b": memo.KeyOf("b"), "address c": memo.KeyOf(1)} {
		before := now[what]
		now[what] = digest
		if holds() {
			t.Errorf("a record holds with another %s", what)
		}
		now[what] = before
	}
	defer func() {
		if recover() == nil {
			t.Error("one question has two answers")
		}
	}()
	r.Saw("title a", memo.KeyOf("B"))
}

func TestStamp(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a")
	at := time.Now().Add(time.Minute)
	stamp := func() memo.Stamp {
		info, err := os.Lstat(file)
		if err != nil {
			t.Fatal(err)
		}
		return memo.StampOf(info, at)
	}
	write := func(s string) {
		if err := os.WriteFile(file, []byte(s), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("one")
	old := time.Now().Add(-time.Hour)
	if err := os.Chtimes(file, old, old); err != nil {
		t.Fatal(err)
	}
	first := stamp()
	if !first.Matches(stamp()) {
		t.Errorf("%+v does not match itself", first)
	}
	if (memo.Stamp{}).Matches(memo.Stamp{}) {
		t.Error("two files of which nothing is known match")
	}
	if first.Changed == 0 {
		t.Skip("no change times here")
	}
	changed := time.Unix(0, first.Changed)
	for _, c := range []struct {
		after time.Duration
		known bool
	}{{-time.Second, false}, {50 * time.Millisecond, false}, {3 * time.Second, true}} {
		if at = changed.Add(c.after); stamp().Known() != c.known {
			t.Errorf("%v after a file was written: got the stamp %+v", c.after, stamp())
		}
	}
	at = time.Now().Add(time.Minute)
	for end := time.Now().Add(time.Second); time.Now().Before(end); { // until the file system's clock has moved on
		write("two")
		if err := os.Chtimes(file, old, old); err != nil {
			t.Fatal(err)
		}
		if !first.Matches(stamp()) {
			return
		}
	}
	t.Error("a file of the same size and time has the same stamp")
}

func TestProgram(t *testing.T) {
	dir := t.TempDir()
	first, ok := memo.Program(dir)
	if !ok || first == (memo.Digest{}) {
		t.Fatal("the program has no digest")
	}
	if _, err := os.Stat(filepath.Join(dir, memo.Folder)); err == nil {
		t.Error("asking for the program makes a folder")
	}
	memo.Open(dir).Close()
	for range 2 {
		if again, ok := memo.Program(dir); !ok || again != first {
			t.Errorf("got %x, want %x", again, first)
		}
	}
}

// BenchmarkState reads and writes the values of 1,000 documents, 3 MB.
func BenchmarkState(b *testing.B) {
	dir, program := b.TempDir(), memo.KeyOf("program")
	var big fact
	for i := range 25 {
		big.Names = append(big.Names, fmt.Sprintf("content/policy/informationssakerhet-%d.md", i))
	}
	big.At = map[string][2]int{}
	for i := range 40 {
		big.At[fmt.Sprintf("reviews[%d].date", i)] = [2]int{i, 12}
	}
	write := func(old *memo.State) {
		err := memo.WriteState(dir, "public", program, func(w *memo.StateWriter) error {
			for i := range 1000 {
				id := fmt.Sprintf("policy/%d", i)
				if !w.Copy(old, "fact", id) {
					w.Put("fact", id, big)
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	write(new(memo.State))
	b.Run("read", func(b *testing.B) {
		for b.Loop() {
			s := memo.ReadState(dir, "public", program)
			for _, id := range s.IDs("fact") {
				var f fact
				if !s.Get("fact", id, &f) {
					b.Fatal(id)
				}
			}
			s.Close()
		}
	})
	b.Run("open", func(b *testing.B) {
		for b.Loop() {
			memo.ReadState(dir, "public", program).Close()
		}
	})
	b.Run("write", func(b *testing.B) {
		for b.Loop() {
			write(new(memo.State))
		}
	})
	b.Run("copy", func(b *testing.B) {
		s := memo.ReadState(dir, "public", program)
		defer s.Close()
		for b.Loop() {
			write(s)
		}
	})
}

// TestHold shows that a value in memory takes the place of the one that was written.
func TestHold(t *testing.T) {
	dir := t.TempDir()
	writeFacts(t, dir, memo.Digest{})
	s := memo.ReadState(dir, "public", memo.Digest{})
	defer s.Close()
	s.Hold("fact", "policy/a", fact{Title: "B"})
	s.Hold("fact", "policy/c", fact{Title: "C"})
	for id, want := range map[string]string{"policy/a": "B", "policy/b": facts["policy/b"].Title, "policy/c": "C"} {
		var got fact
		if !s.Get("fact", id, &got) || got.Title != want {
			t.Errorf("%s: %q, want %q", id, got.Title, want)
		}
	}
	if s.Get("fact", "policy/d", new(fact)) {
		t.Error("a value that nobody holds")
	}
}
