package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"styrdok/generator"
	"styrdok/generator/act"
	"styrdok/generator/i18n"
	"styrdok/generator/load"
	"styrdok/generator/printing"
	"styrdok/generator/regular"
)

func (a *app) print() *cobra.Command {
	var out string
	var strict bool
	c := &cobra.Command{
		Use: "print",
		Example: "  styrdok print policy/resor\n" +
			"  styrdok print policy/resor@2019-03-25 -o resepolicy.pdf\n" +
			"  styrdok print policy/resor@forslag-2027 riktlinjer/loggning -o handlingar/",
		Args:              a.takes(1, -1),
		RunE:              a.on(func(opt generator.Options, names []string) error { return a.runPrint(opt, names, out, strict) }),
		ValidArgsFunction: completing(a.documentIDs),
	}
	c.Flags().StringVarP(&out, "out", "o", "", "")
	c.Flags().BoolVar(&strict, "strict", false, "")
	return c
}

func (a *app) runPrint(opt generator.Options, names []string, out string, strict bool) error {
	found, prints, err := act.Print(opt, names)
	if err := a.picked(found, err, strict); err != nil {
		return err
	}
	return a.writePrints(found.Opened, prints, out)
}

// writePrints writes prints to files as [app.printFiles] has it, and tells of each.
func (a *app) writePrints(of *load.Opened, prints []printing.Printed, out string) error {
	files, write, err := a.printFiles(prints, out, of.Words)
	if err != nil {
		return err
	}
	for i, p := range prints {
		if err := write(files[i], p.Data); err != nil {
			return err
		}
		fmt.Fprintln(a.out, printed(of, files[i], p))
	}
	return nil
}

// printed returns the line on a print that has been written to a file.
func printed(of *load.Opened, file string, p printing.Printed) string {
	if p.Sheets == 0 { // an attached file, which is as it was
		return file
	}
	return of.Words.T("command.printed", file, of.Size(int64(len(p.Data))), of.Words.N("command.sheets", p.Sheets))
}

// unknown reports selected versions that do not exist. It returns err if there is another error in it.
func (a *app) unknown(err error, words *i18n.Texts) error {
	list := []error{err}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		list = joined.Unwrap()
	}
	for _, err := range list {
		var u *act.UnknownError
		if !errors.As(err, &u) {
			return err
		}
		message := words.T("command.unknown-document", u.ID)
		if u.Version != "" || len(u.Known) > 0 {
			message = words.T("command.unknown-version", u.ID, u.Version, strings.Join(u.Known, ", "))
		}
		if u.Nearest != "" {
			message += " " + words.T("command.did-you-mean", u.Nearest)
		}
		fmt.Fprintf(a.err, "styrdok: %s\n", message)
	}
	return exit(exitUsage)
}

// printFiles returns the files to which prints are written: the file that -o names, or files in that folder or the
// present one. It refuses to overwrite files that are not PDFs.
func (a *app) printFiles(prints []printing.Printed, out string, words *i18n.Texts) (files []string, write func(string, []byte) error, err error) {
	folder := out
	info, err := os.Stat(a.inDir(out))
	isFolder := err == nil && info.IsDir() || strings.HasSuffix(out, "/") || strings.HasSuffix(out, string(filepath.Separator))
	if len(prints) == 1 && out != "" && !isFolder {
		folder = ""
	}
	files = make([]string, len(prints))
	for i, p := range prints {
		files[i] = a.inDir(filepath.Join(folder, p.Name))
		if out != "" && folder == "" {
			files[i] = a.inDir(out)
		}
		if !replaceable(files[i]) {
			return nil, nil, a.fail(exitUsage, words.T("command.not-a-pdf", files[i]))
		}
		if err := a.outsideBuilds(files[i], words); err != nil {
			return nil, nil, err
		}
	}
	if folder != "" {
		if info, err := os.Stat(a.inDir(folder)); err == nil && !info.IsDir() {
			return nil, nil, a.fail(exitUsage, words.T("command.not-a-folder", folder))
		}
		return files, writeBelow, nil
	}
	return files, writeWhole, nil
}

// inDir returns a path relative to the folder of -C.
func (a *app) inDir(file string) string {
	if filepath.IsAbs(file) {
		return file
	}
	return filepath.Join(a.dir, file)
}

// replaceable reports whether a print may be written to a file: it does not exist or is a PDF.
func replaceable(file string) bool {
	info, err := os.Lstat(file)
	if err != nil {
		return true // if it is there, the write will fail and report this
	}
	if !info.Mode().IsRegular() {
		return false
	}
	f, err := regular.OpenFile(file)
	if err != nil {
		return false
	}
	defer f.Close()
	head := make([]byte, 5)
	_, err = io.ReadFull(f, head)
	return err == nil && string(head) == "%PDF-"
}

// picked reports errors of selecting versions, and diagnostics of the documents.
func (a *app) picked(found *act.Found, err error, strict bool) error {
	var unknown *act.UnknownError
	switch {
	case errors.As(err, &unknown):
		return a.unknown(err, found.Words)
	case err != nil:
		return a.failed(err, a.words())
	}
	return a.report(found.Opened, found.Diags, strict)
}
