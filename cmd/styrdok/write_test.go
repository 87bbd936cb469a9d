package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"styrdok/generator/edit"
	"styrdok/generator/i18n"
)

// TestMachine shows that what the machine failed at is told in plain words, once, of the file that
// somebody knows of.
func TestMachine(t *testing.T) {
	full := edit.NotWritten("handlingar.pdf", fmt.Errorf("copy: %w", &fs.PathError{Op: "write", Path: "/x/.styrdok-1.pdf", Err: syscall.ENOSPC}))
	renamed := edit.NotWritten("a.md", &os.LinkError{Op: "renameat", Old: ".a.md.new", New: "a.md", Err: syscall.EROFS})
	for _, test := range []struct {
		err    error
		sv, en string
	}{
		{full, "Disken är full, så handlingar.pdf kunde inte skrivas. Gör plats och kör kommandot igen.",
			"The disk is full, so handlingar.pdf could not be written. Make room and run the command again."},
		{renamed, "a.md kunde inte skrivas: disken är skrivskyddad.", "a.md could not be written: the disk is write-protected."},
		{fmt.Errorf("read content: %w", errors.Join(&fs.PathError{Op: "openat", Path: "content/policy", Err: syscall.EACCES}, &fs.PathError{Op: "openat", Path: "content/policy", Err: syscall.EACCES})),
			"Du har inte rätt att läsa eller skriva content/policy. Kontrollera filens eller mappens behörigheter.",
			"You may not read or write content/policy. Check the permissions of the file or folder."},
		{&fs.PathError{Op: "open", Path: "d", Err: syscall.EISDIR}, "d är en mapp, och här behövs en fil.", "d is a folder, and a file is needed here."},
		{errors.New("a fault in the program"), "a fault in the program", "a fault in the program"},
	} {
		for lang, want := range map[string]string{"sv": test.sv, "en": test.en} {
			if got := machine(test.err, i18n.MustLoad(lang)); got != want {
				t.Errorf("%v in %s:\ngot  %s\nwant %s", test.err, lang, got, want)
			}
		}
	}
}

// TestWriteWhole shows that a file that cannot be written is left as it was, with nothing beside it.
func TestWriteWhole(t *testing.T) {
	dir := t.TempDir()
	taken := filepath.Join(dir, "taken")
	if err := os.Mkdir(taken, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := writeWhole(taken, []byte("x")); err == nil || !strings.Contains(err.Error(), taken) {
		t.Errorf("error %v, want one about %s", err, taken)
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 1 {
		t.Errorf("got %v, want the folder alone", entries)
	}
}
