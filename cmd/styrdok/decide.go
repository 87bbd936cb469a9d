package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"styrdok/generator"
	"styrdok/generator/act"
	"styrdok/generator/decide"
	"styrdok/generator/diag"
	"styrdok/generator/edit"
	"styrdok/generator/i18n"
	"styrdok/generator/library"
)

// decision holds the flags of a command that carries out a decision.
type decision struct {
	a            *app
	c            *cobra.Command
	dryRun       bool
	dates, texts []string // names of flags
	// The flags that were given, after read.
	days   map[string]library.Date
	values map[string]string // empty for flags that were not given
}

// newDecision makes such a command, with the flag that all of them have. It takes a number of arguments like [app.takes].
func (a *app) newDecision(name string, least, most int, examples ...string) *decision {
	c := &cobra.Command{Use: name, Example: strings.Join(examples, "\n"), Args: a.takes(least, most)}
	d := &decision{a: a, c: c, days: map[string]library.Date{}, values: map[string]string{}}
	c.Flags().BoolVar(&d.dryRun, "dry-run", false, "")
	return d
}

// date adds flags whose values are days.
func (d *decision) date(names ...string) {
	for _, name := range names {
		d.c.Flags().String(name, "", "")
	}
	d.dates = append(d.dates, names...)
}

// text adds flags whose values are written to files.
func (d *decision) text(names ...string) {
	for _, name := range names {
		d.c.Flags().String(name, "", "")
	}
	d.texts = append(d.texts, names...)
}

// need returns a usage error if a flag is missing.
func (d *decision) need(names ...string) error {
	for _, n := range names {
		if !d.c.Flags().Changed(n) {
			return usage{errors.New(d.a.words().T("workflow.need-flag", n))}
		}
	}
	return nil
}

// read fills days and values, or returns a usage error. Some flags are needed.
func (d *decision) read(needed ...string) error {
	if err := d.need(needed...); err != nil {
		return err
	}
	for _, name := range d.dates {
		given := d.c.Flags().Lookup(name)
		if !given.Changed {
			continue
		}
		day, err := library.ParseDate(strings.TrimSpace(given.Value.String()))
		if err != nil {
			return usage{errors.New(d.a.words().T("workflow.bad-date", name, given.Value))}
		}
		if day.Year < library.OldestYear {
			return usage{errors.New(d.a.words().T("workflow.old-date", name, day, library.OldestYear))}
		}
		d.days[name] = day
	}
	for _, name := range d.texts {
		given := d.c.Flags().Lookup(name).Value.String()
		d.values[name] = strings.TrimSpace(given)
		if name == "section" && d.values[name] != "" && strings.Trim(d.values[name], "0123456789") == "" {
			// The sign is hard to find on some keyboards.
			d.values[name] = "§ " + d.values[name]
		}
		if strings.ContainsFunc(given, func(r rune) bool {
			return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == unicode.ReplacementChar
		}) {
			return usage{errors.New(d.a.words().T("workflow.bad-text", name))}
		}
	}
	return nil
}

// of returns the decision on a document that the flags describe.
func (d *decision) of(document string) decide.Decision {
	return decide.Decision{
		Document: decide.CleanID(document), Date: d.days["date"], Body: cmp.Or(d.values["body"], d.values["by"]),
		Section: d.values["section"], CaseNumber: d.values["case"],
	}
}

// on makes the command carry out a decision on the document that is its argument.
func (d *decision) on(needed []string, carryOut func(decide.Site, decide.Decision) (decide.Outcome, error)) *cobra.Command {
	d.c.RunE = func(_ *cobra.Command, args []string) error {
		if err := d.read(needed...); err != nil {
			return err
		}
		decision := d.of(args[0])
		return d.decide(decision.Date, []library.ID{decision.Document}, func(s decide.Site) (decide.Outcome, error) {
			return carryOut(s, decision)
		})
	}
	return d.c
}

func (a *app) extend() *cobra.Command {
	d := a.newDecision("extend", 1, 1, `  styrdok extend plan/klimat --until 2028-12-31 --date 2026-11-30 --body kf --section "§ 141"`)
	d.date("until", "date")
	d.text("body", "section", "case")
	return d.on([]string{"until", "date"}, func(s decide.Site, decision decide.Decision) (decide.Outcome, error) {
		return decide.Extend(s, decide.Extension{Decision: decision, Until: d.days["until"]})
	})
}

func (a *app) repeal() *cobra.Command {
	d := a.newDecision("repeal", 1, 1, `  styrdok repeal policy/losenord --date 2027-05-24 --from 2027-07-01 --body kf --section "§ 71"`)
	d.date("date", "from")
	d.text("body", "section", "case")
	return d.on([]string{"date", "body"}, func(s decide.Site, decision decide.Decision) (decide.Outcome, error) {
		return decide.End(s, decide.Repeal{Decision: decision, From: d.days["from"]})
	})
}

func (a *app) review() *cobra.Command {
	d := a.newDecision("review", 1, 1, `  styrdok review policy/losenord --date 2027-02-15 --by "It-chef"`)
	d.date("date")
	d.text("by", "section", "case")
	return d.on([]string{"date"}, decide.Record)
}

func (a *app) correct() *cobra.Command {
	d := a.newDecision("correct", 1, 1,
		`  styrdok correct policy/losenord --date 2027-01-12 --note "Rättat stavfel i avsnittet Ansvar"`,
		"  styrdok correct policy/losenord --date 2027-01-12 --markup --dry-run")
	d.date("date")
	d.text("note")
	flags := d.c.Flags()
	file, markup := flags.String("file", "", ""), flags.Bool("markup", false, "")
	d.c.PreRunE = func(*cobra.Command, []string) error {
		if *markup && !flags.Changed("note") {
			return flags.Set("note", a.words().T("workflow.mended-note"))
		}
		return nil
	}
	return d.on([]string{"date", "note"}, func(s decide.Site, decision decide.Decision) (decide.Outcome, error) {
		return decide.Correct(s, decide.Correction{Document: decision.Document, Date: decision.Date, Note: d.values["note"], File: *file, Markup: *markup})
	})
}

func (a *app) begin() *cobra.Command {
	d := a.newDecision("new", 1, 1, `  styrdok new policy/losenord --title "Policy för lösenord"`)
	d.text("title")
	kind := d.c.Flags().String("kind", "", "")
	d.c.RunE = func(_ *cobra.Command, args []string) error {
		if err := d.read(); err != nil {
			return err
		}
		return d.run(func(opt generator.Options) (*act.Decided, error) {
			return act.Begin(opt, decide.Start{Document: decide.CleanID(args[0]), Title: d.values["title"], Kind: *kind})
		})
	}
	return d.c
}

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

func (a *app) rename() *cobra.Command {
	d := a.newDecision("rename", 2, 2, "  styrdok rename policy/losenrod policy/losenord")
	d.c.RunE = func(_ *cobra.Command, args []string) error {
		return d.run(func(opt generator.Options) (*act.Decided, error) {
			return act.Rename(opt, decide.CleanID(args[0]), decide.CleanID(args[1]))
		})
	}
	return d.c
}

// toWrite returns the options of a command that writes the site's files. It takes the lock on them until release is
// called, unless it is a dry run.
func (a *app) toWrite(dryRun bool) (opt generator.Options, release func(), err error) {
	if opt, err = a.options(); err != nil {
		return opt, nil, err
	}
	if a.hold == nil && !dryRun {
		if a.hold, err = act.Take(opt.Dir, opt.Waiting); err != nil {
			return opt, nil, err
		}
		if a.hold != nil && len(a.hold.Finished) > 0 {
			fmt.Fprintln(a.err, a.words().T("command.finished", strings.Join(a.hold.Finished, ", ")))
		}
		return opt, func() { a.hold.Release(); a.hold = nil }, nil
	}
	return opt, func() {}, nil
}

// run carries out a command on the site and reports the result.
func (d *decision) run(carryOut func(generator.Options) (*act.Decided, error)) error {
	opt, release, err := d.a.toWrite(d.dryRun)
	if err != nil {
		return err
	}
	defer release()
	opt.Progress = d.a.progress(d.a.now())
	decided, err := carryOut(opt)
	d.a.clearProgress()
	if err != nil {
		return d.a.failed(err, d.a.words())
	}
	return d.a.settle(decided, d.dryRun)
}

// decide carries out a decision that was made on a day.
func (d *decision) decide(day library.Date, concerned []library.ID, carryOut func(decide.Site) (decide.Outcome, error)) error {
	return d.run(func(opt generator.Options) (*act.Decided, error) {
		decided, err := act.Decide(opt, day, concerned, carryOut)
		if err == nil && day.After(opt.Today) {
			key := "workflow.next.future"
			if d.c.Name() != "adopt" {
				key = "workflow.next.future-decision"
			}
			decided.Next = append([]decide.Sentence{{Key: key, Args: []any{day}}}, decided.Next...)
		}
		return decided, err
	})
}

// settle reports why a decision is refused, or else shows it or writes it, and reports what was done and what remains.
func (a *app) settle(d *act.Decided, dryRun bool) error {
	words := d.Before.Words
	if d.Before.BadConfig {
		return a.report(d.Before.Opened, d.Before.Diags, false)
	}
	if !d.OK() {
		list, reason := d.Refused, "workflow.refused"
		if !list.HasErrors() {
			list, reason = d.New, "workflow.refused-new"
		}
		if err := diag.Write(a.err, list, diag.WriteOptions{Texts: words, Line: d.Line, Color: a.color()}); err != nil {
			return err
		}
		fmt.Fprintln(a.err, words.T(reason))
		return exit(exitContent)
	}
	if err := diag.Write(a.err, d.House, diag.WriteOptions{Texts: words, Line: d.Line, Color: a.color()}); err != nil {
		return err
	}
	if d.Empty() {
		for _, s := range d.Done {
			fmt.Fprintln(a.out, words.T(s.Key, s.Args...))
		}
		fmt.Fprintln(a.out, words.T("workflow.no-change"))
		return nil
	}
	if dryRun {
		if _, err := a.out.Write(d.Diff()); err != nil {
			return err
		}
		fmt.Fprintln(a.err, words.T("workflow.dry-run"))
		writeOutcome(a.err, d, words)
		return nil
	}
	if err := unbroken(func() error { return d.Write(a.hold) }); err != nil {
		return a.notWritten(err, words)
	}
	writeOutcome(a.out, d, words)
	return nil
}

func (a *app) seal() *cobra.Command {
	d := a.newDecision("seal", 0, 0)
	d.c.RunE = func(*cobra.Command, []string) error {
		opt, release, err := a.toWrite(d.dryRun)
		if err != nil {
			return err
		}
		defer release()
		sealed, n, err := act.Seal(opt)
		if err != nil {
			return a.failed(err, a.words())
		}
		words := sealed.Before.Words
		switch {
		case sealed.Before.BadConfig || !sealed.OK():
		case n == 0 && sealed.Renewed() == 0 && sealed.Empty():
			key := "workflow.nothing-to-seal"
			if sealed.Versions() == 0 {
				key = "workflow.no-versions"
			}
			fmt.Fprintln(a.out, words.T(key))
			return nil
		}
		if err := a.settle(sealed, d.dryRun); err != nil || d.dryRun {
			return err
		}
		fmt.Fprintln(a.out, words.N("workflow.sealed", sealed.Versions()))
		if n := sealed.Renewed(); n > 0 {
			fmt.Fprintln(a.out, words.N("workflow.renewed", n))
		}
		return nil
	}
	return d.c
}

// notWritten reports in words why files were left alone.
func (a *app) notWritten(err error, words *i18n.Texts) error {
	key := keyOf(err, []reason{
		{edit.ErrChanged, "changed-meanwhile"}, {edit.ErrSymlink, "symlink"}, {edit.ErrReadOnly, "read-only"}, {fs.ErrExist, "exists"},
	})
	if key == "" {
		return err
	}
	var of *fs.PathError
	errors.As(err, &of)
	return a.fail(exitContent, words.T("workflow."+key, of.Path))
}

// writeOutcome writes what was done and what remains to be done.
func writeOutcome(w io.Writer, d *act.Decided, words *i18n.Texts) {
	for _, s := range d.Done {
		fmt.Fprintln(w, words.T(s.Key, s.Args...))
	}
	if len(d.Next) == 0 {
		return
	}
	fmt.Fprintln(w, words.T("workflow.next-heading"))
	for _, s := range d.Next {
		fmt.Fprintln(w, "  - "+words.T(s.Key, s.Args...))
	}
}
