package site

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"styrdok/generator/diag"
	"styrdok/generator/library"
)

// use notes that a published text shows or links to a file, which is thereby published. The first place
// is told if the file has no place of its own.
func (p *planner) use(file string, at diag.Pos, shown bool) {
	f := p.used[file]
	if f == nil {
		f = &File{Source: file, Target: FileTarget(file), At: at}
		p.used[file] = f
		if holder := p.places.Holder(Place(f.Target)); holder != "" {
			p.diags.Add(diag.BadName, at, path.Base(file), diag.P("name.held", "/"+holder))
		} else if library.FileFault(file) != "" {
			unportable := diag.New(diag.ArchiveName, at, file)
			unportable.Severity = diag.Warning // the site can do without the archive
			p.diags = append(p.diags, unportable)
		}
		p.places.Take(Place(f.Target))
	}
	f.Shown, f.Linked = f.Shown || shown, f.Linked || !shown
}

// planFiles gives the files that texts refer to their places, and images one for every width. At an image's own
// address lies the largest copy, unless a text links to the image: then it is the image itself.
func (p *planner) planFiles() {
	for _, source := range slices.Sorted(maps.Keys(p.used)) {
		f := *p.used[source]
		var widths []int
		own := true
		if f.Shown && p.in.Widths != nil {
			widths, own = p.in.Widths(source)
		}
		for i, w := range widths {
			c := f
			last := i == len(widths)-1
			if !last || !own && f.Linked {
				c.Target = p.freeTarget(f.Target, w)
			}
			if c.Width = w; last && own {
				c.Width = 0
			}
			p.site.Files = append(p.site.Files, c)
			c.Width = w
			p.copies[source] = append(p.copies[source], c)
		}
		if len(widths) == 0 || !own && f.Linked {
			p.site.Files = append(p.site.Files, f)
		}
	}
}

// freeTarget is where a copy of an image lies: "/policy/resor/foto-640.jpg".
func (p *planner) freeTarget(target string, width int) string {
	stem := strings.TrimSuffix(target, path.Ext(target))
	for n := 0; ; n++ {
		name := fmt.Sprintf("%s-%d%s", stem, width, path.Ext(target))
		if n > 0 {
			name = fmt.Sprintf("%s-%d-%d%s", stem, width, n, path.Ext(target))
		}
		if p.places.Take(Place(name)) {
			return name
		}
	}
}
