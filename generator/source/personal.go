package source

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"styrdok/generator/diag"
	"styrdok/generator/library"
)

var (
	// identityNumber finds what may be a personal identity number (personnummer) or a coordination number
	// (samordningsnummer): twelve digits, or ten with a sign in front of the last four.
	identityNumber = regexp.MustCompile(`\b(?:(18|19|20)?(\d{6})([-+–])(\d{4})|(18|19|20)(\d{6})(\d{4}))\b`)
	privateAddress = regexp.MustCompile(`(?i)[a-z0-9._%+-]+@(?:gmail|googlemail|hotmail|outlook|live|msn|yahoo|icloud|me|protonmail|proton|telia|spray|comhem|bredband)\.(?:com|se|net|me)\b`)
)

// personalData warns of personal data that has no place in what is published: identity numbers, whose checksum tells
// them from other numbers, and addresses at services for private persons.
func personalData(file, src string, diags *diag.List) {
	pos := func(at int) diag.Pos {
		begin := strings.LastIndexByte(src[:at], '\n') + 1
		return diag.Pos{File: file, Line: strings.Count(src[:at], "\n") + 1, Column: utf8.RuneCountInString(src[begin:at]) + 1}
	}
	for _, m := range identityNumber.FindAllStringSubmatchIndex(src, -1) {
		group := func(i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return src[m[2*i]:m[2*i+1]]
		}
		if isIdentity(group(1)+group(5), group(2)+group(6), group(4)+group(7)) {
			diags.Add(diag.IdentityNumber, pos(m[0]))
		}
	}
	for _, m := range privateAddress.FindAllStringIndex(src, -1) {
		diags.Add(diag.PrivateAddress, pos(m[0]), src[m[0]:m[1]])
	}
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
