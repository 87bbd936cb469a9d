// Package layout breaks blocks into sheets of placed runs, with the logical structure that the
// runs belong to. It asks Metrics how wide text is and never opens a font, so its tests can
// pretend that every character is half an em wide. It knows no PDF syntax, no Library and no
// language's words but hyphenation. Lengths are in points; the origin is the upper left corner
// of the sheet.
package layout
