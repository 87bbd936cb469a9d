package layout

import "testing"

// TestBalance moves width to the column whose texts lack little to stand on one line, from one that
// stands on two lines all the same.
func TestBalance(t *testing.T) {
	columns := []column{{least: 30, most: 30, width: 30}, {least: 60, most: 240, width: 160}, {least: 60, most: 105, width: 90}}
	lengths := make([][]float64, 20)
	for i := range lengths {
		lengths[i] = []float64{30, 110, 105}
	}
	lengths[7][1] = 240
	before := tableLines(columns, lengths, []int{1, 2})
	balance(columns, lengths)
	if after := tableLines(columns, lengths, []int{1, 2}); before != 40 || after != 21 {
		t.Errorf("got %d lines before and %d after, want 40 and 21: %v", before, after, columns)
	}
	if sum := columns[0].width + columns[1].width + columns[2].width; sum != 280 || columns[0].width != 30 {
		t.Errorf("the table is %.0f wide, not 280: %v", sum, columns)
	}
}

// TestSpare keeps the words of most columns whole where there is not room for those of all.
func TestSpare(t *testing.T) {
	columns := []column{{least: 30, whole: 70}, {least: 30, whole: 45}, {least: 40, whole: 40}, {least: 20, whole: 40}}
	spare(columns, 160)
	for i, want := range []float64{30, 45, 40, 40} {
		if columns[i].least != want {
			t.Errorf("column %d: got %.0f, want %.0f", i, columns[i].least, want)
		}
	}
}
