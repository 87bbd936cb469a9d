package main

import (
	"io"

	"github.com/spf13/cobra"

	"styrdok/generator"
	"styrdok/generator/load"
	"styrdok/generator/report"
)

func (a *app) list() *cobra.Command {
	var format, out string
	c := &cobra.Command{
		Use:  "list",
		Args: a.takes(0, 0),
		RunE: a.on(func(opt generator.Options, _ []string) error {
			site, err := a.load(opt)
			if err != nil {
				return err
			}
			rows := report.List(site.Library, report.Options{BaseURL: site.Config.Site.BaseURL})
			return a.into(out, site.Opened, func(w io.Writer) error {
				if format == "json" {
					return report.WriteJSON(w, rows)
				}
				return report.WriteListText(w, rows, site.Words)
			})
		}),
	}
	a.format(c, &format, "text", "json")
	c.Flags().StringVarP(&out, "out", "o", "", "")
	return c
}

// load reads and resolves the documents without making pages or prints. It reports errors and stops at them.
func (a *app) load(opt generator.Options) (*load.Site, error) {
	site, diags, err := load.Load(opt.Reading())
	if err != nil {
		return nil, a.failed(err, a.words())
	}
	if diags.HasErrors() {
		return nil, a.report(site.Opened, diags, false)
	}
	return site, nil
}
