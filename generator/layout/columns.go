package layout

import (
	"cmp"
	"math"
	"slices"
)

// spare lets as many columns as there is room for keep their words undivided, those first that need
// the least for it.
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

// balance moves width between the columns that have less than their text in one line, as long as that
// makes the table lower. A column keeps what its longest word needs, undivided if it had that.
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

// What is looked at to balance columns: more takes long and changes little.
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

// raggedFill is how much of a narrow column ragged lines fill.
const raggedFill = 0.9
