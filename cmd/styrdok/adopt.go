package main

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"styrdok/generator/act"
	"styrdok/generator/decide"
	"styrdok/generator/diag"
	"styrdok/generator/library"
)

func (a *app) adopt() *cobra.Command {
	var file, meeting string
	d := a.newDecision("adopt", 0, 1,
		`  styrdok adopt policy/losenord --body kf --date 2026-11-30 --section "§ 140"`,
		"  styrdok adopt --meeting content/meetings/2026-11-30-kommunfullmaktige.md")
	c := d.c
	d.date("date", "in-force", "announced")
	d.text("body", "section", "case", "version")
	c.Flags().StringVar(&file, "file", "", "")
	c.Flags().StringVar(&meeting, "meeting", "", "")
	c.RunE = func(_ *cobra.Command, args []string) error {
		if err := d.read(); err != nil {
			return err
		}
		if meeting != "" {
			return a.adoptMeeting(d, meeting)
		}
		if len(args) == 0 {
			return usage{errors.New(a.words().T("workflow.need-document"))}
		}
		if err := d.need("date"); err != nil {
			return err
		}
		adoption := decide.Adoption{
			Decision: d.of(args[0]), InForce: d.days["in-force"], Version: d.values["version"], File: file, Announced: d.days["announced"],
		}
		return d.decide(adoption.Date, []library.ID{adoption.Document}, func(s decide.Site) (decide.Outcome, error) {
			return decide.Adopt(s, adoption)
		})
	}
	return c
}

// adoptMeeting carries out what a meeting has decided.
func (a *app) adoptMeeting(d *decision, file string) error {
	opt, release, err := a.toWrite(d.dryRun)
	if err != nil {
		return err
	}
	defer release()
	m, found, err := act.Meeting(opt, file)
	if err != nil {
		return a.failed(err, a.words())
	}
	switch {
	case found.BadConfig:
		return a.report(found.Opened, found.Diags, false)
	case m == nil || found.HasErrorsIn(m.File):
		// Errors elsewhere do not concern the meeting.
		found.Diags = slices.DeleteFunc(found.Diags, func(d diag.Diagnostic) bool { return !strings.HasPrefix(d.Pos.File, "content/meetings/") })
		if err := a.report(found.Opened, found.Diags, false); err != nil {
			return err
		}
		return a.noMeeting(found, file)
	case len(m.Items) == 0:
		return a.fail(exitContent, found.Words.T("workflow.meeting-items", m.File))
	}
	var concerned []library.ID
	for _, item := range m.Items {
		concerned = append(concerned, item.Document)
	}
	meeting := *m
	meeting.Announced = cmp.Or(d.days["announced"], m.Announced)
	return d.decide(m.Date, concerned, func(s decide.Site) (decide.Outcome, error) { return decide.CarryOut(s, &meeting) })
}
