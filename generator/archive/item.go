package archive

import (
	"path"
	"slices"
	"strings"

	"styrdok/generator/block"
	"styrdok/generator/i18n"
	"styrdok/generator/library"
)

// Sender is who hands over: the organisation.
type Sender struct {
	Name, Number, MunicipalityCode string
	URL                            string
	Contact                        string // e-mail or web address
	Phone, Office                  string
	Language                       string // of its site
	Address                        string // of its site, with the slash that ends it
}

// Item is a version to be packed with all that was made of it.
type Item struct {
	Version *library.Version
	// ReplacedBy are the documents that replace the version's.
	ReplacedBy []*library.Document
	Address    string // the version's own for good, absolute
	Print      []byte
	Files      []File   // the Markdown and what it shows, by their paths in the site's folder
	Seal       string   // SHA-256 of text and decision; empty if it is not sealed
	Laws       []string // of the passages that are confidential; a law may be empty
	Masked     bool     // these are left out of the bag

	KindLabel string
	Decision  string // "Kommunfullmäktige 2019-03-25 § 42, version 3"
	Status    string // sentence, where the version does not hold
	Facts     []Fact
	Tree      *block.Tree
	Closing   []Section                                 // what is told behind the text
	Link      func(*block.Link) string                  // address of a link, empty if it leads nowhere
	Image     func(*block.Image) (file string, ok bool) // path of an image among Files
}

// Fact is a thing that is told of a version.
type Fact struct {
	Label string
	Value []block.Span
}

// Section is a part of a page behind its text.
type Section struct {
	Title  string
	Blocks []block.Block
}

// Options are what all bags share.
type Options struct {
	Day    library.Date // of bagging; what is to come after it is left out
	Sender Sender
	Words  *i18n.Texts // in the site's language
}

// Name is the name of a version's bag. No part of an ID holds an underscore.
func Name(v *library.Version) string {
	return v.Document.ID.Collection() + "_" + v.Document.ID.Name() + "_" + v.Adopted.String()
}

// Pack makes a bag for every version.
func Pack(items []Item, opt Options) []Bag {
	bags := make([]Bag, len(items))
	for i, it := range items {
		p := packer{it, opt}
		info := p.info(it.Version.Title+". "+it.Decision, it.Address, string(it.Version.Document.ID)+"@"+it.Version.Adopted.String(), p.access())
		info = append(info, field{"Bag-Group-Identifier", opt.Sender.Address + string(it.Version.Document.ID) + "/"})
		bags[i] = pack(Name(it.Version), it.Version.Title, p.payload(), info, opt.Day)
	}
	return bags
}

// OneName is the name of the bag that holds all versions.
const OneName = "styrdokument"

// PackOne makes one bag for all versions, with a folder for each and a page that leads to them.
func PackOne(items []Item, opt Options) Bag {
	title := opt.Words.T("archive.one.title", opt.Sender.Name)
	var payload []File
	laws, strictest := 0, library.Public
	for _, it := range items {
		for _, f := range (packer{it, opt}).payload() {
			payload = append(payload, File{path.Join(Name(it.Version), f.Path), f.Data})
		}
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
	return pack(OneName, title, payload, info, opt.Day)
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

// access tells who may see what is in the bag.
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

// laws lists the sections that confidential passages rely on.
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

// Where a bag's own files stand below data/.
const (
	pathReadme    = "las-mig.txt"
	pathMetadata  = "metadata.json"
	pathDecisions = "beslut.json"
	pathDublin    = "dublin-core.xml"
	sourceFolder  = "source/"
)

func (p packer) stem() string { return p.Version.Document.ID.Name() + "-" + p.Version.Adopted.String() }

// part is a file of the payload with what metadata.json tells of it.
type part struct {
	File
	role, mediaType string
}

// payload makes the files below data/.
func (p packer) payload() []File {
	parts := []part{
		{File{p.stem() + ".pdf", p.Print}, "print", "application/pdf"},
		{File{p.stem() + ".html", p.page()}, "page", "text/html"},
		{File{pathDecisions, p.decisionsJSON()}, "decisions", "application/json"},
		{File{pathDublin, p.dublinCore()}, "dublin_core", "application/xml"},
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

// readme tells somebody who has never heard of any of this what the files are.
func (p packer) readme() []byte {
	t, v := p.opt.Words, p.Version
	source := t.T("archive.readme.source")
	if !slices.ContainsFunc(p.Files, func(f File) bool { return f.Path == v.File }) {
		source = t.T("archive.readme.no-source")
	}
	return []byte(strings.TrimSpace(t.T("archive.readme.text", v.Title, p.opt.Sender.Name, p.Decision, p.stem(), source, p.access())) + "\n")
}

// mediaType is that of a file of a site's folder. The system's own table is not asked, since it
// differs from one computer to the next.
func mediaType(file string) string {
	if t, known := mediaTypes[strings.ToLower(path.Ext(file))]; known {
		return t
	}
	return "application/octet-stream"
}

var mediaTypes = map[string]string{
	".csv": "text/csv", ".gif": "image/gif", ".jpeg": "image/jpeg", ".jpg": "image/jpeg", ".json": "application/json",
	".md": "text/markdown", ".pdf": "application/pdf", ".png": "image/png", ".svg": "image/svg+xml", ".txt": "text/plain",
	".webp": "image/webp", ".xml": "application/xml", ".zip": "application/zip",
	".doc": "application/msword", ".xls": "application/vnd.ms-excel",
	".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
	".odt":  "application/vnd.oasis.opendocument.text", ".ods": "application/vnd.oasis.opendocument.spreadsheet",
}
