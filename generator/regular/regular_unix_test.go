//go:build unix

package regular_test

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"styrdok/generator/regular"
)

func TestReadFile(t *testing.T) {
	dir := t.TempDir()
	pipe, file := filepath.Join(dir, "pipe"), filepath.Join(dir, "file")
	if err := errors.Join(syscall.Mkfifo(pipe, 0o644), os.WriteFile(file, []byte("text"), 0o644)); err != nil {
		t.Skip(err)
	}
	for name, want := range map[string]error{pipe: regular.ErrIrregular, "/dev/zero": regular.ErrIrregular, file: regular.ErrTooLarge, filepath.Join(dir, "x"): os.ErrNotExist} {
		if _, err := regular.ReadFile(name, 3); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", name, err, want)
		}
	}
	if data, err := regular.ReadFile(file, 4); string(data) != "text" || err != nil {
		t.Errorf("%q, %v", data, err)
	}
}
