// Command styrdok turns governing documents in Markdown into a linked, accessible website with tagged and archival
// PDFs, and lists the documents that are due for review.
package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"time"
	_ "time/tzdata" // Europe/Stockholm must be known on every machine

	"github.com/inconshreveable/mousetrap"
	"github.com/spf13/cobra"

	"styrdok/generator"
)

func main() {
	generator.CollectLate(300) // most commands end before that
	// If it was double-clicked in Windows, the program explains itself until Enter is pressed.
	cobra.MousetrapDisplayDuration = 0 // wait for Enter
	words := (&app{language: language(os.Args[1:])}).words()
	cobra.MousetrapHelpText = words.T("help.double-click")
	shortcut := len(os.Args) > 1 && mousetrap.StartedByExplorer()
	if shortcut {
		cobra.MousetrapHelpText = "" // It has a command.
	}
	code := run(os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr}, os.Getenv, time.Now)
	if shortcut {
		// The window closes with the program, and what it says is to be read.
		fmt.Fprintf(os.Stderr, "\n%s\n", words.T("help.close-window"))
		_, _ = bufio.NewReader(os.Stdin).ReadString('\n')
	}
	os.Exit(code)
}

// streams are the standard streams: data goes to out, everything else to err.
type streams struct {
	in  io.Reader
	out io.Writer
	err io.Writer
}
