package pdftag

import (
	"fmt"
)

// OutlineItem is a bookmark. Items stand in order; one with a higher level stands under the nearest
// one before it that has a lower. Levels begin with 1 and may skip.
type OutlineItem struct {
	Title string
	Level int
	Dest
}

// openLevels is how many levels of the outline are unfolded when the file is opened.
const openLevels = 2

// writeOutline writes the bookmarks and returns the object of the outline.
func (f *finisher) writeOutline() (int, error) {
	items := f.doc.Outline
	type link struct{ obj, parent, first, last, prev, next, visible, depth int }
	// links[0] is the outline itself; item i is links[i+1]; 0 means no item.
	links := make([]link, len(items)+1)
	links[0].obj = f.out.add()
	stack := []int{0}
	for i, it := range items {
		if it.Level < 1 || it.Title == "" {
			return 0, fmt.Errorf("bookmark %d has no level or no title", i+1)
		}
		if err := f.checkDest(it.Dest); err != nil {
			return 0, fmt.Errorf("bookmark %d: %w", i+1, err)
		}
		for len(stack) > 1 && items[stack[len(stack)-1]-1].Level >= it.Level {
			stack = stack[:len(stack)-1]
		}
		n, parent := i+1, stack[len(stack)-1]
		links[n] = link{obj: f.out.add(), parent: parent, prev: links[parent].last, depth: len(stack)}
		if p := links[parent].last; p != 0 {
			links[p].next = n
		} else {
			links[parent].first = n
		}
		links[parent].last = n
		stack = append(stack, n)
	}
	// Kids come after their parents, so counting goes backwards. An item's count is that of the lines
	// it shows when it is unfolded.
	for n := len(items); n > 0; n-- {
		p := links[n].parent
		links[p].visible++
		if links[n].depth < openLevels {
			links[p].visible += links[n].visible
		}
	}
	for n := 1; n < len(links); n++ {
		l, it := links[n], items[n-1]
		b := appendText([]byte("<</Title"), it.Title)
		b = appendRef(append(b, "/Parent "...), links[l.parent].obj)
		b = f.appendDest(append(b, "/Dest"...), it.Dest)
		for i, k := range [4]int{l.first, l.last, l.prev, l.next} {
			if k != 0 {
				b = appendRef(append(b, [4]string{"/First ", "/Last ", "/Prev ", "/Next "}[i]...), links[k].obj)
			}
		}
		if l.visible > 0 {
			if l.depth >= openLevels {
				l.visible = -l.visible
			}
			b = appendInt(append(b, "/Count "...), l.visible)
		}
		f.out.set(l.obj, append(b, ">>"...))
	}
	l := links[0]
	b := appendRef([]byte("<</Type/Outlines/First "), links[l.first].obj)
	b = appendRef(append(b, "/Last "...), links[l.last].obj)
	b = appendInt(append(b, "/Count "...), l.visible)
	f.out.set(l.obj, append(b, ">>"...))
	return l.obj, nil
}

// writeCatalog writes the catalog and what hangs from it.
func (f *finisher) writeCatalog() error {
	d := f.doc
	b := appendRef([]byte("<</Type/Catalog/Pages "), pagesObj)
	b = appendBytes(append(b, "/Lang"...), d.Lang)
	b = append(b, "/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>"...)
	b = appendRef(append(b, "/StructTreeRoot "...), f.structure)

	packet, err := d.xmp()
	if err != nil {
		return err
	}
	// Not compressed, so that programs which know nothing of PDF find it.
	b = appendRef(append(b, "/Metadata "...), f.out.addRaw("/Type/Metadata/Subtype/XML", packet))
	b = append(b, "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB IEC61966-2.1)/Info(sRGB IEC61966-2.1)/RegistryName(http://www.color.org)/DestOutputProfile "...)
	b = append(appendRef(b, f.out.addRaw("/N 3/Alternate/DeviceRGB/Filter/FlateDecode", profileStream())), ">>]"...)

	if len(d.Outline) > 0 {
		n, err := f.writeOutline()
		if err != nil {
			return err
		}
		b = appendRef(append(b, "/PageMode/UseOutlines/Outlines "...), n)
	}
	b = append(b, "/PageLabels<</Nums[0<</S/D>>]>>"...)
	if len(d.Dests) > 0 {
		dests := map[string]Dest{}
		for _, n := range d.Dests {
			if _, ok := dests[n.Name]; ok || n.Name == "" {
				return fmt.Errorf("destination %q is empty or named twice", n.Name)
			}
			if err := f.checkDest(n.Dest); err != nil {
				return fmt.Errorf("destination %q: %w", n.Name, err)
			}
			dests[n.Name] = n.Dest
		}
		b = append(appendRef(append(b, "/Names<</Dests "...), nameTree(f, dests, f.appendDest)), ">>"...)
	}
	f.out.set(catalogObj, append(b, ">>"...))
	return nil
}
