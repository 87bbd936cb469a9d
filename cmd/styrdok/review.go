package main

import (
	"github.com/spf13/cobra"

	"styrdok/generator/decide"
)

func (a *app) review() *cobra.Command {
	c := &cobra.Command{
		Use:     "review",
		Example: "  styrdok review policy/losenord --date 2027-02-15 --by \"It-chef\"",
		Args:    a.takes(1, 1),
	}
	d := a.newDecision(c)
	d.date("date")
	d.text("by", "section", "case")
	d.on([]string{"date"}, decide.Record)
	return c
}
