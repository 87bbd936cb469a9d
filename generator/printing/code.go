package printing

import (
	"rsc.io/qr"

	"styrdok/generator/site"
)

// code returns the QR code of a version's lasting address, rows of modules from above, true where they are dark; nil if
// the version is not published or the address is too long for a code. Paper is clean, so the least correction of errors
// is enough, and leaves larger modules.
func code(frame *site.Frame, pr *site.Print) [][]bool {
	if !published(frame, pr) {
		return nil
	}
	modules, err := qr.Encode(LastingAddress(pr), qr.L)
	if err != nil {
		return nil
	}
	out := make([][]bool, modules.Size)
	for y := range out {
		out[y] = make([]bool, modules.Size)
		for x := range out[y] {
			out[y][x] = modules.Black(x, y)
		}
	}
	return out
}
