// Command styrdok turns governing documents in Markdown into a linked, accessible website with
// tagged and archival PDFs, and tells which documents are due for review.
package main

import (
	"io"
	"os"
	"time"
	_ "time/tzdata" // Europe/Stockholm must be known on every machine.

	"github.com/spf13/cobra"
)

func main() {
	// Double-clicked in Windows the program explains itself before the window closes.
	cobra.MousetrapDisplayDuration = 0 // until Enter
	cobra.MousetrapHelpText = (&app{language: language(os.Args[1:])}).words().T("help.double-click")
	os.Exit(run(os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr}, os.Getenv, time.Now))
}

// streams are where a command reads and writes: data to out, everything else to err.
type streams struct {
	in  io.Reader
	out io.Writer
	err io.Writer
}
