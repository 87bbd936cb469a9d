package data

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const rdfSpace = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

// triples reads RDF/XML as far as the catalogue uses it: descriptions of things with addresses,
// whose properties lead to addresses or hold text. Each triple is a line of N-Triples.
func rdfTriples(t *testing.T, data []byte) []string {
	t.Helper()
	root := parseXML(t, data)
	if root.name.Space != rdfSpace || root.name.Local != "RDF" {
		t.Fatalf("got the root %v", root.name)
	}
	var out []string
	for _, d := range root.children {
		if d.name.Space != rdfSpace || d.name.Local != "Description" || d.attrs["about"] == "" {
			t.Fatalf("got %v %v", d.name, d.attrs)
		}
		for _, p := range d.children {
			if p.name.Space == "" || len(p.children) > 0 {
				t.Fatalf("got the property %v", p.name)
			}
			out = append(out, triple(d.attrs["about"], p.name.Space+p.name.Local, p.attrs["resource"], p.text, p.attrs["lang"], p.attrs["datatype"]))
		}
	}
	slices.Sort(out)
	return out
}

func triple(subject, property, iri, text, lang, datatype string) string {
	value := fmt.Sprintf("%q", text)
	switch {
	case iri != "":
		value = "<" + iri + ">"
	case lang != "":
		value += "@" + lang
	case datatype != "":
		value += "^^<" + datatype + ">"
	}
	return "<" + subject + "> <" + property + "> " + value
}

// turtleToken is a token of the grammar of Turtle: an address, a name, a string, a language tag, a
// keyword or a sign.
var turtleToken = regexp.MustCompile(`^(?:<([^\x00-\x20<>"{}|^` + "`" + `\\]*)>|([A-Za-z][A-Za-z0-9-]*:[A-Za-z][A-Za-z0-9-]*|[A-Za-z][A-Za-z0-9-]*:)|"((?:[^"\\\n\r]|\\[tbnrf"'\\]|\\u[0-9A-Fa-f]{4})*)"|@([a-zA-Z]+(?:-[a-zA-Z0-9]+)*)|(\^\^|[.;,]))`)

// turtleTriples reads Turtle by its grammar, as far as the catalogue uses it.
func turtleTriples(t *testing.T, data []byte) []string {
	t.Helper()
	type token struct{ iri, name, text, at, sign, whole string }
	var tokens []token
	for rest := strings.TrimLeft(string(data), " \t\r\n"); rest != ""; rest = strings.TrimLeft(rest, " \t\r\n") {
		m := turtleToken.FindStringSubmatch(rest)
		if m == nil {
			t.Fatalf("no token of Turtle: %q", rest[:min(60, len(rest))])
		}
		tokens = append(tokens, token{m[1], m[2], m[3], m[4], m[5], m[0]})
		rest = rest[len(m[0]):]
	}
	i := 0
	next := func() token {
		if i >= len(tokens) {
			t.Fatal("Turtle ends within a statement")
		}
		i++
		return tokens[i-1]
	}
	prefixes := map[string]string{}
	resolve := func(x token) string {
		if x.name == "" {
			if x.iri == "" {
				t.Fatalf("got %q where an address belongs", x.whole)
			}
			return x.iri
		}
		prefix, local, _ := strings.Cut(x.name, ":")
		space, known := prefixes[prefix]
		if !known {
			t.Fatalf("the prefix %s is not declared", prefix)
		}
		return space + local
	}
	unescape := strings.NewReplacer(`\\`, `\`, `\"`, `"`, `\n`, "\n", `\r`, "\r", `\t`, "\t")
	var out []string
	for i < len(tokens) {
		first := next()
		if first.at == "prefix" {
			name, space, end := next(), next(), next()
			if !strings.HasSuffix(name.name, ":") || end.sign != "." {
				t.Fatalf("got the prefix %q", name.whole)
			}
			prefixes[strings.TrimSuffix(name.name, ":")] = space.iri
			continue
		}
		subject := resolve(first)
		for {
			property := resolve(next())
			value := next()
			switch {
			case value.iri != "" || value.name != "":
				out = append(out, triple(subject, property, resolve(value), "", "", ""))
			case strings.HasPrefix(value.whole, `"`):
				lang, datatype := "", ""
				if i < len(tokens) && tokens[i].at != "" {
					lang = next().at
				} else if i < len(tokens) && tokens[i].sign == "^^" {
					next()
					datatype = resolve(next())
				}
				out = append(out, triple(subject, property, "", unescape.Replace(value.text), lang, datatype))
			default:
				t.Fatalf("got %q where a value belongs", value.whole)
			}
			if end := next().sign; end == "." {
				break
			} else if end != ";" {
				t.Fatalf("got %q after a value", end)
			}
		}
	}
	slices.Sort(out)
	return out
}

// TestGraphForms shows that RDF/XML and Turtle say the same, whatever the text.
func TestGraphForms(t *testing.T) {
	g := &graph{}
	x := g.thing("https://a.example/<å \"x\">", "dcat:Dataset")
	for _, text := range []string{hostile, `\`, `"`, "\\\"", "\t", "]]>", "<a>", "é\u0301", `\u0041`} {
		x.say("dcterms:title", "."+text, "sv")
		x.say("foaf:name", text, "")
		x.typed("dcterms:modified", text+".", "xsd:date")
		x.link("dcat:accessURL", "https://a.example/"+text)
	}
	a, b := rdfTriples(t, g.xml()), turtleTriples(t, g.turtle())
	if diff := cmp.Diff(a, b); diff != "" {
		t.Errorf("statements (-RDF/XML +Turtle):\n%s", diff)
	}
	if len(a) < 30 {
		t.Errorf("got %d statements, want at least 30", len(a))
	}
}

// TestCatalogueFollowsTheProfile holds the catalogue to the rules of DCAT-AP-SE 3.0.1.
func TestCatalogueFollowsTheProfile(t *testing.T) {
	files := sample().make(t).all()
	triples := rdfTriples(t, fileOf(t, files, "dcat.rdf"))
	if diff := cmp.Diff(triples, turtleTriples(t, fileOf(t, files, "dcat.ttl"))); diff != "" {
		t.Errorf("statements (-RDF/XML +Turtle):\n%s", diff)
	}
	said := map[string]map[string][]string{} // values by subject and property
	for _, line := range triples {
		parts := strings.SplitN(line, " ", 3)
		s, p := strings.Trim(parts[0], "<>"), strings.Trim(parts[1], "<>")
		if said[s] == nil {
			said[s] = map[string][]string{}
		}
		said[s][p] = append(said[s][p], parts[2])
	}
	typed := func(class string) (out []string) {
		for s, properties := range said {
			if slices.Contains(properties[full("rdf:type")], "<"+full(class)+">") {
				out = append(out, s)
			}
		}
		slices.Sort(out)
		return out
	}
	values := func(s, property string) []string { return said[s][full(property)] }
	must := func(s, property, form string) {
		t.Helper()
		found := values(s, property)
		if len(found) == 0 {
			t.Errorf("%s lacks %s", s, property)
		}
		for _, v := range found {
			if !regexp.MustCompile("^(?:" + form + ")$").MatchString(v) {
				t.Errorf("%s %s: got %s, want %s", s, property, v, form)
			}
		}
	}
	const swedish, address, date = `".+"@sv`, `<https?://[^ ]+>`, `"\d{4}-\d{2}-\d{2}"\^\^<http://www.w3.org/2001/XMLSchema#date>`
	one := func(class string) string {
		t.Helper()
		found := typed(class)
		if len(found) != 1 {
			t.Fatalf("got %d of %s, want one", len(found), class)
		}
		return found[0]
	}
	catalogue, set, agent, contact := one("dcat:Catalog"), one("dcat:Dataset"), one("foaf:Agent"), one("vcard:Organization")
	must(catalogue, "dcterms:title", swedish)
	must(catalogue, "dcterms:description", swedish)
	must(catalogue, "dcterms:publisher", "<"+agent+">")
	must(catalogue, "dcat:dataset", "<"+set+">")
	must(catalogue, "dcterms:license", "<http://creativecommons.org/publicdomain/zero/1.0/>")
	must(catalogue, "foaf:homepage", address)
	must(catalogue, "dcterms:modified", date)
	must(agent, "foaf:name", `"Exempelby kommun"`)
	must(agent, "dcterms:type", "<http://purl.org/adms/publishertype/LocalAuthority>")
	must(contact, "vcard:fn", `".+"`)
	must(contact, "vcard:hasEmail", "<mailto:styrdokument@exempelby.example>")
	must(set, "dcterms:title", swedish)
	must(set, "dcterms:description", swedish)
	must(set, "dcterms:publisher", "<"+agent+">")
	must(set, "dcat:contactPoint", "<"+contact+">")
	must(set, "dcat:theme", "<http://publications.europa.eu/resource/authority/data-theme/GOVE>")
	must(set, "dcterms:language", "<http://publications.europa.eu/resource/authority/language/SWE>")
	must(set, "dcterms:accessRights", "<http://publications.europa.eu/resource/authority/access-right/PUBLIC>")
	must(set, "dcat:keyword", swedish)
	must(set, "dcat:landingPage", address)
	distributions := typed("dcat:Distribution")
	var formats []string
	for _, d := range distributions {
		if !slices.Contains(values(set, "dcat:distribution"), "<"+d+">") {
			t.Errorf("%s is a distribution of nothing", d)
		}
		must(d, "dcat:accessURL", address)
		must(d, "dcat:downloadURL", address)
		must(d, "dcterms:license", "<http://creativecommons.org/publicdomain/zero/1.0/>")
		must(d, "dcterms:format", `"[a-z]+/[a-z+]+"`)
		formats = append(formats, values(d, "dcterms:format")...)
		download := strings.Trim(values(d, "dcat:downloadURL")[0], "<>")
		fileOf(t, files, strings.TrimPrefix(download, "https://styrdok.example/sv/"))
	}
	if want := []string{`"application/atom+xml"`, `"text/csv"`, `"application/json"`}; !cmp.Equal(want, formats) {
		t.Errorf("got the formats %v, want %v", formats, want)
	}
	for s, properties := range said {
		for _, forbidden := range []string{"dcat:mediaType", "dcat:record"} {
			if len(properties[full(forbidden)]) > 0 {
				t.Errorf("%s has %s", s, forbidden)
			}
		}
		for p, list := range properties {
			for _, v := range list {
				if strings.HasPrefix(v, "<https://styrdok.example/sv/dcat.rdf#") && said[strings.Trim(v, "<>")] == nil {
					t.Errorf("%s %s leads to %s, of which nothing is said", s, p, v)
				}
			}
		}
	}
}

// TestContactPoint shows that there is no contact point without an e-mail address.
func TestContactPoint(t *testing.T) {
	s := sample()
	s.in.Organisation.Contact = "https://www.exempelby.example/kontakt"
	for _, line := range rdfTriples(t, fileOf(t, s.make(t).all(), "dcat.rdf")) {
		if strings.Contains(line, "contactPoint") || strings.Contains(line, "vcard") {
			t.Errorf("got %s", line)
		}
	}
}
