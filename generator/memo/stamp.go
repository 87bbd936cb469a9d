package memo

import (
	"io/fs"
	"time"
)

// Stamp is what a file system tells of a file without reading it. While it stays the same, so does
// the file's content, unless the file was written within [settling] of the stamp being taken. The
// zero Stamp is that of a file of which too little is known, and never equals another.
type Stamp struct {
	Size              int64
	Modified, Changed int64 // nanoseconds since 1970; Changed is zero where the system has no such time
	Inode             uint64
}

// settling is how coarse the times of file systems are: two seconds on FAT, less elsewhere.
const settling = 2 * time.Second

// StampOf returns the stamp of a regular file on a disk, and the zero Stamp for anything else.
func StampOf(info fs.FileInfo) Stamp {
	if !info.Mode().IsRegular() {
		return Stamp{}
	}
	changed, inode, ok := systemStamp(info.Sys())
	if !ok {
		return Stamp{}
	}
	return Stamp{info.Size(), info.ModTime().UnixNano(), changed, inode}
}

// SettledBy reports whether a file whose stamp was taken at a time cannot have been written since
// without its stamp changing.
func (s Stamp) SettledBy(at time.Time) bool {
	latest := at.Add(-settling).UnixNano()
	return s != Stamp{} && s.Modified < latest && s.Changed < latest
}

// Matches reports whether two stamps are of the same content.
func (s Stamp) Matches(o Stamp) bool { return s == o && s != Stamp{} }
