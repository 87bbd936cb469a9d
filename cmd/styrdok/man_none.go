//go:build !man

package main

import "github.com/spf13/cobra"

// more returns the commands of releases only: none.
func more(*app) []*cobra.Command { return nil }
