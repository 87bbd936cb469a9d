package main

import (
	"fmt"
	"mime"
	"net/mail"
	"os"
	"sort"
	"strings"
	"sync"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"styrdok/generator/testkit/smtpd"
)

// servers are the mail servers of scripts.
var servers sync.Map

// mailserver starts a mail server for a script and writes its port into a file in which 10025 stands: "mailserver config.toml".
// It trusts nobody who does not log in, and lets commands trust its certificate, unless the next words are "plain" (it does not
// encrypt) or "untrusted".
func mailserver(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: mailserver file [plain|untrusted]")
	}
	opt := smtpd.Options{TLS: true, Login: true}
	if len(args) > 1 && args[1] == "plain" {
		opt = smtpd.Options{}
	}
	s, err := smtpd.Listen(opt)
	ts.Check(err)
	s.Delay = 100 * time.Millisecond
	go s.Serve()
	ts.Defer(s.Close)
	servers.Store(ts, s)
	trusted := ts.MkAbs("certificate.pem")
	ts.Check(os.WriteFile(trusted, s.PEM, 0o600))
	ts.Setenv("SSL_CERT_FILE", trusted)
	if len(args) > 1 && args[1] == "untrusted" {
		ts.Setenv("SSL_CERT_FILE", "")
	}
	config, err := os.ReadFile(ts.MkAbs(args[0]))
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.ReplaceAll(string(config), "10025", fmt.Sprint(s.Port))), 0o644))
}

// mails writes what the server of the script has taken, a recipient and a subject a line.
func mails(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: mails file")
	}
	s, _ := servers.Load(ts)
	var lines []string
	for _, m := range s.(*smtpd.Server).Received() {
		read, err := mail.ReadMessage(strings.NewReader(m.Data))
		ts.Check(err)
		subject, err := new(mime.WordDecoder).DecodeHeader(read.Header.Get("Subject"))
		ts.Check(err)
		lines = append(lines, m.To+" "+strings.TrimSpace(subject)+"\n")
	}
	sort.Strings(lines)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Join(lines, "")), 0o644))
}
