package regular

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// Folders is where folders are made: an [os.Root], or [Disk].
type Folders interface {
	Lstat(name string) (fs.FileInfo, error)
	Chmod(name string, mode fs.FileMode) error
	MkdirAll(name string, perm fs.FileMode) error
	Remove(name string) error
}

// Disk is the file system of the machine.
var Disk Folders = disk{}

type disk struct{}

func (disk) Lstat(name string) (fs.FileInfo, error)       { return os.Lstat(name) }
func (disk) Chmod(name string, mode fs.FileMode) error    { return os.Chmod(name, mode) }
func (disk) MkdirAll(name string, perm fs.FileMode) error { return os.MkdirAll(name, perm) }
func (disk) Remove(name string) error                     { return os.Remove(name) }

// MakeFolder makes a folder and those above it that are not there, for all who share the one in which they lie. Undo takes them back, for when what they were made for could not be written; those that
// hold something by then stay.
func MakeFolder(in Folders, name string, perm fs.FileMode) (undo func(), err error) {
	var missing []string
	for d := filepath.Clean(name); ; d = filepath.Dir(d) {
		if _, err := in.Lstat(d); !errors.Is(err, fs.ErrNotExist) || d == filepath.Dir(d) {
			break
		}
		missing = append(missing, d)
	}
	undo = func() {
		for _, d := range missing {
			_ = in.Remove(d)
		}
	}
	if err := in.MkdirAll(name, perm); err != nil {
		undo()
		return func() {}, err
	}
	for _, d := range slices.Backward(missing) {
		if above, err := in.Lstat(filepath.Dir(d)); err == nil && Shared(above) {
			if now, err := in.Lstat(d); err == nil {
				_ = in.Chmod(d, now.Mode().Perm()|above.Mode()&(0o070|fs.ModeSetgid))
			}
		}
	}
	return undo, nil
}

// Shared reports whether a folder is set up for a group that works in it together: what is new in it belongs to the group, and is to be
// for all of the group to write.
func Shared(folder fs.FileInfo) bool { return folder.Mode()&fs.ModeSetgid != 0 }
