package main

import (
	"slices"

	"github.com/spf13/cobra"

	"styrdok/generator"
	"styrdok/generator/library"
	"styrdok/generator/report"
)

func (a *app) due() *cobra.Command {
	var format string
	var states []string
	var fail bool
	c := &cobra.Command{
		Use:  "due",
		Args: a.takes(0, 0),
		RunE: a.on(func(opt generator.Options, _ []string) error {
			for _, s := range states {
				if err := a.oneOf("--state", s, library.ReviewStates()...); err != nil {
					return err
				}
			}
			site, err := a.load(opt)
			if err != nil {
				return err
			}
			place := report.Options{BaseURL: site.Config.Site.BaseURL}
			all := report.Dues(site.Library, place)
			rows := report.Select(all, states)
			switch format {
			case "json":
				err = report.WriteJSON(a.out, rows)
			case "csv":
				err = report.WriteDueCSV(a.out, rows)
			case "ics":
				err = report.WriteDueCalendar(a.out, rows, place, site.Words)
			default:
				if len(states) == 0 {
					rows = report.Pressing(rows)
				}
				err = report.WriteDueText(a.out, rows, site.Words)
			}
			late := slices.ContainsFunc(all, func(d report.Due) bool { return d.State == library.Overdue.String() })
			if err == nil && fail && late {
				return exit(exitContent)
			}
			return err
		}),
	}
	a.format(c, &format, "text", "json", "csv", "ics")
	c.Flags().StringSliceVar(&states, "state", nil, "")
	c.Flags().BoolVar(&fail, "fail", false, "")
	return c
}
