package act_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"

	"styrdok/generator"
	"styrdok/generator/act"
	"styrdok/generator/library"
	"styrdok/generator/mail"
	"styrdok/generator/reminder"
	"styrdok/generator/testkit/smtpd"
	"styrdok/themes"
)

// TestKilledWhileSending takes the log as it is at the moment at which the server has taken a message and the program does not
// know it yet, and as it is when the file ends in the middle of a line. A run that goes on from there sends the rest, tells that
// it is uncertain of one, and sends nothing twice.
func TestKilledWhileSending(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("certificates are trusted by a file")
	}
	server, err := smtpd.Listen(smtpd.Options{TLS: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Close)
	certificate := filepath.Join(t.TempDir(), "certificate.pem")
	write(t, certificate, string(server.PEM))
	t.Setenv("SSL_CERT_FILE", certificate)
	const n = 4
	site := func(log string) string {
		dir := t.TempDir()
		config := fmt.Sprintf("[site]\ntitle = \"S\"\nbase_url = \"https://s.example/\"\n[organisation]\nname = \"S\"\n[remind]\nfrom = \"s@s.example\"\nhost = \"localhost\"\nport = %d\n", server.Port)
		for i := range n {
			config += fmt.Sprintf("[[owners]]\nrole = \"Chef %d\"\nemail = \"chef%d@s.example\"\n", i, i)
			write(t, filepath.Join(dir, "content", "policy", fmt.Sprintf("d%d.md", i)),
				fmt.Sprintf("+++\ntitle = \"D %d\"\nadopted = 2020-01-01\nadopted_by = \"ks\"\nreview = \"12 months\"\nowner = \"Chef %d\"\n+++\n\nX\n", i, i))
		}
		write(t, filepath.Join(dir, "config.toml"), config)
		if log != "" {
			write(t, filepath.Join(dir, reminder.LogFile), log)
		}
		return dir
	}
	send := func(dir string) (taken []string, uncertain int) {
		m, err := act.Remind(generator.Options{Dir: dir, Today: library.NewDate(2026, 11, 22), Standard: themes.Standard()}, true)
		if err != nil {
			t.Fatal(err)
		}
		defer m.Close()
		if m.Diags.HasErrors() {
			t.Fatal(m.Diags)
		}
		if len(m.Messages) > 0 {
			err = m.Send(context.Background(), "", func(r reminder.Message, f mail.Fate, err error) {
				if f != mail.Taken {
					t.Errorf("%s: %v, %v", r.To, f, err)
				}
				taken = append(taken, r.To)
			})
		}
		if err != nil {
			t.Fatal(err)
		}
		return taken, len(m.Plan.Uncertain)
	}
	dir := site("")
	var logs []string
	server.Taken = func(string) {
		data, err := os.ReadFile(filepath.Join(dir, reminder.LogFile))
		if err != nil {
			t.Error(err)
		}
		logs = append(logs, string(data))
	}
	go server.Serve()
	all, _ := send(dir)
	server.Taken = nil
	if len(all) != n || len(logs) != n {
		t.Fatalf("%d sent, %d taken, want %d", len(all), len(logs), n)
	}
	for i, log := range logs {
		for _, test := range []struct {
			log       string
			left      []string
			uncertain int
		}{
			{log, all[i+1:], 1},            // killed when the server had it
			{log[:len(log)-9], all[i:], 0}, // killed before its line was whole: it was not sent
		} {
			dir := site(test.log)
			left, uncertain := send(dir)
			if !slices.Equal(left, test.left) || uncertain != test.uncertain {
				t.Errorf("killed at message %d: %v was sent and %d uncertain, want %v and %d", i, left, uncertain, test.left, test.uncertain)
			}
			if again, _ := send(dir); len(again) > 0 {
				t.Errorf("killed at message %d: %v was sent twice", i, again)
			}
		}
	}
}

func write(t *testing.T, file, data string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(data), 0o644); err != nil {
		t.Fatal(err)
	}
}
