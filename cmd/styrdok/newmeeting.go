package main

import (
	"github.com/spf13/cobra"

	"styrdok/generator"
	"styrdok/generator/act"
	"styrdok/generator/decide"
)

func (a *app) newMeeting() *cobra.Command {
	d := a.newDecision("new-meeting", 0, maxMatters,
		"  styrdok new-meeting --body ks --date 2026-11-09 --proposes-to kf policy/resor",
		"  styrdok new-meeting --body kf --date 2026-11-30")
	d.c.ValidArgsFunction = completing(a.documentIDs)
	d.date("date")
	d.text("body", "proposes-to")
	d.c.RunE = func(_ *cobra.Command, args []string) error {
		if err := d.read("body", "date"); err != nil {
			return err
		}
		start := decide.MeetingStart{Body: d.values["body"], Date: d.days["date"], ProposesTo: d.values["proposes-to"]}
		for _, arg := range args {
			start.Documents = append(start.Documents, decide.CleanID(arg))
		}
		return d.run(func(opt generator.Options) (*act.Decided, error) { return act.BeginMeeting(opt, start) })
	}
	return d.c
}

// maxMatters is how many documents a meeting can be begun with.
const maxMatters = 200
