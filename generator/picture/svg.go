package picture

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// ActiveError tells what in a drawing could run script in a reader's browser, or ask another server for
// something.
type ActiveError struct {
	Line, Column int    // from 1, columns in characters
	What         string // as it stands there: "<script>", "onload", "href=\"https://…\""
}

func (e *ActiveError) Error() string { return "drawing holds " + e.What }

// ErrNoSVG means that a file is no drawing that a browser shows: no XML in UTF-8, or without the
// namespace http://www.w3.org/2000/svg.
var ErrNoSVG = errors.New("not an SVG as browsers read it")

const (
	svgSpace   = "http://www.w3.org/2000/svg"
	xlinkSpace = "http://www.w3.org/1999/xlink"
	xmlSpace   = "http://www.w3.org/XML/1998/namespace"
)

// still are the elements of SVG that do nothing but show something. What is not among them is refused:
// script, foreignObject, image, feImage, and the animations, which can change an address.
var still = strings.Fields(`svg g a defs symbol use path rect circle ellipse line polyline polygon title desc metadata
	text tspan textPath linearGradient radialGradient meshgradient meshpatch meshrow stop solidcolor pattern clipPath mask marker
	switch style view filter feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting
	feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge
	feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence`)

// inert are namespaces in which drawing programs keep their own notes. Browsers do nothing with them.
var inert = []string{
	"http://www.inkscape.org/namespaces/inkscape", "http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd",
	"http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/",
	"http://creativecommons.org/ns#", "http://web.resource.org/cc/", "http://www.serif.com/", "http://www.bohemiancoding.com/sketch/ns",
	"http://schemas.microsoft.com/visio/2003/SVGExtensions/", "http://ns.adobe.com/xap/1.0/", "adobe:ns:meta/",
}

var styleName = xml.Name{Space: svgSpace, Local: "style"}

// declaration is one that says that a file is in UTF-8, or nothing of it. In another encoding the same bytes
// are other marks, and what is a comment here is an element to a browser; encoding/xml does not see
// one that has blanks around its equals sign.
var declaration = regexp.MustCompile(`^<\?xml\s+version\s*=\s*["']1\.0["'](\s+encoding\s*=\s*["'](?i:utf-8)["'])?(\s+standalone\s*=\s*["'](yes|no)["'])?\s*\?>`)

// CheckSVG reads the whole of a drawing, whatever of it is drawn, as a browser does that opens it by its
// address. The error is an *ActiveError, ErrNoSVG or nil.
func CheckSVG(data []byte) error {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if bytes.HasPrefix(data, []byte("<?xml")) && !declaration.Match(data) {
		return ErrNoSVG
	}
	r := xml.NewDecoder(bytes.NewReader(data))
	r.CharsetReader = func(string, io.Reader) (io.Reader, error) { return nil, ErrNoSVG }
	var open []xml.Name
	var style strings.Builder // of the element that is open, whose pieces a browser joins
	seen := false
	for {
		at := r.InputOffset()
		token, err := r.Token()
		if err == io.EOF {
			if !seen {
				return ErrNoSVG
			}
			return nil
		}
		if err != nil {
			return ErrNoSVG
		}
		what := ""
		switch t := token.(type) {
		case xml.StartElement:
			if !seen && (t.Name.Local != "svg" || t.Name.Space != svgSpace) {
				return ErrNoSVG
			}
			seen = true
			open = append(open, t.Name)
			if what = activeElement(t); what == "" && len(open) > 1 && open[len(open)-2] == styleName {
				what = "<" + t.Name.Local + ">" // a style holds text
			}
		case xml.EndElement:
			open = open[:len(open)-1]
			if t.Name == styleName {
				what = activeStyle(style.String())
				style.Reset()
			}
		case xml.CharData:
			if n := len(open); n > 0 && open[n-1] == styleName {
				style.Write(t)
			}
		case xml.ProcInst:
			if t.Target != "xml" && !strings.HasPrefix(t.Target, "xpacket") {
				what = "<?" + t.Target + "?>"
			}
		case xml.Directive:
			// A document type may declare entities and attributes, which other readers put in.
			if bytes.ContainsAny(t, "[") || !bytes.HasPrefix(bytes.ToUpper(t), []byte("DOCTYPE")) {
				what = "<!" + strings.Fields(string(t) + " !")[0] + " […]>"
			}
		}
		if what != "" {
			before := data[:at]
			line := before[bytes.LastIndexByte(before, '\n')+1:]
			return &ActiveError{bytes.Count(before, []byte("\n")) + 1, utf8.RuneCount(line) + 1, what}
		}
	}
}

// activeElement tells what is active in an element or its attributes, empty if nothing is.
func activeElement(t xml.StartElement) string {
	switch {
	case t.Name.Space == svgSpace && slices.Contains(still, t.Name.Local):
	case slices.Contains(inert, t.Name.Space), strings.HasPrefix(t.Name.Space, "http://ns.adobe.com/"):
	default:
		return "<" + t.Name.Local + ">"
	}
	for _, a := range t.Attr {
		name, value := a.Name.Local, a.Value
		plain := strings.ToLower(strings.Map(func(r rune) rune {
			if r <= ' ' || r == '\u00A0' {
				return -1 // Browsers pass them over in an address.
			}
			return r
		}, value))
		told := name + "=\"" + short(value) + "\""
		switch {
		case a.Name.Space == "xmlns" || a.Name.Space == "" && name == "xmlns":
		case a.Name.Space == "" && len(name) > 2 && strings.EqualFold(name[:2], "on"):
			return name
		case a.Name.Space == xmlSpace && name == "base":
			return "xml:base"
		case a.Name.Space == "" && name == "ping": // tells another server that a link was followed
			return told
		case strings.HasPrefix(plain, "javascript:") || strings.HasPrefix(plain, "data:") || strings.HasPrefix(plain, "vbscript:"):
			return told
		case (name == "href" || name == "src") && (a.Name.Space == "" || a.Name.Space == xlinkSpace):
			link := t.Name.Local == "a" && (strings.HasPrefix(plain, "https://") || strings.HasPrefix(plain, "http://") || strings.HasPrefix(plain, "mailto:"))
			if plain != "" && !strings.HasPrefix(plain, "#") && !link {
				return told
			}
		case a.Name.Space == "" && activeStyle(value) != "":
			return told
		}
	}
	return ""
}

// activeStyle tells what a style asks another file for, empty if nothing. An escape could hide it.
func activeStyle(css string) string {
	lower := strings.ToLower(css)
	for _, w := range []string{`\`, "@import", "@namespace", "image-set(", "image(", "src(", "expression(", "-moz-binding", "behavior:"} {
		if strings.Contains(lower, w) {
			return w
		}
	}
	for rest := lower; ; {
		_, after, found := strings.Cut(rest, "url(")
		if !found {
			return ""
		}
		if !strings.HasPrefix(strings.TrimLeft(after, " \t\r\n\f\"'"), "#") {
			return "url(" + short(after)
		}
		rest = after
	}
}

// short is the beginning of a value.
func short(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}

// rootElement is the name of a file's first element, empty if it is no XML that far.
func rootElement(data []byte) string {
	r := xml.NewDecoder(bytes.NewReader(bytes.TrimPrefix(data[:min(len(data), 64<<10)], []byte("\ufeff"))))
	r.Strict = false
	r.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	for {
		token, err := r.Token()
		if err != nil {
			return ""
		}
		if t, ok := token.(xml.StartElement); ok {
			return t.Name.Local
		}
	}
}
