//go:build !unix

package edit

import (
	"io/fs"
	"os"
)

// keepGroup does nothing where files have no groups.
func keepGroup(*os.File, fs.FileInfo) {}
