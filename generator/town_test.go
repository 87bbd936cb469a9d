package generator_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"styrdok/generator"
	"styrdok/generator/library"
	"styrdok/themes"
)

// town is a small site that is edited: what its files are made from, and the folder where they lie.
type town struct {
	dir       string
	documents []*townDocument
	body      int  // whose name is in the configuration
	soon      int  // days
	paper     bool // A5
	english   bool
	theme     int // number of the rules of its own, 0: the standard theme
	picture   int // colour of the one that texts show
	days      int // since the first day
	internal  bool
	traits    traits
	seals     string // content/adopted.sum

	verify   bool                         // builds make again what was kept
	unspoilt map[string]map[string]string // what lies in an output folder, unless it was changed by hand

	written map[string]string // files as they were last written
	linked  map[string]string // symbolic links, the same
}

// townDocument is a document of a town; its versions are in the order of adoption.
type townDocument struct {
	name       string // "policy/amne-3"
	owner      int
	kind       string // empty: that of the folder
	visibility string // empty: that of the kind
	related    string // another document
	link       string // target of a link in the text
	traits     traits
	choice     int // which other documents its traits lead to
	versions   []townVersion
}

type townVersion struct {
	title    string
	year     int
	headings []string
	words    []int // one a section
}

var (
	townFolders      = []string{"policy", "riktlinje", "plan"}
	townKinds        = []string{"", "policy", "riktlinje", "instruktion"}
	townVisibilities = []string{"", "listed", "hidden", "public"}
	townOwners       = []string{"Kanslichef", "Ekonomichef", "Arkivarie"}
	townBodies       = []string{"Socialnämnden", "Omsorgsnämnden", "Vård- och omsorgsnämnden"}
	townWords        = []string{"vinter", "brandskydd", "bryggor", "lekplatser", "snöröjning", "arkivlokaler", "cykelvägar"}
)

// newTown returns a town with n documents, of which some refer to others, one has been replaced, and
// one shows a picture.
func newTown(dir string, n int) *town {
	t := &town{dir: dir, soon: 180, written: map[string]string{}, traits: traits{}}
	for i := range n {
		d := &townDocument{name: fmt.Sprintf("%s/amne-%d", townFolders[i%len(townFolders)], i), owner: i % len(townOwners), traits: traits{}}
		d.versions = []townVersion{{
			title: "Ämne " + strconv.Itoa(i), year: 2019 + i%6,
			headings: []string{"Syfte", "Ansvar"}, words: []int{i, i + 1},
		}}
		if i > 0 && i%3 == 1 {
			d.related, d.link = t.documents[i-1].name, t.documents[i-1].name
		}
		t.documents = append(t.documents, d)
	}
	t.documents[0].adopt(3)
	return t
}

// adopt gives a document a new version.
func (d *townDocument) adopt(word int) {
	next := *d.now()
	next.year++
	next.headings = append(slices.Clone(next.headings), "Uppföljning")
	next.words = append(slices.Clone(next.words), word)
	d.versions = append(d.versions, next)
}

// now is the newest version.
func (d *townDocument) now() *townVersion { return &d.versions[len(d.versions)-1] }

// other is the name of a document other than d.
func (t *town) other(d *townDocument, n int) string {
	if o := t.documents[n%len(t.documents)]; o != d {
		return o.name
	}
	return t.documents[(n+1)%len(t.documents)].name
}

// options are those of a build of the town.
func (t *town) options() generator.Options {
	return generator.Options{
		Dir: t.dir, Today: library.NewDate(2026, 11, 22).AddDays(t.days), Standard: themes.Standard(), Internal: t.internal,
		Statement: t.traits["asked"]&1 > 0, Unsealed: t.traits["asked"]&2 > 0, Offline: t.traits["offline"] > 0, Lang: []string{"", "sv", "en"}[t.traits["told-in"]],
	}
}

// files are the files of the town.
func (t *town) files() map[string]string {
	out := map[string]string{"config.toml": t.config(), "static/mark.png": t.image()}
	if t.theme > 0 && len(t.links()) == 0 {
		out["themes/lillby/own.css"] = fmt.Sprintf("main { margin-top: %dpx; }\n", t.theme)
	} else if t.theme > 0 {
		out["themes/lillby/own.svg"] = `<svg xmlns="http://www.w3.org/2000/svg"/>` // or there would be no folder
	}
	t.others(out)
	for i, d := range t.documents {
		proposal, status := d.undecided()
		folder := len(d.versions) > 1 || proposal != ""
		for _, v := range d.versions {
			file := "content/" + d.name + ".md"
			if folder {
				file = fmt.Sprintf("content/%s/%d-03-01.md", d.name, v.year)
			}
			if d.traits["undecided"] < 4 { // or nothing has been decided
				out[file] = d.form(t.text(d, v, i == 0, folder, ""))
			}
		}
		if proposal != "" {
			next := *d.now()
			next.words = changed(next.words, 0, 5)
			out["content/"+d.name+"/"+proposal] = d.form(t.text(d, next, i == 0, true, status))
		}
		d.attachments(out)
	}
	return out
}

// text writes a version. One without a status has been adopted.
func (t *town) text(d *townDocument, v townVersion, picture, folder bool, status string) string {
	var b strings.Builder
	newest := status != "" || v.year == d.now().year
	fmt.Fprintf(&b, "+++\ntitle = %q\nadopted_by = \"socialnamnden\"\nowner = %q\nreview = \"48 months\"\n", v.title, townOwners[d.owner])
	if status != "" {
		fmt.Fprintf(&b, "status = %q\n", status)
	} else {
		fmt.Fprintf(&b, "adopted = %d-03-01\nsection = \"§ 4\"\n", v.year)
	}
	if d.kind != "" {
		fmt.Fprintf(&b, "kind = %q\n", d.kind)
	}
	if d.visibility != "" {
		fmt.Fprintf(&b, "visibility = %q\n", d.visibility)
	}
	if d.related != "" {
		fmt.Fprintf(&b, "related = [%q]\n", d.related)
	}
	if status == "" {
		t.front(&b, d, v, newest)
	}
	b.WriteString("+++\n")
	up := "../"
	if folder {
		up = "../../"
	}
	for i, h := range v.headings {
		fmt.Fprintf(&b, "\n## %s\n\nNämnden svarar för %s och följer upp arbetet varje år.\n", h, townWords[v.words[i]%len(townWords)])
	}
	if d.link != "" {
		fmt.Fprintf(&b, "\nMer står i [ett annat dokument](%s%s.md).\n", up, d.link)
	}
	if picture {
		fmt.Fprintf(&b, "\n![En ruta](%s../static/mark.png)\n\nLäs [bilagan](%s../static/bilaga.txt).\n", up, up)
	}
	t.passages(&b, d, up, newest)
	return b.String()
}

// image is a picture of one colour; that of all colours has the same number of bytes.
func (t *town) image() string {
	img := image.NewPaletted(image.Rect(0, 0, 8, 8), color.Palette{color.RGBA{R: uint8(40 * t.picture), G: 90, B: 160, A: 255}})
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		panic(err)
	}
	return b.String()
}

// write brings the folder up to date: what has changed is written, what is gone is removed.
func (t *town) write(tb testing.TB) {
	tb.Helper()
	now, links := t.files(), t.links()
	remove := func(name string) {
		check(tb, os.Remove(t.path(name)))
		for folder := path.Dir(name); folder != "." && os.Remove(t.path(folder)) == nil; folder = path.Dir(folder) {
		}
	}
	for name := range t.written {
		if _, stays := now[name]; !stays {
			remove(name)
		}
	}
	for name, to := range t.linked {
		if links[name] != to {
			remove(name)
		}
	}
	for name, to := range links {
		if t.linked[name] != to {
			check(tb, os.MkdirAll(filepath.Dir(t.path(name)), 0o755))
			check(tb, os.Symlink(to, t.path(name)))
		}
	}
	for name, text := range now {
		if old, known := t.written[name]; !known || old != text {
			check(tb, os.MkdirAll(filepath.Dir(t.path(name)), 0o755))
			check(tb, os.WriteFile(t.path(name), []byte(text), 0o644))
		}
	}
	t.written, t.linked = now, links
}

// writeUnnoticed changes a word of a file and leaves its size and time as they were.
func (t *town) writeUnnoticed(tb testing.TB, d *townDocument) {
	tb.Helper()
	for name, text := range t.files() {
		// The word that is put in is lost when the file is written the next time.
		if changed := strings.Replace(text, "svarar", "ansvar", 1); strings.HasPrefix(name, "content/"+d.name) && changed != text {
			info, err := os.Stat(t.path(name))
			check(tb, err)
			check(tb, os.WriteFile(t.path(name), []byte(changed), 0o644))
			check(tb, os.Chtimes(t.path(name), time.Time{}, info.ModTime()))
			t.written[name] = changed
			return
		}
	}
}

// touch gives a document's files another time.
func (t *town) touch(tb testing.TB, d *townDocument, seconds int) {
	tb.Helper()
	for name := range t.written {
		if strings.HasPrefix(name, "content/"+d.name) {
			at := time.Date(2026, 1, 1, 0, 0, seconds, 0, time.UTC)
			check(tb, os.Chtimes(t.path(name), at, at))
		}
	}
}

// put puts a file beside those of the town.
func (t *town) put(tb testing.TB, name string) {
	tb.Helper()
	check(tb, os.MkdirAll(filepath.Dir(t.path(name)), 0o755))
	check(tb, os.WriteFile(t.path(name), []byte("x"), 0o644))
}

func (t *town) path(name string) string { return filepath.Join(t.dir, filepath.FromSlash(name)) }

func check(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}
