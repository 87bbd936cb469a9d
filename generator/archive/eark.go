package archive

import (
	_ "embed"
	"encoding/xml"
	"io/fs"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"styrdok/generator/library"
	"styrdok/generator/regular"
)

// The folders and files of an E-ARK package that CSIP 2.1.0, section 4, names.
const (
	fileMETS         = "METS.xml"
	filePREMIS       = "metadata/preservation/premis.xml"
	descriptions     = "metadata/descriptive/"
	documentation    = "documentation/"
	schemas          = "schemas/"
	representation   = "representations/" + representationID + "/"
	representationID = "adopted"
)

// schemaDublin describes dublin-core.xml.
//
//go:embed dublin-core.xsd
var schemaDublin []byte

// profileSIP and profileCSIP are the METS profiles of the package (SIP2) and of its representation (CSIP6).
const (
	profileSIP  = "https://earksip.dilcis.eu/profile/E-ARK-SIP.xml"
	profileCSIP = "https://earkcsip.dilcis.eu/profile/E-ARK-CSIP.xml"
)

// sip is the content of a submission information package.
type sip struct {
	name, title string
	payload     []File // relative to the representation's data/
	dublin      []File // descriptions in Dublin Core
	readme      []byte
	creator     *library.Body // whose records they are; nil: the organisation's
	opt         Options
}

// pack returns the package. The file section of its root names each part once; the representation's own METS describes the
// payload.
func (s sip) pack() Package {
	return newPackage(s.name, EARK, s.opt.Day, func(day library.Date) []File {
		data := inside(payloadFolder, s.payload)
		preserved := File{filePREMIS, premis(s.name+"/"+representationID, data, day)}
		inner := mets{name: representationID, profile: profileCSIP, day: day, agents: []element{program()}, admin: preserved, groups: []group{{"Data", data}}}
		rep := inside(representation, append(append(data, preserved), File{fileMETS, inner.document()}))

		root := mets{
			name: s.name, label: s.title, profile: profileSIP, day: day, agents: s.agents(), described: inside(descriptions, s.dublin),
			admin: File{filePREMIS, premis(s.name, nil, day)},
			groups: []group{
				{"Documentation", []File{{documentation + pathReadme, s.readme}}},
				{"Schemas", []File{{schemas + "dublin-core.xsd", schemaDublin}}},
				{"Representations/" + representationID, rep[len(rep)-1:]},
			},
		}
		files := append(rep, root.described...)
		files = append(files, root.admin, root.groups[0].files[0], root.groups[1].files[0])
		return append(files, File{fileMETS, root.document()})
	})
}

// inside returns files with their paths below a folder.
func inside(folder string, files []File) []File {
	out := make([]File, len(files))
	for i, f := range files {
		out[i] = File{folder + f.Path, f.Data}
	}
	return out
}

// program is the agent that CSIP10–16 ask for.
func program() element {
	return elem("agent", "ROLE", "CREATOR", "TYPE", "OTHER", "OTHERTYPE", "SOFTWARE").with(
		textElem("name", software), textElem("note", formatMetadata, "csip:NOTETYPE", "SOFTWARE VERSION"))
}

// agents are the program, the body whose records these are (SIP9–14) and the organisation that submits them (SIP15–25).
func (s sip) agents() []element {
	sender := s.opt.Sender
	organisation := func(role, name string) element {
		e := elem("agent", "ROLE", role, "TYPE", "ORGANIZATION").with(textElem("name", name))
		if sender.Number != "" {
			e = e.with(textElem("note", "ORG:"+sender.Number, "csip:NOTETYPE", "IDENTIFICATIONCODE"))
		}
		return e
	}
	creator := sender.Name
	if s.creator != nil {
		creator += ", " + s.creator.Name
	}
	return []element{program(), organisation("ARCHIVIST", creator), organisation("CREATOR", sender.Name)}
}

// mets is a METS 1.12 document, of a package or of its representation.
type mets struct {
	name, label, profile string
	day                  library.Date
	agents               []element
	described            []File // descriptive metadata
	admin                File   // preservation metadata
	groups               []group
}

// group is a file group of the file section.
type group struct {
	use   string
	files []File
}

// created is the time that METS asks for of everything; only the day is known.
func created(day library.Date) string { return day.String() + "T00:00:00Z" }

// document returns METS.xml. Its references are relative to its folder.
func (m mets) document() []byte {
	now := created(m.day)
	ids := 0
	id := func() string { ids++; return "id-" + strconv.Itoa(ids) }
	root := elem("mets", "xmlns", "http://www.loc.gov/METS/", "xmlns:xlink", "http://www.w3.org/1999/xlink",
		"xmlns:csip", "https://DILCIS.eu/XML/METS/CSIPExtensionMETS", "xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance",
		"xsi:schemaLocation", "http://www.loc.gov/METS/ https://www.loc.gov/standards/mets/mets.xsd https://DILCIS.eu/XML/METS/CSIPExtensionMETS https://earkcsip.dilcis.eu/schema/DILCISExtensionMETS.xsd",
		"OBJID", m.name, "LABEL", m.label, "TYPE", "Textual works – Digital", "csip:CONTENTINFORMATIONTYPE", "OTHER",
		"csip:OTHERCONTENTINFORMATIONTYPE", formatMetadata, "PROFILE", m.profile)
	root = root.with(elem("metsHdr", "CREATEDATE", now, "LASTMODDATE", now, "RECORDSTATUS", "NEW", "csip:OAISPACKAGETYPE", "SIP").with(m.agents...))

	reference := func(f File, kind string) element {
		return elem("mdRef", "LOCTYPE", "URL", "xlink:type", "simple", "xlink:href", href(f.Path), "MDTYPE", kind, "MIMETYPE", "application/xml",
			"SIZE", strconv.Itoa(len(f.Data)), "CREATED", now, "CHECKSUM", sum(f.Data), "CHECKSUMTYPE", "SHA-256")
	}
	var described []byte
	for _, f := range m.described {
		dmd := id()
		described = append(append(described, dmd...), ' ')
		root = root.with(elem("dmdSec", "ID", dmd, "CREATED", now, "STATUS", "CURRENT").with(reference(f, "DC")))
	}
	admin := id()
	root = root.with(elem("amdSec").with(elem("digiprovMD", "ID", admin, "STATUS", "CURRENT").with(reference(m.admin, "PREMIS"))))

	section, structure := elem("fileSec", "ID", id()), elem("div", "ID", id(), "LABEL", m.name)
	structure = structure.with(elem("div", "ID", id(), "LABEL", "Metadata", "DMDID", string(described[:max(0, len(described)-1)]), "ADMID", admin))
	for _, g := range m.groups {
		group := id()
		e := elem("fileGrp", "ID", group, "USE", g.use, "csip:CONTENTINFORMATIONTYPE", "OTHER", "csip:OTHERCONTENTINFORMATIONTYPE", formatMetadata)
		for _, f := range g.files {
			e = e.with(elem("file", "ID", id(), "MIMETYPE", mediaType(f.Path), "SIZE", strconv.Itoa(len(f.Data)), "CREATED", now,
				"CHECKSUM", sum(f.Data), "CHECKSUMTYPE", "SHA-256").with(elem("FLocat", "LOCTYPE", "URL", "xlink:type", "simple", "xlink:href", href(f.Path))))
		}
		section = section.with(e)
		divided := func(label string, to element) element { return elem("div", "ID", id(), "LABEL", label).with(to) }
		pointer := elem("fptr", "FILEID", group)
		if label, found := strings.CutSuffix(g.use, "/"+representationID); found {
			// The content division, and that of the representation with its own METS (CSIP101–112).
			structure = structure.with(divided(label, pointer))
			pointer = elem("mptr", "LOCTYPE", "URL", "xlink:type", "simple", "xlink:href", href(g.files[0].Path), "xlink:title", group)
		}
		structure = structure.with(divided(g.use, pointer))
	}
	return root.with(section, elem("structMap", "ID", id(), "TYPE", "PHYSICAL", "LABEL", "CSIP").with(structure)).document()
}

// href is a path as a relative address.
func href(file string) string { return (&url.URL{Path: file}).EscapedPath() }

// premis returns preservation metadata by PREMIS 3.0: the package or the files of a representation with their checksums, and that
// they were packed.
func premis(name string, files []File, day library.Date) []byte {
	root := elem("premis", "xmlns", "http://www.loc.gov/premis/v3", "xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance",
		"xsi:schemaLocation", "http://www.loc.gov/premis/v3 https://www.loc.gov/standards/premis/premis.xsd", "version", "3.0")
	identifier := func(of, value string) element {
		return elem(of+"Identifier").with(textElem(of+"IdentifierType", "local"), textElem(of+"IdentifierValue", value))
	}
	root = root.with(elem("object", "xsi:type", "representation").with(identifier("object", name)))
	for _, f := range files {
		root = root.with(elem("object", "xsi:type", "file").with(
			identifier("object", f.Path),
			elem("objectCharacteristics").with(
				elem("fixity").with(textElem("messageDigestAlgorithm", "SHA-256"), textElem("messageDigest", sum(f.Data))),
				textElem("size", strconv.Itoa(len(f.Data))),
				elem("format").with(elem("formatDesignation").with(textElem("formatName", mediaType(f.Path)))))))
	}
	return root.with(
		elem("event").with(identifier("event", name+"/packed"), textElem("eventType", "information package creation"),
			textElem("eventDateTime", created(day)), identifier("linkingAgent", software), identifier("linkingObject", name)),
		elem("agent").with(identifier("agent", software), textElem("agentName", software), textElem("agentType", "software")),
	).document()
}

// readSIP returns the paths that the METS files of a package of this program list and the day on which it was packed; ok is false for any
// other folder.
func readSIP(old fs.FS) (listed map[string]bool, day string, ok bool) {
	root, err := readMETS(old, fileMETS)
	if err != nil || !slices.ContainsFunc(root.Header.Agents, func(a readAgent) bool { return a.OtherType == "SOFTWARE" && a.Name == software }) {
		return nil, "", false
	}
	listed = map[string]bool{fileMETS: true}
	list := func(m readRoot, folder string) {
		for _, r := range slices.Concat(m.Described, m.Admin, m.Files) {
			if file, err := url.PathUnescape(r.Href); err == nil {
				listed[folder+file] = true
			}
		}
	}
	list(root, "")
	if inner, err := readMETS(old, representation+fileMETS); err == nil {
		list(inner, representation)
	}
	day, _, _ = strings.Cut(root.Header.Created, "T")
	return listed, day, true
}

type (
	readRoot struct {
		Header struct {
			Created string      `xml:"CREATEDATE,attr"`
			Agents  []readAgent `xml:"agent"`
		} `xml:"metsHdr"`
		Described []readRef `xml:"dmdSec>mdRef"`
		Admin     []readRef `xml:"amdSec>digiprovMD>mdRef"`
		Files     []readRef `xml:"fileSec>fileGrp>file>FLocat"`
	}
	readAgent struct {
		OtherType string `xml:"OTHERTYPE,attr"`
		Name      string `xml:"name"`
	}
	readRef struct {
		Href string `xml:"href,attr"`
	}
)

func readMETS(folder fs.FS, file string) (root readRoot, err error) {
	data, err := regular.Read(folder, file, maxTags)
	if err == nil {
		err = xml.Unmarshal(data, &root)
	}
	return root, err
}
