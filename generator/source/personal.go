package source

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"styrdok/generator/diag"
	"styrdok/generator/library"
	"styrdok/generator/pattern"
)

var (
	// identityNumber finds what may be a personal identity number (personnummer) or a coordination number
	// (samordningsnummer): twelve digits, or ten with a sign in front of the last four.
	identityNumber = pattern.New(`\b(?:(18|19|20)?(\d{6})([-+–])(\d{4})|(18|19|20)(\d{6})(\d{4}))\b`)
	privateAddress = pattern.New(`(?i)[a-z0-9._%+-]+@(?:gmail|googlemail|hotmail|outlook|live|msn|yahoo|icloud|me|protonmail|proton|telia|spray|comhem|bredband)\.(?:com|se|net|me)\b`)
)

// personalData warns of personal data that has no place in what is published: identity numbers, whose checksum tells
// them from other numbers, and addresses at services for private persons. No match is longer than a line, and in most
// lines there can be none.
func personalData(file, src string, diags *diag.List) {
	begin := 0
	for line := range strings.Lines(src) {
		pos := func(at int) diag.Pos {
			return diag.Pos{File: file, Line: strings.Count(src[:begin], "\n") + 1, Column: utf8.RuneCountInString(line[:at]) + 1}
		}
		if sixDigits(line) {
			for _, m := range identityNumber.FindAllStringSubmatchIndex(line, -1) {
				group := func(i int) string { return line[max(m[2*i], 0):max(m[2*i+1], 0)] }
				if isIdentity(group(1)+group(5), group(2)+group(6), group(4)+group(7)) {
					diags.Add(diag.IdentityNumber, pos(m[0]))
				}
			}
		}
		if strings.Contains(line, "@") {
			for _, m := range privateAddress.FindAllStringIndex(line, -1) {
				diags.Add(diag.PrivateAddress, pos(m[0]), line[m[0]:m[1]])
			}
		}
		begin += len(line)
	}
}

// sixDigits reports whether six digits follow one another in a line.
func sixDigits(line string) bool {
	n := 0
	for i := range len(line) {
		if line[i] < '0' || line[i] > '9' {
			n = 0
		} else if n++; n == 6 {
			return true
		}
	}
	return false
}

// isIdentity reports whether digits are a personal identity number (folkbokföringslagen 1991:481, 18 §) or a
// coordination number, in which 60 is added to the day of birth. Century may be empty. The last digit is a checksum by
// the Luhn algorithm over the nine before it.
func isIdentity(century, birth, last string) bool {
	day, _ := strconv.Atoi(birth[4:])
	if day > 60 {
		day -= 60
	}
	known := false
	for _, c := range []string{century, "19", "20"} {
		_, err := library.ParseDate(c + birth[:2] + "-" + birth[2:4] + "-" + strconv.Itoa(100 + day)[1:])
		known = known || c != "" && err == nil
		if century != "" {
			break
		}
	}
	sum := 0
	for i, r := range birth + last {
		n := int(r-'0') * (2 - i%2)
		sum += n/10 + n%10
	}
	return known && sum%10 == 0
}
