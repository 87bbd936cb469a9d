package layout

import "styrdok/generator/block"

// keep is how strongly a line box keeps to the next one. Where a sheet ends, the weakest is broken.
type keep uint8

const (
	keepNone   keep = iota
	keepWeak        // the rows of a short table
	keepFair        // the lines of a row, the first and the last two rows, the text before a list
	keepFirm        // widows and orphans, a table's head
	keepAlways      // a heading and what follows
)

// lineBox is what sheets are filled with: a line, a line of the cells of a row, a figure.
type lineBox struct {
	above   float64 // room above, none at the top of a sheet
	height  float64
	keep    keep // with the next one
	parts   []part
	rules   []Rule // y from the top of the box
	names   []string
	outline *Outline
	table   *tableFlow
	row     int  // line boxes of one row have the same number, others 0
	land    bool // on a landscape sheet
	fresh   bool // begins a sheet
	change  block.Change
	bar     float64 // x of the bar of a quotation, 0 for none
	bars    float64 // x of the bars that show a change
}

// part is a line in a line box.
type part struct {
	textLine
	x, y   float64 // of the baseline's beginning: x from the sheet's edge, y from the box's top
	column int
}

// stack is line boxes below one another, and what is wanted of the next one.
type stack struct {
	boxes []lineBox
	gap   float64  // room above it
	fresh bool     // it begins a sheet
	names []string // private names of its place
}

// space wants at least this much room above the next line box.
func (s *stack) space(h float64) { s.gap = max(s.gap, h) }

// headings returns where the headings begin that the boxes end with, which go where the next
// block goes. The title stays where it is.
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

// boxesHeight returns how high line boxes are with the room above them.
func boxesHeight(boxes []lineBox) float64 {
	height := 0.0
	for i := range boxes {
		height += boxes[i].above + boxes[i].height
	}
	return height
}

// slop is how much wider or higher than the room something may be by rounding.
const slop = 1e-6
