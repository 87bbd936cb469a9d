package layout

import "styrdok/generator/block"

// keep is how strongly a line box keeps to the next one. Where a sheet ends, the weakest is broken.
type keep uint8

const (
	keepNone   keep = iota
	keepWeak        // the rows of a short table
	keepFair        // the lines of a row, a first or last row of one line and its neighbour, the text before a list
	keepFirm        // widows and orphans, a table's head
	keepAlways      // a heading and what follows
)

// lineBox is what sheets are filled with: a line, a line of the cells of a row, a figure.
type lineBox struct {
	above   float64 // room above, none at the top of a sheet
	height  float64
	below   float64 // of the height, what is empty below the descenders and may be lost at the end of a sheet
	keep    keep    // with the next one
	parts   []part
	rules   []Rule // y from the top of the box
	names   []string
	outline *Outline
	table   *tableFlow
	row     int  // line boxes of one row have the same number, others 0
	land    bool // on a landscape sheet
	fresh   bool // begins a sheet
	change  block.Change
	bar     float64 // x of a quotation's bar, 0 for none
	bars    float64 // x of the change bars
}

// part is a line in a line box.
type part struct {
	textLine
	x, y   float64 // where the baseline begins: x from the sheet's edge, y from the top of the box
	column int
}

// stack is line boxes below one another, and what applies to the next one.
type stack struct {
	boxes []lineBox
	gap   float64  // least room above it
	fresh bool     // it begins a sheet
	names []string // private names of places that it is the place of
}

// space asks for at least this much room above the next line box.
func (s *stack) space(h float64) { s.gap = max(s.gap, h) }

// headings returns the index of the first of the headings that the stack ends with, which move with the next
// block. The title does not move.
func (s *stack) headings() int {
	n := len(s.boxes)
	for n > 0 && s.boxes[n-1].keep == keepAlways {
		n--
	}
	for i := n; i < len(s.boxes); i++ {
		if o := s.boxes[i].outline; o != nil && o.title {
			return len(s.boxes)
		}
	}
	return n
}

// boxesHeight returns the height of line boxes and of the room above them.
func boxesHeight(boxes []lineBox) float64 {
	height := 0.0
	for i := range boxes {
		height += boxes[i].above + boxes[i].height
	}
	return height
}

// slop is by how much something may exceed the room because of rounding.
const slop = 1e-6
