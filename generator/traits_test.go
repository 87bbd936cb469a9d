package generator_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"slices"
	"strings"
	"styrdok/generator/act"
	"sync"
	"testing"

	"styrdok/generator"
	"styrdok/generator/diag"
	"styrdok/generator/i18n"
	"styrdok/themes"
)

// Traits are what a town or one of its documents may have beside titles and headings, each in so many ways.
// Some are faults.
var (
	documentTraits = map[string]int{
		"alias": 6, "attachment": 6, "photo": 3, "anchor": 7, "tie": 5, "translation": 2, "undecided": 4, "end": 3,
		"event": 3, "keyword": 3, "summary": 2, "passage": 9, "form": 3, "old-picture": 1,
	}
	siteTraits = map[string]int{
		"pages": 4, "introduction": 2, "meeting": 4, "statement": 3, "levels": 3, "font": 2, "logo": 3, "dark-logo": 3, "accent": 2,
		"flags": 15, "events": 2, "synonyms": 1, "comment": 5, "organisation": 2, "collection": 2, "static": 5, "photo-file": 4,
		"style": 6, "offline": 1, "told-in": 2, "contact": 2, "asked": 3,
	}
)

// traits are how each trait is there; zero: not at all.
type traits map[string]int

func (t traits) set(name string, n, ways int) { t[name] = n % (ways + 1) }

// furnish gives a town and its documents traits at random.
func (t *town) furnish(tb testing.TB, seed int) {
	random := rand.New(rand.NewPCG(uint64(seed), 5))
	some := func(of map[string]int, to traits, oneIn int) {
		for _, name := range slices.Sorted(maps.Keys(of)) {
			if random.IntN(oneIn) == 0 {
				to.set(name, random.IntN(1000), of[name])
			}
		}
	}
	some(siteTraits, t.traits, 2)
	for _, d := range t.documents {
		some(documentTraits, d.traits, 4)
		d.choice = random.IntN(100)
	}
	t.mend(tb)
}

// mend takes out what keeps the town from being published: of a document with an error all that was added
// to it, and the town's own traits if an error is elsewhere.
func (t *town) mend(tb testing.TB) {
	for range 5 {
		t.write(tb)
		opt := t.options()
		opt.Check = true
		made, err := generator.Make(opt)
		check(tb, err)
		if !made.Diags.HasErrors() {
			return
		}
		for _, found := range made.Diags {
			if found.Severity != diag.Error {
				continue
			}
			i := slices.IndexFunc(t.documents, func(d *townDocument) bool {
				return strings.HasPrefix(found.Pos.File, "content/"+d.name+".") || strings.HasPrefix(found.Pos.File, "content/"+d.name+"/")
			})
			switch {
			case i >= 0:
				d := t.documents[i]
				d.traits, d.link, d.related, d.kind, d.visibility = traits{}, "", "", "", ""
			case found.Pos.File == "content/adopted.sum":
				t.seals = ""
			default:
				t.traits = traits{}
			}
			if found.Code == diag.SealBroken {
				t.seals = ""
			}
		}
	}
}

// seal seals the town's adopted versions.
func (t *town) seal(tb testing.TB) {
	t.write(tb)
	sealed, _, err := act.Seal(t.options())
	check(tb, err)
	if !sealed.OK() || sealed.Empty() {
		return
	}
	check(tb, sealed.Write(nil))
	data, err := os.ReadFile(t.path("content/adopted.sum"))
	check(tb, err)
	t.seals = string(data)
	t.written["content/adopted.sum"] = t.seals
}

// pick is another document that a trait of d leads to.
func (t *town) pick(d *townDocument, salt int) string { return t.other(d, d.choice+salt) }

// front writes the keys of a version that traits add, tables last.
func (t *town) front(b *strings.Builder, d *townDocument, v townVersion, newest bool) {
	has := d.traits
	base := path.Base(d.name)
	if n := has["alias"]; n > 0 && newest {
		fmt.Fprintf(b, "aliases = [%q]\n", []string{
			"/gammal/" + base + "/", "/dok/" + base + ".pdf", "/visa.aspx?id=" + base, "/policy/forut-" + base + "/",
			"/" + t.pick(d, 1) + "/", "/dok/gemensam.pdf",
		}[n-1])
	}
	if n := has["tie"]; n > 0 {
		fmt.Fprintf(b, "%s = [%q]\n", []string{"implements", "complements", "replaces", "replaces", "based_on"}[n-1],
			[]string{t.pick(d, 2), t.pick(d, 3), t.pick(d, 4), "KF § 30 2013", "KF 27/2011"}[n-1])
	}
	switch has["translation"] {
	case 1:
		fmt.Fprintf(b, "language = \"en\"\ntranslation_of = %q\n", t.pick(d, 5))
	case 2:
		b.WriteString("language = \"fi\"\n")
	}
	if n := has["keyword"]; n > 0 {
		fmt.Fprintf(b, "keywords = [%q]\ncase_number = \"KS 2024/%d\"\nlaws = [\"2017:725\"]\n", []string{"vatten", "inköp", "mutor"}[n-1], n)
	}
	if n := has["summary"]; n > 0 {
		fmt.Fprintf(b, "summary = \"Vad som gäller för %s.\"\n", townWords[n])
	}
	switch has["end"] {
	case 1:
		fmt.Fprintf(b, "valid_until = %d-12-31\n", v.year+2)
	case 2:
		fmt.Fprintf(b, "in_force = %d-01-15\n", v.year+1)
	case 3:
		if newest {
			fmt.Fprintf(b, "\n[repealed]\ndate = %d-06-15\nby = \"kommunfullmaktige\"\nsection = \"§ 9\"\n", v.year+1)
		}
	}
	switch n := has["event"]; {
	case !newest || n == 0:
	case n == 1:
		fmt.Fprintf(b, "\n[[reviews]]\ndate = %d-09-01\nby = \"socialnamnden\"\nsection = \"§ 8\"\n", v.year+1)
	case n == 2:
		fmt.Fprintf(b, "\n[[corrections]]\ndate = %d-09-02\nnote = \"Ett stavfel är rättat.\"\n", v.year)
	case n == 3 && has["end"] == 1:
		fmt.Fprintf(b, "\n[[extensions]]\ndate = %d-10-01\nuntil = %d-12-31\nby = \"socialnamnden\"\n", v.year+2, v.year+4)
	}
}

// passages writes what traits add to a text; up leads from its folder to content/.
func (t *town) passages(b *strings.Builder, d *townDocument, up string, newest bool) {
	has := d.traits
	if has["old-picture"] > 0 && !newest {
		fmt.Fprintf(b, "\n![En äldre ruta](%s../static/mark.png)\n", up)
	}
	if !newest {
		return
	}
	if n := has["attachment"]; n > 0 && n != 3 {
		file := "bilaga.csv"
		if n >= 4 {
			file = "så.csv"
		}
		fmt.Fprintf(b, "\nSe [siffrorna](%s%s/%s).\n", up, d.name, file)
	}
	photo := up + "policy/foto.jpg"
	if n := has["photo"]; n&1 > 0 {
		fmt.Fprintf(b, "\n![Torget en vinterdag](%s)\n", photo)
	}
	if n := has["photo"]; n&2 > 0 {
		fmt.Fprintf(b, "\nHela [bilden av torget](%s) går att hämta.\n", photo)
	}
	const own = "https://lillby.example/"
	other := t.pick(d, 6)
	if n := has["anchor"]; n > 0 {
		fmt.Fprintf(b, "\nMer står under [en annan rubrik](%s).\n", []string{
			up + other + ".md#syfte", up + other + ".md#uppfoljning", "#syfte", own + other + "/#ansvar", own + other + "/",
			own + "bilaga.txt", up + other + ".md#finns-inte",
		}[n-1])
	}
	if n := has["passage"]; n > 0 {
		b.WriteString("\n" + []string{
			"Det antecknas.[^1]\n\n[^1]: I diariet.\n",
			"## Läge {#lage}\n\n:::confidential law=\"18 kap. 8 § OSL\"\nReservkraften startas från skåp 7.\n\n### Skåpet\n:::\n",
			"| Roll | " + strings.Repeat("Ansvarsområdesbeskrivning | ", 9) + "\n| --- | " + strings.Repeat("--- | ", 9) + "\n| A | " + strings.Repeat("B | ", 9) + "\n",
			strings.TrimSpace(lastLine(i18n.MustLoad("sv").T("workflow.new.text"))) + "\n",
			"Ett tecken som inget typsnitt har: 𓀀.\n",
			":::lang en\nThe municipality keeps logs.\n:::\n",
			"Läs mer [här](https://www.example.com/).\n",
			"<b>Fet</b> text.\n",
			"Skåpet nämns i [avsnittet](#skapet).\n",
		}[n-1])
	}
}

func lastLine(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return lines[len(lines)-1]
}

// form writes a text as other programs do.
func (d *townDocument) form(text string) string {
	n := d.traits["form"]
	if n&2 > 0 {
		text = strings.ReplaceAll(text, "\n", "\r\n")
	}
	if n&1 > 0 {
		text = "\uFEFF" + text
	}
	return text
}

// attachments are the files that lie beside a document.
func (d *townDocument) attachments(out map[string]string) {
	folder := "content/" + d.name + "/"
	switch d.traits["attachment"] {
	case 1:
		out[folder+"bilaga.csv"] = "a;b\n1;2\n"
	case 2:
		out[folder+"Bilaga.csv"] = "a;b\n1;2\n"
	case 3:
		out[folder+"lost.docx"] = "PK\x03\x04"
	case 4:
		out[folder+"sa\u030a.csv"] = "a;b\n3;4\n"
	case 5:
		out[folder+"s\u00e5.csv"] = "a;b\n5;6\n"
	case 6:
		out[folder+"sa\u030a.csv"], out[folder+"s\u00e5.csv"] = "a;b\n3;4\n", "a;b\n5;6\n"
	}
}

// undecided is the file of a version that nobody has decided, and its status; empty if there is none.
func (d *townDocument) undecided() (name, status string) {
	n := d.traits["undecided"]
	if n == 0 {
		return "", ""
	}
	return "forslag.md", []string{"draft", "proposed", "consultation", "consultation"}[n-1]
}

// others are the town's files that are neither its configuration nor documents.
func (t *town) others(out map[string]string) {
	has, first := t.traits, t.documents[0].name
	out["static/bilaga.txt"] = "En bilaga.\n"
	if slices.ContainsFunc(t.documents, func(d *townDocument) bool { return d.traits["photo"] > 0 }) {
		out["content/policy/foto.jpg"] = photo(has["photo-file"])
	}
	if n := has["pages"]; n > 0 {
		text := "Så arbetar vi.\n"
		if n == 3 {
			text += "\nSe [ett dokument](../" + first + ".md#syfte) och\n\n![En ruta](../../static/mark.png)\n"
		}
		out["content/pages/om.md"] = "+++\ntitle = \"Om oss\"\norder = " + fmt.Sprint(n) + "\n+++\n\n" + text
		if n == 2 {
			out["content/pages/kontakt.md"] = "+++\ntitle = \"Kontakt\"\norder = 1\n+++\n\nRing.\n"
		}
		if n == 4 {
			out["content/pages/policy.md"] = "+++\ntitle = \"En policy\"\n+++\n\nEn sida.\n"
		}
	}
	switch has["introduction"] {
	case 1:
		out["content/policy/_index.md"] = "+++\ntitle = \"Våra policyer\"\n+++\n\nEn policy säger vad vi vill.\n"
	case 2:
		out["content/policy/_index.md"] = "+++\ntitle = \"Policyer\"\n+++\n\nLäs [den första](../" + first + ".md).\n\n![En ruta](../../static/mark.png)\n"
	}
	if n := has["meeting"]; n > 0 {
		year, document := 2026, first
		if n == 2 {
			year = 2025
		}
		if n == 3 {
			document = "policy/finns-inte"
		}
		out[fmt.Sprintf("content/meetings/%d-12-14-socialnamnden.md", year)] = fmt.Sprintf(
			"+++\ntitle = \"Ärenden\"\nbody = \"socialnamnden\"\ndate = %d-12-14\nofficer = \"Kanslichef\"\n\n[[items]]\ndocument = %q\naction = \"reaffirm\"\nsection = \"§ %d\"\n+++\n\n## Sammanfattning\n\nSe [dokumentet](../%s.md).\n", year, document, n, first)
	}
	switch has["static"] {
	case 1:
		out["static/policy/index.html"] = "<p>"
	case 2:
		out["static/.well-known/security.txt"] = "Contact: mailto:a@lillby.example\n"
	case 3:
		out["static/omdirigeringar.txt"] = "x"
	case 4:
		out["static/gammal/amne-0/index.html"] = "x"
	case 5:
		out["static/Bilaga.txt"] = "Samma namn med stor bokstav.\n"
	}
	for _, mark := range []struct{ trait, file string }{{"logo", "static/logo"}, {"dark-logo", "static/logo-dark"}} {
		switch n := has[mark.trait]; n {
		case 1, 2:
			out[mark.file+".svg"] = fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path fill="#0000%02d" d="M0 0h9v9z"/></svg>`, 10*n)
		case 3:
			out[mark.file+".svg"] = `<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>`
		}
	}
	if n := has["font"]; n > 0 {
		data, err := fs.ReadFile(themes.Standard(), []string{"fonts/StyrdokSans-Regular.ttf", "fonts/StyrdokSerif-Regular.ttf"}[n-1])
		if err != nil {
			panic(err)
		}
		out["fonts/eget.ttf"] = string(data)
	}
	if t.theme > 0 {
		folder := "themes/lillby/"
		switch n := has["style"]; n {
		case 1:
			out[folder+"print.toml"] = "[sizes]\nbody = [11, 16]\n"
		case 2:
			out[folder+"templates/own.html"] = `{{define "head-extra"}}<meta name="theme-color" content="#1b5e20">{{end}}`
		case 3:
			out[folder+"fonts/extra.txt"] = "extra\n"
		case 4, 5: // where own.css leads
			out["shared/rules.css"] = fmt.Sprintf("main { margin-bottom: %dpx; }\n", n)
		case 6:
			out[folder+"templates/own.html"] = `{{define "head-extra"}}{{.Nothing}}{{end}}`
		}
	}
	if t.seals != "" {
		out["content/adopted.sum"] = t.seals
	}
}

// links are the symbolic links of a town, with where they lead.
func (t *town) links() map[string]string {
	if n := t.traits["style"]; t.theme > 0 && (n == 4 || n == 5) {
		return map[string]string{"themes/lillby/own.css": "../../shared/rules.css"}
	}
	return nil
}

// config writes config.toml.
func (t *town) config() string {
	has := t.traits
	var c strings.Builder
	language, paper := "sv", "A4"
	if t.english {
		language = "en"
	}
	if t.paper {
		paper = "A5"
	}
	set := func(bit int) bool { return has["flags"]>>bit&1 > 0 }
	if n := has["comment"]; n > 0 {
		fmt.Fprintf(&c, "# En anteckning %d\n", n)
	}
	fmt.Fprintf(&c, "[site]\ntitle = \"Styrdokument\"\nbase_url = \"https://lillby.example/\"\nlanguage = %q\n", language)
	fmt.Fprintf(&c, "numbered_headings = %t\ndisclaimer = %t\npublish_consultations = %t\n", !set(0), !set(1), set(2))
	if t.theme > 0 {
		c.WriteString("theme = \"lillby\"\n")
	}
	if n := has["accent"]; n > 0 {
		fmt.Fprintf(&c, "accent = %q\n", []string{"#1b5e20", "#eeeeee"}[n-1])
	}
	fmt.Fprintf(&c, "\n[organisation]\nname = %q\n", []string{"Lillby kommun", "Storby kommun", "Lillby 𓀀 kommun"}[has["organisation"]])
	fmt.Fprintf(&c, "contact = %q\n", []string{"info@lillby.example", "kansli@lillby.example", "https://www.lillby.example/"}[has["contact"]])
	fmt.Fprintf(&c, "logo = %q\n", []string{"static/mark.png", "static/logo.svg", "static/logo.svg", "static/logo.svg"}[has["logo"]])
	if has["dark-logo"] > 0 {
		c.WriteString("logo_dark = \"static/logo-dark.svg\"\n")
	}
	fmt.Fprintf(&c, "\n[[bodies]]\nid = \"socialnamnden\"\nname = %q\n", townBodies[t.body])
	if n := has["collection"]; n > 0 {
		fmt.Fprintf(&c, "\n[[collections]]\nid = \"plan\"\ntitle = \"Våra planer %d\"\nkind = \"plan\"\n", n)
	}
	fmt.Fprintf(&c, "\n[review]\nsoon = %d\npublic = %t\n", t.soon, !set(3))
	if has["synonyms"] > 0 {
		c.WriteString("\n[search]\nsynonyms = [[\"brandskydd\", \"eldvakt\"]]\n")
	}
	if n := has["events"]; n > 0 {
		fmt.Fprintf(&c, "\n[[events]]\ndate = 2026-0%d-15\ntext = \"En ny lag\"\nkeywords = [\"vatten\"]\nkinds = [\"policy\"]\n", n)
	}
	fmt.Fprintf(&c, "\n[print]\npaper = %q\n", paper)
	if has["font"] > 0 {
		c.WriteString("\n[print.fonts]\nsans_bold = \"fonts/eget.ttf\"\n")
	}
	if n := has["statement"]; n > 0 {
		fmt.Fprintf(&c, "\n[accessibility]\nservice = \"Lillby\"\nconformance = %q\nassessed = 2026-10-05\nupdated = 2026-10-12\nmethod = \"Självskattning.\"\nreport_url = \"https://lillby.example/fel\"\ncontact = \"info@lillby.example\"\n",
			[]string{"partial", "none", "full"}[n-1])
		c.WriteString("\n[[accessibility.issues]]\ntext = \"Breda tabeller.\"\nreason = \"deficiency\"\nfixed_by = 2027-06-30\n")
	}
	if n := has["levels"]; n > 0 {
		c.WriteString("\n[diagnostics]\n" + []string{
			"relation-inactive = \"off\"\nlarge-image = \"info\"\n", "vague-link = \"error\"\n", "unread-file = \"error\"\nunwritten = \"off\"\ntoo-wide = \"info\"\n",
		}[n-1])
	}
	return c.String()
}

// photo is a photograph of some size. The smallest is published as it is, and of the largest it is said that it is large.
var photo = func() func(n int) string {
	var made [5]func() string
	for n := range made {
		made[n] = sync.OnceValue(func() string {
			img := image.NewRGBA(image.Rect(0, 0, []int{40, 900, 1700, 1700, 3000}[n], 60))
			random := rand.New(rand.NewPCG(uint64(n), 1))
			for i := range img.Pix {
				img.Pix[i] = uint8(random.IntN(256))
			}
			for i := 3; i < len(img.Pix); i += 4 {
				img.Pix[i] = 255
			}
			img.SetRGBA(0, 0, color.RGBA{A: 255})
			var b bytes.Buffer
			if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 90}); err != nil {
				panic(err)
			}
			data := b.String()
			if n == len(made)-1 { // more than a megabyte, most of it comments
				data = data[:2] + strings.Repeat("\xff\xfe\xff\xff"+strings.Repeat("x", 0xfffd), 17) + data[2:]
			}
			return data
		})
	}
	return func(n int) string { return made[n]() }
}()
