package gather

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"styrdok/generator/diag"
	"styrdok/generator/proof"
	"styrdok/generator/publish"
	"styrdok/generator/site"
	"styrdok/generator/unit"
)

// Static publishes what lies in static/, unless its place is taken by what the site has made itself, which
// is reported.
func Static(k *unit.Maker) (diags diag.List, err error) {
	files := slices.DeleteFunc(slices.Clone(k.Attached), func(file string) bool { return !strings.HasPrefix(file, "static/") })
	if len(files) == 0 {
		return nil, nil
	}
	var places site.Places
	for _, f := range k.Out.Wanted() {
		places.Take(f.Path)
	}
	places.Take(site.Place(site.AddressSums))
	places.Take(site.Place(site.AddressSums) + proof.Extension)
	for _, file := range files {
		target := site.Place(site.FileTarget(file))
		if holder := places.Holder(target); holder != "" {
			why := "taken"
			if holder != target && strings.EqualFold(holder, target[:min(len(holder), len(target))]) && !strings.HasPrefix(target, holder+"/") {
				why = "twin"
			}
			diags.Add(diag.NotPublished, diag.Pos{File: file}, diag.P("unpublished."+why, "/"+holder))
			continue
		}
		places.Take(target)
		if err := k.Out.PutFrom(target, publish.Digest(k.Digest(file)), func() (io.ReadCloser, error) { return k.FS.Open(file) }); err != nil {
			return diags, fmt.Errorf("read %s: %w", file, err)
		}
	}
	return diags, nil
}
