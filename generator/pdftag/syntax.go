package pdftag

import (
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"
)

const upperHex = "0123456789ABCDEF"

// appendInt appends n. Most numbers of a content are small.
func appendInt(b []byte, n int) []byte {
	switch {
	case n >= 0 && n < 10:
		return append(b, byte('0'+n))
	case n >= 10 && n < 100:
		return append(b, byte('0'+n/10), byte('0'+n%10))
	}
	return strconv.AppendInt(b, int64(n), 10)
}

func appendRef(b []byte, obj int) []byte {
	return append(appendInt(b, obj), " 0 R"...)
}

// appendRefs appends an array of references.
func appendRefs(b []byte, objects []int) []byte {
	b = append(b, '[')
	for i, obj := range objects {
		if i > 0 {
			b = append(b, ' ')
		}
		b = appendRef(b, obj)
	}
	return append(b, ']')
}

// appendNumber appends v with at most two decimals, a seventieth of a millimetre being fine
// enough for paper.
func appendNumber(b []byte, v float64) []byte { return appendFixed(b, hundredths(v), 100) }

// appendNumbers appends numbers with blanks between them.
func appendNumbers(b []byte, numbers ...float64) []byte {
	for i, v := range numbers {
		if i > 0 {
			b = append(b, ' ')
		}
		b = appendNumber(b, v)
	}
	return b
}

func hundredths(v float64) int { return int(math.Round(v * 100)) }

// appendFixed appends v parts of a whole, such as 100 hundredths, in as few characters as it takes. Whole is a power
// of ten.
func appendFixed(b []byte, v, whole int) []byte {
	if v < 0 {
		b, v = append(b, '-'), -v
	}
	if v >= whole || v == 0 {
		b = appendInt(b, v/whole)
	}
	if v %= whole; v != 0 {
		b = append(b, '.')
		for ; v != 0; v = v * 10 % whole {
			b = append(b, byte('0'+v*10/whole))
		}
	}
	return b
}

// appendText appends a text string: one byte a character if PDF's own set of characters has them all,
// otherwise as UTF-16 in hexadecimal.
func appendText(b []byte, s string) []byte {
	start := len(b)
	b = append(b, '(')
	for _, r := range s {
		c, ok := documentByte(r)
		if !ok {
			return appendUTF16Text(b[:start], s)
		}
		b = appendStringByte(b, c)
	}
	if mark := b[start+1:]; len(mark) >= 2 && (mark[0] == 0xfe || mark[0] == 0xff || mark[0] == 0xef) {
		// It could be taken for the mark that another encoding begins with.
		return appendUTF16Text(b[:start], s)
	}
	return append(b, ')')
}

// appendEntry appends an entry of a dictionary that is left out if its text is empty.
func appendEntry(b []byte, key, s string) []byte {
	if s == "" {
		return b
	}
	return appendText(append(b, key...), s)
}

// documentBytes are the bytes of characters in PDFDocEncoding that Latin-1 lacks, as far as texts have need of them.
var documentBytes = map[rune]byte{'•': 0x80, '…': 0x83, '—': 0x84, '–': 0x85, '“': 0x8d, '”': 0x8e, '‘': 0x8f, '’': 0x90}

// documentByte returns the byte of a character in PDFDocEncoding.
func documentByte(r rune) (byte, bool) {
	if r >= 0x20 && r <= 0x7e || r >= 0xa1 && r <= 0xff && r != 0xad {
		return byte(r), true
	}
	c, ok := documentBytes[r]
	return c, ok
}

func appendUTF16Text(b []byte, s string) []byte {
	b = append(b, "<FEFF"...)
	for _, r := range s {
		b = appendUTF16(b, r)
	}
	return append(b, '>')
}

// appendUTF16 appends one rune in hexadecimal, as a surrogate pair if it needs one.
func appendUTF16(b []byte, r rune) []byte {
	if r < 0 || r > utf8.MaxRune || utf16.IsSurrogate(r) {
		r = utf8.RuneError
	}
	if r < 0x10000 {
		return appendHex16(b, uint16(r))
	}
	hi, lo := utf16.EncodeRune(r)
	return appendHex16(appendHex16(b, uint16(hi)), uint16(lo))
}

func appendHex16(b []byte, v uint16) []byte {
	return append(b, upperHex[v>>12], upperHex[v>>8&15], upperHex[v>>4&15], upperHex[v&15])
}

// appendBytes appends a byte string.
func appendBytes(b []byte, s string) []byte {
	b = append(b, '(')
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '(' || c == ')' || c == '\\':
			b = append(b, '\\', c)
		case c < 0x20 || c > 0x7e:
			b = append(b, '\\', '0'+c>>6, '0'+c>>3&7, '0'+c&7)
		default:
			b = append(b, c)
		}
	}
	return append(b, ')')
}

// appendDate appends a PDF date with the zone of t.
func appendDate(b []byte, t time.Time) []byte {
	b = append(b, "(D:"...)
	b = t.AppendFormat(b, "20060102150405")
	if _, offset := t.Zone(); offset == 0 {
		b = append(b, 'Z')
	} else {
		b = t.AppendFormat(b, "-07'00'")
	}
	return append(b, ')')
}

// appendName appends a name. Bytes that are not allowed in names are escaped.
func appendName(b []byte, s string) []byte {
	b = append(b, '/')
	for i := 0; i < len(s); i++ {
		c := s[i]
		if isRegular(c) && c != '#' {
			b = append(b, c)
		} else {
			b = append(b, '#', upperHex[c>>4], upperHex[c&15])
		}
	}
	return b
}

// isRegular reports whether c is a regular character, which does not end a name or number.
func isRegular(c byte) bool {
	return c > ' ' && c <= '~' && strings.IndexByte("()<>[]{}/%", c) < 0
}
