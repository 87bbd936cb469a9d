package main

import (
	"github.com/spf13/cobra"

	"styrdok/generator/decide"
	"styrdok/generator/library"
)

func (a *app) review() *cobra.Command {
	c := &cobra.Command{
		Use:     "review",
		Example: "  styrdok review policy/losenord --date 2027-02-15 --by \"It-chef\"",
		Args:    a.takes(1, 1),
	}
	d := a.newDecision(c)
	d.date("date")
	d.text("by")
	d.text("section")
	d.text("case")
	c.RunE = func(_ *cobra.Command, args []string) error {
		if err := d.need("date"); err != nil {
			return err
		}
		days, texts, err := d.values()
		if err != nil {
			return err
		}
		r := decide.Review{Document: decide.CleanID(args[0]), Date: days["date"], By: texts["by"], Section: texts["section"], CaseNumber: texts["case"]}
		return a.decide(d, r.Date, []library.ID{r.Document}, func(s decide.Site) (decide.Outcome, error) { return decide.Record(s, r) })
	}
	return c
}
