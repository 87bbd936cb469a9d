package pdfdump

import (
	"encoding/xml"
	"fmt"
	"strings"
)

// properties returns the properties of an XMP packet as "prefix:name = value", in order, and the
// declarations of schemas as one line a property.
func properties(packet string) []string {
	type node struct {
		XMLName xml.Name
		Attrs   []xml.Attr `xml:",any,attr"`
		Text    string     `xml:",chardata"`
		Kids    []node     `xml:",any"`
	}
	var top node
	if err := xml.Unmarshal([]byte(packet), &top); err != nil {
		return []string{"broken: " + err.Error()}
	}
	prefix := map[string]string{
		"http://purl.org/dc/elements/1.1/": "dc", "http://ns.adobe.com/xap/1.0/": "xmp", "http://ns.adobe.com/pdf/1.3/": "pdf",
		"http://www.aiim.org/pdfa/ns/id/": "pdfaid", "http://www.aiim.org/pdfua/ns/id/": "pdfuaid",
	}
	var list []string
	var plain func(n node) string
	plain = func(n node) string {
		s := strings.TrimSpace(n.Text)
		for _, k := range n.Kids {
			s += plain(k)
		}
		return s
	}
	var declared func(n node)
	declared = func(n node) {
		field := map[string]string{}
		for _, k := range n.Kids {
			field[k.XMLName.Local] = plain(k)
		}
		if field["valueType"] != "" {
			list = append(list, fmt.Sprintf("declared %s: %s, %s, %s", field["name"], field["valueType"], field["category"], field["description"]))
			return
		}
		if field["namespaceURI"] != "" {
			list = append(list, fmt.Sprintf("declared schema %s: %s %s", field["prefix"], field["schema"], field["namespaceURI"]))
		}
		for _, k := range n.Kids {
			declared(k)
		}
	}
	var walk func(n node)
	walk = func(n node) {
		if n.XMLName.Local == "schemas" {
			declared(n)
			return
		}
		if n.XMLName.Local == "Description" {
			for _, a := range n.Attrs {
				if a.Name.Space == "xmlns" && prefix[a.Value] == "" {
					prefix[a.Value] = a.Name.Local
				}
			}
			for _, k := range n.Kids {
				if k.XMLName.Local == "schemas" {
					declared(k)
					continue
				}
				list = append(list, fmt.Sprintf("%s:%s = %s", prefix[k.XMLName.Space], k.XMLName.Local, plain(k)))
			}
			return
		}
		for _, k := range n.Kids {
			walk(k)
		}
	}
	walk(top)
	return list
}
