package act_test

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"styrdok/generator"
	"styrdok/generator/act"
	"styrdok/generator/edit"
	"styrdok/generator/library"
	"styrdok/generator/proof"
	"styrdok/themes"
)

// TestChangedWhileBuilt changes a signed site after it was looked at and before it is signed again: nothing of that is signed unseen.
func TestChangedWhileBuilt(t *testing.T) {
	private, _, err := proof.NewKey("")
	if err != nil {
		t.Fatal(err)
	}
	key, err := proof.ReadKey(private, "")
	if err != nil {
		t.Fatal(err)
	}
	seal := func(opt generator.Options) {
		d, n, err := act.Seal(opt)
		if err != nil || n == 0 || !d.OK() {
			t.Fatal(err, n, d.Refused)
		}
		if err := d.Write(nil); err != nil {
			t.Fatal(err)
		}
	}
	const text, seals = "content/policy/a.md", "content/adopted.sum"
	row := func(line string) *regexp.Regexp { return regexp.MustCompile(`(?m)^` + line + `.*\n`) }
	for name, c := range map[string]struct {
		file string
		was  *regexp.Regexp
		now  string
	}{
		"a text, sealed anew": {seals, row("[^#]"), ""},
		"a day":               {proof.LedgerFile, regexp.MustCompile(`(?m)^2026-11-22`), "2021-01-01"},
		"a print":             {proof.LedgerFile, row("2026"), ""},
		"the receipt":         {proof.SignedFile, row("published"), ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			change := func(name string, was *regexp.Regexp, now string) {
				file := filepath.Join(dir, name)
				data, err := os.ReadFile(file)
				changed := was.ReplaceAllString(string(data), now)
				if err != nil || changed == string(data) {
					t.Fatalf("%s is not changed: %v\n%s", name, err, data)
				}
				if err := os.WriteFile(file, []byte(changed), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			for name, data := range map[string]string{
				"config.toml": "[site]\ntitle = \"S\"\nbase_url = \"https://s.example/\"\n[organisation]\nname = \"S\"\n",
				text:          "+++\ntitle = \"A\"\nadopted = 2026-11-20\nadopted_by = \"kf\"\nsection = \"§ 1\"\n+++\n\nKommunen ska.\n",
			} {
				file := filepath.Join(dir, name)
				if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, []byte(data), 0o644)); err != nil {
					t.Fatal(err)
				}
			}
			on := func(day int) generator.Options {
				return generator.Options{Dir: dir, Today: library.NewDate(2026, 11, day), Standard: themes.Standard(), Signer: key}
			}
			sign := func(day int, during func()) error {
				r, err := act.Recorder(on(day))
				if err != nil || len(r.Differs) > 0 {
					t.Fatal(err, r.Differs)
				}
				during()
				built, _, err := generator.Build(on(day))
				if err != nil || built.Diags.HasErrors() {
					t.Fatal(err, built.Diags)
				}
				_, err = r.Record(built)
				return err
			}
			seal(on(22))
			if err := sign(22, func() {}); err != nil {
				t.Fatal(err)
			}
			err := sign(23, func() {
				change(c.file, c.was, c.now)
				if c.file == seals {
					change(text, regexp.MustCompile("ska"), "ska inte")
					seal(on(23))
				}
			})
			if err != nil && !errors.Is(err, edit.ErrChanged) {
				t.Error(err)
			}
			r, err := act.Recorder(on(24))
			if err != nil || len(r.Differs) == 0 {
				t.Errorf("the next signature has nothing to tell: %v", err)
			}
		})
	}
}
