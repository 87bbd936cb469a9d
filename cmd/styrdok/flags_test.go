package main

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/spf13/pflag"

	"styrdok/generator/i18n"
	"styrdok/generator/testkit"
)

// flagSite has something for every flag to be about: a warning, what is hidden, late, adopted, corrected, proposed and no Markdown.
var flagSite = map[string]string{
	"config.toml": `[site]
title = "S"
base_url = "https://s.example/"
[organisation]
name = "S"
[[owners]]
role = "Chef"
email = "chef@s.example"
[remind]
from = "s@s.example"
host = "127.0.0.1"
port = 1
[notify]
to = ["n@s.example"]
[[obligations]]
what = "Biblioteksplan"
law = "bibliotekslagen (2013:801)"
section = "17 §"
source = "https://rkrattsbaser.gov.se/sfst?bet=2013:801"
read = 2026-11-20
`,
	"content/policy/a/2010-01-01.md":   "+++\ntitle = \"A\"\nadopted = 2010-01-01\nadopted_by = \"kf\"\nsection = \"§ 1\"\nowner = \"Chef\"\ndepartment = \"X\"\n+++\n\nKommunen ska gå.\n\nKommunen ska vila.\n\n## Oförändrat\n\nStycke ett är som förut.\n\nStycke två är som förut.\n\nStycke tre är som förut.\n\nStycke fyra är som förut.\n\nStycke fem är som förut.\n\nStycke sex är som förut.\n\nStycke sju är som förut.\n\nStycke åtta är som förut.\n\n## Till sist\n\nOch lite till.\n",
	"content/policy/a/2012-01-01.md":   "+++\ntitle = \"A\"\nadopted = 2012-01-01\nadopted_by = \"kf\"\nsection = \"§ 2\"\nowner = \"Chef\"\ndepartment = \"X\"\n+++\n\nKommunen ska **gå **fort.\n\nKommunen ska vila.\n\n## Oförändrat\n\nStycke ett är som förut.\n\nStycke två är som förut.\n\nStycke tre är som förut.\n\nStycke fyra är som förut.\n\nStycke fem är som förut.\n\nStycke sex är som förut.\n\nStycke sju är som förut.\n\nStycke åtta är som förut.\n\n## Till sist\n\nOch lite till.\n\n:::confidential law=\"OSL 18 kap. 8 §\"\nHemligt.\n:::\n",
	"content/policy/n.md":              "+++\ntitle = \"N\"\nadopted = 2026-11-10\nadopted_by = \"ks\"\nsection = \"§ 7\"\ncase_number = \"1\"\n+++\n\nNytt.\n",
	"content/policy/h.md":              "+++\ntitle = \"H\"\nadopted = 2020-01-01\nadopted_by = \"ks\"\nsection = \"§ 3\"\nvisibility = \"hidden\"\nowner = \"Chef\"\n+++\n\nDolt.\n",
	"content/policy/c.md":              "+++\ntitle = \"C\"\nadopted = 2018-01-01\nadopted_by = \"kf\"\nsection = \"§ 5\"\nowner = \"Chef\"\n+++\n\nOch.\n",
	"content/policy/f.md":              "+++\ntitle = \"F\"\nadopted = 2026-11-03\nadopted_by = \"kf\"\nsection = \"§ 6\"\ncase_number = \"1\"\nreview_by = 2029-09-10\n+++\n\nFärskt.\n",
	"content/policy/s.md":              "+++\ntitle = \"S\"\nadopted = 2024-11-03\nadopted_by = \"kf\"\nsection = \"§ 6\"\ncase_number = \"1\"\n+++\n\nEtt.\n",
	"content/policy/t.md":              "+++\ntitle = \"T\"\nadopted = 2024-11-04\nadopted_by = \"kf\"\nsection = \"§ 6\"\ncase_number = \"1\"\n+++\n\nTvå.\n",
	"content/policy/u.md":              "+++\ntitle = \"U\"\nadopted = 2024-11-05\nadopted_by = \"kf\"\nsection = \"§ 6\"\ncase_number = \"1\"\n+++\n\nTre.\n",
	"content/plan/p.md":                "+++\ntitle = \"P\"\nadopted = 2024-01-01\nadopted_by = \"kf\"\nsection = \"§ 4\"\nvalid_until = 2027-06-30\nowner = \"Chef\"\n+++\n\nPlan.\n",
	"content/policy/b.md":              "+++\ntitle = \"B\"\nstatus = \"proposed\"\nadopted_by = \"kf\"\n+++\n\nKommunen ska **springa **fort.\n",
	"content/meetings/2026-11-20-m.md": "+++\ntitle = \"M\"\nbody = \"kf\"\ndate = 2026-11-20\n\n[[items]]\ndocument = \"policy/b\"\naction = \"adopt\"\nsection = \"§ 9\"\n+++\n\nText.\n",
	"brev.txt":                         "Policy för brev\n\nKommunen ska skriva.\n",
	"lista.txt":                        "x@s.example\n",
	"bild.svg":                         "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
}

// flagLater comes when the others have been sealed and published.
var flagLater = map[string]string{
	"content/policy/o.md":     "+++\ntitle = \"O\"\nadopted = 2026-11-11\nadopted_by = \"ks\"\nsection = \"§ 8\"\ncase_number = \"1\"\n+++\n\nInte förseglat.\n",
	"content/riktlinjer/r.md": "+++\ntitle = \"R\"\n# granska: dokumentet är ett utkast tills uppgifterna är granskade\nstatus = \"draft\"\nadopted = 2020-01-13\nadopted_by = \"ks\"\nsection = \"§ 2\"\n+++\n\nText.\n",
}

// flagBases are command lines to which each flag of their command is added, alone and with each other. Where a command has several
// ways to be run there are several.
var flagBases = []string{
	"adopt policy/b --date 2026-11-20 --section 5", "adopt policy/b --date 2026-11-20", "adopt --meeting content/meetings/2026-11-20-m.md",
	"archive", "build", "bundle 2026-11-20-m", "check", "completion bash", "correct policy/a --date 2026-11-20 --note Rättat", "correct policy/a --date 2026-11-20 --markup",
	"diff policy/a", "due", "due --spread", "explain unknown-key", "explain handboken", "explain", "extend plan/p --until 2028-12-31 --date 2026-11-20 --section 8", "extend plan/p --until 2028-12-31 --date 2026-11-20",
	"help build", "import brev.txt", "import --confirm", "init ny", "list", "new policy/ny", "new policy/ny --title Ny", "new-meeting --body kf --date 2026-12-01", "notify", "print policy/a",
	"remind", "remind --write brev", "rename policy/b policy/c", "repeal policy/a --date 2026-11-20 --body kf", "repeal policy/a --date 2026-11-20 --body kf --section 8", "report", "report --body kf --meeting 2027-01-01",
	"review policy/a --date 2026-11-20", "schema", "schema config", "seal", "verify", "verify policy_a.pdf", "version",
}

// flagValues are the values that flags get in the test, by command and name or by name.
var flagValues = map[string][]string{
	"accent": {"#0d4f7c"}, "address": {"localhost:0"}, "announced": {"2026-11-25"}, "approve": {"2026-11-30"}, "body": {"ks"}, "by": {"owner"}, "init.body": {"Skolnämnden"}, "review.by": {"Chef"}, "case": {"KS 2026/1"},
	"correct.date": {"2026-11-21"}, "date": {"2026-11-20"}, "file": {"annan.md"}, "from": {"2027-01-01"}, "in-force": {"2027-01-01"}, "into": {"rutiner"}, "key": {"nyckel.pub"}, "kind": {"plan"}, "logo": {"bild.svg"},
	"check.format": {"json", "sarif"}, "diff.format": {"html", "pdf"}, "due.format": {"json", "csv", "ics"}, "archive.format": {"eark"}, "format": {"json"},
	"adopt.meeting": {"content/meetings/2026-11-20-m.md"}, "report.meeting": {"2027-02-01"}, "most": {"1"}, "new-key": {"ny"}, "nightly": {"cron"}, "note": {"Annat"},
	"organisation": {"Lillby"}, "report.out": {"ut.txt", "ut.pdf"}, "archive.out": {"ut"}, "build.out": {"ut"}, "out": {"ut.pdf"}, "proposes-to": {"ks"}, "import.report": {"r.txt"}, "section": {"8"}, "sign": {"nyckel"},
	"notify.since": {"2020-01-01"}, "report.since": {"2011-01-01"}, "split": {"delar"}, "stamp-reply": {"brev.txt"}, "stamp-request": {"begäran.tsq"}, "state": {"current"},
	"title": {"Ny titel"}, "to": {"lista.txt"}, "until": {"2029-01-01"}, "due.until": {"2019-01-01"}, "due --spread.until": {"2027-06-01"}, "url": {"https://l.example/"}, "version": {"7"}, "write": {"brev"},
	"due.write": nil, // it has no value
}

// mayDoNothing are pairs of flags of which the second is to do nothing more beside the first.
var mayDoNothing = []string{
	"due: dry-run write", // it shows what would be written
	"build: sign record", // it records, too
}

func valuesOf(base, command string, f *pflag.Flag) (out []string) {
	if f.Value.Type() == "bool" {
		return []string{"--" + f.Name}
	}
	values, own := flagValues[base+"."+f.Name]
	if !own {
		values, own = flagValues[command+"."+f.Name]
	}
	if !own {
		values = flagValues[f.Name]
	}
	for _, v := range values {
		out = append(out, "--"+f.Name+"\x00"+v)
	}
	return out
}

// TestEachFlagCounts shows, for each flag of each command, that the flag changes what comes of the command, or that it is refused, in
// words of every language. Where long tests are wanted it does so for each pair of flags, and for the slow commands, too.
func TestEachFlagCounts(t *testing.T) {
	testkit.Long(t)
	model := t.TempDir()
	write := func(files map[string]string) {
		for name, text := range files {
			file := filepath.Join(model, name)
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	write(flagSite)
	getenv := func(name string) string { return map[string]string{passwordVariable: "hemligt"}[name] }
	call := func(dir string, line ...string) (exit, string, string) {
		var out, trouble bytes.Buffer
		code := run(append(line, "-C", dir, "--today", "2026-11-30"), streams{strings.NewReader(""), &out, &trouble}, getenv, func() time.Time { return time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC) })
		return exit(code), out.String(), trouble.String()
	}
	for _, line := range []string{"seal", "verify --new-key nyckel", "build --record", "print policy/a -o policy_a.pdf"} {
		if code, _, trouble := call(model, strings.Fields(line)...); code != exitFine {
			t.Fatalf("%s: %d\n%s", line, code, trouble)
		}
	}
	write(flagLater)
	if err := os.RemoveAll(filepath.Join(model, "public")); err != nil {
		t.Fatal(err)
	}
	root := (&app{language: "sv"}).root()
	covered := map[string]bool{"serve": true} // which does not end; TestAnswers and its like are about it
	for _, base := range flagBases {
		covered[strings.Fields(base)[0]] = true
	}
	for _, c := range root.Commands() {
		if !covered[c.Name()] {
			t.Errorf("%s is in no command line", c.Name())
		}
		c.LocalNonPersistentFlags().VisitAll(func(f *pflag.Flag) {
			if f.Name != "help" && c.Name() != "serve" && len(valuesOf("due --spread", c.Name(), f)) == 0 {
				t.Errorf("--%s of %s has no value in the test", f.Name, c.Name())
			}
		})
	}
	for _, base := range flagBases {
		t.Run(base, func(t *testing.T) {
			t.Parallel()
			if slices.Contains([]string{"archive", "build", "bundle", "import", "init", "verify"}, strings.Fields(base)[0]) {
				testkit.Long(t)
			}
			type outcome struct {
				code exit
				all  string
			}
			scratch := t.TempDir()
			runs, refused := 0, 0
			try := func(flags ...string) outcome {
				runs++
				dir := filepath.Join(scratch, fmt.Sprint(runs))
				if err := os.CopyFS(dir, os.DirFS(model)); err != nil {
					t.Fatal(err)
				}
				defer os.RemoveAll(dir)
				if strings.HasPrefix(base, "correct") {
					const file = "content/policy/a/2012-01-01.md"
					if err := os.WriteFile(filepath.Join(dir, file), []byte(strings.Replace(flagSite[file], "lite till", "litet till", 1)), 0o644); err != nil {
						t.Fatal(err)
					}
				}
				line := strings.Fields(base)
				for _, f := range flags {
					line = append(line, strings.Split(f, "\x00")...)
				}
				code, out, trouble := call(dir, line...)
				if code == exitUsage {
					refused++
					if _, _, english := call(dir, append(line, "--lang", "en")...); english == trouble || trouble == "" {
						t.Errorf("%q is refused in the words of no language: %s", line, trouble)
					}
				}
				if code == exitMachine && !slices.Contains(line, "--send") {
					t.Errorf("%q is called the machine's fault: %s", line, trouble)
				}
				all := strings.ReplaceAll(out+trouble, dir, "")
				tree := flagTree(t, dir)
				for _, name := range slices.Sorted(maps.Keys(tree)) {
					all += name + "\x00" + tree[name]
				}
				return outcome{code, all}
			}
			name := strings.Fields(base)[0]
			c, _, err := root.Find([]string{name})
			if err != nil {
				t.Fatal(err)
			}
			var all []string
			c.LocalNonPersistentFlags().VisitAll(func(f *pflag.Flag) {
				if f.Name == "help" || slices.Contains(strings.Fields(base), "--"+f.Name) {
					return
				}
				all = append(all, valuesOf(base, name, f)...)
			})
			plain := try()
			alone := map[string]outcome{}
			for _, g := range all {
				alone[g] = try(g)
				if alone[g].code != exitUsage && alone[g] == plain && plain.code == exitFine {
					t.Errorf("%s %s: the flag does nothing", base, g)
				}
			}
			for _, f := range all {
				if alone[f].code != exitFine {
					continue // what fails has nothing to change
				}
				for _, g := range all {
					if !testkit.IsExhaustive() {
						break
					}
					bare := func(s string) string { return strings.TrimLeft(strings.Split(s, "\x00")[0], "-") }
					if bare(f) == bare(g) || slices.Contains(mayDoNothing, name+": "+bare(f)+" "+bare(g)) || alone[g].code == exitUsage {
						continue
					}
					if both := try(f, g); both.code != exitUsage && both == alone[f] {
						t.Errorf("%s %s %s: the last flag does nothing", base, f, g)
					}
				}
			}
			t.Logf("%d runs, %d refused", runs, refused)
		})
	}
}

// flagTree are the files of a folder, but for what is remembered.
func flagTree(t *testing.T, dir string) map[string]string {
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(file string, e os.DirEntry, err error) error {
		if err == nil && e.IsDir() && e.Name() == ".styrdok" {
			return filepath.SkipDir
		}
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(file)
		out[strings.TrimPrefix(file, dir)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestUsageIsWorded shows that whatever is wrong with a flag of any command ends with 2, in words of every language.
func TestUsageIsWorded(t *testing.T) {
	root := (&app{language: "sv"}).root()
	tried := 0
	for _, c := range append(root.Commands(), root) {
		if c.HasAlias("") || c.Hidden {
			continue
		}
		var lines [][]string
		name := []string{c.Name()}
		if c == root {
			name = nil
		}
		for _, odd := range []string{"--finns-inte", "--finns-inte=x", "-Q", "--=x", "---x", "--help=kanske"} {
			lines = append(lines, []string{odd})
		}
		c.Flags().VisitAll(func(f *pflag.Flag) {
			flag := "--" + f.Name
			switch f.Value.Type() {
			case "bool":
				lines = append(lines, []string{flag + "=kanske"}, []string{flag + "="})
			default:
				lines = append(lines, []string{flag + "="}, []string{flag, ""}, []string{flag, "  "}, []string{flag})
				if f.Shorthand != "" {
					lines = append(lines, []string{"-" + f.Shorthand}, []string{"-" + f.Shorthand, ""})
				}
			}
			if strings.HasSuffix(f.Value.Type(), "Slice") {
				lines = append(lines, []string{flag, `"`}, []string{flag, "a,,b"})
			}
			if f.Value.Type() == "int" {
				lines = append(lines, []string{flag, "x"}, []string{flag, "1.5"})
			}
		})
		for _, wrong := range lines {
			told := map[string]bool{}
			for _, lang := range i18n.Languages() {
				line := slices.Concat(name, arguments[c.Name()], []string{"--lang", lang, "-C", t.TempDir()}, wrong)
				var out, trouble bytes.Buffer
				code := run(line, streams{strings.NewReader(""), &out, &trouble}, func(string) string { return "" }, time.Now)
				if code != exitUsage || out.Len() > 0 || !strings.HasPrefix(trouble.String(), "styrdok: ") {
					t.Errorf("%q ends with %d: %s%s", line, code, out.String(), trouble.String())
				}
				told[trouble.String()] = true
				tried++
			}
			if len(told) < len(i18n.Languages()) && wrong[0] != "--lang" && wrong[0] != "--lang=" {
				t.Errorf("%s %q: only %q", c.Name(), wrong, slices.Collect(maps.Keys(told)))
			}
		}
	}
	t.Logf("%d command lines", tried)
}

// arguments are what commands need besides flags.
var arguments = map[string][]string{
	"bundle": {"m"}, "completion": {"bash"}, "correct": {"policy/a"}, "diff": {"policy/a"}, "extend": {"policy/a"}, "new": {"policy/a"}, "print": {"policy/a"},
	"rename": {"policy/a", "policy/b"}, "repeal": {"policy/a"}, "review": {"policy/a"},
}

// TestCombinationsAreOfFlags shows that the combinations name commands and flags that there are.
func TestCombinationsAreOfFlags(t *testing.T) {
	root := (&app{language: "sv"}).root()
	for name, rules := range combinations {
		c, _, err := root.Find([]string{name})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rules {
			for _, flag := range append(r.without, r.flag, cmp.Or(r.with, argument)) {
				bare, _, _ := strings.Cut(flag, "=")
				if bare != argument && c.Flags().Lookup(bare) == nil {
					t.Errorf("%s has no flag %s", name, flag)
				}
			}
		}
	}
}
