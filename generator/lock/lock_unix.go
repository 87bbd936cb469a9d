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
		f.Close()
		return nil, false, ErrNotFile
	}
	return flock(f, share)
}

// flock locks an open file or folder if it is free, or takes a share of the lock if nobody has it alone. It is closed when the lock is released.
func flock(f *os.File, share bool) (release func(), taken bool, err error) {
	how := unix.LOCK_EX
	if share {
		how = unix.LOCK_SH
	}
	for {
		err = unix.Flock(int(f.Fd()), how|unix.LOCK_NB)
		if err == nil {
			return func() { f.Close() }, true, nil
		}
		if !errors.Is(err, unix.EINTR) {
			break
		}
	}
	f.Close()
	if errors.Is(err, unix.EWOULDBLOCK) {
		return nil, false, nil
	}
	return nil, false, &fs.PathError{Op: "lock", Path: f.Name(), Err: err}
}

// elsewhere locks a file or folder that is there, for which it has to be readable only.
func elsewhere(_, _, instead string, _ func(*os.Root, string) attempt) (_ attempt, done func()) {
	return func() (func(), bool, error) {
		fd, err := unix.Open(instead, unix.O_RDONLY|unix.O_NONBLOCK|unix.O_CLOEXEC, 0)
		if err != nil {
			return nil, false, err
		}
		return flock(os.NewFile(uintptr(fd), instead), false)
	}, func() {}
}
