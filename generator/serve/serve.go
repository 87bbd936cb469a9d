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
	if err := s.rebuild(); err != nil {
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
	address := "http://" + named(opt.Address, listener.Addr()) + s.base()
	s.say(opt.Words.T("command.serving", address))
	if opt.Ready != nil {
		opt.Ready(address)
	}
	web := &http.Server{Handler: s, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute, BaseContext: func(net.Listener) context.Context { return ctx }}
	failed := make(chan error, 1)
	go func() { failed <- web.Serve(listener) }()
	for {
		select {
		case <-ctx.Done():
			closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
			defer cancel()
			if err := web.Shutdown(closing); err != nil {
				web.Close()
			}
			return nil
		case err := <-failed:
			return err
		case err := <-w.errors():
			opt.Log.Warn("watch", "error", err)
		case <-w.changes():
			w.drain(settle)
			if err := s.rebuild(); err != nil {
				opt.Log.Error("build", "error", err)
			}
			if err := w.add(opt.Build.Dir); err != nil {
				opt.Log.Warn("watch", "error", err)
			}
		}
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

// rebuild builds and, if nothing was wrong, swaps the pages. A panic is a bug of ours; it is
// logged and the pages stay.
func (s *server) rebuild() (err error) {
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
	made, err := generator.Make(build)
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
