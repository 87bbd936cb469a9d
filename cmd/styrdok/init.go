package main

import (
	"bufio"
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"styrdok/generator/diag"
	"styrdok/generator/edit"
	"styrdok/generator/i18n"
	"styrdok/generator/library"
	"styrdok/generator/regular"
	"styrdok/generator/source"
)

// start holds the files of a new site.
//
//go:embed start
var start embed.FS

func startFile(name string) []byte {
	data, err := start.ReadFile("start/" + name)
	if err != nil {
		panic(err) // It is embedded.
	}
	return data
}

// startFiles are the files that every new site gets as they are, by their place in it.
var startFiles = map[string]string{
	"content/pages/om.md": "om.md", ".gitignore": "gitignore", ".gitattributes": "gitattributes", ".editorconfig": "editorconfig", ".taplo.toml": "taplo.toml",
	".vscode/settings.json": "vscode/settings.json", ".vscode/extensions.json": "vscode/extensions.json", ".vscode/tasks.json": "vscode/tasks.json",
}

// nightly are the recipes that build a site every night, by the name of what runs them, and their places in a site.
var nightly = map[string]struct{ file, place string }{
	"github": {"github.yml", ".github/workflows/publicera.yml"}, "gitlab": {"gitlab.yml", ".gitlab-ci.yml"},
	"forgejo": {"forgejo.yml", ".forgejo/workflows/publicera.yml"},
	"cron":    {"cron.sh", "bygg-varje-natt.sh"}, "windows": {"windows.cmd", "bygg-varje-natt.cmd"},
}

// beginning is what is known of a site that begins. All of it may be empty.
type beginning struct {
	organisation, url, logo, accent string
	bodies, nightly                 []string
}

func (a *app) init() *cobra.Command {
	var b beginning
	c := &cobra.Command{
		Use: "init",
		Example: "  styrdok init styrdokument\n" +
			"  styrdok init styrdokument --organisation \"Lillby kommun\" --url https://styrdokument.lillby.se/ --body Socialnämnden --nightly cron\n" +
			"  styrdok init --nightly github",
		Args: a.takes(0, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			dir := a.dir
			if len(args) == 1 {
				dir = a.inDir(args[0])
			}
			told := b.organisation+b.url+b.logo+b.accent != "" || len(b.bodies) > 0
			if _, err := os.Stat(filepath.Join(dir, "config.toml")); err == nil && !told && len(b.nightly) > 0 {
				return a.addNightly(dir, b)
			}
			if !told && len(b.nightly) == 0 && isTerminal(a.in) && isTerminal(a.out) && a.empty(dir) == "" {
				a.ask(&b)
			}
			return a.runInit(dir, b)
		},
	}
	f := c.Flags()
	f.StringVar(&b.organisation, "organisation", "", "")
	f.StringVar(&b.url, "url", "", "")
	f.StringArrayVar(&b.bodies, "body", nil, "")
	f.StringVar(&b.logo, "logo", "", "")
	f.StringVar(&b.accent, "accent", "", "")
	f.StringSliceVar(&b.nightly, "nightly", nil, "")
	return c
}

// ask asks for everything, one line each, and again for what cannot be. An empty answer leaves a thing for later.
func (a *app) ask(b *beginning) {
	words := a.words()
	lines := bufio.NewScanner(a.in)
	fmt.Fprintln(a.out, words.T("workflow.ask.intro"))
	for _, question := range []struct {
		key string
		set func(b *beginning, answer string)
	}{
		{"organisation", func(b *beginning, answer string) { b.organisation = answer }},
		{"url", func(b *beginning, answer string) { b.url = answer }},
		{"bodies", func(b *beginning, answer string) { b.bodies = listed(answer) }},
		{"logo", func(b *beginning, answer string) { b.logo = strings.Trim(answer, `"`) }},
		{"accent", func(b *beginning, answer string) { b.accent = answer }},
		{"nightly", func(b *beginning, answer string) { b.nightly = listed(strings.ToLower(answer)) }},
	} {
		for {
			fmt.Fprint(a.out, words.T("workflow.ask."+question.key)+" ")
			if !lines.Scan() {
				return
			}
			answered := *b
			question.set(&answered, strings.TrimSpace(lines.Text()))
			_, err := a.plan(answered)
			if err == nil {
				*b = answered
				break
			}
			if told := exit(0); !errors.As(err, &told) {
				fmt.Fprintln(a.err, machine(err, words))
			}
		}
	}
}

// listed returns what stands between commas.
func listed(answer string) []string {
	var out []string
	for part := range strings.SplitSeq(answer, ",") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}

// planned are the files of a site that begins, by their place.
type planned map[string][]byte

// plan returns the files of a site, or reports what of it cannot be.
func (a *app) plan(b beginning) (planned, error) {
	words := a.words()
	for _, n := range b.nightly {
		if err := a.oneOf("--nightly", n, slices.Sorted(maps.Keys(nightly))...); err != nil {
			return nil, err
		}
	}
	logo, mark, err := a.readLogo(b.logo)
	if err != nil {
		return nil, err
	}
	text := b.config(logo)
	config, diags := source.ReadConfig("config.toml", text)
	if diags.HasErrors() {
		line := func(_ string, n int) (string, bool) {
			lines := strings.Split(text, "\n")
			return lines[min(n, len(lines))-1], n <= len(lines)
		}
		wrong := slices.DeleteFunc(diags, func(d diag.Diagnostic) bool { return d.Severity != diag.Error })
		if err := diag.Write(a.err, wrong, diag.WriteOptions{Texts: words, Line: line, Color: a.color()}); err != nil {
			return nil, err
		}
		return nil, exit(exitUsage)
	}
	all := planned(editorFiles(&config))
	all["config.toml"] = []byte(text)
	for place, file := range startFiles {
		all[place] = startFile(file)
	}
	if logo != "" {
		all[logo] = mark
	}
	for _, n := range b.nightly {
		all[nightly[n].place] = recipe(n)
	}
	return all, nil
}

// empty returns what lies in a folder that is to be empty, or "".
func (a *app) empty(dir string) string {
	entries, _ := os.ReadDir(dir)
	if i := slices.IndexFunc(entries, func(e fs.DirEntry) bool { return e.Name() == "config.toml" }); i > 0 {
		entries[0], entries[i] = entries[i], entries[0] // report the most telling name
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") {
			return e.Name()
		}
	}
	return ""
}

// unfinished reports whether a folder has nothing but what an earlier run has begun to write: the configuration comes last.
func unfinished(dir string, all planned) bool {
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		place, _ := within(dir, name)
		switch place = filepath.ToSlash(place); {
		case err != nil:
			return err
		case place != "." && strings.HasPrefix(e.Name(), "."):
			if e.IsDir() {
				return fs.SkipDir
			}
			return nil // empty passes over these, too
		case e.IsDir():
			return nil
		}
		data, err := regular.ReadFile(name, maxRead)
		if place == "config.toml" || err == nil && !bytes.Equal(data, all[place]) {
			return fs.ErrExist
		}
		return err
	})
	return err == nil
}

func (a *app) runInit(dir string, b beginning) error {
	words := a.words()
	there := a.empty(dir)
	if there == "config.toml" {
		return a.fail(exitUsage, words.T("workflow.not-empty", filepath.Join(dir, there)))
	}
	all, err := a.plan(b)
	if err != nil {
		return err
	}
	if there != "" && !unfinished(dir, all) {
		return a.fail(exitUsage, words.T("workflow.not-empty", filepath.Join(dir, there)))
	}
	undo, err := regular.MakeFolder(regular.Disk, filepath.Join(dir, "static"), 0o755)
	if err != nil {
		return err
	}
	var files edit.Files
	for name, data := range all {
		edit.SweepOld(filepath.Join(dir, filepath.FromSlash(name)))
		_, err := os.Lstat(filepath.Join(dir, filepath.FromSlash(name)))
		switch {
		case err == nil: // A repository may have a .gitignore already.
		case !errors.Is(err, fs.ErrNotExist):
			undo()
			return err
		case name == "config.toml":
			files.PutLast(name, nil, data)
		default:
			add(&files, name, data)
		}
	}
	if err := files.Write(dir, a.waiting); err != nil {
		undo()
		return a.notWritten(err, words)
	}
	return a.begun(dir, b, words)
}

// add puts a new file among those to be written, the one that cron runs as a program.
func add(files *edit.Files, place string, data []byte) {
	if place == nightly["cron"].place {
		files.PutProgram(place, data)
	} else {
		files.Put(place, nil, data)
	}
}

// readLogo returns the place of a logo in the site and its bytes.
func (a *app) readLogo(file string) (place string, data []byte, err error) {
	if file == "" {
		return "", nil, nil
	}
	kind := strings.ToLower(filepath.Ext(file))
	if !slices.Contains([]string{".svg", ".png", ".jpg", ".jpeg"}, kind) {
		return "", nil, a.fail(exitUsage, a.words().T("workflow.bad-logo", file))
	}
	data, err = regular.ReadFile(a.inDir(file), maxRead)
	return "static/logo" + kind, data, err
}

// config is the text of config.toml. logo is the place of a logo in the site, or "".
func (b beginning) config(logo string) string {
	text := string(startFile("config.toml"))
	set := func(line, key, value string) {
		if value != "" {
			before, after, found := strings.Cut(text, line)
			if !found {
				panic("init: start/config.toml has no line " + line)
			}
			text = before + key + source.Quoted(strings.TrimSpace(value)) + after
		}
	}
	if b.url != "" && !strings.Contains(b.url, "://") {
		b.url = "https://" + strings.TrimSpace(b.url)
	}
	set(`base_url = "https://styrdokument.example/" # adressen dit webbplatsen publiceras`, "base_url = ", b.url)
	set(`# accent = "#0d4f7c"                          # webbplatsens färg`, "accent   = ", b.accent)
	set(`name = "Exempelby kommun"`, "name = ", b.organisation)
	set(`# logo    = "static/logo.svg"`, "logo = ", logo)
	var bodies strings.Builder
	for _, name := range b.bodies {
		name = strings.TrimSpace(name)
		if library.DefaultRules().Body(name) == nil {
			fmt.Fprintf(&bodies, "[[bodies]]\nid   = %s\nname = %s\n\n", source.Quoted(library.IDOf(name)), source.Quoted(name))
		}
	}
	const kinds = "# De vanliga dokumenttyperna finns också."
	return strings.Replace(text, kinds, bodies.String()+kinds, 1)
}

// recipe returns the file that builds the site every night. In Windows it needs line ends of its own.
func recipe(name string) []byte {
	data := startFile("nightly/" + nightly[name].file)
	if name == "windows" {
		return []byte(strings.ReplaceAll(string(data), "\n", "\r\n"))
	}
	return data
}

// addNightly adds recipes to a site that exists.
func (a *app) addNightly(dir string, b beginning) error {
	words, names := a.words(), b.nightly
	if _, err := a.plan(b); err != nil {
		return err
	}
	var files edit.Files
	for _, n := range names {
		place := nightly[n].place
		if _, err := os.Lstat(filepath.Join(dir, filepath.FromSlash(place))); err == nil {
			return a.fail(exitContent, words.T("workflow.exists", filepath.Join(dir, place)))
		}
		add(&files, place, recipe(n))
	}
	if err := files.Write(dir, a.waiting); err != nil {
		return a.notWritten(err, words)
	}
	fmt.Fprintln(a.out, words.T("workflow.next-heading"))
	a.nightlyNext(names, words)
	return nil
}

func (a *app) nightlyNext(names []string, words *i18n.Texts) {
	for _, n := range names {
		fmt.Fprintln(a.out, "  - "+words.T("workflow.next.nightly", nightly[n].place))
	}
}

// begun tells what was made and what is to be done now.
func (a *app) begun(dir string, b beginning, words *i18n.Texts) error {
	if filepath.Clean(dir) == "." {
		fmt.Fprintln(a.out, words.T("workflow.done.site-here"))
		fmt.Fprintln(a.out, words.T("workflow.next-heading"))
	} else {
		fmt.Fprintln(a.out, words.T("workflow.done.site", dir))
		fmt.Fprintln(a.out, words.T("workflow.next-heading"))
		if strings.ContainsAny(dir, " &()';") {
			dir = `"` + dir + `"`
		}
		fmt.Fprintln(a.out, "  - "+words.T("workflow.next.folder", dir))
	}
	if b.url == "" {
		fmt.Fprintln(a.out, "  - "+words.T("workflow.next.config"))
	}
	for _, key := range []string{"new", "import", "serve", "handbook", "save"} {
		fmt.Fprintln(a.out, "  - "+words.T("workflow.next."+key))
	}
	a.nightlyNext(b.nightly, words)
	return nil
}
