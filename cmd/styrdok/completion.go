package main

import "github.com/spf13/cobra"

// completion prints a script for a shell.
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
