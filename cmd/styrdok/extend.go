package main

import (
	"github.com/spf13/cobra"

	"styrdok/generator/decide"
	"styrdok/generator/library"
)

func (a *app) extend() *cobra.Command {
	c := &cobra.Command{
		Use:     "extend",
		Example: "  styrdok extend plan/klimat --until 2028-12-31 --date 2026-11-30 --body kf --section \"§ 141\"",
		Args:    a.takes(1, 1),
	}
	d := a.newDecision(c)
	d.date("until")
	d.date("date")
	d.text("body")
	d.text("section")
	d.text("case")
	c.RunE = func(_ *cobra.Command, args []string) error {
		if err := d.need("until", "date"); err != nil {
			return err
		}
		days, texts, err := d.values()
		if err != nil {
			return err
		}
		e := decide.Extension{
			Document: decide.CleanID(args[0]), Date: days["date"], Until: days["until"],
			Body: texts["body"], Section: texts["section"], CaseNumber: texts["case"],
		}
		return a.decide(d, e.Date, []library.ID{e.Document}, func(s decide.Site) (decide.Outcome, error) { return decide.Extend(s, e) })
	}
	return c
}
