package reminder

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"styrdok/generator/library"
)

func sent(day int, document, id string) string {
	d := library.NewDate(2026, 11, day)
	id = strings.Repeat(id, idLength)
	return string(Lines(Entry{d, Began, Overdue, library.ID(document), "It-chef", id}, Entry{d, Sent, none, none, none, id}))
}

// TestMerge lets git merge the logs of two who have sent reminders, with and without the attribute that keeps it from making a
// conflict of them: what either has sent is known to both.
func TestMerge(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("no git")
	}
	want, _ := ReadLog(sent(1, "policy/a", "1") + sent(2, "policy/b", "2") + sent(2, "policy/c", "3"))
	for _, attributes := range []string{"", LogFile + " merge=union\n"} {
		dir := t.TempDir()
		git := func(args ...string) error {
			c := exec.Command("git", append([]string{"-C", dir, "-c", "user.name=x", "-c", "user.email=x@x.example", "-c", "commit.gpgsign=false"}, args...)...)
			c.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_NOSYSTEM=1")
			return c.Run()
		}
		write := func(name, data string) {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		commit := func(data string) {
			write(LogFile, data)
			if err := git("add", "-A"); err != nil {
				t.Fatal(err)
			}
			if err := git("commit", "-qm", "x"); err != nil {
				t.Fatal(err)
			}
		}
		if err := git("init", "-qb", "main"); err != nil {
			t.Fatal(err)
		}
		if attributes != "" {
			write(".gitattributes", attributes)
		}
		commit(sent(1, "policy/a", "1"))
		_ = git("checkout", "-qb", "other")
		commit(sent(1, "policy/a", "1") + sent(2, "policy/b", "2"))
		_ = git("checkout", "-q", "main")
		commit(sent(1, "policy/a", "1") + sent(2, "policy/c", "3"))
		if err := git("merge", "-q", "other"); (err == nil) != (attributes != "") {
			t.Errorf("%q: git says %v", attributes, err)
		}
		merged, err := os.ReadFile(filepath.Join(dir, LogFile))
		if err != nil {
			t.Fatal(err)
		}
		got, diags := ReadLog(string(merged))
		if len(diags) > 0 || string(got.Format("x")) != string(want.Format("x")) {
			t.Errorf("%q: got %v and\n%s\nwant\n%s", attributes, diags, got.Format("x"), want.Format("x"))
		}
	}
}

// TestTornLog shows that a line that a killed run has not finished counts for nothing, and any other that cannot be read is told
// with its place.
func TestTornLog(t *testing.T) {
	whole := sent(1, "policy/a", "1")
	for n := range len(whole) {
		log, diags := ReadLog(whole[:n])
		if len(diags) > 0 || len(log.entries) > 2 {
			t.Errorf("%q: %v", whole[:n], diags)
		}
		torn := "2026-11-01\tbegan\toverdue\n"
		if _, diags := ReadLog(whole + torn + whole[:n]); len(diags) != 1 || diags[0].Pos.Line != 3 {
			t.Errorf("%q: got %v, want one mistake in line 3", torn, diags)
		}
	}
}

// TestAttempts shows that what failed can be sent again under another ID, and what may have been sent cannot.
func TestAttempts(t *testing.T) {
	log := NewLog()
	first := log.freeID("a")
	day := library.NewDate(2026, 11, 1)
	r := Reminder{Document: &library.Document{ID: "policy/a"}, Step: Overdue, Role: "It-chef"}
	log = log.With(Entry{day, Began, Overdue, "policy/a", "it-chef", first})
	if _, certain, found := log.last(r); certain || !found || log.freeID("a") != first {
		t.Error("what began is not known to have begun")
	}
	log = log.With(Entry{day, Failed, none, none, none, first})
	if _, _, found := log.last(r); found || log.freeID("a") == first {
		t.Error("what failed is not to be sent again")
	}
	log = log.With(Entry{day, Began, Overdue, "policy/a", "It-chef", log.freeID("a")})
	if _, certain, found := log.last(r); certain || !found {
		t.Error("the second attempt is not known")
	}
}

func FuzzReadLog(f *testing.F) {
	f.Add(sent(1, "policy/a", "1"))
	f.Add("# x\n<<<<<<< HEAD\n" + sent(1, "a", "1") + "=======\n>>>>>>> b\n")
	f.Add("2026-11-01\tbegan\ta\tb\tc\t0123456789abcdef")
	f.Fuzz(func(t *testing.T, src string) {
		log, _ := ReadLog(src)
		once := string(log.Format("x"))
		again, diags := ReadLog(once)
		if len(diags) > 0 || string(again.Format("x")) != once {
			t.Errorf("%q: %v", once, diags)
		}
		if n := strings.Count(once, "\n"); n != len(log.entries)+1 {
			t.Error(fmt.Sprint(n, " lines for ", len(log.entries), " entries"))
		}
	})
}

// With returns the log with more lines.
func (l *Log) With(entries ...Entry) *Log {
	return NewLog(append(slices.Clip(l.entries), entries...)...)
}
