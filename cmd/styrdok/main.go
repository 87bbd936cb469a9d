// Command styrdok turns governing documents in Markdown into a linked, accessible website with
// tagged and archival PDFs, and tells which documents are due for review.
package main

import (
	"io"
	"os"
	"time"
	_ "time/tzdata" // Europe/Stockholm must be known on every machine.
)

func main() {
	os.Exit(run(os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr}, os.Getenv, time.Now))
}

// streams are where a command reads and writes: data to out, everything else to err.
type streams struct {
	in  io.Reader
	out io.Writer
	err io.Writer
}
