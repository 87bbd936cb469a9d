package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"styrdok/generator"
	"styrdok/generator/diag"
)

func (a *app) check() *cobra.Command {
	var format, out string
	var internal, obligations, strict bool
	c := &cobra.Command{
		Use:  "check",
		Args: a.takes(0, 0),
		RunE: a.on(func(opt generator.Options, _ []string) error {
			opt.Check, opt.Internal, opt.Unsealed, opt.Statement, opt.Obligations = true, internal, true, true, obligations
			return a.runCheck(opt, format, out, strict)
		}),
	}
	a.format(c, &format, "text", "json", "sarif")
	c.Flags().StringVarP(&out, "out", "o", "", "")
	c.Flags().BoolVar(&internal, "internal", false, "")
	c.Flags().BoolVar(&obligations, "obligations", false, "")
	c.Flags().BoolVar(&strict, "strict", false, "")
	return c
}

func (a *app) runCheck(opt generator.Options, format, out string, strict bool) error {
	start := a.now()
	opt.Progress = a.progress(start)
	made, err := generator.Make(opt)
	a.clearProgress()
	if err != nil {
		return a.failed(err, a.words())
	}
	if format != "text" || out != "" {
		err := a.into(out, made.Opened, func(w io.Writer) error {
			switch format {
			case "sarif":
				return diag.WriteSARIF(w, made.Diags, made.Words, release())
			case "json":
				return diag.WriteJSON(w, made.Diags, made.Words)
			}
			return diag.Write(w, made.Diags, diag.WriteOptions{Texts: made.Words, Line: made.Line})
		})
		if err != nil {
			return err
		}
		return verdict(made.Opened, made.Diags, strict)
	}
	err = a.report(made.Opened, made.Diags, strict)
	if errs, warnings := made.Diags.Count(); errs+warnings > 0 {
		fmt.Fprintf(a.err, "%s\n", counts(made.Diags, made.Words))
	} else {
		fmt.Fprintln(a.out, made.Words.N("command.checked", made.Documents))
	}
	return err
}
