package main

import (
	"github.com/spf13/cobra"

	"styrdok/generator"
	"styrdok/generator/act"
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
		if err := d.read(); err != nil {
			return err
		}
		return d.run(func(opt generator.Options) (*act.Decided, error) {
			return act.Begin(opt, decide.Start{Document: decide.CleanID(args[0]), Title: d.values["title"], Kind: kind})
		})
	}
	return c
}
