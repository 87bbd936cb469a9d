//go:build !windows

package main

import "syscall"

// systemReasons are reasons that only some systems give.
var systemReasons = []reason{
	{syscall.EDQUOT, "disk-full"},
	{syscall.ETXTBSY, "open-elsewhere"},
}
