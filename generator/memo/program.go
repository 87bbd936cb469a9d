package memo

import (
	"crypto/sha256"
	"io"
	"os"
	"sync"
	"time"

	"styrdok/generator/regular"
)

// programFile remembers the digest of the program by its path and stamp.
const programFile = "program"

type program struct {
	Path   string
	Stamp  Stamp
	Digest Digest
}

// Program returns the digest of the running program's file, and whether it could be read. Nothing
// that another program has made may be used again. The digest is looked up in [Folder] of the site in
// dir and written there if the folder exists.
func Program(dir string) (Digest, bool) {
	path, err := os.Executable()
	if err != nil {
		return Digest{}, false
	}
	info, err := os.Stat(path)
	if err != nil {
		return Digest{}, false
	}
	now := program{Path: path, Stamp: StampOf(info, time.Now())}
	state := ReadState(dir, programFile, Digest{})
	defer state.Close()
	var before program
	if state.Get("", "", &before) && before.Path == now.Path && before.Stamp.Matches(now.Stamp) {
		return before.Digest, true
	}
	digest, ok := hashProgram()
	if _, err := os.Stat(folderOf(dir)); ok && err == nil && now.Stamp.Known() {
		now.Digest = digest
		// Without it the program is only hashed again.
		_ = WriteState(dir, programFile, Digest{}, func(w *StateWriter) error { w.Put("", "", now); return nil })
	}
	return digest, ok
}

var hashProgram = sync.OnceValues(func() (Digest, bool) {
	path, err := os.Executable()
	if err != nil {
		return Digest{}, false
	}
	f, err := regular.OpenFile(path)
	if err != nil {
		return Digest{}, false
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return Digest{}, false
	}
	return Digest(h.Sum(nil)), true
})
