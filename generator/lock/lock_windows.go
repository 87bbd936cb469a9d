package lock

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"golang.org/x/sys/windows"

	"styrdok/generator/regular"
)

// try acquires a lock if it is free, or a share of it if nobody has it alone.
func try(root *os.Root, name string, share bool) (release func(), taken bool, err error) {
	if info, err := root.Lstat(name); err == nil && !info.Mode().IsRegular() {
		return nil, false, ErrNotFile
	}
	f, err := root.OpenFile(name, os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return nil, false, err
	}
	how := uint32(windows.LOCKFILE_FAIL_IMMEDIATELY)
	if !share {
		how |= windows.LOCKFILE_EXCLUSIVE_LOCK
	}
	err = windows.LockFileEx(windows.Handle(f.Fd()), how, 0, 1, 0, &windows.Overlapped{})
	if err == nil {
		return func() { f.Close() }, true, nil
	}
	f.Close()
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) || errors.Is(err, windows.ERROR_SHARING_VIOLATION) {
		return nil, false, nil
	}
	return nil, false, &fs.PathError{Op: "lock", Path: name, Err: err}
}

// elsewhere is a lock in the user's cache folder. Windows locks no folders, and whoever would read a file that is locked could not.
func elsewhere(site, name, _ string, in func(*os.Root, string) attempt) (_ attempt, done func()) {
	own, err := os.UserCacheDir()
	if err != nil {
		return nil, nil
	}
	own = filepath.Join(own, "styrdok")
	if err := os.MkdirAll(own, 0o700); err != nil {
		return nil, nil
	}
	root, err := regular.OpenRoot(own)
	if err != nil {
		return nil, nil
	}
	abs, _ := filepath.Abs(site)
	if real, err := filepath.EvalSymlinks(abs); err == nil {
		abs = real
	}
	return in(root, name+"-"+digest(abs)+".lock"), func() { root.Close() }
}
