package html_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	nethtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/tools/txtar"

	"styrdok/generator/block"
	"styrdok/generator/html"
	"styrdok/generator/markdown"
	"styrdok/generator/redline"
)

var update = flag.Bool("update", false, "rewrite the expectations in testdata")

// swedish are the words that the expectations hold.
var swedish = html.Words{
	Notes: "Noter", Note: "Not", Back: "Tillbaka till texten", BackTo: "vid not {0}",
	BackNth: "vid not {0}, ställe {1}", Table: "Tabell", TableIn: "Tabell i avsnittet {0}",
	Masked: "Uppgift utelämnad", TaskDone: "Klart", TaskOpen: "Ej klart",
	NewTable: "Ny tabell", OldTable: "Borttagen tabell", Inserted: "tillagt", Deleted: "borttaget", Moved: "flyttat",
	WasBullets: "tidigare punktlista", WasNumbered: "tidigare numrerad lista", WasLabel: "tidigare {0}",
	Away: "flyttat härifrån", MovedFrom: "flyttat från {0}", AwayTo: "flyttat till {0}", Numbered: "avsnitt {0}", Titled: "avsnittet {0}", Paragraph: "nytt stycke", Item: "ny punkt",
	Changes: html.ChangeWords{
		Changed: "Ändrat", Inserted: "Nytt avsnitt", Deleted: "Borttaget avsnitt", Moved: "Flyttat", Edited: "Flyttat och ändrat", Away: "Flyttat härifrån", MovedFrom: "Flyttat från {0}", EditedFrom: "Flyttat från {0} och ändrat", AwayTo: "Flyttat till {0}",
		Unchanged: "{0}: oförändrat.", Read: "Läs avsnittet {0}", Opening: "Inledningen",
	},
}

func read(src string) *block.Tree {
	tree, _ := markdown.Parse([]byte(src), markdown.Options{File: "a.md", Language: "sv", Numbered: true, Mask: true})
	return tree
}

// TestRender compares output with testdata/*.txtar, and every output with what a parser of HTML
// makes of it.
func TestRender(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("got no test files: %v", err)
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			opt := html.Options{Words: swedish}
			if bytes.Contains(a.Comment, []byte("functions")) {
				opt.IDPrefix, opt.Permalinks = "b-", true
				opt.Link = func(l *block.Link) html.Href {
					switch {
					case strings.HasSuffix(l.Dest, ".md"):
						return html.Href{URL: strings.TrimSuffix(l.Dest, ".md") + "/", Class: "dokument"}
					case strings.HasPrefix(l.Dest, "http"):
						return html.Href{URL: "javascript:alert(1)"}
					}
					return html.Href{}
				}
				opt.Image = func(i *block.Image) html.Picture {
					if i.Src == "saknas.png" {
						return html.Picture{}
					}
					return html.Picture{URL: "bilder/" + i.Src, Width: 640, Height: 480}
				}
			}
			var got, want []byte
			for _, f := range a.Files {
				switch f.Name {
				case "in.md":
					got = html.Render(read(string(f.Data)), opt)
				case "out.html":
					want = f.Data
				}
			}
			if problem := invalid(got); problem != "" {
				t.Errorf("got invalid HTML: %s", problem)
			}
			if *update {
				a.Files = []txtar.File{a.Files[0], {Name: "out.html", Data: got}}
				if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if !bytes.Equal(got, want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// allowed are the tags and attributes that this package writes.
var allowed = map[string]string{
	"h1": "id", "h2": "id", "h3": "id", "h4": "id", "h5": "id", "h6": "id", "p": "class id", "span": "id class lang aria-hidden dir",
	"a": "href class title id aria-label aria-hidden tabindex type", "ul": "", "ol": "type class start", "li": "id class value", "dl": "", "dt": "", "dd": "",
	"div": "class role aria-label aria-labelledby tabindex lang dir", "table": "aria-label aria-labelledby", "time": "datetime", "thead": "", "tbody": "",
	"tr": "", "th": "scope class", "td": "class", "blockquote": "", "pre": "tabindex", "code": "class", "figure": "",
	"figcaption": "", "img": "src srcset sizes alt width height loading decoding", "hr": "", "em": "", "strong": "", "s": "", "br": "",
	"sup": "", "sub": "", "section": "class", "ins": "role", "del": "role",
	"svg": "class viewBox viewbox aria-hidden focusable", "path": "d stroke stroke-width fill",
}

// invalid returns what is wrong with a fragment, or "": every tag must be allowed and properly nested, IDs
// must be unique and references to them resolve, and a parser must build the tree that the tags suggest.
func invalid(b []byte) string {
	z := nethtml.NewTokenizer(bytes.NewReader(b))
	var open []string
	ids := map[string]bool{}
	var wanted []string
	var flat strings.Builder
	for {
		kind := z.Next()
		if kind == nethtml.ErrorToken {
			break
		}
		token := z.Token()
		switch kind {
		case nethtml.CommentToken, nethtml.DoctypeToken:
			return "comment or doctype " + token.Data
		case nethtml.TextToken:
			continue
		case nethtml.EndTagToken:
			if len(open) == 0 || open[len(open)-1] != token.Data {
				return "end of " + token.Data + " where open is " + strings.Join(open, " ")
			}
			open = open[:len(open)-1]
			flat.WriteString("/" + token.Data + " ")
			continue
		}
		attributes, ok := allowed[token.Data]
		if !ok {
			return "tag " + token.Data
		}
		flat.WriteString(token.Data + " ")
		hasAlt := false
		for _, a := range token.Attr {
			if !strings.Contains(" "+attributes+" ", " "+a.Key+" ") {
				return "attribute " + a.Key + " of " + token.Data
			}
			switch a.Key {
			case "id":
				if ids[a.Val] || a.Val == "" {
					return "ID twice or empty: " + a.Val
				}
				ids[a.Val] = true
			case "aria-labelledby":
				wanted = append(wanted, a.Val)
			case "href", "src":
				scheme, _, found := strings.Cut(a.Val, ":")
				if found && !strings.ContainsAny(scheme, "/?#") && !strings.Contains(" http https mailto tel ", " "+strings.ToLower(scheme)+" ") {
					return "address " + a.Val
				}
			case "alt":
				hasAlt = true
			}
		}
		if token.Data == "img" && !hasAlt {
			return "img without alt"
		}
		switch token.Data {
		case "img", "br", "hr":
		case "path":
			if kind != nethtml.SelfClosingTagToken {
				open = append(open, token.Data)
			}
		default:
			if token.Data == "a" && strings.Contains(" "+strings.Join(open, " ")+" ", " a ") {
				return "link within a link"
			}
			open = append(open, token.Data)
		}
	}
	if len(open) > 0 {
		return "never closed: " + strings.Join(open, " ")
	}
	for _, id := range wanted {
		if !ids[id] {
			return "no part with ID " + id
		}
	}
	body := &nethtml.Node{Type: nethtml.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := nethtml.ParseFragment(bytes.NewReader(b), body)
	if err != nil {
		return err.Error()
	}
	var tree strings.Builder
	var visit func(*nethtml.Node)
	visit = func(n *nethtml.Node) {
		if n.Type == nethtml.ElementNode {
			tree.WriteString(n.Data + " ")
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			visit(c)
		}
		if n.Type == nethtml.ElementNode && !strings.Contains(" img br hr path ", " "+n.Data+" ") {
			tree.WriteString("/" + n.Data + " ")
		}
	}
	for _, n := range nodes {
		visit(n)
	}
	if tree.String() != flat.String() {
		return "a parser reads it differently: " + tree.String() + " instead of " + flat.String()
	}
	return ""
}

// TestTextCannotBecomeCode puts hostile characters everywhere that a text can have any.
func TestTextCannotBecomeCode(t *testing.T) {
	evil := "\"'><script>alert(1)</script>&amp;<!-- \x00\x1b\uFFFE"
	line := func() []block.Span { return []block.Span{&block.Text{Text: evil}} }
	note := &block.Note{Number: 1, ID: "a", References: 2, Blocks: []block.Block{&block.Paragraph{Spans: line()}}}
	var words html.Words
	fillWords(reflect.ValueOf(&words).Elem(), evil)
	tree := &block.Tree{
		Blocks: []block.Block{
			&block.Heading{Level: 2, ID: "a", Number: evil, Spans: line(), Change: block.Moved},
			&block.Paragraph{Spans: []block.Span{
				&block.Link{Dest: evil, Title: evil, Spans: line()},
				&block.Link{Dest: "javascript:alert(1)", Spans: line()},
				&block.Link{Dest: "java\nscript:alert(1)", Spans: line()},
				&block.Link{Dest: " javascript:alert(1)", Spans: line()},
				&block.Image{Src: evil, Alt: evil}, &block.CodeSpan{Text: evil},
				&block.ForeignSpan{Lang: evil, Spans: line()}, &block.NoteRef{Note: note, Index: 1}, &block.NoteRef{Note: note, Index: 2},
				&block.ChangeSpan{Change: block.Inserted, Spans: line()}, &block.ChangeSpan{Change: block.Deleted, Spans: line()},
			}},
			&block.Code{Language: evil, Text: evil}, &block.Masked{Law: evil},
			&block.Foreign{Lang: evil, Blocks: []block.Block{&block.Paragraph{Spans: line(), Change: block.Deleted}}},
			&block.Figure{Image: &block.Image{Src: "a.png", Alt: evil}, Caption: line()},
			&block.Table{Head: []*block.Cell{{Spans: line()}}, Rows: []*block.Row{{Cells: []*block.Cell{{Spans: line()}}}}},
			&block.List{Items: []*block.Item{{Task: block.DoneTask, Blocks: []block.Block{&block.Paragraph{Spans: line()}}}}},
		},
		Notes: []*block.Note{note},
	}
	opt := html.Options{
		Words: words, Permalinks: true,
		Link: func(l *block.Link) html.Href {
			return html.Href{URL: l.Dest, Class: evil, Type: evil, Note: evil}
		},
		Image: func(i *block.Image) html.Picture { return html.Picture{URL: i.Src, Srcset: evil, Sizes: evil} },
	}
	for name, got := range map[string][]byte{
		"text": html.Render(tree, opt), "changes": html.RenderChanges(tree, "x/", opt),
	} {
		if problem := invalid(got); problem != "" {
			t.Errorf("%s: %s\n%s", name, problem, got)
		}
		if bytes.ContainsAny(got, "\x00\x1b") {
			t.Errorf("%s: got control characters", name)
		}
	}
}

func fillWords(v reflect.Value, s string) {
	for i := range v.NumField() {
		switch f := v.Field(i); f.Kind() {
		case reflect.String:
			f.SetString(s)
		case reflect.Map:
			f.Set(reflect.ValueOf(map[rune]string{',': s}))
		default:
			fillWords(f, s)
		}
	}
}

// TestMovedText labels a text that has moved, in its new and its former place, once for each section,
// block, item and row.
func TestMovedText(t *testing.T) {
	old := read("## Syfte\n\nPolicyn gäller alla nämnder i kommunen.\n\n## Ansvar\n\nChefen leder arbetet och följer upp det varje år.\n\n" +
		"## Drift\n\n- första punkten i listan\n- andra punkten i den\n- tredje punkten av alla\n\n" +
		"| a | b |\n| - | - |\n| ett | två |\n| tre | fyra |\n| fem sex sju | åtta nio |\n")
	now := read("## Ansvar\n\nChefen leder arbetet och följer upp det två gånger varje år.\n\n## Syfte\n\nPolicyn gäller alla nämnder i kommunen.\n\n" +
		"## Drift\n\n- tredje punkten av alla\n- första punkten i listan\n- andra punkten i den\n\n" +
		"| a | b |\n| - | - |\n| fem sex sju | åtta nio |\n| ett | två |\n| tre | fyra |\n")
	tree, _ := redline.Compare(old, now, redline.Options{})
	got := string(html.RenderChanges(tree, "../", html.Options{Words: swedish}))
	if problem := invalid([]byte(got)); problem != "" {
		t.Error(problem)
	}
	for want, n := range map[string]int{
		"</svg>Flyttat från avsnitt 1</p>": 1, "</svg>Flyttat till avsnitt 2</p>": 1, "</svg>Borttaget avsnitt</p>": 0,
		`<p><span class="flyttat svag">[flyttat härifrån]</span> <del role="none">`:                             0, // its heading says so
		`<li><span class="flyttat svag">[flyttat]</span> tredje punkten`:                                        1,
		`<li><span class="flyttat svag">[flyttat härifrån]</span> <del role="none">`:                            1,
		`<th scope="row" class="vanlig"><span class="flyttat svag">[flyttat]</span> fem sex sju</th>`:           1,
		`<th scope="row" class="vanlig"><span class="flyttat svag">[flyttat härifrån]</span> <del role="none">`: 1,
	} {
		if strings.Count(got, want) != n {
			t.Errorf("got %d times, want %d times: %s\n%s", strings.Count(got, want), n, want, got)
		}
	}
}

// TestHeardTables has the first column for heads of rows where its words can be, without showing it, and a dash that stands alone
// in words.
func TestHeardTables(t *testing.T) {
	words := swedish
	words.Signs = map[rune]string{'–': "tankstreck"}
	cells := func(texts ...string) (out []*block.Cell) {
		for _, s := range texts {
			out = append(out, &block.Cell{Spans: []block.Span{&block.Text{Text: s}}})
		}
		return out
	}
	got := string(html.RenderBlocks([]block.Block{&block.Table{
		Head: cells("Fråga", "Storm", "Snö"), Rows: []*block.Row{{Cells: cells("Vem ser det?", "Alla", "–")}, {Cells: cells("När?", "Genast", "Sent – om alls")}},
	}}, html.Options{Words: words}))
	for _, want := range []string{
		`<th scope="row" class="vanlig">Vem ser det?</th>`, `<td><span aria-hidden="true">–</span><span class="dold">tankstreck</span></td>`, `<td>Sent – om alls</td>`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("got\n%s\nwant in it %s", got, want)
		}
	}
}

// TestListOfOtherKind says of a list that it had dashes before, and keeps its items.
func TestListOfOtherKind(t *testing.T) {
	tree, _ := redline.Compare(read("## Steg\n\n- Anmäl händelsen.\n- Vänta.\n- Skriv en rapport.\n"), read("## Steg\n\n1. Anmäl händelsen.\n2. Skriv en rapport.\n"), redline.Options{})
	got := string(html.RenderChanges(tree, "", html.Options{Words: swedish}))
	want := "<ol>\n<li><span class=\"flyttat svag\">[tidigare punktlista]</span> Anmäl händelsen.</li>\n<li class=\"streckat\"><del role=\"none\">" +
		"<span class=\"dold\">[borttaget:&nbsp;</span>Vänta.<span class=\"hake\">]</span></del></li>\n<li value=\"2\">Skriv en rapport.</li>\n</ol>"
	if !strings.Contains(got, want) {
		t.Errorf("got %s\nwant in it %s", got, want)
	}
}

// TestParagraphMarks shows words where a paragraph or an item has been parted or joined, and parts the
// text there.
func TestParagraphMarks(t *testing.T) {
	text := func(s string) *block.Text { return &block.Text{Text: s} }
	space := []block.Span{text(" ")}
	tree := &block.Tree{Blocks: []block.Block{
		&block.Paragraph{Change: block.Changed, Spans: []block.Span{
			text("En."), &block.ParagraphMark{Change: block.Inserted, Spans: space}, text("Två."),
			&block.ParagraphMark{Change: block.Deleted, Spans: space}, text("Tre."),
		}},
		&block.List{Tight: true, Change: block.Changed, Items: []*block.Item{
			{Change: block.Changed, Blocks: []block.Block{&block.Paragraph{Change: block.Changed, Spans: []block.Span{
				text("a"), &block.ParagraphMark{Change: block.Deleted, Item: true, Spans: space}, text("b"),
			}}}},
		}},
	}}
	got := html.Render(tree, html.Options{Words: swedish})
	if problem := invalid(got); problem != "" {
		t.Error(problem)
	}
	mark := func(name, word, what string) string {
		return ` <span class="styckemarke"><` + name + ` role="none"><span class="dold">[` + word + `:&nbsp;</span><span aria-hidden="true">¶ </span>` + what +
			`<span class="hake">]</span></` + name + `></span>`
	}
	want := "<p>En." + mark("ins", "tillagt", "nytt stycke") + "</p>\n<p>Två." + mark("del", "borttaget", "nytt stycke") + "</p>\n<p>Tre.</p>\n" +
		"<ul>\n<li>a" + mark("del", "borttaget", "ny punkt") + "<br>\nb</li>\n</ul>\n"
	if string(got) != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	if c, _ := block.ChangeIn(tree.Blocks[0]); c != block.Changed {
		t.Errorf("got change %d for a parted paragraph, want it to be changed", c)
	}
}

func TestChanges(t *testing.T) {
	text := func(s string) *block.Text { return &block.Text{Text: s} }
	tree := &block.Tree{Blocks: []block.Block{
		&block.Heading{Level: 2, ID: "syfte", Number: "1", Spans: []block.Span{text("Syfte")}},
		&block.Paragraph{Spans: []block.Span{text("Samma.")}},
		&block.Heading{Level: 2, ID: "mal", Number: "2", Spans: []block.Span{text("Mål")}},
		&block.Paragraph{Change: block.Changed, Spans: []block.Span{
			text("En "), &block.ChangeSpan{Change: block.Deleted, Spans: []block.Span{text("gammal")}}, text(" "),
			&block.ChangeSpan{Change: block.Inserted, Spans: []block.Span{text("ny")}}, text(" text."),
		}},
		&block.List{Tight: true, Items: []*block.Item{
			{Blocks: []block.Block{&block.Paragraph{Spans: []block.Span{text("kvar")}}}},
			{Change: block.Inserted, Blocks: []block.Block{&block.Paragraph{Spans: []block.Span{text("ny punkt")}}}},
		}},
		&block.Heading{Level: 2, ID: "drift", Number: "6", Change: block.Deleted, Spans: []block.Span{text("Drift")}},
		&block.Paragraph{Change: block.Deleted, Spans: []block.Span{text("Borta.")}},
		&block.Heading{Level: 2, ID: "nytt", Change: block.Inserted, Spans: []block.Span{text("Nytt")}},
		&block.Table{Change: block.Inserted, Head: []*block.Cell{{Spans: []block.Span{text("a")}}}, Rows: []*block.Row{{Cells: []*block.Cell{{Spans: []block.Span{text("b")}}}}}},
		&block.Heading{Level: 2, ID: "flytt", Change: block.Moved, Spans: []block.Span{text("Flytt")}},
	}}
	got := html.RenderChanges(tree, "../", html.Options{Words: swedish})
	if problem := invalid(got); problem != "" {
		t.Error(problem)
	}
	for _, want := range []string{
		`<p class="lika" id="syfte">1 Syfte: oförändrat. <a href="../#syfte">Läs avsnittet Syfte</a></p>`,
		`<h2 id="mal"><span class="nr">2</span> Mål</h2>` + "\n" + `<p class="avsnittsmarke">`,
		`En <del role="none"><span class="dold">[borttaget:&nbsp;</span>gammal<span class="hake">]</span></del> <ins role="none"><span class="dold">[tillagt:&nbsp;</span>ny<span class="hake">]</span></ins> text.`,
		`<li><ins role="none"><span class="dold">[tillagt:&nbsp;</span>ny punkt<span class="hake">]</span></ins></li>`,
		`<div class="andrat andrat--bort">`, `</svg>Borttaget avsnitt</p>`,
		`<h2 id="drift"><del role="none"><span class="dold">[borttaget:&nbsp;</span><span class="nr">6 </span>Drift<span class="hake">]</span></del></h2>`,
		`<p><del>Borta.</del></p>`, // told with its section
		`<div class="andrat andrat--ny">`, `<th scope="col"><ins role="none">a`,
		`<h2 id="flytt">Flytt</h2>`,
	} {
		if !bytes.Contains(got, []byte(want)) {
			t.Errorf("got\n%s\nwant in it %s", got, want)
		}
	}
	if bytes.Contains(got, []byte("Samma.")) {
		t.Error("got the text of an unchanged section")
	}
}

// TestNewTable tells of a new table in its caption, and not in every cell. Of a new row it tells in every cell, since they are also heard one by one.
func TestNewTable(t *testing.T) {
	cells := func(texts ...string) (out []*block.Cell) {
		for _, s := range texts {
			out = append(out, &block.Cell{Spans: []block.Span{&block.Text{Text: s}}})
		}
		return out
	}
	whole := &block.Table{
		Change: block.Inserted, Number: 2, Caption: []block.Span{&block.Text{Text: "Skador"}}, RowHeaders: true,
		Head: cells("Skada", "Timmar"), Rows: []*block.Row{{Cells: cells("Stor", "8")}},
	}
	row := &block.Table{
		Change: block.Changed, RowHeaders: true, Head: cells("Skada", "Timmar"),
		Rows: []*block.Row{{Change: block.Deleted, Cells: cells("Stor", "8")}, {Cells: cells("Liten", "48")}},
	}
	bare := &block.Table{Change: block.Deleted, Head: cells("a", "b"), Rows: []*block.Row{{Cells: cells("c", "d")}}}
	got := string(html.RenderBlocks([]block.Block{whole, row, bare}, html.Options{Words: swedish}))
	if problem := invalid([]byte(got)); problem != "" {
		t.Error(problem)
	}
	for _, want := range []string{
		`<p class="tabellrubrik" id="_tab-2"><span class="dold">Ny tabell.&nbsp;</span>Tabell 2. <ins role="none">Skador</ins></p>` + "\n" +
			`<div class="rulla" role="group" aria-labelledby="_tab-2" tabindex="0">` + "\n" + `<table aria-labelledby="_tab-2">`, // where it does not scroll
		`<tr><th scope="row"><ins role="none">Stor</ins></th><td class="h"><ins role="none">8</ins></td></tr>`,
		`<tr><th scope="row"><del role="none"><span class="dold">[borttaget:&nbsp;</span>Stor<span class="hake">]</span></del></th><td class="h"><del role="none"><span class="dold">[borttaget:&nbsp;</span>8<span class="hake">]</span></del></td></tr>`,
		`aria-label="Borttagen tabell: Tabell (2)"`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("got\n%s\nwant in it %s", got, want)
		}
	}
}

// FuzzRender shows that no text becomes a tag or an attribute that this package does not write.
func FuzzRender(f *testing.F) {
	files, _ := filepath.Glob("../markdown/testdata/*.txtar")
	own, _ := filepath.Glob("testdata/*.txtar")
	for _, name := range append(files, own...) {
		if a, err := txtar.ParseFile(name); err == nil {
			f.Add(string(a.Files[0].Data))
		}
	}
	f.Add("<b onclick=x>[a](javascript:x \"\\\"><i>\") ![a\"b](c\" onerror=d)")
	f.Fuzz(func(t *testing.T, src string) {
		got := html.Render(read(src), html.Options{Words: swedish, Permalinks: true})
		if problem := invalid(got); problem != "" {
			t.Errorf("%q: %s\n%s", src, problem, got)
		}
	})
}

func BenchmarkRender(b *testing.B) {
	src, err := os.ReadFile("../markdown/testdata/long.md")
	if err != nil {
		b.Fatal(err)
	}
	tree := read(string(src))
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		html.Render(tree, html.Options{Words: swedish})
	}
}

// TestEmbeddedImages accepts data URLs of images from the function that resolves images, and never from the
// text.
func TestEmbeddedImages(t *testing.T) {
	for src, want := range map[string]bool{
		"data:image/png;base64,iVBORw0KGgo=":      true,
		"data:image/svg+xml;base64,PHN2Zy8+":      true,
		"data:image/svg+xml,<svg/>":               false,
		"data:text/html;base64,PHNjcmlwdD4=":      false,
		"data:image/png;base64,a\" onerror=\"x":   false,
		"data:image/png;charset=x;base64,iVBORw=": false,
	} {
		image := &block.Image{Src: "a.png", Alt: "En bild"}
		tree := &block.Tree{Blocks: []block.Block{&block.Figure{Image: image}}}
		got := html.Render(tree, html.Options{Image: func(*block.Image) html.Picture { return html.Picture{URL: src} }})
		if shown := bytes.Contains(got, []byte(`<img src="data:image/`)); shown != want {
			t.Errorf("%s from the function: got %s", src, got)
		}
		image.Src = src
		if got := html.Render(tree, html.Options{}); bytes.Contains(got, []byte("<img")) {
			t.Errorf("%s from the text: got %s", src, got)
		}
	}
}

// TestFileNote shows that a link to a file gives format and size once, whether the author does or not.
func TestFileNote(t *testing.T) {
	const note = "pdf,\u00A035\u00A0kB"
	for src, want := range map[string]bool{
		"[blanketten](b.pdf)": true, "[blanketten](b.pdf) (ny)": true, "[blankett (ny)](b.pdf)": true, "**[b](b.pdf)**": true,
		"[blanketten (pdf)](b.pdf)": false, "[blanketten (PDF, 35 kB)](b.pdf).": false, "[blanketten](b.pdf) (pdf, 1,2 MB)": false, "[b (40 kB)](b.pdf)": false,
	} {
		got := string(html.Render(read(src), html.Options{Link: func(*block.Link) html.Href {
			return html.Href{URL: "b.pdf", Type: "application/pdf", Note: note}
		}}))
		if strings.Contains(got, "\u00A0("+note+")</a>") != want || !strings.Contains(got, ` type="application/pdf">`) {
			t.Errorf("%s: got %s", src, got)
		}
	}
}

// TestListsThatHadLetters gives the former letter of deleted and kept items of a list that has numbers now.
func TestListsThatHadLetters(t *testing.T) {
	item := func(number int, c block.Change, s string) *block.Item {
		return &block.Item{Number: number, Change: c, Blocks: []block.Block{&block.Paragraph{Spans: []block.Span{&block.Text{Text: s}}}}}
	}
	list := &block.List{
		Numbering: block.Decimal, Tight: true, Change: block.Changed, Was: &block.List{Numbering: block.LowerAlpha, Delimiter: block.Parenthesis},
		Items: []*block.Item{item(1, block.Changed, "ett"), item(2, block.Deleted, "två"), item(2, block.Inserted, "tre")},
	}
	got := string(html.RenderBlocks([]block.Block{list}, html.Options{Words: swedish}))
	want := `<ol>
<li><span class="flyttat svag">[tidigare a)]</span> ett</li>
<li class="streckat"><span class="flyttat svag">[tidigare b)]</span> <del role="none"><span class="dold">[borttaget:&nbsp;</span>två<span class="hake">]</span></del></li>
<li value="2"><ins role="none"><span class="dold">[tillagt:&nbsp;</span>tre<span class="hake">]</span></ins></li>
</ol>
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestSignsAreNamed names a punctuation mark that is all that has changed, since screen readers pass over it.
func TestSignsAreNamed(t *testing.T) {
	words := swedish
	words.Signs = map[rune]string{',': "kommatecken", '.': "punkt"}
	change := func(s string) block.Span {
		return &block.ChangeSpan{Change: block.Inserted, Spans: []block.Span{&block.Text{Text: s}}}
	}
	p := &block.Paragraph{Change: block.Changed, Spans: []block.Span{&block.Text{Text: "papper"}, change(","), change(" ord,")}}
	got := string(html.RenderBlocks([]block.Block{p}, html.Options{Words: words}))
	want := `<p>papper<ins role="none"><span aria-hidden="true">,</span><span class="dold">[tillagt: kommatecken]</span></ins> ` +
		`<ins role="none"><span class="dold">[tillagt:&nbsp;</span>ord,<span class="hake">]</span></ins></p>` + "\n"
	if got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

// TestSignsStayWithTheirWord keeps signs that a change begins with before the hidden words, which a line may end after.
func TestSignsStayWithTheirWord(t *testing.T) {
	p := &block.Paragraph{Change: block.Changed, Spans: []block.Span{
		&block.Text{Text: "bruk"}, &block.ChangeSpan{Change: block.Inserted, Spans: []block.Span{&block.Text{Text: ", och sedan"}}}, &block.Text{Text: "."},
	}}
	got := string(html.RenderBlocks([]block.Block{p}, html.Options{Words: swedish}))
	want := `<p>bruk<ins role="none">, <span class="dold">[tillagt:&nbsp;</span>och sedan<span class="hake">]</span></ins>.</p>` + "\n"
	if got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

// TestCaptionIsLast shows that nothing follows the caption of a figure, which HTML wants first or last in it.
func TestCaptionIsLast(t *testing.T) {
	image := &block.Image{Src: "a.png", Alt: "Karta"}
	opt := html.Options{Image: func(i *block.Image) html.Picture { return html.Picture{URL: i.Src, Width: 800, Height: 400} }}
	opt.Words.Larger = "Visa bilden större"
	for _, caption := range [][]block.Span{nil, {&block.Text{Text: "Badplatser"}}} {
		tree := &block.Tree{Blocks: []block.Block{&block.Figure{Image: image, Caption: caption}}}
		got := string(html.Render(tree, opt))
		if !strings.Contains(got, "Visa bilden större") || len(caption) > 0 && !strings.Contains(got, "</figcaption></figure>") {
			t.Errorf("got %s", got)
		}
	}
}

// TestTogether finds what no line is to end in, and nothing else.
func TestTogether(t *testing.T) {
	for text, want := range map[string]string{
		"27 kap. 4–6 §§": "4–6", "it-säkerhet": "it-säkerhet", "(e-tjänster)": "e-tjänster", "mot it-system.": "it-system", "it-systemförvaltningsorganisation": "", "vd-": "", "upp-och-ner": "", "och/eller": "",
		"2019-03-25": "", "Senast – om alls": "", "A4-ark": "", "in- och utlån": "", "20–": "",
	} {
		first, last := html.Together(text)
		if got := text[first:last]; got != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}
