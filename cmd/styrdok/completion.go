package main

import (
	"github.com/spf13/cobra"

	"styrdok/generator/act"
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
func (a *app) complete(words func(*act.Found) []string) []string {
	opt, err := a.options()
	if err != nil {
		return nil
	}
	found, err := act.Load(opt)
	if err != nil {
		return nil
	}
	return words(found)
}

// completing completes arguments with the words that follow those given. Arguments are not names of files.
func completing(words func(args []string) []string) cobra.CompletionFunc {
	return func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		return words(args), cobra.ShellCompDirectiveNoFileComp
	}
}

// documentIDs returns the IDs of all documents, each followed by a tab and the title.
func (a *app) documentIDs([]string) []string {
	return a.complete(func(found *act.Found) []string {
		var out []string
		for _, d := range found.Library.Documents {
			out = append(out, string(d.ID)+"\t"+d.Title())
		}
		return out
	})
}

// versionNames returns the IDs of all documents, or the names of versions of the document that is the first argument.
func (a *app) versionNames(args []string) []string {
	if len(args) == 0 {
		return a.documentIDs(nil)
	}
	return a.complete(func(found *act.Found) []string { return found.VersionNames(args[0]) })
}

// meetingNames returns the names of all meetings.
func (a *app) meetingNames([]string) []string { return a.complete((*act.Found).Meetings) }
