package theme

import (
	"strings"
	"testing"
)

// TestMailIsBrokenAfterItsSign writes addresses so that no line ends after a hyphen in one.
func TestMailIsBrokenAfterItsSign(t *testing.T) {
	for address, want := range map[string]string{
		"kommun@exempelby.example":    "kommun@<wbr>exempelby.example",
		"ai-remiss@exempelby.example": `<span class="ihop">ai-remiss@</span><wbr>exempelby.example`,
		"a&b@vara-by.example":         `a&amp;b@<wbr><span class="ihop">vara-by.example</span>`,
		"mejla oss":                   "mejla oss",
	} {
		var b strings.Builder
		if writeMail(&b, address); b.String() != want {
			t.Errorf("%s: got %s, want %s", address, b.String(), want)
		}
	}
}
