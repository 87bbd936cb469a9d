//go:build unix

package lock

import (
	"errors"
	"io/fs"
	"os"

	"golang.org/x/sys/unix"
)

// try acquires a lock if it is free, or a share of it if nobody has it alone.
func try(root *os.Root, name string, share bool) (release func(), taken bool, err error) {
	// Another user of the folder may own the file; read access is enough to lock it. A named pipe must not block.
	const flags = os.O_RDONLY | unix.O_NONBLOCK | unix.O_NOFOLLOW
	f, err := root.OpenFile(name, flags, 0)
	if errors.Is(err, fs.ErrNotExist) {
		if f, err = root.OpenFile(name, flags|os.O_CREATE, 0o644); err == nil {
			_ = f.Chmod(0o644) // whatever the process gives to new files
		}
	}
	if err != nil {
		return nil, false, err
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = ErrNotFile
	}
	how := unix.LOCK_EX
	if share {
		how = unix.LOCK_SH
	}
	for err == nil {
		err = unix.Flock(int(f.Fd()), how|unix.LOCK_NB)
		if err == nil {
			return func() { f.Close() }, true, nil
		}
		if errors.Is(err, unix.EINTR) {
			err = nil
		}
	}
	f.Close()
	if errors.Is(err, unix.EWOULDBLOCK) {
		return nil, false, nil
	}
	if !errors.Is(err, ErrNotFile) {
		err = &fs.PathError{Op: "lock", Path: name, Err: err}
	}
	return nil, false, err
}
