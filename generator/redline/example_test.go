package redline_test

import (
	"fmt"

	"styrdok/generator/block"
	"styrdok/generator/markdown"
	"styrdok/generator/redline"
)

func ExampleCompare() {
	read := func(s string) *block.Tree {
		tree, _ := markdown.Parse([]byte(s), markdown.Options{Language: "sv"})
		return tree
	}
	old, new := read("Planen ses över vartannat år."), read("Planen ska ses över varje år.")
	merged, summary := redline.Compare(old, new, redline.Options{})
	for _, s := range merged.Blocks[0].(*block.Paragraph).Spans {
		if change, ok := s.(*block.ChangeSpan); ok {
			fmt.Printf("%s %q\n", change.Change, block.Plain(change.Spans))
		}
	}
	fmt.Println(summary.Inserted, "words inserted,", summary.Deleted, "deleted")
	// Output:
	// inserted "ska "
	// deleted "vartannat"
	// changed " "
	// inserted "varje"
	// 2 words inserted, 1 deleted
}
