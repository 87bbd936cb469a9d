package lock_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"styrdok/generator/lock"
)

func TestTake(t *testing.T) {
	site := t.TempDir()
	var wg sync.WaitGroup
	var inside, together atomic.Int32
	for range 8 {
		wg.Go(func() {
			release, err := lock.Take(site, lock.Sources, nil)
			if err != nil {
				t.Error(err)
				return
			}
			if inside.Add(1) > 1 {
				together.Add(1)
			}
			inside.Add(-1)
			release()
		})
	}
	wg.Wait()
	if n := together.Load(); n > 0 {
		t.Errorf("the lock was taken %d times while somebody had it", n)
	}
	if data, err := os.ReadFile(filepath.Join(site, ".styrdok", ".gitignore")); err != nil || string(data) != "*\n" {
		t.Errorf("git is told %q: %v", data, err)
	}
}

// TestOthers shows that locks of other names and other sites are others.
func TestOthers(t *testing.T) {
	site := t.TempDir()
	for _, l := range [][2]string{{site, lock.Sources}, {site, lock.Output("/a")}, {site, lock.Output("/b")}, {t.TempDir(), lock.Sources}} {
		release, err := lock.Take(l[0], l[1], func(lock.Wait) { t.Errorf("%v has to wait", l) })
		if err != nil {
			t.Fatal(err)
		}
		defer release()
	}
}

func TestWaiting(t *testing.T) { synctest.Test(t, testWaiting) }

func testWaiting(t *testing.T) {
	site := t.TempDir()
	release, err := lock.Take(site, lock.Sources, nil)
	if err != nil {
		t.Fatal(err)
	}
	told := make(chan bool, 8)
	go func() {
		<-told
		release()
	}()
	again, err := lock.Take(site, lock.Sources, func(lock.Wait) { told <- true })
	if err != nil {
		t.Fatal(err)
	}
	again()
	if len(told) != 0 {
		t.Error("it has told more than once that it waits")
	}
}

// TestNoFolder shows that a site whose folder cannot hold locks is locked all the same, that what stands in the way of a lock makes nobody wait,
// and that nothing is made in a home if it is not needed.
func TestNoFolder(t *testing.T) {
	own := t.TempDir()
	t.Setenv("XDG_CACHE_HOME", own)
	t.Setenv("HOME", own)
	t.Setenv("LocalAppData", own)
	site, pipe := t.TempDir(), t.TempDir()
	for _, dir := range []string{site, pipe} {
		if err := os.WriteFile(filepath.Join(dir, "config.toml"), nil, 0o444); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(site, ".styrdok"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(pipe, ".styrdok", "sources.lock", "x"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{site, pipe} {
		release, err := lock.Take(dir, lock.Sources, nil)
		if err != nil {
			t.Fatal(err)
		}
		second := make(chan error)
		go func() {
			again, err := lock.Take(dir, lock.Sources, nil)
			if err == nil {
				again()
			}
			second <- err
		}()
		select {
		case err := <-second:
			t.Errorf("taken twice: %v", err)
		case <-time.After(5 * time.Millisecond):
		}
		release()
		if err := <-second; err != nil {
			t.Error(err)
		}
	}
	// Locks of several kinds that are taken together are others here, too.
	all := func() (release []func()) {
		for _, take := range []func() (func(), error){
			func() (func(), error) { return lock.Take(site, lock.Sources, nil) },
			func() (func(), error) { return lock.TakeOutput(site, filepath.Join(site, "public"), nil) },
		} {
			free, err := take()
			if err != nil {
				t.Fatal(err)
			}
			release = append(release, free)
		}
		return release
	}
	for _, free := range all() {
		free()
	}
	if made, err := os.ReadDir(own); err != nil || (len(made) > 0) != (runtime.GOOS == "windows") {
		t.Errorf("in the user's own cache: %v, %v", made, err)
	}
	t.Setenv("XDG_CACHE_HOME", "")
	t.Setenv("HOME", "")
	t.Setenv("LocalAppData", "")
	for _, free := range all() {
		free()
	}
	// Where nothing can be locked, it is done without.
	if err := os.Remove(filepath.Join(site, "config.toml")); err != nil {
		t.Fatal(err)
	}
	for _, free := range all() {
		free()
	}
}

// TestChanging shows that files are read while others read them and not while they are changed, and the other way round.
func TestChanging(t *testing.T) {
	site := t.TempDir()
	if _, had := lock.Read(site, nil); had {
		t.Error("a lock is had in a folder without a cache")
	}
	lock.Change(site, nil)()
	if err := os.Mkdir(filepath.Join(site, ".styrdok"), 0o755); err != nil {
		t.Fatal(err)
	}
	waits := func(what string, take func() (release func()), free ...func()) {
		done := make(chan func())
		go func() { done <- take() }()
		select {
		case <-done:
			t.Errorf("%s does not wait", what)
		case <-time.After(20 * time.Millisecond):
			for _, f := range free {
				f()
			}
			(<-done)()
		}
	}
	read := func() func() {
		release, had := lock.Read(site, nil)
		if !had {
			t.Error("no lock is had")
		}
		return release
	}
	change := func() func() { return lock.Change(site, nil) }
	one, two := read(), read()
	waits("who changes", change, one, two)
	waits("who reads", read, change())
	waits("who changes", change, change())
}

// TestWaitingIsTold shows that who waits for a reader or a writer is told after a second, and that it is done all the same in the end.
func TestWaitingIsTold(t *testing.T) {
	site := t.TempDir()
	if err := os.Mkdir(filepath.Join(site, ".styrdok"), 0o755); err != nil {
		t.Fatal(err)
	}
	read := func(w lock.Waiting) (func(), bool) { return lock.Read(site, w) }
	change := func(w lock.Waiting) (func(), bool) { return lock.Change(site, w), false }
	for want, pair := range map[string][2]func(lock.Waiting) (func(), bool){
		"reading after 1s, reading-long after 30s": {read, change}, "changing after 1s, changing-long after 30s": {change, read},
	} {
		synctest.Test(t, func(t *testing.T) {
			release, _ := pair[0](func(w lock.Wait) { t.Errorf("the first waits: %s", w) })
			defer func() { release() }()
			var told []string
			begun := time.Now()
			_, had := pair[1](func(w lock.Wait) {
				told = append(told, fmt.Sprint(w, " after ", time.Since(begun).Truncate(time.Second)))
			})
			if got := strings.Join(told, ", "); got != want || had {
				t.Errorf("got %q, want %q; had: %v", got, want, had)
			}
			// Whoever has waited for so long does not do so a second time, until it was free.
			begun, told = time.Now(), nil
			again := func() { pair[1](func(w lock.Wait) { told = append(told, string(w)) }) }
			if again(); len(told) > 0 || time.Since(begun) > time.Second {
				t.Errorf("%s: waits once more: %s, %s", want, told, time.Since(begun))
			}
			release()
			free, had := pair[1](nil)
			free()
			release, _ = pair[0](nil)
			if again(); len(told) != 2 || !had && strings.HasPrefix(want, "changing") {
				t.Errorf("%s: told %s once the lock was free; had: %v", want, told, had)
			}
		})
	}
}
