package main

import (
	"io"
	"slices"

	"github.com/spf13/cobra"

	"styrdok/generator"
	"styrdok/generator/library"
	"styrdok/generator/report"
)

func (a *app) due() *cobra.Command {
	var format, out string
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
			err = a.into(out, site.Opened, func(w io.Writer) error {
				switch format {
				case "json":
					return report.WriteJSON(w, rows)
				case "csv":
					return report.WriteDueCSV(w, rows)
				case "ics":
					return report.WriteDueCalendar(w, rows, place, site.Words)
				}
				if len(states) == 0 {
					rows = report.Pressing(rows)
				}
				return report.WriteDueText(w, rows, site.Words)
			})
			late := slices.ContainsFunc(all, func(d report.Due) bool { return d.State == library.Overdue.String() })
			if err == nil && fail && late {
				return exit(exitContent)
			}
			return err
		}),
	}
	a.format(c, &format, "text", "json", "csv", "ics")
	c.Flags().StringVarP(&out, "out", "o", "", "")
	c.Flags().StringSliceVar(&states, "state", nil, "")
	c.Flags().BoolVar(&fail, "fail", false, "")
	return c
}
