package pdf

import (
	"errors"
	"fmt"

	"styrdok/generator/layout"
	"styrdok/generator/pdftag"
)

// structure converts layout's elements to those of the tag tree and numbers the leaves.
func (d *drawer) structure(e *layout.Element) (*pdftag.Element, error) {
	if e == nil {
		return nil, errors.New("print without structure")
	}
	next := pdftag.Leaf(0)
	var convert func(e *layout.Element, depth int) (*pdftag.Element, error)
	convert = func(e *layout.Element, depth int) (*pdftag.Element, error) {
		// This limits the recursion; the tag tree's own limit is lower.
		if depth > 1000 {
			return nil, errors.New("structure is too deep")
		}
		out := &pdftag.Element{
			Role: pdftag.Role(e.Role), ID: e.ID, Lang: e.Lang, Alt: e.Alt, ActualText: e.ActualText,
			Attributes: pdftag.Attributes{Scope: e.Scope, Summary: e.Summary, Numbering: e.Numbering},
			Kids:       make([]pdftag.Kid, 0, len(e.Kids)),
		}
		if e.Role == "Figure" {
			out.Attributes.Placement = "Block"
			out.Attributes.BBox = &pdftag.Box{Page: e.Sheet, Rect: pdftag.Rect(e.BBox)}
		}
		for _, k := range e.Kids {
			switch k := k.(type) {
			case *layout.Element:
				kid, err := convert(k, depth+1)
				if err != nil {
					return nil, err
				}
				out.Kids = append(out.Kids, kid)
			case *layout.Leaf:
				if _, ok := d.leaves[k]; ok {
					return nil, fmt.Errorf("a leaf of %s stands twice in the structure", e.Role)
				}
				next++
				d.leaves[k] = next
				out.Kids = append(out.Kids, next)
			case *layout.LinkArea:
				out.Kids = append(out.Kids, annotation(k))
			}
		}
		return out, nil
	}
	return convert(e, 0)
}

func annotation(a *layout.LinkArea) *pdftag.Annotation {
	out := &pdftag.Annotation{Page: a.Sheet, Contents: a.Description, URI: a.URL}
	for _, r := range a.Rects {
		out.Rects = append(out.Rects, pdftag.Rect(r))
	}
	if a.URL == "" {
		out.Dest = &pdftag.Dest{Page: a.TargetSheet, Y: a.TargetY}
	}
	return out
}

func outline(items []layout.Outline) []pdftag.OutlineItem {
	list := make([]pdftag.OutlineItem, len(items))
	for i, it := range items {
		list[i] = pdftag.OutlineItem{Title: it.Title, Level: it.Level, Dest: pdftag.Dest{Page: it.Sheet, Y: it.Y}}
	}
	return list
}

// dests returns the named destinations. Of two with the same ID the first counts.
func dests(anchors []layout.Anchor) []pdftag.NamedDest {
	seen := map[string]bool{}
	var list []pdftag.NamedDest
	for _, a := range anchors {
		if a.ID == "" || seen[a.ID] {
			continue
		}
		seen[a.ID] = true
		list = append(list, pdftag.NamedDest{Name: a.ID, Dest: pdftag.Dest{Page: a.Sheet, Y: a.Y}})
	}
	return list
}
