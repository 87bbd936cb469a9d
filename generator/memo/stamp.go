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

// A file may be written twice without its times changing, if both times fall between two ticks of the
// file system's clock. That is ten milliseconds at most where times have fractions of a second, and two
// seconds on FAT. These are how long ago the last change must be for a stamp to be trusted.
const (
	fineTick   = 100 * time.Millisecond
	coarseTick = 2 * time.Second
)

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
	last, tick := max(s.Modified, s.Changed), fineTick
	if last%int64(time.Second) == 0 {
		tick = coarseTick
	}
	if last > at.Add(-tick).UnixNano() {
		return Stamp{}
	}
	return s
}

// Known reports whether s is not the zero Stamp.
func (s Stamp) Known() bool { return s != Stamp{} }

// Matches reports whether two stamps of one file are of the same content.
func (s Stamp) Matches(o Stamp) bool { return s == o && s.Known() }
