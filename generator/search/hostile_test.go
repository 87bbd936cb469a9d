package search

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/dop251/goja"
)

const evil = "</script><img src=x onerror=alert(1)>\"'\\\u2028${x}`\x00 __proto__ constructor"

// TestTextIsNeverCode puts marks of every kind into every field.
func TestTextIsNeverCode(t *testing.T) {
	doc := Document{
		URL: "policy/x/", Title: evil, Language: evil, About: evil, Date: evil, Kind: "k", Body: "b", Active: true,
		Mark: Mark{evil, evil, evil}, Summary: evil, Keywords: []string{evil, "hasOwnProperty"}, Instead: evil, Facts: []Fact{{evil, evil, true}},
		Sections: []Section{{ID: evil, Heading: evil, Text: evil + "\n" + strings.Repeat("ö", 5000)}},
	}
	index := Build([]Document{doc, {}, {Title: "\xff\xfe", Sections: []Section{{}}}}, Options{
		Kinds: []Facet{{"k", evil}}, Bodies: []Facet{{"b", evil}}, Synonyms: [][]string{{evil, "__proto__"}, {}, {""}},
	})
	for name, data := range made(t, index) {
		if bytes.ContainsAny(data, "<>\u2028\x00") || bytes.Count(data, []byte("\n")) != 1 {
			t.Errorf("%s holds what could end a script: %.200q", name, data)
		}
	}
	b := newBrowser(t, index)
	for _, q := range []string{evil, "__proto__", "constructor", "alert", `"onerror alert"`, strings.Repeat(`"a" `, 500), "\"", "“", "§", "§§§§ §", "-", "1/", strings.Repeat("ö", 9000), "\x00\x01", "\U0001f600", "\ufffd"} {
		if r := b.search(q, 10); r.Failed {
			t.Errorf("%.40q: not answered: %s", q, r.Why)
		}
	}
	r := b.search("constructor", 10)
	if len(r.Hits) != 1 || r.Hits[0].Title != tidy(evil) {
		t.Errorf("the title is not what was handed in: %+v", r.Hits)
	}
}

// TestLongQuery asks for a compound of very many parts.
func TestLongQuery(t *testing.T) {
	var words []string
	for i := 3; i < 20; i++ {
		words = append(words, strings.Repeat("ab", i), strings.Repeat("ab", i))
	}
	b := newBrowser(t, Build([]Document{{Title: strings.Join(words, " "), Active: true, Sections: []Section{{Text: strings.Repeat(strings.Repeat("ab", 2000)+" ", 20)}}}}, Options{}))
	if r := b.search(strings.Repeat(strings.Repeat("ab", 40)+" ", 3), 1); r.Failed {
		t.Error("not answered:", r.Why)
	}
}

// TestDamagedFiles shows that a file which is gone or damaged is said to be, and ends nothing.
func TestDamagedFiles(t *testing.T) {
	_, _, index := site(t)
	b := newBrowser(t, index)
	for name := range b.files {
		if strings.HasPrefix(name, "terms-") {
			delete(b.files, name)
		}
	}
	if r := b.search("loggning", 1); !r.Failed {
		t.Error("words without their file are found")
	}
	b = newBrowser(t, Index{})
	if r := b.search("loggning", 1); !r.Failed {
		t.Error("a search without an index succeeds")
	}
}

// TestEveryTextComesBack unpacks what was packed, also of a document in many pieces.
func TestEveryTextComesBack(t *testing.T) {
	var docs []Document
	for i := range 130 {
		d := Document{URL: fmt.Sprintf("d/%d/", i), Title: fmt.Sprintf("Dokument %d", i), Active: true, Summary: "Så här är det."}
		for s := range 1 + i/129*60 { // one long document
			d.Sections = append(d.Sections, Section{ID: fmt.Sprintf("s%d", s), Heading: fmt.Sprintf("%d Avsnitt", s),
				Text: strings.Repeat(fmt.Sprintf("Den som ansvarar för ärende %d ska utan dröjsmål anmäla det till nämnden, §\u00a0%d – ”åäö” 😀.\n", i*s, s), 6) + "slut"})
		}
		docs = append(docs, d)
	}
	index := Build(docs, Options{})
	b := newBrowser(t, index)
	pieces := 0
	for name := range made(t, index) {
		if strings.HasPrefix(name, "text-") {
			pieces++
		}
	}
	if pieces <= len(docs) {
		t.Fatalf("%d pieces of text", pieces)
	}
	b.search("dröjsmål", 0)
	f, _ := goja.AssertFunction(b.run(`(async counts => {
		const core = styrdokSearch.core, out = [];
		for (const [doc, texts] of counts.entries()) for (const [text, n] of texts.entries()) for (let i = 0; i < n; i++) {
			const s = (doc * 1024 + text) * 64 + i;
			await core.texts([s]);
			const p = core.piece(s), x = core.part(s);
			out.push([p.URL, p.Title, x.id, x.heading, x.text]);
		}
		return JSON.stringify(out);
	})`))
	counts := make([][]int, len(docs))
	for i, d := range docs {
		for _, sections := range storedTexts(d) {
			counts[i] = append(counts[i], len(sections))
		}
	}
	promise, err := f(goja.Undefined(), b.vm.ToValue(counts))
	if err != nil {
		t.Fatal(err)
	}
	v, err := b.await(promise)
	if err != nil {
		t.Fatal(err)
	}
	var got, want [][5]string
	if err := json.Unmarshal([]byte(v.String()), &got); err != nil {
		t.Fatal(err)
	}
	for _, d := range docs {
		want = append(want, [5]string{d.URL, d.Title, "", "", d.Summary})
		for _, s := range d.Sections {
			want = append(want, [5]string{d.URL, d.Title, s.ID, s.Heading, s.Text})
		}
	}
	if len(got) != len(want) {
		t.Fatalf("%d sections come back, want %d", len(got), len(want))
	}
	for i := range want {
		if got[i] != want[i] {
			t.Fatalf("section %d: got %.200q, want %.200q", i, got[i], want[i])
		}
	}
}

// TestNothingElseIsFound asks the public site for what it does not publish.
func TestNothingElseIsFound(t *testing.T) {
	docs, _, index := site(t)
	b := newBrowser(t, index)
	for _, hidden := range []string{"reservvatten", "kamerabevakning"} {
		for _, h := range b.search(hidden, 0).Hits {
			if strings.Contains(docs[h.Doc].URL, hidden) {
				t.Errorf("%q finds %s", hidden, docs[h.Doc].URL)
			}
		}
	}
	for _, d := range docs {
		if d.URL == "planer/krisledningsplan-2023-2026/" && (len(d.Sections) > 0 || d.Summary != "") {
			t.Error("a listed document's text is handed in")
		}
	}
}

func TestExcerpts(t *testing.T) {
	_, _, index := site(t)
	b := newBrowser(t, index)
	for query, want := range map[string]string{
		"KS 2018/412":           "Diarienummer: [KS] [2018/412]",
		"§ 139":                 "Paragraf: [§\u00a0139]",
		"inloggning i två steg": "[två] [steg]",
		"hundar":                "[Hund",
	} {
		r := b.search(query, 20)
		if len(r.Hits) == 0 || !strings.Contains(strings.ReplaceAll(r.Hits[0].Excerpt, "§ ", "§\u00a0"), want) {
			t.Errorf("%s: got %.1q…, want %q", query, fmt.Sprint(r.Hits[:min(1, len(r.Hits))]), want)
		}
	}
}
