package main

import (
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"styrdok/generator/i18n"
	"styrdok/generator/library"
)

// argument stands in combinations for what follows a command and is no flag.
const argument = "argument"

// combination says what a flag goes with. Flags are written as "name", "name=value", or "name=.end" for what a value ends with.
type combination struct {
	flag    string
	without []string // they would do nothing beside the flag
	with    string   // without it the flag would do nothing
}

// combinations are those of each command. What they refuse is refused before a command begins; so nothing that somebody asks for is
// passed over in silence.
var combinations = map[string][]combination{
	"adopt":   {{flag: "meeting", without: []string{argument, "body", "date", "section", "case", "in-force", "version", "file"}}},
	"build":   {{flag: "internal", without: []string{"record", "approve"}}, {flag: "offline", without: []string{"record", "approve"}}, {flag: "approve", with: "sign"}},
	"diff":    {{flag: "format=pdf", without: []string{"whole"}}},
	"explain": {{flag: "all", with: argument}},
	"due": {
		{flag: "spread", without: []string{"by", "state", "fail", "format=ics"}}, {flag: "write", with: "spread"}, {flag: "dry-run", with: "spread"},
		{flag: "write", without: []string{"format", "out"}}, {flag: "dry-run", without: []string{"format", "out"}}, {flag: "by", without: []string{"format=ics"}},
	},
	"import": {{flag: "confirm", without: []string{"into", "report", "format"}}},
	"notify": {{flag: "send", without: []string{"write"}}, {flag: "log", with: "write"}},
	"remind": {{flag: "send", without: []string{"write"}}, {flag: "log", with: "write"}},
	"report": {
		{flag: "meeting", with: "body"}, {flag: "meeting", without: []string{"format", "out", "since", "public"}},
		{flag: "most", with: "meeting"}, {flag: "dry-run", with: "meeting"}, {flag: "out=.pdf", without: []string{"format"}},
	},
	"schema": {{flag: "out", with: argument}},
	"verify": {
		{flag: "new-key", without: []string{argument, "key", "stamp-request", "stamp-reply", "format"}},
		{flag: "stamp-request", without: []string{argument, "key", "stamp-reply", "format"}},
		{flag: "stamp-reply", without: []string{argument, "key", "format"}},
	},
}

// checkFlags returns a usage error if a flag has no value, or if one that is given would do nothing.
func (a *app) checkFlags(c *cobra.Command, args []string) error {
	words := a.words()
	var err error
	c.Flags().Visit(func(f *pflag.Flag) {
		if err == nil && isBlank(f.Value) { // a variable of a shell that has no value, most often
			err = usage{errors.New(words.T("help.error.empty-flag", f.Name))}
		}
	})
	if err != nil {
		return err
	}
	if a.lang != "" {
		if err := a.oneOf("--lang", a.lang, i18n.Languages()...); err != nil {
			return err
		}
	}
	if a.today != "" {
		if _, err := library.ParseDate(a.today); err != nil {
			return usage{errors.New(words.T("help.error.bad-day", "--today", a.today))}
		}
	}
	for _, rule := range combinations[c.Name()] {
		flag, given := givenAs(c, args, rule.flag)
		if !given {
			continue
		}
		for _, other := range rule.without {
			if other, given := givenAs(c, args, other); given {
				return usage{errors.New(words.T("help.error.apart", flag, other))}
			}
		}
		if rule.with == "" {
			continue
		}
		switch _, given := givenAs(c, args, rule.with); {
		case !given && rule.with == argument:
			return usage{errors.New(words.T("help.error.needs-argument", flag, c.UseLine()))}
		case !given:
			return usage{errors.New(words.T("help.error.needs", flag, "--"+rule.with))}
		}
	}
	return nil
}

// givenAs reports whether a flag of a combination was given, and how to name it.
func givenAs(c *cobra.Command, args []string, flag string) (as string, given bool) {
	if flag == argument {
		if len(args) == 0 {
			return "", false
		}
		return args[0], true
	}
	name, value, valued := strings.Cut(flag, "=")
	f := c.Flags().Lookup(name)
	got := f.Value.String()
	switch {
	case !f.Changed, f.Value.Type() == "bool" && got == "false":
		return "", false
	case !valued:
		return "--" + name, true
	case value[0] == '.':
		return "--" + name + " " + got, strings.HasSuffix(strings.ToLower(got), value)
	}
	return "--" + name + " " + value, got == value
}

// isBlank reports whether a value is empty, or one of several.
func isBlank(v pflag.Value) bool {
	blank := func(s string) bool { return strings.TrimSpace(s) == "" }
	if list, ok := v.(pflag.SliceValue); ok {
		return len(list.GetSlice()) == 0 || slices.ContainsFunc(list.GetSlice(), blank)
	}
	return blank(v.String())
}
