package decide

import (
	"slices"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/se"

	"styrdok/generator/library"
)

// LastDayOfAppeal returns the last day on which a decision can be appealed, given the day on which the approval of its
// minutes was announced: three weeks later (KL 13 kap. 5 §), or the next working day if that is a Saturday, a Sunday, a
// public holiday, or Midsummer's, Christmas or New Year's Eve (lagen 1930:173 om beräkning av lagstadgad tid, 2 §).
func LastDayOfAppeal(announced library.Date) library.Date {
	day := announced.AddDays(3 * 7)
	for isFree(day) {
		day = day.AddDays(1)
	}
	return day
}

// isFree reports whether a period that ends on a day is extended to the next one. The holidays of the library are those
// of the law, including its three eves and no others.
func isFree(d library.Date) bool {
	day := d.Time().Weekday()
	return day == time.Saturday || day == time.Sunday || slices.ContainsFunc(se.Holidays, func(h *cal.Holiday) bool {
		actual, _ := h.Calc(d.Year)
		return library.DateOf(actual) == d
	})
}
