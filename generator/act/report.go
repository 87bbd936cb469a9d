package act

import (
	"cmp"
	"slices"
	"strings"

	"styrdok/generator"
	"styrdok/generator/account"
	"styrdok/generator/decide"
	"styrdok/generator/library"
	"styrdok/generator/printing"
	"styrdok/generator/site"
	"styrdok/generator/source"
	"styrdok/generator/unit"
)

// Reporting says what a report is about.
type Reporting struct {
	Body   *library.Body // nil: all bodies
	Since  library.Date
	Public bool // only what the public may see
}

// Account returns the account that a report tells of.
func (f *Found) Account(r Reporting) *account.Account {
	lib := f.Library
	if r.Public {
		lib = lib.Public()
	}
	out := account.Of(lib, account.NewHistory(lib), r.Body, r.Since)
	if r.Public {
		out.Proposals = nil // they are for those who prepare decisions
	}
	return out
}

// ReportPage words the report to a body. It is nil if the site cannot be read; f tells why.
func (f *Found) ReportPage(opt generator.Options, r Reporting) (*site.Directory, *site.Page, error) {
	planner, diags, err := newPlanner(f, opt)
	if err != nil {
		return nil, nil, err
	}
	// Other texts are not part of it.
	if f.Diags = f.Settle(about(diags)); f.Diags.HasErrors() {
		return nil, nil, nil
	}
	planner.in.Internal, planner.in.HideReview = !r.Public, false
	dir, _ := site.NewDirectory(f.Library, planner.in, f.SiteWords())
	return dir, dir.Report(f.Account(r)), nil
}

// Report prints the report to a body. If somebody wrote something wrong it has no data, and f tells.
func (f *Found) Report(opt generator.Options, r Reporting) (printing.Printed, error) {
	dir, pg, err := f.ReportPage(opt, r)
	if pg == nil || err != nil {
		return printing.Printed{}, err
	}
	prints, diags, err := unit.NewPrints(f.Site, opt.Making(), 1)
	if err != nil {
		return printing.Printed{}, err
	}
	if f.Diags = append(f.Diags, diags...); f.Diags.HasErrors() {
		return printing.Printed{}, nil
	}
	return prints.Report(dir.Frame, pg)
}

// BeginReport makes the file of a meeting that treats the decisions which an account proposes, in memory: at most so many, those
// that have waited longest.
func BeginReport(opt generator.Options, r Reporting, day library.Date, most int) (*Decided, error) {
	m, err := Load(opt)
	if err != nil {
		return nil, err
	}
	words := m.SiteWords()
	start := decide.MeetingStart{
		Body: string(r.Body.ID), Date: day, Title: words.T("workflow.report.title"), Suffix: words.T("workflow.report.file"),
		Text: words.T("workflow.report.text"), Notes: map[library.ID]string{}, Meetings: m.Content.Meetings,
	}
	return Decide(opt, library.Date{}, nil, func(s decide.Site) (decide.Outcome, error) {
		lib := s.Library
		var all []account.Proposal
		var ended []string
		for _, p := range account.Of(lib, account.NewHistory(lib), r.Body, r.Since).Proposals {
			if until := p.Document.InForce.ValidUntil; !until.IsZero() && until.Before(day) {
				ended = append(ended, string(p.Document.ID))
			} else {
				all = append(all, p)
			}
		}
		counts, before := map[string]int{}, ""
		chosen := inTurn(all, most)
		for _, p := range chosen {
			counts[p.Action]++
		}
		for _, p := range chosen {
			d := p.Document
			key := "workflow.report.soon"
			day := d.Review.Due
			switch {
			case p.Action == "extend":
				key, day = "workflow.report.until", d.InForce.ValidUntil
			case d.Review.State == library.Overdue:
				key, day = "workflow.report.late", d.Review.OverdueSince
			}
			note := words.T(key, d.Title(), day)
			if p.Action != before {
				note = words.T("workflow.report."+p.Action, counts[p.Action]) + "\n\n" + note
				before = p.Action
			}
			start.Notes[d.ID] = note
			start.Items = append(start.Items, source.MeetingItem{Document: d.ID, Action: p.Action, Until: p.Until})
		}
		outcome, err := decide.BeginMeeting(s, start)
		if len(ended) > 0 {
			outcome.Next = append(outcome.Next, decide.Sentence{Key: "workflow.next.report-ended", Args: []any{strings.Join(ended, ", ")}})
		}
		if left := len(all) - len(chosen); left > 0 {
			outcome.Next = append(outcome.Next, decide.Sentence{Key: "workflow.next.report-left", Args: []any{left}})
		}
		return outcome, err
	})
}

// inTurn chooses at most so many proposals: one of each action in turn, those that have waited longest first. They keep their
// order.
func inTurn(all []account.Proposal, most int) []account.Proposal {
	rank := make([]int, len(all)) // of each among those of its action, by day
	order := make([]int, len(all))
	seen := map[string]int{}
	for i, p := range all { // by action, then day
		order[i], rank[i] = i, seen[p.Action]
		seen[p.Action]++
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(rank[a], rank[b]) })
	order = order[:min(most, len(order))]
	slices.Sort(order)
	out := make([]account.Proposal, len(order))
	for i, at := range order {
		out[i] = all[at]
	}
	return out
}

// Body finds a body by its ID, name or short name; nil if there is none.
func (f *Found) Body(name string) *library.Body {
	b := f.Config.Rules.Body(name)
	if b == nil {
		return nil
	}
	for i := range f.Library.Bodies {
		if f.Library.Bodies[i].ID == b.ID {
			return &f.Library.Bodies[i]
		}
	}
	return b
}
