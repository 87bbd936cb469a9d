package i18n

import "fmt"

// Size words a number of bytes as readers of Swedish and English sites expect: whole kB of
// 1,000 bytes below one MB, then MB with one decimal and a decimal comma. At least 1 kB.
func Size(n int64) string {
	kilobytes := max((n+500)/1000, 1)
	if kilobytes < 1000 {
		return fmt.Sprintf("%d\u00a0kB", kilobytes)
	}
	tenths := (n + 50_000) / 100_000
	return fmt.Sprintf("%d,%d\u00a0MB", tenths/10, tenths%10)
}
