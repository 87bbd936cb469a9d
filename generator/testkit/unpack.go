package testkit

import (
	"bytes"
	"compress/flate"
	"io"
	"strings"
)

// Unpack returns the JSON in a file of the search index.
func Unpack(script string) (string, error) {
	_, text, _ := strings.Cut(script, `,"`)
	text, _, _ = strings.Cut(text, `"`)
	var packed []byte
	n, bits := 0, 0
	digit := func(i int) int {
		n := int(text[i]) - ' '
		for _, taken := range `"<>\` {
			if rune(text[i]) > taken {
				n--
			}
		}
		return n
	}
	for i := 0; i < len(text); i += 2 {
		if i+1 < len(text) {
			n, bits = n<<13|digit(i)*91+digit(i+1), bits+13
		} else {
			n, bits = n<<6|digit(i), bits+6
		}
		for ; bits > 7; bits -= 8 {
			packed = append(packed, byte(n>>(bits-8)))
		}
		n &= 127
	}
	data, err := io.ReadAll(flate.NewReader(bytes.NewReader(packed)))
	return string(data), err
}
