package main

import (
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"styrdok/generator/i18n"
)

// TestHelpIsWorded shows that every command and flag has its words in every language, and that no
// words are left of commands that are gone.
func TestHelpIsWorded(t *testing.T) {
	for _, lang := range i18n.Languages() {
		words := i18n.MustLoad(lang)
		root := (&app{language: lang}).root()
		commands := append([]*cobra.Command{root}, root.Commands()...)
		names := map[string]bool{}
		for _, c := range commands {
			key := "help." + c.Name()
			names[c.Name()] = true
			if !words.Has(key + ".short") {
				t.Errorf("%s: no %s.short", lang, key)
			}
			c.Flags().VisitAll(func(f *pflag.Flag) {
				if !words.Has(key+".flag."+f.Name) && !words.Has("help.flag."+f.Name) && root.PersistentFlags().Lookup(f.Name) == nil {
					t.Errorf("%s: no words for --%s of %s", lang, f.Name, c.Name())
				}
			})
		}
		for _, g := range groups {
			for _, name := range g.commands {
				if !names[name] {
					t.Errorf("group %s has %s, which is no command", g.name, name)
				}
			}
		}
	}
}
