//go:build man

package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

// swedishHeads are the headings of pages for man in Swedish, by what cobra calls them.
var swedishHeads = strings.NewReplacer(".SH NAME", ".SH NAMN", ".SH SYNOPSIS", ".SH SYNTAX", ".SH DESCRIPTION", ".SH BESKRIVNING",
	".SH OPTIONS INHERITED FROM PARENT COMMANDS", ".SH FLAGGOR SOM ALLA KOMMANDON HAR", ".SH OPTIONS", ".SH FLAGGOR", ".SH EXAMPLE", ".SH EXEMPEL", ".SH SEE ALSO", ".SH SE ÄVEN")

// more adds a command that writes the pages for man. It is built for releases only, since what writes them is needed by
// nobody else.
func more(a *app) []*cobra.Command {
	return []*cobra.Command{{
		Use:    "man",
		Hidden: true,
		Args:   a.takes(1, 1),
		RunE: func(c *cobra.Command, args []string) error {
			if err := os.MkdirAll(args[0], 0o755); err != nil {
				return err
			}
			seconds, err := strconv.ParseInt(a.getenv("SOURCE_DATE_EPOCH"), 10, 64)
			if err != nil {
				return err
			}
			date := time.Unix(seconds, 0).UTC()
			root := c.Root()
			root.DisableAutoGenTag = true
			for _, page := range append([]*cobra.Command{root}, root.Commands()...) {
				if page.Hidden {
					continue
				}
				var b bytes.Buffer
				if err := doc.GenMan(page, &doc.GenManHeader{Section: "1", Date: &date, Source: "styrdok " + strings.TrimPrefix(release(), "v"), Manual: "styrdok"}, &b); err != nil {
					return err
				}
				text := b.String()
				if a.language == "sv" {
					text = swedishHeads.Replace(text)
				}
				if err := os.WriteFile(filepath.Join(args[0], strings.ReplaceAll(page.CommandPath(), " ", "-")+".1"), []byte(text), 0o644); err != nil {
					return err
				}
			}
			return nil
		},
	}}
}
