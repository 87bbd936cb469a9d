//go:build !windows

package folder

import (
	"io/fs"
	"os"
)

// files returns the files of a folder, which is kept open until nobody uses them.
func files(dir string) (fs.FS, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return root.FS(), nil
}
