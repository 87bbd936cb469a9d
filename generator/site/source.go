package site

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"styrdok/generator/block"
	"styrdok/generator/diag"
	"styrdok/generator/library"
)

// origin is where a text stands in the site: what its links may lead to depends on who reads it.
type origin struct {
	text    *Text
	doc     *library.Document // nil for plain pages and introductions
	version *library.Version
	public  bool // the public reads the text
	built   bool // this build shows the text
}

// sources knows what every source path means to a link.
type sources struct {
	docs      map[string]*library.Document // "content/policy/resor"
	versions  map[string]*library.Version  // "content/policy/resor/2019-03-25"
	pages     map[string]PageSource        // "content/pages/om"
	lists     map[string]collectionList    // "content/policy"
	files     map[string]string            // as they are spelt on the disk, by their paths in NFC
	old       map[string]*library.Document // by placeKey of their old addresses
	known     []string                     // paths as an editor would write them, for suggestions
	fileNames []string
	anchors   map[*block.Tree]map[string]bool
	origins   []origin // every text, by file
}

// collectionList is the list of a collection; public reports whether the public sees it.
type collectionList struct {
	id     string
	public bool
}

func (p *planner) newSources() *sources {
	s := &sources{
		docs: map[string]*library.Document{}, versions: map[string]*library.Version{}, pages: map[string]PageSource{},
		lists: map[string]collectionList{}, files: map[string]string{}, old: map[string]*library.Document{}, anchors: map[*block.Tree]map[string]bool{},
	}
	for _, d := range p.full.Documents {
		s.docs["content/"+string(d.ID)] = d
		s.known = append(s.known, "content/"+string(d.ID)+".md")
		for _, a := range d.Aliases {
			from, _ := aliasAddress(a)
			s.old[placeKey(Place(from))] = d
		}
		public, listed := p.seen(d.ID, false)
		built, builtListed := p.seen(d.ID, p.in.Internal)
		for _, v := range d.Versions {
			if v.VersionFile != "" {
				s.versions[strings.TrimSuffix(v.File, ".md")] = v
				s.known = append(s.known, v.File)
			}
			if t := p.in.Texts[v.File]; t != nil {
				s.origins = append(s.origins, origin{
					text: t, doc: d, version: v,
					public: !listed && versionIn(public, v) != nil,
					built:  !builtListed && versionIn(built, v) != nil,
				})
			}
		}
	}
	for _, pg := range p.in.Pages {
		s.pages["content/pages/"+pg.Name] = pg
		s.known = append(s.known, "content/pages/"+pg.Name+".md")
		if pg.Text != nil {
			s.origins = append(s.origins, origin{text: pg.Text, public: true, built: true})
		}
	}
	for _, c := range p.full.Collections {
		shown, public := false, false
		for _, d := range p.full.Documents {
			if d.ID.Collection() != c.ID {
				continue
			}
			seen, _ := p.seen(d.ID, false)
			public = public || seen != nil
			shown = shown || p.byID[d.ID] != nil
		}
		if public || shown {
			s.lists["content/"+c.ID] = collectionList{c.ID, public}
		}
		if t := p.in.Introductions[c.ID].Text; t != nil {
			s.origins = append(s.origins, origin{text: t, public: public, built: shown})
		}
	}
	for _, f := range p.in.Files {
		name := norm.NFC.String(f)
		if _, twin := s.files[name]; !twin || f == name {
			s.files[name] = f
		}
		s.fileNames = append(s.fileNames, name)
	}
	for _, o := range s.origins {
		s.learn(o.text.Tree)
	}
	slices.SortStableFunc(s.origins, func(a, b origin) int { return strings.Compare(a.text.File, b.text.File) })
	slices.Sort(s.known)
	slices.Sort(s.fileNames)
	return s
}

// owner returns the document in whose folder a file lies, or nil.
func (s *sources) owner(file string) *library.Document {
	parts := strings.SplitN(file, "/", 4)
	if len(parts) < 4 {
		return nil
	}
	return s.docs[strings.Join(parts[:3], "/")]
}

// learn notes the anchors of a tree. All trees are learnt while the plan is made, so that links
// may later be resolved by several goroutines.
func (s *sources) learn(t *block.Tree) {
	if t == nil || s.anchors[t] != nil {
		return
	}
	ids := map[string]bool{}
	for _, h := range t.Headings() {
		ids[h.ID] = true
		for _, a := range h.Aliases {
			ids[a] = true
		}
	}
	s.anchors[t] = ids
}

// destination is what a link or image in a source means.
type destination struct {
	code    diag.Code // the trouble; empty if there is none
	args    []any
	near    []string // words that may have been meant
	found   string   // what was written, to be compared with near
	kind    TargetKind
	address string // of a page or file from the site's root, or an address with scheme
	lasting string // address to print on paper; empty: address
	anchor  string
	doc     *library.Document
	version *library.Version // that the link names; nil where it means the document
	file    string           // source of a file
}

func trouble(code diag.Code, args ...any) destination { return destination{code: code, args: args} }

// follow tells what a link in a text means.
func (p *planner) follow(o origin, dest string) destination {
	if scheme, ok := block.Scheme(dest); ok {
		switch scheme {
		case "http", "https", "mailto", "tel":
			if address, anchor, own := p.ownAddress(dest); own && strings.HasPrefix(scheme, "http") {
				return p.toOwn(o, address, anchor, dest)
			}
			return destination{kind: TargetExternal, address: dest}
		}
		return trouble(diag.BadScheme, scheme)
	}
	if strings.HasPrefix(dest, "/") || strings.HasPrefix(dest, "\\") {
		return trouble(diag.LinkOutside, dest)
	}
	if dest == "" {
		return trouble(diag.BrokenLink, dest)
	}
	if anchor, ok := strings.CutPrefix(dest, "#"); ok {
		if u, err := url.PathUnescape(anchor); err == nil {
			anchor = u
		}
		return p.anchorIn(o, destination{kind: TargetAnchor}, o.text, anchor)
	}
	target, anchor, inside := block.Locate(o.text.File, dest)
	if !inside {
		return trouble(diag.LinkOutside, dest)
	}
	name := strings.TrimSuffix(target, ".md")
	s := p.sources
	if v := s.versions[name]; v != nil {
		return p.toVersion(o, v, anchor, dest)
	}
	if d := s.docs[name]; d != nil {
		return p.toDocument(o, d.ID, anchor, dest)
	}
	if pg, ok := s.pages[name]; ok {
		return p.anchorIn(o, destination{kind: TargetPage, address: "/" + pg.Name + "/"}, pg.Text, anchor)
	}
	if c, ok := s.lists[strings.TrimSuffix(name, "/_index")]; ok {
		if o.public && !c.public {
			return trouble(diag.HiddenLink, dest, diag.P("site.hidden.collection"))
		}
		return p.anchorIn(o, destination{kind: TargetPage, address: "/" + c.id + "/"}, p.in.Introductions[c.id].Text, anchor)
	}
	if file := s.files[target]; file != "" {
		return p.toFile(o, file, dest)
	}
	if strings.HasPrefix(strings.ToLower(dest), "www.") {
		d := trouble(diag.BrokenLink, dest)
		d.found, d.near = "https://"+dest, []string{"https://" + dest}
		return d
	}
	near := s.known
	if ext := path.Ext(target); ext != "" && ext != ".md" {
		near = s.fileNames
	}
	return p.unknown(o, diag.BrokenLink, dest, near)
}

// unknown is trouble with a path that leads nowhere, with the paths that may have been meant as
// they would be written in the same file.
func (p *planner) unknown(o origin, code diag.Code, dest string, known []string) destination {
	if target, _, _ := block.Locate(o.text.File, dest); target == ownFile {
		return trouble(diag.OwnFile, dest)
	}
	d := trouble(code, dest)
	d.found, _, _ = strings.Cut(dest, "#")
	// Written as the file would have to be written here, a wrong folder differs in few letters.
	from := "/" + o.text.File
	for _, k := range known {
		d.near = append(d.near, strings.TrimPrefix(relative(from, "/"+k), "./"))
	}
	return d
}

// anchorIn completes a destination with an anchor of the text that is shown there.
func (p *planner) anchorIn(o origin, d destination, t *Text, anchor string) destination {
	if anchor == "" {
		return d
	}
	d.anchor = anchor
	if t != nil && p.sources.anchors[t.Tree][anchor] {
		return d
	}
	if t != nil && slices.Contains(t.Masked, anchor) {
		return trouble(diag.MaskedLink, anchor)
	}
	if whole := p.whole[t]; whole != nil && p.sources.anchors[whole.Tree][anchor] {
		return d
	}
	out := trouble(diag.BrokenAnchor, anchor)
	out.found = anchor
	if t != nil && t.Tree != nil {
		for _, h := range t.Tree.Headings() {
			out.near = append(out.near, h.ID)
		}
	}
	return out
}

// versionIn returns the version of a document that was read from the same file as another, or
// nil. A document that the public sees has copies of its versions.
func versionIn(d *library.Document, v *library.Version) *library.Version {
	if d == nil {
		return nil
	}
	for _, w := range d.Versions {
		if w.File == v.File {
			return w
		}
	}
	return nil
}

// readable returns a document as a text may lead to it, or nil: a text that the public reads only
// to what the public sees. Listed tells that only a page without text is there.
func (p *planner) readable(o origin, id library.ID) (d *library.Document, listed bool) {
	return p.seen(id, !o.public)
}

// whyHidden tells why the public does not see a document, or a version of it.
func (p *planner) whyHidden(id library.ID, v *library.Version) diag.Phrase {
	d := p.full.Document(id)
	if d == nil {
		return diag.P("site.hidden.document")
	}
	switch {
	case d.Visibility == library.Hidden:
		return diag.P("site.hidden.document")
	case d.Visibility == library.Listed:
		return diag.P("site.hidden.listed")
	}
	if v == nil {
		v = d.Shown
	}
	switch v.Status {
	case library.StatusConsultation:
		return diag.P("site.hidden.consultation")
	case library.StatusProposed:
		return diag.P("site.hidden.proposed")
	}
	return diag.P("site.hidden.draft")
}

func (p *planner) toDocument(o origin, id library.ID, anchor, dest string) destination {
	d, listed := p.readable(o, id)
	if d == nil || listed && anchor != "" {
		return trouble(diag.HiddenLink, dest, p.whyHidden(id, nil))
	}
	out := destination{kind: TargetPage, address: documentURL(id), doc: d}
	if listed {
		return out
	}
	return p.anchorIn(o, out, p.in.Texts[d.Shown.File], anchor)
}

func (p *planner) toVersion(o origin, v *library.Version, anchor, dest string) destination {
	id := v.Document.ID
	d, listed := p.readable(o, id)
	if d == nil || listed && anchor != "" {
		return trouble(diag.HiddenLink, dest, p.whyHidden(id, nil))
	}
	out := destination{kind: TargetPage, address: documentURL(id), doc: d}
	if listed {
		return out
	}
	seen := versionIn(d, v)
	if seen == nil {
		return trouble(diag.HiddenLink, dest, p.whyHidden(id, v))
	}
	out.version = seen
	// On paper the address must mean this version also when another holds.
	if adopted(seen) {
		out.lasting = p.versionURL(seen)
	}
	if seen != d.Shown {
		out.address = p.versionURL(seen)
	}
	return p.anchorIn(o, out, p.in.Texts[v.File], anchor)
}

// ownFile holds the seals of all documents, also of those that the public does not see.
const ownFile = "content/adopted.sum"

// toFile lets a text show and attach what lies beside it, in the folder of a document that its
// readers may read, or in a folder of no document.
func (p *planner) toFile(o origin, file, dest string) destination {
	if d := p.sources.owner(file); d != nil && (o.doc == nil || d.ID != o.doc.ID) {
		if seen, listed := p.readable(o, d.ID); seen == nil || listed {
			return destination{code: diag.HiddenLink, args: []any{dest, p.whyHidden(d.ID, nil)}, file: file}
		}
	}
	if name := path.Base(file); name == "index.html" || name == feedName || p.takenByPrint(FileTarget(file)) {
		return destination{code: diag.BadName, args: []any{path.Base(file), diag.P("name.taken")}, file: file}
	}
	if fault := library.FileFault(file); fault != "" && fault != "percent" {
		return destination{code: diag.BadName, args: []any{path.Base(file), diag.P("name." + fault)}, file: file}
	}
	return destination{kind: TargetFile, address: fileAddress(file), file: file}
}

func (p *planner) takenByPrint(address string) bool {
	if !strings.HasSuffix(address, ".pdf") {
		return false
	}
	d := p.sources.owner("content" + address)
	if d == nil {
		return false
	}
	for _, v := range d.Versions {
		if p.printAddress(v) == address || strings.HasPrefix(address, p.versionURL(v)) {
			return true
		}
	}
	return false
}

// image tells what an image in a text means.
func (p *planner) image(o origin, src string) destination {
	if _, ok := block.Scheme(src); ok || strings.HasPrefix(src, "/") || strings.HasPrefix(src, "\\") {
		return trouble(diag.LinkOutside, src)
	}
	target, _, inside := block.Locate(o.text.File, src)
	switch {
	case !inside:
		return trouble(diag.LinkOutside, src)
	case p.sources.files[target] == "":
		return p.unknown(o, diag.MissingImage, src, p.sources.fileNames)
	}
	return p.toFile(o, p.sources.files[target], src)
}

// checkTexts reports every link and image that leads nowhere, or where its readers may not go,
// and notes the files that this build has to publish.
func (p *planner) checkTexts() {
	referred := map[string]bool{}
	defer p.unread(referred)
	for _, o := range p.sources.origins {
		if o.text.Tree == nil {
			continue
		}
		o.text.Tree.AllSpans(func(s block.Span) {
			var d destination
			shown := false
			switch s := s.(type) {
			case *block.Link:
				d = p.follow(o, s.Dest)
				p.checkWords(o, s)
			case *block.Image:
				p.checkAlt(o, s)
				d, shown = p.image(o, s.Src), true
			default:
				return
			}
			if d.code != "" {
				p.diags = append(p.diags, diag.New(d.code, s.Position(), d.args...).Suggest(d.found, d.near))
			}
			if d.file != "" {
				referred[d.file] = true
			}
			if d.doc != nil {
				p.leadsTo(o, d.doc.ID, s.Position())
			}
			// What lies in static/ is published whether or not a text refers to it.
			if d.code == "" && d.file != "" && o.built && strings.HasPrefix(d.file, "content/") {
				p.use(d.file, s.Position(), shown)
			}
		})
	}
}

// leadsTo notes that the text of a document that holds leads to another, and reports one that no longer holds, as a relation to
// it is reported. What a document replaces it may well name.
func (p *planner) leadsTo(o origin, id library.ID, pos diag.Pos) {
	target := p.full.Document(id)
	if o.doc == nil || o.version == nil || o.doc.Holds != o.version || target == nil || target == o.doc {
		return
	}
	p.site.TextLinks = append(p.site.TextLinks, TextLink{o.doc.ID, id})
	if target.Ended() && !slices.Contains(o.version.Replaces, string(id)) {
		p.diags.Add(diag.RelationInactive, pos, id, diag.P("library.status."+target.Shown.Status.String()))
	}
}

// unread reports files among the documents that are no Markdown and that no text shows or links to: whoever put them there
// thinks that they are published.
func (p *planner) unread(referred map[string]bool) {
	for _, file := range p.in.Files {
		parts := strings.Split(file, "/")
		if len(parts) < 3 || parts[0] != "content" || parts[1] == "meetings" || parts[1] == "pages" || referred[file] || strings.HasPrefix(path.Base(file), "~$") {
			continue
		}
		how := ""
		switch strings.ToLower(path.Ext(file)) {
		case ".doc", ".docx", ".docm", ".dotx", ".odt", ".rtf", ".pages", ".wpd":
			how = "text"
		case ".pdf", ".xls", ".xlsx", ".xlsm", ".ods", ".csv", ".ppt", ".pptx", ".odp":
			how = "attachment"
		case "":
			how = "extension"
		default:
			continue
		}
		p.diags.Add(diag.UnreadFile, diag.Pos{File: file}, path.Base(file), diag.P("site.unread."+how, strings.TrimSuffix(path.Base(file), path.Ext(file)), path.Base(file)))
	}
}

// originOf returns the origin of the text on a page.
func (p *planner) originOf(pg *Page) origin {
	if pg.Text == nil {
		return origin{text: &Text{}}
	}
	o := origin{text: pg.Text, doc: pg.Document, version: pg.Version, public: !p.in.Internal, built: true}
	return o
}

func (p *planner) resolveLink(pg *Page, dest string) Target {
	return p.target(pg, p.follow(p.originOf(pg), dest))
}

// target is a destination as it is written on a page, or without a page on paper only.
func (p *planner) target(pg *Page, d destination) Target {
	if d.code != "" {
		return Target{}
	}
	t := Target{Kind: d.kind, Anchor: d.anchor, Document: d.doc, Source: d.file, Version: d.version}
	suffix := ""
	if d.anchor != "" {
		suffix = "#" + d.anchor
	}
	switch d.kind {
	case TargetExternal:
		t.Href, t.Absolute = d.address, d.address
	case TargetAnchor:
		t.Href = suffix
	default:
		if pg != nil {
			t.Href = p.href(pg, d.address+suffix)
		}
		lasting := d.lasting
		if lasting == "" {
			lasting = d.address
		}
		t.Absolute = p.absolute(lasting) + suffix
	}
	return t
}
