package picture

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"styrdok/generator/pattern"
)

// ActiveError is returned for an SVG with active content: something that could run script in a
// browser or load a resource from another server.
type ActiveError struct {
	Line, Column int    // from 1, columns in characters
	What         string // as written: "<script>", "onload", "href=\"https://…\""
}

func (e *ActiveError) Error() string { return "active content in SVG: " + e.What }

// ErrNotSVG means that a browser would not render a file as SVG: it is not XML in UTF-8, or lacks the
// namespace http://www.w3.org/2000/svg.
var ErrNotSVG = errors.New("not an SVG image that browsers render")

const (
	svgSpace   = "http://www.w3.org/2000/svg"
	xlinkSpace = "http://www.w3.org/1999/xlink"
	xmlSpace   = "http://www.w3.org/XML/1998/namespace"
)

// still are the allowed elements of SVG, which only draw. All others are refused: script,
// foreignObject, image, feImage, and animations, which can change an address.
var still = strings.Fields(`svg g a defs symbol use path rect circle ellipse line polyline polygon title desc metadata
	text tspan textPath linearGradient radialGradient meshgradient meshpatch meshrow stop solidcolor pattern clipPath mask marker
	switch style view filter feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting
	feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge
	feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence`)

// inert are the namespaces of drawing programs' metadata, which browsers ignore.
var inert = []string{
	"http://www.inkscape.org/namespaces/inkscape", "http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd",
	"http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/",
	"http://creativecommons.org/ns#", "http://web.resource.org/cc/", "http://www.serif.com/", "http://www.bohemiancoding.com/sketch/ns",
	"http://schemas.microsoft.com/visio/2003/SVGExtensions/", "http://ns.adobe.com/xap/1.0/", "adobe:ns:meta/",
}

var styleName = xml.Name{Space: svgSpace, Local: "style"}

// declaration matches an XML declaration with encoding UTF-8 or without encoding. In another encoding
// the same bytes are other characters, so that what is a comment here may be an element to a browser.
// encoding/xml misses an encoding with spaces around its equals sign.
var declaration = pattern.New(`^<\?xml\s+version\s*=\s*["']1\.0["'](\s+encoding\s*=\s*["'](?i:utf-8)["'])?(\s+standalone\s*=\s*["'](yes|no)["'])?\s*\?>`)

// CheckSVG checks all of an SVG, drawn or not, since a browser may open it by its address. The error is
// an [*ActiveError], [ErrNotSVG] or nil.
func CheckSVG(data []byte) error {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if bytes.HasPrefix(data, []byte("<?xml")) && !declaration.Match(data) {
		return ErrNotSVG
	}
	r := xml.NewDecoder(bytes.NewReader(data))
	r.CharsetReader = func(string, io.Reader) (io.Reader, error) { return nil, ErrNotSVG }
	var open []xml.Name
	var style strings.Builder // contents of the open style element, whose parts browsers join
	seen := false
	for {
		at := r.InputOffset()
		token, err := r.Token()
		if err == io.EOF {
			if !seen {
				return ErrNotSVG
			}
			return nil
		}
		if err != nil {
			return ErrNotSVG
		}
		what := ""
		switch t := token.(type) {
		case xml.StartElement:
			if !seen && (t.Name.Local != "svg" || t.Name.Space != svgSpace) {
				return ErrNotSVG
			}
			seen = true
			open = append(open, t.Name)
			if what = activeElement(t); what == "" && len(open) > 1 && open[len(open)-2] == styleName {
				what = "<" + t.Name.Local + ">" // style contains text only
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
			// A document type may declare entities and attributes, which other parsers expand.
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

// activeElement returns the active content of an element and its attributes, or "".
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
				return -1 // Browsers skip them in an address.
			}
			return r
		}, value))
		found := name + "=\"" + short(value) + "\""
		switch {
		case a.Name.Space == "xmlns" || a.Name.Space == "" && name == "xmlns":
		case a.Name.Space == "" && len(name) > 2 && strings.EqualFold(name[:2], "on"):
			return name
		case a.Name.Space == xmlSpace && name == "base":
			return "xml:base"
		case a.Name.Space == "" && name == "ping": // notifies another server that a link was followed
			return found
		case strings.HasPrefix(plain, "javascript:") || strings.HasPrefix(plain, "data:") || strings.HasPrefix(plain, "vbscript:"):
			return found
		case (name == "href" || name == "src") && (a.Name.Space == "" || a.Name.Space == xlinkSpace):
			link := t.Name.Local == "a" && (strings.HasPrefix(plain, "https://") || strings.HasPrefix(plain, "http://") || strings.HasPrefix(plain, "mailto:"))
			if plain != "" && !strings.HasPrefix(plain, "#") && !link {
				return found
			}
		case a.Name.Space == "" && activeStyle(value) != "":
			return found
		}
	}
	return ""
}

// activeStyle returns what in a style sheet could load another file, or "". Escapes could hide it.
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

// short returns at most the first 40 characters of s.
func short(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}

// rootElement returns the name of the first element, or "" if the file is not XML up to there.
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
