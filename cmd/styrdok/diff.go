package main

import (
	"errors"

	"github.com/spf13/cobra"

	"styrdok/generator"
	"styrdok/generator/act"
	"styrdok/generator/printing"
	"styrdok/generator/redline/text"
)

func (a *app) diff() *cobra.Command {
	var format, out string
	var whole, strict bool
	c := &cobra.Command{
		Use: "diff",
		Example: "  styrdok diff policy/resor\n" +
			"  styrdok diff policy/resor forslag-2027\n" +
			"  styrdok diff policy/resor@1 policy/resor@3 --format html -o resor.html\n" +
			"  styrdok diff policy/resor 2019-03-25 forslag-2027 --format pdf -o andringar.pdf",
		Args: a.takes(1, 3),
		RunE: a.on(func(opt generator.Options, names []string) error {
			return a.runDiff(opt, names, format, out, whole, strict)
		}),
		ValidArgsFunction: completing(a.versionNames),
	}
	a.format(c, &format, "text", "html", "pdf")
	c.Flags().StringVarP(&out, "out", "o", "", "")
	c.Flags().BoolVar(&whole, "whole", false, "")
	c.Flags().BoolVar(&strict, "strict", false, "")
	return c
}

func (a *app) runDiff(opt generator.Options, names []string, format, out string, whole, strict bool) error {
	found, difference, err := act.Differ(opt, names)
	var unknown *act.UnknownError
	switch {
	case errors.As(err, &unknown):
		return a.unknown(err, found.Words)
	case errors.Is(err, act.ErrOnlyVersion):
		return a.fail(exitUsage, found.Words.T("command.diff.only", names[0]))
	case errors.Is(err, act.ErrTwoDocuments):
		return a.fail(exitUsage, found.Words.T("command.diff.two", names[0]))
	case err != nil:
		return a.failed(err, a.words())
	}
	diags := found.Diags
	if difference == nil {
		return a.report(found.Opened, diags, strict)
	}
	var data []byte
	switch format {
	case "pdf":
		print, diags, err := difference.PDF()
		if err != nil {
			return err
		}
		if err := a.report(found.Opened, diags, strict); err != nil {
			return err
		}
		return a.writePrints(found.Opened, []printing.Printed{print}, out)
	case "html":
		if data, diags, err = difference.HTML(whole); err != nil {
			return err
		}
	default:
		data = []byte(difference.Text(text.Options{Whole: whole, Color: out == "" && a.colors(a.out)}, found.Words))
	}
	if err := a.report(found.Opened, diags, strict); err != nil {
		return err
	}
	return a.into(out, found.Opened, just(data))
}
