package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"styrdok/docs"
	"styrdok/generator/diag"
	"styrdok/generator/source"
)

func (a *app) explain() *cobra.Command {
	var whole bool
	c := &cobra.Command{
		Use:     "explain",
		Example: "  styrdok explain unknown-key\n  styrdok explain review\n  styrdok explain handboken",
		Args:    a.takes(0, -1),
		ValidArgsFunction: completing(func(args []string) []string {
			if len(args) > 0 {
				return nil
			}
			return docs.Words()
		}),
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return a.everyCode()
			}
			return a.explained(c, strings.Join(args, " "), whole)
		},
	}
	c.Flags().BoolVar(&whole, "all", false, "")
	return c
}

// explained writes what the handbooks say about a word, in Swedish, or the sentences of a diagnostic in English.
func (a *app) explained(c *cobra.Command, word string, whole bool) error {
	words := a.words()
	word = docs.Clean(word)
	for _, h := range docs.Handbooks() {
		if h.Word == word && whole {
			_, err := fmt.Fprint(a.out, h.Whole())
			return err
		}
	}
	if whole {
		return usage{errors.New(words.T("help.error.not-handbook", word) + "\n" + words.T("help.error.all-explained"))}
	}
	text := docs.Explain(word)
	if about, _, err := c.Root().Find([]string{word}); text == "" && err == nil && about != c.Root() {
		return about.Help()
	}
	if text == "" {
		text = docs.Explain(source.MeantKey(word))
	}
	if text == "" {
		if places := docs.Mentions(word); len(places) > 0 {
			return a.mentioned(word, places)
		}
		message := words.T("help.error.not-explained", word)
		if near := diag.Nearest(word, docs.Words()); near != "" {
			message += "\n" + words.T("help.error.did-you-mean", near)
		}
		return usage{errors.New(message + "\n" + words.T("help.error.all-explained"))}
	}
	if words.Lang() != "sv" {
		if slices.Contains(diag.Codes(), diag.Code(word)) {
			for _, sentence := range []string{".message", ".hint"} {
				if s := blank.Replace(words.T("diag." + word + sentence)); strings.Trim(s, "… ") != "" {
					fmt.Fprint(a.out, docs.Wrap("", "", s))
				}
			}
		}
		fmt.Fprintf(a.out, "%s\n\n", words.T("help.explained.swedish"))
	}
	_, err := fmt.Fprint(a.out, text)
	return err
}

// mentioned lists the passages that contain a word, if none is about it.
func (a *app) mentioned(word string, places []string) error {
	const most = 8
	fmt.Fprintln(a.out, a.words().T("help.explained.mentioned", word))
	for _, p := range places[:min(len(places), most)] {
		fmt.Fprintf(a.out, "  styrdok explain %s\n", p)
	}
	return nil
}

// blank replaces the arguments of a sentence by dots.
var blank = strings.NewReplacer("{0}", "…", "{1}", "…", "{2}", "…", "{3}", "…", "{4}", "…")

// everyCode lists the handbooks and all diagnostic codes with a short description.
func (a *app) everyCode() error {
	words := a.words()
	fmt.Fprintln(a.out, words.T("help.explained.handbooks"))
	for _, h := range docs.Handbooks() {
		fmt.Fprintf(a.out, "  %-20s %s\n", h.Word, h.Title())
	}
	fmt.Fprintf(a.out, "\n%s\n", words.T("help.explained.codes"))
	for _, p := range docs.Codes() {
		line := p.Text
		if words.Lang() != "sv" {
			line = blank.Replace(words.T("diag." + p.Heading + ".message"))
		}
		fmt.Fprint(a.out, docs.Wrap(fmt.Sprintf("  %-26s ", p.Heading), strings.Repeat(" ", 29), firstSentence(line)))
	}
	return nil
}

// firstSentence returns the first sentence after the severity at the beginning of a passage.
func firstSentence(s string) string {
	severity, rest, found := strings.Cut(s, ". ")
	if !found {
		return s
	}
	if about, _, more := strings.Cut(rest, ". "); more {
		rest = about + "."
	}
	return severity + ". " + rest
}
