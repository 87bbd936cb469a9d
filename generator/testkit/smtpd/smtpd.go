// Package smtpd is a mail server for tests. It takes messages over TCP with a certificate of its own, and misbehaves for
// some addresses. It is imported by tests only.
package smtpd

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net"
	"strings"
	"sync"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// Of these addresses, by what stands before @, the server makes trouble.
const (
	Nobody  = "nobody"  // refused as a recipient
	Full    = "full"    // refused when the message is there
	Hangup  = "hangup"  // the connection ends before the message
	Silence = "silence" // the connection ends after the message, without an answer
	Slow    = "slow"    // the answer comes after Server.Delay
)

// The user and password of a server that wants them.
const (
	User     = "styrdok"
	Password = "hemligt"
)

// Server is a mail server that listens.
type Server struct {
	Port  int
	PEM   []byte // the certificate that a client must trust
	Delay time.Duration
	// Taken is called when a message has been taken, before the client hears of it; nil: nobody is told.
	Taken func(to string)

	listener net.Listener
	smtp     *smtp.Server
	mu       sync.Mutex
	received []Message
}

// Message is what the server has taken.
type Message struct{ From, To, Data string }

// Options say how a server is.
type Options struct {
	TLS    bool // it can encrypt
	Direct bool // the connection is encrypted from its beginning
	Login  bool // it wants user and password
	Port   int  // zero: any that is free
}

// Listen starts to listen on the local machine. Serve is for the caller to run.
func Listen(opt Options) (*Server, error) {
	l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", opt.Port))
	if err != nil {
		return nil, err
	}
	s := &Server{Port: l.Addr().(*net.TCPAddr).Port, listener: l}
	s.smtp = smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) {
		session := &session{server: s, conn: c}
		if opt.Login {
			return &login{session: session}, nil
		}
		return session, nil
	}))
	s.smtp.Domain, s.smtp.ErrorLog = "localhost", quiet{}
	if opt.TLS {
		certificate, err := s.certificate()
		if err != nil {
			return nil, err
		}
		s.smtp.TLSConfig = &tls.Config{Certificates: []tls.Certificate{certificate}}
		if opt.Direct {
			s.listener = tls.NewListener(l, s.smtp.TLSConfig)
		}
	}
	return s, nil
}

// Serve answers until Close.
func (s *Server) Serve() { _ = s.smtp.Serve(s.listener) }

// Close ends the server.
func (s *Server) Close() {
	_ = s.smtp.Close()
	_ = s.listener.Close()
}

// Received are the messages that were taken, in order.
func (s *Server) Received() []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Message(nil), s.received...)
}

func (s *Server) certificate() (tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, err
	}
	form := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		DNSNames: []string{"localhost"}, IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, form, form, key.Public(), key)
	s.PEM = pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, err
}

type quiet struct{}

func (quiet) Printf(string, ...any) {}
func (quiet) Println(...any)        {}

type session struct {
	server *Server
	conn   *smtp.Conn
	Message
}

func (s *session) Reset()        { s.Message = Message{} }
func (s *session) Logout() error { return nil }

func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	s.From = from
	return nil
}

// trouble is the part of the recipient that chooses what happens.
func (s *session) trouble() string {
	name, _, _ := strings.Cut(s.To, "@")
	return name
}

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.To = to
	switch s.trouble() {
	case Nobody:
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "No such user here"}
	case Hangup:
		return s.conn.Conn().Close()
	}
	return nil
}

func (s *session) Data(r io.Reader) error {
	data, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	switch s.trouble() {
	case Full:
		return &smtp.SMTPError{Code: 552, EnhancedCode: smtp.EnhancedCode{5, 2, 2}, Message: "Mailbox full"}
	case Slow:
		time.Sleep(s.server.Delay)
	}
	s.server.mu.Lock()
	s.server.received = append(s.server.received, Message{s.From, s.To, string(data)})
	s.server.mu.Unlock()
	if s.server.Taken != nil {
		s.server.Taken(s.To)
	}
	if s.trouble() == Silence {
		return s.conn.Conn().Close()
	}
	return nil
}

// login is a session that wants user and password first.
type login struct {
	*session
	known bool
}

func (l *login) AuthMechanisms() []string { return []string{sasl.Plain} }

func (l *login) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != User || password != Password {
			return smtp.ErrAuthFailed
		}
		l.known = true
		return nil
	}), nil
}

func (l *login) Mail(from string, opt *smtp.MailOptions) error {
	if !l.known {
		return smtp.ErrAuthRequired
	}
	return l.session.Mail(from, opt)
}
