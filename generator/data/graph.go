package data

import (
	"bytes"
	"encoding/xml"
	"strings"
)

// graph is statements about named things, written as RDF/XML and as Turtle. Both say the same.
type graph struct {
	things []*thing
}

// thing is a subject with what is said of it, in order. The first statement is its type.
type thing struct {
	iri        string
	statements []statement
}

// statement is a property with its value: an address, or a text with a language or a datatype.
type statement struct {
	property string // "dcterms:title"
	iri      string
	text     string
	lang     string
	datatype string // "xsd:date"
}

// vocabularies are the prefixes of properties, types and datatypes.
var vocabularies = []struct{ prefix, iri string }{
	{"adms", "http://www.w3.org/ns/adms#"},
	{"dcat", "http://www.w3.org/ns/dcat#"},
	{"dcterms", "http://purl.org/dc/terms/"},
	{"foaf", "http://xmlns.com/foaf/0.1/"},
	{"rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"},
	{"vcard", "http://www.w3.org/2006/vcard/ns#"},
	{"xsd", "http://www.w3.org/2001/XMLSchema#"},
}

// full writes a prefixed name out.
func full(name string) string {
	prefix, local, _ := strings.Cut(name, ":")
	for _, v := range vocabularies {
		if v.prefix == prefix {
			return v.iri + local
		}
	}
	panic("data: no vocabulary " + prefix)
}

func (g *graph) thing(address, typ string) *thing {
	t := &thing{iri: iri(address)}
	t.statements = append(t.statements, statement{property: "rdf:type", iri: full(typ)})
	g.things = append(g.things, t)
	return t
}

// link says that a property leads to an address; an empty one is left out.
func (t *thing) link(property, address string) {
	if address != "" {
		t.statements = append(t.statements, statement{property: property, iri: iri(address)})
	}
}

// say gives a property words in a language, or in none; empty words are left out.
func (t *thing) say(property, words, lang string) {
	if words = clean(words); words != "" {
		t.statements = append(t.statements, statement{property: property, text: words, lang: lang})
	}
}

// typed gives a property a value of a datatype; an empty one is left out.
func (t *thing) typed(property, value, datatype string) {
	if value != "" {
		t.statements = append(t.statements, statement{property: property, text: clean(value), datatype: datatype})
	}
}

func (g *graph) xml() []byte {
	var b bytes.Buffer
	escape := func(s string) string {
		var e bytes.Buffer
		if err := xml.EscapeText(&e, []byte(s)); err != nil {
			panic("data: rdf: " + err.Error())
		}
		return e.String()
	}
	b.WriteString(xml.Header + "<rdf:RDF")
	for _, v := range vocabularies {
		b.WriteString("\n xmlns:" + v.prefix + `="` + v.iri + `"`)
	}
	b.WriteString(">\n")
	for _, t := range g.things {
		b.WriteString(` <rdf:Description rdf:about="` + escape(t.iri) + "\">\n")
		for _, s := range t.statements {
			b.WriteString("  <" + s.property)
			switch {
			case s.iri != "":
				b.WriteString(` rdf:resource="` + escape(s.iri) + "\"/>\n")
				continue
			case s.lang != "":
				b.WriteString(` xml:lang="` + escape(s.lang) + `"`)
			case s.datatype != "":
				b.WriteString(` rdf:datatype="` + full(s.datatype) + `"`)
			}
			b.WriteString(">" + escape(s.text) + "</" + s.property + ">\n")
		}
		b.WriteString(" </rdf:Description>\n")
	}
	b.WriteString("</rdf:RDF>\n")
	return b.Bytes()
}

// turtleText escapes what may not stand in a short string of Turtle.
var turtleText = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\r", `\r`, "\t", `\t`)

func (g *graph) turtle() []byte {
	var b bytes.Buffer
	for _, v := range vocabularies {
		b.WriteString("@prefix " + v.prefix + ": <" + v.iri + "> .\n")
	}
	for _, t := range g.things {
		b.WriteString("\n<" + t.iri + ">")
		for i, s := range t.statements {
			if i > 0 {
				b.WriteString(" ;")
			}
			b.WriteString("\n    " + s.property + " ")
			if s.iri != "" {
				b.WriteString("<" + s.iri + ">")
				continue
			}
			b.WriteString(`"` + turtleText.Replace(s.text) + `"`)
			switch {
			case s.lang != "":
				b.WriteString("@" + s.lang)
			case s.datatype != "":
				b.WriteString("^^" + s.datatype)
			}
		}
		b.WriteString(" .\n")
	}
	return b.Bytes()
}
