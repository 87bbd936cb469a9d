package testkit

import (
	"io/fs"
	"os"
	"runtime"
	"testing"
)

// Symlink makes a symbolic link. It skips the test where there are none, as for most who use Windows.
func Symlink(tb testing.TB, target, name string) {
	tb.Helper()
	err := os.Symlink(target, name)
	if info, _ := os.Lstat(name); err != nil || info == nil || info.Mode()&fs.ModeSymlink == 0 {
		os.Remove(name)
		tb.Skipf("no symbolic links here: %v", err)
	}
}

// NotInWindows skips what Windows has no notion of or does not let a test do.
func NotInWindows(tb testing.TB, why string) {
	tb.Helper()
	if runtime.GOOS == "windows" {
		tb.Skip(why)
	}
}
