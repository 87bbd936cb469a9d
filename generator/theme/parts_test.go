package theme

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"styrdok/generator/i18n"
	"styrdok/generator/site"
	"styrdok/themes"
)

func TestLaterBadges(t *testing.T) {
	doc := parse(t, render(t, load(t), pageOf(site.KindRegister)))
	badges := find(doc, "span", func(n *html.Node) bool { _, ok := attribute(n, "data-later"); return ok })
	if len(badges) == 0 {
		t.Fatal("no badge knows about coming days")
	}
	var got [][3]string
	if err := json.Unmarshal([]byte(attr(badges[0], "data-later")), &got); err != nil {
		t.Fatal(err)
	}
	if len(got) != 1 || got[0] != [3]string{"2026-11-25", "overdue", "översyn försenad"} {
		t.Errorf("got %v", got)
	}
}

// A document whose review is late holds all the same, and lists say both.
func TestStatusAndReviewStandApart(t *testing.T) {
	doc := parse(t, render(t, load(t), pageOf(site.KindRegister)))
	var got []string
	for _, tr := range find(doc, "tr", func(n *html.Node) bool { return strings.HasPrefix(inner(n), "Inköpspolicy") }) {
		for _, td := range find(tr, "td", func(n *html.Node) bool { return strings.Contains("r-status r-oversyn", attr(n, "class")) }) {
			use := find(td, "use", nil)
			got = append(got, attr(use[0], "href")+" "+inner(td))
		}
	}
	want := []string{"#_m-in-force Gäller", "#_m-overdue Översyn försenad sedan 2022-10-15"}
	if !slices.Equal(got, want) {
		t.Errorf("the row of an overdue document has %q, want %q", got, want)
	}
	tree := parse(t, render(t, load(t), pageOf(site.KindDocument)))
	here := find(tree, "span", func(n *html.Node) bool { return attr(n, "aria-current") == "true" && n.Parent.Data == "span" })
	if len(here) != 1 || !strings.HasSuffix(inner(here[0].Parent), "Gäller, översyn försenad") {
		t.Errorf("the tree of relations does not say that an overdue document holds")
	}
	hidden, err := beside(site.Badge{Later: dueSoon.Later})
	if err != nil || !strings.HasPrefix(string(hidden), `<span class="marke" hidden data-later=`) || strings.Contains(string(hidden), "<svg") {
		t.Errorf("what is to be said later is %q (%v)", hidden, err)
	}
}

func TestLettersOfLongLists(t *testing.T) {
	long := func(letters string, each int) []site.Row {
		var rows []site.Row
		for _, l := range letters {
			for i := range each {
				rows = append(rows, site.Row{Letter: string(l), Badge: inForce, Link: site.Link{Text: fmt.Sprint(string(l), i), Href: "x"}})
			}
		}
		return rows
	}
	if got := letters(site.Table{Rows: long("AB", 5)}); got != nil {
		t.Errorf("a short list has the index %v", got)
	}
	if got := letters(site.Table{Rows: long("ABA", 20)}); got != nil {
		t.Errorf("a list in another order has the index %v", got)
	}
	if got := letters(site.Table{Rows: make([]site.Row, 50)}); got != nil {
		t.Errorf("a list without letters has the index %v", got)
	}
	rows := long("AOÅÄÖ", 10)
	var ids []string
	for _, l := range letters(site.Table{Rows: rows}) {
		ids = append(ids, l.ID)
	}
	if got, want := strings.Join(ids, " "), "_bokstav-a _bokstav-o _bokstav-e5 _bokstav-e4 _bokstav-f6"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	p := pageOf(site.KindRegister)
	p.Data.(*site.RegisterPage).Table.Rows = rows
	out := render(t, load(t), p)
	checkPage(t, p, out)
	doc := parse(t, out)
	for _, id := range ids {
		if n := find(doc, "tr", func(n *html.Node) bool { return attr(n, "id") == id }); len(n) != 1 {
			t.Errorf("no row for the letter %s", id)
		}
	}
}

func TestChart(t *testing.T) {
	h := &site.HalfYears{Items: []site.HalfYear{
		{Key: "overdue", Count: 6}, {Key: "2026-2", Count: 1}, {Key: "2027-1", Count: 3}, {Key: "2027-2"}, {Key: "later", Count: 40},
	}}
	c := halfYears(h)
	if len(c.Bars) != 4 {
		t.Fatalf("got %d bars, want 4: what has no end is in the table only", len(c.Bars))
	}
	late := c.Bars[0]
	if !late.Late || late.Y != chartTop || late.Y+late.H != chartBase || late.Hatch == "" {
		t.Errorf("got what is late as %+v, want the tallest bar, hatched", late)
	}
	if b := c.Bars[2]; b.H*2 != late.H-late.H%2 {
		t.Errorf("three is %d high beside six that is %d", b.H, late.H)
	}
	if b := c.Bars[3]; b.H != 0 || b.Count != 0 || !b.Second {
		t.Errorf("got an empty half-year as %+v", b)
	}
	if len(c.Years) != 2 || c.Years[0].Text != "2026" || c.Years[1].Text != "2027" {
		t.Errorf("got the years %v", c.Years)
	}
	for _, b := range c.Bars {
		if b.X < 0 || b.X+b.W > c.Width || b.Y < 0 || b.Label < 0 {
			t.Errorf("%+v is outside a picture %d wide", b, c.Width)
		}
	}
	if empty := halfYears(&site.HalfYears{}); len(empty.Bars) != 0 || empty.Axis != "" {
		t.Errorf("got %+v for nothing", empty)
	}
}

// A filter with many choices shows the one that is chosen and folds the rest, without a script.
func TestLongFilterIsFolded(t *testing.T) {
	p := pageOf(site.KindRegister)
	data := p.Data.(*site.RegisterPage)
	f := site.Filter{ID: "ansvarig", Label: "Ansvarig", Choices: mostChoices + 1}
	for i := range mostChoices + 1 {
		f.Items = append(f.Items, site.FilterItem{Link: site.Link{Text: "Chef", Href: "../chef/", Current: i == 3}, Count: i})
	}
	data.Filters = append(data.Filters, f)
	out := render(t, load(t), p)
	checkPage(t, p, out)
	folded := find(find(parse(t, out), "nav", class("filter"))[0], "details", nil)
	if len(folded) != 1 {
		t.Fatalf("got %d folded filters, want the one with more than %d choices", len(folded), mostChoices)
	}
	if got := inner(folded[0]); !strings.HasPrefix(got, "Välj bland 11 (Ansvarig)") || strings.Count(got, "Chef") != mostChoices+1 {
		t.Errorf("got %q", got)
	}
	if got := inner(folded[0].Parent); !strings.HasPrefix(got, "Chef 3") {
		t.Errorf("got %q, want what is chosen first", got)
	}
	f.Items, f.More = f.Items[:1], site.Link{Href: "../../#_f-ansvarig"}
	data.Filters[len(data.Filters)-1] = f
	out = render(t, load(t), p)
	checkPage(t, p, out)
	if got := string(out); strings.Count(got, "<details") != 1 || !strings.Contains(got, `<a href="../../#_f-ansvarig">Välj bland 11<span`) {
		t.Error("what is not told on the page does not lead to where it is")
	}
}

func TestLogoForDarkMode(t *testing.T) {
	logo := func(light, dark string) string {
		th, list := Load(themes.Standard(), nil, Options{Texts: i18n.MustLoad("sv"), Logo: light, LogoDark: dark})
		if len(list) > 0 {
			t.Fatal(list)
		}
		out := string(render(t, th, pageOf(site.KindStart)))
		i, j := strings.Index(out, `<a class="avs"`), strings.Index(out, "<b>")
		return out[i:j]
	}
	if got := logo("/m.svg", "/n.svg"); !strings.Contains(got, `<picture><source srcset="n.svg" media="(prefers-color-scheme: dark)"><img src="m.svg" alt=""></picture>`) {
		t.Errorf("got %s", got)
	}
	if got := logo("/m.svg", ""); strings.Contains(got, "picture") || !strings.Contains(got, `<img src="m.svg" alt="">`) {
		t.Errorf("got %s", got)
	}
	if got := logo("", "/n.svg"); !strings.Contains(got, "<svg") {
		t.Errorf("got %s, want the theme's own mark", got)
	}
}

func TestLongContents(t *testing.T) {
	p := pageOf(site.KindDocument)
	d := p.Data.(*site.DocumentPage)
	if out := string(render(t, load(t), p)); strings.Contains(out, "innehall--lang") || strings.Contains(out, `class="upp"`) {
		t.Error("a text with few headings has what only long ones need")
	}
	for range mostContents {
		d.Contents = append(d.Contents, site.Content{Text: "Mål", Href: "#mal"})
	}
	out := render(t, load(t), p)
	checkPage(t, p, out)
	if !strings.Contains(string(out), "innehall--lang") || !strings.Contains(string(out), `<a href="#_innehallslista">Till innehållsförteckningen</a>`) {
		t.Error("a long text has no way back to its contents")
	}
}

// What a collection is about comes before how many documents it has.
func TestIntroductionComesFirst(t *testing.T) {
	got := string(render(t, load(t), pageOf(site.KindCollection)))
	if about, count := strings.Index(got, "En policy talar om"), strings.Index(got, "Sju policyer, av vilka"); about < 0 || count < about {
		t.Errorf("the introduction stands at %d, the count at %d", about, count)
	}
}
