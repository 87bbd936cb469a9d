// Package mail writes messages as files and hands them to a mail server, one after the other over one encrypted connection.
// It tells of each whether the server has it, has it not, or may have it. It knows neither documents nor reminders.
package mail

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"net"
	"net/textproto"
	"strings"
	"time"

	"styrdok/generator/pattern"

	mail "github.com/wneessen/go-mail"
)

// Message is a message to one address, as plain text and as HTML.
type Message struct {
	ID             string // without angle brackets: "3f2a@exempelby.example"
	From, FromName string
	To, ReplyTo    string // ReplyTo may be empty
	Date           time.Time
	Language       string
	Subject        string
	Text, HTML     string
	Leave          string // the address at which nobody asks in vain to get no more of these; may be empty
}

func (m Message) build() (*mail.Msg, error) {
	out := mail.NewMsg(mail.WithNoDefaultUserAgent(), mail.WithBoundary("styrdok-"+boundary(m.ID)))
	err := errors.Join(out.FromFormat(m.FromName, m.From), out.To(m.To))
	if m.ReplyTo != "" {
		err = errors.Join(err, out.ReplyTo(m.ReplyTo))
	}
	out.SetMessageIDWithValue(m.ID)
	out.SetDateWithValue(m.Date)
	out.Subject(encoded(m.Subject))
	out.SetGenHeader("Content-Language", m.Language)
	out.SetGenHeader("Auto-Submitted", "auto-generated") // so that no holiday notice answers it (RFC 3834)
	if m.Leave != "" {
		out.SetGenHeader(mail.HeaderListUnsubscribe, "<mailto:"+m.Leave+"?subject=unsubscribe>")
	}
	// The writer of quoted-printable loses line feeds in a text that has both kinds of line ends.
	oneKind := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace
	out.SetBodyString(mail.TypeTextPlain, oneKind(m.Text))
	out.AddAlternativeString(mail.TypeTextHTML, oneKind(m.HTML))
	return out, err
}

// encoded returns a subject that would be read as words encoded so that it is read as it is; any other stays as it is. Such words
// may have 75 characters (RFC 2047, section 2).
func encoded(subject string) string {
	if !strings.Contains(subject, "=?") {
		return subject
	}
	var words []string
	for rest := []rune(subject); len(rest) > 0; {
		n := min(len(rest), 11) // of four bytes each
		words = append(words, "=?utf-8?b?"+base64.StdEncoding.EncodeToString([]byte(string(rest[:n])))+"?=")
		rest = rest[n:]
	}
	return strings.Join(words, " ")
}

// boundary makes of an ID what may stand between the parts of a message.
func boundary(id string) string {
	keep := func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return '-'
	}
	name := strings.Map(keep, id)
	return name[:min(len(name), 50)]
}

// EML returns the message as a file that mail programs open. The same message gives the same bytes.
func (m Message) EML() ([]byte, error) {
	msg, err := m.build()
	if err != nil {
		return nil, fmt.Errorf("message to %s: %w", m.To, err)
	}
	var b bytes.Buffer
	_, err = msg.WriteTo(&b)
	return b.Bytes(), err
}

// What can go wrong. Whoever gets one of them can tell it in words.
var (
	ErrUnreachable = errors.New("the server does not answer")
	ErrSlow        = errors.New("the server takes too long")
	ErrNoTLS       = errors.New("the server does not encrypt")
	ErrCertificate = errors.New("the server's certificate is not valid")
	ErrPassword    = errors.New("the server does not accept user and password")
	ErrNoLogin     = errors.New("the server cannot log anybody in")
	ErrSession     = errors.New("the server ended the session")
)

// Fate is what has become of a message.
type Fate uint8

const (
	Taken   Fate = iota + 1 // the server has it
	Refused                 // the server does not want it; others can be sent
	Unsent                  // no more can be sent: the connection is gone, or the sender not welcome; nor was this message
	Unknown                 // the connection is gone, and the server may have it
)

// Server is where messages are handed in, and as whom. On port 465 the connection is encrypted from its beginning, on all
// others by STARTTLS. Nothing is sent without.
type Server struct {
	Host           string
	Port           int
	User, Password string         // without a user nobody logs in
	Timeout        time.Duration  // of one message; zero: two minutes
	Roots          *x509.CertPool // whose certificates are trusted; nil: those that the system trusts
}

const (
	tlsPort  = 465
	patience = 2 * time.Minute
)

// Session is a connection to a server.
type Session struct{ client *mail.Client }

// Dial connects and logs in. The error is of one of the kinds above.
func (s Server) Dial(ctx context.Context) (*Session, error) {
	timeout := s.Timeout
	if timeout == 0 {
		timeout = patience
	}
	opt := []mail.Option{mail.WithPort(s.Port), mail.WithTimeout(timeout), mail.WithTLSPolicy(mail.TLSMandatory), mail.WithoutSMTPUTF8()}
	if s.Port == tlsPort {
		opt = append(opt, mail.WithSSL())
	}
	if s.User != "" {
		opt = append(opt, mail.WithUsername(s.User), mail.WithPassword(s.Password),
			mail.WithOpportunisticSMTPAuth(mail.SMTPAuthSCRAMSHA256PLUS, mail.SMTPAuthSCRAMSHA256, mail.SMTPAuthPlain, mail.SMTPAuthLogin, mail.SMTPAuthCramMD5))
	}
	if s.Roots != nil {
		opt = append(opt, mail.WithTLSConfig(&tls.Config{ServerName: s.Host, RootCAs: s.Roots, MinVersion: tls.VersionTLS12}))
	}
	client, err := mail.NewClient(s.Host, opt...)
	if err != nil {
		return nil, err
	}
	if err := client.DialWithContext(ctx); err != nil {
		return nil, kindOf(err)
	}
	return &Session{client}, nil
}

// kindOf finds out what keeps a connection from being made.
func kindOf(err error) error {
	kind := ErrSession
	var verification *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	var reply *textproto.Error
	var wire *net.OpError
	var late net.Error
	switch {
	case errors.As(err, &verification):
		kind = ErrCertificate
	case errors.As(err, &record):
		kind = ErrNoTLS
	case errors.As(err, &reply):
		if reply.Code == 535 || reply.Code == 534 || reply.Code == 530 || reply.Code == 454 {
			kind = ErrPassword
		}
	case errors.As(err, &late) && late.Timeout(), errors.Is(err, context.DeadlineExceeded):
		kind = ErrSlow
	case errors.As(err, &wire):
		kind = ErrUnreachable
	case strings.Contains(err.Error(), "STARTTLS"):
		kind = ErrNoTLS
	case strings.Contains(err.Error(), "SMTP AUTH"), errors.Is(err, mail.ErrNoSupportedAuthDiscovered):
		kind = ErrNoLogin
	}
	return fmt.Errorf("%w: %w", kind, err)
}

// Send hands a message in. The error says why it is not taken, in the server's words if there are any.
func (s *Session) Send(m Message) (Fate, error) {
	msg, err := m.build()
	if err != nil {
		return Refused, err
	}
	err = s.client.Send(msg)
	if err == nil || msg.IsDelivered() {
		return Taken, nil
	}
	var sending *mail.SendError
	if !errors.As(err, &sending) {
		return Unknown, err
	}
	code := sending.ErrorCode()
	switch sending.Reason {
	case mail.ErrGetSender, mail.ErrGetRcpts, mail.ErrNoUnencoded:
		return Refused, err
	case mail.ErrSMTPRcptTo, mail.ErrSMTPData, mail.ErrSMTPDataClose:
		if code != 0 && code != closing {
			_ = s.client.Reset() // some servers are in the middle of the message still
			return Refused, err
		}
		if code == 0 && sending.Reason == mail.ErrSMTPDataClose {
			return Unknown, err
		}
	}
	return Unsent, err
}

// closing is the reply of a server that ends the session (RFC 5321, 3.8).
const closing = 421

// Close ends the session.
func (s *Session) Close() { _ = s.client.Close() }

// Reason is what a server has replied, or else the last words of the machine: "no such host".
func Reason(err error) string {
	if err == nil {
		return ""
	}
	// What the library adds about the message is known.
	text, _, _ := strings.Cut(err.Error(), ", affected")
	if reply := serverReply.FindString(text); reply != "" {
		return strings.ReplaceAll(reply, `"`, "")
	}
	return text[strings.LastIndex(": "+text, ": "):]
}

// serverReply finds a reply such as "550 5.1.1 No such user here".
var serverReply = pattern.New(`\b[45]\d\d [^\n]*`)
