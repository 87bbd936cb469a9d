package main

import "syscall"

// systemReasons are reasons that only Windows gives: a full disk, a file that another program has open, and a name that
// is that of a device or has a character that names cannot have.
var systemReasons = []reason{
	{syscall.Errno(112), "disk-full"},
	{syscall.Errno(39), "disk-full"},
	{syscall.Errno(32), "open-elsewhere"},
	{syscall.Errno(33), "open-elsewhere"},
	{syscall.Errno(19), "read-only-disk"},
	{syscall.Errno(123), "bad-name"},
	{syscall.Errno(1200), "bad-name"},
	{syscall.Errno(66), "bad-name"}, // Wine
	{syscall.EINVAL, "bad-name"},    // of a name that is too long, too
}
