//go:build !linux

package generator

// useLargePages does nothing where the system decides by itself.
func useLargePages() {}
