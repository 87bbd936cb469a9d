package main

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"styrdok/generator/edit"
)

// start holds the files of a new site.
//
//go:embed start
var start embed.FS

func (a *app) init() *cobra.Command {
	return &cobra.Command{
		Use:     "init",
		Example: "  styrdok init styrdokument",
		Args:    a.takes(0, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			dir := a.dir
			if len(args) == 1 {
				dir = filepath.Join(a.dir, args[0])
				if filepath.IsAbs(args[0]) {
					dir = args[0]
				}
			}
			return a.runInit(dir)
		},
	}
}

func (a *app) runInit(dir string) error {
	words := a.words()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	if i := slices.IndexFunc(entries, func(e fs.DirEntry) bool { return e.Name() == "config.toml" }); i > 0 {
		entries[0], entries[i] = entries[i], entries[0] // report the most telling name
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") {
			return a.fail(exitUsage, words.T("workflow.not-empty", filepath.Join(dir, e.Name())))
		}
	}
	var files edit.Files
	for from, to := range map[string]string{"config.toml": "config.toml", "om.md": "content/pages/om.md", "gitignore": ".gitignore"} {
		data, err := start.ReadFile("start/" + from)
		if err != nil {
			return err
		}
		if _, err := os.Lstat(filepath.Join(dir, to)); !errors.Is(err, fs.ErrNotExist) {
			continue // a repository may have a .gitignore already
		}
		files.Put(to, nil, data)
	}
	if err := files.Write(dir); err != nil {
		return a.notWritten(err, words)
	}
	elsewhere := filepath.Clean(dir) != "."
	if elsewhere {
		fmt.Fprintln(a.out, words.T("workflow.done.site", dir))
	} else {
		fmt.Fprintln(a.out, words.T("workflow.done.site-here"))
	}
	fmt.Fprintln(a.out, words.T("workflow.next-heading"))
	if elsewhere {
		fmt.Fprintln(a.out, "  - "+words.T("workflow.next.folder", dir))
	}
	for _, key := range []string{"workflow.next.config", "workflow.next.new", "workflow.next.serve", "workflow.next.handbook"} {
		fmt.Fprintln(a.out, "  - "+words.T(key))
	}
	return nil
}
