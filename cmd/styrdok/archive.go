package main

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"styrdok/generator"
	"styrdok/generator/act"
	"styrdok/generator/archive"
	"styrdok/generator/publish"
)

func (a *app) archive() *cobra.Command {
	var out, format string
	var what act.ArchiveOptions
	var strict bool
	c := &cobra.Command{
		Use: "archive",
		Example: "  styrdok archive\n" +
			"  styrdok archive policy/resor -o /media/usb\n" +
			"  styrdok archive policy/resor@2019-03-25\n" +
			"  styrdok archive --format eark\n" +
			"  styrdok archive --one -o leverans-2026",
		Args: a.takes(0, -1),
		RunE: a.on(func(opt generator.Options, names []string) error {
			what.Format = archive.Format(slices.Index(archive.Formats, format))
			what.Names = names
			opt.Cache = true
			return a.runArchive(opt, what, out, strict)
		}),
		ValidArgsFunction: completing(a.documentIDs),
	}
	c.Flags().StringVarP(&out, "out", "o", "", "")
	a.format(c, &format, archive.Formats...)
	c.Flags().BoolVar(&what.One, "one", false, "")
	c.Flags().BoolVar(&what.Public, "public", false, "")
	c.Flags().BoolVar(&strict, "strict", false, "")
	return c
}

func (a *app) runArchive(opt generator.Options, what act.ArchiveOptions, out string, strict bool) error {
	opt.Progress = a.progress(a.now())
	found, bags, err := act.Archive(opt, what)
	a.clearProgress()
	if err := a.picked(found, err, strict); err != nil {
		return err
	}
	words := found.Words
	if len(bags) == 0 {
		key := "archive.nothing"
		if what.Public {
			key = "archive.nothing-public"
		}
		fmt.Fprintln(a.out, words.T(key))
		return nil
	}
	dir := a.inDir(cmp.Or(out, act.DefaultArchive(what)))
	outcomes, err := act.StoreBags(found.Site, opt.Waiting, dir, bags, what.Public)
	if err != nil {
		return a.notArchived(err, found, dir, what.Public)
	}
	count := map[publish.Outcome]int{}
	for i, b := range bags {
		count[outcomes[i]]++
		place, size := filepath.Join(dir, b.Name), int64(0)
		for _, f := range b.Files {
			size += int64(len(f.Data))
		}
		key := map[publish.Outcome]string{publish.Added: "packed", publish.Replaced: "replaced", publish.Kept: "kept"}[outcomes[i]]
		fmt.Fprintln(a.out, words.T("archive."+key, place, words.N("archive.files", len(b.Files)), found.Size(size)))
	}
	fmt.Fprintln(a.out, words.N("archive.count", len(bags), dir, count[publish.Added], count[publish.Replaced], count[publish.Kept]))
	fmt.Fprintln(a.out, words.T("archive.verify-"+what.Format.String()))
	if !what.Public {
		fmt.Fprintln(a.out, words.T("archive.whole"))
	}
	return nil
}

// notArchived reports in words why bags were not stored.
func (a *app) notArchived(err error, found *act.Found, dir string, public bool) error {
	other := "holds-public"
	if public {
		other = "holds-whole"
	}
	key := keyOf(err, []reason{
		{publish.ErrOtherBuild, other}, {publish.ErrForeign, "foreign"}, {publish.ErrContainsSource, "source"}, {publish.ErrInOutput, "output"},
	})
	if key == "" {
		return err
	}
	return a.fail(exitUsage, found.Words.T("archive."+key, dir))
}
