// Command styrdok turns governing documents in Markdown into a linked, accessible website with tagged and archival
// PDFs, and lists the documents that are due for review.
package main

import (
	"io"
	"os"
	"time"
	_ "time/tzdata" // Europe/Stockholm must be known on every machine

	"github.com/spf13/cobra"

	"styrdok/generator"
)

func main() {
	generator.CollectLate(300) // most commands end before that
	// If it was double-clicked in Windows, the program explains itself until Enter is pressed.
	cobra.MousetrapDisplayDuration = 0 // wait for Enter
	cobra.MousetrapHelpText = (&app{language: language(os.Args[1:])}).words().T("help.double-click")
	os.Exit(run(os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr}, os.Getenv, time.Now))
}

// streams are the standard streams: data goes to out, everything else to err.
type streams struct {
	in  io.Reader
	out io.Writer
	err io.Writer
}
