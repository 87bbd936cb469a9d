package main

import (
	"bytes"
	"compress/flate"
	"context"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"html"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/spf13/pflag"
	"golang.org/x/text/unicode/norm"

	"styrdok/generator"
	"styrdok/generator/i18n"
	"styrdok/generator/library"
	"styrdok/generator/proof"
	"styrdok/generator/serve"
	"styrdok/generator/testkit"
	"styrdok/generator/testkit/pdfdump"
	"styrdok/themes"
)

// class says who may see what a command makes.
type class string

const (
	outward class = "outward" // everybody: what is hidden and what is masked leaves no trace
	masking class = "masking" // those who work here: what is hidden is shown, what is masked leaves no trace
	inward  class = "inward"  // those who may see everything, and it says so
	writing class = "writing" // the author, whose own files it changes
	apart   class = "apart"   // it reads no site
)

// audiences classes every command and flag. A flag that changes the class has a row of its own, and the others are listed
// with the command. Every row is run below, but for commands that write the author's files or read no site.
var audiences = []struct {
	command string
	class   class
	flags   string
}{
	{"build", outward, "approve offline out record sign strict"},
	{"build --internal", inward, ""},
	{"serve", outward, "address"},
	{"serve --internal", inward, ""},
	{"archive", inward, "format one out strict"},
	{"archive --public", outward, ""},
	{"report", masking, "body format out since"},
	{"report --public", outward, ""},
	{"report --meeting", writing, "dry-run most"},
	{"notify", outward, "log send since to write"},
	{"remind", masking, "log send write"},
	{"print", masking, "out strict"},
	{"diff", masking, "format out strict whole"},
	{"bundle", masking, "out split strict"},
	{"bundle --confidential", inward, ""},
	{"list", masking, "format out"},
	{"due", masking, "by fail format out spread state until"},
	{"due --write", writing, "dry-run"},
	{"check", masking, "format internal obligations out strict"},
	{"verify", masking, "format key"},
	{"verify --new-key", apart, "stamp-reply stamp-request"},
	{"adopt", writing, "announced body case date dry-run file in-force meeting section version"},
	{"correct", writing, "date dry-run file markup note"},
	{"extend", writing, "body case date dry-run section until"},
	{"import", writing, "confirm dry-run format into report"},
	{"new", writing, "dry-run kind title"},
	{"new-meeting", writing, "body date dry-run proposes-to"},
	{"rename", writing, "dry-run"},
	{"repeal", writing, "body case date dry-run from section"},
	{"review", writing, "by case date dry-run section"},
	{"seal", writing, "dry-run"},
	{"init", apart, "accent body logo nightly organisation url"},
	{"explain", apart, "all"},
	{"schema", apart, "out"},
	{"version", apart, "licences"},
	{"completion", apart, ""},
	{"help", apart, ""},
}

// fileKinds are the kinds of files of a public build. One that is not among them, or that is not made, fails.
var fileKinds = []string{
	`\.styrdok`, `(.+/)?index\.html`, `404\.html`, `.+\.pdf`, `(.+/)?flode\.atom`, `.+\.ics`, `data/styrdokument\.(json|csv)`, `data/schema\.json`, `dcat\.(rdf|ttl)`,
	`sitemap\.xml`, `robots\.txt`, `SHA256SUMS(\.minisig)?`, `sok/index/.+\.js`, `assets/.+`, `policy/oppen/(karta\.png|lista\.txt)`,
}

// leakCases are the commands that are run, in this order, in sites with and without what must not leak. {} is a folder for
// what it writes; what it says is compared too unless it is told only to whoever runs it (quiet).
var leakCases = []struct {
	class class
	quiet bool
	args  string
}{
	{writing, true, "seal"},
	{masking, false, "verify"},
	{inward, true, "build --internal --out {}"},
	{outward, true, "build --record --sign key --out {}"},
	{outward, true, "build --offline --out {}"},
	{outward, false, "archive --public -o {}"},
	{outward, false, "archive --public --one --format eark -o {}"},
	{inward, false, "archive -o {}"},
	{outward, false, "report --public"},
	{outward, false, "report --public --body ks --format json"},
	{outward, true, "report --public --body ks -o {}/r.pdf"},
	{outward, false, "notify --since 2000-01-01"},
	{outward, true, "notify --since 2000-01-01 --write {}"},
	{outward, true, "print policy/oppen policy/oppen@1 -o {}/"},
	{outward, false, "diff policy/oppen"},
	{outward, true, "diff policy/oppen --format html --whole -o {}/d.html"},
	{outward, true, "diff policy/oppen --format pdf -o {}/d.pdf"},
	{masking, true, "print policy/oppen@‹@meeting-proposal› riktlinjer/‹@hidden-in-force› riktlinjer/‹@public-draft› -o {}/"},
	{masking, false, "diff policy/oppen ‹@meeting-proposal›"},
	{masking, true, "diff policy/oppen ‹@meeting-proposal› --format html --whole -o {}/d.html"},
	{masking, true, "diff policy/oppen ‹@meeting-proposal› --format pdf -o {}/d.pdf"},
	{masking, true, "bundle 2026-12-14-‹@meeting› -o {}/h.pdf --split {}/s"},
	{inward, true, "bundle 2026-12-14-‹@meeting› --confidential -o {}/h.pdf"},
	{masking, false, "report --body ks"},
	{masking, true, "report -o {}/r.pdf"},
	{masking, false, "remind"},
	{masking, true, "remind --write {}"},
	{masking, false, "list"},
	{masking, false, "list --format json"},
	{masking, false, "due --by owner"},
	{masking, false, "due --format json"},
	{masking, false, "due --format csv"},
	{masking, false, "due --format ics"},
	{masking, false, "due --spread"},
	{masking, false, "check"},
	{masking, false, "check --internal --format json"},
}

// TestAudiences holds the classes to the commands and flags that there are, and what is run below to the classes.
func TestAudiences(t *testing.T) {
	classed, used := map[string]class{}, map[string]bool{}
	for _, row := range audiences {
		classed[row.command] = row.class
		command, _, _ := strings.Cut(row.command, " ")
		for _, flag := range strings.Fields(row.flags) {
			classed[command+" --"+flag] = row.class
		}
		run := row.class == writing || row.class == apart || command == "serve"
		for _, c := range leakCases {
			words := strings.Fields(c.args)
			run = run || c.class == row.class && !slices.ContainsFunc(strings.Fields(row.command), func(w string) bool { return !slices.Contains(words, w) })
		}
		if !run {
			t.Errorf("%s is not run as %s", row.command, row.class)
		}
	}
	root := (&app{language: "sv"}).root()
	for _, c := range root.Commands() {
		names := []string{c.Name()}
		c.LocalNonPersistentFlags().VisitAll(func(f *pflag.Flag) {
			if f.Name != "help" {
				names = append(names, c.Name()+" --"+f.Name)
			}
		})
		for _, name := range names {
			if used[name] = true; classed[name] == "" {
				t.Errorf("%s has no class: who may see what it makes?", name)
			}
		}
	}
	for name := range classed {
		if !used[name] {
			t.Errorf("there is no %s", name)
		}
	}
}

// TestNothingLeaks makes all that the program makes of two sites, one with everything that may be hidden (each status with
// each visibility, drafts and proposals of published documents, meetings, notes, addresses, parts in masks) and one without,
// and compares them byte for byte. What is masked is x in the other site, since the mark that it leaves is to be seen. What
// shows the hidden to those who work here is compared with a site in which only the masked is x.
func TestNothingLeaks(t *testing.T) {
	t.Parallel()
	testkit.NotInWindows(t, "its thousands of files take ten minutes there, and are the same")
	source, err := txtar.ParseFile("testdata/leak/site.txtar")
	if err != nil {
		t.Fatal(err)
	}
	private, _, err := proof.NewKey("")
	if err != nil {
		t.Fatal(err)
	}
	marks := map[string]string{}
	site := func(hidden, masked, consultations bool) *leakSite {
		s := &leakSite{dir: t.TempDir(), hidden: hidden, masked: masked, consultations: consultations, marks: marks}
		s.write(t, source)
		if err := os.WriteFile(filepath.Join(s.dir, "key"), private, 0o600); err != nil {
			t.Fatal(err)
		}
		return s
	}
	full, bare, blank := site(true, true, true), site(false, false, false), site(true, false, false)
	files := 0 // that were compared
	same := func(what string, with, without map[string]string) {
		t.Helper()
		files += len(with)
		differ(t, what, with, without)
	}
	kinds := map[string]bool{}
	seen := func(made map[string]string) {
		for name := range made {
			kind := slices.IndexFunc(fileKinds, func(k string) bool { return regexp.MustCompile("^(" + k + ")$").MatchString(name) })
			if kind < 0 {
				t.Errorf("%s is of no known kind of file", name)
				continue
			}
			kinds[fileKinds[kind]] = true
		}
	}

	// First consultations are published, and then no more: nothing is left of them in the same folder.
	made := full.run(t, 0, "build --out {}", true)
	same("consultations", made, site(false, false, true).run(t, 0, "build --out {}", true))
	seen(made)
	full.consultations = false
	full.write(t, source)
	shown, inside := finder{marks: marks, found: map[string]bool{}}, map[string]string{}
	for i, c := range leakCases {
		got := full.run(t, i, c.args, c.quiet)
		switch c.class {
		case writing:
			bare.run(t, i, c.args, c.quiet)
			blank.run(t, i, c.args, c.quiet)
			continue
		case outward:
			same(c.args, got, bare.run(t, i, c.args, c.quiet))
			if strings.HasPrefix(c.args, "build") {
				seen(got)
			}
			continue
		case masking:
			same(c.args, got, blank.run(t, i, c.args, c.quiet))
		case inward:
			says(t, c.args, got)
			if strings.HasPrefix(c.args, "build") {
				inside = got
			}
		}
		for name, data := range got {
			shown.look([]byte(name))
			shown.look([]byte(data))
		}
	}
	// The ledger has what was published in both, and the receipt tells nothing.
	ledger := func(s *leakSite) string {
		text, err := os.ReadFile(filepath.Join(s.dir, proof.LedgerFile))
		if err != nil {
			t.Fatal(err)
		}
		_, added, _ := strings.Cut(string(text), "\n"+leakDay)
		return added
	}
	same("ledger", map[string]string{"": ledger(full)}, map[string]string{"": ledger(bare)})
	receipt, err := os.ReadFile(filepath.Join(full.dir, proof.SignedFile))
	told := finder{marks: marks, found: map[string]bool{}}
	if told.look(receipt); err != nil || len(told.found) > 0 {
		t.Errorf("%s holds %v, %v", proof.SignedFile, told.found, err)
	}
	for _, k := range fileKinds {
		if !kinds[k] {
			t.Errorf("no build made a file like %s", k)
		}
	}

	// Asked for every address of the internal site, serve has none that is not public.
	var addresses []string
	for name := range inside {
		addresses = append(addresses, strings.TrimSuffix(name, "index.html"))
	}
	same("serve", served(t, full, false, addresses), served(t, bare, false, addresses))
	for address, page := range served(t, full, true, []string{"", "policy/oppen/"}) {
		if !strings.Contains(page, "noindex") && address != "/_styrdok/trouble" {
			t.Errorf("serve --internal: %s does not say what it is", address)
		}
	}

	// Whatever may not leak is really there: those who may see everything see each document, and each part in one of them.
	names := map[string]bool{}
	for mark, what := range marks {
		file, name, own := strings.Cut(what, " ")
		if !own {
			name = what
		}
		names[name] = names[name] || shown.found[mark]
		if own && name == "title" && !shown.found[mark] {
			t.Errorf("nobody sees %s", file)
		}
	}
	for name, seen := range names {
		if seen == slices.Contains(unseen, name) {
			t.Errorf("%s: seen by somebody: %v", name, seen)
		}
	}
	t.Logf("%d kinds of status × visibility, %d commands, %d words in %d outputs: 0 leaks", 3*len(statuses), len(leakCases)+2, len(marks), files)
}

// unseen are words that nobody sees: of files and notes that stay in the author's folder.
var unseen = []string{"@comment-config", "@meeting", "@report", "@unreferenced-text", "collection-title", "item-section", "role", "was-published"}

// says fails if what is not for everybody does not say so: each page of an internal site, each package with what is
// masked, and the command that packs everything.
func says(t *testing.T, args string, made map[string]string) {
	t.Helper()
	for name, data := range made {
		word, text := "", data
		switch path.Ext(name) {
		case "":
			word = map[string]string{"(said)": "även dolda dokument"}[name]
		case ".html":
			word = map[bool]string{true: "noindex"}[strings.HasPrefix(args, "build")]
		case ".pdf":
			if strings.HasPrefix(args, "bundle") {
				word = "omfattas av sekretess"
				text, _ = pdfdump.Text([]byte(data))
			}
		}
		if !strings.Contains(text, word) {
			t.Errorf("%s: %s does not say %q", args, name, word)
		}
	}
}

// differ fails for each output that is not the same with what is hidden and without.
func differ(t *testing.T, what string, with, without map[string]string) {
	t.Helper()
	if len(with) == 0 {
		t.Errorf("%s: nothing was made", what)
	}
	for name, data := range with {
		other, there := without[name]
		at := 0
		for at < min(len(data), len(other)) && data[at] == other[at] {
			at++
		}
		switch {
		case !there:
			t.Errorf("%s: %s is there only with what is hidden", what, name)
		case data != other:
			t.Errorf("%s: %s differs at %d:\n with    …%.200q\n without …%.200q", what, name, at, data[max(0, at-40):], other[max(0, at-40):])
		}
	}
	for name := range without {
		if _, there := with[name]; !there {
			t.Errorf("%s: %s is there only without what is hidden", what, name)
		}
	}
}

// served asks serve for addresses and returns the answers.
func served(t *testing.T, s *leakSite, internal bool, addresses []string) map[string]string {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	ready, ended := make(chan string, 1), make(chan error, 1)
	go func() {
		ended <- serve.Run(ctx, serve.Options{
			Build:   generator.Options{Dir: s.dir, Internal: internal, Standard: themes.Standard(), Cache: true},
			Day:     func() (library.Date, error) { return library.ParseDate(leakDay) },
			Address: "localhost:0", Log: slog.New(slog.DiscardHandler), Report: io.Discard, Words: i18n.MustLoad("sv"),
			Ready: func(address string) { ready <- address },
		})
	}()
	defer func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	}()
	base := <-ready
	root := base[:strings.LastIndex(strings.TrimSuffix(base, "/"), "/")]
	out := map[string]string{}
	for _, address := range append(addresses, root+"/_styrdok/trouble") {
		at := address
		if !strings.HasPrefix(at, "http") {
			at = base + address
		}
		r, err := http.Get(at)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r.Body)
		r.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		out[strings.TrimPrefix(address, root)] = r.Status + " " + r.Header.Get("Content-Type") + "\n" + string(body)
	}
	return out
}

// finder finds marks in data, however they are spelt there.
type finder struct {
	marks map[string]string
	found map[string]bool
}

var (
	escape    = regexp.MustCompile(`%[0-9A-Fa-f]{2}|=[0-9A-F]{2}|\\u[0-9a-fA-F]{4}|\\[0-7]{3}|&#?\w+;`)
	base64Run = regexp.MustCompile(`[A-Za-z0-9+/]{24,}={0,2}`)
	hexRun    = regexp.MustCompile(`[0-9A-Fa-f]{24,}`)
)

// look looks into text as it stands, escaped, in hexadecimal, Base64 or deflated, and into the streams and texts of PDFs.
func (f finder) look(data []byte) {
	f.letters(data)
	f.letters(escape.ReplaceAllFunc(data, func(e []byte) []byte {
		switch e[0] {
		case '&':
			return []byte(html.UnescapeString(string(e)))
		case '\\':
			base := 8
			if e = e[1:]; e[0] == 'u' {
				base, e = 16, e[1:]
			}
			n, _ := strconv.ParseUint(string(e), base, 32)
			return []byte(string(rune(n)))
		}
		b, _ := hex.DecodeString(string(e[1:]))
		return b
	}))
	if bytes.HasPrefix(data, []byte("%PDF-")) {
		if text, err := pdfdump.Text(data); err == nil {
			f.letters([]byte(text))
		}
		f.letters(inflated(data))
	}
	for _, run := range hexRun.FindAll(data, -1) {
		if b, err := hex.DecodeString(string(run[:len(run)&^1])); err == nil {
			f.letters(b)
		}
	}
	for _, run := range base64Run.FindAll(data, -1) {
		b, err := base64.StdEncoding.DecodeString(string(run))
		if err != nil {
			continue
		}
		f.letters(b)
		if text, err := io.ReadAll(flate.NewReader(bytes.NewReader(b))); err == nil {
			f.letters(text)
		}
	}
}

// letters looks for marks among the letters of a text, whatever stands between them: hyphens, numbers that kern, zeros of
// UTF-16, dots of a letter.
func (f finder) letters(data []byte) {
	var letters []byte
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		if r == utf8.RuneError && size == 1 {
			r = rune(data[0]) // Latin-1
		}
		data = data[size:]
		switch r = unicode.ToLower(r); {
		case r >= 'a' && r <= 'z':
			letters = append(letters, byte(r))
		case r == 'ö':
			letters = append(letters, 'o')
		}
	}
	for {
		i := bytes.Index(letters, []byte(markBegin))
		if i < 0 || i+markLength > len(letters) {
			return
		}
		if word := string(letters[i:][:markLength]); f.marks[word] != "" {
			f.found[word] = true
		}
		letters = letters[i+1:]
	}
}

// TestFinder hides a mark in every way in which outputs may hold one.
func TestFinder(t *testing.T) {
	s := &leakSite{marks: map[string]string{}}
	mark := s.mark("", "a", false)
	utf16 := func(s string) (out []byte) {
		for _, r := range s {
			out = append(out, byte(r>>8), byte(r))
		}
		return out
	}
	deflate := func(text string) []byte {
		var b bytes.Buffer
		w, _ := flate.NewWriter(&b, 9)
		w.Write([]byte(text))
		w.Close()
		return b.Bytes()
	}
	for name, text := range map[string]string{
		"plain": mark, "capitals": strings.ToUpper(mark), "decomposed": norm.NFD.String(mark), "address": s.mark("", "a", true), "hyphenated": mark[:8] + "-\n" + mark[8:],
		"percent": url.PathEscape(mark), "entity": strings.Replace(mark, "ö", "&#246;", 1), "named entity": strings.Replace(mark, "ö", "&ouml;", 1),
		"json": strings.Replace(mark, "ö", `\u00f6`, 1), "quoted-printable": strings.Replace(mark, "ö", "=C3=B6", 1), "octal": strings.Replace(mark, "ö", `\366`, 1),
		"utf-16": string(utf16(mark)), "hexadecimal": fmt.Sprintf("<FEFF%X>", utf16(mark)), "base64": base64.StdEncoding.EncodeToString([]byte("sådant som " + mark)),
		"packed": base64.StdEncoding.EncodeToString(deflate("sådant som " + mark)), "kerned": "[(" + mark[:6] + ") -20 (" + mark[6:] + ")] TJ",
	} {
		f := finder{s.marks, map[string]bool{}}
		if f.look([]byte(text)); len(f.found) != 1 {
			t.Errorf("%s: %q is not found", name, text)
		}
	}
}
