package decide

import (
	"time"

	"github.com/rickar/cal/v2/se"

	"styrdok/generator/library"
)

// LastDayOfAppeal returns the last day on which a decision may be appealed whose minutes were
// announced on a day: three weeks after it (kommunallagen 13:5), or the next working day if that
// is a Saturday, a Sunday, a public holiday or the eve of midsummer, Christmas or the new year
// (lagen 1930:173 om beräkning av lagstadgad tid, § 2).
func LastDayOfAppeal(announced library.Date) library.Date {
	day := announced.AddDays(3 * 7)
	for isFree(day) {
		day = day.AddDays(1)
	}
	return day
}

// isFree reports whether a term that ends on a day ends on the next one. The library's list of
// Swedish days off has the three eves that the law names and no others.
func isFree(d library.Date) bool {
	t := d.Time()
	if t.Weekday() == time.Saturday || t.Weekday() == time.Sunday {
		return true
	}
	for _, h := range se.Holidays {
		if actual, _ := h.Calc(d.Year); library.DateOf(actual) == d {
			return true
		}
	}
	return false
}
