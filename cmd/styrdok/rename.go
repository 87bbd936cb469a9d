package main

import (
	"github.com/spf13/cobra"

	"styrdok/generator"
	"styrdok/generator/decide"
)

func (a *app) rename() *cobra.Command {
	c := &cobra.Command{
		Use:     "rename",
		Example: "  styrdok rename policy/losenrod policy/losenord",
		Args:    a.takes(2, 2),
	}
	d := a.newDecision(c)
	c.RunE = func(_ *cobra.Command, args []string) error {
		opt, release, err := a.toWrite(d.dryRun)
		if err != nil {
			return err
		}
		defer release()
		opt.Progress = a.progress(a.now())
		renamed, err := generator.Rename(opt, decide.CleanID(args[0]), decide.CleanID(args[1]))
		a.clearProgress()
		if err != nil {
			return a.failed(err, a.words())
		}
		return a.settle(renamed, d.dryRun)
	}
	return c
}
