package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestNothingLeftOpen runs every command that reads a site, and some in vain: none leaves a file of the site open, which could not be
// removed in Windows as long as the program runs.
func TestNothingLeftOpen(t *testing.T) {
	if _, err := os.Stat("/proc/self/fd"); err != nil {
		t.Skip("the system does not tell which files are open")
	}
	dir := proposals(t, "a", "b", "c", "d")
	put := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	config := "[site]\ntitle = \"S\"\nbase_url = \"https://s.example/\"\n[organisation]\nname = \"S\"\n[remind]\ncoordinator = \"a@s.example\"\nfrom = \"b@s.example\"\n[notify]\nto = [\"c@s.example\"]\n"
	put("config.toml", config)
	put("ny.txt", "Riktlinjer för gåvor\n\nAntagen av kommunstyrelsen 2020-01-15, § 7.\n\nSyfte\n\nSå här sköts gåvor.\n")
	put("nyckel", "untrusted comment: minisign secret key\nRWQAAEIyAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAANtE+1sj5jYqki3LzvOPbCZaNfx6ZIdbzTR7UbFzUdT7cVmhvz3CCQT0fGDstXRoTHYJhhy1jms8Bh8eO5TTW+e4p01G+ZX5ZAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n")
	stamp, err := os.ReadFile("testdata/published.sum.tsr")
	if err != nil {
		t.Fatal(err)
	}
	put("svar.tsr", string(stamp))
	if err := os.Mkdir(filepath.Join(dir, "content/policy/tid"), 0o755); err != nil {
		t.Fatal(err)
	}
	put("content/policy/tid/1.md", "+++\ntitle = \"Policy för tid\"\nadopted = 2024-01-01\nadopted_by = \"kf\"\nvalid_until = 2027-01-01\n+++\n\nText.\n")
	put("content/policy/tid/2.md", "+++\ntitle = \"Policy för tid\"\nadopted = 2025-01-01\nadopted_by = \"kf\"\nvalid_until = 2027-01-01\n+++\n\nNy text.\n")
	open := func() (files []string) {
		list, _ := os.ReadDir("/proc/self/fd")
		for _, fd := range list {
			if file, err := os.Readlink("/proc/self/fd/" + fd.Name()); err == nil && strings.HasPrefix(file, dir+"/") {
				files = append(files, strings.TrimPrefix(file, dir+"/"))
			}
		}
		return files
	}
	const decided = " --date 2026-11-20 --section 1 --case A"
	ran, times := map[string]bool{}, 0
	call := func(want int, args string) {
		var out strings.Builder
		words := strings.Fields(args)
		ran[words[0]] = true
		times++
		code := run(append(words, "-C", dir, "--today", "2026-11-22", "--lang", "sv"), streams{strings.NewReader(""), &out, &out}, func(string) string { return "" }, late)
		if code != want {
			t.Errorf("%s: exit %d, want %d\n%s", args, code, want, out.String())
		}
		if left := open(); left != nil {
			t.Errorf("%s leaves open: %q", args, left)
		}
	}
	for _, args := range []string{
		"build", "build --sign nyckel", "build", "build --internal", "build --offline --out kopia", "check", "check --internal --strict", // what builds remember is there from here on
		"adopt policy/a" + decided, "adopt policy/b --dry-run" + decided, "adopt policy/b" + decided, "build --sign nyckel",
		"extend policy/tid --until 2030-01-01" + decided, "correct policy/a --note Stavfel --date 2026-11-21", "review policy/a" + decided,
		"rename policy/b policy/e", "new policy/f --title F", "import ny.txt --into riktlinjer", "import --confirm", "seal", "schema",
		"new-meeting policy/c policy/d --body kf --date 2026-12-14", "bundle 2026-12-14-kommunfullmaktige --out h.pdf", "bundle 2026-12-14-kommunfullmaktige --confidential --split handlingar",
		"list", "due", "due --spread", "due --spread --until 2030-01-01 --write --dry-run", "report", "report --public --out r.pdf", "print policy/a --out a.pdf", "diff policy/tid", "diff policy/tid --format html --out d.html",
		"archive", "archive --public --one --format eark --out arkiv", "notify --since 2000-01-01", "notify --since 2000-01-01 --write brev --log", "remind", "remind --write brev --log",
		"verify public", "verify public/policy/a/a-2026-11-20.pdf", "verify --stamp-request fraga.tsq", "verify --stamp-reply svar.tsr",
		"repeal policy/e --body kf" + decided, "__complete print policy/",
	} {
		call(0, args)
	}
	for _, args := range []string{"print policy/finns-inte", "diff policy/finns-inte", "archive policy/finns-inte"} {
		call(exitUsage, args)
	}
	put("content/policy/a.md", "+++\ntitle = \n")
	for _, args := range []string{"build", "check", "adopt policy/a" + decided, "adopt policy/finns-inte" + decided, "rename policy/finns-inte policy/x", "adopt --meeting 2026-12-14-kommunfullmaktige", "bundle finns-inte", "verify"} {
		call(exitContent, args)
	}
	put("config.toml", "[site]\ntitle = 1\n")
	for _, args := range []string{"build", "check", "list", "due", "verify", "adopt policy/a" + decided, "print policy/a", "archive", "bundle 2026-12-14-kommunfullmaktige", "remind"} {
		call(exitUsage, args)
	}
	for _, row := range audiences {
		if name := strings.Fields(row.command)[0]; row.class != apart && name != "serve" && !ran[name] {
			t.Errorf("%s is not run", name)
		}
	}
	t.Logf("%d commands, run %d times", len(ran), times)
}
