package library

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// longestName is the maximum length of a file's name in bytes. File systems allow 255, and the site adds a day,
// "-andringar" and an extension.
const longestName = 200

// FileFault returns why a file cannot have this path on every system where a site is built or served, or in an archive
// package: "encoding", "control", "character" (forbidden on Windows), "end" (a leading or trailing space, or a trailing
// full stop), "device" (a reserved name on Windows), "long", or "percent" (which BagIt checksums cannot hold). It is
// empty if the path is valid.
func FileFault(path string) string {
	percent := ""
	for _, name := range strings.Split(path, "/") {
		stem, _, _ := strings.Cut(strings.ToUpper(name), ".")
		switch {
		case !utf8.ValidString(name):
			return "encoding"
		case strings.ContainsFunc(name, invisible):
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

// invisible reports whether a character changes how a name reads and cannot be seen: one that turns the direction makes
// "plan\u202Efdp.exe" look like "planexe.pdf".
func invisible(r rune) bool {
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) || r&0xFFFE == 0xFFFE
}

// deviceNames are reserved names on Windows, with or without an extension.
var deviceNames = []string{
	"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$",
	"COM0", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9", "COM¹", "COM²", "COM³",
	"LPT0", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9", "LPT¹", "LPT²", "LPT³",
}
