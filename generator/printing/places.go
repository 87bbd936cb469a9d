package printing

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"styrdok/generator/diag"
	"styrdok/generator/library"
)

// Line returns a line of a file of the site's folder, from 1, and whether the file has it.
type Line func(file string, n int) (string, bool)

// located moves a missing character from the beginning of its words to the character itself: layout
// knows where words begin in the source, but typography may have changed their length.
func located(v *library.Version, diags diag.List, read Line) diag.List {
	for i, d := range diags {
		if d.Pos.File == "" {
			continue
		}
		var char string
		switch d.Code {
		case diag.MissingGlyph:
			char = fmt.Sprint(d.Args[0])
		case diag.UnshapedScript:
			char = fmt.Sprint(d.Args[1])
		default:
			continue
		}
		for line, from := d.Pos.Line, d.Pos.Column; line < d.Pos.Line+maxParagraphLines; line, from = line+1, 1 {
			text, ok := read(d.Pos.File, line)
			if !ok || from < 1 {
				break
			}
			if column, found := find(text, from, char); found {
				diags[i].Pos.Line, diags[i].Pos.Column = line, column
				break
			}
		}
	}
	return facts(v, diags, read)
}

// find returns the column of a character in a line, at or after a column, and whether the line has it there.
func find(line string, from int, char string) (column int, found bool) {
	runes := []rune(line)
	if from < 1 || from > len(runes) {
		return 0, false
	}
	before, _, found := strings.Cut(string(runes[from-1:]), char)
	return from + utf8.RuneCountInString(before), found
}

// facts finds the places of diagnostics that layout returns without one: those about characters of a title or
// another fact, or of a heading, which the list of contents repeats.
func facts(v *library.Version, diags diag.List, read Line) diag.List {
	var out diag.List
	for _, d := range diags {
		if d.Pos.File != "" {
			out = append(out, d)
			continue
		}
		places := placesOf(v, d, read)
		repeated := slices.ContainsFunc(diags, func(o diag.Diagnostic) bool {
			return o.Pos.File != "" && o.Code == d.Code && diag.SameArgs(o.Args, d.Args)
		})
		if len(places) == 0 && !repeated {
			places = []diag.Pos{v.PosOf("title")}
		}
		for _, at := range places {
			d.Pos = at
			out = append(out, d)
		}
	}
	return out
}

// unprinted are keys of front matter that no print shows.
var unprinted = []string{"keywords", "aliases", "visibility", "translation_of"}

// placesOf returns where the values of front matter, or if none does those of config.toml, have the character of a
// diagnostic.
func placesOf(v *library.Version, d diag.Diagnostic, read Line) []diag.Pos {
	if d.Code != diag.MissingGlyph {
		return nil
	}
	char, found := fmt.Sprint(d.Args[0]), map[diag.Pos]bool{}
	for path, at := range v.Draft.At {
		key, _, _ := strings.Cut(path, "[")
		text, _ := read(at.File, at.Line)
		if column, shown := find(text, at.Column, char); shown && !slices.Contains(unprinted, key) {
			at.Column = column
			found[at] = true
		}
	}
	if len(found) == 0 {
		for line := 1; ; line++ {
			text, ok := read("config.toml", line)
			if !ok {
				break
			}
			text, _, _ = strings.Cut(text, "#")
			if column, shown := find(text, 1, char); shown {
				found[diag.Pos{File: "config.toml", Line: line, Column: column}] = true
				break
			}
		}
	}
	return slices.SortedFunc(maps.Keys(found), func(a, b diag.Pos) int { return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column)) })
}

// maxParagraphLines is how many lines a character is looked for in.
const maxParagraphLines = 200
