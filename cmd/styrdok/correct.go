package main

import (
	"github.com/spf13/cobra"

	"styrdok/generator/decide"
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
	d.on([]string{"date", "note"}, func(s decide.Site, decision decide.Decision) (decide.Outcome, error) {
		return decide.Correct(s, decide.Correction{Document: decision.Document, Date: decision.Date, Note: d.values["note"], File: file, Markup: markup})
	})
	c.PreRunE = func(*cobra.Command, []string) error {
		if markup && !c.Flags().Changed("note") {
			return c.Flags().Set("note", a.words().T("workflow.mended-note"))
		}
		return nil
	}
	return c
}
