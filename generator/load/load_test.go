package load

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"styrdok/generator/memo"
	"styrdok/generator/task"
)

// TestGivenStateStaysOpen lets a reading fail that was given a state and a store, as serve gives its own each time.
func TestGivenStateStaysOpen(t *testing.T) {
	dir, program := t.TempDir(), memo.KeyOf("program")
	for name, text := range map[string]string{"config.toml": "", "content/policy/a.md": "+++\ntitle = \"A\"\n+++\n\nEtt.\n"} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := memo.WriteState(dir, "public", program, func(w *memo.StateWriter) error { w.Put("x", "a", 1); return nil }); err != nil {
		t.Fatal(err)
	}
	state, store := memo.ReadState(dir, "public", program), memo.Open(dir)
	defer state.Close()
	defer store.Close()
	over, end := context.WithCancel(t.Context())
	end()
	if _, _, err := Load(Options{Run: task.Run{Context: over}, Dir: dir, State: state, Store: store, Session: true}); err == nil {
		t.Fatal("a reading that has been given up has not failed")
	}
	key := memo.KeyOf("kept")
	store.Put(key, []byte("text"))
	if !state.Has("x", "a") || !store.Has(key) {
		t.Error("what was given has been closed")
	}
}
