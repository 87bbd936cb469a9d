package library

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// longestName is the largest number of bytes in a file's name. File systems take 255, and the site adds
// to names: a day, "-andringar", an ending.
const longestName = 200

// FileFault tells why a file could not have this path on every system on which a site is built or
// served, or in an archive's package, in a word: "encoding", "control", "character" (one that
// Windows does not allow), "end" (a blank at either end, or a full stop last), "device" (a name that
// Windows keeps for itself), "long", or "percent", which servers take but the checksums of a package do
// not. It is empty where nothing is wrong.
func FileFault(path string) string {
	percent := ""
	for _, name := range strings.Split(path, "/") {
		stem, _, _ := strings.Cut(strings.ToUpper(name), ".")
		switch {
		case !utf8.ValidString(name):
			return "encoding"
		case strings.ContainsFunc(name, unicode.IsControl):
			return "control"
		case strings.ContainsAny(name, `\:*?"<>|`):
			return "character"
		case strings.Trim(name, " \u00A0") != name || strings.HasSuffix(name, "."):
			return "end"
		case slices.Contains(deviceNames, strings.TrimRight(stem, " ")):
			return "device"
		case len(name) > longestName:
			return "long"
		case strings.Contains(name, "%"):
			percent = "percent"
		}
	}
	return percent
}

// deviceNames are names that Windows keeps for itself, with any extension.
var deviceNames = []string{
	"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$",
	"COM0", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9", "COM¹", "COM²", "COM³",
	"LPT0", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9", "LPT¹", "LPT²", "LPT³",
}
