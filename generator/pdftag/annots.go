package pdftag

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Annotation is the active area of a link on one page. A link that is broken over lines has an
// annotation for each page it is on, with a rectangle for each line.
type Annotation struct {
	Page  int
	Rects []Rect
	// Contents says in words where the link leads; required.
	Contents string
	// URI is an address outside the document. If it is empty, the link leads to Dest.
	URI  string
	Dest *Dest
}

// writeAnnotations writes the links and their places in the structure.
func (f *finisher) writeAnnotations() error {
	for i, a := range f.annot {
		b, err := f.appendAnnotation(nil, a, len(f.pages)+i)
		if err != nil {
			return fmt.Errorf("link %d: %w", i+1, err)
		}
		f.out.set(a.obj, b)
	}
	return nil
}

func (f *finisher) appendAnnotation(b []byte, a placedAnnot, key int) ([]byte, error) {
	if strings.TrimSpace(a.Contents) == "" {
		return nil, errors.New("no words that say where it leads")
	}
	if len(a.Rects) == 0 {
		return nil, errors.New("no area")
	}
	height := f.pages[a.Page].height
	box := a.Rects[0]
	for _, r := range a.Rects {
		if !finite(r.X, r.Y, r.W, r.H) || r.W <= 0 || r.H <= 0 {
			return nil, errors.New("area is empty or not finite")
		}
		right, bottom := max(box.X+box.W, r.X+r.W), max(box.Y+box.H, r.Y+r.H)
		box.X, box.Y = min(box.X, r.X), min(box.Y, r.Y)
		box.W, box.H = right-box.X, bottom-box.Y
	}
	b = append(appendRect(append(b, "<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect["...), box, height), ']')
	if len(a.Rects) > 1 {
		var points []float64
		for _, r := range a.Rects {
			// Readers expect the upper edge first, unlike what the standard says.
			upper, lower := height-r.Y, height-r.Y-r.H
			points = append(points, r.X, upper, r.X+r.W, upper, r.X, lower, r.X+r.W, lower)
		}
		b = append(appendNumbers(append(b, "/QuadPoints["...), points...), ']')
	}
	b = appendText(append(b, "/Contents"...), a.Contents)
	b = appendInt(append(b, "/StructParent "...), key)
	b = appendRef(append(b, "/P "...), f.pages[a.Page].obj)
	switch {
	case a.URI != "" && a.Dest != nil:
		return nil, errors.New("leads to two places")
	case a.URI != "":
		uri, err := escapeURI(a.URI)
		if err != nil {
			return nil, err
		}
		b = append(b, "/A<</S/URI/URI"...)
		b = append(appendBytes(b, uri), ">>"...)
	case a.Dest != nil:
		if err := f.checkDest(*a.Dest); err != nil {
			return nil, err
		}
		b = f.appendDest(append(b, "/Dest"...), *a.Dest)
	default:
		return nil, errors.New("leads nowhere")
	}
	return append(b, ">>"...), nil
}

// appendRect appends the corners of r, lower left first.
func appendRect(b []byte, r Rect, height float64) []byte {
	return appendNumbers(b, r.X, height-r.Y-r.H, r.X+r.W, height-r.Y)
}

// maxURI is longer than any reader opens.
const maxURI = 8192

// escapeURI returns s in ASCII: what may not stand in a URI is percent-encoded as UTF-8. What is
// encoded already stays. Control characters are refused, and so is what a reader could run.
func escapeURI(s string) (string, error) {
	if len(s) > maxURI {
		return "", fmt.Errorf("address of %d bytes", len(s))
	}
	if !utf8.ValidString(s) {
		return "", fmt.Errorf("address %q is not UTF-8", s)
	}
	scheme, _, ok := strings.Cut(s, ":")
	if !ok || !slices.Contains([]string{"http", "https", "mailto", "tel"}, strings.ToLower(scheme)) {
		return "", fmt.Errorf("address %q is not of http, https, mailto or tel", s)
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c < ' ' || c == 0x7f:
			return "", fmt.Errorf("control character in address %q", s)
		case c > 0x7f, strings.IndexByte(" \"<>\\^`{|}", c) >= 0:
			fmt.Fprintf(&b, "%%%02X", c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String(), nil
}
