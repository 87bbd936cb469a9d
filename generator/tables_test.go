package generator_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"styrdok/generator/html"
	"styrdok/generator/layout"
	"styrdok/generator/markdown"
	"styrdok/generator/testkit"
)

// randomTable writes a table with empty cells, rows and heads, as exports from Word have them.
func randomTable(r *rand.Rand) string {
	columns := 1 + r.IntN(4)
	row := func(empty int) string {
		line := "|"
		for range columns {
			word := [...]string{"ord", "**fet**", "12", "två ord", "`kod`"}[r.IntN(5)]
			if r.IntN(10) < empty {
				word = [...]string{" ", "\u200B", "&nbsp;"}[r.IntN(3)]
			}
			line += " " + word + " |"
		}
		return line + "\n"
	}
	degree := func() int { return [...]int{0, 3, 6, 10}[r.IntN(4)] }
	table := row(degree()) + "|" + strings.Repeat("---|", columns) + "\n"
	for range r.IntN(4) {
		table += row(degree())
	}
	if r.IntN(3) == 0 {
		table = ":::table row-headers\n" + table + ":::\n"
	}
	return table
}

// TestTablesAgree shows that page and print tell the same of every cell of a table: whether it is a
// heading, and of what.
func TestTablesAgree(t *testing.T) {
	tag := regexp.MustCompile(`<(thead|tbody|tr|th|td)( scope="(col|row)")?`)
	r := rand.New(rand.NewPCG(1, 2))
	for range 400 {
		src := randomTable(r)
		tree, _ := markdown.Parse([]byte(src), markdown.Options{File: "a.md", Language: "sv"})
		page := ""
		for _, m := range tag.FindAllStringSubmatch(string(html.Render(tree, html.Options{})), -1) {
			page += m[1] + m[3] + " "
		}
		printed, _ := testkit.Break(layout.Document{Title: "T", Tree: tree}, layout.DefaultStyle(), testkit.FixedMetrics{})
		tags := ""
		var walk func(e *layout.Element)
		walk = func(e *layout.Element) {
			switch e.Role {
			case "THead", "TBody", "TR", "TH", "TD":
				tags += strings.ToLower(e.Role) + map[string]string{"": "", "Column": "col", "Row": "row"}[e.Scope] + " "
			}
			for _, k := range e.Kids {
				if kid, ok := k.(*layout.Element); ok {
					walk(kid)
				}
			}
		}
		walk(printed.Root)
		if page != tags {
			t.Errorf("%s: the page has\n%s\nthe print\n%s", src, page, tags)
		}
		if strings.Contains(page, "thead") && !strings.Contains(page, "tbody tr") {
			t.Errorf("%s: got a head and nothing below it", src)
		}
	}
}

// TestTableHeads shows what readers are told of tables that are not as tables should be.
func TestTableHeads(t *testing.T) {
	for src, want := range map[string]string{
		"| Roll | Ansvar |\n|---|---|\n":                                      "tbody tr td td",
		"|  |  |\n|---|---|\n| Roll | Ansvar |\n":                             "tbody tr td td",
		"|  | A |\n|---|---|\n| b | c |\n":                                    "thead tr td thcol tbody tr throw td",
		":::table row-headers\n|  | A |\n|---|---|\n| b | c |\n|  | d |\n:::": "thead tr td thcol tbody tr throw td tr td td",
		":::table row-headers\n|  |  |\n|---|---|\n| b | c |\n:::":            "tbody tr throw td",
		"| A | |\n|---|---|\n| b | |\n| | |\n":                                "thead tr thcol td tbody tr td td tr td td",
		"| A |\n|---|\n| b |\n":                                               "thead tr thcol tbody tr td",
		"| | |\n|---|---|\n":                                                  "",
	} {
		tree, _ := markdown.Parse([]byte(src), markdown.Options{File: "a.md", Language: "sv"})
		var got []string
		for _, m := range regexp.MustCompile(`<(thead|tbody|tr|th|td)(?: scope="(col|row)")?`).FindAllStringSubmatch(string(html.Render(tree, html.Options{})), -1) {
			got = append(got, m[1]+m[2])
		}
		if fmt.Sprint(got) != "["+want+"]" {
			t.Errorf("%q: got %v, want [%s]", src, got, want)
		}
	}
}
