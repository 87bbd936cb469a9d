package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"styrdok/generator/act"
)

func (a *app) seal() *cobra.Command {
	d := a.newDecision("seal", 0, 0)
	d.c.RunE = func(*cobra.Command, []string) error {
		opt, release, err := a.toWrite(d.dryRun)
		if err != nil {
			return err
		}
		defer release()
		sealed, n, err := act.Seal(opt)
		if err != nil {
			return a.failed(err, a.words())
		}
		words := sealed.Before.Words
		switch {
		case sealed.Before.BadConfig || !sealed.OK():
		case n == 0 && sealed.Renewed() == 0 && sealed.Empty():
			key := "workflow.nothing-to-seal"
			if sealed.Versions() == 0 {
				key = "workflow.no-versions"
			}
			fmt.Fprintln(a.out, words.T(key))
			return nil
		}
		if err := a.settle(sealed, d.dryRun); err != nil || d.dryRun {
			return err
		}
		fmt.Fprintln(a.out, words.N("workflow.sealed", sealed.Versions()))
		if n := sealed.Renewed(); n > 0 {
			fmt.Fprintln(a.out, words.N("workflow.renewed", n))
		}
		return nil
	}
	return d.c
}
