package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"styrdok/generator"
	"styrdok/generator/act"
	"styrdok/generator/diag"
	"styrdok/generator/memo"
	"styrdok/generator/publish"
)

func (a *app) build() *cobra.Command {
	var out, sign, approve string
	var internal, offline, strict, record bool
	c := &cobra.Command{
		Use:  "build",
		Args: a.takes(0, 0),
		RunE: a.on(func(opt generator.Options, _ []string) error {
			opt.Out, opt.Internal, opt.Offline, opt.Cache, opt.Statement = out, internal, offline, true, true
			if sign != "" {
				var err error
				if opt.Signer, err = a.signer(sign); err != nil {
					return err
				}
			}
			record := (record || sign != "") && !internal && !offline
			if err := a.recordable(opt, record, approve); err != nil {
				return err
			}
			return a.runBuild(opt, strict, record, approve != "")
		}),
	}
	c.Flags().StringVar(&out, "out", "", "")
	c.Flags().BoolVar(&internal, "internal", false, "")
	c.Flags().BoolVar(&offline, "offline", false, "")
	c.Flags().BoolVar(&strict, "strict", false, "")
	c.Flags().BoolVar(&record, "record", false, "")
	c.Flags().StringVar(&sign, "sign", "", "")
	c.Flags().StringVar(&approve, "approve", "", "")
	return c
}

// recordable refuses to record what is published on a day that is yet to come, and approvals of another day.
func (a *app) recordable(opt generator.Options, record bool, approve string) error {
	now, err := inSweden(a.now())
	if err != nil {
		return err
	}
	switch today := opt.Today.String(); {
	case record && opt.Today.After(now):
		return a.fail(exitUsage, a.words().T("proof.record-later", today))
	case approve != "" && approve != today:
		return a.fail(exitUsage, a.words().T("proof.approve-day", approve, today))
	}
	return nil
}

// runBuild builds the site. With record it notes which prints are published now. What a signature would cover up has to be
// approved.
func (a *app) runBuild(opt generator.Options, strict, record, approved bool) error {
	start := a.now()
	opt.Progress = a.progress(start)
	opt.Strict = strict
	if record { // so that nothing is decided between what is built and what is recorded of it
		_, release, err := a.toWrite(false)
		if err != nil {
			return err
		}
		defer release()
	}
	recording, err := a.recording(opt, record, approved)
	if err != nil {
		return err
	}
	opt.Approved = recording != nil && len(recording.Differs) > 0
	made, result, err := generator.Build(opt)
	a.clearProgress()
	if made == nil {
		return a.failed(err, a.words())
	}
	if err := a.report(made.Opened, made.Diags, strict); err != nil {
		a.notBuilt(made)
		return err
	}
	if err != nil {
		return a.refused(err, made)
	}
	if !result.Exchanged && !windows { // where it is never otherwise
		fmt.Fprintln(a.err, made.Words.T("command.not-exchanged", made.Out))
	}
	fmt.Fprintln(a.out, made.Words.T("command.built", made.Words.N("command.pages", made.PageCount), made.Words.N("command.pdf-files", made.PrintCount),
		made.Size(result.Bytes), made.Took(a.now().Sub(start))))
	if n := made.Withheld; n > 0 {
		fmt.Fprintln(a.out, made.Words.N("command.withheld", n))
	}
	if made.Unsealed > 0 {
		fmt.Fprintln(a.out, made.Words.N("workflow.unsealed", made.Unsealed))
	}
	if record {
		n, err := recording.Record(made)
		if err != nil {
			return a.failed(err, made.Words)
		}
		if n > 0 {
			fmt.Fprintln(a.out, made.Words.N("proof.recorded", n))
		}
	}
	if key := opt.Signer.Public(); key != made.Config.Signing.PublicKey && key != "" {
		fmt.Fprintln(a.err, made.Words.T("proof.other-key", key))
	}
	fmt.Fprintln(a.out, made.Words.T("command.open", filepath.Join(made.Out, "index.html")))
	return nil
}

// recording looks at a site that is to be recorded, before it is built, and refuses to sign what has not been approved.
func (a *app) recording(opt generator.Options, record, approved bool) (*act.Recording, error) {
	if !record {
		return nil, nil
	}
	r, err := act.Recorder(opt)
	if err != nil {
		return nil, a.failed(err, a.words())
	}
	words := r.Words
	if len(r.Differs) > 0 && !approved {
		var told diag.List
		for _, d := range r.Differs {
			d.Told.Severity = diag.Error
			told = append(told, d.Told)
		}
		_ = a.report(r.Opened, told.Sort(), true)
		return nil, a.fail(exitContent, words.N("proof.not-signed", len(r.Differs), opt.Today))
	}
	switch {
	case len(r.Differs) > 0:
		fmt.Fprintln(a.err, words.N("proof.approving", len(r.Differs)))
	case approved:
		fmt.Fprintln(a.err, words.T("proof.approve-nothing"))
	}
	if n := len(r.Unrecorded); n > 0 {
		fmt.Fprintln(a.err, words.N("proof.recorded-late", n))
	}
	return r, nil
}

// notBuilt says that nothing was written.
func (a *app) notBuilt(made *generator.Result) {
	key := "command.not-built"
	if !made.OutExists() {
		key = "command.not-built-new"
	}
	fmt.Fprintf(a.err, "%s. %s\n", counts(made.Diags, made.Words), made.Words.T(key, made.Out))
}

// refused words the reasons for which an output folder is left alone.
func (a *app) refused(err error, made *generator.Result) error {
	message, other := "", "internal"
	if made.Internal {
		other = "public"
	}
	switch {
	case errors.Is(err, publish.ErrForeign):
		message = made.Words.T("command.output-foreign", made.Out)
	case errors.Is(err, publish.ErrOtherBuild):
		message = made.Words.T("command.output-other-build", made.Out, made.Words.T("command.output-other."+other))
	case errors.Is(err, publish.ErrContainsSource):
		message = made.Words.T("command.output-source", made.Out)
	case errors.Is(err, fs.ErrPermission) && ofOutput(err, made):
		message = made.Words.T("command.output-rights", made.Out, filepath.Join(made.Dir, memo.Folder))
	default:
		return err
	}
	return a.fail(exitUsage, message)
}

// ofOutput reports whether an error is about a file of the output, or of the folder in which the next one is made.
func ofOutput(err error, made *generator.Result) bool {
	lies := func(name string) bool {
		_, inOutput := within(made.Out, name)
		_, inNext := within(filepath.Join(made.Dir, memo.Folder), name)
		return inOutput || inNext
	}
	var file *fs.PathError
	var two *os.LinkError
	return errors.As(err, &file) && lies(file.Path) || errors.As(err, &two) && (lies(two.Old) || lies(two.New))
}

// progressAfter is how long a build may take before it says how far it has come.
const progressAfter = 500 * time.Millisecond

// progress returns a function that shows how far a build has come, on terminals only.
func (a *app) progress(start time.Time) func(done, total int) {
	if !obeys(a.err) {
		return nil
	}
	words := a.words()
	return func(done, total int) {
		if a.now().Sub(start) > progressAfter {
			fmt.Fprintf(a.err, "\r\x1b[K%s", words.T("command.progress", done, total))
		}
	}
}

func (a *app) clearProgress() {
	if obeys(a.err) {
		fmt.Fprint(a.err, "\r\x1b[K")
	}
}
