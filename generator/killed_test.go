package generator_test

import (
	"errors"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"

	"styrdok/generator"
	"styrdok/generator/testkit"
)

// Environment of a test that builds in a process of its own: the site's folder, and after how many prints the
// process kills itself.
const (
	apartDir  = "STYRDOK_TEST_BUILD"
	apartKill = "STYRDOK_TEST_KILL"
)

// TestBuildApart builds the town that another test names.
func TestBuildApart(t *testing.T) {
	dir := os.Getenv(apartDir)
	if dir == "" {
		t.Skip("for other tests, in a process of its own")
	}
	opt := (&town{dir: dir}).options()
	opt.Cache = true
	if n, err := strconv.Atoi(os.Getenv(apartKill)); err == nil {
		opt.Progress = func(done, _ int) {
			if done == n {
				self, err := os.FindProcess(os.Getpid())
				check(t, errors.Join(err, self.Kill()))
				select {}
			}
		}
	}
	made, _, err := generator.Build(opt)
	check(t, err)
	if made.Diags.HasErrors() {
		t.Error(made.Diags)
	}
}

// buildApart begins a build of a town in a process of its own.
func (t *town) buildApart(tb testing.TB, environment ...string) *exec.Cmd {
	c := exec.Command(os.Args[0], "-test.run=^TestBuildApart$")
	c.Env = append(append(os.Environ(), apartDir+"="+t.dir), environment...)
	check(tb, c.Start())
	return c
}

// TestKilledBuilds kills builds while they make and publish. What is published is then as before or as it was to be,
// never something in between, and the next build makes all that a clean one does.
func TestKilledBuilds(t *testing.T) {
	testkit.Long(t)
	t.Parallel()
	town := newTown(t.TempDir(), 5)
	town.write(t)
	started := time.Now()
	check(t, town.buildApart(t).Wait())
	whole := time.Since(started)
	before, err := live(filepath.Join(town.dir, "public"))
	check(t, err)
	kills := 9
	if *manyEdits > 0 {
		kills = *manyEdits
	}
	unchanged, changed := 0, 0
	for i := range kills {
		edits := []string{"word", "retitle", "picture", "adopt", "unadopt", "owner"}
		townEdits[edits[i%len(edits)]](t, town, town.documents[i%len(town.documents)], i)
		town.traits["organisation"] = (i + 1) % 2 // so that there is much to make
		town.write(t)
		want, err := buildClean(town)
		check(t, err)
		var c *exec.Cmd
		if i%3 == 0 {
			c = town.buildApart(t, apartKill+"="+strconv.Itoa(1+i/3%6))
		} else {
			c = town.buildApart(t)
			time.Sleep(whole/2 + whole*time.Duration(i+1)/time.Duration(2*kills))
			_ = c.Process.Kill() // it may have ended
		}
		_ = c.Wait()
		now, err := live(filepath.Join(town.dir, "public"))
		check(t, err)
		switch {
		case maps.Equal(now, before):
			unchanged++
		case maps.Equal(now, want.files):
			changed++
		default:
			t.Fatalf("kill %d leaves what is neither old nor new: %s", i, outcome{files: now, diags: want.diags}.difference(want))
		}
		got, err := buildKept(town)
		check(t, err)
		if found := got.difference(want); found != "" {
			t.Fatalf("after kill %d: %s", i, found)
		}
		before = got.files
	}
	t.Logf("%d kills left the output as it was, %d as it was to be", unchanged, changed)
}

// TestBuildsAtOnce builds one site in several processes at the same time, while it is edited.
func TestBuildsAtOnce(t *testing.T) {
	testkit.Long(t)
	t.Parallel()
	town := newTown(t.TempDir(), 4)
	for i := range 3 {
		v := town.documents[i].now()
		v.words = changed(v.words, 0, i+4)
		town.write(t)
		var wg sync.WaitGroup
		for range 3 {
			c := town.buildApart(t)
			wg.Go(func() {
				if err := c.Wait(); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		want, err := buildClean(town)
		check(t, err)
		got, err := live(filepath.Join(town.dir, "public"))
		check(t, err)
		if found := (outcome{files: got, diags: want.diags}).difference(want); found != "" {
			t.Fatal(found)
		}
	}
	var running []*exec.Cmd
	for i := range 4 {
		running = append(running, town.buildApart(t))
		time.Sleep(50 * time.Millisecond)
		town.documents[i%3].now().title = "Namn " + strconv.Itoa(i)
		town.write(t)
	}
	for _, c := range running {
		_ = c.Wait() // a file that is changed meanwhile is an error
	}
	want, err := buildClean(town)
	check(t, err)
	got, err := buildKept(town)
	check(t, err)
	if found := got.difference(want); found != "" {
		t.Error(found)
	}
}

// TestDamagedStore damages all that is kept where a print has an old address, too, at which it is gone.
func TestDamagedStore(t *testing.T) {
	town := newTown(t.TempDir(), 3)
	town.documents[1].traits["alias"] = 2
	town.write(t)
	_, err := buildKept(town)
	check(t, err)
	for _, name := range town.below(t, ".styrdok") {
		if filepath.Ext(name) == ".cache" {
			data, err := os.ReadFile(name)
			check(t, err)
			data[len(data)-1] ^= 1
			check(t, os.WriteFile(name, data, 0o644))
		}
	}
	check(t, os.Remove(town.path("public/dok/amne-1.pdf")))
	want, err := buildClean(town)
	check(t, err)
	got, err := buildKept(town)
	check(t, err)
	if found := got.difference(want); found != "" {
		t.Error(found)
	}
}
