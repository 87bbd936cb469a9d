package main

import (
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"styrdok/generator"
	"styrdok/generator/account"
	"styrdok/generator/decide"
	"styrdok/generator/library"
	"styrdok/generator/report"
)

func (a *app) due() *cobra.Command {
	var format, out string
	var states []string
	var by, until string
	var fail, spread, write, dryRun bool
	var c *cobra.Command
	c = &cobra.Command{
		Use:  "due",
		Args: a.takes(0, 0),
		RunE: a.on(func(opt generator.Options, _ []string) error {
			for _, s := range states {
				if err := a.oneOf("--state", s, library.ReviewStates()...); err != nil {
					return err
				}
			}
			day, err := a.untilDay(opt, until)
			if err != nil {
				return err
			}
			if by != "" {
				if err := a.oneOf("--by", by, report.GroupKeys...); err != nil {
					return err
				}
			}
			if spread {
				return a.spread(c, opt, day, format, out, write, dryRun)
			}
			site, err := a.load(opt)
			if err != nil {
				return err
			}
			place := report.Options{BaseURL: site.Config.Site.BaseURL}
			all := report.Dues(site.Library, place)
			rows := report.Select(all, states)
			if until != "" {
				rows = report.Until(rows, day)
			}
			err = a.into(out, site.Opened, func(w io.Writer) error {
				switch {
				case by != "" && format == "json":
					return report.WriteJSON(w, report.GroupBy(rows, by))
				case by != "" && format == "csv":
					return report.WriteGroupsCSV(w, report.GroupBy(rows, by))
				case format == "json":
					return report.WriteJSON(w, rows)
				case format == "csv":
					return report.WriteDueCSV(w, rows)
				case format == "ics":
					return report.WriteDueCalendar(w, rows, place, site.Words)
				}
				if len(states) == 0 && until == "" {
					rows = report.Pressing(rows)
				}
				if by != "" {
					return report.WriteGroupsText(w, report.GroupBy(rows, by), by, site.Words)
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
	c.Flags().StringVar(&by, "by", "", "")
	c.Flags().StringVar(&until, "until", "", "")
	c.Flags().BoolVar(&spread, "spread", false, "")
	c.Flags().BoolVar(&write, "write", false, "")
	c.Flags().BoolVar(&dryRun, "dry-run", false, "")
	return c
}

// planMonths is how far ahead reviews are spread if nothing else is said: a term of office.
const planMonths = 48

// untilDay is the day of --until, or without one a term of office ahead.
func (a *app) untilDay(opt generator.Options, until string) (library.Date, error) {
	if until == "" {
		return opt.Today.AddMonths(planMonths), nil
	}
	day, err := library.ParseDate(strings.TrimSpace(until))
	if err != nil {
		return day, usage{errors.New(a.words().T("workflow.bad-date", "until", until))}
	}
	return day, nil
}

// spread shows a plan of reviews, and records the days that it proposes if it is to write.
func (a *app) spread(c *cobra.Command, opt generator.Options, until library.Date, format, out string, write, dryRun bool) error {
	site, err := a.load(opt)
	if err != nil {
		return err
	}
	plan := account.Spread(site.Library, until)
	told := report.NewPlan(plan)
	if !write && !dryRun {
		return a.into(out, site.Opened, func(w io.Writer) error {
			switch format {
			case "json":
				return report.WriteJSON(w, told)
			case "csv":
				return report.WritePlanCSV(w, told)
			}
			return report.WritePlanText(w, told, site.Words)
		})
	}
	var ids []library.ID
	for _, day := range recordable(plan) {
		ids = append(ids, day.Document)
	}
	d := &decision{a: a, c: c, dryRun: dryRun}
	return d.decide(library.Date{}, ids, func(s decide.Site) (decide.Outcome, error) {
		return decide.Schedule(s, recordable(account.Spread(s.Library, until)))
	})
}

// recordable are the days of a plan that can be recorded.
func recordable(p account.Plan) (out []decide.ReviewDay) {
	for _, m := range p.Moves {
		if m.Recordable() {
			out = append(out, decide.ReviewDay{Document: m.Document.ID, Day: m.Day})
		}
	}
	return out
}
