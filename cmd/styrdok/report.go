package main

import (
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
	c := &cobra.Command{
		Use:     "report",
		Example: "  styrdok report --body ks -o redovisning.pdf\n  styrdok report --body ks --meeting 2027-01-25",
		Args:    a.takes(0, 0),
	}
	d := a.newDecision(c)
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
		switch {
		case !meeting.IsZero() && body == "":
			return usage{errors.New(words.T("report.meeting-body"))}
		case meeting.IsZero() && d.dryRun:
			return usage{errors.New(words.T("report.dry-run"))}
		case most < 1 || most > maxMatters:
			return usage{errors.New(words.T("report.most", maxMatters))}
		}
		found, err := act.Load(opt)
		if err != nil {
			return a.failed(err, words)
		}
		if found.BadConfig || found.Diags.HasErrors() {
			return a.report(found.Opened, found.Diags, false)
		}
		r := act.Reporting{Since: d.days["since"], Public: public}
		if r.Since.IsZero() {
			r.Since = opt.Today.AddMonths(-reportMonths)
		}
		if body != "" {
			if r.Body = found.Body(body); r.Body == nil {
				return a.fail(exitContent, words.T("report.unknown-body", body, bodyNames(found)))
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

// bodyNames are the bodies of a site, for a message.
func bodyNames(f *act.Found) string {
	var out []string
	for _, b := range f.Config.Rules.Bodies {
		out = append(out, string(b.ID))
	}
	return strings.Join(out, ", ")
}
