// Package line breaks runs of text into lines: it finds the faces of characters, measures words, hyphenates
// them and chooses the ends of lines. It asks Metrics how wide text is and knows neither blocks nor sheets.
// Lengths are in points.
package line
