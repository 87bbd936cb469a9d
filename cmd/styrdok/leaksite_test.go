package main

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"styrdok/generator/library"
)

// leakDay is the day on which the sites of TestNothingLeaks are looked at.
const leakDay = "2026-11-22"

// statuses are what a document can be, with the facts that make it so.
var statuses = []struct {
	name, facts string
	published   bool
}{
	{"draft", `status = "draft"`, false},
	{"consultation", "status = \"consultation\"\nconsultation_until = 2026-12-31", false},
	{"proposed", "status = \"proposed\"\nadopted_by = \"ks\"", false},
	{"tomorrow", "adopted = 2026-11-23\nadopted_by = \"ks\"", false},
	{"coming", "adopted = 2026-11-01\nadopted_by = \"ks\"\nin_force = 2027-01-01", true},
	{"in-force", "adopted = 2020-01-01\nadopted_by = \"ks\"", true},
	{"superseded", "adopted = 2020-01-01\nadopted_by = \"ks\"", true}, // and an older version
	{"extended", "adopted = 2015-01-01\nadopted_by = \"ks\"\nvalid_until = 2026-01-01\nextensions = [{ date = 2025-11-01, until = 2027-01-01, section = \"«extension»\" }]", true},
	{"expired", "adopted = 2015-01-01\nadopted_by = \"ks\"\nvalid_until = 2020-12-31", true},
	{"repealed", "adopted = 2015-01-01\nadopted_by = \"ks\"\nrepealed = { date = 2021-01-01, by = \"kf\", section = \"«repeal»\", case_number = \"«repeal-case»\" }", true},
	{"annulled", "adopted = 2024-01-01\nadopted_by = \"ks\"\nannulled = { date = 2024-06-01, by = \"«court»\", case_number = \"«court-case»\" }", true},
}

// leakSite is a site with what must not be seen in it, or without.
type leakSite struct {
	dir            string
	hidden, masked bool              // whether it has what is hidden, and what is masked
	consultations  bool              // whether consultations and the like are published
	marks          map[string]string // what each word that must not leak stands for
}

var (
	placeholder = regexp.MustCompile(`«([^»]+)»|‹([^›]+)›`)
	maskedPart  = regexp.MustCompile(`(?s)⟦(.*?)⟧`)
)

// Marks are so long, and begin so.
const (
	markBegin  = "xqjo"
	markLength = 11
)

// mark returns a word that stands nowhere else, with letters outside ASCII in texts.
func (s *leakSite) mark(file, name string, address bool) string {
	key := file + " " + name
	if strings.HasPrefix(name, "@") {
		key = name
	}
	word, sum := markBegin, sha256.Sum256([]byte(key))
	for _, b := range sum[:markLength-len(markBegin)] {
		word += "bcdfghklmnprtvwz"[b%16:][:1]
	}
	s.marks[word] = key
	if address {
		return word
	}
	return "Xqjö" + word[len(markBegin):]
}

// text returns what a file or an argument says in this site.
func (s *leakSite) text(file, text string) string {
	var lines []string
	for _, line := range strings.Split(text, "\n") {
		rest, shown := line, true
		for prefix, is := range map[string]bool{"+ ": s.hidden, "? ": s.hidden || s.consultations, "~ ": s.masked} {
			if r, ok := strings.CutPrefix(line, prefix); ok {
				rest, shown = r, is
			}
		}
		if shown {
			lines = append(lines, rest)
		}
	}
	text = maskedPart.ReplaceAllStringFunc(strings.Join(lines, "\n"), func(part string) string {
		if s.masked {
			return strings.Trim(part, "⟦⟧")
		}
		return "x"
	})
	return placeholder.ReplaceAllStringFunc(text, func(p string) string {
		return s.mark(file, strings.Trim(p, "«»‹›"), strings.HasPrefix(p, "‹"))
	})
}

// write writes the site's files in the place of those that are there.
func (s *leakSite) write(t *testing.T, source *txtar.Archive) {
	t.Helper()
	files := map[string]string{}
	templates := map[string]string{}
	put := func(name, text string) {
		name = s.text("", name)
		if strings.HasSuffix(name, ".png") {
			text = string(pixel())
		}
		files[name] = s.text(name, text)
	}
	for _, f := range source.Files {
		kind, name, some := strings.Cut(f.Name, " ")
		switch {
		case !some && !strings.Contains(f.Name, "."):
			templates[f.Name] = string(f.Data)
		case !some:
			put(f.Name, string(f.Data))
		case kind == "+" && s.hidden, kind == "?" && (s.hidden || s.consultations), kind == "masked" && s.masked:
			put(name, string(f.Data))
		}
	}
	for _, visibility := range library.Visibilities() {
		for _, status := range statuses {
			template := templates["open"]
			switch {
			case visibility == "hidden", !status.published && (status.name != "consultation" || !s.consultations):
				template = templates["hidden"]
			case visibility == "listed":
				template = templates["listed"]
			}
			id, facts := visibility+"-"+status.name, status.facts
			if template == templates["hidden"] {
				if !s.hidden {
					continue
				}
				id = "‹@" + id + "›"
			} else {
				if visibility == "public" {
					id = "open-" + status.name
				}
				if status.published {
					facts += "\nsection = \"§ 5\""
				}
				facts = placeholder.ReplaceAllString(facts, "§ 9")
			}
			text := strings.NewReplacer("TITLE", status.name, "FACTS", facts, "VISIBILITY", "visibility = \""+visibility+"\"").Replace(template)
			if before, rest, some := strings.Cut(text, "\n[[reviews]]"); some && status.name == "tomorrow" {
				_, rest, _ = strings.Cut(rest, "+++") // nothing has become of it yet
				text = before + "+++" + rest
			}
			if status.name == "superseded" {
				text = strings.ReplaceAll(text, "](", "](../")
				put("content/riktlinjer/"+id+"/2.md", text)
				put("content/riktlinjer/"+id+"/1.md", strings.ReplaceAll(text, "2020-01-01", "2016-01-01"))
			} else {
				put("content/riktlinjer/"+id+".md", text)
			}
		}
	}
	pressing, consultations := "true", "false"
	if s.consultations {
		pressing, consultations = "false", "true"
	}
	files["config.toml"] = strings.NewReplacer("CONSULTATIONS", consultations, "PRESSING", pressing).Replace(files["config.toml"])
	if err := os.RemoveAll(filepath.Join(s.dir, "content")); err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		file := filepath.Join(s.dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// run runs a command in the site and returns all that it writes in a folder of its own, and unless it is quiet what it says.
// The folder's name, which {} stands for, is the same in all sites.
func (s *leakSite) run(t *testing.T, number int, args string, quiet bool) map[string]string {
	t.Helper()
	out := fmt.Sprintf("ut/%d", number)
	args = s.text("", strings.ReplaceAll(args, "{}", out))
	folder := "ut"
	if strings.Contains(args, out+"/") {
		folder = out
	}
	if err := os.MkdirAll(filepath.Join(s.dir, folder), 0o755); err != nil {
		t.Fatal(err)
	}
	var said, wrong bytes.Buffer
	code := run(append(strings.Fields(args), "-C", s.dir, "--today", leakDay), streams{strings.NewReader(""), &said, &wrong}, func(string) string { return "" }, late)
	if code != exitFine {
		t.Fatalf("%s: exit %d\n%s%s", args, code, &said, &wrong)
	}
	made := tree(t, filepath.Join(s.dir, out))
	if !quiet {
		made["(said)"] = strings.ReplaceAll(said.String()+wrong.String(), s.dir, "")
	}
	return made
}

// tree returns the files below a folder. There need not be one.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			if errors.Is(err, fs.ErrNotExist) {
				err = nil
			}
			return err
		}
		data, err := os.ReadFile(p)
		rel, _ := filepath.Rel(dir, p)
		out[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
