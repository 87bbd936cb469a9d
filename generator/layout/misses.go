package layout

import (
	"styrdok/generator/char"
	"styrdok/generator/diag"
)

// misses reports the characters of a document that no face has.
type misses struct {
	diags diag.List
	told  map[missKey]bool // shared by the parts of a bundle
}

// missKey is a character that has been reported at a place.
type missKey struct {
	pos diag.Pos
	r   rune
}

// missing reports a character that no face has, once for each place. One of a script that needs shaping is
// reported once for each text, at its first place there.
func (m *misses) missing(r rune, pos diag.Pos) {
	if script := char.Shaped(r); script != "" {
		for i, d := range m.diags {
			if d.Code == diag.UnshapedScript {
				if d.Pos.Line == 0 {
					m.diags[i].Pos = pos
				}
				return
			}
		}
		m.diags.Add(diag.UnshapedScript, pos, char.Named(script), string(r))
		return
	}
	key := missKey{pos, r}
	if !m.told[key] {
		m.told[key] = true
		hint := diag.P("glyph-hint.other")
		if r >= 0xE000 && r <= 0xF8FF {
			hint = diag.P("glyph-hint.symbol") // of Word's fonts Symbol and Wingdings
		}
		m.diags.Add(diag.MissingGlyph, pos, string(r), char.CodePoint(r), hint)
	}
}
