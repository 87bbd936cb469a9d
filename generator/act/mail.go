package act

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"styrdok/generator"
	"styrdok/generator/diag"
	"styrdok/generator/edit"
	"styrdok/generator/library"
	"styrdok/generator/lock"
	"styrdok/generator/mail"
	"styrdok/generator/regular"
	"styrdok/generator/reminder"
	"styrdok/generator/source"
)

// Mailing is messages about a site that are to be sent, and the log of those that have been.
type Mailing struct {
	*Found
	Messages []reminder.Message
	Plan     *reminder.Plan   // of reminders; nil for a digest
	Digest   *reminder.Digest // nil for reminders
	// Recipients is the number of addresses of a digest, whether or not they have got it.
	Recipients int

	log     *reminder.Log
	release func()
}

// Remind plans the reminders of the day. Nothing is planned if the site or its log has errors. If they are to be sent, other
// processes that send for the same site are waited for, until Close.
func Remind(opt generator.Options, sending bool) (*Mailing, error) {
	return newMailing(opt, sending, func(m *Mailing) {
		m.Plan = reminder.New(m.Library, &m.Config, m.log, m.SiteWords())
		m.Messages = m.Plan.Messages
	})
}

// Notify plans the digest of the day for the addresses of the configuration and some more, see [reminder.NewDigest].
func Notify(opt generator.Options, sending bool, more []string, since library.Date) (*Mailing, error) {
	return newMailing(opt, sending, func(m *Mailing) {
		var to []string
		for _, address := range slices.Concat(m.Config.Notify.To, more) {
			if !slices.ContainsFunc(to, func(other string) bool { return strings.EqualFold(address, other) }) {
				to = append(to, address)
			}
		}
		m.Recipients = len(to)
		m.Digest = reminder.NewDigest(m.Library, &m.Config, m.log, to, since, m.SiteWords())
		m.Messages = m.Digest.Messages
	})
}

// mailLock keeps two processes from sending the same.
const mailLock = "reminders"

func newMailing(opt generator.Options, sending bool, plan func(*Mailing)) (_ *Mailing, err error) {
	m := &Mailing{release: func() {}}
	if sending {
		if m.release, err = lock.Take(cmp.Or(opt.Dir, "."), mailLock, opt.Waiting); err != nil {
			return nil, err
		}
	}
	defer func() {
		if err != nil {
			m.release()
		}
	}()
	if m.Found, err = Load(opt); err != nil {
		return nil, err
	}
	src, err := written(m.Opened, reminder.LogFile)
	if err != nil {
		return nil, err
	}
	var faults diag.List
	m.log, faults = reminder.ReadLog(string(src))
	if m.Diags = append(m.Diags, faults...).Sort(); m.Diags.HasErrors() {
		return m, nil
	}
	if sending && src != nil {
		if err := m.tidyLog(); err != nil {
			return nil, err
		}
	}
	plan(m)
	return m, nil
}

// Close lets others send.
func (m *Mailing) Close() { m.release() }

// Lacking is what the configuration must say for messages to be written, or also to be sent.
func (m *Mailing) Lacking(sending bool) (out diag.List) {
	r := m.Config.Remind
	lacks := func(key, value, example string) {
		if value == "" {
			out.Add(diag.MissingKey, m.Config.PosOf("remind"), key, diag.P("missing.under", "[remind]", key+" = "+example))
		}
	}
	lacks("from", r.From, `"styrdokument@exempelby.se"`)
	if sending {
		lacks("host", r.Host, `"smtp.exempelby.se"`)
	}
	return out
}

// message makes a message as it is sent.
func (m *Mailing) message(r reminder.Message) mail.Message {
	c := m.Config
	text, html := r.Bodies()
	out := mail.Message{
		ID: r.ID + "@" + reminder.Host(c.Site.BaseURL), From: c.Remind.From, FromName: c.Site.Title + ", " + c.Organisation.Name, To: r.To,
		ReplyTo: c.Remind.Coordinator, Date: m.Today.Time().Add(morning), Language: c.Site.Language, Subject: r.Subject, Text: text, HTML: html,
	}
	if out.ReplyTo == "" && source.IsMailbox(c.Organisation.Contact) {
		out.ReplyTo = c.Organisation.Contact
	}
	if m.Digest != nil {
		out.Leave = cmp.Or(out.ReplyTo, out.From)
	}
	return out
}

// morning is the time of day of all messages, in UTC, since they depend on the day alone.
const morning = 6 * time.Hour

// EML returns the messages as files, in order.
func (m *Mailing) EML() ([][]byte, error) {
	var out [][]byte
	for _, r := range m.Messages {
		data, err := m.message(r).EML()
		if err != nil {
			return nil, err
		}
		out = append(out, data)
	}
	return out, nil
}

// Record writes to the log that all messages have been sent, by other means.
func (m *Mailing) Record() error {
	log, err := m.openLog()
	if err != nil {
		return err
	}
	var lines []reminder.Entry
	for _, r := range m.Messages {
		lines = append(append(lines, r.Began...), r.After(m.Today, reminder.Sent))
	}
	return errors.Join(log.add(slices.Concat(m.Digest.Begins(), lines, m.Digest.Ends())...), log.close(m))
}

// Send hands the messages to the server of the configuration. What is about to be sent stands in the log before, and what
// has become of it after, so that nothing is sent twice, whatever breaks. Told, which gets each message in turn, learns the
// rest. After a message with which the connection went, the others are sent over a new one. The error is of the machine or
// of package mail; then the messages that told has not been given are not sent.
func (m *Mailing) Send(ctx context.Context, password string, told func(reminder.Message, mail.Fate, error)) (err error) {
	r := m.Config.Remind
	server := mail.Server{Host: r.Host, Port: r.Port, User: r.User, Password: password}
	session, err := server.Dial(ctx)
	if err != nil {
		return err
	}
	defer func() { session.Close() }()
	log, err := m.openLog()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, log.close(m)) }()
	if err := log.add(m.Digest.Begins()...); err != nil {
		return err
	}
	again := false // the connection is new
	for _, message := range m.Messages {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := log.add(message.Began...); err != nil {
			return err
		}
		fate, why := session.Send(m.message(message))
		switch fate {
		case mail.Taken:
			err = log.add(message.After(m.Today, reminder.Sent))
		case mail.Refused, mail.Unsent:
			err = log.add(message.After(m.Today, reminder.Failed))
		}
		told(message, fate, why)
		if err != nil {
			return err
		}
		if fate == mail.Taken || fate == mail.Refused {
			again = false
			continue
		}
		session.Close()
		if again {
			return fmt.Errorf("%w: %w", mail.ErrSession, why)
		}
		next, err := server.Dial(ctx)
		if err != nil {
			return err
		}
		session, again = next, true
	}
	return log.add(m.Digest.Ends()...)
}

// logFile is the log while messages are sent. Lines are only ever appended, and are on the disk when add returns.
type logFile struct{ *os.File }

// openLog begins a run: the file is put in order, without what a killed run or a merge has left, and opened for appending.
func (m *Mailing) openLog() (*logFile, error) {
	if err := m.tidyLog(); err != nil {
		return nil, err
	}
	root, err := regular.OpenRoot(m.Dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	f, err := root.OpenFile(reminder.LogFile, os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return nil, edit.NotWritten(reminder.LogFile, err)
	}
	return &logFile{f}, nil
}

func (l *logFile) add(lines ...reminder.Entry) error {
	if len(lines) == 0 {
		return nil
	}
	_, err := l.Write(reminder.Lines(lines...))
	if err = errors.Join(err, l.Sync()); err != nil {
		return edit.NotWritten(reminder.LogFile, err)
	}
	return nil
}

// close ends a run, and leaves the lines sorted.
func (l *logFile) close(m *Mailing) error { return errors.Join(l.Close(), m.tidyLog()) }

func (m *Mailing) tidyLog() error {
	old, err := written(m.Opened, reminder.LogFile)
	if err != nil {
		return err
	}
	log, _ := reminder.ReadLog(string(old))
	tidy := log.Format(m.SiteWords().T("remind.log-head"))
	if bytes.Equal(old, tidy) {
		return nil
	}
	hold, err := Take(m.Dir, nil)
	if err != nil {
		return err
	}
	defer hold.Release()
	var files edit.Files
	files.Put(reminder.LogFile, old, tidy)
	return files.Write(m.Dir, m.Waiting)
}
