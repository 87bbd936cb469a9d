package pdf

import (
	"bytes"
	"encoding/xml"
	"strings"

	"styrdok/generator/intake"
)

const (
	decisionSpace = "https://styrdok.org/ns/decision/1/"
	dublinCore    = "http://purl.org/dc/elements/1.1/"
	adobePDF      = "http://ns.adobe.com/pdf/1.3/"
	maxPacket     = 1 << 18
)

// printOf returns what a print of styrdok's says of itself, nil for any other file. Metadata of PDF/A lies in the file as it is, so that programs which know
// nothing of PDF find it.
func printOf(data []byte) *intake.Print {
	at := bytes.LastIndex(data, []byte(`="`+decisionSpace+`"`))
	if at < 0 {
		return nil
	}
	from := bytes.LastIndex(data[:at], []byte("<x:xmpmeta"))
	to := bytes.Index(data[at:], []byte("</x:xmpmeta>"))
	if from < 0 || to < 0 || at+to-from > maxPacket {
		return nil
	}
	said := map[xml.Name]string{}
	var open []xml.Name
	for d := xml.NewDecoder(bytes.NewReader(data[from : at+to])); ; {
		token, err := d.Token()
		if err != nil {
			break // at the latest at the end tag, which is left out
		}
		switch token := token.(type) {
		case xml.StartElement:
			open = append(open, token.Name)
		case xml.EndElement:
			open = open[:max(0, len(open)-1)]
		case xml.CharData:
			for _, of := range open {
				if of.Space == decisionSpace || of.Space == dublinCore || of.Space == adobePDF {
					said[of] += string(token)
				}
			}
		}
	}
	decision := func(name string) string { return strings.TrimSpace(said[xml.Name{Space: decisionSpace, Local: name}]) }
	p := &intake.Print{
		ID: decision("id"), Kind: decision("kind"), Version: decision("version"), Owner: decision("owner"), Address: decision("address"),
		Summary: strings.TrimSpace(said[xml.Name{Space: dublinCore, Local: "description"}]),
	}
	for k := range strings.SplitSeq(said[xml.Name{Space: adobePDF, Local: "Keywords"}], ",") {
		if k = strings.TrimSpace(k); k != "" {
			p.Keywords = append(p.Keywords, k)
		}
	}
	if p.ID == "" {
		return nil
	}
	return p
}

// destination is a place of the file that has a name, by which links of other files lead there.
type destination struct {
	name  string
	place string // as anchor writes it
}

const maxDestinations = 20_000

// destinations reads the named ones. Those that programs make up for themselves are read too.
func (e *engine) destinations(document uint64) []destination {
	var out []destination
	for i := range min(e.number("FPDF_CountNamedDests", document), maxDestinations) {
		e.memory.WriteUint32Le(e.scratch, 0)
		if e.call("FPDF_GetNamedDest", document, uint64(i), 0, e.at(0)) == 0 {
			continue
		}
		size := uint64(e.word(0))
		if int32(size) <= 0 || size > 2000 {
			continue
		}
		name := e.call("malloc", size)
		if name == 0 {
			break
		}
		dest := e.call("FPDF_GetNamedDest", document, uint64(i), name, e.at(0))
		if place := e.anchor(document, dest); place != "" {
			out = append(out, destination{fromUTF16(e.bytes(name, int(size))), place})
		}
		e.free(name)
	}
	return out
}
