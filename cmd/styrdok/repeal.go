package main

import (
	"github.com/spf13/cobra"

	"styrdok/generator/decide"
)

func (a *app) repeal() *cobra.Command {
	c := &cobra.Command{
		Use:     "repeal",
		Example: "  styrdok repeal policy/losenord --date 2027-05-24 --from 2027-07-01 --body kf --section \"§ 71\"",
		Args:    a.takes(1, 1),
	}
	d := a.newDecision(c)
	d.date("date", "from")
	d.text("body", "section", "case")
	d.on([]string{"date", "body"}, func(s decide.Site, decision decide.Decision) (decide.Outcome, error) {
		return decide.End(s, decide.Repeal{Decision: decision, From: d.days["from"]})
	})
	return c
}
