// Package char tells what characters are to those who read and print texts: which ones may not stand
// in a text at all, which ones leave no ink, and which scripts can be set by placing one glyph after
// the other. It knows no fonts and no markup.
package char

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"

	"styrdok/generator/diag"
)

// Control reports whether a character steers a terminal or the direction of writing without being
// seen, or is not allowed in XML. Of those below a space only the tab and the line end are text.
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

// Report adds the diagnostic of a control character.
func Report(diags *diag.List, pos diag.Pos, r rune) {
	hint := diag.P("control-hint.remove")
	if r == '\v' || r == 0x2028 || r == 0x2029 || r == 0x85 {
		hint = diag.P("control-hint.break")
	}
	diags.Add(diag.ControlCharacter, pos, CodePoint(r), hint)
}

// Inked reports whether a text leaves ink: whether it holds more than spaces and characters that
// nobody sees, such as U+00AD, U+200B, U+2060, U+3164 and U+2800.
func Inked(s string) bool { return strings.IndexFunc(s, shows) >= 0 }

// Bare returns a text without ink as no text, and any other as it is.
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
		return false // joiner, fillers and inherent vowels, an empty cell of Braille
	case r >= 0x600 && r <= 0x605, r == 0x6DD, r == 0x70F, r == 0x8E2:
		return true // signs that stand around numbers
	}
	return !unicode.IsSpace(r) && !unicode.In(r, unicode.Cc, unicode.Cf, unicode.Variation_Selector)
}

// CodePoint writes a character's number as in "U+00E5".
func CodePoint(r rune) string { return fmt.Sprintf("U+%04X", r) }

// plain are the scripts whose letters stand beside each other from left to right, each in one form.
var plain = []*unicode.RangeTable{
	unicode.Common, unicode.Inherited, unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Armenian, unicode.Georgian,
	unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Bopomofo, unicode.Hangul, unicode.Yi, unicode.Ethiopic,
	unicode.Cherokee, unicode.Canadian_Aboriginal, unicode.Ogham, unicode.Runic, unicode.Gothic, unicode.Coptic,
	unicode.Glagolitic, unicode.Tifinagh, unicode.Lisu, unicode.Vai, unicode.Deseret, unicode.Shavian, unicode.Osage, unicode.Braille,
}

// scripts are the others by name, in alphabetical order.
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

// Shaped returns the script of a character that cannot be set by placing one glyph after the other,
// since its script runs from right to left or joins, stacks and reorders letters: "Arabic",
// "Devanagari". It returns "" for all others.
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

// Named words a script that Shaped has returned.
func Named(script string) diag.Phrase {
	switch key := strings.ToLower(script); key {
	case "hebrew", "arabic", "syriac", "thaana", "nko", "devanagari", "bengali", "gurmukhi", "gujarati", "tamil", "telugu", "kannada",
		"malayalam", "sinhala", "thai", "lao", "khmer", "myanmar", "tibetan", "mongolian":
		return diag.P("script." + key)
	}
	return diag.P("script.other", strings.ReplaceAll(script, "_", " "))
}

// rightToLeft are languages that are written from right to left, and the codes of such scripts.
var rightToLeft = words("ar arc arz ckb dv fa glk he iw ji ks ku-iq lrc mzn nqo ota pnb prs ps sd syr ug ur yi",
	"adlm arab aran hebr mand mend nkoo rohg samr syrc thaa")

func words(lists ...string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(strings.Join(lists, " ")) {
		out[w] = true
	}
	return out
}

// RightToLeft reports whether a language is written from right to left, given its BCP 47 tag. A
// script in the tag decides: "az-Arab" is, "ar-Latn" is not.
func RightToLeft(lang string) bool {
	parts := strings.Split(strings.ToLower(lang), "-")
	for _, p := range parts[1:] {
		if len(p) == 4 && p[0] >= 'a' {
			return rightToLeft[p]
		}
	}
	return rightToLeft[parts[0]] || len(parts) > 1 && rightToLeft[parts[0]+"-"+parts[1]]
}
