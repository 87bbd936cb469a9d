package site

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the expectations in testdata")

// dump writes a plan as text: every page with its data, then the rest of the site.
func dump(s *Site) string {
	var b strings.Builder
	for _, pg := range s.Pages {
		fmt.Fprintf(&b, "== %s %s\n", pg.Kind, pg.URL)
		fmt.Fprintf(&b, "title: %s\nhead: %s\ndescription: %s\n", pg.Title, pg.HeadTitle, pg.Description)
		fmt.Fprintf(&b, "canonical: %s noindex=%t older=%t updated=%s section=%s\n", pg.Canonical, pg.NoIndex, pg.Older, pg.Updated.ISO, pg.Section)
		dumpValue(&b, "crumbs", reflect.ValueOf(pg.Crumbs), 0)
		if pg.Text != nil {
			fmt.Fprintf(&b, "text: %s\n", pg.Text.File)
		}
		dumpValue(&b, "data", reflect.ValueOf(pg.Data), 0)
		b.WriteByte('\n')
	}
	b.WriteString("== frame of the start page\n")
	dumpValue(&b, "navigation", reflect.ValueOf(s.NavLinks(s.Pages[0])), 0)
	dumpValue(&b, "footer", reflect.ValueOf(s.FooterOf(s.Pages[0])), 0)
	b.WriteString("\n== redirects\n")
	for _, r := range s.Redirects {
		fmt.Fprintf(&b, "%s -> %s %s\n", r.URL, r.Data.(*ForwardPage).To.Href, r.Canonical)
	}
	b.WriteString("\n== files\n")
	for _, f := range s.Files {
		fmt.Fprintf(&b, "%s -> %s\n", f.Source, f.Target)
	}
	b.WriteString("\n== prints\n")
	for _, p := range s.AllPrints() {
		fmt.Fprintf(&b, "%s page=%s head=%q foot=%q status=%q\n", p.Address, p.Page.URL, p.Head, p.Foot, p.Status)
		dumpValue(&b, "facts", reflect.ValueOf(p.Facts), 1)
	}
	fmt.Fprintf(&b, "\n== sitemap.xml\n%s\n== robots.txt\n%s", s.Sitemap, s.Robots)
	return strings.ReplaceAll(b.String(), nbsp, "~")
}

// dumpValue writes what is not empty of a value, sentences with their dates, links and stress.
func dumpValue(b *strings.Builder, name string, v reflect.Value, depth int) {
	pad := strings.Repeat("  ", depth)
	switch x := v.Interface().(type) {
	case Sentence:
		if len(x) > 0 {
			fmt.Fprintf(b, "%s%s: %s\n", pad, name, marked(x))
		}
		return
	case Part:
		if x != (Part{}) {
			fmt.Fprintf(b, "%s%s: %s\n", pad, name, marked(Sentence{x}))
		}
		return
	case Link:
		if x != (Link{}) {
			current := ""
			if x.Current {
				current = " (current)"
			}
			fmt.Fprintf(b, "%s%s: [%s](%s)%s\n", pad, name, x.Text, x.Href, current)
		}
		return
	case Fact:
		fmt.Fprintf(b, "%s%s %s: %s\n", pad, x.Key, x.Label, marked(x.Value))
		return
	case Download:
		fmt.Fprintf(b, "%s%s: [%s](%s)\n", pad, name, x.Text, x.Href)
		return
	case Badge:
		fmt.Fprintf(b, "%s%s: %s %s", pad, name, x.Mark, x.Text)
		for _, l := range x.Later {
			fmt.Fprintf(b, "; from %s %s %s", l.From, l.Mark, l.Text)
		}
		b.WriteByte('\n')
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			dumpValue(b, name, v.Elem(), depth)
		}
	case reflect.Slice:
		if v.Len() == 0 {
			return
		}
		fmt.Fprintf(b, "%s%s:\n", pad, name)
		for i := range v.Len() {
			dumpValue(b, "-", v.Index(i), depth+1)
		}
	case reflect.Struct:
		fmt.Fprintf(b, "%s%s:\n", pad, name)
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				dumpValue(b, f.Name, v.Field(i), depth+1)
			}
		}
	default:
		if !v.IsZero() {
			fmt.Fprintf(b, "%s%s: %v\n", pad, name, v.Interface())
		}
	}
}

func marked(s Sentence) string {
	var b strings.Builder
	for _, p := range s {
		text := p.Text
		if p.ISO != "" && p.ISO != p.Text {
			text = "<" + p.ISO + " " + text + ">"
		} else if p.ISO != "" {
			text = "<" + text + ">"
		}
		if p.Href != "" {
			text = "[" + text + "](" + p.Href + ")"
		}
		if p.Strong {
			text = "*" + text + "*"
		}
		b.WriteString(text)
	}
	return b.String()
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got == string(want) {
		return
	}
	g, w := strings.Split(got, "\n"), strings.Split(string(want), "\n")
	for i := range max(len(g), len(w)) {
		a, b := "", ""
		if i < len(g) {
			a = g[i]
		}
		if i < len(w) {
			b = w[i]
		}
		if a != b {
			t.Fatalf("%s:%d: got %q, want %q (-update rewrites)", path, i+1, a, b)
		}
	}
}

// dumpPrints writes what the prints of a plan say.
func dumpPrints(s *Site) string {
	var b strings.Builder
	for _, p := range s.AllPrints() {
		fmt.Fprintf(&b, "%s %s %s %s %q\n", p.Address, p.Title, p.Head, p.Foot, marked(p.Status))
		dumpValue(&b, "facts", reflect.ValueOf(p.Facts), 0)
	}
	return b.String()
}
