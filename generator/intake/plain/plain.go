// Package plain reads text without form, and Markdown with its front matter.
package plain

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"styrdok/generator/char"
	"styrdok/generator/intake"
	"styrdok/generator/pattern"
)

// Read reads a text file. Its paragraphs are those between blank lines; lines that only end at a margin are joined.
func Read(data []byte) (*intake.Reading, error) {
	text, err := Decode(data)
	if err != nil {
		return nil, err
	}
	out := &intake.Reading{Format: intake.Text, Plain: text, ByLooks: true}
	for _, chunk := range blank.Split(strings.ReplaceAll(text, "\f", "\n\n"), -1) {
		var lines []string
		for _, l := range strings.Split(chunk, "\n") {
			if strings.TrimSpace(l) != "" {
				lines = append(lines, strings.TrimRight(l, " \t"))
			}
		}
		for _, l := range joined(lines) {
			trimmed := strings.TrimLeft(l, " \t\u00a0")
			out.Blocks = append(out.Blocks, &intake.Paragraph{
				Spans: []intake.Span{{Text: trimmed}}, Indent: 3 * float64(utf8.RuneCountInString(strings.ReplaceAll(l[:len(l)-len(trimmed)], "\t", "    "))),
			})
		}
	}
	if strings.TrimSpace(text) == "" {
		return nil, &intake.Refused{Reason: intake.NoText}
	}
	return out, nil
}

var (
	blank = pattern.New(`\n[ \t]*\n`)
	// begins finds lines that begin something of their own: an item, a numbered heading, a fact with its label.
	begins = pattern.New(`^\s*(?:[•·▪◦‣●○*–—-]\s|o\t|\(?\d{1,2}[.)]\s|\(?[a-zåäö][.)]\s|\d+(?:\.\d+)+\.?\s|§|\|)|^\s*\p{Lu}[\pL /()-]{2,40}:(?:\s|$)`)
)

// joined joins lines that go on: those that end without a sentence's end, and are long or followed by a small letter.
func joined(lines []string) []string {
	var out []string
	for i, l := range lines {
		if i > 0 && !begins.MatchString(l) && !strings.ContainsRune(l, '\t') && goesOn(lines[i-1], l) {
			last := &out[len(out)-1]
			*last += " " + strings.TrimSpace(l)
			continue
		}
		out = append(out, l)
	}
	return out
}

func goesOn(before, after string) bool {
	first, _ := utf8.DecodeRuneInString(strings.TrimSpace(after))
	last, _ := utf8.DecodeLastRuneInString(before)
	n := utf8.RuneCountInString(before)
	if unicode.IsLower(first) {
		return last != ':' && last != '.' || n > 50
	}
	return n >= 60 && n <= 130
}

// Decode returns a text file as UTF-8 with \n at the ends of lines.
func Decode(data []byte) (string, error) {
	if len(data) > maxText {
		return "", &intake.Refused{Reason: intake.TooLarge}
	}
	var text string
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		text = intake.UTF16(data[2:], binary.LittleEndian)
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		text = intake.UTF16(data[2:], binary.BigEndian)
	case bytes.IndexByte(data, 0) >= 0:
		return "", &intake.Refused{Reason: intake.OtherKind}
	case utf8.Valid(data):
		text = strings.TrimPrefix(string(data), "\ufeff")
	default:
		// What is not UTF-8 is nearly always Windows-1252 here; a letter that it does not have shows that it is not.
		s, err := charmap.Windows1252.NewDecoder().String(string(data))
		if err != nil || strings.ContainsRune(s, utf8.RuneError) {
			return "", &intake.Refused{Reason: intake.Encoding}
		}
		text = s
	}
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\v", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n\n", "\u00ad", "").Replace(text)
	odd := 0
	for _, c := range text {
		if unicode.IsControl(c) && c != '\n' && c != '\t' && c != '\f' {
			odd++
		}
	}
	if odd > 10 && odd*100 > len(text) {
		return "", &intake.Refused{Reason: intake.OtherKind}
	}
	return strings.Map(func(c rune) rune {
		if c != '\f' && char.Control(c) {
			return -1
		}
		return c
	}, text), nil
}

// maxText is the size of a text file. A thousand pages take a fifth of it.
const maxText = 16 << 20
