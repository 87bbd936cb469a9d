package mail

import (
	"bytes"
	"context"
	"crypto/x509"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	netmail "net/mail"
	"strings"
	"testing"
	"time"

	"styrdok/generator/testkit/smtpd"
)

func message(to string) Message {
	return Message{
		ID: to + ".3f2a@exempelby.example", From: "styrdokument@exempelby.example", FromName: "Styrdokument, Exempelby", To: to,
		ReplyTo: "samordnaren@exempelby.example", Date: time.Date(2026, 11, 22, 6, 0, 0, 0, time.UTC), Language: "sv",
		Subject: "Försenad översyn: Policy för lösenord", Text: "Översynen är försenad.\n.\n" + strings.Repeat("å", 2000) + "\n", HTML: "<p>Översynen är försenad.</p>\n",
	}
}

// TestEML reads a message back with the standard library.
func TestEML(t *testing.T) {
	m := message("it@exempelby.example")
	data, err := m.EML()
	if err != nil {
		t.Fatal(err)
	}
	if again, _ := m.EML(); !bytes.Equal(data, again) {
		t.Error("the same message gives other bytes")
	}
	read, err := netmail.ReadMessage(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	for header, want := range map[string]string{
		"Message-Id": "<" + m.ID + ">", "To": "<it@exempelby.example>", "Reply-To": "<samordnaren@exempelby.example>", "Auto-Submitted": "auto-generated",
		"Content-Language": "sv", "Date": "Sun, 22 Nov 2026 06:00:00 +0000", "User-Agent": "", "From": `"Styrdokument, Exempelby" <styrdokument@exempelby.example>`,
	} {
		if got := read.Header.Get(header); got != want {
			t.Errorf("%s: got %q, want %q", header, got, want)
		}
	}
	if subject, err := new(mime.WordDecoder).DecodeHeader(read.Header.Get("Subject")); err != nil || subject != m.Subject {
		t.Errorf("got the subject %q, %v", subject, err)
	}
	_, params, err := mime.ParseMediaType(read.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	parts := multipart.NewReader(read.Body, params["boundary"])
	for _, want := range []string{m.Text, m.HTML} {
		p, err := parts.NextRawPart()
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(quotedprintable.NewReader(p))
		if err != nil || strings.ReplaceAll(string(got), "\r\n", "\n") != want {
			t.Errorf("got the part %q, %v, want %q", got, err, want)
		}
	}
	for line := range strings.SplitSeq(string(data), "\r\n") {
		if len(line) > 78 || strings.Contains(line, "\n") {
			t.Errorf("the line %q is too long or ends wrongly", line)
		}
	}
}

// TestHeadersAreNoHoles shows that nothing in a title becomes a header of its own.
func TestHeadersAreNoHoles(t *testing.T) {
	m := message("it@exempelby.example")
	m.Subject, m.FromName = "A\r\nBcc: x@y.example\r\n\r\nB", "C\r\nBcc: x@y.example"
	data, err := m.EML()
	if err != nil {
		return // refused
	}
	read, err := netmail.ReadMessage(bytes.NewReader(data))
	if err != nil || read.Header.Get("Bcc") != "" {
		t.Errorf("got %q, %v", data, err)
	}
}

func start(t *testing.T, opt smtpd.Options) (*smtpd.Server, Server) {
	t.Helper()
	s, err := smtpd.Listen(opt)
	if err != nil {
		t.Fatal(err)
	}
	go s.Serve()
	t.Cleanup(s.Close)
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(s.PEM)
	return s, Server{Host: "localhost", Port: s.Port, Roots: roots, Timeout: 5 * time.Second}
}

// TestSend hands messages to a real server, which takes some and makes trouble about others.
func TestSend(t *testing.T) {
	for _, test := range []struct {
		name  string
		to    []string
		fates []Fate
		why   string // of the last that is not taken
	}{
		{"taken", []string{"a", "b"}, []Fate{Taken, Taken}, ""},
		{"refused recipient", []string{"a", smtpd.Nobody, "b"}, []Fate{Taken, Refused, Taken}, "550"},
		{"refused message", []string{smtpd.Full, "b"}, []Fate{Refused, Taken}, "552"},
		{"broken before", []string{"a", smtpd.Hangup}, []Fate{Taken, Unsent}, ""},
		{"broken after", []string{"a", smtpd.Silence}, []Fate{Taken, Unknown}, ""},
		{"slow", []string{"a", smtpd.Slow}, []Fate{Taken, Unknown}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			server, as := start(t, smtpd.Options{TLS: true, Login: true})
			as.User, as.Password = smtpd.User, smtpd.Password
			if test.name == "slow" {
				as.Timeout, server.Delay = 300*time.Millisecond, 600*time.Millisecond
			}
			session, err := as.Dial(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			defer session.Close()
			want := 0
			for i, to := range test.to {
				fate, err := session.Send(message(to + "@exempelby.example"))
				if fate != test.fates[i] || (err == nil) != (fate == Taken) || err != nil && !strings.Contains(err.Error(), test.why) {
					t.Errorf("%s: got %v, %v, want %v", to, fate, err, test.fates[i])
				}
				if fate == Taken {
					want++
				}
			}
			got := 0
			for _, m := range server.Received() {
				if !strings.HasPrefix(m.To, smtpd.Silence) && !strings.HasPrefix(m.To, smtpd.Slow) {
					got++
				}
			}
			if got != want {
				t.Errorf("the server has %d messages, want %d", got, want)
			}
			t.Logf("%d messages handed over, %d taken once each", len(test.to), got)
		})
	}
}

// TestDirect sends through the port on which a connection is encrypted from its beginning, if this process may listen on it.
func TestDirect(t *testing.T) {
	opt := smtpd.Options{TLS: true, Direct: true, Login: true, Port: tlsPort}
	if s, err := smtpd.Listen(opt); err != nil {
		t.Skip(err)
	} else {
		s.Close()
	}
	server, as := start(t, opt)
	as.User, as.Password = smtpd.User, smtpd.Password
	session, err := as.Dial(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer session.Close()
	if fate, err := session.Send(message("a@exempelby.example")); fate != Taken || len(server.Received()) != 1 {
		t.Errorf("got %v, %v", fate, err)
	}
}

// TestDial shows that each thing that keeps a session from beginning is told from the others, and that nothing is sent in
// plain text.
func TestDial(t *testing.T) {
	for _, test := range []struct {
		name   string
		opt    smtpd.Options
		change func(*Server)
		want   error
	}{
		{"encrypts", smtpd.Options{TLS: true}, func(*Server) {}, nil},
		{"does not encrypt", smtpd.Options{}, func(*Server) {}, ErrNoTLS},
		{"unknown certificate", smtpd.Options{TLS: true}, func(s *Server) { s.Roots = nil }, ErrCertificate},
		{"another's certificate", smtpd.Options{TLS: true}, func(s *Server) { s.Host = "127.0.0.1" }, ErrCertificate},
		{"wrong password", smtpd.Options{TLS: true, Login: true}, func(s *Server) { s.User, s.Password = smtpd.User, "fel" }, ErrPassword},
		{"no login", smtpd.Options{TLS: true}, func(s *Server) { s.User, s.Password = smtpd.User, smtpd.Password }, ErrNoLogin},
		{"wrong port", smtpd.Options{TLS: true}, func(s *Server) { s.Port = 1 }, ErrUnreachable},
		{"no such host", smtpd.Options{TLS: true}, func(s *Server) { s.Host = "finns-inte.invalid" }, ErrUnreachable},
		{"encrypts from the beginning", smtpd.Options{TLS: true, Direct: true}, func(s *Server) { s.Timeout = 300 * time.Millisecond }, ErrSlow},
	} {
		t.Run(test.name, func(t *testing.T) {
			server, as := start(t, test.opt)
			test.change(&as)
			session, err := as.Dial(context.Background())
			if err == nil {
				session.Close()
			}
			if !errors.Is(err, test.want) || (err == nil) != (test.want == nil) {
				t.Errorf("got %v, want %v", err, test.want)
			}
			if len(server.Received()) > 0 {
				t.Error("something was sent")
			}
		})
	}
}
