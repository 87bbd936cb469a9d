package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"styrdok/generator"
	"styrdok/generator/act"
	"styrdok/generator/library"
	"styrdok/generator/regular"
	"styrdok/generator/source"
)

func (a *app) notify() *cobra.Command {
	var how mailing
	var list, since string
	c := &cobra.Command{
		Use:     "notify",
		Example: "  styrdok notify\n  styrdok notify --send\n  styrdok notify --to prenumeranter.txt --send",
		Args:    a.takes(0, 0),
		RunE: a.on(func(opt generator.Options, _ []string) error {
			var from library.Date
			if since != "" {
				var err error
				if from, err = library.ParseDate(since); err != nil {
					return usage{errors.New(a.words().T("help.error.bad-day", "--since", since))}
				}
			}
			to, err := a.addresses(list)
			if err != nil {
				return err
			}
			return a.mail(how, func(changing bool) (*act.Mailing, error) {
				m, err := act.Notify(opt, changing, to, from)
				if err == nil && m.Recipients == 0 && !m.Diags.HasErrors() && (how.send || how.write != "") {
					m.Close()
					err = a.fail(exitUsage, m.Words.T("notify.nobody"))
				}
				return m, err
			}, a.notified)
		}),
	}
	how.flags(c)
	c.Flags().StringVar(&list, "to", "", "")
	c.Flags().StringVar(&since, "since", "", "")
	return c
}

// addresses reads a list of addresses, one on each line. Empty lines and those that begin with # are passed over.
func (a *app) addresses(file string) ([]string, error) {
	if file == "" {
		return nil, nil
	}
	data, err := regular.ReadFile(a.inDir(file), maxRead)
	if err != nil {
		return nil, err
	}
	var out []string
	n := 0
	for line := range strings.Lines(strings.TrimPrefix(string(data), "\ufeff")) {
		n++
		switch line = strings.TrimSpace(line); {
		case line == "" || line[0] == '#':
		case !source.IsMailbox(line):
			return nil, a.fail(exitUsage, a.words().T("notify.bad-address", file, n, line))
		default:
			out = append(out, line)
		}
	}
	return out, nil
}

// notified writes what there is to say of a digest.
func (a *app) notified(m *act.Mailing) {
	d, words := m.Digest, m.Words
	switch {
	case len(d.News) == 0:
		fmt.Fprintln(a.out, words.T("notify.nothing", d.From))
	case m.Recipients == 0:
		fmt.Fprintln(a.err, words.T("notify.nobody"))
	}
	if d.Uncertain > 0 {
		fmt.Fprintln(a.err, words.N("notify.uncertain", d.Uncertain))
	}
}
