package main

import (
	"os"
	"syscall"
)

func isTerminal(w any) bool {
	_, ok := console(w)
	return ok
}

// obeys reports whether a console obeys escape sequences. That of Windows 10 has to be asked to.
func obeys(w any) bool {
	const virtualTerminal = 4
	mode, ok := console(w)
	if !ok {
		return false
	}
	set, _, _ := syscall.NewLazyDLL("kernel32.dll").NewProc("SetConsoleMode").Call(w.(*os.File).Fd(), uintptr(mode|virtualTerminal))
	return set != 0
}

func console(w any) (mode uint32, ok bool) {
	f, ok := w.(*os.File)
	if !ok {
		return 0, false
	}
	return mode, syscall.GetConsoleMode(syscall.Handle(f.Fd()), &mode) == nil
}
