package main

import (
	"github.com/spf13/cobra"

	"styrdok/generator"
	"styrdok/generator/act"
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
		return d.run(func(opt generator.Options) (*act.Decided, error) {
			return act.Rename(opt, decide.CleanID(args[0]), decide.CleanID(args[1]))
		})
	}
	return c
}
