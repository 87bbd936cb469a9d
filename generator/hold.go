package generator

import (
	"os"
	"path/filepath"

	"styrdok/generator/edit"
	"styrdok/generator/lock"
)

// Hold is the right to write a site's own files. Only one process has it at a time.
type Hold struct {
	dir     string
	release func()
}

// Take waits for the right to write the files of opt.Dir, so that what is read from then on stays as it
// is until it is written, and sweeps away what killed runs have left. In a folder that is no site it
// does nothing.
func Take(opt Options) (*Hold, error) {
	dir := opt.dir()
	if _, err := os.Stat(filepath.Join(dir, "config.toml")); err != nil {
		return nil, nil
	}
	release, err := lock.Take(dir, lock.Sources, opt.Waiting)
	if err != nil {
		return nil, err
	}
	edit.Sweep(dir)
	return &Hold{dir, release}, nil
}

// Release gives the right back. A nil Hold has none.
func (h *Hold) Release() {
	if h != nil {
		h.release()
	}
}
