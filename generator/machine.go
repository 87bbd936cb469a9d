package generator

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"

	"styrdok/generator/data"
	"styrdok/generator/publish"
	"styrdok/generator/site"
)

// forMachines makes the files that a site has for machines.
func forMachines(d *data.Data) []publish.File {
	var out []publish.File
	for _, f := range d.Files() {
		out = append(out, publish.File{Path: f.Path, Data: f.Data})
	}
	return out
}

// summed adds the checksums of all files. It must come last.
func (m *Made) summed(files []publish.File) ([]publish.File, error) {
	sums := make([]data.Digest, len(files))
	err := m.each(len(files), func(i int) error {
		h := sha256.New()
		if _, err := files[i].Copy(h); err != nil {
			return fmt.Errorf("read %s: %w", files[i].Path, err)
		}
		sums[i] = data.Digest{Path: files[i].Path, SHA256: hex.EncodeToString(h.Sum(nil))}
		return nil
	})
	return append(slices.Clip(files), publish.File{Path: site.Place(site.AddressSums), Data: data.Sums(sums)}), err
}
