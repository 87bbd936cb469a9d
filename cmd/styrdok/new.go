package main

import (
	"github.com/spf13/cobra"

	"styrdok/generator"
	"styrdok/generator/decide"
)

func (a *app) begin() *cobra.Command {
	var kind string
	c := &cobra.Command{
		Use:     "new",
		Example: "  styrdok new policy/losenord --title \"Policy för lösenord\"",
		Args:    a.takes(1, 1),
	}
	d := a.newDecision(c)
	d.text("title")
	c.Flags().StringVar(&kind, "kind", "", "")
	c.RunE = func(_ *cobra.Command, args []string) error {
		_, texts, err := d.values()
		if err != nil {
			return err
		}
		opt, release, err := a.toWrite(d.dryRun)
		if err != nil {
			return err
		}
		defer release()
		opt.Progress = a.progress(a.now())
		decided, err := generator.Begin(opt, decide.Start{Document: decide.CleanID(args[0]), Title: texts["title"], Kind: kind})
		a.clearProgress()
		if err != nil {
			return a.failed(err, a.words())
		}
		return a.settle(decided, d.dryRun)
	}
	return c
}
