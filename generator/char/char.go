// Package char classifies characters for readers and typesetters: control characters that are not
// allowed in a text, characters that leave no ink, and complex scripts, which cannot be set by placing
// one glyph after the other. It knows nothing of fonts or markup.
package char

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"

	"styrdok/generator/diag"
)

// Control reports whether a character is not allowed in a text: a control character other than tab and
// line feed, an invisible bidirectional control, or a character that XML does not allow.
func Control(r rune) bool {
	switch {
	case r < 0x200E:
		return r < ' ' && r != '\t' && r != '\n' || r >= 0x7F && r < 0xA0 || r == 0x61C
	case r <= 0x206F:
		return r <= 0x200F || r >= 0x2028 && r <= 0x202E || r >= 0x2061
	case r < 0xFDD0:
		return false
	}
	return r == 0xFEFF || r <= 0xFDEF || r&0xFFFE == 0xFFFE || r >= 0xE0000 && r <= 0xE007F
}

// Report adds the diagnostic for a control character.
func Report(diags *diag.List, pos diag.Pos, r rune) {
	hint := diag.P("control-hint.remove")
	if r == '\v' || r == 0x2028 || r == 0x2029 || r == 0x85 {
		hint = diag.P("control-hint.break")
	}
	diags.Add(diag.ControlCharacter, pos, CodePoint(r), hint)
}

// Inked reports whether s leaves ink: whether it has anything but spaces and invisible characters such
// as U+00AD, U+200B, U+2060, U+3164 and U+2800.
func Inked(s string) bool { return strings.IndexFunc(s, shows) >= 0 }

// Bare returns s, or "" if it leaves no ink.
func Bare(s string) string {
	if Inked(s) {
		return s
	}
	return ""
}

func shows(r rune) bool {
	switch {
	case r > ' ' && r < 0x7F:
		return true
	case r == 0x34F, r == 0x115F, r == 0x1160, r == 0x17B4, r == 0x17B5, r == 0x2800, r == 0x3164, r == 0xFFA0:
		return false // joiner, fillers, inherent vowels and the blank Braille cell
	case r >= 0x600 && r <= 0x605, r == 0x6DD, r == 0x70F, r == 0x8E2:
		return true // Arabic and Syriac signs that enclose numbers
	}
	return !unicode.IsSpace(r) && !unicode.In(r, unicode.Cc, unicode.Cf, unicode.Variation_Selector)
}

// CodePoint returns the code point of a character as "U+00E5".
func CodePoint(r rune) string { return fmt.Sprintf("U+%04X", r) }

// plain are the scripts that run from left to right and whose letters have one form each.
var plain = []*unicode.RangeTable{
	unicode.Common, unicode.Inherited, unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Armenian, unicode.Georgian,
	unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Bopomofo, unicode.Hangul, unicode.Yi, unicode.Ethiopic,
	unicode.Cherokee, unicode.Canadian_Aboriginal, unicode.Ogham, unicode.Runic, unicode.Gothic, unicode.Coptic,
	unicode.Glagolitic, unicode.Tifinagh, unicode.Lisu, unicode.Vai, unicode.Deseret, unicode.Shavian, unicode.Osage, unicode.Braille,
}

// scripts are the names of all other scripts, sorted.
var scripts = sync.OnceValue(func() []string {
	var out []string
	for name, table := range unicode.Scripts {
		if !slices.Contains(plain, table) {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
})

// Shaped returns the script of a character that needs shaping because its script runs from right to
// left or joins, stacks or reorders letters: "Arabic", "Devanagari". It returns "" for all others.
func Shaped(r rune) string {
	if r < 0x590 || unicode.In(r, plain...) || !shows(r) {
		return ""
	}
	for _, name := range scripts() {
		if unicode.Is(unicode.Scripts[name], r) {
			return name
		}
	}
	return ""
}

// Named returns a script from [Shaped] in words.
func Named(script string) diag.Phrase {
	switch key := strings.ToLower(script); key {
	case "hebrew", "arabic", "syriac", "thaana", "nko", "devanagari", "bengali", "gurmukhi", "gujarati", "tamil", "telugu", "kannada",
		"malayalam", "sinhala", "thai", "lao", "khmer", "myanmar", "tibetan", "mongolian":
		return diag.P("script." + key)
	}
	return diag.P("script.other", strings.ReplaceAll(script, "_", " "))
}

// rightToLeft are the codes of languages and scripts that are written from right to left.
var rightToLeft = words("ar arc arz ckb dv fa glk he iw ji ks ku-iq lrc mzn nqo ota pnb prs ps sd syr ug ur yi",
	"adlm arab aran hebr mand mend nkoo rohg samr syrc thaa")

func words(lists ...string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(strings.Join(lists, " ")) {
		out[w] = true
	}
	return out
}

// RightToLeft reports whether a language is written from right to left, given its BCP 47 tag. A script
// subtag takes precedence: "az-Arab" is, "ar-Latn" is not.
func RightToLeft(lang string) bool {
	parts := strings.Split(strings.ToLower(lang), "-")
	for _, p := range parts[1:] {
		if len(p) == 4 && p[0] >= 'a' {
			return rightToLeft[p]
		}
	}
	return rightToLeft[parts[0]] || len(parts) > 1 && rightToLeft[parts[0]+"-"+parts[1]]
}
