package char

import "testing"

func TestControl(t *testing.T) {
	for _, r := range "\x00\x0b\x1b\x7f\u0085\u061C\u200E\u200F\u2028\u202A\u202E\u2061\u2066\u2069\u206F\uFEFF\uFDD0\uFFFE\uFFFF\U0001FFFE\U000E0041" {
		if !Control(r) {
			t.Errorf("%s: got text, want a control character", CodePoint(r))
		}
	}
	for _, r := range "\t\n a\u00A0å\u00AD\u200B\u200C\u200D\u2060\u2013\u2027\u202F\u20AC\u2800\uFE0F\uFFFD\U0001F600\U0010FF00" {
		if Control(r) {
			t.Errorf("%s: got a control character, want text", CodePoint(r))
		}
	}
}

func TestInked(t *testing.T) {
	for _, s := range []string{
		"", " \t\n", "\u00A0", "\u00AD", "\u034F", "\u115F", "\u180E", "\u2003", "\u200B", "\u200C\u200D", "\u2060", "\u2800", "\u3164",
		"\uFE0F", "\uFEFF", "\uFFA0", "\U000E0101", "\u200B \u00A0\u00AD",
	} {
		if Inked(s) {
			t.Errorf("%q: got ink, want none", s)
		}
	}
	for _, s := range []string{"a", "–", "\u200Ba", "kommun\u00ADhus", "א", "\uFFFD", "\uFDD0", "€", "✅", "\u0301"} {
		if !Inked(s) {
			t.Errorf("%q: got no ink", s)
		}
	}
}

func TestShaped(t *testing.T) {
	for r, want := range map[rune]string{
		'a': "", 'å': "", 'Ж': "", 'λ': "", '漢': "", 'か': "", '한': "", 'ስ': "", 'ა': "", '–': "", '☐': "", '\u0301': "", '😀': "", '\u180E': "", '\uFE0F': "",
		'ש': "Hebrew", 'ع': "Arabic", 'ﻉ': "Arabic", 'ܐ': "Syriac", 'ހ': "Thaana", 'ߒ': "Nko", 'क': "Devanagari", 'க': "Tamil",
		'ก': "Thai", 'ກ': "Lao", 'ក': "Khmer", 'မ': "Myanmar", 'བ': "Tibetan", 'ᠠ': "Mongolian", '𞤀': "Adlam", '𑀓': "Brahmi",
	} {
		if got := Shaped(r); got != want {
			t.Errorf("%c: got %q, want %q", r, got, want)
		}
	}
}

func TestRightToLeft(t *testing.T) {
	for lang, want := range map[string]bool{
		"ar": true, "AR-eg": true, "he": true, "yi": true, "fa-AF": true, "az-Arab": true, "ckb": true, "ku-IQ": true, "ur-PK": true,
		"sv": false, "": false, "ar-Latn": false, "az": false, "ku": false, "en-GB": false, "so": false, "ti": false,
	} {
		if got := RightToLeft(lang); got != want {
			t.Errorf("%q: got %v", lang, got)
		}
	}
}
