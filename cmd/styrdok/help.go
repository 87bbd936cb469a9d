package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"text/template"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"styrdok/generator/diag"
	"styrdok/generator/i18n"
	"styrdok/generator/regular"
	"styrdok/generator/source"
)

// groups are the commands in the order of help, which is that of a document's life. Other commands come last.
var groups = []struct {
	name     string
	commands []string
}{
	{"write", []string{"init", "import", "new", "new-meeting", "rename", "schema"}},
	{"look", []string{"check", "explain", "list", "due", "diff", "serve"}},
	{"publish", []string{"build", "print", "bundle"}},
	{"decide", []string{"adopt", "review", "extend", "repeal", "correct", "seal"}},
	{"tell", []string{"report", "remind", "notify"}},
	{"keep", []string{"archive", "verify"}},
}

const lastGroup = "other"

// helpTemplate is cobra's template with texts in the user's language.
const helpTemplate = `{{word "usage"}}{{if .HasAvailableSubCommands}}
  {{.CommandPath}} {{word "command"}} {{word "flags-word"}}{{else}}
  {{.UseLine}} {{word "flags-word"}}{{end}}{{if .HasExample}}

{{word "examples"}}
{{.Example}}{{end}}{{if .HasAvailableSubCommands}}{{$commands := .Commands}}{{range $group := .Groups}}

{{.Title}}:{{range $commands}}{{if and (eq .GroupID $group.ID) (or .IsAvailableCommand (eq .Name "help"))}}
  {{rpad .Name .NamePadding}} {{.Short}}{{end}}{{end}}{{end}}{{end}}{{if .HasAvailableLocalFlags}}

{{word "flags"}}
{{flags .LocalFlags}}{{end}}{{if .HasAvailableInheritedFlags}}

{{word "global"}}
{{flags .InheritedFlags}}{{end}}{{if .HasAvailableSubCommands}}

{{more .CommandPath}}{{end}}
`

// worded sets the texts of all commands and flags, and their groups.
func (a *app) worded(root *cobra.Command) {
	words := a.words()
	for _, g := range groups {
		root.AddGroup(&cobra.Group{ID: g.name, Title: words.T("help.group." + g.name)})
	}
	root.AddGroup(&cobra.Group{ID: lastGroup, Title: words.T("help.group." + lastGroup)})
	root.InitDefaultHelpCmd() // adds the one that was set to the commands
	usage := template.Must(template.New("usage").Funcs(template.FuncMap{
		"word":  func(key string) string { return words.T("help." + key) },
		"more":  func(path string) string { return words.T("help.more", path) },
		"flags": func(f *pflag.FlagSet) string { return flagLines(f, words) },
		"rpad":  func(s string, width int) string { return fmt.Sprintf("%-*s", width, s) },
	}).Parse(helpTemplate))
	root.SetUsageFunc(func(c *cobra.Command) error { return usage.Execute(c.OutOrStderr(), c) })
	for _, c := range append([]*cobra.Command{root}, root.Commands()...) {
		key := "help." + c.Name()
		c.Short = words.T(key + ".short")
		c.Long = ""
		if words.Has(key + ".long") {
			c.Long = words.T(key + ".long")
		}
		if words.Has(key + ".args") {
			c.Use = c.Name() + " " + words.T(key+".args")
		}
		c.DisableFlagsInUseLine = true
		if c != root {
			c.GroupID = groupOf(c.Name())
		}
		c.InitDefaultHelpFlag()
		flags := c.LocalNonPersistentFlags()
		if c == root {
			flags = c.Flags()
			flags.AddFlagSet(c.PersistentFlags())
		}
		flags.VisitAll(func(f *pflag.Flag) {
			shared := "help.flag." + f.Name
			f.Usage = words.T(shared)
			if own := key + ".flag." + f.Name; words.Has(own) {
				f.Usage = words.T(own)
			}
		})
	}
}

// help shows the help of a command, or the list of commands.
func (a *app) help() *cobra.Command {
	return &cobra.Command{
		Use: "help",
		RunE: func(c *cobra.Command, args []string) error {
			about, rest, err := c.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return a.unknownCommand(c.Root(), args)
			}
			return about.Help()
		},
	}
}

func groupOf(command string) string {
	for _, g := range groups {
		if slices.Contains(g.commands, command) {
			return g.name
		}
	}
	return lastGroup
}

// flagLines returns the flags in columns, with their values and descriptions.
func flagLines(set *pflag.FlagSet, words *i18n.Texts) string {
	type line struct{ left, right string }
	var lines []line
	width := 0
	set.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		l := line{left: "      --" + f.Name, right: f.Usage}
		if f.Shorthand != "" {
			l.left = "  -" + f.Shorthand + ", --" + f.Name
		}
		if kind := f.Value.Type(); kind != "bool" {
			l.left += " " + words.T("help.value."+kind)
			if d := f.DefValue; d != "" && d != "[]" && d != "." {
				l.right += " (" + words.T("help.default", d) + ")"
			}
		}
		width = max(width, len([]rune(l.left)))
		lines = append(lines, l)
	})
	var b strings.Builder
	for i, l := range lines {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "%-*s   %s", width, l.left, l.right)
	}
	return b.String()
}

// language returns the language of help, and of errors found before the command line is read: that of --lang, or else
// the site's.
func language(args []string) string {
	dir := "."
	for i, arg := range args {
		for _, name := range []string{"--lang", "--dir", "-C"} {
			value, with := strings.CutPrefix(arg, name+"=")
			if arg == name && i+1 < len(args) {
				value, with = args[i+1], true
			}
			switch {
			case !with:
			case name != "--lang":
				dir = value
			case slices.Contains(i18n.Languages(), value):
				return value
			}
		}
	}
	if data, err := regular.ReadFile(filepath.Join(dir, "config.toml"), maxRead); err == nil {
		config, diags := source.ReadConfig("config.toml", string(data))
		if !diags.HasErrors() {
			return config.Site.Language
		}
	}
	return i18n.Languages()[0]
}

// takes returns a check of the number of arguments; most is -1 for any number.
func (a *app) takes(least, most int) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) < least || slices.Contains(args, "") { // a variable of a shell that has no value
			return usage{errors.New(a.words().T("help.error.too-few", c.CommandPath(), c.UseLine()))}
		}
		if most >= 0 && len(args) > most {
			return usage{errors.New(a.words().T("help.error.too-many", c.CommandPath(), args[most], c.UseLine()))}
		}
		return nil
	}
}

// unknownCommand returns the error for an unknown command, with a suggestion if one is near.
func (a *app) unknownCommand(root *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	words := a.words()
	text := words.T("help.error.unknown-command", args[0])
	if near := root.SuggestionsFor(args[0]); len(near) > 0 {
		text += "\n" + words.T("help.error.did-you-mean", strings.Join(near, " "+words.T("help.error.or")+" "))
	}
	return usage{errors.New(text + "\n" + words.T("help.error.all-commands"))}
}

// noCommand returns the error for flags without a command. In Windows -C "C:\Mina dok\" may have swallowed it, as \" is a
// quotation mark there.
func (a *app) noCommand() error {
	text := a.words().T("help.error.no-command")
	if strings.Contains(a.dir, `"`) {
		text += "\n" + a.words().T("help.error.quoted-folder", a.dir[:strings.Index(a.dir, `"`)])
	}
	return usage{errors.New(text + "\n" + a.words().T("help.error.all-commands"))}
}

// badFlag returns the error for an invalid flag in the user's language.
func (a *app) badFlag(c *cobra.Command, err error) error {
	words := a.words()
	dashed := func(name, letters string) string {
		if letters != "" {
			return "-" + name
		}
		return "--" + name
	}
	var unknown *pflag.NotExistError
	var bare *pflag.ValueRequiredError
	var bad *pflag.InvalidValueError
	var odd *pflag.InvalidSyntaxError
	switch {
	case errors.As(err, &unknown):
		text := words.T("help.error.unknown-flag", dashed(unknown.GetSpecifiedName(), unknown.GetSpecifiedShortnames()))
		var known []string
		c.Flags().VisitAll(func(f *pflag.Flag) { known = append(known, f.Name) })
		if near := diag.Nearest(unknown.GetSpecifiedName(), known); near != "" {
			text += "\n" + words.T("help.error.did-you-mean", "--"+near)
		}
		err = errors.New(text)
	case errors.As(err, &bare):
		err = errors.New(words.T("help.error.flag-needs-value", dashed(bare.GetSpecifiedName(), bare.GetSpecifiedShortnames())))
	case errors.As(err, &bad):
		err = errors.New(words.T("help.error.bad-value", "--"+bad.GetFlag().Name, bad.GetValue()))
	case errors.As(err, &odd):
		err = errors.New(words.T("help.error.bad-syntax", odd.GetSpecifiedFlag()))
	}
	return usage{err}
}

// oneOf returns a usage error unless the value of a flag is among the allowed ones.
func (a *app) oneOf(flag, got string, allowed ...string) error {
	if slices.Contains(allowed, got) {
		return nil
	}
	words := a.words()
	last := len(allowed) - 1
	list := strings.Join(allowed[:last], ", ") + " " + words.T("help.error.or") + " " + allowed[last]
	return usage{errors.New(words.T("help.error.one-of", flag, got, list))}
}
