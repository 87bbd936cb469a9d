package site

import (
	"net/url"
	"strings"

	"golang.org/x/text/unicode/norm"

	"styrdok/generator/block"
	"styrdok/generator/library"
)

// documentURL is a document's address, which never changes.
func documentURL(id library.ID) string { return "/" + string(id) + "/" }

// versionPart is the last part of a version's address: the day of adoption, or for what is not
// decided the name of its file, or else the word for its status.
func (p *Frame) versionPart(v *library.Version) string {
	if adopted(v) {
		return v.Adopted.String()
	}
	if _, err := library.ParseDate(v.VersionFile); v.VersionFile != "" && err != nil {
		return v.VersionFile
	}
	word := "utkast"
	switch v.Status {
	case library.StatusConsultation:
		word = "remiss"
	case library.StatusProposed:
		word = "forslag"
	}
	if v.VersionFile != "" {
		word += "-" + v.VersionFile
	}
	return word
}

// versionURL is a version's own address.
func (p *Frame) versionURL(v *library.Version) string {
	return documentURL(v.Document.ID) + p.versionPart(v) + "/"
}

// OriginalAddress is the address of the file that holds the text of a version that exists only as one.
func (p *Frame) OriginalAddress(v *library.Version) string { return fileAddress(originalFile(v)) }

// originalFile is that file in the site's folder.
func originalFile(v *library.Version) string {
	file, _, _ := block.Locate(v.File, v.Original)
	return file
}

// PrintAddress is the address of a version's PDF.
func (p *Frame) PrintAddress(v *library.Version) string {
	id := v.Document.ID
	return documentURL(id) + id.Name() + "-" + p.versionPart(v) + ".pdf"
}

// absolute returns the whole address of a page or file of the site.
func (p *Frame) absolute(address string) string {
	return p.BaseURL + strings.TrimPrefix(address, "/")
}

// Href returns how a page writes an address of the site, "/register/" or "/style.css". Addresses with
// a scheme and bare anchors stay as they are.
func (p *Frame) Href(from *Page, address string) string {
	if from.Alone && strings.HasPrefix(address, "/") {
		return p.absolute(address)
	}
	return p.hrefFrom(from.Kind == KindNotFound, from.URL, address)
}

func (p *Frame) hrefFrom(absolute bool, from, address string) string {
	if !strings.HasPrefix(address, "/") {
		return address
	}
	target, anchor, _ := strings.Cut(address, "#")
	if anchor != "" {
		anchor = "#" + anchor
	}
	if absolute {
		return p.basePath() + strings.TrimPrefix(target, "/") + anchor
	}
	if target == from && anchor != "" {
		return anchor
	}
	rel := relative(from, target)
	if p.Offline && strings.HasSuffix(target, "/") {
		rel = strings.TrimPrefix(rel, "./") + "index.html"
	}
	return rel + anchor
}

// relative returns the way from one address to another. Both start with a slash; a page's
// address ends in one unless it has a file's name.
func relative(from, to string) string {
	base := from[:strings.LastIndexByte(from, '/')+1]
	common := 0
	for i := 0; i < len(base) && i < len(to) && base[i] == to[i]; i++ {
		if base[i] == '/' {
			common = i + 1
		}
	}
	rel := strings.Repeat("../", strings.Count(base[common:], "/")) + to[common:]
	switch {
	case rel == "":
		return "./"
	case strings.Contains(strings.SplitN(rel, "/", 2)[0], ":"):
		// A first part with a colon would be read as a scheme.
		return "./" + rel
	}
	return rel
}

// fileAddress returns where a file of the sources is published, percent-encoded.
func fileAddress(source string) string { return escaped(FileTarget(source)) }

// escaped is a path as an address, percent-encoded.
func escaped(target string) string {
	parts := strings.Split(target, "/")
	for i, part := range parts {
		parts[i] = url.PathEscape(part)
	}
	return strings.Join(parts, "/")
}

// FileTarget is where a file of content/ or static/ is published, in the file system of the site:
// "/policy/resor/karta.png". Its name is in NFC, as it is in the links that lead to it.
func FileTarget(source string) string {
	for _, top := range []string{"content", "static"} {
		if rest, ok := strings.CutPrefix(source, top+"/"); ok {
			return "/" + norm.NFC.String(rest)
		}
	}
	return "/" + source
}

// basePath is the path of the site's own address; it begins and ends in "/".
func (p *Frame) basePath() string {
	u, err := url.Parse(p.BaseURL)
	if err != nil || !strings.HasPrefix(u.EscapedPath(), "/") {
		return "/"
	}
	return u.EscapedPath()
}
