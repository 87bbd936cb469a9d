package decide_test

import (
	"fmt"

	"styrdok/generator/decide"
	"styrdok/generator/library"
)

// Three weeks from the announcement is Midsummer's Eve, so the period ends on the next Monday.
func ExampleLastDayOfAppeal() {
	fmt.Println(decide.LastDayOfAppeal(library.NewDate(2026, 5, 29)))
	// Output: 2026-06-22
}
