package generator

import (
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
func summed(files []publish.File) []publish.File {
	all := make([]data.File, len(files))
	for i, f := range files {
		all[i] = data.File{Path: f.Path, Data: f.Data}
	}
	return append(slices.Clip(files), publish.File{Path: site.Place(site.AddressSums), Data: data.Sums(all)})
}
