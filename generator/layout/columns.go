package layout

import (
	"cmp"
	"math"
	"slices"
)

// column is how wide a column must be, how wide it would be best, and where it is placed.
type column struct {
	squeezed float64 // widest part of a word if the head is hyphenated too
	divided  float64 // widest part of a word if the body is hyphenated
	least    float64 // least width that is being tried; at first that of the widest word
	whole    float64 // widest word
	most     float64 // longest text on one line
	x, width float64
}

// spare keeps the words undivided in as many columns as possible, beginning with those that need least for it.
func spare(columns []column, room float64) {
	order := make([]int, len(columns))
	for i := range order {
		order[i] = i
		room -= columns[i].least
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(columns[a].whole-columns[a].least, columns[b].whole-columns[b].least)
	})
	for _, i := range order {
		if need := columns[i].whole - columns[i].least; need <= room {
			columns[i].least += need
			room -= need
		}
	}
}

// balance moves width between the columns whose texts need several lines, as long as that makes the table
// lower (hill climbing with shrinking steps). A column keeps what its longest word needs, undivided if it had that.
func balance(columns []column, lengths [][]float64) {
	var long []int
	for i := range columns {
		if columns[i].width < columns[i].most {
			long = append(long, i)
		}
	}
	if len(long) < 2 || len(long) > balancedColumns {
		return
	}
	floors := make([]float64, len(columns))
	for i := range columns {
		floors[i] = max(columns[i].least, min(columns[i].width, columns[i].whole))
	}
	lengths = lengths[:min(len(lengths), balancedRows)]
	best := tableLines(columns, lengths, long)
	for step := 24.0; step >= 3; step /= 2 {
		for better := true; better; {
			better = false
			for _, to := range long {
				for _, from := range long {
					if from == to || columns[from].width-step < floors[from] || columns[to].width >= columns[to].most {
						continue
					}
					columns[from].width -= step
					columns[to].width += step
					if lines := tableLines(columns, lengths, long); lines < best {
						best, better = lines, true
						continue
					}
					columns[from].width += step
					columns[to].width -= step
				}
			}
		}
	}
}

// Limits of balancing: beyond them it takes long and changes little.
const (
	balancedColumns = 8
	balancedRows    = 200
)

// tableLines estimates how many lines the rows of a table take, given some of their columns.
func tableLines(columns []column, lengths [][]float64, long []int) int {
	total := 0
	for _, row := range lengths {
		most := 1
		for _, i := range long {
			if row[i] > columns[i].width {
				most = max(most, 2, int(math.Ceil(row[i]/(raggedFill*columns[i].width))))
			}
		}
		total += most
	}
	return total
}

// raggedFill is the share of a narrow column that ragged lines fill.
const raggedFill = 0.9

// longColumn is how many shares of the width are kept for a column of long text, as far as a third
// of the table goes: enough for some words on each line beside a dozen columns of numbers.
const longColumn = 4

// divide gives columns their widths if every word fits, and reports whether it does. A column that needs no
// more than its share gets its text on one line; the others divide the rest in proportion to what they lack.
func divide(columns []column, room float64) bool {
	least, most := 0.0, 0.0
	for i := range columns {
		least += columns[i].least
		most += columns[i].most
		columns[i].width = 0
	}
	if least > room {
		return false
	}
	if most <= room {
		for i := range columns {
			columns[i].width = room / float64(len(columns))
			if most > 0 {
				columns[i].width = columns[i].most * room / most
			}
		}
		return true
	}
	n := len(columns)
	// Many short columns must not squeeze the long ones into tall ones.
	longs, reserve, spread := 0, 0.0, room/float64(n)
	for i := range columns {
		if columns[i].most > spread {
			longs++
		}
	}
	for i := range columns {
		if c := &columns[i]; c.most > spread {
			reserve += max(0, min(c.most, longColumn*spread, room/float64(3*longs))-c.least)
		}
	}
	for changed := true; changed; {
		changed = false
		for i := range columns {
			c := &columns[i]
			kept := reserve
			if c.most > spread {
				kept = 0
			}
			// Similar columns, such as those of years, are treated alike.
			for k := range columns {
				if o := &columns[k]; o.width == 0 && math.Abs(o.most-c.most) <= c.most/10 {
					kept += o.most - o.least
				}
			}
			if c.width == 0 && c.most <= room/float64(n) && least+kept <= room {
				c.width = max(c.most, 1)
				room -= c.width
				least -= c.least
				most -= c.most
				n--
				changed = true
			}
		}
	}
	for i := range columns {
		if c := &columns[i]; c.width == 0 {
			c.width = c.least
			if most > least {
				c.width += (room - least) * (c.most - c.least) / (most - least)
			}
		}
	}
	return true
}

// share gives narrow columns what they need and the others equal parts of the rest.
func share(columns []column, room float64) {
	for i := range columns {
		columns[i].width = 0
	}
	left, n := room, len(columns)
	for changed := true; changed && n > 0; {
		changed = false
		part := left / float64(n)
		for i := range columns {
			if c := &columns[i]; c.width == 0 && c.least <= part {
				c.width = max(c.least, 1)
				left -= c.width
				n--
				changed = true
			}
		}
	}
	for i := range columns {
		if columns[i].width == 0 {
			columns[i].width = left / float64(n)
		}
	}
}
