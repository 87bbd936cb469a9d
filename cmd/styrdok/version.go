package main

import (
	_ "embed"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// licences holds the licences of everything in the program that others have made. TestLicences writes it.
//
//go:embed licences.txt
var licences string

func (a *app) version() *cobra.Command {
	var all bool
	c := &cobra.Command{
		Use:  "version",
		Args: a.takes(0, 0),
		RunE: func(*cobra.Command, []string) error {
			if all {
				_, err := io.WriteString(a.out, licences)
				return err
			}
			return a.writeVersion()
		},
	}
	c.Flags().BoolVar(&all, "licences", false, "")
	c.Flags().SetNormalizeFunc(func(_ *pflag.FlagSet, name string) pflag.NormalizedName {
		return pflag.NormalizedName(strings.Replace(name, "licenses", "licences", 1)) // as it is spelled in America
	})
	return c
}

func (a *app) writeVersion() error {
	_, err := fmt.Fprintf(a.out, "styrdok %s (%s, %s/%s)\n", release(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return err
}

// stamped is the version that a release is built with.
var stamped string

// release returns the program's version: the stamped one, or else that of its build information.
func release() string {
	if stamped != "" {
		return stamped
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}
