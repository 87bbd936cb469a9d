//go:build unix

package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestUmask has each command that writes do so for a person whose new files nobody else may read: only what is for the public can be read by
// others, and a file that others could read before.
func TestUmask(t *testing.T) {
	defer syscall.Umask(syscall.Umask(0o077))
	dir := irregularSite(t)
	shared := filepath.Join(dir, "delad.pdf")
	if err := os.WriteFile(shared, []byte("%PDF-"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(shared, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, command := range [][]string{
		{"print", "policy/b", "-o", "utkast.pdf"}, {"print", "policy/a", "-o", "delad.pdf"}, {"print", "policy/a", "policy/b", "-o", "tryck/"},
		{"bundle", "2026-11-20-kf", "--confidential", "-o", "b.pdf"}, {"bundle", "2026-11-20-kf", "--split", "delar"},
		{"report", "-o", "r.txt"}, {"list", "-o", "l.txt"}, {"remind", "--write", "brev2", "--log"}, {"import", "in", "--report", "i.txt"}, {"build", "--internal"}, {"build"},
		{"new", "policy/e", "--title", "E"}, {"adopt", "policy/b", "--date", "2026-11-20", "--section", "§ 1"}, {"rename", "policy/b", "policy/c"}, {"init", "ny", "--organisation", "L", "--url", "https://l.example/", "--nightly", "cron"},
	} {
		if code, said := irregularRun(dir, command); code != 0 {
			t.Errorf("%q: exit %d: %s", command, code, said)
		}
	}
	private := 0
	err := filepath.WalkDir(dir, func(file string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, _ := filepath.Rel(dir, file)
		info, err := e.Info()
		lock := strings.HasSuffix(name, ".lock") // which is empty, and for others to lock
		built := name == "public" || strings.HasPrefix(name, "public/") || strings.HasPrefix(name, ".styrdok/output-")
		if private++; err == nil && !lock && !built && name != "delad.pdf" && info.Mode()&0o077 != 0 {
			t.Errorf("%s can be read by others: %v", name, info.Mode())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(shared); err != nil || info.Mode().Perm() != 0o644 {
		t.Errorf("who could read a file can read it no more: %v, %v", info.Mode(), err)
	}
	t.Logf("%d files and folders", private)
}
