package docx

import (
	"bytes"
	"encoding/xml"
	"io"
	"slices"
	"strings"

	"styrdok/generator/intake"
	"styrdok/generator/intake/pack"
)

// plain gathers all words of the parts that are read, straight from their XML. Of two forms of a drawing it reads the first.
func (r *reader) plain() error {
	parts := append([]string{r.main}, r.targets(r.main, "footnotes", "endnotes", "comments", "header", "footer", "diagramData", "chart", "chartEx")...)
	var b strings.Builder
	for _, part := range parts {
		data, err := r.a.Read(part, intake.MaxPart)
		if err != nil {
			return err
		}
		d := xml.NewDecoder(bytes.NewReader(data))
		d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
		in, fallback := "", 0
		for {
			t, err := d.RawToken()
			if err != nil {
				break // the parts have been read once
			}
			switch t := t.(type) {
			case xml.StartElement:
				in = t.Name.Local
				if in == "del" || in == "moveFrom" {
					b.WriteByte(' ') // what is deleted is no part of the word beside it
				}
				if in == "Fallback" {
					fallback++
				}
				if fallback == 0 && slices.Contains([]string{"tab", "br", "cr", "ptab"}, in) {
					b.WriteByte(' ')
				}
				if fallback == 0 && in == "noBreakHyphen" {
					b.WriteByte('-')
				}
			case xml.EndElement:
				in = ""
				if t.Name.Local == "del" || t.Name.Local == "moveFrom" {
					b.WriteByte(' ')
				}
				if t.Name.Local == "Fallback" {
					fallback--
				}
				if t.Name.Local == "p" || t.Name.Local == "pt" {
					b.WriteByte('\n')
				}
			case xml.CharData:
				if fallback == 0 && (in == "t" || in == "delText" || in == "v" && !number(string(t))) {
					b.Write(t)
					if in == "v" {
						b.WriteByte('\n')
					}
				}
			}
		}
		b.WriteByte('\n')
	}
	r.out.Plain += b.String()
	return nil
}

// number reports whether a chart's value has no letters.
func number(s string) bool {
	return !strings.ContainsFunc(s, func(c rune) bool { return c > '9' && c != 'E' })
}

// words returns all words below an element: of shown and deleted text alike, without those of a drawing's second form.
func words(n *pack.Node) string {
	var b strings.Builder
	n.Walk(func(k *pack.Node) bool {
		switch k.Name {
		case "Fallback":
			return false
		case "t", "delText":
			b.WriteString(k.Content())
			return false
		case "v":
			if text := k.Content(); !number(text) {
				b.WriteString(text + " ")
			}
			return false
		case "p", "tab", "br", "cr", "pt":
			b.WriteByte(' ')
		case "noBreakHyphen":
			b.WriteByte('-')
		}
		return true
	})
	return strings.Join(strings.Fields(b.String()), " ")
}
