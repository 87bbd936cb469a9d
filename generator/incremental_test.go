package generator_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"styrdok/generator/testkit"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"styrdok/generator"
	"styrdok/generator/diag"
	"styrdok/generator/publish"
)

var manyEdits = flag.Int("edits", 0, "how many long sequences of edits TestIncrementalEqualsClean makes")
var firstSeed = flag.Int("edits-from", 0, "seed of the first of them")

// A townEdit is a change to a town, with two numbers that say what is changed and into what.
type townEdit struct {
	name string
	a, b int
}

func (e townEdit) String() string { return fmt.Sprintf("%s %d %d", e.name, e.a, e.b) }

// townEdits are the edits by name. Each can be made to every town, though it may change nothing.
var townEdits = map[string]func(testing.TB, *town, *townDocument, int){
	"word": func(_ testing.TB, _ *town, d *townDocument, n int) {
		d.now().words = changed(d.now().words, n, n/2)
	},
	"old-word": func(_ testing.TB, _ *town, d *townDocument, n int) {
		d.versions[0].words = changed(d.versions[0].words, n, n/2)
	},
	"rename-heading": func(_ testing.TB, _ *town, d *townDocument, n int) {
		d.now().headings = changed(d.now().headings, n, "Om "+townWords[n%len(townWords)])
	},
	"add-heading": func(_ testing.TB, _ *town, d *townDocument, n int) {
		v := d.now()
		v.headings, v.words = append(slices.Clone(v.headings), "Mer "+strconv.Itoa(n%9)), append(slices.Clone(v.words), n)
	},
	"remove-heading": func(_ testing.TB, _ *town, d *townDocument, n int) {
		if v := d.now(); len(v.headings) > 1 {
			v.headings, v.words = slices.Clone(v.headings[1:]), slices.Clone(v.words[1:])
		}
	},
	"retitle": func(_ testing.TB, _ *town, d *townDocument, n int) {
		d.now().title = "Nytt ämne " + strconv.Itoa(n%9)
	},
	"owner": func(_ testing.TB, _ *town, d *townDocument, n int) { d.owner = n % len(townOwners) },
	"kind":  func(_ testing.TB, _ *town, d *townDocument, n int) { d.kind = townKinds[n%len(townKinds)] },
	"visibility": func(_ testing.TB, _ *town, d *townDocument, n int) {
		d.visibility = townVisibilities[n%len(townVisibilities)]
	},
	"relate":     func(_ testing.TB, t *town, d *townDocument, n int) { d.related = t.other(d, n) },
	"unrelate":   func(_ testing.TB, _ *town, d *townDocument, _ int) { d.related = "" },
	"link":       func(_ testing.TB, t *town, d *townDocument, n int) { d.link = t.other(d, n) },
	"break-link": func(_ testing.TB, _ *town, d *townDocument, n int) { d.link = "policy/finns-inte-" + strconv.Itoa(n%3) },
	"unlink":     func(_ testing.TB, _ *town, d *townDocument, _ int) { d.link = "" },
	"mend":       func(tb testing.TB, t *town, _ *townDocument, _ int) { t.mend(tb) },
	"furnish":    func(tb testing.TB, t *town, _ *townDocument, n int) { t.furnish(tb, n) },
	"choice":     func(_ testing.TB, _ *town, d *townDocument, n int) { d.choice = n },
	"seal":       func(tb testing.TB, t *town, _ *townDocument, _ int) { t.seal(tb) },
	"unseal":     func(_ testing.TB, t *town, _ *townDocument, _ int) { t.seals = "" },
	"add": func(_ testing.TB, t *town, d *townDocument, n int) {
		name := fmt.Sprintf("policy/nytt-%d", n%5)
		if !slices.ContainsFunc(t.documents, func(o *townDocument) bool { return o.name == name }) {
			added := *d
			added.name, added.traits = name, maps.Clone(d.traits)
			t.documents = append(t.documents, &added)
		}
	},
	"output": func(tb testing.TB, t *town, _ *townDocument, n int) { t.editOutput(tb, n) },
	"adopt": func(_ testing.TB, _ *town, d *townDocument, n int) {
		if d.now().year < 2028 { // some are yet to come
			d.adopt(n)
		}
	},
	"unadopt": func(_ testing.TB, _ *town, d *townDocument, _ int) {
		if len(d.versions) > 1 {
			d.versions = d.versions[:len(d.versions)-1]
		}
	},
	"delete": func(_ testing.TB, t *town, d *townDocument, _ int) {
		if len(t.documents) > 3 {
			t.documents = slices.DeleteFunc(t.documents, func(other *townDocument) bool { return other == d })
		}
	},
	"picture":   func(_ testing.TB, t *town, _ *townDocument, n int) { t.picture = n % 6 },
	"body":      func(_ testing.TB, t *town, _ *townDocument, n int) { t.body = n % len(townBodies) },
	"soon":      func(_ testing.TB, t *town, _ *townDocument, n int) { t.soon = 30 * (1 + n%12) },
	"paper":     func(_ testing.TB, t *town, _ *townDocument, _ int) { t.paper = !t.paper },
	"language":  func(_ testing.TB, t *town, _ *townDocument, _ int) { t.english = !t.english },
	"theme":     func(_ testing.TB, t *town, _ *townDocument, n int) { t.theme = n % 3 },
	"day":       func(_ testing.TB, t *town, _ *townDocument, n int) { t.days += n%800 - 400 },
	"next-day":  func(_ testing.TB, t *town, _ *townDocument, _ int) { t.days++ },
	"audience":  func(_ testing.TB, t *town, _ *townDocument, _ int) { t.internal = !t.internal },
	"touch":     func(tb testing.TB, t *town, d *townDocument, n int) { t.touch(tb, d, n) },
	"unnoticed": func(tb testing.TB, t *town, d *townDocument, _ int) { t.writeUnnoticed(tb, d) },
	"no-change": func(testing.TB, *town, *townDocument, int) {},
	"damage":    func(tb testing.TB, t *town, _ *townDocument, n int) { t.damage(tb, n) },
	"forget":    func(tb testing.TB, t *town, _ *townDocument, _ int) { check(tb, os.RemoveAll(t.path(".styrdok"))) },
}

// changed returns a list with one element replaced.
func changed[T any](list []T, at int, by T) []T {
	list = slices.Clone(list)
	list[at%len(list)] = by
	return list
}

func init() {
	for name, ways := range documentTraits {
		townEdits[name] = func(_ testing.TB, _ *town, d *townDocument, n int) { d.traits.set(name, n, ways) }
	}
	for name, ways := range siteTraits {
		townEdits[name] = func(_ testing.TB, t *town, _ *townDocument, n int) { t.traits.set(name, n, ways) }
	}
}

// below lists the files below a folder of the town, sorted.
func (t *town) below(tb testing.TB, folder string) []string {
	var out []string
	err := filepath.WalkDir(t.path(folder), func(file string, entry fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err == nil && entry.Type().IsRegular() {
			out = append(out, file)
		}
		return err
	})
	check(tb, err)
	return out
}

// damage spoils a file that was kept from before: prints, states, manifests, the tree that is not live.
func (t *town) damage(tb testing.TB, n int) {
	kept := t.below(tb, ".styrdok")
	if len(kept) == 0 {
		return
	}
	t.unspoilt = nil // files of the tree that is not live may be those of the one that is
	name := kept[n/4%len(kept)]
	data, err := os.ReadFile(name)
	check(tb, err)
	switch n % 4 {
	case 0: // a bit
		if len(data) > 0 {
			data[n*7919%len(data)] ^= 0x10
		}
		check(tb, os.WriteFile(name, data, 0o644))
	case 1:
		check(tb, os.WriteFile(name, data[:len(data)/2], 0o644))
	case 2:
		check(tb, os.Remove(name))
	case 3: // what another build has left
		check(tb, os.WriteFile(t.path(".styrdok/new-123.cache"), data, 0o644))
		other, err := os.ReadFile(kept[n/5%len(kept)])
		check(tb, err)
		check(tb, os.WriteFile(name, other, 0o644))
	}
}

// editOutput changes the output by hand.
func (t *town) editOutput(tb testing.TB, n int) {
	files := t.below(tb, []string{"public", "internal", "offline", "internal-offline"}[n/3%4])
	files = slices.DeleteFunc(files, func(file string) bool { return filepath.Base(file) == publish.Mark }) // without it the folder is not ours
	if len(files) == 0 {
		return
	}
	name := files[n%len(files)]
	data, err := os.ReadFile(name)
	check(tb, err)
	switch n % 5 {
	case 0:
		check(tb, os.WriteFile(name, append(data, '.'), 0o644))
	case 1:
		check(tb, os.Remove(name))
	case 2:
		check(tb, os.WriteFile(name+".bak", data, 0o644))
	case 3: // of the same size and time, though another file
		info, err := os.Stat(name)
		check(tb, err)
		if len(data) > 0 {
			data[n%len(data)] ^= 1
		}
		check(tb, os.WriteFile(name+".new", data, 0o644))
		check(tb, os.Chtimes(name+".new", time.Time{}, info.ModTime()))
		check(tb, os.Rename(name+".new", name))
	case 4:
		check(tb, os.Remove(name))
		check(tb, os.Mkdir(name, 0o755))
	}
	t.unspoilt = nil
}

// outcome is what a build comes to: the digest of each file by path, empty if something is wrong, and
// what is wrong, as "check --format json" tells it.
type outcome struct {
	files map[string]string
	diags string
}

// live is what lies in an output folder.
func live(folder string) (map[string]string, error) {
	out := map[string]string{}
	err := filepath.WalkDir(folder, func(file string, entry fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil || entry.IsDir() || entry.Name() == publish.Mark {
			return err
		}
		data, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(folder, file)
		out[filepath.ToSlash(name)] = digestOf(data)
		return err
	})
	return out, err
}

// A townBuild builds a town with what was kept from the build before. It is what is put to the test:
// one that ends at a named point, and begins again, is another.
type townBuild func(*town) (outcome, error)

// buildKept builds as "styrdok build" does and reads what lies in the output folder afterwards. If something
// is wrong, that has to be what lay there before.
func buildKept(t *town) (outcome, error) {
	opt := t.options()
	opt.Cache = true
	if t.verify {
		opt.Verify = testkit.Difference
	}
	made, _, err := generator.Build(opt)
	if err != nil {
		return outcome{}, err
	}
	out, err := told(made)
	if err != nil {
		return out, err
	}
	files, err := live(made.Out)
	switch {
	case err != nil:
	case !made.Diags.HasErrors():
		out.files = files
		if t.unspoilt == nil {
			t.unspoilt = map[string]map[string]string{}
		}
		t.unspoilt[made.Out] = files
	case t.unspoilt[made.Out] != nil && !maps.Equal(files, t.unspoilt[made.Out]):
		err = errors.New("the output was changed, though nothing was to be published")
	}
	return out, err
}

// buildClean builds in memory, with nothing kept from before.
func buildClean(t *town) (outcome, error) {
	made, err := generator.Make(t.options())
	if err != nil {
		return outcome{}, err
	}
	out, err := told(made)
	for _, f := range made.Files {
		var b bytes.Buffer
		if _, failed := f.Copy(&b); failed != nil {
			err = errors.Join(err, failed)
		}
		out.files[f.Path] = digestOf(b.Bytes())
	}
	return out, err
}

// buildNothing finds out what is wrong, as "styrdok check" does.
func buildNothing(t *town) (outcome, error) {
	opt := t.options()
	opt.Check = true
	made, err := generator.Make(opt)
	if err != nil {
		return outcome{}, err
	}
	if len(made.Files) > 0 {
		return outcome{}, errors.New("there are files")
	}
	return told(made)
}

func told(made *generator.Result) (outcome, error) {
	var b bytes.Buffer
	err := diag.WriteJSON(&b, made.Diags, made.Words)
	return outcome{files: map[string]string{}, diags: b.String()}, err
}

func digestOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// difference says how two outcomes differ, empty if they don't.
func (o outcome) difference(want outcome) string {
	if o.diags != want.diags {
		return "it tells other than a clean build\n" + cmp.Diff(strings.Split(want.diags, "\n"), strings.Split(o.diags, "\n"))
	}
	var paths []string
	for path := range maps.Keys(o.files) {
		if _, ok := want.files[path]; !ok {
			paths = append(paths, path+" (left over)")
		}
	}
	for path, digest := range want.files {
		if got, ok := o.files[path]; !ok {
			paths = append(paths, path+" (missing)")
		} else if got != digest {
			paths = append(paths, path+" (differs)")
		}
	}
	slices.Sort(paths)
	return strings.Join(paths, ", ")
}

// runEdits makes edits to a town of n documents, builds after each, and says what was first found not
// to be as a clean build makes it, empty if everything is.
func runEdits(tb testing.TB, n int, edits []townEdit, build townBuild) string {
	tb.Helper()
	t := newTown(tb.TempDir(), n)
	t.verify = len(edits)%2 == 0
	t.write(tb)
	if _, err := build(t); err != nil {
		tb.Fatal(err)
	}
	for i, e := range edits {
		t.edit(tb, e)
		if found := t.difference(build); found != "" {
			return fmt.Sprintf("after edit %d, %s: %s", i+1, e, found)
		}
	}
	return ""
}

// runToEnd is [runEdits] that builds at the end and where an edit changes nothing, and compares only the last build with a clean one, since most
// of the time goes to those. What one edit leaves wrong that a later one puts right is found when the edits end with it.
func runToEnd(tb testing.TB, n int, edits []townEdit, build townBuild) string {
	tb.Helper()
	t := newTown(tb.TempDir(), n)
	t.write(tb)
	for i, e := range edits {
		if i == 0 || e.name == "no-change" {
			if _, err := guarded(t, build); err != nil {
				return fmt.Sprintf("after %d edits: %v", i, err)
			}
		}
		t.edit(tb, e)
	}
	return t.difference(build)
}

// edit makes an edit and writes the files.
func (t *town) edit(tb testing.TB, e townEdit) {
	tb.Helper()
	townEdits[e.name](tb, t, t.documents[e.a%len(t.documents)], e.b)
	t.write(tb)
}

// difference builds and says what is not as a clean build makes it and a check tells it.
func (t *town) difference(build townBuild) string {
	want, err := guarded(t, buildClean)
	if err != nil {
		return fmt.Sprintf("a clean build: %v", err)
	}
	if t.verify {
		time.Sleep(settles)
	}
	got, err := guarded(t, build)
	if err != nil {
		return err.Error()
	}
	if found := got.difference(want); found != "" {
		return found
	}
	checked, err := buildNothing(t)
	if err != nil || checked.diags != want.diags {
		return fmt.Sprintf("check tells other than a build: %v\n%s", err, cmp.Diff(strings.Split(want.diags, "\n"), strings.Split(checked.diags, "\n")))
	}
	return ""
}

// settles is how old a file must be for a build to rely on its times.
const settles = 120 * time.Millisecond

// guarded makes an error of a panic.
func guarded(t *town, build townBuild) (out outcome, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v\n%s", r, debug.Stack())
		}
	}()
	return build(t)
}

// shrink leaves out edits as long as those that stay still fail.
func shrink(edits []townEdit, fails func([]townEdit) bool) []townEdit {
	for size := len(edits) / 2; size > 0; size /= 2 {
		for at := 0; at+size <= len(edits); {
			if fewer := slices.Delete(slices.Clone(edits), at, at+size); fails(fewer) {
				edits = fewer
			} else {
				at += size
			}
		}
	}
	return edits
}

// testEdits fails with the fewest edits that show the fault, as they are written in testdata/edits.txt.
func testEdits(tb testing.TB, n int, edits []townEdit, run func(testing.TB, int, []townEdit, townBuild) string) {
	tb.Helper()
	found := run(tb, n, edits, buildKept)
	if found == "" {
		return
	}
	edits = shrink(edits, func(fewer []townEdit) bool { return run(tb, n, fewer, buildKept) != "" })
	tb.Errorf("%s\nseed: %s\nwhich fails so: %s", found, formatEdits(edits), run(tb, n, edits, buildKept))
}

func formatEdits(edits []townEdit) string {
	var out []string
	for _, e := range edits {
		out = append(out, e.String())
	}
	return strings.Join(out, "; ")
}

func parseEdits(line string) ([]townEdit, error) {
	var out []townEdit
	for _, part := range strings.Split(line, ";") {
		var e townEdit
		if _, err := fmt.Sscanf(strings.TrimSpace(part), "%s %d %d", &e.name, &e.a, &e.b); err != nil {
			return nil, fmt.Errorf("%q: %w", part, err)
		}
		if townEdits[e.name] == nil || e.a < 0 || e.b < 0 {
			return nil, fmt.Errorf("%q: no such edit", part)
		}
		out = append(out, e)
	}
	return out, nil
}

// randomEdits draws edits; the same seed gives the same ones. Every fourth mends what others have broken,
// since of a site with errors nothing is written.
func randomEdits(seed uint64, n int) []townEdit {
	random := rand.New(rand.NewPCG(seed, 11))
	names := slices.Sorted(maps.Keys(townEdits))
	out := make([]townEdit, n)
	for i := range out {
		out[i] = townEdit{names[random.IntN(len(names))], random.IntN(100), random.IntN(1000)}
		switch {
		case i == 0:
			out[i].name = "furnish"
		case i%4 == 2:
			out[i].name = "mend"
		}
	}
	return out
}

// TestIncrementalEqualsClean shows that a build with what was kept from before writes and tells what a
// clean build does, after whatever was edited in between: first with the sequences of
// testdata/edits.txt, then with random ones. With -edits there are that
// many of these, each of 10 edits to 8 documents.
func TestIncrementalEqualsClean(t *testing.T) {
	if testing.Short() {
		t.Skip("many builds, one like the other")
	}
	data, err := os.ReadFile("testdata/edits.txt")
	check(t, err)
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		edits, err := parseEdits(line)
		check(t, err)
		t.Run(strings.ReplaceAll(line, " ", "_"), func(t *testing.T) {
			t.Parallel()
			testEdits(t, 4, edits, runEdits)
		})
	}
	first, sequences, documents, length := 0, 1, 5, 5
	if testkit.IsLong() {
		sequences = 5
	}
	if *manyEdits > 0 {
		first, sequences, documents, length = *firstSeed, *manyEdits, 8, 10
	}
	for seed := first; seed < first+sequences; seed++ {
		t.Run(fmt.Sprintf("seed_%d", seed), func(t *testing.T) {
			t.Parallel()
			testEdits(t, documents, randomEdits(uint64(seed), length), runEdits)
		})
	}
}

// FuzzEdits looks for edits after which a build differs from a clean one. A byte each names an edit, a
// document, with whether there is a build before the next edit, and what it becomes.
func FuzzEdits(f *testing.F) {
	if testing.Short() {
		f.Skip("many builds, one like the other")
	}
	names := slices.Sorted(maps.Keys(townEdits))
	f.Add([]byte{0, 0, 1})
	f.Fuzz(func(t *testing.T, data []byte) {
		var edits []townEdit
		for ; len(data) >= 3 && len(edits) < 8; data = data[3:] {
			edits = append(edits, townEdit{names[int(data[0])%len(names)], int(data[1] & 63), 3 * int(data[2])})
			if data[1] < 64 {
				edits = append(edits, townEdit{name: "no-change"})
			}
		}
		testEdits(t, 3, edits, runToEnd)
	})
}

// TestEditsFindStaleBuild shows that the comparison finds a build that forgets something, and how few
// edits it then names.
func TestEditsFindStaleBuild(t *testing.T) {
	var first outcome
	stale := func(t *town) (outcome, error) {
		now, err := buildClean(t)
		if first.files == nil {
			first = now
		}
		now.files["index.html"] = first.files["index.html"]
		return now, err
	}
	edits, err := parseEdits("no-change 0 0; retitle 1 5")
	check(t, err)
	if found := runEdits(t, 3, edits, stale); !strings.Contains(found, "after edit 2, retitle 1 5: index.html (differs)") {
		t.Errorf("found: %q", found)
	}
	first = outcome{}
	if found := runToEnd(t, 3, edits, stale); !strings.Contains(found, "index.html (differs)") {
		t.Errorf("found at the end: %q", found)
	}

	edits = randomEdits(1, 40)
	edits[9], edits[30] = townEdit{"retitle", 7, 7}, townEdit{"paper", 1, 1}
	tries := 0
	few := shrink(edits, func(some []townEdit) bool {
		tries++
		i := slices.Index(some, edits[9])
		return i >= 0 && slices.Contains(some[i:], edits[30])
	})
	if formatEdits(few) != "retitle 7 7; paper 1 1" || tries > 80 {
		t.Errorf("%d tries left %s", tries, formatEdits(few))
	}
}
