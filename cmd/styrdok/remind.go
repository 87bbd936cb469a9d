package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"styrdok/generator"
	"styrdok/generator/act"
	"styrdok/generator/mail"
	"styrdok/generator/reminder"
)

// smtpPassword holds the password of the mail server, which is written in no file.
const smtpPassword = "STYRDOK_SMTP_PASSWORD"

// mailing are the flags of commands that make messages.
type mailing struct {
	write     string
	send, log bool
}

func (m *mailing) flags(c *cobra.Command) {
	c.Flags().StringVar(&m.write, "write", "", "")
	c.Flags().BoolVar(&m.send, "send", false, "")
	c.Flags().BoolVar(&m.log, "log", false, "")
}

func (a *app) remind() *cobra.Command {
	var how mailing
	c := &cobra.Command{
		Use:     "remind",
		Example: "  styrdok remind\n  styrdok remind --write brev/\n  styrdok remind --send",
		Args:    a.takes(0, 0),
		RunE: a.on(func(opt generator.Options, _ []string) error {
			return a.mail(how, func(changing bool) (*act.Mailing, error) { return act.Remind(opt, changing) }, a.planned)
		}),
	}
	how.flags(c)
	return c
}

// mail plans messages, and shows, writes or sends them. Show writes what there is to say of the plan, and reports whether there
// is anything to be sent.
func (a *app) mail(how mailing, plan func(changing bool) (*act.Mailing, error), show func(*act.Mailing)) error {
	words := a.words()
	m, err := plan(how.send || how.log)
	if err != nil {
		return a.failed(err, words)
	}
	defer m.Close()
	if m.Diags.HasErrors() {
		return a.report(m.Opened, m.Diags, false)
	}
	if how.send || how.write != "" {
		if lacking := m.Lacking(how.send); len(lacking) > 0 {
			if err := a.report(m.Opened, lacking, false); err != nil {
				return exit(exitUsage)
			}
		}
	}
	if how.send && m.Config.Remind.User != "" && a.getenv(smtpPassword) == "" {
		return a.fail(exitUsage, m.Words.T("mail.no-password", m.Config.Remind.User, smtpPassword))
	}
	switch {
	case how.write != "":
		err = a.writeMessages(m, how)
	case how.send && (len(m.Messages) > 0 || m.Digest.Resuming()):
		err = a.sendMessages(m)
	default:
		if m.Digest == nil {
			for _, message := range m.Messages {
				a.showMessage(m, message)
			}
		} else if m.Digest.Text != "" {
			fmt.Fprintf(a.out, "%s\n\n%s\n", m.Digest.Subject, m.Digest.Text)
		}
		if len(m.Messages) > 0 {
			fmt.Fprintln(a.out, m.Words.N("mail.dry", len(m.Messages)))
		}
	}
	show(m)
	return err
}

// showMessage writes who would get a message, and about what.
func (a *app) showMessage(m *act.Mailing, message reminder.Message) {
	fmt.Fprintf(a.out, "%s (%s)\n  %s\n", message.To, message.Who, message.Subject)
	t := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', 0)
	for _, r := range message.Reminders {
		fmt.Fprintf(t, "    %s\t%s\t%s\n", m.Words.T("remind.step."+string(r.Step)), r.Document.Review.Due, a.document(r))
	}
	t.Flush()
	fmt.Fprintln(a.out)
}

func (a *app) document(r reminder.Reminder) string {
	return fmt.Sprintf("%s (%s)", r.Document.InForce.Title, r.Document.ID)
}

// planned writes what a plan of reminders could not do. Nothing that is late is passed over.
func (a *app) planned(m *act.Mailing) {
	p, words := m.Plan, m.Words
	if len(m.Messages)+len(p.Lost) == 0 {
		fmt.Fprintln(a.out, words.T("remind.nothing"))
	}
	if len(p.Lost) > 0 {
		fmt.Fprintln(a.err, words.N("remind.lost", len(p.Lost)))
		ids := map[string][]string{}
		for _, r := range p.Lost {
			who := words.T("remind.lost."+string(r.Lost), reminder.Responsible(r.Document.InForce))
			ids[who] = append(ids[who], string(r.Document.ID))
		}
		for _, who := range slices.Sorted(maps.Keys(ids)) {
			fmt.Fprintf(a.err, "  %s: %s\n", who, strings.Join(ids[who], ", "))
		}
	}
	for _, e := range p.Uncertain {
		fmt.Fprintln(a.err, words.T("mail.uncertain", e.Day, e.Role, e.ID))
	}
	if len(p.NoSuperior) > 0 {
		fmt.Fprintln(a.err, words.T("remind.no-superior", strings.Join(p.NoSuperior, "; ")))
	}
	if len(p.NoBody) > 0 {
		fmt.Fprintln(a.err, words.T("remind.no-body", strings.Join(p.NoBody, ", ")))
	}
}

// writeMessages writes the messages as files into a folder, which may not be one that is published or read.
func (a *app) writeMessages(m *act.Mailing, how mailing) error {
	dir := a.inDir(how.write)
	if err := a.outsideBuilds(dir, m.Words); err != nil {
		return err
	}
	data, err := m.EML()
	if err != nil {
		return err
	}
	for i, message := range m.Messages {
		name := filepath.Join(dir, fmt.Sprintf("%s-%02d-%s.eml", m.Today, i+1, message.ID))
		if err := writeBelow(name, data[i]); err != nil {
			return err
		}
		fmt.Fprintf(a.out, "%s  %s\n", name, message.To)
	}
	if how.log {
		return unbroken(m.Record)
	}
	if len(data) > 0 {
		fmt.Fprintln(a.out, m.Words.T("mail.written"))
	}
	return nil
}

// sendMessages sends the messages, and tells of each how it went. Interrupted, it ends after the message that is being sent.
func (a *app) sendMessages(m *act.Mailing) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	count := map[mail.Fate]int{}
	err := m.Send(ctx, a.getenv(smtpPassword), func(message reminder.Message, fate mail.Fate, why error) {
		count[fate]++
		switch fate {
		case mail.Taken:
			fmt.Fprintln(a.out, m.Words.T("mail.taken", message.To, message.Subject))
		default:
			key := map[mail.Fate]string{mail.Refused: "refused", mail.Unsent: "unsent", mail.Unknown: "unknown"}[fate]
			fmt.Fprintln(a.err, m.Words.T("mail."+key, message.To, mail.Reason(why)))
		}
	})
	all := count[mail.Taken] + count[mail.Refused] + count[mail.Unsent] + count[mail.Unknown]
	fmt.Fprintln(a.out, m.Words.N("mail.sent", count[mail.Taken], len(m.Messages)))
	if left := len(m.Messages) - all; left > 0 {
		fmt.Fprintln(a.err, m.Words.N("mail.left", left))
	}
	r := m.Config.Remind
	switch key := keyOf(err, mailReasons); {
	case key != "":
		text := m.Words.T("mail.error."+key, fmt.Sprintf("%s:%d", r.Host, r.Port), r.User, smtpPassword)
		pos := m.Config.PosOf("remind.host")
		return a.fail(exitMachine, fmt.Sprintf("%s: %s\n  %s", pos, text, mail.Reason(err)))
	case errors.Is(err, context.Canceled):
		return a.fail(exitMachine, m.Words.T("mail.interrupted"))
	case err != nil:
		return err
	case all > count[mail.Taken]:
		return exit(exitContent)
	}
	return nil
}

// mailReasons are the errors of package mail, with the last part of the key of their text.
var mailReasons = []reason{
	{mail.ErrUnreachable, "unreachable"}, {mail.ErrSlow, "slow"}, {mail.ErrNoTLS, "no-tls"}, {mail.ErrCertificate, "certificate"},
	{mail.ErrPassword, "password"}, {mail.ErrNoLogin, "no-login"}, {mail.ErrSession, "session"},
}
