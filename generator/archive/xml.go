package archive

import (
	"bytes"
	"encoding/xml"
	"strings"
)

// element is an XML element. Names have their prefixes.
type element struct {
	name     string
	attrs    []string // names and values in turn; those with an empty value are left out
	text     string
	children []element
}

// with returns e with more children.
func (e element) with(children ...element) element {
	e.children = append(e.children, children...)
	return e
}

// elem returns an element with attributes, given as names and values in turn.
func elem(name string, attrs ...string) element { return element{name: name, attrs: attrs} }

// textElem returns an element with a text.
func textElem(name, text string, attrs ...string) element {
	return element{name: name, text: text, attrs: attrs}
}

// document returns an XML document with an element as its root, indented.
func (e element) document() []byte {
	var b bytes.Buffer
	b.WriteString(xml.Header)
	e.write(&b, 0)
	return b.Bytes()
}

func (e element) write(b *bytes.Buffer, depth int) {
	indent := strings.Repeat("  ", depth)
	b.WriteString(indent + "<" + e.name)
	for i := 0; i < len(e.attrs); i += 2 {
		if e.attrs[i+1] != "" {
			b.WriteString(" " + e.attrs[i] + `="`)
			escape(b, e.attrs[i+1])
			b.WriteString(`"`)
		}
	}
	switch {
	case len(e.children) > 0:
		b.WriteString(">\n")
		for _, c := range e.children {
			c.write(b, depth+1)
		}
		b.WriteString(indent + "</" + e.name + ">\n")
	case e.text != "":
		b.WriteString(">")
		escape(b, e.text)
		b.WriteString("</" + e.name + ">\n")
	default:
		b.WriteString("/>\n")
	}
}

func escape(b *bytes.Buffer, text string) {
	if err := xml.EscapeText(b, []byte(text)); err != nil {
		panic("archive: " + err.Error()) // a Buffer never fails
	}
}
