//go:build unix

package testkit

import (
	"syscall"
	"time"
)

// Spent returns how much time processors have given this process. It does not grow while other
// work keeps the process waiting, as the time on a clock does, so a test may hold code to it on a
// machine that is busy.
func Spent() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
