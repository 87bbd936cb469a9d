//go:build !linux && !darwin

package memo

// systemStamp knows neither change times nor inodes here, so a file that is written with its old size
// and then given back its old time is not noticed.
func systemStamp(sys any) (changed int64, inode uint64, ok bool) { return 0, 0, sys != nil }
