package main

import (
	"github.com/spf13/cobra"

	"styrdok/generator"
)

// completion writes a completion script for a shell.
func (a *app) completion() *cobra.Command {
	return &cobra.Command{
		Use:       "completion",
		Example:   "  source <(styrdok completion bash)\n  styrdok completion fish > ~/.config/fish/completions/styrdok.fish",
		Args:      a.takes(1, 1),
		ValidArgs: []string{"bash", "zsh", "fish", "powershell"},
		RunE: func(c *cobra.Command, args []string) error {
			root := c.Root()
			switch args[0] {
			case "bash":
				return root.GenBashCompletionV2(a.out, true)
			case "zsh":
				return root.GenZshCompletion(a.out)
			case "fish":
				return root.GenFishCompletion(a.out, true)
			case "powershell":
				return root.GenPowerShellCompletionWithDesc(a.out)
			}
			return a.oneOf(c.CommandPath(), args[0], c.ValidArgs...)
		},
	}
}

// complete returns candidates for completion from the site, or none if the site cannot be read.
func (a *app) complete(words func(*generator.Made) []string) []string {
	opt, err := a.options()
	if err != nil {
		return nil
	}
	made, err := generator.Load(opt)
	if err != nil || made.Library == nil {
		return nil
	}
	return words(made)
}

// documentIDs returns the IDs of all documents, each followed by a tab and the title.
func (a *app) documentIDs() []string {
	return a.complete(func(made *generator.Made) []string {
		var out []string
		for _, d := range made.Library.Documents {
			out = append(out, string(d.ID)+"\t"+d.Title())
		}
		return out
	})
}

// versionNames returns the names by which versions of a document can be selected.
func (a *app) versionNames(id string) []string {
	return a.complete(func(made *generator.Made) []string { return made.VersionNames(id) })
}

// meetingNames returns the names of all meetings.
func (a *app) meetingNames() []string { return a.complete((*generator.Made).Meetings) }
