//go:build !windows

package folder

import (
	"io/fs"

	"styrdok/generator/regular"
)

// files returns the files of a folder, which is kept open until nobody uses them.
func files(dir string) (fs.FS, error) {
	root, err := regular.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return regular.In(root), nil
}
