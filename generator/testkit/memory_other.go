//go:build !linux

package testkit

// InMemory does nothing: where memory is a folder, if anywhere, differs.
func InMemory() {}
