package memo

import "syscall"

func systemStamp(sys any) (changed int64, inode uint64, ok bool) {
	st, ok := sys.(*syscall.Stat_t)
	if !ok {
		return 0, 0, false
	}
	return st.Ctim.Nano(), st.Ino, true
}
