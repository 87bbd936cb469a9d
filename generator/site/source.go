package site

import (
	"crypto/sha256"
	"iter"
	"maps"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/text/unicode/norm"

	"styrdok/generator/block"
	"styrdok/generator/diag"
	"styrdok/generator/library"
	"styrdok/generator/memo"
	"styrdok/generator/proof"
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
	docs     map[string]*library.Document // "content/policy/resor"
	versions map[string]*library.Version  // "content/policy/resor/2019-03-25"
	pages    map[string]PageSource        // "content/pages/om"
	lists    map[string]collectionList    // "content/policy"
	files    map[string]string            // as they are spelt on the disk, by their paths in NFC
	old      map[string]*library.Document // by placeKey of their old addresses
	known    func() []string              // paths as an editor would write them, for suggestions
	names    func() []string              // of files, for suggestions
}

// collectionList is the list of a collection; public reports whether the public sees it.
type collectionList struct {
	id            string
	public, shown bool
}

func (p *Directory) newSources() *sources {
	s := &sources{
		docs: map[string]*library.Document{}, versions: map[string]*library.Version{}, pages: map[string]PageSource{},
		lists: map[string]collectionList{}, files: map[string]string{}, old: map[string]*library.Document{},
	}
	for _, d := range p.full.Documents {
		s.docs["content/"+string(d.ID)] = d
		for _, a := range d.Aliases {
			from, _ := aliasAddress(a)
			s.old[placeKey(Place(from))] = d
		}
		for _, v := range d.Versions {
			if v.VersionFile != "" {
				s.versions[strings.TrimSuffix(v.File, ".md")] = v
			}
		}
		seen, _ := p.seen(d.ID, false)
		name := "content/" + d.ID.Collection()
		c := s.lists[name]
		c = collectionList{d.ID.Collection(), c.public || seen != nil, c.shown || p.byID[d.ID] != nil}
		if c.public || c.shown {
			s.lists[name] = c
		}
	}
	for _, pg := range p.in.Pages {
		s.pages["content/pages/"+pg.Name] = pg
	}
	for _, f := range p.in.Files {
		name := norm.NFC.String(f)
		if _, twin := s.files[name]; !twin || f == name {
			s.files[name] = f
		}
	}
	s.names = sync.OnceValue(func() []string { return slices.Sorted(maps.Keys(s.files)) })
	s.known = sync.OnceValue(func() []string {
		var out []string
		for _, names := range []iter.Seq[string]{maps.Keys(s.docs), maps.Keys(s.versions), maps.Keys(s.pages)} {
			for name := range names {
				out = append(out, name+".md")
			}
		}
		slices.Sort(out)
		return out
	})
	return s
}

// originsOf are the texts of a document with who reads them, by file.
func (p *Directory) originsOf(d *library.Document, texts map[string]*Text) []origin {
	public, listed := p.seen(d.ID, false)
	built, builtListed := p.seen(d.ID, p.Internal)
	var out []origin
	for _, v := range d.Versions {
		if t := texts[v.File]; t != nil {
			out = append(out, origin{
				text: t, doc: d, version: v,
				public: !listed && versionIn(public, v) != nil,
				built:  !builtListed && versionIn(built, v) != nil,
			})
		}
	}
	slices.SortStableFunc(out, func(a, b origin) int { return strings.Compare(a.text.File, b.text.File) })
	return out
}

// otherTexts are the texts of plain pages and of collections' introductions.
func (p *Directory) otherTexts() []origin {
	var out []origin
	for _, pg := range p.in.Pages {
		if pg.Text != nil {
			out = append(out, origin{text: pg.Text, public: true, built: true})
		}
	}
	for _, c := range p.full.Collections {
		list := p.sources.lists["content/"+c.ID]
		if t := p.in.Introductions[c.ID].Text; t != nil {
			out = append(out, origin{text: t, public: list.public, built: list.shown})
		}
	}
	slices.SortStableFunc(out, func(a, b origin) int { return strings.Compare(a.text.File, b.text.File) })
	return out
}

// question is what a text with this origin asks.
func (o origin) question(dest string, image bool) Question {
	q := Question{File: o.text.File, Public: o.public, Image: image, Dest: dest}
	if o.doc != nil {
		q.Doc = o.doc.ID
	}
	return q
}

// ownAnchors are those of a text, for links within it.
type ownAnchors struct {
	ids    map[string]bool
	masked []string
	order  []string // IDs of headings in the order of the text, for suggestions
}

// ownAnchors are the anchors to which a link within a text may lead: those of the text and, where it is
// shown at its document's address, those of earlier versions.
func (p *Directory) ownAnchors(o origin) *ownAnchors {
	out := &ownAnchors{ids: anchorsOf(o.text), masked: o.text.Masked}
	for _, h := range o.text.Tree.Headings() {
		out.order = append(out.order, h.ID)
	}
	if o.version != nil {
		maps.Copy(out.ids, p.anchors(o.doc, o.version))
	}
	return out
}

// find tells what a link to an anchor of the same text means.
func (a *ownAnchors) find(anchor string) Destination {
	if u, err := url.PathUnescape(anchor); err == nil {
		anchor = u
	}
	return a.in(Destination{Kind: TargetAnchor}, anchor)
}

// in completes a destination with one of the anchors.
func (a *ownAnchors) in(d Destination, anchor string) Destination {
	if anchor == "" {
		return d
	}
	d.Anchor = anchor
	switch {
	case a.ids[anchor]:
		return d
	case slices.Contains(a.masked, anchor):
		return trouble(diag.MaskedLink, anchor)
	}
	return trouble(diag.BrokenAnchor, anchor).meant(anchor, a.order)
}

// owner returns the document in whose folder a file lies, or nil.
func (s *sources) owner(file string) *library.Document {
	parts := strings.SplitN(file, "/", 4)
	if len(parts) < 4 {
		return nil
	}
	return s.docs[strings.Join(parts[:3], "/")]
}

// Destination is what a link or image in a source means.
type Destination struct {
	Code    diag.Code // the trouble; empty if there is none
	Args    []any
	Near    string // what may have been meant instead; may be empty
	Kind    TargetKind
	Address string // of a page or file from the site's root, or an address with scheme
	Lasting string // address to print on paper; empty: Address
	Anchor  string
	Doc     library.ID
	Ended   string // status of the document if it no longer holds, as a key of the texts; else empty
	Version string // source file of the version that the link names; empty where it means the document
	File    string // source of a file
}

func trouble(code diag.Code, args ...any) Destination { return Destination{Code: code, Args: args} }

// Digest stands for the destination.
func (d Destination) Digest() memo.Digest {
	if len(d.Args) > 0 {
		return memo.KeyOf(d)
	}
	return sha256.Sum256([]byte(strings.Join([]string{
		string(d.Code), d.Near, strconv.Itoa(int(d.Kind)), d.Address, d.Lasting, d.Anchor, string(d.Doc), d.Ended, d.Version, d.File,
	}, "\x00")))
}

// meant is trouble with what may have been meant, the nearest to what was found.
func (d Destination) meant(found string, known []string) Destination {
	d.Near = diag.Nearest(found, known)
	return d
}

// diagnostic reports the trouble at a place.
func (d Destination) diagnostic(at diag.Pos) diag.Diagnostic {
	out := diag.New(d.Code, at, d.Args...)
	out.Subject = d.Near
	return out
}

// Card implements [Reader].
func (p *Directory) Card(id library.ID) *Card {
	if e := p.byID[id]; e != nil {
		return &e.Card
	}
	return nil
}

// Follow implements [Reader].
func (p *Directory) Follow(q Question) Destination {
	if q.Image {
		return p.image(q)
	}
	dest := q.Dest
	if scheme, ok := block.Scheme(dest); ok {
		switch scheme {
		case "http", "https", "mailto", "tel":
			if address, anchor, own := p.ownAddress(dest); own && strings.HasPrefix(scheme, "http") {
				return p.toOwn(q, address, anchor)
			}
			return Destination{Kind: TargetExternal, Address: dest}
		}
		return trouble(diag.BadScheme, scheme)
	}
	if strings.HasPrefix(dest, "/") || strings.HasPrefix(dest, "\\") {
		return trouble(diag.LinkOutside, dest)
	}
	if dest == "" || dest[0] == '?' { // a question, and nothing that it is asked of
		return trouble(diag.BrokenLink, dest)
	}
	target, anchor, inside := block.Locate(q.File, dest)
	if !inside {
		return trouble(diag.LinkOutside, dest)
	}
	name := strings.TrimSuffix(target, ".md")
	s := p.sources
	if v := s.versions[name]; v != nil {
		return p.toDocument(q, v.Document.ID, v, anchor)
	}
	if d := s.docs[name]; d != nil {
		return p.toDocument(q, d.ID, nil, anchor)
	}
	if pg, ok := s.pages[name]; ok {
		return inText(pg.Text, Destination{Kind: TargetPage, Address: "/" + pg.Name + "/"}, anchor)
	}
	if c, ok := s.lists[strings.TrimSuffix(name, "/_index")]; ok {
		return p.toList(q, c, anchor)
	}
	if file := s.files[target]; file != "" {
		return p.toFile(q, file)
	}
	if strings.HasPrefix(strings.ToLower(dest), "www.") {
		d := trouble(diag.BrokenLink, dest)
		d.Near = "https://" + dest
		return d
	}
	if ext := path.Ext(target); ext != "" && ext != ".md" {
		return p.unknown(q, diag.BrokenLink, s.names)
	}
	return p.unknown(q, diag.BrokenLink, s.known)
}

// inText completes a destination with an anchor of the text that is shown there.
func inText(t *Text, d Destination, anchor string) Destination {
	if t == nil || t.Tree == nil {
		return (&ownAnchors{}).in(d, anchor)
	}
	return NewTextOutline(t.Tree, t.Masked).own().in(d, anchor)
}

// own are the anchors of the outline, for links that lead there.
func (o TextOutline) own() *ownAnchors {
	out := &ownAnchors{ids: o.anchors(), masked: o.Masked}
	for _, h := range o.Headings {
		out.order = append(out.order, h.ID)
	}
	return out
}

// inVersion completes a destination with an anchor of a version of a document.
func (p *Directory) inVersion(d *library.Document, v *library.Version, to Destination, anchor string) Destination {
	if anchor == "" {
		return to
	}
	own := p.in.outline(v.File).own()
	own.ids = p.anchors(d, v)
	return own.in(to, anchor)
}

// toList leads to the list of a collection.
func (p *Directory) toList(q Question, c collectionList, anchor string) Destination {
	if q.Public && !c.public {
		return trouble(diag.HiddenLink, q.Dest, diag.P("site.hidden.collection"))
	}
	return inText(p.in.Introductions[c.id].Text, Destination{Kind: TargetPage, Address: "/" + c.id + "/"}, anchor)
}

// unknown is trouble with a path that leads nowhere, with the path that may have been meant as it would
// be written in the same file.
func (p *Directory) unknown(q Question, code diag.Code, known func() []string) Destination {
	if target, _, _ := block.Locate(q.File, q.Dest); target == ownFile || proof.Own(target) {
		return trouble(diag.OwnFile, q.Dest)
	}
	if q.Unaided {
		return trouble(code, q.Dest)
	}
	found, _, _ := strings.Cut(q.Dest, "#")
	// Written as the file would have to be written here, a wrong folder differs in few letters.
	from, paths := "/"+q.File, known()
	near := make([]string, len(paths))
	for i, k := range paths {
		near[i] = strings.TrimPrefix(relative(from, "/"+k), "./")
	}
	return trouble(code, q.Dest).meant(found, near)
}

// versionIn returns the version of a document that was read from the same file as another, or
// nil. A document that the public sees has copies of its versions.
func versionIn(d *library.Document, v *library.Version) *library.Version {
	if d == nil {
		return nil
	}
	return versionOf(d.Versions, v.File)
}

// versionOf returns the version that was read from a file, or nil.
func versionOf(versions []*library.Version, file string) *library.Version {
	if i := slices.IndexFunc(versions, func(v *library.Version) bool { return v.File == file }); i >= 0 {
		return versions[i]
	}
	return nil
}

// readable returns a document as a text may lead to it, or nil: a text that the public reads only
// to what the public sees. Listed tells that only a page without text is there.
func (p *Directory) readable(q Question, id library.ID) (d *library.Document, listed bool) {
	return p.seen(id, !q.Public)
}

// whyHidden tells why the public does not see a document, or a version of it.
func (p *Directory) whyHidden(id library.ID, v *library.Version) diag.Phrase {
	d := p.full.Document(id)
	switch {
	case d == nil || d.Visibility == library.Hidden:
		return diag.P("site.hidden.document")
	case d.Visibility == library.Listed:
		return diag.P("site.hidden.listed")
	case v == nil:
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

// toDocument leads to a document, or to one of its versions.
func (p *Directory) toDocument(q Question, id library.ID, v *library.Version, anchor string) Destination {
	d, listed := p.readable(q, id)
	if d == nil || listed && anchor != "" {
		return trouble(diag.HiddenLink, q.Dest, p.whyHidden(id, nil))
	}
	out := Destination{Kind: TargetPage, Address: documentURL(id), Doc: id}
	if whole := p.full.Document(id); whole != nil && whole.Ended() {
		out.Ended = whole.Shown.Status.String()
	}
	switch {
	case listed:
		return out
	case v == nil:
		return p.inVersion(d, d.Shown, out, anchor)
	}
	seen := versionIn(d, v)
	if seen == nil {
		return trouble(diag.HiddenLink, q.Dest, p.whyHidden(id, v))
	}
	out.Version = seen.File
	// On paper the address must mean this version also when another holds.
	if adopted(seen) {
		out.Lasting = p.versionURL(seen)
	}
	if seen != d.Shown {
		out.Address = p.versionURL(seen)
	}
	return p.inVersion(d, seen, out, anchor)
}

// ownFile holds the seals of all documents, also of those that the public does not see. So do the files of package proof.
const ownFile = "content/adopted.sum"

// toFile lets a text show and attach what lies beside it, in the folder of a document that its
// readers may read, or in a folder of no document.
func (p *Directory) toFile(q Question, file string) Destination {
	bad := func(code diag.Code, args ...any) Destination {
		d := trouble(code, args...)
		d.File = file
		return d
	}
	if d := p.sources.owner(file); d != nil && d.ID != q.Doc {
		if seen, listed := p.readable(q, d.ID); seen == nil || listed {
			return bad(diag.HiddenLink, q.Dest, p.whyHidden(d.ID, nil))
		}
	}
	if name := path.Base(file); name == "index.html" || name == feedName || p.takenByPrint(FileTarget(file)) {
		return bad(diag.BadName, path.Base(file), diag.P("name.taken"))
	}
	if fault := library.FileFault(file); fault != "" && fault != "percent" {
		return bad(diag.BadName, path.Base(file), diag.P("name."+fault))
	}
	return Destination{Kind: TargetFile, Address: fileAddress(file), File: file}
}

func (p *Directory) takenByPrint(address string) bool {
	d := p.sources.owner("content" + address)
	return strings.HasSuffix(address, ".pdf") && d != nil && slices.ContainsFunc(d.Versions, func(v *library.Version) bool {
		return p.PrintAddress(v) == address || strings.HasPrefix(address, p.versionURL(v))
	})
}

// image tells what an image in a text means.
func (p *Directory) image(q Question) Destination {
	if _, ok := block.Scheme(q.Dest); ok || strings.HasPrefix(q.Dest, "/") || strings.HasPrefix(q.Dest, "\\") {
		return trouble(diag.LinkOutside, q.Dest)
	}
	target, _, inside := block.Locate(q.File, q.Dest)
	switch {
	case !inside:
		return trouble(diag.LinkOutside, q.Dest)
	case p.sources.files[target] == "":
		return p.unknown(q, diag.MissingImage, p.sources.names)
	}
	return p.toFile(q, p.sources.files[target])
}

// unread reports files among the documents that are no Markdown and that no text shows or links to: whoever put them there
// thinks that they are published.
func (p *placer) unread() {
	for _, file := range p.in.Files {
		parts := strings.Split(file, "/")
		if len(parts) < 3 || parts[0] != "content" || parts[1] == "meetings" || parts[1] == "pages" || p.referred[file] || strings.HasPrefix(path.Base(file), "~$") {
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
