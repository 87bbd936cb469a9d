package serve

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"styrdok/generator"
	"styrdok/generator/i18n"
	"styrdok/generator/library"
	"styrdok/themes"
)

// output is a writer that a test may read while it is written.
type output struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.Write(p)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.String()
}

const config = "[site]\ntitle = \"Styrdokument\"\nbase_url = \"https://styrdok.example/under/\"\n[organisation]\nname = \"Provby\"\n"

func document(title string) string {
	return "+++\ntitle = \"" + title + "\"\nadopted = 2020-01-01\nadopted_by = \"kf\"\n+++\nText.\n"
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// start serves a small site and returns its folder, its address and what it says.
func start(t *testing.T) (dir, address string, said *output) {
	t.Helper()
	return startAt(t, "localhost:0")
}

func startAt(t *testing.T, at string) (dir, address string, said *output) {
	t.Helper()
	dir, said = t.TempDir(), &output{}
	write(t, filepath.Join(dir, "config.toml"), config)
	write(t, filepath.Join(dir, "content/policy/a.md"), document("Första"))
	ctx, cancel := context.WithCancel(t.Context())
	ready, ended := make(chan string, 1), make(chan error, 1)
	go func() {
		ended <- Run(ctx, Options{
			Build:   generator.Options{Dir: dir, Standard: themes.Standard()},
			Day:     func() (library.Date, error) { return library.NewDate(2026, 11, 22), nil },
			Address: at,
			Log:     slog.New(slog.NewTextHandler(said, nil)),
			Report:  said,
			Words:   i18n.MustLoad("sv"),
			Ready:   func(a string) { ready <- a },
		})
	}()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	select {
	case address = <-ready:
	case err := <-ended:
		ended <- nil
		t.Fatalf("not served: %v", err)
	}
	return dir, address, said
}

// manyDocuments writes so many documents that a build takes a while.
func manyDocuments(t *testing.T, dir string) {
	t.Helper()
	write(t, filepath.Join(dir, "config.toml"), config)
	for i := range 150 {
		write(t, filepath.Join(dir, fmt.Sprintf("content/policy/a%d.md", i)), document(fmt.Sprint("Nummer ", i)))
	}
}

// TestEndsDuringBuild ends the context in the middle of the first build, and of a later one.
func TestEndsDuringBuild(t *testing.T) {
	for _, later := range []bool{false, true} {
		dir := t.TempDir()
		write(t, filepath.Join(dir, "config.toml"), config)
		if !later {
			manyDocuments(t, dir)
		}
		ctx, cancel := context.WithCancel(t.Context())
		drawn, ready, ended := make(chan bool, 1000), make(chan bool, 1), make(chan error, 1)
		counts := new(generator.Counts)
		go func() {
			ended <- Run(ctx, Options{
				Build: generator.Options{
					Dir: dir, Standard: themes.Standard(), Workers: 1, Counts: counts, Progress: func(int, int) { drawn <- true },
				},
				Day:     func() (library.Date, error) { return library.NewDate(2026, 11, 22), nil },
				Address: "localhost:0", Log: slog.New(slog.DiscardHandler), Report: io.Discard, Words: i18n.MustLoad("sv"),
				Ready: func(string) { ready <- true },
			})
		}()
		if later {
			<-ready
			manyDocuments(t, dir)
		}
		<-drawn
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		if n := counts.Drawn.Load(); n > 100 {
			t.Errorf("%d prints were drawn though nobody waits for them", n)
		}
	}
}

// TestGivesUpOutdatedBuild saves again while the site is built: what is shown in the end is the last text.
func TestGivesUpOutdatedBuild(t *testing.T) {
	dir, address, _ := start(t)
	told := events(t, address)
	manyDocuments(t, dir)
	time.Sleep(200 * time.Millisecond)
	write(t, filepath.Join(dir, "content/policy/a.md"), document("Sista"))
	deadline := time.After(20 * time.Second)
	for {
		if _, page := get(t, address+"policy/a/"); strings.Contains(page, "Sista") {
			break
		}
		select {
		case <-told:
		case <-deadline:
			t.Fatal("the last text is not shown")
		}
	}
	if status, _ := get(t, address+"policy/a149/"); status != http.StatusOK {
		t.Errorf("a document saved before: %d", status)
	}
}

func get(t *testing.T, address string) (int, string) {
	t.Helper()
	r, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return r.StatusCode, string(body)
}

// events returns a channel with the names of the events that the browser would get.
func events(t *testing.T, address string) <-chan string {
	t.Helper()
	root, _, _ := strings.Cut(strings.TrimPrefix(address, "http://"), "/")
	r, err := http.Get("http://" + root + own + "events")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Body.Close() })
	out := make(chan string, 10)
	go func() {
		lines := bufio.NewScanner(r.Body)
		for lines.Scan() {
			if name, ok := strings.CutPrefix(lines.Text(), "event: "); ok {
				out <- name
			}
		}
		close(out)
	}()
	return out
}

func expect(t *testing.T, from <-chan string, want string) {
	t.Helper()
	select {
	case got := <-from:
		if got != want {
			t.Fatalf("event %q, want %q", got, want)
		}
	case <-time.After(30 * time.Second):
		t.Fatalf("no event, want %q", want)
	}
}

// TestSavedWhileChecked saves a file while the site is checked for the first time: that is no trouble.
func TestSavedWhileChecked(t *testing.T) {
	for range 20 {
		dir, address, _ := start(t)
		seen := events(t, address)
		expect(t, seen, "hello")
		// One write, so that no half of a file is read.
		f, err := os.OpenFile(filepath.Join(dir, "content/policy/a.md"), os.O_WRONLY, 0)
		if err != nil {
			t.Fatal(err)
		}
		if _, err = f.WriteString(document("Andra")); errors.Join(err, f.Close()) != nil {
			t.Fatal(err)
		}
		expect(t, seen, "reload")
	}
}

func TestServe(t *testing.T) {
	dir, address, said := start(t)
	if !strings.HasSuffix(address, "/under/") {
		t.Errorf("served at %s, not under the path of base_url", address)
	}
	code, page := get(t, address+"policy/a/")
	if code != http.StatusOK || !strings.Contains(page, "Första") || !strings.Contains(page, own+"reload.js") {
		t.Errorf("%d: %s", code, page)
	}
	if code, _ := get(t, address+"policy/a"); code != http.StatusOK {
		t.Errorf("an address without its last slash gives %d", code)
	}
	if code, page := get(t, address+"finns-inte/"); code != http.StatusNotFound || !strings.Contains(page, "<h1") {
		t.Errorf("an unknown address gives %d: %s", code, page)
	}
	seen := events(t, address)
	expect(t, seen, "hello")

	// A change is shown, in a new folder too.
	write(t, filepath.Join(dir, "content/policy/a.md"), document("Andra"))
	expect(t, seen, "reload")
	if _, page := get(t, address+"policy/a/"); !strings.Contains(page, "Andra") {
		t.Error("the change is not shown")
	}

	// A mistake leaves the pages and is told.
	write(t, filepath.Join(dir, "content/policy/a.md"), strings.Replace(document("Tredje"), "adopted_by", "adoptd_by", 1))
	expect(t, seen, "trouble")
	if _, page := get(t, address+"policy/a/"); !strings.Contains(page, "Andra") {
		t.Error("a mistake changed the pages")
	}
	root := strings.TrimSuffix(address, "/under/")
	if _, words := get(t, root+own+"trouble"); !strings.Contains(words, "[unknown-key]") {
		t.Errorf("the browser is told %q", words)
	}
	if !strings.Contains(said.String(), "content/policy/a.md:4:1") {
		t.Errorf("the terminal is told %q", said.String())
	}

	// Mending it brings the pages up to date.
	write(t, filepath.Join(dir, "content/riktlinjer/b.md"), document("Ny"))
	write(t, filepath.Join(dir, "content/policy/a.md"), document("Fjärde"))
	for page, end := "", time.After(30*time.Second); !strings.Contains(page, "Fjärde"); _, page = get(t, address+"policy/a/") {
		select {
		case <-seen: // of one file or of both
		case <-end:
			t.Fatal("the mended page is not shown")
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "public")); err == nil {
		t.Error("serve wrote to the output folder")
	}
}

func TestServeAnswersToThisMachineOnly(t *testing.T) {
	_, address, _ := start(t)
	for host, want := range map[string]int{"evil.example": 403, "evil.example:80": 403, "127.0.0.1": 200, "[::1]:8080": 200, "localhost": 200} {
		q, err := http.NewRequest(http.MethodGet, address, nil)
		if err != nil {
			t.Fatal(err)
		}
		q.Host = host
		r, err := http.DefaultClient.Do(q)
		if err != nil {
			t.Fatal(err)
		}
		r.Body.Close()
		if r.StatusCode != want {
			t.Errorf("host %s: %d, want %d", host, r.StatusCode, want)
		}
	}
	r, err := http.Post(address, "text/plain", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Body.Close()
	if r.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("POST gives %d", r.StatusCode)
	}
}

// TestServeAnswersNoForeignPage shows that a page of another site can lead here and load nothing.
func TestServeAnswersNoForeignPage(t *testing.T) {
	_, address, _ := start(t)
	refused := 0
	for _, test := range []struct {
		site, mode, dest string
		want             int
	}{
		{"same-origin", "no-cors", "script", 200},
		{"none", "navigate", "document", 200},
		{"", "", "", 200}, // curl, and browsers that tell nothing
		{"cross-site", "navigate", "document", 200},
		{"cross-site", "navigate", "iframe", 403},
		{"cross-site", "no-cors", "script", 403},
		{"same-site", "no-cors", "script", 403}, // another port of this machine
		{"same-site", "cors", "empty", 403},
		{"cross-site", "no-cors", "image", 403},
	} {
		q := httptest.NewRequest(http.MethodGet, address, nil)
		for header, value := range map[string]string{"Sec-Fetch-Site": test.site, "Sec-Fetch-Mode": test.mode, "Sec-Fetch-Dest": test.dest} {
			if value != "" {
				q.Header.Set(header, value)
			}
		}
		q.RequestURI = ""
		r, err := http.DefaultClient.Do(q)
		if err != nil {
			t.Fatal(err)
		}
		r.Body.Close()
		if r.StatusCode != test.want {
			t.Errorf("%+v: %d", test, r.StatusCode)
		}
		if r.StatusCode == http.StatusForbidden {
			refused++
		}
		if got := r.Header.Get("Cross-Origin-Resource-Policy"); test.want == 200 && got != "same-origin" {
			t.Errorf("%+v: Cross-Origin-Resource-Policy %q", test, got)
		}
	}
	t.Logf("%d kinds of requests of other sites refused", refused)
}

// TestKey shows that on an address that others reach nothing is answered without the key, and that a browser needs it in
// the address once.
func TestKey(t *testing.T) {
	_, address, said := startAt(t, "0.0.0.0:0")
	if !strings.Contains(said.String(), "inte krypterad") {
		t.Errorf("nothing is said of what it means: %s", said)
	}
	where, key, ok := strings.Cut(address, "?key=")
	if !ok || len(key) < 20 {
		t.Fatalf("no key in %s", address)
	}
	at, err := url.Parse(where)
	if err != nil {
		t.Fatal(err)
	}
	where = "http://127.0.0.1:" + at.Port() + "/"
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	browser := &http.Client{Jar: jar}
	status := func(at string) int {
		t.Helper()
		r, err := browser.Get(at)
		if err != nil {
			t.Fatal(err)
		}
		r.Body.Close()
		return r.StatusCode
	}
	refused := 0
	for _, at := range []string{where, where + "policy/a/", where + "?key=x", where + "?key=", where + "_styrdok/events", where + "_styrdok/trouble"} {
		if got := status(at); got != http.StatusForbidden {
			t.Errorf("%s: %d", at, got)
		}
		refused++
	}
	t.Logf("%d addresses without the key refused", refused)
	if got := status(where + "?key=" + key); got != http.StatusOK {
		t.Errorf("with the key: %d", got)
	}
	if got := status(where + "policy/a/"); got != http.StatusOK {
		t.Errorf("after that: %d", got)
	}
}

func TestAnswersTo(t *testing.T) {
	machine, err := os.Hostname()
	if err != nil {
		t.Skip(err)
	}
	refused := 0
	for _, test := range []struct {
		address string
		yes, no []string
	}{
		{"127.0.0.1:8080", []string{"localhost:8080", "127.0.0.1", "[::1]:8080"}, []string{"evil.example", "192.168.1.7", machine}},
		{"localhost:8080", []string{"localhost", "127.0.0.1:8080"}, []string{"evil.example"}},
		{"0.0.0.0:8080", []string{"localhost", "192.168.1.7:8080", "[fe80::1]", machine + ":8080"}, []string{"evil.example", "evil.example:8080", "", "localhost.evil.example"}},
		{"intranet.example:80", []string{"intranet.example", "INTRANET.example:80"}, []string{"evil.example"}},
	} {
		s := &server{opt: Options{Address: test.address}}
		for _, host := range test.yes {
			if !s.answersTo(host) {
				t.Errorf("%s refuses %s", test.address, host)
			}
		}
		for _, host := range test.no {
			if s.answersTo(host) {
				t.Errorf("%s answers to %q", test.address, host)
			}
			refused++
		}
	}
	t.Logf("%d foreign names refused", refused)
}

// TestReaderThatStops has a client stop in the middle of a large file: its connection is closed. One that waits for events longer than
// that stays.
func TestReaderThatStops(t *testing.T) {
	was := stall
	t.Cleanup(func() { stall = was })
	stall = 150 * time.Millisecond
	dir, address, _ := start(t)
	const size = 24 << 20 // more than the system holds for a client
	if err := os.Mkdir(filepath.Join(dir, "static"), 0o755); err != nil {
		t.Fatal(err)
	}
	told := events(t, address)
	expect(t, told, "hello")
	large, err := os.Create(filepath.Join(dir, "static/large.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(large.Truncate(size), large.Close()); err != nil {
		t.Fatal(err)
	}
	for status := 0; status != http.StatusOK; time.Sleep(10 * time.Millisecond) { // until it has been seen
		r, err := http.Head(address + "large.pdf")
		if err != nil {
			t.Fatal(err)
		}
		status = r.StatusCode
	}

	root, _ := url.Parse(address)
	stopped, err := net.Dial("tcp", root.Host)
	if err != nil {
		t.Fatal(err)
	}
	defer stopped.Close()
	fmt.Fprintf(stopped, "GET %slarge.pdf HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", root.Path)
	time.Sleep(3 * stall)
	got, _ := io.Copy(io.Discard, stopped)
	if got >= size {
		t.Errorf("a client that did not read still gets all %d bytes", got)
	}
	t.Logf("cut off after %d of %d bytes", got, size)
	write(t, filepath.Join(dir, "content/policy/a.md"), "+++\n")
	if event, open := <-told; !open {
		t.Errorf("the stream of events has ended: %q", event)
	}
}

// TestSlowReader writes a large answer: the deadline is moved on before each piece of it, so that a client which reads them slowly
// gets all.
func TestSlowReader(t *testing.T) {
	to := &pieces{ResponseWriter: httptest.NewRecorder()}
	n, err := patient{to}.Write(make([]byte, 10*piece+1))
	if n != 10*piece+1 || err != nil || to.written != 11 || to.late {
		t.Errorf("%d bytes in %d pieces, one without a deadline of its own: %v, %v", n, to.written, to.late, err)
	}
}

// pieces counts what is written, and notes whether a piece is too large or comes without a deadline of its own.
type pieces struct {
	http.ResponseWriter
	written int
	moved   bool
	late    bool
}

func (p *pieces) SetWriteDeadline(at time.Time) error {
	p.moved = time.Until(at) > stall/2
	return nil
}

func (p *pieces) Write(data []byte) (int, error) {
	p.late = p.late || !p.moved || len(data) > piece
	p.written, p.moved = p.written+1, false
	return len(data), nil
}

// TestMostListeners opens more streams of events than there may be: the oldest ends.
func TestMostListeners(t *testing.T) {
	_, address, _ := start(t)
	first := events(t, address)
	for range mostListeners {
		expect(t, events(t, address), "hello")
	}
	expect(t, first, "hello")
	if event, open := <-first; open {
		t.Errorf("the oldest stream is told %q instead of ending", event)
	}
}

// TestLargeHeader shows that what comes before a request is not read without end.
func TestLargeHeader(t *testing.T) {
	_, address, _ := start(t)
	for size, want := range map[int]int{60_000: http.StatusOK, 80_000: http.StatusRequestHeaderFieldsTooLarge} {
		q, err := http.NewRequest(http.MethodGet, address, nil)
		if err != nil {
			t.Fatal(err)
		}
		q.Header.Set("X-Long", strings.Repeat("x", size))
		r, err := http.DefaultClient.Do(q)
		if err != nil {
			t.Fatal(err)
		}
		r.Body.Close()
		if r.StatusCode != want {
			t.Errorf("a header of %d bytes: %d, want %d", size, r.StatusCode, want)
		}
	}
}

// TestRefusesInWords shows that whoever is refused reads why in the site's language.
func TestRefusesInWords(t *testing.T) {
	for lang, want := range map[string][]string{
		"sv": {"datorns egna namn", "Nyckeln saknas", "andra webbplatser", "tar inte emot", `"Stäng"`},
		"en": {"names of this machine", "The key is missing", "other sites", "takes nothing", `"Close"`},
	} {
		s := &server{opt: Options{Words: i18n.MustLoad(lang), Address: "localhost:8080"}}
		ask := func(method, host, path string, header ...string) string {
			r := httptest.NewRequest(method, "http://"+host+path, nil)
			for i := 0; i+1 < len(header); i += 2 {
				r.Header.Set(header[i], header[i+1])
			}
			w := httptest.NewRecorder()
			s.ServeHTTP(w, r)
			return w.Body.String()
		}
		got := []string{ask("GET", "evil.example", "/"), "", ask("GET", "localhost", "/a", "Sec-Fetch-Site", "cross-site"), ask("POST", "localhost", "/"), ask("GET", "localhost", own+"reload.js")}
		s.key = "hemlig"
		got[1] = ask("GET", "localhost", "/")
		for i := range want {
			if !strings.Contains(got[i], want[i]) {
				t.Errorf("%s: %q lacks %q", lang, got[i], want[i])
			}
		}
	}
}
