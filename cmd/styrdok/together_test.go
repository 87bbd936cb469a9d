package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"styrdok/generator/act"
	"styrdok/generator/lock"
)

// proposals makes a site with proposals that may be adopted.
func proposals(t *testing.T, names ...string) string {
	t.Helper()
	dir := t.TempDir()
	write := func(name, text string) {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("config.toml", "[site]\ntitle = \"S\"\nbase_url = \"https://s.example/\"\n[organisation]\nname = \"S\"\n")
	for _, name := range names {
		write("content/policy/"+name+".md", "+++\ntitle = \"Policy "+name+"\"\nstatus = \"proposed\"\nadopted_by = \"kf\"\n+++\n\nKommunen ska "+name+".\n")
	}
	return dir
}

// TestTogether has two commands adopt at once: of two documents, both are adopted and sealed; of one,
// only the first command succeeds, and its decision stands.
func TestTogether(t *testing.T) {
	const day = "2026-11-22"
	call := func(args ...string) (int, string) {
		var out bytes.Buffer
		code := run(append(args, "--today", day), streams{strings.NewReader(""), &out, &out}, func(string) string { return "" }, time.Now)
		return code, out.String()
	}
	both := func(dir, a, b string) (codes [2]int, told [2]string) {
		var wg sync.WaitGroup
		for i, id := range []string{a, b} {
			wg.Go(func() {
				codes[i], told[i] = call("adopt", id, "-C", dir, "--date", "2026-11-20", "--section", []string{"§ 1", "§ 2"}[i], "--case", "A 1")
			})
		}
		wg.Wait()
		return codes, told
	}
	for range 2 {
		dir := proposals(t, "a", "b")
		if codes, told := both(dir, "policy/a", "policy/b"); codes != [2]int{} {
			t.Fatalf("two documents: %v\n%s", codes, told)
		}
		if code, out := call("check", "-C", dir); code != 0 {
			t.Fatalf("two documents: check\n%s", out)
		}
		sums, _ := os.ReadFile(filepath.Join(dir, "content/adopted.sum"))
		if !bytes.Contains(sums, []byte("policy/a 2026")) || !bytes.Contains(sums, []byte("policy/b 2026")) {
			t.Fatalf("a seal is missing:\n%s", sums)
		}

		dir = proposals(t, "a")
		codes, told := both(dir, "policy/a", "policy/a")
		if codes != [2]int{0, 1} && codes != [2]int{1, 0} {
			t.Fatalf("one document: %v\n%s", codes, told)
		}
		text, _ := os.ReadFile(filepath.Join(dir, "content/policy/a.md"))
		if want := []string{`"§ 1"`, `"§ 2"`}[codes[0]]; !bytes.Contains(text, []byte(want)) {
			t.Fatalf("the decision is not that of the command which succeeded: want %s in\n%s", want, text)
		}
		if code, out := call("check", "-C", dir); code != 0 {
			t.Fatalf("one document: check\n%s", out)
		}
	}
}

// TestProcesses has processes adopt at once. They leave nothing beside the files.
func TestProcesses(t *testing.T) {
	program, err := exec.LookPath("styrdok") // of testscript: this test itself
	if err != nil {
		t.Fatal(err)
	}
	names := []string{"a", "b", "c", "d", "e", "f"}
	dir := proposals(t, names...)
	var wg sync.WaitGroup
	for _, name := range names {
		wg.Go(func() {
			out, err := exec.Command(program, "adopt", "policy/"+name, "-C", dir, "--date", "2026-11-20", "--section", "1", "--case", "A", "--today", "2026-11-22").CombinedOutput()
			if err != nil {
				t.Errorf("%s: %v\n%s", name, err, out)
			}
		})
	}
	wg.Wait()
	out, err := exec.Command(program, "check", "-C", dir, "--today", "2026-11-22").CombinedOutput()
	if err != nil || bytes.Contains(out, []byte("[unsealed]")) {
		t.Errorf("check: %v\n%s", err, out)
	}
	entries, _ := os.ReadDir(filepath.Join(dir, "content/policy"))
	if len(entries) != len(names) {
		t.Errorf("%d files, want %d", len(entries), len(names))
	}
}

// TestWaits shows that a command which waits for another says so, and then does what it was asked.
func TestWaits(t *testing.T) {
	dir := proposals(t, "a")
	hold, err := act.Take(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	told, err := os.Create(filepath.Join(t.TempDir(), "told"))
	if err != nil {
		t.Fatal(err)
	}
	defer told.Close()
	read := func() string {
		data, _ := os.ReadFile(told.Name())
		return string(data)
	}
	done := make(chan int)
	go func() {
		done <- run([]string{"adopt", "policy/a", "-C", dir, "--date", "2026-11-20", "--section", "1", "--today", "2026-11-22"},
			streams{strings.NewReader(""), told, told}, func(string) string { return "" }, time.Now)
	}()
	for !strings.Contains(read(), "Väntar: ett annat styrdok skriver här") {
		select {
		case code := <-done:
			t.Fatalf("it did not wait: %d\n%s", code, read())
		case <-time.After(10 * time.Millisecond):
		}
	}
	hold.Release()
	if code := <-done; code != 0 || !strings.Contains(read(), "antog ”Policy a”") {
		t.Errorf("exit %d\n%s", code, read())
	}
}

// TestWaitsForReaders shows that a command which changes files says what it waits for, and one that reads them too, and that neither
// waits for ever: what to do is told. The time is made up.
func TestWaitsForReaders(t *testing.T) {
	for want, args := range map[string][]string{
		"Väntar högst en halv minut: ett annat styrdok läser filerna": {"schema"},
		"Väntar: ett annat styrdok ändrar webbplatsens filer":         {"verify"},
	} {
		synctest.Test(t, func(t *testing.T) {
			dir := proposals(t, "a")
			if err := os.Mkdir(filepath.Join(dir, ".styrdok"), 0o755); err != nil {
				t.Fatal(err)
			}
			var release func()
			if args[0] == "verify" {
				release = lock.Change(dir, nil)
			} else {
				release, _ = lock.Read(dir, nil)
			}
			defer release()
			var out, told bytes.Buffer
			code := run(append(args, "-C", dir, "--today", "2026-11-22", "--lang", "sv"), streams{strings.NewReader(""), &out, &told}, func(string) string { return "" }, time.Now)
			if code != 0 || strings.Count(told.String(), want) != 1 || strings.Count(told.String(), "kör") != 1 || strings.Contains(out.String(), "Väntar") {
				t.Errorf("%q: exit %d\n%s%s", args, code, told.String(), out.String())
			}
		})
	}
}

// TestReadWhileRenamed renames a document that others link to, there and back, while commands read the site: none finds it half
// done.
func TestReadWhileRenamed(t *testing.T) {
	dir := proposals(t, "a")
	for i := range 8 {
		text := "+++\ntitle = \"Regel\"\nadopted = 2024-01-0" + string(rune('1'+i)) + "\nadopted_by = \"kf\"\n+++\n\n[Policyn](../policy/a.md)\n"
		file := filepath.Join(dir, "content/regler", string(rune('a'+i))+".md")
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	policy := filepath.Join(dir, "content/policy/a.md")
	if err := os.WriteFile(policy, []byte("+++\ntitle = \"A\"\nadopted = 2024-01-01\nadopted_by = \"kf\"\n+++\n\nText.\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	call := func(args ...string) (int, string) {
		var out bytes.Buffer
		code := run(append(args, "-C", dir, "--today", "2026-11-22", "--lang", "sv"), streams{strings.NewReader(""), &out, &out}, func(string) string { return "" }, time.Now)
		return code, out.String()
	}
	must := func(args ...string) {
		if code, out := call(args...); code != 0 {
			t.Errorf("%q: exit %d\n%s", args, code, out)
		}
	}
	must("build")
	var reading, writing sync.WaitGroup
	done := make(chan bool)
	writing.Go(func() {
		must("rename", "policy/a", "policy/b")
		must("rename", "policy/b", "policy/a")
	})
	reads := 0
	reading.Go(func() {
		for commands := [][]string{{"check"}, {"build"}}; ; reads++ {
			select {
			case <-done:
				return
			case <-time.After(10 * time.Millisecond): // so that a renaming comes in between
				must(commands[reads%len(commands)]...)
			}
		}
	})
	writing.Wait()
	close(done)
	reading.Wait()
	t.Logf("%d commands read the site while a document was renamed twice", reads)
}
