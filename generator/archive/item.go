package archive

import (
	"path"
	"slices"
	"strings"

	"styrdok/generator/block"
	"styrdok/generator/i18n"
	"styrdok/generator/library"
)

// Sender is the organisation that hands over the records.
type Sender struct {
	Name, Number, MunicipalityCode string
	URL                            string
	Contact                        string // e-mail or web address
	Phone, Office                  string
	Language                       string // of its site
	Address                        string // of its site, with a trailing slash
}

// Item is a version to be packed, with everything made from it.
type Item struct {
	Version *library.Version
	// ReplacedBy are the documents that replace this one.
	ReplacedBy []*library.Document
	Address    string   // the version's permanent address, absolute
	Print      []byte   // nil if the text exists only as one of Files
	Files      []File   // the Markdown and what it shows; paths are relative to the site's folder
	Seal       string   // SHA-256 of text and decision; empty if the version is not sealed
	Laws       []string // the law for each confidential passage; a law may be empty
	Masked     bool     // confidential passages are left out of the bag

	KindLabel string
	Decision  string // "Kommunfullmäktige 2019-03-25 § 42, version 3"
	Facts     []Fact
	Tree      *block.Tree
	Closing   []Section                                 // what follows the text
	Link      func(*block.Link) string                  // returns the address of a link, or "" if it leads nowhere
	Image     func(*block.Image) (file string, ok bool) // returns the path among Files of an image
}

// Fact is a fact about a version, as a label and a value.
type Fact struct {
	Label string
	Value []block.Span
}

// Section is a part of a page after its text.
type Section struct {
	Title  string
	Blocks []block.Block
}

// Options apply to all packages.
type Options struct {
	Format Format
	Day    library.Date // on which they are packed; anything later is left out
	Sender Sender
	Words  *i18n.Texts // in the site's language
}

// Name returns the name of a version's package. IDs contain no underscores, so names are unique.
func Name(v *library.Version) string {
	return v.Document.ID.Collection() + "_" + v.Document.ID.Name() + "_" + v.Adopted.String()
}

// Pack returns a package for every version.
func Pack(items []Item, opt Options) []Package {
	packages := make([]Package, len(items))
	for i, it := range items {
		p := packer{it, opt}
		info := p.info(it.Version.Title+". "+it.Decision, it.Address, string(it.Version.Document.ID)+"@"+it.Version.Adopted.String(), p.access())
		info = append(info, field{"Bag-Group-Identifier", opt.Sender.Address + string(it.Version.Document.ID) + "/"})
		packages[i] = pack(Name(it.Version), it.Version.Title, items[i:i+1], p.payload(), info, opt)
	}
	return packages
}

// pack returns a package of the options' format.
func pack(name, title string, items []Item, payload []File, info []field, opt Options) Package {
	if opt.Format == BagIt {
		return packBag(name, payload, info, opt.Day)
	}
	s := sip{name: name, title: title, payload: payload, opt: opt}
	for _, it := range items {
		s.dublin = append(s.dublin, File{Name(it.Version) + ".xml", packer{it, opt}.dublinCore()})
	}
	s.readme = []byte(opt.Words.T("archive.one.summary") + "\n")
	if len(items) == 1 {
		p := packer{items[0], opt}
		s.readme, s.creator = p.readme(), p.creator()
	}
	return s.pack()
}

// OneName is the name of the package that holds all versions.
const OneName = "styrdokument"

// PackOne returns one package with a folder for every version, and a page that links to them.
func PackOne(items []Item, opt Options) Package {
	title := opt.Words.T("archive.one.title", opt.Sender.Name)
	var payload []File
	laws, strictest := 0, library.Public
	for _, it := range items {
		payload = append(payload, inside(Name(it.Version)+"/", packer{it, opt}.payload())...)
		strictest = max(strictest, it.Version.Document.Visibility)
		if !it.Masked {
			laws += len(it.Laws)
		}
	}
	payload = append(payload, File{"index.html", contentsPage(title, items, opt)})
	access := opt.Words.T("archive.access." + strictest.String())
	if laws > 0 {
		access += " " + opt.Words.T("archive.access.confidential", opt.Words.T("archive.laws.some"))
	}
	p := packer{opt: opt}
	info := p.info(title+". "+opt.Words.N("archive.one.versions", len(items)), opt.Sender.Address, "", access)
	return pack(OneName, title, items, payload, info, opt)
}

// packer packs one version.
type packer struct {
	Item
	opt Options
}

func (p packer) info(description, external, internal, access string) []field {
	s := p.opt.Sender
	info := []field{{"Source-Organization", s.Name}, {"Contact-Name", s.Office}, {"Contact-Phone", s.Phone}}
	if strings.Contains(s.Contact, "@") && !strings.Contains(s.Contact, "/") {
		info = append(info, field{"Contact-Email", strings.TrimPrefix(s.Contact, "mailto:")})
	}
	return append(info, field{"External-Description", description}, field{"External-Identifier", external},
		field{"Internal-Sender-Identifier", internal}, field{"Internal-Sender-Description", access})
}

// access returns a sentence on who may see the package's contents.
func (p packer) access() string {
	t := p.opt.Words
	s := t.T("archive.access." + p.Version.Document.Visibility.String())
	switch {
	case len(p.Laws) == 0:
	case p.Masked:
		s += " " + t.T("archive.access.masked")
	default:
		s += " " + t.T("archive.access.confidential", p.laws())
	}
	return s
}

// laws lists the legal grounds for confidential passages (offentlighets- och sekretesslagen, OSL).
func (p packer) laws() string {
	var out []string
	for _, l := range p.Laws {
		if l != "" && !slices.Contains(out, l) {
			out = append(out, l)
		}
	}
	if len(out) == 0 {
		return p.opt.Words.T("archive.laws.none")
	}
	return strings.Join(out, ", ")
}

// creator is the body whose records the version is among (arkivbildare): the one that adopted it, if it keeps minutes and so an archive of its own
// (arkivlagen 1990:782, 1 and 3 §§), else nil.
func (p packer) creator() *library.Body {
	if b := p.Version.AdoptedBy; b != nil && b.KeepsMinutes() {
		return b
	}
	return nil
}

// The files of the payload that are generated.
const (
	pathReadme    = "las-mig.txt"
	pathMetadata  = "metadata.json"
	pathDecisions = "beslut.json"
	pathDublin    = "dublin-core.xml"
	sourceFolder  = "source/"
)

func (p packer) stem() string { return p.Version.Document.ID.Name() + "-" + p.Version.Adopted.String() }

// part is a file of the payload with its description in metadata.json.
type part struct {
	File
	role, mediaType string
}

// payload returns the files below data/.
func (p packer) payload() []File {
	parts := []part{
		{File{p.stem() + ".html", p.page()}, "page", "text/html"},
		{File{pathDecisions, p.decisionsJSON()}, "decisions", "application/json"},
		{File{pathDublin, p.dublinCore()}, "dublin_core", "application/xml"},
	}
	if p.Print != nil {
		parts = append(parts, part{File{p.stem() + ".pdf", p.Print}, "print", "application/pdf"})
	}
	for _, f := range p.Files {
		role := "attachment"
		if f.Path == p.Version.File {
			role = "source"
		}
		parts = append(parts, part{File{sourceFolder + f.Path, f.Data}, role, mediaType(f.Path)})
	}
	parts = append(parts, part{File{pathReadme, p.readme()}, "readme", "text/plain"})
	slices.SortFunc(parts, func(a, b part) int { return strings.Compare(a.Path, b.Path) })
	files := []File{{pathMetadata, p.metadataJSON(parts)}}
	for _, f := range parts {
		files = append(files, f.File)
	}
	return files
}

// readme explains the files to somebody who knows nothing of the program.
func (p packer) readme() []byte {
	t, v := p.opt.Words, p.Version
	source := t.T("archive.readme.source")
	if !slices.ContainsFunc(p.Files, func(f File) bool { return f.Path == v.File }) {
		source = t.T("archive.readme.no-source")
	}
	print := p.stem() + ".pdf\n  " + t.T("archive.readme.print")
	if p.Print == nil {
		print = sourceFolder + p.original() + "\n  " + t.T("archive.readme.original")
	}
	return []byte(strings.TrimSpace(t.T("archive.readme.text", v.Title, p.opt.Sender.Name, p.Decision, p.stem(), source, p.access(),
		strings.TrimSpace(t.T("archive.readme."+p.opt.Format.String())), print)) + "\n")
}

// original returns the path of the file that holds the version's text, if that exists only as one.
func (p packer) original() string {
	file, _, _ := block.Locate(p.Version.File, p.Version.Original)
	return file
}

// mediaType returns the media type of a file. It does not use the system's table, which differs between computers.
func mediaType(file string) string {
	if t, known := mediaTypes[strings.ToLower(path.Ext(file))]; known {
		return t
	}
	return "application/octet-stream"
}

var mediaTypes = map[string]string{
	".csv": "text/csv", ".gif": "image/gif", ".jpeg": "image/jpeg", ".jpg": "image/jpeg", ".json": "application/json",
	".md": "text/markdown", ".pdf": "application/pdf", ".png": "image/png", ".svg": "image/svg+xml", ".txt": "text/plain",
	".tif": "image/tiff", ".tiff": "image/tiff", ".webp": "image/webp", ".xml": "application/xml", ".xsd": "application/xml", ".zip": "application/zip",
	".doc": "application/msword", ".xls": "application/vnd.ms-excel",
	".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
	".odt":  "application/vnd.oasis.opendocument.text", ".ods": "application/vnd.oasis.opendocument.spreadsheet",
}
