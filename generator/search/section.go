package search

import (
	"cmp"
	"fmt"
	"strings"

	"styrdok/generator/block"
	"styrdok/generator/pattern"
)

// Sections cuts a text at its headings. Footnotes stand in the section that first refers to them.
// What is masked gives nothing.
func Sections(t *block.Tree) []Section {
	if t == nil {
		return nil
	}
	s := &sectioner{noted: map[*block.Note]bool{}}
	s.blocks(t.Brief)
	s.close()
	s.blocks(t.Blocks)
	s.close()
	return s.out
}

// Excerpts know the rows of tables by what stands between their cells, and captions and heads by what ends them.
const (
	cellJoint  = " · "
	captionEnd = " ·"
)

type sectioner struct {
	out     []Section
	open    Section
	heading string // the last one that is no § itself, which stands before the numbers of the § under it
	level   int    // of it
	lines   []string
	notes   []*block.Note // referred to in the open section for the first time
	noted   map[*block.Note]bool
}

// close ends the open section. Notes may refer to further notes.
func (s *sectioner) close() {
	for len(s.notes) > 0 {
		n := s.notes[0]
		s.notes = s.notes[1:]
		s.blocks(n.Blocks)
	}
	s.open.Text = strings.Join(s.lines, "\n")
	if s.open.Heading != "" || s.open.Text != "" {
		s.out = append(s.out, s.open)
	}
	s.open, s.lines = Section{}, nil
}

func (s *sectioner) blocks(blocks []block.Block) {
	for _, b := range blocks {
		switch b := b.(type) {
		case *block.Heading:
			words, number := strings.TrimSpace(b.Number+" "+s.plain(b.Spans)), sectionNumber(append([]string{b.ID}, b.Aliases...)...)
			if number != "" && b.Level > s.level && s.heading != "" {
				s.section(b.ID, words, number)
				break
			}
			s.close()
			s.open, s.heading, s.level = Section{ID: b.ID, Heading: words, Number: number}, words, b.Level
		case *block.Paragraph:
			if b.ID != "" {
				s.section(b.ID, b.Number, sectionNumber(b.ID))
			}
			s.line(s.plain(b.Spans))
		case *block.List:
			for _, it := range b.Items {
				s.blocks(it.Blocks)
			}
		case *block.Definitions:
			for _, d := range b.Items {
				s.definition(d)
			}
		case *block.Table:
			if caption := s.plain(b.Caption); caption != "" {
				s.line(caption + captionEnd)
			}
			if head := s.cells(b.Head, "–"); strings.Trim(head, "– ·") != "" {
				if len(b.Rows) > 0 && strings.Contains(head, cellJoint) {
					head += captionEnd
				}
				s.line(head)
			}
			for _, r := range b.Rows {
				s.line(s.cells(r.Cells, ""))
			}
		case *block.Quote:
			s.blocks(b.Blocks)
		case *block.Foreign:
			s.blocks(b.Blocks)
		case *block.Code:
			s.line(b.Text)
		case *block.Figure:
			s.line(b.Image.Alt)
			s.line(s.plain(b.Caption))
		case *block.Rule, *block.PageBreak, *block.Masked:
			// have no words
		default:
			panic(fmt.Sprintf("search: unknown block %T", b))
		}
	}
}

// section begins a § of a statute. A heading with nothing but § under it is found with each of them.
func (s *sectioner) section(id, heading, number string) {
	if len(s.lines) == 0 && len(s.notes) == 0 {
		s.open = Section{}
	}
	s.close()
	if s.heading != "" {
		if chapter, rest, ok := strings.Cut(heading, " kap. "); ok && strings.HasPrefix(strings.ReplaceAll(s.heading, "\u00a0", " "), chapter+" kap") {
			heading = rest // the chapter is told
		}
		heading = s.heading + ", " + heading
	}
	s.open = Section{ID: id, Heading: heading, Number: number}
}

var sectionID = pattern.New(`^(?:(\d+(?:-[a-z])?)-kap-)?(\d+(?:-[a-z])?)-par$`)

// sectionNumber returns the number that the addresses of a place tell if it is a §: "§:7" of 7-par, "§2:12a" of 2-kap-12-a-par.
func sectionNumber(ids ...string) string {
	for _, id := range ids {
		if m := sectionID.FindStringSubmatch(id); m != nil {
			return "§" + strings.ReplaceAll(m[1]+":"+m[2], "-", "")
		}
	}
	return ""
}

// definition writes "Term: meaning" as one line where the meaning is running text.
func (s *sectioner) definition(d *block.Definition) {
	var terms []string
	for _, t := range d.Terms {
		terms = append(terms, s.plain(t.Spans))
	}
	at := len(s.lines)
	for _, m := range d.Blocks {
		s.blocks(m)
	}
	term := strings.Join(terms, ", ")
	if at < len(s.lines) && term != "" {
		s.lines[at] = term + ": " + s.lines[at]
	} else {
		s.line(term)
	}
}

// cells joins the texts of a row. What stands for an empty cell may be nothing.
func (s *sectioner) cells(cells []*block.Cell, empty string) string {
	var out []string
	for _, c := range cells {
		if text := cmp.Or(strings.TrimSpace(s.plain(c.Spans)), empty); text != "" {
			out = append(out, text)
		}
	}
	return strings.Join(out, cellJoint)
}

// plain is a line's characters. It keeps the notes that the line refers to for the section's end.
func (s *sectioner) plain(spans []block.Span) string {
	block.WalkSpans(spans, func(sp block.Span) bool {
		if r, ok := sp.(*block.NoteRef); ok && r.Note != nil && !s.noted[r.Note] {
			s.noted[r.Note] = true
			s.notes = append(s.notes, r.Note)
		}
		return true
	})
	return block.Plain(spans)
}

func (s *sectioner) line(text string) {
	if text = squeeze(text); text != "" {
		s.lines = append(s.lines, text)
	}
}

// squeeze returns a text with one blank between words and none around it. Most texts are like that.
func squeeze(text string) string {
	before := byte(' ')
	for _, c := range []byte(text) {
		// Blanks beyond ASCII begin with these bytes, and so do other characters.
		if c < ' ' || c == ' ' && before == ' ' || c == 0xc2 || 0xe1 <= c && c <= 0xe3 {
			return strings.Join(strings.Fields(text), " ")
		}
		before = c
	}
	return strings.TrimSuffix(text, " ")
}
