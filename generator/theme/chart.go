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

// trend draws a number at each of several times, as narrow bars with lines to read them by. The picture is as wide for any
// number of them.
func trend(c *site.Chart) trendChart {
	out := trendChart{Width: trendWidth, Height: trendBase + 44}
	if len(c.Points) == 0 {
		return out
	}
	most, step := scale(c.Points)
	for n := 0; n <= most; n += step {
		out.Lines = append(out.Lines, trendLine{Y: trendBase - n*(trendBase-trendTop)/most, Label: fmt.Sprint(n)})
	}
	pitch := (trendWidth - trendLeft) / len(c.Points)
	for i, p := range c.Points {
		h := p.Count * (trendBase - trendTop) / most
		b := bar{X: trendLeft + i*pitch + pitch/6, W: max(1, pitch*2/3), H: h, Y: trendBase - h, Count: p.Count}
		b.Mid, b.Label = b.X+b.W/2, b.Y-8
		out.Bars = append(out.Bars, b)
		// A year stands below its first month; below the first of all if the next year is not near.
		if year, month, _ := strings.Cut(p.Label, "-"); month == "01" || i == 0 && month <= "09" {
			out.Years = append(out.Years, yearLabel{fmt.Sprint(b.Mid), year})
		}
	}
	out.First, out.Last = out.Bars[0], out.Bars[len(out.Bars)-1]
	return out
}

// scale returns the upper end of an axis that holds all numbers, and the step of its lines: 1, 2 or 5 times a power of ten.
func scale(points []site.ChartPoint) (most, step int) {
	for _, p := range points {
		most = max(most, p.Count)
	}
	step = 1
	for i := 0; most > 4*step; i++ {
		step = step * []int{2, 5, 2}[i%3]
		if i%3 == 1 {
			step /= 2
		}
	}
	return max(step, (most+step-1)/step*step), step
}

type trendChart struct {
	Width, Height int
	Lines         []trendLine
	Bars          []bar
	First, Last   bar
	Years         []yearLabel
}

type trendLine struct {
	Y     int
	Label string
}

const (
	trendWidth = 720
	trendLeft  = 44 // room for the numbers of the lines
	trendBase  = 200
	trendTop   = 24
)
