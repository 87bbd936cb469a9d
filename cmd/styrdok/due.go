package main

import (
	"slices"

	"github.com/spf13/cobra"

	"styrdok/generator/library"
	"styrdok/generator/report"
)

func (a *app) due() *cobra.Command {
	var format string
	var states []string
	var fail bool
	c := &cobra.Command{
		Use:   "due",
		Short: "Visa vad som ska ses över, och vad som är försenat",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			opt, err := a.options()
			if err != nil {
				return err
			}
			if err := oneOf("--format", format, "text", "json", "csv", "ics"); err != nil {
				return err
			}
			for _, s := range states {
				if err := oneOf("--state", s, "unscheduled", "current", "open", "due_soon", "overdue"); err != nil {
					return err
				}
			}
			made, err := a.load(opt)
			if err != nil {
				return err
			}
			place := report.Options{BaseURL: made.Config.Site.BaseURL}
			all := report.Dues(made.Library, place)
			rows := report.Select(all, states)
			switch format {
			case "json":
				err = report.WriteJSON(a.out, rows)
			case "csv":
				err = report.WriteDueCSV(a.out, rows)
			case "ics":
				err = report.WriteDueCalendar(a.out, rows, place, made.Words)
			default:
				if len(states) == 0 {
					rows = report.Pressing(rows)
				}
				err = report.WriteDueText(a.out, rows, made.Words)
			}
			late := slices.ContainsFunc(all, func(d report.Due) bool { return d.State == library.Overdue.String() })
			if err == nil && fail && late {
				return exit(exitContent)
			}
			return err
		},
	}
	c.Flags().StringVar(&format, "format", "text", "text, json, csv eller ics")
	c.Flags().StringSliceVar(&states, "state", nil, "bara dessa lägen: unscheduled, current, open, due_soon, overdue")
	c.Flags().BoolVar(&fail, "fail", false, "avsluta med 1 om något är försenat")
	return c
}
