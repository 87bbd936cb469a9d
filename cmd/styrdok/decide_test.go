package main

import (
	"os"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// reword replaces a text that must stand in a file: "reword old new file".
func reword(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 3 || neg {
		ts.Fatalf("usage: reword old new file")
	}
	before := ts.ReadFile(args[2])
	after := strings.ReplaceAll(before, args[0], args[1])
	if before == after {
		ts.Fatalf("%q does not stand in %s", args[0], args[2])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), []byte(after), 0o644))
}
