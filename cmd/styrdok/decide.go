package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"styrdok/generator"
	"styrdok/generator/decide"
	"styrdok/generator/diag"
	"styrdok/generator/edit"
	"styrdok/generator/i18n"
	"styrdok/generator/library"
)

// decision is what the commands that carry out decisions share: their flags.
type decision struct {
	a      *app
	c      *cobra.Command
	dryRun bool
	dates  map[string]*string
	texts  map[string]*string
}

// newDecision adds the flag that all of them have.
func (a *app) newDecision(c *cobra.Command) *decision {
	d := &decision{a: a, c: c, dates: map[string]*string{}, texts: map[string]*string{}}
	c.Flags().BoolVar(&d.dryRun, "dry-run", false, "")
	return d
}

// date adds a flag that takes a day.
func (d *decision) date(name string) { d.dates[name] = d.c.Flags().String(name, "", "") }

// text adds a flag that takes words which end up in a file.
func (d *decision) text(name string) { d.texts[name] = d.c.Flags().String(name, "", "") }

// need checks flags that must be given.
func (d *decision) need(names ...string) error {
	for _, n := range names {
		given := d.c.Flags().Lookup(n)
		if !given.Changed {
			return usage{errors.New(d.a.words().T("workflow.need-flag", n))}
		}
		if strings.TrimSpace(given.Value.String()) == "" {
			return usage{errors.New(d.a.words().T("workflow.empty-flag", n))}
		}
	}
	return nil
}

// values reads the flags that were given.
func (d *decision) values() (map[string]library.Date, map[string]string, error) {
	days, texts := map[string]library.Date{}, map[string]string{}
	for name, value := range d.dates {
		if *value == "" && !d.c.Flags().Changed(name) {
			continue
		}
		day, err := library.ParseDate(strings.TrimSpace(*value))
		if err != nil {
			return nil, nil, usage{errors.New(d.a.words().T("workflow.bad-date", name, *value))}
		}
		days[name] = day
	}
	for name, value := range d.texts {
		texts[name] = strings.TrimSpace(*value)
		if name == "section" && onlyDigits(texts[name]) {
			// The sign is hard to find on some keyboards.
			texts[name] = "§ " + texts[name]
		}
		if strings.ContainsFunc(*value, func(r rune) bool {
			return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == unicode.ReplacementChar
		}) {
			return nil, nil, usage{errors.New(d.a.words().T("workflow.bad-text", name))}
		}
	}
	return days, texts, nil
}

func onlyDigits(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return r < '0' || r > '9' })
}

// toWrite are the options of a command that writes the site's files: nobody else writes them until they
// are released. A dry run only looks.
func (a *app) toWrite(dryRun bool) (opt generator.Options, release func(), err error) {
	if opt, err = a.options(); err != nil {
		return opt, nil, err
	}
	if a.hold == nil && !dryRun {
		if a.hold, err = generator.Take(opt); err != nil {
			return opt, nil, err
		}
		opt.Hold = a.hold
		return opt, func() { a.hold.Release(); a.hold = nil }, nil
	}
	opt.Hold = a.hold
	return opt, func() {}, nil
}

// decide carries out a decision on documents and tells of it.
func (a *app) decide(d *decision, day library.Date, concerned []library.ID, carryOut func(decide.Site) (decide.Outcome, error)) error {
	opt, release, err := a.toWrite(d.dryRun)
	if err != nil {
		return err
	}
	defer release()
	opt.Progress = a.progress(a.now())
	decided, err := generator.Decide(opt, day, concerned, carryOut)
	a.clearProgress()
	if err != nil {
		return a.failed(err, a.words())
	}
	if day.After(opt.Today) {
		key := "workflow.next.future"
		if d.c.Name() != "adopt" {
			key = "workflow.next.future-decision"
		}
		decided.Next = append([]decide.Sentence{{Key: key, Args: []any{day}}}, decided.Next...)
	}
	return a.settle(decided, d.dryRun)
}

// settle reports why a decision cannot be carried out, or shows it, or writes it and tells what
// was done and what remains.
func (a *app) settle(d *generator.Decided, dryRun bool) error {
	words := d.Made.Words
	if d.Made.BadConfig {
		return a.report(d.Made, false)
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
		for _, s := range d.Done {
			if s.Key == decide.Appeal {
				// It holds whether or not the decision has been entered already.
				fmt.Fprintln(a.err, words.T(s.Key, s.Args...))
			}
		}
		return exit(exitContent)
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
		tell(a.err, d, words)
		return nil
	}
	if err := unbroken(d.Write); err != nil {
		return a.notWritten(err, words)
	}
	tell(a.out, d, words)
	return nil
}

// notWritten words the reasons for which files are left alone.
func (a *app) notWritten(err error, words *i18n.Texts) error {
	key := ""
	switch {
	case errors.Is(err, edit.ErrChanged):
		key = "workflow.changed-meanwhile"
	case errors.Is(err, edit.ErrSymlink):
		key = "workflow.symlink"
	case errors.Is(err, edit.ErrReadOnly):
		key = "workflow.read-only"
	case errors.Is(err, fs.ErrExist):
		key = "workflow.exists"
	default:
		return err
	}
	var of *fs.PathError
	errors.As(err, &of)
	fmt.Fprintf(a.err, "styrdok: %s\n", words.T(key, of.Path))
	return exit(exitContent)
}

// tell writes what was done, and what remains to be done.
func tell(w io.Writer, d *generator.Decided, words *i18n.Texts) {
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
