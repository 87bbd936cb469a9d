package pdftag

import (
	"strings"
	"testing"
	"time"
)

func TestEscapeURI(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"https://a.se/b?c=d&e#f", "https://a.se/b?c=d&e#f"},
		{"https://a.se/å b", "https://a.se/%C3%A5%20b"},
		{"https://a.se/%C3%A5", "https://a.se/%C3%A5"},
		{"https://a.se/(a)\"<>", "https://a.se/(a)%22%3C%3E"},
		{"HTTP://A.se", "HTTP://A.se"},
		{"mailto:kommun@example.se", "mailto:kommun@example.se"},
		{"tel:+4612345", "tel:+4612345"},
	} {
		got, err := escapeURI(test.in)
		if err != nil || got != test.want {
			t.Errorf("escapeURI(%q) = %q, %v, want %q", test.in, got, err, test.want)
		}
	}
	for _, in := range []string{"", "a.se", "/local", "file:///etc/passwd", "javascript:x", "https://a\x00", "https://a\x7f", "https://\xff", "https://" + strings.Repeat("a", 9000)} {
		if got, err := escapeURI(in); err == nil {
			t.Errorf("escapeURI(%.20q) = %q, want an error", in, got)
		}
	}
}

func TestAppend(t *testing.T) {
	for _, test := range []struct{ got, want string }{
		{string(appendText(nil, "a(b)\\")), `(a\(b\)\\)`},
		{string(appendText(nil, "å😀")), "<FEFF00E5D83DDE00>"},
		{string(appendText(nil, "a\xffb")), "<FEFF0061FFFD0062>"},
		{string(appendBytes(nil, "å\n")), `(\303\245\012)`},
		{string(appendName(nil, "A b#")), "/A#20b#23"},
		{string(appendNumber(nil, 1.5)), "1.5"},
		{string(appendNumber(nil, 100)), "100"},
		{string(appendNumber(nil, -0.001)), "0"},
		{string(appendNumber(nil, 0.006)), ".01"},
		{string(appendDate(nil, time.Date(2026, 5, 4, 1, 2, 3, 0, time.UTC))), "(D:20260504010203Z)"},
		{string(appendDate(nil, time.Date(2026, 5, 4, 1, 2, 3, 0, time.FixedZone("", 7200)))), "(D:20260504010203+02'00')"},
		{string(appendColour(nil, Colour{0, 128, 255})), "0 .502 1"},
		{string(appendWidths(nil, []glyphWidth{{3, 500}, {4, 600}, {9, 700}})), "[3[500 600]9[700]]"},
		{string(appendFixed(nil, -1650, 100)), "-16.5"},
		{string(appendFixed(nil, 5, 100)), ".05"},
		{string(appendFixed(nil, 0, 100)), "0"},
		{string(appendFixed(nil, 12000, 100)), "120"},
		{string(appendFixed(nil, 1002, 1000)), "1.002"},
	} {
		if test.got != test.want {
			t.Errorf("got %q, want %q", test.got, test.want)
		}
	}
}

func TestIsLang(t *testing.T) {
	for s, want := range map[string]bool{"sv": true, "sv-SE": true, "de-1996": true, "": false, "sv_SE": false, "-sv": false, "sv-": false, "123": false, "svenskaspråket": false, "abcdefghi": false} {
		if got := languageTag.MatchString(s); got != want {
			t.Errorf("languageTag matches %q: = %v, want %v", s, got, want)
		}
	}
}

// TestToUnicodeBeyondFirstPlane shows that a character beyond the first plane becomes a surrogate pair.
func TestToUnicodeBeyondFirstPlane(t *testing.T) {
	e := newEncoding([]rune{0x1F600, ' '})
	got := string(e.toUnicode())
	for _, want := range []string{"<02><D83DDE00>", "<01><0020>", "<00> <FF>"} {
		if !strings.Contains(got, want) {
			t.Errorf("map lacks %q:\n%s", want, got)
		}
	}
}

// TestEncoding shows codes of one byte and, where there are too many characters, of two.
func TestEncoding(t *testing.T) {
	e := newEncoding([]rune("cab  \u00ad"))
	if got := string(e.runes); got != " abc\u00ad" || e.wide || e.code('b') != 3 {
		t.Errorf("got %q, wide %v, b is %d", got, e.wide, e.code('b'))
	}
	if got := string(e.toUnicode()); !strings.Contains(got, "<01><0020>") || !strings.Contains(got, "<02><04><0061>") {
		t.Errorf("map to characters is\n%s", got)
	}
	var many []rune
	for r := rune(0x100); r < 0x300; r++ {
		many = append(many, r)
	}
	e = newEncoding(many)
	if !e.wide || e.code(0x2ff) != 512 {
		t.Errorf("wide %v, last code %d", e.wide, e.code(0x2ff))
	}
	if got := string(e.appendCode(nil, '(')) + string(e.appendCode(nil, '\r'<<8|'\\')); got != "\x00\\(\\r\\\\" {
		t.Errorf("codes are written %q", got)
	}
	// No range crosses a change of the first byte, of codes or of characters.
	if got := string(e.toUnicode()); !strings.Contains(got, "<0001><00FF><0100>\n<0101><01FF><0200>\n") {
		t.Errorf("map to characters is\n%s", got)
	}
}

func TestProfile(t *testing.T) {
	p := sRGB()
	if n := int(p[0])<<24 | int(p[1])<<16 | int(p[2])<<8 | int(p[3]); n != len(p) || string(p[36:40]) != "acsp" {
		t.Errorf("profile says %d bytes and has %d", n, len(p))
	}
}
