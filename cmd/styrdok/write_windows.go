package main

import "syscall"

// systemReasons are reasons that only Windows gives: a full disk, and a file that another program has open.
var systemReasons = []reason{
	{syscall.Errno(112), "disk-full"},
	{syscall.Errno(39), "disk-full"},
	{syscall.Errno(32), "open-elsewhere"},
	{syscall.Errno(33), "open-elsewhere"},
	{syscall.Errno(19), "read-only-disk"},
}
