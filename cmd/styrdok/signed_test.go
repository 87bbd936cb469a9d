package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// bareKey is a private key that no password protects, and publicKey its line in the configuration.
const (
	bareKey   = "untrusted comment: minisign secret key\nRWQAAEIyAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAANtE+1sj5jYqki3LzvOPbCZaNfx6ZIdbzTR7UbFzUdT7cVmhvz3CCQT0fGDstXRoTHYJhhy1jms8Bh8eO5TTW+e4p01G+ZX5ZAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"
	publicKey = "RWQ20T7WyPmNij0fGDstXRoTHYJhhy1jms8Bh8eO5TTW+e4p01G+ZX5Z"
)

// TestTampered changes a signed site from inside, so that all that lies there fits: the signature tells it all the same, the next one is
// refused, and what is approved stays told.
func TestTampered(t *testing.T) {
	t.Parallel()
	clean := proposals(t, "a", "b")
	dir := clean
	call := func(line string) (int, string) {
		var out strings.Builder
		code := run(append(strings.Fields(line), "-C", dir, "--lang", "sv"), streams{strings.NewReader(""), &out, &out}, func(string) string { return "" }, late)
		return code, out.String()
	}
	must := func(lines ...string) {
		t.Helper()
		for _, line := range lines {
			if code, out := call(line); code != 0 {
				t.Fatalf("%s: exit %d\n%s", line, code, out)
			}
		}
	}
	read := func(name string) string {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	without := func(name, word string) {
		write(name, strings.Join(slices.DeleteFunc(strings.SplitAfter(read(name), "\n"), func(l string) bool { return strings.Contains(l, word) }), ""))
	}
	const ledger, receipt, signature = "content/published.sum", "content/signed.sum", ".minisig"
	write("key", bareKey)
	write("config.toml", read("config.toml")+"[diagnostics]\nstatement-missing = \"off\"\n[signing]\npublic_key = \""+publicKey+"\"\n")
	must("adopt policy/a --date 2026-11-20 --section 1 --case A1 --today 2026-11-22", "adopt policy/b --date 2026-11-20 --section 2 --case B1 --today 2026-11-22",
		"build --sign key --today 2026-11-22")
	old := map[string]string{}
	for _, name := range []string{receipt, receipt + signature, ledger, ledger + signature} {
		old[name] = read(name)
	}
	must("correct policy/b --date 2026-11-23 --note stavfel --today 2026-11-23", "build --sign key --today 2026-11-23")
	if _, out := call("verify --today 2026-11-23"); !strings.Contains(out, "policy/a, antagen 2026-11-20: oförändrad sedan underskriften 2026-11-22\n") {
		t.Errorf("since the first signature that has it:\n%s", out)
	}
	textOf := func(id string) string { return "content/policy/" + id + ".md" }
	changed := func(id string) {
		write(textOf(id), strings.Replace(read(textOf(id)), "Kommunen ska", "Kommunen ska inte", 1))
		without("content/adopted.sum", "policy/"+id+" ")
		must("seal --today 2026-11-24")
	}
	said := func(word string) func(out string) bool {
		return func(out string) bool { return strings.Contains(out, word) }
	}
	levels := func() {
		write("config.toml", strings.Replace(read("config.toml"), "[diagnostics]\n", "[diagnostics]\nsigned-changed = \"error\"\nsigned-gone = \"error\"\n", 1))
	}
	cases := []struct {
		name   string
		change func()
		told   func(out string) bool
		check  bool // by check, too, which has no key to try the receipt with
	}{
		{"a text, sealed anew", func() { changed("a") }, said("den antagna texten policy/a 2026-11-20 har ändrats sedan underskriften 2026-11-23"), true},
		{"a text with a correction from before", func() { changed("b") }, said("den antagna texten policy/b 2026-11-20 har ändrats"), true},
		{"a text, where that is an error", func() { changed("a"); levels() }, said("den antagna texten policy/a 2026-11-20 har ändrats"), true},
		{"a print, where that is an error", func() { without(ledger, "policy/a/"); levels() }, said("en publicerad pdf-fil som fanns"), true},
		{"a seal", func() {
			without("content/adopted.sum", "policy/a ")
			without(textOf("a"), "adopted")
			must("rename policy/a policy/c --today 2026-11-24")
		}, said("en försegling"), true},
		{"a print", func() { without(ledger, "policy/a/") }, said("en publicerad pdf-fil som fanns"), true},
		{"a day", func() { write(ledger, strings.Replace(read(ledger), "\n2026-11-22", "\n2021-01-01", 1)) }, said("raden fick dagen 2021-01-01 efter underskriften 2026-11-23"), true},
		{"a line before the signature", func() { write(ledger, read(ledger)+"2021-01-01 "+strings.Repeat("a1", 32)+" policy/x.pdf\n") }, said("raden har dagen 2021-01-01 men fanns inte"), true},
		{"the receipt", func() {
			for _, name := range []string{receipt, receipt + signature, ledger + signature} {
				os.Remove(filepath.Join(dir, name))
			}
		}, said("kvittot på den senaste underskriften är borta"), false},
		{"the receipt, an older one", func() {
			write(receipt, old[receipt])
			write(receipt+signature, old[receipt+signature])
		}, said("ett äldre kvitto har lagts tillbaka"), false},
		{"the receipt and its signatures", func() { os.Remove(filepath.Join(dir, receipt+signature)); without(receipt, "seal") }, said("kvittot är inte underskrivet med den här nyckeln"), false},
	}
	earlier := regexp.MustCompile("oförändrad sedan underskriften 2026-11-2[23]")
	for i, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			dir = t.TempDir()
			if err := os.CopyFS(dir, os.DirFS(clean)); err != nil {
				t.Fatal(err)
			}
			c.change()
			refused := 0
			if strings.HasSuffix(c.name, "an error") {
				refused = exitContent
			}
			if code, out := call("check --today 2026-11-24"); code != refused || c.check != c.told(out) {
				t.Errorf("check: exit %d\n%s", code, out)
			}
			if code, out := call("verify --today 2026-11-24"); code != exitContent {
				t.Errorf("verify: exit %d\n%s", code, out)
			}
			if code, out := call("verify public/policy/a/a-2026-11-20.pdf --today 2026-11-24"); c.name == "a day" && (code != exitContent || !strings.Contains(out, "Dagen går inte att lita på: den stämmer inte med underskriften 2026-11-23.")) {
				t.Errorf("verify of the print: exit %d\n%s", code, out)
			}
			before := read(ledger)
			if code, out := call("build --sign key --today 2026-11-24"); code != exitContent || !c.told(out) || !strings.Contains(out, "--approve 2026-11-24") || read(ledger) != before {
				t.Errorf("build --sign: exit %d\n%s", code, out)
			}
			if code, out := call("build --sign key --approve 2026-11-23 --today 2026-11-24"); code != exitUsage {
				t.Errorf("approved on another day: exit %d\n%s", code, out)
			}
			must("build --sign key --approve 2026-11-24 --strict --today 2026-11-24")
			if i == 0 { // and the nights after
				must("build --sign key --today 2026-11-25")
			}
			if code, out := call("verify --today 2026-11-25"); strings.HasPrefix(c.name, "the receipt") == earlier.MatchString(out) {
				t.Errorf("only a receipt that is signed shows since when: exit %d\n%s", code, out)
			}
			if code, out := call("verify --today 2026-11-25"); code != 0 || !strings.Contains(out, "– Skillnader mot en tidigare underskrift som har godkänts:\n  2026-11-24: ") {
				t.Errorf("verify after the approval: exit %d\n%s", code, out)
			}
		})
	}
	t.Logf("%d ways from inside: told, refused, and told after the approval", len(cases))
	// What may be done is not told: a later decision, a correction, what was not known, another name.
	dir = t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(clean)); err != nil {
		t.Fatal(err)
	}
	write(textOf("a"), strings.Replace(read(textOf("a")), "Kommunen ska", "Kommunen skall", 1))
	must("correct policy/a --date 2026-11-24 --note ord --today 2026-11-24", "rename policy/b policy/d --today 2026-11-24", "build --sign key --today 2026-11-24")
	if code, out := call("verify --today 2026-11-24"); code != 0 || !strings.Contains(out, "policy/a, antagen 2026-11-20: oförändrad sedan underskriften 2026-11-24\n") ||
		!strings.Contains(out, "policy/d, antagen 2026-11-20: oförändrad sedan underskriften 2026-11-23\n") {
		t.Errorf("corrected and renamed: exit %d\n%s", code, out)
	}
	// An older ledger that is signed, with its receipt, beside the newer site.
	for name, text := range old {
		write(name, text)
	}
	if code, out := call("verify --today 2026-11-24"); code != exitContent || !strings.Contains(out, "pdf-filer som content/published.sum saknar") {
		t.Errorf("an older ledger: exit %d\n%s", code, out)
	}
	if code, out := call("build --record --today 9999-12-31"); code != exitUsage || !strings.Contains(out, "9999-12-31 har inte kommit än") {
		t.Errorf("a coming day: exit %d\n%s", code, out)
	}
}

// TestMergedBranches merges branches that have each sealed, recorded and signed, with the attributes that init writes: nobody's line is
// lost, and of what is signed one side's stays whole, for a person to decide.
func TestMergedBranches(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("no git to ask")
	}
	dir := t.TempDir()
	git := func(args ...string) error {
		c := exec.Command("git", append([]string{"-C", dir, "-c", "user.name=x", "-c", "user.email=x@x.example", "-c", "commit.gpgsign=false"}, args...)...)
		c.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_NOSYSTEM=1")
		return c.Run()
	}
	attributes, err := start.ReadFile("start/gitattributes")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, "content"), 0o755); err != nil {
		t.Fatal(err)
	}
	lined, whole := []string{"content/adopted.sum", "content/published.sum", "reminders.log"}, []string{"content/signed.sum", "content/signed.sum.minisig", "content/published.sum.minisig"}
	commit := func(line string) {
		for _, name := range lined {
			writeFile(t, filepath.Join(dir, name), "# x\n"+line)
		}
		for _, name := range whole {
			writeFile(t, filepath.Join(dir, name), "# x\n"+line)
		}
		if err := errors.Join(git("add", "-A"), git("commit", "-qm", "x")); err != nil {
			t.Fatal(err)
		}
	}
	if err := git("init", "-qb", "main"); err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(dir, ".gitattributes"), string(attributes))
	commit("")
	_ = git("checkout", "-qb", "gren")
	commit("theirs\n")
	_ = git("checkout", "-q", "main")
	commit("ours\n")
	if err := git("merge", "-q", "gren"); err == nil {
		t.Error("git has not asked which signature is to stay")
	}
	for i, name := range append(lined, whole...) {
		want := "# x\nours\n"
		if i < len(lined) {
			want += "theirs\n"
		}
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil || string(data) != want {
			t.Errorf("%s: got %q, want %q, %v", name, data, want, err)
		}
	}
}

func writeFile(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestRemoved takes each set of files away from a signed site: what is signed with its signatures, with the public key in the
// configuration and without. That is told wherever anything is left to tell it by.
func TestRemoved(t *testing.T) {
	t.Parallel()
	dir := proposals(t, "a")
	call := func(args ...string) (int, string) {
		var out strings.Builder
		code := run(append(args, "-C", dir, "--today", "2026-11-22", "--lang", "sv"), streams{strings.NewReader(""), &out, &out}, func(string) string { return "" }, late)
		return code, out.String()
	}
	config := filepath.Join(dir, "config.toml")
	without, err := os.ReadFile(config)
	if err != nil {
		t.Fatal(err)
	}
	put := func(name, text string) {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	put(filepath.Join(dir, "key"), bareKey)
	for _, args := range [][]string{{"adopt", "policy/a", "--date", "2026-11-20", "--section", "§ 1", "--case", "A 1"}, {"build", "--sign", "key"}} {
		if code, out := call(args...); code != 0 {
			t.Fatal(args, out)
		}
	}
	const ledger, receipt, sums, signature = "content/published.sum", "content/signed.sum", "public/SHA256SUMS", ".minisig"
	files := []string{ledger, ledger + signature, receipt, receipt + signature, sums, sums + signature}
	whole := map[string]string{}
	for _, name := range files {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		whole[name] = string(data)
	}
	told := 0
	for _, key := range []string{"[signing]\npublic_key = \"" + publicKey + "\"\n", ""} {
		put(config, string(without)+key)
		for set := range 1 << len(files) {
			var gone []string
			for i, name := range files {
				if set>>i&1 == 1 {
					gone = append(gone, name)
					os.Remove(filepath.Join(dir, name))
				} else {
					put(filepath.Join(dir, name), whole[name])
				}
			}
			traces := slices.ContainsFunc(files, func(name string) bool {
				return !slices.Contains(gone, name) && name != ledger && name != sums
			})
			want := exitContent
			if gone == nil || key == "" && !traces && !slices.Contains(gone, sums) {
				want = 0
			}
			code, out := call("verify")
			if code != want {
				t.Errorf("key in the configuration: %v; without %q: exit %d, want %d\n%s", key != "", gone, code, want, out)
			}
			for _, name := range gone {
				if (key != "" || traces) && name != ledger+signature && !strings.Contains(out, strings.TrimPrefix(strings.TrimSuffix(name, signature), "public/")) {
					t.Errorf("key in the configuration: %v; without %q: %s is not named\n%s", key != "", gone, name, out)
				}
			}
			told += code
		}
	}
	// Single prints and folders, too; but the list of a decision package is never signed.
	put(config, string(without)+"[signing]\npublic_key = \""+publicKey+"\"\n")
	for name, text := range whole {
		put(filepath.Join(dir, name), text)
	}
	if err := os.Mkdir(filepath.Join(dir, "handlingar"), 0o755); err != nil {
		t.Fatal(err)
	}
	put(filepath.Join(dir, "handlingar/1.pdf"), "")
	put(filepath.Join(dir, "handlingar/SHA256SUMS"), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  1.pdf\n")
	named := []string{"public/policy/a/a-2026-11-20.pdf", "public", "handlingar"}
	for want, gone := range []string{"", ledger + signature, sums + signature} {
		if gone != "" {
			os.Remove(filepath.Join(dir, gone))
		}
		for i, name := range named {
			if code, out := call("verify", name); (code != 0) != (want == i+1) {
				t.Errorf("verify %s without %q: exit %d\n%s", name, gone, code, out)
			}
		}
		if gone != "" {
			put(filepath.Join(dir, gone), whole[gone])
		}
	}
	// A time stamp of the ledger, here of its first line, is one of them from the next signature on.
	stamp, err := os.ReadFile("testdata/published.sum.tsr")
	if err != nil {
		t.Fatal(err)
	}
	put(filepath.Join(dir, "reply.tsr"), string(stamp))
	const kept = "content/published.sum.tsr"
	for _, args := range [][]string{{"verify", "--stamp-reply", "reply.tsr"}, {"build", "--sign", "key"}, {"verify"}} {
		if code, out := call(args...); code != 0 || strings.Contains(out, "är borta") {
			t.Errorf("%v: exit %d\n%s", args, code, out)
		}
	}
	os.Remove(filepath.Join(dir, kept))
	for _, key := range []string{"[signing]\npublic_key = \"" + publicKey + "\"\n", ""} {
		put(config, string(without)+key)
		for command, want := range map[string]int{"verify": exitContent, "check": 0, "build": 0} {
			if code, out := call(command); code != want || !strings.Contains(out, kept+": varning: en tidsstämpel som fanns vid underskriften 2026-11-22 är borta: ") {
				t.Errorf("key in the configuration: %v; %s without its time stamp: exit %d\n%s", key != "", command, code, out)
			}
		}
	}
	t.Logf("%d sets of %d files, with the key in the configuration and without: %d told", 1<<len(files), len(files), told)
}
