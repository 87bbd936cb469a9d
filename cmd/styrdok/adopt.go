package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"styrdok/generator"
	"styrdok/generator/decide"
	"styrdok/generator/diag"
	"styrdok/generator/library"
)

func (a *app) adopt() *cobra.Command {
	var file, meeting string
	c := &cobra.Command{
		Use:     "adopt",
		Example: "  styrdok adopt policy/losenord --body kf --date 2026-11-30 --section \"§ 140\"\n  styrdok adopt --meeting content/meetings/2026-11-30-kommunfullmaktige.md",
		Args:    a.takes(0, 1),
	}
	d := a.newDecision(c)
	d.text("body")
	d.date("date")
	d.text("section")
	d.text("case")
	d.date("in-force")
	d.text("version")
	d.date("announced")
	c.Flags().StringVar(&file, "file", "", "")
	c.Flags().StringVar(&meeting, "meeting", "", "")
	c.RunE = func(_ *cobra.Command, args []string) error {
		days, texts, err := d.values()
		if err != nil {
			return err
		}
		if meeting != "" {
			for _, name := range []string{"body", "date", "section", "case", "in-force", "version", "file"} {
				if len(args) > 0 || c.Flags().Changed(name) {
					return usage{errors.New(a.words().T("workflow.meeting-alone"))}
				}
			}
			return a.adoptMeeting(d, meeting, days["announced"])
		}
		if len(args) == 0 {
			return usage{errors.New(a.words().T("workflow.need-document"))}
		}
		if err := d.need("date"); err != nil {
			return err
		}
		adoption := decide.Adoption{
			Document: decide.CleanID(args[0]), Body: texts["body"], Date: days["date"], Section: texts["section"],
			CaseNumber: texts["case"], InForce: days["in-force"], Version: texts["version"], File: file, Announced: days["announced"],
		}
		return a.decide(d, adoption.Date, []library.ID{adoption.Document}, func(s decide.Site) (decide.Outcome, error) {
			return decide.Adopt(s, adoption)
		})
	}
	return c
}

func (a *app) adoptMeeting(d *decision, file string, announced library.Date) error {
	opt, release, err := a.toWrite(d.dryRun)
	if err != nil {
		return err
	}
	defer release()
	m, made, err := generator.Meeting(opt, file)
	if err != nil {
		return a.failed(err, a.words())
	}
	switch {
	case made.BadConfig:
		return a.report(made, false)
	case m == nil || made.HasErrorsIn(m.File):
		// What is wrong elsewhere says nothing of the meeting.
		made.Diags = slices.DeleteFunc(made.Diags, func(d diag.Diagnostic) bool { return !strings.HasPrefix(d.Pos.File, "content/meetings/") })
		if err := a.report(made, false); err != nil {
			return err
		}
		a.noMeeting(made, file)
		return exit(exitContent)
	case len(m.Items) == 0:
		fmt.Fprintf(a.err, "styrdok: %s\n", made.Words.T("workflow.meeting-items", m.File))
		return exit(exitContent)
	}
	var concerned []library.ID
	for _, item := range m.Items {
		concerned = append(concerned, item.Document)
	}
	meeting := *m
	if !announced.IsZero() {
		meeting.Announced = announced
	}
	return a.decide(d, m.Date, concerned, func(s decide.Site) (decide.Outcome, error) { return decide.CarryOut(s, &meeting) })
}
