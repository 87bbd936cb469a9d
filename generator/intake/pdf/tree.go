package pdf

import (
	"errors"
	"strings"

	"styrdok/generator/intake"
)

// element is an element of the structure tree, with what stands on all pages.
type element struct {
	role              string // of the standard roles, as the file maps it
	alt, actual, lang string
	across, down      int  // a cell's
	ordered           bool // a list whose numbering the file names
	kids              []kid
}

// kid is an element, or marked content of a page, or neither: an element without content, as an empty cell.
type kid struct {
	element *element
	page    int // 0 if it is no marked content
	mark    int
}

// tree puts together the trees that pdfium shows of each page. An element that reaches over several pages has the same place in each of them:
// pdfium counts all its children, and shows those of the page.
type tree struct {
	*engine
	root  element
	page  int
	count int
}

const maxElements = 300_000

func (t *tree) readPage(handle uint64, number int) {
	root := t.call("FPDF_StructTree_GetForPage", handle)
	if root == 0 {
		return
	}
	defer t.call("FPDF_StructTree_Close", root)
	t.page = number
	for i := range t.number("FPDF_StructTree_CountChildren", root) {
		t.child(&t.root, i, t.call("FPDF_StructTree_GetChildAtIndex", root, uint64(i)), 0)
	}
}

func (t *tree) child(parent *element, i int, handle uint64, depth int) {
	for len(parent.kids) <= i {
		parent.kids = append(parent.kids, kid{})
	}
	k := &parent.kids[i]
	if handle == 0 {
		return
	}
	if depth > intake.MaxDepth {
		panic(failure{errTooDeep})
	}
	if k.element == nil {
		if t.count++; t.count > maxElements {
			panic(failure{errTooDeep})
		}
		k.element = t.element(handle)
	}
	e := k.element
	for n := range t.number("FPDF_StructElement_CountChildren", handle) {
		if below := t.call("FPDF_StructElement_GetChildAtIndex", handle, uint64(n)); below != 0 {
			t.child(e, n, below, depth+1)
			continue
		}
		t.child(e, n, 0, depth+1)
		if mark := t.number("FPDF_StructElement_GetChildMarkedContentID", handle, uint64(n)); mark >= 0 {
			e.kids[n] = kid{page: t.page, mark: mark}
		}
	}
}

var errTooDeep = errors.New("the structure tree is too deep")

func (t *tree) element(handle uint64) *element {
	e := &element{role: t.text("FPDF_StructElement_GetType", handle)}
	e.alt = t.text("FPDF_StructElement_GetAltText", handle)
	e.actual = t.text("FPDF_StructElement_GetActualText", handle)
	e.lang = t.text("FPDF_StructElement_GetLang", handle)
	switch e.role {
	case "TH", "TD":
		e.across, e.down = t.attribute(handle, "ColSpan"), t.attribute(handle, "RowSpan")
	case "L":
		numbering := t.textOf("FPDF_StructElement_GetStringAttribute", handle, "ListNumbering")
		e.ordered = strings.HasPrefix(numbering, "Decimal") || strings.HasPrefix(numbering, "Upper") || strings.HasPrefix(numbering, "Lower") || numbering == "Ordered"
	}
	return e
}

// attribute returns an attribute that is a number, or 0.
func (t *tree) attribute(handle uint64, name string) int {
	key := t.key(name)
	defer t.free(key)
	for i := range t.number("FPDF_StructElement_GetAttributeCount", handle) {
		a := t.call("FPDF_StructElement_GetAttributeAtIndex", handle, uint64(i))
		if a == 0 {
			continue
		}
		if v := t.call("FPDF_StructElement_Attr_GetValue", a, key); v != 0 && t.call("FPDF_StructElement_Attr_GetNumberValue", v, t.at(0)) != 0 {
			return int(t.float32s(1)[0])
		}
	}
	return 0
}
