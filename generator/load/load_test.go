package load

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"styrdok/generator/memo"
	"styrdok/generator/proof"
	"styrdok/generator/source"
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

// TestLargeLedger reads a list that is larger than a text may be.
func TestLargeLedger(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "content"), 0o755); err != nil {
		t.Fatal(err)
	}
	ledger := "# " + strings.Repeat("x", source.MaxText) + "\n2026-11-22 " + strings.Repeat("a1", 32) + " policy/x.pdf\n"
	for name, text := range map[string]string{"config.toml": "", proof.LedgerFile: ledger} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	o, _, err := Open(Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	if list, _, err := o.ReadLedger(); err != nil || len(list) != 1 {
		t.Errorf("got %d prints, want 1: %v", len(list), err)
	}
}
