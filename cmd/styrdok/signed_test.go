package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestRemoved takes each set of files away from a signed site: what is signed with its signatures, with the public key in the
// configuration and without. That is told wherever anything is left to tell it by.
func TestRemoved(t *testing.T) {
	dir := proposals(t, "a")
	call := func(args ...string) (int, string) {
		var out strings.Builder
		code := run(append(args, "-C", dir, "--today", "2026-11-22", "--lang", "sv"), streams{strings.NewReader(""), &out, &out}, func(string) string { return "" }, time.Now)
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
	put(filepath.Join(dir, "key"), "untrusted comment: minisign secret key\nRWQAAEIyAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAANtE+1sj5jYqki3LzvOPbCZaNfx6ZIdbzTR7UbFzUdT7cVmhvz3CCQT0fGDstXRoTHYJhhy1jms8Bh8eO5TTW+e4p01G+ZX5ZAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n")
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
	for _, key := range []string{"[signing]\npublic_key = \"RWQ20T7WyPmNij0fGDstXRoTHYJhhy1jms8Bh8eO5TTW+e4p01G+ZX5Z\"\n", ""} {
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
	put(config, string(without)+"[signing]\npublic_key = \"RWQ20T7WyPmNij0fGDstXRoTHYJhhy1jms8Bh8eO5TTW+e4p01G+ZX5Z\"\n")
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
	for _, key := range []string{"[signing]\npublic_key = \"RWQ20T7WyPmNij0fGDstXRoTHYJhhy1jms8Bh8eO5TTW+e4p01G+ZX5Z\"\n", ""} {
		put(config, string(without)+key)
		for command, want := range map[string]int{"verify": exitContent, "check": 0, "build": 0} {
			if code, out := call(command); code != want || !strings.Contains(out, kept+": varning: en tidsstämpel som fanns vid underskriften 2026-11-22 är borta: ") {
				t.Errorf("key in the configuration: %v; %s without its time stamp: exit %d\n%s", key != "", command, code, out)
			}
		}
	}
	t.Logf("%d sets of %d files, with the key in the configuration and without: %d told", 1<<len(files), len(files), told)
}
