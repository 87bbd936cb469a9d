package main

import (
	"github.com/spf13/cobra"

	"styrdok/generator/decide"
	"styrdok/generator/library"
)

func (a *app) repeal() *cobra.Command {
	c := &cobra.Command{
		Use:     "repeal",
		Example: "  styrdok repeal policy/losenord --date 2027-05-24 --from 2027-07-01 --body kf --section \"§ 71\"",
		Args:    a.takes(1, 1),
	}
	d := a.newDecision(c)
	d.date("date")
	d.date("from")
	d.text("body")
	d.text("section")
	d.text("case")
	c.RunE = func(_ *cobra.Command, args []string) error {
		if err := d.need("date", "body"); err != nil {
			return err
		}
		days, texts, err := d.values()
		if err != nil {
			return err
		}
		r := decide.Repeal{
			Document: decide.CleanID(args[0]), Date: days["date"], From: days["from"],
			Body: texts["body"], Section: texts["section"], CaseNumber: texts["case"],
		}
		return a.decide(d, r.Date, []library.ID{r.Document}, func(s decide.Site) (decide.Outcome, error) { return decide.End(s, r) })
	}
	return c
}
