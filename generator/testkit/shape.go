package testkit

import (
	"fmt"
	"strings"
	"unicode"

	"styrdok/generator/block"
)

// Letters returns the letters and digits of a text: blanks and hyphens are the typesetter's.
func Letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}

// Shape writes a line for each block of a text, with its letters and digits: what two texts have in common that say the same in the same way.
func Shape(tree *block.Tree) []string {
	var out []string
	var walk func(blocks []block.Block, in string)
	walk = func(blocks []block.Block, in string) {
		for _, b := range blocks {
			switch b := b.(type) {
			case *block.Heading:
				out = append(out, fmt.Sprintf("h%d %s", b.Level, Letters(block.Plain(b.Spans))))
			case *block.List:
				for _, i := range b.Items {
					walk(i.Blocks, in+"item ")
				}
			case *block.Definitions:
				for _, d := range b.Items {
					for _, term := range d.Terms {
						out = append(out, in+"term "+Letters(block.Plain(term.Spans)))
					}
					for _, blocks := range d.Blocks {
						walk(blocks, in+"item ")
					}
				}
			case *block.Table:
				var head []string
				for _, c := range b.Head {
					head = append(head, Letters(block.Plain(c.Spans)))
				}
				if strings.Join(head, "") != "" {
					out = append(out, in+"row "+strings.Join(head, "|"))
				}
				for _, r := range b.Rows {
					var cells []string
					for _, c := range r.Cells {
						cells = append(cells, Letters(block.Plain(c.Spans)))
					}
					out = append(out, in+"row "+strings.Join(cells, "|"))
				}
			case *block.Quote:
				walk(b.Blocks, in)
			case *block.Foreign:
				walk(b.Blocks, in)
			case *block.Masked:
				out = append(out, in+Letters("Uppgift utelämnad, "+b.Law))
			default:
				block.Lines(b, func(spans []block.Span) { out = append(out, in+Letters(block.Plain(spans))) })
			}
		}
	}
	walk(tree.Blocks, "")
	for _, n := range tree.Notes {
		walk(n.Blocks, "note ")
	}
	return out
}
