package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"styrdok/generator"
	"styrdok/generator/act"
	"styrdok/generator/printing"
	"styrdok/generator/proof"
	"styrdok/generator/regular"
)

// sumsFile is the file of checksums, for sha256sum -c.
const sumsFile = "SHA256SUMS"

func (a *app) bundle() *cobra.Command {
	var out, split string
	var strict, confidential bool
	c := &cobra.Command{
		Use: "bundle",
		Example: "  styrdok bundle 2026-12-14-kommunfullmaktige\n" +
			"  styrdok bundle content/meetings/2026-12-14-kommunfullmaktige.md -o handlingar.pdf --split handlingar/",
		Args: a.takes(1, 1),
		RunE: a.on(func(opt generator.Options, args []string) error {
			return a.runBundle(opt, args[0], out, split, confidential, strict)
		}),
		ValidArgsFunction: completing(a.meetingNames),
	}
	c.Flags().StringVarP(&out, "out", "o", "", "")
	c.Flags().StringVar(&split, "split", "", "")
	c.Flags().BoolVar(&confidential, "confidential", false, "")
	c.Flags().BoolVar(&strict, "strict", false, "")
	return c
}

func (a *app) runBundle(opt generator.Options, name, out, split string, confidential, strict bool) error {
	whole := out != "" || split == ""
	found, meeting, bundled, err := act.Bundle(opt, name, act.Packing{Whole: whole, Confidential: confidential})
	if err != nil {
		return a.failed(err, a.words())
	}
	if err := a.report(found.Opened, found.Diags, strict); err != nil {
		return err
	}
	switch {
	case meeting == nil:
		return a.noMeeting(found, name)
	case len(meeting.Items) == 0:
		return a.fail(exitContent, found.Words.T("workflow.meeting-items", meeting.File))
	case bundled == nil:
		return exit(exitContent)
	}
	type write struct {
		file string
		data []byte
		line string
		by   func(file string, data []byte) error
	}
	var writes []write
	add := func(file string, p printing.Printed, by func(string, []byte) error) {
		writes = append(writes, write{file, p.Data, printed(found.Opened, file, p), by})
	}
	if whole {
		files, by, err := a.printFiles([]printing.Printed{bundled.Printed}, out, found.Words)
		if err != nil {
			return err
		}
		add(files[0], bundled.Printed, by)
	}
	if split != "" {
		files, by, err := a.printFiles(bundled.Files, split+string(filepath.Separator), found.Words)
		if err != nil {
			return err
		}
		for i, p := range bundled.Files {
			add(files[i], p, by)
		}
		sums := a.inDir(filepath.Join(split, sumsFile))
		if !isSums(sums) {
			return a.fail(exitUsage, found.Words.T("command.not-sums", sums))
		}
		writes = append(writes, write{sums, bundled.Sums, sums, by})
	}
	for _, w := range writes {
		if err := w.by(w.file, w.data); err != nil {
			return err
		}
		fmt.Fprintln(a.out, w.line)
	}
	return nil
}

// noMeeting reports that there is no meeting with a name, and suggests others.
func (a *app) noMeeting(found *act.Found, name string) error {
	message := found.Words.T("workflow.no-meeting", name)
	switch like := found.MeetingsLike(name); len(like) {
	case 0:
	case 1:
		message += " " + found.Words.T("command.did-you-mean", like[0])
	default:
		message += " " + found.Words.T("workflow.meetings", strings.Join(like, ", "))
	}
	return a.fail(exitContent, message)
}

// isSums reports whether a file may be overwritten with checksums: it does not exist, is empty or holds checksums.
func isSums(file string) bool {
	data, err := regular.ReadFile(file, maxRead)
	if errors.Is(err, fs.ErrNotExist) {
		return true
	}
	_, sums := proof.ReadSums(string(data))
	return err == nil && (sums || len(bytes.TrimSpace(data)) == 0)
}
