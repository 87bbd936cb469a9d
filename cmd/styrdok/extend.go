package main

import (
	"github.com/spf13/cobra"

	"styrdok/generator/decide"
)

func (a *app) extend() *cobra.Command {
	c := &cobra.Command{
		Use:     "extend",
		Example: "  styrdok extend plan/klimat --until 2028-12-31 --date 2026-11-30 --body kf --section \"§ 141\"",
		Args:    a.takes(1, 1),
	}
	d := a.newDecision(c)
	d.date("until", "date")
	d.text("body", "section", "case")
	d.on([]string{"until", "date"}, func(s decide.Site, decision decide.Decision) (decide.Outcome, error) {
		return decide.Extend(s, decide.Extension{Decision: decision, Until: d.days["until"]})
	})
	return c
}
