package main

import (
	"github.com/spf13/cobra"

	"styrdok/generator/decide"
	"styrdok/generator/library"
)

func (a *app) correct() *cobra.Command {
	var file string
	var markup bool
	c := &cobra.Command{
		Use:     "correct",
		Example: "  styrdok correct policy/losenord --date 2027-01-12 --note \"Rättat stavfel i avsnittet Ansvar\"\n  styrdok correct policy/losenord --date 2027-01-12 --markup --dry-run",
		Args:    a.takes(1, 1),
	}
	d := a.newDecision(c)
	d.date("date")
	d.text("note")
	c.Flags().StringVar(&file, "file", "", "")
	c.Flags().BoolVar(&markup, "markup", false, "")
	c.RunE = func(_ *cobra.Command, args []string) error {
		if markup && !c.Flags().Changed("note") {
			if err := c.Flags().Set("note", a.words().T("workflow.mended-note")); err != nil {
				return err
			}
		}
		if err := d.need("date", "note"); err != nil {
			return err
		}
		days, texts, err := d.values()
		if err != nil {
			return err
		}
		r := decide.Correction{Document: decide.CleanID(args[0]), Date: days["date"], Note: texts["note"], File: file, Markup: markup}
		return a.decide(d, r.Date, []library.ID{r.Document}, func(s decide.Site) (decide.Outcome, error) { return decide.Correct(s, r) })
	}
	return c
}
