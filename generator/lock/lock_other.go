//go:build !unix

package lock

import (
	"errors"
	"io/fs"
	"os"
)

// try takes a lock if nobody has it. A file that is open cannot be removed here, so a lock whose
// process is gone is one that can.
func try(root *os.Root, name string) (release func(), taken bool, err error) {
	f, err := root.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o644)
	if err == nil {
		return func() { f.Close(); root.Remove(name) }, true, nil
	}
	if !errors.Is(err, fs.ErrExist) && !errors.Is(err, fs.ErrPermission) {
		return nil, false, err
	}
	root.Remove(name)
	return nil, false, nil
}
