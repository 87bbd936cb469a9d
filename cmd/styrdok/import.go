package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"styrdok/generator"
	"styrdok/generator/act"
	"styrdok/generator/decide"
	"styrdok/generator/library"
)

func (a *app) importFiles() *cobra.Command {
	var format, into, report string
	var confirm, dryRun bool
	c := &cobra.Command{
		Use:     "import",
		Example: "  styrdok import Dokument/policyer\n  styrdok import resepolicy.docx --into policy\n  styrdok import --confirm",
		Args:    a.takes(0, -1),
	}
	a.format(c, &format, "text", "json")
	c.Flags().StringVar(&into, "into", "", "")
	c.Flags().StringVar(&report, "report", "", "")
	c.Flags().BoolVar(&confirm, "confirm", false, "")
	c.Flags().BoolVar(&dryRun, "dry-run", false, "")
	c.RunE = func(_ *cobra.Command, args []string) error {
		words := a.words()
		if confirm {
			return a.confirm(args, dryRun)
		}
		if len(args) == 0 {
			return usage{errors.New(words.T("import.nothing"))}
		}
		if into = strings.Trim(strings.TrimPrefix(filepath.ToSlash(into), "content/"), "/"); into != "" {
			if fault := act.CollectionFault(into); fault != "" {
				return usage{errors.New(words.T("import.into-"+fault, into))}
			}
		}
		if report != "" {
			if err := a.outsideBuilds(a.inDir(report), words); err != nil {
				return err
			}
			if _, err := os.Stat(filepath.Dir(a.inDir(report))); err != nil {
				return err // before anything is written that the report should tell of
			}
		}
		opt, release, err := a.toWrite(dryRun)
		if err != nil {
			return err
		}
		defer release()
		var paths []string
		for _, name := range args {
			found := named(a.inDir(name))
			if len(found) == 0 {
				return a.fail(exitUsage, words.T("import.no-match", name))
			}
			paths = append(paths, found...)
		}
		return a.runImport(opt, act.Import{Paths: paths, Into: into, DryRun: dryRun}, format, report)
	}
	return c
}

// named returns the files that a name with * or ? means, which shells of Windows hand over as it is, and none if there are none; any other name itself.
func named(name string) []string {
	if _, err := os.Lstat(name); err != nil && strings.ContainsAny(name, "*?") {
		found, _ := filepath.Glob(name)
		return found
	}
	return []string{name}
}

func (a *app) runImport(opt generator.Options, what act.Import, format, report string) error {
	if obeys(a.err) {
		what.Progress = func(done, total int, file string) {
			fmt.Fprintf(a.err, "\r\x1b[K%s", a.words().T("import.reading", done, total, filepath.Base(file)))
		}
	}
	made, err := act.ImportFiles(opt, what)
	a.clearProgress()
	var of *fs.PathError
	switch {
	case errors.Is(err, act.ErrBrokenSite):
		return a.fail(exitUsage, a.words().T("import.broken-site"))
	case made == nil && errors.Is(err, fs.ErrNotExist) && errors.As(err, &of):
		return a.fail(exitUsage, a.words().T("import.absent", of.Path))
	case errors.Is(err, act.ErrOwn) && errors.As(err, &of):
		return a.fail(exitUsage, a.words().T("import.own", of.Path))
	case made == nil && err != nil:
		return a.failed(err, a.words())
	}
	words := made.Words
	if len(made.Files) == 0 {
		return a.fail(exitUsage, words.T("import.no-files", strings.Join(what.Paths, ", ")))
	}
	if err != nil {
		return a.notWritten(err, words)
	}
	var out bytes.Buffer
	write := made.WriteText
	if format == "json" {
		write = made.WriteJSON
	}
	if err := write(&out, words); err != nil {
		return err
	}
	if report != "" {
		if err := writeWhole(a.inDir(report), out.Bytes()); err != nil {
			return err
		}
		fmt.Fprintln(a.err, words.T("import.report-written", report))
	}
	if _, err := a.out.Write(out.Bytes()); err != nil {
		return err
	}
	if what.DryRun {
		fmt.Fprintln(a.err, words.T("import.dry-run"))
	} else if made.First() != "" {
		fmt.Fprintln(a.err, words.T("import.next", made.First()))
	}
	if made.Refused() {
		fmt.Fprintln(a.err, words.T("import.again"))
		return exit(exitContent)
	}
	return nil
}

// confirm takes the marks of an import away.
func (a *app) confirm(args []string, dryRun bool) error {
	opt, release, err := a.toWrite(dryRun)
	if err != nil {
		return err
	}
	defer release()
	var only []library.ID
	for _, id := range args {
		only = append(only, decide.CleanID(id))
	}
	done, unknown, of, err := act.Confirm(opt, only, dryRun)
	if of == nil {
		return a.failed(err, a.words())
	}
	words := of.Words
	switch {
	case err != nil:
		return a.notWritten(err, words)
	case unknown != nil:
		return a.fail(exitUsage, words.T("import.confirmed.unknown", unknown[0]))
	case len(done) == 0:
		fmt.Fprintln(a.out, words.T("import.confirmed.none"))
		return nil
	}
	left := false
	for _, c := range done {
		for _, m := range c.Marks {
			fmt.Fprintln(a.out, words.T("import.confirmed.list", c.File, m.Line, m.Text))
		}
		switch {
		case c.NoDate:
			left = true
			fmt.Fprintln(a.out, words.T("import.confirmed.left", c.File, words.T("import.confirmed.no-date")))
		case dryRun:
		case c.Adopted:
			fmt.Fprintln(a.out, words.T("import.confirmed.adopted", c.File, len(c.Marks)))
		default:
			fmt.Fprintln(a.out, words.T("import.confirmed.marks", c.File, len(c.Marks)))
		}
	}
	if dryRun {
		fmt.Fprintln(a.err, words.T("import.dry-run"))
		return nil
	}
	fmt.Fprintln(a.err, words.T("import.confirmed.next"))
	if left {
		return exit(exitContent)
	}
	return nil
}
