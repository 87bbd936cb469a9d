//go:build !windows

package main

import "os"

func isTerminal(w any) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// obeys reports whether a terminal obeys escape sequences.
func obeys(w any) bool { return isTerminal(w) }
