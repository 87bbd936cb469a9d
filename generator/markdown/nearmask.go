package markdown

import (
	"slices"

	"styrdok/generator/diag"
)

// A confidential part whose mark is misspelt would be published. So what [mask.Near] finds is an error.

// unclear reports an unsafe mark of a confidential part. It does not quote the text around it.
func (s *source) unclear(pos diag.Pos, phrase string, args ...any) {
	s.problems.Add(diag.UnclearMask, pos, diag.P(phrase, args...))
}

// keepSilent drops diagnostics that quote a text with unsafe marks, since they might quote what is
// confidential. They appear once the marks are corrected.
func (c *converter) keepSilent() {
	if !slices.ContainsFunc(c.diags, func(d diag.Diagnostic) bool { return d.Code == diag.UnclearMask }) {
		return
	}
	c.diags = slices.DeleteFunc(c.diags, func(d diag.Diagnostic) bool { return slices.Contains(quoting, d.Code) })
}

// quoting are the codes whose messages quote the text.
var quoting = []diag.Code{
	diag.LostText, diag.NotALink, diag.NotATable, diag.LiteralMarkup, diag.TypedStructure, diag.RawHTML, diag.OwnNumber, diag.UnknownDirective,
}
