//go:build !windows

package main

import "syscall"

// systemReasons are what a system says beside what all of them do.
var systemReasons = []struct {
	err error
	key string
}{
	{syscall.EDQUOT, "disk-full"},
	{syscall.ETXTBSY, "open-elsewhere"},
}
