package theme

import (
	"fmt"
	"strings"

	"styrdok/generator/site"
)

// chart is the picture of how many reviews fall due in each half-year: what is late apart and
// hatched, coming half-years side by side. Lengths are the picture's own units.
type chart struct {
	Width, Height int
	Bars          []bar
	Years         []yearLabel
	Axis          string // path of the base lines
}

type bar struct {
	X, Y, W, H int
	Mid, Label int // where the number stands
	Count      int
	Late       bool
	Second     bool   // July to December
	Hatch      string // path of the strokes in a bar of what is late
}

type yearLabel struct {
	X    string
	Text string
}

const (
	chartBase = 300 // y of the base line
	chartTop  = 37  // y of the tallest bar's upper end
	barWidth  = 34
	barStep   = 59
	firstBar  = 88 // x of the first half-year; what is late stands before it
)

// halfYears draws the chart. "Later" has no end and stands in the table only.
func halfYears(h *site.HalfYears) chart {
	c := chart{Height: 344}
	most := 1
	for _, item := range h.Items {
		if item.Key != "later" {
			most = max(most, item.Count)
		}
	}
	x := firstBar
	late := false
	for _, item := range h.Items {
		year, half, isHalf := strings.Cut(item.Key, "-")
		if item.Key != "overdue" && !isHalf {
			continue
		}
		b := bar{W: barWidth, Count: item.Count, H: item.Count * (chartBase - chartTop) / most}
		if item.Count > 0 {
			b.H = max(b.H, 2)
		}
		b.Y = chartBase - b.H
		b.Label = b.Y - 8
		if item.Key == "overdue" {
			b.X, b.Late, late = 11, true, true
			b.Hatch = hatch(b)
		} else {
			b.X, b.Second = x, half == "2"
			x += barStep
			// A year's label stands under the middle of its half-years.
			mid := b.X + barWidth/2
			if n := len(c.Years); n > 0 && c.Years[n-1].Text == year {
				c.Years[n-1].X = fmt.Sprint(mid - barStep/2)
			} else {
				c.Years = append(c.Years, yearLabel{fmt.Sprint(mid), year})
			}
		}
		b.Mid = b.X + barWidth/2
		c.Bars = append(c.Bars, b)
	}
	c.Width = max(x-barStep+barWidth+12, 2*firstBar)
	if late {
		c.Axis = "M4 300.500H52"
	}
	if x > firstBar {
		c.Axis += fmt.Sprintf("M%d 300.500H%d", firstBar-7, x-barStep+barWidth+7)
	}
	return c
}

// hatch returns strokes at 45 degrees, cut at the bar's sides.
func hatch(b bar) string {
	var p strings.Builder
	right, bottom := b.X+b.W, b.Y+b.H
	for y := b.Y + 11; y < bottom+b.W; y += 11 {
		// The stroke rises to the right from (b.X, y) to (right, y-b.W).
		x0, y0 := b.X, y
		if y0 > bottom {
			x0, y0 = b.X+(y0-bottom), bottom
		}
		x1, y1 := right, y-b.W
		if y1 < b.Y {
			x1, y1 = right-(b.Y-y1), b.Y
		}
		if x1 > x0 {
			fmt.Fprintf(&p, "M%d %dL%d %d", x0, y0, x1, y1)
		}
	}
	return p.String()
}
