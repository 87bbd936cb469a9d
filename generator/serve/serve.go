// Package serve shows a site on this machine while it is being written: it watches the sources, reads what is saved,
// makes the browser reload, and makes the files that the browser requests. It checks the rest of the site meanwhile. It
// does not know how a build works.
package serve

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"sync"
	"time"

	"golang.org/x/net/netutil"

	"styrdok/generator"
	"styrdok/generator/diag"
	"styrdok/generator/i18n"
	"styrdok/generator/library"
	"styrdok/generator/preview"
	"styrdok/generator/source"
)

// Options are the options of [Run].
type Options struct {
	Build   generator.Options
	Day     func() (library.Date, error) // called before the site is read, since a server may run past midnight
	Address string                       // "localhost:8080"; port 0 means any free port
	Log     *slog.Logger
	Report  io.Writer // diagnostics for people
	Color   bool
	Words   *i18n.Texts
	Ready   func(address string) // called with the site's address once it is served; may be nil
}

// settle is the time to wait after a change, since editors save in several steps.
const settle = 20 * time.Millisecond

// Run serves until the context ends. Errors in the site's files do not stop it: the last good pages stay, and the
// browser shows the errors.
func Run(ctx context.Context, opt Options) error {
	opt.Build.Context = ctx
	s := &server{opt: opt, session: preview.NewSession(opt.Build)}
	defer s.session.Close()
	if err := s.refresh(ctx); err != nil {
		if ctx.Err() != nil {
			return nil
		}
		return err
	}
	w, err := watch(opt.Build.Dir)
	if err != nil {
		return err
	}
	defer w.Close()
	listener, err := net.Listen("tcp", opt.Address)
	if err != nil {
		return err
	}
	listener = netutil.LimitListener(listener, mostConnections)
	address := "http://" + named(opt.Address, listener.Addr()) + s.session.Base()
	if !isLoopback(opt.Address) {
		s.key = rand.Text()
		address += "?" + keyName + "=" + s.key
		s.say(opt.Words.T("command.serving-others"))
	}
	s.say(opt.Words.T("command.serving", address))
	if opt.Ready != nil {
		opt.Ready(address)
	}
	web := &http.Server{
		Handler: s, ReadTimeout: 10 * time.Second, WriteTimeout: stall, IdleTimeout: 30 * time.Second, MaxHeaderBytes: 64 << 10,
		BaseContext: func(net.Listener) context.Context { return ctx },
	}
	failed := make(chan error, 1)
	go func() { failed <- web.Serve(listener) }()
	now := s.begin(ctx, false) // the running check, or nil
	var since time.Time        // of the first change since which the site has not been checked
	again := false
	for {
		select {
		case <-ctx.Done():
			end, cancel := closing(ctx)
			defer cancel()
			if err := web.Shutdown(end); err != nil {
				web.Close()
			}
			now.giveUp(end)
			return nil
		case err := <-failed:
			return err
		case err := <-w.errors():
			opt.Log.Warn("watch", "error", err)
			if err := w.add(opt.Build.Dir); err != nil {
				opt.Log.Warn("watch", "error", err)
			}
			w.tell() // something may have been missed
		case <-w.changes():
			if since.IsZero() {
				since = time.Now()
			}
			w.drain(settle)
			if again = now != nil; !again {
				now = s.begin(ctx, true)
			} else if time.Since(since) < patience {
				now.cancel()
			}
		case err := <-now.ended():
			now.cancel()
			switch {
			case err == nil:
				since = time.Time{}
			case errors.Is(err, source.ErrChanged):
				w.tell()
			case !errors.Is(err, context.Canceled):
				opt.Log.Error("build", "error", err)
			}
			if now = nil; again {
				now, again = s.begin(ctx, true), false
			}
		}
	}
}

// mostConnections is how many connections there may be at once; more wait. mostListeners is how many of them may be
// open for events: one more ends the oldest, and a browser whose connection has ended comes again.
const (
	mostConnections = 256
	mostListeners   = 64
)

// stall is how long a connection may take no byte of an answer. It is replaced by tests.
var stall = 30 * time.Second

// patience is the time for which running checks are abandoned in favour of newer ones. After that one is completed, so
// that somebody who saves all the time sees a result.
const patience = 10 * time.Second

// closing returns a context for what remains to be done when ctx has ended.
func closing(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(ctx), time.Second)
}

// build is a state of the site that is being read and checked.
type build struct {
	done   chan error
	cancel context.CancelFunc
}

// begin checks the site, and reads what was saved first if refresh is set. Cancelling the build ends only the check.
// Only one build may run at a time.
func (s *server) begin(ctx context.Context, refresh bool) *build {
	short, cancel := context.WithCancel(ctx)
	b := &build{make(chan error, 1), cancel}
	go func() {
		var err error
		if refresh {
			err = s.refresh(ctx)
		}
		if err == nil {
			err = s.check(short)
		}
		b.done <- err
	}()
	return b
}

// ended returns a channel with the result of a build; nil if b is nil.
func (b *build) ended() <-chan error {
	if b == nil {
		return nil
	}
	return b.done
}

// giveUp cancels a build, which may be nil, and waits for it until ctx ends.
func (b *build) giveUp(ctx context.Context) {
	if b == nil {
		return
	}
	b.cancel()
	select {
	case <-b.done:
	case <-ctx.Done():
	}
}

// server serves the files of a site, which are made on request.
type server struct {
	key     string // that requests need; empty: none
	opt     Options
	session *preview.Session
	ready   bool // the site has been checked once
	// withheld is the number of versions that are not public; it is reported when it changes.
	withheld int

	mu        sync.RWMutex
	trouble   []byte        // the present errors as text, or nil
	listeners []chan string // the oldest first; closed when they are to end
}

// refresh reads what was saved; from then on the pages show it. After a panic, which is a bug in the program and is
// logged, the pages stay as they were.
func (s *server) refresh(ctx context.Context) (err error) {
	defer s.recovered(&err)
	start := time.Now()
	today, err := s.opt.Day()
	if err != nil {
		return err
	}
	visible, err := s.session.Refresh(ctx, today)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		return s.failed(err)
	case visible:
		s.tell(nil)
		if read := s.session.Latest(); s.ready {
			s.say(read.Words.T("command.rebuilt", read.Took(time.Since(start))))
		}
	}
	return nil
}

// failed tells what keeps the site from being read, but of a file that was being saved, which is read again.
func (s *server) failed(err error) error {
	if !errors.Is(err, source.ErrChanged) {
		s.tell([]byte(err.Error()))
	}
	return err
}

// check checks the site and reports the errors, unless the context ends.
func (s *server) check(ctx context.Context) (err error) {
	defer s.recovered(&err)
	made, err := s.session.Check(ctx)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		return s.failed(err)
	}
	if err := diag.Write(s.opt.Report, made.Diags, diag.WriteOptions{Texts: made.Words, Line: made.Line, Color: s.opt.Color}); err != nil {
		return err
	}
	if n := made.Withheld; n > 0 && n != s.withheld {
		s.say(made.Words.N("command.withheld", n))
	}
	s.withheld = made.Withheld
	if !s.ready && made.Unsealed > 0 {
		s.say(made.Words.N("workflow.unsealed", made.Unsealed))
	}
	s.ready = true
	if made.Diags.HasErrors() {
		var b bytes.Buffer
		if err := diag.Write(&b, made.Diags.ErrorsFirst(), diag.WriteOptions{Texts: made.Words, Line: made.Line}); err != nil {
			return err
		}
		fmt.Fprintln(&b, made.Words.T("command.unchanged"))
		s.tell(b.Bytes())
		return nil
	}
	s.mu.RLock()
	troubled := s.trouble != nil
	s.mu.RUnlock()
	if troubled {
		s.tell(nil)
	}
	return nil
}

// recovered turns a panic into an error.
func (s *server) recovered(err *error) {
	if r := recover(); r != nil {
		*err = errors.New(s.opt.Words.T("serve.failed", r))
		s.tell([]byte((*err).Error()))
	}
}

// say writes a message for the person at the terminal. Errors of the machine are logged instead.
func (s *server) say(words string) { fmt.Fprintln(s.opt.Report, words) }

// named returns the address as its user knows it: the host asked for with the port in use. All addresses of the machine
// go by its name.
func named(asked string, got net.Addr) string {
	host, _, err := net.SplitHostPort(asked)
	_, port, err2 := net.SplitHostPort(got.String())
	if err != nil || err2 != nil {
		return got.String()
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		if host, err = os.Hostname(); err != nil {
			return got.String()
		}
	}
	return net.JoinHostPort(host, port)
}

// tell sends the present errors to the browser, or has it show the present pages if there are none.
func (s *server) tell(trouble []byte) {
	event := "trouble"
	if trouble == nil {
		event = "reload"
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.trouble = trouble
	for _, l := range s.listeners {
		select {
		case l <- event:
		default: // an event is waiting already
		}
	}
}
