package main

import (
	"cmp"
	"errors"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"styrdok/generator"
	"styrdok/generator/act"
	"styrdok/generator/report"
)

// reportMonths is how far back a report compares if nothing else is said.
const reportMonths = 12

// mostMatters is how many matters a meeting begun by a report has if nothing else is said: what one can prepare for a meeting.
const mostMatters = 40

func (a *app) reporting() *cobra.Command {
	var format, out, body string
	var public bool
	var most int
	d := a.newDecision("report", 0, 0, "  styrdok report --body ks -o redovisning.pdf", "  styrdok report --body ks --meeting 2027-01-25")
	c := d.c
	d.date("since", "meeting")
	a.format(c, &format, "text", "json")
	c.Flags().StringVarP(&out, "out", "o", "", "")
	c.Flags().StringVar(&body, "body", "", "")
	c.Flags().BoolVar(&public, "public", false, "")
	c.Flags().IntVar(&most, "most", mostMatters, "")
	c.RunE = a.on(func(opt generator.Options, _ []string) error {
		if err := d.read(); err != nil {
			return err
		}
		words := a.words()
		meeting := d.days["meeting"]
		if most < 1 || most > maxMatters {
			return usage{errors.New(words.T("report.most", maxMatters))}
		}
		found, err := act.Load(opt)
		if err != nil {
			return a.failed(err, words)
		}
		if found.BadConfig || found.Diags.HasErrors() {
			return a.report(found.Opened, found.Diags, false)
		}
		r := act.Reporting{Since: cmp.Or(d.days["since"], opt.Today.AddMonths(-reportMonths)), Public: public}
		if body != "" {
			if r.Body = found.Body(body); r.Body == nil {
				return a.fail(exitContent, words.T("report.unknown-body", body, strings.Join(names(&found.Config)["body"], ", ")))
			}
		}
		if !meeting.IsZero() {
			return d.run(func(opt generator.Options) (*act.Decided, error) { return act.BeginReport(opt, r, meeting, most) })
		}
		if strings.EqualFold(filepath.Ext(out), ".pdf") {
			made, err := found.Report(opt, r)
			if err != nil {
				return err
			}
			if made.Data == nil {
				return a.report(found.Opened, found.Diags, false)
			}
			return a.into(out, found.Opened, just(made.Data))
		}
		told := report.NewAccount(found.Account(r))
		return a.into(out, found.Opened, func(w io.Writer) error {
			if format == "json" {
				return report.WriteJSON(w, told)
			}
			return report.WriteAccountText(w, told, found.Words)
		})
	})
	return c
}
