package pdftag

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"styrdok/generator/pattern"
)

// Schema is a set of properties of the caller's own.
type Schema struct {
	Name       string // for people: "Decision on a governing document"
	Namespace  string // a URI that ends in / or #
	Prefix     string
	Properties []Property
}

// Property is a property with its value. Properties are written in the order given; one with an empty
// value is left out, and so is its declaration.
type Property struct {
	Name, Value string
	Description string // what it means, in words; required
	Type        string // Text, Date, Integer or URI; empty is Text
}

// The namespaces that the packet uses itself.
var ownPrefixes = map[string]bool{
	"x": true, "rdf": true, "xml": true, "xmlns": true, "dc": true, "xmp": true, "pdf": true, "pdfaid": true,
	"pdfuaid": true, "pdfaExtension": true, "pdfaSchema": true, "pdfaProperty": true,
}

// xmp returns the metadata packet.
func (d *Document) xmp() ([]byte, error) {
	for _, s := range d.Schemas {
		if err := s.check(); err != nil {
			return nil, err
		}
	}
	for i, s := range d.Schemas {
		for _, t := range d.Schemas[:i] {
			if s.Prefix == t.Prefix || s.Namespace == t.Namespace {
				return nil, fmt.Errorf("metadata schema %q is given twice", s.Prefix)
			}
		}
	}
	var b bytes.Buffer
	b.WriteString("<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" +
		`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""` +
		"\n" + ` xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"` +
		"\n" + ` xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"` +
		"\n" + ` xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"`)
	for _, s := range d.Schemas {
		fmt.Fprintf(&b, "\n xmlns:%s=\"%s\"", s.Prefix, escapeXML(s.Namespace))
	}
	b.WriteString(">\n<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>\n<dc:format>application/pdf</dc:format>\n")
	alt := func(name, v string) {
		if v != "" {
			fmt.Fprintf(&b, "<%s><rdf:Alt><rdf:li xml:lang=\"x-default\">%s</rdf:li></rdf:Alt></%s>\n", name, escapeXML(v), name)
		}
	}
	simple := func(name, v string) {
		if v != "" {
			fmt.Fprintf(&b, "<%s>%s</%s>\n", name, escapeXML(v), name)
		}
	}
	alt("dc:title", d.Title)
	if d.Author != "" {
		fmt.Fprintf(&b, "<dc:creator><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></dc:creator>\n", escapeXML(d.Author))
	}
	alt("dc:description", d.Subject)
	fmt.Fprintf(&b, "<dc:language><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:language>\n", escapeXML(d.Lang))
	simple("pdf:Keywords", d.Keywords)
	simple("pdf:Producer", d.Producer)
	simple("xmp:CreatorTool", d.Creator)
	simple("xmp:CreateDate", xmpDate(d.Created))
	simple("xmp:ModifyDate", xmpDate(d.Modified))
	for _, s := range d.Schemas {
		for _, p := range s.Properties {
			simple(s.Prefix+":"+p.Name, p.Value)
		}
	}
	b.WriteString("<pdfaExtension:schemas><rdf:Bag>\n")
	writeDeclaration(&b, Schema{
		Name: "PDF/UA identification", Namespace: "http://www.aiim.org/pdfua/ns/id/", Prefix: "pdfuaid",
		Properties: []Property{{Name: "part", Value: "1", Type: "Integer", Description: "Part of ISO 14289 that the file follows"}},
	})
	for _, s := range d.Schemas {
		writeDeclaration(&b, s)
	}
	b.WriteString("</rdf:Bag></pdfaExtension:schemas>\n</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>")
	return b.Bytes(), nil
}

// writeDeclaration writes the description of a schema's properties that PDF/A requires.
func writeDeclaration(b *bytes.Buffer, s Schema) {
	fmt.Fprintf(b, "<rdf:li rdf:parseType=\"Resource\"><pdfaSchema:schema>%s</pdfaSchema:schema><pdfaSchema:namespaceURI>%s</pdfaSchema:namespaceURI><pdfaSchema:prefix>%s</pdfaSchema:prefix>\n<pdfaSchema:property><rdf:Seq>\n",
		escapeXML(s.Name), escapeXML(s.Namespace), s.Prefix)
	for _, p := range s.Properties {
		if p.Value == "" {
			continue
		}
		kind, category := cmp.Or(p.Type, "Text"), "external"
		if s.Prefix == "pdfuaid" {
			category = "internal"
		}
		fmt.Fprintf(b, "<rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>%s</pdfaProperty:name><pdfaProperty:valueType>%s</pdfaProperty:valueType><pdfaProperty:category>%s</pdfaProperty:category><pdfaProperty:description>%s</pdfaProperty:description></rdf:li>\n",
			p.Name, kind, category, escapeXML(p.Description))
	}
	b.WriteString("</rdf:Seq></pdfaSchema:property></rdf:li>\n")
}

func (s *Schema) check() error {
	if !xmlName.MatchString(s.Prefix) || ownPrefixes[s.Prefix] {
		return fmt.Errorf("metadata schema: prefix %q cannot be used", s.Prefix)
	}
	if !strings.HasSuffix(s.Namespace, "/") && !strings.HasSuffix(s.Namespace, "#") {
		return fmt.Errorf("metadata schema %s: namespace %q does not end in / or #", s.Prefix, s.Namespace)
	}
	if s.Name == "" {
		return fmt.Errorf("metadata schema %s has no name", s.Prefix)
	}
	filled := false
	seen := map[string]bool{}
	for _, p := range s.Properties {
		if !xmlName.MatchString(p.Name) || seen[p.Name] {
			return fmt.Errorf("metadata schema %s: property %q is no name or given twice", s.Prefix, p.Name)
		}
		seen[p.Name] = true
		if p.Description == "" {
			return fmt.Errorf("metadata property %s:%s has no description", s.Prefix, p.Name)
		}
		if !slices.Contains([]string{"", "Text", "Date", "Integer", "URI"}, p.Type) {
			return fmt.Errorf("metadata property %s:%s: unknown type %q", s.Prefix, p.Name, p.Type)
		}
		filled = filled || p.Value != ""
	}
	if !filled {
		return errors.New("metadata schema " + s.Prefix + " has no values")
	}
	return nil
}

// xmlName is the ASCII part of XML's names.
var xmlName = pattern.New(`^[A-Za-z_][A-Za-z0-9_-]*$`)

// escapeXML escapes markup and replaces what XML cannot hold.
func escapeXML(s string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(strings.ToValidUTF8(s, string(utf8.RuneError))))
	return b.String()
}

func xmpDate(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format("2006-01-02T15:04:05Z07:00")
}

// info returns the information dictionary, which says the same as the metadata.
func (d *Document) info() []byte {
	b := []byte("<<")
	for _, e := range []struct{ key, value string }{
		{"/Title", d.Title}, {"/Author", d.Author}, {"/Subject", d.Subject}, {"/Keywords", d.Keywords},
		{"/Creator", d.Creator}, {"/Producer", d.Producer},
	} {
		b = appendEntry(b, e.key, e.value)
	}
	if !d.Created.IsZero() {
		b = appendDate(append(b, "/CreationDate"...), d.Created)
	}
	if !d.Modified.IsZero() {
		b = appendDate(append(b, "/ModDate"...), d.Modified)
	}
	return append(b, ">>"...)
}
