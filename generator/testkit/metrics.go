// Package testkit helps tests. Only test files import it.
package testkit

import "styrdok/generator/layout"

// FixedMetrics pretends that every character of every face is half an em wide, so that numbers
// in tests are round. Characters from U+3000 on have no glyph.
type FixedMetrics struct{}

// Width returns half an em for each character.
func (FixedMetrics) Width(_ layout.Face, size float64, text string) float64 {
	n := 0
	for range text {
		n++
	}
	return float64(n) * size / 2
}

// Covers reports whether r is below U+3000.
func (FixedMetrics) Covers(_ layout.Face, r rune) bool { return r < 0x3000 }

// Ascent returns three quarters of an em.
func (FixedMetrics) Ascent(_ layout.Face, size float64) float64 { return size * 0.75 }

// Descent returns a quarter of an em.
func (FixedMetrics) Descent(_ layout.Face, size float64) float64 { return size * 0.25 }
