package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"styrdok/generator"
	"styrdok/generator/act"
	"styrdok/generator/diag"
	"styrdok/generator/i18n"
	"styrdok/generator/library"
	"styrdok/generator/load"
	"styrdok/generator/lock"
	"styrdok/themes"
)

// Exit codes. They are an interface for scripts.
const (
	exitFine    = 0
	exitContent = 1 // errors in the site's files, or overdue reviews
	exitUsage   = 2 // command line or configuration
	exitMachine = 3 // disk, memory, permissions
)

// exit is an exit code for an error that has been reported.
type exit int

func (e exit) Error() string { return "exit " + strconv.Itoa(int(e)) }

// usage is a mistake on the command line.
type usage struct{ error }

// app is the state that all commands share.
type app struct {
	streams
	getenv func(string) string
	now    func() time.Time

	dir      string
	today    string
	lang     string    // as given by --lang; may be empty
	hold     *act.Hold // the lock on the site's files, if a command holds it
	telling  sync.Mutex
	waited   map[lock.Wait]time.Time // when it was told last
	language string                  // of help, and of messages before the configuration is read
}

// run runs the command line in args and returns the exit code.
func run(args []string, s streams, getenv func(string) string, now func() time.Time) int {
	a := &app{streams: s, getenv: getenv, now: now, language: language(args)}
	root := a.root()
	root.SetArgs(args)
	err := root.Execute()
	var code exit
	var bad usage
	switch {
	case err == nil:
		return exitFine
	case errors.As(err, &code):
		return int(code)
	case errors.As(err, &bad):
		fmt.Fprintf(s.err, "styrdok: %v\n", err)
		return exitUsage
	}
	fmt.Fprintf(s.err, "styrdok: %s\n", machine(err, a.words()))
	return int(codeOf(err))
}

func (a *app) root() *cobra.Command {
	var version bool
	c := &cobra.Command{
		Use:           "styrdok",
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          func(c *cobra.Command, args []string) error { return a.unknownCommand(c, args) },
		PersistentPreRunE: func(c *cobra.Command, args []string) error {
			for i := range args { // as Explorer copies them
				if rel, inside := within(a.dir, args[i]); inside && filepath.IsAbs(args[i]) {
					args[i] = rel
				}
			}
			return a.checkFlags(c, args)
		},
		RunE: func(c *cobra.Command, _ []string) error {
			if version {
				return a.writeVersion()
			}
			if c.Flags().NFlag() > 0 {
				return a.noCommand()
			}
			return c.Help()
		},
	}
	c.SuggestionsMinimumDistance = 2
	c.SetIn(a.in)
	c.SetOut(a.out)
	c.SetErr(a.err)
	c.SetFlagErrorFunc(a.badFlag)
	f := c.PersistentFlags()
	f.StringVarP(&a.dir, "dir", "C", ".", "")
	f.StringVar(&a.today, "today", "", "")
	f.StringVar(&a.lang, "lang", "", "")
	c.Flags().BoolVarP(&version, "version", "v", false, "")
	c.AddCommand(a.reporting())
	c.AddCommand(a.build(), a.check(), a.list(), a.due(), a.print(), a.bundle(), a.diff(), a.serve(), a.version(),
		a.init(), a.begin(), a.newMeeting(), a.importFiles(), a.rename(), a.adopt(), a.review(), a.extend(), a.repeal(), a.correct(), a.seal(), a.archive(), a.remind(), a.notify(), a.verify(), a.explain(), a.completion())
	c.CompletionOptions.DisableDefaultCmd = true
	c.SetHelpCommand(a.help())
	c.AddCommand(append(more(a), a.schema())...)
	a.worded(c)
	return c
}

// verifying is the [generator.Options.Verify] of all commands. Tests set it.
var verifying func(before, now any) string

// options returns the generator's options that all commands share.
func (a *app) options() (generator.Options, error) {
	day, err := a.day()
	if err != nil {
		return generator.Options{}, err
	}
	return generator.Options{Dir: a.dir, Today: day, Lang: a.lang, Standard: themes.Standard(), Waiting: a.waiting, Verify: verifying}, nil
}

// waiting tells what the command waits for, once in a minute: most commands wait for the same several times, and serve may for days.
func (a *app) waiting(what lock.Wait) {
	a.telling.Lock()
	defer a.telling.Unlock()
	if last, told := a.waited[what]; told && time.Since(last) < time.Minute {
		return
	}
	if a.waited == nil {
		a.waited = map[lock.Wait]time.Time{}
	}
	a.waited[what] = time.Now()
	fmt.Fprintln(a.err, a.words().T("command.waiting."+string(what)))
}

// on returns the RunE of a command that is run with the options that all commands share.
func (a *app) on(run func(opt generator.Options, args []string) error) func(*cobra.Command, []string) error {
	return func(_ *cobra.Command, args []string) error {
		opt, err := a.options()
		if err != nil {
			return err
		}
		return run(opt, args)
	}
}

// format adds the flag --format, whose value is one of the allowed ones and the first by default.
func (a *app) format(c *cobra.Command, to *string, allowed ...string) {
	c.Flags().StringVar(to, "format", allowed[0], "")
	c.PreRunE = func(*cobra.Command, []string) error { return a.oneOf("--format", *to, allowed...) }
}

// day returns the day of --today, or else of SOURCE_DATE_EPOCH, or else today in Sweden.
func (a *app) day() (library.Date, error) {
	if a.today != "" {
		return library.ParseDate(a.today)
	}
	if s := a.getenv("SOURCE_DATE_EPOCH"); s != "" {
		n, err := strconv.ParseInt(s, 10, 64)
		if err != nil {
			return library.Date{}, usage{errors.New(a.words().T("help.error.bad-epoch", s))}
		}
		d, err := inSweden(time.Unix(n, 0))
		if err != nil {
			return d, err
		}
		if _, err := library.ParseDate(d.String()); err != nil {
			return library.Date{}, usage{errors.New(a.words().T("help.error.far-epoch", s))}
		}
		return d, nil
	}
	return inSweden(a.now())
}

// inSweden returns the day that a moment lies on in Sweden.
func inSweden(t time.Time) (library.Date, error) {
	sweden, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		return library.Date{}, err
	}
	return library.DateOf(t.In(sweden)), nil
}

// report writes diagnostics as text and returns the error for the exit code.
func (a *app) report(of *load.Opened, list diag.List, strict bool) error {
	err := diag.Write(a.err, list, diag.WriteOptions{Texts: of.Words, Line: of.Line, Color: a.color()})
	if err != nil {
		return err
	}
	if i := slices.IndexFunc(list.ErrorsFirst(), func(d diag.Diagnostic) bool { return d.Severity != diag.Info }); i >= 0 {
		fmt.Fprintln(a.err, of.Words.T("command.explain", list.ErrorsFirst()[i].Code))
	}
	return verdict(of, list, strict)
}

// verdict returns the error for the exit code that the diagnostics call for, or nil.
func verdict(of *load.Opened, list diag.List, strict bool) error {
	errs, warnings := list.Count()
	switch {
	case of.BadConfig:
		return exit(exitUsage)
	case errs > 0, strict && warnings > 0:
		return exit(exitContent)
	}
	return nil
}

// failed reports an error of the machine, and returns its exit code.
func (a *app) failed(err error, words *i18n.Texts) error {
	if errors.Is(err, load.ErrNoConfig) {
		if info, err := os.Stat(a.dir); err == nil && !info.IsDir() || errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) {
			text := "command.no-folder"
			if err == nil {
				text = "command.dir-not-a-folder"
			}
			return a.fail(exitUsage, words.T(text, a.dir))
		}
		text := words.T("command.no-config")
		if above := a.above(); above != "" {
			text = words.T("command.config-above", above)
		}
		return a.fail(exitUsage, text)
	}
	return err
}

// above returns the path of the nearest parent folder with a config.toml, or "". It is only suggested, as files on the
// command line are relative to the present folder.
func (a *app) above() string {
	dir, err := filepath.Abs(a.dir)
	for up := ".."; err == nil && dir != filepath.Dir(dir); up = filepath.Join(up, "..") {
		dir = filepath.Dir(dir)
		if _, err := os.Stat(filepath.Join(dir, "config.toml")); err == nil {
			return filepath.Join(a.dir, up)
		}
	}
	return ""
}

// fail writes a message and returns the error for an exit code.
func (a *app) fail(code exit, message string) error {
	fmt.Fprintf(a.err, "styrdok: %s\n", message)
	return code
}

// words returns the texts for messages before the site's language is known.
func (a *app) words() *i18n.Texts { return i18n.MustLoad(a.language) }

func (a *app) color() bool { return a.colors(a.err) }

func (a *app) colors(w any) bool { return a.getenv("NO_COLOR") == "" && obeys(w) }

// counts returns the numbers of errors and warnings in words.
func counts(list diag.List, words *i18n.Texts) string {
	errs, warnings := list.Count()
	return words.N("command.count.errors", errs) + ", " + words.N("command.count.warnings", warnings)
}
