package text_test

import (
	"os"
	"strings"
	"testing"

	"styrdok/generator/block"
	"styrdok/generator/i18n"
	"styrdok/generator/markdown"
	"styrdok/generator/redline"
	"styrdok/generator/redline/text"
	"styrdok/generator/testkit"
)

func TestMain(m *testing.M) { os.Exit(testkit.Run(m)) }

func read(t *testing.T, s string) *block.Tree {
	t.Helper()
	tree, diags := markdown.Parse([]byte(s), markdown.Options{File: "x.md", Language: "sv"})
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	return tree
}

const every = `## Rubrik

Stycke med *kursiv*, **fet**, ~~struken~~, ^upp^, ~ner~, ` + "`kod`" + ` och [länk](a.md).[^1]

- punkt
- annan

1. ett

begrepp
: betydelse

| kolumn | värde |
| ------ | ----- |
| cell   | siffra |

> citat

` + "```" + `
program
` + "```" + `

***

[^1]: not
`

// TestWords shows that no word is lost, whatever block it is in, added or unchanged.
func TestWords(t *testing.T) {
	for _, old := range []string{"", every} {
		tree, _ := redline.Compare(read(t, old), read(t, every), redline.Options{})
		tree.Blocks = append(tree.Blocks, &block.PageBreak{}, &block.Masked{Law: "lagrum"},
			&block.Foreign{Lang: "en", Blocks: []block.Block{&block.Paragraph{Spans: []block.Span{&block.Text{Text: "utrikes"}}}}},
			&block.Figure{Image: &block.Image{Alt: "bild"}, Caption: []block.Span{&block.Text{Text: "bildtext"}}})
		got := text.Write(text.Difference{Title: "T", Tree: tree}, text.Options{Whole: true}, i18n.MustLoad("sv"))
		for _, w := range strings.Fields("Rubrik Stycke kursiv fet struken upp ner kod länk punkt annan ett begrepp betydelse kolumn värde cell siffra citat program lagrum utrikes bild bildtext not") {
			if !strings.Contains(got, w) {
				t.Errorf("no %q in\n%s", w, got)
			}
		}
	}
}

// TestSigns keeps what a text itself has between signs.
func TestSigns(t *testing.T) {
	tree, _ := redline.Compare(read(t, ""), read(t, "Skriv [-x-] och {+y+} i svaret.\n"), redline.Options{})
	got := text.Block(tree.Blocks[len(tree.Blocks)-1], i18n.MustLoad("sv"))
	if want := "{+Skriv [-x-] och {+y+} i svaret.+}"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
