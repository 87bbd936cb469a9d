package main

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/spf13/cobra"

	"styrdok/generator/diag"
	"styrdok/generator/i18n"
)

// help makes cobra's own words those of i18n: the headings of help texts, the commands that it
// adds, and what it says of a line that it does not understand.
func (a *app) help(root *cobra.Command) {
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	root.SetUsageFunc(func(c *cobra.Command) error {
		_, err := fmt.Fprint(c.OutOrStderr(), a.usageText(c))
		return err
	})
	for _, c := range root.Commands() {
		if key := "command.help." + c.Name(); a.words().Has(key) {
			c.Short = a.words().T(key)
		}
	}
}

func (a *app) usageText(c *cobra.Command) string {
	t := a.words()
	c.InitDefaultHelpFlag()
	c.Flags().Lookup("help").Usage = t.T("command.help.flag")
	var b strings.Builder
	b.WriteString(t.T("command.help.usage") + "\n")
	if c.Runnable() {
		b.WriteString("  " + strings.Replace(c.UseLine(), "[flags]", t.T("command.help.flags-word"), 1) + "\n")
	}
	if c.HasAvailableSubCommands() {
		b.WriteString("  " + c.CommandPath() + " " + t.T("command.help.command-word") + "\n\n" + t.T("command.help.commands") + "\n")
		for _, sub := range c.Commands() {
			if sub.IsAvailableCommand() || sub.Name() == "help" {
				fmt.Fprintf(&b, "  %-11s %s\n", sub.Name(), sub.Short)
			}
		}
	}
	if c.HasExample() {
		b.WriteString("\n" + t.T("command.help.examples") + "\n" + c.Example + "\n")
	}
	if c.HasAvailableLocalFlags() {
		b.WriteString("\n" + t.T("command.help.flags") + "\n" + flagUsages(c.LocalFlags().FlagUsages(), t))
	}
	if c.HasAvailableInheritedFlags() {
		b.WriteString("\n" + t.T("command.help.global") + "\n" + flagUsages(c.InheritedFlags().FlagUsages(), t))
	}
	if c.HasAvailableSubCommands() {
		b.WriteString("\n" + t.T("command.help.more", c.CommandPath()) + "\n")
	}
	return b.String()
}

var flagName = regexp.MustCompile(`--[a-z-]+`)

var flagType = regexp.MustCompile(`(?m)^( +(?:-\w, )?--[a-z-]+) string`)

// flagUsages puts the list of flags in our words: of which type they are, and their values when not
// given.
func flagUsages(list string, t *i18n.Texts) string {
	s := flagType.ReplaceAllString(list, "$1 text  ")
	return strings.ReplaceAll(s, "(default ", "("+t.T("command.help.default")+" ")
}

// mistakes are cobra's sentences, with what they tell.
var mistakes = []struct {
	form *regexp.Regexp
	key  string
}{
	{regexp.MustCompile(`^unknown command "([^"]*)"`), "command.usage.unknown-command"},
	{regexp.MustCompile(`^unknown flag: (\S+)`), "command.usage.unknown-flag"},
	{regexp.MustCompile(`^unknown shorthand flag: \S+ in (\S+)`), "command.usage.unknown-flag"},
	{regexp.MustCompile(`^flag needs an argument: (?:'.' in )?(\S+)`), "command.usage.needs-value"},
	{regexp.MustCompile(`^invalid argument "([^"]*)" for "(?:-., )?([^"]*)" flag`), "command.usage.bad-value"},
	{regexp.MustCompile(`^(?:accepts|requires) (?:at most |at least |between \d+ and )?\d+ arg\(s\), (?:only )?received (\d+)`), "command.usage.arguments"},
}

// mistake words what is wrong with a command line, and tells where to read more.
func (a *app) mistake(c *cobra.Command, err error) (string, bool) {
	t := a.words()
	for _, m := range mistakes {
		found := m.form.FindStringSubmatch(err.Error())
		if found == nil {
			continue
		}
		args := []any{found[1]}
		if len(found) > 2 {
			args = append(args, found[2])
		}
		message := t.T(m.key, args...)
		if near := a.nearest(c, m.key, found[1]); near != "" {
			message += " " + t.T("command.did-you-mean", near)
		}
		return message + "\n" + t.T("command.usage.see", strings.Replace(c.UseLine(), "[flags]", t.T("command.help.flags-word"), 1), c.CommandPath()), true
	}
	return "", false
}

// nearest is the command or flag that somebody may have meant.
func (a *app) nearest(c *cobra.Command, key, word string) string {
	var known []string
	switch key {
	case "command.usage.unknown-command":
		for _, sub := range c.Root().Commands() {
			known = append(known, sub.Name())
		}
	case "command.usage.unknown-flag":
		known = flagName.FindAllString(c.LocalFlags().FlagUsages()+c.InheritedFlags().FlagUsages(), -1)
	}
	return diag.Nearest(word, known)
}
