package generator_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
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

	written map[string]string // files as they were last written
}

// townDocument is a document of a town; its versions are in the order of adoption.
type townDocument struct {
	name       string // "policy/amne-3"
	owner      int
	kind       string // empty: that of the folder
	visibility string // empty: that of the kind
	related    string // another document
	link       string // target of a link in the text
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
	t := &town{dir: dir, soon: 180, written: map[string]string{}}
	for i := range n {
		d := &townDocument{name: fmt.Sprintf("%s/amne-%d", townFolders[i%len(townFolders)], i), owner: i % len(townOwners)}
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

// mend takes out what leads to documents that are not there.
func (t *town) mend() {
	there := func(name string) bool {
		return slices.ContainsFunc(t.documents, func(d *townDocument) bool { return d.name == name })
	}
	for _, d := range t.documents {
		if !there(d.link) {
			d.link = ""
		}
		if !there(d.related) {
			d.related = ""
		}
	}
}

// options are those of a build of the town.
func (t *town) options() generator.Options {
	return generator.Options{Dir: t.dir, Today: library.NewDate(2026, 11, 22).AddDays(t.days), Standard: themes.Standard(), Internal: t.internal}
}

// files are the files of the town.
func (t *town) files() map[string]string {
	var c strings.Builder
	language, paper := "sv", "A4"
	if t.english {
		language = "en"
	}
	if t.paper {
		paper = "A5"
	}
	fmt.Fprintf(&c, "[site]\ntitle = \"Styrdokument\"\nbase_url = \"https://lillby.example/\"\nlanguage = %q\n", language)
	if t.theme > 0 {
		c.WriteString("theme = \"lillby\"\n")
	}
	fmt.Fprintf(&c, "\n[organisation]\nname = \"Lillby kommun\"\ncontact = \"info@lillby.example\"\nlogo = \"static/mark.png\"\n")
	fmt.Fprintf(&c, "\n[[bodies]]\nid = \"socialnamnden\"\nname = %q\n", townBodies[t.body])
	fmt.Fprintf(&c, "\n[review]\nsoon = %d\n\n[print]\npaper = %q\n", t.soon, paper)
	out := map[string]string{"config.toml": c.String(), "static/mark.png": t.image(), "static/bilaga.txt": "En bilaga.\n"}
	if t.theme > 0 {
		out["themes/lillby/own.css"] = fmt.Sprintf("main { margin-top: %dpx; }\n", t.theme)
	}
	for i, d := range t.documents {
		for _, v := range d.versions {
			file := "content/" + d.name + ".md"
			if len(d.versions) > 1 {
				file = fmt.Sprintf("content/%s/%d-03-01.md", d.name, v.year)
			}
			out[file] = d.text(v, i == 0, len(d.versions) > 1)
		}
	}
	return out
}

func (d *townDocument) text(v townVersion, picture, folder bool) string {
	var b strings.Builder
	fmt.Fprintf(&b, "+++\ntitle = %q\nadopted = %d-03-01\nadopted_by = \"socialnamnden\"\nsection = \"§ 4\"\nowner = %q\nreview = \"48 months\"\n", v.title, v.year, townOwners[d.owner])
	if d.kind != "" {
		fmt.Fprintf(&b, "kind = %q\n", d.kind)
	}
	if d.visibility != "" {
		fmt.Fprintf(&b, "visibility = %q\n", d.visibility)
	}
	if d.related != "" {
		fmt.Fprintf(&b, "related = [%q]\n", d.related)
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
	now := t.files()
	for name := range t.written {
		if _, stays := now[name]; !stays {
			check(tb, os.Remove(t.path(name)))
			_ = os.Remove(filepath.Dir(t.path(name))) // if it is empty
		}
	}
	for name, text := range now {
		if old, known := t.written[name]; !known || old != text {
			check(tb, os.MkdirAll(filepath.Dir(t.path(name)), 0o755))
			check(tb, os.WriteFile(t.path(name), []byte(text), 0o644))
		}
	}
	t.written = now
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
