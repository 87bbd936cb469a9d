package site

import (
	"styrdok/generator/block"
	"styrdok/generator/library"
)

// TargetKind tells what a link leads to.
type TargetKind uint8

// Where links lead. A broken link has been reported by Plan and is to be written as plain words.
const (
	TargetBroken   TargetKind = iota
	TargetAnchor              // a heading of the same text
	TargetPage                // a page of the site
	TargetFile                // an image or attachment
	TargetExternal            // another site, an e-mail address or a telephone number
)

// Target is where a link of a text leads.
type Target struct {
	Kind     TargetKind
	Href     string            // for a web page: relative, or as written for external links
	Absolute string            // for a print: the absolute address; empty for a heading of the same text
	Anchor   string            // ID of the heading, without "#"; may be empty
	Document *library.Document // of TargetPage; may be nil
	Source   string            // of TargetFile: the file in the site's folder
	Version  *library.Version  // that the link names; nil where it means the document
}

// ResolveLink tells where a link in a page's text leads.
func (s *Site) ResolveLink(from *Page, link *block.Link) Target {
	return s.plan.resolveLink(from, link.Dest)
}

// ResolveImage returns the address of an image in a page's text, relative to the page, and the
// source file. It returns false for an image that has been reported as missing.
func (s *Site) ResolveImage(from *Page, img *block.Image) (href, source string, ok bool) {
	d := s.plan.image(s.plan.originOf(from), img.Src)
	if d.code != "" {
		return "", "", false
	}
	return s.plan.href(from, d.address), d.file, true
}

// ResolvePrintLink tells where a link leads in a print: to a heading of the same text by Anchor,
// anywhere else by Absolute.
func (s *Site) ResolvePrintLink(p *Print, link *block.Link) Target {
	return s.plan.resolveLink(p.Page, link.Dest)
}
