package serve

import (
	"bytes"
	"cmp"
	"crypto/subtle"
	_ "embed"
	"fmt"
	"mime"
	"net"
	"net/http"
	"os"
	"path"
	"slices"
	"strings"
	"time"
)

// patient is an answer whose deadline is moved on with each piece that is written, so that a client which reads slowly gets all
// of it, and one that does not read is not waited for.
type patient struct{ http.ResponseWriter }

// piece is what a client must read within the time of a stall, in bytes.
const piece = 64 << 10

func (p patient) Write(data []byte) (n int, err error) {
	for err == nil && n < len(data) {
		p.extend()
		var done int
		done, err = p.ResponseWriter.Write(data[n:min(n+piece, len(data))])
		n += done
	}
	return n, err
}

// extend moves the deadline on. Where it cannot be moved the server's own holds.
func (p patient) extend() {
	_ = http.NewResponseController(p.ResponseWriter).SetWriteDeadline(time.Now().Add(stall))
}

// own is the path below which the server adds files of its own.
const own = "/_styrdok/"

//go:embed reload.js
var reloadScript []byte

// ServeHTTP serves a file of the site, with the reload script in every page.
func (s *server) ServeHTTP(answer http.ResponseWriter, r *http.Request) {
	w := patient{answer}
	defer w.extend() // to write what is still in memory
	if !s.answersTo(r.Host) {
		// A page elsewhere must not read drafts by pointing its name to this machine's address (DNS rebinding).
		s.refuse(w, http.StatusForbidden, "not-local")
		return
	}
	if !s.admits(w, r) {
		return
	}
	if fromElsewhere(r) {
		s.refuse(w, http.StatusForbidden, "elsewhere")
		return
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		s.refuse(w, http.StatusMethodNotAllowed, "method")
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Cross-Origin-Resource-Policy", "same-origin")
	w.Header().Set("X-Frame-Options", "SAMEORIGIN")
	switch r.URL.Path {
	case own + "reload.js":
		w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
		w.Write(bytes.ReplaceAll(reloadScript, []byte("{close}"), []byte(s.opt.Words.T("serve.close"))))
	case own + "events":
		s.events(w, r)
	case own + "trouble":
		s.mu.RLock()
		trouble := s.trouble
		s.mu.RUnlock()
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.Write(trouble)
	default:
		s.file(w, r)
	}
}

// refuse answers a person with why there is no page.
func (s *server) refuse(w http.ResponseWriter, status int, why string, args ...any) {
	w.Header().Set("Content-Language", s.opt.Words.Lang())
	http.Error(w, s.opt.Words.T("serve."+why, args...), status)
}

// keyName is the name of the key in the address, and of the cookie that remembers it.
const keyName = "key"

// admits reports whether a request may be answered. Where others reach the server it wants its key, in the address the
// first time and in a cookie from then on, and otherwise answers for itself.
func (s *server) admits(w http.ResponseWriter, r *http.Request) bool {
	same := func(given string) bool { return subtle.ConstantTimeCompare([]byte(given), []byte(s.key)) == 1 }
	if s.key == "" {
		return true
	}
	if same(r.URL.Query().Get(keyName)) {
		http.SetCookie(w, &http.Cookie{Name: keyName, Value: s.key, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode})
		http.Redirect(w, r, r.URL.Path, http.StatusSeeOther)
		return false
	}
	if c, err := r.Cookie(keyName); err == nil && same(c.Value) {
		return true
	}
	s.refuse(w, http.StatusForbidden, "no-key")
	return false
}

// fromElsewhere reports whether a page of another site requests a part of this one. The search index consists of
// classic scripts, which any page may load, so another open page could read drafts from them. Following a link here is
// harmless. Browsers that do not send Sec-Fetch-Site are stopped by Cross-Origin-Resource-Policy.
func fromElsewhere(r *http.Request) bool {
	switch r.Header.Get("Sec-Fetch-Site") {
	case "cross-site", "same-site":
		return r.Header.Get("Sec-Fetch-Mode") != "navigate" || r.Header.Get("Sec-Fetch-Dest") != "document"
	}
	return false
}

// answersTo reports whether the server answers requests for a host. On an address that others can reach these are
// numeric addresses, which cannot be rebound, and the names of the machine and the command line.
func (s *server) answersTo(host string) bool {
	host = hostOf(host)
	if isLoopback(host) {
		return true
	}
	if isLoopback(s.opt.Address) {
		return false
	}
	name, err := os.Hostname()
	return net.ParseIP(host) != nil || strings.EqualFold(host, hostOf(s.opt.Address)) ||
		err == nil && (strings.EqualFold(host, name) || strings.EqualFold(host, name+".local"))
}

// isLoopback reports whether an address can be reached from this machine alone.
func isLoopback(address string) bool {
	host := hostOf(address)
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// hostOf returns an address without port and brackets.
func hostOf(address string) string {
	if host, _, err := net.SplitHostPort(address); err == nil {
		address = host
	}
	return strings.Trim(address, "[]")
}

func (s *server) file(w http.ResponseWriter, r *http.Request) {
	base := s.session.Base()
	p, ok := strings.CutPrefix(r.URL.Path, strings.TrimSuffix(base, "/"))
	if !ok || p == "" {
		http.Redirect(w, r, base, http.StatusFound)
		return
	}
	name := strings.TrimPrefix(p, "/")
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	f, found, err := s.session.File(name)
	if !found && err == nil {
		var folder bool
		if _, folder, err = s.session.File(name + "/index.html"); folder {
			http.Redirect(w, r, r.URL.Path+"/", http.StatusMovedPermanently)
			return
		}
	}
	if !found && err == nil {
		name = "404.html"
		f, _, err = s.session.File(name)
	}
	if err != nil {
		s.opt.Log.Error("serve", "file", name, "error", err)
		s.refuse(w, http.StatusInternalServerError, "not-made", err)
		return
	}
	kind := cmp.Or(mime.TypeByExtension(path.Ext(name)), "application/octet-stream")
	w.Header().Set("Content-Type", kind)
	if path.Ext(name) == ".html" {
		f.Data = withReload(f.Data)
	}
	if f.Open == nil {
		w.Header().Set("Content-Length", fmt.Sprint(len(f.Data)))
	}
	if !found {
		w.WriteHeader(http.StatusNotFound)
	}
	if r.Method == http.MethodGet {
		f.Copy(w) // an error here is the connection's
	}
}

// withReload adds the reload script at the end of a page. The pages' content security policy allows scripts and events
// of the same origin.
func withReload(page []byte) []byte {
	tag := []byte(`<script src="` + own + `reload.js" defer></script>`)
	i := bytes.LastIndex(page, []byte("</body>"))
	if i < 0 {
		return append(bytes.Clone(page), tag...)
	}
	out := make([]byte, 0, len(page)+len(tag))
	return append(append(append(out, page[:i]...), tag...), page[i:]...)
}

// events keeps a connection open and sends an event when the pages or the errors change.
func (s *server) events(w patient, r *http.Request) {
	flusher := http.NewResponseController(w.ResponseWriter)
	events := make(chan string, 1)
	s.mu.Lock()
	if len(s.listeners) == mostListeners {
		close(s.listeners[0])
		s.listeners = slices.Delete(s.listeners, 0, 1)
	}
	s.listeners = append(s.listeners, events)
	troubled := s.trouble != nil
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		s.listeners = slices.DeleteFunc(s.listeners, func(l chan string) bool { return l == events })
		s.mu.Unlock()
	}()
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Connection", "close")
	event := "hello"
	if troubled {
		event = "trouble"
	}
	for open := true; open; {
		if _, err := fmt.Fprintf(w, "event: %s\ndata: \n\n", event); err != nil || flusher.Flush() != nil {
			return
		}
		select {
		case <-r.Context().Done():
			return
		case event, open = <-events:
		}
	}
}
