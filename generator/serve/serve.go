// Package serve shows a site on this machine while it is being written: it builds into memory,
// watches the sources, builds again when something is saved, and tells the browser to reload.
// It does not know how a build works. It is the home of fsnotify.
package serve

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"sync"
	"time"

	"styrdok/generator"
	"styrdok/generator/diag"
	"styrdok/generator/i18n"
	"styrdok/generator/library"
	"styrdok/generator/publish"
)

// Options say what to serve and where.
type Options struct {
	Build   generator.Options
	Day     func() (library.Date, error) // asked before each build, since a server runs past midnight
	Address string                       // "localhost:8080"; port 0 takes a free one
	Log     *slog.Logger
	Report  io.Writer // diagnostics for people
	Color   bool
	Words   *i18n.Texts
	Ready   func(address string) // called with the site's address once it is served; may be nil
}

// settle is how long to wait after a change, since editors save in several steps.
const settle = 40 * time.Millisecond

// Run serves until the context ends. What is written wrong does not stop it: the pages stay as
// they were, and the browser shows what is wrong.
func Run(ctx context.Context, opt Options) error {
	s := &server{opt: opt, listeners: map[chan string]bool{}}
	first := s.begin(ctx)
	select {
	case err := <-first.done:
		first.cancel()
		if err != nil && ctx.Err() == nil {
			return err
		}
	case <-ctx.Done():
		end, cancel := closing(ctx)
		defer cancel()
		first.giveUp(end)
	}
	if ctx.Err() != nil {
		return nil
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
	address := "http://" + named(opt.Address, listener.Addr()) + s.base()
	s.say(opt.Words.T("command.serving", address))
	if opt.Ready != nil {
		opt.Ready(address)
	}
	web := &http.Server{Handler: s, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute, BaseContext: func(net.Listener) context.Context { return ctx }}
	failed := make(chan error, 1)
	go func() { failed <- web.Serve(listener) }()
	var now *build      // under way, nil if none is
	var since time.Time // of the first change that the pages don't show
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
		case <-w.changes():
			if since.IsZero() {
				since = time.Now()
			}
			w.drain(settle)
			if again = now != nil; !again {
				now = s.begin(ctx)
			} else if time.Since(since) < patience {
				now.cancel()
			}
		case err := <-now.ended():
			now.cancel()
			if err == nil {
				since = time.Time{}
			} else if !errors.Is(err, context.Canceled) {
				opt.Log.Error("build", "error", err)
			}
			if now = nil; again {
				now, again = s.begin(ctx), false
			}
			if err := w.add(opt.Build.Dir); err != nil {
				opt.Log.Warn("watch", "error", err)
			}
		}
	}
}

// patience is for how long builds are given up for newer ones. Then one is let come to its end, so that
// somebody who saves all the time sees something.
const patience = 10 * time.Second

// closing returns the time that is left when the context has ended.
func closing(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(ctx), time.Second)
}

// build is a build under way.
type build struct {
	done   chan error
	cancel context.CancelFunc
}

// begin starts a build. There may be one at a time.
func (s *server) begin(ctx context.Context) *build {
	ctx, cancel := context.WithCancel(ctx)
	b := &build{make(chan error, 1), cancel}
	go func() { b.done <- s.rebuild(ctx) }()
	return b
}

// ended returns a channel that says when a build has ended; for none it never does.
func (b *build) ended() <-chan error {
	if b == nil {
		return nil
	}
	return b.done
}

// giveUp ends a build, if there is one, and waits for its end until the context ends.
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

// server holds the pages of the last build that had no errors.
type server struct {
	opt   Options
	ready bool // the first build is done
	// withheld is how many versions the public did not see in the last build without errors, which is told when it changes.
	withheld int

	mu        sync.RWMutex
	files     map[string]publish.File
	basePath  string // "/" or "/styrdokument/"
	trouble   []byte // what is wrong now, in words; nil if nothing is
	listeners map[chan string]bool
}

func (s *server) base() string {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.basePath
}

// rebuild builds and, if nothing was wrong, swaps the pages. When the context ends they stay. A panic is a
// bug of ours; it is logged and the pages stay.
func (s *server) rebuild(ctx context.Context) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("the program failed: %v", r)
			s.tell([]byte(err.Error()))
		}
	}()
	start := time.Now()
	build := s.opt.Build
	if build.Today, err = s.opt.Day(); err != nil {
		return err
	}
	build.Context = ctx
	made, err := generator.Make(build)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		s.tell([]byte(err.Error()))
		return err
	}
	if err := diag.Write(s.opt.Report, made.Diags, diag.WriteOptions{Texts: made.Words, Line: made.Line, Color: s.opt.Color}); err != nil {
		return err
	}
	if made.Diags.HasErrors() || made.BadConfig {
		var b bytes.Buffer
		if err := diag.Write(&b, made.Diags.ErrorsFirst(), diag.WriteOptions{Texts: made.Words, Line: made.Line}); err != nil {
			return err
		}
		fmt.Fprintln(&b, made.Words.T("command.unchanged"))
		s.tell(b.Bytes())
		return nil
	}
	files := make(map[string]publish.File, len(made.Files))
	for _, f := range made.Files {
		files["/"+f.Path] = f
	}
	base := "/"
	if u, err := url.Parse(made.Config.Site.BaseURL); err == nil && u.Path != "" {
		base = u.Path
	}
	s.mu.Lock()
	s.files, s.basePath, s.trouble = files, base, nil
	s.mu.Unlock()
	s.send("reload")
	if n := made.Withheld(); n > 0 && n != s.withheld {
		s.say(made.Words.N("command.withheld", n))
	}
	s.withheld = made.Withheld()
	switch {
	case s.ready:
		s.say(made.Words.T("command.rebuilt", made.Took(time.Since(start))))
	case made.Unsealed > 0:
		s.say(made.Words.N("workflow.unsealed", made.Unsealed))
	}
	s.ready = true
	return nil
}

// say tells the person at the terminal something. What goes wrong in the machine is logged.
func (s *server) say(words string) { fmt.Fprintln(s.opt.Report, words) }

// named is the address as a person knows it: the host they asked for with the port they got.
func named(asked string, got net.Addr) string {
	host, _, err := net.SplitHostPort(asked)
	_, port, err2 := net.SplitHostPort(got.String())
	if err != nil || err2 != nil || host == "" {
		return got.String()
	}
	return net.JoinHostPort(host, port)
}

// tell shows the browser what is wrong.
func (s *server) tell(trouble []byte) {
	s.mu.Lock()
	s.trouble = trouble
	if s.basePath == "" {
		s.basePath = "/"
	}
	s.mu.Unlock()
	s.send("trouble")
}

func (s *server) send(event string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for l := range s.listeners {
		select {
		case l <- event:
		default: // It has an event waiting already.
		}
	}
}

var (
	errNotLocal  = errors.New("this server answers to names of this machine only")
	errElsewhere = errors.New("this server gives other sites nothing")
)
