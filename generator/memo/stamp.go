package memo

import (
	"io/fs"
	"time"
)

// Stamp is what a file system knows of a file without reading it. While it stays the same, so does
// the file's content. The zero Stamp means that too little is known.
type Stamp struct {
	Size              int64
	Modified, Changed int64 // nanoseconds since 1970; Changed is zero where the system has no such time
	Inode             uint64
}

// settling is how coarse the times of file systems are: two seconds on FAT, less elsewhere. A file that
// was written less than that ago may be written again without its times being changed.
const settling = 2 * time.Second

// StampOf returns the stamp of a regular file on a disk, of which info was obtained after a moment. The
// Stamp is zero for anything else, and for a file that was written shortly before that moment.
func StampOf(info fs.FileInfo, at time.Time) Stamp {
	if !info.Mode().IsRegular() {
		return Stamp{}
	}
	changed, inode, ok := systemStamp(info.Sys())
	if !ok {
		return Stamp{}
	}
	s := Stamp{info.Size(), info.ModTime().UnixNano(), changed, inode}
	if latest := at.Add(-settling).UnixNano(); s.Modified >= latest || s.Changed >= latest {
		return Stamp{}
	}
	return s
}

// Known reports whether s is not the zero Stamp.
func (s Stamp) Known() bool { return s != Stamp{} }

// Matches reports whether two stamps of one file are of the same content.
func (s Stamp) Matches(o Stamp) bool { return s == o && s.Known() }
